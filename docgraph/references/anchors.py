"""What stands around a place where a reference may be: type words before a number, lists, words of no document."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docgraph.references.tries import trie_pattern
from docgraph.references.vocabulary import LAW_TYPES, UPPER, read_table
from docgraph.text.source import strip_marks


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
def last_syllables() -> tuple[str, ...]:
    """Return the last syllables of the type words: only behind one of them can a bare number be a document's."""
    names = [form for row in read_table("types") for form in _printed_forms(row["name"])]
    variants = [variant for row in read_table("types") for variant in row["variants"].split(";") if variant]
    return tuple({name.rpartition(" ")[2] for name in [*names, *variants]})


@cache
def plain_types() -> frozenset[str]:
    """Return every printed form of a document type, with single blanks; without "lệnh", which ends other words."""
    names = (form for row in read_table("types") for form in _printed_forms(row["name"]))
    variants = (variant for row in read_table("types") for variant in row["variants"].split(";") if variant)
    closer = {form for name in (*LAW_TYPES, "Lệnh") for form in _printed_forms(name)}
    return frozenset({*names, *variants} - closer)


# "lệnh" is a type of its own, but not in "pháp lệnh" and "sắc lệnh".
_NOT_LAW: Final = r"(?<![Pp]háp )(?<![Ss]ắc )(?<!PHÁP )(?<!SẮC )"


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


_SO_WORDS: Final = frozenset({"số", "Số", "SỐ", "số:", "Số:", "SỐ:"})
_MOST_SYLLABLES: Final = 4
_OPENING: Final = '("“[-'


def plain_head(before: str) -> str | None:
    """Return the type word that ends *before*, with at most "số" behind it; None where that takes a closer look.

    >>> plain_head("thực hiện Quyết định số "), plain_head("(QUYẾT ĐỊNH"), plain_head("giải quyết định kỳ ")
    ('Quyết định', 'QUYẾT ĐỊNH', None)
    """
    syllables = before.split()
    if syllables and syllables[-1] in _SO_WORDS:
        syllables.pop()
    known = plain_types()
    words = ""
    for syllable in syllables[: -_MOST_SYLLABLES - 1 : -1]:
        words = f"{syllable} {words}" if words else syllable
        if words in known:
            return words
        if syllable[0] in _OPENING and (bare := words.lstrip(_OPENING)) in known:
            return bare
    return None


def misspelt_head(before: str, kind: str) -> int | None:
    """Return where the type word *kind* begins that ends *before* with wrong marks; None where none does.

    >>> misspelt_head("theo Quyêt định số ", "Quyết định"), misspelt_head("theo quyết tâm số ", "Quyết định")
    (5, None)
    """
    words = list(re.finditer(r"\S+", before))
    if words and words[-1][0] in _SO_WORDS:
        words.pop()
    head = words[-kind.count(" ") - 1 :]
    if (
        not head
        or BLANK_LINE.search(before, head[0].start())
        or strip_marks(" ".join(word[0] for word in head)) != strip_marks(kind)
    ):
        return None
    return head[0].start()


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
