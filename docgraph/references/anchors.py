"""Where references may start: a linear scan for type words, law words and codes.

The scan only proposes places; the grammar decides.  Every pattern begins with a small set of first letters
and holds no unbounded repetition that could be tried again from the next place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docgraph.references.tries import trie_pattern
from docgraph.references.vocabulary import LAW_TYPES, UPPER, read_table

_NUMBER_FOLLOWS: Final = r"(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]{0,4}[:.]?[ \n]{0,4})?\d{1,5}(?![\d%])"
_DATE_FOLLOWS: Final = r"(?i:ngày)[ \n]{1,3}\d"


def _printed_forms(name: str) -> set[str]:
    """Return the ways a type word is printed in running text and in headings."""
    return {name, name.lower(), name.upper(), name.title()}


@cache
def type_words() -> str:
    """Return the pattern of every printed form of a document type."""
    words: list[str] = []
    for row in read_table("types"):
        if row["name"] not in LAW_TYPES:
            words += [*_printed_forms(row["name"]), *filter(None, row["variants"].split(";"))]
    return trie_pattern(words, blank=r"[ \n]{1,3}")


@cache
def type_anchor() -> re.Pattern[str]:
    """Return the pattern of a type word with a number or a date behind it, or of a law word."""
    appeals = trie_pattern(
        form
        for name in ("Lời kêu gọi", "Thư kêu gọi", "Thư ngỏ", "Thông điệp")
        for form in (name, name.lower(), name.upper())
    )
    laws = trie_pattern([form for name in LAW_TYPES for form in _printed_forms(name)], blank=r"[ \n]{1,3}")
    return re.compile(
        rf"(?<!\w)(?:(?:{type_words()})(?=[ \n]{{1,4}}(?:{_NUMBER_FOLLOWS}|{_DATE_FOLLOWS}))"
        rf"|{appeals}(?=[ \n][^;:.]{{3,160}}?[ \n]{_DATE_FOLLOWS})"
        rf"|(?<![Pp]háp )(?:{laws})(?=[ \n]{{1,3}}[\w(]))"
    )


# A number joined to a symbol: 1477/QĐ-UBND, 23/2021/QĐ-TTg, 31-KH/TU.
CODE_ANCHOR: Final = re.compile(
    r"(?<![\w/.:,-])\d{1,5}(?:\.\d{1,2})?[a-zđ]?"
    r"(?: ?\n?/[ \n]?(?:(?:19|20)\d\d[ \n]?/?[ \n]?)?[A-ZĐ]|[ \n]?-[ \n]?[A-ZĐ][A-Za-zĐ]{1,4}/[A-ZĐ]|(?<= )(?<=\d) [A-ZĐ]{2}/TW)"
)


@cache
def head_behind() -> re.Pattern[str]:
    """Return the pattern of a type word that governs the number just behind the end of a text.

    Between them may stand words ("Báo cáo thẩm tra số"), an issuer ("Quyết định của Bộ Chính trị số") and "số:".
    """
    return re.compile(
        rf"(?s:.*)(?<!\w)(?P<type>{type_words()})(?!\w)(?P<between>(?:[ \n]++[^;:.()\"\d]{{1,110}})?)"
        r"[ \n]*:?[ \n]*(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]*+:?[ \n]*+)?$"
    )


@cache
def not_a_document() -> re.Pattern[str]:
    """Return the pattern of words before a number that is no document's: forms, contracts, standards, plots."""
    words = trie_pattern(row["word"] for row in read_table("false_heads"))
    return re.compile(rf"(?i:{words})(?:[ \n]+(?:[\w/-]+[ \n]+){{0,3}}?(?i:số))?[ \n:]*$")


LIST_LEAD: Final = re.compile(r"(?:[,;:(]|(?<!\w)(?:và|hoặc|các))[ \n]*(?:[Ss]ố[ \n]*:?[ \n]*)?$")
"""What stands before a later member of a list."""

NUMBER_WORD: Final = re.compile(r"(?:[Ss][ốôồóổ]|SỐ)[ \n]*:?[ \n]*$")
OWN_NUMBER: Final = re.compile(r"(?:^|\n)[ |>]*(?:Số|SỐ)[ \n]*:?[ \n]*$")
"""The document's own number line: "Số: 15/QĐ-BNV"."""

CAPITAL_WORD: Final = re.compile(rf"(?<!\w)(?=[{UPPER}])")
BLANK_LINE: Final = re.compile(r"\n *\n")
