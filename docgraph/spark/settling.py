"""The rounds before the verdicts: where documents lie, which claims count, and under which keys documents stand.

Each does for one document, with the anchors that came back to it, what `docgraph.directives.resolution` does with
those of a whole corpus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from docgraph.directives.claims import order_documents
from docgraph.directives.lookups import Kind, lookup, lookups_of, own_lookups
from docgraph.directives.own_keys import settle_own_keys
from docgraph.directives.place import Place
from docgraph.directives.resolution import is_weak, lacks_province, province_told, stands
from docgraph.directives.steps import by_same_date, by_successor
from docgraph.spark.consulting import ask_rows, claim_rows, index_answers
from docgraph.spark.papers import FIRM_CLAIM, KEPT_CLAIM, OWN_CLAIM, PAPER, PROPOSED, Paper, read_paper, unseal_paper
from docgraph.spark.rows import OWN, Row, seal, unseal, unseal_registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.directives.anchors import Anchors
    from docgraph.directives.claims import Claim

_CORRECTING: Final = (by_successor, by_same_date)


def paper_of(row: Row, registry: bytes | None) -> Paper:
    """Return the paper that a row brings."""
    return unseal_paper(row.value, unseal_registry(registry))


def with_answers(rows: Iterator[Row], registry: bytes | None) -> tuple[Paper, Anchors]:
    """Return a document and the lookups over what came back to it; its own row is the first."""
    paper = paper_of(next(rows), registry)
    return paper, index_answers((unseal(row.value) for row in rows), paper)


def only_one(_: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield a document once, however often it stands in the corpus."""
    first, *others = rows
    if others:
        papers = {paper.entry.document: row for row in (first, *others) for paper in (unseal_paper(row.value, None),)}
        first = papers[order_documents(papers)[0]]
    yield first


# Where a document lies, if it does not say so: where the one plan that it carries out was issued.


def seek_province(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the questions of a document that does not tell its province."""
    paper = paper_of(row, registry)
    if lacks_province(paper.entry):
        for claim in paper.cited:
            yield from ask_rows(paper, claim, lookups_of([claim], paper.entry, (by_same_date,)))


def placed_claims(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the claims of a document that tells its province: all that identify a document."""
    paper = paper_of(row, registry)
    if not lacks_province(paper.entry):
        doubted = frozenset(claim.mention for claim in paper.cited if claim.mention is not None)
        for found in claim_rows(evolve(paper, kept=doubted), (OWN_CLAIM, FIRM_CLAIM, KEPT_CLAIM)):
            yield found if found.tag == OWN_CLAIM else found._replace(tag=FIRM_CLAIM)


def find_province(_: str, rows: Iterator[Row], registry: bytes | None) -> Iterator[Row]:
    """Yield a document, with its province where what it cites tells that."""
    paper, anchors = with_answers(rows, registry)
    if lacks_province(paper.entry):
        province = province_told(paper.entry, paper.cited, anchors)
        if province is not None:
            paper = read_paper(paper.name, paper.entry.document, paper.entry.setting.registry, province)
    yield paper.row()


# Which claims count: what takes its place from the citing document only if no other document explains it.


def stated_claims(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the claims that are stated in full."""
    yield from claim_rows(paper_of(row, registry), (OWN_CLAIM, FIRM_CLAIM))


def counted_claims(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield all claims that count."""
    yield from claim_rows(paper_of(row, registry), (OWN_CLAIM, FIRM_CLAIM, KEPT_CLAIM))


def _weak(paper: Paper) -> list[Claim]:
    return [claim for claim in paper.cited if is_weak(claim)]


def ask_weak(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the questions of the claims that are doubted."""
    paper = paper_of(row, registry)
    for claim in _weak(paper):
        yield from ask_rows(paper, claim, lookups_of([claim], paper.entry, _CORRECTING))


def keep_weak(_: str, rows: Iterator[Row], registry: bytes | None) -> Iterator[Row]:
    """Yield a document that knows which of its doubted claims count."""
    paper, anchors = with_answers(rows, registry)
    kept = {claim.mention for claim in _weak(paper) if stands(Place(claim, paper.entry, anchors))}
    yield evolve(paper, kept=frozenset(mention for mention in kept if mention is not None)).row()


# Under which key a document stands: of the anchor that has its date, or under which others cite it.


def seek_key(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the question of a document after its own key."""
    paper = paper_of(row, registry)
    yield from ask_rows(paper, paper.own, own_lookups(paper.own, paper.entry))


def propose_key(_: str, rows: Iterator[Row], registry: bytes | None) -> Iterator[Row]:
    """Yield a document under its settled key; without a number, to the key that is proposed for it."""
    paper, anchors = with_answers(rows, registry)
    (entry,), (own,), (base,) = settle_own_keys([paper.own], [paper.entry], anchors)
    moved = entry != paper.entry or own != paper.own
    settled = evolve(paper, entry=entry, own=own, base=base, moved=moved).row()
    if moved and paper.own.identity.number is None:
        either = seal((paper.row().value, settled.value))
        yield Row((entry.key,), PROPOSED, paper.name, OWN, either)
    else:
        yield settled


def choose_key(_: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the one document for which a key is proposed under that key; several keep their own."""
    first = next(rows)
    second = next(rows, None)
    for row in (first,) if second is None else (first, second, *rows):
        plain, settled = unseal(row.value)
        value = settled if second is None else plain
        yield Row((row.document,), PAPER, row.document, OWN, value)


def moved_papers(row: Row, registry: bytes | None) -> Iterable[Row]:
    """Yield a document if its key has changed."""
    return (row,) if paper_of(row, registry).moved else ()


def seek_all(row: Row, registry: bytes | None) -> Iterator[Row]:
    """Yield the questions of every claim, and of the document after its own anchor."""
    paper = paper_of(row, registry)
    yield from ask_rows(paper, paper.own, (lookup(Kind.BASE, paper.base),))
    for claim in paper.cited:
        yield from ask_rows(paper, claim, lookups_of([claim], paper.entry))
