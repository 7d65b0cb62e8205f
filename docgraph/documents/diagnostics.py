"""What a person should look at in one document: damage, contradictions, dates that cannot be.

A diagnostic never changes what was read.  Each says what was found, on which line, and what to do.  They are
few on purpose: a rule that cannot tell a slip from an honest exception stays silent.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from docgraph.documents.encoding_damage import find_damage
from docgraph.documents.model import Diagnostic, DiagnosticKind, Header, Relation, RelationKind, Severity
from docgraph.documents.series import conflicting_dates, out_of_series
from docgraph.references.nodes import SPECIFIC, Family, Mention
from docgraph.references.vocabulary import read_table
from docgraph.text.dates import FIRST_YEAR
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

MOST: Final = 50
"""The most diagnostics of one kind: a text that is wrong everywhere is said to be so once."""
_LONGEST_QUOTE: Final = 90
_PAPERS_OF_ANY_TYPE: Final = frozenset({"Văn bản", "Công văn"})
# Its object was there first: what is carried out, answered, amended or replaced is older than what does it.
_BACKWARD: Final = frozenset(
    {
        RelationKind.LEGAL_BASIS, RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO,
        RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.CORRECTS,
    }
)  # fmt: skip


class _Place:
    """The places of a text, as people name them."""

    def __init__(self, source: SourceText) -> None:
        self._text = source.original
        self._line_ends: list[int] | None = None

    def line(self, offset: int) -> str:
        if self._line_ends is None:
            self._line_ends = [match.start() for match in re.finditer("\n", self._text)]
        return f"On line {bisect_right(self._line_ends, offset - 1) + 1}"

    def quote(self, span: Span) -> str:
        words = " ".join(self._text[span.start : min(span.end, span.start + 4 * _LONGEST_QUOTE)].split())
        return f"“{words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + '…'}”"


def diagnose(
    source: SourceText,
    mentions: Sequence[Mention],
    header: Header,
    relations: Sequence[Relation] = (),
    *,
    today: dt.date | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what looks wrong in one document, in the order of the text.

    A date is in the future when it lies after the document's own date; where the document has none, after *today*
    (the day of the call, unless given).

    >>> from docgraph.references import find_references
    >>> source = SourceText("Căn cứ Quyết định số 55/2007/CT-UBND ngày 31/6/2008;")
    >>> found = diagnose(source, find_references(source), Header(), today=dt.date(2026, 1, 1))
    >>> [diagnostic.kind.value for diagnostic in found]
    ['type_against_symbol', 'impossible_date']
    """
    place = _Place(source)
    specific = [mention for mention in mentions if mention.form in SPECIFIC]
    day = today or dt.datetime.now(tz=dt.UTC).date()
    rules = (
        _damaged_encoding(source, place),
        _types_against_symbols(specific, place),
        _impossible_dates(source, place),
        _unlikely_years(source, specific, place),
        _future_dates(specific, header, day, place),
        _years_against_dates(specific, place),
        _two_dates(specific, place),
        _out_of_series(specific, place),
        _forward_in_time(mentions, relations, place),
    )
    found = [diagnostic for rule in rules for diagnostic in islice(rule, MOST)]
    order = list(DiagnosticKind)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, order.index(one.kind), one.message)))


def _damaged_encoding(source: SourceText, place: _Place) -> Iterator[Diagnostic]:
    for stretch in find_damage(source.normal):
        span = source.span(stretch.span.start, stretch.span.end)
        places = "1 place" if stretch.letters == 1 else f"{stretch.letters} places"
        message = f"{place.line(span.start)}, at {place.quote(span)}, {stretch.name} ({places}). {stretch.advice}"
        yield Diagnostic(DiagnosticKind.DAMAGED_ENCODING, Severity.WARNING, message, span)


@cache
def _types_of_abbreviation() -> dict[str, frozenset[str]]:
    """Return every type that an abbreviation can stand for, by the abbreviation in upper case."""
    types: dict[str, set[str]] = {}
    for row in read_table("types"):
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            types.setdefault(abbreviation.upper(), set()).add(row["name"])
    return {abbreviation: frozenset(names) for abbreviation, names in types.items()}


_PARTY_ORGAN: Final = re.compile("TW|TU|ĐU|HU|TĐTN|ĐTN")


def _type_code(symbol: str) -> str | None:
    """Return the abbreviation of the type in a symbol; None where an organ stands first: "UBND-NC"."""
    slashed = "/" in symbol
    first, mark, rest = symbol.partition("/" if slashed else "-")
    # Before 1997 ministries put their own code first: "43 TC/QLCS" is no Thông cáo but of Tài chính.
    if not mark or not rest or (slashed and not _PARTY_ORGAN.search(rest)):
        return None
    return first.upper()


def _types_against_symbols(mentions: Sequence[Mention], place: _Place) -> Iterator[Diagnostic]:
    for mention in mentions:
        reference = mention.reference
        if reference.type is None or reference.symbol is None or reference.type in _PAPERS_OF_ANY_TYPE:
            continue
        code = _type_code(reference.symbol)
        types = _types_of_abbreviation().get(code or "")
        if code is None or types is None or any(_akin(reference.type, kind) for kind in types):
            continue
        if reference.family is Family.PARTY and code in {"QĐ", "QD"} and reference.type == "Quy định":
            continue  # Party papers write QĐ for Quyết định and for Quy định
        message = (
            f"{place.line(mention.span.start)}, {place.quote(mention.span)} is called {reference.type}, but {code} in"
            f" its symbol stands for {' or '.join(sorted(types))}. Check the type word and the number against that"
            " document."
        )
        yield Diagnostic(DiagnosticKind.TYPE_AGAINST_SYMBOL, Severity.WARNING, message, mention.span)


def _akin(word: str, type_name: str) -> bool:
    """Tell whether one type is a special case of the other: Nghị quyết liên tịch is a Nghị quyết."""
    return word.startswith(type_name) or type_name.startswith(word)


_DAY: Final = (
    r"[ \n]{0,9}(\d{1,2})[ \n]{0,9}"
    r"(?:[/.-][ \n]{0,9}(\d{1,2})[ \n]{0,9}[/.-]|(?i:tháng)[ \n]{0,9}(\d{1,2})[ \n]{0,9},?[ \n]{0,9}(?i:năm))"
    r"[ \n]{0,9}(\d{4})(?!\d)"
)
# Two patterns, each of which begins with a literal that the engine skips to.
_WRITTEN: Final = (re.compile(f"gày(?<=[nN]gày){_DAY}"), re.compile(f"GÀY(?<=NGÀY){_DAY}"))


def _written_dates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (match for pattern in _WRITTEN for match in pattern.finditer(text, start, end))


def _impossible_dates(source: SourceText, place: _Place) -> Iterator[Diagnostic]:
    """Find days that no calendar has, in the whole text; day and month may also be written the wrong way round."""
    for match in _written_dates(source.normal, 0, len(source.normal)):
        day, month, year = int(match[1]), int(match[2] or match[3]), int(match[4])
        if year == 0 or (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            continue
        span = source.span(match.start() - 1, match.end())
        why = f"there is no month {month}" if not 1 <= month <= 12 else f"month {month} of {year} has no day {day}"
        message = f"{place.line(span.start)}, {place.quote(span)} is no date: {why}. Look it up in the document itself."
        yield Diagnostic(DiagnosticKind.IMPOSSIBLE_DATE, Severity.ERROR, message, span)


def _unlikely_years(source: SourceText, mentions: Sequence[Mention], place: _Place) -> Iterator[Diagnostic]:
    """Find references dated before the state that they belong to: mostly a digit lost or swapped."""
    for mention in mentions:
        if mention.reference.date is not None:
            continue
        start, end = source.place(mention.span.start), source.place(mention.span.end)
        written = next(_written_dates(source.normal, start, end), None)
        if written is None or int(written[4]) >= FIRST_YEAR:
            continue
        message = (
            f"{place.line(mention.span.start)}, {place.quote(mention.span)} is dated {int(written[4])}, before"
            f" {FIRST_YEAR}. Check the year."
        )
        yield Diagnostic(DiagnosticKind.EARLY_DATE, Severity.WARNING, message, mention.span)


def _future_dates(mentions: Sequence[Mention], header: Header, today: dt.date, place: _Place) -> Iterator[Diagnostic]:
    if header.date is not None and header.date.earliest() > today:
        message = (
            f"The document is dated {header.date.isoformat()}, which is still to come on {today.isoformat()}."
            " Check the date in its heading."
        )
        yield Diagnostic(DiagnosticKind.FUTURE_DATE, Severity.WARNING, message, Span(0, 0))
    if header.date is not None:
        last, than = header.date.latest(), f"the document that cites it ({header.date.isoformat()})"
    else:
        last, than = today, f"today ({today.isoformat()})"
    for mention in mentions:
        date = mention.reference.date
        if date is None or date.earliest() <= last:
            continue
        message = (
            f"{place.line(mention.span.start)}, {place.quote(mention.span)} is dated {date.isoformat()}, later than"
            f" {than}. Check both dates."
        )
        yield Diagnostic(DiagnosticKind.FUTURE_DATE, Severity.WARNING, message, mention.span)


def _years_against_dates(mentions: Sequence[Mention], place: _Place) -> Iterator[Diagnostic]:
    for mention in mentions:
        year, date = mention.reference.year, mention.reference.date
        if year is None or date is None or int(year) == date.year:
            continue
        message = (
            f"{place.line(mention.span.start)}, {place.quote(mention.span)} has the year {year} in its number and the"
            f" date {date.isoformat()}. One of them is wrong; check the number and the date."
        )
        yield Diagnostic(DiagnosticKind.YEAR_AGAINST_DATE, Severity.WARNING, message, mention.span)


def _two_dates(mentions: Sequence[Mention], place: _Place) -> Iterator[Diagnostic]:
    for earlier, later in conflicting_dates(mentions):
        first, second = earlier.reference.date, later.reference.date
        assert first is not None
        assert second is not None
        message = (
            f"{place.line(later.span.start)}, {place.quote(later.span)} is dated {second.isoformat()}, but"
            f" {_lower(place.line(earlier.span.start))} the same number and symbol is dated {first.isoformat()}."
            " Check which date is right, or whether these are two documents."
        )
        yield Diagnostic(DiagnosticKind.TWO_DATES, Severity.WARNING, message, later.span)


def _out_of_series(mentions: Sequence[Mention], place: _Place) -> Iterator[Diagnostic]:
    for odd, other in out_of_series(mentions):
        date, known = odd.reference.date, other.reference.date
        assert date is not None
        assert known is not None
        message = (
            f"{place.line(odd.span.start)}, {place.quote(odd.span)} stands out of its series: number"
            f" {odd.reference.number} is dated {date.isoformat()}, but number {other.reference.number}"
            f" ({_lower(place.line(other.span.start))}) {known.isoformat()}."
            " Numbers of one body and year rise with their dates; check the number and the date of both."
        )
        yield Diagnostic(DiagnosticKind.OUT_OF_SERIES, Severity.INFO, message, odd.span)


def _forward_in_time(mentions: Sequence[Mention], relations: Sequence[Relation], place: _Place) -> Iterator[Diagnostic]:
    for relation in relations:
        if relation.subject is None or relation.kind not in _BACKWARD:
            continue
        subject, target = mentions[relation.subject], mentions[relation.object]
        first, second = subject.reference.date, target.reference.date
        if first is None or second is None or first.latest() >= second.earliest():
            continue
        message = (
            f"{place.line(subject.span.start)}, {place.quote(subject.span)} ({first.isoformat()}) is read with the"
            f" relation “{relation.kind}” to {place.quote(target.span)}, which is later ({second.isoformat()})."
            " Check the two dates and the sentence that joins them."
        )
        yield Diagnostic(DiagnosticKind.FORWARD_IN_TIME, Severity.INFO, message, subject.span)


def _lower(line: str) -> str:
    return line[0].lower() + line[1:]
