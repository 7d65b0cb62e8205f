from __future__ import annotations

import pytest
from attrs import evolve

from docgraph.directives import Directive, Origin, resolve
from docgraph.directives.typos import flag_typos, one_edit_apart
from docgraph.references.nodes import Family
from docgraph.text.dates import PartialDate

OWN = "Báo cáo | 2023-06 | Sở Y tế tỉnh Quảng Ngãi"
KEY = "vn/quang-ngai/ubnd/qd/2021/1477"


def the(resolution, key: str = KEY) -> Directive:
    return next(one for one in resolution.directives if one.key == key)


def test_a_directive_known_from_citations_gathers_the_best_of_them(document) -> None:
    cites = (
        "Quyết định 1477/QD-UBND | 2021-09-22",
        "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi | ban hành Kế hoạch",
        "Quyết định 1477/QĐ-UBND | 2021-09-22 | Chủ tịch UBND tỉnh | ban hành Kế hoạch phát động",
    )
    directive = the(resolve([document(f"{n}.txt", cite, own=OWN) for n, cite in enumerate(cites)]))
    assert directive.label == "Quyết định 1477/QĐ-UBND"
    assert directive.issuer == "UBND tỉnh Quảng Ngãi"
    assert directive.agency == "quang-ngai/ubnd"
    assert directive.title == "ban hành Kế hoạch phát động"
    assert (directive.cited_by, directive.mentions, directive.in_corpus) == (3, 3, False)
    assert directive.conflicts == ()


def test_the_own_text_wins(document) -> None:
    own = document("own.txt", own="Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi | phát động")
    cited = document("a.txt", "Kế hoạch 1477/QĐ-UBND | 2021-09-22 || ban hành một kế hoạch dài", own=OWN)
    directive = the(resolve([own, cited]))
    assert (directive.type, directive.title, directive.sources) == ("Quyết định", "phát động", ("own.txt",))
    assert [(c.field, c.value, c.sources) for c in directive.conflicts] == [("type", "Kế hoạch", ("a.txt",))]


def test_one_number_under_two_dates_is_kept_twice(document) -> None:
    right = [document(f"{n}.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own=OWN) for n in range(2)]
    wrong = document("wrong.txt", "Quyết định 1477/QĐ-UBND | 2021-09-29", own=OWN)
    resolution = resolve([wrong, *right])
    assert the(resolution).date == PartialDate(2021, 9, 22)
    assert the(resolution, f"{KEY}@2021-09-29").cited_by == 1
    own = document("own.txt", own="Quyết định 1477/QĐ-UBND | 2021-09-29 | UBND tỉnh Quảng Ngãi")
    assert the(resolve([wrong, *right, own])).date == PartialDate(2021, 9, 29)


def test_a_partial_date_agrees_with_the_full_one(document) -> None:
    cites = ("Quyết định 1477/QĐ-UBND | 2021-09", "Quyết định 1477/QĐ-UBND | 2021-09-22")
    directive = the(resolve([document(f"{n}.txt", cite, own=OWN) for n, cite in enumerate(cites)]))
    assert (directive.date, directive.cited_by) == (PartialDate(2021, 9, 22), 2)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"type": "Kết luận", "number": "608", "symbol": "KL/TU", "family": Family.PARTY}, "Kết luận 608-KL/TU"),
        ({"type": "Quyết định", "number": "23", "year": "2021", "symbol": "QĐ-TTg"}, "Quyết định 23/2021/QĐ-TTg"),
        ({"type": "Luật", "name": "Đất đai", "date": PartialDate(2024)}, "Luật Đất đai năm 2024"),
        (
            {"type": "Báo cáo", "agency_name": "Sở Y tế", "date": PartialDate(2023, 6), "sources": ("a",)},
            "Báo cáo của Sở Y tế, 6/2023",
        ),
        ({"number": "5"}, "Văn bản 5"),
        ({}, "Văn bản"),
    ],
)
def test_label(fields: dict[str, object], label: str) -> None:
    assert str(Directive(key="vn/x", **fields)) == label  # type: ignore[arg-type]


def two(first: str, second: str, **more: object) -> list[Directive]:
    return [
        Directive(
            key=f"vn/quang-ngai/ubnd/qd/2021/{number}",
            type="Quyết định",
            number=number,
            symbol="QĐ-UBND",
            date=PartialDate(2021, 9, 22),
            cited_by=count,
            **more,  # type: ignore[arg-type]
        )
        for number, count in ((first, 3), (second, 1))
    ]


@pytest.mark.parametrize(
    ("first", "second", "flagged"),
    [
        ("1477", "1447", True),
        ("1477", "1747", True),
        ("1477", "147", True),
        ("31", "81", True),
        ("1477", "1478", False),  # neighbours are registered together
        ("1477", "1499", False),
        ("1", "11", False),
        ("118.03", "118.04", False),
    ],
)
def test_a_near_number_is_flagged(first: str, second: str, flagged: bool) -> None:
    better, other = flag_typos(two(first, second))
    assert better.possible_typo_of is None
    assert other.possible_typo_of == (better.key if flagged else None)


def test_what_tells_two_near_numbers_apart() -> None:
    different = two("1477", "1447")
    titled = [evolve(different[0], title="ban hành quy chế tiếp công dân"), evolve(different[1], title="giao đất")]
    dated = [different[0], evolve(different[1], date=PartialDate(2021, 9, 23))]
    read = [evolve(one, sources=("a.txt",)) for one in different]
    normative = [evolve(one, year="2021") for one in different]
    for pair in (titled, dated, read, normative):
        assert [one.possible_typo_of for one in flag_typos(pair)] == [None, None]
    near = two("1477", "1478", title="ban hành kế hoạch phát động thi đua")
    assert flag_typos(near)[1].possible_typo_of == near[0].key


def test_edits() -> None:
    assert not one_edit_apart("12", "1234")
    assert not one_edit_apart("1234", "2143")


def test_every_chosen_value_names_its_sources(document) -> None:
    cites = (
        "Quyết định 1477/QĐ-UBND | 2021-09",
        "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi",
        "Quyết định 1477/QĐ-UBND | 2021-09-22 | Chủ tịch UBND tỉnh | về việc phát động phong trào thi đua",
    )
    documents = [document(f"{n}.txt", cite, own=OWN) for n, cite in enumerate(cites)]
    directive = the(resolve(documents))
    assert directive.origins == (
        Origin("date", ("1.txt", "2.txt")),
        Origin("issuer", ("1.txt",)),
        Origin("title", ("2.txt",)),
        Origin("type", ("0.txt", "1.txt", "2.txt")),
    )
    own = document("own.txt", own="Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi | phát động")
    found = {origin.field: origin.sources for origin in the(resolve([own, *documents])).origins}
    assert found == {"date": ("own.txt",), "issuer": ("own.txt",), "title": ("own.txt",), "type": ("own.txt",)}


def test_a_title_that_is_no_stump_and_no_sentence_is_chosen(document) -> None:
    whole = "về việc phát động phong trào thi đua trong toàn tỉnh"
    titles = (
        "thực hiện",
        whole,
        f"quy định rằng {'mọi cơ quan đều phải báo cáo ' * 12}",
        "về việc phát động phong trào",
    )
    cites = [f"Quyết định 1477/QĐ-UBND | 2021-09-22 || {title}" for title in titles]
    assert the(resolve([document("a.txt", *cites, own=OWN)])).title == whole


def test_another_title_than_that_of_the_own_text_is_a_conflict(document) -> None:
    own = document(
        "own.txt",
        own="Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi | về việc phát động phong trào thi đua yêu nước",
    )
    same = document("a.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22 || phát động phong trào thi đua", own=OWN)
    other = document("b.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22 || thu hồi đất tại huyện Sơn Hà", own=OWN)
    conflicts = the(resolve([own, same, other])).conflicts
    assert [(c.field, c.value, c.sources) for c in conflicts] == [("title", "thu hồi đất tại huyện Sơn Hà", ("b.txt",))]
