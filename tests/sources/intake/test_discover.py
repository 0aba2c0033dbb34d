"""What counts as an input, and what people wrote beside it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sources.discover import Discovery, Root, discover
from sources.errors import Invalid
from sources.sidecar_fields import slips


def look(folder: Path) -> Discovery:
    return discover([Root("inbox", folder)])


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_inputs_are_found_in_folders_below_and_named_from_the_root(tmp_path: Path) -> None:
    write(tmp_path / "山东" / "济南.txt")
    write(tmp_path / "a.md")
    assert [item.name for item in look(tmp_path).inputs] == ["a.md", "山东/济南.txt"]


def test_blanks_and_dots_in_names_are_nothing_special(tmp_path: Path) -> None:
    for name in ("a .. b.txt", "..c.txt", "d e.md"):
        write(tmp_path / name)
    assert [item.name for item in look(tmp_path).inputs] == ["..c.txt", "a .. b.txt", "d e.md"]


def test_what_is_no_document_is_counted(tmp_path: Path) -> None:
    for name in (".DS_Store", "~$a.xlsx", "README.md", "b.txt.part", "c.py"):
        write(tmp_path / name)
    found = look(tmp_path)
    assert found.inputs == ()
    assert set(found.ignored) == {".DS_Store", "~$a.xlsx", "README.md", "b.txt.part", "c.py"}


def test_a_name_that_is_no_utf8_becomes_printable(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xb9\xab\xb1\xa8.txt")).write_text("x")
    (item,) = look(tmp_path).inputs
    item.name.encode("utf-8")
    assert item.path.exists()


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".meta.json", '{"adcode": 370103, "place": "济南市市中区", "year": 2023, "published_on": "2023-01-05"}'),
        (
            ".meta.toml",
            'adcode = "370103"\nplace = "济南市市中区"\nyear = 2023\npublished_on = 2023-01-05',
        ),
    ],
)
def test_a_sidecar_speaks_in_names_people_use_and_we_hear_ours(tmp_path: Path, suffix: str, text: str) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / f"a.txt{suffix}", text)
    (item,) = look(tmp_path).inputs
    assert item.sidecar == {
        "ref_area": "370103",
        "area_name": "济南市市中区",
        "year": "2023",
        "published_on": "2023-01-05",
    }


def test_a_manifest_speaks_of_the_files_below_it_and_a_sidecar_overrides_it(tmp_path: Path) -> None:
    write(tmp_path / "reports" / "a.txt")
    write(tmp_path / "reports" / "b.txt")
    write(tmp_path / "reports" / "b.txt.meta.json", json.dumps({"year": 2024}))
    write(
        tmp_path / "MANIFEST.tsv",
        "file\tkind\tadcode\tyear\nreports/a.txt\tcommuniqué\t\t2022\nreports/b.txt\twork-report\t370100\t2023\n../etc.txt\t\t\t\n",
    )
    by_name = {item.name: item.sidecar for item in look(tmp_path).inputs}
    assert by_name == {
        "reports/a.txt": {"kind": "communiqué", "year": "2022"},
        "reports/b.txt": {"kind": "work-report", "ref_area": "370100", "year": "2024"},
    }


def test_keys_that_nobody_reads_are_counted_and_only_slips_of_known_ones_are_told(tmp_path: Path) -> None:
    for name, said in {
        "a": {"kindd": "communique", "url": "x"},
        "b": {"url": "x", "adcoed": "370103"},
        "c": {"years": 1, "year": 2},
    }.items():
        write(tmp_path / f"{name}.txt")
        write(tmp_path / f"{name}.txt.meta.json", json.dumps(said))
    found = look(tmp_path)
    assert found.foreign == {"kindd": 1, "url": 2, "adcoed": 1, "years": 1}
    assert {item.name: slips(item.sidecar) for item in found.inputs} == {
        "a.txt": "what stands beside it has keys that nobody reads: 'kindd' (did you mean 'kind'?)",
        "b.txt": "what stands beside it has keys that nobody reads: 'adcoed' (did you mean 'adcode'?)",
        "c.txt": "",
    }


def test_a_broken_sidecar_costs_its_document_only(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "a.txt.meta.json", "{")
    write(tmp_path / "b.txt")
    problems = {item.name: item.problem for item in look(tmp_path).inputs}
    assert "sidecar" in problems["a.txt"]
    assert problems["b.txt"] == ""


def test_a_manifest_without_files_is_on_record_and_costs_no_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "manifest.csv", "kind,year\ncommunique,2022\n")
    problems = {item.name: item.problem for item in look(tmp_path).inputs}
    assert "column `file`" in problems["manifest.csv"]
    assert problems["a.txt"] == ""


def test_a_missing_inbox_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="not a folder"):
        look(tmp_path / "nowhere")
