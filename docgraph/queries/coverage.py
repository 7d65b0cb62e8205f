"""Who was expected to answer a directive, who did, who did not, and who was late."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.directives.folding import fold_words
from docgraph.queries.answer import Answer, Row
from docgraph.queries.expected import Expected, expected_agencies, open_classes
from docgraph.queries.responses import Response, responses
from docgraph.queries.time_limits import TimeLimit, limits_for, time_limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.text.dates import PartialDate

COLUMNS: Final = ("agency", "verdict", "document", "date", "days", "due", "days_late", "depth")


class Verdict(enum.StrEnum):
    """How an expected agency stands."""

    IN_TIME = "in time"
    LATE = "late"
    ANSWERED = "answered"  # no time limit is known for it
    UNDATED = "cannot be told"  # the answer has no date, or not enough of one
    SILENT = "silent"


@frozen
class Standing:
    """One expected agency, its first answer and its time limit."""

    agency: Expected
    verdict: Verdict
    response: Response | None = None
    limit: TimeLimit | None = None
    last: dt.date | None = None  # the last day in time
    days_late: int | None = None


def standings(
    graph: DirectiveGraph, directive: Directive, expected: Iterable[str] | None = None
) -> tuple[Standing, ...] | None:
    """Return how each expected agency stands; None where nobody is known to be expected."""
    awaited = expected_agencies(directive, expected)
    if awaited is None:
        return None
    limits = time_limits(graph, directive)
    rows = responses(graph, directive).rows
    by_agency: dict[str, list[Response]] = {}
    by_name: dict[str, list[Response]] = {}
    for row in rows:
        document = graph.directive(row.document)
        if document.agency is not None:
            by_agency.setdefault(document.agency, []).append(row)
        for name in {fold_words(name) for name in (document.agency_name, document.issuer) if name}:
            by_name.setdefault(name, []).append(row)
    return tuple(
        _standing(
            one,
            by_agency.get(one.id or "") or by_name.get(fold_words(one.name), []),
            limits_for(limits, one, awaited, directive),
            directive,
        )
        for one in awaited
    )


def _standing(
    agency: Expected, answered: list[Response], limits: tuple[TimeLimit, ...], directive: Directive
) -> Standing:
    issued = directive.date.earliest() if directive.date is not None and directive.date.is_full else None
    dated = [(last, limit) for limit in limits if (last := limit.first(issued)) is not None]
    last, limit = min(dated, key=lambda pair: (pair[1].recurs, pair[0])) if dated else (None, None)
    if not answered:
        return Standing(agency, Verdict.SILENT, None, limit, last)
    with_day = [row for row in answered if row.date is not None]
    first = min(with_day, key=lambda row: row.date.latest() if row.date else dt.date.max) if with_day else answered[0]
    if last is None or limit is None:
        return Standing(agency, Verdict.ANSWERED, first)
    if first.date is None:
        return Standing(agency, Verdict.UNDATED, first, limit, last)
    verdict = _verdict(first.date, last, [one for one in limits if one.recurs])
    late = (first.date.earliest() - last).days if verdict is Verdict.LATE and first.date.is_full else None
    return Standing(agency, verdict, first, limit, last, late)


def _verdict(date: PartialDate, last: dt.date, recurring: list[TimeLimit]) -> Verdict:
    if date.latest() <= last:
        return Verdict.IN_TIME
    if date.earliest() <= last:
        return Verdict.UNDATED
    # After the next day of a limit that comes again, an answer may be a later one of a series.
    passed = any(one.deadline.occurrences(last, date.earliest()) for one in recurring)
    return Verdict.UNDATED if passed else Verdict.LATE


def coverage(graph: DirectiveGraph, directive: Directive, expected: Iterable[str] | None = None) -> Answer:
    """Return how each expected agency stands: in time, late, answered, silent; with the denominator in the note."""
    return _answer("coverage", "Who was expected to answer", graph, directive, expected, frozenset(Verdict))


def silent(graph: DirectiveGraph, directive: Directive, expected: Iterable[str] | None = None) -> Answer:
    """Return the expected agencies without any answer in the corpus."""
    return _answer("silent", "Who did not answer", graph, directive, expected, frozenset({Verdict.SILENT}))


def late(graph: DirectiveGraph, directive: Directive, expected: Iterable[str] | None = None) -> Answer:
    """Return the expected agencies whose first answer came after the day that the directive's own text sets."""
    return _answer("late", "Who answered late", graph, directive, expected, frozenset({Verdict.LATE}))


def _answer(  # noqa: PLR0917 - three questions that differ in name, caption and rows
    name: str,
    caption: str,
    graph: DirectiveGraph,
    directive: Directive,
    expected: Iterable[str] | None,
    wanted: frozenset[Verdict],
) -> Answer:
    given = None if expected is None else tuple(expected)
    found = standings(graph, directive, given)
    title = f"{caption} {directive.label}"
    if found is None:
        reason = "addresses nobody whom the registry knows" if directive.in_corpus else "is not in the corpus"
        note = f"Nobody is known to be expected: its own text {reason}. Name the agencies with --expected."
        return Answer(name, title, COLUMNS, (), note)
    rows = tuple(_row(one) for one in found if one.verdict in wanted)
    counted = ", ".join(
        f"{sum(one.verdict is verdict for one in found)} {verdict}"
        for verdict in Verdict
        if any(one.verdict is verdict for one in found)
    )
    source = "the list given" if given is not None else "the addressees and recipients of its own text"
    note = f"Of {len(found)} expected agencies ({source}): {counted}."
    by_class = tuple(dict.fromkeys(one.agency.of_class for one in found if one.agency.of_class is not None))
    if by_class:
        note += f" Classes expanded by the registry: {'; '.join(by_class)}."
    unknown = open_classes(directive) if given is None else ()
    if unknown:
        note += f" Not counted, since no table lists their members: {'; '.join(unknown)}."
    return Answer(name, title, COLUMNS, rows, note)


def _row(one: Standing) -> Row:
    response = one.response
    evidence = (*(response.evidence if response else ()), *((one.limit.evidence,) if one.limit else ()))
    return Row(
        (
            one.agency.name,
            str(one.verdict),
            response.label if response else None,
            response.date.isoformat() if response and response.date else None,
            response.days if response else None,
            one.last.isoformat() if one.last else None,
            one.days_late,
            response.depth if response else None,
        ),
        evidence,
    )
