"""What resolution asks of an engine: to work on rows, to bring those of one key together, and little more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from docgraph.spark.rows import Row

Each = Callable[[Row], Iterable[Row]]
"""Work on one row."""

Together = Callable[[str, Iterator[Row]], Iterable[Row]]
"""Work on a key and its rows, in the order of tag, document and mention."""

Frame = TypeVar("Frame")


class Engine(Protocol[Frame]):
    """Rows on many machines.  Work is a module's function, or a ``functools.partial`` of one, so that it can travel."""

    def each(self, frame: Frame, work: Each) -> Frame:
        """Return what the work on every row yields."""

    def together(self, frame: Frame, work: Together) -> Frame:
        """Return what the work on the rows of every key yields."""

    def both(self, one: Frame, other: Frame) -> Frame:
        """Return the rows of two frames."""

    def tagged(self, frame: Frame, tag: int) -> Frame:
        """Return the rows with this tag."""

    def without(self, frame: Frame, prefix: str) -> Frame:
        """Return the rows without those of their keys that begin with *prefix*."""

    def rare(self, frame: Frame, asks: Frame, prefix: str, most: int) -> Frame:
        """Return the rows under those keys that begin with *prefix* and to which rows of *asks* go as well.

        Of a key to which more than *most* rows go, one empty row with tag -1 stands for them all.
        """

    def hold(self, frame: Frame) -> Frame:
        """Return the same rows, worked out once however often they are used."""

    def some(self, frame: Frame) -> bool:
        """Tell whether a frame has a row."""
