"""A file whose suffix promises one format and whose bytes show another."""

from __future__ import annotations

import pytest

from docgraph.documents.readers import read_text
from docgraph.errors import DocumentReadError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a.md", "a.doc"])
def test_pdf_under_another_name(name, report, make_pdf, write):
    with pytest.raises(DocumentReadError, match=r"holds a PDF document; rename it to \.pdf"):
        read_text(write(name, make_pdf(report)))


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.html", "a.doc"])
def test_docx_under_another_name(name, report, make_docx, write):
    with pytest.raises(DocumentReadError, match="holds a ZIP archive; rename it"):
        read_text(write(name, make_docx(report)))


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a.txt": b"abc"}, "not a DOCX document: it has no part word/document.xml"),
        ({"xl/workbook.xml": b"<a/>"}, "an Excel workbook"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
    ],
)
def test_other_packages_named_docx(members, message, make_zip, write):
    with pytest.raises(DocumentReadError, match=message):
        read_text(write("a.docx", make_zip(members)))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.zip"])
def test_text_under_another_name(name, write):
    with pytest.raises(DocumentReadError, match=r"is named \.\w+ but is not a"):
        read_text(write(name, "Sở Nội vụ".encode()))


@pytest.mark.parametrize("data", [OLE, "Kính gửi".encode()])
def test_legacy_word_names_a_converter(data, write):
    with pytest.raises(DocumentReadError, match="LibreOffice"):
        read_text(write("a.doc", data))


def test_encrypted_docx(write):
    with pytest.raises(DocumentReadError, match="password-protected DOCX"):
        read_text(write("a.docx", OLE))


def test_without_a_known_suffix_the_content_decides(report, make_pdf, write):
    assert read_text(write("congvan", make_pdf(report))) == report.expected()


def test_archive_is_not_a_document(make_zip, write):
    with pytest.raises(DocumentReadError, match="read it as a corpus"):
        read_text(write("a.zip", make_zip({"a.txt": b"abc"})))
