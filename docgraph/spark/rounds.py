"""The plan of a resolution: which rounds follow which, on any engine.

::

    papers ──> province ──> weak claims ──> own keys ──(moved?)──> weak claims ──> verdicts ─┬─> directives ──> typos
               └─────────── each: claims by key = anchors; questions by lookup = answers ───┘├─> edges
                            by document = what follows                                       └─> asides
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Generic, Protocol

from attrs import frozen

from docgraph.directives.anchors import COMMON
from docgraph.directives.lookups import Kind, lookup
from docgraph.spark import settling
from docgraph.spark.consulting import anchor_rows, answer_rows
from docgraph.spark.deciding import BESIDE, EDGE, SAID, VERDICT, decide, flag_series, gather_edges, merge_said
from docgraph.spark.engine import Engine, Frame, Together
from docgraph.spark.papers import PAPER, PROPOSED
from docgraph.spark.rows import Row

_WORDS = lookup(Kind.WORD, "")


@frozen
class Found(Generic[Frame]):
    """What the rounds come to: rows of verdicts by document, of directives, of edges and of what stands beside."""

    verdicts: Frame
    directives: Frame
    edges: Frame
    asides: Frame


def resolve_papers(engine: Engine[Frame], papers: Frame, texts: Frame, registry: bytes | None = None) -> Found[Frame]:
    """Resolve the mentions of all *papers*; *texts* brings the text of each, for the sentences that prove edges."""
    bound = partial(_Bound, engine, registry)
    papers = engine.hold(engine.together(papers, settling.only_one))
    papers = _with_provinces(bound(papers))
    papers, anchors = _anchored(bound(papers))
    papers = _settled(bound(papers), anchors)
    if engine.some(bound(papers).each(settling.moved_papers)):
        papers, anchors = _anchored(bound(papers))
    asks = engine.hold(bound(papers).each(settling.seek_all))
    quoting = bound(engine.both(papers, texts))
    decided = engine.hold(_consult(quoting, anchors, asks, quoting.together(decide), words=True))
    said = engine.together(engine.tagged(decided, SAID), merge_said)
    return Found(
        engine.tagged(decided, VERDICT),
        engine.hold(engine.together(said, flag_series)),
        engine.hold(engine.together(engine.tagged(decided, EDGE), gather_edges)),
        engine.tagged(decided, BESIDE),
    )


class _OnRow(Protocol):
    def __call__(self, row: Row, /, registry: bytes | None) -> Iterable[Row]: ...


class _OnKey(Protocol):
    def __call__(self, key: str, rows: Iterator[Row], /, registry: bytes | None) -> Iterable[Row]: ...


@frozen
class _Bound(Generic[Frame]):
    """Papers with the engine and the registry that their rounds need."""

    engine: Engine[Frame]
    registry: bytes | None
    papers: Frame

    def each(self, work: _OnRow) -> Frame:
        return self.engine.each(self.papers, partial(work, registry=self.registry))

    def together(self, work: _OnKey) -> Together:
        return partial(work, registry=self.registry)


def _consult(bound: _Bound[Frame], anchors: Frame, asks: Frame, work: Together, *, words: bool = False) -> Frame:
    """Bring to each document the anchors that it asks for, also by *words* of titles, and let it work on them."""
    engine = bound.engine
    held = engine.without(anchors, _WORDS)
    if words:
        held = engine.both(held, engine.rare(anchors, asks, _WORDS, COMMON))
    answers = engine.together(engine.both(held, asks), answer_rows)
    return engine.together(engine.both(bound.papers, answers), work)


def _with_provinces(bound: _Bound[Frame]) -> Frame:
    engine = bound.engine
    asks = engine.hold(bound.each(settling.seek_province))
    if not engine.some(asks):
        return bound.papers
    anchors = engine.together(bound.each(settling.placed_claims), anchor_rows)
    return engine.hold(_consult(bound, anchors, asks, bound.together(settling.find_province)))


def _anchored(bound: _Bound[Frame]) -> tuple[Frame, Frame]:
    """Return the papers, which know their weak claims that count, and the anchors of all claims that count."""
    engine = bound.engine
    anchors = engine.together(bound.each(settling.stated_claims), anchor_rows)
    asks = engine.hold(bound.each(settling.ask_weak))
    if not engine.some(asks):
        return bound.papers, engine.hold(anchors)
    papers = engine.hold(_consult(bound, anchors, asks, bound.together(settling.keep_weak)))
    counted = _Bound(engine, bound.registry, papers).each(settling.counted_claims)
    return papers, engine.hold(engine.together(counted, anchor_rows))


def _settled(bound: _Bound[Frame], anchors: Frame) -> Frame:
    engine = bound.engine
    asks = engine.hold(bound.each(settling.seek_key))
    proposed = engine.hold(_consult(bound, anchors, asks, bound.together(settling.propose_key), words=True))
    chosen = engine.together(engine.tagged(proposed, PROPOSED), settling.choose_key)
    return engine.hold(engine.both(engine.tagged(proposed, PAPER), chosen))
