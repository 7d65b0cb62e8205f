"""A graph of tens of millions of edges in arrays, for questions that follow edges and ask for no evidence.

>>> graph = CompactGraph.from_edges([
...     ("plan", "decision", "implements"), ("report", "plan", "implements"), ("report", "decision", "mentions"),
... ])
>>> graph
<CompactGraph: 3 directives, 3 edges>
>>> sorted(graph.ancestors("decision"))
['plan', 'report']

Edges go from the citing to the cited document, as in `DirectiveGraph`; ancestors and descendants are named as networkx
names them, so the ancestors of a directive are the documents that cite it, directly or through others.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from attrs import field, frozen

from docgraph.errors import UnknownDirectiveError
from docgraph.scale.compact_columns import Columns, named_columns, numbered_columns, place_of
from docgraph.scale.compact_rows import Rows, rows_of, turned
from docgraph.scale.compact_walks import closure, levels, shortest_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from docgraph.graph.directive_graph import DirectiveGraph

Towards = Literal["citing", "cited"]
"""Which way to follow edges: to the documents that cite, or to those that are cited."""


class CompactEdge(NamedTuple):
    """The key of one edge: what names it in a `DirectiveGraph`, in networkx and in a store, where its evidence is."""

    citing: str
    cited: str
    relation: str


@frozen(repr=False)
class CompactGraph:
    """Directives and their typed relations, without attributes and evidence: some 14 bytes an edge, and the keys.

    It is frozen: the same edges in any order give equal graphs, and nothing changes one.  Keys and relation names
    stand in order, an edge given twice is there once, two documents may be joined by several relations.  Its edges
    are keys with which evidence is asked from the graph or the store they came from:

    >>> from docgraph.documents import parse_document
    >>> from docgraph.graph import build_graph
    >>> text = "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi."
    >>> whole = build_graph([parse_document("a.txt", text)])
    >>> graph = compact(whole)
    >>> [edge] = graph.citing("vn/quang-ngai/ubnd/qd/2021/1477")
    >>> edge.relation, whole.nx.edges[edge]["evidence"][0]["source"]
    ('implements', 'a.txt')

    networkx runs `nx.ancestors`, `nx.descendants`, `nx.bfs_layers` and shortest path lengths on it as it is;
    `to_networkx` serves everything else.
    """

    __networkx_backend__: ClassVar[str] = "docgraph"

    _keys: tuple[str, ...]
    _relations: tuple[str, ...]
    _cited: Rows
    _citing: Rows
    # networkx keeps here what it converts this graph into when it has to; a frozen graph never outdates that
    __networkx_cache__: dict[str, Any] = field(factory=dict, eq=False, init=False)

    @classmethod
    def from_edges(cls, edges: Iterable[tuple[str, str, str]], keys: Iterable[str] = ()) -> CompactGraph:
        """Build a graph from a stream of (citing key, cited key, relation); *keys* may add documents without edges.

        Raises `GraphInputError`, which names the edge, where one is no three strings or leads to its own document.

        >>> CompactGraph.from_edges([("plan", "decision", "implements")], keys=["letter"])
        <CompactGraph: 3 directives, 1 edge>
        """
        return cls.from_columns(named_columns(edges, keys))

    @classmethod
    def from_rows(
        cls,
        directives: Mapping[int, str] | Iterable[tuple[int, str]],
        edges: Iterable[tuple[int, int, int]],
        relations: Mapping[int, str] | Iterable[tuple[int, str]],
    ) -> CompactGraph:
        """Build a graph from numbers: (number, key), (citing number, cited number, relation number), (number, name).

        Rows of a database fit as they come; ``enumerate(keys)`` numbers a list, ``zip`` makes rows of columns.

        >>> import sqlite3
        >>> store = sqlite3.connect(":memory:")
        >>> _ = store.executescript(
        ...     "CREATE TABLE directive(id, key); INSERT INTO directive VALUES (1, 'decision'), (4, 'plan');"
        ...     "CREATE TABLE edge(citing, cited, relation); INSERT INTO edge VALUES (4, 1, 0);"
        ... )
        >>> graph = CompactGraph.from_rows(
        ...     store.execute("SELECT id, key FROM directive"),
        ...     store.execute("SELECT citing, cited, relation FROM edge"),
        ...     {0: "implements"},
        ... )
        >>> list(graph.edges())
        [CompactEdge(citing='plan', cited='decision', relation='implements')]
        """
        return cls.from_columns(numbered_columns(directives, edges, relations))

    @classmethod
    def from_columns(cls, columns: Columns) -> CompactGraph:
        """Build a graph from columns over sorted keys."""
        cited = rows_of(len(columns.keys), columns.citing, columns.cited, columns.codes)
        return cls(columns.keys, columns.relations, cited, turned(cited))

    @property
    def relations(self) -> tuple[str, ...]:
        """The names of the relations, in order."""
        return self._relations

    @property
    def nbytes(self) -> int:
        """The bytes that the graph holds in its arrays and in the table of its keys, without the keys themselves."""
        return self._keys.__sizeof__() + self._cited.nbytes() + self._citing.nbytes()

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __contains__(self, key: object) -> bool:
        return place_of(key, self._keys) is not None

    def __hash__(self) -> int:
        return hash((len(self._keys), self._relations, len(self._cited.codes)))

    def __repr__(self) -> str:
        return f"<CompactGraph: {self}>"

    def __str__(self) -> str:
        directives, edges = len(self), self.number_of_edges()
        return f"{directives:,} directive{'s' * (directives != 1)}, {edges:,} edge{'s' * (edges != 1)}"

    def __copy__(self) -> CompactGraph:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> CompactGraph:
        return self

    def __getstate__(self) -> tuple[object, ...]:
        return (self._keys, self._relations, self._cited, self._citing)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(("_keys", "_relations", "_cited", "_citing"), state, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "__networkx_cache__", {})

    def keys(self) -> Iterator[str]:
        """Yield the keys of the directives, in order."""
        return iter(self._keys)

    def edges(self, relations: Iterable[str] | None = None) -> Iterator[CompactEdge]:
        """Yield all edges, or those of some relations, in order."""
        wanted = self._wanted(relations)
        return (edge for place in range(len(self._keys)) for edge in self._leaving(place, wanted))

    def cited(self, key: str, relations: Iterable[str] | None = None) -> Iterator[CompactEdge]:
        """Yield the edges that leave a directive for others, in order."""
        return self._leaving(self._place(key), self._wanted(relations))

    def citing(self, key: str, relations: Iterable[str] | None = None) -> Iterator[CompactEdge]:
        """Yield the edges that arrive at a directive, in order."""
        keys, names, own = self._keys, self._relations, self._place(key)
        found = self._citing.of(own, self._wanted(relations))
        return (CompactEdge(keys[other], keys[own], names[code]) for other, code in found)

    def in_degree(self, key: str) -> int:
        """Return how many edges arrive at a directive: by how many relations it is cited."""
        return self._citing.degree(self._place(key))

    def out_degree(self, key: str) -> int:
        """Return how many edges leave a directive: by how many relations it cites."""
        return self._cited.degree(self._place(key))

    def degree(self, key: str) -> int:
        """Return how many edges arrive at a directive or leave it."""
        return self.in_degree(key) + self.out_degree(key)

    def number_of_nodes(self) -> int:
        """Return how many directives there are."""
        return len(self._keys)

    def number_of_edges(self) -> int:
        """Return how many edges there are."""
        return len(self._cited.codes)

    def is_directed(self) -> bool:
        """Tell networkx that edges have a direction."""
        return True

    def is_multigraph(self) -> bool:
        """Tell networkx that several edges may join two nodes."""
        return True

    def ancestors(self, key: str, *, depth: int | None = None, relations: Iterable[str] | None = None) -> set[str]:
        """Return the documents that cite a directive, directly or through others, at most *depth* steps away.

        >>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
        >>> sorted(graph.ancestors("decision")), graph.ancestors("decision", relations=["implements"])
        (['plan', 'report'], {'plan'})
        """
        return self._closure(key, "citing", depth, relations)

    def descendants(self, key: str, *, depth: int | None = None, relations: Iterable[str] | None = None) -> set[str]:
        """Return the documents that a directive cites, directly or through others, at most *depth* steps away.

        >>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
        >>> sorted(graph.descendants("report")), graph.descendants("report", depth=1)
        (['decision', 'plan'], {'plan'})
        """
        return self._closure(key, "cited", depth, relations)

    def levels(
        self,
        keys: str | Iterable[str],
        towards: Towards = "citing",
        *,
        depth: int | None = None,
        relations: Iterable[str] | None = None,
    ) -> Iterator[tuple[str, ...]]:
        """Yield a cascade level by level, the given directives first; each document once, at its least depth.

        >>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
        >>> list(graph.levels("decision"))
        [('decision',), ('plan',), ('report',)]
        """
        first = [self._place(key) for key in ([keys] if isinstance(keys, str) else keys)]
        found = levels(self._rows(towards), first, depth, self._wanted(relations))
        return (tuple(map(self._keys.__getitem__, level)) for level in found)

    def hops(
        self,
        keys: str | Iterable[str],
        towards: Towards = "citing",
        *,
        depth: int | None = None,
        relations: Iterable[str] | None = None,
    ) -> dict[str, int]:
        """Return how many steps each document of a cascade is away, the given directives with 0, nearest first.

        >>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
        >>> graph.hops("report", "cited")
        {'report': 0, 'plan': 1, 'decision': 2}
        """
        found = enumerate(self.levels(keys, towards, depth=depth, relations=relations))
        return {key: number for number, level in found for key in level}

    def path(
        self, citing: str, cited: str, *, relations: Iterable[str] | None = None
    ) -> tuple[CompactEdge, ...] | None:
        """Return the edges of a shortest way from a citing document to one that it cites through others.

        It is empty from a document to itself, None where there is no way.

        >>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
        >>> [edge.relation for edge in graph.path("report", "decision")]
        ['mentions', 'implements']
        """
        ends = self._place(citing), self._place(cited)
        way = shortest_way(self._cited, self._citing, *ends, self._wanted(relations))
        if way is None:
            return None
        keys, names = self._keys, self._relations
        return tuple([CompactEdge(keys[one], keys[other], names[code]) for one, other, code in way])

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph as networkx keeps it: the key of an edge is its relation, which is its attribute too."""
        import networkx as nx  # noqa: PLC0415 - a graph is asked for without networkx far more often than with it

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(self._keys)
        for citing, cited, name in self.edges():
            graph.add_edge(citing, cited, key=name, relation=name)
        return graph

    def _place(self, key: str) -> int:
        place = place_of(key, self._keys)
        if place is None:
            raise UnknownDirectiveError(key)
        return place

    def _wanted(self, relations: Iterable[str] | None) -> bytes | None:
        """Return a table that marks the codes of some relations, None for all of them."""
        if relations is None:
            return None
        names = {relations} if isinstance(relations, str) else set(relations)
        return bytes(name in names for name in self._relations).ljust(256, b"\0")

    def _leaving(self, place: int, wanted: bytes | None) -> Iterator[CompactEdge]:
        keys, names = self._keys, self._relations
        return (CompactEdge(keys[place], keys[other], names[code]) for other, code in self._cited.of(place, wanted))

    def _rows(self, towards: Towards) -> Rows:
        if towards not in {"citing", "cited"}:
            raise ValueError(f"Edges are followed towards 'citing' or 'cited' documents, not towards {towards!r}.")
        return self._citing if towards == "citing" else self._cited

    def _closure(self, key: str, towards: Towards, depth: int | None, relations: Iterable[str] | None) -> set[str]:
        keys = self._keys
        seen = closure(self._rows(towards), [self._place(key)], depth, self._wanted(relations))
        found = set(compress(keys, seen)) if isinstance(seen, bytearray) else set(map(keys.__getitem__, seen))
        found.discard(key)
        return found


def compact(graph: DirectiveGraph) -> CompactGraph:
    """Return the directives of a graph and the relations between them as a compact graph; agencies stay behind."""
    from docgraph.graph.attributes import ISSUED_BY, SUBMITTED_TO  # noqa: PLC0415 - its room loads networkx

    found = graph.nx.edges(keys=True)
    return CompactGraph.from_edges((edge for edge in found if edge[2] not in {ISSUED_BY, SUBMITTED_TO}), graph.keys())
