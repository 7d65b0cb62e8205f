"""Turtle and JSON-LD are read by rdflib and asked by SPARQL."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
import rdflib
from rdflib import compare

from docgraph.documents.model import RelationKind
from docgraph.exchange.rdf import format_jsonld, format_turtle, write_jsonld, write_turtle
from docgraph.exchange.triples import PREFIXES, directive_iri, relation_terms
from docgraph.exchange.urn import urn_lex
from docgraph.graph import build_graph

# rdflib reads JSON-LD by way of its own class that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
DECISION = "vn/trung-uong/ttg/qd/2024/2468"
NAMES = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


@pytest.fixture(params=["turtle", "json-ld"])
def triples(request, sample):
    text = format_turtle(sample) if request.param == "turtle" else format_jsonld(sample)
    return rdflib.Graph().parse(data=text, format=request.param)


def ask(triples, question):
    return [tuple(str(value) for value in row) for row in triples.query(f"{NAMES}\n{question}")]


def test_both_forms_say_the_same(sample) -> None:
    read = [
        rdflib.Graph().parse(data=format_turtle(sample), format="turtle"),
        rdflib.Graph().parse(data=format_jsonld(sample), format="json-ld"),
    ]
    assert compare.to_isomorphic(read[0]) == compare.to_isomorphic(read[1])
    assert len(read[0]) > 1000


def test_every_directive_is_a_legal_resource(triples, sample) -> None:
    found = ask(triples, "SELECT ?key WHERE { ?one a eli:LegalResource, schema:Legislation ; eli:id_local ?key }")
    assert {key for (key,) in found} == {one.key for one in sample.directives()}


def test_who_carries_out_a_decision(triples, sample) -> None:
    question = f"SELECT ?key WHERE {{ ?one eli:applies <{directive_iri(DECISION)}> ; eli:id_local ?key }}"
    assert {key for (key,) in ask(triples, question)} == {
        edge.citing for edge in sample.citing(DECISION, {RelationKind.IMPLEMENTS})
    }


def test_dates_are_typed(triples) -> None:
    question = (
        f"SELECT ?date (datatype(?date) AS ?kind) WHERE {{ <{directive_iri(DECISION)}> eli:date_document ?date }}"
    )
    assert ask(triples, question) == [("2024-03-15", f"{PREFIXES['xsd']}date")]
    partial = ask(
        triples, "SELECT ?date WHERE { ?one eli:date_document ?date FILTER(datatype(?date) = xsd:gYearMonth) }"
    )
    assert ("2025-06",) in partial


def test_every_sentence_is_kept(triples, sample) -> None:
    question = """SELECT ?citing ?cited ?relation ?source ?start ?text WHERE {
      ?citation a dg:Citation ; dg:citing/eli:id_local ?citing ; dg:cited/eli:id_local ?cited ; dg:relation ?relation ;
        dg:evidence [ dg:source ?source ; dg:start ?start ; dg:text ?text ] }"""
    expected = {
        (edge.citing, edge.cited, f"{PREFIXES['dg']}{edge.relation}", one.source, str(one.start), one.text)
        for edge in sample.edges()
        for one in edge.evidence
    }
    found = set(ask(triples, question))
    assert len(found) == len(expected)
    assert {row[:5] for row in found} == {row[:5] for row in expected}
    assert {row[5] for row in expected} - {row[5] for row in found} == set()


def test_the_bodies_are_named(triples) -> None:
    question = f"SELECT ?name WHERE {{ <{directive_iri(DECISION)}> eli:passed_by/schema:name ?name }}"
    assert ask(triples, question) == [("Thủ tướng Chính phủ",)]


def test_every_relation_has_its_terms() -> None:
    assert set(relation_terms()) == {str(kind) for kind in RelationKind}
    rows = list(csv.DictReader((files("docgraph.exchange") / "rdf_relations.csv").read_text("utf-8").splitlines()))
    assert all(row["eli"] for row in rows)


def test_the_vocabulary_is_described(sample) -> None:
    page = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text("utf-8")
    triples = rdflib.Graph().parse(data=format_turtle(sample), format="turtle")
    own = {str(term) for triple in triples for term in triple if str(term).startswith(PREFIXES["dg"])}
    for term in {*own, *(f"{PREFIXES['dg']}{kind}" for kind in RelationKind)}:
        assert f"`dg:{term.removeprefix(PREFIXES['dg'])}`" in page


def test_urn_names(sample) -> None:
    names = {key: urn_lex(sample.directive(key)) for key in (one.key for one in sample.directives())}
    assert names[DECISION] == "urn:lex:vn:thu.tuong:quyet.dinh:2024-03-15;2468-qd-ttg"
    assert names["vn/quang-ngai/ubnd/kh/2024/215"] == (
        "urn:lex:vn;quang.ngai:uy.ban.nhan.dan:ke.hoach:2024-04-12;215-kh-ubnd"
    )
    given = [name for name in names.values() if name is not None]
    assert "urn:lex:vn:dang;tinh.uy.quang.ngai:ket.luan:2024-04-02;415-kl-tu" in given
    assert any(name.startswith("urn:lex:vn;quang.ngai:so.noi.vu:") for name in given)
    assert any(name.startswith("urn:lex:vn;quang.ngai;huyen.son.tinh:") for name in given)
    assert len(set(given)) == len(given)
    assert all(name.isascii() and name == name.lower() and " " not in name for name in given)


def test_writing_and_an_empty_graph(sample, tmp_path) -> None:
    assert write_turtle(sample, tmp_path / "g.ttl").read_text("utf-8") == format_turtle(sample)
    assert write_jsonld(sample, tmp_path / "g.jsonld").read_text("utf-8") == format_jsonld(sample)
    for form, text in (("turtle", format_turtle(build_graph([]))), ("json-ld", format_jsonld(build_graph([])))):
        assert len(rdflib.Graph().parse(data=text, format=form)) == 0
