"""Document → ledger: numerals, units, clauses, subjects, scope, periods, bounds. No I/O; spans come from the scan itself.

`read_ledger(document)` is the one entry.
"""
