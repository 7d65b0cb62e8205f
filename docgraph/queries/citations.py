"""What documents cite: by level, the core and the outliers, what is cited together, the Party before the state."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from docgraph.agencies.levels import Level
from docgraph.directives.type_codes import type_code
from docgraph.documents.model import RelationKind
from docgraph.queries.answer import Answer, Row
from docgraph.queries.descent import evidence_of
from docgraph.queries.proofs import DOING, level_name, naming, unique, written
from docgraph.queries.responses import responses
from docgraph.references.nodes import Family

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

MOST_CITED: Final = 60
"""A document that cites more than this many others is an annex or a list: its pairs say little and are left out."""
_Pair = tuple[str, str]
_LEVELS: Final = {level: place for place, level in enumerate(Level)}
_BEYOND: Final = len(_LEVELS)
_REPORTING: Final = frozenset({"Báo cáo", "Công văn", "Tờ trình", None})  # types that decide nothing themselves


def carries_out(graph: DirectiveGraph, directive: Directive, *, cited: bool = False) -> Answer:
    """Return the directives that a document says it carries out, reports under or answers, by level.

    With *cited* also those that it only cites.
    """
    found = [
        (edge, graph.directive(edge.cited)) for edge in graph.cited(directive.key) if cited or edge.relation in DOING
    ]
    found.sort(key=lambda pair: (_level(pair[1]), written(pair[1]) or "9999", pair[1].key, pair[0].relation))
    rows = tuple(
        Row(
            (level_name(one), one.label, written(one), one.body_name, str(edge.relation)),
            evidence_of(edge),
        )
        for edge, one in found
    )
    columns = ("level", "document", "date", "issuer", "relation")
    note = f"{len({edge.cited for edge, _ in found})} directives."
    return Answer("carries-out", f"What {directive.label} carries out", columns, rows, note)


def _level(directive: Directive) -> int:
    return _LEVELS[directive.level] if directive.level is not None else _BEYOND


def selected(graph: DirectiveGraph, directive: Directive | None, type_name: str | None) -> tuple[str, ...]:
    """Return the keys of the documents to compare: those that respond to a directive, or all read; of one type."""
    if directive is not None:
        keys: Iterable[str] = (row.document for row in responses(graph, directive).rows)
    else:
        keys = graph.keys()
    wanted = type_code(type_name) if type_name else None
    return tuple(
        key
        for key in keys
        if (one := graph.directive(key)).in_corpus
        and (wanted is None or (one.type is not None and type_code(one.type) == wanted))
    )


def core(
    graph: DirectiveGraph, directive: Directive | None = None, type_name: str | None = "Báo cáo", share: float = 0.5
) -> Answer:
    """Return what documents on one subject cite: the core (at least *share* of them), and what one alone cites.

    The subject is a directive: the documents that respond to it; without one, all documents of the type.
    """
    documents = selected(graph, directive, type_name)
    citing: dict[str, set[str]] = defaultdict(set)
    for key in documents:
        for edge in graph.cited(key):
            if edge.relation not in {RelationKind.ISSUES, RelationKind.ATTACHED_TO}:
                citing[edge.cited].add(key)
    rows = []
    for cited in sorted(citing, key=lambda key: (-len(citing[key]), key)):
        number = len(citing[cited])
        role = "core" if number >= max(2, share * len(documents)) else "outlier" if number == 1 else "between"
        one = graph.directive(cited)
        evidence = unique(sentence for key in sorted(citing[cited]) for sentence in naming(graph, cited, key)[:1])
        rows.append(Row((role, one.label, written(one), number, round(number / len(documents), 2)), evidence))
    what = f"responses to {directive.label}" if directive is not None else "the corpus"
    kind = f", type {type_name}" if type_name else ""
    return Answer(
        "core",
        f"What documents cite: {what}{kind}",
        ("role", "document", "date", "cited_by", "share"),
        tuple(rows),
        f"{len(documents)} documents compared; core: by at least {share:.0%} of them and two; outlier: by one.",
    )


def _pairs(
    graph: DirectiveGraph, documents: Iterable[str]
) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], list[str]]]:
    counted: Counter[tuple[str, str]] = Counter()
    where: dict[_Pair, list[str]] = defaultdict(list)
    for key in documents:
        cited = sorted({edge.cited for edge in graph.cited(key)})
        if len(cited) > MOST_CITED:
            continue
        for pair in combinations(cited, 2):
            counted[pair] += 1
            where[pair].append(key)
    return counted, where


def together(graph: DirectiveGraph, directive: Directive | None = None, least: int = 2) -> Answer:
    """Return which directives are cited together, by at least *least* documents; with one, only its companions."""
    keys = (
        (one.key for one in graph.directives() if one.in_corpus)
        if directive is None
        else sorted({edge.citing for edge in graph.citing(directive.key)})
    )
    counted, where = _pairs(graph, keys)
    rows = []
    for pair in sorted(counted, key=lambda pair: (-counted[pair], pair)):
        if counted[pair] < least or (directive is not None and directive.key not in pair):
            continue
        one, other = (graph.directive(key) for key in pair)
        evidence = unique(sentence for key in where[pair] for sentence in naming(graph, pair[0], key)[:1])
        rows.append(Row((one.label, written(one), other.label, written(other), counted[pair]), evidence))
    columns = ("document", "date", "other", "other_date", "together")
    caption = "Directives cited together" if directive is None else f"Directives cited together with {directive.label}"
    return Answer("together", caption, columns, tuple(rows), f"Pairs that at least {least} documents cite.")


def _deciding_family(directive: Directive) -> Family | None:
    """Return the family of a document that decides something; None for reports, letters and what shows no family."""
    return None if directive.type in _REPORTING else directive.family


def party_first(graph: DirectiveGraph) -> Answer:
    """Return pairs of a Party and a state document on one subject, which came first, and how many cite both.

    That two documents share a subject shows in that one cites the other, or that a third carries out both.  Reports
    and letters are left out.
    """
    counted: Counter[tuple[str, str]] = Counter()
    evidence: dict[tuple[str, str], list[str]] = defaultdict(list)
    linked: set[tuple[str, str]] = set()
    for key in tuple(graph.keys()):
        done = sorted({edge.cited for edge in graph.cited(key, DOING)})
        if len(done) > MOST_CITED:
            continue
        families = {one: _deciding_family(graph.directive(one)) for one in (key, *done)}
        for pair in ((a, b) for a in done for b in done if families[a] is Family.PARTY and families[b] is Family.STATE):
            counted[pair] += 1
            evidence[pair].append(key)
        for one in done:
            if {families[key], families[one]} == {Family.PARTY, Family.STATE}:
                pair = (key, one) if families[key] is Family.PARTY else (one, key)
                linked.add(pair)
                evidence[pair].append(key)
    rows = []
    for pair in sorted({*counted, *linked}, key=lambda pair: (-counted[pair], pair)):
        party, state = (graph.directive(key) for key in pair)
        days = party.date.days_until(state.date) if party.date and state.date else None
        order = None if days is None else "Party first" if days > 0 else "same day" if days == 0 else "State first"
        proof = unique(
            sentence
            for key in dict.fromkeys(evidence[pair])
            for cited in pair
            if cited != key
            for sentence in naming(graph, cited, key)[:1]
        )
        rows.append(Row((party.label, written(party), state.label, written(state), order, days, counted[pair]), proof))
    orders = Counter(row.values[4] for row in rows)
    said = ", ".join(f"{number} {order or 'without a full date'}" for order, number in sorted(orders.items(), key=str))
    columns = ("party", "party_date", "state", "state_date", "order", "days", "together")
    note = f"{len(rows)} pairs: {said}." if rows else None
    return Answer("party-first", "Party documents beside state documents on one subject", columns, tuple(rows), note)
