"""The rows of a long answer, each made when it is first read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Seed = TypeVar("Seed")
Made = TypeVar("Made")


class Rows(Sequence[Made]):
    """A tuple in all but the time of its making: a row is made of its seed when it is first read, and kept.

    Which rows there are, and their order, is settled when they are asked for.  Their words are read from the graph
    with the row: ``tuple(rows)`` before a change of the graph keeps those of before.

    >>> rows = Rows([1, 2, 3], lambda seed: seed * 10)
    >>> len(rows), rows[0], rows[1:], rows == (10, 20, 30)
    (3, 10, (20, 30), True)
    """

    __slots__ = ("_made", "_make", "_seeds")

    def __init__(self, seeds: Iterable[Seed], make: Callable[[Seed], Made]) -> None:
        self._seeds: tuple[Any, ...] = tuple(seeds)
        self._made: list[Made | None] = [None] * len(self._seeds)
        self._make: Callable[[Any], Made] = make

    def __len__(self) -> int:
        return len(self._seeds)

    def _row(self, place: int) -> Made:
        row = self._made[place]
        if row is None:
            row = self._made[place] = self._make(self._seeds[place])
        return row

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, place: int | slice) -> Made | tuple[Made, ...]:
        places = range(len(self._seeds))[place]
        return self._row(places) if isinstance(places, int) else tuple(map(self._row, places))

    def __iter__(self) -> Iterator[Made]:
        return map(self._row, range(len(self._seeds)))

    def __add__(self, other: Iterable[Made]) -> tuple[Made, ...]:
        return (*self, *other)

    def __radd__(self, other: Iterable[Made]) -> tuple[Made, ...]:
        return (*other, *self)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | Rows) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[Made, ...]]]:
        return tuple, (tuple(self),)
