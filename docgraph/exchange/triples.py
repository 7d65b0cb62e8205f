"""A graph as triples: ELI and schema.org/Legislation where they fit, an own vocabulary where not.

The vocabulary is described in ``docs/vocabulary.md``.  Every relation stands twice: as one triple, and as a node of
type ``dg:Citation`` that holds its relation, its confidence and its sentences.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from attrs import frozen

from docgraph.exchange.urn import urn_lex
from docgraph.graph.attributes import ISSUED_BY, SUBMITTED_TO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import Edge
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.text.dates import PartialDate

BASE: Final = "urn:x-docgraph:"
PREFIXES: Final = {
    "dg": f"{BASE}vocabulary#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}


@frozen
class Iri:
    """A resource, in full."""

    value: str


@frozen
class Name:
    """A term of a vocabulary: "eli:cites"."""

    value: str


@frozen
class Literal:
    """A plain value, with its datatype ("xsd:date") or its language."""

    value: str
    datatype: str | None = None
    language: str | None = None


Term = Iri | Name | Literal
Statement = tuple[Iri, str, Term]  # "a" is the type


def directive_iri(key: str) -> str:
    """Return the resource of a directive."""
    return f"{BASE}document:{quote(key)}"


def agency_iri(agency_id: str) -> str:
    """Return the resource of an agency."""
    return f"{BASE}agency:{quote(agency_id)}"


@cache
def relation_terms() -> dict[str, tuple[str, ...]]:
    """Return the terms of ELI and schema.org for each relation.

    >>> relation_terms()["implements"]
    ('eli:applies', 'schema:legislationApplies')
    """
    rows = csv.DictReader((files("docgraph.exchange") / "rdf_relations.csv").read_text("utf-8").splitlines())
    return {
        row["relation"]: tuple(f"{prefix}:{row[prefix]}" for prefix in ("eli", "schema") if row[prefix]) for row in rows
    }


def statements(graph: DirectiveGraph) -> Iterator[Statement]:
    """Yield the statements of a graph, those of one subject together, in a fixed order."""
    for agency_id, attributes in graph.agencies():
        yield from _agency(agency_id, attributes)
    outgoing: dict[str, list[Edge]] = {}
    for edge in graph.edges():
        outgoing.setdefault(edge.citing, []).append(edge)
    for directive in graph.directives():
        yield from _directive(graph, directive, outgoing.get(directive.key, []))
    for key in sorted(outgoing):
        for edge in outgoing[key]:
            yield from _citation(edge)


def _agency(agency_id: str, attributes: dict[str, Any]) -> Iterator[Statement]:
    subject = Iri(agency_iri(agency_id))
    yield subject, "a", Name("schema:GovernmentOrganization")
    yield subject, "schema:name", Literal(attributes["name"], language="vi")
    for term, field in (("dg:level", "level"), ("dg:province", "province"), ("dg:code", "code")):
        if attributes.get(field):
            yield subject, term, Literal(attributes[field])


def _date(date: PartialDate) -> Literal:
    kind = "date" if date.is_full else "gYearMonth" if date.month is not None else "gYear"
    return Literal(date.isoformat(), f"xsd:{kind}")


def _words(subject: Iri, directive: Directive) -> Iterator[Statement]:
    """Yield what is said of a directive in words: those of people in Vietnamese, codes without a language."""
    said = (
        ("schema:legislationType", directive.type),
        ("schema:name", directive.title or directive.name),
        ("schema:legislationJurisdiction", directive.province),
        ("dg:issuer", directive.issuer),
        ("dg:signer", directive.signer),
    )
    codes = (
        ("schema:legislationIdentifier", directive.written_number),
        ("dg:level", directive.level),
        ("dg:family", directive.family),
    )
    for term, words in said:
        if words:
            yield subject, term, Literal(words, language="vi")
    for term, code in codes:
        if code:
            yield subject, term, Literal(str(code))


def _directive(graph: DirectiveGraph, directive: Directive, edges: list[Edge]) -> Iterator[Statement]:
    subject = Iri(directive_iri(directive.key))
    yield subject, "a", Name("eli:LegalResource")
    yield subject, "a", Name("schema:Legislation")
    yield subject, "rdfs:label", Literal(directive.label, language="vi")
    yield subject, "eli:id_local", Literal(directive.key)
    urn = urn_lex(directive)
    if urn is not None:
        yield subject, "owl:sameAs", Iri(urn)
    yield from _words(subject, directive)
    if directive.date is not None:
        yield subject, "eli:date_document", _date(directive.date)
        yield subject, "schema:legislationDate", _date(directive.date)
    for _, agency, relation in graph.nx.out_edges(directive.key, keys=True):
        if relation in {ISSUED_BY, SUBMITTED_TO}:
            known = Iri(agency_iri(agency.removeprefix("agency:")))
            terms = ("eli:passed_by", "schema:legislationPassedBy") if relation == ISSUED_BY else ("dg:submitted_to",)
            for term in terms:
                yield subject, term, known
    for source in directive.sources:
        yield subject, "dg:source", Literal(source)
    for term, names in (("dg:addressee", directive.addressees), ("dg:recipient", directive.recipients)):
        for name in names:
            yield subject, term, Literal(name, language="vi")
    yield subject, "dg:in_corpus", Literal("true" if directive.in_corpus else "false", "xsd:boolean")
    if directive.possible_typo_of is not None:
        yield subject, "dg:possible_typo_of", Iri(directive_iri(directive.possible_typo_of))
    for edge in edges:
        cited = Iri(directive_iri(edge.cited))
        for term in (f"dg:{edge.relation}", *relation_terms()[edge.relation]):
            yield subject, term, cited


def _citation(edge: Edge) -> Iterator[Statement]:
    name = hashlib.sha256("\0".join(edge.order).encode()).hexdigest()[:16]
    subject = Iri(f"{BASE}citation:{name}")
    yield subject, "a", Name("dg:Citation")
    yield subject, "dg:citing", Iri(directive_iri(edge.citing))
    yield subject, "dg:cited", Iri(directive_iri(edge.cited))
    yield subject, "dg:relation", Name(f"dg:{edge.relation}")
    yield subject, "dg:confidence", Literal(repr(float(edge.confidence)), "xsd:double")
    for one in edge.evidence:
        place = Iri(f"{BASE}sentence:{quote(one.source)}:{one.start}-{one.end}")
        yield subject, "dg:evidence", place
    for one in edge.evidence:
        place = Iri(f"{BASE}sentence:{quote(one.source)}:{one.start}-{one.end}")
        yield place, "dg:source", Literal(one.source)
        yield place, "dg:start", Literal(str(one.start), "xsd:integer")
        yield place, "dg:end", Literal(str(one.end), "xsd:integer")
        yield place, "dg:text", Literal(one.text, language="vi")
