"""The line with place and date (địa danh và thời gian ban hành)."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from docgraph.text.dates import PartialDate, parse_date

_GAP: Final = r"[\s._…]{0,40}"
_DATE: Final = re.compile(
    rf"""
    (?:[Nn]gày|NGÀY){_GAP}(?P<day>\d{{1,2}})?{_GAP}
      (?:(?:tháng|THÁNG){_GAP}(?P<month>\d{{1,2}}|[a-zà-ỹ]{{2,5}}(?:\s(?:một|hai))?(?=\s+năm))?{_GAP}(?:năm|NĂM)
        |[/.-]{_GAP}(?P<m>\d{{1,2}})?{_GAP}[/.-]){_GAP}(?P<year>\d{{4}}(?!\d))?
    |(?:tháng|THÁNG){_GAP}(?P<month2>\d{{1,2}}){_GAP}(?:năm|NĂM|/){_GAP}(?P<year2>\d{{4}}(?!\d))
    """,
    re.VERBOSE,
)
_BEFORE: Final = 90  # characters in which the name of the place can stand before the date
_CELL_END: Final = re.compile(r"[|\t]|\n\s*\n|[^\S\n]{3,}|[-_–—]{3,}|(?i:hạnh\s+phúc)")
_NAME: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ]|thành|tỉnh|phố)[\w.’']*(?:\s*[-–]?\s*(?:[A-ZĐÀ-Ỹ][\w.’']*|phố|xã))*")
_FILL: Final = re.compile(r"[._…]+")


@frozen
class PlaceDate:
    """Place and date of issue with their place in the cleaned text."""

    place: str | None
    date: PartialDate | None
    start: int
    end: int


def find_place_date(text: str, begin: int, end: int, *, number_end: int = 0) -> PlaceDate | None:
    """Find the place and date line between *begin* and *end*; blanks in it stay unknown.

    *number_end* is where the number line ends: the place may follow it in the same cell.

    >>> line = "Lào Cai, ngày      tháng 4  năm 2026"
    >>> found = find_place_date(line, 0, len(line))
    >>> found.place, found.date.isoformat()
    ('Lào Cai', '2026-04')
    """
    for match in _DATE.finditer(text, begin, end):
        piece, start = _cell_before(text, number_end if number_end <= match.start() else begin, match.start())
        place = _place(piece)
        alone = not piece.strip(" ,(")
        if place is None and not alone:
            continue
        if alone and match["day"] is not None and _goes_on(text, match.end()):
            continue  # "Ngày 20/9/2021, Ủy ban …" opens a sentence
        # An unreadable day or month leaves the rest, a missing year leaves nothing.
        date = parse_date(_FILL.sub(" ", match[0])) if match["year"] or match["year2"] else None
        return PlaceDate(place, date, start, match.end())
    return None


def _cell_before(text: str, begin: int, end: int) -> tuple[str, int]:
    """Return what stands before *end* in its cell, and where that starts."""
    low = max(begin, end - _BEFORE)
    stop = low
    for boundary in _CELL_END.finditer(text, low, end):
        if text[boundary.end() : end].strip(" \n,"):
            stop = boundary.end()
    piece = text[stop:end]
    lines = piece.split("\n")
    kept = lines[-1]
    for line in reversed(lines[:-1]):
        # A narrow cell breaks a name over two lines; a line in capitals is an agency.
        if kept.strip(" ,") and not (0 < len(line.split()) <= 2 and len(kept.split()) <= 1 and line.strip().istitle()):
            break
        kept = f"{line}\n{kept}"
    return kept, end - len(kept) + (len(kept) - len(kept.lstrip()))


def _place(piece: str) -> str | None:
    name = " ".join(piece.split()).strip(" ,;.(")
    if not name or len(name) > 40 or not _NAME.fullmatch(name):
        return None
    return name.title() if name.isupper() and len(name) > 4 else name


def _goes_on(text: str, end: int) -> bool:
    return bool(re.match(r"[^\S\n]*,?[^\S\n]*[^\W\d_]", text[end : end + 12]))
