"""Where references may start: a linear scan for type words, law words and codes.

The scan only proposes places; the grammar decides.  Every pattern begins with a small set of first letters
and holds no unbounded repetition that could be tried again from the next place.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from docgraph.references.tries import trie_pattern
from docgraph.references.vocabulary import LAW_TYPES, UPPER, read_table


class Kind(enum.IntEnum):
    """What a proposed place is."""

    WORD = 0  # a law or an appeal: the reference begins here
    NUMBER = 1  # a number: its type word stands somewhere before it
    DATE = 2  # a date that may follow a type word directly


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
_DIGITS: Final = re.compile(
    rf"[0-9](?<![0-9A-Za-zĐđ_/.,-][0-9])[0-9]{{0,4}}(?:\.[0-9]{{1,2}})?[a-zđ]?(?P<code>{_STATE}|{_PARTY})?(?![0-9])"
)
_NUMBER_MARKS: Final = ("số", "sô", "sồ", "só", "sổ", "SỐ", "Số", "Sô")
_DAY_MARKS: Final = ("ngày", "NGÀY")


def _numbers(text: str) -> Iterator[tuple[int, Kind]]:
    """Yield the numbers that may be a document's, and the dates that may follow a type word."""
    syllables = _last_syllables()
    for match in _DIGITS.finditer(text):
        place = match.start()
        before = text[max(place - 9, 0) : place].rstrip(" \n")
        if (match["code"] and not before.endswith(":")) or before.rstrip(":. ").endswith(_NUMBER_MARKS):
            yield place, Kind.NUMBER
        elif before.endswith(_DAY_MARKS):
            yield text.rfind("n" if before.endswith("ngày") else "N", 0, place), Kind.DATE
        elif before.endswith(syllables) and place and text[place - 1] in " \n":
            yield place, Kind.NUMBER


_DATED: Final = r"[ \n][^;:.]{3,160}?[ \n](?i:ngày)[ \n]{1,3}\d"
_APPEALS: Final = ("Lời kêu gọi", "Thư kêu gọi", "Thư ngỏ", "Thông điệp")


@cache
def _word_scans() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return, for the last syllable of each law word and appeal, its scan and the words it may end.

    Searching for one literal is many times faster than for any of a list of words.
    """
    behind = {
        **{form: r"[ \n]{1,3}[\w(]" for name in LAW_TYPES for form in _printed_forms(name)},
        **{
            form: r"[ \n][^;:.]{3,160}?[ \n](?i:ngày)[ \n]{1,3}\d" for name in _APPEALS for form in _printed_forms(name)
        },
    }
    by_ending: dict[tuple[str, str], list[str]] = {}
    for word, follows in behind.items():
        # Without its first letter the syllable is a literal that both cases share: "uật" of Luật and luật.
        by_ending.setdefault((word.rpartition(" ")[2][1:], follows), []).append(word)
    return tuple(
        (re.compile(rf"{re.escape(ending)}(?={follows})"), tuple(sorted(words, key=len, reverse=True)))
        for (ending, follows), words in by_ending.items()
    )


def _words(text: str) -> Iterator[tuple[int, Kind]]:
    """Yield where a law or an appeal begins."""
    for scan, words in _word_scans():
        for match in scan.finditer(text):
            end = match.end()
            for word in words:
                length = len(word)
                # A line end inside a word of two syllables is one character, as a blank is.
                if text[end - length : end].replace("\n", " ") == word:
                    start = end - length
                    if not (start and text[start - 1].isalnum()) and not text.startswith(_NO_LAW, max(start - 5, 0)):
                        yield start, Kind.WORD
                    break


_NO_LAW: Final = ("pháp ", "Pháp ", "PHÁP ")


def places(text: str) -> list[tuple[int, Kind]]:
    """Return where references may be, from left to right."""
    return sorted([*_words(text), *_numbers(text)])


@cache
def head_behind() -> re.Pattern[str]:
    """Return the pattern of a type word that governs the number just behind the end of a text.

    Between them may stand words ("Báo cáo thẩm tra số"), an issuer ("Quyết định của Bộ Chính trị số") and "số:".
    """
    return re.compile(
        rf"(?s:.*)(?<!\w)(?P<type>{type_words()})(?!\w)(?:[ \n]++[^;:.()\"\d]{{1,110}})?"
        r"[ \n]*:?[ \n]*(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]*+[:.]?[ \n]*+)?$"
    )


@cache
def head_adjacent() -> re.Pattern[str]:
    """Return the pattern of a type word right before a number or a date, with nothing but "số" between."""
    return re.compile(
        rf"(?s:.*)(?<!\w)(?P<type>{type_words()})[ \n]{{1,4}}(?:(?:[Ss][ốôồóổ]|SỐ)[ \n]{{0,4}}[:.]?[ \n]{{0,4}})?$"
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
