"""Names printed in capitals, in normal case."""

from __future__ import annotations

import pytest

from docgraph.documents.layout.casing import normal_case, write_out


@pytest.mark.parametrize(
    "name",
    [
        "Ban Quản lý Khu kinh tế Dung Quất",
        "Ban Quản lý Khu kinh tế Vân Phong",
        "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
        "Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp",
        "Ban Quản lý các Khu công nghiệp tỉnh Bắc Giang",
        "Ban Quản lý Khu bảo tồn thiên nhiên Kon Chư Răng",
        "Vườn quốc gia Núi Chúa",
        "Hạt Kiểm lâm Ba Tơ",
        "Huyện ủy Sơn Tịnh",
        "Thành ủy Phan Rang - Tháp Chàm",
        "Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm",
        "Ủy ban nhân dân phường Văn Miếu - Quốc Tử Giám",
        "Đảng ủy xã Tịnh Hà",
        "Bệnh viện Bạch Mai",
        "Bệnh viện Đa khoa tỉnh Lào Cai",
        "Trường Đại học Phạm Văn Đồng",
        "Chi cục Thuế khu vực Sơn Hà - Sơn Tây",
        "Đài Phát thanh và Truyền hình Ninh Thuận",
        "Trung tâm Kiểm soát bệnh tật",
        "Bảo hiểm xã hội tỉnh Lào Cai",
        "Phòng Cảnh sát PCCC",
    ],
)
def test_capitals_are_lowered(name: str) -> None:
    assert normal_case(write_out(name.upper())) == name


def test_the_spelling_of_the_text_goes_first() -> None:
    sample = "… Bệnh viện Việt Nam - Thụy Điển Uông Bí đề nghị …"
    assert normal_case("BỆNH VIỆN VIỆT NAM - THỤY ĐIỂN UÔNG BÍ", sample) == "Bệnh viện Việt Nam - Thụy Điển Uông Bí"
