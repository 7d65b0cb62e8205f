from __future__ import annotations

import unicodedata

import pytest

from docgraph.documents.layout import Regions, find_regions, read_header

LETTER = (
    "UBND TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n**SỞ NỘI VỤ**\tĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 40/BC-SNV\t*Lào Cai, ngày 3 tháng 5 năm 2025*\n\n**BÁO CÁO**\n**Kết quả cải cách**\n\nKính gửi: Bộ Nội vụ\n\n"
    "Thực hiện Kế hoạch số 5/KH-UBND, Sở Nội vụ báo cáo như sau.\nMọi việc đã xong./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n\nVàng Thị Mai\n\n"
    "Phụ lục\nBảng số liệu\n"
)


@pytest.fixture(params=["composed", "decomposed"])
def letter(request: pytest.FixtureRequest) -> str:
    return LETTER if request.param == "composed" else unicodedata.normalize("NFD", LETTER)


def words(text: str, regions: Regions, name: str) -> str:
    return unicodedata.normalize("NFC", getattr(regions, name).of(text))


def test_own_identity(letter: str) -> None:
    found = find_regions(letter)
    assert words(letter, found, "own_number") == "Số: 40/BC-SNV"
    assert words(letter, found, "own_date") == "Lào Cai, ngày 3 tháng 5 năm 2025"
    assert words(letter, found, "title") == "Kết quả cải cách"


def test_head_body_foot_and_annex_follow_each_other(letter: str) -> None:
    found = find_regions(letter)
    assert words(letter, found, "header").endswith("Bộ Nội vụ")
    assert words(letter, found, "body").strip().startswith("Thực hiện Kế hoạch")
    assert words(letter, found, "body").strip().endswith("./.")
    assert words(letter, found, "footer").startswith("Nơi nhận")
    assert words(letter, found, "footer").strip().endswith("Vàng Thị Mai")
    assert words(letter, found, "annex").startswith("Phụ lục")
    assert found.header.end == found.body.start
    assert found.footer is not None
    assert found.body.end == found.footer.start


def test_plain_text_is_all_body() -> None:
    text = "Trời hôm nay đẹp.\nKhông có văn bản nào ở đây.\n"
    found = find_regions(text)
    assert found == Regions(header=found.header, body=found.body)
    assert found.body.end == len(text)


def test_attachment_note_under_the_title_opens_no_annex() -> None:
    text = (
        "UBND TỈNH LÀO CAI\nSố: 1/KH-UBND\nKẾ HOẠCH\nPhát triển chợ\n(Ban hành kèm theo Quyết định số 2/QĐ-UBND)\n\n"
        "I. MỤC ĐÍCH\nNội dung dài.\n"
    )
    found = find_regions(text)
    assert found.annex is None
    assert "MỤC ĐÍCH" in found.body.of(text)
    assert found.header.of(text).endswith("2/QĐ-UBND)")


def test_number_in_the_body_is_not_the_own_number() -> None:
    text = "BÁO CÁO\nTình hình\n\nThực hiện Công văn\nsố 12/UBND-NC ngày 3/4/2021, đơn vị báo cáo.\n"
    assert find_regions(text).own_number is None
    assert find_regions(text).own_date is None


def test_subject_of_a_letter_is_its_title() -> None:
    text = "SỞ Y TẾ\nSố: 7/SYT-NV\nV/v kiểm tra nước\n\nHà Nội, ngày 1 tháng 2 năm 2023\n\nKính gửi: Các trạm y tế\n\nNội dung"
    found = find_regions(text)
    assert found.title is not None
    assert found.title.of(text) == "V/v kiểm tra nước"


def test_a_letter_without_number_is_still_a_letter() -> None:
    assert read_header("SỞ Y TẾ HÀ NAM\n\nKính gửi: Bệnh viện tỉnh.\n\nĐề nghị bệnh viện rà soát.\n").type == "Công văn"
