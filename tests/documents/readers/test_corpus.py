"""Folders, globs and archives: order, names, and failures that stop nothing."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest

from docgraph.documents.readers import DEFAULT_LIMITS, Limits, iter_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgraph.errors import DocumentReadError


@pytest.fixture
def read(tmp_path, monkeypatch) -> Callable[..., tuple[list[tuple[str, str]], list[str]]]:
    """Read paths from within the temporary folder; return what was read and what was told."""
    monkeypatch.chdir(tmp_path)

    def read(*paths: str | Path, limits: Limits = DEFAULT_LIMITS) -> tuple[list[tuple[str, str]], list[str]]:
        errors: list[DocumentReadError] = []
        found = list(iter_corpus(paths, errors.append, limits))
        return found, [str(error) for error in errors]

    return read


def test_folder_is_read_in_order_with_names_below_it(write, read):
    for name in ("b.txt", "a/z.md", "a/b/x.txt", "a.txt", ".hidden.txt", ".git/c.txt", "d.png", "~$e.docx"):
        write(f"reports/{name}", name.encode())
    found, errors = read("reports")
    assert found == [(name, name) for name in ("a/b/x.txt", "a/z.md", "a.txt", "b.txt")]
    assert not errors


def test_file_keeps_its_name_as_given(write, read, tmp_path):
    write("reports/a.txt", b"a")
    assert read("reports/a.txt")[0] == [("reports/a.txt", "a")]
    assert read(tmp_path / "reports/a.txt")[0] == [((tmp_path / "reports/a.txt").as_posix(), "a")]


def test_what_is_given_twice_is_read_once(write, read):
    write("reports/a.txt", b"a")
    write("reports/b.txt", b"b")
    found, _ = read("reports/b.txt", "reports", "reports/../reports/a.txt", "reports/*.txt")
    assert found == [("reports/b.txt", "b"), ("a.txt", "a")]


def test_same_names_in_two_folders_are_told_apart(write, read):
    write("one/a.txt", b"1")
    write("two/a.txt", b"2")
    write("x/two/a.txt", b"3")
    assert read("one", "two", "x/two")[0] == [("a.txt", "1"), ("two/a.txt", "2"), ("x/two/a.txt", "3")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("r/*.txt", ["r/a.txt", "r/c.txt"]),
        ("r/**/*.txt", ["r/a.txt", "r/b/d.txt", "r/c.txt"]),
        ("r/*", ["r/a.txt", "r/b/d.txt", "r/c.txt"]),
        ("r/[ab].*", ["r/a.txt"]),
    ],
)
def test_globs(pattern, expected, write, read):
    for name in ("r/a.txt", "r/b/d.txt", "r/c.txt", "r/e.png"):
        write(name, b"x")
    found, errors = read(pattern)
    assert sorted(source for source, _ in found) == expected
    assert not errors


def test_file_whose_name_looks_like_a_glob(write, read):
    write("[1].txt", b"x")
    assert read("[1].txt")[0] == [("[1].txt", "x")]


def test_one_failing_document_stops_nothing(write, read):
    write("r/a.txt", b"a")
    write("r/b.txt", b"\xff")
    write("r/c.pdf", b"%PDF-1.4")
    write("r/d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    write("r/e.txt", b"e")
    found, errors = read("r", "none.txt", "no*.txt", "r\0")
    assert found == [("a.txt", "a"), ("e.txt", "e")]
    starts = ["r/b.txt: ", "r/c.pdf: ", "r/d.doc: ", "none.txt: does not exist", "no*.txt: matches no file", "r\0: "]
    assert [error.startswith(start) for error, start in zip(errors, starts, strict=True)] == [True] * 6


def test_formats_together(report, make_docx, make_pdf, make_html, make_zip, write, read):
    write("r/a.docx", make_docx(report))
    write("r/b.pdf", make_pdf(report))
    write("r/c.zip", make_zip({"d.html": make_html(report), "e/f.txt": report.expected().encode()}))
    found, errors = read("r")
    assert [source for source, _ in found] == ["a.docx", "b.pdf", "c.zip!/d.html", "c.zip!/e/f.txt"]
    assert {text for _, text in found} == {report.expected()}
    assert not errors


def test_archive_members(make_zip, write, read):
    members = dict.fromkeys(("b.txt", "a/c.txt", "__MACOSX/._b.txt", ".x.txt", "d.png", "../e.txt", "f.doc"), b"x")
    write("m.zip", make_zip({**members, "inner.zip": make_zip({"g.txt": b"x"})}))
    found, errors = read("m.zip")
    assert [source for source, _ in found] == ["m.zip!/../e.txt", "m.zip!/a/c.txt", "m.zip!/b.txt"]
    assert errors[0].startswith("m.zip!/f.doc: is named .doc but") or errors[0].startswith("m.zip!/f.doc: is a legacy")
    assert errors[1] == "m.zip!/inner.zip: is an archive inside an archive, which is not opened; unpack it."


def test_names_of_members(tmp_path, read):
    name = "Báo cáo.txt"
    composed = unicodedata.normalize("NFC", name)
    # A name as old Windows programs store it: the bytes of Windows-1258 and no flag.
    raw = "Ba\u0301o ca\u0301o s\u00f4\u0301 1 \u0111o\u0323t.txt".encode("cp1258")
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(composed), "1")
    data = (tmp_path / "m.zip").read_bytes()
    assert read("m.zip")[0] == [(f"m.zip!/{composed}", "1")]
    placeholder = "x" * (len(raw) - 4) + ".txt"
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr(placeholder, "2")
    data = (tmp_path / "m.zip").read_bytes().replace(placeholder.encode(), raw)
    (tmp_path / "n.zip").write_bytes(data)
    assert read("n.zip")[0] == [("n.zip!/Báo cáo số 1 đọt.txt", "2")]


def test_bomb_in_an_archive(make_zip, write, read):
    write("m.zip", make_zip({"a.txt": b" " * 50_000_000, "b.txt": b"b"}))
    found, errors = read("m.zip")
    assert found == [("m.zip!/b.txt", "b")]
    assert "more than 200 times its packed size" in errors[0]


def test_expansion_of_a_whole_archive_is_limited(make_zip, write, read):
    write("m.zip", make_zip({f"{at}.txt": b"x" * 1000 for at in range(5)}, zipfile.ZIP_STORED))
    found, errors = read("m.zip", limits=Limits(expanded_bytes=7_000))
    assert len(found) == 5
    assert not errors
    write("m.zip", make_zip({f"{at}.txt": b"x" * 1000 for at in range(5)}))
    found, errors = read("m.zip", limits=Limits(expanded_bytes=2_500))
    assert len(found) == 2
    assert all("the archive expands to more than the limit of 2.44 kB" in error for error in errors)


def test_number_of_members_is_limited(make_zip, write, read):
    write("m.zip", make_zip({f"{at}.txt": b"x" for at in range(5)}))
    found, errors = read("m.zip", limits=Limits(archive_members=4))
    assert not found
    assert errors == ["m.zip: has more members than the limit of 4; split it."]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"no archive"])
def test_damaged_archives(data, write, read):
    write("r/m.zip", data)
    write("r/n.txt", b"n")
    found, errors = read("r")
    assert found == [("n.txt", "n")]
    assert errors[0].startswith("r/m.zip: ")


def test_damaged_member(make_zip, write, read):
    data = bytearray(make_zip({"a.txt": b"abc" * 100, "b.txt": b"b"}, zipfile.ZIP_STORED))
    data[40] ^= 0xFF
    write("m.zip", bytes(data))
    found, errors = read("m.zip")
    assert found == [("m.zip!/b.txt", "b")]
    assert errors[0].startswith("m.zip!/a.txt: is damaged")


def test_encrypted_member(make_zip, write, read):
    data = bytearray(make_zip({"a.txt": b"abc"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    write("m.zip", bytes(data))
    assert read("m.zip")[1] == ["m.zip!/a.txt: is encrypted with a password; unpack it first."]


def test_member_twice(tmp_path, read):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr("a.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "2")
    found, errors = read("m.zip")
    assert found == [("m.zip!/a.txt", "1")]
    assert "more than once" in errors[0]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no symbolic links")
def test_links(write, read, tmp_path):
    path = write("r/a.txt", b"a")
    (tmp_path / "r/b.txt").symlink_to(path)
    (tmp_path / "r/c.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "r/loop").symlink_to(tmp_path / "r")
    found, errors = read("r")
    assert found == [("a.txt", "a")]
    assert errors == ["r/c.txt: does not exist; check the path."]
