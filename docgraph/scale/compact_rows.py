"""The edges of a graph as arrays: the neighbours of each node stand side by side in one column."""

from __future__ import annotations

import sys
from array import array
from itertools import accumulate, compress, pairwise, repeat
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@frozen
class Rows:
    """The neighbours of every node in one direction, in order: a compressed sparse row matrix in three columns.

    The neighbours of node 3 are ``others[starts[3] : starts[4]]``, the codes of these edges stand in ``codes`` at the
    same places.
    """

    starts: array[int]
    others: array[int]
    codes: bytes

    def of(self, node: int, wanted: bytes | None = None) -> Iterator[tuple[int, int]]:
        """Yield the neighbours of a node, each with the code of its edge; *wanted* marks codes, None stands for all."""
        start, end = self.starts[node], self.starts[node + 1]
        codes = self.codes[start:end]
        pairs = zip(self.others[start:end], codes, strict=True)
        return pairs if wanted is None else compress(pairs, codes.translate(wanted))

    def degree(self, node: int) -> int:
        """Return how many edges a node has in this direction."""
        return self.starts[node + 1] - self.starts[node]

    def nbytes(self) -> int:
        """Return the bytes that the columns hold."""
        return sum(map(sys.getsizeof, (self.starts, self.others, self.codes)))


def rows_of(nodes: int, ends: array[int], others: array[int], codes: bytes) -> Rows:
    """Return the rows of edges given as columns; an edge given twice is kept once.

    Only a row is ever sorted, so that the time is linear in the edges as long as no row is huge.
    """
    starts, packed = _gathered(nodes, ends, _packed(others, codes))
    distinct = array("Q")
    lengths = array("I", bytes(4 * nodes))
    extend = distinct.extend
    for node, (start, end) in enumerate(pairwise(starts)):
        if end - start > 1:
            row = sorted(set(packed[start:end].tolist()))
            extend(row)
            lengths[node] = len(row)
        elif end > start:
            distinct.append(packed[start])
            lengths[node] = 1
    return _unpacked(_starts(lengths), distinct)


def turned(rows: Rows) -> Rows:
    """Return the rows of the other direction: who stands in a row now has that row's node among its own.

    >>> columns = array("I", [0, 0, 1]), array("I", [2, 1, 2]), bytes([7, 7, 8])
    >>> rows = rows_of(3, *columns)
    >>> list(rows.of(0)), list(turned(rows).of(2))
    ([(1, 7), (2, 7)], [(0, 7), (1, 8)])
    """
    nodes = len(rows.starts) - 1
    own = array("I")
    for node, (start, end) in enumerate(pairwise(rows.starts)):
        own.extend(repeat(node, end - start))
    return _unpacked(*_gathered(nodes, rows.others, _packed(own, rows.codes)))


def _starts(lengths: Iterable[int]) -> array[int]:
    """Return where each row starts, and where the last one ends."""
    starts = array("Q", accumulate(lengths, initial=0))
    return array("I", starts) if starts[-1] < 1 << 32 else starts


def _gathered(nodes: int, ends: array[int], packed: array[int]) -> tuple[array[int], array[int]]:
    """Order the packed edges by their ends, those of one end in the order given: one step of a radix sort."""
    lengths = [0] * nodes
    for end in ends:
        lengths[end] += 1
    starts = _starts(lengths)
    del lengths
    free = starts[:]
    ordered = array("Q", bytes(8 * len(packed)))
    for end, edge in zip(ends, packed, strict=True):
        place = free[end]
        free[end] = place + 1
        ordered[place] = edge
    return starts, ordered


# A packed edge is a number of eight bytes: the neighbour in the upper half, the code in the lowest byte, so that edges
# are ordered by neighbour, then by code.  Where these bytes lie depends on the machine.
_UPPER_HALF, _LOWEST_BYTE = (1, 0) if sys.byteorder == "little" else (0, 7)


def _packed(others: array[int], codes: bytes) -> array[int]:
    octets = bytearray(8 * len(others))
    octets[_LOWEST_BYTE::8] = codes
    memoryview(octets).cast("I")[_UPPER_HALF::2] = memoryview(others)
    packed = array("Q")
    packed.frombytes(octets)
    return packed


def _unpacked(starts: array[int], packed: array[int]) -> Rows:
    octets = memoryview(packed).cast("B")
    others = array("I")
    others.frombytes(octets.cast("I")[_UPPER_HALF::2].tobytes())
    return Rows(starts, others, octets[_LOWEST_BYTE::8].tobytes())
