"""Every bundled sample says of itself which place, kind, year and date it is; its file name is not needed."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from sources.identify import identify

from .bundled import HEADS, Head, document


@pytest.mark.parametrize("name", HEADS)
def test_a_sample_is_identified_from_its_text_alone(name: str) -> None:
    found = identify(document(name), f"document{PurePosixPath(name).suffix}", {})
    assert found.ref_area is not None
    assert found.year is not None
    assert found.published_on is not None
    assert Head(found.ref_area, found.kind, found.year, found.published_on) == HEADS[name]
