"""DOCX, PDF and HTML give the text that the same document has as plain text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docgraph.documents.readers import Format, read_text
from docgraph.documents.readers.formats import promised_format


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_text_is_that_of_the_plain_document(kind, report, make_docx, make_pdf, make_html, write):
    make = {"docx": make_docx, "pdf": make_pdf, "html": make_html}[kind]
    assert read_text(write(f"report.{kind}", make(report))) == report.expected()


def test_plain_text_is_as_decoded(report, write):
    text = report.expected().replace("\n", "\r\n")
    assert read_text(write("report.txt", text.encode())) == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.TXT", Format.TEXT), ("a.b.htm", Format.HTML), ("a", None), ("a.png", None), ("Báo cáo.Docx", Format.DOCX)],
)
def test_suffix_promises_a_format(name, expected):
    assert promised_format(name) is expected


def test_no_format_library_is_loaded_before_it_is_needed():
    code = (
        "import sys, docgraph.documents.readers\n"
        "print(sorted({'lxml', 'pypdfium2', 'docx'} & {name.partition('.')[0] for name in sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
