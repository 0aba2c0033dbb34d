"""Document → ledger: numerals, units, clauses, subjects, scope, periods, bounds. No I/O; spans come from the scan itself.

`read_ledger(document)` is the one entry. The stages, each in its own file with its word lists as data in
`sources/vocabulary/language/`: layout (paragraphs) → numerals (numbers and units; in Chinese characters: written) → names (what is no observation) →
parts (review or plan, periods) → sentences (walks from numeral to numeral) with measures (verbs and bounds), subjects
(phrases), scope (statuses), coding (vocabulary codes) → ledger (rows).
"""

from sources.language.ledger import read_ledger

__all__ = ["read_ledger"]
