"""What every document of a corpus claims about itself and about what it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import astuple, frozen

from docgraph.directives.bodies import Setting, setting_of
from docgraph.directives.identity import Identity, content_hash, document_key, identify, identify_document
from docgraph.documents.model import Document, RelationKind
from docgraph.references.nodes import SPECIFIC, Form, Reference
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.agencies import Registry


@frozen
class Entry:
    """A document of the corpus with its own identity and the setting it gives to its mentions."""

    document: Document
    setting: Setting
    identity: Identity
    key: str
    window: tuple[int, ...]  # the years of the dated documents that it cites, and its own


@frozen
class Claim:
    """What one mention, or a header (``mention`` is None), says about one document's identity."""

    entry: int
    mention: int | None
    identity: Identity
    reference: Reference
    form: Form
    confidence: float = 1.0

    @property
    def is_own(self) -> bool:
        """Whether a document speaks of itself in its header."""
        return self.mention is None

    @property
    def date(self) -> PartialDate | None:
        """The full date that the claim gives, or None."""
        return self.identity.date if self.identity.date is not None and self.identity.date.is_full else None


def order_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents in an order that does not depend on how they came; exact repeats appear once."""
    keyed: dict[tuple[str, str], Document] = {}
    for document in documents:
        key = (document.source, content_hash(document))
        # one text read in two ways is a mistake of the caller; even then the order must not decide
        keyed[key] = min(keyed[key], document, key=_all_words) if key in keyed else document
    return tuple(keyed[key] for key in sorted(keyed))


def _all_words(document: Document) -> str:
    return repr(astuple(document, recurse=False))


def read_entries(documents: Iterable[Document], registry: Registry | None = None) -> tuple[Entry, ...]:
    """Return one entry a document, in a fixed order."""
    return tuple(read_entry(document, registry=registry) for document in order_documents(documents))


def read_entry(
    document: Document,
    province: str | None = None,
    registry: Registry | None = None,
    text_hash: str | None = None,
) -> Entry:
    """Return a document's entry; *province* is what the corpus tells where its header does not say it.

    *text_hash* is its `content_hash`, for a document whose text is not at hand.
    """
    dates = [mention.reference.date for mention in document.mentions if mention.form in SPECIFIC]
    full = [date for date in dates if date is not None and date.is_full]
    latest = PartialDate(max(full).year) if full and document.header.date is None else None
    setting = setting_of(document.header, latest, province, registry)
    years = {date.year for date in dates if date is not None}
    if setting.date is not None:
        years |= {setting.date.year}
    identity = identify_document(document, setting)
    return Entry(document, setting, identity, document_key(document, setting, text_hash), tuple(sorted(years)))


def _issued_by_author(document: Document) -> frozenset[int]:
    return frozenset(
        relation.object
        for relation in document.relations
        if relation.kind is RelationKind.ISSUES and relation.subject is None
    )


def mention_claims(number: int, entry: Entry) -> Iterator[Claim]:
    """Yield a claim for each mention that names one document; *number* is the entry's place in the corpus."""
    issued = _issued_by_author(entry.document)
    for index, mention in enumerate(entry.document.mentions):
        if mention.form in SPECIFIC and not mention.is_self and not mention.reference.is_draft:
            identity = identify(mention.reference, mention.form, entry.setting, issued_by_author=index in issued)
            yield Claim(number, index, identity, mention.reference, mention.form, mention.confidence)


def own_claim(number: int, entry: Entry) -> Claim:
    """Return what an entry's header says about the document itself."""
    header = entry.document.header
    reference = Reference(
        type=header.type,
        number=header.number,
        year=header.year,
        symbol=header.symbol,
        date=header.date,
        issuer=header.issuer,
        title=header.title,
    )
    return Claim(number, None, entry.identity, reference, Form.NUMBERED if header.number else Form.UNNUMBERED)
