"""Two provinces under one directive, and two graphs of two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgraph.agencies import load_registry
from docgraph.directives.folding import fold_words
from docgraph.queries.answer import Answer, Row
from docgraph.queries.proofs import level_name, naming, written
from docgraph.queries.responses import responses
from docgraph.queries.summaries import OPEN, field_of

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.responses import Response


def provinces(graph: DirectiveGraph, directive: Directive, left: str, right: str) -> Answer:
    """Return the responses of two provinces to one directive side by side, body by body.

    Each body stands with its first dated response; departments of one field stand beside each other.
    """
    names = [_province(name) for name in (left, right)]
    sides: list[dict[tuple[str, str], list[Response]]] = []
    for name in names:
        rows: dict[tuple[str, str], list[Response]] = {}
        for row in responses(graph, directive).rows:
            if row.province is None or fold_words(row.province) != fold_words(name):
                continue
            document = graph.directive(row.document)
            field = field_of(document.agency) or document.body_name or OPEN
            rows.setdefault((level_name(document) or OPEN, field), []).append(row)
        sides.append(rows)
    rows_found = []
    for key in sorted({*sides[0], *sides[1]}, key=lambda key: (_rank(key[0]), key[1])):
        first = [_first(side.get(key, [])) for side in sides]
        values = [(f"{one.label} ({one.agency})", one.days) if one else (None, None) for one in first]
        proof = tuple(one.evidence[0] for one in first if one is not None and one.evidence)
        rows_found.append(Row((*key, *values[0], *values[1]), proof))
    both = sum(key in sides[0] and key in sides[1] for key in {*sides[0], *sides[1]})
    columns = ("level", "field", "left", "left_days", "right", "right_days")
    note = f"{names[0]}: {_number(sides[0])}; {names[1]}: {_number(sides[1])}; {both} kinds of bodies in both."
    caption = f"{names[0]} and {names[1]} under {directive.label}"
    return Answer("provinces", caption, columns, tuple(rows_found), note)


def _province(name: str) -> str:
    known = load_registry().province(name)
    return known.name if known is not None else name


def _number(side: dict[tuple[str, str], list[Response]]) -> str:
    return f"{sum(map(len, side.values()))} documents of {len(side)} kinds of bodies"


def _rank(level: str) -> int:
    order = ("central", "provincial", "agency", "district", "commune")
    return order.index(level) if level in order else len(order)


def _first(rows: list[Response]) -> Response | None:
    return min(rows, key=lambda row: (row.days is None, row.days or 0, row.document)) if rows else None


def difference(before: DirectiveGraph, after: DirectiveGraph, *, everything: bool = False) -> Answer:
    """Return what changed from one graph to another: directives new, dropped and, with *everything*, repeated.

    Laid beside each other are the directives that the texts of each graph cite.
    """
    old, new = (_cited(graph) for graph in (before, after))
    rows = []
    kept = 0
    for key in sorted({*old, *new}):
        change = "repeated" if key in old and key in new else "new" if key in new else "dropped"
        kept += change == "repeated"
        if change == "repeated" and not everything:
            continue
        graph = after if key in new else before
        one = graph.directive(key)
        values = (change, one.label, written(one), old.get(key, 0), new.get(key, 0))
        rows.append(Row(values, naming(graph, key)[:1]))
    rows.sort(key=lambda row: (("new", "dropped", "repeated").index(str(row.values[0])), str(row.values[2] or "9999")))
    counts = {change: sum(row.values[0] == change for row in rows) for change in ("new", "dropped")}
    columns = ("change", "document", "date", "before", "after")
    note = f"{counts['new']} new, {counts['dropped']} dropped, {kept} repeated; numbers are the documents that cite it."
    return Answer("difference", "Directives cited before and after", columns, tuple(rows), note)


def _cited(graph: DirectiveGraph) -> dict[str, int]:
    """Return the directives that the texts of a graph cite, with the number of documents that cite each."""
    return {
        one.key: number
        for one in graph.directives()
        if (number := len({edge.citing for edge in graph.citing(one.key)})) > 0
    }
