"""Tokens of the text."""

from __future__ import annotations


class Piece(str):
    """A token of the text: its words, its terminal, and its place."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int
