"""Parsing a beginning: the longest prefix of a text that a start rule of the grammar accepts.

Lark builds the tables; two drivers run them.  `LarkPrefix` is Lark's own, by its public interface.
`TablePrefix` is a loop over the same LALR tables and the same terminals: it makes no line counts, no token
history and no copies, which is most of what a short parse costs.  It reads names that Lark keeps private, so it
is used only where they are found, and a test holds both drivers to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from lark import Lark, TextSlice
from lark.exceptions import UnexpectedInput

from docgraph.references.pieces import Piece

REST = "_REST"
LONG = 3000
"""From this length on a pattern is compiled by itself."""

Matcher = Callable[..., re.Match[str] | None]


class PrefixParser(Protocol):
    """Parses the longest accepted beginning of ``text[start:end]``; None where there is none."""

    def parse(self, text: str, start: int, end: int) -> Any:
        """Return what the start rule makes of the longest accepted beginning."""


class LarkPrefix:
    """The public way: parse with a terminal that takes the rest; on failure read as far as was understood."""

    def __init__(self, grammar: Lark, rule: str) -> None:
        self._grammar = grammar
        self._rule = rule

    def parse(self, text: str, start: int, end: int) -> Any:
        """Parse by Lark's own lexer and parser."""
        try:
            return self._grammar.parse(TextSlice(text, start, end), start=self._rule)
        except UnexpectedInput as error:
            try:
                stopped: Any = error.pos_in_stream  # Lark types it as None until it is known
                return self._grammar.parse(TextSlice(text, start, stopped), start=self._rule)
            except UnexpectedInput:
                return None


class TablePrefix:
    """The quick way: a loop over Lark's tables."""

    def __init__(self, grammar: Lark, rule: str) -> None:
        """Take the tables of *grammar*; raises AttributeError or KeyError where this Lark keeps them elsewhere."""
        engine = grammar.parser.parser.parser
        table = engine.parse_table
        self._start_state: int = table.start_states[rule]
        self._end_state: int = table.end_states[rule]
        # An action shifts (None, state, "") or reduces (maker, number of parts, name of the rule).
        self._actions: dict[int, dict[str, tuple[Callable[[list[Any]], Any] | None, int, str]]] = {
            state: {
                str(name): (None, argument, "")
                if action.name == "Shift"
                else (engine.callbacks[argument], len(argument.expansion), str(argument.origin.name))
                for name, (action, argument) in actions.items()
            }
            for state, actions in table.states.items()
        }
        lexers = grammar.parser.lexer.lexers
        self._terminals = {
            state: tuple(
                (terminal.name, terminal.pattern.to_regexp()) for terminal in lexer.terminals if terminal.name != REST
            )
            for state, lexer in lexers.items()
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

    def parse(self, text: str, start: int, end: int) -> Any:
        """Parse the longest accepted beginning; places are those of *text*."""
        stopped, value = self._run(text, start, end)
        if stopped is not None and stopped < end:
            stopped, value = self._run(text, start, stopped)
        return None if stopped is not None else value

    def _run(self, text: str, place: int, end: int) -> tuple[int | None, Any]:
        """Run the automaton; return where it failed, or None and the value."""
        actions, matchers = self._actions, self._matchers
        states: list[int] = [self._start_state]
        values: list[Any] = []
        while True:
            state = states[-1]
            match = None
            if place < end:
                for matcher in matchers.get(state) or self._matchers_of(state):
                    match = matcher(text, place, end)
                    if match is not None:
                        break
            if match is None:
                name, piece, reached = "$END", None, place
            else:
                reached = match.end()
                name = match.lastgroup or ""
                piece = Piece(match[0])
                piece.type, piece.start_pos, piece.end_pos = name, place, reached
            while True:
                action = actions[states[-1]].get(name)
                if action is None:
                    return place, None
                maker, argument, rule = action
                if maker is None:
                    break
                if argument:
                    parts = values[-argument:]
                    del states[-argument:], values[-argument:]
                else:
                    parts = []
                values.append(maker(parts))
                states.append(actions[states[-1]][rule][1])
                if piece is None and states[-1] == self._end_state:
                    return None, values[-1]
            states.append(argument)
            values.append(piece)
            place = reached
