"""The gate's view of the data: the build file, read-only, and the Parquet lake under one connection.

What belongs here: opening, naming and describing relations. What does not: rules, anything that writes to the build.

Relations are named `schema.relation`: `staging`, `core`, `mart` … are schemas of the build file; `lake` holds one view a
dataset, `given` what people decided. All hang on a private in-memory database to which the build is attached, so that nothing of the gate stays open on
the build file after `close`, when the next dbt step wants to write to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Self

import duckdb
import pyarrow as pa

from expectations.check import identifier, kept, literal, literals
from sources.errors import Invalid, Retriable
from sources.lake import DATASETS

_LAKE: Final = "lake"
#: The schema of what people decided.
GIVEN: Final = "given"
_VIEWS: Final = "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE database_name = {} AND NOT internal"


class Warehouse:
    """An open, read-only look at a build file and a lake. Close it, or use it with `with`."""

    def __init__(self, database: Path, lake: Path) -> None:
        if not database.is_file():
            raise Invalid(
                str(database), "no build file", expected="the DuckDB file that dbt built", remedy="run dbt first"
            )
        self.database = database
        # Views inside the build name their catalog, which is the file's stem: it must be attached under that name.
        self.catalog = database.stem
        self._root = duckdb.connect(":memory:")
        try:
            self._root.execute(f"ATTACH {literal(str(database))} AS {identifier(self.catalog)} (READ_ONLY)")
            # what does not fit goes where dbt's goes, which the next build clears: a shared /tmp may be small, or anybody's
            spilled = database.with_name(database.name + ".tmp")
            self._root.execute(f"SET temp_directory = {literal(str(spilled))}")
            self._root.execute("SET GLOBAL TimeZone = 'UTC'")  # a day ends here as it does for dbt and for decisions
            for schema in (_LAKE, GIVEN, "kept"):
                self._root.execute(f"CREATE SCHEMA {schema}")
            self._views(lake)
            self._relations = self._describe()
            self._views_of_build = {str(row[0]) for row in self.rows(_VIEWS.format(literal(self.catalog)))}
        except duckdb.IOException as error:
            self.close()
            raise Retriable(
                str(database),
                str(error),
                expected="a build file that nobody writes to",
                remedy="wait for the writer to finish",
            ) from error
        except duckdb.Error as error:
            self.close()
            raise Invalid(
                str(database), str(error), expected="a DuckDB file that opens", remedy="build it anew"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the build file."""
        self._root.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A further connection to the same databases."""
        return self._root.cursor()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query. For small answers: counts, limited lists of failing keys."""
        return self._root.execute(query).fetchall()

    def table(self, query: str) -> pa.Table:
        """All rows of a query, in columns. For answers that are large."""
        return self._root.execute(query).to_arrow_table()

    def has(self, relation: str) -> bool:
        return relation in self._relations

    def columns(self, relation: str) -> Sequence[str]:
        return self._relations.get(relation, ())

    def name(self, relation: str) -> str:
        """The full SQL name of `schema.relation`. Three parts, since a catalog and a schema may share a name.

        A view of the build is computed once and kept in memory: some twenty rules ask for the ledger, and each would read
        the whole lake again.
        """
        schema, table = relation.split(".")
        catalog = "memory" if schema in (_LAKE, GIVEN) else self.catalog
        name = f"{identifier(catalog)}.{identifier(schema)}.{identifier(table)}"
        if relation not in self._views_of_build:
            return name
        self.keep(relation, f"SELECT * FROM {name}")
        return kept(relation)

    def keep(self, name: str, query: str) -> None:
        """Compute a query once and keep its rows in memory, as `kept(name)`, until this is closed."""
        self._root.execute(f"CREATE TABLE IF NOT EXISTS {kept(name)} AS {query}")

    def give(self, name: str, table: pa.Table) -> None:
        """A further relation, `given.<name>`."""
        self._root.register("handed_over", table)
        self._root.execute(f"CREATE TABLE {GIVEN}.{identifier(name)} AS SELECT * FROM handed_over")
        self._root.unregister("handed_over")
        self._relations[f"{GIVEN}.{name}"] = tuple(table.column_names)

    def document_names(self, document_ids: Iterable[str]) -> dict[str, str]:
        """The names under which documents came, for those of the ids that the lake knows."""
        ids = tuple(sorted(set(document_ids)))
        if not ids or not self.has("lake.documents"):
            return {}
        found = self.rows(
            "SELECT document_id, max(source_name) FROM lake.documents "
            f"WHERE document_id IN {literals(ids)} AND source_name IS NOT NULL GROUP BY document_id"
        )
        return {str(document_id): str(name) for document_id, name in found}

    def fingerprint(self) -> str:
        """The sha256 of the build file as it was judged: publish can prove that it publishes what was audited."""
        with self.database.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()

    def _views(self, lake: Path) -> None:
        for dataset in DATASETS:
            parts = lake / dataset
            if any(parts.glob("*.parquet")):
                pattern = literal(str(parts / "*.parquet"))
                self._root.execute(f"CREATE VIEW lake.{identifier(dataset)} AS SELECT * FROM read_parquet({pattern})")

    def _describe(self) -> dict[str, tuple[str, ...]]:
        found = self.rows(
            "SELECT schema_name || '.' || table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
            f"WHERE database_name IN ('memory', {literal(self.catalog)}) AND NOT internal GROUP BY 1"
        )
        return {str(relation): tuple(columns) for relation, columns in found}
