"""The answer to "what came of this directive": nodes by level, edges with their sentences.

This is the renderer-neutral form that views draw and programs read.
"""

from __future__ import annotations

import enum

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.text.dates import PartialDate


class Standing(enum.StrEnum):
    """What is known of a document of the cascade."""

    IN_CORPUS = "in_corpus"  # its own text was read
    CITED_ONLY = "cited_only"  # known only from citations


@frozen
class Evidence:
    """The sentence that proves an edge: ``text`` is ``source[start:end]``.

    ``highlight`` is the range of the reference inside ``text``.
    """

    source: str
    start: int
    end: int
    text: str
    highlight: tuple[int, int] | None = None


@frozen
class CascadeNode:
    """One document of a cascade."""

    key: str  # canonical identifier
    label: str  # "Quyết định 1477/QĐ-UBND"
    type: str | None
    number: str | None  # "1477/QĐ-UBND", as people write it
    title: str | None
    date: PartialDate | None
    issuer: str | None
    level: Level | None
    province: str | None
    standing: Standing
    depth: int  # steps from the focus; negative above it
    source: str | None = None  # file name, where its own text was read
    responds: bool = False  # its issuer answers the focus with it
    possible_typo_of: str | None = None  # key of the near directive


@frozen
class CascadeEdge:
    """One relation, from the citing (lower) to the cited (upper) document."""

    citing: str
    cited: str
    relation: RelationKind
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@frozen
class Cascade:
    """Everything under one directive, in a fixed order."""

    focus: str
    nodes: tuple[CascadeNode, ...]
    edges: tuple[CascadeEdge, ...]
    silent: tuple[str, ...] = ()  # names of expected agencies that did not respond
    cut: int = 0  # documents left out by a limit of depth or number
