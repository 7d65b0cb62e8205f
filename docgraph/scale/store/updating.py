"""A store brought in step with a corpus: what is new is read, what has gone goes, and the graph follows.

Reading commits as it goes, so that what was read is never read again, whatever ends the run.  The graph changes in
one step at the end: readers see the last whole graph until the new one is whole.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.documents.readers import iter_corpus
from docgraph.errors import DocumentReadError
from docgraph.scale.store.drawing import Drawing
from docgraph.scale.store.entries import insert_claims
from docgraph.scale.store.facts import digest_of, plain
from docgraph.scale.store.preparing import Prepared, prepare, prepare_document
from docgraph.scale.store.replacing import replace_texts
from docgraph.scale.store.resolving import Resolving
from docgraph.scale.store.rounds import TEMPORARY
from docgraph.scale.store.schema import connect, transaction, unreadable
from docgraph.scale.store.statements import Statements
from docgraph.scale.workers import TASK_SIZE, run_ordered, size_of
from docgraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docgraph.agencies import Registry
    from docgraph.documents.model import Document
    from docgraph.scale.limits import Failure

READING: Final = f"docgraph {__version__}"
"""What read the documents: those that another version has read are read again."""

_PAUSE: Final = 2.0  # seconds between commits while documents are read
_SETTLED: Final = 0
_NEW: Final = 1


@frozen
class Update:
    """What one run did: the numbers of documents."""

    read: int
    kept: int
    removed: int


def update_store(
    path: str | os.PathLike[str],
    texts: Iterable[tuple[str, str]],
    *,
    workers: int = 1,
    on_error: Callable[[DocumentReadError], None] | None = None,
    registry: Registry | None = None,
    keep_if_empty: bool = False,
) -> Update:
    """Bring the store at *path* in step with *texts*, pairs of source and text: these and no others make its graph.

    Texts that the store knows are not read again.  A run that was ended goes on where it stopped.  With
    *keep_if_empty*, no texts at all are taken for a mistake, and the store stays as it is.
    """
    store = connect(path, write=True)
    try:
        for statement in TEMPORARY.split(";"):
            store.execute(statement)
        reading = _Reading(store, registry)
        read = reading.read(texts, workers, on_error or _refuse)
        if keep_if_empty and store.execute("SELECT 1 FROM seen").fetchone() is None:
            return Update(0, 0, 0)
        return _follow(store, registry, read)
    except sqlite3.DatabaseError as error:
        raise unreadable(os.fspath(path), error) from error
    finally:
        store.close()


def build_store(
    path: str | os.PathLike[str],
    corpus: str | Path | Iterable[str | Path],
    *,
    workers: int = 1,
    on_error: Callable[[DocumentReadError], None] | None = None,
    registry: Registry | None = None,
) -> Update:
    """Bring the store at *path* in step with files, folders, globs and archives, as `read_corpus` takes them.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from docgraph.sample import sample_paths
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     first = build_store(Path(folder) / "corpus.db", sample_paths()[:3])
    ...     again = build_store(Path(folder) / "corpus.db", sample_paths()[:2])
    >>> first, again
    (Update(read=3, kept=0, removed=0), Update(read=0, kept=2, removed=1))
    """
    given = [corpus] if isinstance(corpus, str | os.PathLike) else list(corpus)
    texts = iter_corpus(given, on_error or _refuse)
    return update_store(path, texts, workers=workers, on_error=on_error, registry=registry, keep_if_empty=True)


def store_documents(
    path: str | os.PathLike[str], documents: Iterable[Document], *, registry: Registry | None = None
) -> Update:
    """Bring the store at *path* in step with documents that are read already."""
    store = connect(path, write=True)
    try:
        for statement in TEMPORARY.split(";"):
            store.execute(statement)
        reading = _Reading(store, registry)
        return _follow(store, registry, reading.take(documents))
    except sqlite3.DatabaseError as error:
        raise unreadable(os.fspath(path), error) from error
    finally:
        store.close()


def _refuse(error: DocumentReadError) -> None:
    raise error


class _Reading:
    """Brings documents into the store, those that it knows only as seen."""

    def __init__(self, store: sqlite3.Connection, registry: Registry | None) -> None:
        self._store = store
        self._registry = registry
        self._next = time.monotonic() + _PAUSE
        known = store.execute("SELECT value FROM store WHERE name = 'reading'").fetchone()
        rules = f"{READING}, own registry" if registry is not None else READING
        if known is None or known[0] != rules:  # read by other rules: nothing of it is known
            with transaction(store):
                store.execute("UPDATE documents SET digest = CAST('old ' || id AS BLOB)")
                store.execute("REPLACE INTO store VALUES ('reading', ?)", (rules,))

    def read(
        self, texts: Iterable[tuple[str, str]], workers: int, on_error: Callable[[DocumentReadError], None]
    ) -> int:
        """Read what is new of *texts*; return how many documents that were."""

        def failed(item: tuple[str, str], failure: Failure) -> None:
            on_error(DocumentReadError(item[0], str(failure)))

        work = partial(prepare, registry=self._registry)
        fresh = ((source, text) for source, text in texts if not self._knows(source, text))
        first: list[tuple[str, str]] = []
        weight = 0
        for item in fresh if workers > 1 else ():
            first.append(item)
            weight += size_of(item)
            if weight >= TASK_SIZE:
                break
        else:  # less than a task: no worker pays
            workers = 1
        found = run_ordered(work, chain(first, fresh), workers=workers, on_failure=failed)
        return self._store_all(found)

    def take(self, documents: Iterable[Document]) -> int:
        """Store what is new of *documents*; return how many that were."""
        return self._store_all(
            prepare_document(document, self._registry)
            for document in documents
            if not self._knows(document.source, document.text)
        )

    def _knows(self, source: str, text: str) -> bool:
        row = self._store.execute(
            "SELECT id FROM documents WHERE source = ? AND digest = ?",
            (source.encode("utf-8", "surrogatepass"), digest_of(text)),
        ).fetchone()
        if row is not None:
            self._store.execute("INSERT OR IGNORE INTO seen VALUES (?)", row)
        return row is not None

    def _store_all(self, found: Iterator[Prepared] | Iterable[Prepared]) -> int:
        count = 0
        self._begin()
        try:
            for one in found:
                count += self._insert(one)
                if time.monotonic() > self._next:
                    self._store.execute("COMMIT")
                    self._begin()
        except BaseException:
            if self._store.in_transaction:
                self._store.execute("COMMIT")  # what was read is whole, document by document
            raise
        self._store.execute("COMMIT")
        return count

    def _begin(self) -> None:
        self._store.execute("BEGIN IMMEDIATE")
        self._next = time.monotonic() + _PAUSE

    def _insert(self, one: Prepared) -> bool:
        cursor = self._store.execute(
            "INSERT OR IGNORE INTO documents (source, digest, text_hash, state, header, facts, quotes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (one.source, one.digest, one.text_hash, _NEW, one.header, one.facts, one.quotes),
        )
        if cursor.rowcount == 0:  # the same text of the same source, given twice
            return False
        doc = cursor.lastrowid
        assert doc is not None
        self._store.execute("INSERT INTO seen VALUES (?)", (doc,))
        insert_claims(self._store, doc, one.entry)
        return True


def _follow(store: sqlite3.Connection, registry: Registry | None, read: int) -> Update:
    """Let the graph follow the documents, in one step."""
    with transaction(store):
        held = dict(store.execute("SELECT name, value FROM store"))
        fresh = held.get("generation") is None
        store.execute("INSERT INTO gone SELECT id FROM documents WHERE id NOT IN (SELECT doc FROM seen)")
        store.execute(
            "INSERT INTO made SELECT id FROM documents WHERE state = ? AND id IN (SELECT doc FROM seen)", (_NEW,)
        )
        removed = store.execute("SELECT count(*) FROM gone").fetchone()[0]
        made = store.execute("SELECT count(*) FROM made").fetchone()[0]
        kept = store.execute("SELECT count(*) FROM seen").fetchone()[0] - read
        if removed or made or fresh:
            replace_texts(store)
            statements = Statements(store)
            resolving = Resolving(store, statements, registry, fresh=fresh)
            resolving.run()
            drawing = Drawing(store, statements)
            drawing.run()
            report = json.loads(held.get("report", "{}"))
            for name, count in (*resolving.tally.items(), *drawing.tally.items()):
                report[name] = report.get(name, 0) + count
            store.execute("REPLACE INTO store VALUES ('report', ?)", (plain(report),))
            store.execute("REPLACE INTO store VALUES ('generation', ?)", (int(held.get("generation", 0)) + 1,))
            store.execute("UPDATE documents SET state = ? WHERE state <> ?", (_SETTLED, _SETTLED))
    return Update(read, kept, removed)
