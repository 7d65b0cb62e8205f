"""The answer to a question: rows in a fixed order, with their evidence, that print and turn into other forms."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.queries.quoting import quote
from docgraph.queries.table import Table, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.queries.cascade_model import Evidence

SCHEMA: Final = "docgraph.answer/1"
LANGUAGES: Final = ("en", "vi")


@cache
def column_labels() -> dict[str, dict[str, str]]:
    """Return the label of each column by language.

    >>> column_labels()["agency"]
    {'vi': 'Cơ quan', 'en': 'agency'}
    """
    lines = (files("docgraph.queries") / "columns.csv").read_text("utf-8").splitlines()
    return {row["key"]: {"vi": row["vi"], "en": row["en"]} for row in csv.DictReader(lines)}


@frozen
class Row:
    """One row of an answer: its values in the order of the columns, and the sentences that prove it."""

    values: tuple[Value, ...]
    evidence: tuple[Evidence, ...] = ()


@frozen
class Answer:
    """Rows under columns that have a Vietnamese and an English label; ``note`` says what was counted."""

    question: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    note: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = "en") -> str:
        """Return the table, the sentence that proves each row, and what was counted."""
        lines = [self.caption]
        if self.rows:
            numbered = tuple((number, *row.values) for number, row in enumerate(self.rows, 1))
            lines = [str(Table(("#", *self.labels(language)), numbered, self.caption))]
            lines += [quote(number, row.evidence) for number, row in enumerate(self.rows, 1) if row.evidence]
        else:
            lines.append("Không có dòng nào." if language == "vi" else "There is nothing to show.")
        return "\n".join([*lines, *([self.note] if self.note else [])])

    def labels(self, language: str = "en") -> tuple[str, ...]:
        """Return the labels of the columns in Vietnamese ("vi") or English ("en")."""
        return tuple(column_labels()[column][language] for column in self.columns)

    def table(self, language: str = "en") -> Table:
        """Return the rows as a table, with the first sentence of each."""
        evidence = {"en": "evidence", "vi": "Bằng chứng"}[language]
        rows = tuple((*row.values, " ".join(row.evidence[0].text.split()) if row.evidence else None) for row in self)
        return Table((*self.labels(language), evidence), rows, self.caption)

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame; pandas must be installed."""
        return self.table().to_pandas()

    def to_csv(self, language: str = "en") -> str:
        """Return the rows as CSV, the first sentence of each row in the last column."""
        return self.table(language).to_csv()

    def record(self) -> dict[str, Any]:
        """Return the form that programs read (``docgraph.answer/1``), with every sentence."""
        return {
            "schema": SCHEMA,
            "question": self.question,
            "caption": self.caption,
            "columns": {column: column_labels()[column] for column in self.columns},
            "rows": [
                {
                    **dict(zip(self.columns, row.values, strict=True)),
                    "evidence": [
                        {"source": one.source, "start": one.start, "end": one.end, "text": one.text}
                        for one in row.evidence
                    ],
                }
                for row in self.rows
            ],
            "note": self.note,
        }
