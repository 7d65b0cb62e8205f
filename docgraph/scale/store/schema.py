"""The file of a store: its tables, its version, and how it is opened.

::

    documents   a text: source, hash, header, what was read of it, the pieces of it that the graph quotes
    entries     what resolution settled of a document: its key, its province, the verdicts on its mentions
    claims      what a mention (or the header, mention -1) says: a statement, the key it is on, the directive it names
    statements  what claims say, each wording once; bodies: who issued
    anchors     the directives that a claim identifies in full, at each stage of resolution; lookups: how to find them
    asks        which document asked which lookup at which stage: who must be asked again when an anchor changes
    nodes       the directives and agencies of the graph, with their attributes
    edges       each sentence that shows an edge; the edges of the graph are those with different ends and relation
    keys        the text of each key that a number stands for
    store       the version, the generation of the graph, and its report
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgraph.errors import GraphReadError
from docgraph.scale.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION: Final = 0x64676462  # "dgdb", in the head of the file: no other program's database
VERSION: Final = 1
CACHE: Final = 256_000  # KiB that a connection may keep of the file
PATIENCE: Final = 60.0  # seconds to wait for another writer

TABLES: Final = """
CREATE TABLE store (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, source BLOB NOT NULL, digest BLOB NOT NULL, text_hash TEXT NOT NULL, state INTEGER NOT NULL,
    header TEXT NOT NULL, facts BLOB NOT NULL, quotes BLOB NOT NULL, UNIQUE (source, digest)
);
CREATE INDEX documents_state ON documents (state) WHERE state <> 0;
CREATE TABLE entries (
    doc INTEGER PRIMARY KEY, flags INTEGER NOT NULL, province TEXT, first_key TEXT, key TEXT, base TEXT, found INTEGER,
    agency TEXT, agency_form INTEGER, verdicts TEXT, counts TEXT
);
CREATE INDEX entries_found ON entries (found) WHERE found IS NOT NULL;
CREATE INDEX entries_agency ON entries (agency) WHERE agency IS NOT NULL;
CREATE TABLE claims (
    doc INTEGER, mention INTEGER, stages INTEGER NOT NULL, base INTEGER, statement INTEGER NOT NULL, target INTEGER,
    PRIMARY KEY (doc, mention)
) WITHOUT ROWID;
CREATE INDEX claims_base ON claims (base, statement, stages, doc, mention) WHERE base IS NOT NULL;
CREATE INDEX claims_target ON claims (target, statement, doc, mention, stages) WHERE target IS NOT NULL;
CREATE TABLE statements (id INTEGER PRIMARY KEY, words TEXT NOT NULL, body INTEGER);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE keys (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE anchors (id INTEGER PRIMARY KEY, base INTEGER NOT NULL, stages INTEGER NOT NULL, words TEXT NOT NULL);
CREATE INDEX anchors_base ON anchors (base);
CREATE TABLE lookups (lookup INTEGER, anchor INTEGER, stages INTEGER, PRIMARY KEY (lookup, anchor)) WITHOUT ROWID;
CREATE TABLE asks (lookup INTEGER, stage INTEGER, doc INTEGER, PRIMARY KEY (lookup, stage, doc)) WITHOUT ROWID;
CREATE TABLE asked (doc INTEGER, stage INTEGER, lookups TEXT NOT NULL, PRIMARY KEY (doc, stage)) WITHOUT ROWID;
CREATE TABLE nodes (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, number TEXT, agency TEXT,
    agency_form INTEGER, series INTEGER, near TEXT, attributes TEXT NOT NULL
);
CREATE INDEX nodes_number ON nodes (number) WHERE number IS NOT NULL;
CREATE INDEX nodes_agency ON nodes (agency, key) WHERE agency IS NOT NULL;
CREATE INDEX nodes_series ON nodes (series) WHERE series IS NOT NULL;
CREATE INDEX nodes_near ON nodes (near) WHERE near IS NOT NULL;
CREATE TABLE agencies (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE edges (
    citing INTEGER, cited INTEGER, relation INTEGER, doc INTEGER, draft INTEGER, confidence REAL NOT NULL, place TEXT,
    PRIMARY KEY (citing, cited, relation, doc, draft)
) WITHOUT ROWID;
CREATE INDEX edges_cited ON edges (cited, citing, relation);
CREATE INDEX edges_doc ON edges (doc);
"""


def connect(path: str | os.PathLike[str], *, write: bool = False) -> sqlite3.Connection:
    """Open a store; for writing, one that is not there is made and one of an older version is brought up to date.

    Raises `GraphReadError` for what is no store, is damaged, or was written by a newer version.
    """
    name = os.fspath(path)
    target = Path(path)
    if not write and not target.is_file():
        raise GraphReadError(f"{name}: There is no such file. Make a store with: docgraph build CORPUS -o {name}.")
    try:
        found = sqlite3.connect(target, timeout=PATIENCE, isolation_level=None)
    except sqlite3.Error as error:
        raise GraphReadError(f"{name}: It cannot be opened: {error}.") from error
    try:
        _prepare(found, name, write=write)
    except sqlite3.Error as error:
        found.close()
        raise unreadable(name, error) from error
    except BaseException:
        found.close()
        raise
    return found


def unreadable(name: str, error: object) -> GraphReadError:
    """Return the error for a file that SQLite cannot read."""
    return GraphReadError(f"{name}: This is no store of docgraph, or it is damaged: {error}. Build it again.")


@contextlib.contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what SQLite raises into the error for a file that cannot be read."""
    try:
        yield
    except sqlite3.Error as error:
        raise unreadable(name, error) from error


def _prepare(store: sqlite3.Connection, name: str, *, write: bool) -> None:
    if write:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = NORMAL")
    else:
        store.execute("PRAGMA query_only = ON")
    store.execute(f"PRAGMA cache_size = -{CACHE}")
    store.execute("PRAGMA temp_store = FILE")
    application = store.execute("PRAGMA application_id").fetchone()[0]
    version = store.execute("PRAGMA user_version").fetchone()[0]
    empty = store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty and application == 0 and write:
        _make(store)
        return
    if application != APPLICATION:
        raise GraphReadError(
            f"{name}: This is no store of docgraph. Name another file, or make one with: docgraph build."
        )
    if version > VERSION:
        raise GraphReadError(
            f"{name}: This store has version {version}; this docgraph knows versions up to {VERSION}. Update docgraph."
        )
    if version < VERSION and not write:
        raise GraphReadError(
            f"{name}: This store has version {version}, an older one. Bring it up to date with: docgraph build."
        )
    if version < VERSION:
        migrate(store, version)


def _make(store: sqlite3.Connection) -> None:
    with transaction(store):
        if store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return  # another writer was first
        for statement in filter(str.strip, TABLES.split(";")):
            store.execute(statement)
        store.execute(f"PRAGMA application_id = {APPLICATION}")
        store.execute(f"PRAGMA user_version = {VERSION}")


def migrate(store: sqlite3.Connection, version: int) -> None:
    """Bring an older store up to date, version by version, each in one transaction."""
    for number in range(version, VERSION):
        with transaction(store):
            for statement in filter(str.strip, MIGRATIONS[number].split(";")):
                store.execute(statement)
            store.execute(f"PRAGMA user_version = {number + 1}")


@contextlib.contextmanager
def transaction(store: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if store.in_transaction:
            store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")
