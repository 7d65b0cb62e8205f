"""Anaphora (phép thế): "Kế hoạch này", "Quyết định nói trên", and short forms such as "Nghị quyết 57".

An anaphoric mention is resolved only by what the text itself has said: the document at hand, or the nearest
earlier document of the same type.  Where two could be meant it stays without an antecedent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import evolve

from docgraph.references.anchors import type_words
from docgraph.references.nodes import Form, Mention, Reference
from docgraph.references.scan import behind_type
from docgraph.references.symbols import normal_type
from docgraph.text.source import SourceText

# Two documents of one type this near to each other can both be meant by "nói trên".
_NEAR: Final = 400


# The pointing words are searched first: a literal is found many times faster than a list of type words.
_POINTERS: Final = (re.compile(r"này(?!\w)"), re.compile(r"trên(?!\w)"))
_LONGEST: Final = 45
"""Characters: longer than any type word and the blanks behind it."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<type>{type_words()})[ \n]{{1,3}}(?P<pointer>này|nói trên|nêu trên|trên đây|trên(?=[ \n]*[,.;)]))(?!\w)"
    )


def find_anaphora(source: SourceText, mentions: tuple[Mention, ...], own_type: str | None) -> tuple[Mention, ...]:
    """Return the anaphoric mentions of a text; antecedents index *mentions*."""
    found: list[Mention] = []
    of_type: dict[str | None, list[int]] = {}
    for index, mention in enumerate(mentions):
        of_type.setdefault(mention.reference.type, []).append(index)
    starts = {kind: [mentions[index].span.start for index in indexes] for kind, indexes in of_type.items()}
    for match in _pointed(source.normal):
        span = source.span(match.start(), match.end())
        kind = normal_type(match["type"])
        is_self = match["pointer"] == "này" and kind is not None and kind == own_type
        before = bisect_left(starts.get(kind, []), span.start)
        earlier = of_type.get(kind, [])[max(before - 2, 0) : before]
        found.append(
            Mention(
                span=span,
                text=span.of(source.original),
                form=Form.ANAPHORIC,
                reference=Reference(type=kind),
                antecedent=None if is_self else _nearest(mentions, earlier, span.start),
                is_self=is_self,
            )
        )
    return tuple(found)


def _pointed(text: str) -> Iterator[re.Match[str]]:
    """Yield where a type word and a pointing word stand together, from left to right."""
    reached = 0
    for place in sorted(match.start() for pointer in _POINTERS for match in pointer.finditer(text)):
        start = place - 4 if text[place - 4 : place] in {"nói ", "nêu "} else place
        if start < reached or not behind_type(text, start):
            continue
        match = _pattern().search(text, max(reached, start - _LONGEST), place + _LONGEST)
        while match and match.start("pointer") < start:
            match = _pattern().search(text, match.end(), place + _LONGEST)
        if match and not (match.start() and text[match.start() - 1].isalnum()):
            yield match
            reached = match.end()


def _nearest(mentions: tuple[Mention, ...], earlier: list[int], place: int) -> int | None:
    """Return the last of the earlier mentions, unless another document stands as near."""
    if not earlier:
        return None
    first, last = mentions[earlier[0]], mentions[earlier[-1]]
    if _key(first) != _key(last) and place - first.span.end < _NEAR:
        return None
    return earlier[-1]


def _key(mention: Mention) -> tuple[str | None, ...]:
    reference = mention.reference
    return (reference.number, reference.year, reference.symbol, reference.name)


def resolve_short_forms(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Give each number without a symbol ("Nghị quyết số 57") the one earlier document that it can repeat."""
    full: dict[tuple[str | None, str | None], dict[tuple[str | None, ...], int]] = {}
    resolved: list[Mention] = []
    for index, mention in enumerate(mentions):
        reference = mention.reference
        place = (reference.type, reference.number)
        if reference.number is not None and reference.symbol is None:
            candidates = full.get(place, {})
            if len(candidates) == 1:
                mention = evolve(mention, antecedent=next(iter(candidates.values())))  # noqa: PLW2901 - the resolved one
        elif reference.number is not None:
            full.setdefault(place, {}).setdefault(_key(mention), index)
        resolved.append(mention)
    return tuple(resolved)
