"""From documents to the graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import networkx as nx

from docgraph.agencies import find_agency
from docgraph.agencies.model import ANYWHERE, Agency
from docgraph.directives.resolution import Resolution, resolve
from docgraph.directives.verdicts import Ambiguous, Resolved, SelfReference, Unresolved, Verdict
from docgraph.documents.model import Document, RelationKind
from docgraph.graph.attributes import AGENCY, ISSUED_BY, SUBMITTED_TO, Attributes, EdgeEvidence, directive_attributes
from docgraph.graph.compliance import compliance_of
from docgraph.graph.directive_graph import DirectiveGraph, evidence_order
from docgraph.graph.open_mentions import open_mentions_of
from docgraph.graph.places import places_of
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.agencies import Registry
    from docgraph.directives.claims import Entry

FARTHEST: Final = 1500
"""How far, in characters, a quoted sentence may reach to show its cue and the document that it speaks of."""


def build_graph(documents: Iterable[Document], *, registry: Registry | None = None) -> DirectiveGraph:
    """Return the graph of a corpus: the same for the same documents in any order.

    Every mention that leads to a directive is an edge: of the relations that the text shows, else "mentions".
    *registry* names the bodies that issue documents; ``load_registry(Path("own.csv"))`` of `docgraph.agencies` makes
    one that knows your own bodies too.

    >>> from docgraph.documents import parse_document
    >>> text = "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi."
    >>> graph = build_graph([parse_document("a.txt", text)])
    >>> graph
    <DirectiveGraph: 2 directives, 1 agency, 2 edges>
    >>> [(edge.cited, edge.relation.value) for edge in graph.edges()]
    [('vn/quang-ngai/ubnd/qd/2021/1477', 'implements')]
    """
    return graph_of(resolve(documents, registry=registry))


def graph_of(resolution: Resolution) -> DirectiveGraph:
    """Return the graph of a corpus whose mentions are resolved."""
    nodes: dict[str, Attributes] = {one.key: directive_attributes(one) for one in resolution.directives}
    edges = _relation_edges(resolution)
    issued = {one.key: one.agency for one in resolution.directives if one.agency is not None}
    submitted = tuple(_submissions(resolution))
    agencies = {agency.id: agency for _, agency in submitted} | {agency.id: agency for agency in resolution.agencies}
    nodes |= {f"agency:{agency.id}": _agency_attributes(agency) for agency in agencies.values()}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["report"] = resolution.counts()
    graph.graph["open"] = [
        mention for entry, given in _verdicts_by_entry(resolution) for mention in open_mentions_of(entry, given)
    ]
    graph.graph["places"] = [
        place
        for entry, given in _verdicts_by_entry(resolution)
        for place in places_of(entry.document, entry.key, [_key(entry, verdict)[0] for verdict in given])
    ]
    graph.graph["places"] += [
        place for entry in resolution.entries for place in compliance_of(entry.document, entry.key)
    ]
    graph.graph["diagnostics"] = [
        {"source": entry.document.source, **diagnostic.to_record()}
        for entry in resolution.entries
        for diagnostic in entry.document.diagnostics
    ]
    for node in sorted(nodes):
        graph.add_node(node, **nodes[node])
    for citing, cited, relation in sorted(edges):
        evidence, confidence = edges[citing, cited, relation]
        listed = sorted(set(evidence), key=evidence_order)
        graph.add_edge(
            citing,
            cited,
            key=relation,
            relation=relation,
            evidence=[one.attributes() for one in listed],
            confidence=confidence,
        )
    for key in sorted(issued):
        graph.add_edge(key, f"agency:{issued[key]}", key=ISSUED_BY, relation=ISSUED_BY)
    for key, agency_id in sorted({(key, agency.id) for key, agency in submitted}):
        graph.add_edge(key, f"agency:{agency_id}", key=SUBMITTED_TO, relation=SUBMITTED_TO)
    return DirectiveGraph(graph, resolution.registry)


def _agency_attributes(agency: Agency) -> Attributes:
    return {
        "kind": AGENCY,
        "label": agency.name,
        "name": agency.name,
        "level": str(agency.level),
        "province": agency.province,
        "code": agency.code,
    }


def _submissions(resolution: Resolution) -> Iterator[tuple[str, Agency]]:
    for entry in resolution.entries:
        recipient, setting = entry.document.header.submitted_to, entry.setting
        if recipient is None:
            continue
        agency = find_agency(recipient, setting.province, setting.day, registry=setting.registry)
        if agency is not None and agency.territory != ANYWHERE:
            yield entry.key, agency


def _relation_edges(resolution: Resolution) -> dict[tuple[str, str, str], tuple[list[EdgeEvidence], float]]:
    """Gather the relations of all documents by their ends, with every sentence and the best confidence."""
    evidence: dict[tuple[str, str, str], list[EdgeEvidence]] = defaultdict(list)
    confidence: dict[tuple[str, str, str], float] = defaultdict(float)
    for entry, given in _verdicts_by_entry(resolution):
        for citing, cited, relation, sentence, sure in _entry_edges(entry, given):
            evidence[citing, cited, relation].append(sentence)
            confidence[citing, cited, relation] = max(confidence[citing, cited, relation], sure)
    return {ends: (evidence[ends], confidence[ends]) for ends in evidence}


def _verdicts_by_entry(resolution: Resolution) -> Iterator[tuple[Entry, list[Verdict]]]:
    remaining = iter(resolution.verdicts)
    for entry in resolution.entries:
        yield entry, [next(remaining).verdict for _ in entry.document.mentions]


def _key(entry: Entry, verdict: Verdict) -> tuple[str | None, float]:
    match verdict:
        case Resolved(directive=key, confidence=confidence):
            return key, confidence
        case Unresolved(directive=key):
            return key, 0.5
        case SelfReference():
            return entry.key, 1.0
        case Ambiguous():
            return None, 0.0


def _entry_edges(entry: Entry, given: list[Verdict]) -> Iterator[tuple[str, str, str, EdgeEvidence, float]]:
    document = entry.document
    related: set[int] = set()
    for relation in document.relations:
        ends = (relation.subject, relation.object)
        if not all(end is None or 0 <= end < len(given) for end in ends):
            continue
        related |= {end for end in ends if end is not None}
        citing, sure = (entry.key, 1.0) if relation.subject is None else _key(entry, given[relation.subject])
        cited, confidence = _key(entry, given[relation.object])
        if citing is None or cited is None or citing == cited:
            continue
        named = document.mentions[relation.object].span
        evidence = relation.evidence
        if relation.subject is not None:
            evidence = _reaching(evidence, document.mentions[relation.subject].span)
        sentence = _evidence(entry, evidence, named, relation.cue)
        yield citing, cited, str(relation.kind), sentence, min(sure, confidence)
    for index, mention in enumerate(document.mentions):
        cited, confidence = _key(entry, given[index])
        if index not in related and cited is not None and cited != entry.key:
            sentence = _evidence(entry, mention.span, mention.span, None)
            yield entry.key, cited, str(RelationKind.MENTIONS), sentence, confidence


def _reaching(evidence: Span, other: Span) -> Span:
    """Let a sentence reach to its cue or to the place that names its subject, where that stands nearby."""
    start, end = min(evidence.start, other.start), max(evidence.end, other.end)
    return Span(start, end) if end - start - (evidence.end - evidence.start) <= FARTHEST else evidence


def _evidence(entry: Entry, span: Span, mention: Span, cue: Span | None) -> EdgeEvidence:
    text = entry.document.text
    if cue is not None:
        span = _reaching(span, cue)
    start, end = max(0, min(span.start, mention.start)), min(len(text), max(span.end, mention.end))
    return EdgeEvidence(
        entry.document.source,
        start,
        end,
        text[start:end],
        (mention.start, mention.end),
        (cue.start, cue.end) if cue else None,
    )
