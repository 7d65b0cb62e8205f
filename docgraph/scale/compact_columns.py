"""From edges as they stream in to columns of numbers: each key is kept once, edges speak of it by its place."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count, islice
from operator import eq
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.errors import GraphInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BATCH: Final = 1 << 12
"""Edges that are taken from a stream at once: few enough to stay in the cache of a processor."""

MOST_RELATIONS: Final = 256  # the code of a relation is one byte
MOST_KEYS: Final = 1 << 32  # the number of a key is four


@frozen
class Columns:
    """Edges as three columns over sorted keys and sorted relation names."""

    keys: tuple[str, ...]
    relations: tuple[str, ...]
    citing: array[int]
    cited: array[int]
    codes: bytes


def named_columns(edges: Iterable[tuple[str, str, str]], keys: Iterable[str] = (), *, loops: bool = False) -> Columns:
    """Return the columns of edges that name both ends and the relation; *keys* may name documents without edges.

    An edge from a document to itself is refused unless *loops* lets it in.
    """
    number: defaultdict[str, int] = defaultdict(count().__next__)
    code: defaultdict[str, int] = defaultdict(count().__next__)
    for key in keys:
        if not isinstance(key, str):
            raise GraphInputError(f"{key!r} cannot be the key of a document, which is a string.")
        number[key]  # the first look gives it its number
    flat, codes = array("I"), bytearray()
    for batch, first in _batches(edges):
        try:
            citing, cited, relations = zip(*batch, strict=True)
            _claim_strings(chain(citing, cited, relations))
            ends = array("I", map(number.__getitem__, chain.from_iterable(zip(citing, cited, strict=True))))
            codes.extend(map(code.__getitem__, relations))
        except (TypeError, ValueError) as error:
            if len(code) > MOST_RELATIONS:
                raise _too_many_relations() from error
            raise _first_fault(batch, first, str) from error
        _claim_no_loop(ends, batch, first, loops)
        flat.extend(ends)
    return _in_order(number, flat, dict(enumerate(code)), codes)


def numbered_columns(
    directives: Mapping[int, str] | Iterable[tuple[int, str]],
    edges: Iterable[tuple[int, int, int]],
    relations: Mapping[int, str] | Iterable[tuple[int, str]],
    *,
    loops: bool = False,
) -> Columns:
    """Return the columns of edges whose ends and relations are numbers, as the rows of a database give them."""
    names, key_of = _named(relations, "relation"), _named(directives, "document")
    if len(names) > MOST_RELATIONS:
        raise _too_many_relations()
    number = {identifier: place for place, identifier in enumerate(key_of)}
    code = {identifier: place for place, identifier in enumerate(names)}
    flat, codes = array("I"), bytearray()
    for batch, first in _batches(edges):
        try:
            citing, cited, kinds = zip(*batch, strict=True)
            ends = array("I", map(number.__getitem__, chain.from_iterable(zip(citing, cited, strict=True))))
            codes.extend(map(code.__getitem__, kinds))
        except KeyError as error:
            raise _first_unknown(batch, first, number, code) from error
        except (TypeError, ValueError) as error:
            raise _first_fault(batch, first, int) from error
        _claim_no_loop(ends, batch, first, loops)
        flat.extend(ends)
    del number
    return _in_order(key_of.values(), flat, dict(enumerate(names.values())), codes)


def place_of(key: object, keys: tuple[str, ...]) -> int | None:
    """Return where a key stands among the sorted keys, None where it does not."""
    if not isinstance(key, str):
        return None
    place = bisect_left(keys, key)
    return place if place < len(keys) and keys[place] == key else None


def _in_order(found: Iterable[str], flat: array[int], names: Mapping[int, str], codes: bytearray) -> Columns:
    """Give keys and relations numbers in their order, so that the same edges give the same graph however they come."""
    arrived = list(found)
    if len(arrived) >= MOST_KEYS:
        raise GraphInputError(f"There are {len(arrived):,} documents; a compact graph holds fewer than {MOST_KEYS:,}.")
    order = sorted(range(len(arrived)), key=arrived.__getitem__)
    keys = tuple(map(arrived.__getitem__, order))
    del arrived
    place = array("I", bytes(4 * len(order)))
    for rank, number in enumerate(order):
        place[number] = rank
    del order
    relations = tuple(sorted(map(str, names.values())))
    code = bytearray(MOST_RELATIONS)
    for number, name in names.items():
        code[number] = relations.index(name)
    citing = array("I", map(place.__getitem__, flat[0::2]))
    cited = array("I", map(place.__getitem__, flat[1::2]))
    return Columns(keys, relations, citing, cited, bytes(codes.translate(code)))


def _batches(edges: Iterable[Any]) -> Iterator[tuple[list[Any], int]]:
    """Yield the edges in lists, each with the number of its first."""
    stream, first = iter(edges), 1
    while batch := list(islice(stream, BATCH)):
        yield batch, first
        first += len(batch)


def _claim_strings(values: Iterable[object]) -> None:
    if not all(issubclass(one, str) for one in set(map(type, values))):
        raise TypeError


def _named(pairs: Mapping[int, str] | Iterable[tuple[int, str]], what: str) -> dict[int, str]:
    """Return names by their numbers; raise where a name is no string, or stands for two numbers."""
    try:
        names: dict[int, str] = dict(pairs)
        _claim_strings(names.values())
    except (TypeError, ValueError) as error:
        raise GraphInputError(f"The {what}s should come as pairs of a number and a string that names it.") from error
    if len(set(names.values())) < len(names):
        seen: dict[str, int] = {}
        for number, name in names.items():
            if seen.setdefault(name, number) != number:
                raise GraphInputError(f"The {what} {name!r} has two numbers, {seen[name]} and {number}.")
    return names


def _claim_no_loop(ends: array[int], batch: list[Any], first: int, loops: bool) -> None:
    if not loops and any(map(eq, ends[0::2], ends[1::2])):
        number, edge = next((first + place, edge) for place, edge in enumerate(batch) if edge[0] == edge[1])
        raise GraphInputError(f"Edge {number:,} leads from {edge[0]!r} to itself; no document cites itself.")


def _first_fault(batch: list[Any], first: int, kind: type) -> GraphInputError:
    """Return the error of the first edge that is not in order."""
    for number, edge in enumerate(batch, first):
        if not isinstance(edge, Sequence) or len(edge) != 3 or not all(isinstance(one, kind) for one in edge):
            what = "strings" if kind is str else "numbers"
            return GraphInputError(
                f"Edge {number:,} is {edge!r}; it should be three {what}: "
                "the citing document, the cited one, the relation."
            )
    return GraphInputError(f"One of the edges {first:,} to {first + len(batch) - 1:,} cannot be read.")


def _first_unknown(batch: list[Any], first: int, number: Mapping[int, int], code: Mapping[int, int]) -> GraphInputError:
    """Return the error of the first edge that speaks of a number without a name."""
    for place, (citing, cited, kind) in enumerate(batch, first):
        for what, one, known in (("document", citing, number), ("document", cited, number), ("relation", kind, code)):
            if one not in known:
                return GraphInputError(f"Edge {place:,} speaks of the {what} of number {one!r}, which has no name.")
    return GraphInputError(f"One of the edges {first:,} to {first + len(batch) - 1:,} cannot be read.")


def _too_many_relations() -> GraphInputError:
    return GraphInputError(
        f"The edges are of more than {MOST_RELATIONS} relations, the most that a compact graph tells apart."
    )
