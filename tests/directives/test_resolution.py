from __future__ import annotations

import random

import pytest
from attrs import evolve

from docgraph.directives import Ambiguous, Cause, Resolved, SelfReference, Step, Unresolved, resolve
from docgraph.directives.steps import by_key
from docgraph.references.nodes import Form, Mention, Reference
from docgraph.text.spans import Span

QUANG_NGAI = "Báo cáo | 2023-06 | Sở Y tế tỉnh Quảng Ngãi"


def verdict_of(resolution, source, index=0):
    return next(v.verdict for v in resolution.verdicts if v.source == source and v.mention == index)


def key_of(resolution, source, index=0):
    return next(resolution.directive_of(v) for v in resolution.verdicts if v.source == source and v.mention == index)


SAME = [
    ("Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi", "Quyết định 1477/QD-UBND | 2021-09-22"),
    (
        "Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ tỉnh Quảng Ngãi",
        "Văn bản 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ",
    ),
    ("Kết luận 07-KL/TW | 2021-06-11 | Bộ Chính trị", "Kết luận 7-KL/TW | 2021-06-11 | Ban Bí thư"),
    ("Nghị định 30/2020/NĐ-CP | 2020-03-05 | Chính phủ", "30/2020/NĐ-CP"),
    ("Luật 72/2025/QH15 | 2025-06-16", "Luật 72/2025/QH15"),
    ("Luật Đất đai 31/2024/QH15", "Luật Đất đai | 2024"),
    ("Luật 18/2017/QH14", "Luật Thủy sản | 2017"),
    ("Luật Ban hành văn bản QPPL | 2025", "Luật Ban hành văn bản quy phạm pháp luật | 2025"),
    ("Luật Quốc tịch Việt Nam | 2008", "Luật Quốc tịch | 2008-11-13"),
    ("Công điện | 2021-07-21 | Thường trực Ban Bí thư", "Công điện | 2021-07-21 | Ban Bí thư"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_document_in_two_spellings_is_one_directive(document, one: str, other: str) -> None:
    resolution = resolve([document("a.txt", one, own=QUANG_NGAI), document("b.txt", other, own=QUANG_NGAI)])
    assert key_of(resolution, "a.txt") == key_of(resolution, "b.txt")
    assert isinstance(verdict_of(resolution, "b.txt"), Resolved)


DIFFERENT = [
    ("two provinces", "Kế hoạch 215/KH-UBND | 2024-04-12 | UBND tỉnh Quảng Ngãi", "Kế hoạch 215/KH-UBND | 2024-04-12 | UBND tỉnh Bắc Giang"),
    ("two years", "Quyết định 15/QĐ-UBND | 2021-01-08", "Quyết định 15/QĐ-UBND | 2022-01-08"),
    ("two types", "Quyết định 15/QĐ-UBND | 2021-01-08", "Kế hoạch 15/KH-UBND | 2021-01-08"),
    ("two series", "Quyết định 23/2021/QĐ-TTg", "Quyết định 23/QĐ-TTg | 2021-01-07"),
    ("two Party terms", "Kế hoạch 31-KH/TU | 2016-03-16", "Kế hoạch 31-KH/TU | 2021-03-16"),
    ("province and district", "Kế hoạch 96/KH-UBND | 2024-05-20 | UBND tỉnh", "Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Hà"),
    ("possible typo", "Quyết định 1477/QĐ-UBND | 2021-09-22", "Quyết định 1447/QĐ-UBND | 2021-09-22"),
    ("two laws of one name", "Luật Đất đai | 2013", "Luật Đất đai | 2024"),
    ("two bodies on one day", "Công điện | 2021-07-21 | Ban Bí thư", "Công điện | 2021-07-21 | Thủ tướng Chính phủ"),
    ("two enterprises of one symbol", "Văn bản 2/GĐN | 2021-04-01 | Công ty TNHH An Bình", "Văn bản 2/GĐN | 2021-04-01 | Công ty TNHH Hòa Phát"),
    ("an enterprise and a department", "Văn bản 5/CV-SYT | 2021-04-02 | Công ty cổ phần An Bình", "Công văn 5/SYT-VP | 2021-04-02"),
    ("two dates of one number", "Nghị quyết 71/NQ-CP | 2025-04-01", "Nghị quyết 71/NQ-CP | 2025-05-01"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT])
def test_two_documents_are_never_merged(document, one: str, other: str) -> None:
    resolution = resolve([document("a.txt", one, own=QUANG_NGAI), document("b.txt", other, own=QUANG_NGAI)])
    assert key_of(resolution, "a.txt") != key_of(resolution, "b.txt")


def test_a_short_form_follows_the_full_one_of_its_document(document) -> None:
    full, short = "Nghị quyết 68/NQ-CP | 2021-07-01 | Chính phủ", "Nghị quyết 68/NQ-CP"
    resolution = resolve([document("a.txt", full, short, own=QUANG_NGAI)])
    assert verdict_of(resolution, "a.txt", 1) == Resolved(key_of(resolution, "a.txt"), Step.WITHIN_DOCUMENT, 0.95)


def test_a_missing_date_leads_to_the_one_directive_of_the_citing_documents_years(document) -> None:
    full = document("a.txt", "Nghị quyết 68/NQ-CP | 2021-07-01", own=QUANG_NGAI)
    near = document("b.txt", "Nghị quyết 68/NQ-CP", "Chỉ thị 16/CT-TTg | 2021-07-31", own=QUANG_NGAI)
    far = document("c.txt", "Nghị quyết 68/NQ-CP", own="Báo cáo | 2026 | Sở Y tế tỉnh Quảng Ngãi")
    resolution = resolve([full, near, far])
    assert verdict_of(resolution, "b.txt") == Resolved("vn/trung-uong/cp/nq/2021/68", Step.ONLY_COMPATIBLE, 0.8)
    assert isinstance(verdict_of(resolution, "c.txt"), Unresolved)


def test_a_missing_date_with_two_candidates_is_ambiguous(document) -> None:
    first = document("a.txt", "Nghị quyết 68/NQ-CP | 2021-07-01", own=QUANG_NGAI)
    second = document("b.txt", "Nghị quyết 68/NQ-CP | 2020-05-12", own=QUANG_NGAI)
    years = ("Chỉ thị 16/CT-TTg | 2021-07-31", "Chỉ thị 15/CT-TTg | 2020-03-27")
    asking = document("c.txt", "Nghị quyết 68/NQ-CP", *years, own=QUANG_NGAI)
    assert verdict_of(resolve([first, second, asking]), "c.txt") == Ambiguous(
        ("vn/trung-uong/cp/nq/2020/68", "vn/trung-uong/cp/nq/2021/68")
    )


def test_a_document_is_never_dated_after_the_one_that_cites_it(document) -> None:
    later = document("a.txt", "Nghị quyết 68/NQ-CP | 2023-07-01", own="Báo cáo | 2023-12 | UBND tỉnh Bắc Giang")
    earlier = document("b.txt", "Nghị quyết 68/NQ-CP", own="Báo cáo | 2023-02-01 | UBND tỉnh Bắc Giang")
    assert isinstance(verdict_of(resolve([later, earlier]), "b.txt"), Unresolved)


def test_party_numbers_run_for_a_term(document) -> None:
    full = document("a.txt", "Nghị quyết 57-NQ/TW | 2024-12-22 | Bộ Chính trị", own=QUANG_NGAI)
    within = document("b.txt", "Nghị quyết 57-NQ/TW", own="Báo cáo | 2026-03 | Sở Y tế tỉnh Quảng Ngãi")
    after = document("c.txt", "Nghị quyết 57-NQ/TW", own="Báo cáo | 2031-03 | Sở Y tế tỉnh Quảng Ngãi")
    resolution = resolve([full, within, after])
    assert key_of(resolution, "b.txt") == "vn/trung-uong/tw/nq/2024/57"
    assert isinstance(verdict_of(resolution, "c.txt"), Unresolved)


def test_a_successor_cites_the_plans_of_the_province_that_it_took_in(document) -> None:
    old = document("a.txt", own="Kế hoạch 5027/KH-UBND | 2021-09-20 | Ủy ban nhân dân tỉnh Ninh Thuận")
    new = document(
        "b.txt", "Kế hoạch 5027/KH-UBND | 2021-09-20", own="Báo cáo | 2025-09 | Sở Y tế tỉnh Khánh Hòa"
    )  # fmt: skip
    stated = document(
        "c.txt", "Kế hoạch 5027/KH-UBND | 2021-09-20 | UBND tỉnh Khánh Hòa", own="Báo cáo | 2025-09 | Sở Y tế tỉnh Khánh Hòa"
    )  # fmt: skip
    resolution = resolve([old, new, stated])
    assert key_of(resolution, "c.txt") == "vn/khanh-hoa/ubnd/kh/2021/5027"
    assert verdict_of(resolve([old, new]), "b.txt") == Resolved("vn/ninh-thuan/ubnd/kh/2021/5027", Step.SUCCESSOR, 0.75)


def test_the_province_of_a_commune_is_learned_from_what_it_carries_out(document) -> None:
    district = document("a.txt", own="Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Tịnh, tỉnh Quảng Ngãi")
    commune = document(
        "b.txt",
        "Kế hoạch 96/KH-UBND | 2024-05-20 | UBND huyện Sơn Tịnh",
        own="Kế hoạch 41/KH-UBND | 2024-06-04 | Ủy ban nhân dân xã Tịnh Hà",
    )
    resolution = resolve([district, commune])
    assert key_of(resolution, "b.txt") == "vn/quang-ngai.huyen-son-tinh/ubnd/kh/2024/96"
    assert resolution.entries[1].key == "vn/quang-ngai.xa-tinh-ha/ubnd/kh/2024/41"
    assert resolve([commune]).entries[0].key.startswith("vn/khong-ro.xa-tinh-ha/ubnd/")


def test_the_own_ward_needs_no_name(document) -> None:
    ward = document(
        "a.txt",
        "Kế hoạch 12/KH-UBND | 2025-08-21 | UBND phường",
        "Kế hoạch 13/KH-UBND | 2025-08-22",
        own="Báo cáo | 2025-09 | Ủy ban nhân dân phường Phan Rang, tỉnh Khánh Hòa",
        relations=[("self", "issues", 1)],
    )
    resolution = resolve([ward])
    assert key_of(resolution, "a.txt", 0) == "vn/khanh-hoa.phuong-phan-rang/ubnd/kh/2025/12"
    assert key_of(resolution, "a.txt", 1) == "vn/khanh-hoa.phuong-phan-rang/ubnd/kh/2025/13"


def test_a_ward_that_cites_a_committee_without_name_may_mean_its_province(document) -> None:
    ward = document(
        "a.txt",
        "Quyết định 145/QĐ-UBND | 2025-07-29",
        own="Báo cáo | 2025-09 | Ủy ban nhân dân phường Phan Rang, tỉnh Khánh Hòa",
    )
    province = document("b.txt", own="Quyết định 145/QĐ-UBND | 2025-07-29 | UBND tỉnh Khánh Hòa")
    assert isinstance(verdict_of(resolve([ward]), "a.txt"), Unresolved)
    assert verdict_of(resolve([ward, province]), "a.txt") == Resolved(
        "vn/khanh-hoa/ubnd/qd/2025/145", Step.SAME_DATE, 0.9
    )


def test_a_law_without_year_is_the_one_that_the_document_names_in_full(document) -> None:
    one = document("a.txt", "Luật Đất đai | 2013", "Luật Đất đai", own=QUANG_NGAI)
    other = document("b.txt", "Luật Đất đai 31/2024/QH15", own="Báo cáo | 2025 | UBND tỉnh Bắc Giang")
    resolution = resolve([one, other])
    assert key_of(resolution, "a.txt", 1) == key_of(resolution, "a.txt", 0) == "vn/trung-uong/qh/luat/2013/dat-dai"


def test_a_dated_letter_without_number_is_the_numbered_one_of_that_day_and_body(document) -> None:
    numbered = document("a.txt", "Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ tỉnh Quảng Ngãi", own=QUANG_NGAI)
    bare = document("b.txt", "Công văn | 2023-10-17 | Sở Nội vụ", own=QUANG_NGAI)
    resolution = resolve([numbered, bare])
    assert verdict_of(resolution, "b.txt") == Resolved("vn/quang-ngai/snv/cv/2023/1918", Step.DATED, 0.85)
    assert key_of(resolve([bare]), "b.txt") == "vn/quang-ngai/snv/cong-van/2023-10-17"


def mention(form: Form, text: str, **more: object) -> Mention:
    return Mention(Span(0, len(text)), text, form, Reference(type="Quyết định"), **more)  # type: ignore[arg-type]


def test_every_mention_gets_a_verdict(document) -> None:
    report = document("a.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own=QUANG_NGAI)
    text = report.text[:5]
    more = (
        mention(Form.ANAPHORIC, text, antecedent=0),
        mention(Form.ANAPHORIC, text),
        mention(Form.ANAPHORIC, text, is_self=True),
        mention(Form.GENERIC, text),
        evolve(mention(Form.NUMBERED, text), reference=Reference(type="Chỉ thị", number="5", is_draft=True)),
        mention(Form.ANAPHORIC, text, antecedent=9),
    )
    resolution = resolve([evolve(report, mentions=report.mentions + more)])
    first, again, *rest = (given.verdict for given in resolution.verdicts)
    assert isinstance(first, Resolved)
    assert again == Resolved(first.directive, Step.ANTECEDENT, first.confidence)
    assert rest == [
        Unresolved(Cause.NO_ANTECEDENT),
        SelfReference(),
        Unresolved(Cause.GENERIC),
        Unresolved(Cause.DRAFT),
        Unresolved(Cause.NO_ANTECEDENT),
    ]
    assert sum(resolution.counts()[name] for name in ("self", "generic", "unresolved")) == 5


def test_a_document_that_cites_its_own_number_refers_to_itself(document) -> None:
    own = "Quyết định 684/QĐ-UBND | 2024-05-08 | UBND tỉnh Bắc Giang"
    resolution = resolve([document("a.txt", own, own=own)])
    assert verdict_of(resolution, "a.txt") == SelfReference()


def test_the_steps_can_be_replaced(document) -> None:
    report = document("a.txt", "Nghị quyết 68/NQ-CP | 2021-07-01", "Nghị quyết 68/NQ-CP", own=QUANG_NGAI)
    assert isinstance(verdict_of(resolve([report]), "a.txt", 1), Resolved)
    shortened = resolve([report], steps=[by_key])
    assert shortened.counts()["resolved: exact"] == 1


def test_the_order_of_the_documents_changes_nothing(document) -> None:
    lines = [line for pair in SAME for line in pair] + [line for case in DIFFERENT for line in case[1:]]
    corpus = [document(f"{place:02}.txt", line, lines[-place], own=QUANG_NGAI) for place, line in enumerate(lines)]
    first = resolve(corpus)
    for seed in range(5):
        shuffled = random.Random(seed).sample(corpus, len(corpus))
        again = resolve([*shuffled, shuffled[0]])
        assert again == first


def test_a_code_that_no_registry_knows_follows_the_one_that_states_its_body(document) -> None:
    stated = document("a.txt", "Quyết định 513/QĐ-XYZ-NT | 2021-12-28 | Cục Thí nghiệm", own=QUANG_NGAI)
    bare = document("b.txt", "Quyết định 513/QĐ-XYZ-NT | 2021-12-28", own="Báo cáo | 2023 | Sở Y tế tỉnh Bắc Giang")
    alone = document("c.txt", "Quyết định 514/QĐ-XYZ-NT | 2021-12-28", own="Báo cáo | 2023 | Sở Y tế tỉnh Bắc Giang")
    resolution = resolve([stated, bare, alone])
    assert key_of(resolution, "a.txt") == key_of(resolution, "b.txt")
    assert key_of(resolution, "c.txt") == "vn/bac-giang/xyz/qd/2021/514"


def test_a_text_without_date_is_the_document_that_others_date(document) -> None:
    own = document("own.txt", own="Nghị quyết 1656/NQ-UBTVQH15 || Ủy ban Thường vụ Quốc hội")
    cited = document(
        "a.txt", "Nghị quyết 1656/NQ-UBTVQH15 | 2025-06-16", own="Báo cáo | 2025-10 | Sở Y tế tỉnh Bắc Giang"
    )
    resolution = resolve([own, cited])
    assert key_of(resolution, "a.txt") == resolution.entries[1].key == "vn/trung-uong/ubtvqh/nq/2025/1656"
    assert [one.in_corpus for one in resolution.directives if one.number] == [True]


TITLE = "tổng kết phong trào thi đua cải cách hành chính năm 2022"
REPORT = "Báo cáo | 2022-12-20 | Sở Nội vụ tỉnh Quảng Ngãi | " + TITLE
TITLED = [
    ("type, day and body lead to the text itself", "Báo cáo | 2022-12-20 | Sở Nội vụ", True),
    ("another day does not", "Báo cáo | 2022-12-21 | Sở Nội vụ", False),
    ("nor another body", "Báo cáo | 2022-12-20 | Sở Xây dựng", False),
    ("a title alone", f"Báo cáo || Sở Nội vụ | {TITLE}", True),
    ("a title without its body, from the same province", f"Báo cáo ||| {TITLE}", True),
    ("the same title of the next year", f"Báo cáo || Sở Nội vụ | {TITLE.replace('2022', '2023')}", False),
    ("a few words", "Báo cáo || Sở Nội vụ | tổng kết phong trào", False),
]


@pytest.mark.parametrize(("cited", "same"), [case[1:] for case in TITLED], ids=[case[0] for case in TITLED])
def test_a_document_without_number_is_found_by_day_or_title(document, cited: str, same: bool) -> None:
    report = document("own.txt", own=REPORT)
    resolution = resolve([report, document("a.txt", cited, own=QUANG_NGAI)])
    own = next(entry.key for entry in resolution.entries if entry.document.source == "own.txt")
    verdict = verdict_of(resolution, "a.txt")
    assert (isinstance(verdict, Resolved) and verdict.directive == own) == same


def test_a_title_that_two_documents_have_resolves_to_neither(document) -> None:
    twice = [document(f"{day}.txt", own=REPORT.replace("12-20", f"12-{day}")) for day in (20, 27)]
    resolution = resolve([*twice, document("a.txt", f"Báo cáo || Sở Nội vụ | {TITLE}", own=QUANG_NGAI)])
    verdict = verdict_of(resolution, "a.txt")
    assert isinstance(verdict, Ambiguous)
    assert len(verdict.candidates) == 2


def test_a_text_with_a_blank_number_is_the_document_that_others_number(document) -> None:
    own = document("own.txt", own=REPORT.replace("12-20", "12"))
    cited = document("a.txt", f"Báo cáo 512/BC-SNV | 2022-12-20 | Sở Nội vụ | {TITLE}", own=QUANG_NGAI)
    resolution = resolve([own, cited])
    (one,) = [one for one in resolution.directives if one.type == "Báo cáo" and one.number]
    assert (one.key, one.sources, one.label) == ("vn/quang-ngai/snv/bc/2022/512", ("own.txt",), "Báo cáo 512/BC-SNV")
    twice = resolve([own, evolve(own, source="again.txt", text=own.text + " "), cited])
    assert [one.in_corpus for one in twice.directives if one.number == "512"] == [False]


def test_a_title_chooses_between_two_years(document) -> None:
    known = document(
        "a.txt",
        "Nghị quyết 68/NQ-CP | 2021-07-01 || về một số chính sách hỗ trợ người lao động gặp khó khăn",
        "Nghị quyết 68/NQ-CP | 2020-05-12 || về chương trình cắt giảm quy định kinh doanh",
        own=QUANG_NGAI,
    )
    years = ("Chỉ thị 16/CT-TTg | 2021-07-31", "Chỉ thị 15/CT-TTg | 2020-03-27")
    asked = "Nghị quyết 68/NQ-CP ||| về một số chính sách hỗ trợ người lao động gặp khó khăn"
    resolution = resolve([known, document("b.txt", asked, *years, own=QUANG_NGAI)])
    assert key_of(resolution, "b.txt") == "vn/trung-uong/cp/nq/2021/68"


@pytest.mark.parametrize(
    ("cited", "others", "own"),
    [
        ("Quyết định 6/QĐ-TTg", ("Quyết định 6/QĐ-TTg | 2022-01-06", "Quyết định 6/QĐ-TTg | 2023-01-06"), "2023-05-01"),
        ("Nghị quyết 18-NQ/TW", ("Nghị quyết 18-NQ/TW | 2017-10-25", "Nghị quyết 18-NQ/TW | 2022-06-16"), "2025-05-01"),
        ("Luật Hóa chất", ("Luật Hóa chất | 2007", "Luật Hóa chất 69/2025/QH15"), "2026-05-01"),
    ],
)
def test_a_number_or_name_of_two_years_is_not_guessed(document, cited: str, others: tuple[str, str], own: str) -> None:
    known = document("a.txt", *others, own="Báo cáo | 2026-06-01 | Sở Y tế tỉnh Quảng Ngãi")
    asking = document("b.txt", cited, own=f"Báo cáo | {own} | Sở Y tế tỉnh Quảng Ngãi")
    assert isinstance(verdict_of(resolve([known, asking]), "b.txt"), Ambiguous)


def test_an_old_law_has_made_way_for_the_new_one_of_its_name(document) -> None:
    known = document("a.txt", "Luật Đất đai | 2013", "Luật Đất đai | 2024", own=QUANG_NGAI)
    asking = document("b.txt", "Luật Đất đai", own="Báo cáo | 2026-03 | Sở Y tế tỉnh Quảng Ngãi")
    assert key_of(resolve([known, asking]), "b.txt") == "vn/trung-uong/qh/luat/2024/31"


def test_a_bare_number_follows_only_its_own_body(document) -> None:
    cites = (
        "Công văn 12/SNV-VP | 2023-01-05 | Sở Nội vụ",
        "Công văn số 12 || Sở Tài chính",
        "Công văn số 12 || Sở Nội vụ",
    )
    resolution = resolve([document("a.txt", *cites, own=QUANG_NGAI)])
    assert key_of(resolution, "a.txt", 1) != key_of(resolution, "a.txt", 0)
    assert key_of(resolution, "a.txt", 2) == key_of(resolution, "a.txt", 0)


def test_of_two_readings_of_one_text_the_order_does_not_decide(document) -> None:
    read = document("a.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own=QUANG_NGAI)
    other = evolve(read, mentions=(evolve(read.mentions[0], confidence=0.5),))
    assert repr(read) == repr(other)
    assert resolve([read, other]) == resolve([other, read])
    assert len(resolve([read, other]).entries) == 1
