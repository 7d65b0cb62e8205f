"""Parsing a beginning: the longest prefix of a text that a start rule of the grammar accepts.

Lark builds the tables; two drivers run them.  `LarkPrefix` is Lark's own, by its public interface.
`TablePrefix` is a loop over the same LALR tables and the same terminals: it makes no line counts, no token
history and no copies, which is most of what a short parse costs.  It reads names that Lark keeps private, so it
is used only where they are found, and a test holds both drivers to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from lark import Lark, TextSlice, Tree
from lark.exceptions import UnexpectedInput

REST = "_REST"
LONG = 3000
"""From this length on a pattern is compiled by itself."""

Matcher = Callable[..., re.Match[str] | None]

Token = tuple[str, int, int]
"""A terminal and its place in the text."""


class PrefixParser(Protocol):
    """Parses the longest accepted beginning of ``text[start:end]``; None where there is none."""

    def parse(self, text: str, start: int, end: int) -> list[Token] | None:
        """Return the tokens of the longest accepted beginning."""


class LarkPrefix:
    """The public way: parse with a terminal that takes the rest; on failure read as far as was understood."""

    def __init__(self, grammar: Lark, rule: str) -> None:
        self._grammar = grammar
        self._rule = rule

    def parse(self, text: str, start: int, end: int) -> list[Token] | None:
        """Parse by Lark's own lexer and parser."""
        try:
            tree = self._grammar.parse(TextSlice(text, start, end), start=self._rule)
        except UnexpectedInput as error:
            stopped: Any = error.pos_in_stream  # Lark types it as None until it is known
            try:
                tree = self._grammar.parse(TextSlice(text, start, stopped), start=self._rule)
            except UnexpectedInput:
                return None
        return tokens_of(tree)


def tokens_of(tree: Tree[Any]) -> list[Token]:
    """Return the tokens of a tree in the order of the text."""
    leaves: Iterator[Any] = tree.scan_values(lambda _: True)
    return [(str(leaf.type), leaf.start_pos, leaf.end_pos) for leaf in leaves if leaf.type != REST]


class TablePrefix:
    """The quick way: a loop over Lark's tables."""

    def __init__(self, grammar: Lark, rule: str) -> None:
        """Take the tables of *grammar*; raises AttributeError or KeyError where this Lark keeps them elsewhere."""
        table = grammar.parser.parser.parser.parse_table
        self._start_state: int = table.start_states[rule]
        self._end_state: int = table.end_states[rule]
        # An action shifts (None, next state) or reduces (name of the rule, number of its parts).
        self._actions: dict[int, dict[str, tuple[str | None, int]]] = {
            state: {
                str(name): (None, argument)
                if action.name == "Shift"
                else (str(argument.origin.name), len(argument.expansion))
                for name, (action, argument) in actions.items()
            }
            for state, actions in table.states.items()
        }
        self._terminals = {
            state: tuple(
                (terminal.name, terminal.pattern.to_regexp()) for terminal in lexer.terminals if terminal.name != REST
            )
            for state, lexer in grammar.parser.lexer.lexers.items()
        }
        self._compiled: dict[tuple[tuple[str, str], ...], Matcher] = {}
        self._matchers: dict[int, tuple[Matcher, ...]] = {}

    def _matchers_of(self, state: int) -> tuple[Matcher, ...]:
        """Compile, on its first use, what a state accepts, in the order of Lark's priorities.

        Long patterns (the names of bodies and laws) are compiled once and shared between states; the short ones
        between two of them are one alternation.
        """
        groups: list[list[tuple[str, str]]] = [[]]
        for terminal in self._terminals[state]:
            if len(terminal[1]) > LONG:
                groups += [[terminal], []]
            else:
                groups[-1].append(terminal)
        matchers = tuple(self._matcher(tuple(group)) for group in groups if group)
        self._matchers[state] = matchers
        return matchers

    def _matcher(self, terminals: tuple[tuple[str, str], ...]) -> Matcher:
        if terminals not in self._compiled:
            pattern = "|".join(f"(?P<{name}>{pattern})" for name, pattern in terminals)
            self._compiled[terminals] = re.compile(pattern).match
        return self._compiled[terminals]

    def parse(self, text: str, start: int, end: int) -> list[Token] | None:
        """Parse the longest accepted beginning."""
        tokens: list[Token] = []
        stopped = self._run(text, start, end, tokens)
        if stopped < 0:
            return tokens
        if stopped >= end:
            return None
        tokens.clear()
        return tokens if self._run(text, start, stopped, tokens) < 0 else None

    def _run(self, text: str, place: int, end: int, tokens: list[Token]) -> int:
        """Run the automaton; return the place where it failed, or -1."""
        actions, matchers, end_state = self._actions, self._matchers, self._end_state
        states = [self._start_state]
        while True:
            state = states[-1]
            match = None
            if place < end:
                for matcher in matchers.get(state) or self._matchers_of(state):
                    match = matcher(text, place, end)
                    if match is not None:
                        break
            name: str = "$END" if match is None else match.lastgroup  # type: ignore[assignment]  # every branch is named
            while True:
                action = actions[states[-1]].get(name)
                if action is None:
                    return place
                rule, argument = action
                if rule is None:
                    break
                if argument:
                    del states[-argument:]
                states.append(actions[states[-1]][rule][1])
                if match is None and states[-1] == end_state:
                    return -1
            assert match is not None
            states.append(argument)
            reached = match.end()
            tokens.append((name, place, reached))
            place = reached
