"""The part of a document that a reference cites: "điểm a khoản 1 Điều 3 Nghị định …"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from docgraph.references.nodes import Pinpoint, PinpointKind, PinpointPart
from docgraph.references.prefix import Token
from docgraph.references.reader import parse_prefix
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

REACH: Final = 240
_KINDS: Final = ("điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần", "phụ lục", "mẫu số", "mẫu")
# Written out, for then the engine skips from first letter to first letter.
_KIND: Final = "|".join(
    form.replace(" ", r"[ \n]") for word in _KINDS for form in (word, word.capitalize(), word.upper())
)
_KIND_WORD: Final = re.compile(rf"(?:{_KIND})[ \n]")
_LABEL: Final = r"(?:số )?(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[IVXLC]+|[a-zđA-Z](?:\.\d)?|thứ \w+)\)?"
_JOIN: Final = r"(?:[ \n]*(?:,(?: và)?|;|và|hoặc|đến|của|thuộc|tại))?[ \n]+"
_CONNECTOR: Final = re.compile(
    r"(?:[ \n]*,| *-)?[ \n]*(?:của|thuộc|tại|(?:ban[ \n]+hành[ \n]+)?(?:kèm[ \n]+)?theo)?[ \n]*"
)
_RUN: Final = re.compile(rf"(?:{_KIND})[ \n]+{_LABEL}(?:{_JOIN}(?:(?:{_KIND})[ \n]+)?{_LABEL}(?!\w))*(?!\w)")
_LABEL_ENDS: Final = frozenset("0123456789IVXLC)-")
_CONNECTING: Final = frozenset({"của", "thuộc", "tại", "ban", "hành", "kèm", "theo"})


def pinpoint_before(source: SourceText, start: int, floor: int) -> Pinpoint | None:
    """Return the pinpoint that ends right before the reference at *start*, not reaching back beyond *floor*."""
    normal = source.normal
    # The cheap question first: most references have no pinpoint before them.
    words = normal[max(floor, start - 32) : start].replace(",", " ").split()
    last = words.pop() if words else ""
    while last in _CONNECTING and words:
        last = words.pop()
    if not last or (last[-1] not in _LABEL_ENDS and len(last) > 1):
        return None
    base = max(floor, start - REACH)
    window = normal[base:start]
    run = _last_run(window)
    if run is None or not _CONNECTOR.fullmatch(window, run.end()):
        return None
    begin, end = base + run.start(), base + run.end()
    span = source.span(begin, end)
    parts = make_parts(source, begin, run[0])
    return Pinpoint(" ".join(source.original[span.start : span.end].split()), span, parts)


def _last_run(window: str) -> re.Match[str] | None:
    """Return the last run of parts, such as "điểm a khoản 1 Điều 3"."""
    last: re.Match[str] | None = None
    place = 0
    while word := _KIND_WORD.search(window, place):
        place = word.start()
        run = _RUN.match(window, place) if place == 0 or not _is_word(window[place - 1]) else None
        last, place = (run, run.end()) if run else (last, place + 1)
    return last


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


@lru_cache(maxsize=4096)
def _tokens(run: str) -> tuple[Token, ...]:
    """Return the tokens of a run: the same few are cited again and again."""
    return tuple(parse_prefix(run, 0, len(run), "pinpoint") or ())


@lru_cache(maxsize=256)
def _part_kind(words: str) -> PinpointKind:
    plain = " ".join(words.split()).lower()
    return next(member for member in PinpointKind if plain.startswith(member.value.lower()))


def make_parts(source: SourceText, base: int, run: str) -> tuple[PinpointPart, ...]:
    """Return one part for each label behind a kind: "điểm c và d" are two; a range is one."""
    parts: list[PinpointPart] = []
    kind = PinpointKind.ARTICLE
    start = 0
    is_range = False
    for name, begin, end in _tokens(run):
        words = run[begin:end]
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
                span = source.span(base + start, base + end)
                if is_range:
                    parts[-1] = PinpointPart(kind, parts[-1].label, Span(parts[-1].span.start, span.end), until=label)
                else:
                    parts.append(PinpointPart(kind, label, span))
                is_range = False
    return tuple(parts)
