"""WordprocessingML, the XML inside a DOCX, to text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field

from docgraph.documents.readers.flow import TextFlow
from docgraph.documents.readers.numbering import ListNumbers
from docgraph.documents.readers.xml_events import is_on, word_attribute, xml_events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_SKIPPED: Final = frozenset(
    # Tracked deletions, the second copy of a text box, codes of fields, and properties as they were before a change.
    {"del", "moveFrom", "Fallback", "instrText", "delText", "sectPr", "rPrChange", "pPrChange", "numberingChange"}
)
_PARTS: Final = {"tbl": "table", "tr": "row", "tc": "cell", "txbxContent": "box"}
_MARKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HAIR_NOTES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@define
class _Paragraph:
    """A paragraph being read; a text box anchored in it is added to the flow before it."""

    runs: list[str] = field(factory=list)
    list_id: str | None = None
    level: int | None = None
    style: str | None = None
    hidden: bool = False


@define
class _Reader:
    """Follows the events of one part; ``notes`` numbers footnotes and endnotes in the order of their marks."""

    numbers: ListNumbers
    notes: dict[tuple[str, str], int]
    flow: TextFlow = field(factory=TextFlow)
    paragraphs: list[_Paragraph] = field(factory=list)
    skipping: int = 0

    def follow(self, event: str, tag: str, element: _Element) -> None:
        if event == "start":
            self.start(tag)
        else:
            self.end(tag, element)

    def start(self, tag: str) -> None:
        if self.skipping or tag in _SKIPPED:
            self.skipping += 1
            return
        if tag in _PARTS:
            self.flow.open(_PARTS[tag])
        elif tag == "p":
            self.paragraphs.append(_Paragraph())
        elif tag == "r" and self.paragraphs:
            self.paragraphs[-1].hidden = False

    def end(self, tag: str, element: _Element) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        if tag == "p" and self.paragraphs:
            self._end_paragraph()
        elif tag in _PARTS:
            self.flow.close(_PARTS[tag])
        elif self.paragraphs:
            self._end_inline(tag, element, self.paragraphs[-1])

    def _end_inline(self, tag: str, element: _Element, paragraph: _Paragraph) -> None:
        parent = element.getparent()
        above = "" if parent is None else parent.tag.rpartition("}")[2]
        if tag == "t" and not paragraph.hidden:
            paragraph.runs.append(element.text or "")
        elif tag in _MARKS and above == "r" and not paragraph.hidden:  # w:tab is also a tab stop in w:pPr
            paragraph.runs.append(_MARKS[tag])
        elif tag in {"footnoteReference", "endnoteReference"}:
            key = (tag.removesuffix("Reference"), word_attribute(element, "id") or "")
            paragraph.runs.append(f"[{self.notes.setdefault(key, len(self.notes) + 1)}]")
        elif tag == "vanish" and above == "rPr" and is_on(element):
            grand = parent.getparent() if parent is not None else None
            paragraph.hidden = grand is not None and grand.tag.endswith("}r")
        elif tag == "pStyle":
            paragraph.style = word_attribute(element, "val")
        elif above == "numPr" and tag in {"numId", "ilvl"}:
            value = word_attribute(element, "val")
            if tag == "numId":
                paragraph.list_id = value
            elif value in set("012345678"):
                paragraph.level = int(value)

    def _end_paragraph(self) -> None:
        paragraph = self.paragraphs.pop()
        text = "".join(paragraph.runs).strip("\n")
        if text.strip():
            text = self.numbers.label(paragraph.list_id, paragraph.level, paragraph.style) + text
        self.flow.add(text)


def read_parts(name: str, body: bytes, notes: Mapping[str, bytes | None], numbers: ListNumbers) -> str:
    """Return the text of the body with its notes behind it, each note behind its mark "[1]"."""
    marks: dict[tuple[str, str], int] = {}
    text = _read_part(name, body, numbers, marks)
    texts = {
        (kind, note): content
        for kind, part in notes.items()
        if part is not None
        for note, content in _read_notes(name, kind, part)
    }
    told = [f"[{mark}] {texts[key].strip()}\n" for key, mark in marks.items() if texts.get(key, "").strip()]
    return text + "".join(told)


def _read_part(name: str, data: bytes, numbers: ListNumbers, marks: dict[tuple[str, str], int]) -> str:
    reader = _Reader(numbers, marks)
    for event, tag, element in xml_events(name, data):
        reader.follow(event, tag, element)
    return reader.flow.text()


def _read_notes(name: str, kind: str, data: bytes) -> list[tuple[str, str]]:
    """Return the id and text of each footnote or endnote; the hair line between text and notes is none."""
    found: list[tuple[str, str]] = []
    reader = _Reader(ListNumbers(), {})
    for event, tag, element in xml_events(name, data):
        reader.follow(event, tag, element)
        if event == "end" and tag == kind:
            if word_attribute(element, "type") not in _HAIR_NOTES:
                found.append((word_attribute(element, "id") or "", reader.flow.text()))
            reader = _Reader(ListNumbers(), {})
    return found
