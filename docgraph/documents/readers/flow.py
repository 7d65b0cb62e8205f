"""Running text with tables: blocks become lines, and the cells of a table are never glued together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_DEPTH: Final = 100  # every level copies its text once more; what is nested deeper keeps its text, not its cells


def join_cells(cells: Sequence[str]) -> str:
    r"""Join the cells of one row: with tabs where every cell is one line, else each cell on lines of its own.

    So a row of figures stays one line, and a header of two columns is read one column after the other.

    >>> join_cells(["1", "Sở Nội vụ", "12"])
    '1\tSở Nội vụ\t12'
    >>> join_cells(["UBND TỈNH\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    'UBND TỈNH\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
    """
    stripped = [cell.strip("\n") for cell in cells]
    if any("\n" in cell for cell in stripped):
        return "\n".join(cell for cell in stripped if cell.strip())
    return "\t".join(stripped) if any(cell.strip() for cell in stripped) else ""


@define
class _Frame:
    """An open part of the text: the whole, a cell, a row, a table or a text box."""

    kind: str
    parts: list[str] = field(factory=list)


@define
class TextFlow:
    r"""Collects blocks and tables in document order, whatever the nesting.

    >>> flow = TextFlow()
    >>> flow.open("table"); flow.open("row")
    >>> for cell in ("Sở Y tế", "24"):
    ...     flow.open("cell"); flow.add(cell); flow.close("cell")
    >>> flow.close("row"); flow.close("table"); flow.add("Hết.")
    >>> flow.text()
    'Sở Y tế\t24\nHết.\n'
    """

    _frames: list[_Frame] = field(factory=lambda: [_Frame("text")])
    _open: Counter[str] = field(factory=Counter)
    _too_deep: Counter[str] = field(factory=Counter)

    def add(self, block: str) -> None:
        """Add one block (a paragraph) where the flow stands."""
        self._frames[-1].parts.append(block)

    def open(self, kind: str) -> None:
        """Open a ``table``, ``row``, ``cell`` or ``box``; a cell outside a row is a block of its own."""
        if len(self._frames) > _MAX_DEPTH:
            self._too_deep[kind] += 1
            return
        self._frames.append(_Frame(kind))
        self._open[kind] += 1

    def close(self, kind: str) -> None:
        """Close the innermost open *kind* and what stands open inside it; nothing where none is open."""
        if self._too_deep[kind]:
            self._too_deep[kind] -= 1
            return
        if not self._open[kind]:
            return
        while self._frames[-1].kind != kind:
            self._close_innermost()
        self._close_innermost()

    def text(self) -> str:
        """Close everything and return the text; it ends with a line end unless it is empty."""
        while len(self._frames) > 1:
            self._close_innermost()
        return "".join(f"{part}\n" for part in self._frames[0].parts)

    def _close_innermost(self) -> None:
        frame = self._frames.pop()
        self._open[frame.kind] -= 1
        joined = join_cells(frame.parts) if frame.kind == "row" else "\n".join(frame.parts)
        if joined or frame.kind == "cell":
            self._frames[-1].parts.append(joined)
