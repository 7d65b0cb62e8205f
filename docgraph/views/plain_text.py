"""Untrusted text made fit to be shown: no control, no change of writing direction, no endless field."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docgraph.queries.cascade_model import Evidence

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

# A change of writing direction can make a quotation read differently from what it says, without any script.
_DIRECTION: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE: Final = (0x00AD, 0x200B, 0x2060, 0xFEFF)
_SPACES: Final = re.compile(r"\s+")


@functools.cache
def _visible() -> dict[int, str]:
    controls = [*range(0x20), *range(0x7F, 0xA0)]
    table = dict.fromkeys((*controls, *_DIRECTION, *range(0xFFF0, 0xFFFA), 0xFFFE, 0xFFFF), REPLACEMENT)
    table.update(dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "))
    table.update(dict.fromkeys(_INVISIBLE, ""))
    return table


def visible_text(text: str, limit: int = 400) -> str:
    r"""Return *text* on one line, in NFC, at most *limit* characters, every control character shown as U+FFFD.

    >>> visible_text("Quyết định\n  số \u202e12\x00")
    'Quyết định số �12�'
    >>> visible_text("Kế hoạch", limit=4)
    'Kế …'
    """
    # Lone surrogates cannot be written as UTF-8; the first cut keeps the work linear in what is shown.
    cut = text[: 4 * limit].encode("utf-8", "replace").decode("utf-8") if text else ""
    shown = _SPACES.sub(" ", unicodedata.normalize("NFC", cut).translate(_visible())).strip()
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def quote(evidence: Evidence, limit: int = 600) -> tuple[str, str, str]:
    """Return the sentence as (before, reference, after), cut around the reference to about *limit* characters.

    >>> from docgraph.queries.cascade_model import Evidence
    >>> quote(Evidence("a.txt", 0, 19, "Thực hiện Công văn 5", highlight=(10, 20)))
    ('Thực hiện ', 'Công văn 5', '')
    """
    text = evidence.text
    start, end = evidence.highlight or (0, 0)
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    room = max(limit - (end - start), 0)
    first = max(0, start - room // 2)
    last = min(len(text), end + room - (start - first))
    return (
        _piece(text[first:start], before="…" if first else ""),
        _piece(text[start : min(end, start + limit)]),
        _piece(text[end:last], after="…" if last < len(text) else ""),
    )


def _piece(text: str, before: str = "", after: str = "") -> str:
    """Return a slice of a sentence with the blanks at its ends kept, so that the three slices join up."""
    core = visible_text(text, limit=len(text) + 1)
    lead = " " if text[:1].isspace() and core else ""
    trail = " " if text[-1:].isspace() and core else ""
    return before + lead + core + trail + after
