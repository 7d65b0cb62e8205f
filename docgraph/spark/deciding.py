"""The rounds from the verdicts on: what is said of each directive, its possible typos, and the edges."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from docgraph.agencies.model import Agency
from docgraph.directives.bodies import Body, own_body
from docgraph.directives.directive import Directive
from docgraph.directives.merging import Heard, merge_heard
from docgraph.directives.resolution import Resolution, decide_document, target_of
from docgraph.directives.typos import flag_typos, series_of
from docgraph.directives.verdicts import MentionVerdict, Unresolved, Verdict
from docgraph.documents.model import Header
from docgraph.graph.attributes import EdgeEvidence
from docgraph.graph.building import Beside, beside_of, entry_edges
from docgraph.graph.directive_graph import evidence_order
from docgraph.references.nodes import Reference
from docgraph.spark.consulting import index_answers
from docgraph.spark.papers import ANSWER, TEXT, Paper
from docgraph.spark.rows import OWN, Row, seal, source_of, unseal, unseal_shared
from docgraph.spark.settling import paper_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VERDICT, SAID, EDGE, BESIDE = range(4)
"""What the verdicts on one document lead to."""


@frozen
class Said:
    """What one claim says of the directive that it was resolved to."""

    reference: Reference
    body: Body | None
    provisional: bool = False
    header: Header | None = None  # of the directive's own text


@frozen
class Aside:
    """What the graph keeps of one document beside its edges, and how many verdicts of each kind it got."""

    beside: Beside
    counts: dict[str, int]


def decide(_: str, rows: Iterator[Row], registry: bytes | None) -> Iterator[Row]:
    """Yield the verdicts on the mentions of a document, and everything that follows from them for others."""
    paper: Paper | None = None
    answers = []
    for row in rows:
        if row.tag == ANSWER:
            answers.append(unseal(row.value))
        elif row.tag == TEXT:
            assert paper is not None
            document = evolve(paper.entry.document, text=row.value.decode("utf-8"))
            paper = evolve(paper, entry=evolve(paper.entry, document=document))
        else:
            paper = paper_of(row, registry)
    if paper is None:
        return
    given = decide_document(paper.entry, paper.cited, index_answers(answers, paper))
    source = paper.entry.document.source
    verdicts = tuple(MentionVerdict(paper.entry.key, source, *numbered) for numbered in enumerate(given))
    yield Row((paper.name,), VERDICT, paper.name, OWN, seal(verdicts))
    yield from _said(paper, given)
    for citing, cited, relation, sentence, sure in entry_edges(paper.entry, given):
        ends = json.dumps((citing, cited, relation))
        yield Row((ends,), EDGE, paper.name, sentence.start, seal((sentence, sure)))
    counts = Resolution((paper.entry,), verdicts, ()).counts()
    yield Row((paper.name,), BESIDE, paper.name, OWN, seal(Aside(beside_of(paper.entry, given), counts)))


def _said(paper: Paper, given: Sequence[Verdict]) -> Iterator[Row]:
    header = paper.entry.document.header
    own = Said(paper.own.reference, own_body(header, paper.entry.setting), header=header)
    yield Row((paper.entry.key,), SAID, paper.name, OWN, seal(own))
    for claim in paper.cited:
        assert claim.mention is not None
        verdict = given[claim.mention]
        target = target_of(verdict, paper.entry.key)
        if target is not None:
            said = Said(claim.reference, claim.identity.body, isinstance(verdict, Unresolved))
            yield Row((target,), SAID, paper.name, claim.mention, seal(said))


def merge_said(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the directive that all claims on one key describe; equal claims are counted, not kept."""
    times: dict[tuple[bool, Said], int] = defaultdict(int)
    sources: dict[tuple[bool, Said], dict[str, None]] = defaultdict(dict)
    header: Header | None = None
    cited_by, last, provisional = 0, None, False
    for row in rows:
        said: Said = unseal_shared(row.value)
        is_own = row.mention == OWN
        if is_own:
            header = header or said.header
        elif row.document != last:
            cited_by, last = cited_by + 1, row.document
        provisional = provisional or said.provisional
        wording = (is_own, Said(said.reference, said.body))
        times[wording] += 1
        sources[wording][source_of(row.document)] = None
    heard = {
        Heard(said.reference, said.body, is_own=is_own, times=count): sources[is_own, said]
        for (is_own, said), count in times.items()
    }

    def sources_of(given: Sequence[Heard], most: int | None) -> tuple[str, ...]:
        return tuple(sorted(set(chain.from_iterable(heard[one] for one in given)))[:most])

    merged = merge_heard(key, tuple(heard), sources_of, header, cited_by=cited_by, provisional=provisional)
    yield _directive_row(*merged)


def _directive_row(directive: Directive, agency: Agency | None) -> Row:
    series = series_of(directive)
    together = json.dumps(("series", *series) if series is not None else ("key", directive.key))
    return Row((together,), 0, directive.key, OWN, seal((directive, agency)))


def flag_series(_: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the directives of one series, each possible typo pointing at the better-known directive beside it."""
    members = [unseal(row.value) for row in rows]
    flagged = flag_typos(directive for directive, _ in members)
    for directive, (_, agency) in zip(flagged, members, strict=True):
        yield _directive_row(directive, agency)


def gather_edges(ends: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield one edge with every sentence that proves it and its best confidence."""
    found: list[EdgeEvidence] = []
    sure = 0.0
    for row in rows:
        sentence, confidence = unseal(row.value)
        found.append(sentence)
        sure = max(sure, confidence)
    yield Row((ends,), EDGE, "", 0, seal((sorted(set(found), key=evidence_order), sure)))


def edge_ends(row: Row) -> tuple[str, str, str]:
    """Return the citing key, the cited key and the relation of an edge."""
    citing, cited, relation = json.loads(row.keys[0])
    return citing, cited, relation


def verdicts_of(row: Row) -> Iterable[MentionVerdict]:
    """Return the verdicts on one document."""
    verdicts: tuple[MentionVerdict, ...] = unseal(row.value)
    return verdicts
