"""Spark in earnest: the same references, verdicts and graph as on one machine."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import pytest
from attrs import evolve

import docgraph.spark
from docgraph.directives import resolve
from docgraph.documents import parse_document
from docgraph.errors import DocgraphError
from docgraph.exchange.node_link import format_graph
from docgraph.graph import build_graph
from docgraph.graph.attributes import directive_attributes
from docgraph.scale.compact import compact
from docgraph.scale.kernel import batch_of, extract
from docgraph.scale.rows import document_of_row
from docgraph.scale.schema import arrow, extraction_schema
from docgraph.spark.columns import spark_schema, verdict_records
from docgraph.spark.rows import OWN, Row, seal

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="session")
def one_machine(sample_rows):
    return [parse_document(name, text) for name, text in sample_rows]


@pytest.fixture(scope="session")
def extracted(spark, sample_rows):
    return docgraph.spark.extract(spark.createDataFrame(sample_rows, "id string, text string")).localCheckpoint()


@pytest.fixture(scope="session")
def resolved(extracted):
    return docgraph.spark.resolve(extracted)


def records(table) -> list[dict]:
    return table.toArrow().to_pylist()


def test_every_text_is_read_as_on_one_machine(extracted, one_machine) -> None:
    found = {row["id"]: document_of_row(row, row["text"]) for row in records(extracted)}
    assert found == {document.source: document for document in one_machine}


def test_the_graph_is_the_same_to_the_last_byte(resolved, one_machine) -> None:
    graph = resolved.to_graph()
    graph.check()
    assert format_graph(graph) == format_graph(build_graph(one_machine))


def test_the_verdicts_are_the_same(resolved, one_machine) -> None:
    expected = resolve(one_machine)
    row = Row(("",), 0, "", OWN, seal(expected.verdicts))
    whole = dict.fromkeys(("step", "confidence", "candidates", "cause"))
    wanted = [whole | record for record in verdict_records(row)]
    found = sorted(records(resolved.verdicts()), key=lambda one: (one["source"], one["mention"]))
    assert found == sorted(wanted, key=lambda one: (one["source"], one["mention"]))


def test_directives_have_the_attributes_of_nodes(resolved, one_machine) -> None:
    found = {one.pop("key"): one for one in records(resolved.directives())}
    assert found == {one.key: directive_attributes(one) for one in resolve(one_machine).directives}


def test_edges_carry_their_evidence(resolved, one_machine) -> None:
    found = {(one["citing"], one["cited"], one["relation"]): one for one in records(resolved.edges())}
    graph = build_graph(one_machine)
    assert len(found) == sum(1 for _ in graph.edges())
    for edge in graph.edges():
        one = found[edge.citing, edge.cited, str(edge.relation)]
        assert one["evidence"] == [evidence.attributes() for evidence in edge.evidence]
        assert one["confidence"] == edge.confidence


def test_the_compact_graph_is_the_same(resolved, one_machine) -> None:
    assert resolved.to_compact() == compact(build_graph(one_machine))


def test_cascades_reach_what_the_graph_reaches(resolved, one_machine, spark) -> None:
    graph = build_graph(one_machine)
    edges = resolved.edges().select("citing", "cited", "relation").localCheckpoint()
    hub = max(graph.keys(), key=lambda key: (sum(1 for _ in graph.citing(key)), key))
    ways = nx.DiGraph((edge.cited, edge.citing) for edge in graph.edges())
    depths = nx.single_source_shortest_path_length(ways, hub)
    assert max(depths.values()) >= 2

    def found(**options) -> dict[str, int]:
        return {one["key"]: one["depth"] for one in records(docgraph.spark.cascade(edges, hub, **options))}

    assert found() == depths
    assert found(hops=1) == {key: depth for key, depth in depths.items() if depth <= 1}
    assert found(hops=0) == {hub: 0}
    carried_out = [edge.citing for edge in graph.citing(hub, ["implements"])]
    assert set(found(hops=1, relations=["implements"])) == {hub, *carried_out}
    below = docgraph.spark.cascade(edges, [hub], hops=1, towards="cited")
    assert {one["key"] for one in records(below)} == {hub, *(edge.cited for edge in graph.cited(hub))}


def test_documents_that_need_every_round(spark, document) -> None:
    corpus = [
        document("a.txt", own="Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Tịnh, tỉnh Quảng Ngãi"),
        document("b.txt", "Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Tịnh", own="Báo cáo | 2024 | UBND xã"),
        document(
            "c.txt", "Kế hoạch 1742/KH-UBND | 2024-05-07", own="Báo cáo 3/BC-SYT | 2025-08 | Sở Y tế tỉnh Khánh Hòa"
        ),
        document("d.txt", own="Kế hoạch 1742/KH-UBND | 2024-05-07 | UBND tỉnh Ninh Thuận"),
        document("e.txt", own="Quyết định 15/QĐ-UBND | | UBND tỉnh Hà Nam"),
        document("f.txt", "Quyết định 15/QĐ-UBND | 2023-02-01 | UBND tỉnh Hà Nam", own="Báo cáo 1/BC-SYT | 2023-05"),
        document("g.txt", "Quyết định 51/QĐ-UBND | 2023-02-01 | UBND tỉnh Hà Nam", own="Báo cáo 2/BC-SYT | 2023-05"),
    ]
    lib = arrow()
    read = batch_of([extract(one, resolve=False) for one in corpus])
    schema = read.schema.append(lib.field("text", lib.string()))
    table = lib.RecordBatch.from_arrays([*read.columns, lib.array([one.text for one in corpus])], schema=schema)
    assert table.schema.names[:-1] == extraction_schema().names
    given = spark.createDataFrame(table.to_pylist(), spark_schema(schema))
    assert format_graph(docgraph.spark.resolve(given).to_graph()) == format_graph(build_graph(corpus))
    assert [evolve(one, text="") for one in corpus] == [document_of_row(row) for row in read.to_pylist()]


def test_rows_that_cannot_be_read_say_why_and_the_rest_goes_on(spark) -> None:
    rows = [(1, "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy Hà Nam."), (2, None), (3, "")]
    found = docgraph.spark.extract(spark.createDataFrame(rows, "so int, noi_dung string"), text="noi_dung", id="so")
    by_id = {one["id"]: one for one in records(found)}
    assert [by_id[name]["error"] is None for name in ("1", "2", "3")] == [True, False, True]
    graph = docgraph.spark.resolve(found).to_graph()
    assert graph.nx.graph["report"]["documents"] == 2


def test_a_corpus_without_texts_gives_an_empty_graph(spark) -> None:
    nothing = docgraph.spark.resolve(docgraph.spark.extract(spark.createDataFrame([], "id string, text string")))
    assert len(nothing.to_graph()) == 0
    assert records(nothing.edges()) == []


def test_wrong_columns_and_ways_are_named(spark, extracted) -> None:
    with pytest.raises(DocgraphError, match=r"no column 'words' \(it has id, text\)"):
        docgraph.spark.extract(spark.createDataFrame([("a", "b")], "id string, text string"), text="words")
    with pytest.raises(DocgraphError, match="lacks text"):
        docgraph.spark.resolve(extracted.drop("text"))
    with pytest.raises(DocgraphError, match="towards"):
        docgraph.spark.cascade(extracted, "x", towards="up")


def test_importing_the_engine_loads_neither_spark_nor_arrow() -> None:
    program = (
        "import sys, docgraph.spark; print([name for name in ('pyspark', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
