"""The keys of the documents whose texts are in the corpus, completed by what others say of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from docgraph.directives.folding import fold_words
from docgraph.directives.type_codes import type_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgraph.directives.anchors import Anchor, Lookups
    from docgraph.directives.claims import Claim, Entry


def settle_own_keys(
    own: Sequence[Claim], entries: Sequence[Entry], anchors: Lookups
) -> tuple[tuple[Entry, ...], list[Claim], list[str]]:
    """Give each document the key of the anchor that has its date, or under which others cite it.

    Returns the entries, what each says of itself, and its key without the date that tells two of one number apart.
    """
    found = [known_anchor(claim, entries[claim.entry], anchors) for claim in own]
    # two reports of one title and month: neither can be told to be the one that others cite
    shared = Counter(anchor.key for anchor, claim in zip(found, own, strict=True) if anchor and not _numbered(claim))
    settled, claims, bases = list(entries), list(own), [entry.key for entry in entries]
    for place, (anchor, claim) in enumerate(zip(found, own, strict=True)):
        if anchor is None or (not _numbered(claim) and shared[anchor.key] > 1):
            continue
        settled[claim.entry] = evolve(entries[claim.entry], key=anchor.key)
        bases[claim.entry] = anchor.base
        if claim.identity.key is None and anchor.number is not None:
            identity = evolve(claim.identity, type=anchor.type, year=anchor.year, number=anchor.number)
            claims[place] = evolve(claim, identity=identity)
    return tuple(settled), claims, bases


def _numbered(claim: Claim) -> bool:
    return claim.identity.number is not None


def known_anchor(claim: Claim, entry: Entry, anchors: Lookups) -> Anchor | None:
    """Return the one anchor that a document's own claim can be: by date, as others cite it, or by title."""
    if not _numbered(claim):
        known = _titled_as(claim, anchors)
    elif claim.identity.year is None:
        known = _cited_as(entry, anchors)
    else:
        known = [anchor for anchor in anchors.of_base(entry.key) if anchor.date == claim.date]
    return known[0] if len(known) == 1 else None


def _cited_as(entry: Entry, anchors: Lookups) -> list[Anchor]:
    """Return the anchors under which others cite a document whose header gives a number but no year."""
    identity = entry.identity
    if identity.number is None or identity.body is None:
        return []
    return [
        anchor
        for anchor in anchors.of_number(identity.type, identity.number)
        if not anchor.has_text
        and identity.body.fits(anchor.body)
        and anchor.year is not None
        and (not entry.window or anchor.year >= entry.window[-1])
    ]


def _titled_as(claim: Claim, anchors: Lookups) -> list[Anchor]:
    """Return the anchors under which others cite a document whose header gives no number: same title, body, date."""
    body, reference = claim.identity.body, claim.reference
    if body is None or not reference.title or not reference.type or reference.date is None:
        return []
    return [
        anchor
        for anchor in anchors.titled(reference.title, [body.id.partition("/")[0]])
        if anchor.number is not None
        and not anchor.has_text
        and anchor.type in {type_code(reference.type), fold_words(reference.type)}
        and body.fits(anchor.body)
        and anchor.date is not None
        and reference.date.compatible(anchor.date)
    ]
