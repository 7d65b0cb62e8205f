from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.documents.model import RelationKind
from docgraph.scale import compact_backend, compact_info
from docgraph.scale.compact import CompactGraph

KEYS = st.sampled_from(list("abcdefgh"))
EDGES = st.lists(st.tuples(KEYS, KEYS, st.sampled_from(["implements", "mentions"])), min_size=1, max_size=30)
EDGES_WITHOUT_LOOPS = EDGES.map(lambda edges: [edge for edge in edges if edge[0] != edge[1]]).filter(bool)
CUTOFFS = st.none() | st.integers(-1, 4) | st.sampled_from([0.5, 1.0, 1.5, float("inf")])
CHAIN = [("plan", "decision", "implements"), ("report", "plan", "mentions")]


@pytest.fixture
def fallback() -> Iterator[None]:
    nx.config.fallback_to_nx, before = True, nx.config.fallback_to_nx
    nx.config.warnings_to_ignore.add("cache")
    yield
    nx.config.fallback_to_nx = before
    nx.config.warnings_to_ignore.discard("cache")


def outcome(ask: Callable[[], Any]) -> object:
    """Return what a call gives, or the class of its error."""
    try:
        found = ask()
        return list(found) if inspect.isgenerator(found) else found
    except (nx.NetworkXException, ValueError) as error:
        return type(error)


@given(EDGES_WITHOUT_LOOPS, KEYS, KEYS, CUTOFFS)
def test_answers_and_errors_are_those_of_networkx(
    edges: list[tuple[str, str, str]], node: str, other: str, cutoff: float | None
) -> None:
    graph = CompactGraph.from_edges(edges)
    whole = graph.to_networkx()
    asked: list[Callable[[Any], Any]] = [
        lambda one: nx.ancestors(one, node),
        lambda one: nx.descendants(one, node),
        lambda one: nx.bfs_layers(one, node),
        lambda one: nx.bfs_layers(one, [node, other]),
        lambda one: nx.descendants_at_distance(one, node, 0),
        lambda one: nx.descendants_at_distance(one, node, 2),
        lambda one: nx.descendants_at_distance(one, node, 99),
        lambda one: nx.has_path(one, node, other),
        lambda one: nx.shortest_path_length(one, node, other),
        lambda one: nx.shortest_path_length(one, source=node),
        lambda one: nx.shortest_path_length(one, target=node),
        lambda one: nx.shortest_path_length(one, node, other, method="no such"),
        lambda one: nx.single_source_shortest_path_length(one, node, cutoff=cutoff),
        lambda one: dict(nx.single_target_shortest_path_length(one, node, cutoff=cutoff)),
    ]
    for ask in asked:
        assert outcome(lambda ask=ask: ask(graph)) == outcome(lambda ask=ask: ask(whole))


@given(EDGES, KEYS, st.sampled_from([nx.DiGraph, nx.MultiDiGraph]))
def test_a_graph_of_networkx_runs_here_when_asked(
    edges: list[tuple[str, str, str]], node: str, kind: type[nx.DiGraph[str]]
) -> None:
    graph = kind()
    graph.add_node(node)
    for citing, cited, relation in edges:
        graph.add_edge(citing, cited, relation=relation)
    for ask in (nx.ancestors, nx.descendants, nx.single_source_shortest_path_length, nx.bfs_layers):
        graph.__networkx_cache__.clear()
        expected = outcome(lambda ask=ask: ask(graph, node, backend="networkx"))
        found = outcome(lambda ask=ask: ask(graph, node, backend="docgraph"))
        if ask is nx.bfs_layers:
            expected, found = [set(level) for level in expected], [set(level) for level in found]  # type: ignore[attr-defined]
        assert found == expected


def test_every_function_named_is_there_and_networkx_knows_it() -> None:
    assert list(compact_info.FUNCTIONS) == sorted(compact_info.FUNCTIONS)
    names = {
        name
        for name, value in vars(compact_backend).items()
        if inspect.isfunction(value) and value.__module__ == compact_backend.__name__ and not name.startswith("_")
    }
    assert names - {"convert_from_nx", "convert_to_nx", "can_run", "should_run"} == set(compact_info.FUNCTIONS)
    for name in compact_info.FUNCTIONS:
        assert "docgraph" in getattr(nx, name).backends
        given_here = list(inspect.signature(getattr(compact_backend, name)).parameters)
        assert given_here == list(inspect.signature(getattr(nx, name).orig_func).parameters)
    assert "docgraph" in (nx.ancestors.__doc__ or "")


def test_the_entry_points_are_the_modules_of_this_package() -> None:
    assert nx.utils.backends.backends["docgraph"].load() is compact_backend
    assert nx.utils.backends.backend_info["docgraph"] == compact_info.backend_info()


def test_what_has_no_function_is_refused_or_falls_back_once(fallback: None) -> None:
    graph = CompactGraph.from_edges(CHAIN)
    assert nx.is_directed_acyclic_graph(graph)
    kept = graph.__networkx_cache__["backends"]["networkx"]
    assert list(nx.topological_sort(graph)) == ["report", "plan", "decision"]
    assert len(kept) == 1
    assert dict(nx.shortest_path_length(graph))["report"] == {"report": 0, "plan": 1, "decision": 2}
    assert nx.shortest_path_length(graph, "report", "decision", weight="days") == 2


def test_what_has_no_function_is_refused_where_nothing_else_is_set() -> None:
    graph = CompactGraph.from_edges(CHAIN)
    with pytest.raises(NotImplementedError):
        nx.is_directed_acyclic_graph(graph)
    with pytest.raises(NotImplementedError):
        nx.shortest_path_length(graph, "report", "decision", weight="days")


@pytest.mark.parametrize(
    "graph",
    [nx.Graph([("a", "b")]), nx.DiGraph([(1, 2)]), nx.MultiDiGraph([("a", "b", number) for number in range(300)])],
    ids=["undirected", "numbers for nodes", "too many relations"],
)
def test_a_graph_that_is_not_of_this_kind_is_left_to_others(graph: nx.Graph[Any]) -> None:
    with pytest.raises(NotImplementedError):
        nx.descendants(graph, next(iter(graph)), backend="docgraph")


def test_attributes_are_not_promised() -> None:
    graph = nx.DiGraph([("a", "b")])
    with pytest.raises(NotImplementedError, match="no attributes"):
        compact_backend.convert_from_nx(graph, edge_attrs={"weight": 1})
    with pytest.raises(NotImplementedError, match="directed"):
        compact_backend.convert_from_nx(graph.to_undirected())


def test_relations_are_the_keys_of_edges_or_their_attributes() -> None:
    several: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    several.add_edge("a", "b", key="implements")
    several.add_edge("a", "b")
    several.add_edge("b", "b", key="amends")  # networkx lets it in
    assert list(compact_backend.convert_from_nx(several).edges()) == [
        ("a", "b", "1"),
        ("a", "b", "implements"),
        ("b", "b", "amends"),
    ]
    single: nx.DiGraph[str] = nx.DiGraph()
    single.add_edge("a", "b", relation="amends")
    single.add_edge("a", "c")
    assert [edge.relation for edge in compact_backend.convert_from_nx(single).edges()] == ["amends", "mentions"]
    assert compact_backend.UNNAMED == RelationKind.MENTIONS


@given(EDGES)
def test_there_and_back(edges: list[tuple[str, str, str]]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for citing, cited, relation in edges:
        graph.add_edge(citing, cited, key=relation)
    back = compact_backend.convert_to_nx(compact_backend.convert_from_nx(graph))
    assert isinstance(back, nx.MultiDiGraph)
    assert (set(back.nodes), set(back.edges)) == (set(graph.nodes), set(graph.edges))
    assert compact_backend.convert_to_nx({"a": 1}) == {"a": 1}


def test_networkx_is_not_converted_unasked() -> None:
    graph = nx.DiGraph([("a", "b")])
    with nx.config.backend_priority(algos=["docgraph"]):
        assert nx.descendants(graph, "a") == {"b"}
    assert not graph.__networkx_cache__


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_importing_networkx_loads_next_to_nothing_of_docgraph() -> None:
    loaded = {name for name in modules_after("import networkx") if name.partition(".")[0] in {"docgraph", "attr"}}
    assert loaded == {"docgraph", "docgraph.version", "docgraph.scale", "docgraph.scale.compact_info"}


def test_a_compact_graph_needs_no_networkx() -> None:
    build = "from docgraph.scale.compact import CompactGraph; CompactGraph.from_edges([('a', 'b', 'x')]).ancestors('b')"
    assert "networkx" not in modules_after(build)
