"""The evaluation of a reading against gold files, as a result that prints and that programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.evaluation.annotations import AnnotatedDocument, as_annotated
from docgraph.evaluation.excerpts import counted, one_line
from docgraph.evaluation.figures import Figures
from docgraph.evaluation.reading import by_name, read_gold
from docgraph.evaluation.report import format_figures, format_rows
from docgraph.evaluation.scoring import DocumentScore, Miss, score_document

if TYPE_CHECKING:
    from docgraph.documents.model import Document

SCHEMA: Final = "docgraph.evaluation/1"


@frozen
class Evaluation:
    """How well documents were read: figures over all, by document, and every miss."""

    documents: tuple[DocumentScore, ...]
    unanswered: tuple[str, ...] = ()  # gold files for which no document was given

    @property
    def figures(self) -> Figures:
        """The figures over all documents together."""
        return sum((document.figures for document in self.documents), Figures())

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Everything that was not read as the gold files have it, in the order of documents and places."""
        return tuple(miss for document in self.documents for miss in document.misses)

    def __str__(self) -> str:
        return self.report()

    def report(self, *, misses: bool = False, documents: bool = False) -> str:
        """Return the figures as a person reads them, with every miss and its line, or a row for each document."""
        head = counted(len(self.documents), "document")
        if self.unanswered:
            head += f", {len(self.unanswered)} of them not read: {', '.join(map(one_line, self.unanswered[:8]))}"
        parts = [head, format_figures(self.figures)]
        if documents:
            parts.append(format_rows((one.name, one.figures) for one in self.documents))
        if misses:
            parts.append("\n\n".join(map(str, self.misses)) or "Nothing was missed.")
        return "\n\n".join(parts)

    def record(self, *, misses: bool = True) -> dict[str, Any]:
        """Return the form that programs read."""
        record: dict[str, Any] = {
            "schema": SCHEMA,
            "documents": len(self.documents),
            "unanswered": list(self.unanswered),
            **self.figures.record(),
            "by_document": {one.name: one.figures.record() for one in self.documents},
        }
        if misses:
            record["misses"] = [_miss_record(miss) for miss in self.misses]
        return record

    def to_json(self, *, misses: bool = True) -> str:
        """Return the form that programs read, as one line of JSON."""
        return json.dumps(self.record(misses=misses), ensure_ascii=False)


def _miss_record(miss: Miss) -> dict[str, Any]:
    return {
        "source": miss.source,
        "what": miss.what,
        "expected": miss.wanted,
        "found": miss.found,
        "start": miss.span.start if miss.span else None,
        "end": miss.span.end if miss.span else None,
        "line": miss.excerpt.line if miss.excerpt else None,
        "column": miss.excerpt.column if miss.excerpt else None,
        "context": miss.excerpt.words if miss.excerpt else None,
    }


def evaluate(gold: Iterable[AnnotatedDocument], documents: Iterable[Document | AnnotatedDocument]) -> Evaluation:
    """Lay *documents* over *gold*, each over the one of its name; documents without gold are left aside.

    A gold file without its document counts with everything missed.
    """
    found = by_name(as_annotated(document) for document in documents)
    marked = sorted(by_name(gold).values(), key=lambda one: one.name)
    scores = tuple(score_document(one, found.get(one.name)) for one in marked)
    return Evaluation(scores, tuple(one.name for one in marked if one.name not in found))


def evaluate_folders(gold: str | Path, texts: str | Path) -> Evaluation:
    """Read every text that has a gold file, and lay what was read over it.

    Raises `DocumentReadError` when a folder or a file is not in order.
    """
    marked = read_gold(gold, texts)
    return evaluate(marked, read_again(marked))


def read_again(gold: Iterable[AnnotatedDocument]) -> tuple[AnnotatedDocument, ...]:
    """Read the texts of gold files with docgraph as it is now."""
    from docgraph.documents.parsing import parse_document  # noqa: PLC0415 - loads the grammar

    return tuple(as_annotated(parse_document(one.source, one.text)) for one in gold)
