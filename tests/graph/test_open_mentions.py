from __future__ import annotations

import pytest

from docgraph.documents import parse_document
from docgraph.exchange.node_link import format_graph, parse_graph
from docgraph.graph import build_graph
from docgraph.graph.places import LONGEST_SENTENCE

COLUMNS = ("document", "source", "text", "verdict", "reason", "sentence")


@pytest.fixture
def graph(document):
    known = ("Kế hoạch 215/KH-UBND | 2023-04-25 | UBND tỉnh Bắc Giang",) * 2
    same_number = "Kế hoạch 215/KH-UBND | 2023-06-01 | UBND tỉnh Bắc Giang"
    own = "Báo cáo 3/BC-SYT | 2023-06-05 | Sở Y tế tỉnh Bắc Giang"
    return build_graph(
        [
            document("a.txt", *known, same_number, own="Báo cáo | 2023-06 | Sở Nội vụ tỉnh Bắc Giang"),
            document("b.txt", "Kế hoạch 215/KH-UBND | 2023 | UBND tỉnh Bắc Giang", own, "Kế hoạch 7/KH-UBND", own=own),
        ]
    )


def test_open_mentions_are_a_table_with_reason_and_sentence(graph) -> None:
    table = graph.open_mentions()
    assert table.columns == COLUMNS
    assert [row["verdict"] for row in table.to_records()] == ["ambiguous", "self", "unresolved"]
    ambiguous, own, unresolved = table.to_records()
    keys = [one.key for one in graph.directives() if "/kh/2023/215" in one.key]
    assert ambiguous["reason"] == f"2 documents fit: {'; '.join(keys)}"
    assert own["reason"] == "it names the document that holds it"
    assert unresolved["reason"].startswith("neither number nor date gives a year")
    for row in table.to_records():
        assert row["document"] == "Báo cáo 3/BC-SYT"
        assert row["source"] == "b.txt"
        assert row["sentence"] == f"Thực hiện {row['text']}, các đơn vị đã làm."
    assert "Open mentions: 3" in str(table)
    assert "<table>" in table._repr_html_()
    assert table.to_csv().startswith("document,source,text,verdict,reason,sentence\n")


def test_they_are_those_that_the_graph_keeps_and_a_file_gives_back(graph) -> None:
    assert len(graph.open_mentions()) == len(graph.nx.graph["open"])
    assert parse_graph(format_graph(graph)).open_mentions() == graph.open_mentions()


def test_a_graph_without_kept_sentences_is_shown_too(graph) -> None:
    for place in graph.nx.graph["open"]:
        del place["sentence"]
    assert {row["sentence"] for row in graph.open_mentions().to_records()} == {None}
    del graph.nx.graph["open"]
    assert len(graph.open_mentions()) == 0


def test_a_long_sentence_is_cut_around_its_mention() -> None:
    filler = "kết quả đạt được " * 1000
    text = f"Báo cáo {filler}theo Kế hoạch số 215/KH-UBND {filler}."
    (row,) = build_graph([parse_document("a.txt", text)]).open_mentions().to_records()
    assert "Kế hoạch số 215/KH-UBND" in row["sentence"]
    assert len(row["sentence"]) <= 2 * LONGEST_SENTENCE + len(row["text"])


def test_a_document_without_open_mentions_has_none(reports) -> None:
    assert len(build_graph([]).open_mentions()) == 0
    assert all(row["sentence"] for row in build_graph(reports).open_mentions().to_records())
