from __future__ import annotations

import pytest

from docgraph.directives import resolve

KEYS = [
    # one line, one claim: what is cited, in which province's report, its key
    ("Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi", "vn/quang-ngai/ubnd/qd/2021/1477"),
    ("Quyết định 1477/QĐ-UBND | 2021-09-22 | Chủ tịch UBND tỉnh", "vn/quang-ngai/ubnd/qd/2021/1477"),
    ("Quyết định 1477/QĐ-UBND | 2021-09-22", "vn/quang-ngai/ubnd/qd/2021/1477"),
    ("Quyết định 1477/QD-UBND | 2021-09-22", "vn/quang-ngai/ubnd/qd/2021/1477"),
    ("Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Bắc Giang", "vn/bac-giang/ubnd/qd/2021/1477"),
    ("Quyết định 1497/QĐ-TTg | 2021-09-10", "vn/trung-uong/ttg/qd/2021/1497"),
    ("Quyết định 23/2021/QĐ-TTg", "vn/trung-uong/ttg/qd-qppl/2021/23"),
    ("Nghị định 30/2020/NĐ-CP", "vn/trung-uong/cp/nd/2020/30"),
    ("Kết luận 608-KL/TU | 2021-09-01 | Ban Thường vụ Tỉnh ủy", "vn/quang-ngai/tu/kl/2021/608"),
    ("Kết luận 07-KL/TW | 2021-06-11 | Bộ Chính trị", "vn/trung-uong/tw/kl/2021/7"),
    ("Kết luận 7-KL/TW | 2021-06-11", "vn/trung-uong/tw/kl/2021/7"),
    ("Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ", "vn/quang-ngai/snv/cv/2023/1918"),
    ("Văn bản 375/BDT-CSDT | 2021-06-15", "vn/quang-ngai/bdt/cv/2021/375"),
    ("Luật 72/2025/QH15", "vn/trung-uong/qh/luat/2025/72"),
    ("Luật Tổ chức chính quyền địa phương | 2025", "vn/trung-uong/qh/luat/2025/to-chuc-chinh-quyen-dia-phuong"),
    ("Hiến pháp | 2013", "vn/trung-uong/qh/hien-phap/2013/hien-phap"),
    ("Công điện | 2021-07-21 | Thường trực Ban Bí thư", "vn/trung-uong/ban-bi-thu/cong-dien/2021-07-21"),
    ("Quyết định 12/QĐ-UBND | 2021-10-01 | UBND huyện Sơn Hà", "vn/quang-ngai.huyen-son-ha/ubnd/qd/2021/12"),
    ("Kế hoạch 5/KH-ABC | 2021-10-01 | Hội Sinh vật cảnh tỉnh", "vn/quang-ngai/abc/kh/2021/5"),
    ("Nghị định 20/CP | 1996-04-13 | Chính phủ", "vn/trung-uong/cp/nd/1996/20"),
    ("Chỉ thị 200/TTg | 1994-04-29 | Thủ tướng Chính phủ", "vn/trung-uong/ttg/ct/1994/200"),
    ("Hướng dẫn 2233/SNV-TĐKT | 2021-04-29 | Sở Nội vụ", "vn/quang-ngai/snv/cv/2021/2233"),
    ("Tờ trình số 3321 | 2018-08-30 | UBND tỉnh", "vn/quang-ngai/ubnd/ttr/2018/3321"),
]


@pytest.mark.parametrize(("cited", "key"), KEYS)
def test_key_of_a_reference_in_a_report_of_quang_ngai(document, cited: str, key: str) -> None:
    report = document("a.txt", cited, own="Báo cáo | 2023-06 | Sở Y tế tỉnh Quảng Ngãi")
    resolution = resolve([report])
    assert resolution.directive_of(resolution.verdicts[0]) == key


@pytest.mark.parametrize(
    ("own", "key"),
    [
        ("Kế hoạch 661/KH-BDT | 2021-10-05 | Ban Dân tộc tỉnh Quảng Ngãi", "vn/quang-ngai/bdt/kh/2021/661"),
        ("Kết luận 608-KL/TU | 2021-09-01 | Tỉnh ủy Quảng Ngãi", "vn/quang-ngai/tu/kl/2021/608"),
        ("Quyết định 12/2024/QĐ-UBND | 2024-05-05 | UBND tỉnh Bắc Giang", "vn/bac-giang/ubnd/qd-qppl/2024/12"),
    ],
)
def test_key_of_a_document_with_a_number(document, own: str, key: str) -> None:
    assert resolve([document("a.txt", own=own)]).entries[0].key == key


def test_a_report_without_number_has_a_key_of_its_text(document) -> None:
    one = document("a.txt", own="Báo cáo | 2023-06 | Ban Dân tộc tỉnh Quảng Ngãi")
    other = document("b.txt", own="Báo cáo | 2023-06 | Ban Dân tộc tỉnh Quảng Ngãi")
    keys = [entry.key for entry in resolve([one, other]).entries]
    assert all(key.startswith("vn/quang-ngai/bdt/bao-cao/2023/") for key in keys)
    assert len(set(keys)) == 2
    assert resolve([document("c.txt", own="Báo cáo")]).entries[0].key.startswith("vn/khong-ro/bao-cao/khong-ngay/")


def test_what_cannot_be_known_stays_open(document) -> None:
    nowhere = document("a.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own="Báo cáo")
    undated = document("b.txt", "Nghị quyết 68/NQ-CP", own="Báo cáo | 2023 | UBND tỉnh Ninh Thuận")
    for report in (nowhere, undated):
        resolution = resolve([report])
        assert resolution.counts()["unresolved"] == 1
        assert [one.provisional for one in resolution.directives if one.number] == [True]
