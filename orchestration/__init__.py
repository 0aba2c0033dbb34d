"""When and in what order: Dagster assets, checks, schedule, sensor, publishing, the command line.

What belongs here: wiring. What does not: arithmetic, regular expressions, SQL text. Those have rooms of their own.
"""
