"""Finding every reference of a text: scan for places, parse each, then ask the neighbours.

>>> [mention.text for mention in find_references("theo Nghị quyết 68/NQ-CP và Quyết định 23/2021/QĐ-TTg.")]
['Nghị quyết 68/NQ-CP', 'Quyết định 23/2021/QĐ-TTg']
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from docgraph.references import anchors
from docgraph.references.context import complete
from docgraph.references.drafts import REPAIRED, Draft, make_drafts
from docgraph.references.nodes import Mention
from docgraph.references.reader import parse_prefix
from docgraph.references.scan import Kind, scan
from docgraph.references.straight import WINDOW, read_straight, read_straight_law
from docgraph.references.symbols import type_of_symbol
from docgraph.text.collector import without_collector
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

# How far a type word may stand before its number.
LOOK_BACK: Final = 170
# … and one with nothing but "số" between.
ADJACENT: Final = 40


@without_collector
def find_references(text: str | SourceText, *, leave_out: Span | None = None) -> tuple[Mention, ...]:
    """Return every mention of a document in *text*, in the order of their places.

    Spans index the text as given, whatever its normal form (NFD, odd dashes, no-break blanks, markdown stars).
    *leave_out* is a place that is no reference: the document's own number.
    """
    source = text if isinstance(text, SourceText) else SourceText(text)
    drafts = find_drafts(source.normal)
    if leave_out is not None:
        own = range(source.place(leave_out.start), source.place(leave_out.end))
        drafts = [draft for draft in drafts if draft.end <= own.start or draft.start >= own.stop]
    return complete(source, drafts)


def find_drafts(normal: str) -> list[Draft]:
    """Return what the grammar reads at each place the scan proposes, without overlaps, in order."""
    drafts: list[Draft] = []
    reached = 0
    proposed = scan(normal)
    for place, kind in proposed.places:
        if place < reached:
            continue
        if kind == Kind.WORD:
            found = read_straight_law(normal, place) or _read(normal, place)
        elif kind == Kind.NUMBER:
            found = _read_number(normal, place, reached, drafts)
        else:
            found = _read_adjacent(normal, place, reached)
        if found:
            drafts += found
            reached = found[-1].end
    return _with_dated(normal, drafts, proposed.dated)


def _with_dated(normal: str, drafts: list[Draft], places: list[int]) -> list[Draft]:
    """Add the documents known by type and date alone: most dates belong to the numbers already read."""
    dated: list[Draft] = []
    for place in places:
        following = bisect_left(drafts, place, key=_start)
        reached = max(drafts[following - 1].end if following else 0, dated[-1].end if dated else 0)
        found = _read_adjacent(normal, place, reached) if place >= reached else []
        if found and (following == len(drafts) or found[-1].end <= drafts[following].start):
            dated += found
    return sorted([*drafts, *dated], key=_start) if dated else drafts


def _start(draft: Draft) -> int:
    return draft.start


def _read_adjacent(normal: str, place: int, reached: int) -> list[Draft]:
    """Read from the type word that stands right before a number or date, if one does."""
    floor = max(reached, place - ADJACENT)
    before = normal[floor:place]
    if (words := anchors.plain_head(before)) is not None:
        start = normal.rindex(words.partition(" ")[0], floor, place)
        if (head := _compound_head(normal, start, reached)) == start:
            return read_straight(normal, start, words, place) or _read(normal, start)
        return _read(normal, head)
    match = anchors.head_adjacent().match(before)
    return [] if match is None else _read(normal, _compound_head(normal, floor + match.start("type"), reached))


def _compound_head(normal: str, start: int, reached: int) -> int:
    """Return where a head of two type words begins: "Thông báo kết luận số …" is a notice."""
    if not normal[start].islower():
        return start
    floor = max(reached, start - ADJACENT)
    outer = anchors.compound_before().search(normal[floor:start])
    return start if outer is None else floor + outer.start()


def _read(normal: str, start: int) -> list[Draft]:
    """Parse what starts at *start*, at most to the next empty line."""
    tokens = parse_prefix(normal, start, _window(normal, start))
    return make_drafts(normal, tokens) if tokens else []


def _window(normal: str, start: int) -> int:
    """Return how far a reference that starts at *start* may reach."""
    end = min(start + WINDOW, len(normal))
    gap = anchors.BLANK_LINE.search(normal, start, end)
    return gap.start() if gap else end


def _read_number(normal: str, place: int, reached: int, before: list[Draft]) -> list[Draft]:
    """Read a number: from the type word right before it, from one further back, or by itself."""
    found = _read_adjacent(normal, place, reached)
    if found and found[-1].end > place:
        return found
    behind = normal[max(reached, place - LOOK_BACK) : place]
    if gap := behind.rfind("\n\n") + 1:
        behind = behind[gap + 1 :]
    if match := anchors.head_behind().match(behind):
        found = _read(normal, _compound_head(normal, place - len(behind) + match.start("type"), reached))
        if found and found[0].symbol is not None and found[0].end > place:
            return found
    if anchors.not_a_document().search(behind) or anchors.OWN_NUMBER.search(normal[max(0, place - 20) : place]):
        return []
    found = _read(normal, place)
    if not found or found[0].symbol is None or not _stands_alone(found[0], behind):
        return []
    _take_misspelt_head(normal, found[0], reached)
    _join_list(found, behind, before)
    return found


def _take_misspelt_head(normal: str, draft: Draft, reached: int) -> None:
    """Let a reference begin at a type word that only its tone marks tell from the type of the symbol."""
    if draft.type is None:
        return
    floor = max(reached, draft.start - ADJACENT)
    start = anchors.misspelt_head(normal[floor : draft.start], draft.type)
    if start is not None:
        draft.start, draft.has_head, draft.confidence = floor + start, True, REPAIRED


def _stands_alone(draft: Draft, behind: str) -> bool:
    """Tell whether a number and symbol without a type word name a document."""
    symbol = draft.symbol or ""
    if type_of_symbol(symbol) or anchors.NUMBER_WORD.search(behind):
        return True
    first, _, rest = symbol.partition("-")
    if draft.year and first.startswith(("QH", "UBTVQH")):
        return True
    return len(first) > 1 and bool(rest) and first[:2].isupper()


def _join_list(found: list[Draft], behind: str, before: list[Draft]) -> None:
    """Make the first draft a later member of the list that the text before it began.

    "Các Công văn số: 541/BDT-VP ngày 27/7/2021 về …; 563/BDT-VP …": titles stand between the members.
    """
    if not before or not anchors.LIST_LEAD.search(behind) or "\n\n" in behind:
        return
    first = found[0]
    first.is_member = True
    previous = before[-1]
    if first.type is None and previous.type is not None and type_of_symbol(previous.symbol or "") is None:
        first.type = previous.type
    head = next((draft for draft in reversed(before[-8:]) if draft.head_issuer and draft.type == first.type), None)
    if head is not None and ";" in behind:
        first.head_issuer = head.head_issuer
    for draft in found[1:]:
        draft.type = draft.type or first.type
