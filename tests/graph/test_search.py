from __future__ import annotations

import pytest

from docgraph.errors import AmbiguousDirectiveError, UnknownDirectiveError
from docgraph.graph import build_graph

OWN = "Báo cáo | 2023-06 | Sở Y tế tỉnh Quảng Ngãi"
CITES = (
    "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi",
    "Kế hoạch 215/KH-UBND | 2024-04-12 | UBND tỉnh Quảng Ngãi",
    "Kế hoạch 215/KH-UBND | 2024-04-25 | UBND tỉnh Bắc Giang",
    "Kế hoạch 215/KH-UBND | 2023-04-25 | UBND tỉnh Bắc Giang",
    "Kết luận 07-KL/TW | 2021-06-11 | Bộ Chính trị",
    "Quyết định 23/2021/QĐ-TTg | 2021-07-07",
    "Nghị quyết 30/2021/QH15 | 2021-07-28 | Quốc hội",
    "Luật Đất đai | 2024",
    "Công điện | 2021-07-21 | Thường trực Ban Bí thư",
    "Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ",
    "Quyết định 18/QĐ | 2022-01-05 | UBND tỉnh Quảng Ngãi",
    "Quyết định 18/QĐ-TTg | 2022-01-05 | Thủ tướng Chính phủ",
)
FOUND = [
    ("1477/QĐ-UBND", "ubnd/qd/2021/1477"),
    ("1477/qd-ubnd", "ubnd/qd/2021/1477"),
    ("1477 / QĐ – UBND", "ubnd/qd/2021/1477"),
    ("1477", "ubnd/qd/2021/1477"),
    ("QUYẾT ĐỊNH SỐ 1477", "ubnd/qd/2021/1477"),
    ("qđ 1477/QÐ-UBND", "ubnd/qd/2021/1477"),
    ("Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi", "ubnd/qd/2021/1477"),
    ("vn/quang-ngai/ubnd/qd/2021/1477", "ubnd/qd/2021/1477"),
    ("Kế hoạch số 215/KH-UBND ngày 12/4/2024", "quang-ngai/ubnd/kh/2024/215"),
    ("Kế hoạch số 215/KH-UBND của UBND tỉnh Quảng Ngãi", "quang-ngai/ubnd/kh/2024/215"),
    ("7-KL/TW", "tw/kl/2021/7"),
    ("07/KL-TW", "tw/kl/2021/7"),
    ("23/2021/QĐ-TTg", "ttg/qd-qppl/2021/23"),
    ("23/QĐ-TTg", "ttg/qd-qppl/2021/23"),
    ("30/2021/qh15", "qh/nq/2021/30"),
    ("luat dat dai", "luat/2024/31"),
    ("Luật Đất đai năm 2024", "luat/2024/31"),
    ("công điện Ban Bí thư", "cong-dien/2021-07-21"),
    ("1918/SNV-TDKT", "snv/cv/2023/1918"),
    ("cv 1918", "snv/cv/2023/1918"),
    # a blank for a slash or a dash
    ("quyet dinh so 1477 qd ubnd", "ubnd/qd/2021/1477"),
    ("QUYẾT  ĐỊNH   SỐ 1477   QĐ  UBND ", "ubnd/qd/2021/1477"),
    ("1477 qd-ubnd", "ubnd/qd/2021/1477"),
    ("1477 / qd ubnd", "ubnd/qd/2021/1477"),
    ("1477 qdubnd", "ubnd/qd/2021/1477"),
    ("1477 QĐ  -  UBND", "ubnd/qd/2021/1477"),
    ("1477 qd ubnd ngay 22/9/2021 cua ubnd tinh quang ngai", "ubnd/qd/2021/1477"),
    ("1477/QĐ-UBND - phát động thi đua", "ubnd/qd/2021/1477"),
    ("kh 215 kh ubnd ngày 12/4/2024", "quang-ngai/ubnd/kh/2024/215"),
    ("ket luan 7 kl tw", "tw/kl/2021/7"),
    ("quyet dinh 23 2021 qd ttg", "ttg/qd-qppl/2021/23"),
    ("nghi quyet so 30 2021 qh15", "qh/nq/2021/30"),
    ("cong van 1918 snv tdkt", "snv/cv/2023/1918"),
    # the longest symbol that the words open with
    ("18 qd ttg", "ttg/qd/2022/18"),
    ("18/QĐ-TTg", "ttg/qd/2022/18"),
    ("18/QĐ", "quang-ngai/qd/cv/2022/18"),
    ("18 qd ngay 05/01/2022", "quang-ngai/qd/cv/2022/18"),
]


@pytest.fixture
def graph(document):
    return build_graph([document("a.txt", *CITES, own=OWN)])


@pytest.mark.parametrize(("query", "key"), FOUND)
def test_a_query_finds_its_directive_however_it_is_typed(graph, query: str, key: str) -> None:
    assert graph.find(query).key.endswith(key)


@pytest.mark.parametrize(
    ("filters", "key"),
    [
        ({"province": "Quảng Ngãi"}, "vn/quang-ngai/ubnd/kh/2024/215"),
        ({"province": "tỉnh quang ngai"}, "vn/quang-ngai/ubnd/kh/2024/215"),
        ({"year": 2023}, "vn/bac-giang/ubnd/kh/2023/215"),
        ({"province": "Bắc Giang", "year": 2024, "type": "kế hoạch"}, "vn/bac-giang/ubnd/kh/2024/215"),
    ],
)
def test_filters_leave_one(graph, filters, key: str) -> None:
    assert graph.find("215/KH-UBND", **filters).key == key


@pytest.mark.parametrize("query", ["215/KH-UBND", "ke hoach 215 kh ubnd"])
def test_an_ambiguous_query_lists_the_candidates(graph, query: str) -> None:
    with pytest.raises(AmbiguousDirectiveError) as error:
        graph.find(query)
    assert len(error.value.candidates) == 3
    assert "Ủy ban nhân dân tỉnh Bắc Giang" in str(error.value)


@pytest.mark.parametrize(
    "query",
    [
        "1474/QĐ-UBND",
        "1477/QĐ-HĐND",
        "1477 qd hdnd",
        "1477 qd",
        "1477/QĐ-UBND-VX",
        "1477 qd-ubnd-vx",
        "quyết định 1477/QĐ-UBND ngày 23/9/2021",
        "quyet dinh 1477 2022 qd ubnd",
    ],
)
def test_an_unknown_query_suggests_near_ones(graph, query: str) -> None:
    with pytest.raises(UnknownDirectiveError) as error:
        graph.find(query)
    assert any("1477/QĐ-UBND" in near for near in error.value.near)


@pytest.mark.parametrize(
    "query", ["", " ", "/", "số", "0", "💥", "1" * 10_000, "a/" * 10_000, "(" * 10_000, "1 " + "a " * 10_000]
)
def test_odd_queries_are_unknown(graph, query: str) -> None:
    with pytest.raises(UnknownDirectiveError):
        graph.find(query)


def test_filters_can_rule_everything_out(graph) -> None:
    with pytest.raises(UnknownDirectiveError):
        graph.find("1477/QĐ-UBND", type="Kế hoạch")
    with pytest.raises(UnknownDirectiveError):
        graph.find("7-KL/TW", province="Quảng Ngãi")
