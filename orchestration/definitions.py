"""What Dagster loads: the graph for the data home that the environment names.

What belongs here: this one name. `dagster dev -m orchestration.definitions` (or `zhibiao ui`) shows it.
"""

from __future__ import annotations

from orchestration.config import Settings
from orchestration.graph import definitions

defs = definitions(Settings.from_environment())
