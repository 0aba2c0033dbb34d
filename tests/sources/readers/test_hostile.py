"""Files that mean harm, read where nightly runs read: refused or read within limits, nothing fetched, run or written."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.errors import Invalid
from sources.extraction import Sample, extract_sample
from sources.model import Document, Ledger
from sources.readers import read
from sources.workers import Died, Limits, Result, run

from .damage import sound_files
from .paper import WORD, docx, package, paragraph, pdf_of

TEXT = paragraph("完成投资30亿元。")
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def outcome(name: str, data: bytes, seconds: float = 60) -> Result[Sample, tuple[Document, Ledger]]:
    """What became of a file in a worker process of 2 GiB."""
    limits = Limits(1, seconds, 2 << 30)
    return next(run([Sample(data, name, {})], extract_sample, limits, subject=lambda sample: sample.name))


def text_of(name: str, data: bytes) -> str:
    done = outcome(name, data)
    assert done.value, done.error
    return done.value[0].text


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"

    @property
    def called(self) -> bool:
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Listener(server)


def relations(address: str, *kinds: str) -> bytes:
    lines = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for number, kind in enumerate(kinds, 1)
    )
    return f"<Relationships {RELATIONS}>{''.join(lines)}</Relationships>".encode()


def test_a_package_of_very_many_parts_is_refused_unopened() -> None:
    # the same central entry a million times: 60 MB that would be a gigabyte of objects
    whole = package({"word/document.xml": b"<a/>"})
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    data = whole[:start] + entry * 1_000_000 + whole[end : end + 12]
    data += (len(entry) * 1_000_000).to_bytes(4, "little") + whole[end + 16 :]
    with pytest.raises(Invalid, match="parts in the package"):
        read(data, "a.docx")


def test_packages_in_packages_stay_closed() -> None:
    bomb = package({"a.bin": bytes(50_000_000)})
    data = docx(TEXT, more={"word/embeddings/a.zip": bomb, "word/embeddings/b.docx": docx(TEXT, more={"c.zip": bomb})})
    assert read(data, "a.docx").text == "完成投资30亿元。\n"
    with pytest.raises(Invalid, match="no Word text"):
        read(package({"a.docx": data}), "b.docx")


def test_what_a_word_file_points_to_is_not_fetched(listener: Listener) -> None:
    body = (
        f'<w:document {WORD} xmlns:r="{OFFICE}"><w:body><w:altChunk r:id="r1"/>{TEXT}<w:p><w:hyperlink r:id="r2"><w:r><w:t>见'
        '全文。</w:t></w:r></w:hyperlink><w:r><w:instrText>INCLUDETEXT "file:///etc/hosts"</w:instrText></w:r></w:p>'
        '<w:subDoc r:id="r3"/></w:body></w:document>'
    )
    kinds = ("aFChunk", "hyperlink", "subDocument", "image", "attachedTemplate", "oleObject", "frame")
    related = relations(listener.address, *kinds)
    more = {"_rels/.rels": related, "word/_rels/document.xml.rels": related, "word/_rels/settings.xml.rels": related}
    assert text_of("a.docx", docx(document=body.encode(), more=more)) == "完成投资30亿元。\n见全文。\n"
    assert not listener.called


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
@pytest.mark.parametrize("padding", ["", " " * 5_000])
def test_external_entities_are_refused_in_every_encoding(encoding: str, padding: str, listener: Listener) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    content = (
        f'{padding}<!DOCTYPE a [<!ENTITY x SYSTEM "{listener.address}/x"><!ENTITY y SYSTEM "file:///etc/hosts">]>'
        f"<w:document {WORD}><w:body><w:p><w:r><w:t>&x;&y;</w:t></w:r></w:p></w:body></w:document>"
    )
    whole = (
        (declared + content).encode("utf-16") if encoding == "utf-16" else declared.encode() + content.encode(encoding)
    )
    done = outcome("a.docx", docx(document=whole))
    assert isinstance(done.error, Invalid)
    assert "entities" in done.error.problem or "encoding" in done.error.problem
    assert not listener.called


def _stream(head: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (head.encode(), len(packed), packed)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def _drawn(content: bytes) -> bytes:
    """A PDF of one page with this content."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf_of([CATALOGUE, tree, page, _stream("", content), font])


def _nested() -> bytes:
    """A form that draws a form ten times that draws a form … ten times: ten thousand million objects in two kilobytes."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    head = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>"
    forms = [_stream(head.format(6 + number), b"/X Do " * 10) for number in range(10)]
    last = _stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 m 1 1 l S")
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf_of([CATALOGUE, tree, page, _stream("", b"/X Do"), *forms, last])


PDFS = {
    "a million objects": pdf_of([CATALOGUE, b"<< /Type /Pages /Count 0 /Kids [] >>", *[b"1"] * 1_000_000]),
    "more lines than a map": _drawn(b"0 0 m 9 9 l S\n" * 300_000),
    "more characters than a page holds": _drawn(
        b"BT /F1 1 Tf\n"
        + b"".join(b"1 0 0 1 9 %.2f Tm (%s) Tj\n" % (9 + 2 * n, b"0123456789" * 50) for n in range(400))
        + b"ET"
    ),
    "a page tree that holds itself": pdf_of(
        [CATALOGUE, b"<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"]
    ),
    "a page tree that claims much": pdf_of([CATALOGUE, b"<< /Type /Pages /Count 2000000000 /Kids [2 0 R] >>"]),
}


@pytest.mark.parametrize("kind", PDFS)
def test_a_pdf_of_too_much_is_refused(kind: str) -> None:
    done = outcome("a.pdf", PDFS[kind])
    assert isinstance(done.error, Invalid), done
    assert done.error.remedy


def test_a_pdf_without_end_is_stopped() -> None:
    done = outcome("a.pdf", _nested(), seconds=2)
    assert isinstance(done.error, Died | Invalid), done


def test_an_old_workbook_whose_sectors_have_no_end_is_refused() -> None:
    sound = bytearray(sound_files()["a.xls"])
    first = int.from_bytes(sound[76:80], "little")  # the sector of the table of sectors
    place = (first + 1) * 512
    assert text_of("a.xls", bytes(sound)).startswith("指标")
    sound[place : place + 4] = bytes(4)  # the sector after the first is the first
    done = outcome("a.xls", bytes(sound))
    assert isinstance(done.error, Invalid), done
    assert "no end" in done.error.problem


def test_a_workbook_shows_its_values_and_runs_nothing(listener: Listener, tmp_path: Path) -> None:
    relation = f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/{{}}" Target="{{}}"/></Relationships>'
    touched = tmp_path / "touched"
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c><c r="B1" t="inlineStr"><is><t>2024年</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>人口</t></is></c><c r="B2"><f>40+48</f><v>88</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>投资</t></is></c>'
        f'<c r="B3"><f>WEBSERVICE("{listener.address}/b3")</f><v>30</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>用地</t></is></c>'
        f"<c r=\"B4\"><f>cmd|'/c touch {touched}'!A1</f><v>7</v></c></row>"
    )
    book = package(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": relation.format("officeDocument", "xl/workbook.xml").encode(),
            "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{OFFICE}"><sheets><sheet name="甲" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>".encode(),
            "xl/_rels/workbook.xml.rels": relation.format("worksheet", "worksheets/sheet1.xml").encode(),
            "xl/worksheets/sheet1.xml": f"<worksheet {SHEET}><sheetData>{rows}</sheetData></worksheet>".encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations(listener.address, "externalLinkPath"),
            "xl/vbaProject.bin": f'Sub Auto_Open()\nShell "touch {touched}"\nEnd Sub'.encode(),
        }
    )
    assert text_of("宏.xlsm", book) == "指标\t2024年\n人口\t88\n投资\t30\n用地\t7\n\n"
    assert not listener.called
    assert not touched.exists()


def test_names_that_climb_folders_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "one" / "two"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    climbing = {"../../up.txt": b"x", f"{tmp_path}/root.txt": b"x", "..\\..\\back.txt": b"x", "word/../../in.txt": b"x"}
    assert text_of("../../up.docx", docx(TEXT, more=climbing)) == "完成投资30亿元。\n"
    assert text_of(f"{tmp_path}/..\\root.md", "完成投资30亿元。".encode()) == "完成投资30亿元。"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
