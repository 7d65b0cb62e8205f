"""Grammar, readers, tables and error messages keep each other honest."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections import Counter
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.documents.relations import cues
from docgraph.errors import ReferenceSyntaxError
from docgraph.references import context, drafts, find_references, parser, pinpoints, subjects, vocabulary
from docgraph.references.anchors import plain_head
from docgraph.references.drafts import make_drafts
from docgraph.references.grammar import CHAPTERS, grammar_folder, grammar_text
from docgraph.references.parser import parse_reference
from docgraph.references.prefix import LarkPrefix, TablePrefix
from docgraph.references.reader import START_RULES, parse_prefix, reference_grammar, terminal_pattern
from docgraph.references.scan import Kind, scan
from docgraph.references.shadow import shadow
from docgraph.references.straight import read_straight, read_straight_law
from docgraph.references.symbols import type_of_symbol
from docgraph.text import SourceText

TABLES = (
    "false_heads",
    "issuing_verbs",
    "law_stop_words",
    "laws",
    "organs",
    "places",
    "stop_exceptions",
    "stop_words",
    "types",
)
# One abbreviation may stand for one type only; none is meant to stand for two.
SHARED_ABBREVIATIONS: frozenset[str] = frozenset()


def rule_names(chapter: str) -> list[str]:
    """Return the names of the rules of a chapter, those that Lark inlines (``?code``, ``_tail``) with their mark."""
    return re.findall(r"(?m)^([?!]?[a-z_]+) *:", chapter)


def chapter(name: str) -> str:
    return (grammar_folder() / f"{name}.lark").read_text("utf-8")


def test_the_loader_reads_every_chapter_of_the_folder() -> None:
    found = {entry.name.removesuffix(".lark") for entry in grammar_folder().iterdir() if entry.name.endswith(".lark")}
    assert found == set(CHAPTERS)
    assert len(CHAPTERS) == len(set(CHAPTERS))


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_short_and_says_first_what_it_holds(name: str) -> None:
    lines = chapter(name).splitlines()
    assert len(lines) <= 80
    assert lines[0].startswith("// ")
    assert re.search(r"[à-ỹđ]", lines[0]), "The first line gives the Vietnamese term."
    assert unicodedata.is_normalized("NFC", chapter(name))
    assert "%import" not in chapter(name)


@pytest.mark.parametrize("name", CHAPTERS)
def test_names_of_rules_and_terminals_are_ascii(name: str) -> None:
    names = re.findall(r"(?m)^[?!]?(\w+)(?:\.-?\d+)? *:", chapter(name))
    assert names
    assert all(word.isascii() for word in names)


def test_every_rule_stands_once_and_is_reached() -> None:
    rules = [rule.lstrip("?!") for name in CHAPTERS for rule in rule_names(chapter(name))]
    assert [rule for rule, count in Counter(rules).items() if count > 1] == []
    waiting, reached = list(START_RULES), set()
    while waiting:
        rule = waiting.pop()
        if rule not in reached:
            reached.add(rule)
            waiting += [str(symbol.name) for symbol in symbols_of(rule) if not symbol.is_term]
    # Lark writes out ``?``, ``*`` and one-to-one rules under names of its own.
    assert {rule for rule in rules if rule not in reached} == set()


def symbols_of(rule: str) -> list[Any]:
    """Return everything that stands in the expansions of a rule."""
    return [symbol for one in reference_grammar().rules if str(one.origin.name) == rule for symbol in one.expansion]


def strict_terminals() -> set[str]:
    """Return the terminals that a strict parse can meet."""
    waiting, reached, terminals = ["strict"], set(), set()
    while waiting:
        rule = waiting.pop()
        if rule in reached:
            continue
        reached.add(rule)
        for symbol in symbols_of(rule):
            (terminals.add if symbol.is_term else waiting.append)(str(symbol.name))
    return terminals


def names_asked_for(module: ModuleType) -> set[str]:
    """Return the names of terminals that a module compares its tokens with."""
    tree = ast.parse(inspect.getsource(module))
    constants = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {value for value in constants if re.fullmatch(r"[A-Z]{2,}(?:_[A-Z]+)*", value)}


@pytest.mark.parametrize("module", [drafts, pinpoints, subjects, context], ids=lambda module: module.__name__)
def test_the_readers_ask_only_for_terminals_of_the_grammar(module: ModuleType) -> None:
    assert names_asked_for(module) - {terminal.name for terminal in reference_grammar().terminals} == set()


def test_every_terminal_of_a_strict_parse_is_read_or_passed_over() -> None:
    # Punctuation, the pieces of a law's name, which is read from its place in the text, and bodies behind the issuer.
    passed_over = {
        "AMENDED_TYPE", "AMENDING", "COLON", "CONSTITUTION_NAME", "CO_ISSUER", "KNOWN_LAW", "LAW_JOINT", "LONGER_NAME", "OPEN_LAW",
        "QUOTED_LAW", "RELATED_LAWS", "TITLE",
    }  # fmt: skip
    assert strict_terminals() - names_asked_for(drafts) == passed_over


def test_every_terminal_that_is_defined_is_used() -> None:
    lines = [line for line in grammar_text().splitlines() if line and not line.startswith("//")]
    defined = {match[1] for line in lines if (match := re.match(r"(_?[A-Z_]+)(?:\.-?\d+)? *:", line))}
    bodies = [line.split(":", 1)[1] for line in lines]
    assert {name for name in defined if not any(re.search(rf"\b{name}\b", body) for body in bodies)} == set()
    assert not [terminal.name for terminal in reference_grammar().terminals if terminal.name.startswith("__ANON")]


def test_every_terminal_of_the_strict_grammar_has_a_name_for_people() -> None:
    assert strict_terminals() - set(parser.EXPECTATIONS) == set()
    assert set(parser.EXPECTATIONS) - strict_terminals() == {"$END"}


@pytest.mark.parametrize(
    "row",
    vocabulary.read_table("types"),
    ids=lambda row: row["name"],
)
def test_every_type_is_read_as_the_head_of_a_reference(row: dict[str, str]) -> None:
    name = row["name"]
    for printed in (name, name.lower(), name.upper()):
        text = f"{printed} số {'12/2020/QH14' if name in vocabulary.LAW_TYPES else '12/ABC-XYZ'}"
        (mention,) = find_references(text)
        assert (mention.text, mention.reference.type) == (text, name)
        reference = parse_reference(text)
        assert (reference.type, reference.number) == (name, "12")


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        (variant, row["name"])
        for row in vocabulary.read_table("types")
        for variant in filter(None, row["variants"].split(";"))
    ],
)
def test_every_short_type_word_is_read_as_a_head(variant: str, name: str) -> None:
    assert parse_reference(f"{variant} số 12/ABC-XYZ").type == name


@pytest.mark.parametrize(
    ("abbreviation", "name"),
    [
        (part, row["name"])
        for row in vocabulary.read_table("types")
        for part in filter(None, row["abbreviations"].split(";"))
    ],
)
def test_every_abbreviation_shows_its_type(abbreviation: str, name: str) -> None:
    assert type_of_symbol(f"{abbreviation}-UBND") == name
    assert type_of_symbol(f"{abbreviation}/TU") == name
    assert parse_reference(f"12/{abbreviation}-UBND").type == name


def test_no_two_types_share_an_abbreviation() -> None:
    parts = [part for row in vocabulary.read_table("types") for part in filter(None, row["abbreviations"].split(";"))]
    assert {part for part, count in Counter(parts).items() if count > 1} == SHARED_ABBREVIATIONS


def test_no_two_types_share_a_spelling() -> None:
    rows = vocabulary.read_table("types")
    words = [word.lower() for row in rows for word in [row["name"], *filter(None, row["variants"].split(";"))]]
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_the_tables_named_here_are_the_tables_of_the_package() -> None:
    folder = files("docgraph.references") / "tables"
    assert {entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_nfc_trimmed_and_without_repetition(name: str) -> None:
    raw = (files("docgraph.references") / "tables" / f"{name}.csv").read_text("utf-8")
    assert unicodedata.is_normalized("NFC", raw)
    assert "\r" not in raw
    assert "\u00a0" not in raw
    rows = vocabulary.read_table(name)
    assert rows
    assert all(value is not None and value == " ".join(value.split()) for row in rows for value in row.values())
    assert all(None not in row for row in rows)
    keys = [tuple(row.values())[:2] if name in {"organs", "laws"} else (next(iter(row.values())),) for row in rows]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_laws_have_types_numbers_and_dates_in_order() -> None:
    for row in vocabulary.read_table("laws"):
        assert row["type"] in vocabulary.LAW_TYPES
        assert re.fullmatch(r"|\d{1,3}/\d{4}/(?:UBTV)?QH\d{1,2}|\d{1,3}-?[A-Z/ĐN0-9-]+", row["number"]), row
        assert re.fullmatch(r"|\d{4}(?:-\d\d(?:-\d\d)?)?", row["date"]), row


def test_organ_kinds_are_those_the_grammar_asks_for() -> None:
    assert {row["kind"] for row in vocabulary.read_table("organs")} == {
        "bare", "central", "committee", "enterprise", "field", "ministry", "open", "position"
    }  # fmt: skip


def test_cues_are_nfc_lower_case_and_stand_once() -> None:
    words = list(cues._table())
    raw = (files("docgraph.documents") / "tables" / "cues.csv").read_text("utf-8")
    assert len(words) == len(raw.splitlines()) - 1
    assert all(
        unicodedata.is_normalized("NFC", word) and word == word.lower() == " ".join(word.split()) for word in words
    )


@pytest.mark.parametrize("row", vocabulary.read_table("laws"), ids=lambda row: f"{row['type']} {row['name']}")
def test_every_known_law_is_read_whole(row: dict[str, str]) -> None:
    reference = parse_reference(f"{row['type']} {row['name']} năm 2015")
    assert (reference.type, reference.name) == (row["type"], row["name"])


def test_every_body_of_the_table_is_an_issuer() -> None:
    names = {row["name"] for row in vocabulary.read_table("organs") if row["kind"] in {"central", "committee", "bare"}}
    assert len(names) > 100
    read = {name: find_references(f"Quyết định số 12/QĐ-ABC của {name} về việc")[0].reference.issuer for name in names}
    assert {name: issuer for name, issuer in read.items() if issuer != name} == {}


def test_both_drivers_read_the_corpus_alike(claims: list[Any]) -> None:
    grammar = reference_grammar()
    quick, plain = TablePrefix(grammar, "mention"), LarkPrefix(grammar, "mention")
    for claim in claims[::3]:
        for mention in find_references(claim.text):
            text = SourceText(claim.text).normal
            place = SourceText(claim.text).place(mention.span.start)
            assert quick.parse(text, place, len(text)) == plain.parse(text, place, len(text)), text[place:]


def test_the_straight_line_reads_what_the_grammar_reads(claims: list[Any]) -> None:
    plain = LarkPrefix(reference_grammar(), "mention")
    compared = 0
    for claim in claims:
        text = SourceText(claim.text).normal
        for place, kind in scan(text).places:
            head, drafts = place, []
            if kind == Kind.WORD:
                drafts = read_straight_law(text, place)
            elif kind == Kind.NUMBER and (words := plain_head(text[max(place - 40, 0) : place])):
                head = text.rindex(words.split()[0], 0, place)
                drafts = read_straight(text, head, words, place)
            if drafts:
                tokens = plain.parse(text, head, len(text))
                assert tokens is not None
                assert drafts == make_drafts(text, tokens), text[head:]
                compared += 1
    assert compared > 200


@given(st.text())
def test_a_shadow_has_one_byte_for_each_character(text: str) -> None:
    assert len(shadow(text)) == len(text)
    assert shadow(text.replace("Đ", "đ").replace("Ố", "ố")) == shadow(text)


def test_terminals_can_be_asked_for_by_name() -> None:
    assert terminal_pattern("ISSUER").match(" của Chính phủ về")
    with pytest.raises(KeyError):
        terminal_pattern("NO_SUCH_TERMINAL")


def test_a_beginning_that_no_rule_accepts_is_none() -> None:
    assert parse_prefix("không có gì ở đây", 0, 17) is None


def test_strict_parsing_takes_the_bodies_of_a_joint_document_only() -> None:
    joint = parse_reference("Thông tư liên tịch số 12/2012/TTLT-BYT-BTC ngày 05/6/2012 của Bộ Y tế và Bộ Tài chính")
    assert joint.issuer == "Bộ Y tế và Bộ Tài chính"
    with pytest.raises(ReferenceSyntaxError):
        parse_reference("Quyết định số 12/QĐ-BYT ngày 05/6/2012 của Bộ Y tế và Bộ Tài chính")
    with pytest.raises(ReferenceSyntaxError):
        parse_reference("Luật Dược ngày 06/4/2016 của Quốc hội và Chính phủ")


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", True),
        ("Thông tư số 08.a/2010/TT-BTP", False),
        ("Quyết định số 30/2008/QĐ BTC ngày 21/5/2008", False),
        ("Nghị định số 51/2002/NĐ-CP ngày 26 tháng 4 nám 2002", False),
        ("Quyêt định số 45/QĐ-UBND", False),
    ],
)
def test_a_mended_reading_is_less_sure(text: str, sure: bool) -> None:
    (mention,) = find_references(text)
    assert mention.text == text
    assert (mention.confidence == 1) is sure
