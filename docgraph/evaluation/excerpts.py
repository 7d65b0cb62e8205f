"""A place of a text as a person looks for it: its line, its column, the line itself with a mark below."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final

from attrs import frozen

from docgraph.text.spans import Span

ROOM: Final = 60
"""Characters shown before and after the place where its line is longer."""
_LONGEST: Final = 120


@frozen
class Excerpt:
    """One line of a text, as much of it as helps, and where in it the place stands."""

    line: int
    column: int
    words: str
    mark: str

    def __str__(self) -> str:
        return f"{self.words}\n{self.mark}"


class Lines:
    r"""A text by its lines, so that many places of a long text are found quickly.

    >>> print(Lines("Căn cứ Quyết định số 5;\nnhư sau").excerpt(Span(7, 22)))
    Căn cứ Quyết định số 5;
           ^^^^^^^^^^^^^^^
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def excerpt(self, span: Span) -> Excerpt | None:
        """Return the line on which *span* begins, with carets under as much of the span as stands on it.

        None where the text is not known.
        """
        text = self.text
        if not text:
            return None
        start, end = min(span.start, len(text)), min(span.end, len(text))
        line = bisect_right(self._starts, start)
        line_start = self._starts[line - 1]
        line_end = self._starts[line] - 1 if line < len(self._starts) else len(text)
        first = max(line_start, start - ROOM)
        stop = min(max(end, start + 1), start + _LONGEST, line_end)
        last = min(stop + ROOM, line_end)
        before, inside, after = text[first:start], text[start:stop], text[stop:last]
        lead, trail = "…" if first > line_start else "", "…" if last < line_end else ""
        words = lead + printable(before) + printable(inside) + printable(after) + trail
        mark = " " * (len(lead) + _width(before)) + "^" * max(_width(inside), 1)
        return Excerpt(line, start - line_start + 1, words, mark)


def printable(text: str) -> str:
    """Return *text* without characters that could steer a terminal; combining marks stay."""
    return "".join(char if char.isprintable() else " " for char in text)


def one_line(text: str | None) -> str:
    r"""Return a value as it is shown on one line of a report.

    >>> one_line("Quyết định\n số 5"), one_line(None)
    ('Quyết định số 5', 'nothing')
    """
    return "nothing" if text is None else printable(" ".join(text.split()))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 document", "2 documents"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _width(text: str) -> int:
    return sum(1 for char in text if not unicodedata.combining(char))
