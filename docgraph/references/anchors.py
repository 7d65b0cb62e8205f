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


# Each scan begins with a set of first letters and nothing before it: that is what lets the engine skip.  What must
# not stand before a place is therefore asked behind its first character.


@cache
def _scans() -> tuple[re.Pattern[str], ...]:
    """Return the scans for places that begin with a word: types, laws, appeals."""
    appeals = [
        form for name in ("Lời kêu gọi", "Thư kêu gọi", "Thư ngỏ", "Thông điệp") for form in _printed_forms(name)
    ]
    laws = [form for name in LAW_TYPES for form in _printed_forms(name)]
    blank = r"[ \n]{1,3}"
    return (
        re.compile(rf"{type_words()}(?=[ \n]{{1,4}}(?:{_NUMBER_FOLLOWS}|{_DATE_FOLLOWS}))"),
        re.compile(rf"{trie_pattern(laws, blank=blank)}(?=[ \n]{{1,3}}[\w(])"),
        re.compile(rf"{trie_pattern(appeals, blank=blank)}(?=[ \n][^;:.]{{3,160}}?[ \n]{_DATE_FOLLOWS})"),
    )


def word_places(text: str) -> list[int]:
    """Return where a reference may begin with a word: a type with its number or date, a law, an appeal."""
    places: list[int] = []
    for scan in _scans():
        for match in scan.finditer(text):
            place = match.start()
            if place and (text[place - 1].isalnum() or text.startswith(("pháp ", "Pháp "), max(place - 5, 0))):
                continue
            places.append(place)
    return places


# A number joined to a symbol: 1477/QĐ-UBND, 23/2021/QĐ-TTg, 31-KH/TU.
_NUMBER_BEFORE: Final = r"[0-9](?<![\w/.:,-][0-9])[0-9]{0,4}(?:\.[0-9]{1,2})?[a-zđ]?"
_STATE: Final = r" ?\n?/[ \n]?(?:(?:19|20)[0-9]{2}[ \n]?/?[ \n]?)?[A-ZĐ]"
_PARTY: Final = r"[ \n]?-[ \n]?[A-ZĐ][A-Za-zĐ]{1,4}/[A-ZĐ]|(?<=[0-9]) [A-ZĐ]{2}/TW"
_CODE: Final = re.compile(rf"{_NUMBER_BEFORE}(?:{_STATE}|{_PARTY})")


def code_places(text: str) -> list[int]:
    """Return where a number joined to a symbol begins."""
    return [match.start() for match in _CODE.finditer(text)]


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
