"""The agencies in the head of a document: parent and issuing organ (cơ quan chủ quản, cơ quan ban hành)."""

from __future__ import annotations

import functools
import re
from typing import Final

from attrs import frozen

from docgraph.documents.layout.cells import CELL
from docgraph.documents.layout.tables import alternatives, column, folded, rows
from docgraph.documents.layout.territory import place_pattern

_STATE: Final = re.compile(
    r"C[ỘO]NG\s+H[OÒÓ][AÀÁ]\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]\s+NGH[ĨI]A\s+VI[ỆE]T\s+NAM|ĐẢNG\s+C[ỘO]NG\s+SẢN\s+VI[ỆE]T\s+NAM"
)
_MOTTO: Final = re.compile(r"Đ[ộo]c\s+l[ậa]p\s*[-–—_]*\s*T[ựu]\s+do\s*[-–—_]*\s*H[ạa]nh\s+ph[úu]c", re.IGNORECASE)
_BROKEN_MOTTO: Final = re.compile(
    r"(?:CỘNG\s+H[OÒ][AÀ](?:\s+XÃ(?:\s+HỘI(?:\s+CHỦ(?:\s+NGHĨA)?)?)?)?"
    r"|(?:(?:(?:XÃ\s+)?HỘI\s+)?CHỦ\s+)?NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN|(?i:độc\s+lập(?:\s*-\s*tự\s+do)?\s*-?|(?:tự\s+do\s*-\s*)?hạnh\s+phúc))"
)
_RULE: Final = re.compile(r"[-–—_=.…•~]{2,}")
_EDGES: Final = " -–—_=.…•~:;,'\"“”()[]"
_SMUDGE: Final = re.compile(r"^(?!VP)[^\W\d_]{1,2}(?=UBND\b)")
_JOINED: Final = re.compile(r"\s+[-–]\s*$|^\s*[-–]\s+")


@frozen
class Head:
    """What a table row says about the first words of an agency's name."""

    words: str
    completion: str


def masthead_lines(text: str, end: int, holes: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    r"""Return the lines that name agencies in the first *end* characters, *holes* left out.

    >>> masthead_lines("UBND TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\n", 66, ())
    ('UBND TỈNH LÀO CAI', 'SỞ NỘI VỤ')
    """
    part = text[:end]
    for start, stop in sorted(holes, reverse=True):
        if start < end:
            part = f"{part[:start]}|{part[stop:]}"
    for pattern in (_STATE, _MOTTO):
        part = pattern.sub("|", part)
    lines: list[str] = []
    for match in CELL.finditer(part):
        if _BROKEN_MOTTO.fullmatch(match[0]):
            continue
        line = _stamp().sub("", _RULE.sub("", " ".join(match[0].split()))).strip(_EDGES)
        line = _SMUDGE.sub("", line)
        if len(line) > 1 and len(line) < 140 and _looks_like_agency(line):
            *parents, last = _glued(line)
            lines += [*parents, last + (" -" if _JOINED.search(match[0]) else "")]
    return tuple(lines)


def join_organs(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Join the lines of the head into agencies, parent first.

    >>> join_organs(("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    ('ỦY BAN NHÂN DÂN TỈNH LÀO CAI', 'SỞ NỘI VỤ')
    """
    organs: list[str] = []
    for line in lines:
        if organs and (head_of(line) is None or _wants_more(organs[-1]) or _breaks_word(organs[-1], line)):
            organs[-1] = f"{organs[-1]} {line}"
        else:
            organs.append(line)
    named = [organ.strip(" -") for organ in organs if head_of(organ)]
    # The Youth Union repeats its name where the state prints the motto.
    if len(named) > 1 and folded(named[-1]) == folded(named[0]):
        named.pop()
    return tuple(named)


@functools.lru_cache(maxsize=4096)
def head_of(name: str) -> Head | None:
    """Return the table row for the first words of an agency's name, longest first; None if it is no agency."""
    match = _head().match(name)
    return _heads()[folded(match[0])] if match else None


def _glued(line: str) -> tuple[str, ...]:
    """Split a line that holds parent and organ: "UBND TỈNH LÀO CAI SỞ NỘI VỤ"."""
    parent = _parent().match(line)
    if parent is None or head_of(line[parent.end() :]) is None:
        return (line,)
    return line[: parent.end()].rstrip(), line[parent.end() :]


def _wants_more(organ: str) -> bool:
    """Tell whether the name is so far only a head that needs a complement: "VĂN PHÒNG" over "QUỐC HỘI"."""
    return organ.endswith((" -", " VÀ", " CỦA", " VỀ", ",")) or folded(organ) in _incomplete()


def _breaks_word(organ: str, line: str) -> bool:
    """Tell whether a narrow cell broke a word in two: "BỘ NỘI" over "VỤ"."""
    words = line.split()
    return len(words) == 1 or (organ.rsplit(maxsplit=1)[-1].lower(), words[0].lower()) in _broken_words()


def _looks_like_agency(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    if not letters:
        return False
    return sum(map(str.isupper, letters)) * 10 >= 7 * len(letters) or (head_of(line) is not None and len(line) < 90)


@functools.cache
def _parent() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:UBND|[ỦU][YỶ]\s+BAN\s+NHÂN\s+DÂN)\s+(?:TỈNH|THÀNH\s+PHỐ|TP\.?)\s+{place_pattern().pattern}"
        rf"|T(?:ỈNH|HÀNH)\s+[ỦU][YỶ]\s+{place_pattern().pattern}|BAN\s+CHẤP\s+HÀNH\s+TRUNG\s+ƯƠNG)\s+(?=\w)",
        re.IGNORECASE,
    )


@functools.cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,5}}(?:{alternatives(column('stamps', 'words'))})(?!\w).*", re.IGNORECASE)


@functools.cache
def _broken_words() -> frozenset[tuple[str, str]]:
    return frozenset((row["first"], row["second"]) for row in rows("broken_words"))


@functools.cache
def _incomplete() -> frozenset[str]:
    return frozenset(map(folded, column("incomplete_names", "name")))


@functools.cache
def _heads() -> dict[str, Head]:
    return {folded(row["head"]): Head(row["head"], row["completion"]) for row in reversed(rows("organ_heads"))}


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('organ_heads', 'head'))})(?!\w)", re.IGNORECASE)
