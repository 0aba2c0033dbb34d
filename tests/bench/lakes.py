"""Lakes of other sizes, made from the lake of a real run: some of its documents, or copies of them for other areas.

What belongs here: writing such a lake. What does not: building from it (`growth`).

A copy says what its original says, under an identity of its own and of an area that has no document in the original lake:
keys, documents, figures and texts all grow alike, and no key is contested more than it was. Copies of one area instead
would measure how a key with ten times the statements behaves, which no corpus has.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.config import VOCABULARY
from sources.lake import DATASETS

PART = "bench.parquet"


def documents(lake: Path) -> int:
    with duckdb.connect() as connection:
        return _number(connection, f"SELECT count(DISTINCT document_id) FROM {_read(lake, 'documents')}")


def some(lake: Path, out: Path, size: int) -> int:
    """The lake of that many documents, drawn by a digest of their identity. Returns how many there were to draw."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE chosen AS SELECT DISTINCT document_id, document_id AS copy_id, 0 AS copy, ref_area AS copy_area"
            f" FROM {_read(lake, 'documents')} ORDER BY md5(document_id) LIMIT {size}"
        )
        return _write(connection, lake, out)


def copied(lake: Path, out: Path, times: int) -> int:
    """The lake with every document `times` over. Returns how many documents that is.

    Raises ValueError when there are not as many other areas as copies need.
    """
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            CREATE TABLE documents AS SELECT DISTINCT document_id, ref_area FROM {_read(lake, "documents")};
            CREATE TABLE used AS
                SELECT ref_area, row_number() OVER (ORDER BY ref_area) - 1 AS place
                FROM (SELECT DISTINCT ref_area FROM documents WHERE ref_area IS NOT NULL);
            CREATE TABLE spare AS
                SELECT ref_area, row_number() OVER (ORDER BY md5(ref_area)) - 1 AS place
                FROM (SELECT DISTINCT ref_area FROM read_csv('{VOCABULARY / "areas.csv"}', all_varchar = true))
                WHERE ref_area NOT IN (SELECT ref_area FROM used);
            CREATE TABLE chosen AS
                SELECT
                    documents.document_id,
                    copies.copy,
                    CASE WHEN copy = 0 THEN documents.document_id ELSE left(md5(documents.document_id || copy), 16) END
                        AS copy_id,
                    CASE WHEN copy = 0 THEN documents.ref_area ELSE spare.ref_area END AS copy_area
                FROM documents
                CROSS JOIN (SELECT unnest(range({times})) AS copy) AS copies
                LEFT JOIN used USING (ref_area)
                CROSS JOIN (SELECT count(*) AS areas FROM used) AS count
                LEFT JOIN spare ON spare.place = used.place + (copies.copy - 1) * count.areas;
            """
        )
        if _number(
            connection,
            "SELECT count(*) FROM chosen JOIN documents USING (document_id) WHERE ref_area IS NOT NULL AND copy_area IS NULL",
        ):
            raise ValueError(f"{times} copies need more areas than areas.csv has")
        return _write(connection, lake, out)


def _read(lake: Path, dataset: str) -> str:
    return f"read_parquet('{lake / dataset}/*.parquet', union_by_name = true)"


def _write(connection: duckdb.DuckDBPyConnection, lake: Path, out: Path) -> int:
    for dataset in DATASETS:
        folder = out / dataset
        folder.mkdir(parents=True)
        columns = [name for name, *_ in connection.sql(f"DESCRIBE FROM {_read(lake, dataset)}").fetchall()]
        shown = ", ".join(f"{_OF_A_COPY.get(name, f'lake.{name}')} AS {name}" for name in columns)
        connection.execute(
            f"COPY (SELECT {shown} FROM {_read(lake, dataset)} AS lake JOIN chosen USING (document_id))"
            f" TO '{folder / PART}' (FORMAT parquet)"
        )
    return _number(connection, "SELECT count(*) FROM chosen")


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.sql(query).fetchone()
    assert row is not None
    return int(row[0])


#: What of a row makes it that of a copy; every other column is the original's.
_OF_A_COPY = {
    "document_id": "chosen.copy_id",
    "extraction_id": "chosen.copy_id || lake.extraction_id",
    "sha256": "CASE WHEN chosen.copy = 0 THEN lake.sha256 ELSE sha256(lake.sha256 || chosen.copy) END",
    "source_name": "CASE WHEN chosen.copy = 0 THEN '' ELSE 'copy ' || chosen.copy || ' of ' END || lake.source_name",
    "ref_area": "chosen.copy_area",
}
