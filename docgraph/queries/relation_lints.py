"""Lints of how directives stand to each other: in time, in rank, in force."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from docgraph.agencies.levels import Level
from docgraph.directives.identity import year_of
from docgraph.directives.type_codes import LETTER, type_code
from docgraph.documents.model import RelationKind
from docgraph.graph.attributes import EdgeEvidence
from docgraph.graph.compliance import COMPLIANCE
from docgraph.queries.descent import ANSWERING
from docgraph.queries.findings import Finding, Severity, first_evidence
from docgraph.queries.identity_lints import are_kin
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_UNDER: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER})
_RELYING: Final = frozenset({RelationKind.LEGAL_BASIS, RelationKind.IMPLEMENTS})
_RELATIONS: Final = frozenset(RelationKind)
_ENDING: Final = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})
_RANK: Final = {Level.CENTRAL: 0, Level.PROVINCIAL: 1, Level.AGENCY: 2, Level.DISTRICT: 2, Level.COMMUNE: 3}
_PROPOSALS: Final = frozenset({"ttr", "bc", "tb", "gm", "da", LETTER})
"""Types by which a lower body proposes, reports or informs, so that a higher one may well act on them."""

_Days = tuple[dt.date, dt.date]
_PART: Final = re.compile(r"\b(?:điểm|khoản|điều|mục|chương|phần|phụ lục|nội dung|cụm từ|mẫu)\b", re.IGNORECASE)


def out_of_time(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that cite, or carry out, a document of a later date."""
    writers = {source: one.agency for one in graph.directives() for source in one.sources if one.agency is not None}
    days = {one.key: _days(one) for one in graph.directives()}
    for citing, cited, relation, edge in _lines(graph, _RELATIONS):
        if not _is_later(days[cited.key], days[citing.key]):
            continue
        evidence = tuple(map(EdgeEvidence.from_attributes, edge["evidence"]))
        own = [one for one in evidence if one.source in citing.sources]
        told = [] if own else [one for one in evidence if _is_first_hand(one, relation, citing, writers)]
        if own == told or (
            told and (_outranks(citing, cited) or _says_earlier(graph, citing, {*map(_sentence, told)}, days))
        ):
            continue  # "Thực hiện A, B, C, đã ban hành X, Y": which of them X carries out, the sentence does not say
        dates = f"{citing.label} ({_written(citing)}) is older than {cited.label} ({_written(cited)})"
        if relation in ANSWERING:
            message, rule = f"{dates}, which it answers.", "response_before_directive"
        else:
            message, rule = f"{dates}, which it cites.", "forward_in_time"
        # a blank day shows a draft, which may be signed later than its month
        sure = citing.date is not None and citing.date.is_full and bool(own)
        severity = Severity.ERROR if sure else Severity.WARNING
        yield Finding(severity, rule, citing.key, citing.label, message, (cited.key,), tuple([*own, *told][:1]))


def _is_first_hand(one: EdgeEvidence, relation: str, citing: Directive, writers: Mapping[str, str]) -> bool:
    """Tell whether a body speaks of its own document: "Thực hiện X, Sở đã ban hành Y" in a report of that Sở."""
    return relation in ANSWERING and citing.agency is not None and writers.get(one.source) == citing.agency


def _sentence(evidence: EdgeEvidence) -> tuple[str, int | None]:
    return evidence.source, evidence.cue[0] if evidence.cue else None


def _says_earlier(
    graph: DirectiveGraph, citing: Directive, told: set[tuple[str, int | None]], days: Mapping[str, _Days | None]
) -> bool:
    """Tell whether one of these sentences also gives a document an earlier one to carry out."""
    return any(
        one.cue is not None and _sentence(one) in told
        for edge in graph.cited(citing.key)
        if days[edge.cited] is not None and not _is_later(days[edge.cited], days[citing.key])
        for one in edge.evidence
    )


def _date(one: Directive) -> PartialDate | None:
    """Return the date of a directive, or the year inside its number."""
    year = year_of(one.year, one.date)
    return one.date or (PartialDate(year) if year is not None and year > 0 else None)


def _written(one: Directive) -> str:
    date = _date(one)
    return date.isoformat() if date is not None else "no date"


def _days(one: Directive) -> _Days | None:
    """Return the first and the last day that the date of a directive can mean."""
    date = _date(one)
    return (date.earliest(), date.latest()) if date is not None else None


def _is_later(one: _Days | None, other: _Days | None) -> bool:
    return one is not None and other is not None and one[0] > other[1]


def _lines(
    graph: DirectiveGraph, relations: Container[str]
) -> Iterator[tuple[Directive, Directive, str, Mapping[str, Any]]]:
    """Yield the edges of these relations: the directives at both ends, the relation, the attributes."""
    for citing, cited, relation, edge in graph.nx.edges(keys=True, data=True):
        if relation in relations:
            yield graph.directive(citing), graph.directive(cited), relation, edge


def self_references(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that cite their own number."""
    for place in graph.nx.graph.get("open", ()):
        if place["verdict"] == "self" and place["document"] in graph:
            one = graph.directive(place["document"])
            span = EdgeEvidence(place["source"], place["start"], place["end"], place["text"])
            message = "It cites its own number."
            yield Finding(Severity.INFO, "self_reference", one.key, one.label, message, (), (span,))


def cycles(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that carry each other out."""
    wanted: nx.DiGraph[str] = nx.DiGraph()
    wanted.add_edges_from(
        (citing, cited) for citing, cited, relation in graph.nx.edges(keys=True) if relation in ANSWERING
    )
    for ring in nx.strongly_connected_components(wanted):
        if len(ring) > 1:
            first, *others = sorted(ring)
            one = graph.directive(first)
            labels = ", ".join(graph.directive(key).label for key in others)
            evidence = next((edge.evidence[:1] for edge in graph.cited(first, ANSWERING) if edge.cited in ring), ())
            message = f"It and {labels} carry each other out."
            yield Finding(Severity.ERROR, "cycle", first, one.label, message, tuple(others), evidence)


def _outranks(one: Directive, other: Directive) -> bool:
    """Tell whether one body stands above another: the centre above all, a province above its own bodies."""
    if one.level is None or other.level is None or _RANK[one.level] >= _RANK[other.level]:
        return False
    if one.level is Level.CENTRAL:
        return other.province is not None
    return one.province is not None and one.province == other.province


def level_inversions(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find directives of a higher body that carry out one of a lower body."""
    for citing, cited, _, edge in _lines(graph, _UNDER):
        if not _outranks(citing, cited):
            continue
        kinds = {cited.key.split("/")[3:4][0] if cited.key.count("/") > 2 else "", type_code(cited.type or "")}
        if kinds & _PROPOSALS:
            continue
        message = f"{citing.label} ({citing.level}) carries out {cited.label} of a lower level ({cited.level})."
        yield Finding(
            Severity.WARNING, "level_inversion", citing.key, citing.label, message, (cited.key,), first_evidence(edge)
        )


def foreign_provinces(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents of one province that carry out a directive of another, which has no power there."""
    for citing, cited, _, edge in _lines(graph, _UNDER):
        if citing.province is None or cited.province is None or citing.province == cited.province:
            continue
        if are_kin(citing.province, cited.province):
            continue  # the bodies of a province that it took in go on under it
        message = f"A document of {citing.province} carries out {cited.label} of {cited.province}."
        yield Finding(
            Severity.WARNING, "wrong_province", citing.key, citing.label, message, (cited.key,), first_evidence(edge)
        )


def no_longer_in_force(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that rest on a directive which another one of the corpus had replaced or repealed before."""
    ended: dict[str, list[tuple[Directive, str, tuple[EdgeEvidence, ...]]]] = defaultdict(list)
    for new, old, relation, edge in _lines(graph, _ENDING):
        evidence = tuple(map(EdgeEvidence.from_attributes, edge["evidence"]))
        if any(not _ends_a_part(one) for one in evidence):
            ended[old.key].append((new, relation, evidence[:1]))
    for key in sorted(ended):
        old = graph.directive(key)
        for relying in graph.citing(key, _RELYING):
            citing = graph.directive(relying.citing)
            for new, relation, evidence in ended[key]:
                if new.key == citing.key or not _is_later(_days(citing), _days(new)):
                    continue
                verb = "replaced" if relation == RelationKind.REPLACES else "repealed"
                message = f"It rests on {old.label}, which {new.label} of {_written(new)} had {verb}."
                yield Finding(
                    Severity.WARNING,
                    "no_longer_in_force",
                    citing.key,
                    citing.label,
                    message,
                    (key, new.key),
                    (*relying.evidence[:1], *evidence),
                )


def _ends_a_part(evidence: EdgeEvidence) -> bool:
    """Tell whether the words between the cue and the document cited speak of a part of it: "bãi bỏ Điều 5 của …"."""
    if evidence.cue is None or evidence.mention is None:
        return False
    start, end = sorted((evidence.cue[1], evidence.mention[0]))
    return _PART.search(evidence.text[max(0, start - evidence.start) : max(0, end - evidence.start)]) is not None


def only_generic_compliance(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that say that they carry out a class of documents and name none of them."""
    for place in graph.nx.graph.get("places", ()):
        if place["kind"] != COMPLIANCE or place["document"] not in graph:
            continue
        one = graph.directive(place["document"])
        if one.type is not None and next(graph.cited(one.key, ANSWERING), None) is None:
            span = EdgeEvidence(place["source"], place["start"], place["end"], place["text"])
            message = "It says that it carries out a class of documents, and names none of them."
            yield Finding(Severity.INFO, "generic_compliance", one.key, one.label, message, (), (span,))
