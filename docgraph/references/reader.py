"""The compiled grammar with its transformer: text in, drafts and parts out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from lark import Lark, v_args

from docgraph.references.drafts import DraftMaker
from docgraph.references.grammar import compile_grammar
from docgraph.references.nodes import PinpointKind, PinpointPart
from docgraph.references.prefix import LarkPrefix, PrefixParser, TablePrefix
from docgraph.text.spans import Span


@v_args(inline=True)
class TreeReader(DraftMaker):
    """Turns every parse of the grammar into values; its methods are the rules of the grammar."""

    def organ(self, token: Any) -> str:
        """Return the name of a body."""
        return str(token)

    def pinpoint(self, *parts: Any) -> tuple[PinpointPart, ...]:
        """Join the parts, in the order of the text."""
        return tuple(part for group in parts if isinstance(group, list) for part in group)

    def joint(self, token: Any) -> Any:
        """Pass over a comma or "và"."""
        return token

    def part(self, kind: Any, *tokens: Any) -> list[PinpointPart]:
        """Make one part for each label behind a kind: "điểm c và d" are two."""
        words = " ".join(str(kind).split()).lower()
        name = next(member for member in PinpointKind if words.startswith(member.value.lower()))
        parts: list[PinpointPart] = []
        is_range = False
        start = kind.start_pos + len(kind) - len(kind.lstrip())
        for token in tokens:
            if token.type == "PART_RANGE":
                is_range = True
            elif token.type == "ALSO":
                start = token.end_pos + 1
            else:
                label = str(token).strip().removeprefix("số ").rstrip(")")
                if is_range:
                    opening = parts.pop()
                    span = Span(opening.span.start, token.end_pos)
                    parts.append(PinpointPart(opening.kind, opening.label, span, until=label))
                else:
                    parts.append(PinpointPart(name, label, Span(start, token.end_pos)))
                is_range = False
        return parts


@cache
def reference_grammar() -> Lark:
    """Return the grammar, compiled once in a process."""
    return compile_grammar(("mention", "strict", "pinpoint", "organ"), TreeReader())


@cache
def _prefix_parser(rule: str) -> PrefixParser:
    """Return the quick driver where Lark's tables are found, else Lark itself."""
    try:
        return TablePrefix(reference_grammar(), rule)
    except (AttributeError, KeyError):
        return LarkPrefix(reference_grammar(), rule)


def parse_prefix(text: str, start: int, end: int, rule: str = "mention") -> Any:
    """Parse the longest beginning of ``text[start:end]`` that a start rule accepts; None where there is none."""
    return _prefix_parser(rule).parse(text, start, end)


@cache
def terminal_pattern(name: str) -> re.Pattern[str]:
    """Return one terminal of the grammar as a compiled pattern, for looking around a reference."""
    for terminal in reference_grammar().terminals:
        if terminal.name == name:
            return re.compile(terminal.pattern.to_regexp())
    raise KeyError(name)
