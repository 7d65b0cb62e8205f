"""The words and ruled lines of one PDF page, with their places."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium
from attrs import frozen

_MAX_OBJECTS: Final = 20_000  # drawn objects of a page that are looked at for ruled lines
_MAX_RULES: Final = 4_000  # a page with more is a drawing, not a table
_THIN: Final = 2.5  # points: a rule is thinner, a filled area thicker
_LONG: Final = 8.0
_BLANKS: Final = frozenset(" \u00a0\t\r\n\u2002\u2003\u2009")
# PDFium gives a hyphen at the end of a line as U+0002 or U+FFFE, and some fonts give every hyphen as U+00AD; the
# hyphens of symbols such as "QĐ-UBND" matter.
_HYPHENS: Final = frozenset("\u0002\u00ad\ufffe")
_IGNORED: Final = frozenset("\ufeff\u200b")
_SPLIT_EM: Final = 0.8  # a jump of so many letter heights without a blank in between begins a new word


@frozen
class Word:
    """Glyphs without a blank in between: horizontal range, base line (upwards), height of the letters, text."""

    left: float
    right: float
    base: float
    size: float
    text: str
    blanks: int = 0  # blanks that the author set before it; 0 where the distance alone makes the word
    glued: bool = False  # follows the word before without any blank or jump


@frozen
class Rule:
    """A ruled line, horizontal or vertical."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_vertical(self) -> bool:
        """Tell whether the line goes up."""
        return self.top - self.bottom > self.right - self.left


@frozen
class Page:
    """What one page shows."""

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    left: float  # the edges of the paper, as turned for reading
    right: float
    has_picture: bool

    @property
    def characters(self) -> int:
        """Return how many characters the page shows, blanks not counted."""
        return sum(len(word.text) for word in self.words)


def read_page(document: Any, index: int, most: int) -> Page | None:
    """Return what page *index* shows, or None when it has more than *most* characters."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            if textpage.count_chars() > most:
                return None
            turn = page.get_rotation()
            words = _read_words(textpage, turn)
            rules, has_picture = _read_rules(page, turn)
            paper = page.get_cropbox()
            left, _, right, _ = _turned(paper[0], paper[1], paper[2], paper[3], turn)
            return Page(tuple(words), tuple(rules), left, right, has_picture)
        finally:
            textpage.close()
    finally:
        page.close()


def _read_words(textpage: Any, turn: int) -> list[Word]:
    words: list[Word] = []
    letters: list[str] = []
    left = right = base = size = 0.0
    blanks = pending = 0
    glued = parted = False
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()

    def end_word() -> None:
        if letters:
            words.append(Word(left, right, base, size, "".join(letters), blanks, glued))
            letters.clear()

    for at in range(textpage.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(textpage, at))
        if char in _HYPHENS:
            char = "-"
        if char in _BLANKS or char < " ":
            end_word()
            pending += pdfium.FPDFText_IsGenerated(textpage, at) == 0
            parted = True
            continue
        if char in _IGNORED or "\ud800" <= char <= "\udfff":
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, at, box)
        low, bottom, high, top = _turned(box.left, box.bottom, box.right, box.top, turn)
        origin = _turned(x.value, y.value, x.value, y.value, turn)[1]
        height = max(top - bottom, 1.0)
        is_raised = height < 0.8 * size and origin - base > 0.15 * size  # a note mark at the end of a word
        jumps = abs(origin - base) > 0.5 * size or low - right > _SPLIT_EM * size or low < left - _SPLIT_EM * size
        if letters and (is_raised or jumps):
            end_word()
            parted = jumps
        if letters:
            right, size = max(right, high), max(size, height)
        else:
            left, right, base, size, blanks, pending = low, high, origin, height, pending, 0
            glued, parted = not parted and bool(words), False
        letters.append(char)
    end_word()
    return words


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> tuple[float, float, float, float]:
    """Turn a box as the page is turned for reading (clockwise, in degrees)."""
    match turn:
        case 90:
            return bottom, -right, top, -left
        case 180:
            return -right, -top, -left, -bottom
        case 270:
            return -top, left, -bottom, right
        case _:
            return left, bottom, right, top


def _read_rules(page: Any, turn: int) -> tuple[list[Rule], bool]:
    rules: list[Rule] = []
    has_picture = False
    edges = (ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float())
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        has_picture = has_picture or kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = _turned(edges[0].value, edges[1].value, edges[2].value, edges[3].value, turn)
        wide, high = right - left, top - bottom
        if (wide <= _THIN and high >= _LONG) or (high <= _THIN and wide >= _LONG):
            rules.append(Rule(left, bottom, right, top))
        elif wide >= _LONG and high >= _LONG and _is_stroked(drawn):
            rules.extend(
                (
                    Rule(left, bottom, left, top),
                    Rule(right, bottom, right, top),
                    Rule(left, bottom, right, bottom),
                    Rule(left, top, right, top),
                )
            )
    return rules if len(rules) <= _MAX_RULES else [], has_picture


def _is_stroked(drawn: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(stroke.value)
