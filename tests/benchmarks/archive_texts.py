"""Made documents of an archive, by their number: central directives, provincial plans under them, what agencies do.

Of a thousand documents one is a central decision, a hundred are plans of provinces that carry one out - a few decisions
are carried out by many - and the others are plans and reports of departments under a plan of their province.  Each has
a header, three to five references and sentences between them; the same number and version give the same text.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache

from texts import _FILLER

PLACES = (
    "Quảng Ngãi", "Bắc Giang", "Ninh Thuận", "Lào Cai", "Nghệ An", "Cà Mau", "Sơn La", "Đồng Tháp", "Hà Giang", "Phú Yên",
    "Gia Lai", "Đắk Lắk", "An Giang", "Bến Tre", "Hà Nam", "Nam Định", "Thái Bình", "Bình Định", "Tây Ninh", "Trà Vinh",
)  # fmt: skip
BODIES = (
    ("SNV", "Sở Nội vụ"),
    ("SYT", "Sở Y tế"),
    ("SXD", "Sở Xây dựng"),
    ("STP", "Sở Tư pháp"),
    ("SCT", "Sở Công Thương"),
)
TASKS = (
    "cải cách hành chính nhà nước", "chuyển đổi số trong cơ quan nhà nước", "phòng, chống thiên tai", "an toàn thực phẩm",
    "giảm nghèo bền vững", "phát triển du lịch cộng đồng", "xây dựng nông thôn mới", "bảo vệ môi trường nông thôn",
    "hỗ trợ doanh nghiệp nhỏ và vừa", "nâng cao chất lượng giáo dục nghề nghiệp",
)  # fmt: skip
FIRST_YEAR = 2015
YEARS = 9


def _kind(number: int) -> str:
    if number % 1000 == 0:
        return "central"
    return "plan" if number % 10 == 0 else "local"


def _day(number: int, least: int) -> tuple[int, int, int]:
    """Return a day of a year that is not before the *least*-th."""
    return 1 + number % 28, 1 + number % 12, FIRST_YEAR + least


@cache
def central(number: int) -> tuple[str, tuple[int, int, int], str]:
    """Return number and symbol, day and title of a central decision."""
    place = number // 1000
    task = TASKS[place % len(TASKS)]
    return (
        f"{place + 1}/QĐ-TTg",
        _day(place, place % 3),
        f"phê duyệt Chương trình {task} giai đoạn {2015 + place % 3} - 2030",
    )


def plan(number: int) -> tuple[str, tuple[int, int, int], str, str, int]:
    """Return number and symbol, day, title and province of a plan, and the number of the decision that it carries out."""
    place = number // 10
    province = PLACES[place % len(PLACES)]
    chance = random.Random(number)
    last = number // 1000
    above = 1000 * min(last, int(chance.paretovariate(0.35)) - 1) if last else 0
    code = f"{1 + place // len(PLACES)}/KH-UBND"
    return (
        code,
        _day(number // 7, 3 + place % 3),
        f"thực hiện Chương trình {TASKS[above // 1000 % len(TASKS)]}",
        province,
        above,
    )


def _written(day: tuple[int, int, int]) -> str:
    return f"{day[0]}/{day[1]}/{day[2]}"


def _filler(chance: random.Random, size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choice(_FILLER)
        parts.append(sentence)
        parts.append("\n\n" if chance.random() < 0.3 else " ")
        length += len(sentence) + 1
    return "".join(parts)


def _head(body: str, above: str, code: str | None, place: str, day: tuple[int, int, int], kind: str, title: str) -> str:
    number = f"Số: {code}\n" if code else ""
    state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
    date = f"{place}, ngày {day[0]:02d} tháng {day[1]:02d} năm {day[2]}"
    return f"{above}{body}\n-------\n{state}{number}{date}\n\n{kind}\n{title}\n\n"


def text(number: int, size: int, version: int = 0) -> str:
    """Return the text of a document of about *size* characters."""
    chance = random.Random(number * 31 + version)
    kind = _kind(number)
    if kind == "central":
        code, day, title = central(number)
        head = _head("THỦ TƯỚNG CHÍNH PHỦ", "", code, "Hà Nội", day, "QUYẾT ĐỊNH", title.capitalize())
        body = (
            "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n"
            f"Căn cứ Nghị định số {30 + number // 1000 % 40}/2014/NĐ-CP ngày 05 tháng 3 năm 2014 của Chính phủ;\n"
            "Căn cứ Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ.\n\n"
        )
        signed = "Nơi nhận:\n- Các bộ, cơ quan ngang bộ;\n- UBND các tỉnh, thành phố;\n- Lưu: VT.\n\nTHỦ TƯỚNG\n"
    elif kind == "plan":
        code, day, title, province, above = plan(number)
        decision, decided, named = central(above)
        top = f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}"
        head = _head(top, "", code, province, day, "KẾ HOẠCH", f"{title.capitalize()} trên địa bàn tỉnh {province}")
        body = (
            f"Thực hiện Quyết định số {decision} ngày {_written(decided)} của Thủ tướng Chính phủ {named}; căn cứ Luật Tổ"
            " chức chính quyền địa phương năm 2015 và Nghị định số 45/2014/NĐ-CP ngày 15/5/2014 của Chính phủ, Ủy ban nhân"
            f" dân tỉnh {province} ban hành Kế hoạch như sau:\n\n"
        )
        signed = "Nơi nhận:\n- Các sở, ban, ngành;\n- UBND các huyện;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
    else:
        of_plan = max(10, number // 10 * 10 if number // 10 % 100 else number // 10 * 10 + 10)
        title = plan(of_plan)[2]
        if version % 2 and of_plan > 2000 and number % 400 < 100:
            of_plan -= 200  # one changed document in four cites another plan of its province now
        code, planned, _, province, _ = plan(of_plan)
        organ, name = BODIES[number % len(BODIES)]
        report = number % 3 == 0
        day = _day(number, 6 + number % 3)
        own = None if number % 6 == 0 else f"{1 + number // 40}/{'BC' if report else 'KH'}-{organ}"
        top = f"UBND TỈNH {province.upper()}\n"
        task = f"{'Kết quả' if report else 'Triển khai'} {title} năm {day[2]}"
        head = _head(name.upper(), top, own, province, day, "BÁO CÁO" if report else "KẾ HOẠCH", task)
        letter = (
            f"Công văn số {1 + number % 3000}/{organ}-VP ngày {_written((1 + number % 27, 1 + number % 11, day[2]))}"
        )
        body = (
            f"Thực hiện Kế hoạch số {code} ngày {_written(planned)} của UBND tỉnh {province} về việc {title}, {name} đã có"
            f" {letter} gửi các đơn vị; theo Nghị định số 45/2014/NĐ-CP ngày 15/5/2014 của Chính phủ, {name} báo cáo như"
            " sau:\n\n"
        )
        if number % 2:
            decision, decided, _ = central(plan(of_plan)[4])
            dated = f" ngày {_written(decided)}" if number % 20 > 1 else ""  # some leave the day out
            body += f"Căn cứ Quyết định số {decision}{dated} của Thủ tướng Chính phủ, các đơn vị đã rà soát.\n\n"
        signed = f"Nơi nhận:\n- UBND tỉnh {province};\n- Lưu: VT.\n\nGIÁM ĐỐC\n"
    rest = _filler(chance, max(0, size - len(head) - len(body) - len(signed)))
    return f"{head}{body}{rest}\n\n{signed}"


def source(number: int) -> str:
    """Return the name of a document's file."""
    return f"{number // 1000:04d}/{number:07d}.txt"


def archive(documents: int, size: int, changed: Iterable[int] = (), version: int = 1) -> Iterator[tuple[str, str]]:
    """Yield source and text of each document; those of *changed* in another version."""
    others = frozenset(changed)
    for number in range(documents):
        yield source(number), text(number, size, version if number in others else 0)
