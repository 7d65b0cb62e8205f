"""Lints of what a directive is called: its number, date, type and province."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docgraph.directives.folding import fold_number, fold_words
from docgraph.directives.identity import FIRST_SYMBOLS
from docgraph.directives.steps import former_provinces
from docgraph.directives.type_codes import TYPELESS, split_symbol, type_code, types_of_code
from docgraph.documents.series import LEEWAY, longest_rise
from docgraph.queries.findings import Severity, finding
from docgraph.references.nodes import Family
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.findings import Finding

NEW_SERIES: Final = (PartialDate(2025, 3, 1), PartialDate(2025, 7, 1))
"""Days from which local bodies number anew: departments merged, then provinces and communes (202/2025/QH15)."""

PARTY_TERM: Final = 5

_TERM: Final = re.compile(r"QH(?P<term>1\d|2\d)$", re.IGNORECASE)
_TERM_STARTS: Final = {11: 2002, 12: 2007, 13: 2011, 14: 2016, 15: 2021, 16: 2026}


def possible_typos(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find numbers one edit away from another of the same symbol, date and body."""
    for one in graph.directives():
        if one.possible_typo_of is not None:
            better = graph.directive(one.possible_typo_of)
            message = f"It may be a typo of {better.label}, which has the same date and body."
            yield finding(graph, Severity.WARNING, "possible_typo", one, message, better.key)


def date_conflicts(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find one number, symbol, year and body under different dates."""
    for one in graph.directives():
        base, mark, date = one.key.partition("@")
        if mark and base in graph:
            main = graph.directive(base)
            known = main.date.isoformat() if main.date else "no date"
            message = f"It is dated {date} here and {known} elsewhere; both are kept."
            yield finding(graph, Severity.ERROR, "date_conflict", one, message, base)
        for conflict in one.conflicts:
            if conflict.field == "date":
                known = one.date.isoformat() if one.date else "no date"
                message = f"It is dated {conflict.value} in {', '.join(conflict.sources)} and {known} elsewhere."
                yield finding(graph, Severity.ERROR, "date_conflict", one, message)


def type_against_symbol(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find type words that disagree with the abbreviation in the symbol."""
    for one in graph.directives():
        code = split_symbol(one.symbol).type_code if one.symbol else None
        stated = {one.type, *(conflict.value for conflict in one.conflicts if conflict.field == "type")}
        for kind in sorted(kind for kind in stated if kind is not None):
            if code is None or kind in TYPELESS or kind in types_of_code(code) or type_code(kind) == code:
                continue
            if _is_old(one) or any(_kin_types(kind, name) for name in types_of_code(code)):
                continue
            if one.family is Family.PARTY and code == "qd" and fold_words(kind) == "quy-dinh":
                continue  # Party papers write QĐ for Quyết định and for Quy định
            message = f"It is called {kind}, but its symbol says {' or '.join(types_of_code(code)) or code}."
            yield finding(graph, Severity.WARNING, "type_against_symbol", one, message)


def _is_old(one: Directive) -> bool:
    """Tell whether a document is older than the symbols of today: "Quyết định số 1357-TC/QĐ-TCT" of 1995."""
    return one.date is not None and one.date.year < FIRST_SYMBOLS


def _kin_types(one: str, other: str) -> bool:
    """Tell whether a type is a kind of the other: "Thông tư liên tịch" of "Thông tư"."""
    return fold_words(one).startswith(fold_words(other)) or fold_words(other).startswith(fold_words(one))


def number_against_series(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find numbers that run against their dates, within one body's series of a year; and laws of another term.

    The number is the order of registration in one year (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
    """
    series: dict[tuple[str, int], list[Directive]] = defaultdict(list)
    for one in graph.directives():
        if not one.symbol or one.provisional:
            continue
        yield from _against_term(graph, one)
        if _is_registered_by_year(one) and one.date is not None:
            stage = sum(one.date >= day for day in NEW_SERIES) if one.province is not None else 0
            series[one.key.partition("@")[0].rsplit("/", 1)[0], stage].append(one)
    for name in sorted(series):
        members = sorted(series[name], key=lambda one: (one.date, _number(one), one.key))
        numbers = [_number(one) for one in members]
        if len(set(numbers)) < len(members):
            continue  # one number with two dates: said by another rule, and no ground for more
        right = longest_rise(numbers)
        kept = [members[place] for place in sorted(right)]
        rising = [numbers[place] for place in sorted(right)]
        for place, one in enumerate(members):
            other = None if place in right else _contradicted(one, kept, bisect(rising, numbers[place]))
            if other is not None and one.date is not None and other.date is not None:
                message = (
                    f"Its number does not fit its date {one.date.isoformat()}: "
                    f"{other.label} of the same series is dated {other.date.isoformat()}."
                )
                yield finding(graph, Severity.WARNING, "number_against_series", one, message, other.key)


def _is_registered_by_year(one: Directive) -> bool:
    if one.number is None or not fold_number(one.number).isdecimal() or one.date is None or not one.date.is_full:
        return False
    if one.agency is None or "viet-nam/" in one.key or _TERM.search(one.symbol or ""):
        return False
    if one.family is Family.PARTY:  # numbered by term; a congress year holds the end of one and the start of the next
        return one.date.year % PARTY_TERM > 1
    return True


def _number(one: Directive) -> int:
    return int(fold_number(one.number or "0"))


def _contradicted(one: Directive, kept: Sequence[Directive], place: int) -> Directive | None:
    """Return the neighbour in number whose date is on the wrong side by more than a few days."""
    below, above = kept[max(0, place - 1) : place], kept[place : place + 1]
    for early, late in ((below, [one]), ([one], above)):
        for first in early:
            for second in late:
                if first.date and second.date and (second.date.days_until(first.date) or 0) > LEEWAY:
                    return first if second is one else second
    return None


def _against_term(graph: DirectiveGraph, one: Directive) -> Iterator[Finding]:
    match = _TERM.search(one.symbol or "")
    start = _TERM_STARTS.get(int(match["term"])) if match else None
    year = int(one.year) if one.year and one.year.isdecimal() else one.date.year if one.date else None
    if match is None or start is None or year is None:
        return
    end = _TERM_STARTS.get(int(match["term"]) + 1, start + PARTY_TERM)
    if not start <= year <= end:
        message = f"Its year {year} is outside term {match['term']} of the National Assembly ({start} to {end})."
        yield finding(graph, Severity.WARNING, "number_against_series", one, message)


def wrong_provinces(graph: DirectiveGraph) -> Iterator[Finding]:
    """Find one number, symbol and day under two provinces, of which at most one was read in its own text."""
    same: dict[tuple[str, str, str, str], list[Directive]] = defaultdict(list)
    for one in graph.directives():
        if one.province is None or one.number is None or one.date is None or not one.date.is_full or not one.symbol:
            continue
        organ = one.key.split("/")[2:4]
        same["/".join(organ), fold_words(one.symbol), fold_number(one.number), one.date.isoformat()].append(one)
    for name in sorted(same):
        ranked = sorted(same[name], key=lambda one: (not one.in_corpus, -one.cited_by, one.key))
        for one in ranked[1:]:
            better = ranked[0]
            if one.province == better.province or one.in_corpus:
                continue
            message = (
                f"It has the number and the date of {better.label} of {better.province}; the province may be wrong."
            )
            if are_kin(one.province, better.province):
                message = f"It is cited as of {one.province} and as of {better.province}, which are one province today."
            yield finding(graph, Severity.WARNING, "wrong_province", one, message, better.key)


def are_kin(one: str | None, other: str | None) -> bool:
    """Tell whether one of two provinces took in the other on 1 July 2025.

    >>> are_kin("Lào Cai", "Yên Bái"), are_kin("Lào Cai", "Sơn La")
    (True, False)
    """
    slugs = {fold_words(name) for name in (one, other) if name}
    return bool(slugs & set(former_provinces(one)) or slugs & set(former_provinces(other)))
