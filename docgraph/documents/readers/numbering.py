"""Automatic list numbers of a DOCX ("Điều 1.", "a)", bullets): they are not in the text, but the reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from docgraph.documents.readers.xml_events import word_attribute, xml_events

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix"} | {
    5: "v",
    4: "iv",
    1: "i",
}
_MAX_LEVELS = 9
_MAX_PATTERN = 60


@frozen
class ListLevel:
    """One level of a list: the number format of the standard, the pattern ("%1.%2)") and the first number."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1


@define
class ListNumbers:
    """Counts the list paragraphs of one document and gives each its label."""

    levels: Mapping[str, Mapping[int, ListLevel]] = field(factory=dict)  # by list id
    lists_of_styles: Mapping[str, tuple[str, int]] = field(factory=dict)
    _shared: Mapping[str, str] = field(factory=dict)  # list id to the definition whose counters it shares
    _counters: dict[str, dict[int, int]] = field(factory=dict)

    def label(self, list_id: str | None, level: int | None, style: str | None) -> str:
        """Return the label before the next paragraph of a list with a blank behind it, or "" outside a list."""
        styled = self.lists_of_styles.get(style or "")
        list_id = list_id if list_id is not None else (styled[0] if styled else None)
        depth = level if level is not None else (styled[1] if styled else 0)
        known = self.levels.get(list_id or "", {}).get(depth)
        if known is None or list_id is None or not 0 <= depth < _MAX_LEVELS:
            return ""
        counters = self._counters.setdefault(self._shared.get(list_id, list_id), {})
        counters[depth] = counters.get(depth, known.start - 1) + 1
        for deeper in range(depth + 1, _MAX_LEVELS):
            counters.pop(deeper, None)
        if known.format == "bullet":
            return "- "
        label = re.sub(r"%([1-9])", lambda found: self._number(list_id, counters, int(found[1]) - 1), known.pattern)
        return f"{label.strip()} " if label.strip() else ""

    def _number(self, list_id: str, counters: Mapping[int, int], depth: int) -> str:
        level = self.levels[list_id].get(depth, ListLevel())
        return format_number(counters.get(depth, level.start), level.format)


def format_number(number: int, style: str) -> str:
    """Write a number in a number format of the standard (ECMA-376, part 1, 17.18.59).

    >>> [format_number(4, style) for style in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    """
    match style:
        case "upperRoman" | "lowerRoman" if 0 < number < 4000:
            rest, roman = number, ""
            for value, letters in _ROMAN.items():
                roman += letters * (rest // value)
                rest %= value
            return roman.upper() if style == "upperRoman" else roman
        case "upperLetter" | "lowerLetter" if 0 < number <= 780:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if style == "upperLetter" else letter
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)


def read_list_numbers(name: str, styles: bytes | None, lists: bytes | None) -> ListNumbers:
    """Read the lists that the parts ``numbering.xml`` and ``styles.xml`` define."""
    if lists is None:
        return ListNumbers()
    definitions: dict[str, dict[int, ListLevel]] = {}
    levels: dict[str, dict[int, ListLevel]] = {}
    shared: dict[str, str] = {}
    for event, tag, element in xml_events(name, lists):
        if event != "end":
            continue
        if tag == "abstractNum":
            found = {}
            for level in element.iterfind("{*}lvl"):
                values = {local: _child(level, local) for local in ("numFmt", "lvlText", "start")}
                depth = _whole(word_attribute(level, "ilvl"), 0)
                # The pattern is repeated before every paragraph of the list, so a long one would multiply.
                pattern, style = (values["lvlText"] or "")[:_MAX_PATTERN], values["numFmt"] or "decimal"
                found[depth] = ListLevel(style, pattern, _whole(values["start"], 1))
            definitions[word_attribute(element, "abstractNumId") or ""] = found
        elif tag == "num":
            list_id, definition = word_attribute(element, "numId") or "", _child(element, "abstractNumId") or ""
            restarts = element.find("{*}lvlOverride/{*}startOverride") is not None
            levels[list_id] = definitions.get(definition, {})
            shared[list_id] = list_id if restarts else f"definition {definition}"
    return ListNumbers(levels, _lists_of_styles(name, styles), shared)


def _lists_of_styles(name: str, styles: bytes | None) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for event, tag, element in xml_events(name, styles) if styles is not None else ():
        if event == "end" and tag == "style":
            properties = element.find("{*}pPr/{*}numPr")
            list_id = None if properties is None else _child(properties, "numId")
            if properties is not None and list_id is not None:
                depth = _whole(_child(properties, "ilvl"), 0)
                found[word_attribute(element, "styleId") or ""] = (list_id, depth)
    return found


def _child(element: object, local: str) -> str | None:
    child = element.find(f"{{*}}{local}")  # type: ignore[attr-defined]  # an element of lxml, whose class is private
    return None if child is None else word_attribute(child, "val")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,6}", text) else otherwise
