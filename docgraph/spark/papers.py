"""A document on its way through the rounds: what it says of itself, what it cites, and what is settled so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from docgraph.directives.claims import Claim, Entry, mention_claims, own_claim, read_entry
from docgraph.directives.resolution import is_weak
from docgraph.spark.rows import OWN, Row, digest_of, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.agencies import Registry
    from docgraph.documents.model import Document

OWN_CLAIM, FIRM_CLAIM, KEPT_CLAIM = range(3)
"""The order in which claims are anchored: of the document itself, of others, and those that took its place."""


@frozen
class Paper:
    """One document without its text, its entry and its claims; the corpus number in its claims is always 0."""

    name: str  # see `docgraph.spark.rows.document_id`
    entry: Entry
    own: Claim
    cited: tuple[Claim, ...]
    base: str  # the key under which its own claim is anchored
    kept: frozenset[int] = frozenset()  # of the doubted mentions, those that no other document explains
    moved: bool = False  # whether what others say of it has changed its key

    def anchoring(self) -> Iterator[tuple[int, str, Claim]]:
        """Yield the claims that identify a document in full, each with its rank and the key of that document."""
        yield OWN_CLAIM, self.base, self.own
        for claim in self.cited:
            key = claim.identity.key
            if key is None or claim.mention is None:
                continue
            if not is_weak(claim):
                yield FIRM_CLAIM, key, claim
            elif claim.mention in self.kept:
                yield KEPT_CLAIM, key, claim

    def row(self) -> Row:
        """Return the row that brings the document to the rounds of its name."""
        setting = evolve(self.entry.setting, registry=None)
        return Row((self.name,), PAPER, self.name, OWN, seal(evolve(self, entry=evolve(self.entry, setting=setting))))


PAPER, ANSWER, TEXT, PROPOSED = range(4)
"""What a row brings to a document, in the order in which it is read: itself, answers, its text; a key for it."""


def read_paper(name: str, document: Document, registry: Registry | None, province: str | None = None) -> Paper:
    """Return what a document claims; its text may have been left out, its name tells the hash of it."""
    entry = read_entry(evolve(document, text=""), province, registry)
    if entry.identity.key is None:  # its key ends with the hash of its text
        entry = evolve(entry, key=f"{entry.key.rpartition('/')[0]}/{digest_of(name)}")
    return Paper(name, entry, own_claim(0, entry), tuple(mention_claims(0, entry)), entry.key)


def unseal_paper(sealed: bytes, registry: Registry | None) -> Paper:
    """Return the paper of a row."""
    paper: Paper = unseal(sealed)
    if registry is None:
        return paper
    return evolve(paper, entry=evolve(paper.entry, setting=evolve(paper.entry.setting, registry=registry)))
