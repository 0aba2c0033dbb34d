"""The figures on top of the page, and the buttons that filter by them.

What belongs here: counting a ledger and the header's HTML. What does not: the document itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sources.evidence.inline import kind_of
from sources.evidence.markup import escape
from sources.model import Disposition, Document, Kind, Ledger, Measure, Status

#: The order in which kinds are shown: what was measured, then what was promised, then what is no observation.
KINDS: Final = (
    *(Status.ACTUAL, Status.PRELIMINARY, Status.REVISED, Status.ESTIMATE, Status.TARGET),
    *(Disposition.TIME, Disposition.ENUMERATOR, Disposition.NAME, Disposition.CONTEXT),
)
_ARABIC: Final = re.compile("[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one ledger. `kinds`: observations by status and the rest by disposition, in the order shown."""

    numerals: int
    observations: int
    coded: int
    arabic: int  # numerals of the ledger that are written in Arabic digits
    missing: int  # runs of digits without an entry
    relative: int
    kinds: Mapping[str, int]
    dispositions: Mapping[str, int]
    measures: Mapping[str, int]

    @property
    def coverage(self) -> float | None:
        """Share of the Arabic numerals that have an entry; None where there is none at all."""
        return self.arabic / (self.arabic + self.missing) if self.arabic + self.missing else None

    @property
    def coded_share(self) -> float | None:
        return self.coded / self.observations if self.observations else None


def summarise(document: Document, ledger: Ledger, missing: int) -> Figures:
    numerals = ledger.numerals
    observations = [n for n in numerals if n.disposition == Disposition.OBSERVATION]
    return Figures(
        numerals=len(numerals),
        observations=len(observations),
        coded=sum(bool(n.code) for n in observations),
        arabic=sum(bool(_ARABIC.search(n.text)) for n in numerals),
        missing=missing,
        relative=len(ledger.relative_targets),
        kinds=_ordered(Counter(map(kind_of, numerals)), KINDS),
        dispositions=_ordered(Counter(n.disposition for n in numerals), list(Disposition)),
        measures=_ordered(Counter(n.measure or "unstated" for n in observations), list(Measure)),
    )


def render_summary(document: Document, figures: Figures, labels: Mapping[str, tuple[str, str]]) -> str:
    """What document this is, the four figures, and the shares of the dispositions as a bar."""
    kind = "" if document.kind == Kind.UNKNOWN else f"kind-{document.kind}"
    place = " ".join(filter(None, (document.area_name, document.ref_area)))
    facts = [
        ("place", escape(place)),
        ("kind", _label(labels, kind) if kind in labels else ""),
        ("year", escape(str(document.year or ""))),
        ("published", escape(str(document.published_on or ""))),
        ("length", f"{len(document.text):,}"),
        ("reader", escape(" ".join(filter(None, (document.media_type, document.encoding))))),
    ]
    tiles = [
        ("numerals", f"{figures.numerals:,}", ""),
        ("observations", f"{figures.observations:,}", ""),
        ("coded_share", _percent(figures.coded_share), f"{figures.coded:,} / {figures.observations:,}"),
        ("coverage", _percent(figures.coverage), f"{figures.arabic:,} / {figures.arabic + figures.missing:,}"),
    ]
    if figures.relative:
        tiles.append(("relatives", f"{figures.relative:,}", ""))
    alarm = ""
    if figures.missing:
        alarm = f'<p class="alarm" role="alert"><b>{figures.missing:,}</b> {_label(labels, "missing")}</p>'
    return (
        '<dl class="facts">'
        + "".join(f"<div><dt>{_label(labels, key)}</dt><dd>{text or '—'}</dd></div>" for key, text in facts)
        + '</dl><dl class="tiles">'
        + "".join(
            f"<div><dt>{_label(labels, key)}</dt><dd>{number}{f' <small>{part}</small>' if part else ''}</dd></div>"
            for key, number, part in tiles
        )
        + f"</dl>{alarm}{_bar(figures)}"
    )


def render_filters(figures: Figures, labels: Mapping[str, tuple[str, str]]) -> str:
    """One pressed button a kind, measure and code state, with its count: legend and filter in one."""
    dispositions = {key: count for key, count in figures.dispositions.items() if key != Disposition.OBSERVATION}
    kinds = {key: count for key, count in figures.kinds.items() if key not in dispositions}
    codes = {"coded": figures.coded, "uncoded": figures.observations - figures.coded}
    relative = {"relative": figures.relative} if figures.relative else {}
    groups = [
        ("status", "k", kinds | relative),
        ("disposition", "k", dispositions),
        ("measure", "m", figures.measures),
        ("code", "c", codes if figures.observations else {}),
    ]
    return "".join(_group(labels, title, prefix, counts) for title, prefix, counts in groups if counts)


def _group(labels: Mapping[str, tuple[str, str]], title: str, prefix: str, counts: Mapping[str, int]) -> str:
    buttons = "".join(
        f'<button type="button" class="chip" aria-pressed="true" data-facet="{prefix}" data-value="{escape(key)}">'
        f'<span class="swatch k k-{escape(key) if prefix == "k" else "none"}">{_label(labels, key)}</span>'
        f" <span>{count:,}</span></button>"
        for key, count in counts.items()
        if count
    )
    return f'<div class="group" role="group"><span class="name">{_label(labels, title)}</span>{buttons}</div>'


def _bar(figures: Figures) -> str:
    """The shares of the kinds in one line. Decoration: the buttons below say the same in words."""
    if not figures.numerals:
        return ""
    parts: list[str] = []
    at = 0.0
    for kind, count in figures.kinds.items():
        width = 100 * count / figures.numerals
        parts.append(f'<rect class="k-{escape(kind)}" x="{at:.3f}" y="0" width="{width:.3f}" height="1"/>')
        at += width
    return f'<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'


def _label(labels: Mapping[str, tuple[str, str]], key: str) -> str:
    """A label that the script can put into the other language; a word that has none stays as it is."""
    if key not in labels:
        return escape(key)
    return f'<span data-t="{escape(key)}">{escape(labels[key][0])}</span>'


def _percent(share: float | None) -> str:
    """Rounded down: 100 % is said of a whole only."""
    return "—" if share is None else f"{int(share * 1000) / 10:g} %"


def _ordered(counts: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    known = {str(key): counts[key] for key in order if counts.get(key)}
    return known | {key: counts[key] for key in sorted(counts) if key not in known}
