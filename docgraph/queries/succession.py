"""What became of bodies: who took over, and what the successor did with their documents."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from docgraph.agencies import find_agency, successors
from docgraph.documents.model import RelationKind
from docgraph.queries.answer import Answer, Row
from docgraph.queries.descent import evidence_of
from docgraph.queries.proofs import own_text, written
from docgraph.queries.responses import responses

if TYPE_CHECKING:
    from docgraph.agencies.model import Agency
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_TAKING_UP = frozenset(
    {
        RelationKind.IMPLEMENTS,
        RelationKind.REPLACES,
        RelationKind.REPEALS,
        RelationKind.AMENDS,
        RelationKind.CONTINUES,
        RelationKind.MENTIONS,
        RelationKind.LEGAL_BASIS,
    }
)


def _agency(directive: Directive) -> Agency | None:
    """Return the body that issued a directive, as the registry knows it on its day."""
    if directive.agency_name is None:
        return None
    on = directive.date.earliest() if directive.date else None
    return find_agency(directive.agency_name, directive.province, on)


def succession(graph: DirectiveGraph, on: dt.date) -> Answer:
    """Return the bodies of the graph that had ended by a day, their successors, and their documents taken up by those.

    Citations stay as they are written: a successor's view stands beside the graph and changes nothing in it.
    """
    issued: dict[str, list[Directive]] = defaultdict(list)
    ended: dict[str, Agency] = {}
    for directive in graph.directives():
        if directive.agency is None:
            continue
        issued[directive.agency].append(directive)
        agency = ended.get(directive.agency) or _agency(directive)
        if agency is not None and agency.id == directive.agency and not agency.existed(on):
            ended[agency.id] = agency
    rows = []
    for agency_id in sorted(ended):
        agency = ended[agency_id]
        heirs = successors(agency, on)
        taken = [
            (document, edge)
            for document in issued[agency_id]
            for edge in graph.citing(document.key, _TAKING_UP)
            if graph.directive(edge.citing).agency in {heir.id for heir in heirs}
            and graph.directive(edge.citing).agency != agency_id
        ]
        names = "; ".join(heir.name for heir in heirs) or None
        until = agency.valid_until.isoformat() if agency.valid_until else None
        for document, edge in taken:
            by = graph.directive(edge.citing)
            values = (agency.name, until, names, document.label, str(edge.relation), by.label, written(by))
            rows.append(Row(values, evidence_of(edge)))
        if not taken:
            last = max(issued[agency_id], key=lambda one: (one.in_corpus, written(one) or "", one.key))
            proof = own_text(graph, last.key)[:1] or tuple(
                sentence for edge in graph.citing(last.key) for sentence in evidence_of(edge)[:1]
            )
            rows.append(Row((agency.name, until, names, last.label, None, None, None), proof[:1]))
    columns = ("agency", "until", "successor", "document", "relation", "by", "other_date")
    with_heir = sum(1 for key in ended if successors(ended[key], on))
    note = f"{len(ended)} bodies had ended by {on.isoformat()}; the registry names a successor for {with_heir} of them."
    return Answer("succession", f"What became of bodies by {on.isoformat()}", columns, tuple(rows), note)


def as_of(graph: DirectiveGraph, directive: Directive, on: dt.date) -> Answer:
    """Return the responses to a directive under the bodies of a day: a predecessor's response is its heir's."""
    rows = []
    for row in responses(graph, directive).rows:
        agency = _agency(graph.directive(row.document))
        heirs = successors(agency, on) if agency is not None else ()
        names = "; ".join(heir.name for heir in heirs) or row.agency
        was = row.agency if names != row.agency else None
        date = row.date.isoformat() if row.date else None
        rows.append(Row((names, was, row.label, date, row.days, row.depth), row.evidence))
    rows.sort(key=lambda row: (str(row.values[0]), str(row.values[3] or "9999"), str(row.values[2])))
    bodies = len({row.values[0] for row in rows})
    columns = ("successor", "agency", "document", "date", "days", "depth")
    caption = f"Responses to {directive.label} under the bodies of {on.isoformat()}"
    return Answer("succession", caption, columns, tuple(rows), f"{len(rows)} documents of {bodies} bodies of that day.")
