"""Where references may start: a linear scan for type words, law words and codes.

The scan only proposes places; the grammar decides.  Every pattern begins with a small set of first letters
and holds no unbounded repetition that could be tried again from the next place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from docgraph.references.tries import trie_pattern
from docgraph.references.vocabulary import LAW_TYPES, UPPER, read_table


class Kind:
    """What a proposed place is."""

    WORD: Final = 0  # a law or an appeal: the reference begins here
    NUMBER: Final = 1  # "số" and a number, or a number joined to a symbol: its type word stands somewhere before it
    SHORT: Final = 2  # a bare number right behind what may be a type word


# A place and its kind travel as one number, because there are many and they are sorted.
_SHIFT: Final = 2
_KIND: Final = 3


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
def _last_syllables() -> tuple[str, ...]:
    """Return the last syllables of the type words: only behind one of them can a bare number be a document's."""
    names = [form for row in read_table("types") for form in _printed_forms(row["name"])]
    variants = [variant for row in read_table("types") for variant in row["variants"].split(";") if variant]
    return tuple({name.rpartition(" ")[2] for name in [*names, *variants]})


# Each scan begins with a literal or a small set of characters and nothing before it: that is what lets the engine
# skip.  What must not stand before a place is asked behind its first character, or afterwards.
_STATE: Final = r" ?\n?/[ \n]?(?:(?:19|20)[0-9]{2}[ \n]?/?[ \n]?)?[A-ZĐ]"
_PARTY: Final = r"[ \n]?-[ \n]?[A-ZĐ][A-Za-zĐ]{1,4}/[A-ZĐ]| [A-ZĐ]{2}/TW"
# A number joined to a symbol (1477/QĐ-UBND, 31-KH/TU), or a bare one right behind a word.
_DIGITS: Final = re.compile(
    rf"[0-9](?<![0-9A-Za-zĐđ_/.,-][0-9])(?<![0-9]:[0-9])(?:[0-9]{{0,4}}(?:\.[0-9]{{1,2}})?[a-zđ]?(?P<code>{_STATE}|{_PARTY})"
    r"|(?:(?<=[^\W\d_][ \n][0-9])|(?<=[^\W\d_][ \n]{2}[0-9]))[0-9]{0,4}(?![0-9/%]|,[0-9]))"
)
# "số" and a bare number, for the two cases of its vowel and for what OCR makes of it.
_NUMBERED: Final = tuple(
    re.compile(rf"{word}[ \n]{{0,4}}+[:.]?+[ \n]{{0,4}}+(?=[0-9]{{1,5}}(?![0-9])(?!{_STATE}|{_PARTY}))")
    for word in ("ố", "Ố", "s[ôồó]", "Sô")
)
_DAYS: Final = tuple(re.compile(rf"{word}(?=[ \n]{{1,3}}[0-9])") for word in ("ngày", "NGÀY"))


@cache
def _last_letters() -> frozenset[str]:
    """Return the last two letters of the type words: a cheap question before the list of syllables."""
    return frozenset(syllable[-2:] for syllable in _last_syllables())


def behind_type(text: str, place: int) -> bool:
    """Tell whether a place stands right behind the last syllable of a type word."""
    before = text[max(place - 12, 0) : place].rstrip(" \n")
    return before[-2:] in _last_letters() and before.endswith(_last_syllables())


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers that may be a document's."""
    for match in _DIGITS.finditer(text):
        if match.lastgroup:
            yield match.start() << _SHIFT | Kind.NUMBER
        elif behind_type(text, match.start()):
            yield match.start() << _SHIFT | Kind.SHORT
    for scan in _NUMBERED:
        for match in scan.finditer(text):
            yield match.end() << _SHIFT | Kind.NUMBER


_BLANK: Final = r"[ \n]{1,3}"
_NAME_FOLLOWS: Final = r"(?=[ \n]{1,3}[\w(])"
_DATE_FOLLOWS: Final = r"(?=[ \n][^;:.]{3,160}?[ \n](?i:ngày)[ \n]{1,3}\d)"
# Laws and appeals, searched by a literal inside the word, which is many times faster than any list of words; then
# what must stand before it, the longest first.
_WORDS: Final = tuple(
    (literal, re.compile(pattern), heads)
    for literal, pattern, heads in (
        ("uật", f"uật{_NAME_FOLLOWS}", ("L", "l")),
        ("UẬT", f"UẬT{_NAME_FOLLOWS}", ("L",)),
        ("háp", f"háp{_BLANK}[lL]ệnh{_NAME_FOLLOWS}", ("P", "p")),
        ("HÁP L", f"HÁP{_BLANK}LỆNH{_NAME_FOLLOWS}", ("P",)),
        ("iến p", f"iến{_BLANK}pháp{_NAME_FOLLOWS}", ("H", "h")),
        ("iến\np", f"iến\npháp{_NAME_FOLLOWS}", ("H", "h")),
        ("IẾN P", f"IẾN{_BLANK}PHÁP{_NAME_FOLLOWS}", ("H",)),
        ("kêu g", f"kêu{_BLANK}gọi{_DATE_FOLLOWS}", ("Lời ", "lời ", "Thư ", "thư ")),
        ("KÊU G", f"KÊU{_BLANK}GỌI{_DATE_FOLLOWS}", ("LỜI ", "THƯ ")),
        ("hư n", f"hư{_BLANK}ngỏ{_DATE_FOLLOWS}", ("T", "t")),
        ("hông đ", f"hông{_BLANK}điệp{_DATE_FOLLOWS}", ("T", "t")),
    )
)
# "lệnh" is a type of its own, but not in "pháp lệnh" and "sắc lệnh".
_NOT_LAW: Final = r"(?<![Pp]háp )(?<![Ss]ắc )(?<!PHÁP )(?<!SẮC )"
_CODE_OF_LAW: Final = re.compile(r"(?:Bộ|bộ|BỘ)[ \n]{1,3}$")
_NO_LAW: Final = ("pháp ", "Pháp ", "PHÁP ", "học ", "ngành ", "khoa ", "Khoa ", "cử nhân ", "kỷ ")


def _words(text: str) -> Iterator[int]:
    """Yield where a law or an appeal begins."""
    for literal, scan, heads in _WORDS:
        if literal not in text:
            continue
        for match in scan.finditer(text):
            end = match.start()
            before = text[max(end - 5, 0) : end].replace("\n", " ")
            head = next((head for head in heads if before.endswith(head)), None)
            if head is None:
                continue
            start = end - len(head)
            if code := _CODE_OF_LAW.search(text, max(start - 6, 0), start):
                start = code.start()
            if start and (text[start - 1].isalnum() or text[max(start - 8, 0) : start].endswith(_NO_LAW)):
                continue
            yield start << _SHIFT | Kind.WORD


def places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where references may be, from left to right, each with its `Kind`."""
    for place in sorted({*_words(text), *_numbers(text)}):
        yield place >> _SHIFT, place & _KIND


def dated_places(text: str) -> list[int]:
    """Return where a date stands right behind a type word, from left to right."""
    days = [match.start() for scan in _DAYS for match in scan.finditer(text)]
    return sorted(place for place in days if behind_type(text, place))


@cache
def head_behind() -> re.Pattern[str]:
    """Return the pattern of a type word that governs the number just behind the end of a text.

    Between them may stand words ("Báo cáo thẩm tra số"), an issuer ("Quyết định của Bộ Chính trị số") and "số:".
    """
    return re.compile(
        rf"(?s:.*)(?<!\w){_NOT_LAW}(?P<type>{type_words()})(?!\w)(?:[ \n]++[^;:.()\"\d]{{1,110}})?"
        r"[ \n]*:?[ \n]*(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]*+[:.]?[ \n]*+)?$"
    )


@cache
def compound_before() -> re.Pattern[str]:
    """Return the pattern of a type word that a second one, in small letters, only describes."""
    outer = trie_pattern(["Thông báo", "thông báo", "THÔNG BÁO", "Báo cáo", "Tờ trình"], blank=r"[ \n]{1,3}")
    return re.compile(rf"(?<!\w){outer}(?:[ \n]+ý kiến)?[ \n]+$")


@cache
def head_adjacent() -> re.Pattern[str]:
    """Return the pattern of a type word right before a number or a date, with nothing but "số" between."""
    return re.compile(
        rf"(?s:.*)(?<!\w){_NOT_LAW}(?P<type>{type_words()})[ \n]{{1,4}}"
        r"(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]{0,4}[:.]?[ \n]{0,4})?$"
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

CAPITAL_WORD: Final = re.compile(rf"[{UPPER}](?<!\w\w)")
BLANK_LINE: Final = re.compile(r"\n *\n")
