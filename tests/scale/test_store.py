from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from click.testing import CliRunner

from docgraph.cli import main
from docgraph.documents import read_corpus
from docgraph.errors import AmbiguousDirectiveError, DocumentReadError, GraphReadError, UnknownDirectiveError
from docgraph.exchange.flat import format_csv_pair, format_gexf
from docgraph.exchange.node_link import format_graph
from docgraph.graph import DirectiveGraph, build_graph
from docgraph.queries import audit
from docgraph.sample import sample_paths
from docgraph.scale.store import Update, build_store, open_store, schema, store_documents, update_store, updating
from docgraph.scale.store.parquet import parquet_texts, write_store_parquet

DECISION = "2468/QĐ-TTg"


@pytest.fixture(scope="module")
def whole() -> DirectiveGraph:
    return build_graph(read_corpus(sample_paths()))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "corpus.db"
    build_store(path, sample_paths())
    return path


def texts(*numbers: int) -> list[tuple[str, str]]:
    return [
        (f"{one}.txt", f"Thực hiện Kế hoạch số {one}/KH-UBND ngày 5/3/2022 của UBND tỉnh Hà Nam.") for one in numbers
    ]


def test_a_store_holds_the_graph_of_its_documents_to_the_byte(store: Path, whole: DirectiveGraph) -> None:
    graph = open_store(store)
    assert format_graph(graph) == format_graph(whole)
    assert format_csv_pair(graph) == format_csv_pair(whole)
    assert format_gexf(graph) == format_gexf(whole)
    assert str(graph) == str(whole)
    graph.check()


def test_questions_get_the_same_answers(store: Path, whole: DirectiveGraph) -> None:
    graph = open_store(store)
    assert len(graph) == len(whole)
    assert list(graph.keys()) == list(whole.keys())
    assert list(graph.directives()) == list(whole.directives())
    assert list(graph.agencies()) == list(whole.agencies())
    assert list(graph.edges()) == list(whole.edges())
    for directive in whole.directives():
        assert graph.responses(directive).record() == whole.responses(directive).record()
        assert str(graph.cascade(directive)) == str(whole.cascade(directive))
        assert graph.typos_of(directive.key) == whole.typos_of(directive.key)
    assert audit(graph).record() == audit(whole).record()
    assert graph.open_mentions() == whole.open_mentions()


@pytest.mark.parametrize(
    "query", [DECISION, "ke hoach 215", "quyết định số 512/QĐ-UBND", "không có gì", "9999/QĐ-TTg", ""]
)
def test_finding_says_the_same(store: Path, whole: DirectiveGraph, query: str) -> None:
    answers = []
    for graph in (open_store(store), whole):
        try:
            answers.append(str(graph.find(query)))
        except (AmbiguousDirectiveError, UnknownDirectiveError) as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


def test_networkx_runs_on_it_and_cannot_change_it(store: Path, whole: DirectiveGraph) -> None:
    graph = open_store(store)
    key = graph.find(DECISION).key
    assert nx.ancestors(graph.nx, key) == nx.ancestors(whole.nx, key)
    assert nx.number_weakly_connected_components(graph.nx) == nx.number_weakly_connected_components(whole.nx)
    assert nx.core_number(nx.Graph(graph.nx)) == nx.core_number(nx.Graph(whole.nx))
    assert graph.nx.in_degree(key) == whole.nx.in_degree(key)
    assert nx.is_frozen(graph.nx)
    for change in (lambda: graph.nx.add_node("x"), lambda: graph.nx.remove_node(key), graph.nx.clear):
        with pytest.raises(nx.NetworkXError, match="Frozen"):
            change()
    copy = graph.nx.copy()
    copy.add_node("x")
    assert nx.utils.graphs_equal(nx.MultiDiGraph(graph.nx), nx.MultiDiGraph(whole.nx))
    assert "x" in copy
    assert "x" not in graph.nx


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    assert update_store(path, texts(1, 2, 3)) == Update(3, 0, 0)
    assert update_store(path, texts(1, 2, 3)) == Update(0, 3, 0)
    other = [*texts(1, 2), ("3.txt", "Một văn bản khác.")]
    assert update_store(path, other) == Update(1, 2, 1)
    assert update_store(path, texts(2)) == Update(0, 1, 2)
    with closing(sqlite3.connect(path, isolation_level=None)) as tables:
        for table in ("claims", "entries", "edges", "asked"):
            query = f"SELECT count(*) FROM {table} WHERE doc <> 0 AND doc NOT IN (SELECT id FROM documents)"
            assert tables.execute(query).fetchone() == (0,)


def test_a_text_given_twice_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    assert update_store(path, [*texts(1), *texts(1)]).read == 1
    assert open_store(path).nx.graph["report"]["documents"] == 1


def test_no_texts_are_a_mistake_or_an_empty_graph(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    update_store(path, texts(1))
    assert build_store(path, []) == Update(0, 0, 0)
    assert len(open_store(path)) == 2
    update_store(path, [])
    assert format_graph(open_store(path)) == format_graph(build_graph([]))


def test_many_processes_read_the_same(tmp_path: Path, whole: DirectiveGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "TASK_SIZE", 5_000)  # else so few texts are read in this process
    build_store(tmp_path / "corpus.db", sample_paths(), workers=2)
    assert format_graph(open_store(tmp_path / "corpus.db")) == format_graph(whole)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Thực hiện Kế hoạch số 5/KH-UBND.", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 no more")
    failed: list[DocumentReadError] = []
    run = build_store(tmp_path / "corpus.db", [tmp_path / "a.txt", tmp_path / "b.pdf"], on_error=failed.append)
    assert (run.read, [Path(one.path).name for one in failed]) == (1, ["b.pdf"])


def test_a_reader_sees_the_graph_it_opened_while_another_is_written(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    update_store(path, texts(1, 2))
    before, same = open_store(path), open_store(path)
    known = format_graph(before)
    update_store(path, texts(2, 3, 4))
    assert format_graph(before) == format_graph(same) == known
    assert len(open_store(path)) != len(before)


def test_documents_with_odd_words_are_kept(tmp_path: Path) -> None:
    odd = [evolve(one, source="lone \ud800 surrogate.txt") for one in read_corpus(sample_paths()[:1])]
    store_documents(tmp_path / "corpus.db", odd)
    assert format_graph(open_store(tmp_path / "corpus.db")) == format_graph(build_graph(odd))


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    with pytest.raises(GraphReadError, match="no such file"):
        open_store(path)
    path.write_text("Đây không phải là kho.", "utf-8")
    for use in (open_store, lambda one: update_store(one, [])):
        with pytest.raises(GraphReadError, match="no store of docgraph"):
            use(path)
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
        foreign.execute("CREATE TABLE mine (x)")
    for use in (open_store, lambda one: update_store(one, [])):
        with pytest.raises(GraphReadError, match="no store of docgraph"):
            use(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
        assert foreign.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    build_store(path, sample_paths())
    with closing(sqlite3.connect(path, isolation_level=None)) as tables:
        tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        tables.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    content[5000:] = b"\x17" * (len(content) - 5000)
    path.write_bytes(bytes(content))
    with pytest.raises(GraphReadError, match="damaged"):
        format_graph(open_store(path))


def test_a_newer_version_is_refused_and_an_older_one_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corpus.db"
    update_store(path, texts(1))
    known = format_graph(open_store(path))
    with monkeypatch.context() as patched:
        patched.setattr(schema, "VERSION", schema.VERSION + 1)
        patched.setitem(schema.MIGRATIONS, schema.VERSION - 1, "CREATE TABLE later (x); INSERT INTO later VALUES (7)")
        with pytest.raises(GraphReadError, match="an older one"):
            open_store(path)
        assert update_store(path, texts(1)) == Update(0, 1, 0)
        assert format_graph(open_store(path)) == known
    for use in (open_store, lambda one: update_store(one, [])):
        with pytest.raises(GraphReadError, match="Update docgraph"):
            use(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as tables:
        assert tables.execute("SELECT x FROM later").fetchall() == [(7,)]


def test_every_version_has_a_way_to_the_next() -> None:
    assert sorted(schema.MIGRATIONS) == list(range(1, schema.VERSION))


def test_what_other_rules_have_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corpus.db"
    update_store(path, texts(1, 2))
    known = format_graph(open_store(path))
    monkeypatch.setattr(updating, "READING", "other rules")
    assert update_store(path, texts(1, 2)).read == 2
    assert format_graph(open_store(path)) == known


def test_an_unfinished_first_run_has_no_graph_yet(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"

    def some() -> object:
        yield from texts(1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_store(path, some())  # type: ignore[arg-type]
    with pytest.raises(GraphReadError, match="not finished"):
        open_store(path)
    assert update_store(path, texts(1, 2, 3)) == Update(1, 2, 0)


def test_commands_take_a_store(tmp_path: Path) -> None:
    run = CliRunner()
    folder = Path(sample_paths()[0]).parent
    stored, plain = str(tmp_path / "graph.db"), str(tmp_path / "graph.json")
    for path in (stored, plain):
        built = run.invoke(main, ["build", str(folder), "-o", path, "--report"])
        assert built.exit_code == 0, built.output
    for command in (["find"], ["responses"], ["cascade"], ["ask", "late"]):
        answers = [run.invoke(main, [*command, path, DECISION]) for path in (stored, plain)]
        assert answers[0].exit_code == answers[1].exit_code == 0
        assert answers[0].output == answers[1].output
    assert run.invoke(main, ["audit", stored]).output == run.invoke(main, ["audit", plain]).output
    for form in ("json", "graphml", "turtle", "cypher"):
        for name, path in (("stored", stored), ("plain", plain)):
            assert run.invoke(main, ["export", path, "--format", form, "-o", str(tmp_path / name)]).exit_code == 0
        assert (tmp_path / "stored").read_bytes() == (tmp_path / "plain").read_bytes()
    refused = run.invoke(main, ["build", str(tmp_path / "nothing"), "-o", stored])
    assert refused.exit_code == 1
    assert "left as it was" in refused.output or "left as it was" in refused.stderr
    assert run.invoke(main, ["find", stored, DECISION]).exit_code == 0


def test_texts_come_from_parquet_and_tables_go_to_it(tmp_path: Path, whole: DirectiveGraph) -> None:
    corpus = [(str(number), Path(one).read_text("utf-8")) for number, one in enumerate(sample_paths())]
    table = pa.table({"id": [one for one, _ in corpus], "text": [text for _, text in corpus]})
    pq.write_table(table, tmp_path / "texts.parquet", row_group_size=7)
    assert list(parquet_texts(tmp_path / "texts.parquet")) == corpus
    with pytest.raises(DocumentReadError, match="columns 'id' and 'words'"):
        list(parquet_texts(tmp_path / "texts.parquet", text="words"))
    build_store(tmp_path / "corpus.db", sample_paths())
    written = write_store_parquet(tmp_path / "corpus.db", tmp_path / "tables")
    assert [one.name for one in written] == [
        "directives.parquet",
        "agencies.parquet",
        "edges.parquet",
        "mentions.parquet",
    ]
    directives, _, edges, mentions = (pq.read_table(one).to_pylist() for one in written)
    assert [row["key"] for row in directives] == list(whole.keys())
    sentences = [one.text for edge in whole.edges() for one in edge.evidence]
    assert Counter(row["text"] for row in edges if row["text"] is not None) == Counter(sentences)
    assert len(mentions) == whole.nx.graph["report"]["mentions"]
