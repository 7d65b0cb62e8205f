"""The graph of a store: a `DirectiveGraph` whose nodes and edges stay in the file until they are asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NoReturn, overload

import networkx as nx

from docgraph.directives.folding import fold_number
from docgraph.errors import GraphReadError
from docgraph.graph.directive_graph import DirectiveGraph
from docgraph.scale.store.drawing import BODY
from docgraph.scale.store.held import Held, Neighbours
from docgraph.scale.store.statements import Recent

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from docgraph.agencies import Registry
    from docgraph.graph.attributes import Attributes

_MOST_EDGES: Final = 300_000
"""Edges that are kept in memory, of those asked for last."""


def open_store(path: str | os.PathLike[str], *, registry: Registry | None = None) -> StoredGraph:
    """Return the graph of a store, as it is now; nothing is loaded that is not asked for.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from docgraph.sample import sample_paths
    >>> from docgraph.scale.store import build_store
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = build_store(Path(folder) / "corpus.db", sample_paths()[:4])
    ...     graph = open_store(Path(folder) / "corpus.db")
    ...     found = graph.find("2468/QĐ-TTg").key
    ...     graph.close()
    >>> found
    'vn/trung-uong/ttg/qd/2024/2468'
    """
    held = Held(path)
    if not held.generation:
        held.close()
        raise GraphReadError(
            f"{held.name}: Its first run is not finished, so it holds no graph yet. Run docgraph build."
        )
    return StoredGraph(held, registry)


class StoredGraph(DirectiveGraph):
    """The graph of a store, as `DirectiveGraph` in all but that it stays in its file and cannot be changed."""

    def __init__(self, held: Held, registry: Registry | None = None) -> None:
        super().__init__(StoredNetwork(held), registry)
        self.held = held

    def close(self) -> None:
        """Let go of the file; nothing can be asked afterwards."""
        self.held.close()

    def __len__(self) -> int:
        return self.held.count("SELECT count(*) FROM nodes WHERE kind <> ?", BODY)

    def keys(self) -> Iterator[str]:
        """Yield the keys of the directives, in order."""
        return (key for (key,) in self.held.rows("SELECT key FROM nodes WHERE kind <> ? ORDER BY key", BODY))

    def agencies(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the registry id and the attributes of each agency."""
        for (key,) in self.held.rows("SELECT key FROM nodes WHERE kind = ? ORDER BY key", BODY):
            yield key.removeprefix("agency:"), dict(self.held.node(key) or {})

    def typos_of(self, key: str) -> tuple[str, ...]:
        """Return the keys of the directives that are possibly a mistyped form of this one."""
        return tuple(near for (near,) in self.held.rows("SELECT key FROM nodes WHERE near = ? ORDER BY key", key))

    def numbered(self, number: str) -> tuple[str, ...]:
        """Return the keys of the directives of a number, however it is padded."""
        rows = self.held.rows("SELECT key FROM nodes WHERE number = ? ORDER BY key", fold_number(number))
        return tuple(key for (key,) in rows)


class _Items(ItemsView[str, Any]):
    """Items read one after the other rather than each by its key."""

    def __init__(self, mapping: Mapping[str, Any], items: Callable[[], Iterator[tuple[str, Any]]]) -> None:
        super().__init__(mapping)
        self._items = items

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return self._items()


class _Nodes(Mapping[str, "Attributes"]):
    """The nodes of a store with their attributes."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def __getitem__(self, key: str) -> Attributes:
        found = self._held.node(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._held.node(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._held.rows("SELECT key FROM nodes ORDER BY key"))

    def __len__(self) -> int:
        return self._held.count("SELECT count(*) FROM nodes")

    def items(self) -> ItemsView[str, Attributes]:
        """Return the nodes with their attributes, in order."""
        return _Items(self, self._held.nodes)


class _Adjacency(Mapping[str, Neighbours]):
    """The edges of a store by one of their ends."""

    def __init__(self, held: Held, nodes: _Nodes, near: str, far: str) -> None:
        self._held = held
        self._nodes = nodes
        self._ends = (near, far)
        self._known: Recent[str, Neighbours] = Recent(50_000)
        self._edges = 0

    def __getitem__(self, key: str) -> Neighbours:
        found = self._known.get(key)
        if found is not None:
            return found
        if key not in self._nodes:
            raise KeyError(key)
        found = self._held.neighbours(key, *self._ends)
        self._edges += len(found)
        if self._edges > _MOST_EDGES:
            self._known.clear()
            self._edges = len(found)
        return self._known.keep(key, found)

    def __contains__(self, key: object) -> bool:
        return key in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


class _Rows(Sequence["Attributes"]):
    """A list of the graph that is read from the store each time it is gone through."""

    def __init__(self, rows: Callable[[], Iterator[Attributes]]) -> None:
        self._rows = rows
        self._length: int | None = None

    def __iter__(self) -> Iterator[Attributes]:
        return self._rows()

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(1 for _ in self._rows())
        return self._length

    @overload
    def __getitem__(self, place: int) -> Attributes: ...
    @overload
    def __getitem__(self, place: slice) -> list[Attributes]: ...
    def __getitem__(self, place: int | slice) -> Attributes | list[Attributes]:
        if isinstance(place, slice):
            return list(self._rows())[place]
        wanted = place if place >= 0 else len(self) + place
        found = next(islice(self._rows(), wanted, None), None) if wanted >= 0 else None
        if found is None:
            raise IndexError(place)
        return found

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, list | _Rows) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


class _About(dict[str, Any]):
    """The attributes of the graph itself: long lists are read when they are gone through."""

    def __init__(self, held: Held) -> None:
        super().__init__(report=held.report())
        for name, rows in (("open", held.open_mentions), ("places", held.places), ("diagnostics", held.diagnostics)):
            self[name] = _Rows(rows)

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()  # its own, so that dict() and update() ask for the items

    def items(self) -> Any:
        """Return names and values; the lists whole, as files keep them."""
        return [(name, list(value) if isinstance(value, _Rows) else value) for name, value in super().items()]


def _frozen(*_: Any, **__: Any) -> NoReturn:
    raise nx.NetworkXError("Frozen graph can't be modified: it is a store. Change its corpus and run docgraph build.")


class StoredNetwork(nx.MultiDiGraph):  # type: ignore[type-arg] # generic for the checker only
    """The networkx graph of a store: reads as any other, and cannot be changed; a copy can, and is in memory."""

    def __init__(self, held: Held | Any = None, **attributes: Any) -> None:
        if not isinstance(held, Held):
            super().__init__(held, **attributes)
            return
        super().__init__()
        nodes = _Nodes(held)
        self._held = held
        self._node: Any = nodes
        self._adj: Any = _Adjacency(held, nodes, "citing", "cited")
        self._pred: Any = _Adjacency(held, nodes, "cited", "citing")
        self.graph = _About(held)
        for name in _CHANGING:
            setattr(self, name, _frozen)
        self.frozen = True

    def number_of_edges(self, u: Any = None, v: Any = None) -> int:
        """Return the number of edges, all or between two nodes."""
        if u is None and "_held" in self.__dict__:
            return self._held.count("SELECT count(*) FROM (SELECT DISTINCT citing, cited, relation FROM edges)")
        return int(super().number_of_edges(u, v))

    def size(self, weight: str | None = None) -> Any:
        """Return the number of edges, or the sum of their weights."""
        return self.number_of_edges() if weight is None else super().size(weight)


_CHANGING: Iterable[str] = (
    "add_node", "add_nodes_from", "remove_node", "remove_nodes_from", "add_edge", "add_edges_from",
    "add_weighted_edges_from", "remove_edge", "remove_edges_from", "clear", "clear_edges",
)  # fmt: skip
