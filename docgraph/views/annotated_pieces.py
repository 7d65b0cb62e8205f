"""A text cut into pieces at every boundary of what is marked in it; overlapping marks are no problem then."""

from __future__ import annotations

import heapq
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

from docgraph.documents.model import Document
from docgraph.text.spans import Span


@frozen
class Piece:
    """A run of text over which nothing changes: which mention it shows, and what else covers it."""

    span: Span
    mention: int | None = None  # of several, the shortest
    in_pinpoint: bool = False
    in_evidence: bool = False
    in_cue: bool = False
    diagnostic: int | None = None


def pieces(document: Document, stop: int) -> Iterator[Piece]:
    """Yield the pieces of the first *stop* characters of a document, in order and without gaps."""
    mentions = [mention.span for mention in document.mentions]
    layers = (
        [mention.pinpoint.span for mention in document.mentions if mention.pinpoint],
        [relation.evidence for relation in document.relations],
        [relation.cue for relation in document.relations if relation.cue],
    )
    wrong = [diagnostic.span for diagnostic in document.diagnostics]
    every = [*mentions, *wrong, *(span for layer in layers for span in layer)]
    bounds = sorted({0, stop, *(min(max(place, 0), stop) for span in every for place in (span.start, span.end))})
    shown, doubted = _Innermost(mentions), _Innermost(wrong)
    covers = [_Cover(layer) for layer in layers]
    for start, end in pairwise(bounds):
        in_pinpoint, in_evidence, in_cue = (cover.at(start) for cover in covers)
        yield Piece(Span(start, end), shown.at(start), in_pinpoint, in_evidence, in_cue, doubted.at(start))


class _Innermost:
    """Tells, place by place from left to right, which of several spans is the shortest one there."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._coming = sorted(
            ((span.start, span.end, index) for index, span in enumerate(spans) if span.start < span.end), reverse=True
        )
        self._open: list[tuple[int, int, int]] = []

    def at(self, place: int) -> int | None:
        while self._coming and self._coming[-1][0] <= place:
            start, end, index = self._coming.pop()
            heapq.heappush(self._open, (end - start, index, end))
        while self._open and self._open[0][2] <= place:
            heapq.heappop(self._open)
        return self._open[0][1] if self._open else None


class _Cover:
    """Tells, place by place from left to right, whether any of several spans covers it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._coming = sorted(((span.start, span.end) for span in spans), reverse=True)
        self._until = 0

    def at(self, place: int) -> bool:
        while self._coming and self._coming[-1][0] <= place:
            self._until = max(self._until, self._coming.pop()[1])
        return place < self._until


# What a reader cannot see: controls, changes of writing direction, characters without width, lone surrogates,
# tags.  Line ends and tabs are what they are; a carriage return is part of a line end.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def escaped(text: str) -> str:
    """Return *text* as HTML in which nothing is markup and nothing is invisible.

    >>> escaped("<b>&\u202e")
    '&lt;b&gt;&amp;<span class="control" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>'
    """
    return _UNSEEN.sub(_named, html.escape(text))


def _named(match: re.Match[str]) -> str:
    name = html.escape(unicodedata.name(match[0], "control character"))
    return f'<span class="control" title="{name}">U+{ord(match[0]):04X}</span>'
