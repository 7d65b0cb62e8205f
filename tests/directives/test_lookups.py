from __future__ import annotations

from collections import Counter, defaultdict

from attrs import evolve

from docgraph.directives.anchors import Anchor, Anchors, build_anchors, index_anchors
from docgraph.directives.claims import mention_claims, own_claim, read_entries
from docgraph.directives.lookups import lookups_of, lookups_of_anchor, own_lookups
from docgraph.directives.own_keys import known_anchor
from docgraph.directives.resolution import decide_document
from docgraph.documents import read_corpus
from docgraph.sample import sample_paths


def all_anchors(anchors: Anchors) -> list[Anchor]:
    return [anchor for found in anchors.by_base.values() for anchor in found]


def test_a_document_gets_the_same_verdicts_from_the_anchors_that_its_lookups_reach() -> None:
    entries = read_entries(read_corpus(sample_paths()))
    own = [own_claim(number, entry) for number, entry in enumerate(entries)]
    cited = [list(mention_claims(number, entry)) for number, entry in enumerate(entries)]
    whole = build_anchors([*own, *(one for claims in cited for one in claims)], [entry.key for entry in entries])
    counts = Counter((anchor.territory, word) for anchor in all_anchors(whole) for word in anchor.words)
    answering: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in all_anchors(whole):
        for one in lookups_of_anchor(anchor):
            answering[one].append(anchor)
    smaller = 0
    for number, entry in enumerate(entries):
        asked = {*lookups_of([own[number], *cited[number]], entry), *own_lookups(own[number], entry)}
        reached = {anchor.key: anchor for one in asked for anchor in answering[one]}
        part = index_anchors(
            (evolve(anchor, entries=anchor.entries & {number}) for anchor in reached.values()), dict(counts)
        )
        assert decide_document(entry, cited[number], part) == decide_document(entry, cited[number], whole)
        found, known = (known_anchor(own[number], entry, anchors) for anchors in (part, whole))
        assert (found and found.key) == (known and known.key)
        smaller += len(reached) < len(whole.by_base)
    assert smaller > len(entries) / 2


def test_anchors_indexed_again_are_the_same() -> None:
    entries = read_entries(read_corpus(sample_paths()))
    cited = [claim for number, entry in enumerate(entries) for claim in mention_claims(number, entry)]
    anchors = build_anchors(cited, [entry.key for entry in entries])
    assert index_anchors(reversed(all_anchors(anchors))) == anchors
