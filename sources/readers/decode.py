"""Bytes → str, by rule: byte order mark, strict UTF-8, then gb18030 / big5 / UTF-16 scored on common characters.

What belongs here: choosing an encoding and refusing what is no text. What does not: markup, lines, meaning.
Line breaks are kept as they are, so that offsets into the text are offsets into the decoded file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from sources.errors import Invalid

#: Frequent characters of reports and everyday prose, simplified and traditional. Real Chinese has about a third of its
#: characters in this set, bytes decoded with a wrong table about one in a hundred.
COMMON: Final = frozenset(
    "的一是不了在人有我他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经"
    "市县区省全政府工作报告长增亿元万比上年达建设展产业总值完成推进社会民新农城乡实施改革开放高质量重点项目企业企进金收入"
    "保障教育医疗环境生态服务管理投资计划目标任务力度提升加快坚持持续率个百分点第二三四五六七八九十，。、；：（）“”《》％　"
    "這國個來時說過後裡們經對產業總長萬億縣區報發實設開質項農鄉與為"
)
_CANDIDATES: Final = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE: Final = 65_536
#: Below this share of common characters no candidate is believed. Real text scores 0.25-0.5, wrong tables below 0.03.
_BELIEVED: Final = 0.1
#: One stray byte in a thousand is a damaged file that people still read; more is another encoding or no text.
_STRAY_PER_MILLE: Final = 1
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_SUSPECT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of formats that are no text, and what people call them.
SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file (docx, xlsx …)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PAR1", "a Parquet file"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` and the `encoding` that gave it; `stray` bytes could not be read and stand as U+FFFD."""

    text: str
    encoding: str
    stray: int = 0


def signature(data: bytes) -> str | None:
    """What the first bytes say the file is, or None where they look like text."""
    return next((what for magic, what in SIGNATURES if data.startswith(magic)), None)


def decode(data: bytes, name: str, hint: str | None = None) -> Decoded:
    """Decode a whole file. `hint` is an encoding that the file itself declares (an html meta tag); it is tried first.

    Raises Invalid where the file is empty or no text.
    """
    if not data:
        raise Invalid(name, "the file is empty", expected="a document with text", remedy="fetch or save it again")
    what = signature(data)
    if what:
        raise Invalid(
            name,
            f"this is {what}, not text",
            expected="text in UTF-8, GB18030, Big5 or UTF-16",
            remedy="give the file the suffix of its real format",
        )
    decoded = _marked(data) or _declared(data, hint) or _strict(data, "utf-8") or _scored(data) or _damaged(data)
    if decoded is None or _binary(decoded.text):
        raise Invalid(
            name,
            "binary content, not text",
            expected="text in UTF-8, GB18030, Big5 or UTF-16",
            remedy="save it as UTF-8 text, or give it the suffix of its real format",
        )
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            stray = text.count("\ufffd")
            # FF FE may begin other files too: a mark is believed only where the rest follows it.
            return Decoded(text, encoding, stray) if stray * 1000 <= len(text) * _STRAY_PER_MILLE + 1000 else None
    return None


def _declared(data: bytes, hint: str | None) -> Decoded | None:
    if not hint:
        return None
    try:
        # Pages that declare gb2312 use characters of its supersets.
        encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(codecs.lookup(hint).name, codecs.lookup(hint).name)
    except LookupError:
        return None
    return _strict(data, encoding)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    # UTF-16 of Western text is valid UTF-8 with a zero in every second place.
    return None if "\x00" in text[:_SAMPLE] else Decoded(text, encoding)


def _scored(data: bytes) -> Decoded | None:
    ranked = sorted(((_score(data[:_SAMPLE], encoding), encoding) for encoding in _CANDIDATES), reverse=True)
    for score, encoding in ranked:
        if score >= _BELIEVED and (decoded := _strict(data, encoding)):
            return decoded
    return None


def _damaged(data: bytes) -> Decoded | None:
    """A text with a few stray bytes: the best of all encodings, the stray ones replaced."""
    best: tuple[float, str] = max((_score(data[:_SAMPLE], encoding), encoding) for encoding in ("utf-8", *_CANDIDATES))
    if best[0] < _BELIEVED:
        return None
    text = data.decode(best[1], errors="replace")
    stray = text.count("\ufffd")
    return Decoded(text, best[1], stray) if stray * 1000 <= len(text) * _STRAY_PER_MILLE + 1000 else None


def _score(sample: bytes, encoding: str) -> float:
    """Share of common characters among those that are not ASCII, less what no text contains."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    other = len(_NON_ASCII.findall(text))
    if not text or not other:
        return 0.0
    common = sum(character in COMMON for character in text)
    return common / other - 5 * len(_SUSPECT.findall(text)) / len(text)


def _binary(text: str) -> bool:
    sample = text[: 4 * _SAMPLE]
    return len(_CONTROL.findall(sample)) * 500 > len(sample)
