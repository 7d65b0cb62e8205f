"""The part of a document that a reference cites: "điểm a khoản 1 Điều 3 Nghị định …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_CONNECTOR: Final = r"[ \n]*,?[ \n]*(?:của|thuộc|tại|(?:ban[ \n]+hành[ \n]+)?(?:kèm[ \n]+)?theo)?[ \n]*$"
_RUN: Final = re.compile(rf"(?<!\w){_KIND}[ \n]+{_LABEL}(?:{_JOIN}(?:(?:{_KIND})[ \n]+)?{_LABEL}(?!\w))*(?!\w)")
_LABEL_ENDS: Final = frozenset("0123456789IVXLC)")
_KIND_WORDS: Final = ("điểm", "khoản", "điều", "mục", "chương", "phần", "phụ", "mẫu")
_CONNECTING: Final = ("của", "thuộc", "tại", "ban hành kèm theo", "ban hành theo", "kèm theo", "theo")


def pinpoint_before(source: SourceText, start: int, floor: int) -> Pinpoint | None:
    """Return the pinpoint that ends right before the reference at *start*, not reaching back beyond *floor*."""
    normal = source.normal
    # The cheap question first: most references have no pinpoint before them.
    before = " ".join(normal[max(floor, start - 32) : start].split()).rstrip(" ,")
    for connecting in _CONNECTING:
        if before.endswith(connecting):
            before = before[: -len(connecting)].rstrip(" ,")
            break
    if len(before) < 2 or not (before[-1] in _LABEL_ENDS or before[-2] == " "):
        return None
    near = normal[max(floor, start - 48) : start].lower()
    if not any(word in near for word in _KIND_WORDS):
        return None
    base = max(floor, start - REACH)
    window = normal[base:start]
    last: re.Match[str] | None = None
    for last in _RUN.finditer(window):  # noqa: B007 - the last run is the one at the reference
        pass
    if last is None or not re.fullmatch(_CONNECTOR, window[last.end() :]):
        return None
    begin, end = base + last.start(), base + last.end()
    parts = make_parts(normal, parse_prefix(normal, begin, end, "pinpoint") or [])
    span = source.span(begin, end)
    placed = tuple(
        PinpointPart(part.kind, part.label, source.span(part.span.start, part.span.end), part.until) for part in parts
    )
    return Pinpoint(text=" ".join(source.original[span.start : span.end].split()), span=span, parts=placed)


def make_parts(text: str, tokens: Sequence[Token]) -> tuple[PinpointPart, ...]:
    """Return one part for each label behind a kind: "điểm c và d" are two; a range is one."""
    parts: list[PinpointPart] = []
    kind = PinpointKind.ARTICLE
    start = 0
    is_range = False
    for name, begin, end in tokens:
        words = text[begin:end]
        match name:
            case "PART_KIND":
                plain = " ".join(words.split()).lower()
                kind = next(member for member in PinpointKind if plain.startswith(member.value.lower()))
                start = begin + len(words) - len(words.lstrip())
            case "PART_RANGE":
                is_range = True
            case "ALSO":
                start = end + 1
            case "PART_LABEL":
                label = words.strip().removeprefix("số ").rstrip(")")
                if is_range:
                    opening = parts.pop()
                    parts.append(PinpointPart(kind, opening.label, Span(opening.span.start, end), until=label))
                else:
                    parts.append(PinpointPart(kind, label, Span(start, end)))
                is_range = False
    return tuple(parts)
