"""What a symbol (ký hiệu) and a type word say of a document's type."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from docgraph.references.vocabulary import type_names, type_of_abbreviation
from docgraph.text.source import fold

_ASSEMBLY_NOTE: Final = re.compile(r"(QH|UBTVQH)(\d{2})\d$")
_FOOTNOTE_DIGIT: Final = re.compile(r"(?<=[A-ZĐ]{2})\d$")
_KEEPS_DIGITS: Final = re.compile(r"(?:QH|UBTVQH|UBPLTP|HĐBT)\d+$|-[A-ZĐ]{1,2}\d{1,2}$")
_BLANKS: Final = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def normal_type(words: str) -> str | None:
    """Return the normal name of a type word as printed: "QUYẾT ĐỊNH" and "QĐ" are Quyết định."""
    return type_names().get(fold(words))


@lru_cache(maxsize=4096)
def type_of_symbol(symbol: str) -> str | None:
    """Return the document type that a symbol shows, None where it shows none.

    >>> type_of_symbol("QĐ-UBND"), type_of_symbol("KL/TU"), type_of_symbol("SNV-TĐKT")
    ('Quyết định', 'Kết luận', None)
    """
    first, mark, rest = symbol.partition("/")
    if mark:
        return type_of_abbreviation().get(first)
    first, mark, rest = symbol.partition("-")
    return type_of_abbreviation().get(first) if mark and rest else None


@lru_cache(maxsize=256)
def law_type(words: str) -> str:
    """Return the folded type word of a law."""
    return fold(words)


@lru_cache(maxsize=4096)
def clean_symbol(symbol: str) -> str:
    """Return a symbol without blanks and without a footnote digit glued to it: "QH151" is QH15."""
    symbol = _BLANKS.sub("", symbol)
    if match := _ASSEMBLY_NOTE.search(symbol):
        return symbol[: match.start()] + match[1] + match[2]
    if _FOOTNOTE_DIGIT.search(symbol) and not _KEEPS_DIGITS.search(symbol):
        return symbol[:-1]
    return symbol


def default_type(symbol: str | None, year: str | None) -> str:
    """Return the type of a number and symbol that name none: an act of the National Assembly, else a công văn.

    >>> default_type("QH15", "2023"), default_type("SNV-TĐKT", None)
    ('Luật', 'Công văn')
    """
    if year and symbol and symbol.startswith(("QH", "UBTVQH")):
        return "Luật" if symbol.startswith("QH") else "Nghị quyết"
    return "Công văn"
