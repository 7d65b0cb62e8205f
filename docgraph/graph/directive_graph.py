"""The graph of who carries out what."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from docgraph.agencies import Registry, load_registry
from docgraph.directives.directive import Directive
from docgraph.directives.folding import fold_number
from docgraph.directives.typos import one_edit_away
from docgraph.documents.model import RelationKind
from docgraph.errors import UnknownDirectiveError
from docgraph.graph.attributes import (
    AGENCY,
    DOCUMENT,
    ISSUED_BY,
    SUBMITTED_TO,
    Attributes,
    Edge,
    EdgeEvidence,
    directive_from,
)
from docgraph.graph.open_mentions import reason_of
from docgraph.graph.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from docgraph.queries.cascade_model import Cascade
    from docgraph.queries.responses import Responses
    from docgraph.queries.table import Table

_AGENCY_EDGES: Final = frozenset({ISSUED_BY, SUBMITTED_TO})
_KINDS: Final = {str(kind): kind for kind in RelationKind}
_RELATIONS: Final = frozenset(_KINDS)
_ENDS: Final = itemgetter(0, 1, 2)


class DirectiveGraph:
    """Directives, the bodies that issued them and the relations between them, over a networkx ``MultiDiGraph``.

    Invariants, kept by `build_graph` and proved by `check`:

    1. A node is a document (``kind`` "document", its id is the canonical key) or an agency (``kind`` "agency",
       its id is "agency:" and the registry's id).
    2. An edge between two documents goes from the citing to the cited one, its key is its relation (one of
       `RelationKind`), and no document cites itself.
    3. Between two documents there is at most one edge of each relation; it carries every sentence that proves it,
       in order, each with its source file, its place in that file and its words, and a confidence above 0 and up to 1.
    4. An edge to an agency is "issued_by" (at most one a document) or "submitted_to"; no edge leaves an agency.
    5. A possible typo points at a document of the graph that is not itself a possible typo of it; it is of the same
       body, type and year, and its number is one edit away.
    6. Nodes and edges stand in the order of their ids, whatever the order of the corpus was.

    Nothing is kept beside the networkx graph, so that a change made through `nx` shows in the next answer.  Questions
    ask it node by node; only `keys` and `numbered` go over all nodes, and a graph with indexes of its own answers
    these by overriding them.

    >>> from docgraph.documents import parse_document
    >>> from docgraph.graph import build_graph
    >>> text = "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi."
    >>> graph = build_graph([parse_document("a.txt", text)])
    >>> graph.find("quyet dinh so 1477 qd ubnd").key
    'vn/quang-ngai/ubnd/qd/2021/1477'
    """

    def __init__(self, graph: nx.MultiDiGraph[str], registry: Registry | None = None) -> None:
        self._graph = graph
        self._registry = registry

    @property
    def nx(self) -> nx.MultiDiGraph[str]:
        """The networkx graph itself, for everything that has no verb here."""
        return self._graph

    @property
    def registry(self) -> Registry:
        """The registry that names the bodies of this graph; the one of the package unless another was given."""
        return self._registry or load_registry()

    def __len__(self) -> int:
        return sum(1 for _ in self.keys())

    def __repr__(self) -> str:
        return f"<DirectiveGraph: {self}>"

    def __str__(self) -> str:
        counts = {
            "directive": len(self),
            "agency": self._graph.number_of_nodes() - len(self),
            "edge": self._graph.number_of_edges(),
        }
        plurals = {"agency": "agencies"}
        return ", ".join(
            f"{count:,} {name if count == 1 else plurals.get(name, name + 's')}" for name, count in counts.items()
        )

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._graph and self._graph.nodes[key]["kind"] == DOCUMENT

    def keys(self) -> Iterator[str]:
        """Yield the keys of the directives, in order."""
        return (key for key, attributes in self._graph.nodes(data=True) if attributes["kind"] == DOCUMENT)

    def directives(self) -> Iterator[Directive]:
        """Yield the directives in the order of their keys."""
        return (self.directive(key) for key in self.keys())

    def directive(self, key: str) -> Directive:
        """Return the directive with this key."""
        if key not in self:
            raise UnknownDirectiveError(key)
        return directive_from(key, self._graph.nodes[key])

    def agencies(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the registry id and the attributes of each agency."""
        return (
            (node.removeprefix("agency:"), dict(attributes))
            for node, attributes in self._graph.nodes(data=True)
            if attributes["kind"] == AGENCY
        )

    @property
    def attributes(self) -> Mapping[str, Attributes]:
        """The attributes of each node: the mapping of the networkx graph itself, which is not to be changed.

        The public views of networkx cost three times as much where very many nodes and edges are looked at.
        """
        found: Mapping[str, Attributes] = vars(self._graph)["_node"]
        return found

    @property
    def arriving(self) -> Mapping[str, Mapping[str, Mapping[str, Attributes]]]:
        """The edges by the node at which they arrive: the citing nodes, their relations, the attributes.

        It is the mapping of the networkx graph itself, as `attributes` is.
        """
        found: Mapping[str, Mapping[str, Mapping[str, Attributes]]] = vars(self._graph)["_pred"]
        return found

    def citing(self, key: str, relations: Iterable[RelationKind] | None = None) -> Iterator[Edge]:
        """Yield the edges that arrive at a directive, in order."""
        wanted = None if relations is None else frozenset(relations)
        found = self._graph.in_edges(key, keys=True, data=True)
        return self._edges(found, wanted)

    def cited(self, key: str, relations: Iterable[RelationKind] | None = None) -> Iterator[Edge]:
        """Yield the edges that leave a directive for others, in order."""
        wanted = None if relations is None else frozenset(relations)
        found = self._graph.out_edges(key, keys=True, data=True)
        return self._edges(found, wanted)

    def edges(self) -> Iterator[Edge]:
        """Yield all edges between directives, in order."""
        return self._edges(self._graph.edges(keys=True, data=True), None)

    def _edges(
        self, found: Iterable[tuple[str, str, str, dict[str, Any]]], wanted: frozenset[RelationKind] | None
    ) -> Iterator[Edge]:
        listed = [row for row in found if row[2] not in _AGENCY_EDGES and (wanted is None or row[2] in wanted)]
        listed.sort(key=_ENDS)
        return (
            Edge(
                citing,
                cited,
                _KINDS[relation],
                tuple([EdgeEvidence.from_attributes(evidence) for evidence in attributes["evidence"]]),
                attributes["confidence"],
            )
            for citing, cited, relation, attributes in listed
        )

    def typos_of(self, key: str) -> tuple[str, ...]:
        """Return the keys of the directives that are possibly a mistyped form of this one."""
        nodes = self._graph.nodes
        series, _, number = key.partition("@")[0].rpartition("/")
        date = nodes[key].get("date")
        near = (f"{series}/{other}" for other in set(one_edit_away(number)))
        found = [one for base in near for one in (base, f"{base}@{date}") if one in nodes]
        return tuple(sorted(one for one in found if nodes[one].get("possible_typo_of") == key))

    def numbered(self, number: str) -> tuple[str, ...]:
        """Return the keys of the directives of a number (số), however it is padded: "7" is "07"."""
        wanted = fold_number(number)
        nodes = self._graph.nodes(data=True)
        return tuple([key for key, attributes in nodes if _has_number(attributes.get("number"), wanted)])

    def find(
        self,
        query: str,
        *,
        province: str | None = None,
        year: int | None = None,
        type: str | None = None,  # noqa: A002
    ) -> Directive:
        """Return the one directive that a query names; case, marks, dashes, blanks and zero padding do not matter.

        Raises `UnknownDirectiveError` with near ones, or `AmbiguousDirectiveError` with the candidates.
        """
        return self.directive(Search(self).find(query, province=province, year=year, type_name=type))

    def responses(self, directive: Directive | str, expected: Iterable[str] | None = None) -> Responses:
        """Return which agencies responded to a directive, with which document, how many days later."""
        from docgraph.queries.responses import responses  # noqa: PLC0415 - a door to a later room, opened on call

        return responses(self, self._named(directive), expected)

    def cascade(self, directive: Directive | str, depth: int | None = None) -> Cascade:
        """Return everything that came of a directive, level by level."""
        from docgraph.queries.cascade import cascade  # noqa: PLC0415 - a door to a later room, opened on call

        return cascade(self, self._named(directive), depth)

    def open_mentions(self) -> Table:
        """Return the mentions that lead to no one directive, with the reason and the sentence, by document.

        >>> from docgraph.documents import parse_document
        >>> from docgraph.graph import build_graph
        >>> graph = build_graph([parse_document("a.txt", "Thực hiện Kế hoạch số 215/KH-UBND.")])
        >>> [(row["text"], row["verdict"]) for row in graph.open_mentions().to_records()]
        [('Kế hoạch số 215/KH-UBND', 'unresolved')]
        """
        from docgraph.queries.table import Table  # noqa: PLC0415 - a door to a later room, opened on call

        columns = ("document", "source", "text", "verdict", "reason", "sentence")
        rows = tuple(
            (
                self.directive(one["document"]).label if one["document"] in self else one["document"],
                one["source"],
                one["text"],
                one["verdict"],
                reason_of(one),
                " ".join(one.get("sentence", "").split()) or None,
            )
            for one in self._graph.graph.get("open", ())
        )
        return Table(columns, rows, f"Open mentions: {len(rows)}")

    def _named(self, directive: Directive | str) -> Directive:
        if isinstance(directive, Directive):
            return self.directive(directive.key)
        return self.directive(directive) if directive in self else self.find(directive)

    def check(self) -> None:
        """Raise `ValueError` where the graph breaks one of its invariants."""
        for node, attributes in self._graph.nodes(data=True):
            kind = attributes.get("kind")
            _claim(kind in {DOCUMENT, AGENCY}, f"node {node} is neither a document nor an agency")
            _claim((kind == AGENCY) == node.startswith("agency:"), f"the id of node {node} does not show its kind")
            _claim(kind == DOCUMENT or not self._graph.out_degree(node), f"an edge leaves the agency {node}")
            if kind == DOCUMENT:
                issuers = [key for _, _, key in self._graph.out_edges(node, keys=True) if key == ISSUED_BY]
                _claim(len(issuers) <= 1, f"{node} is issued by {len(issuers)} agencies")
                near = attributes["possible_typo_of"]
                _claim(
                    near is None
                    or (
                        near in self
                        and self._graph.nodes[near]["possible_typo_of"] != node
                        and node in self.typos_of(near)
                    ),
                    f"{node} points at {near}, of which it cannot be a typo",
                )
        for citing, cited, key, attributes in self._graph.edges(keys=True, data=True):
            _claim(attributes.get("relation") == key, f"edge {citing} -> {cited} has key {key} and another relation")
            to_agency = self._graph.nodes[cited]["kind"] == AGENCY
            _claim(to_agency == (key in _AGENCY_EDGES), f"edge {citing} -> {cited} cannot be {key}")
            _claim(citing != cited, f"{citing} cites itself")
            if not to_agency:
                _claim(key in _RELATIONS, f"{key} is no relation")
                _claim(0 < attributes["confidence"] <= 1, f"edge {citing} -> {cited} has no confidence")
                evidence = [EdgeEvidence.from_attributes(one) for one in attributes["evidence"]]
                _claim(bool(evidence), f"edge {citing} -> {cited} has no evidence")
                _claim(
                    all(one.text and one.end - one.start == len(one.text) for one in evidence),
                    f"the evidence of edge {citing} -> {cited} does not fit its place",
                )
                _claim(
                    evidence == sorted(evidence, key=evidence_order), f"evidence of {citing} -> {cited} is unordered"
                )
        nodes = list(self._graph.nodes)
        _claim(nodes == sorted(nodes), "the nodes are not in order")


def evidence_order(evidence: EdgeEvidence) -> tuple[str, int, int, tuple[int, int], tuple[int, int]]:
    """Order sentences by file and place."""
    return (evidence.source, evidence.start, evidence.end, evidence.mention or (-1, -1), evidence.cue or (-1, -1))


def _has_number(number: str | None, wanted: str) -> bool:
    if number is None or number == wanted:
        return number is not None
    plain = number.isdecimal() and number[0] != "0"  # most are, and fold to themselves
    return not plain and fold_number(number) == wanted


def _claim(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(f"The graph is broken: {message}.")
