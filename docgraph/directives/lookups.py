"""What resolution asks and under which names anchors answer, so that documents can be resolved with a part of a corpus.

Each question is one line of text, a *lookup*: it can be stored, indexed and joined on.  An anchor answers to all of
`lookups_of_anchor`; a step asks some of them about a claim.  A document gets the same verdicts from the anchors that
its lookups reach as from those of the whole corpus, as long as `index_anchors` is told how common the words are::

    kind    parts                    asked by
    base    key                      by_key, by_successor; every complete claim, for "the same text names it in full"
    number  type or "", number       headers with a number and no year
    day     type or "", number, day  by_successor, by_same_date
    place   type, number, territory  by_window
    name    type, name               by_law_name
    dated   day, type                by_day
    word    territory, word          by_title, headers without a number
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from docgraph.directives.anchors import Anchor, base_key
from docgraph.directives.own_keys import known_anchor
from docgraph.directives.place import Place, Resolver
from docgraph.directives.steps import DEFAULT_STEPS
from docgraph.directives.titles import title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgraph.directives.claims import Claim, Entry
    from docgraph.text.dates import PartialDate

_BETWEEN: Final = "|"


class Kind(enum.StrEnum):
    """What a lookup goes by."""

    BASE = "base"
    NUMBER = "number"
    DAY = "day"
    PLACE = "place"
    NAME = "name"
    DATED = "dated"
    WORD = "word"


def lookup(kind: Kind, *parts: str) -> str:
    """Return a lookup as one line of text.

    >>> lookup(Kind.PLACE, "kh", "215", "quang-ngai")
    'place|kh|215|quang-ngai'
    """
    return _BETWEEN.join((str(kind), *parts))


def by_number(type_code: str | None, number: str) -> str:
    """Return the lookup of a number: of one type, or of any."""
    return lookup(Kind.NUMBER, type_code or "", number)


def by_day(type_code: str | None, number: str, date: PartialDate) -> str:
    """Return the lookup of a number with its full date."""
    return lookup(Kind.DAY, type_code or "", number, date.isoformat())


def by_place(type_code: str | None, number: str, territory: str) -> str:
    """Return the lookup of a number with the territory of its body."""
    return lookup(Kind.PLACE, type_code or "", number, territory)


def word_lookups(anchor: Anchor) -> tuple[str, ...]:
    """Return the lookups of the words of an anchor's titles, in order."""
    return tuple([lookup(Kind.WORD, anchor.territory, word) for word in sorted(anchor.words)])


def plain_lookups(anchor: Anchor) -> tuple[str, ...]:
    """Return the lookups that an anchor answers to, apart from its base and the words of its titles."""
    found = [lookup(Kind.NAME, *name) for name in sorted(anchor.names)]
    for type_code in (anchor.type, "") if anchor.number is not None else ():
        assert anchor.number is not None
        found += [by_number(type_code, anchor.number), by_place(type_code, anchor.number, anchor.territory)]
        if anchor.date is not None:
            found.append(by_day(type_code, anchor.number, anchor.date))
    if anchor.date is not None:
        found.append(lookup(Kind.DATED, anchor.date.isoformat(), anchor.type))
    return tuple(dict.fromkeys(found))


def lookups_of_anchor(anchor: Anchor) -> tuple[str, ...]:
    """Return every lookup that an anchor answers to."""
    return (lookup(Kind.BASE, anchor.base), *plain_lookups(anchor), *word_lookups(anchor))


class Asking:
    """Lookups that find nothing and remember what they were asked, so that every step goes on to the next."""

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}

    def of_base(self, key: str) -> tuple[Anchor, ...]:
        """Remember a key."""
        return self._note(lookup(Kind.BASE, key))

    def of_number(self, type_code: str | None, number: str) -> tuple[Anchor, ...]:
        """Remember a number."""
        return self._note(by_number(type_code, number))

    def of_day(self, type_code: str | None, number: str, date: PartialDate) -> tuple[Anchor, ...]:
        """Remember a number with its date."""
        return self._note(by_day(type_code, number, date))

    def of_place(self, type_code: str | None, number: str, territory: str) -> tuple[Anchor, ...]:
        """Remember a number with its territory."""
        return self._note(by_place(type_code, number, territory))

    def of_document(self, entry: int, type_code: str | None, number: str) -> tuple[Anchor, ...]:  # noqa: ARG002
        """Remember nothing: what the document names in full, its complete claims ask for by themselves."""
        return ()

    def named(self, type_code: str, name: str) -> tuple[Anchor, ...]:
        """Remember the name of a law."""
        return self._note(lookup(Kind.NAME, type_code, name))

    def on_day(self, date: PartialDate, types: Iterable[str]) -> tuple[Anchor, ...]:
        """Remember a day and the types wanted of it."""
        return self._note(*[lookup(Kind.DATED, date.isoformat(), type_code) for type_code in sorted(set(types))])

    def titled(self, title: str, territories: Iterable[str]) -> tuple[Anchor, ...]:
        """Remember every word of a title; which are rare enough to be looked up, only the whole corpus knows."""
        words = sorted(title_words(title))
        return self._note(
            *[lookup(Kind.WORD, territory, word) for territory in sorted(set(territories)) for word in words]
        )

    def names_in_full(self, entry: int, anchor: Anchor) -> bool:  # noqa: ARG002
        """Say no: there are no anchors."""
        return False

    def _note(self, *asked: str) -> tuple[Anchor, ...]:
        self.asked.update(dict.fromkeys(asked))
        return ()


def lookups_of(claims: Iterable[Claim], entry: Entry, steps: Sequence[Resolver] = DEFAULT_STEPS) -> tuple[str, ...]:
    """Return every lookup that *steps* may make to decide the claims of one document; no answer leads to another.

    >>> from docgraph.directives.claims import mention_claims, read_entry
    >>> from docgraph.documents import parse_document
    >>> entry = read_entry(parse_document("a.txt", "Thực hiện Kế hoạch số 215/KH-UBND của UBND tỉnh Bắc Giang."))
    >>> lookups_of(mention_claims(0, entry), entry)
    ('place|kh|215|bac-giang',)
    """
    asking = Asking()
    for claim in claims:
        key = base_key(claim, ()) if not claim.is_own else entry.key
        if key is not None:
            asking.of_base(key)
        if claim.is_own:
            continue
        place = Place(claim, entry, asking)
        for step in steps:
            step(place)
    return tuple(asking.asked)


def own_lookups(claim: Claim, entry: Entry) -> tuple[str, ...]:
    """Return every lookup that settling the key of a document itself may make (`settle_own_keys`)."""
    asking = Asking()
    known_anchor(claim, entry, asking)
    return tuple(asking.asked)
