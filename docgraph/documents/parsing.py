"""From a text to a `Document`: header, references, relations, diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import evolve

from docgraph.agencies import Registry
from docgraph.documents.diagnostics import diagnose
from docgraph.documents.layout import read_layout
from docgraph.documents.model import Document, Relation
from docgraph.documents.readers import iter_corpus, read_text
from docgraph.documents.relations import find_relations
from docgraph.errors import DocumentReadError
from docgraph.references import Mention, find_references
from docgraph.references.anaphora import find_anaphora
from docgraph.text.collector import without_collector
from docgraph.text.source import SourceText


@without_collector
def parse_document(source: str, text: str, *, registry: Registry | None = None) -> Document:
    """Read everything that docgraph reads from one text; *source* is its name.

    *registry* names the body that speaks, so that what it issued itself is told from what others did.

    >>> document = parse_document("x.txt", "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy.")
    >>> [relation.kind.value for relation in document.relations]
    ['implements']
    """
    header, regions = read_layout(text)
    read = SourceText(text)
    specific = find_references(read, leave_out=regions.own_number)
    relations = find_relations(read, specific, header, registry=registry)
    mentions, relations = _with_anaphora(specific, find_anaphora(read, specific, header.type), relations)
    diagnostics = diagnose(read, mentions, header, relations)
    return Document(source, text, header, mentions, relations, diagnostics)


def _with_anaphora(
    specific: tuple[Mention, ...], anaphora: tuple[Mention, ...], relations: tuple[Relation, ...]
) -> tuple[tuple[Mention, ...], tuple[Relation, ...]]:
    """Put anaphoric mentions among the others, in the order of the text, and renumber what indexes them."""
    if not anaphora:
        return specific, relations
    merged = sorted(
        [*enumerate(specific), *((-1, mention) for mention in anaphora)], key=lambda pair: pair[1].span.start
    )
    place = {old: new for new, (old, _) in enumerate(merged) if old >= 0}
    mentions = tuple(
        mention if mention.antecedent is None else evolve(mention, antecedent=place[mention.antecedent])
        for _, mention in merged
    )
    renumbered = tuple(
        evolve(
            relation,
            subject=None if relation.subject is None else place[relation.subject],
            object=place[relation.object],
        )
        for relation in relations
    )
    return mentions, renumbered


def read_document(path: str | Path, *, registry: Registry | None = None) -> Document:
    """Read one file (TXT, Markdown, HTML, DOCX, PDF); raises `DocumentReadError` when it cannot be read.

    >>> from docgraph.sample import sample_paths
    >>> read_document(sample_paths()[0]).header.label
    'Quyết định 2468/QĐ-TTg'
    """
    return parse_document(str(path), read_text(Path(path)), registry=registry)


def read_corpus(
    paths: str | Path | Iterable[str | Path],
    on_error: Callable[[DocumentReadError], None] | None = None,
    *,
    registry: Registry | None = None,
    workers: int = 1,
) -> Iterator[Document]:
    """Read files, folders, globs and ZIP archives, one document after the other, in a fixed order.

    A file that cannot be read is passed to *on_error* and the rest goes on; without *on_error* it raises.  With more
    than one of the *workers*, as many processes read and parse, which pays from some 10 MB of text on; the documents
    are the same and so is their order, and a document that crashes its process, or takes too long or too much memory,
    goes to *on_error* too.

    >>> from docgraph.sample import sample_paths
    >>> [document.header.type for document in read_corpus(sample_paths()[:3])]
    ['Quyết định', 'Công văn', 'Công văn']
    """

    def refuse(error: DocumentReadError) -> None:
        raise error

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    if workers != 1:
        from docgraph.scale.reading import read_in_workers  # noqa: PLC0415 - a door to a later room, opened on call

        yield from read_in_workers(given, on_error, registry, workers)
        return
    for source, text in iter_corpus(given, on_error or refuse):
        yield parse_document(source, text, registry=registry)
