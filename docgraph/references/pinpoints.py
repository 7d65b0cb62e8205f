"""The part of a document that a reference cites: "điểm a khoản 1 Điều 3 Nghị định …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from docgraph.references.nodes import Pinpoint, PinpointKind, PinpointPart
from docgraph.references.prefix import Token
from docgraph.references.reader import parse_prefix
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

REACH: Final = 240
_KIND: Final = (
    r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Tt]iểu mục|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ[ \n]lục|[Mm]ẫu số|[Mm]ẫu"
    r"|ĐIỂM|KHOẢN|ĐIỀU|MỤC|CHƯƠNG|PHẦN|PHỤ LỤC)"
)
_LABEL: Final = r"(?:số )?(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[IVXLC]+|[a-zđA-Z](?:\.\d)?|thứ \w+)\)?"
_JOIN: Final = r"(?:[ \n]*(?:,(?: và)?|;|và|hoặc|đến|của|thuộc|tại))?[ \n]+"
_CONNECTOR: Final = re.compile(r"[ \n]*,?[ \n]*(?:của|thuộc|tại|(?:ban[ \n]+hành[ \n]+)?(?:kèm[ \n]+)?theo)?[ \n]*")
_RUN: Final = re.compile(rf"(?<!\w){_KIND}[ \n]+{_LABEL}(?:{_JOIN}(?:(?:{_KIND})[ \n]+)?{_LABEL}(?!\w))*(?!\w)")
_LABEL_ENDS: Final = frozenset("0123456789IVXLC)")
_KIND_WORDS: Final = ("điểm", "khoản", "điều", "mục", "chương", "phần", "phụ", "mẫu")
_CONNECTING: Final = frozenset({"của", "thuộc", "tại", "ban", "hành", "kèm", "theo"})


def pinpoint_before(source: SourceText, start: int, floor: int) -> Pinpoint | None:
    """Return the pinpoint that ends right before the reference at *start*, not reaching back beyond *floor*."""
    normal = source.normal
    # The cheap question first: most references have no pinpoint before them.
    words = normal[max(floor, start - 32) : start].replace(",", " ").split()
    while words and words[-1] in _CONNECTING:
        words.pop()
    if not words or not (words[-1][-1] in _LABEL_ENDS or len(words[-1]) == 1):
        return None
    near = normal[max(floor, start - 48) : start].lower()
    if not any(word in near for word in _KIND_WORDS):
        return None
    base = max(floor, start - REACH)
    window = normal[base:start]
    last: re.Match[str] | None = None
    for last in _RUN.finditer(window):  # noqa: B007 - the last run is the one at the reference
        pass
    if last is None or not _CONNECTOR.fullmatch(window, last.end()):
        return None
    begin, end = base + last.start(), base + last.end()
    parts = make_parts(source, parse_prefix(normal, begin, end, "pinpoint") or [])
    span = source.span(begin, end)
    return Pinpoint(text=" ".join(source.original[span.start : span.end].split()), span=span, parts=parts)


@lru_cache(maxsize=256)
def _part_kind(words: str) -> PinpointKind:
    plain = " ".join(words.split()).lower()
    return next(member for member in PinpointKind if plain.startswith(member.value.lower()))


def make_parts(source: SourceText, tokens: Sequence[Token]) -> tuple[PinpointPart, ...]:
    """Return one part for each label behind a kind: "điểm c và d" are two; a range is one."""
    parts: list[PinpointPart] = []
    kind = PinpointKind.ARTICLE
    start = 0
    is_range = False
    for name, begin, end in tokens:
        words = source.normal[begin:end]
        match name:
            case "PART_KIND":
                kind = _part_kind(words)
                start = begin + len(words) - len(words.lstrip())
            case "PART_RANGE":
                is_range = True
            case "ALSO":
                start = end + 1
            case "PART_LABEL":
                label = words.strip().removeprefix("số ").rstrip(")")
                span = source.span(start, end)
                if is_range:
                    parts[-1] = PinpointPart(kind, parts[-1].label, Span(parts[-1].span.start, span.end), until=label)
                else:
                    parts.append(PinpointPart(kind, label, span))
                is_range = False
    return tuple(parts)
