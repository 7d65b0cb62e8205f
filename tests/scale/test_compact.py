from __future__ import annotations

import copy
import pickle
import random
import sqlite3
from collections.abc import Callable, Sequence

import networkx as nx
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from docgraph.documents.model import Document, RelationKind
from docgraph.errors import DocgraphError, GraphInputError, UnknownDirectiveError
from docgraph.graph import build_graph
from docgraph.scale import compact_columns
from docgraph.scale.compact import CompactEdge, CompactGraph, compact

Edges = list[tuple[str, str, str]]

KEYS = st.sampled_from([f"vn/{letter}" for letter in "abcdefghij"])
RELATIONS = st.sampled_from(["implements", "mentions", "amends"])
EDGES = st.lists(st.tuples(KEYS, KEYS, RELATIONS).filter(lambda edge: edge[0] != edge[1]), max_size=40)
CASCADE: Edges = [
    ("plan", "decision", "implements"),
    ("report", "plan", "implements"),
    ("report", "decision", "mentions"),
    ("letter", "report", "mentions"),
    ("decision", "law", "legal_basis"),
]


def in_networkx(edges: Sequence[tuple[str, str, str]], keys: Sequence[str] = ()) -> nx.MultiDiGraph[str]:
    """Return the same graph as networkx builds it: nodes and edges in order."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted({*keys, *(end for edge in edges for end in edge[:2])}))
    for citing, cited, relation in sorted(edges):
        graph.add_edge(citing, cited, key=relation, relation=relation)
    return graph


def of_relations(graph: nx.MultiDiGraph[str], names: Sequence[str]) -> nx.MultiDiGraph[str]:
    return nx.subgraph_view(graph, filter_edge=lambda _, __, key: key in names)


@given(EDGES, st.lists(KEYS, max_size=3), st.randoms(use_true_random=False))
def test_it_is_the_graph_that_networkx_builds(edges: Edges, keys: list[str], chance: random.Random) -> None:
    graph, expected = CompactGraph.from_edges(edges, keys), in_networkx(edges, keys)
    assert list(graph) == list(graph.keys()) == list(expected)
    assert list(graph.edges()) == list(expected.edges(keys=True))
    assert (len(graph), graph.number_of_nodes()) == (len(expected), len(expected))
    assert graph.number_of_edges() == expected.number_of_edges()
    assert graph.relations == tuple(sorted({edge[2] for edge in edges}))
    for key in expected:
        assert graph.in_degree(key) == expected.in_degree(key)
        assert graph.out_degree(key) == expected.out_degree(key)
        assert graph.degree(key) == expected.degree(key)
        assert list(graph.cited(key)) == list(expected.out_edges(key, keys=True))
        assert list(graph.citing(key)) == list(expected.in_edges(key, keys=True))
        assert list(graph.citing(key, ["amends"])) == [edge for edge in graph.citing(key) if edge.relation == "amends"]
    back = graph.to_networkx()
    assert list(back.nodes) == list(expected.nodes)
    assert list(back.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))
    shuffled = chance.sample(edges, len(edges)) + edges[:3]
    other = CompactGraph.from_edges(shuffled, keys)
    assert (other, hash(other)) == (graph, hash(graph))


@given(EDGES.filter(bool), st.none() | st.integers(-1, 5), st.none() | st.sets(RELATIONS))
def test_closures_and_levels_are_those_of_networkx(edges: Edges, depth: int | None, relations: set[str] | None) -> None:
    graph, expected = CompactGraph.from_edges(edges), in_networkx(edges)
    if relations is not None:
        expected = of_relations(expected, sorted(relations))
    reverse = expected.reverse()
    for key in graph:
        for towards, side, closure in (("cited", expected, graph.descendants), ("citing", reverse, graph.ancestors)):
            distances = nx.single_source_shortest_path_length(side, key)
            near = {node: far for node, far in distances.items() if depth is None or far <= max(depth, 0)}
            assert closure(key, depth=depth, relations=relations) == near.keys() - {key}
            assert graph.hops(key, towards, depth=depth, relations=relations) == near
            levels = list(graph.levels(key, towards, depth=depth, relations=relations))
            assert {node: far for far, level in enumerate(levels) for node in level} == near
            assert sum(map(len, levels)) == len(near)


@given(EDGES.filter(bool), st.none() | st.sets(RELATIONS))
def test_a_path_is_a_shortest_one_of_edges_that_are_there(edges: Edges, relations: set[str] | None) -> None:
    graph, expected = CompactGraph.from_edges(edges), in_networkx(edges)
    if relations is not None:
        expected = of_relations(expected, sorted(relations))
    for citing in graph:
        lengths = nx.single_source_shortest_path_length(expected, citing)
        for cited in graph:
            path = graph.path(citing, cited, relations=relations)
            if path is None:
                assert cited not in lengths
                continue
            assert len(path) == lengths[cited]
            assert all(edge in edges and (relations is None or edge.relation in relations) for edge in path)
            ends = [citing, *(edge.cited for edge in path)]
            assert ends == [*(edge.citing for edge in path), cited]


@given(EDGES, st.lists(KEYS, max_size=3), st.randoms(use_true_random=False))
def test_numbers_give_the_same_graph(edges: Edges, keys: list[str], chance: random.Random) -> None:
    names = sorted({*keys, *(end for edge in edges for end in edge[:2])})
    chance.shuffle(names)
    number = {key: 3 * place + 1 for place, key in enumerate(names)}
    code = {name: place + 7 for place, name in enumerate(dict.fromkeys(edge[2] for edge in edges))}
    rows = [(number[citing], number[cited], code[name]) for citing, cited, name in edges]
    directives = [(place, key) for key, place in number.items()]
    relations = {place: name for name, place in code.items()}
    graph = CompactGraph.from_edges(edges, keys)
    assert CompactGraph.from_rows(directives, rows, relations) == graph
    assert CompactGraph.from_rows(dict(directives), iter(rows), relations.items()) == graph


def test_a_database_is_read_as_it_comes() -> None:
    store = sqlite3.connect(":memory:")
    store.executescript(
        "CREATE TABLE directive(id INTEGER PRIMARY KEY, key TEXT); CREATE TABLE relation(id INTEGER, name TEXT);"
        "CREATE TABLE edge(citing INTEGER, cited INTEGER, relation INTEGER);"
        "INSERT INTO directive VALUES (2, 'report'), (5, 'decision'), (9, 'plan');"
        "INSERT INTO relation VALUES (1, 'implements'), (2, 'mentions');"
        "INSERT INTO edge VALUES (9, 5, 1), (2, 9, 1), (2, 5, 2);"
    )
    graph = CompactGraph.from_rows(
        store.execute("SELECT * FROM directive"),
        store.execute("SELECT * FROM edge"),
        store.execute("SELECT * FROM relation"),
    )
    store.close()
    assert graph == CompactGraph.from_edges(CASCADE[:3])


def test_lists_are_numbered_by_their_places() -> None:
    citing, cited, relation = [1, 2, 2], [0, 1, 0], [0, 0, 1]
    graph = CompactGraph.from_rows(
        enumerate(["decision", "plan", "report"]),
        zip(citing, cited, relation, strict=True),
        enumerate(["implements", "mentions"]),
    )
    assert graph == CompactGraph.from_edges(CASCADE[:3])


def test_an_empty_graph_answers() -> None:
    graph = CompactGraph.from_edges([])
    assert str(graph) == "0 directives, 0 edges"
    assert (list(graph), list(graph.edges()), graph.relations, len(graph)) == ([], [], (), 0)
    assert len(graph.to_networkx()) == 0
    assert CompactGraph.from_rows([], [], []) == graph
    assert "decision" not in graph
    assert list(graph.levels([])) == []
    with pytest.raises(UnknownDirectiveError):
        graph.ancestors("decision")


@pytest.mark.parametrize(
    "ask",
    [
        CompactGraph.ancestors,
        CompactGraph.citing,
        CompactGraph.cited,
        CompactGraph.degree,
        CompactGraph.descendants,
        CompactGraph.hops,
        CompactGraph.in_degree,
        CompactGraph.levels,
        CompactGraph.out_degree,
        lambda graph, key: graph.path(key, "plan"),
        lambda graph, key: graph.path("plan", key),
    ],
)
def test_an_unknown_key_is_named(ask: Callable[[CompactGraph, str], object]) -> None:
    graph = CompactGraph.from_edges(CASCADE)
    with pytest.raises(UnknownDirectiveError, match="resolution"):
        ask(graph, "resolution")


def test_only_keys_are_in_a_graph() -> None:
    graph = CompactGraph.from_edges(CASCADE)
    assert "plan" in graph
    assert [one in graph for one in ("", "zzz", 5, None, ["plan"])] == [False] * 5


def test_edges_can_be_followed_one_way_only_or_the_other() -> None:
    with pytest.raises(ValueError, match="sideways"):
        CompactGraph.from_edges(CASCADE).levels("plan", "sideways")  # type: ignore[arg-type]


def test_several_directives_share_a_cascade() -> None:
    graph = CompactGraph.from_edges(CASCADE)
    assert list(graph.levels(["law", "plan", "law"])) == [("law", "plan"), ("decision", "report"), ("letter",)]
    assert graph.hops(iter(["plan", "letter"]), depth=1) == {"plan": 0, "letter": 0, "report": 1}


def test_a_circle_ends_and_nobody_is_their_own_ancestor() -> None:
    graph = CompactGraph.from_edges([("a", "b", "mentions"), ("b", "c", "mentions"), ("c", "a", "mentions")])
    assert graph.ancestors("a") == graph.descendants("a") == {"b", "c"}
    assert graph.hops("a") == {"a": 0, "c": 1, "b": 2}
    assert graph.path("a", "a") == ()


def test_one_relation_may_be_given_by_its_name_alone() -> None:
    graph = CompactGraph.from_edges(CASCADE)
    for one in ("implements", RelationKind.IMPLEMENTS, {"implements"}, iter(["implements"])):
        assert graph.ancestors("decision", relations=one) == {"plan", "report"}
    assert graph.ancestors("decision", relations=()) == graph.ancestors("decision", relations=["amends"]) == set()
    assert [edge.relation for edge in graph.edges("legal_basis")] == ["legal_basis"]


def test_relations_of_the_package_become_plain_names() -> None:
    graph = CompactGraph.from_edges([("plan", "decision", RelationKind.IMPLEMENTS)])
    assert [type(name) for name in graph.relations] == [str]


def test_parallel_edges_of_many_relations_are_kept_once_each() -> None:
    names = [f"relation {number:03d}" for number in range(256)]
    edges = [("plan", "decision", name) for name in names] * 3
    random.Random(5).shuffle(edges)
    graph = CompactGraph.from_edges(edges)
    assert [edge.relation for edge in graph.edges()] == names
    assert graph.degree("plan") == graph.in_degree("decision") == 256
    assert graph.descendants("plan", relations=["relation 255"]) == {"decision"}


def test_a_hub_and_its_closure() -> None:
    reports = [f"report {number:06d}" for number in range(70_000)]
    edges = [(report, "decision", "implements") for report in reports]
    edges += [("letter", report, "mentions") for report in reports[::2]]
    graph = CompactGraph.from_edges(iter(edges))
    assert graph.in_degree("decision") == 70_000
    assert graph.ancestors("decision", depth=1) == set(reports)
    assert graph.hops("decision")["letter"] == 2
    assert graph.descendants("letter", depth=1, relations=["mentions"]) == set(reports[::2])
    assert [edge.citing for edge in graph.citing("decision")] == reports
    assert graph.nbytes / len(edges) < 25


def test_a_walk_through_a_large_graph_changes_its_marks_on_the_way() -> None:
    chain = [(f"{number:05d}", f"{number - 1:05d}", "mentions") for number in range(1, 20_000)]
    graph = CompactGraph.from_edges(chain)
    hops = graph.hops("00000")
    assert hops == {f"{number:05d}": number for number in range(20_000)}
    assert len(graph.ancestors("19990")) == 9


@pytest.mark.parametrize("relations", [None, ["mentions"], ["amends", "mentions"]])
def test_few_and_many_nodes_are_reached_alike(relations: list[str] | None) -> None:
    chance = random.Random(8)
    edges = [
        (f"{node:04d}", f"{int(chance.random() ** 2 * node):04d}", chance.choice(["mentions", "amends", "implements"]))
        for node in range(1, 6_000)
        for _ in range(3)
    ]
    graph = CompactGraph.from_edges(edges)
    whole = in_networkx(edges) if relations is None else of_relations(in_networkx(edges), relations)
    for node in (0, 1, 40, 700, 3_000, 5_900):
        key = f"{node:04d}"
        distances = nx.single_target_shortest_path_length(whole, key)
        for depth in (None, 1, 2, 5):
            near = {one: far for one, far in distances.items() if depth is None or far <= depth}
            assert graph.hops(key, depth=depth, relations=relations) == near
            assert graph.ancestors(key, depth=depth, relations=relations) == near.keys() - {key}
        assert graph.descendants(key, relations=relations) == nx.descendants(whole, key)


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        ([("a", "b", "mentions"), ("c", "c", "amends")], "Edge 2 leads from 'c' to itself"),
        ([("a", "b", "mentions"), ("a", "b")], r"Edge 2 is \('a', 'b'\); it should be three strings"),
        ([("a", "b")], "Edge 1 is"),
        ([("a", "b", "mentions", 1.0)], "Edge 1 is"),
        ([("a", 5, "mentions")], "Edge 1 is"),
        ([(["a"], "b", "mentions")], "Edge 1 is"),
        ([("a", "b", None)], "Edge 1 is"),
        ([("a", "b", ["mentions"])], "Edge 1 is"),
        ([7], "Edge 1 is 7"),
        ([None], "Edge 1 is None"),
        ([(f"a{number}", "b", f"relation {number}") for number in range(257)], "more than 256 relations"),
    ],
)
def test_edges_that_are_not_in_order_are_named(edges: Edges, message: str) -> None:
    with pytest.raises(GraphInputError, match=message) as caught:
        CompactGraph.from_edges(edges)
    assert isinstance(caught.value, DocgraphError)


def test_the_number_of_a_bad_edge_counts_from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact_columns, "BATCH", 4)
    edges = [(f"a{number}", "b", "mentions") for number in range(10)]
    assert CompactGraph.from_edges(edges).number_of_edges() == 10
    with pytest.raises(GraphInputError, match="Edge 11 leads"):
        CompactGraph.from_edges([*edges, ("b", "b", "mentions")])


def test_a_key_is_a_string() -> None:
    with pytest.raises(GraphInputError, match="7 cannot be the key"):
        CompactGraph.from_edges([], keys=["a", 7])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("directives", "edges", "relations", "message"),
    [
        ([(1, "a"), (2, "b")], [(1, 3, 0)], {0: "mentions"}, "Edge 1 speaks of the document of number 3"),
        ([(1, "a"), (2, "b")], [(1, 2, 0), (1, 2, 4)], {0: "mentions"}, "Edge 2 speaks of the relation of number 4"),
        ([(1, "a"), (2, "b")], [(1, -1, 0)], {0: "mentions"}, "number -1"),
        ([(1, "a"), (2, "b")], [(1, None, 0)], {0: "mentions"}, "number None"),
        ([(1, "a"), (2, "b")], [(1, 2)], {0: "mentions"}, r"Edge 1 is \(1, 2\); it should be three numbers"),
        ([(1, "a"), (2, "b")], [(1, [2], 0)], {0: "mentions"}, "Edge 1 is"),
        ([(1, "a"), (2, "b")], [(1, 1, 0)], {0: "mentions"}, "Edge 1 leads from 1 to itself"),
        ([(1, "a"), (2, "a")], [], {}, "The document 'a' has two numbers, 1 and 2"),
        ([(1, "a")], [], {0: "mentions", 3: "mentions"}, "The relation 'mentions' has two numbers"),
        ([(1, None)], [], {}, "The documents should come as pairs"),
        (["decision", "plan"], [], {}, "The documents should come as pairs"),
        ([], [], {number: f"relation {number}" for number in range(257)}, "more than 256 relations"),
    ],
)
def test_rows_that_are_not_in_order_are_named(directives: list, edges: list, relations: dict, message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(GraphInputError, match=message):
        CompactGraph.from_rows(directives, edges, relations)


def test_an_error_of_the_stream_itself_is_its_own() -> None:
    def stream():  # type: ignore[no-untyped-def]
        yield "a", "b", "mentions"
        raise ValueError("the disk is gone")

    with pytest.raises(ValueError, match="the disk is gone"):
        CompactGraph.from_edges(stream())


def test_a_graph_is_frozen() -> None:
    graph = CompactGraph.from_edges(CASCADE)
    with pytest.raises(FrozenInstanceError):
        graph._keys = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        graph.weight = 1  # type: ignore[attr-defined]
    edges = list(graph.edges())
    graph.ancestors("decision").clear()
    assert list(graph.edges()) == edges


@given(EDGES)
def test_a_graph_is_kept_and_copied(edges: Edges) -> None:
    graph = CompactGraph.from_edges(edges)
    assert copy.copy(graph) is copy.deepcopy(graph) is graph
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(graph, protocol))
        assert again == graph
        assert [again.ancestors(key) for key in again] == [graph.ancestors(key) for key in graph]
        assert again.__networkx_cache__ == {}


def test_different_graphs_differ() -> None:
    graph = CompactGraph.from_edges(CASCADE)
    assert graph != CompactGraph.from_edges(CASCADE[1:])
    assert graph != CompactGraph.from_edges(CASCADE, keys=["resolution"])
    assert graph != "decision"


def test_a_graph_of_directives_becomes_compact_and_its_evidence_is_found_again(reports: tuple[Document, ...]) -> None:
    whole = build_graph(reports)
    graph = compact(whole)
    assert list(graph) == list(whole.keys())
    assert list(graph.edges()) == [(edge.citing, edge.cited, edge.relation) for edge in whole.edges()]
    for key in graph:
        assert graph.ancestors(key) == nx.ancestors(whole.nx, key)
        for found, edge in zip(graph.citing(key), whole.citing(key), strict=True):
            assert isinstance(found, CompactEdge)
            assert whole.nx.edges[found]["evidence"] == [one.attributes() for one in edge.evidence]
