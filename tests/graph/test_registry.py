from __future__ import annotations

from pathlib import Path

import pytest

from docgraph.agencies import Registry, load_registry
from docgraph.directives import resolve
from docgraph.exchange.node_link import format_graph
from docgraph.graph import build_graph

TABLE = """territory,code,name,codes,wordings
quang-ngai,BQLDQ,Ban Quản lý Khu kinh tế Dung Quất,BQL,BQL Dung Quất
"""
REPORT = "Báo cáo 45/BC-BQL | 2023-06-05 | Ban Quản lý Khu kinh tế Dung Quất"
LETTER = "Công văn 12/BQL-VP | 2022-03-04 | BQL Dung Quất"
OWN = "quang-ngai/bqldq"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    table = tmp_path / "own.csv"
    table.write_text(TABLE, "utf-8")
    return load_registry(table)


@pytest.fixture
def corpus(document):
    return (
        document("bql.txt", own=REPORT, province="Quảng Ngãi", submitted_to="BQL Dung Quất"),
        document("syt.txt", LETTER, own="Báo cáo | 2023-06-01 | Sở Y tế tỉnh Quảng Ngãi", submitted_to="BQL Dung Quất"),
        document("bare.txt", own="Kế hoạch 9/KH-BQL | 2023-01-02", province="Quảng Ngãi"),
    )


def test_bodies_of_a_readers_table_reach_the_graph(corpus, registry: Registry) -> None:
    graph = build_graph(corpus, registry=registry)
    graph.check()
    assert dict(graph.agencies())[OWN]["name"] == "Ban Quản lý Khu kinh tế Dung Quất tỉnh Quảng Ngãi"
    issued = {
        key for key, agency, kind in graph.nx.edges(keys=True) if (agency, kind) == (f"agency:{OWN}", "issued_by")
    }
    assert issued == {f"vn/{OWN}/bc/2023/45", f"vn/{OWN}/cv/2022/12", f"vn/{OWN}/kh/2023/9"}
    submitted = [key for key, agency, kind in graph.nx.edges(keys=True) if kind == "submitted_to"]
    assert len(submitted) == 2
    assert graph.registry is registry


def test_without_the_table_they_are_unknown_and_nothing_stays_behind(corpus, registry: Registry) -> None:
    before = format_graph(build_graph(corpus))
    build_graph(corpus, registry=registry)
    after = build_graph(corpus)
    assert format_graph(after) == before
    assert OWN not in before
    assert after.registry is load_registry()


def test_the_resolution_keeps_its_registry(corpus, registry: Registry) -> None:
    resolution = resolve(corpus, registry=registry)
    assert resolution.registry is registry
    assert OWN in {agency.id for agency in resolution.agencies}
    assert resolve(corpus).registry is None


def test_a_commune_placed_by_what_it_cites_keeps_the_registry(document, registry: Registry) -> None:
    plan = "Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Tịnh"
    district = document("d.txt", own=f"{plan}, tỉnh Quảng Ngãi")
    commune = document("c.txt", plan, LETTER, own="Kế hoạch 41/KH-UBND | 2024-06-01 | UBND xã Tịnh Hà")
    resolution = resolve([district, commune], registry=registry)
    assert f"vn/{OWN}/cv/2022/12" in {directive.key for directive in resolution.directives}
