"""Plain text: encodings, and what is no text."""

from __future__ import annotations

import codecs
import contextlib
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.documents.readers import Limits, read_text
from docgraph.documents.readers.files import text_of_bytes
from docgraph.documents.readers.plain import unmarked_utf16, vietnamese_1258
from docgraph.errors import DocumentReadError

TEXT = "Sở Nội vụ tỉnh Quảng Ngãi\r\nSố: 15/SNV-TĐKT – “thi đua”\n"

_TONES = "\u0300\u0309\u0303\u0301\u0323"


def as_1258(text: str) -> bytes:
    """Write a text as Windows-1258 does: the tone behind its vowel, unless the code page has the letter whole."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in parts if mark in _TONES)
            vowel = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append((vowel + tone).encode("cp1258"))
    return b"".join(out)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.text"])
def test_utf8_is_kept_to_the_character(write, name):
    assert read_text(write(name, TEXT.encode())) == TEXT


def test_decomposed_text_is_not_composed(write):
    text = unicodedata.normalize("NFD", TEXT)
    assert read_text(write("a.txt", text.encode())) == text


def test_mark_of_utf8_is_a_character_of_the_text(write):
    assert read_text(write("a.txt", codecs.BOM_UTF8 + TEXT.encode())) == "\ufeff" + TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_and_utf32(write, encoding):
    assert read_text(write("a.txt", TEXT.encode(encoding))) == TEXT


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE])
def test_marked_big_endian(write, mark):
    assert read_text(write("a.txt", mark + TEXT.encode("utf-16-be"))) == TEXT


def test_windows_1258_by_detection(write):
    data = as_1258(TEXT)
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    assert unicodedata.normalize("NFC", read_text(write("a.txt", data))) == TEXT


@pytest.mark.parametrize(
    "data",
    [
        "Così è la città, perché no? Università".encode("cp1252"),
        "Ľudové noviny, český překlad".encode("cp1250"),
        "QuyÕt ®Þnh cña Thñ t\xadíng ChÝnh phñ".encode("latin-1"),  # TCVN3
        "Постановление".encode("cp1251"),
        b"plain with one bad byte \xff",
        b"caf\xe9",
    ],
)
def test_other_single_byte_encodings_are_not_taken_for_vietnamese(data):
    assert vietnamese_1258(data) is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"S\xe1\xbb\x9f N\xff", "first bad byte is byte 6 (0xFF)"),
        (TEXT.encode()[:2], "first bad byte is byte 1 (0xE1)"),
        (b"abc\x00\x01\x02\x03def", "binary file (byte 3 is 0x00)"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "byte-order mark of UTF-16"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"{\\rtf1 abc}", "an RTF document"),
    ],
)
def test_what_is_no_text_is_refused(write, data, message):
    path = write("a.txt", data)
    with pytest.raises(DocumentReadError) as error:
        read_text(path)
    assert message in str(error.value)
    assert str(error.value).startswith(str(path))


def test_missing_path(tmp_path):
    with pytest.raises(DocumentReadError, match="does not exist"):
        read_text(tmp_path / "none.txt")


def test_folder_and_pipe(tmp_path):
    with pytest.raises(DocumentReadError, match="is a folder"):
        read_text(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(DocumentReadError, match="not a regular file"):
            read_text(tmp_path / "pipe.txt")


def test_size_limit(write):
    path = write("a.txt", b"x" * 2000)
    assert len(read_text(path, Limits(file_bytes=2000))) == 2000
    with pytest.raises(DocumentReadError, match="more than the limit"):
        read_text(path, Limits(file_bytes=1999))


def test_binary_is_not_utf16():
    assert unmarked_utf16(bytes(range(256)) * 4) is None
    assert unmarked_utf16("Quảng Ngãi".encode("utf-16-be")) == "Quảng Ngãi"


@given(st.text(min_size=1))
def test_any_text_comes_back_or_is_refused(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        found = text_of_bytes("a.txt", data, Limits())
    except DocumentReadError:
        return
    assert found == text or "\0" in text


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "pdf", "zip", "doc", "rtf", "bin"])
@given(data=st.binary(max_size=300))
def test_only_our_errors_escape(suffix, data):
    with contextlib.suppress(DocumentReadError):
        assert isinstance(text_of_bytes(f"a.{suffix}", data, Limits()), str)
