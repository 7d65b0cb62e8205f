"""A text as read, beside the normal form that the grammar reads, with a map of places between them.

Normalising happens once.  Replacements of one character by one keep every offset; only composing
(NFD to NFC) and dropping invisible characters need the map, and only where they occur.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final

from attrs import frozen

from docgraph.text.spans import Span

# One character for one: U+00D0 and U+0189 print like Đ but no Unicode form unifies them; dashes and
# blanks of every width mean the plain one; asterisks are markdown; superscripts are footnote anchors.
_LIKE_FOR_LIKE: Final = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "Đ": "\u00d0\u0189",
    "đ": "\u00f0",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v*"
    "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079",
    '"': "\u201c\u201d\u00ab\u00bb\u201e",
}
_REPLACEMENTS: Final = tuple((old, new) for new, olds in _LIKE_FOR_LIKE.items() for old in olds)
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE_RUN: Final = re.compile(f"[{_INVISIBLE}]+")
_CLUSTER: Final = re.compile(r"[^\W\d_][\u0300-\u036f]+")
# A soft hyphen between two groups of capitals stands where a PDF broke a symbol at its hyphen.
_SOFT_HYPHEN_IN_SYMBOL: Final = re.compile(r"(?<=[A-ZĐ])\u00ad(?=[A-ZĐ])")


@frozen
class _Stretch:
    """A run of the normal text that maps one to one, or one character made from ``width`` originals."""

    normal: int
    original: int
    width: int


class SourceText:
    """An original text and its normal form.

    >>> source = SourceText("Quyê\u0301t đi\u0323nh sô\u0301 5")
    >>> source.normal
    'Quyết định số 5'
    >>> source.span(0, 10)
    Span(start=0, end=12)
    """

    __slots__ = ("_originals", "_starts", "_stretches", "normal", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        self._stretches: list[_Stretch] = []
        self._starts: list[int] = []
        self._originals: list[int] = []
        self.normal = self._normalise(original)

    def _normalise(self, text: str) -> str:
        if text.isascii():
            for old in "\t\r\f\v*":
                if old in text:
                    text = text.replace(old, " ")
            return text
        if "\u00ad" in text:
            text = _SOFT_HYPHEN_IN_SYMBOL.sub("-", text)
        needs_map = any(mark in text for mark in _INVISIBLE) or not unicodedata.is_normalized("NFC", text)
        if needs_map:
            text = self._compose(text)
        for old, new in _REPLACEMENTS:
            if old in text:
                text = text.replace(old, new)
        return text

    def _compose(self, text: str) -> str:
        """Compose letters with their marks and drop invisible characters, noting each shift."""
        edits = sorted(
            [(m.start(), m.end(), unicodedata.normalize("NFC", m[0])) for m in _CLUSTER.finditer(text)]
            + [(m.start(), m.end(), "") for m in _INVISIBLE_RUN.finditer(text)]
        )
        parts: list[str] = []
        stretches = [_Stretch(0, 0, 1)]
        original = normal = 0
        for start, end, composed in edits:
            parts.append(text[original:start])
            normal += start - original
            if composed:
                parts.append(composed)
                # Where marks remain apart (a pile that has no composed letter) the last one takes the rest.
                for index in range(len(composed)):
                    last = index == len(composed) - 1
                    place = min(start + index, end - 1)
                    stretches.append(_Stretch(normal + index, place, end - place if last else 1))
                normal += len(composed)
            original = end
            stretches.append(_Stretch(normal, end, 1))
        parts.append(text[original:])
        self._stretches = stretches
        self._starts = [stretch.normal for stretch in stretches]
        self._originals = [stretch.original for stretch in stretches]
        return "".join(parts)

    def start(self, place: int) -> int:
        """Return the original place of the normal character at *place*."""
        if not self._stretches:
            return place
        stretch = self._stretches[bisect_right(self._starts, place) - 1]
        return stretch.original + (place - stretch.normal if stretch.width == 1 else 0)

    def end(self, place: int) -> int:
        """Return the original place just after the normal character before *place*."""
        if not self._stretches or place == 0:
            return place
        stretch = self._stretches[bisect_right(self._starts, place - 1) - 1]
        if stretch.width > 1:
            return stretch.original + stretch.width
        return stretch.original + (place - 1 - stretch.normal) + 1

    def place(self, original: int) -> int:
        """Return the normal place of the original character at *original*; the inverse of `start`."""
        if not self._stretches:
            return original
        index = bisect_right(self._originals, original) - 1
        stretch = self._stretches[index]
        limit = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.normal)
        return min(stretch.normal + (original - stretch.original if stretch.width == 1 else 0), limit)

    def span(self, start: int, end: int) -> Span:
        """Return the original span of a range of the normal text."""
        if not self._stretches:
            return Span(start, end)
        return Span(self.start(start), self.end(end))


# Both placements of the tone mark are official ("hoà" and "hòa"); a search key takes one.
_OLD_TONES: Final = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE: Final = re.compile("(?<![qg])(" + "|".join(_OLD_TONES) + r")(?!\w)")


def fold(text: str) -> str:
    r"""Return a key for comparing names: NFC, lower case, one blank, one tone style, plain dashes.

    >>> fold("Uỷ ban  nhân dân\nTỈNH THANH HOÁ") == fold("Ủy ban nhân dân tỉnh Thanh Hóa")
    True
    """
    plain = " ".join(SourceText(text).normal.split()).lower()
    return _OLD_TONE.sub(lambda match: _OLD_TONES[match[1]], plain)


def strip_marks(text: str) -> str:
    """Return *text* without diacritics, in lower case: "Quảng Ngãi" becomes "quang ngai".

    >>> strip_marks("Sở Nội vụ, UBND tỉnh Đắk Lắk")
    'so noi vu, ubnd tinh dak lak'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d").replace("\u00d0", "D"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
