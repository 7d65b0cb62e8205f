"""Two runs over the same texts: what was gained, lost and read differently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from docgraph.documents.parsing import parse_document
from docgraph.errors import DocumentReadError
from docgraph.evaluation import AnnotatedDocument, Change, ChangeKind, compare, from_document, read_run, run_evaluation
from docgraph.exchange.extract_json import format_document

TEXT = (
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh;\n"
    "Căn cứ Kế hoạch số 15/KH-SNV ngày 05/4/2021 của Sở Nội vụ;\n"
    "Căn cứ Luật Đất đai năm 2013.\n"
)
DOCUMENT = parse_document("texts/a.txt", TEXT)
READ = from_document(DOCUMENT)


def without(*places: int) -> AnnotatedDocument:
    kept = tuple(one for index, one in enumerate(READ.references) if index not in places)
    return evolve(READ, references=kept, relations=())


def summary(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(str(change.kind), change.text.split(" ngày")[0]) for change in changes]


def test_a_run_against_itself_changes_nothing() -> None:
    comparison = compare([DOCUMENT], [READ])
    assert len(comparison) == 0
    assert (comparison.documents, comparison.unchanged) == (1, 3)
    assert str(comparison) == "References of 1 document: 0 gained, 0 lost, 0 changed, 3 unchanged."


def test_gained_and_lost() -> None:
    comparison = compare([without(0)], [without(1)])
    assert summary(comparison.changes) == [("gained", "Quyết định số 12/QĐ-UBND"), ("lost", "Kế hoạch số 15/KH-SNV")]
    assert comparison.unchanged == 1
    assert comparison.of(ChangeKind.LOST) == comparison.changes[1:]
    assert list(comparison.by_document) == ["a"]


@pytest.mark.parametrize(
    ("field", "value"), [("number", "13"), ("issuer", None), ("date", "2021-03"), ("type", "Quy chế")]
)
def test_a_field_read_differently(field: str, value: str | None) -> None:
    first = READ.references[0]
    changed = evolve(first, fields={**first.fields, field: value})
    (change,) = compare([READ], [evolve(READ, references=(changed, *READ.references[1:]))])
    assert change.kind is ChangeKind.CHANGED
    assert change.fields == ((field, first.fields[field], value),)
    assert f"      {field}: {first.fields[field]} -> {value or 'nothing'}" in str(change)


def test_a_span_that_moved_shows_both_wordings() -> None:
    first = READ.references[0]
    shorter = evolve(first, span=evolve(first.span, end=first.span.end - 13), text=first.text[:-13])
    (change,) = compare([READ], [evolve(READ, references=(shorter, *READ.references[1:]))])
    assert change.fields == (("text", first.text, shorter.text),)


def test_a_report_names_place_and_line() -> None:
    lines = str(compare([without(1)], [READ])).split("\n")
    assert lines == [
        "References of 1 document: 1 gained, 0 lost, 0 changed, 2 unchanged.",
        "",
        "a",
        "  + 2:8  Kế hoạch số 15/KH-SNV ngày 05/4/2021 của Sở Nội vụ",
        "      Căn cứ Kế hoạch số 15/KH-SNV ngày 05/4/2021 của Sở Nội vụ;",
        "             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ]


def test_documents_of_one_run_only_are_said() -> None:
    other = evolve(READ, source="b.txt")
    comparison = compare([READ], [other])
    assert (comparison.only_old, comparison.only_new, comparison.documents) == (("a",), ("b",), 0)
    assert "Only in the old run: 1 document (a)." in str(comparison)


def test_hostile_words_do_not_steer_the_terminal() -> None:
    first = evolve(READ.references[0], text="Quyết định \x1b[2J\u202e12")
    comparison = compare([], [evolve(READ, source="\x1b[2Jc.txt")])
    changed = compare([READ], [evolve(READ, references=(first,), text="")])
    for shown in (str(comparison), str(changed)):
        assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_run_is_read_back_from_what_extract_wrote(tmp_path: Path) -> None:
    run = tmp_path / "run.jsonl"
    run.write_text(format_document(DOCUMENT) + "\n\n", "utf-8")
    (read,) = read_run(run)
    assert read.references == READ.references
    assert read.relations == READ.relations
    assert read.header == READ.header
    assert len(compare([read], [DOCUMENT])) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "It is not JSON"),
        ("{}", "names no source"),
        ('{"source": "a", "references": [{"form": "numbered"}]}', "no start and end"),
    ],
)
def test_a_run_not_in_order_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    run = tmp_path / "run.jsonl"
    run.write_text(f"{format_document(DOCUMENT)}\n{line}\n", "utf-8")
    with pytest.raises(DocumentReadError, match=said) as raised:
        read_run(run)
    assert "line 2" in str(raised.value)


def test_an_evaluation_against_an_earlier_run(tmp_path: Path) -> None:
    gold, texts, run = tmp_path / "gold", tmp_path / "texts", tmp_path / "run.jsonl"
    gold.mkdir()
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT, "utf-8", newline="")
    references = [{"start": one.span.start, "end": one.span.end, **one.fields} for one in READ.references]
    (gold / "a.json").write_text(json.dumps({"references": references}), "utf-8")
    record = json.loads(format_document(DOCUMENT))
    record["references"] = record["references"][1:]
    record["relations"] = []
    run.write_text(json.dumps(record), "utf-8")
    result = run_evaluation(gold, texts, against=run)
    assert result.comparison is not None
    assert summary(result.comparison.changes) == [("gained", "Quyết định số 12/QĐ-UBND")]
    assert "numbered F1              0.6667  1.0000  +0.3333" in str(result)
    form = json.loads(result.to_json())
    assert form["earlier"]["numbered"]["overlap"]["missed"] == 1
    assert form["comparison"]["gained"] == 1
    with pytest.raises(DocumentReadError, match="cannot be read"):
        run_evaluation(gold, texts, against=tmp_path / "none.jsonl")
