"""DOCX: what is text, what is not, and what is refused."""

from __future__ import annotations

import contextlib
import random
import time
import tracemalloc
import zipfile

import pytest

from docgraph.documents.readers import Limits, read_text
from docgraph.documents.readers.docx import read_docx
from docgraph.documents.readers.numbering import format_number
from docgraph.errors import DocumentReadError


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int = 0, number: int = 1) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return p(text, properties)


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("một") + p("hai"), "một\nhai\n"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc\n"),
        ("<w:p><w:r><w:t>1477/QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r></w:p>", "1477/QĐ-UBND\n"),
        (f"<w:sdt><w:sdtContent>{p('trong khung')}</w:sdtContent></w:sdt>", "trong khung\n"),
        (
            "<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>",
            "thêm\n",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>", "hiện\n"),
        ("<w:p><w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>", "liên kết\n"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>x</w:t></w:r></w:p>", "x\n"),
        (
            f"<w:p><w:r><w:pict><w:txbxContent>{p('HỎA TỐC')}</w:txbxContent></w:pict><w:t>thân</w:t></w:r></w:p>",
            "HỎA TỐC\nthân\n",
        ),
        (
            "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in "ab") + "</w:tr></w:tbl>",
            "a\tb\n",
        ),
        (
            f"<w:tbl><w:tr><w:tc>{p('a')}{p('b')}</w:tc><w:tc>{p('c')}</w:tc></w:tr></w:tbl>",
            "a\nb\nc\n",
        ),
    ],
)
def test_body(body, expected, word_docx):
    assert read_docx("a.docx", word_docx(body), Limits()) == expected


def test_list_numbers_are_written_out(word_docx):
    body = (
        listed("Phạm vi")
        + listed("một", 1)
        + listed("hai", 1)
        + listed("sâu", 2)
        + listed("Đối tượng")
        + listed("ba", 1)
        + listed("chấm", 0, 2)
    )
    text = read_docx("a.docx", word_docx(body, numbering=NUMBERING), Limits())
    assert text.splitlines() == [
        "Điều 1. Phạm vi", "a) một", "b) hai", "1.b.1 sâu", "Điều 2. Đối tượng", "a) ba", "- chấm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (9, "upperRoman", "IX"),
        (28, "upperLetter", "BB"),
        (3, "none", ""),
        (3, "chicago", "3"),
        (5000, "upperRoman", "5000"),
    ],
)
def test_number_formats(number, style, expected):
    assert format_number(number, style) == expected


def test_footnotes_follow_the_text_behind_their_marks(word_docx):
    body = "<w:p><w:r><w:t>Theo Kế hoạch</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + p("Hết.")
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p(" Kế hoạch số 12/KH-UBND.")}</w:footnote>'
    )
    text = read_docx("a.docx", word_docx(body, footnotes=notes), Limits())
    assert text == "Theo Kế hoạch[1]\nHết.\n[1] Kế hoạch số 12/KH-UBND.\n"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated(share, report, make_docx, write):
    data = make_docx(report)
    with pytest.raises(DocumentReadError, match="cut off or damaged"):
        read_text(write("a.docx", data[: int(len(data) * share)]))


def test_damaged_part(report, make_docx, edit_docx, write):
    data = edit_docx(make_docx(report), {"word/document.xml": "<w:document xmlns:w='x'><w:body>"})
    with pytest.raises(DocumentReadError, match="damaged XML"):
        read_text(write("a.docx", data))


def test_without_text(word_docx, write):
    with pytest.raises(DocumentReadError, match="is empty"):
        read_text(write("a.docx", word_docx("<w:p/>")))


ENTITIES = {
    "external": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "bomb": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
}


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml"])
def test_entities_are_refused(doctype, encoding, part, report, make_docx, edit_docx, write):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&x;</a>'
    with pytest.raises(DocumentReadError, match="document type declaration"):
        read_text(write("a.docx", edit_docx(make_docx(report), {part: xml.encode(encoding)})))


def test_unusual_encoding_is_refused(report, make_docx, edit_docx, write):
    xml = '<?xml version="1.0" encoding="UTF-7"?><a/>'
    with pytest.raises(DocumentReadError, match="encoding UTF-7"):
        read_text(write("a.docx", edit_docx(make_docx(report), {"word/document.xml": xml})))


def test_bomb_is_refused_with_little_memory(report, make_docx, edit_docx, write):
    path = write("a.docx", edit_docx(make_docx(report), {"word/document.xml": b"<a>" + b" " * 100_000_000}))
    tracemalloc.start()
    try:
        with pytest.raises(DocumentReadError, match="expands to more than"):
            read_text(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_size_that_lies_is_counted(report, make_docx, edit_docx, write):
    data = bytearray(edit_docx(make_docx(report), {"word/document.xml": b"<a>" + b" " * 30_000_000}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(DocumentReadError, match=r"damaged|expands"):
        read_text(write("a.docx", bytes(data)))


def test_deep_nesting_neither_hangs_nor_crashes(word_docx):
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + p("x") + "</w:tc></w:tr></w:tbl>" * 5000
    with pytest.raises(DocumentReadError, match="damaged XML"):
        read_docx("a.docx", word_docx(deep), Limits())


def test_long_document_within_time(word_docx):
    body = "".join(p(f"Đoạn văn số {number} của một văn bản dài.") for number in range(20_000))
    started = time.monotonic()
    assert read_docx("a.docx", word_docx(body), Limits()).count("\n") == 20_000
    assert time.monotonic() - started < 20


def test_unknown_compression_is_refused(make_zip, write):
    data = make_zip({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA)
    with pytest.raises(DocumentReadError, match="packed with method 14"):
        read_text(write("a.docx", data))


def test_only_our_errors_escape_from_damaged_xml(report, make_docx, edit_docx, write):
    whole = make_docx(report)
    with zipfile.ZipFile(write("a.docx", whole)) as package:
        body = package.read("word/document.xml")
    chance = random.Random(30)
    for _ in range(100):
        damaged = bytearray(body)
        for _ in range(chance.choice((1, 3))):
            damaged[chance.randrange(len(body))] = chance.choice(b'<>/"&;=w01')
        with contextlib.suppress(DocumentReadError):
            read_docx("a.docx", edit_docx(whole, {"word/document.xml": bytes(damaged)}), Limits())
