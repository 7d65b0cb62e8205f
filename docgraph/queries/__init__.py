"""Questions to the graph: pure functions whose rows stand in a fixed order."""

from __future__ import annotations

from docgraph.queries.audit import Audit, Finding, Severity, audit
from docgraph.queries.cascade import cascade
from docgraph.queries.responses import Response, Responses, responses
from docgraph.queries.table import Table

__all__ = ["Audit", "Finding", "Response", "Responses", "Severity", "Table", "audit", "cascade", "responses"]
