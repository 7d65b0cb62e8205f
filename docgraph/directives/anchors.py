"""The directives that at least one complete claim stands for, and how to look them up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from attrs import field, frozen

from docgraph.directives.folding import fold_words
from docgraph.directives.titles import same_title, title_words
from docgraph.directives.type_codes import split_symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    names: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)  # (type, name) as its claims say

    @property
    def territory(self) -> str:
        """The first part of the body's id: "quang-ngai"."""
        return self.body.partition("/")[0]

    @property
    def words(self) -> frozenset[str]:
        """Every word of its titles."""
        return frozenset().union(*self.titles)

    def is_titled(self, words: frozenset[str]) -> bool:
        """Tell whether one of its titles is a wording of this one."""
        return any(same_title(words, title) for title in self.titles)


class Lookups(Protocol):
    """What resolution asks about the anchors of a corpus; every answer is in the order of the keys.

    `Anchors` answers from memory; a store or a cluster may answer otherwise, with the same anchors.
    """

    def of_base(self, key: str) -> tuple[Anchor, ...]:
        """Return the anchors of a key: one, or one for each full date that the corpus gives it."""

    def of_number(self, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return the anchors with this number, of this type or, when it is None, of any."""

    def of_day(self, type_code: str | None, number: str, date: PartialDate) -> tuple[Anchor, ...]:
        """Return those of `of_number` that have this full date."""

    def of_place(self, type_code: str | None, number: str, territory: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` whose body has this territory: "quang-ngai"."""

    def of_document(self, entry: int, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` that this document names in full."""

    def named(self, type_code: str, name: str) -> tuple[Anchor, ...]:
        """Return the anchors of a law's type and folded name."""

    def on_day(self, date: PartialDate, types: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of this full date and one of these types."""

    def titled(self, title: str, territories: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of these territories of which a text gives this title, found by its rarest words."""

    def names_in_full(self, entry: int, anchor: Anchor) -> bool:
        """Tell whether a document names an anchor in full."""


@frozen
class Anchors:
    """Lookups over the anchors, in memory."""

    by_base: Mapping[str, tuple[Anchor, ...]]
    by_number: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (type, number)
    by_name: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (type, name)
    by_day: Mapping[PartialDate, tuple[Anchor, ...]] = field(repr=False)
    by_word: Mapping[tuple[str, str], tuple[Anchor, ...]] = field(repr=False)  # (territory, word of a title)
    word_counts: Mapping[tuple[str, str], int] | None = field(default=None, repr=False)  # None: as in by_word

    def of_base(self, key: str) -> tuple[Anchor, ...]:
        """Return the anchors of a key: one, or one for each full date that the corpus gives it."""
        return self.by_base.get(key, ())

    def of_number(self, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return the anchors with this number, of this type or, when it is None, of any."""
        if type_code is not None:
            return self.by_number.get((type_code, number), ())
        return self.by_number.get(("", number), ())

    def of_day(self, type_code: str | None, number: str, date: PartialDate) -> tuple[Anchor, ...]:
        """Return those of `of_number` that have this full date."""
        return tuple([anchor for anchor in self.of_number(type_code, number) if anchor.date == date])

    def of_place(self, type_code: str | None, number: str, territory: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` whose body has this territory: "quang-ngai"."""
        return tuple([anchor for anchor in self.of_number(type_code, number) if anchor.territory == territory])

    def of_document(self, entry: int, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` that this document names in full."""
        return tuple([anchor for anchor in self.of_number(type_code, number) if entry in anchor.entries])

    def named(self, type_code: str, name: str) -> tuple[Anchor, ...]:
        """Return the anchors of a law's type and folded name."""
        return self.by_name.get((type_code, name), ())

    def on_day(self, date: PartialDate, types: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of this full date and one of these types."""
        wanted = frozenset(types)
        return tuple([anchor for anchor in self.by_day.get(date, ()) if anchor.type in wanted])

    def titled(self, title: str, territories: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of these territories of which a text gives this title, found by its rarest words.

        A title whose every word is common there ("báo cáo tháng …") tells nothing apart and finds nothing.
        """
        words = title_words(title)
        near: dict[str, Anchor] = {}
        for territory in sorted(set(territories)):

            def count(word: str, territory: str = territory) -> int:
                return self._count(territory, word)

            for word in rare_words(words, count):
                near |= {anchor.key: anchor for anchor in self.by_word.get((territory, word), ())}
        return tuple(near[key] for key in sorted(near) if near[key].is_titled(words))

    def _count(self, territory: str, word: str) -> int:
        if self.word_counts is not None:
            return self.word_counts.get((territory, word), 0)
        return len(self.by_word.get((territory, word), ()))

    def names_in_full(self, entry: int, anchor: Anchor) -> bool:
        """Tell whether a document names an anchor in full."""
        return entry in anchor.entries


def words_needed(words: frozenset[str]) -> int:
    """Return how many words of a title must be looked up to meet every wording of it: two share four in five."""
    return len(words) // 5 + 1


def rare_words(words: frozenset[str], count: Callable[[str], int]) -> tuple[str, ...]:
    """Return the words by which a title is looked up: the rarest, as far as they are not `COMMON`.

    *count* tells in the titles of how many anchors of the territory a word stands.

    >>> counts = {"ke": 900, "hoach": 800, "so": 7, "chuyen": 4, "doi": 12}
    >>> rare_words(frozenset(counts), counts.__getitem__)
    ('chuyen', 'so')
    """
    ranked = sorted((count(word), word) for word in words)
    return tuple([word for found, word in ranked[: words_needed(words)] if found <= COMMON])


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
    return index_anchors(anchor for base in grouped for anchor in anchors_of(base, grouped[base]))


def index_anchors(found: Iterable[Anchor], word_counts: Mapping[tuple[str, str], int] | None = None) -> Anchors:
    """Return lookups over anchors: of a whole corpus, or of a part of it.

    For a part, *word_counts* tells for each territory and word in the titles of how many anchors of the whole corpus
    it stands, so that what is common stays common; of such words no anchors are needed.
    """
    by_number: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    by_base: dict[str, list[Anchor]] = defaultdict(list)
    by_day: dict[PartialDate, list[Anchor]] = defaultdict(list)
    by_word: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for anchor in sorted(found, key=lambda anchor: (anchor.base, anchor.key)):
        for word in anchor.words:
            by_word[anchor.territory, word].append(anchor)
        by_base[anchor.base].append(anchor)
        if anchor.number is not None:
            by_number[anchor.type, anchor.number].append(anchor)
            by_number["", anchor.number].append(anchor)
        if anchor.date is not None:
            by_day[anchor.date].append(anchor)
        for name in anchor.names:
            by_name[name].append(anchor)
    return Anchors(
        _frozen(by_base), _frozen(by_number), _frozen(by_name), _frozen(by_day), _frozen(by_word), word_counts
    )


def anchors_of(base: str, claims: Sequence[Claim], main: PartialDate | None = None) -> tuple[Anchor, ...]:
    """Return the anchors that the claims on one key stand for, in the order of their keys.

    *claims*: first what documents say of themselves, then what others say of them, each in the order of the corpus.
    *main* is the date to trust, where that is known already: then claims that say the same need not be repeated.
    """
    return tuple(_split_by_date(base, claims, main or main_date(claims)))


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


def _split_by_date(base: str, claims: Sequence[Claim], main: PartialDate | None) -> list[Anchor]:
    names = frozenset((c.identity.type or "", c.identity.name) for c in claims if c.identity.name)
    if main is None:
        return [_anchor(base, base, None, claims, names)]
    anchors = []
    for date in sorted({claim.date for claim in claims if claim.date is not None}):
        giving = [claim for claim in claims if claim.date == date]
        if date == main:
            anchors.append(_anchor(base, base, date, giving, names))
        else:
            anchors.append(_anchor(f"{base}@{date.isoformat()}", base, date, giving, names))
    return sorted(anchors, key=lambda anchor: anchor.key)


def _anchor(
    key: str, base: str, date: PartialDate | None, claims: Sequence[Claim], all_names: frozenset[tuple[str, str]]
) -> Anchor:
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
        names=all_names,
    )
