"""Paragraphs of PDF pages: which wrapped lines, and which ends and beginnings of pages, belong together."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgraph.documents.readers.glyphs import Page

LINE_EM: Final = 2.2  # base lines further apart do not belong together
_BULLET: Final = re.compile(r"[-–—+*•·]\s|\(?[0-9]{1,3}[.)]\s|\(?[a-zđ][)]\s|[IVX]{1,6}\s?[.-]\s|Điều\s[0-9]+\.")
_SENTENCE_END: Final = (".", ";", ":", "!", "?")


@frozen
class Line:
    """Words on one base line within one column."""

    left: float
    right: float
    base: float
    size: float
    text: str
    first_word: float  # the width of its first word


@frozen
class Margins:
    """Where running text begins and ends, and how far apart its lines are (0 where that is not known)."""

    left: float
    right: float
    pitch: float = 0.0
    is_justified: bool = False  # every line but the last of a paragraph ends at the right margin


@frozen
class Paragraph:
    """A paragraph, or a row of a table; ``open_end`` when its last line is full, so that it may go on."""

    text: str
    open_end: bool = False
    may_continue: bool = False  # starts at the left margin without a bullet: it may continue the page before


def find_margins(lines: Sequence[Line], page: Page) -> Margins:
    """Return where the running text of a page begins and ends: where most lines do, or what the paper allows."""
    lefts = Counter(round(line.left) for line in lines)
    rights = Counter(round(line.right) for line in lines)
    gaps = Counter(round(upper.base - lower.base, 1) for upper, lower in itertools.pairwise(lines))
    left, times_left = max(lefts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    right, times_right = max(rights.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if times_left <= 2:
        left = min(lefts, default=0)
    # Short lines that end at one place by chance are no margin: running text fills most of the paper.
    if times_right <= 2 or right < page.left + 0.6 * (page.right - page.left):
        right = max(max(rights, default=0), round(page.left + 0.85 * (page.right - page.left)))
        times_right = 0
    is_justified = times_right >= max(5, 0.4 * len(lines))
    # Lines of a paragraph are closer than paragraphs are; a few even closer ones (in notes) do not count.
    pitch = min((gap for gap, times in gaps.items() if gap > 0 and times >= max(3, 0.15 * len(lines))), default=0.0)
    return Margins(left, right, pitch, is_justified)


def join_lines(lines: Sequence[Line], margins: Margins) -> Iterator[Paragraph]:
    """Join the wrapped lines of each paragraph."""
    paragraph: Paragraph | None = None
    pitch = margins.pitch
    for before, line in itertools.pairwise([None, *lines]):
        assert line is not None
        open_end = line.right > margins.right - 2 * line.size
        if paragraph is not None and before is not None and _goes_on(before, line, margins, pitch):
            paragraph = evolve(paragraph, text=join_wrapped(paragraph.text, line.text), open_end=open_end)
            pitch = before.base - line.base
            continue
        if paragraph is not None:
            yield paragraph
        may_continue = line.left <= margins.left + 0.6 * line.size and not _BULLET.match(line.text)
        paragraph = Paragraph(line.text, open_end, may_continue)
        pitch = margins.pitch
    if paragraph is not None:
        yield paragraph


def _goes_on(before: Line, line: Line, margins: Margins, pitch: float) -> bool:
    """Tell whether *line* continues the paragraph of the line before: its first word had no room there."""
    size = max(before.size, line.size)
    gap = before.base - line.base
    if gap > min(1.15 * pitch or LINE_EM * size, LINE_EM * size) or abs(before.size - line.size) > 0.25 * size:
        return False
    in_brackets = before.text.rfind("(") > before.text.rfind(")")  # "(Gói thầu | 16) …" begins no list
    if before.right + 0.25 * size + line.first_word <= margins.right or (_BULLET.match(line.text) and not in_brackets):
        return False
    if abs((before.left + before.right) - (line.left + line.right)) < size and before.left < line.left:
        return True  # centred
    if margins.is_justified and before.right < margins.right - 0.3 * size:
        return False
    # A first line may be indented, or stand before the others when it has a number or a bullet.
    hanging = bool(_BULLET.match(before.text)) and before.left < line.left < before.left + 3 * size
    return hanging or line.left <= max(margins.left + 0.6 * size, before.left + 0.3 * size)


def join_pages(pages: Sequence[Sequence[Paragraph]]) -> str:
    """Join pages to one text; a paragraph that a page break cut is one paragraph again."""
    texts: list[str] = []
    open_end = False
    for page in pages:
        for at, paragraph in enumerate(page):
            if at == 0 and open_end and paragraph.may_continue and not _ends_sentence(texts[-1], paragraph.text):
                texts[-1] = join_wrapped(texts[-1], paragraph.text)
            else:
                texts.append(paragraph.text)
            open_end = paragraph.open_end
    return "".join(f"{text}\n" for text in texts)


def _ends_sentence(before: str, after: str) -> bool:
    """Tell whether a full last line of a page is the end of its paragraph by its punctuation."""
    return before.endswith(_SENTENCE_END) and after[:1].isupper()


def join_wrapped(before: str, after: str) -> str:
    """Join two lines of one paragraph; a symbol that was broken behind its hyphen or slash is whole again.

    >>> join_wrapped("Quyết định số 1477/QĐ-", "UBND ngày 22/9/2021")
    'Quyết định số 1477/QĐ-UBND ngày 22/9/2021'
    >>> join_wrapped("xã hội -", "nghề nghiệp")
    'xã hội - nghề nghiệp'
    """
    broken = before[-1:] in {"-", "/"} and before[-2:-1].isalnum() and after[:1].isalnum()
    return before + after if broken else f"{before} {after}"
