"""What extraction reaches on the sample corpus: the figures may rise, and then the thresholds with them."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import pytest

from docgraph.documents.model import Document
from docgraph.documents.parsing import read_document
from docgraph.references import SPECIFIC, format_code
from docgraph.sample import sample_paths

TRUTH: list[dict[str, Any]] = json.loads(Path(__file__).with_name("truth.json").read_text(encoding="utf-8"))[
    "documents"
]

LEAST_REFERENCES = 0.99
LEAST_RELATIONS = 1.0
LEAST_FIELDS = {"type": 1.0, "number": 1.0, "year": 1.0, "symbol": 1.0, "date": 1.0, "issuer": 1.0, "pinpoint": 1.0}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.name: read_document(path) for path in sample_paths()}


def f1(found: AbstractSet[Any], true: AbstractSet[Any]) -> float:
    """Return the harmonic mean of precision and recall, and print what is missing and what is too much."""
    for item in sorted(true - found, key=str):
        print("missed:", *item)
    for item in sorted(found - true, key=str):
        print("found besides:", *item)
    return 2 * len(found & true) / (len(found) + len(true))


def test_references_stand_where_the_truth_says(documents: dict[str, Document]) -> None:
    true = {(entry["file"], r["start"], r["end"], r["text"]) for entry in TRUTH for r in entry["references"]}
    found = {
        (name, mention.span.start, mention.span.end, mention.text)
        for name, document in documents.items()
        for mention in document.mentions
        if mention.form in SPECIFIC
    }
    assert f1(found, true) >= LEAST_REFERENCES


def test_fields_say_what_the_truth_says(documents: dict[str, Document]) -> None:
    right = dict.fromkeys(LEAST_FIELDS, 0)
    count = 0
    for entry in TRUTH:
        mentions = {(m.span.start, m.span.end): m for m in documents[entry["file"]].mentions}
        for true in entry["references"]:
            mention = mentions.get((true["start"], true["end"]))
            if mention is None:
                continue
            count += 1
            reference = mention.reference
            found = {
                "type": reference.type,
                "number": reference.number,
                "year": reference.year,
                "symbol": reference.symbol,
                "date": reference.date.isoformat() if reference.date else None,
                "issuer": reference.issuer,
                "pinpoint": mention.pinpoint.text if mention.pinpoint else None,
            }
            for field, value in found.items():
                right[field] += value == true[field]
                if value != true[field]:
                    print(f"{entry['file']}: {true['text']}: {field} is {true[field]!r}, read as {value!r}")
    assert count
    assert {field: number / count for field, number in right.items() if number / count < LEAST_FIELDS[field]} == {}


def test_relations_are_those_of_the_truth(documents: dict[str, Document]) -> None:
    """Documents are compared by number and symbol, or by name: the same document may be cited twice."""
    true = set()
    for entry in TRUTH:
        labels = {r["text"]: label(r["type"], r["number"], r["symbol"], r["text"]) for r in entry["references"]}
        true |= {
            (entry["file"], labels.get(r["subject"], "self"), r["relation"], labels[r["object"]])
            for r in entry["relations"]
        }
    found = set()
    for name, document in documents.items():
        names = []
        for mention in document.mentions:
            reference = mention.reference
            names.append(label(reference.type, reference.number, reference.symbol, mention.text))
        found |= {
            (name, "self" if r.subject is None else names[r.subject], r.kind.value, names[r.object])
            for r in document.relations
        }
    assert f1(found, true) >= LEAST_RELATIONS


def label(kind: str | None, number: str | None, symbol: str | None, text: str) -> str:
    """Return how a document is named in a comparison."""
    return f"{number}/{symbol}" if number else " ".join(text.split()[:5] if kind else text.split())


def test_what_is_read_can_be_written(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for mention in document.mentions:
            code = format_code(mention.reference)
            assert (code is None) is (mention.reference.number is None)
