"""The compiled grammar and its driver: text in, tokens out."""

from __future__ import annotations

import re
from functools import cache

from lark import Lark

from docgraph.references.grammar import compile_grammar
from docgraph.references.prefix import LarkPrefix, PrefixParser, TablePrefix, Token

START_RULES = ("mention", "strict", "pinpoint", "organ")


@cache
def reference_grammar() -> Lark:
    """Return the grammar, compiled once in a process."""
    return compile_grammar(START_RULES)


@cache
def _prefix_parser(rule: str) -> PrefixParser:
    """Return the quick driver where Lark's tables are found, else Lark itself."""
    try:
        return TablePrefix(reference_grammar(), rule)
    except (AttributeError, KeyError):
        return LarkPrefix(reference_grammar(), rule)


def parse_prefix(text: str, start: int, end: int, rule: str = "mention") -> list[Token] | None:
    """Return the tokens of the longest beginning of ``text[start:end]`` a rule accepts, or None."""
    return _prefix_parser(rule).parse(text, start, end)


@cache
def terminal_source(name: str) -> str:
    """Return the expression of one terminal of the grammar."""
    for terminal in reference_grammar().terminals:
        if terminal.name == name:
            return str(terminal.pattern.to_regexp())
    raise KeyError(name)


@cache
def terminal_pattern(name: str) -> re.Pattern[str]:
    """Return one terminal of the grammar as a compiled pattern, for looking around a reference."""
    return re.compile(terminal_source(name))
