"""The rows of a long answer, each made when it is first read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Seed = TypeVar("Seed")
Made = TypeVar("Made")


class Rows(Sequence[Made]):
    """A tuple in all but the time of its making: a row is made of its seed when it is first read, and kept.

    Given its seeds, it is settled which rows there are when they are asked for, and the order of their seeds is found
    with the first of them.  Given a function that yields the seeds, that is called when the first row, or how many
    there are, is asked for.  Words are read from the graph with the row: ``tuple(rows)`` before a change of the graph
    keeps those of before.

    >>> rows = Rows([2, 1, 3], lambda seed: seed * 10)
    >>> len(rows), rows[0], rows[1:], rows == (10, 20, 30)
    (3, 10, (20, 30), True)
    """

    __slots__ = ("_made", "_make", "_seeds", "_unordered")

    def __init__(self, seeds: Collection[Seed] | Callable[[], Iterable[Seed]], make: Callable[[Seed], Made]) -> None:
        self._unordered: Any = seeds if callable(seeds) else tuple(seeds)
        self._seeds: list[Any] | None = None
        self._made: list[Made | None] = []
        self._make: Callable[[Any], Made] = make

    def _ordered(self) -> list[Any]:
        if self._seeds is None:
            given = self._unordered
            self._seeds = sorted(given() if callable(given) else given)
            self._made = [None] * len(self._seeds)
            self._unordered = ()
        return self._seeds

    def __len__(self) -> int:
        if self._seeds is None and not callable(self._unordered):
            return len(self._unordered)
        return len(self._ordered())

    def _row(self, place: int) -> Made:
        seeds = self._ordered()
        row = self._made[place]
        if row is None:
            row = self._made[place] = self._make(seeds[place])
        return row

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, place: int | slice) -> Made | tuple[Made, ...]:
        places = range(len(self))[place]
        return self._row(places) if isinstance(places, int) else tuple(map(self._row, places))

    def __iter__(self) -> Iterator[Made]:
        return map(self._row, range(len(self)))

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
