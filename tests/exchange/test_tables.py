"""Parquet is read by pyarrow, the property-graph forms by a Cypher engine where one is installed."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re

import kuzu
import pyarrow.parquet as arrow
import pytest

from docgraph.errors import DocgraphError
from docgraph.exchange import parquet
from docgraph.exchange.cypher import format_cypher, format_neo4j, write_cypher, write_neo4j
from docgraph.exchange.flat import flat_graph
from docgraph.exchange.forms import WRITERS, write_form
from docgraph.exchange.mentions import mention_records
from docgraph.exchange.web_annotations import format_annotations
from docgraph.sample import sample_paths

STATEMENT = re.compile(
    r"^(?:CREATE \(:(?:Document|Agency) \{.*\}\)|MATCH \(a:.*\), \(b:.*\) CREATE \(a\)-\[:[A-Z_]+ \{.*\}\]->\(b\));$"
)


def test_parquet_is_read_back(sample, tmp_path) -> None:
    nodes, edges, mentions = (arrow.read_table(path) for path in parquet.write_parquet(sample, tmp_path / "g.parquet"))
    assert nodes.column("id").to_pylist() == list(sample.nx.nodes)
    held = {(row["source"], row["target"], row["relation"]): row for row in edges.to_pylist()}
    assert len(held) == sample.nx.number_of_edges()
    for citing, cited, key, attributes in sample.nx.edges(keys=True, data=True):
        assert (held[citing, cited, key]["evidence"] or []) == attributes.get("evidence", [])
    assert mentions.to_pylist() == mention_records(sample)


def test_parquet_without_its_library_says_what_to_install(sample, tmp_path, monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(DocgraphError, match=r"docgraph\[parquet\]"):
        parquet.write_parquet(sample, tmp_path / "g.parquet")


def test_mentions_are_slices_of_their_files(sample) -> None:
    texts = {path.name: path.read_text("utf-8") for path in sample_paths()}
    records = mention_records(sample)
    assert len(records) > 100
    for record in records:
        if record["source"] in texts:
            assert texts[record["source"]][record["start"] : record["end"]] == record["text"]
    assert {"resolved", "anaphoric"} <= {record["verdict"] for record in records}


def test_cypher_is_one_statement_a_line(sample, tmp_path) -> None:
    lines = write_cypher(sample, tmp_path / "g.cypher").read_text("utf-8").removesuffix("\n").split("\n")
    assert len(lines) == len(sample.nx) + sample.nx.number_of_edges()
    assert all(STATEMENT.match(line) for line in lines)


def test_cypher_makes_the_graph_in_an_engine(sample, tmp_path) -> None:
    connection = kuzu.Connection(kuzu.Database(str(tmp_path / "db")))
    text = format_cypher(sample)
    kinds: dict[str, dict[str, str]] = {"Document": {}, "Agency": {}}
    ends: dict[str, tuple[set[tuple[str, str]], dict[str, str]]] = {}
    for node, attributes in flat_graph(sample).nodes(data=True):
        kind = "Agency" if attributes["kind"] == "agency" else "Document"
        kinds[kind] |= {name: _kind(value) for name, value in {"id": node, **attributes}.items()}
    labels = {node: "Agency" if held["kind"] == "agency" else "Document" for node, held in sample.nx.nodes(data=True)}
    for citing, cited, key, attributes in flat_graph(sample).edges(keys=True, data=True):
        pairs, columns = ends.setdefault(key.upper(), (set(), {}))
        pairs.add((labels[citing], labels[cited]))
        columns |= {name: _kind(value) for name, value in attributes.items() if name not in {"evidence", "relation"}}
    for kind, columns in kinds.items():
        fields = ", ".join(f"{name} {type_}" for name, type_ in columns.items())
        connection.execute(f"CREATE NODE TABLE {kind}({fields}, PRIMARY KEY (id))")
    for name, (pairs, columns) in ends.items():
        fields = ", ".join(
            [f"FROM {a} TO {b}" for a, b in sorted(pairs)] + [f"{key} {type_}" for key, type_ in columns.items()]
        )
        connection.execute(f"CREATE REL TABLE {name}({fields})")
    for line in text.removesuffix("\n").split("\n"):
        # openCypher writes \n for a line break; this engine takes it only as it is
        connection.execute(re.sub(r"(?<!\\)\\([nt])", lambda found: {"n": "\n", "t": "\t"}[found[1]], line))
    rows = connection.execute(
        "MATCH (a:Document)-[r:IMPLEMENTS]->(b:Document) RETURN a.id, b.id, r.evidence_text ORDER BY a.id, b.id"
    )
    found = []
    while rows.has_next():
        found.append(tuple(rows.get_next()))
    expected = [
        (edge.citing, edge.cited, edge.evidence[0].text) for edge in sample.edges() if edge.relation == "implements"
    ]
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    assert [row[2] for row in found] == [row[2].replace("\ufffe", "") for row in expected]


def _kind(value: object) -> str:
    return (
        "BOOL"
        if isinstance(value, bool)
        else "INT64"
        if isinstance(value, int)
        else "DOUBLE"
        if isinstance(value, float)
        else "STRING"
    )


def test_neo4j_tables_have_typed_headings(sample, tmp_path) -> None:
    nodes, edges = (list(csv.DictReader(io.StringIO(text))) for text in format_neo4j(sample))
    assert [row[":ID"] for row in nodes] == list(sample.nx.nodes)
    assert {row[":LABEL"] for row in nodes} == {"Document", "Agency"}
    assert {":START_ID", ":END_ID", ":TYPE", "confidence:double", "evidence_start:long"} <= set(edges[0])
    assert len(edges) == sample.nx.number_of_edges()
    ids = {row[":ID"] for row in nodes}
    assert all(row[":START_ID"] in ids and row[":END_ID"] in ids for row in edges)
    assert [path.name for path in write_neo4j(sample, tmp_path / "g.csv")] == [
        "g-neo4j-nodes.csv",
        "g-neo4j-relationships.csv",
    ]


def test_web_annotations_point_at_their_words(sample) -> None:
    texts = {path.name: path.read_text("utf-8") for path in sample_paths()}
    page = json.loads(format_annotations(sample))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) == len(mention_records(sample))
    for item in page["items"]:
        assert item["type"] == "Annotation"
        position, words = item["target"]["selector"]
        text = texts.get(item["target"]["source"])
        if text is not None:
            assert text[position["start"] : position["end"]] == words["exact"]
        body = item["body"][0] if isinstance(item["body"], list) else item["body"]
        assert (item["motivation"] == "linking") == ("id" in body)


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_is_written_twice_alike(sample, tmp_path, form) -> None:
    written = write_form(sample, form, tmp_path / f"g.{form}")
    before = [path.read_bytes() for path in written]
    assert all(before)
    assert [path.read_bytes() for path in write_form(sample, form, tmp_path / f"g.{form}")] == before
