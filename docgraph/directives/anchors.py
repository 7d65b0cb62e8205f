"""The directives that at least one complete claim stands for, and how to look them up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import field, frozen

from docgraph.directives.folding import fold_words
from docgraph.directives.titles import same_title, title_words
from docgraph.directives.type_codes import split_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docgraph.directives.claims import Claim
    from docgraph.text.dates import PartialDate

_Key = TypeVar("_Key")

COMMON: Final = 100
"""A word in the titles of more directives of one territory is no help in finding one."""


@frozen
class Anchor:
    """One directive that is fully identified somewhere in the corpus."""

    key: str
    base: str  # the key without the date that tells two directives of one number apart
    body: str
    type: str
    year: int | None
    number: str | None
    name: str | None
    organs: frozenset[str]  # the first organ group of the symbols under which it is cited
    date: PartialDate | None  # the full date, if any claim gives it
    entries: frozenset[int]  # the documents that name it in full
    has_text: bool  # its own text is in the corpus
    titles: frozenset[frozenset[str]] = field(default=frozenset(), repr=False)  # the words of each wording

    @property
    def territory(self) -> str:
        """The first part of the body's id: "quang-ngai"."""
        return self.body.partition("/")[0]

    def is_titled(self, words: frozenset[str]) -> bool:
        """Tell whether one of its titles is a wording of this one."""
        return any(same_title(words, title) for title in self.titles)


@frozen
class Anchors:
    """Lookups over the anchors; every answer is in the order of the keys."""

    by_base: Mapping[str, tuple[Anchor, ...]]
    by_number: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (type, number)
    by_name: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (type, name)
    by_day: Mapping[PartialDate, tuple[Anchor, ...]] = field(repr=False)
    by_word: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (territory, word of a title)

    def of_number(self, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return the anchors with this number, of this type or, when it is None, of any."""
        if type_code is not None:
            return self.by_number.get((type_code, number), ())
        return self.by_number.get(("", number), ())

    def titled(self, title: str, territories: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of these territories of which a text gives this title, found by its rarest words.

        A title whose every word is common there ("báo cáo tháng …") tells nothing apart and finds nothing.
        """
        words = title_words(title)
        near: dict[str, Anchor] = {}
        for territory in sorted(set(territories)):
            groups = sorted((self.by_word.get((territory, word), ()) for word in words), key=len)
            rare = [group for group in groups[: len(words) // 5 + 1] if len(group) <= COMMON]
            near |= {anchor.key: anchor for group in rare for anchor in group}
        return tuple(near[key] for key in sorted(near) if near[key].is_titled(words))


def organ_of(claim: Claim) -> str | None:
    """Return the first organ group of the symbol that a claim gives: "ubnd" for ``QĐ-UBND``."""
    organs = split_symbol(claim.reference.symbol).organs if claim.reference.symbol else ()
    return organs[0] if organs else None


def base_key(claim: Claim, entry_keys: Sequence[str]) -> str | None:
    """Return the key under which a claim is anchored: a document's own claim always has one."""
    return entry_keys[claim.entry] if claim.is_own else claim.identity.key


def build_anchors(claims: Iterable[Claim], entry_keys: Sequence[str]) -> Anchors:
    """Gather complete claims into anchors; one number under several full dates gives one anchor for each date."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        key = base_key(claim, entry_keys)
        if key is not None:
            grouped[key].append(claim)
    found = [anchor for base in sorted(grouped) for anchor in _split_by_date(base, grouped[base])]
    by_number: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    by_base: dict[str, list[Anchor]] = defaultdict(list)
    by_day: dict[PartialDate, list[Anchor]] = defaultdict(list)
    by_word: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for anchor in found:
        for word in sorted(frozenset().union(*anchor.titles)):
            by_word[anchor.territory, word].append(anchor)
        by_base[anchor.base].append(anchor)
        if anchor.number is not None:
            by_number[anchor.type, anchor.number].append(anchor)
            by_number["", anchor.number].append(anchor)
        if anchor.date is not None:
            by_day[anchor.date].append(anchor)
    for base, members in grouped.items():
        for type_code, name in sorted({(c.identity.type or "", c.identity.name) for c in members if c.identity.name}):
            by_name[type_code, name].extend(by_base[base])
    return Anchors(_frozen(by_base), _frozen(by_number), _frozen(by_name), _frozen(by_day), _frozen(by_word))


def _frozen(found: Mapping[_Key, list[Anchor]]) -> dict[_Key, tuple[Anchor, ...]]:
    return {key: tuple(anchors) for key, anchors in found.items()}


def main_date(claims: Sequence[Claim]) -> PartialDate | None:
    """Return the full date to trust: of the document's own text, else the one that most documents give."""
    dates = {claim.date for claim in claims if claim.date is not None}

    def rank(date: PartialDate) -> tuple[bool, int, int, PartialDate]:
        giving = [claim for claim in claims if claim.date == date]
        own = any(claim.is_own for claim in giving)
        return (not own, -len({claim.entry for claim in giving}), -len(giving), date)

    return min(dates, key=rank) if dates else None


def _split_by_date(base: str, claims: Sequence[Claim]) -> list[Anchor]:
    main = main_date(claims)
    if main is None:
        return [_anchor(base, base, None, claims)]
    anchors = []
    for date in sorted({claim.date for claim in claims if claim.date is not None}):
        giving = [claim for claim in claims if claim.date == date]
        if date == main:
            anchors.append(_anchor(base, base, date, giving))
        else:
            anchors.append(_anchor(f"{base}@{date.isoformat()}", base, date, giving))
    return sorted(anchors, key=lambda anchor: anchor.key)


def _anchor(key: str, base: str, date: PartialDate | None, claims: Sequence[Claim]) -> Anchor:
    _, place, rest = base.split("/", 2)
    first = claims[0].identity
    names = sorted({claim.identity.name for claim in claims if claim.identity.name})
    body = first.body.id if first.body else f"{place}/{rest.split('/', 1)[0]}"
    return Anchor(
        key=key,
        base=base,
        body=body,
        type=first.type or next((fold_words(c.reference.type) for c in claims if c.is_own and c.reference.type), ""),
        year=first.year,
        number=first.number,
        name=names[0] if names else None,
        organs=frozenset(filter(None, (organ_of(claim) for claim in claims))),
        date=date,
        entries=frozenset(claim.entry for claim in claims),
        has_text=any(claim.is_own for claim in claims),
        titles=frozenset(title_words(claim.reference.title) for claim in claims if claim.reference.title),
    )
