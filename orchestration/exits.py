"""Exit codes of the command line. Anything else is a bug, or the signal that stopped it.

What belongs here: the numbers. What does not: deciding which applies.
"""

from __future__ import annotations

from typing import Final

PUBLISHED_OR_UNCHANGED: Final = 0
FAILED: Final = 1
NOT_STARTED: Final = 2  # usage, settings or input
INPUTS_LEFT_OUT: Final = 3  # published or unchanged, but inputs of this run are not in the warehouse
BUSY: Final = 4  # another run is writing
