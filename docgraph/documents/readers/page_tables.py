"""Ruled tables of a PDF page: which words stand in which cell."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgraph.documents.readers.glyphs import Rule, Word

_NEAR = 3.0  # points between two rules that are one


@frozen
class Cell:
    """A cell: its left and right edge and its words."""

    left: float
    right: float
    words: tuple[Word, ...]


@frozen
class RuledTable:
    """A table by its rules: the heights of its horizontal rules, upwards, and all its vertical rules."""

    rows: tuple[float, ...]
    uprights: tuple[Rule, ...]

    @property
    def bottom(self) -> float:
        """Return the height of the lowest rule."""
        return self.rows[0]

    @property
    def top(self) -> float:
        """Return the height of the highest rule."""
        return self.rows[-1]

    def cells(self, words: Iterable[Word]) -> list[list[Cell]]:
        """Return the cells that hold words or lie between such, rows from above, columns from the left."""
        bands: list[list[Word]] = [[] for _ in self.rows[1:]]
        for word in words:
            band = bisect.bisect_right(self.rows, word.base + 0.3 * word.size) - 1
            bands[min(max(band, 0), len(bands) - 1)].append(word)
        return [self._columns(band, inside) for band, inside in reversed(list(enumerate(bands))) if inside]

    def _columns(self, band: int, words: Sequence[Word]) -> list[Cell]:
        # A cell that spans columns has no upright in its row, so each row has its own columns.
        middle = (self.rows[band] + self.rows[band + 1]) / 2
        edges = merge_near(rule.left for rule in self.uprights if rule.bottom <= middle <= rule.top)
        columns: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for word in words:
            columns[bisect.bisect_right(edges, (word.left + word.right) / 2)].append(word)
        outermost = (min(word.left for word in words), max(word.right for word in words))
        bounds = itertools.pairwise([outermost[0], *edges, outermost[1]])
        cells = [Cell(left, right, tuple(inside)) for (left, right), inside in zip(bounds, columns, strict=True)]
        # The first and the last lie outside the rules, and hold words only where a rule is missing.
        start, stop = 0 if cells[0].words else 1, len(cells) if cells[-1].words else len(cells) - 1
        return cells[start:stop]


def find_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """Return the ruled tables of a page, from above; one has uprights at two places or more and two rows of rules."""
    uprights = sorted((rule for rule in rules if rule.is_vertical), key=lambda rule: -rule.top)
    groups: list[tuple[float, list[Rule]]] = []
    for rule in uprights:
        if groups and rule.top >= groups[-1][0] - _NEAR:
            bottom, members = groups[-1]
            members.append(rule)
            groups[-1] = (min(bottom, rule.bottom), members)
        else:
            groups.append((rule.bottom, [rule]))
    levels = sorted((rule.bottom + rule.top) / 2 for rule in rules if not rule.is_vertical)
    tables = []
    for bottom, members in groups:
        first = bisect.bisect_left(levels, bottom - _NEAR)
        last = bisect.bisect_right(levels, members[0].top + _NEAR)
        rows = merge_near(levels[first:last])
        if len(rows) > 1 and len(merge_near(rule.left for rule in members)) > 1:
            tables.append(RuledTable(tuple(rows), tuple(members)))
    return tables


def merge_near(places: Iterable[float]) -> list[float]:
    """Sort places and keep one of those that lie next to each other.

    >>> merge_near([10.0, 200.5, 10.5, 200.0])
    [10.0, 200.0]
    """
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged
