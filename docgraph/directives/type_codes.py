"""Document types (tên loại) and the codes that stand for them inside a symbol."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from docgraph.directives.folding import fold_words, symbol_groups
from docgraph.references.vocabulary import read_table

LETTER: Final = "cv"
"""The code of an official letter (công văn), whose symbol names no type."""

TYPELESS: Final = frozenset({"Công văn", "Văn bản"})
"""Type words that also stand for a document of any type ("văn bản số 214/BDT-CSDT")."""

NORMATIVE_SUFFIX: Final = "-qppl"
"""Marks the normative series of a type that also has an individual one: 23/2021/QĐ-TTg beside 23/QĐ-TTg."""

_TWO_SERIES: Final = frozenset({"qd", "nq", "ct"})
"""Types with a normative and an individual series; all other normative types have only one."""


@frozen
class SymbolParts:
    """A symbol taken apart: ``QĐ-UBND`` has type code ``qd`` and organ groups ``("ubnd",)``."""

    type_code: str | None  # None for official letters and for acts of the National Assembly
    organs: tuple[str, ...]


@cache
def _codes_by_type() -> dict[str, str]:
    """Map the folded name of each type to its first code."""
    return {
        fold_words(row["name"]): fold_words(row["abbreviations"].split(";")[0]) or fold_words(row["name"])
        for row in read_table("types")
    }


@cache
def _types_by_code() -> dict[str, tuple[str, ...]]:
    """Map each folded code to the names of the types that use it."""
    found: dict[str, list[str]] = {}
    for row in read_table("types"):
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            names = found.setdefault(fold_words(abbreviation), [])
            if row["name"] not in names:
                names.append(row["name"])
    return {code: tuple(names) for code, names in found.items()}


def type_code(name: str) -> str:
    """Return the code of a type: its abbreviation where there is one, else its folded name.

    >>> type_code("Quyết định"), type_code("Luật"), type_code("Thư kêu gọi")
    ('qd', 'luat', 'thu-keu-goi')
    """
    words = fold_words(name)
    return _codes_by_type().get(words, words)


def types_of_code(code: str) -> tuple[str, ...]:
    """Return the names of the types that *code* can stand for.

    >>> types_of_code("kh"), types_of_code("da")
    (('Kế hoạch',), ('Đề án', 'Dự án'))
    """
    return _types_by_code().get(code, ())


@lru_cache(maxsize=65536)
def split_symbol(symbol: str) -> SymbolParts:
    """Take a symbol apart: the first group is a type only where the table knows it and another group follows.

    >>> split_symbol("KH-MTTQ-BTT")
    SymbolParts(type_code='kh', organs=('mttq', 'btt'))
    >>> split_symbol("SNV-TĐKT")
    SymbolParts(type_code=None, organs=('snv', 'tdkt'))
    """
    groups = symbol_groups(symbol)
    if len(groups) > 1 and groups[0] in _types_by_code():
        return SymbolParts(groups[0], groups[1:])
    return SymbolParts(None, groups)


def series_code(code: str, *, normative: bool) -> str:
    """Return the code of the number series: normative acts of two-series types are numbered apart.

    >>> series_code("qd", normative=True), series_code("nd", normative=True)
    ('qd-qppl', 'nd')
    """
    return code + NORMATIVE_SUFFIX if normative and code in _TWO_SERIES else code
