"""Where references may start: a linear scan for codes, laws, dates and bare numbers behind type words.

The scan only proposes places; the grammar decides.  It looks through the shadow of the text with expressions that
begin with a literal, so that the engine skips to it, and that hold no unbounded repetition; what they find is looked
at in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import frozen

from docgraph.references.anchors import last_syllables
from docgraph.references.shadow import shadow


class Kind:
    """What a proposed place is."""

    WORD: Final = 0  # a law or an appeal: the reference begins here
    NUMBER: Final = 1  # "số" and a number, or a number joined to a symbol: its type word stands somewhere before it
    SHORT: Final = 2  # a bare number right behind what may be a type word


# A place and its kind travel as one number, because there are many and they are sorted.
_SHIFT: Final = 2
_KIND: Final = 3


@frozen
class Scan:
    """Where references may be."""

    places: list[tuple[int, int]]  # from left to right, each with its `Kind`
    dated: list[int]  # where a date stands right behind a type word


def scan(text: str) -> Scan:
    """Return where references may be in *text*."""
    seen = shadow(text)
    codes = {*_coded(text, seen), *_counted(text, seen)}
    found = {place << _SHIFT | Kind.NUMBER for place in codes}
    found.update(place << _SHIFT | Kind.SHORT for place in _bare(text, seen) if place not in codes)
    found.update(place << _SHIFT | Kind.WORD for place in _laws(text, seen))
    places = [(place >> _SHIFT, place & _KIND) for place in sorted(found)]
    days = [match.start() for match in _days().finditer(seen)]
    return Scan(places, [day for day in days if text[day : day + 4] in _DAY_WORDS and behind_type(text, day)])


def behind_type(text: str, place: int) -> bool:
    """Tell whether a place stands right behind the last syllable of a type word."""
    return text[max(place - 12, 0) : place].rstrip(" \n").endswith(last_syllables())


_LETTER: Final = rb"[a-z\x11]"
# What joins a number to a symbol: 1477/QĐ-UBND, 30/2020/NĐ-CP; 31-KH/TU; 84 QĐ/TWĐTN.
_JOINED: Final = rb"(?: {0,2}/ ?(?:0000 ?/? ?)?|(?: ?- ?| )(?=" + _LETTER + rb"{2,5}/))(?P<symbol>" + _LETTER + rb")"
_CODE: Final = re.compile(rb"0(?<![0a-z\x11_/.,-]0)(?<!0:0)0{0,4}(?:\.00?)?" + _LETTER + rb"?" + _JOINED)


def _coded(text: str, seen: bytes) -> Iterator[int]:
    """Yield where a number is joined to a symbol."""
    for match in _CODE.finditer(seen):
        if text[match.end() - 1].isupper():
            yield match.start()


_SO: Final = re.compile(
    rb"s[" + re.escape(shadow("ốôồó")) + rb"] {0,4}+[:.]?+ {0,4}+(?=0{1,5}(?!0|/" + _LETTER + rb"))"
)
_SO_WORD: Final = re.compile(r"[Ss][ốôồó]|SỐ")


def _counted(text: str, seen: bytes) -> Iterator[int]:
    """Yield where a number stands behind "số", and behind what damage makes of it."""
    for match in _SO.finditer(seen):
        if _SO_WORD.match(text, match.start()):
            yield match.end()


@cache
def _endings() -> bytes:
    """Return the last two letters of the type words in the shadow, as alternatives."""
    return b"|".join(sorted({re.escape(shadow(syllable[-2:])) for syllable in last_syllables()}))


@cache
def _numbers_behind_types() -> re.Pattern[bytes]:
    ends = _endings()
    return re.compile(rb" 0(?:(?<=(?:" + ends + rb") 0)|(?<=(?:" + ends + rb")  0))0{0,4}(?![0/%]|,0)")


_DAY_WORDS: Final = frozenset({"ngày", "NGÀY"})


@cache
def _days() -> re.Pattern[bytes]:
    return re.compile(rb"ng[" + shadow("àÀ") + rb"]y(?<=(?:" + _endings() + rb")[ ]ng.y)(?= {1,3}0)", re.DOTALL)


def _bare(text: str, seen: bytes) -> Iterator[int]:
    """Yield where a number of its own stands right behind the last syllable of a type word."""
    for match in _numbers_behind_types().finditer(seen):
        place = match.start() + 1
        if behind_type(text, place):
            yield place


_BLANK: Final = r"[ \n]{1,3}"
_NAME: Final = r"(?=[ \n]{1,3}[\w(\"“])"
_DATE: Final = r"(?=[ \n][^;:.]{3,160}?[ \n](?i:ngày)[ \n]{1,3}\d)"
# Laws and appeals: a syllable whose shadow has one form, the expression around it, and how far before it that begins.
_WORDS: Final = tuple(
    (re.compile(re.escape(shadow(syllable))), re.compile(pattern), before)
    for syllable, pattern, before in (
        ("uật", rf"(?:[Ll]uật|LUẬT){_NAME}", (1,)),
        ("lệnh", rf"(?:[Pp]háp{_BLANK}[lL]ệnh|PHÁP{_BLANK}LỆNH){_NAME}", (5, 6, 7)),
        ("hiến", rf"(?:[Hh]iến{_BLANK}pháp|HIẾN{_BLANK}PHÁP){_NAME}", (0,)),
        ("gọi", rf"(?:(?:[Ll]ời|[Tt]hư)[ \n]kêu{_BLANK}gọi|(?:LỜI|THƯ)[ \n]KÊU{_BLANK}GỌI){_DATE}", (8, 9, 10)),
        ("ngỏ", rf"[Tt]hư{_BLANK}ngỏ{_DATE}", (4, 5, 6)),
        ("điệp", rf"[Tt]hông{_BLANK}điệp{_DATE}", (6, 7, 8)),
    )
)
_CODE_OF_LAW: Final = re.compile(r"(?:Bộ|bộ|BỘ)[ \n]{1,3}\Z")
_NO_LAW: Final = ("pháp ", "Pháp ", "PHÁP ", "học ", "ngành ", "khoa ", "Khoa ", "cử nhân ", "kỷ ")


def _laws(text: str, seen: bytes) -> Iterator[int]:
    """Yield where a law or an appeal begins."""
    for literal, pattern, befores in _WORDS:
        for match in literal.finditer(seen):
            for before in befores:
                start = match.start() - before
                if start < 0 or not pattern.match(text, start):
                    continue
                if code := _CODE_OF_LAW.search(text, max(start - 6, 0), start):
                    start = code.start()
                if not start or not (
                    text[start - 1].isalnum() or text[max(start - 8, 0) : start].replace("\n", " ").endswith(_NO_LAW)
                ):
                    yield start
                break
