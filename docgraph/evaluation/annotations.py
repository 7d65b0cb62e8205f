"""Annotated documents: what a careful reader marked, or what docgraph read, in one common form.

A gold file, a line of ``docgraph extract`` and a `Document` all become an `AnnotatedDocument`, so that any two of
them can be laid over each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from docgraph.references.nodes import SPECIFIC
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from docgraph.documents.model import Document

FIELDS: Final = ("type", "number", "year", "symbol", "date", "issuer", "pinpoint")
"""The fields of a reference that are compared."""
HEADER_FIELDS: Final = ("type", "number", "symbol", "date", "place", "issuer", "signer")
"""The fields of a document's heading that are compared."""

Fields = Mapping[str, str | None]


@frozen
class Annotation:
    """One reference: its place and what was said of it.

    A field that is missing from *fields* was not judged; one that is None was judged to be absent.
    """

    span: Span
    text: str
    fields: Fields = field(factory=dict)
    optional: bool = False  # a careful second reader could leave it out
    generic: bool = False  # a class of documents, no single one

    @property
    def is_numbered(self) -> bool:
        """Whether the reference carries a number."""
        return self.fields.get("number") is not None

    def get(self, name: str) -> str | None:
        """Return a field; None where it is absent or was not judged."""
        return self.fields.get(name)


@frozen
class AnnotatedRelation:
    """One relation: *subject* is None for the document itself, else an index into the references, as *object* is."""

    subject: int | None
    kind: str
    object: int
    optional: bool = False


@frozen
class AnnotatedDocument:
    """What one document says, as marked by a reader or as read by docgraph.

    *relations* is None where relations were not marked; a header field that is missing was not judged.
    """

    source: str
    references: tuple[Annotation, ...] = ()
    relations: tuple[AnnotatedRelation, ...] | None = None
    header: Fields = field(factory=dict)
    text: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The name by which two readings of one text find each other: the file's, without folder and ending.

        >>> AnnotatedDocument("reports/ban-dan-toc.txt").name
        'ban-dan-toc'
        """
        return PurePath(self.source.replace("\\", "/")).stem


def from_document(document: Document) -> AnnotatedDocument:
    """Return what docgraph read, in the common form; anaphora and classes of documents are left out."""
    chosen = [index for index, mention in enumerate(document.mentions) if mention.form in SPECIFIC]
    place = {old: new for new, old in enumerate(chosen)}
    references = []
    for index in chosen:
        mention = document.mentions[index]
        said = mention.reference
        fields = {
            "type": said.type,
            "number": said.number,
            "year": said.year,
            "symbol": said.symbol,
            "date": said.date.isoformat() if said.date else None,
            "issuer": said.issuer,
            "pinpoint": mention.pinpoint.text if mention.pinpoint else None,
        }
        references.append(Annotation(mention.span, mention.text, fields))
    relations = ((relation.subject, relation.kind.value, relation.object, False) for relation in document.relations)
    header = document.header
    heading = {name: getattr(header, name) for name in HEADER_FIELDS if name != "date"}
    heading["date"] = header.date.isoformat() if header.date else None
    return AnnotatedDocument(document.source, tuple(references), renumbered(relations, place), heading, document.text)


def renumbered(
    relations: Iterable[tuple[int | None, str, int, bool]], place: Mapping[int, int]
) -> tuple[AnnotatedRelation, ...]:
    """Return the relations whose ends were kept, with the new places of their ends."""
    return tuple(
        AnnotatedRelation(None if subject is None else place[subject], kind, place[target], optional)
        for subject, kind, target, optional in relations
        if target in place and (subject is None or subject in place)
    )


def as_annotated(document: Document | AnnotatedDocument) -> AnnotatedDocument:
    """Return a document in the common form, whichever form it has."""
    return document if isinstance(document, AnnotatedDocument) else from_document(document)


def plain(value: Any) -> str | None:
    """Return a field as text: years stand as numbers in some files."""
    return None if value is None else str(value)
