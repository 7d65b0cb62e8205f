from __future__ import annotations

import copy
import importlib
import pickle

import pytest

from docgraph.graph import build_graph
from docgraph.queries.rows import Rows

LOCAL = "1501/QĐ-UBND"


@pytest.fixture
def made() -> list[int]:
    return []


@pytest.fixture
def rows(made) -> Rows[str]:
    def make(seed: int) -> str:
        made.append(seed)
        return f"row {seed}"

    return Rows(range(5), make)


def test_a_row_is_made_when_it_is_first_read_and_kept(rows, made) -> None:
    assert (len(rows), bool(rows), made) == (5, True, [])
    assert (rows[3], rows[-2], made) == ("row 3", "row 3", [3])
    assert rows[:2] == ("row 0", "row 1")
    assert made == [3, 0, 1]
    assert rows[0] is rows[0]
    assert [*rows, *rows][5:] == list(rows)
    assert sorted(made) == [0, 1, 2, 3, 4]


def test_rows_are_what_a_tuple_of_them_is(rows) -> None:
    whole = tuple(f"row {number}" for number in range(5))
    assert rows == whole
    assert whole == rows
    assert rows != whole[1:]
    assert rows != list(whole)
    assert (hash(rows), repr(rows), str(rows)) == (hash(whole), repr(whole), str(whole))
    assert (rows + ("x",), ("x",) + rows) == ((*whole, "x"), ("x", *whole))  # noqa: RUF005 - what is tested
    assert rows[::-2] == whole[::-2]
    assert (rows.index("row 2"), rows.count("row 2"), "row 9" in rows) == (2, 1, False)
    assert list(reversed(rows)) == list(reversed(whole))
    assert pickle.loads(pickle.dumps(rows)) == whole
    assert copy.deepcopy(rows) == whole
    with pytest.raises(IndexError):
        rows[5]


def test_answers_compare_print_and_travel_as_with_tuples(reports) -> None:
    graph = build_graph(reports)
    for one, other in (
        (graph.responses(LOCAL), graph.responses(LOCAL)),
        (graph.cascade(LOCAL), graph.cascade(LOCAL)),
    ):
        assert one == other
        assert hash(one) == hash(other)
        assert repr(one) == repr(other)
        assert pickle.loads(pickle.dumps(one)) == other


def test_a_change_of_the_graph_shows_in_the_next_answer(reports) -> None:
    graph = build_graph(reports)
    before = graph.responses(LOCAL)
    plan = next(row.document for row in before if row.label == "Kế hoạch 661/KH-BDT")
    graph.nx.nodes[plan]["date"] = "2021-10-06"
    graph.nx.nodes[plan]["number"] = "0662"
    after = graph.responses(LOCAL)
    assert (after.rows[0].label, after.rows[0].days) == ("Kế hoạch 0662/KH-BDT", 14)
    assert graph.find("662/KH-BDT").key == plan
    assert len(before) == len(after) == 4
    graph.nx.remove_node(plan)
    assert [row.depth for row in graph.responses(LOCAL)] == [1, 1]
    assert plan not in {node.key for node in graph.cascade(LOCAL).nodes}
    assert plan in {row.document for row in after}


def test_a_typo_marked_or_cleared_by_hand_counts_at_once(document) -> None:
    right, other = (f"Quyết định {number}/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi" for number in (1477, 1447))
    made = [("self", "implements", 0)]
    graph = build_graph(
        [
            document("a.txt", right, own="Báo cáo || Sở Y tế tỉnh Quảng Ngãi", relations=made),
            document("b.txt", other, own="Báo cáo || Sở Nội vụ tỉnh Quảng Ngãi", relations=made),
        ]
    )
    top, odd = graph.find("1477/QĐ-UBND").key, graph.find("1447/QĐ-UBND").key
    assert (graph.typos_of(top), len(graph.responses(top))) == ((), 1)
    graph.nx.nodes[odd]["possible_typo_of"] = top
    assert (graph.typos_of(top), len(graph.responses(top))) == ((odd,), 2)
    graph.nx.nodes[odd]["possible_typo_of"] = None
    assert (graph.typos_of(top), len(graph.responses(top))) == ((), 1)


def test_numbers_are_found_however_they_are_padded(reports) -> None:
    graph = build_graph(reports)
    assert graph.numbered("0661") == graph.numbered("661") == ("vn/quang-ngai/bdt/kh/2021/661",)
    assert graph.numbered("66") == ()


def test_asking_makes_no_row(reports, monkeypatch) -> None:
    graph = build_graph(reports)
    top = graph.find("2001/QĐ-TTg")
    for module, name in (("responses", "Response"), ("cascade", "CascadeNode"), ("cascade", "CascadeEdge")):
        monkeypatch.setattr(importlib.import_module(f"docgraph.queries.{module}"), name, None)
    assert len(graph.responses(top)) > 5
    assert len(graph.cascade(top).edges) > 5
