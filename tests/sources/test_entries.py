"""Files of entries: what is said of one that cannot be read, and of an entry whose keys are not those that are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources import entries
from sources.errors import Invalid


def test_entries_come_in_file_order_with_what_stands_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[keys]\nt = ["id"]\n[[rule]]\nid = 1\n[[rule]]\nid = 2\n', encoding="utf-8")
    assert entries.read(path, "rule", beside=("keys",)) == {"keys": {"t": ["id"]}, "rule": [{"id": 1}, {"id": 2}]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule", "rules.toml: is no TOML"),
        ("[[rulle]]\n", "'rulle' is unknown; did you mean 'rule'"),
        ("rule = 1\n", "rule is no list of tables"),
    ],
)
def test_a_file_that_is_none_of_entries_is_refused_by_name(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid, match=words.replace("?", r"\?")):
        entries.read(path, "rule")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"rules\.toml: cannot be read"):
        entries.read(tmp_path / "rules.toml", "rule")


def test_an_entry_is_told_all_that_is_wrong_with_it_at_once() -> None:
    with pytest.raises(Invalid, match=r"one: 'reasn' is unknown; did you mean 'reason'\?; lacks reason; lacks who"):
        entries.whole({"id": 1, "reasn": "x", "who": ""}, "one", ("id", "reason", "who"), ("until",))
    entries.whole({"id": 0, "reason": "x", "who": "y"}, "one", ("id", "reason", "who"), ("until",))
