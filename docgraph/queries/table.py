"""A result of a query: rows in a fixed order that print, show in a notebook and turn into other forms."""

from __future__ import annotations

import csv
import html
import importlib
import io
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.errors import DocgraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WIDEST: Final = 60
"""The widest column of a printed table; longer values are cut with an ellipsis."""

Value = str | int | float | None


def width(text: str) -> int:
    """Return the columns that *text* takes in a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _clean(value: Value) -> str:
    """Return a value on one line, without control characters that could steer a terminal."""
    text = "" if value is None else str(value)
    return "".join(char if char.isprintable() else " " for char in text)


def _cut(text: str, limit: int) -> str:
    return text if width(text) <= limit else f"{text[: limit - 1]}…"


@frozen
class Table:
    """Rows under named columns.

    >>> print(Table(("agency", "days"), (("Ban Dân tộc", 13), ("Sở Xây dựng", 12))))
    agency       days
    -----------  ----
    Ban Dân tộc    13
    Sở Xây dựng    12
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    caption: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __str__(self) -> str:
        cells = [[_cut(_clean(value), WIDEST) for value in row] for row in self.rows]
        widths = [max([width(name), *(width(row[place]) for row in cells)]) for place, name in enumerate(self.columns)]
        numeric = [
            bool(self.rows) and all(row[place] is None or isinstance(row[place], int | float) for row in self.rows)
            for place in range(len(self.columns))
        ]

        def line(values: list[str], *, head: bool = False) -> str:
            padded = (
                " " * (wide - width(value)) + value if right and not head else value + " " * (wide - width(value))
                for value, wide, right in zip(values, widths, numeric, strict=True)
            )
            return "  ".join(padded).rstrip()

        lines = [line(list(self.columns), head=True), "  ".join("-" * wide for wide in widths), *map(line, cells)]
        return "\n".join([_clean(self.caption), *lines] if self.caption else lines)

    def _repr_html_(self) -> str:
        caption = f"<caption>{html.escape(self.caption)}</caption>" if self.caption else ""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(_clean(value))}</td>' for value in row)}</tr>" for row in self.rows
        )
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_records(self) -> list[dict[str, Value]]:
        """Return one mapping a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        """Return the rows as CSV with a heading line (RFC 4180, but with plain line ends)."""
        return csv_text(self.columns, self.to_records())

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame; pandas must be installed."""
        try:
            pandas = importlib.import_module("pandas")
        except ImportError as error:
            message = "This form needs pandas, which is not installed. Install it with: pip install pandas."
            raise DocgraphError(message) from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))


def csv_text(columns: tuple[str, ...], records: list[dict[str, Value]] | list[Mapping[str, Value]]) -> str:
    """Return records as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow(["" if record[name] is None else record[name] for name in columns])
    return out.getvalue()
