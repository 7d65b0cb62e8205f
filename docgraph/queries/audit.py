"""What looks wrong in a graph: each finding with its severity and the sentence that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgraph.graph.directive_graph import DirectiveGraph
from docgraph.queries.findings import SCHEMA, Audit, Finding, Rule, Severity, order
from docgraph.queries.identity_lints import (
    date_conflicts,
    number_against_series,
    possible_typos,
    type_against_symbol,
    wrong_provinces,
)
from docgraph.queries.relation_lints import (
    cycles,
    foreign_provinces,
    level_inversions,
    no_longer_in_force,
    only_generic_compliance,
    out_of_time,
    self_references,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.directives.directive import Directive

__all__ = ["DEFAULT_RULES", "SCHEMA", "Audit", "Finding", "Rule", "Severity", "audit"]

DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    possible_typos,
    date_conflicts,
    number_against_series,
    type_against_symbol,
    wrong_provinces,
    foreign_provinces,
    out_of_time,
    self_references,
    cycles,
    level_inversions,
    no_longer_in_force,
    only_generic_compliance,
)


class _Once(DirectiveGraph):
    """A graph as one audit sees it: each directive is made once, however many rules look at it."""

    def __init__(self, graph: DirectiveGraph) -> None:
        super().__init__(graph.nx, graph.registry)
        self._whole = graph
        self._made: dict[str, Directive] = {}

    def keys(self) -> Iterator[str]:
        return self._whole.keys()

    def numbered(self, number: str) -> tuple[str, ...]:
        return self._whole.numbered(number)

    def typos_of(self, key: str) -> tuple[str, ...]:
        return self._whole.typos_of(key)

    def directive(self, key: str) -> Directive:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._whole.directive(key)
        return made


def audit(graph: DirectiveGraph, rules: tuple[Rule, ...] = DEFAULT_RULES) -> Audit:
    """Return what looks wrong in a graph by *rules*."""
    once = _Once(graph)
    found = dict.fromkeys(finding for rule in rules for finding in rule(once))
    return Audit(tuple(sorted(found, key=order)))
