"""From documents to the graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import networkx as nx
from attrs import frozen

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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docgraph.agencies import Registry
    from docgraph.directives.claims import Entry
    from docgraph.directives.directive import Directive

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
    beside = [beside_of(entry, given) for entry, given in _verdicts_by_entry(resolution)]
    return assemble_graph(
        resolution.directives,
        resolution.agencies,
        _relation_edges(resolution),
        beside,
        resolution.counts(),
        registry=resolution.registry,
    )


@frozen
class Beside:
    """What the graph keeps of one document beside its edges."""

    key: str
    submitted_to: Agency | None
    open_mentions: tuple[Attributes, ...]
    places: tuple[Attributes, ...]
    compliance: tuple[Attributes, ...]
    diagnostics: tuple[Attributes, ...]


def beside_of(entry: Entry, given: list[Verdict]) -> Beside:
    """Return what the graph keeps of one document beside its edges."""
    document = entry.document
    return Beside(
        entry.key,
        submission_of(entry),
        tuple(open_mentions_of(entry, given)),
        tuple(places_of(document, entry.key, [directive_of(entry.key, verdict)[0] for verdict in given])),
        tuple(compliance_of(document, entry.key)),
        tuple({"source": document.source, **diagnostic.to_record()} for diagnostic in document.diagnostics),
    )


def assemble_graph(
    directives: Iterable[Directive],
    agencies: Iterable[Agency],
    edges: Mapping[tuple[str, str, str], tuple[list[EdgeEvidence], float]],
    beside: Sequence[Beside],
    report: Mapping[str, int],
    *,
    registry: Registry | None = None,
) -> DirectiveGraph:
    """Return the graph that these parts make; *beside* stands in the order of the documents."""
    nodes: dict[str, Attributes] = {}
    issued: dict[str, str] = {}
    for one in directives:
        nodes[one.key] = directive_attributes(one)
        if one.agency is not None:
            issued[one.key] = one.agency
    submitted = [(one.key, one.submitted_to) for one in beside if one.submitted_to is not None]
    known = {agency.id: agency for _, agency in submitted} | {agency.id: agency for agency in agencies}
    nodes |= {f"agency:{agency.id}": agency_attributes(agency) for agency in known.values()}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["report"] = dict(report)
    graph.graph["open"] = [mention for one in beside for mention in one.open_mentions]
    graph.graph["places"] = [place for one in beside for place in one.places]
    graph.graph["places"] += [place for one in beside for place in one.compliance]
    graph.graph["diagnostics"] = [diagnostic for one in beside for diagnostic in one.diagnostics]
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
    return DirectiveGraph(graph, registry)


def agency_attributes(agency: Agency) -> Attributes:
    """Return the attributes of an agency node."""
    return {
        "kind": AGENCY,
        "label": agency.name,
        "name": agency.name,
        "level": str(agency.level),
        "province": agency.province,
        "code": agency.code,
    }


def submission_of(entry: Entry) -> Agency | None:
    """Return the body to which a document is submitted, where the registry knows it and its place."""
    recipient, setting = entry.document.header.submitted_to, entry.setting
    if recipient is None:
        return None
    agency = find_agency(recipient, setting.province, setting.day, registry=setting.registry)
    return agency if agency is not None and agency.territory != ANYWHERE else None


def _relation_edges(resolution: Resolution) -> dict[tuple[str, str, str], tuple[list[EdgeEvidence], float]]:
    """Gather the relations of all documents by their ends, with every sentence and the best confidence."""
    evidence: dict[tuple[str, str, str], list[EdgeEvidence]] = defaultdict(list)
    confidence: dict[tuple[str, str, str], float] = defaultdict(float)
    for entry, given in _verdicts_by_entry(resolution):
        for citing, cited, relation, sentence, sure in entry_edges(entry, given):
            evidence[citing, cited, relation].append(sentence)
            confidence[citing, cited, relation] = max(confidence[citing, cited, relation], sure)
    return {ends: (evidence[ends], confidence[ends]) for ends in evidence}


def _verdicts_by_entry(resolution: Resolution) -> Iterator[tuple[Entry, list[Verdict]]]:
    remaining = iter(resolution.verdicts)
    for entry in resolution.entries:
        yield entry, [next(remaining).verdict for _ in entry.document.mentions]


def directive_of(document: str, verdict: Verdict) -> tuple[str | None, float]:
    """Return the directive that a verdict on a mention of *document*, a key, leads to, and how sure that is."""
    match verdict:
        case Resolved(directive=key, confidence=confidence):
            return key, confidence
        case Unresolved(directive=key):
            return key, 0.5
        case SelfReference():
            return document, 1.0
        case Ambiguous():
            return None, 0.0


@frozen
class Draft:
    """An edge as one document shows it, before it is known which documents its mentions name."""

    subject: int | None  # index of a mention; None for the document itself
    object: int
    relation: str
    evidence: EdgeEvidence


def edge_drafts(document: Document) -> Iterator[Draft]:
    """Yield the edges that a document shows: its relations, then a "mentions" for what no relation speaks of."""
    mentions = document.mentions
    related: set[int] = set()
    for relation in document.relations:
        ends = (relation.subject, relation.object)
        if not all(end is None or 0 <= end < len(mentions) for end in ends):
            continue
        related |= {end for end in ends if end is not None}
        evidence = relation.evidence
        if relation.subject is not None:
            evidence = _reaching(evidence, mentions[relation.subject].span)
        sentence = _evidence(document, evidence, mentions[relation.object].span, relation.cue)
        yield Draft(relation.subject, relation.object, str(relation.kind), sentence)
    for index, mention in enumerate(mentions):
        if index not in related:
            yield Draft(None, index, str(RelationKind.MENTIONS), _evidence(document, mention.span, mention.span, None))


def ends_of(key: str, subject: int | None, target: int, given: Sequence[Verdict]) -> tuple[str, str, float] | None:
    """Return the citing and the cited directive of a draft, and how sure that is; None where it is no edge.

    *key* is that of the document, *given* the verdicts on its mentions.
    """
    citing, sure = (key, 1.0) if subject is None else directive_of(key, given[subject])
    cited, confidence = directive_of(key, given[target])
    if citing is None or cited is None or citing == cited:
        return None
    return citing, cited, min(sure, confidence)


def entry_edges(entry: Entry, given: list[Verdict]) -> Iterator[tuple[str, str, str, EdgeEvidence, float]]:
    """Yield the edges that one document shows: citing and cited key, relation, sentence and confidence."""
    for draft in edge_drafts(entry.document):
        ends = ends_of(entry.key, draft.subject, draft.object, given)
        if ends is not None:
            yield ends[0], ends[1], draft.relation, draft.evidence, ends[2]


def _reaching(evidence: Span, other: Span) -> Span:
    """Let a sentence reach to its cue or to the place that names its subject, where that stands nearby."""
    start, end = min(evidence.start, other.start), max(evidence.end, other.end)
    return Span(start, end) if end - start - (evidence.end - evidence.start) <= FARTHEST else evidence


def _evidence(document: Document, span: Span, mention: Span, cue: Span | None) -> EdgeEvidence:
    text = document.text
    if cue is not None:
        span = _reaching(span, cue)
    start, end = max(0, min(span.start, mention.start)), min(len(text), max(span.end, mention.end))
    return EdgeEvidence(
        document.source,
        start,
        end,
        text[start:end],
        (mention.start, mention.end),
        (cue.start, cue.end) if cue else None,
    )
