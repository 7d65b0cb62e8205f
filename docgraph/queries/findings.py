"""Findings: what looks wrong, how bad it is, and the sentence that shows it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.graph.attributes import EdgeEvidence
from docgraph.graph.directive_graph import DirectiveGraph
from docgraph.queries.table import Table

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive

SCHEMA: Final = "docgraph.audit/1"


class Severity(enum.StrEnum):
    """How bad a finding is; errors make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_WORST_FIRST: Final = {severity: place for place, severity in enumerate(Severity)}


@frozen
class Finding:
    """One thing that looks wrong."""

    severity: Severity
    rule: str
    directive: str  # key
    label: str
    message: str
    others: tuple[str, ...] = ()  # keys of the other directives that take part
    evidence: tuple[EdgeEvidence, ...] = ()

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "document": self.directive,
            "label": self.label,
            "message": self.message,
            "others": list(self.others),
            "evidence": [
                {"source": one.source, "start": one.start, "end": one.end, "text": one.text} for one in self.evidence
            ],
        }


@frozen
class Audit:
    """The findings, the worst first, then by rule and directive."""

    findings: tuple[Finding, ...]

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether a finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def table(self) -> Table:
        """The findings as people read them."""
        rows = tuple(
            (
                str(finding.severity),
                finding.rule,
                finding.label,
                finding.message,
                finding.evidence[0].source if finding.evidence else None,
                " ".join(finding.evidence[0].text.split()) if finding.evidence else None,
            )
            for finding in self.findings
        )
        return Table(("severity", "rule", "directive", "message", "source", "evidence"), rows, "Findings")

    def __str__(self) -> str:
        return str(self.table) if self.findings else "Nothing looks wrong."

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {"schema": SCHEMA, "findings": [finding.record() for finding in self.findings]}


Rule = Callable[[DirectiveGraph], Iterator[Finding]]


def naming(graph: DirectiveGraph, key: str) -> tuple[EdgeEvidence, ...]:
    """Return a sentence that names a directive, or in which it names another."""
    for lines in (graph.nx.in_edges(key, keys=True, data=True), graph.nx.out_edges(key, keys=True, data=True)):
        first = min((line for line in lines if "evidence" in line[3]), default=None)
        if first is not None:
            return first_evidence(first[3])
    return ()


def first_evidence(edge: Mapping[str, Any]) -> tuple[EdgeEvidence, ...]:
    """Return the first sentence of an edge, given by its attributes."""
    return tuple(map(EdgeEvidence.from_attributes, edge["evidence"][:1]))


def finding(
    graph: DirectiveGraph,
    severity: Severity,
    rule: str,
    directive: Directive,
    message: str,
    *others: str,
) -> Finding:
    """Return a finding about a directive, shown by a sentence for it and for each of the others."""
    evidence = tuple(dict.fromkeys(one for key in (directive.key, *others) for one in naming(graph, key)))
    return Finding(severity, rule, directive.key, directive.label, message, others, evidence)


def order(one: Finding) -> tuple[int, str, str, str, tuple[str, ...]]:
    """Order findings: the worst first, then by rule and directive."""
    return (_WORST_FIRST[one.severity], one.rule, one.directive, one.message, one.others)
