"""Rows: what the rounds of resolution pass to each other, the same for every engine that can group and sort.

A row goes to one or more keys.  A round sees the rows of one key together, in the order of tag, document and mention,
and yields rows for the next.  Documents are named so that their names stand in the order in which
`docgraph.directives.resolve` takes the documents of a corpus.
"""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from docgraph.agencies import Registry

OWN: Final = -1
"""Where other rows give the index of a mention: the document speaks of itself."""

_END: Final = "\x00"
"""Ends the name of a file inside the name of a document: lower than every letter, so that the order stays."""

_DIGITS: Final = 8  # of a hash


class Row(NamedTuple):
    """A value on its way to the rounds of its keys."""

    keys: tuple[str, ...]
    tag: int
    document: str
    mention: int
    value: bytes


def document_id(source: str, digest: str) -> str:
    """Return the name of a document on its way through the rounds: by file, then by the hash of its text.

    >>> document_id("a.txt", "0a1b2c3d") < document_id("a.txt.old", "0a1b2c3d")
    True
    """
    return f"{source}{_END}{digest}"


def source_of(document: str) -> str:
    """Return the file that a document's name begins with.

    >>> source_of(document_id("a.txt", "0a1b2c3d"))
    'a.txt'
    """
    return document[: -_DIGITS - 1]


def digest_of(document: str) -> str:
    """Return the hash that a document's name ends with."""
    return document[-_DIGITS:]


def seal(value: object) -> bytes:
    """Return the form in which a value travels between the workers of one job; it is never kept."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unseal(sealed: bytes) -> Any:
    """Return a sealed value."""
    return pickle.loads(sealed)  # noqa: S301 - written by `seal` in the same job


@lru_cache(maxsize=8192)
def unseal_shared(sealed: bytes) -> Any:
    """Return a sealed value that comes in many rows: thousands cite one law in the same words."""
    return unseal(sealed)


@lru_cache(maxsize=2)
def unseal_registry(sealed: bytes | None) -> Registry | None:
    """Return the registry of a job, the same one for all its rows on this worker: results are cached for each."""
    return unseal(sealed) if sealed is not None else None
