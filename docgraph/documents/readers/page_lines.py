"""The layout of PDF pages: words to lines, columns apart, tables by rows."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
from typing import TYPE_CHECKING

from attrs import evolve

from docgraph.documents.readers.flow import join_cells
from docgraph.documents.readers.page_paragraphs import (
    LINE_EM,
    Line,
    Margins,
    Paragraph,
    find_margins,
    join_lines,
    join_wrapped,
)
from docgraph.documents.readers.page_tables import RuledTable, find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgraph.documents.readers.glyphs import Page, Word

_COLUMN_EM = 0.8  # a gap of so many letter heights parts two columns, if it also is much wider than the line's blanks
_COLUMN_RATIO = 2.5
_TYPED_COLUMN_EM = 4.0  # where the gap is typed with blanks ("Số:        /BC-SNV"), only a much wider one does
_CELL_PADDING = 6.0
_PAGE_NUMBER = re.compile(r"(?:Trang\s+)?[-–—\s]*(\d{1,4})[-–—\s]*(?:/\s*\d{1,4})?")


def read_lines(page: Page, number: int) -> list[Paragraph]:
    """Return the paragraphs of one page in reading order; *number* tells its page number line from other lines."""
    tables = find_tables(page.rules)
    inside: list[list[Word]] = [[] for _ in tables]
    outside: list[list[Word]] = [[] for _ in range(len(tables) + 1)]
    depths = [-table.bottom for table in tables]
    for word in page.words:
        middle = word.base + 0.3 * word.size
        # Tables come from above: the first whose bottom lies below the word holds it or follows it.
        at = bisect.bisect_left(depths, -middle)
        (inside[at] if at < len(tables) and middle <= tables[at].top else outside[at]).append(word)
    rows = [_rows(words) for words in outside]
    margins = find_margins([line for part in rows for row in part if len(row) == 1 for line in row], page)
    found: list[Paragraph] = []
    for at, part in enumerate(rows):
        if at in {0, len(tables)}:
            part = _without_page_number(part, number, top=at == 0, bottom=at == len(tables))  # noqa: PLW2901
        found.extend(_read_part(part, margins))
        if at < len(tables):
            found.extend(Paragraph(row) for row in _table_rows(tables[at], inside[at]))
    return found


def _rows(words: Iterable[Word]) -> list[list[Line]]:
    """Group words into rows from above, each a list of lines from left to right: more than one where columns are."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        # A raised note mark is smaller and stands higher than the line it belongs to, so it comes first.
        if rows and rows[-1][0].base - word.base <= 0.35 * max(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [list(_split_columns(sorted(row, key=lambda word: word.left))) for row in rows]


def _split_columns(row: Sequence[Word]) -> Iterator[Line]:
    gaps = [max(0.0, after.left - before.right) for before, after in itertools.pairwise(row)]
    usual = statistics.median_low(gaps) if len(gaps) > 1 else 0.0
    start = 0
    for at, gap in enumerate(gaps, 1):
        size = max(row[at - 1].size, row[at].size)
        least = _TYPED_COLUMN_EM if row[at].blanks > 1 else _COLUMN_EM
        if gap > least * size and gap > _COLUMN_RATIO * usual:
            yield _line(row[start:at])
            start = at
    yield _line(row[start:])


def _line(words: Sequence[Word]) -> Line:
    text = words[0].text
    for before, word in itertools.pairwise(words):
        raised = word.size < 0.8 * before.size and word.base > before.base
        touching = raised and not word.blanks and word.left - before.right < 0.12 * word.size
        if touching and word.text.isdigit() and not text.endswith("m"):  # a note mark, not "km2"
            text += f"[{word.text}]"
        elif touching or (word.glued and word.left >= before.left):
            text += word.text
        else:
            text += " " * max(1, word.blanks) + word.text
    biggest = max(words, key=lambda word: word.size)
    width = words[0].right - words[0].left
    return Line(words[0].left, words[-1].right, biggest.base, biggest.size, text, width)


def _without_page_number(rows: list[list[Line]], number: int, *, top: bool, bottom: bool) -> list[list[Line]]:
    """Drop the first or last row when all it holds is the number of the page."""
    for at in ((0,) if top else ()) + ((-1,) if bottom else ()):
        if rows and len(rows[at]) == 1:
            found = _PAGE_NUMBER.fullmatch(rows[at][0].text.strip())
            # Covers may not be counted, so the printed number can be a little lower; figures of a text are not near.
            if found and number - 3 <= int(found[1]) <= number:
                rows = rows[1:] if at == 0 else rows[:-1]
    return rows


def _read_part(rows: Sequence[list[Line]], margins: Margins) -> Iterator[Paragraph]:
    at = 0
    running: list[Line] = []
    while at < len(rows):
        if len(rows[at]) == 1:
            running.append(rows[at][0])
            at += 1
            continue
        above, below = _column_extent(rows, at, len(running))
        yield from join_lines(running[: len(running) - above], margins)
        running = []
        yield from _columns(rows[at - above : below])
        at = below
    yield from join_lines(running, margins)


def _column_extent(rows: Sequence[list[Line]], at: int, most_above: int) -> tuple[int, int]:
    """Return how many rows above row *at* belong to its columns, and the first row below that does not."""
    low, high = rows[at][0].right, rows[at][1].left
    below = at + 1
    while below < len(rows) and len(rows[at]) == 2 and _is_near(rows[below - 1], rows[below], low, high):
        narrowed = _narrowed(rows[below], low, high)
        if narrowed is None:
            break
        low, high = narrowed
        below += 1
    if len(rows[at]) > 2:
        while below < len(rows) and len(rows[below]) > 1:
            below += 1
        return 0, below
    above = 0
    while above < most_above and _is_near(rows[at - above - 1], rows[at - above], low, high):
        narrowed = _narrowed(rows[at - above - 1], low, high)
        if narrowed is None:
            break
        low, high = narrowed
        above += 1
    return above, below


def _is_near(upper: Sequence[Line], lower: Sequence[Line], low: float, high: float) -> bool:
    """Tell whether two rows may belong to one block; a signer's name stands far below, but on the right alone."""
    gap = upper[0].base - lower[0].base
    alone_right = len(lower) == 1 and lower[0].left >= (low + high) / 2
    size = max(upper[0].size, lower[0].size)
    return gap <= LINE_EM * size or (alone_right and gap <= 4 * LINE_EM * size)


def _narrowed(row: Sequence[Line], low: float, high: float) -> tuple[float, float] | None:
    """Return the part of the gutter that *row* leaves free, or None when the row crosses it."""
    for line in row:
        middle = (line.left + line.right) / 2
        if middle < (low + high) / 2:
            low = max(low, line.right)
        else:
            high = min(high, line.left)
    return (low, high) if high - low > 2.0 else None


def _columns(rows: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Two columns are read one after the other; three and more are a table without rules, read by rows."""
    if any(len(row) > 2 for row in rows):
        for row in rows:
            yield Paragraph("\t".join(line.text for line in row))
        return
    gutter = next((row[0].right + row[1].left) / 2 for row in rows if len(row) == 2)
    for on_the_left in (True, False):
        column = [line for row in rows for line in row if ((line.left + line.right) / 2 < gutter) is on_the_left]
        yield from _column_paragraphs(column)


def _column_paragraphs(column: Sequence[Line]) -> Iterator[Paragraph]:
    """Keep the lines of a column apart, as agency and number are; only the subject of a letter (V/v) is joined."""
    subject: Paragraph | None = None
    for before, line in itertools.pairwise([None, *column]):
        assert line is not None
        if subject is not None and before is not None and before.base - line.base <= 1.5 * line.size:
            subject = evolve(subject, text=join_wrapped(subject.text, line.text))
            continue
        if subject is not None:
            yield subject
        subject = Paragraph(line.text) if line.text[:3].lower() == "v/v" else None
        if subject is None:
            yield Paragraph(line.text)
    if subject is not None:
        yield subject


def _table_rows(table: RuledTable, words: Sequence[Word]) -> Iterator[str]:
    for row in table.cells(words):
        cells = []
        for cell in row:
            lines = [line for parts in _rows(cell.words) for line in parts]
            left = min((line.left for line in lines), default=cell.left)
            # The padding on the right is that on the left, but a centred text is no padding.
            margins = Margins(left, cell.right - min(max(0.0, left - cell.left), _CELL_PADDING))
            cells.append("\n".join(paragraph.text for paragraph in join_lines(lines, margins)))
        yield join_cells(cells)
