"""Figures against gold files: what counts, what does not, and what is said of each miss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docgraph.documents.model import Relation, RelationKind
from docgraph.documents.parsing import parse_document
from docgraph.errors import DocumentReadError
from docgraph.evaluation import (
    AnnotatedDocument,
    AnnotatedRelation,
    Annotation,
    Evaluation,
    Figures,
    Score,
    Share,
    evaluate,
    evaluate_folders,
    from_document,
    read_gold,
    run_evaluation,
)
from docgraph.evaluation.alignment import align
from docgraph.evaluation.excerpts import Lines
from docgraph.evaluation.shapes import Shape, shapes_of
from docgraph.text.spans import Span

TEXT = "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh và Luật Đất đai."


def marked(words: str, text: str = TEXT, /, **fields: Any) -> Annotation:
    """Return an annotation of the first place of *words*; fields that are not given were not judged."""
    optional, generic = fields.pop("optional", False), fields.pop("generic", False)
    start = text.index(words)
    return Annotation(Span(start, start + len(words)), words, fields, optional=optional, generic=generic)


DECISION = marked(
    "Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh",
    type="Quyết định", number="12", year=None, symbol="QĐ-UBND", date="2021-03-05", issuer="UBND tỉnh", pinpoint=None,
)  # fmt: skip
LAW = marked("Luật Đất đai", type="Luật", number=None, date=None)


def document(*references: Annotation, **more: Any) -> AnnotatedDocument:
    return AnnotatedDocument("a.txt", references, text=TEXT, **more)


def one(gold: AnnotatedDocument, found: AnnotatedDocument) -> Figures:
    return evaluate([gold], [found]).figures


def test_a_reading_that_is_the_gold_misses_nothing() -> None:
    gold = document(DECISION, LAW, header={"type": "Báo cáo"}, relations=(AnnotatedRelation(None, "implements", 0),))
    evaluation = evaluate([gold], [gold])
    figures = evaluation.figures
    assert figures.numbered == figures.numbered_exact == Score(1, 0, 0)
    assert figures.unnumbered == figures.unnumbered_exact == Score(1, 0, 0)
    assert figures.exact == Share(2, 2)
    assert figures.relations == Score(1, 0, 0)
    assert figures.heading == Share(1, 1)
    assert evaluation.misses == ()


@pytest.mark.parametrize(
    ("found", "numbered", "exact"),
    [
        ((DECISION,), Score(1, 0, 0), Score(1, 0, 0)),
        ((), Score(0, 0, 1), Score(0, 0, 1)),
        ((marked("số 12/QĐ-UBND", number="12", symbol="QĐ-UBND"),), Score(1, 0, 0), Score(0, 1, 1)),
        ((marked("số 12/QĐ-UBND", number="012", symbol="QÐ - ubnd"),), Score(1, 0, 0), Score(0, 1, 1)),
        ((marked("số 12/QĐ-UBND", number="13", symbol="QĐ-UBND"),), Score(0, 1, 1), Score(0, 1, 1)),
        ((DECISION, marked("05/3/2021", number="5", symbol="X")), Score(1, 1, 0), Score(1, 1, 0)),
    ],
)
def test_numbered_references_agree_by_place_number_and_symbol(
    found: tuple[Annotation, ...], numbered: Score, exact: Score
) -> None:
    figures = one(document(DECISION), document(*found))
    assert figures.numbered == numbered
    assert figures.numbered_exact == exact


def test_unnumbered_references_agree_by_place_and_type() -> None:
    assert one(document(LAW), document(LAW)).unnumbered == Score(1, 0, 0)
    code = marked("Luật Đất đai", type="Bộ luật", number=None)
    assert one(document(LAW), document(code)).unnumbered == Score(0, 1, 1)


def test_what_is_optional_or_generic_counts_neither_way() -> None:
    optional = marked("Luật Đất đai", type="Luật", number=None, optional=True)
    generic = marked("Luật Đất đai", generic=True)
    for lax in (optional, generic):
        for found in ((), (LAW,), (marked("Luật", type="Bộ luật", number=None),)):
            figures = one(document(DECISION, lax), document(DECISION, *found))
            assert (figures.numbered, figures.unnumbered) == (Score(1, 0, 0), Score())


@pytest.mark.parametrize(
    ("field", "said", "right"),
    [
        ("type", "quyết  định", True),
        ("issuer", "Uỷ ban nhân dân tỉnh", True),
        ("issuer", "UBND tỉnh Quảng Ngãi", False),
        ("issuer", None, False),
        ("date", "2021-03", False),
        ("year", "2021", False),
        ("pinpoint", "Điều 5", False),
    ],
)
def test_each_field_is_judged(field: str, said: str | None, right: bool) -> None:
    found = Annotation(DECISION.span, DECISION.text, {**DECISION.fields, field: said})
    evaluation = evaluate([document(DECISION)], [document(found)])
    assert evaluation.figures.fields[field] == Share(int(right), 1)
    assert [miss.what for miss in evaluation.misses] == ([] if right else [field])


def test_fields_that_the_gold_leaves_out_are_not_judged() -> None:
    gold = marked("Quyết định số 12/QĐ-UBND", number="12", symbol="QĐ-UBND", issuer=None)
    figures = one(document(gold), document(DECISION))
    judged = {name for name, share in figures.fields.items() if share}
    assert judged == {"number", "symbol"}


def test_a_misread_number_is_one_miss_that_shows_both_readings() -> None:
    wrong = Annotation(DECISION.span, DECISION.text, {**DECISION.fields, "number": "13"})
    evaluation = evaluate([document(DECISION)], [document(wrong)])
    assert [miss.what for miss in evaluation.misses] == ["misread", "number"]
    assert evaluation.figures.fields["number"] == Share(0, 1)
    assert evaluation.figures.fields["symbol"] == Share(1, 1)


def test_relations_are_compared_at_any_mention_of_their_ends() -> None:
    text = f"{TEXT} {TEXT}"
    second = Annotation(Span(DECISION.span.start + 82, DECISION.span.end + 82), DECISION.text, DECISION.fields)
    gold = AnnotatedDocument("a", (DECISION, second, LAW), (AnnotatedRelation(None, "implements", 0),), text=text)
    found = AnnotatedDocument("a", (DECISION, second, LAW), (AnnotatedRelation(None, "implements", 1),), text=text)
    assert one(gold, found).relations == Score(1, 0, 0)


@pytest.mark.parametrize(
    ("kind", "score", "by_kind"),
    [
        ("implements", Score(1, 0, 0), {"implements": Score(1, 0, 0)}),
        ("reports_under", Score(1, 0, 0), {"implements": Score(0, 0, 1), "reports_under": Score(0, 1, 0)}),
        ("legal_basis", Score(0, 1, 1), {"implements": Score(0, 0, 1), "legal_basis": Score(0, 1, 0)}),
        ("mentions", Score(0, 0, 1), {"implements": Score(0, 0, 1)}),
    ],
)
def test_relations_by_kind_and_as_one_family(kind: str, score: Score, by_kind: dict[str, Score]) -> None:
    gold = document(DECISION, LAW, relations=(AnnotatedRelation(None, "implements", 0),))
    found = document(DECISION, LAW, relations=(AnnotatedRelation(None, kind, 0),))
    figures = one(gold, found)
    assert figures.relations == score
    assert figures.by_relation == by_kind


def test_relations_that_were_not_marked_are_not_judged() -> None:
    found = document(DECISION, relations=(AnnotatedRelation(None, "implements", 0),))
    assert one(document(DECISION), found).relations == Score()
    optional = document(DECISION, relations=(AnnotatedRelation(None, "amends", 0, optional=True),))
    assert one(optional, document(DECISION)).relations == Score()


def test_a_relation_of_a_reference_that_is_none_is_not_counted_twice() -> None:
    stray = marked("05/3/2021", number="5", symbol="X")
    found = document(DECISION, stray, relations=(AnnotatedRelation(None, "amends", 1),))
    assert one(document(DECISION, relations=()), found).relations == Score()


def test_the_heading_is_judged_field_by_field() -> None:
    gold = document(header={"type": "Báo cáo", "issuer": "Ủy ban nhân dân tỉnh Lào Cai", "number": None})
    found = document(header={"type": "Báo cáo", "issuer": "UBND tỉnh Lào Cai", "number": "5", "signer": "A"})
    evaluation = evaluate([gold], [found])
    assert {name: share for name, share in evaluation.figures.header.items() if share} == {
        "type": Share(1, 1), "issuer": Share(1, 1), "number": Share(0, 1),
    }  # fmt: skip
    assert [miss.what for miss in evaluation.misses] == ["header number"]


def test_noise_is_counted_only_where_the_gold_has_no_reference() -> None:
    figures = one(document(), document(LAW))
    assert (figures.noise, figures.quiet) == (1, len(TEXT))
    assert figures.noise_per_10k == pytest.approx(10_000 / len(TEXT))
    assert one(document(DECISION), document(DECISION, LAW)).noise == 0


def test_a_document_that_was_not_read_is_missed_whole() -> None:
    evaluation = evaluate([document(DECISION)], [])
    assert evaluation.unanswered == ("a",)
    assert evaluation.figures.numbered == Score(0, 0, 1)
    assert "not read: a" in str(evaluation)


def test_two_documents_of_one_name_are_refused() -> None:
    with pytest.raises(DocumentReadError, match="same name"):
        evaluate([document()], [document(), AnnotatedDocument("b/a.md")])


def test_misses_show_their_line_with_a_mark() -> None:
    (miss,) = evaluate([document(LAW)], [document()]).misses
    assert str(miss).split("\n") == [
        "a:1:68  missed: expected Luật Đất đai, found nothing",
        f"    …{TEXT[7:]}",
        "    " + " " * 61 + "^" * 12,
    ]


@pytest.mark.parametrize(
    ("text", "span", "line", "column", "words", "mark"),
    [
        ("abc", Span(1, 2), 1, 2, "abc", " ^"),
        ("a\nbc\nd", Span(2, 6), 2, 1, "bc", "^^"),
        ("a\n\x1b[31mb", Span(2, 4), 2, 1, " [31mb", "^^"),
        ("nga\u0303i x", Span(6, 7), 1, 7, "nga\u0303i x", "     ^"),
        ("x" * 500, Span(250, 251), 1, 251, "…" + "x" * 121 + "…", " " * 61 + "^"),
        ("abc", Span(3, 3), 1, 4, "abc", "   ^"),
        ("abc", Span(9, 12), 1, 4, "abc", "   ^"),
    ],
)
def test_excerpts(text: str, span: Span, line: int, column: int, words: str, mark: str) -> None:
    shown = Lines(text).excerpt(span)
    assert shown is not None
    assert (shown.line, shown.column, shown.words, shown.mark) == (line, column, words, mark)


@pytest.mark.parametrize(
    ("text", "fields", "shapes"),
    [
        ("12/QĐ-UBND", {"number": "12", "symbol": "QĐ-UBND"}, {Shape.ADMINISTRATIVE, Shape.NO_TYPE_WORD}),
        ("Công văn số 12/SNV-VP", {"number": "12", "symbol": "SNV-VP"}, {Shape.LETTER}),
        ("Nghị định 30/2020/NĐ-CP", {"number": "30", "year": "2020", "symbol": "NĐ-CP"}, {Shape.NORMATIVE}),
        ("Luật số 30/2021/QH15", {"number": "30", "year": "2021", "symbol": "QH15"}, {Shape.ASSEMBLY}),
        ("Kế hoạch\n31-KH/TU", {"number": "31", "symbol": "KH/TU"}, {Shape.PARTY, Shape.ACROSS_LINES}),
        ("Tờ trình số 3321", {"number": "3321", "pinpoint": "Điều 5"}, {Shape.SHORT, Shape.IN_PARTS}),
        ("Luật Đất đai", {"type": "Luật"}, {Shape.LAW}),
        ("Công điện ngày 21/7/2021", {"type": "Công điện"}, {Shape.DATED}),
    ],
)
def test_shapes(text: str, fields: dict[str, str], shapes: set[Shape]) -> None:
    assert set(shapes_of(Annotation(Span(0, len(text)), text, fields))) == shapes


def test_shapes_have_figures_of_their_own() -> None:
    figures = one(document(DECISION, LAW), document(DECISION))
    assert figures.shapes == {Shape.ADMINISTRATIVE: Score(1, 0, 0), Shape.LAW: Score(0, 0, 1)}


def test_alignment_prefers_what_agrees_to_what_is_near() -> None:
    wide = Annotation(Span(0, 40), "", {"number": "1", "symbol": "A"})
    near = Annotation(Span(0, 40), "", {"number": "2", "symbol": "A"})
    right = Annotation(Span(30, 38), "", {"number": "1", "symbol": "A"})
    alignment = align([wide], [near, right])
    assert (alignment.agreeing, alignment.only_second) == (((0, 1),), (0,))


def test_figures_add_up() -> None:
    one_document = one(document(DECISION, LAW), document(DECISION))
    both = one_document + one_document
    assert both.references == Score(2, 0, 2)
    assert both.fields["issuer"] == Share(2, 2)
    assert both.references.precision == 1.0
    assert both.references.recall == 0.5
    assert (Score().precision, Score().recall, Score().f1, Share().value) == (None, None, None, None)


def test_the_report_is_a_table() -> None:
    evaluation = evaluate([document(DECISION, LAW)], [document(DECISION)])
    lines = str(evaluation).split("\n")
    assert lines[:5] == [
        "1 document",
        "",
        "References    precision  recall      F1  hits  false  missed",
        "numbered         1.0000  1.0000  1.0000     1      0       0",
        "  exact span     1.0000  1.0000  1.0000     1      0       0",
    ]
    full = evaluation.report(misses=True, documents=True)
    assert "missed: expected Luật Đất đai" in full
    assert "\na " in full


def test_the_json_form() -> None:
    evaluation = evaluate([document(DECISION, LAW)], [document(DECISION)])
    record = json.loads(evaluation.to_json())
    assert record["schema"] == "docgraph.evaluation/1"
    assert record["numbered"]["overlap"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "hits": 1, "false": 0, "missed": 0,
    }  # fmt: skip
    assert record["by_document"]["a"]["unnumbered"]["exact"]["missed"] == 1
    assert [miss["what"] for miss in record["misses"]] == ["missed"]
    assert record["misses"][0]["line"] == 1
    assert "misses" not in json.loads(evaluation.to_json(misses=False))


def test_a_document_as_read_leaves_out_anaphora_and_keeps_its_relations() -> None:
    text = (
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh;\n"
        "Thực hiện Quyết định nói trên và Kế hoạch số 15/KH-SNV ngày 05/4/2021 của Sở Nội vụ."
    )
    read = parse_document("x/a.txt", text)
    common = from_document(read)
    assert [one.get("number") for one in common.references] == ["12", "15"]
    assert common.relations is not None
    named = {(one.kind, common.references[one.object].get("number")) for one in common.relations}
    assert ("legal_basis", "12") in named
    assert all(one.kind in set(RelationKind) for one in common.relations)
    assert isinstance(read.relations[0], Relation)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    text = f"UBND TỈNH\r\n\r\n{TEXT}\r\n"
    (texts / "a.txt").write_bytes(text.encode())
    start = text.index("Quyết định")
    reference = {"start": start, "end": start + len(DECISION.text), **DECISION.fields}
    record = {
        "source": "a.txt",
        "header": {"number": None},
        "references": [reference],
        "relations": [{"subject": "self", "relation": "implements", "object": 0}],
    }
    (gold / "a.json").write_text(json.dumps(record), "utf-8")
    return gold, texts


def test_folders_are_read_and_evaluated(folders: tuple[Path, Path]) -> None:
    (gold,) = read_gold(*folders)
    assert gold.references[0].text == DECISION.text  # line ends are kept, so that spans hold
    evaluation = evaluate_folders(*folders)
    assert isinstance(evaluation, Evaluation)
    assert evaluation.figures.numbered == Score(1, 0, 0)
    assert evaluation.figures.exact == Share(1, 1)
    assert str(run_evaluation(*folders)) == str(evaluation)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "It is not JSON"),
        ("[]", "should be a JSON object, not list"),
        ("[" * 100_000, "It is not JSON"),
        ('{"references": 5}', "“references” should be a list, not int"),
        ('{"references": [5]}', "should be a JSON object, not int"),
        ('{"references": [{"end": 4}]}', "no start and end"),
        ('{"references": [{"start": 4, "end": 4000}]}', "but the text has"),
        ('{"references": [{"start": 4, "end": 4}]}', "It spans 4 to 4"),
        ('{"references": [], "relations": [{"subject": "self", "object": 0}]}', "0 is no reference"),
        ('{"references": [], "relations": [{"subject": null, "object": "self"}]}', "None is no reference"),
    ],
)
def test_gold_files_not_in_order_are_named(folders: tuple[Path, Path], content: str, said: str) -> None:
    (folders[0] / "a.json").write_text(content, "utf-8")
    with pytest.raises(DocumentReadError) as raised:
        read_gold(*folders)
    assert said in str(raised.value)
    assert "a.json" in str(raised.value)


def test_missing_folders_and_texts_are_named(folders: tuple[Path, Path]) -> None:
    gold, texts = folders
    with pytest.raises(DocumentReadError, match="no such folder"):
        read_gold(gold / "x", texts)
    with pytest.raises(DocumentReadError, match="no such folder"):
        read_gold(gold, texts / "x")
    with pytest.raises(DocumentReadError, match="holds no gold file"):
        read_gold(texts, texts)
    (texts / "a.txt").write_bytes(b"\xff")
    with pytest.raises(DocumentReadError, match="not UTF-8"):
        read_gold(gold, texts)
    (texts / "a.txt").unlink()
    with pytest.raises(DocumentReadError, match=r"The text of a\.json is missing"):
        read_gold(gold, texts)
