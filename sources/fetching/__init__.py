"""Fetching, piece by piece: which addresses, how politely, what may be reached, what an answer may weigh, what is kept.

What belongs here: HTTP and the folder of fetched documents. What does not: going through the catalogue (`sources.fetch`),
landing and reading what was fetched.
"""
