"""The table of relations: one short text, one claim.

A new cue is first a new line of ``relations.tsv``.  What is not read yet is a line of ``known_gaps.tsv``; once it is read its
line has to move.  Columns: id, the author, the text, and the relations as "subject kind object" with " ## " between two.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from docgraph.documents.model import Header, RelationKind
from docgraph.documents.relations import find_relations
from docgraph.documents.relations.cues import cues_in
from docgraph.documents.relations.units import units
from docgraph.text import SourceText


def test_relations_are_read_as_the_line_claims(case: Any, read: Any) -> None:
    assert read(case).triples() == case.expected


def test_a_known_gap_is_still_open(gap: Any, read: Any) -> None:
    assert read(gap).triples() != gap.expected, "This text is read now: move its line to relations.tsv."


def test_evidence_holds_the_reference_and_indexes_the_text(case: Any, read: Any) -> None:
    reading = read(case)
    for relation in reading.relations:
        place = reading.mentions[relation.object].span
        assert relation.evidence.covers(place)
        assert 0 <= relation.evidence.start < relation.evidence.end <= len(case.text)
        assert reading.mentions[relation.object].text in relation.evidence.of(case.text)
        if relation.cue is not None:
            assert relation.cue.end <= place.start
            assert cues_in(case.text, relation.cue.start, relation.cue.end)[0].end == relation.cue.end


def test_relations_are_few_typed_and_in_order(cases: list[Any], read: Any) -> None:
    for case in cases:
        relations = read(case).relations
        assert [relation.object for relation in relations] == sorted(relation.object for relation in relations)
        assert len({(r.subject, r.kind, r.object) for r in relations}) == len(relations)
        assert all(relation.kind is not RelationKind.MENTIONS for relation in relations)
        assert all(relation.subject != relation.object for relation in relations)
        assert all(relation.subject is None for relation in relations if relation.kind is RelationKind.ISSUES)


def test_the_table_is_large_and_covers_the_relations(cases: list[Any]) -> None:
    assert len(cases) >= 60
    assert [name for name, count in Counter(case.id for case in cases).items() if count > 1] == []
    assert [text for text, count in Counter(case.text for case in cases).items() if count > 1] == []
    kinds = Counter(
        triple.split()[i] for case in cases for triple in case.expected for i in (1, 2) if _is_kind(triple, i)
    )
    assert set(kinds) >= {str(kind) for kind in RelationKind} - {"mentions", "consolidates"}
    assert sum(not case.expected for case in cases) >= 15


def _is_kind(triple: str, place: int) -> bool:
    return triple.split()[place] in set(RelationKind)


def test_no_mention_no_relation() -> None:
    assert find_relations(SourceText("Thực hiện kế hoạch của tỉnh."), (), Header()) == ()


def test_the_same_text_under_damage_has_the_same_relations(cases: list[Any], read: Any) -> None:
    def hurt(case: Any) -> Any:
        return type(case)(case.id, case.author, case.text.replace("-", "–").replace(" ", "\u00a0"), case.expected)

    for case in cases:
        before = [(r.subject, r.kind, r.object) for r in read(case).relations]
        assert [(r.subject, r.kind, r.object) for r in read(hurt(case)).relations] == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Một câu.",
        "Một câu. Hai câu.",
        "Căn cứ A;\nCăn cứ B;\nĐiều 1. C",
        "1. Mục\nNội dung.\n\n- Gạch;\n- Gạch.\n",
        "I. TIÊU ĐỀ\nNội dung",
        "| a | b |\n| c | d |",
        "\n\n\n",
    ],
)
def test_units_cover_the_text_without_gaps(text: str) -> None:
    places = list(units(text))
    assert "".join(text[start:end] for start, end in places) == text
    assert all(start < end for start, end in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu đã xong. Câu hai", 2),
        ("Ngày 20.7.2020 họp", 1),
        ("Dòng trên\n\ndòng dưới", 2),
        ("Căn cứ A;\nCăn cứ B;", 2),
        ("- Một;\n- Hai;", 2),
        ("a) Một;\nb) Hai.", 2),
        ("câu bị ngắt\ngiữa dòng", 1),
        ("TM. ỦY BAN", 1),
    ],
)
def test_where_a_unit_ends(text: str, expected: int) -> None:
    assert len(list(units(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ X", ["legal_basis"]),
        ("CĂN CỨ X", ["legal_basis"]),
        ("Theo\nđề nghị của A", ["legal_basis"]),
        ("bãi bỏ và thay thế", ["repeals", "replaces"]),
        ("phúc đáp; trả lời", ["responds_to", "responds_to"]),
        ("hợp nhất, gia hạn", ["consolidates", "extends"]),
        ("theo quy định của X", ["mentions"]),
        ("chấm dứt hiệu lực", ["repeals"]),
        ("xétnghiệm", []),
        ("không có gì", []),
    ],
)
def test_cues(text: str, expected: list[str]) -> None:
    assert [cue.kind.value for cue in cues_in(text, 0, len(text))] == expected
