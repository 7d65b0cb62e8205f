"""Who drafted for whom, who supervised what, and whether a document cites what is no longer in force."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from docgraph.documents.model import RelationKind
from docgraph.queries.answer import Answer, Row
from docgraph.queries.descent import evidence_of
from docgraph.queries.proofs import naming, unique, written

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_STATUS: Final = {
    RelationKind.REPEALS: "repealed",
    RelationKind.REPLACES: "replaced",
    RelationKind.SUSPENDS: "suspended",
    RelationKind.AMENDS: "amended",
    RelationKind.CORRECTS: "corrected",
    RelationKind.EXTENDS: "extended",
}
"""From what ends a document to what leaves it in force."""
_ENDING: Final = frozenset({RelationKind.REPEALS, RelationKind.REPLACES, RelationKind.SUSPENDS})


def drafting(graph: DirectiveGraph) -> Answer:
    """Return which body drafted which document for which other (tham mưu … ban hành)."""
    rows = []
    for edge in graph.edges():
        if edge.relation is not RelationKind.DRAFTED_FOR:
            continue
        drafter, issued = graph.directive(edge.citing), graph.directive(edge.cited)
        rows.append(
            Row((drafter.body_name, issued.body_name, issued.label, written(issued), drafter.label), evidence_of(edge))
        )
    rows.sort(key=lambda row: tuple(str(value or "") for value in row.values))
    pairs = len({row.values[:2] for row in rows})
    columns = ("drafter", "issuer", "document", "date", "by")
    return Answer(
        "drafting", "Who drafted for whom", columns, tuple(rows), f"{len(rows)} documents, {pairs} pairs of bodies."
    )


def supervision(graph: DirectiveGraph, directive: Directive | None = None) -> Answer:
    """Return what was supervised, by whom, and whose act it was; with a directive, only its supervision."""
    edges = graph.edges() if directive is None else graph.citing(directive.key)
    rows = []
    for edge in edges:
        if edge.relation is not RelationKind.SUPERVISES:
            continue
        plan, act = graph.directive(edge.citing), graph.directive(edge.cited)
        values = (plan.body_name, plan.label, written(plan), act.label, written(act), act.body_name)
        rows.append(Row(values, evidence_of(edge)))
    columns = ("supervisor", "document", "date", "other", "other_date", "supervised")
    return Answer("supervision", "Who supervised what", columns, tuple(rows), f"{len(rows)} acts of supervision.")


def validity(graph: DirectiveGraph, directive: Directive, on: dt.date | None = None) -> Answer:
    """Return the directives cited by a document that others of the corpus amend, replace, repeal or suspend.

    *on* leaves out what was changed later than that day.  Only documents of the corpus can tell.
    """
    rows, checked = [], 0
    for cited in dict.fromkeys(edge.cited for edge in graph.cited(directive.key)):
        checked += 1
        one = graph.directive(cited)
        for edge in graph.citing(cited, _STATUS):
            by = graph.directive(edge.citing)
            if edge.citing == directive.key or (on is not None and by.date is not None and by.date.earliest() > on):
                continue
            proof = unique((*evidence_of(edge), *naming(graph, cited, directive.key)[:1]))
            rows.append(Row((_STATUS[edge.relation], one.label, written(one), by.label, written(by)), proof))
    order = tuple(_STATUS.values())
    rows.sort(key=lambda row: (order.index(str(row.values[0])), *(str(value) for value in row.values[1:])))
    ended = len({row.values[1] for row in rows if row.values[0] in {_STATUS[kind] for kind in _ENDING}})
    day = f" on {on.isoformat()}" if on else ""
    note = (
        f"Of {checked} directives cited, {ended} are repealed, replaced or suspended{day}, as far as this corpus tells."
    )
    columns = ("status", "document", "date", "by", "other_date")
    return Answer("validity", f"What became of what {directive.label} cites", columns, tuple(rows), note)
