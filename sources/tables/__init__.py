"""Tables → ledger rows: every Arabic numeral inside a table's cells, with what it means where the headers tell.

What belongs here: the pure reading of `Document.tables`. What does not: finding tables in files (readers), prose.
"""

from __future__ import annotations

from sources.tables.reading import read_tables

__all__ = ["read_tables"]
