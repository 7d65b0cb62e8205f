from __future__ import annotations

import doctest
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import docgraph.sample
from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.sample import sample_paths

TRUTH: dict[str, Any] = json.loads(Path(__file__).with_name("truth.json").read_text(encoding="utf-8"))
DOCUMENTS: list[dict[str, Any]] = TRUTH["documents"]
README = Path(docgraph.sample.__file__).with_name("README.md")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=[entry["file"] for entry in DOCUMENTS])


def text_of(document: dict[str, Any]) -> str:
    return next(path for path in sample_paths() if path.name == document["file"]).read_bytes().decode("utf-8")


def test_paths_are_sorted_and_are_the_files_of_the_truth() -> None:
    paths = sample_paths()
    assert list(paths) == sorted(paths)
    assert [path.name for path in paths] == [entry["file"] for entry in DOCUMENTS]
    assert all(path.is_file() for path in paths)


def test_the_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(docgraph.sample).failed == 0


@each_document
def test_text_is_nfc_utf8_with_plain_line_ends(document: dict[str, Any]) -> None:
    text = text_of(document)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@each_document
def test_documents_are_short(document: dict[str, Any]) -> None:
    assert 15 <= len(text_of(document).splitlines()) <= 45


@each_document
def test_every_reference_stands_where_the_truth_says(document: dict[str, Any]) -> None:
    text = text_of(document)
    for reference in document["references"]:
        assert text[reference["start"] : reference["end"]] == reference["text"]


@each_document
def test_references_stand_in_order_and_apart(document: dict[str, Any]) -> None:
    spans = [(reference["start"], reference["end"]) for reference in document["references"]]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@each_document
def test_no_number_in_a_text_is_left_out_of_the_truth(document: dict[str, Any]) -> None:
    text = text_of(document)
    spans = [(reference["start"], reference["end"]) for reference in document["references"]]
    for found in re.finditer(r"\d+(?:/\d{4})?(?:/|-)(?!HĐND)[A-ZĐ]{2,}[\w&./-]*(?<![.])", text):
        own = text.rfind("\n", 0, found.start()) + 1
        if re.match(r"Số:? +\d", text[own : found.end()]):
            continue  # the document's own number
        assert any(start <= found.start() and found.end() <= end for start, end in spans), found[0]


@each_document
def test_own_number_date_and_signer_stand_in_the_text(document: dict[str, Any]) -> None:
    text = re.sub(r"[\s*]+", " ", text_of(document))
    if document["number"] is not None:
        separator = "-" if document["symbol"].endswith("/TU") else "/"
        assert re.search(rf"Số:? {document['number']}{separator}{re.escape(document['symbol'])}", text)
    if document["date"] is not None and len(document["date"]) == 10:
        day = date.fromisoformat(document["date"])
        padded = f"{day.month:02d}" if day.month < 3 else str(day.month)
        assert f"{document['place']}, ngày {day.day:02d} tháng {padded} năm {day.year}" in text
    assert text.rstrip().endswith(document["signer"]) or f" {document['signer']} " in text


@each_document
def test_relations_join_references_of_the_file(document: dict[str, Any]) -> None:
    texts = {reference["text"] for reference in document["references"]}
    for relation in document["relations"]:
        assert relation["subject"] == "self" or relation["subject"] in texts
        assert relation["object"] in texts
        assert RelationKind(relation["relation"]) is not RelationKind.MENTIONS
    triples = Counter(tuple(relation.values()) for relation in document["relations"])
    assert set(triples.values()) <= {1}


@each_document
def test_levels_and_provinces_are_known(document: dict[str, Any]) -> None:
    level = Level(document["level"])
    assert (document["province"] is None) is (level is Level.CENTRAL)


def test_readme_lists_every_file() -> None:
    readme = README.read_text(encoding="utf-8")
    for path in sample_paths():
        assert f"| `{path.name}` |" in readme
        assert f"### `{path.name}`" in readme


def test_readme_tells_who_answers_and_who_stays_silent() -> None:
    readme = README.read_text(encoding="utf-8")
    for response in TRUTH["responses_to_central"]:
        assert f"| {response['agency']} | {response['document']} |" in readme
    for agency in TRUTH["silent"]:
        assert agency in readme


def test_days_count_from_the_central_decision() -> None:
    central = date.fromisoformat(DOCUMENTS[0]["date"])
    for response in TRUTH["responses_to_central"]:
        assert (date.fromisoformat(response["date"]) - central).days == response["days"]
        assert all(len(path) == response["depth"] - 1 for path in response["paths"])


def test_nobody_both_answers_and_stays_silent() -> None:
    answering = {response["agency"] for response in TRUTH["responses_to_central"]}
    assert not answering & set(TRUTH["silent"])
    assert set(TRUTH["late"]) <= answering
    expected = {entry["agency"] for entry in TRUTH["expected"]}
    assert set(TRUTH["silent"]) | set(TRUTH["late"]) <= expected


def test_the_corpus_holds_what_it_promises() -> None:
    kinds = {relation["relation"] for document in DOCUMENTS for relation in document["relations"]}
    assert kinds >= {"amends", "replaces", "repeals", "supervises", "drafted_for", "attached_to", "reports_under"}
    assert {document["level"] for document in DOCUMENTS} == {str(level) for level in Level}
    shared = [entry["province"] for entry in DOCUMENTS if (entry["number"], entry["symbol"]) == ("215", "KH-UBND")]
    assert sorted(shared) == ["Bắc Giang", "Quảng Ngãi"]
    (typo,) = TRUTH["typos"]
    assert typo["text"] in {reference["text"] for document in DOCUMENTS for reference in document["references"]}
