"""One tree out of the many relations: who stands under whom, and which siblings may be drawn as one."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.documents.model import RelationKind
from docgraph.views.vocabulary import LEVELS, level_key, relation_rank

if TYPE_CHECKING:
    from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode

SMALLEST_GROUP: Final = 3
_REPORT: Final = "Báo cáo"
_OWN: Final = (RelationKind.ISSUES, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO, RelationKind.IMPLEMENTS)


@frozen
class Hang:
    """How a document hangs on the tree: on which other one, and by which edge (its index in the cascade)."""

    on: str
    edge: int


@frozen
class SiblingGroup:
    """Three or more leaves of one type and level under one parent, which may be drawn as one card."""

    parent: str
    level: str
    type: str | None
    members: tuple[str, ...]


@frozen
class CascadeTree:
    """The cascade as one tree around its focus.

    ``below`` hangs each document under what it carries out; ``above`` hangs each source of the
    focus on the document that cites it.  ``loose`` ones touch neither.  Children keep a fixed order.
    """

    below: dict[str, Hang]
    above: dict[str, Hang]
    children: dict[str, tuple[str, ...]]
    sources: dict[str, tuple[str, ...]]
    loose: tuple[str, ...]
    groups: tuple[SiblingGroup, ...]


def build_tree(cascade: Cascade) -> CascadeTree:
    """Return the tree of *cascade*: each document under the nearest one that it carries out.

    Stronger relations win over weaker ones, then the nearer (lower, later) document wins; a report
    hangs on the plan of the same body when it names one.  Cycles and self-references are harmless.
    """
    nodes = {node.key: node for node in cascade.nodes}
    upper = {node.key for node in cascade.nodes if node.depth < 0}
    below = _hang_below(cascade, nodes, upper)
    above = _hang_above(cascade, nodes, upper)
    children = _ordered(below, nodes)
    loose = tuple(key for key in nodes if key != cascade.focus and key not in below and key not in above)
    groups = _groups(children, nodes)
    return CascadeTree(below, above, _grouped_last(children, groups), _ordered(above, nodes), loose, groups)


def _rank(node: CascadeNode) -> int:
    return LEVELS.index(level_key(node.level))


def _order(node: CascadeNode) -> tuple[object, ...]:
    """Return the place of a document in the line of command: upper before lower, plan before report."""
    date = (node.date.year, node.date.month or 0, node.date.day or 0) if node.date else (9999, 0, 0)
    return (_rank(node), node.type == _REPORT, date, node.depth, node.key)


def _hang_below(cascade: Cascade, nodes: dict[str, CascadeNode], upper: set[str]) -> dict[str, Hang]:
    cites: dict[str, list[int]] = defaultdict(list)
    cited_by: dict[str, list[int]] = defaultdict(list)
    for index, edge in enumerate(cascade.edges):
        if edge.citing in nodes and edge.cited in nodes and edge.citing != edge.cited:
            cites[edge.citing].append(index)
            cited_by[edge.cited].append(index)
    place = {key: position for position, key in enumerate(sorted(nodes, key=lambda key: _order(nodes[key])))}
    attached = {cascade.focus}
    below: dict[str, Hang] = {}

    def strength(index: int) -> tuple[object, ...]:
        edge = cascade.edges[index]
        lower, higher = nodes[edge.citing], nodes[edge.cited]
        own_plan = edge.relation in _OWN and answers_plan(lower, higher)
        return (not own_plan, relation_rank(edge.relation), -place[edge.cited], -edge.confidence, index)

    def hang(key: str) -> bool:
        best = min(
            (index for index in cites[key] if cascade.edges[index].cited in attached), key=strength, default=None
        )
        if best is None:
            return False
        below[key] = Hang(cascade.edges[best].cited, best)
        attached.add(key)
        return True

    waiting = [key for key in place if key not in upper and key != cascade.focus]
    fresh = deque([cascade.focus, *(key for key in waiting if hang(key))])
    while fresh:  # those whose only link comes later in the line of command
        for index in cited_by[fresh.popleft()]:
            key = cascade.edges[index].citing
            if key not in attached and key not in upper and hang(key):
                fresh.append(key)
    return below


def answers_plan(lower: CascadeNode, higher: CascadeNode) -> bool:
    """Tell whether *lower* is a report of the body that issued *higher*, which is no report itself."""
    return (
        lower.type == _REPORT and higher.type != _REPORT and lower.issuer is not None and lower.issuer == higher.issuer
    )


def _hang_above(cascade: Cascade, nodes: dict[str, CascadeNode], upper: set[str]) -> dict[str, Hang]:
    cites: dict[str, list[tuple[int, CascadeEdge]]] = defaultdict(list)
    for index, edge in enumerate(cascade.edges):
        if edge.citing in nodes and edge.cited in upper and edge.citing != edge.cited:
            cites[edge.citing].append((index, edge))
    above: dict[str, Hang] = {}
    fresh = deque([cascade.focus, *sorted(set(nodes) - upper - {cascade.focus}, key=lambda key: _order(nodes[key]))])
    while fresh:
        key = fresh.popleft()
        for index, edge in sorted(cites[key], key=lambda pair: (relation_rank(pair[1].relation), pair[0])):
            if edge.cited not in above and edge.cited != cascade.focus:
                above[edge.cited] = Hang(key, index)
                fresh.append(edge.cited)
    return above


def _ordered(hanging: dict[str, Hang], nodes: dict[str, CascadeNode]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for key in sorted(hanging, key=lambda key: _order(nodes[key])):
        lists[hanging[key].on].append(key)
    return {key: tuple(found) for key, found in lists.items()}


def _groups(children: dict[str, tuple[str, ...]], nodes: dict[str, CascadeNode]) -> tuple[SiblingGroup, ...]:
    groups = []
    for parent, below in children.items():
        alike: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for key in below:
            node = nodes[key]
            if key not in children and node.possible_typo_of is None:
                alike[level_key(node.level), node.type].append(key)
        groups += [
            SiblingGroup(parent, level, kind, tuple(members))
            for (level, kind), members in alike.items()
            if len(members) >= SMALLEST_GROUP
        ]
    return tuple(groups)


def _grouped_last(children: dict[str, tuple[str, ...]], groups: tuple[SiblingGroup, ...]) -> dict[str, tuple[str, ...]]:
    """Return the children with the members of each group side by side, after the others of their parent."""
    turn = {key: number for number, group in enumerate(groups, 1) for key in group.members}
    return {parent: tuple(sorted(below, key=lambda key: turn.get(key, 0))) for parent, below in children.items()}
