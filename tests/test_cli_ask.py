from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgraph.cli import main
from docgraph.documents.parsing import parse_document
from docgraph.exchange.node_link import write_graph
from docgraph.graph import build_graph
from docgraph.sample import sample_paths

REPORT = sample_paths()[12]
QUERY = ["2468/QĐ-TTg"]
QUESTIONS = {
    "anaphora": [],
    "carries-out": QUERY,
    "core": QUERY,
    "counts": QUERY,
    "coverage": QUERY,
    "deadlines": QUERY,
    "delays": QUERY,
    "difference": None,
    "drafting": [],
    "evidence": QUERY,
    "generic": [],
    "late": QUERY,
    "party-first": [],
    "passages": QUERY,
    "provinces": [*QUERY, "Quảng Ngãi", "Bắc Giang"],
    "recipients": QUERY,
    "rests-on": [REPORT.name],
    "silent": QUERY,
    "spellings": QUERY,
    "stops": [],
    "style": QUERY,
    "succession": ["--on", "2025-07-02"],
    "supervision": [],
    "together": [],
    "validity": QUERY,
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "g.json"
    write_graph(build_graph(parse_document(one.name, one.read_text("utf-8")) for one in sample_paths()), path)
    return path


def test_every_question_is_tried() -> None:
    assert set(QUESTIONS) == set(main.commands["ask"].commands)
    for name in QUESTIONS:
        assert run("ask", name, "--help").exit_code == 0


@pytest.mark.parametrize(("name", "arguments"), QUESTIONS.items(), ids=QUESTIONS)
def test_every_question_in_every_form(graph: Path, name: str, arguments: list[str] | None) -> None:
    rest = [graph, graph] if arguments is None else [graph, *arguments]
    table = run("ask", name, *rest)
    assert (table.exit_code, table.stderr) == (0, "")
    record = json.loads(run("ask", name, *rest, "--format", "json").stdout)
    assert (record["schema"], record["question"]) == ("docgraph.answer/1", name)
    rows = list(csv.reader(io.StringIO(run("ask", name, *rest, "--format", "csv", "--lang", "vi").stdout)))
    assert len(rows) == len(record["rows"]) + 1
    assert rows[0][-1] == "Bằng chứng"


def test_what_is_asked_must_be_known(graph: Path) -> None:
    unknown = run("ask", "late", graph, "9999/QĐ-TTg")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    ambiguous = run("ask", "late", graph, "215/KH-UBND")
    assert ambiguous.exit_code == 1
    assert run("ask", "late", graph, "215/KH-UBND", "--province", "Bắc Giang").exit_code == 0
    assert run("ask", "succession", graph, "--on", "2025-13-01").exit_code == 2
    assert run("ask", "succession", graph).exit_code == 2
    assert run("ask", "late", graph).exit_code == 2


def test_expected_agencies_may_be_given(graph: Path) -> None:
    done = run("ask", "silent", graph, "512/QĐ-UBND", "--expected", "Sở Tư pháp", "--expected", "Sở Nội vụ")
    assert "Of 2 expected agencies (the list given): 1 in time, 1 silent." in done.stdout


def test_annotate_writes_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("annotate", REPORT, "-o", page, "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("annotate", tmp_path / "gone.txt", "-o", page).exit_code == 1
    both = run("annotate", REPORT.parent, "-o", page)
    assert both.exit_code == 1
    assert "Name one file" in both.stderr


def test_build_reports_what_became_of_the_mentions(tmp_path: Path) -> None:
    done = run("build", REPORT, "-o", tmp_path / "g.json", "--report")
    figures = dict(re.findall(r"^(\S.*?)\s{2,}(\d+)$", done.stdout, re.MULTILINE))
    assert {"documents", "mentions", "directives", "merged from several mentions", "ambiguous", "unresolved"} <= set(
        figures
    )
    assert figures["documents"] == "1"


def test_evaluate(tmp_path: Path) -> None:
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    source = sample_paths()[9]
    (texts / "a.txt").write_bytes(source.read_bytes())
    old = run("extract", texts / "a.txt").stdout
    (gold / "a.json").write_text(old, "utf-8")
    (tmp_path / "old.jsonl").write_text(old, "utf-8")
    table = run("evaluate", gold, texts, "--misses", "--against", tmp_path / "old.jsonl")
    assert table.exit_code == 0
    assert "1.0000" in table.stdout
    record = json.loads(run("evaluate", gold, texts, "--format", "json").stdout)
    assert record["schema"] == "docgraph.evaluation/1"
    rows = dict(list(csv.reader(io.StringIO(run("evaluate", gold, texts, "--format", "csv").stdout)))[1:])
    assert rows
    assert run("evaluate", tmp_path / "none", texts).exit_code == 1


@pytest.mark.parametrize("form", ["jsonld", "turtle", "cypher", "neo4j", "annotations"])
def test_exports(graph: Path, tmp_path: Path, form: str) -> None:
    done = run("export", graph, "--format", form, "-o", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (0, "")
    assert any(tmp_path.iterdir())
