"""Laying two readings of one text over each other: which reference of one is which of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from attrs import frozen

from docgraph.evaluation.annotations import Annotation
from docgraph.evaluation.sameness import same


@frozen
class Alignment:
    """Pairs of indexes into two lists of references, each index at most once.

    *agreeing* pairs name the same document; *misread* pairs only share a place.
    """

    agreeing: tuple[tuple[int, int], ...]
    misread: tuple[tuple[int, int], ...]
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]


def agree(one: Annotation, other: Annotation) -> bool:
    """Tell whether two references at one place name the same document: by number and symbol, else by type."""
    if one.is_numbered != other.is_numbered:
        return False
    compared = ("number", "symbol") if one.is_numbered else ("type",)
    return all(same(name, one.get(name), other.get(name)) for name in compared)


def align(first: Sequence[Annotation], second: Sequence[Annotation]) -> Alignment:
    """Pair the references of two readings: those that agree before those that only overlap, the closest first.

    >>> from docgraph.text.spans import Span
    >>> gold = Annotation(Span(10, 30), "", {"type": "Luật"})
    >>> align([gold], [Annotation(Span(12, 30), "", {"type": "Luật"})]).agreeing
    ((0, 0),)
    """
    pairs = list(_overlaps(first, second))
    agreeing = _one_to_one(first, second, pairs, agree)
    taken_first = {one for one, _ in agreeing}
    taken_second = {other for _, other in agreeing}
    rest = [(one, other) for one, other in pairs if one not in taken_first and other not in taken_second]
    misread = _one_to_one(first, second, rest, lambda _one, _other: True)
    taken_first |= {one for one, _ in misread}
    taken_second |= {other for _, other in misread}
    return Alignment(
        tuple(agreeing),
        tuple(misread),
        tuple(index for index in range(len(first)) if index not in taken_first),
        tuple(index for index in range(len(second)) if index not in taken_second),
    )


def _overlaps(first: Sequence[Annotation], second: Sequence[Annotation]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share a character, without comparing each with each."""
    order = sorted(range(len(second)), key=lambda index: second[index].span.start)
    starts = [second[index].span.start for index in order]
    reach = list(accumulate((second[index].span.end for index in order), max))
    for index, one in enumerate(first):
        place = bisect_left(starts, one.span.end) - 1
        while place >= 0 and reach[place] > one.span.start:
            if second[order[place]].span.overlaps(one.span):
                yield index, order[place]
            place -= 1


def _one_to_one(
    first: Sequence[Annotation],
    second: Sequence[Annotation],
    pairs: Sequence[tuple[int, int]],
    fit: Callable[[Annotation, Annotation], bool],
) -> list[tuple[int, int]]:
    """Choose pairs that fit, by the characters that the two spans do not share, then by place."""

    def apart(pair: tuple[int, int]) -> tuple[int, int, int]:
        one, other = first[pair[0]].span, second[pair[1]].span
        return abs(one.start - other.start) + abs(one.end - other.end), *pair

    used_first: set[int] = set()
    used_second: set[int] = set()
    chosen = []
    for one, other in sorted((pair for pair in pairs if fit(first[pair[0]], second[pair[1]])), key=apart):
        if one not in used_first and other not in used_second:
            used_first.add(one)
            used_second.add(other)
            chosen.append((one, other))
    return sorted(chosen)
