"""The rounds give what one machine gives, on an engine that is only a list."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgraph.agencies import load_registry
from docgraph.directives import resolve
from docgraph.directives.identity import content_hash
from docgraph.documents import parse_document, read_document
from docgraph.exchange.node_link import format_graph
from docgraph.graph.building import graph_of
from docgraph.sample import sample_paths
from docgraph.spark.graphs import Collected
from docgraph.spark.papers import TEXT, read_paper
from docgraph.spark.rounds import resolve_papers
from docgraph.spark.rows import OWN, Row, document_id, seal, unseal

TESTS = Path(__file__).resolve().parents[1]


def _beside(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ListEngine = _beside(TESTS / "spark" / "in_memory.py").ListEngine
documents = _beside(TESTS / "graph" / "test_any_corpus.py").documents


def rounds_of(corpus, registry=None):
    sealed = seal(registry) if registry is not None else None
    papers, texts = [], []
    for document in corpus:
        name = document_id(document.source, content_hash(document))
        papers.append(read_paper(name, document, registry).row())
        texts.append(Row((name,), TEXT, name, OWN, document.text.encode("utf-8", "surrogatepass")))
    return resolve_papers(ListEngine(), papers, texts, sealed)


def same_as_one_machine(corpus, registry=None) -> None:
    found = rounds_of(corpus, registry)
    expected = resolve(corpus, registry=registry)
    ordered = sorted(found.verdicts, key=lambda row: row.document)
    assert tuple(given for row in ordered for given in unseal(row.value)) == expected.verdicts
    directives = tuple(sorted((unseal(row.value)[0] for row in found.directives), key=lambda one: one.key))
    assert directives == expected.directives
    graph = Collected(found.directives, found.edges, found.asides).to_graph(registry)
    assert format_graph(graph) == format_graph(graph_of(expected))


def test_the_sample() -> None:
    same_as_one_machine([read_document(path) for path in sample_paths()])


@pytest.mark.parametrize("name", ["resolution_set.txt", "second_set.txt"])
def test_documents_that_are_hard_to_tell_apart(name: str, document) -> None:
    corpus, own, cites = [], "", []

    def close() -> None:
        if own:
            source, _, line = own.partition("|")
            corpus.append(document(source.strip(), *cites, own=line.strip()))

    for line in (TESTS / "directives" / name).read_text("utf-8").splitlines():
        if line.startswith("=="):
            close()
            own, cites = line.partition("|")[2], []
        elif line and not line.startswith("#"):
            cites.append(line.partition("<")[2].strip().replace("/ ", "/"))
    close()
    assert len(corpus) >= 16
    same_as_one_machine(corpus)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents(), max_size=5))
def test_any_corpus(corpus) -> None:
    same_as_one_machine(corpus)


SERIES = (
    "Quyết định {0}/QĐ-UBND",
    "Kế hoạch {0}/KH-UBND",
    "Công văn {0}/SNV-TĐKT",
    "Kết luận {0}-KL/TU",
    "Quyết định số {0}",
)
PLACES = (
    "",
    "UBND tỉnh Khánh Hòa",
    "UBND tỉnh Ninh Thuận",
    "UBND huyện Sơn Hà, tỉnh Quảng Ngãi",
    "UBND huyện Sơn Hà",
    "Sở Nội vụ",
)
DAYS = ("", "2021", "2021-09", "2021-09-22", "2021-09-21", "2022-03-04")
TITLES = (
    "",
    "ban hành Kế hoạch phát động phong trào thi đua yêu nước năm 2021",
    "ban hành kế hoạch phát động phong trào thi đua yêu nước năm 2021 của tỉnh",
    "về việc báo cáo kết quả công tác cải cách hành chính quý I",
)
LAWS = (
    "Luật Đất đai | 2013",
    "Luật Đất đai",
    "Luật Đất đai | 2024",
    "Luật 45/2013/QH13 | 2013-11-29",
    "Bộ luật Lao động",
)


def made_line(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return rng.choice(LAWS)
    if rng.random() < 0.2:
        kind = rng.choice(("Báo cáo", "Kế hoạch", "Quyết định"))
        return f"{kind} | {rng.choice(DAYS)} | {rng.choice(PLACES)} | {rng.choice(TITLES)}"
    series = rng.choice(SERIES).format(rng.choice((12, 21, 120, 121, 210)))
    return f"{series} | {rng.choice(DAYS)} | {rng.choice(PLACES)} | {rng.choice(TITLES)}"


@pytest.mark.parametrize("seed", range(80))
def test_made_corpora_in_which_much_is_alike(seed: int, document) -> None:
    rng = random.Random(seed)
    corpus = [
        document(
            f"{number}.txt",
            *(made_line(rng) for _ in range(rng.randrange(5))),
            own=made_line(rng),
            **rng.choice(({}, {}, {"place": "Nha Trang"}, {"submitted_to": "Sở Nội vụ"})),
        )
        for number in range(rng.randrange(2, 14))
    ]
    same_as_one_machine(corpus)


def test_a_word_that_is_common_finds_nothing(document) -> None:
    title = "về việc báo cáo kết quả công tác cải cách hành chính"
    corpus = [
        document(f"{number:03}.txt", own=f"Báo cáo {number}/BC-SNV | 2021-03-04 | Sở Nội vụ tỉnh Hà Nam | {title}")
        for number in range(1, 140)
    ]
    cites = (f"Báo cáo || Sở Nội vụ | {title}", f"Báo cáo || Sở Nội vụ | {title} quý IV tại các xã")
    corpus.append(document("x.txt", *cites, own="Công văn 7/SNV-VP | 2022-01-05 | Sở Nội vụ tỉnh Hà Nam"))
    same_as_one_machine(corpus)
    same_as_one_machine(corpus[60:])


def test_a_document_that_comes_twice_counts_once(document) -> None:
    one = document("a.txt", "Kế hoạch 12/KH-UBND | 2021-09-22 | UBND tỉnh Hà Nam", own="Báo cáo | 2022 | Sở Y tế")
    other = document("a.txt", "Kế hoạch 13/KH-UBND | 2021-09-22 | UBND tỉnh Hà Nam", own="Báo cáo | 2022 | Sở Y tế")
    same_as_one_machine([one, other, one, other])


def test_bodies_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("territory,code,name\nquang-ngai,BQLDQ,Ban Quản lý Khu kinh tế Dung Quất\n", "utf-8")
    registry = load_registry(table)
    texts = [
        "Thực hiện Kế hoạch số 12/KH-BQLDQ ngày 22/9/2021 của Ban Quản lý Khu kinh tế Dung Quất tỉnh Quảng Ngãi.",
        "UBND TỈNH QUẢNG NGÃI\nSố: 15/BC-BQLDQ\nQuảng Ngãi, ngày 5 tháng 10 năm 2021\nBÁO CÁO\nvề công tác năm 2021",
    ]
    corpus = [parse_document(f"{at}.txt", text, registry=registry) for at, text in enumerate(texts)]
    same_as_one_machine(corpus, registry)
