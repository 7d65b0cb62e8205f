"""What the text around a reference says of it: shared issuers and dates, subjects before, pinpoints, titles."""

from __future__ import annotations

import re
from typing import Final

from docgraph.references.anaphora import resolve_short_forms
from docgraph.references.drafts import Draft, squeeze, to_reference
from docgraph.references.joint_issuers import JOINTS, add_issuers
from docgraph.references.nodes import Form, Mention
from docgraph.references.pinpoints import pinpoint_before
from docgraph.references.reader import terminal_pattern
from docgraph.references.subjects import action_before
from docgraph.text.dates import PartialDate, parse_date
from docgraph.text.source import SourceText

_QUOTED_TITLE: Final = r"[ \n]*[\"“][^\"“”]{1,350}[\"”]"
_BEHIND_TITLE: Final = re.compile(_QUOTED_TITLE)
_JOINED: Final = re.compile(
    rf"(?:{_QUOTED_TITLE})?"
    r"[ \n]*(?:\([^()]{1,60}\))?[ \n,;]*(?:(?:và|hoặc)[ \n]+)?(?:các[ \n]+)?(?:số[ \n]*:?[ \n]*)?"
)
_OPENS_REMARK: Final = ("(", '"', "“")
_AND: Final = re.compile(r"[ \n]*,?[ \n]*và[ \n]+")
_LIST_GOES_ON: Final = re.compile(r"(?:[,;][ \n]*(?:và)?|(?<!\w)và(?:[ \n]+các)?)[ \n]*(?:số[ \n:]*)?$")


def complete(source: SourceText, drafts: list[Draft]) -> tuple[Mention, ...]:
    """Complete each draft from its neighbours and freeze it."""
    normal = source.normal
    for index, draft in enumerate(drafts):
        behind = normal[draft.end : draft.end + 4].lstrip(" \n")
        if draft.issuer is not None:
            if behind.startswith(JOINTS):
                add_issuers(normal, draft, drafts[index + 1].start if index + 1 < len(drafts) else len(normal))
        elif behind.startswith(_OPENS_REMARK):
            _read_behind_remark(normal, draft)
    _share_behind(normal, drafts)
    for index, draft in enumerate(drafts):
        if draft.issuer is None and draft.head_issuer:
            draft.issuer = draft.head_issuer
        if draft.form is not Form.NAMED and (draft.issuer is None or draft.date is None):
            _ask_before(normal, draft, drafts[index - 1] if index else None)
    mentions: list[Mention] = []
    floor = 0
    for draft in drafts:
        mentions.append(_freeze(source, draft, floor))
        floor = draft.end
    if any(draft.symbol is None and draft.number is not None for draft in drafts):
        return resolve_short_forms(tuple(mentions))
    return tuple(mentions)


def _share_behind(normal: str, drafts: list[Draft]) -> None:
    """Give the earlier members of a list what stands once behind its last: an issuer, or a date."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        gap = following.start - draft.end
        if gap > 80 and not (gap < 420 and _BEHIND_TITLE.match(normal, draft.end)):
            continue
        between = normal[draft.end : following.start]
        if not _JOINED.fullmatch(between):
            continue
        closed = draft.issuer is not None and draft.issuer != following.issuer  # an issuer of its own ends it
        if draft.issuer is None and following.issuer and _same_organ(draft, following):
            draft.issuer = following.issuer
        pair = not closed and _AND.fullmatch(between) and draft.form is following.form is Form.NUMBERED
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


def _ask_before(normal: str, draft: Draft, previous: Draft | None) -> None:
    """Take issuer and date from the words before: "Ngày D, A đã ban hành X", "do A phát động tại X"."""
    floor = previous.end if previous else 0
    if previous is not None and draft.issuer is None and _continues_list(normal, previous, draft):
        draft.issuer, draft.issuer_before = previous.issuer, previous.issuer is not None
        if draft.issuer:
            return
    action = action_before(normal, floor, draft.start)
    if action is None or action.subject is None:
        return
    start, end = action.subject
    if draft.issuer is None:
        draft.issuer, draft.issuer_before = squeeze(normal[start:end]), True
    if draft.date is None and not draft.has_date:
        draft.date = _date_before(normal[max(floor, start - 40) : start])


def _continues_list(normal: str, previous: Draft, draft: Draft) -> bool:
    """Tell whether a document stands in the same list of issued documents as the one before it."""
    if not previous.issuer_before:
        return False
    between = normal[previous.end : draft.start]
    if _JOINED.fullmatch(between):
        return True
    return (
        _LIST_GOES_ON.search(between) is not None
        and len(between) < 420
        and ". " not in between
        and _same_organ(draft, previous)
    )


_DAY_FIRST: Final = re.compile(r"(?i:ngày)[ \n]+[^,;]{6,40}?(?:,|$)")


def _date_before(text: str) -> PartialDate | None:
    """Return the date that opens a clause: "Ngày 20/9/2021, UBND tỉnh ban hành …"."""
    match = _DAY_FIRST.search(text)
    return parse_date(match[0]) if match else None


_REMARK: Final = re.compile(
    rf"[ \n]*\((?:[^()]{{1,60}}\)(?=[ \n]+của[ \n])|[^()]{{1,12}}\)(?=[ \n]+ngày[ \n]))"
    rf"|{_QUOTED_TITLE}(?=[ \n]+của[ \n])"
)


def _read_behind_remark(normal: str, draft: Draft) -> None:
    """Read issuer and date behind a remark or a quoted title: "Quy định số 11-QĐi/TW (sửa đổi) của Bộ Chính trị"."""
    remark = _REMARK.match(normal, draft.end)
    if remark is None:
        return
    end = remark.end()
    if not draft.has_date and (date := terminal_pattern("DATE").match(normal, end)):
        draft.date, draft.has_date, end = parse_date(date[0]), True, date.end()
    if issuer := terminal_pattern("ISSUER").match(normal, end):
        draft.issuer = squeeze(issuer[0])[4:]


_TITLE_WORDS: Final = (
    "về|V/v|v/v|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|tổ chức|thực hiện|phát động|sửa đổi|bổ sung|công bố"
    "|thành lập|tăng cường|tiếp tục"
)
_TITLE_OPENS: Final = re.compile(rf",?[ \n]*(?P<title>(?:{_TITLE_WORDS})(?!\w))")
_NEXT: Final = ("Nghị quyết", "Quyết định", "Kế hoạch", "Công văn", "Chỉ thị", "Thông tư", "Nghị định", "Luật")
# What ends a title: a mark, the next document, the next legal basis.  The first letters let the engine skip.
_TITLE_ENDS: Final = re.compile(
    rf"[;)]|\.[ \n]|\n[ \n]|[{''.join({word[0] for word in _NEXT})}](?<=[ \n].)"
    rf"(?:(?:{'|'.join(word[1:] for word in _NEXT)}) (?:số )?\d|ăn[ \n]cứ[ \n](?:vào[ \n])?[A-ZĐ])"
)
_LONGEST_TITLE: Final = 300


def _title_after(normal: str, end: int) -> str | None:
    """Return the title (trích yếu) that the text quotes behind a reference."""
    opens = _TITLE_OPENS.match(normal, end)
    if opens is None:
        return None
    start = opens.start("title")
    ends = _TITLE_ENDS.search(normal, opens.end(), start + _LONGEST_TITLE)
    if ends is None and start + _LONGEST_TITLE < len(normal):
        return None
    stop = ends.start() if ends else min(len(normal), start + _LONGEST_TITLE)
    title = " ".join(normal[start:stop].split()).removesuffix(" và").rstrip(" .,")
    return title if len(title) > 5 else None


def _freeze(source: SourceText, draft: Draft, floor: int) -> Mention:
    span = source.span(draft.start, draft.end)
    form = draft.form
    return Mention(
        span,
        source.original[span.start : span.end],
        form,
        to_reference(draft, None if form is Form.NAMED else _title_after(source.normal, draft.end)),
        pinpoint_before(source, draft.start, floor),
        None,
        False,
        draft.confidence,
    )
