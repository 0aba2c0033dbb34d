"""A night grows the published build by what is new; the result is what a build from nothing gives, table by table."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable

from orchestration import origin
from orchestration.warehouse import STAGES
from tests.end_to_end.conftest import Home, report

Copy = Callable[[], Home]
Contents = dict[str, Counter[str]]


def _contents(home: Home) -> Contents:
    """Every table but those whose rows bear the run that judged."""
    judged = {"fct_verdict", "bridge_verdict_observation"}
    return {name: Counter(map(repr, home.table(name))) for name in home.manifest()["tables"] if name not in judged}


def _unit_tests_ran(home: Home) -> bool:
    """Whether they did in the newest night, by dbt's own words at the end of each of its stages."""
    log = (home.settings.home / "dbt" / "logs" / "dbt.log").read_text(encoding="utf-8")
    ends = [line for line in log.splitlines() if "Finished running" in line]
    return any("unit test" in line for line in ends[-len(STAGES) :])


def test_a_grown_build_equals_one_from_nothing_and_no_other_is_grown(copy: Copy) -> None:
    home = copy()
    first = home.manifest()
    assert first["grown_from"] == "", "nothing was published before"
    (home.inbox / "a name .. with dots.txt").write_text(report(2022, "1903"), encoding="utf-8")
    (home.inbox / "new.md").write_text(report(2024, "2010.8"), encoding="utf-8")
    # what a killed night leaves is not what the next one starts from
    home.settings.build.write_bytes(b"half a build")

    night = home.night()

    assert (night.failures, night.standing["documents read"]) == ((), 2)
    grown = home.manifest()
    assert grown["grown_from"] == first["build_id"]
    assert not _unit_tests_ran(home), "they passed on the same recipe with the build it grew from"
    assert sum(row["is_superseded"] for row in home.table("dim_document")) == 1
    contents = _contents(home)
    shutil.rmtree(home.settings.published)

    assert home.night().failures == ()

    assert home.manifest()["grown_from"] == ""
    assert _unit_tests_ran(home)
    assert home.manifest()["fingerprint"] == grown["fingerprint"]
    for name, rows in _contents(home).items():
        assert rows == contents[name], name


def test_only_a_whole_build_of_the_same_recipe_is_taken_over(copy: Copy) -> None:
    home = copy()
    manifest = home.settings.current / "manifest.json"
    assert origin.begin(home.settings) == origin.Origin(origin.recipe(), home.manifest()["build_id"])
    assert home.settings.build.read_bytes() == (home.settings.current / "marts.duckdb").read_bytes()

    as_published = manifest.read_text(encoding="utf-8")
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(json.loads(as_published) | {"recipe": "another"}), encoding="utf-8")
    assert origin.begin(home.settings).grown_from == ""
    assert not home.settings.build.exists()

    manifest.write_text(as_published, encoding="utf-8")
    database = home.settings.current / "marts.duckdb"
    database.chmod(0o644)
    database.write_bytes(database.read_bytes()[:-1])
    assert origin.begin(home.settings).grown_from == ""
    assert not home.settings.build.exists()
