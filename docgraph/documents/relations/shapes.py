"""Shapes of the text between two references: list connections, titles, brackets, headings."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final

from docgraph.references.tries import trie_pattern

# Nothing but a list connection stands between two members.
LISTED: Final = re.compile(
    r"[ \n,;|\"()]*(?:(?:và|hoặc|cùng|cùng với)[ \n]+)?(?:các[ \n]+)?(?:số[ \n:]*)?(?:\d{1,2}[.)][ \n]*)?[ \n\"]*"
)
BRACKETS: Final = re.compile(r"\([^()]*\)")
CONTENT: Final = re.compile(r"[\w]{2,}[^\w]+[\w]{2,}[^\w]+[\w]{2,}")
CLOSE_CUES: Final = frozenset({"hợp nhất", "gia hạn", "tiếp theo", "đính chính", "trả lời", "xét"})
NEW_ACTION: Final = re.compile(
    r"(?<!\w)(?:gắn với|đồng thời|song song với)[ ]+(?:việc[ ]+)?(?:tiếp tục[ ]+)?(?:triển khai[ ]+)?thực hiện"
)
SPREADING: Final = re.compile(r"(?<!\w)(?i:tuyên truyền|phổ biến)(?!\w)")
AMENDED_BY: Final = re.compile(
    r"(?:đã[ \n]+)?được[ \n]+(?:sửa đổi|bổ sung|thay thế)[^;.]*?(?<!\w)(?:bởi|theo|tại|bằng)[ \n]+(?:các[ \n]+)?$"
)
LIST_GOES_ON: Final = re.compile(r"(?:[,;][ \n]*(?:và)?|(?<!\w)và(?:[ \n]+các)?)[ \n]*(?:số[ \n:]*)?$")
ANNEX_LINE: Final = re.compile(r"\([ \n]*(?i:ban hành[ \n]+)?(?i:kèm|đính kèm)(?:[ \n]+theo)?[ \n]*$")
ITEM_START: Final = re.compile(
    r"[ \n|]*(?:[-+•]|\d{1,3}(?:\.\d{1,2})*[.)]?|[a-zđ]\)|\(\d+\))?[ \n|]*(?:các[ \n]+)?", re.IGNORECASE
)
HEADING: Final = re.compile(r"[ \n|]*(?:Điều \d+[a-z]?\.|[IVX]+\.|\d{1,2}\.|[a-zđ]\))?[ \n]*")
TITLE_LEAD: Final = re.compile(r"[ \n|]*(?:(?i:về việc|về|v/v)[ \n]+)?")
BULLET: Final = re.compile(r"[ \n|]*(?:[-+•]|\d{1,2}[.)]|[a-zđ]\))[ \n]")
LOSES_FORCE: Final = re.compile(r"[^;.]{0,300}?(?<!\w)(?:hết hiệu lực|bị bãi bỏ|được thay thế bằng)")
WORD_CHANGE: Final = re.compile(r"(?<!\w)(?:cụm từ|từ ngữ|khoản|điểm|Điều|điều|phụ lục|Phụ lục|Mẫu|mẫu)(?!\w)")
QUOTED_WORDS: Final = re.compile(r"(?<!\w)(?:cụm từ|từ ngữ|từ)(?!\w)")
THIS_DOCUMENT: Final = re.compile(r"(?<!\w)này(?!\w)[^;.]*$")
REPORTS: Final = re.compile(r"(?i:báo cáo)")


@cache
def title_opens() -> re.Pattern[str]:
    """Return the pattern of what stands right behind a reference when its title, or a remark on it, is read."""
    text = (files("docgraph.documents") / "tables" / "title_openers.csv").read_text("utf-8")
    words = trie_pattern(row["words"] for row in csv.DictReader(text.splitlines()))
    return re.compile(rf'[ \n]*,?[ \n]*(?:\([^()]{{0,80}}\)[ \n]*,?[ \n]*)?"?(?i:{words})(?!\w)')
