"""HTML: blocks, tables, what is left out, encodings."""

from __future__ import annotations

import contextlib
import time

import pytest

from docgraph.documents.readers import Limits
from docgraph.documents.readers.html import read_html
from docgraph.errors import DocumentReadError


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>một</p><p>hai</p>", "một\nhai\n"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc\n"),
        ("<p>Quyết định\n  số <b>15</b>/QĐ-<i>UBND</i></p>", "Quyết định số 15/QĐ-UBND\n"),
        ("<p>a<br>b</p>", "a\nb\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("<p>a&nbsp;b &amp; c</p>", "a\u00a0b & c\n"),
        ("<p>x</p><script>y</script><style>z</style><p hidden>h</p><p style='display: none'>n</p>", "x\n"),
        ("<div style='display:none'><br><p>n</p></div><p>x</p>", "x\n"),
        ("<table><tr><th>STT</th><th>Nội dung</th></tr><tr><td>1</td><td></td></tr></table>", "STT\tNội dung\n1\t\n"),
        ("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc\n"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a\tb\n"),
        ("<td>a<td>b</table></div>", "a\nb\n"),
        ("<!-- c --><p>a", "a\n"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a</p></body></html>", "a\n"),
        ("<?xml version='1.0' encoding='utf-16'?><html><body><p>á</p></body></html>", "á\n"),
    ],
)
def test_page(page, expected):
    assert read_html("a.html", page.encode(), Limits()) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings(encoding):
    assert read_html("a.html", "<p>Sở Nội vụ</p>".encode(encoding), Limits()) == "Sở Nội vụ\n"


def test_stated_charset():
    page = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>café</p>"
    assert read_html("a.html", page.encode("cp1252"), Limits()) == "café\n"


@pytest.mark.parametrize("charset", ["none-such", "utf-8", "hex", "rot13"])
def test_wrong_charset_is_an_error(charset):
    with pytest.raises(DocumentReadError, match="first bad byte"):
        read_html("a.html", f"<meta charset={charset}><p>caf".encode() + b"\xe9", Limits())


def test_page_without_text():
    with pytest.raises(DocumentReadError, match="is empty"):
        read_html("a.html", b"<html><script>x</script></html>", Limits())


def test_size_limit():
    with pytest.raises(DocumentReadError, match="limit"):
        read_html("a.html", b"<p>" + b"x" * 1000, Limits(markup_bytes=1000))


@pytest.mark.parametrize("tag", ["div", "table", "b", "svg", "td"])
def test_deep_nesting_neither_hangs_nor_crashes(tag):
    started = time.monotonic()
    with contextlib.suppress(DocumentReadError):
        read_html("a.html", f"<p>đầu</p>{f'<{tag}>' * 50_000}x".encode(), Limits())
    assert time.monotonic() - started < 20


def test_external_entity_is_not_read():
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b</p>'
    assert "root:" not in read_html("a.html", page, Limits())
