"""Merged knowledge: of all that a corpus says about one directive, the best, its conflicts and their sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import frozen

from docgraph.agencies import province_of
from docgraph.directives.bodies import Body, own_body
from docgraph.directives.directive import Conflict, Directive, Origin
from docgraph.directives.titles import SHORTEST, title_words
from docgraph.directives.type_codes import TYPELESS, split_symbol, types_of_code
from docgraph.references.nodes import Family, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgraph.agencies.model import Agency
    from docgraph.directives.claims import Claim, Entry
    from docgraph.documents.model import Header
    from docgraph.text.dates import PartialDate

_Value = TypeVar("_Value")

MOST_SOURCES: Final = 5
"""Files named as the origin of a value; a law may be cited by thousands."""

OTHER_TITLE: Final = 0.25
"""Below this part of shared words, two titles are taken to be of two documents."""

LONGEST_TITLE: Final = 60
"""Words; what is longer has run on into the sentence that quotes the title."""

_OPENER: Final = re.compile(r"(?:về|v/v|ban hành|phê duyệt|sửa đổi|công bố|hướng dẫn|triển khai)\b", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")
_PERSON: Final = re.compile(r"(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng ban|bộ trưởng)\s+(?!nước)", re.IGNORECASE)


@frozen
class Gathered:
    """The claims that were resolved to one key."""

    key: str
    claims: tuple[Claim, ...]
    provisional: bool = False


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("*", "")).strip()


def _count(values: Iterable[tuple[_Value, int]]) -> Counter[_Value]:
    counted: Counter[_Value] = Counter()
    for value, times in values:
        counted[value] += times
    return counted


def _best(
    values: Iterable[tuple[str, int]], rank: Callable[[str], tuple[int, ...]] = lambda value: (len(value),)
) -> str | None:
    """Return the value of the highest rank, then the most frequent, then the first in order."""
    counted = _count(values)
    if not counted:
        return None
    return min(counted, key=lambda value: (*(-part for part in rank(value)), -counted[value], value))


@frozen
class Heard:
    """What is said of a directive, once or more in the same words."""

    reference: Reference
    body: Body | None
    is_own: bool = False  # in the header of its own text
    times: int = 1
    claims: tuple[Claim, ...] = ()  # that say so, where they are at hand


SourcesOf = Callable[[Sequence[Heard], int | None], tuple[str, ...]]
"""Returns the files that say something, in order: all, or the first few."""


def merge(gathered: Gathered, entries: Sequence[Entry]) -> tuple[Directive, Agency | None]:
    """Return the directive that the claims of one key describe, and the agency that issued it."""
    claims = sorted(gathered.claims, key=lambda claim: (claim.entry, -1 if claim.mention is None else claim.mention))
    heard = [Heard(claim.reference, _body(claim, entries), is_own=claim.is_own, claims=(claim,)) for claim in claims]

    def sources(given: Sequence[Heard], most: int | None) -> tuple[str, ...]:
        found = {entries[claim.entry].document.source for one in given for claim in one.claims}
        return tuple(sorted(found)[:most])

    header = next((entries[claim.entry].document.header for claim in claims if claim.is_own), None)
    cited_by = len({claim.entry for claim in claims if not claim.is_own})
    return merge_heard(gathered.key, heard, sources, header, cited_by=cited_by, provisional=gathered.provisional)


def merge_heard(
    key: str, claims: Sequence[Heard], sources: SourcesOf, header: Header | None, *, cited_by: int, provisional: bool
) -> tuple[Directive, Agency | None]:
    """Return the directive that is described so, and the agency that issued it.

    *header* is that of its own text, of the first where there are several; of *claims* only the order of those that
    give a symbol but no family matters.
    """
    own = [claim for claim in claims if claim.is_own]
    trusted = own or claims
    kind = _type(trusted, claims)
    date = _date(trusted, claims)
    body = _best_body(trusted)
    issuer = _issuer(trusted) or _issuer(claims)
    symbols = _symbols(trusted) or _symbols(claims)
    title = _title(trusted) or _title(claims)
    agency = body.agency if body else None
    directive = Directive(
        key=key,
        type=kind,
        number=_number(trusted) or _number(claims),
        year=_best((c.reference.year, c.times) for c in trusted if c.reference.year),
        symbol=_best(symbols, _accents),
        family=_family(claims, symbols),
        name=_best(((_tidy(c.reference.name), c.times) for c in trusted if c.reference.name), lambda _: ()),
        date=date,
        issuer=issuer,
        agency=agency.id if agency else None,
        agency_name=agency.name if agency else None,
        level=body.level if body else None,
        province=body.province if body else None,
        title=title,
        sources=sources(own, None) if own else (),
        cited_by=cited_by,
        mentions=sum(claim.times for claim in claims if not claim.is_own),
        addressees=header.addressees if header else (),
        recipients=header.recipients if header else (),
        submitted_to=header.submitted_to if header else None,
        signer=header.signer if header else None,
        origins=_origins(claims, sources, {"type": kind, "date": date, "issuer": issuer, "title": title}),
        conflicts=_conflicts(claims, sources, kind, date, _title(own)),
        provisional=provisional,
    )
    return directive, agency


def _accents(symbol: str) -> tuple[int, ...]:
    """Prefer the spelling with Đ and separators over one that lost them."""
    return (sum(not char.isascii() for char in symbol), symbol.count("-") + symbol.count("/"))


def _number(claims: Sequence[Heard]) -> str | None:
    return _best(((claim.reference.number, claim.times) for claim in claims if claim.reference.number), lambda _: ())


def _symbols(claims: Sequence[Heard]) -> list[tuple[str, int]]:
    return [(claim.reference.symbol, claim.times) for claim in claims if claim.reference.symbol]


def _family(claims: Sequence[Heard], symbols: Sequence[tuple[str, int]]) -> Family | None:
    families = [(str(claim.reference.family), claim.times) for claim in claims if claim.reference.family is not None]
    if families:
        best = _best(families, lambda _: ())
        return Family(best) if best else None
    if symbols:  # a header gives the symbol without its separator: only Party symbols hold a slash
        return Family.PARTY if "/" in symbols[0][0] else Family.STATE
    return None


def _type(trusted: Sequence[Heard], claims: Sequence[Heard]) -> str | None:
    from_symbol = {
        name
        for claim in claims
        if claim.reference.symbol
        for name in types_of_code(split_symbol(claim.reference.symbol).type_code or "")
    }

    def rank(name: str) -> tuple[int, ...]:
        return (name not in TYPELESS, name in from_symbol)

    return _best(((c.reference.type, c.times) for c in trusted if c.reference.type), rank) or _best(
        ((c.reference.type, c.times) for c in claims if c.reference.type), rank
    )


def _date(trusted: Sequence[Heard], claims: Sequence[Heard]) -> PartialDate | None:
    """Return the most precise date, then the one that most claims give."""
    for group in (trusted, claims):
        dates = _count((claim.reference.date, claim.times) for claim in group if claim.reference.date is not None)
        if dates:
            return min(dates, key=lambda date: (date.day is None, date.month is None, -dates[date], date))
    return None


def _body(claim: Claim, entries: Sequence[Entry]) -> Body | None:
    entry = entries[claim.entry]
    return own_body(entry.document.header, entry.setting) if claim.is_own else claim.identity.body


def _best_body(claims: Sequence[Heard]) -> Body | None:
    counted = _count((claim.body, claim.times) for claim in claims if claim.body is not None)
    ranked = sorted(
        counted, key=lambda body: (body.agency is None, not body.stated, -counted[body], body.id, repr(body))
    )
    return ranked[0] if ranked else None


def _issuer(claims: Sequence[Heard]) -> str | None:
    """Prefer words that name their province, then the body rather than who signs for it, then the most frequent."""
    return _best(
        ((_tidy(claim.reference.issuer), claim.times) for claim in claims if claim.reference.issuer),
        lambda words: (province_of(words) is not None, not _PERSON.match(words)),
    )


def _title(claims: Sequence[Heard]) -> str | None:
    """Prefer wordings that open as titles do and are neither a stump nor a whole sentence, then the longest."""
    titles = ((_tidy(claim.reference.title), claim.times) for claim in claims if claim.reference.title)

    def rank(title: str) -> tuple[int, ...]:
        length = len(title.split())
        return (_OPENER.match(title) is not None, SHORTEST <= length <= LONGEST_TITLE, length)

    return _best(titles, rank)


def _said(claim: Heard, name: str) -> object:
    value = getattr(claim.reference, name)
    return _tidy(value) if isinstance(value, str) else value


def _origins(claims: Sequence[Heard], sources: SourcesOf, chosen: Mapping[str, object]) -> tuple[Origin, ...]:
    """Return which files give each chosen value: the document's own text, else the first few that cite it."""
    found = []
    for name in sorted(chosen):
        giving = [claim for claim in claims if chosen[name] is not None and _said(claim, name) == chosen[name]]
        if giving:
            giving = [claim for claim in giving if claim.is_own] or giving
            found.append(Origin(name, sources(giving, MOST_SOURCES)))
    return tuple(found)


def _conflicts(
    claims: Sequence[Heard], sources: SourcesOf, kind: str | None, date: PartialDate | None, own_title: str | None
) -> tuple[Conflict, ...]:
    found: dict[tuple[str, str], list[Heard]] = defaultdict(list)
    for claim in claims:
        reference = claim.reference
        if date is not None and reference.date is not None and not reference.date.compatible(date):
            found["date", reference.date.isoformat()].append(claim)
        if kind is not None and reference.type and reference.type not in TYPELESS and reference.type != kind:
            found["type", reference.type].append(claim)
        if own_title is not None and reference.title and _is_other_title(own_title, reference.title):
            found["title", _tidy(reference.title)].append(claim)
    return tuple(Conflict(name, value, sources(found[name, value], None)) for name, value in sorted(found))


def _is_other_title(title: str, other: str) -> bool:
    """Tell whether two titles have nothing to do with each other: few words shared, and neither a short form."""
    words, others = title_words(title), title_words(other)
    if min(len(words), len(others)) < SHORTEST:
        return False
    return len(words & others) < OTHER_TITLE * min(len(words), len(others))
