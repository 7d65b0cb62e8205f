"""Corpora in worker processes: each file is read, parsed and worked on in one of them, and the results come in order.

>>> from docgraph.sample import sample_paths
>>> list(map_corpus(label, sample_paths()[:2], workers=1))
['Quyết định 2468/QĐ-TTg', 'Công văn 1520/BTTTT-CĐSQG']
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from docgraph.documents.parsing import parse_document
from docgraph.documents.readers import read_text
from docgraph.documents.readers.corpus import iter_files, read_found
from docgraph.documents.readers.formats import Format, promised_format
from docgraph.errors import DocumentReadError
from docgraph.scale.limits import DEFAULT_WORK_LIMITS, Failure, WorkLimits
from docgraph.scale.rows import document_of_values, document_values
from docgraph.scale.workers import run_ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docgraph.agencies import Registry
    from docgraph.documents.model import Document

Result = TypeVar("Result")


@frozen
class _Input:
    """One document to be: a file that the worker reads, a text, or what is wrong with a path."""

    name: str  # in messages
    source: str
    text: str | None = None
    error: DocumentReadError | None = None


@frozen
class _Refused:
    error: DocumentReadError


def map_corpus(
    work: Callable[[Document], Result],
    paths: str | Path | Iterable[str | Path],
    on_error: Callable[[DocumentReadError], None] | None = None,
    *,
    registry: Registry | None = None,
    workers: int,
    limits: WorkLimits = DEFAULT_WORK_LIMITS,
) -> Iterator[Result]:
    """Yield ``work(document)`` for each document of *paths*, in the order of `docgraph.read_corpus`.

    *work* is a function that a new Python can import; what it returns is all that comes back, so that a line of text
    costs less than a document.  What cannot be read, and a document of which the work fails, ends its process or
    passes the *limits*, goes to *on_error* in its turn and the rest goes on; without *on_error* it raises.
    """

    def refuse(error: DocumentReadError) -> None:
        if on_error is None:
            raise error
        on_error(error)

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    for result in run_ordered(
        partial(_work_on, work, registry),
        _inputs(given),
        workers=workers,
        on_failure=lambda item, failure: refuse(_error(item, failure)),
        limits=limits,
        size=_size,
        warm_up=warm_up,
    ):
        if isinstance(result, _Refused):
            refuse(result.error)
        else:
            yield result


def read_in_workers(
    paths: Iterable[str | Path],
    on_error: Callable[[DocumentReadError], None] | None,
    registry: Registry | None,
    workers: int,
) -> Iterator[Document]:
    """Yield the documents of *paths*; `docgraph.read_corpus` with more than one worker."""
    packed = map_corpus(document_values, paths, on_error, registry=registry, workers=workers)
    return map(document_of_values, packed)


def warm_up() -> None:
    """Load the grammar and the tables that every document needs."""
    parse_document("", "Thực hiện Quyết định số 1/QĐ-UBND ngày 01/02/2021 của UBND tỉnh Quảng Ngãi.")


def label(document: Document) -> str | None:
    """Return the type and number of a document."""
    return document.header.label


def _inputs(paths: list[str | Path]) -> Iterator[_Input]:
    """Yield what there is to read; what is wrong with a path stands where it was met."""
    errors: list[DocumentReadError] = []
    for path, source in iter_files(paths, errors.append):
        yield from _taken(errors)
        if promised_format(path.name) is Format.ZIP:
            for inner, text in read_found(path, source, errors.append):
                yield from _taken(errors)
                yield _Input(inner, inner, text)
            yield from _taken(errors)
        else:
            yield _Input(str(path), source)
    yield from _taken(errors)


def _taken(errors: list[DocumentReadError]) -> Iterator[_Input]:
    found, errors[:] = tuple(errors), []
    for error in found:
        yield _Input(error.path, error.path, error=error)


def _size(item: _Input) -> int:
    if item.text is not None:
        return len(item.text)
    try:
        return os.stat(item.name).st_size  # noqa: PTH116 - a path of which nothing else is asked
    except (OSError, ValueError):
        return 0  # reading it tells the reason


def _error(item: _Input, failure: Failure) -> DocumentReadError:
    return DocumentReadError(item.name, failure.reason)


def _work_on(work: Callable[[Document], Result], registry: Registry | None, item: _Input) -> Result | _Refused:
    if item.error is not None:
        return _Refused(item.error)
    try:
        text = read_text(item.name) if item.text is None else item.text
    except DocumentReadError as error:
        return _Refused(error)
    return work(parse_document(item.source, text, registry=registry))
