"""Made texts for the benchmarks: varied paragraphs with a chosen number of references a kilobyte."""

from __future__ import annotations

import random
from collections.abc import Iterator

_FILLER = (
    "Các cơ quan, đơn vị chủ động rà soát nhiệm vụ được giao, bố trí nhân lực và kinh phí, kịp thời tháo gỡ khó khăn cho cơ sở.",
    "Công tác tuyên truyền được đổi mới về nội dung và hình thức, phù hợp với từng nhóm đối tượng trên địa bàn.",
    "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%, tăng 2,1 điểm phần trăm so với cùng kỳ năm trước; còn 15/20 đơn vị chưa hoàn thành.",
    "Người đứng đầu chịu trách nhiệm về tiến độ và chất lượng, định kỳ báo cáo kết quả trước ngày 25 hằng tháng.",
    "Việc phối hợp giữa các ngành từng bước đi vào nền nếp, tuy nhiên một số nơi còn lúng túng trong tổ chức thực hiện.",
    "Trong giai đoạn 2021-2025, toàn tỉnh phấn đấu hỗ trợ 1.250 hộ, với tổng kinh phí 36,4 tỷ đồng từ nhiều nguồn.",
)
_REFERENCES = (
    "Thực hiện Quyết định số {n}/QĐ-UBND ngày {d}/{m}/2023 của UBND tỉnh Quảng Ngãi về việc ban hành Kế hoạch tổ chức thực hiện, {f}",
    "Căn cứ Nghị định số {k}/2020/NĐ-CP ngày {d:02d} tháng {m} năm 2020 của Chính phủ về công tác văn thư; {f}",
    "{f} Sở Nội vụ đã ban hành Công văn số {n}/SNV-TĐKT ngày {d}/{m}/2022 hướng dẫn các đơn vị.",
    "Triển khai Kết luận số {k}-KL/TU ngày {d:02d}/{m}/2021 của Ban Thường vụ Tỉnh ủy, {f}",
    "{f} theo quy định tại điểm b khoản 2 Điều {m} Luật Đất đai năm 2013 và các văn bản hướng dẫn.",
    "{f} Các Nghị quyết số {k}/NQ-CP, số {n}/NQ-CP ngày {d}/{m}/2021 của Chính phủ được quán triệt đầy đủ.",
    "Kế hoạch {n}/KH-UBND của Ủy ban nhân dân huyện Bình Sơn được ban hành kịp thời; {f}",
    "{f} (Báo cáo số {n}/BC-STC ngày {d}/{m}/2024).",
)


def vietnamese(size: int, density: float, seed: int = 7) -> str:
    """Return about *size* characters with about *density* references a thousand characters."""
    rng = random.Random(seed)
    parts: list[str] = []
    length = references = 0
    while length < size:
        sentence = rng.choice(_FILLER)
        if references < density * length / 1000:
            template = rng.choice(_REFERENCES)
            sentence = template.format(
                n=rng.randint(10, 9999), k=rng.randint(1, 200), d=rng.randint(1, 28), m=rng.randint(1, 12), f=sentence
            )
            references += 2 if "số {n}/NQ-CP" in template else 1
        sentence += "\n\n" if rng.random() < 0.3 else " "
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)


# The same, in English: numbers and dates that are no citations are part of the work.
_ENGLISH = (
    "Agencies and units review the tasks assigned to them, provide staff and funds, and remove difficulties in good time.",
    "Communication was renewed in content and in form, to suit each group of people in the area.",
    "The rate of files settled on time reached 98.5%, up 2.1 percentage points on last year; 15 of 20 units have not finished.",
    "The head of each unit answers for progress and quality and reports the results before the 25th of each month.",
    "Cooperation between branches has become routine, though some places are still unsure how to carry it out.",
    "In the period 2021-2025 the whole province strives to support 1,250 households, with 36.4 billion dong from many sources.",
)
_CASES = (
    "Smith v. Jones, {v} U.S. {p} (1973).",
    "See {t} U.S.C. § {p}.",
    "Doe v. Roe, {v} F.3d {p} (9th Cir. 1994).",
    "{t} Cal. App. 4th {p} (1996).",
    "Brown v. Board, {v} U.S. {p}, {q} (1954).",
)


def english(size: int, density: float, seed: int = 7) -> str:
    """Return English text of the same size and density for the comparison with eyecite."""
    rng = random.Random(seed)
    parts: list[str] = []
    length = references = 0
    while length < size:
        sentence = rng.choice(_ENGLISH)
        if references < density * length / 1000:
            cite = rng.choice(_CASES).format(
                v=rng.randint(1, 590), p=rng.randint(1, 999), q=rng.randint(1, 999), t=rng.randint(1, 50)
            )
            sentence = f"{sentence} {cite}"
            references += 1
        sentence += "\n\n" if rng.random() < 0.3 else " "
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)


_PLACES = ("Quảng Ngãi", "Bắc Giang", "Ninh Thuận", "Khánh Hòa", "Bắc Ninh", "Lâm Đồng")
_TYPES = (("BÁO CÁO", "BC"), ("KẾ HOẠCH", "KH"), ("QUYẾT ĐỊNH", "QĐ"), ("THÔNG BÁO", "TB"))


def documents(size: int, density: float, seed: int = 11) -> Iterator[str]:
    """Yield whole documents, with heads and feet, of together about *size* bytes and 4 to 25 kB each."""
    rng = random.Random(seed)
    stock = vietnamese(2_000_000, density)
    total = number = 0
    while total < size:
        place, (kind, code) = rng.choice(_PLACES), rng.choice(_TYPES)
        start, length = rng.randrange(len(stock) - 20_000), rng.randint(3_000, 18_000)
        text = (
            f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nSố: {rng.randint(1, 4000)}/{code}-UBND\n\n"
            f"{place}, ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm {rng.randint(2015, 2024)}\n\n"
            f"{kind}\nKết quả thực hiện nhiệm vụ năm {2015 + number % 10}\n\n{stock[start : start + length]}\n\n"
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nNguyễn Văn An\n"
        )
        yield text
        total += len(text.encode())
        number += 1
