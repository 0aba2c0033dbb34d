"""One module a format; `sources.readers` finds them by listing this package and says what a module must offer.

What belongs here: format modules only. What does not: helpers (they live beside this package).
"""
