"""Questions to the graph: pure functions whose rows stand in a fixed order."""

from __future__ import annotations

from docgraph.queries.answer import Answer, Row
from docgraph.queries.audit import Audit, Finding, Severity, audit
from docgraph.queries.cascade import cascade
from docgraph.queries.responses import Response, Responses, responses
from docgraph.queries.table import Table

__all__ = [
    "Answer",
    "Audit",
    "Finding",
    "Response",
    "Responses",
    "Row",
    "Severity",
    "Table",
    "audit",
    "cascade",
    "responses",
]
