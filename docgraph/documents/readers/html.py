"""HTML to text: blocks become lines, tables keep their cells apart, scripts and hidden parts are left out."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field

from docgraph.documents.readers.flow import TextFlow
from docgraph.documents.readers.limits import Limits, format_bytes
from docgraph.documents.readers.plain import decode_text
from docgraph.errors import DocumentReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS: Final = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol option p pre search section summary
    ul tbody thead tfoot
    """.split()  # noqa: SIM905 - words read better without so many quotes
)
_PARTS: Final = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_SKIPPED: Final = frozenset(
    """
    head script style noscript template svg math iframe object audio video canvas select textarea button nav
    """.split()  # noqa: SIM905 - words read better without so many quotes
)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")  # not U+00A0, which the author set on purpose
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHUNK: Final = 64 * 1024


@define
class _Target:
    """Takes the events of the parser; no tree is built, so memory stays near the size of the text."""

    flow: TextFlow = field(factory=TextFlow)
    inline: list[str] = field(factory=list)
    skipping: int = 0  # open elements from the outermost one that is left out; each start has its end
    preserved: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "")
        if self.skipping or tag in _SKIPPED or hidden:
            self.skipping += 1
            return
        if tag == "br":
            self.inline.append("\n")
        elif tag in _PARTS:
            self._end_block()
            self.flow.open(_PARTS[tag])
        elif tag in _BLOCKS:
            self._end_block()
            self.preserved += tag == "pre"

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        if tag in _PARTS:
            self._end_block()
            self.flow.close(_PARTS[tag])
        elif tag in _BLOCKS:
            self._end_block()
            self.preserved -= tag == "pre" and self.preserved > 0

    def data(self, data: str) -> None:
        if not self.skipping:
            self.inline.append(data if self.preserved else _BLANKS.sub(" ", data))

    def comment(self, text: str) -> None:
        pass

    def pi(self, target: str, text: str | None = None) -> None:
        pass

    def close(self) -> str:
        self._end_block()
        return self.flow.text()

    def _end_block(self) -> None:
        text = "".join(self.inline)
        self.inline.clear()
        if not self.preserved:
            text = "\n".join(re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n"))
        if text.strip(" \t\r\n\f"):
            self.flow.add(text.strip("\n"))


def read_html(name: str, data: bytes, limits: Limits) -> str:
    """Return the text of an HTML page: one line a block, cells of a row apart by tabs or lines."""
    from lxml import etree  # noqa: PLC0415 - loaded when the first page is read

    if len(data) > limits.markup_bytes:
        raise DocumentReadError(name, f"is larger than the limit of {format_bytes(limits.markup_bytes)} for HTML.")
    source = _decode(name, data)
    # The text is given as UTF-8 bytes, so that a charset or XML declaration inside cannot contradict it.
    encoded = source.lstrip("\ufeff").encode("utf-8", "replace")
    parser = etree.HTMLParser(target=cast("Any", _Target()), encoding="utf-8", no_network=True, huge_tree=False)
    try:
        for start in range(0, len(encoded), _CHUNK):
            parser.feed(encoded[start : start + _CHUNK])
        text = str(parser.close())
    except etree.LxmlError as error:
        raise DocumentReadError(name, f"cannot be read as HTML ({error}).") from error
    if not text.strip():
        raise DocumentReadError(name, "is empty: the page holds no text outside scripts and hidden parts.")
    return text


def _decode(name: str, data: bytes) -> str:
    """Decode a page: as UTF-8 where its bytes are that, else by the charset it states, else by detection."""
    try:
        return data.decode("utf-8") if b"\0" not in data and data else decode_text(name, data)
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
        if stated is None or stated[1].lower() in {b"utf-8", b"utf8"}:
            return decode_text(name, data)
        charset = stated[1].decode("ascii")
        try:
            return data.decode(codecs.lookup(charset).name)
        except (LookupError, UnicodeError):
            return decode_text(name, data)
