from __future__ import annotations

import csv
import datetime as dt
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgraph.agencies import (
    Branch,
    Level,
    agency_of_symbol,
    compatible,
    expand_class,
    find_agency,
    level_of,
    province_of,
    slug,
)

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


WORDINGS = rows("wordings.csv")


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: f"{row['wording']}|{row['province']}|{row['on']}")
def test_a_wording_names_its_body(row: dict[str, str]) -> None:
    found = find_agency(row["wording"], row["province"] or None, day(row["on"]))
    if not row["id"]:
        assert found is None
        return
    assert found is not None
    assert (found.id, found.level.value if found.level else "") == (row["id"], row["level"])


def test_the_table_of_wordings_is_large_enough() -> None:
    assert len(WORDINGS) >= 80


@pytest.mark.parametrize("row", [row for row in WORDINGS if row["id"] and not row["id"].startswith("viet-nam")])
def test_the_name_of_a_body_names_the_same_body(row: dict[str, str]) -> None:
    """Finding is idempotent: the full name reads back to the same id."""
    found = find_agency(row["wording"], row["province"] or None, day(row["on"]))
    assert found is not None
    again = find_agency(found.name, found.province, day(row["on"]))
    assert again is not None
    assert again.id == found.id


@pytest.mark.parametrize("row", [row for row in WORDINGS if row["id"]])
def test_decomposed_text_and_capitals_make_no_difference(row: dict[str, str]) -> None:
    found = find_agency(row["wording"], row["province"] or None, day(row["on"]))
    decomposed = find_agency(unicodedata.normalize("NFD", row["wording"]), row["province"] or None, day(row["on"]))
    assert found is not None
    assert decomposed is not None
    assert found.id == decomposed.id


@pytest.mark.parametrize("row", rows("symbols.csv"), ids=lambda row: f"{row['symbol']}|{row['province']}")
def test_a_symbol_shows_its_issuer(row: dict[str, str]) -> None:
    found = agency_of_symbol(row["symbol"], row["province"] or None)
    assert (found.id if found else "") == row["id"]


@pytest.mark.parametrize(
    ("symbol", "wording", "province", "expected"),
    [
        ("KL/TW", "Bộ Chính trị", None, True),
        ("KL/TW", "Ban Bí thư", None, True),
        ("NQ/TW", "Ban Chấp hành Trung ương Đảng", None, True),
        ("KL/TW", "Văn phòng Trung ương Đảng", None, False),
        ("QĐ-UBND", "Chủ tịch UBND tỉnh Quảng Ngãi", "Quảng Ngãi", True),
        ("QĐ-UBND", "UBND tỉnh Quảng Ngãi", None, True),
        ("QĐ-UBND", "UBND tỉnh Quảng Ngãi", "Lào Cai", False),
        ("QĐ-UBND", "UBND huyện Bình Sơn", "Quảng Ngãi", True),
        ("NQ-CP", "Thủ tướng Chính phủ", None, False),
        ("NQ-CP", "Chính phủ", None, True),
        ("KH/ĐU", "Ban Thường vụ Đảng ủy UBND tỉnh", "Lào Cai", True),
        ("SNV-TĐKT", "Sở Xây dựng", "Quảng Ngãi", False),
        ("QH15", "Quốc hội", None, True),
    ],
)
def test_compatible(symbol: str, wording: str, province: str | None, expected: bool) -> None:
    shown, named = agency_of_symbol(symbol, province), find_agency(wording, province)
    assert shown is not None
    assert named is not None
    assert compatible(shown, named) is expected
    assert compatible(named, shown) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh Quảng Ngãi", "Quảng Ngãi"),
        ("Sở Công Thương Yên Bái", "Yên Bái"),
        ("tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("thành phố Huế", "Huế"),
        ("TP. HCM", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("TỈNH ĐĂK LĂK", "Đắk Lắk"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Hoà Bình và Thanh Hoá", "Hòa Bình"),
        ("ubnd tỉnh quảng ngãi", "Quảng Ngãi"),
        ("vì hòa bình, ổn định", None),
        ("Thái Bình Dương", None),
        ("An Giangg", None),
        ("", None),
    ],
)
def test_province_of(text: str, expected: str | None) -> None:
    assert province_of(text) == expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("các Sở, ban, ngành", Level.AGENCY),
        ("Sở", Level.AGENCY),
        ("UBND các huyện, thị xã, thành phố", Level.DISTRICT),
        ("UBND cấp xã", Level.COMMUNE),
        ("các Bộ, ngành", Level.CENTRAL),
        ("các tổ chức chính trị - xã hội", Level.PROVINCIAL),
        ("Chi cục Kiểm lâm", Level.AGENCY),
        ("Tổng cục Thủy sản", Level.CENTRAL),
        ("Cục Hóa chất, Bộ Công Thương", Level.CENTRAL),
        ("Vụ Pháp chế", Level.CENTRAL),
        ("Cục Thuế tỉnh Lào Cai", Level.AGENCY),
        ("Cục Quản lý thị trường tỉnh Lào Cai", Level.AGENCY),
        ("tỉnh", Level.PROVINCIAL),
        ("Công ty cổ phần Phú Hà", None),
        ("", None),
    ],
)
def test_level_of(wording: str, expected: Level | None) -> None:
    assert level_of(wording) is expected


def test_classes_expand_to_the_bodies_of_the_day() -> None:
    before = expand_class("các sở, ban, ngành", "Quảng Ngãi", dt.date(2021, 9, 1))
    after = expand_class("Các Sở, ngành, đoàn thể tỉnh", "Quảng Ngãi", dt.date(2025, 7, 2))
    assert {"quang-ngai/sldtbxh", "quang-ngai/bdt"} <= {one.id for one in before}
    assert {"quang-ngai/snnmt", "quang-ngai/hpn", "quang-ngai/mttq"} <= {one.id for one in after}
    assert "quang-ngai/snnptnt" not in {one.id for one in after}
    ministries = expand_class("các bộ, cơ quan ngang bộ", on=dt.date(2025, 3, 2))
    assert len([one for one in ministries if one.name.startswith("Bộ")]) == 14
    assert len(ministries) == 17
    assert len(expand_class("các Bộ, cơ quan ngang Bộ", on=dt.date(2025, 2, 27))) == 22
    assert expand_class("các sở, ban, ngành") == ()
    assert expand_class("UBND các huyện", "Quảng Ngãi") == ()


@pytest.mark.parametrize(
    ("wording", "branch"),
    [
        ("Tỉnh ủy Lào Cai", Branch.PARTY),
        ("Sở Nội vụ", Branch.STATE),
        ("Hội Nông dân tỉnh", Branch.FRONT),
        ("Tòa án nhân dân tỉnh", Branch.COURT),
        ("Công an tỉnh", Branch.ARMED_FORCES),
        ("Công ty TNHH Lương Việt", Branch.COMPANY),
    ],
)
def test_branch(wording: str, branch: Branch) -> None:
    found = find_agency(wording)
    assert found is not None
    assert found.branch is branch


PIECES = st.sampled_from(
    [
        "UBND ",
        "tỉnh ",
        "Quảng Ngãi",
        "Chủ tịch ",
        "Sở ",
        "Thành ủy ",
        "thành phố ",
        "Huế ",
        "các ",
        "- ",
        "Hội nghị ",
        "xã ",
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)),
    st.one_of(st.none(), st.text(max_size=12)),
)
@example("Chủ tịch " * 50, None)
@example("\u0300\u0301", "Huế")
@example("/", "?")
def test_any_text_is_read_without_an_error(text: str, province: str | None) -> None:
    for found in (find_agency(text, province), agency_of_symbol(text, province)):
        if found is not None:
            territory, _, organ = found.id.partition("/")
            assert territory
            assert organ
            assert found.id == found.id.lower()
            assert found.id.isascii()
    province_of(text)
    level_of(text)
    expand_class(text, province)
    assert slug(slug(text)) == slug(text)


def test_time_does_not_grow_faster_than_the_text() -> None:
    started = time.perf_counter()
    for text in ("Chủ tịch " * 50_000, "a" * 500_000, "các sở " * 50_000, "-" * 500_000, "UBND " * 50_000):
        find_agency(text)
        agency_of_symbol(text)
        level_of(text)
        expand_class(text)
        province_of(text)
    assert time.perf_counter() - started < 10
