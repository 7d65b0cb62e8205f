"""From a text to a `Document`: header, references, relations, diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from docgraph.documents.layout import find_regions, read_header
from docgraph.documents.model import Document
from docgraph.documents.readers import iter_corpus, read_text
from docgraph.documents.relations import find_relations
from docgraph.errors import DocumentReadError
from docgraph.references import Mention, find_references
from docgraph.text.source import SourceText
from docgraph.text.spans import Span


def parse_document(source: str, text: str) -> Document:
    """Read everything that docgraph reads from one text; *source* is its name.

    >>> document = parse_document("x.txt", "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy.")
    >>> [relation.kind.value for relation in document.relations]
    ['implements']
    """
    header = read_header(text)
    regions = find_regions(text)
    read = SourceText(text)
    mentions = _without_own(find_references(read), regions.own_number)
    relations = find_relations(read, mentions, header)
    return Document(source=source, text=text, header=header, mentions=mentions, relations=relations)


def _without_own(mentions: tuple[Mention, ...], own_number: Span | None) -> tuple[Mention, ...]:
    """Leave out the document's own number, which is no reference."""
    if own_number is None:
        return mentions
    return tuple(mention for mention in mentions if not mention.span.overlaps(own_number))


def read_document(path: str | Path) -> Document:
    """Read one file (TXT, Markdown, HTML, DOCX, PDF); raises `DocumentReadError` when it cannot be read."""
    return parse_document(str(path), read_text(Path(path)))


def read_corpus(
    paths: str | Path | Iterable[str | Path],
    on_error: Callable[[DocumentReadError], None] | None = None,
) -> Iterator[Document]:
    """Read files, folders, globs and ZIP archives, one document after the other, in a fixed order.

    A file that cannot be read is passed to *on_error* and the rest goes on; without *on_error* it raises.
    """

    def refuse(error: DocumentReadError) -> None:
        raise error

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    for source, text in iter_corpus(given, on_error or refuse):
        yield parse_document(source, text)
