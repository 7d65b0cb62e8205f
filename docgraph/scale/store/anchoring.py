"""The anchors of a store, looked up where resolution asks for them; what one document asks is remembered."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docgraph.directives.anchors import COMMON, Anchor, rare_words, words_needed
from docgraph.directives.lookups import Kind, by_day, by_number, by_place, lookup
from docgraph.directives.titles import title_words
from docgraph.scale.store.facts import plain, read_date
from docgraph.scale.store.statements import Recent, number_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from docgraph.text.dates import PartialDate


def pack_anchor(anchor: Anchor) -> str:
    """Return an anchor as JSON; which documents name it in full stands in the claims."""
    return plain([
        anchor.key, anchor.base, anchor.body, anchor.type, anchor.year, anchor.number, anchor.name,
        sorted(anchor.organs), anchor.date.isoformat() if anchor.date else None, anchor.has_text,
        sorted(sorted(words) for words in anchor.titles), sorted(anchor.names),
    ])  # fmt: skip


def unpack_anchor(packed: str) -> Anchor:
    """Return what `pack_anchor` packed."""
    key, base, body, kind, year, number, name, organs, date, has_text, titles, names = json.loads(packed)
    return Anchor(
        key, base, body, kind, year, number, name, frozenset(organs), read_date(date), frozenset(), has_text,
        frozenset(frozenset(words) for words in titles), frozenset((one, other) for one, other in names),
    )  # fmt: skip


def lookup_of_titles(base: str) -> str:
    """Return the lookup of those who chose among several anchors by their titles."""
    return f"titles|{base}"


def lookup_of_common(territory: str) -> str:
    """Return the lookup of those whose titles hold too many words that are common in a territory."""
    return f"common|{territory}"


_NOBODY: Final = Anchor("", "", "", "", None, None, None, frozenset(), None, frozenset(), False)
_MANY: Final = (_NOBODY,) * (COMMON + 1)  # stands for the anchors of a common word, which nobody wants to see


class StoredAnchors:
    """The anchors of one stage, asked from the store; remembers what one document asked."""

    def __init__(self, store: sqlite3.Connection, stage: int) -> None:
        self._store = store
        self._stage = stage
        self._anchors: Recent[int, Anchor] = Recent(20_000)
        self._answers: Recent[int, tuple[Anchor, ...]] = Recent(20_000)
        self._bases: Recent[int, tuple[Anchor, ...]] = Recent(20_000)
        self._words: Recent[int, tuple[Anchor, ...]] = Recent(5_000)
        self.asked: set[int] = set()
        self._held: dict[str, set[PartialDate | None]] = {}

    def begin(self, claims: Iterable[tuple[str, PartialDate | None]] = ()) -> None:
        """Turn to another document; *claims* are the keys, and full dates, that it names in full."""
        self.asked = set()
        self._held = defaultdict(set)
        for base, date in claims:
            self._held[base].add(date)

    def _read(self, rows: Iterable[tuple[int, str]]) -> tuple[Anchor, ...]:
        found = []
        for number, words in rows:
            known = self._anchors.get(number)
            found.append(known if known is not None else self._anchors.keep(number, unpack_anchor(words)))
        return tuple(sorted(found, key=lambda anchor: anchor.key))

    def _find(self, asked: str) -> tuple[Anchor, ...]:
        number = number_of(asked)
        self.asked.add(number)
        found = self._answers.get(number)
        if found is None:
            found = self._answers.keep(number, self._read(self._store.execute(
                "SELECT a.id, a.words FROM lookups l JOIN anchors a ON a.id = l.anchor"
                " WHERE l.lookup = ? AND l.stages & ?", (number, self._stage),
            )))  # fmt: skip
        return self._several(found)

    def _several(self, found: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        if len(found) > 1:  # a title may choose among them
            self.asked |= {number_of(lookup_of_titles(anchor.base)) for anchor in found}
        return found

    def of_base(self, key: str) -> tuple[Anchor, ...]:
        """Return the anchors of a key."""
        number = number_of(key)
        found = self._bases.get(number)
        if found is None:
            found = self._bases.keep(number, self._read(self._store.execute(
                "SELECT id, words FROM anchors WHERE base = ? AND stages & ?", (number, self._stage)
            )))  # fmt: skip
        return found

    def of_number(self, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return the anchors with this number, of this type or, when it is None, of any."""
        return self._find(by_number(type_code, number))

    def of_day(self, type_code: str | None, number: str, date: PartialDate) -> tuple[Anchor, ...]:
        """Return those of `of_number` that have this full date."""
        return self._find(by_day(type_code, number, date))

    def of_place(self, type_code: str | None, number: str, territory: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` whose body has this territory."""
        return self._find(by_place(type_code, number, territory))

    def of_document(self, entry: int, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Return those of `of_number` that the document names in full."""
        found = [
            anchor
            for base in self._held
            for anchor in self.of_base(base)
            if anchor.number == number
            and (type_code is None or anchor.type == type_code)
            and self.names_in_full(entry, anchor)
        ]
        return self._several(tuple(sorted(found, key=lambda anchor: anchor.key)))

    def named(self, type_code: str, name: str) -> tuple[Anchor, ...]:
        """Return the anchors of a law's type and folded name."""
        return self._find(lookup(Kind.NAME, type_code, name))

    def on_day(self, date: PartialDate, types: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of this full date and one of these types."""
        found = {
            anchor.key: anchor
            for kind in set(types)
            for anchor in self._find(lookup(Kind.DATED, date.isoformat(), kind))
        }
        return self._several(tuple(found[key] for key in sorted(found)))

    def titled(self, title: str, territories: Iterable[str]) -> tuple[Anchor, ...]:
        """Return the anchors of these territories of which a text gives this title, found by its rarest words."""
        words = title_words(title)
        near: dict[str, Anchor] = {}
        for territory in sorted(set(territories)):
            groups = {word: self._of_word(territory, word) for word in words}
            rare = rare_words(words, lambda word, groups=groups: len(groups[word]))  # type: ignore[misc]
            self.asked |= {number_of(lookup(Kind.WORD, territory, word)) for word in rare}
            if len(rare) < words_needed(words):
                self.asked.add(number_of(lookup_of_common(territory)))
            near |= {anchor.key: anchor for word in rare for anchor in groups[word]}
        return tuple(near[key] for key in sorted(near) if near[key].is_titled(words))

    def _of_word(self, territory: str, word: str) -> tuple[Anchor, ...]:
        """Return the anchors with a word in their titles, no more than tell that it is common."""
        number = number_of(lookup(Kind.WORD, territory, word))
        found = self._words.get(number)
        if found is None:
            rows = self._store.execute(
                "SELECT anchor FROM lookups WHERE lookup = ? AND stages & ? LIMIT ?", (number, self._stage, COMMON + 1)
            ).fetchall()
            if len(rows) > COMMON:
                return self._words.keep(number, _MANY)
            found = self._words.keep(number, self._read(self._store.execute(
                "SELECT a.id, a.words FROM lookups l JOIN anchors a ON a.id = l.anchor"
                " WHERE l.lookup = ? AND l.stages & ?", (number, self._stage),
            )))  # fmt: skip
        return found

    def names_in_full(self, entry: int, anchor: Anchor) -> bool:  # noqa: ARG002 - of the document at hand
        """Tell whether the document names an anchor in full."""
        dates = self._held.get(anchor.base)
        return dates is not None and (anchor.date is None or anchor.date in dates)
