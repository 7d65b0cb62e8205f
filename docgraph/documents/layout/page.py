"""The ends of a text without markup, with the way back to the original offsets.

Only the beginning and the end of a document hold its formal parts, so only these are cleaned:
stars of bold type, zero-width characters and table tags go, letters come into composed form (NFC).
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from typing import Final

from attrs import frozen

from docgraph.text.spans import Span

_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# One set of characters, not alternatives: the scanner then skips from mark to mark.
_MARK: Final = re.compile(f"[*<>#\\\\{_INVISIBLE}][*{_INVISIBLE}]*")
_BREAK: Final = re.compile(r"<br ?/?>", re.IGNORECASE)
_QUOTE: Final = re.compile(r"[#>]+[ \t]")
_DECOMPOSED: Final = re.compile("[^\u0300-\u036f\\s][\u0300-\u036f]+")
# One character for one character: line ends of other systems, and the Icelandic letter that some fonts use for Đ.
_LOOK_ALIKES: Final = (
    ("\f", "\n"), ("\v", "\n"), ("\u2028", "\n"), ("\u2029", "\n"), ("\u0085", "\n"), ("\u00d0", "Đ"), ("\u00f0", "đ"),
)  # fmt: skip


@frozen
class Page:
    """A cleaned part of a text.

    ``text`` is what the layout reader reads; `span` leads back to the document.
    """

    text: str
    start: int  # where the part begins in the document
    stops: tuple[int, ...]  # offsets in `text` from which the matching shift counts
    shifts: tuple[int, ...]  # document offset minus offset in `text`

    def offset(self, index: int) -> int:
        """Return the place in the document of the character at *index* of the cleaned text."""
        return index + self.shifts[bisect.bisect_right(self.stops, index) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the document that *start* to *end* of the cleaned text covers."""
        if start >= end:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def index(self, offset: int) -> int:
        """Return the place in the cleaned text of the character at *offset* of the document."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.offset(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low


def clean_page(document: str, start: int, end: int) -> Page:
    """Clean *document* from *start* to *end*.

    >>> page = clean_page("**BÁO CÁO**", 0, 11)
    >>> page.text, page.span(0, 7)
    ('BÁO CÁO', Span(start=2, end=9))
    """
    text = document[start:end]
    if "\r" in text:
        text = text.replace("\r", " " if "\n" in text else "\n")
    for mark, plain in _LOOK_ALIKES:
        if mark in text:
            text = text.replace(mark, plain)
    changes = [change for match in _MARK.finditer(text) if (change := _change(text, match))]
    if not unicodedata.is_normalized("NFC", text):
        changes += [(m.start(), m.end(), unicodedata.normalize("NFC", m[0])) for m in _DECOMPOSED.finditer(text)]
        changes.sort()
    stops, shifts = [0], [start]
    pieces: list[str] = []
    last = length = 0
    for first, beyond, plain in changes:
        if first < last:
            continue
        pieces += (text[last:first], plain)
        length += first - last + len(plain)
        last = beyond
        stops.append(length)
        shifts.append(start + last - length)
    pieces.append(text[last:])
    return Page("".join(pieces), start, tuple(stops), tuple(shifts))


def _change(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """Return what a mark turns into: start, end and the text in its place; None where it stays."""
    place, mark = match.start(), match[0][0]
    found = None
    if mark == "<":
        found = _BREAK.match(text, place)
    elif mark in "#>" and (place == 0 or text[place - 1] == "\n"):
        found = _QUOTE.match(text, place)
    if found:
        return place, found.end(), "\n" if mark == "<" else ""
    following = text[place + 1 : place + 2]
    if mark in "<>#" or (mark == "\\" and (following.isalnum() or following.isspace())):
        # The mark itself stays; the stars behind it go.
        return (place + 1, match.end(), "") if len(match[0]) > 1 else None
    return place, match.end(), ""
