"""Which kinds of file are taken: their media types, suffixes and first bytes.

What belongs here: telling from an answer's headers and first bytes that it is what was asked for. What does not: reading.

Servers answer a missing PDF with a page that says so, status 200. Where the format is known (said in the catalogue, or
from the address's suffix), another one is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from sources.errors import Invalid
from sources.fetching.guard import Target


@dataclass(frozen=True, slots=True)
class Format:
    """`suffixes`: the first names stored files. `begins`: what its bytes begin with, () where nothing sure can be said."""

    name: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...]
    begins: tuple[bytes, ...] = ()


_OOXML: Final = "application/vnd.openxmlformats-officedocument."
FORMATS: Final = (
    Format("html", (".html", ".htm", ".shtml", ".xhtml"), ("text/html", "application/xhtml+xml")),
    Format("pdf", (".pdf",), ("application/pdf", "application/x-pdf"), (b"%PDF-",)),
    Format("docx", (".docx",), (_OOXML + "wordprocessingml.document",), (b"PK",)),
    Format("doc", (".doc", ".wps"), ("application/msword",)),
    Format("xlsx", (".xlsx",), (_OOXML + "spreadsheetml.sheet",), (b"PK",)),
    Format("xls", (".xls", ".et"), ("application/vnd.ms-excel",)),
    Format("ods", (".ods",), ("application/vnd.oasis.opendocument.spreadsheet",), (b"PK",)),
    Format(
        "csv",
        (".csv", ".tsv"),
        ("text/csv", "application/csv", "text/tab-separated-values", "application/vnd.sdmx.data+csv", "text/plain"),
    ),
    Format("md", (".md", ".markdown"), ("text/markdown", "text/x-markdown", "text/plain")),
    Format("txt", (".txt", ".text"), ("text/plain",)),
    Format("json", (".json",), ("application/json", "text/json", "application/vnd.sdmx.data+json")),
    Format(
        "xml",
        (".xml",),
        (
            "application/xml",
            "text/xml",
            "application/vnd.sdmx.genericdata+xml",
            "application/vnd.sdmx.structurespecificdata+xml",
        ),
    ),
)
BY_NAME: Final = {format_.name: format_ for format_ in FORMATS}
BY_SUFFIX: Final = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
#: Types that say nothing: the format must be known from elsewhere.
VAGUE: Final = ("", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/download")


def format_of(target: Target, content_type: str, said: str) -> Format:
    """The format of an answer. `said`: the catalogue's word, "" for none. Raises Invalid for a wrong or unknown one."""
    media = content_type.partition(";")[0].strip().lower()
    suffix = PurePosixPath(target.path.partition("?")[0]).suffix.lower()
    wanted = BY_NAME.get(said) or BY_SUFFIX.get(suffix)
    if wanted is not None:
        if media in wanted.types or media in VAGUE:
            return wanted
    else:
        for format_ in FORMATS:
            if media in format_.types and format_.name not in ("csv", "md"):
                return format_
        for format_ in FORMATS:
            if media in format_.types:
                return format_
    raise Invalid(
        target.url,
        f"the server sends {media or 'no content type'}",
        expected=f"a {wanted.name} file" if wanted else "one of " + " ".join(BY_NAME),
        remedy="look at the address: the document may have moved; or state its `format` in the catalogue",
    )


def check_beginning(target: Target, format_: Format, body: bytes) -> None:
    """Raise Invalid where the bytes cannot be of that format."""
    if format_.begins and not any(mark in body[:1024] for mark in format_.begins):
        raise Invalid(
            target.url,
            f"the server says {format_.name}, the bytes are something else: they begin with {body[:12]!r}",
            expected=f"a {format_.name} file",
            remedy="look at the address: the server may be sending a page that says the document is not there",
        )
