"""Responses counted: by level, province, month; how long they took; and where cascades stop."""

from __future__ import annotations

import statistics
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docgraph.agencies import load_registry
from docgraph.agencies.levels import Level
from docgraph.queries.answer import Answer, Row
from docgraph.queries.descent import descend
from docgraph.queries.proofs import level_name, unique
from docgraph.queries.responses import is_own_issue, responses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.cascade_model import Evidence
    from docgraph.queries.responses import Response

OPEN: Final = "–"
_LEVELS: Final = {str(level): place for place, level in enumerate(Level)}

Group = tuple[str, ...]


def field_of(agency_id: str | None) -> str | None:
    """Return the field (ngành) of a body, which is the code of its organ: "snv" of any province."""
    return agency_id.partition("/")[2].upper() or None if agency_id else None


def branch_of(agency_id: str | None) -> str | None:
    """Return the branch of the political system that a body belongs to, as far as the registry knows.

    >>> branch_of("quang-ngai/snv"), branch_of("quang-ngai/tu"), branch_of("quang-ngai/phong-ba")
    ('state', 'party', None)
    """
    if agency_id is None:
        return None
    territory, _, organ = agency_id.partition("/")
    registry = load_registry()
    found = registry.organ(territory.partition(".")[0], organ)
    if found is None:
        return None
    return str(found.branch) if found.branch else None


_KEYS: Final[dict[str, Callable[[Directive], str | None]]] = {
    "level": level_name,
    "province": lambda document: document.province,
    "field": lambda document: field_of(document.agency),
    "branch": lambda document: branch_of(document.agency),
    "date": lambda document: document.date.isoformat()[:7] if document.date else None,
    "type": lambda document: document.type,
}
GROUPS: Final = tuple(_KEYS)
"""What responses can be counted by; "date" is the month."""


def group_of(document: Directive, by: Iterable[str]) -> Group:
    """Return the values by which a document is counted."""
    return tuple(_KEYS[name](document) or OPEN for name in by)


def _group_order(group: Group) -> tuple[tuple[int, str], ...]:
    return tuple((_LEVELS.get(value, len(_LEVELS)), value) for value in group)


def counts(graph: DirectiveGraph, directive: Directive, by: tuple[str, ...] = ("level", "province")) -> Answer:
    """Return how many documents and agencies responded, by level, province, field, branch, month or type."""
    grouped: dict[Group, list[Response]] = defaultdict(list)
    rows = responses(graph, directive).rows
    for row in rows:
        grouped[group_of(graph.directive(row.document), by)].append(row)
    return Answer(
        "counts",
        f"Responses to {directive.label} by {' and '.join(by)}",
        (*by, "documents", "agencies"),
        tuple(
            Row((*group, len(found), len({row.agency for row in found if row.agency})), _evidence(found))
            for group, found in sorted(grouped.items(), key=lambda item: _group_order(item[0]))
        ),
        f"{len(rows)} documents respond, directly or through another.",
    )


def _evidence(rows: Iterable[Response]) -> tuple[Evidence, ...]:
    return tuple(one for row in rows for one in row.evidence[:1])


def delays(
    graph: DirectiveGraph, directive: Directive | None = None, by: tuple[str, ...] = ("level", "province")
) -> Answer:
    """Return how many days after a directive each body first responded: median, quartiles, first and last.

    Without a directive, over all directives of the central level whose own text is in the corpus.  Only the first
    dated response of each body to each directive counts.
    """
    central = [
        one for one in graph.directives() if one.level is Level.CENTRAL and one.in_corpus and not one.provisional
    ]
    tops = [directive] if directive is not None else central
    grouped: dict[Group, list[tuple[int, Response]]] = defaultdict(list)
    undated = 0
    for top in tops:
        first: dict[str, tuple[int, Response]] = {}
        for row in responses(graph, top).rows:
            body = row.agency or row.document
            if row.days is None:
                undated += 1
            elif row.days >= 0 and (body not in first or row.days < first[body][0]):
                first[body] = (row.days, row)
        for pair in first.values():
            grouped[group_of(graph.directive(pair[1].document), by)].append(pair)
    rows = []
    for group, found in sorted(grouped.items(), key=lambda item: _group_order(item[0])):
        ordered = sorted(found, key=lambda pair: (pair[0], pair[1].document))
        days = [pair[0] for pair in ordered]
        rows.append(
            Row(
                (*group, len(days), _plain(statistics.median(days)), _quartiles(days), f"{days[0]} - {days[-1]}"),
                _evidence(pair[1] for pair in ordered),
            )
        )
    what = directive.label if directive is not None else f"{len(tops)} central directives"
    number = sum(map(len, grouped.values()))
    note = f"{number} bodies with a dated response; {undated} responses have no full date."
    columns = (*by, "agencies", "median", "quartiles", "spread")
    return Answer("delays", f"Days from {what} to the first response of each body", columns, tuple(rows), note)


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else round(value, 1)


def _quartiles(days: list[int]) -> str | None:
    if len(days) < 2:
        return None
    low, _, high = statistics.quantiles(days, n=4, method="inclusive")
    return f"{_plain(low)} - {_plain(high)}"


def stops(graph: DirectiveGraph, directive: Directive | None = None) -> Answer:
    """Return at which level cascades stop: how many documents of each level nobody carries further.

    Reports end a cascade by their nature and are not counted.  Without a directive, the cascades of all central ones.
    """
    central = [one for one in graph.directives() if one.level is Level.CENTRAL and one.in_corpus]
    tops = [directive] if directive is not None else central
    ends: dict[Group, list[Directive]] = defaultdict(list)
    goes_on: dict[Group, int] = defaultdict(int)
    evidence: dict[Group, list[Evidence]] = {}
    seen: set[str] = set()
    for top in tops:
        steps = descend(graph, top.key)
        continued = {step.above.key for step in steps.values() if step.above is not None}
        for key, step in steps.items():
            document = graph.directive(key)
            if key in seen or step.depth == 0 or document.type == "Báo cáo" or is_own_issue(key, document.agency, top):
                continue
            seen.add(key)
            group = group_of(document, ("level", "province"))
            evidence.setdefault(group, []).extend(step.evidence[:1])
            if key in continued:
                goes_on[group] += 1
            else:
                ends[group].append(document)
    rows = []
    for group in sorted({*ends, *goes_on}, key=_group_order):
        total = len(ends[group]) + goes_on[group]
        share = round(len(ends[group]) / total, 2)
        rows.append(Row((*group, len(ends[group]), goes_on[group], share), unique(evidence[group])))
    what = directive.label if directive is not None else f"{len(tops)} central directives"
    return Answer(
        "stops",
        f"Where the cascade of {what} stops",
        ("level", "province", "stops", "goes_on", "share"),
        tuple(rows),
        f"Of {len(seen)} documents below, reports left out, {sum(map(len, ends.values()))} are carried no further.",
    )
