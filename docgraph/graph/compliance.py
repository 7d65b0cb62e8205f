"""Sentences that only say that a class of documents is carried out: "thực hiện các văn bản chỉ đạo của cấp trên"."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from docgraph.documents.model import RelationKind
from docgraph.graph.places import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.documents.model import Document

COMPLIANCE: Final = "compliance"
_CARRIES_OUT: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO})


@cache
def _class_of_documents() -> re.Pattern[str]:
    """Return the pattern of a cue, "các" or "những", and a type that no number or date follows."""
    path = files("docgraph.graph") / "tables" / "directing_types.csv"
    kinds = "|".join(re.escape(row["type"].lower()) for row in csv.DictReader(path.read_text("utf-8").splitlines()))
    return re.compile(
        r"\b(?:thực hiện|triển khai|chấp hành|quán triệt|thi hành)\b[^.,;:\n\d]{0,30}?"
        rf"\b(?:các|những)\s+(?:{kinds})\b"
        r"[^.;:\n\d]{0,200}(?=[.;\n]|$)",
        re.IGNORECASE,
    )


def compliance_of(document: Document, key: str) -> Iterator[dict[str, Any]]:
    """Yield the first such sentence of a document that names no document of its own that it carries out."""
    if any(relation.subject is None and relation.kind in _CARRIES_OUT for relation in document.relations):
        return
    source = normal_form(document.text)
    found = _class_of_documents().search(source.normal)
    if found is None:
        return
    span = source.span(found.start(), found.end())
    if not document.text[span.start : span.end].strip():
        return
    yield {
        "kind": COMPLIANCE,
        "document": key,
        "source": document.source,
        "start": span.start,
        "end": span.end,
        "text": document.text[span.start : span.end],
    }
