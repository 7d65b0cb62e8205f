"""The word lists of the layout reader, read from CSV on first use."""

from __future__ import annotations

import csv
import functools
import re
from importlib.resources import files
from typing import Final

_HERE: Final = "docgraph.documents.layout"
_TYPES: Final = "docgraph.references"
_TONES: Final = (
    ("óa", "oá"), ("òa", "oà"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("úy", "uý"), ("ùy", "uỳ"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
    ("óe", "oé"), ("òe", "oè"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
)  # fmt: skip


@functools.cache
def rows(table: str, package: str = _HERE) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this folder."""
    text = files(package).joinpath("tables", f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@functools.cache
def column(table: str, name: str) -> tuple[str, ...]:
    """Return one column of a table, in its order."""
    return tuple(row[name] for row in rows(table))


@functools.cache
def type_names() -> tuple[str, ...]:
    """Return the names of the document types that can head a document (tên loại)."""
    return tuple(row["name"] for row in rows("types", _TYPES)) + column("headings", "name")


@functools.cache
def type_of_abbreviation() -> dict[str, str]:
    """Map the abbreviation inside a symbol to the type it stands for: "QĐ" -> "Quyết định"."""
    table: dict[str, str] = {}
    for row in rows("types", _TYPES):
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            table.setdefault(abbreviation.casefold(), row["name"])
    return table


@functools.lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return *text* in one spelling for comparison: lower case, one blank, one way to set the tone mark.

    >>> folded("UỶ  BAN NHÂN DÂN") == folded("Ủy ban nhân dân")
    True
    """
    text = " ".join(text.lower().split())
    for modern, older in _TONES:
        if older in text:
            text = text.replace(older, modern)
    return text


def older_spelling(text: str) -> str:
    """Return *text* with the tone mark where older spelling sets it.

    >>> older_spelling("Thanh Hóa")
    'Thanh Hoá'
    """
    for modern, older in _TONES:
        if modern in text:
            text = text.replace(modern, older)
    return text


def alternatives(names: tuple[str, ...]) -> str:
    """Return a pattern for any of *names*, longest first, with free blanks and dashes inside.

    >>> bool(re.fullmatch(alternatives(("Phó Giám đốc",)), "Phó  Giám đốc"))
    True
    """
    longest_first = sorted(set(names), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
