"""XML parts of a DOCX as a stream of events: no entity expanded, no network, no whole tree in memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from lxml import etree

from docgraph.errors import DocumentReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # the strict variant of the standard
)
_FOREIGN: Final = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback": "Fallback",
}


def xml_events(name: str, data: bytes) -> Iterator[tuple[str, str, _Element]]:
    """Yield ``(event, tag, element)`` for each start and end in a WordprocessingML part.

    The tag is the local name ("p", "tbl"), or "" for an element of another vocabulary.  Elements that have ended are
    dropped from memory at the end of each paragraph and of each table row.
    """
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            tag = local_name(element.tag)
            yield event, tag, element
            if event == "end" and tag in {"p", "tr"}:
                element.clear(keep_tail=False)
                # The emptied elements before this one would still add up in a long document.
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise DocumentReadError(
            name, f"has damaged XML inside ({error.msg}). Open it in Word and save it again."
        ) from error


def local_name(tag: str) -> str:
    """Return the name of a WordprocessingML element or attribute without its namespace, "" for another vocabulary."""
    for namespace in _WORD:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return _FOREIGN.get(tag, "")


def word_attribute(element: _Element, attribute: str) -> str | None:
    """Return an attribute of WordprocessingML ("val" for ``w:val``), or None."""
    for namespace in _WORD:
        value = element.get(namespace + attribute)
        if value is not None:
            return value
    return None


def is_on(element: _Element) -> bool:
    """Tell whether a toggle such as ``w:vanish`` is on: there, and not said to be off."""
    return word_attribute(element, "val") not in {"0", "false", "off"}
