from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

import docgraph as dg
from docgraph.documents import parse_document
from docgraph.errors import DocgraphError
from docgraph.exchange.extract_json import document_record
from docgraph.sample import sample_paths
from docgraph.scale.kernel import explode, explode_batches, extract_batches
from docgraph.scale.limits import WorkLimits
from docgraph.scale.rows import document_of_row
from docgraph.scale.schema import PARTS, VERSION, extraction_schema, part_columns, part_schema

DOCUMENTS = list(dg.read_corpus(sample_paths()))
DAMAGED = "SỞ Y TẾ\n\nBÁO CÁO\n\nTheo Quyết định số 55/2007/CT-UBND ngày 31/02/2021 của UBND tỉnh; điểm a khoản 2 Điều 3 Luật Đất đai năm 2013; Kế hoạch này thay thế dự thảo Quyết định số 5/QĐ-UBND."


def texts(*pairs: tuple[Any, Any]) -> pa.RecordBatch:
    return pa.record_batch(
        [pa.array([one for one, _ in pairs], pa.string()), pa.array([text for _, text in pairs], pa.string())],
        names=["id", "text"],
    )


SAMPLE = texts(*((one.source, one.text) for one in DOCUMENTS), ("damaged", DAMAGED))


@pytest.fixture(scope="module")
def extracted() -> pa.RecordBatch:
    [batch] = extract_batches([SAMPLE])
    return batch


def test_rows_hold_all_that_a_document_says(extracted: pa.RecordBatch) -> None:
    extracted.validate(full=True)
    assert extracted.schema.equals(extraction_schema(), check_metadata=True)
    assert extracted.column("error").null_count == extracted.num_rows
    given = [*DOCUMENTS, parse_document("damaged", DAMAGED)]
    for row, document in zip(extracted.to_pylist(), given, strict=True):
        assert document_of_row(row, document.text) == document
    assert given[-1].diagnostics


def test_rows_say_what_the_command_line_says(extracted: pa.RecordBatch) -> None:
    for row, document in zip(extracted.to_pylist(), DOCUMENTS, strict=False):
        record = document_record(document)
        assert row["document"] == record["document"]
        assert row["header"] == record["header"]
        assert row["diagnostics"] == record["diagnostics"]
        for found, said in zip(row["references"], record["references"], strict=True):
            assert {name: found[name] for name in said} == said
        for found, said in zip(row["relations"], record["relations"], strict=True):
            place = said.pop("evidence")
            assert [found["evidence_start"], found["evidence_end"]] == place
            assert ("self" if found["subject"] is None else found["subject"]) == said.pop("subject")
            assert {name: found[name] for name in said} == said


def test_without_resolution_only_what_it_gives_is_missing(extracted: pa.RecordBatch) -> None:
    [short] = extract_batches([SAMPLE], resolve=False)
    assert short.column("document").null_count == short.num_rows
    for row, resolved in zip(short.to_pylist(), extracted.to_pylist(), strict=True):
        for found, with_key in zip(row["references"], resolved["references"], strict=True):
            assert found == {**with_key, "level": None, "province": None, "document": None}
        assert row["relations"] == resolved["relations"]


def test_graphs_are_built_from_rows(extracted: pa.RecordBatch) -> None:
    rows = extracted.to_pylist()[:-1]
    again = [document_of_row(row, document.text) for row, document in zip(rows, DOCUMENTS, strict=True)]
    graph = dg.build_graph(again)
    assert set(graph.nx.edges(keys=True)) == set(dg.build_graph(DOCUMENTS).nx.edges(keys=True))


BAD = {
    "null text": (pa.array(["a"]), pa.array([None], pa.string()), "The text is null"),
    "null column": (pa.array(["a"]), pa.nulls(1), "The text is null"),
    "null id": (pa.array([None], pa.string()), pa.array(["x"]), "The id is null"),
    "number": (pa.array(["a"]), pa.array([7]), "no string but int64"),
    "bytes": (pa.array(["a"]), pa.array([b"x"]), "no string but binary"),
    "id of another type": (pa.array([1.5]), pa.array(["x"]), "no string or integer but double"),
    "id true": (pa.array([True]), pa.array(["x"]), "no string or integer but bool"),
    "not UTF-8": (pa.array(["a"]), pa.array([b"\xff\xfe"]).view(pa.string()), "could not be taken"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_rows_say_why(name: str) -> None:
    ids, column, said = BAD[name]
    [batch] = extract_batches([pa.record_batch([ids, column], names=["id", "text"])])
    batch.validate(full=True)
    [row] = batch.to_pylist()
    assert said in row["error"]
    assert (row["header"], row["references"], row["relations"]) == (None, [], [])
    for part in PARTS:
        assert explode(batch, part).num_rows == 0


def test_a_bad_row_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(source: str, text: str, **rest: Any) -> dg.Document:
        if text == "bad":
            raise RecursionError("too deep")
        return parse_document(source, text, **rest)

    monkeypatch.setattr("docgraph.scale.kernel.parse_document", parse)
    given = [texts(("a", "Nghị định số 30/2020/NĐ-CP"), ("b", "bad"), ("c", None)), texts(("d", "bad"))]
    first, second = extract_batches(given)
    assert [bool(error) for error in first.column("error").to_pylist()] == [False, True, True]
    assert "RecursionError: too deep" in first.column("error")[1].as_py()
    assert second.column("id").to_pylist() == ["d"]
    assert explode(first, "references").column("number").to_pylist() == ["30"]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())])
def test_strings_of_every_kind_are_read(kind: pa.DataType) -> None:
    words = pa.array(["Nghị định số 30/2020/NĐ-CP"], pa.string())
    words = words.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else words.cast(kind)
    [batch] = extract_batches([pa.record_batch([pa.array([7]), words], names=["id", "text"])])
    [row] = explode(batch, "references").to_pylist()
    assert (row["id"], row["number"]) == ("7", "30")


def test_a_missing_column_is_an_error() -> None:
    with pytest.raises(DocgraphError, match=r"'text' \(it has id, body\)"):
        next(extract_batches([pa.record_batch({"id": ["a"], "body": ["x"]})]))
    given = pa.record_batch({"number": ["a"], "body": ["Nghị định số 30/2020/NĐ-CP"]})
    assert next(extract_batches([given], id="number", text="body")).column("id").to_pylist() == ["a"]


def test_batches_keep_their_sizes_and_come_one_by_one() -> None:
    taken = 0

    def given() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        for size in (0, 3, 0, 2, 1):
            taken += 1
            yield SAMPLE.slice(taken, size)

    found = extract_batches(given())
    assert [next(found).num_rows, next(found).num_rows] == [0, 3]
    assert taken == 2
    assert [batch.num_rows for batch in found] == [0, 2, 1]
    assert list(extract_batches([])) == []


def test_more_workers_give_the_same_batches() -> None:
    given = [SAMPLE.slice(0, 5), SAMPLE.slice(0, 0), SAMPLE.slice(5, 9)]
    one, two = list(extract_batches(given)), list(extract_batches(given, workers=2))
    assert [batch.num_rows for batch in two] == [5, 0, 9]
    assert one == two


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory needs Linux")
def test_a_row_beyond_a_limit_is_an_error_of_its_own() -> None:
    given = texts(("a", "Nghị định số 30/2020/NĐ-CP"), ("b", "công tác " * 1_000_000), ("c", "x"))
    [batch] = extract_batches([given], workers=2, limits=WorkLimits(memory=40_000_000))
    assert [bool(error) for error in batch.column("error").to_pylist()] == [False, True, False]
    assert "memory" in batch.column("error")[1].as_py()


def test_parts_are_flat_and_name_their_document(extracted: pa.RecordBatch) -> None:
    rows = extracted.to_pylist()
    for part in PARTS:
        for given in (extracted, pa.Table.from_batches([extracted.slice(0, 7), extracted.slice(7)])):
            flat = explode(given, part)
            flat.validate(full=True)
            assert flat.schema.equals(part_schema(part), check_metadata=True)
            if part == "header":
                wanted = [{"id": row["id"], "document": row["document"], **row[part]} for row in rows]
            else:
                wanted = [
                    {"id": row["id"], "place": place, **one} for row in rows for place, one in enumerate(row[part])
                ]
            assert flat.to_pylist() == wanted
    assert [one.num_rows for one in explode_batches([extracted.slice(3, 2)], "header")] == [2]


def test_relations_join_references_by_place(extracted: pa.RecordBatch) -> None:
    references = {(row["id"], row["place"]): row for row in explode(extracted, "references").to_pylist()}
    relations = explode(extracted, "relations").to_pylist()
    assert relations
    for row in relations:
        cited = references[row["id"], row["object"]]
        if row["relation"] == "legal_basis" and row["subject"] is None:
            assert row["evidence_start"] <= cited["start"] < row["evidence_end"]


def test_a_parquet_file_gives_back_what_was_written(extracted: pa.RecordBatch, tmp_path: Path) -> None:
    path, given = tmp_path / "extracted.parquet", tmp_path / "texts.parquet"
    parquet.write_table(pa.Table.from_batches([SAMPLE]), given, row_group_size=10)
    with parquet.ParquetFile(given) as source, parquet.ParquetWriter(path, extraction_schema()) as target:
        for batch in extract_batches(source.iter_batches(4)):
            target.write_batch(batch)
    table = parquet.read_table(path)
    assert table.schema.metadata[b"docgraph.schema"] == VERSION.encode()
    assert table.schema.field("error").metadata[b"description"] == b"why the row could not be read"
    assert table.to_pylist() == extracted.to_pylist()
    for part in PARTS:
        assert explode(table, part).to_pylist() == explode(extracted, part).to_pylist()


def test_other_programs_types_are_exploded(extracted: pa.RecordBatch) -> None:
    inner = extracted.schema.field("relations").type.value_type
    wide = pa.struct([(one.name, pa.large_string() if one.type == pa.string() else one.type) for one in inner])
    columns = [extracted.column("id"), extracted.column("relations").cast(pa.list_(wide))]
    foreign = pa.record_batch(columns, names=["id", "relations"])
    assert explode(foreign, "relations") == explode(extracted, "relations")


def test_another_version_is_refused(extracted: pa.RecordBatch) -> None:
    later = extracted.replace_schema_metadata({"docgraph.schema": "docgraph.extraction/2"})
    with pytest.raises(DocgraphError, match="extraction/2, and this docgraph"):
        explode(later, "references")


def test_every_field_is_described_once() -> None:
    path = files("docgraph.scale") / "tables" / "extraction.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    pairs = [(row["part"], row["name"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert {part for part, _ in pairs} == set(PARTS)
    assert all(row["description"] for row in rows)
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")
    for part in PARTS:
        for name, kind, description in part_columns(part):
            assert f"| `{name}` | {kind.partition('<struct')[0]} | {description} |" in page, (part, name)


def test_pyarrow_is_loaded_with_the_first_batch() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from docgraph.scale.kernel import extract_batches\n"
        "from docgraph.scale.schema import extraction_schema\n"
        "try: extraction_schema()\nexcept Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("DocgraphError Record batches need pyarrow")
    assert "pip install docgraph[parquet]" in done.stdout
