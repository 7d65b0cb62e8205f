"""What looks wrong in a graph: each finding with its severity and the sentence that shows it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
from attrs import frozen

from docgraph.directives.folding import fold_words
from docgraph.directives.type_codes import TYPELESS, split_symbol, type_code, types_of_code
from docgraph.graph.attributes import EdgeEvidence
from docgraph.graph.directive_graph import DirectiveGraph
from docgraph.queries.descent import ANSWERING
from docgraph.queries.table import Table
from docgraph.references.nodes import Family

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


def _named(graph: DirectiveGraph, key: str) -> tuple[EdgeEvidence, ...]:
    """Return a sentence that names a directive."""
    return next((edge.evidence[:1] for edge in graph.citing(key)), ())


def possible_typos(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find numbers one edit away from another of the same symbol, date and body."""
    for one in graph.directives():
        if one.possible_typo_of is not None:
            better = graph.directive(one.possible_typo_of)
            message = f"It may be a typo of {better.label}, of the same date and body."
            yield _finding(graph, Severity.WARNING, "possible_typo", one, message, better.key)


def date_conflicts(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find one number, symbol, year and body under different dates."""
    for one in graph.directives():
        base, mark, date = one.key.partition("@")
        if mark and base in graph:
            main = graph.directive(base)
            known = main.date.isoformat() if main.date else "no date"
            message = f"It is dated {date} here and {known} elsewhere; both are kept."
            yield _finding(graph, Severity.ERROR, "date_conflict", one, message, base)
        for conflict in one.conflicts:
            if conflict.field == "date":
                message = f"{', '.join(conflict.sources)} dates it {conflict.value}."
                yield _finding(graph, Severity.ERROR, "date_conflict", one, message)


def type_against_symbol(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find type words that disagree with the abbreviation in the symbol."""
    for one in graph.directives():
        code = split_symbol(one.symbol).type_code if one.symbol else None
        stated = {one.type, *(conflict.value for conflict in one.conflicts if conflict.field == "type")}
        for kind in sorted(kind for kind in stated if kind is not None):
            if code is None or kind in TYPELESS or kind in types_of_code(code) or type_code(kind) == code:
                continue
            if one.family is Family.PARTY and code == "qd" and fold_words(kind) == "quy-dinh":
                continue  # Party papers write QĐ for Quyết định and for Quy định
            message = f"It is called {kind}, but its symbol says {' or '.join(types_of_code(code)) or code}."
            yield _finding(graph, Severity.WARNING, "type_against_symbol", one, message)


def out_of_time(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that cite, or carry out, a document of a later date."""
    known = {one.key: one for one in graph.directives()}
    for edge in graph.edges():
        citing, cited = known[edge.citing], known[edge.cited]
        if citing.date is None or cited.date is None or cited.date.earliest() <= citing.date.latest():
            continue
        dates = f"({citing.date.isoformat()}) is older than {cited.label} ({cited.date.isoformat()})"
        if edge.relation in ANSWERING:
            message = f"{citing.label} {dates}, which it answers."
            rule = "response_before_directive"
        else:
            message, rule = f"{citing.label} {dates}, which it cites.", "forward_in_time"
        yield Finding(Severity.ERROR, rule, citing.key, citing.label, message, (cited.key,), edge.evidence[:1])


def self_references(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that cite their own number."""
    for place in graph.nx.graph.get("open", ()):
        if place["verdict"] == "self" and place["document"] in graph:
            one = graph.directive(place["document"])
            span = EdgeEvidence(place["source"], place["start"], place["end"], place["text"])
            message = "It cites its own number."
            yield Finding(Severity.INFO, "self_reference", one.key, one.label, message, (), (span,))


def cycles(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find documents that carry each other out."""
    wanted: nx.DiGraph[str] = nx.DiGraph()
    wanted.add_edges_from(
        (citing, cited) for citing, cited, relation in graph.nx.edges(keys=True) if relation in ANSWERING
    )
    for ring in nx.strongly_connected_components(wanted):
        if len(ring) > 1:
            first, *others = sorted(ring)
            one = graph.directive(first)
            labels = ", ".join(graph.directive(key).label for key in others)
            evidence = next(
                (edge.evidence[:1] for edge in graph.cited(first, ANSWERING) if edge.cited in ring),
                (),
            )
            message = f"It and {labels} carry each other out."
            yield Finding(Severity.ERROR, "cycle", first, one.label, message, tuple(others), evidence)


def _finding(
    graph: DirectiveGraph,
    severity: Severity,
    rule: str,
    directive: Directive,
    message: str,
    *others: str,
) -> Finding:
    return Finding(severity, rule, directive.key, directive.label, message, others, _named(graph, directive.key))


DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    possible_typos,
    date_conflicts,
    type_against_symbol,
    out_of_time,
    self_references,
    cycles,
)


def audit(graph: DirectiveGraph, rules: tuple[Rule, ...] = DEFAULT_RULES) -> Audit:
    """Return what looks wrong in a graph by *rules*."""
    found = {finding for rule in rules for finding in rule(graph)}
    return Audit(tuple(sorted(found, key=_order)))


def _order(finding: Finding) -> tuple[int, str, str, str, tuple[str, ...]]:
    return (_WORST_FIRST[finding.severity], finding.rule, finding.directive, finding.message, finding.others)
