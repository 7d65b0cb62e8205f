from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from docgraph.directives import resolve

SETS = {"resolution_set.txt": (40, 190), "second_set.txt": (16, 95)}
"""The sets, with how many documents and how many names of documents each holds at least."""

# What the steps are known to get wrong: none joins two documents.
KNOWN_WRONG_MERGES: set[tuple[str, str]] = set()


@pytest.fixture(params=SETS)
def judged(document, request) -> list[tuple[str, str | None, str]]:
    """Return for each mention: the label that a reader gives, the key that resolution gives, and where it stands."""
    corpus, labels, lines = [], {}, []

    def close() -> None:
        if lines:
            (label, source, own), cites = lines[0], lines[1:]
            labels[source] = [label, *(cite[0] for cite in cites)]
            corpus.append(document(source, *(cite[2] for cite in cites), own=own))

    for line in (Path(__file__).parent / request.param).read_text("utf-8").splitlines():
        if line.startswith("=="):
            close()
            label, source, own = (part.strip() for part in line.removeprefix("==").split("|", 2))
            lines = [(label, source, own)]
        elif line and not line.startswith("#"):
            label, _, cite = line.partition("<")
            lines.append((label.strip(), "", re.sub(r"/\s+", "/", cite.strip())))
    close()
    resolution = resolve(corpus)
    found = [(labels[entry.document.source][0], entry.key, entry.document.source) for entry in resolution.entries]
    for given in resolution.verdicts:
        label = labels[given.source][1 + given.mention]
        place = f"{given.source}:{given.mention}"
        key = resolution.directive_of(given)
        found.append((f"? {place}" if label == "?" else label, key if key is not None else f"none {place}", place))
    return found


def test_the_set_is_large_enough(judged, request) -> None:
    documents, names = SETS[request.node.callspec.params["judged"]]
    assert len({place.partition(":")[0] for *_, place in judged}) >= documents
    assert len(judged) >= names


def test_pairs(judged) -> None:
    labels, keys = Counter(label for label, *_ in judged), Counter(key for _, key, _ in judged)
    both = Counter((label, key) for label, key, _ in judged)
    right = sum(n * (n - 1) // 2 for n in both.values())
    precision = right / sum(n * (n - 1) // 2 for n in keys.values())
    recall = right / sum(n * (n - 1) // 2 for n in labels.values())
    b_precision = sum(n * n / keys[key] for (_, key), n in both.items()) / len(judged)
    b_recall = sum(n * n / labels[label] for (label, _), n in both.items()) / len(judged)
    print(f"pairs {precision:.4f} {recall:.4f}; B-cubed {b_precision:.4f} {b_recall:.4f}")
    for key in keys:
        members = sorted({label for label, other, _ in judged if other == key})
        if len(members) > 1:
            print("merged", key, members, [place for _, other, place in judged if other == key])
    for label in labels:
        members = sorted({key for other, key, _ in judged if other == label})
        if len(members) > 1:
            print("split", label, members)
    assert precision >= 0.99
    assert recall >= 0.95
    assert min(b_precision, b_recall) >= 0.97


def test_no_two_documents_are_merged(judged) -> None:
    by_key: dict[str | None, set[str]] = {}
    for label, key, _ in judged:
        by_key.setdefault(key, set()).add(label)
    wrong = {pair for labels in by_key.values() for pair in combinations(sorted(labels), 2)}
    assert wrong == KNOWN_WRONG_MERGES
