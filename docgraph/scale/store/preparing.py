"""From a text to the rows of a store, without asking what else the store holds: work for many cores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.directives.claims import Claim, Entry, mention_claims, own_claim, read_entry
from docgraph.directives.resolution import is_weak, lacks_province
from docgraph.documents.parsing import parse_document
from docgraph.graph.building import agency_attributes, submission_of
from docgraph.scale.store.facts import digest_of, facts_of, pack_facts, pack_header, pack_pieces, plain
from docgraph.scale.store.statements import pack_statement

if TYPE_CHECKING:
    from docgraph.agencies import Registry
    from docgraph.documents.model import Document

# Stages of resolution, each with anchors of its own: see `docgraph.scale.store.resolving`.
PLACED: Final = 1  # from the documents whose province is known
STATED: Final = 2  # without the claims that may mean another's document
KNOWN: Final = 4  # with those that do not
STATED_AGAIN: Final = 8  # the same two when documents have the keys under which others cite them
FINAL: Final = 16
STAGES: Final = (PLACED, STATED, KNOWN, STATED_AGAIN, FINAL)
FIRM: Final = STATED | KNOWN | STATED_AGAIN | FINAL
UNRESOLVED: Final = 32  # beside the stages of a claim: its directive is provisional
HEADER: Final = 64  # the same: it is a document's own

OWN: Final = -1  # where other claims have the index of a mention: the document's own
OWN_AGAIN: Final = -2  # the own claim of the last two stages, where others tell more than the header

# What an entry is, as flags.
LACKS: Final = 1  # the header does not say the province
SETTLES: Final = 2  # its key may be completed by what others say
DOUBTED: Final = 4  # it has claims that may mean another's document
NUMBERED: Final = 8

ClaimRow = tuple[int, int, str | None, str, str | None]
"""Mention, stages, the key that the claim is on, statement and body as JSON."""


@frozen
class Prepared:
    """The rows of one document."""

    source: bytes
    digest: bytes
    text_hash: str
    header: str
    facts: bytes
    quotes: bytes
    entry: PreparedEntry


@frozen
class PreparedEntry:
    """What a document claims, seen from one province."""

    flags: int
    key: str
    submitted_to: tuple[str, str] | None  # id of the agency and its attributes as JSON
    claims: tuple[ClaimRow, ...]


def prepare(item: tuple[str, str], registry: Registry | None = None) -> Prepared:
    """Return the rows of a text; *item* is its source and its words."""
    source, text = item
    return prepare_document(parse_document(source, text, registry=registry), registry)


def prepare_document(document: Document, registry: Registry | None = None) -> Prepared:
    """Return the rows of a document."""
    facts, pieces = facts_of(document)
    return Prepared(
        document.source.encode("utf-8", "surrogatepass"),
        digest_of(document.text),
        facts.text_hash,
        plain(pack_header(document.header)),
        pack_facts(facts),
        pack_pieces(pieces),
        prepare_entry(read_entry(document, None, registry, facts.text_hash)),
    )


def prepare_entry(entry: Entry, *, placed_by_others: bool = False) -> PreparedEntry:
    """Return what a document claims; *placed_by_others* tells that its province is not from its own header."""
    lacks = placed_by_others or lacks_province(entry)
    flags = LACKS if lacks else 0
    own = own_claim(0, entry)
    identity = own.identity
    if identity.number is None or identity.year is None or identity.key is None:
        flags |= SETTLES
    if identity.number is not None:
        flags |= NUMBERED
    placed = 0 if lacks else PLACED
    rows: list[ClaimRow] = [(OWN, FIRM | placed | HEADER, entry.key, *pack_statement(identity, own.reference))]
    for claim in mention_claims(0, entry):
        assert claim.mention is not None
        key = claim.identity.key
        weak = key is not None and is_weak(claim)
        flags |= DOUBTED if weak else 0
        stages = 0 if key is None else placed if weak else FIRM | placed
        rows.append((claim.mention, stages, key, *pack_statement(claim.identity, claim.reference)))
    agency = submission_of(entry)
    submitted = (agency.id, plain(agency_attributes(agency))) if agency is not None else None
    return PreparedEntry(flags, entry.key, submitted, tuple(rows))


def claims_of(number: int, entry: Entry) -> list[Claim]:
    """Return the claims of the mentions of one document."""
    return list(mention_claims(number, entry))
