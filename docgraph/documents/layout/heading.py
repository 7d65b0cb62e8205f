"""Type and title (tên loại và trích yếu) of a document."""

from __future__ import annotations

import functools
import re
from typing import Final

from attrs import frozen

from docgraph.documents.layout.cells import CELL, begins_cell
from docgraph.documents.layout.tables import alternatives, column, folded, type_names, type_of_abbreviation

_ADDRESSED: Final = re.compile(r"K(?:[íi]nh\s+(?:(?:gửi|gởi)(?!\w)|trình\s*:)|ÍNH\s+(?:GỬI|TRÌNH\s*:))\s*:?")
_SUBJECT: Final = re.compile(r"(?:[Vv](?:\s?/\s?[vV]|ề\s+việc|Ề\s+VIỆC)|[Tt]rích\s+yếu\s*:)(?!\w)\s*:?")
_SHORT_SUBJECT: Final = re.compile(r"^[Vv]\s?/\s?[vV]\s*:?\s*")
_SPLIT_SYMBOL: Final = re.compile(r"[-/–]")
_PARAGRAPH: Final = 220  # a line longer than this is running text, not a line of a title
_LAST_TITLE_LINE: Final = 14
# What a title is not: numbered headings, rules, notes in brackets, list items, the lines of the head.
_STOPS: Final = re.compile(
    r"(?:[IVX]{1,4}|[A-H]|\d{1,2})\s*[./)-]\s|(?:Điều|ĐIỀU|CHƯƠNG|Chương|PHẦN|Phần|MỤC)\s+(?:[\dIVX]+|THỨ)"
    r"|[-–_]{3,}|\((?:Kèm|Ban hành|Dự thảo)|[-+•–]\s|K(?:HÓA|HOÁ)\s+[IVX]+|KỲ\s+HỌP"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM$|CỘNG H[OÒ][AÀ] XÃ HỘI|Số\s*:|QUYẾT\s+(?:NGHỊ|ĐỊNH)\s*:?$"
)
_LEADING: Final = re.compile(r"[\s|:.\-–]*")


@frozen
class Heading:
    """Type line and title with their places in the cleaned text."""

    type: str
    start: int
    end: int
    title: str | None = None
    title_start: int = 0
    title_end: int = 0


def find_addressed(text: str, end: int) -> re.Match[str] | None:
    """Find "Kính gửi" at the beginning of a cell."""
    return next((match for match in _ADDRESSED.finditer(text, 0, end) if begins_cell(text, match.start())), None)


def find_subject(text: str, begin: int, end: int) -> re.Match[str] | None:
    """Find "V/v" at the beginning of a cell."""
    return next((match for match in _SUBJECT.finditer(text, begin, end) if begins_cell(text, match.start(), "(")), None)


def find_type_line(text: str, begin: int, end: int) -> Heading | None:
    r"""Find the line that names the type, between *begin* and *end*.

    >>> find_type_line("\nBÁO CÁO\nKết quả", 0, 16)
    Heading(type='Báo cáo', start=1, end=8, title=None, title_start=0, title_end=0)
    """
    for cell in CELL.finditer(text, begin, end):
        match = _type_line().match(text, cell.start(), cell.end())
        if match is not None and (match[0].isupper() or not text[match.end() : cell.end()].strip(" .:-")):
            return Heading(_names()[folded(match[0])], match.start(), match.end())
    return None


def type_of_symbol(symbol: str | None) -> str | None:
    """Return the type that a symbol says; a symbol without one is a Công văn.

    >>> type_of_symbol("QĐ-UBND"), type_of_symbol("SNV-TĐKT"), type_of_symbol("KL/TU")
    ('Quyết định', 'Công văn', 'Kết luận')
    """
    if not symbol:
        return None
    groups = _SPLIT_SYMBOL.split(symbol)
    if len(groups) > 1:
        return type_of_abbreviation().get(groups[0].casefold(), "Công văn")
    return "Công văn" if not groups[0][-1:].isdigit() else None


def read_title(text: str, begin: int, end: int) -> tuple[str, int, int] | None:
    r"""Read the title that starts at or after *begin*: its words, start and end.

    >>> read_title("\nKết quả công tác\nnăm 2023\n\nThực hiện …", 0, 40)[0]
    'Kết quả công tác năm 2023'
    """
    start = _skip(text, begin, end)
    kept: list[str] = []
    place = stop = start
    blank = False
    while place < end and len(kept) < _LAST_TITLE_LINE:
        line_end = min(_line_end(text, place), end)
        line = text[place:line_end].strip(" \t|:")
        if not line:
            blank = True
        elif not _continues(kept, line, after_blank=blank, opened=bool(kept) and kept[0][:1] in "Vv"):
            break
        else:
            blank = False
            kept.append(line)
            stop = line_end
        if kept and "|" in text[place : line_end + 1]:
            break
        place = line_end + 1
    if not kept:
        return None
    if len(kept) > 1 and _in_capitals(kept[0]) and not _in_capitals(kept[1]) and not kept[0].startswith("CỦA"):
        # "BÁO CÁO THẨM TRA" over the title: the second half of the type, not the title.
        start = _skip(text, _line_end(text, start), end)
        del kept[0]
    words = _SHORT_SUBJECT.sub("", " ".join(" ".join(kept).split()), count=1)
    return words, start, start + len(text[start:stop].rstrip(" \t|:\n"))


def _continues(kept: list[str], line: str, *, after_blank: bool, opened: bool) -> bool:
    """Tell whether *line* belongs to the title of which *kept* was read."""
    if _STOPS.match(line) or _ADDRESSED.match(line):
        return False
    if not kept:
        return len(line) <= 3 * _PARAGRAPH
    capitals = _in_capitals(kept[-1])
    if _in_capitals(line) != capitals:
        joins = not after_blank and (len(line) < 12 or len(" ".join(kept).split()) <= 3 or kept[0].startswith("CỦA"))
        return capitals and joins and len(line) <= _PARAGRAPH and not _opener().match(line)
    if capitals:
        return not (after_blank and _authority().match(line)) or kept[-1].endswith((",", " VÀ", " CỦA"))
    if after_blank or len(line) > _PARAGRAPH or kept[-1].endswith((".", ";")):
        return False
    return line[0].islower() or opened or not (_opener().match(line) or len(kept[-1]) > _PARAGRAPH)


def _in_capitals(line: str) -> bool:
    if line.isupper():
        return True
    if line[1:4].islower():
        return False
    letters = [c for c in line if c.isalpha()]
    return sum(map(str.isupper, letters)) * 10 >= 8 * len(letters)


def _skip(text: str, begin: int, end: int) -> int:
    match = _LEADING.match(text, begin, end)
    return match.end() if match else begin


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


@functools.cache
def _names() -> dict[str, str]:
    return {folded(name): name for name in type_names()}


@functools.cache
def _type_line() -> re.Pattern[str]:
    names = type_names()
    upper = alternatives(tuple(name.upper() for name in names))
    plain = alternatives(names)
    return re.compile(rf"(?:{upper}|{plain})(?!\w)")


@functools.cache
def _authority() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(tuple(words.upper() for words in column('authorities', 'words')))})(?!\w)")


@functools.cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('openers', 'words'))})(?!\w)")
