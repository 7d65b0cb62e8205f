"""What the text around a reference says of it: shared issuers and dates, subjects before, pinpoints, titles."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docgraph.references import anchors
from docgraph.references.drafts import Draft, squeeze
from docgraph.references.nodes import Form, Mention, Reference
from docgraph.references.pinpoints import pinpoint_before
from docgraph.references.reader import terminal_pattern
from docgraph.references.tries import trie_pattern
from docgraph.references.vocabulary import read_table
from docgraph.text.dates import PartialDate, parse_date
from docgraph.text.source import SourceText

# How far before a reference its subject ("Ngày D, A đã ban hành …") is looked for.
SUBJECT_REACH: Final = 260
_JOINED: Final = re.compile(r"[ \n,;]*(?:(?:và|hoặc)[ \n]+)?(?:các[ \n]+)?(?:số[ \n]*:?[ \n]*)?")
_AND: Final = re.compile(r"[ \n]*,?[ \n]*và[ \n]+")
_SENTENCE_END: Final = re.compile(r"[;.:!?](?=[ \n])|\n *\n|\n *[-+*•] ")
_ADVERB: Final = r"(?:đã|cũng|kịp thời|tiếp tục|đồng thời|còn|mới|vừa|được|chủ động|trực tiếp|ký|tổ chức|xây dựng|nghiên cứu|và|,)"


def complete(source: SourceText, drafts: list[Draft]) -> tuple[Mention, ...]:
    """Complete each draft from its neighbours and freeze it."""
    normal = source.normal
    _share_behind(normal, drafts)
    for index, draft in enumerate(drafts):
        if draft.issuer is None and draft.head_issuer:
            draft.issuer = draft.head_issuer
        if draft.form is not Form.NAMED and (draft.issuer is None or draft.date is None):
            _ask_before(normal, draft, drafts[index - 1] if index else None)
    return tuple(_freeze(source, draft, drafts[index - 1].end if index else 0) for index, draft in enumerate(drafts))


def _share_behind(normal: str, drafts: list[Draft]) -> None:
    """Give the earlier members of a list what stands once behind its last: an issuer, or a date."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        between = normal[draft.end : following.start]
        if len(between) > 12 or not _JOINED.fullmatch(between):
            continue
        if draft.issuer is None and following.issuer and _same_organ(draft, following):
            draft.issuer = following.issuer
        pair = _AND.fullmatch(between) and draft.form is Form.NUMBERED and following.form is Form.NUMBERED
        if pair and not draft.has_date and following.date and draft.year in {None, str(following.date.year)}:
            draft.date = following.date


def _organ(draft: Draft) -> str | None:
    """Return the organ part of a symbol: CP of NQ-CP, TU of KL/TU, BDT of BDT-VP."""
    if draft.symbol is None:
        return None
    first, mark, rest = draft.symbol.partition("/")
    if mark:
        return rest
    first, mark, rest = draft.symbol.partition("-")
    return rest.partition("-")[0] if mark and draft.type not in {"Công văn", "Văn bản"} else first


def _same_organ(draft: Draft, other: Draft) -> bool:
    """Tell whether two members of a list can have one issuer."""
    return draft.form is Form.NUMBERED and (draft.symbol is None or _organ(draft) == _organ(other))


@cache
def _issued_by() -> re.Pattern[str]:
    """Return the pattern of a verb of issuing at the end of the text before a reference."""
    verbs = trie_pattern(row["verb"] for row in read_table("issuing_verbs"))
    return re.compile(
        rf"(?<!\w)(?:(?P<verb>{verbs})(?!\w)|(?P<at>tại))(?:[ \n]+(?:các|những|một số|thêm|bổ sung))*[ \n]*(?:\()?$"
    )


def organs_in(clause: str) -> list[tuple[int, int]]:
    """Return the places of the bodies named in a clause, from left to right."""
    organ = terminal_pattern("ORGAN")
    found: list[tuple[int, int]] = []
    reached = 0
    for capital in anchors.CAPITAL_WORD.finditer(clause):
        if capital.start() >= reached and (match := organ.match(clause, capital.start())):
            reached = match.end()
            found.append((match.start(), reached))
    return found


def _ask_before(normal: str, draft: Draft, previous: Draft | None) -> None:
    """Take issuer and date from the words before: "Ngày D, A đã ban hành X", "do A phát động tại X"."""
    floor = max(previous.end if previous else 0, draft.start - SUBJECT_REACH)
    before = normal[floor : draft.start]
    action = _issued_by().search(before)
    if action is None:
        return
    clause_start = 0
    for end in _SENTENCE_END.finditer(before, 0, action.start()):
        clause_start = end.end()
    clause = before[clause_start : action.start()]
    organs = organs_in(clause)
    if not organs:
        return
    if action["at"]:
        subject = _subject_at(clause, organs)
    else:
        subject = _subject_of_verb(clause, organs)
    if subject is None:
        return
    if draft.issuer is None:
        draft.issuer = squeeze(clause[subject[0] : subject[1]])
    if draft.date is None and not draft.has_date:
        draft.date = _date_before(clause[: subject[0]])


_ADVERBS: Final = re.compile(rf"(?:[ \n]*{_ADVERB})*[ \n]*")
_TO_AT: Final = re.compile(
    r"(?:[ \n]*(?:đã|có|được))*[ \n]*(?:phê duyệt|giao|chỉ đạo|phát động|hướng dẫn|ban hành|yêu cầu|đề nghị|thống nhất|chấp thuận"
    r"|công bố|quyết định|cho phép|cho ý kiến|kết luận|ủy quyền|thông báo)(?!\w)"
)


def _subject_of_verb(clause: str, organs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the body right before the verb, with nothing but adverbs between."""
    last = organs[-1]
    return last if _ADVERBS.fullmatch(clause, last[1]) else None


def _subject_at(clause: str, organs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the body that acts in "A phê duyệt … tại X" or owns in "đề nghị của A tại X"."""
    last = organs[-1]
    if not clause[last[1] :].strip(' \n",'):
        return last
    for organ in organs:
        if _TO_AT.match(clause, organ[1]):
            return organ
    return None


_DAY_FIRST: Final = re.compile(r"(?i:ngày)[ \n]+[^,;]{6,40}?(?:,|$)")


def _date_before(text: str) -> PartialDate | None:
    """Return the date that opens a clause: "Ngày 20/9/2021, UBND tỉnh ban hành …"."""
    match = _DAY_FIRST.search(text)
    return parse_date(match[0]) if match else None


_TITLE: Final = re.compile(
    r",?[ \n]*(?P<title>(?:về|V/v|v/v|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|tổ chức|thực hiện|phát động|sửa đổi"
    r"|bổ sung|công bố|thành lập|tăng cường|tiếp tục)(?!\w)[^;\n]{3,300}?)"
    r"(?=[ \n]*(?:;|$|\.[ \n]|\n[ \n]|\)|,?[ \n]+(?:và[ \n]+)?(?:Nghị quyết|Quyết định|Kế hoạch|Công văn|Chỉ thị|Thông tư|Nghị định|Luật) (?:số )?\d))"
)


def _title_after(normal: str, end: int) -> str | None:
    """Return the title (trích yếu) that the text quotes behind a reference."""
    match = _TITLE.match(normal, end, end + 340)
    return squeeze(match["title"]) if match else None


def _freeze(source: SourceText, draft: Draft, floor: int) -> Mention:
    span = source.span(draft.start, draft.end)
    return Mention(
        span=span,
        text=source.original[span.start : span.end],
        form=draft.form,
        reference=Reference(
            type=draft.type or ("Công văn" if draft.form is Form.NUMBERED else None),
            number=draft.number,
            year=draft.year,
            symbol=draft.symbol,
            family=draft.family,
            date=draft.date,
            issuer=draft.issuer,
            name=draft.name,
            title=_title_after(source.normal, draft.end) if draft.form is not Form.NAMED else None,
        ),
        pinpoint=pinpoint_before(source, draft.start, floor),
        confidence=draft.confidence,
    )
