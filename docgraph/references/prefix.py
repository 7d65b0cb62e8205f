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

REST = "_REST"


class Piece(str):
    """A token of the text: its words, its terminal, and its place."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int


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
        self._by_terminals: dict[tuple[tuple[str, str], ...], Callable[..., re.Match[str] | None]] = {}
        self._matchers: dict[int, Callable[..., re.Match[str] | None]] = {}

    def _matcher(self, state: int) -> Callable[..., re.Match[str] | None]:
        """Compile, on its first use, the terminals that a state accepts."""
        terminals = self._terminals[state]
        match = self._by_terminals.get(terminals)
        if match is None:
            pattern = "|".join(f"(?P<{name}>{pattern})" for name, pattern in terminals)
            match = re.compile(pattern or r"(?!)").match
            self._by_terminals[terminals] = match
        self._matchers[state] = match
        return match

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
            match = (matchers.get(state) or self._matcher(state))(text, place, end) if place < end else None
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
