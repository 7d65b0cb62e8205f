"""Walks along the edges of a compact graph, level by level."""

from __future__ import annotations

from collections import defaultdict
from itertools import compress, count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.scale.compact_rows import Rows

DENSE: Final = 64
"""A walk that may touch more than one node in so many marks nodes in one array over all of them."""

CROWDED: Final = 32
"""A step from more than one node in so many looks at the whole array instead of each edge for what is new."""

Marks = bytearray | defaultdict[int, int]
"""What a walk has seen: a byte for every node of the graph, or the nodes themselves while they are few."""


def levels(
    rows: Rows, first: Iterable[int], depth: int | None = None, wanted: bytes | None = None
) -> Iterator[list[int]]:
    """Yield the nodes level by level, the given ones first, each node once, at its least distance.

    The time is linear in the edges of the nodes reached, not in the size of the graph, as long as few are reached.
    """
    level = list(dict.fromkeys(first))
    seen: Marks = defaultdict(int, dict.fromkeys(level, 1))
    reached = 0
    while level:
        yield level
        if depth is not None and reached >= depth:
            return
        reached += 1
        seen = _widened(seen, rows, level)
        level = _next(rows, level, seen, wanted)


def closure(rows: Rows, first: Iterable[int], depth: int | None = None, wanted: bytes | None = None) -> Marks:
    """Return the marks of every node that `levels` yields, in less time, as their order is of no matter."""
    nodes = len(rows.starts) - 1
    level = list(first)
    seen: Marks = defaultdict(int, dict.fromkeys(level, 1))
    reached = 0
    while level and (depth is None or reached < depth):
        reached += 1
        seen = _widened(seen, rows, level)
        crowded = isinstance(seen, bytearray) and len(level) * CROWDED > nodes
        level = _next_of_many(rows, level, seen, wanted) if crowded else _next(rows, level, seen, wanted)
    return seen


def _widened(seen: Marks, rows: Rows, level: list[int]) -> Marks:
    """Return marks for the whole graph where the next step may see much of it."""
    nodes = len(rows.starts) - 1
    if isinstance(seen, bytearray) or (len(seen) + sum(map(rows.degree, level))) * DENSE <= nodes:
        return seen
    marks = bytearray(nodes)
    for node in seen:
        marks[node] = 1
    return marks


def _next(rows: Rows, level: list[int], seen: Marks, wanted: bytes | None) -> list[int]:
    """Return the nodes one step away that are not yet marked, in the order in which they are found, and mark them."""
    starts, others, codes = rows.starts, rows.others, rows.codes
    fresh: list[int] = []
    push = fresh.append
    if wanted is None:
        for node in level:
            for other in others[starts[node] : starts[node + 1]]:
                if not seen[other]:
                    seen[other] = 1
                    push(other)
        return fresh
    for node in level:
        start, end = starts[node], starts[node + 1]
        for other in compress(others[start:end], codes[start:end].translate(wanted)):
            if not seen[other]:
                seen[other] = 1
                push(other)
    return fresh


def _next_of_many(rows: Rows, level: list[int], seen: Marks, wanted: bytes | None) -> list[int]:
    """Do the same as `_next`, in the order of the nodes: mark blindly, then tell the new marks from the old."""
    starts, others, codes = rows.starts, rows.others, rows.codes
    before = int.from_bytes(seen, "little")
    if wanted is None:
        for node in level:
            for other in others[starts[node] : starts[node + 1]]:
                seen[other] = 1
    else:
        for node in level:
            start, end = starts[node], starts[node + 1]
            for other in compress(others[start:end], codes[start:end].translate(wanted)):
                seen[other] = 1
    fresh = int.from_bytes(seen, "little") ^ before
    return list(compress(count(), fresh.to_bytes(len(seen), "little")))


def shortest_way(
    rows: Rows, back: Rows, start: int, goal: int, wanted: bytes | None = None
) -> list[tuple[int, int, int]] | None:
    """Return the edges of a shortest way along *rows* as (from, to, code), None where there is none.

    *back* holds the same edges from their other ends.  Of several ways it is the one that comes to its end from the
    first node in order, and so on backwards.
    """
    distance: dict[int, int] = {}
    for number, level in enumerate(levels(rows, [start], wanted=wanted)):
        distance |= dict.fromkeys(level, number)
        if goal in distance:
            break
    else:
        return None
    way = []
    while goal != start:
        nearer = distance[goal] - 1
        before, code = next(pair for pair in back.of(goal, wanted) if distance.get(pair[0]) == nearer)
        way.append((before, goal, code))
        goal = before
    return way[::-1]
