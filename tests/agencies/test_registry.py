from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import docgraph.agencies
from docgraph.agencies import (
    Level,
    agency,
    agency_of_symbol,
    children,
    departments,
    find_agency,
    load_registry,
    provinces,
    successors,
)
from docgraph.agencies.tables import organs, presence, read_table
from docgraph.errors import AgencyTableError, DocgraphError, UnknownAgencyError

if TYPE_CHECKING:
    from pathlib import Path

OLD, BEFORE, AFTER = dt.date(2021, 9, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 2)

# Code: what it is on 1 September 2021, and the codes that do its work from 1 March 2025.
DEPARTMENTS = {
    "VPUBND": ("VPUBND",),
    "TTT": ("TTT",),
    "SNV": ("SNV",),
    "STP": ("STP",),
    "STC": ("STC",),
    "SKHĐT": ("STC",),
    "SCT": ("SCT",),
    "SNNPTNT": ("SNNMT",),
    "STNMT": ("SNNMT",),
    "SXD": ("SXD",),
    "SGTVT": ("SXD",),
    "SKHCN": ("SKHCN",),
    "STTTT": ("SKHCN",),
    "SVHTT": ("SVHTT",),
    "SVHTTDL": ("SVHTTDL",),
    "SGDĐT": ("SGDĐT",),
    "SYT": ("SYT",),
    "SLĐTBXH": ("SNV", "SYT", "SGDĐT"),
    "BDT": ("SDTTG",),
    "SNgV": ("SNgV",),
    "SDL": ("SDL",),
    "SQHKT": ("SQHKT",),
}
# Of each code the name that stands before the place; the inspectorate is named "Thanh tra tỉnh …".
NAMES = {
    "VPUBND": "Văn phòng Ủy ban nhân dân",
    "TTT": "Thanh tra",
    "SNV": "Sở Nội vụ",
    "STP": "Sở Tư pháp",
    "STC": "Sở Tài chính",
    "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "SCT": "Sở Công Thương",
    "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "STNMT": "Sở Tài nguyên và Môi trường",
    "SXD": "Sở Xây dựng",
    "SGTVT": "Sở Giao thông vận tải",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "STTTT": "Sở Thông tin và Truyền thông",
    "SVHTT": "Sở Văn hóa và Thể thao",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
    "SYT": "Sở Y tế",
    "SLĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "BDT": "Ban Dân tộc",
    "SDTTG": "Sở Dân tộc và Tôn giáo",
    "SNgV": "Sở Ngoại vụ",
    "SDL": "Sở Du lịch",
    "SQHKT": "Sở Quy hoạch - Kiến trúc",
}
CITIES = {"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ"}
OLD_PROVINCES = [province.name for province in provinces(OLD)]


def name_in(province: str, on: dt.date) -> str:
    """Return the province that a province of 2021 is or belongs to on a day."""
    return successors(agency("UBND", province), on)[0].province or ""


def full_name(code: str, province: str) -> str:
    """Return the name that a department has: Huế is a city as soon as it has that name."""
    return f"{NAMES[code]} {'thành phố' if province in CITIES | {'Huế'} else 'tỉnh'} {province}"


def test_every_department_is_in_the_table_below() -> None:
    listed = {organ for organ in organs() if organ.group == "so" and organ.territory == "*"}
    assert {organ.code for organ in listed} == set(NAMES)
    assert {organ.code for organ in listed if organ.valid_from is None or organ.valid_from <= OLD} == set(DEPARTMENTS)


def test_the_map_before_and_after_the_merger() -> None:
    assert len(provinces(OLD)) == len(provinces(BEFORE)) == 63
    assert len(provinces(AFTER)) == 34
    assert len({province.slug for province in provinces()}) == 64
    assert sum(province.type_on(OLD) == "thành phố" for province in provinces(OLD)) == 5
    assert sum(province.type_on(AFTER) == "thành phố" for province in provinces(AFTER)) == 6
    assert all(province.succeeded_by for province in provinces() if province.valid_until)


@pytest.mark.parametrize("province", OLD_PROVINCES)
@pytest.mark.parametrize("code", DEPARTMENTS)
def test_every_department_of_every_province_through_time(province: str, code: str) -> None:
    was = agency(code, province, OLD)
    assert was.province == province
    assert was.name == full_name(code, province)
    assert was.level is Level.AGENCY
    assert was.parent == was.id.partition("/")[0] + "/ubnd"
    assert successors(was, OLD) == (was,)
    for on in (BEFORE, AFTER):
        heirs = successors(was, on)
        place = name_in(province, on)
        assert [heir.code for heir in heirs] == list(DEPARTMENTS[code])
        assert {heir.province for heir in heirs} == {place}
        assert [heir.name for heir in heirs] == [full_name(heir_code, place) for heir_code in DEPARTMENTS[code]]
        assert all(heir.existed(on) for heir in heirs)
        assert [agency(heir.code or "", place, on) for heir in heirs] == list(heirs)
        if was.id not in {heir.id for heir in heirs}:
            with pytest.raises(UnknownAgencyError) as caught:
                agency(code, province, on)
            assert set(caught.value.near) == {heir.id for heir in heirs}


@pytest.mark.parametrize("province", OLD_PROVINCES)
def test_departments_of_a_province_on_three_days(province: str) -> None:
    was, then = departments(province, OLD), departments(name_in(province, BEFORE), BEFORE)
    assert {"SKHĐT", "SNV", "TTT", "VPUBND"} <= {one.code for one in was}
    assert not {one.code for one in was} & {"SNNMT", "SDTTG"}
    assert {"SNNMT", "STC"} <= {one.code for one in then}
    assert not {one.code for one in then} & {"SKHĐT", "SLĐTBXH", "STNMT"}
    now = departments(name_in(province, AFTER), AFTER)
    assert {one.code for one in now} >= {"SNNMT", "SNV"}
    if name_in(province, AFTER) != province:
        assert departments(province, AFTER) == ()


def test_the_department_of_bac_giang() -> None:
    was = agency("SNV", province="Bắc Giang", on=dt.date(2021, 7, 1))
    assert (was.id, was.name, was.name_en) == (
        "bac-giang/snv",
        "Sở Nội vụ tỉnh Bắc Giang",
        "Department of Home Affairs of Bac Giang Province",
    )
    assert was.valid_until == BEFORE
    assert was.succeeded_by == ("bac-ninh/snv",)
    assert [heir.id for heir in successors(was, AFTER)] == ["bac-ninh/snv"]
    assert agency("SNV", province="Bắc Giang", on="2021-07-01") == was


def test_planning_of_ninh_thuan_goes_to_finance_of_khanh_hoa() -> None:
    was = find_agency("Sở KH&ĐT Ninh Thuận", on=dt.date(2023, 5, 1))
    assert was is not None
    assert [heir.id for heir in successors(was, BEFORE)] == ["ninh-thuan/stc"]
    assert [heir.id for heir in successors(was, AFTER)] == ["khanh-hoa/stc"]


def test_hue_changed_its_rank_before_the_merger() -> None:
    was = agency("SKHĐT", "Thừa Thiên Huế", OLD)
    assert [heir.id for heir in successors(was, dt.date(2025, 1, 15))] == ["hue/skhdt"]
    assert [heir.id for heir in successors(was, AFTER)] == ["hue/stc"]


def test_a_province_may_become_a_city() -> None:
    assert agency("UBND", "Đồng Nai", dt.date(2026, 4, 29)).name == "Ủy ban nhân dân tỉnh Đồng Nai"
    assert agency("UBND", "Đồng Nai", dt.date(2026, 5, 1)).name == "Ủy ban nhân dân thành phố Đồng Nai"


@pytest.mark.parametrize(
    ("code", "on", "heirs"),
    [
        ("BKHĐT", AFTER, ["trung-uong/btc"]),
        ("BNNPTNT", AFTER, ["trung-uong/bnnmt"]),
        ("BLĐTBXH", AFTER, ["trung-uong/bnv", "trung-uong/byt", "trung-uong/bgddt"]),
        ("UBDT", AFTER, ["trung-uong/bdttg"]),
        ("BTS", OLD, ["trung-uong/bnnptnt"]),
        ("BTS", AFTER, ["trung-uong/bnnmt"]),
        ("BDVTW", AFTER, ["trung-uong/btgdvtw"]),
        ("BNNMT", OLD, []),
        ("TTg", OLD, ["trung-uong/ttg"]),
    ],
)
def test_successors_at_the_centre(code: str, on: dt.date, heirs: list[str]) -> None:
    assert [heir.id for heir in successors(agency(code), on)] == heirs


def test_children() -> None:
    ministries = {one.code for one in children(agency("CP"), OLD) if one.level is Level.CENTRAL}
    assert {"BNV", "BKHĐT", "UBDT", "VPCP", "TTg"} <= ministries
    assert sum(one.code == "UBND" for one in children(agency("CP"), AFTER)) == 34
    assert "trung-uong/btdkt" in {one.id for one in children(agency("BNV"))}
    assert {one.code for one in children(agency("UBND", "Quảng Ngãi"), OLD)} >= {"SNV", "BDT"}
    assert {one.code for one in children(agency("TU", "Quảng Ngãi"), OLD)} >= {"BDVTU", "BTCTU"}
    assert children(agency("SNV", "Quảng Ngãi")) == ()


def test_departments_that_only_some_provinces_have() -> None:
    assert "SQHKT" in {one.code for one in departments("Hà Nội", AFTER)}
    assert "SQHKT" not in {one.code for one in departments("Lào Cai", AFTER)}
    capital = {one.code for one in departments("Hà Nội", OLD)}
    assert {"SDL", "SVHTT"} <= capital
    assert "SVHTTDL" not in capital


@pytest.mark.parametrize(
    ("code", "province", "near"),
    [
        ("SNX", "Bắc Giang", "SNV (Sở Nội vụ)"),
        ("Sở Nội vu", "Bắc Gian", "Bắc Giang"),
        ("Bộ Nội vũ trụ", None, None),
        ("trung-uong/xyz", None, None),
        ("", None, None),
    ],
)
def test_unknown_agencies_come_with_near_ones(code: str, province: str | None, near: str | None) -> None:
    if code == "Bộ Nội vũ trụ":
        assert agency(code).id == "trung-uong/bnv"  # marks do not count, and what follows a name is not read
        return
    with pytest.raises(UnknownAgencyError) as caught:
        agency(code, province)
    assert isinstance(caught.value, DocgraphError)
    assert str(caught.value).startswith("No agency for ")
    if near:
        assert near in caught.value.near


def test_a_day_that_is_none() -> None:
    with pytest.raises(UnknownAgencyError, match="this is no day"):
        agency("SNV", "Bắc Giang", on="tomorrow")


@pytest.mark.parametrize("code", ["bac-giang/snv", "Sở Nội vụ", "SNV", "Sở Nội vụ tỉnh Bắc Giang"])
def test_an_id_a_name_and_a_code_are_one(code: str) -> None:
    assert agency(code, "Bắc Giang").id == "bac-giang/snv"


def test_a_table_of_the_reader_goes_first(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "territory,code,name,codes,wordings\n"
        "quang-ngai,BQLDQ,Ban Quản lý Khu kinh tế Dung Quất,BQL,BQL Dung Quất\n"
        "*,SNV,Sở Nội vụ,SNOIVU,\n",
        encoding="utf-8",
    )
    own = load_registry(table)
    found = find_agency("BQL Dung Quất", "Quảng Ngãi", registry=own)
    assert found is not None
    assert (found.id, found.level, found.parent) == ("quang-ngai/bqldq", Level.AGENCY, "quang-ngai/ubnd")
    shown = agency_of_symbol("QĐ-BQL", "Quảng Ngãi", registry=own)
    assert shown is not None
    assert shown.id == "quang-ngai/bqldq"
    renamed = agency_of_symbol("SNOIVU-VP", "Lào Cai", registry=own)
    assert renamed is not None
    assert renamed.id == "lao-cai/snv"
    assert agency_of_symbol("SNOIVU-VP", "Lào Cai") is None
    assert agency("BQLDQ", "Quảng Ngãi", registry=own) == found
    with pytest.raises(UnknownAgencyError):
        agency("BQLDQ", "Lào Cai", registry=own)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("territory,code\n*,X\n", "'name' is missing"),
        ("territory,code,name\n*,,X\n", "'code' is missing"),
        ("territory,code,name,colour\n*,X,Y,red\n", "'colour' is not one of"),
        ("territory,code,name,level\n*,X,Y,high\n", "no such value"),
        ("territory,code,name,valid_from\n*,X,Y,1/7/2025\n", "no such value"),
        ("territory,code,name\n*,X,Y,more\n", "more fields than the heading"),
        ("territory,code,name\nsomewhere,X,Y\n", "no province has the slug 'somewhere'"),
    ],
)
def test_a_table_that_is_not_in_order(tmp_path: Path, text: str, reason: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(AgencyTableError, match=reason) as caught:
        load_registry(table)
    assert "line 2" in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AgencyTableError, match="cannot be read"):
        load_registry(tmp_path / "none.csv")


def test_the_tables_hold_together() -> None:
    known = {(organ.territory, organ.code) for organ in organs()}
    assert len(known) == len(organs())
    for organ in organs():
        for heir in organ.succeeded_by:
            assert (organ.territory, heir) in known, f"{organ.code} is succeeded by {heir}, which no line describes"
        if organ.parent and "/" not in organ.parent:
            assert (organ.territory, organ.parent) in known
        if organ.parent and "/" in organ.parent:
            agency(organ.parent)
        assert not (organ.succeeded_by and organ.valid_until is None)
    slugs = {province.slug for province in provinces()}
    assert {territory for territory, _ in presence()} <= slugs
    assert {province.succeeded_by for province in provinces() if province.succeeded_by} <= slugs
    assert {row["slug"] for row in read_table("province_types")} <= slugs


def test_the_door_is_sorted_and_complete() -> None:
    names = docgraph.agencies.__all__
    assert names == sorted(names)
    assert all(hasattr(docgraph.agencies, name) for name in names)
