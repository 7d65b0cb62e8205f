"""Where each document stands: pure arithmetic, the same for the same cascade.

The tree gives every document a column and a row; two documents never share both.  A level is one
column, or two where reports stand beside the plan they answer; other documents of the same level
as the one they hang on (amendments, replies) stand below it.  The page closes the gaps that filters
leave and never moves one past another, so the order computed here is the order seen.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.views.cascade_tree import CascadeTree, answers_plan
from docgraph.views.vocabulary import LEVELS, level_key

if TYPE_CHECKING:
    from docgraph.queries.cascade_model import Cascade, CascadeNode

CARD_WIDTH: Final = 212
CARD_HEIGHT: Final = 50
COLUMN_GAP: Final = 54
ROW_GAP: Final = 12
LAST_DAY_OF_DISTRICTS: Final = dt.date(2025, 6, 30)  # two-tier local government began on 1 July 2025
STEM: Final = 16  # on the time axis lines leave a card so far from its left side
PIXELS_A_DAY: Final = 3
NARROWEST_GAP: Final = 28
WIDEST_GAP: Final = 190


@frozen
class Slot:
    """A place of the tree: the column is (place of the level, 0 or 1), 1 for reports beside their plan."""

    column: tuple[int, int]
    row: int


@frozen
class TimeSlot:
    """A place of the timeline: None stands for "date unknown"; rows count within the lane."""

    x: float | None
    lane: int
    row: int


@frozen
class Tick:
    """A month of the time axis."""

    x: float
    year: int
    month: int


@frozen
class TimeAxis:
    """The time axis: where each day stands, its months, and the stretches drawn shorter than they were."""

    places: dict[dt.date, float]
    ticks: tuple[Tick, ...]
    gaps: tuple[tuple[float, float, int], ...]  # from x to x, that many days


def tree_slots(cascade: Cascade, tree: CascadeTree) -> dict[str, Slot]:
    """Return the place of every document in the tree view."""
    nodes = {node.key: node for node in cascade.nodes}
    slots = {cascade.focus: Slot((_place(nodes[cascade.focus]), 0), 0)}
    lowest = _grow(cascade.focus, tree.children, nodes, slots, step=1)
    _grow(cascade.focus, tree.sources, nodes, slots, step=-1)
    for hub in tree.sources:  # sources that only lower documents cite: they get rows of their own
        for key in tree.sources[hub]:
            if key not in slots:
                lowest += 1
                slots[key] = Slot((_place(nodes[key]), 0), lowest)
    for key in tree.loose:
        lowest += 1
        slots[key] = Slot((_place(nodes[key]), 0), lowest)
    top = min(slot.row for slot in slots.values())
    return {key: Slot(slot.column, slot.row - top) for key, slot in slots.items()}


def _place(node: CascadeNode) -> int:
    return LEVELS.index(level_key(node.level))


def _grow(
    root: str, children: dict[str, tuple[str, ...]], nodes: dict[str, CascadeNode], slots: dict[str, Slot], step: int
) -> int:
    """Give rows to all under *root*, away from row 0 by *step*; return the last row used.

    Under each document: leaves of its own column are stacked right below it; the first document of
    a further column shares its row, unless a line runs back to it there, and the next ones follow;
    then come those that lead back to its own column or an upper one, on rows that nothing else uses.
    """
    row = 0
    waiting: list[tuple[str, str | None, int]] = []  # parent, child, and the row to keep free where there is no child

    def branch(parent: str, *, alone: bool) -> None:
        at = slots[parent]
        columns = {
            key: _column(nodes[key], nodes[parent], at, step) for key in children.get(parent, ()) if key not in slots
        }
        stacked = [key for key, column in columns.items() if column == at.column and not children.get(key)]
        ahead = [key for key, column in columns.items() if (column > at.column if step > 0 else column < at.column)]
        for number, key in enumerate(stacked, 1):
            slots[key] = Slot(at.column, at.row + step * number)
        if ahead and not alone:
            slots[ahead[0]] = Slot(columns[ahead[0]], at.row)
        back = [key for key in columns if key not in stacked and key not in ahead]
        waiting.extend((parent, key, 0) for key in reversed(back))
        waiting.append((parent, None, at.row + step * len(stacked)))
        waiting.extend((parent, key, 0) for key in reversed(ahead))

    branch(root, alone=False)
    while waiting:
        parent, key, kept = waiting.pop()
        if key is None:
            row = step * max(step * row, step * kept)
            continue
        if key not in slots:
            row += step
            slots[key] = Slot(_column(nodes[key], nodes[parent], slots[parent], step), row)
        # The line to a document that lies back takes the whole row between the two.
        branch(key, alone=step * (slots[key].column[0] - slots[parent].column[0]) < 0)
    return row


def _column(node: CascadeNode, parent: CascadeNode, at: Slot, step: int) -> tuple[int, int]:
    level = _place(node)
    beside = step > 0 and level == at.column[0] and (at.column[1] == 1 or answers_plan(node, parent))
    return (level, int(beside))


def time_axis(days: list[dt.date]) -> TimeAxis:
    """Return the axis for *days*: proportional, but no stretch too narrow to read or too wide to scroll."""
    ordered = sorted(set(days))
    if not ordered:
        return TimeAxis({}, (), ())
    places = {ordered[0]: 0.0}
    gaps = []
    for earlier, later in itertools.pairwise(ordered):
        distance = (later - earlier).days
        start = places[earlier]
        places[later] = start + min(max(distance * PIXELS_A_DAY, NARROWEST_GAP), WIDEST_GAP)
        if distance * PIXELS_A_DAY > WIDEST_GAP:
            gaps.append((start, places[later], distance))
    return TimeAxis(places, _ticks(ordered, places), tuple(gaps))


def axis_place(axis: TimeAxis, day: dt.date) -> float | None:
    """Return where *day* falls between the days of *axis*; None outside them.

    >>> axis_place(time_axis([dt.date(2022, 1, 1), dt.date(2022, 1, 31)]), dt.date(2022, 1, 16))
    45.0
    """
    for (earlier, start), (later, end) in itertools.pairwise(axis.places.items()):
        if earlier <= day <= later:
            return start + (end - start) * ((day - earlier).days / (later - earlier).days)
    return None


def _ticks(ordered: list[dt.date], places: dict[dt.date, float]) -> tuple[Tick, ...]:
    """Return one tick for the first document of each month, at least a label's width apart."""
    ticks: list[Tick] = []
    for day in ordered:
        if ticks and ((ticks[-1].year, ticks[-1].month) == (day.year, day.month) or places[day] - ticks[-1].x < 64):
            continue
        ticks.append(Tick(places[day], day.year, day.month))
    return tuple(ticks)


def time_slots(cascade: Cascade, tree: CascadeTree, slots: dict[str, Slot], axis: TimeAxis) -> dict[str, TimeSlot]:
    """Return the place of every document in the timeline: packed in the rows of its level, in the order of the tree.

    A row is free when neither a card nor the line that leads to the card would meet another card.
    """
    places = {node.key: axis.places[node.date.earliest()] if node.date else None for node in cascade.nodes}
    found: dict[str, TimeSlot] = {}
    rows: dict[int, list[tuple[float, str]]] = defaultdict(list)  # for each lane: where its rows end, and by what
    undated: dict[int, int] = defaultdict(int)

    def order(node: CascadeNode) -> tuple[float, int, str]:
        return (places[node.key] or 0.0, slots[node.key].row, node.key)

    for node in sorted(cascade.nodes, key=order):
        lane, x = _place(node), places[node.key]
        if x is None:
            found[node.key] = TimeSlot(None, lane, undated[lane])
            undated[lane] += 1
            continue
        hang = tree.below.get(node.key)
        hub = places.get(hang.on) if hang else None
        start = x if hub is None else min(x, hub + STEM)
        row = next(
            (
                number
                for number, (end, last) in enumerate(rows[lane])
                if end <= start or (hang and last == hang.on and end <= x)
            ),
            len(rows[lane]),
        )
        if row == len(rows[lane]):
            rows[lane].append((0.0, ""))
        rows[lane][row] = (x + CARD_WIDTH + ROW_GAP, node.key)
        found[node.key] = TimeSlot(x, lane, row)
    return found
