from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgraph.cli import main

REPORT = """SỞ Y TẾ TỈNH QUẢNG NGÃI

BÁO CÁO
Kết quả phát động thi đua

Thực hiện Quyết định số 1501/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi về phong trào thi đua; ngày 05/10/2021, \
Sở Y tế đã ban hành Kế hoạch số 661/KH-SYT.

GIÁM ĐỐC

Trần Văn Nam
"""
OTHER = REPORT.replace("SỞ Y TẾ", "SỞ XÂY DỰNG").replace("Sở Y tế", "Sở Xây dựng").replace("661/KH-SYT", "692/KH-SXD")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "y-te.txt").write_text(REPORT, "utf-8")
    (folder / "xay-dung.txt").write_text(OTHER, "utf-8")
    return folder


@pytest.fixture
def graph(corpus: Path, tmp_path: Path) -> Path:
    path = tmp_path / "g.json"
    assert run("build", corpus, "-o", path).exit_code == 0
    return path


def test_help_is_everywhere() -> None:
    assert run("--help").exit_code == 0
    for name in main.commands:
        done = run(name, "--help")
        assert done.exit_code == 0, name
        assert "Usage:" in done.output


def test_extract_prints_one_object_a_line(corpus: Path) -> None:
    done = run("extract", corpus / "y-te.txt", corpus / "xay-dung.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["source"]).name for record in records] == ["y-te.txt", "xay-dung.txt"]
    numbers = [reference["number"] for reference in records[0]["references"]]
    assert numbers == ["1501", "661"]
    for reference in records[0]["references"]:
        assert REPORT[reference["start"] : reference["end"]] == reference["text"]


BAD = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 8, "gone.txt": None}


@pytest.mark.parametrize(("name", "content"), BAD.items(), ids=BAD)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(corpus: Path, name: str, content: bytes | None) -> None:
    bad = corpus.parent / name
    if content is not None:
        bad.write_bytes(content)
    for command in ("extract", "text"):
        done = run(command, bad, corpus / "y-te.txt")
        assert done.exit_code == 1
        assert name in done.stderr
        assert "661/KH-SYT" in done.stdout


def test_text_prints_what_the_offsets_index(corpus: Path) -> None:
    (corpus / "lines.txt").write_bytes("Số: 1\r\nngày\r\n".encode())
    done = run("text", corpus / "lines.txt")
    assert (done.exit_code, done.stdout_bytes) == (0, "Số: 1\r\nngày\r\n".encode())


def test_wrong_arguments_exit_with_two(graph: Path) -> None:
    for arguments in (["extract"], ["nothing"], ["build", "x"], ["export", graph, "--format", "xls", "-o", "x"]):
        assert run(*arguments).exit_code == 2


def test_build_writes_the_same_bytes_again(corpus: Path, graph: Path, tmp_path: Path) -> None:
    done = run("build", corpus, "-o", tmp_path / "again.json", "--report")
    assert "resolved: exact" in done.stdout
    assert (tmp_path / "again.json").read_bytes() == graph.read_bytes()


def test_build_goes_on_without_what_cannot_be_read(corpus: Path, tmp_path: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"")
    done = run("build", corpus, "-o", tmp_path / "g.json")
    assert done.exit_code == 1
    assert "bad.txt" in done.stderr
    assert run("find", tmp_path / "g.json", "661/KH-SYT").exit_code == 0


def test_build_keeps_the_old_graph_when_there_is_nothing_to_read(graph: Path, tmp_path: Path) -> None:
    before = graph.read_bytes()
    done = run("build", tmp_path / "nowhere", "-o", graph)
    assert done.exit_code == 1
    assert "was not written" in done.stderr
    assert graph.read_bytes() == before


def test_find(graph: Path) -> None:
    done = run("find", graph, "1501/qd-ubnd", "--province", "Quảng Ngãi", "--year", "2021", "--type", "QĐ")
    assert "vn/quang-ngai/ubnd/qd/2021/1501" in done.stdout
    record = json.loads(run("find", graph, "1501", "--format", "json").stdout)
    assert (record["schema"], record["label"]) == ("docgraph.directive/1", "Quyết định 1501/QĐ-UBND")
    assert run("find", graph, "1501", "--format", "csv").stdout.startswith("field,value\n")


def test_responses(graph: Path) -> None:
    done = run("responses", graph, "1501/QĐ-UBND")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Kế hoạch 661/KH-SYT" in done.stdout
    record = json.loads(run("responses", graph, "1501/QĐ-UBND", "--format", "json").stdout)
    assert record["schema"] == "docgraph.responses/1"
    assert {(row["agency"], row["days"]) for row in record["responses"] if row["days"]} == {
        ("Sở Y tế tỉnh Quảng Ngãi", 13),
        ("Sở Xây dựng tỉnh Quảng Ngãi", 13),
    }
    rows = list(csv.DictReader(io.StringIO(run("responses", graph, "1501/QĐ-UBND", "--format", "csv").stdout)))
    assert len(rows) == len(record["responses"])


def test_expected_agencies_come_from_options_and_lists(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Sở Nội vụ\n\nSở Y tế\n", "utf-8-sig")
    done = run("responses", graph, "1501", "--expected", "Sở Tư pháp", "--expected", f"@{tmp_path / 'list.txt'}")
    assert "Silent: Sở Tư pháp tỉnh Quảng Ngãi, Sở Nội vụ tỉnh Quảng Ngãi (2 of 3 expected)." in done.stdout
    gone = run("responses", graph, "1501", "--expected", "@none.txt")
    assert gone.exit_code == 1
    assert "none.txt" in gone.stderr


@pytest.mark.parametrize("command", ["find", "responses", "cascade"])
def test_unknown_and_ambiguous_queries(document, corpus: Path, graph: Path, tmp_path: Path, command: str) -> None:
    unknown = run(command, graph, "1510/QĐ-UBND")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "Near ones" in unknown.stderr
    assert "1501/QĐ-UBND" in unknown.stderr
    (corpus / "bac-giang.txt").write_text(REPORT.replace("QUẢNG NGÃI", "BẮC GIANG").replace("Quảng Ngãi", "Bắc Giang"))
    run("build", corpus, "-o", graph)
    ambiguous = run(command, graph, "1501/QĐ-UBND")
    assert (ambiguous.exit_code, ambiguous.stdout) == (1, "")
    assert "2 directives match" in ambiguous.stderr
    assert run(command, graph, "1501/QĐ-UBND", "--province", "Bắc Giang").exit_code == 0


@pytest.mark.parametrize("command", [["find", "x"], ["responses", "x"], ["audit"], ["cascade", "x"]])
def test_a_bad_graph_is_a_clear_error(tmp_path: Path, command: list[str]) -> None:
    name, *query = command
    missing = run(name, tmp_path / "none.json", *query)
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "none.json" in missing.stderr
    (tmp_path / "bad.json").write_text("{}")
    assert "docgraph.graph/1" in run(name, tmp_path / "bad.json", *query).stderr


def test_cascade_writes_a_page_or_prints_an_outline(graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "cascade.html"
    assert run("cascade", graph, "1501/QĐ-UBND", "-o", page).exit_code == 0
    assert "661/KH-SYT" in page.read_text("utf-8")
    outline = run("cascade", graph, "1501/QĐ-UBND", "--depth", "1").stdout
    assert outline.startswith("> Quyết định 1501/QĐ-UBND")
    before = page.read_bytes()
    assert run("cascade", graph, "9/QĐ-XYZ", "-o", page).exit_code == 1
    assert page.read_bytes() == before


def test_output_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    done = run("build", corpus, "-o", tmp_path / "no" / "g.json")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_audit(corpus: Path, graph: Path) -> None:
    sound = run("audit", graph)
    assert (sound.exit_code, sound.stdout) == (0, "Nothing looks wrong.\n")
    (corpus / "y-te-2.txt").write_text(REPORT.replace("ngày 22/9/2021", "ngày 29/9/2021"), "utf-8")
    run("build", corpus, "-o", graph)
    found = run("audit", graph, "--format", "json")
    assert found.exit_code == 1
    assert [one["rule"] for one in json.loads(found.stdout)["findings"]] == ["date_conflict"]
    assert "date_conflict" in run("audit", graph, "--format", "csv").stdout


@pytest.mark.parametrize("form", ["json", "graphml", "gexf", "csv"])
def test_export(graph: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    assert run("export", graph, "--format", form, "-o", target).exit_code == 0
    written = tmp_path / "out-edges.csv" if form == "csv" else target
    assert "661" in written.read_text("utf-8")
    if form == "json":
        assert target.read_bytes() == graph.read_bytes()


def test_demo(tmp_path: Path) -> None:
    page = tmp_path / "demo.html"
    done = run("demo", "-o", page)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Responses to Quyết định" in done.stdout
    assert "Ủy ban nhân dân tỉnh" in done.stdout
    assert "<html" in page.read_text("utf-8")
