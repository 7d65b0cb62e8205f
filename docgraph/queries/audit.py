"""What looks wrong in a graph: each finding with its severity and the sentence that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    from docgraph.graph.directive_graph import DirectiveGraph

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


def audit(graph: DirectiveGraph, rules: tuple[Rule, ...] = DEFAULT_RULES) -> Audit:
    """Return what looks wrong in a graph by *rules*."""
    found = {finding for rule in rules for finding in rule(graph)}
    return Audit(tuple(sorted(found, key=order)))
