"""Questions and answers: anchors of the whole corpus come to the documents that ask for them, and no others do.

A document that everybody cites is one anchor and a million questions: what comes back to each is only what bears on
its claim, without the documents that name the anchor and without the titles that the claim does not give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from docgraph.directives.anchors import COMMON, Anchor, Anchors, anchors_of, index_anchors
from docgraph.directives.claims import Claim
from docgraph.directives.lookups import Kind, lookup, lookups_of_anchor
from docgraph.directives.place import day_fits
from docgraph.directives.titles import same_title, title_words
from docgraph.spark.papers import ANSWER, OWN_CLAIM, Paper
from docgraph.spark.rows import OWN, Row, seal, unseal, unseal_shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.text.dates import PartialDate

CROWDED, ANCHOR, ASK = -1, 0, 1
"""The order in which a lookup's rows are read: that it is too common, its anchors, the claims that ask."""

_WORDS: Final = lookup(Kind.WORD, "")
_BASE: Final = lookup(Kind.BASE, "")
_NAME: Final = lookup(Kind.NAME, "")


@frozen
class Answer:
    """The anchors that a lookup has for one claim, and how many it has in all."""

    lookup: str
    anchors: tuple[Anchor, ...]
    count: int


def claim_rows(paper: Paper, ranks: Iterable[int]) -> Iterator[Row]:
    """Yield the claims of a document that anchor, of these ranks, each under the key of the document it identifies."""
    wanted = frozenset(ranks)
    for rank, base, claim in paper.anchoring():
        if rank in wanted:
            mention = OWN if claim.mention is None else claim.mention
            yield Row((base,), rank, paper.name, mention, seal(_anywhere(claim)))


def _anywhere(claim: Claim) -> Claim:
    """Return a claim without its place, so that one wording is one value wherever it stands."""
    place = None if claim.mention is None else 0
    return Claim(0, place, claim.identity, claim.reference, claim.form, claim.confidence)


def anchor_rows(base: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the anchors of a key, each under every lookup that it answers to."""
    numbers: dict[str, int] = {}
    claims = []
    for row in rows:
        said: Claim = unseal_shared(row.value)
        number = numbers.setdefault(row.document, len(numbers))
        place = None if row.tag == OWN_CLAIM else row.mention
        claims.append(Claim(number, place, said.identity, said.reference, said.form, said.confidence))
    for anchor in anchors_of(base, claims):
        yield Row(lookups_of_anchor(anchor), ANCHOR, anchor.key, 0, seal(evolve(anchor, entries=frozenset())))


def ask_rows(paper: Paper, claim: Claim, lookups: Iterable[str]) -> Iterator[Row]:
    """Yield the question of one claim."""
    asked = tuple(lookups)
    if asked:
        mention = OWN if claim.mention is None else claim.mention
        yield Row(asked, ASK, paper.name, mention, seal(_anywhere(claim)))


def answer_rows(asked: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield to every claim that makes a lookup the anchors that bear on it."""
    anchors: list[Anchor] = []
    crowded = False
    for row in rows:
        if row.tag == CROWDED:
            crowded = True
        elif row.tag == ANCHOR:
            anchors.append(unseal(row.value))
        elif crowded:
            yield _answer(row, Answer(asked, (), COMMON + 1))
        elif anchors:
            claim: Claim = unseal_shared(row.value)
            found = tuple(_for_claim(anchor, claim) for anchor in anchors if _bears(asked, anchor, claim))
            if found or asked.startswith(_WORDS):
                yield _answer(row, Answer(asked, found, len(anchors)))


def _answer(row: Row, answer: Answer) -> Row:
    return Row((row.document,), ANSWER, "", 0, seal(answer))


def _bears(asked: str, anchor: Anchor, claim: Claim) -> bool:
    """Tell whether an anchor can matter to a claim: a hub has one for every wrong date that it is given."""
    if asked.startswith(_BASE):
        return anchor.key == anchor.base or day_fits(claim, anchor)
    if asked.startswith(_NAME):
        return claim.identity.year is None or anchor.year == claim.identity.year
    if asked.startswith(_WORDS):
        return bool(claim.reference.title) and anchor.is_titled(title_words(claim.reference.title or ""))
    return True


def _for_claim(anchor: Anchor, claim: Claim) -> Anchor:
    """Return an anchor with those titles alone that are wordings of the claim's."""
    if not anchor.titles:
        return anchor
    words = title_words(claim.reference.title) if claim.reference.title else None
    titles = [] if words is None else [title for title in anchor.titles if same_title(words, title)]
    return evolve(anchor, titles=frozenset(titles))


def index_answers(answers: Iterable[Answer], paper: Paper) -> Anchors:
    """Return lookups over what came back to one document."""
    counts: dict[tuple[str, str], int] = {}
    found: dict[str, Anchor] = {}
    for answer in answers:
        for anchor in answer.anchors:
            known = found.get(anchor.key, anchor)
            found[anchor.key] = evolve(known, titles=known.titles | anchor.titles)
        if answer.lookup.startswith(_WORDS):
            territory, _, word = answer.lookup.removeprefix(_WORDS).partition("|")
            counts[territory, word] = answer.count
    named = {(base, claim.date) for _, base, claim in paper.anchoring()}
    return index_anchors((_seen_from(anchor, named) for anchor in found.values()), counts)


def _seen_from(anchor: Anchor, named: set[tuple[str, PartialDate | None]]) -> Anchor:
    """Return an anchor that knows whether the document at hand names it in full."""
    return evolve(anchor, entries=frozenset({0})) if (anchor.base, anchor.date) in named else anchor
