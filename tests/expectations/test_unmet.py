"""Decisions that cannot be met are named as soon as they are read: which file and row, what is wrong, what may have been meant."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.decisions import read_decisions
from expectations.unmet import unmet
from tests.expectations import small_build
from tests.expectations.builder import Build
from tests.expectations.test_decisions import FAULT, KEY, RULE, START, decide
from tests.expectations.test_gates import only

WHO = "statistics desk,looked up,2999-12-31"


@pytest.fixture(scope="module")
def judged(new_build: Callable[[], Build]) -> Build:
    """A build in which one key fails."""
    build = small_build.staging(new_build()).sql(FAULT)
    build.run("ledger", rules=only("ledger", RULE, build.home / "rules"))
    return build


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        (
            f"ledger.value.as_quotd,{KEY},{WHO}",
            "the rule 'ledger.value.as_quotd' is unknown; did you mean 'ledger.value.as_quoted'?",
        ),
        (f"{RULE},{KEY.replace('aaa', 'aba', 1)},{WHO}", f"did you mean '{KEY}'?"),
        (f"{RULE},{small_build.DOC[:-1]}b,{WHO}", f"did you mean '{small_build.DOC}'?"),
        (f"{RULE},{KEY},,looked up,2999-12-31", "lacks who"),
        (f"{RULE},{KEY},desk,looked up,2001-12-31", "ended on 2001-12-31"),
        (f"ledger.documents.placed,x,{WHO}", "only warns"),
    ],
)
def test_a_waiver_that_lets_nothing_pass_is_named(waiver: str, words: str, judged: Build, tmp_path: Path) -> None:
    decided = read_decisions(decide(tmp_path / "decided", waiver))
    (told,) = unmet(decided, judged.audit, ())
    assert told.startswith("waivers.csv, row 2: ")
    assert words in told


@pytest.mark.parametrize("key", [KEY, small_build.DOC])
def test_a_waiver_of_a_key_that_fails_is_met(key: str, judged: Build, tmp_path: Path) -> None:
    assert unmet(read_decisions(decide(tmp_path / "decided", f"{RULE},{key},{WHO}")), judged.audit, ()) == ()


def test_before_the_first_run_no_key_is_called_wrong(tmp_path: Path) -> None:
    assert unmet(read_decisions(decide(tmp_path / "decided", f"{RULE},{KEY},{WHO}")), tmp_path / "audit", ()) == ()


def test_a_key_that_the_newest_run_may_have_left_out_is_not_called_wrong(judged: Build, tmp_path: Path) -> None:
    audit = tmp_path / "audit"
    shutil.copytree(judged.audit / "latest", audit / "latest")
    path = audit / "latest" / "ledger.parquet"
    kept = [row if row["key"] != "*" else row | {"breaches": 1001} for row in pq.read_table(path).to_pylist()]
    pq.write_table(pa.Table.from_pylist(kept, schema=pq.read_schema(path)), path)
    assert unmet(read_decisions(decide(tmp_path / "decided", f"{RULE},not listed,{WHO}")), audit, ()) == ()


@pytest.mark.parametrize(
    ("document", "value", "until", "words"),
    [
        (f"{small_build.DOC[:-1]}b", "1290", "2999-12-31", f"did you mean '{small_build.DOC}'?"),
        (small_build.DOC, "much", "2999-12-31", "'much' is no number"),
        (small_build.DOC, "1290", "2001-12-31", "ended on 2001-12-31: its figure is held back"),
    ],
)
def test_a_correction_that_corrects_nothing_is_named(
    document: str, value: str, until: str, words: str, tmp_path: Path
) -> None:
    line = f"{document},{START},1300,{value},desk,a slip,{until}"
    (told,) = unmet(read_decisions(decide(tmp_path / "decided", corrections=line)), tmp_path, {small_build.DOC})
    assert told.startswith("corrections.csv, row 2: ")
    assert words in told


def test_a_misspelt_column_is_named_once_for_the_whole_file(tmp_path: Path) -> None:
    folder = decide(tmp_path / "decided")
    (folder / "waivers.csv").write_text(
        f"rule_id,kee,who,why,until\n{RULE},{KEY},{WHO}\n{RULE},{KEY},{WHO}\n", encoding="utf-8"
    )
    (told,) = unmet(read_decisions(folder), tmp_path, ())
    assert (
        "no column key in waivers.csv: 'kee' is unknown; did you mean 'key'?; expected rule_id,key,who,why,until"
        in told
    )
