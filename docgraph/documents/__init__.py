"""Documents (văn bản): readers, layout, relations."""

from docgraph.documents.model import Document, Header, Relation, RelationKind
from docgraph.documents.parsing import parse_document, read_corpus, read_document

__all__ = ["Document", "Header", "Relation", "RelationKind", "parse_document", "read_corpus", "read_document"]
