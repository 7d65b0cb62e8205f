"""Lints of how directives stand to each other: in time, in rank, in force."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import networkx as nx

from docgraph.agencies.levels import Level
from docgraph.directives.identity import year_of
from docgraph.directives.type_codes import LETTER, type_code
from docgraph.documents.model import RelationKind
from docgraph.graph.attributes import EdgeEvidence
from docgraph.graph.compliance import COMPLIANCE
from docgraph.queries.descent import ANSWERING
from docgraph.queries.findings import Finding, Severity
from docgraph.queries.identity_lints import are_kin
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import Edge
    from docgraph.graph.directive_graph import DirectiveGraph

_UNDER: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER})
_RELYING: Final = frozenset({RelationKind.LEGAL_BASIS, RelationKind.IMPLEMENTS})
_ENDING: Final = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})
_RANK: Final = {Level.CENTRAL: 0, Level.PROVINCIAL: 1, Level.AGENCY: 2, Level.DISTRICT: 2, Level.COMMUNE: 3}
_PROPOSALS: Final = frozenset({"ttr", "bc", "tb", "gm", "da", LETTER})
"""Types by which a lower body proposes, reports or informs, so that a higher one may well act on them."""

_PART: Final = re.compile(r"\b(?:điểm|khoản|điều|mục|chương|phần|phụ lục|nội dung|cụm từ|mẫu)\b", re.IGNORECASE)


def out_of_time(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that cite, or carry out, a document of a later date."""
    known = {one.key: one for one in graph.directives()}
    edges = list(graph.edges())
    writers = {source: one.agency for one in known.values() for source in one.sources if one.agency is not None}
    fitting = _sentences_with_earlier(edges, known)
    for edge in edges:
        citing, cited = known[edge.citing], known[edge.cited]
        if not _is_later(cited, citing):
            continue
        own = [one for one in edge.evidence if one.source in citing.sources]
        told = [] if own else [one for one in edge.evidence if _is_first_hand(one, edge, citing, writers)]
        if own == told or (
            told and (_outranks(citing, cited) or any((citing.key, _sentence(one)) in fitting for one in told))
        ):
            continue  # "Thực hiện A, B, C, đã ban hành X, Y": which of them X carries out, the sentence does not say
        dates = f"{citing.label} ({_written(citing)}) is older than {cited.label} ({_written(cited)})"
        if edge.relation in ANSWERING:
            message, rule = f"{dates}, which it answers.", "response_before_directive"
        else:
            message, rule = f"{dates}, which it cites.", "forward_in_time"
        # a blank day shows a draft, which may be signed later than its month
        sure = citing.date is not None and citing.date.is_full and bool(own)
        severity = Severity.ERROR if sure else Severity.WARNING
        yield Finding(severity, rule, citing.key, citing.label, message, (cited.key,), tuple([*own, *told][:1]))


def _is_first_hand(one: EdgeEvidence, edge: Edge, citing: Directive, writers: Mapping[str, str]) -> bool:
    """Tell whether a body speaks of its own document: "Thực hiện X, Sở đã ban hành Y" in a report of that Sở."""
    return edge.relation in ANSWERING and citing.agency is not None and writers.get(one.source) == citing.agency


def _sentence(evidence: EdgeEvidence) -> tuple[str, int | None]:
    return evidence.source, evidence.cue[0] if evidence.cue else None


def _sentences_with_earlier(
    edges: list[Edge], known: dict[str, Directive]
) -> frozenset[tuple[str, tuple[str, int | None]]]:
    """Return the sentences that also give a directive an earlier one to carry out."""
    return frozenset(
        (edge.citing, _sentence(one))
        for edge in edges
        for one in edge.evidence
        if one.cue is not None
        and _date(known[edge.cited]) is not None
        and not _is_later(known[edge.cited], known[edge.citing])
    )


def _date(one: Directive) -> PartialDate | None:
    """Return the date of a directive, or the year inside its number."""
    year = year_of(one.year, one.date)
    return one.date or (PartialDate(year) if year is not None and year > 0 else None)


def _written(one: Directive) -> str:
    date = _date(one)
    return date.isoformat() if date is not None else "no date"


def _is_later(one: Directive, other: Directive) -> bool:
    date, before = _date(one), _date(other)
    return date is not None and before is not None and date.earliest() > before.latest()


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
    for edge in graph.edges():
        if edge.relation not in _UNDER:
            continue
        citing, cited = graph.directive(edge.citing), graph.directive(edge.cited)
        kinds = {edge.cited.split("/")[3:4][0] if edge.cited.count("/") > 2 else "", type_code(cited.type or "")}
        if kinds & _PROPOSALS or not _outranks(citing, cited):
            continue
        message = f"{citing.label} ({citing.level}) carries out {cited.label} of a lower level ({cited.level})."
        yield Finding(
            Severity.WARNING, "level_inversion", citing.key, citing.label, message, (cited.key,), edge.evidence[:1]
        )


def foreign_provinces(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents of one province that carry out a directive of another, which has no power there."""
    for edge in graph.edges():
        if edge.relation not in _UNDER:
            continue
        citing, cited = graph.directive(edge.citing), graph.directive(edge.cited)
        if citing.province is None or cited.province is None or citing.province == cited.province:
            continue
        if are_kin(citing.province, cited.province):
            continue  # the bodies of a province that it took in go on under it
        message = f"A document of {citing.province} carries out {cited.label} of {cited.province}."
        yield Finding(
            Severity.WARNING, "wrong_province", citing.key, citing.label, message, (cited.key,), edge.evidence[:1]
        )


def no_longer_in_force(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that rest on a directive which another one of the corpus had replaced or repealed before."""
    ended: dict[str, list[tuple[Directive, Edge]]] = defaultdict(list)
    for edge in graph.edges():
        if edge.relation in _ENDING and any(not _ends_a_part(one) for one in edge.evidence):
            ended[edge.cited].append((graph.directive(edge.citing), edge))
    for key in sorted(ended):
        old = graph.directive(key)
        for edge in graph.citing(key, _RELYING):
            citing = graph.directive(edge.citing)
            for new, ending in ended[key]:
                if new.key == citing.key or not _is_later(citing, new):
                    continue
                verb = "replaced" if ending.relation is RelationKind.REPLACES else "repealed"
                message = f"It rests on {old.label}, which {new.label} of {_written(new)} had {verb}."
                yield Finding(
                    Severity.WARNING,
                    "no_longer_in_force",
                    citing.key,
                    citing.label,
                    message,
                    (key, new.key),
                    (*edge.evidence[:1], *ending.evidence[:1]),
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
