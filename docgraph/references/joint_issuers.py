"""Joint documents (văn bản liên tịch): the bodies behind the first, where type and symbol say that they issue too.

Luật 80/2015/QH13 knows nghị quyết liên tịch and thông tư liên tịch; their symbols name the bodies: TTLT-BTC-BYT.
Behind the issuer of any other document a second body is one only where the symbol shows both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from attrs import frozen

from docgraph.references.anchors import BLANK_LINE
from docgraph.references.drafts import Draft, squeeze
from docgraph.references.reader import terminal_pattern
from docgraph.references.vocabulary import type_of_abbreviation
from docgraph.text.dates import parse_date

JOINT_TYPES: Final = frozenset({"Thông tư liên tịch", "Thông tư liên bộ", "Nghị quyết liên tịch"})

_REACH: Final = 420
JOINTS: Final = (",", "-", "và")
"""What joins a body to the one before it: a cheap question before all others."""
# TTLT-BTC-BYT, TT-LB, LB/TT: liên tịch or liên bộ, with the type before it
_JOINT_MARK: Final = re.compile(r"(?P<type>[A-ZĐ][A-Za-zĐ]{0,3}?)?[-/]?L[TB](?:[-/]|$)")
_COORDINATED: Final = re.compile(r"[A-ZĐ][A-Za-zĐ]*PH$")  # phối hợp: KHPH-SNV-SYT
_JOINT: Final = re.compile(r"[ \n]*(?:,[ \n]*)?(?P<and>và[ \n]+)?-?[ \n]*")
_SHORTEST: Final = 3
"""Letters: a shorter part of a symbol is more often a division than a body."""


@frozen
class _Organs:
    """What a symbol says of the bodies that made a document."""

    parts: tuple[str, ...]
    is_joint: bool  # liên tịch: every body behind the first is an issuer, as many as the symbol has


@lru_cache(maxsize=4096)
def _organs(kind: str | None, symbol: str) -> _Organs:
    """Return the parts of a symbol that stand for bodies.

    >>> _organs(None, "TTLT-BTC-BYT"), _organs("Kế hoạch", "KHPH-SNV-SYT").parts, _organs("Thông tư", "TT-LB").is_joint
    (_Organs(parts=('BTC', 'BYT'), is_joint=True), ('SNV', 'SYT'), True)
    """
    mark = _JOINT_MARK.match(symbol)
    if mark and (mark["type"] is None or mark["type"] in type_of_abbreviation()):
        return _Organs(tuple(filter(None, re.split("[-/]", symbol[mark.end() :]))), is_joint=True)
    first, *rest = re.split("[-/]", symbol)
    if first not in type_of_abbreviation() and not _COORDINATED.match(first):
        rest = [first, *rest]
    return _Organs(tuple(rest), is_joint=kind in JOINT_TYPES)


def initials(name: str) -> str:
    """Return the letters that a symbol takes of a body's name; abbreviations stay whole.

    >>> initials("Bộ Lao động - Thương binh và Xã hội"), initials("Ban Thường trực UBMTTQ tỉnh"), initials("Tòa án")
    ('BLĐTBXH', 'BTTUBMTTQT', 'TA')
    """
    words = (word for word in re.findall(r"[^\W\d_]+", name) if word != "và")
    letters = "".join(word if word.isupper() else word[0].upper() for word in words)
    return "".join(part for part in unicodedata.normalize("NFD", letters) if not unicodedata.combining(part))


def _shows(part: str, body: str) -> bool:
    letters = initials(body)
    return initials(part) in letters and (len(part) >= _SHORTEST or part == letters)


def add_issuers(text: str, draft: Draft, limit: int) -> None:
    """Let the issuer of a joint document go on over the bodies behind the first, then read the date behind them."""
    if draft.issuer is None:
        return
    organs = _organs(draft.type, draft.symbol or "")
    if not organs.is_joint and len(organs.parts) < 2:
        return
    if not squeeze(text[max(draft.start, draft.end - 2 * len(draft.issuer)) : draft.end]).endswith(draft.issuer):
        return  # a date stands behind it
    end = min(draft.end + _REACH, limit)
    if gap := BLANK_LINE.search(text, draft.end, end):
        end = gap.start()
    reached = _end_of_bodies(text, draft, end, organs)
    if reached == draft.end:
        return
    glue = " " if text[draft.end].isspace() else ""
    draft.issuer += glue + squeeze(text[draft.end : reached])
    draft.end = reached
    if not draft.has_date and (date := terminal_pattern("DATE").match(text, reached, end)):
        draft.date, draft.has_date, draft.end = parse_date(date[0]), True, date.end()


def _end_of_bodies(text: str, draft: Draft, end: int, organs: _Organs) -> int:
    """Return where the last body ends that belongs to the issuer."""
    assert draft.issuer is not None
    shown = {part for part in organs.parts if _shows(part, draft.issuer)}
    count = len(organs.parts) if len(organs.parts) > 1 and not draft.issuer.lower().startswith("liên") else None
    bodies, reached, is_last = 1, draft.end, False
    while match := terminal_pattern("CO_ISSUER").match(text, reached, end):
        joint = _JOINT.match(match[0])
        assert joint is not None
        if organs.is_joint:
            if bodies == count or (count is None and is_last):
                break
        else:
            body = squeeze(match[0][joint.end() :])
            part = next((part for part in organs.parts if part not in shown and _shows(part, body)), None)
            if not shown or part is None:
                break
            shown.add(part)
        bodies, reached, is_last = bodies + 1, match.end(), joint["and"] is not None
    return reached
