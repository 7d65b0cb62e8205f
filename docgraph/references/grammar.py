"""The grammar: chapters read in a fixed order, joined, and compiled once on first use.

Lark's ``%import`` between chapters is not used: two chapters that import the same terminal would get two
different ones.  One language, several files.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgraph.references.vocabulary import vocabulary_chapter

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from lark import Lark

CHAPTERS: Final = ("references", "numbers", "dates", "issuers", "laws", "pinpoints")


def grammar_folder() -> Traversable:
    """Return the folder of the chapters: inside the installed package, or beside it in a checkout."""
    packaged = files("docgraph") / "grammars"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / "grammars"


@cache
def grammar_text() -> str:
    """Return all chapters and the word lists as one grammar."""
    folder = grammar_folder()
    chapters = [(folder / f"{name}.lark").read_text("utf-8") for name in CHAPTERS]
    return "\n".join([*chapters, vocabulary_chapter()])


def compile_grammar(start: tuple[str, ...]) -> Lark:
    """Compile the grammar for the given start rules.

    LALR with the contextual lexer: the lexer only tries what may stand at a place, so a word can be a title
    in one place and the end of a reference in another.
    """
    from lark import Lark  # noqa: PLC0415 - loaded on first use: most of the cost of `import docgraph`

    return Lark(
        grammar_text(),
        start=list(start),
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=False,
        cache=_cache_file() or False,
    )


def _cache_file() -> str | None:
    """Return where this user's compiled grammar is kept between runs; None where no such folder can be had.

    Lark writes the tables there, and builds them anew when the grammar, Lark or Python has changed.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - "~" may be unknown
    folder = Path(home) / "docgraph"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return str(folder / f"grammar-{version}.lark")
