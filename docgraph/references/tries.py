"""Word lists as regular expressions, compiled to tries so that their length costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# A blank inside a name or a reference may be a line end; an empty line ends what the grammar is shown.
BLANK: Final = r"[ \n]++"

Node = dict[str, "Node"]


def trie_pattern(words: Iterable[str], *, blank: str = BLANK) -> str:
    """Return a pattern that matches the longest of *words*; each blank in them matches any blank.

    >>> trie_pattern(["Bộ Y tế", "Bộ"], blank=" ")
    'Bộ(?: Y tế)?+'
    """
    root: Node = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root, blank)


def whole_words(words: Iterable[str], *, ignore_case: bool = False) -> str:
    r"""Return a pattern that matches the longest of *words* as whole words.

    What stands before a word is asked behind its first letter, so that the engine skips from first letter to first
    letter; *ignore_case* takes words in small letters.

    >>> whole_words(["ký", "giao"])
    '[gk](?<!\\w.)(?:(?<=[g])iao|(?<=[k])ý)(?!\\w)'
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    firsts = {letter: letter + letter.upper() if ignore_case else letter for letter in sorted(by_letter)}
    branches = [f"(?<=[{firsts[letter]}]){trie_pattern(by_letter[letter])}" for letter in firsts]
    rest = "|".join(branches)
    return rf"[{''.join(firsts.values())}](?<!\w.)(?{'i' if ignore_case else ''}:{rest})(?!\w)"


def _pattern(node: Node, blank: str) -> str:
    """Write one node: shared beginnings once, the longest branch first, an end as an option."""
    ends = "" in node
    branches: list[str] = []
    for letter, child in sorted(node.items()):
        if letter:
            written = blank if letter == " " else re.escape(letter)
            branches.append(written + _pattern(child, blank))
    if not branches:
        return ""
    singles = [b for b in branches if len(b) == 1 and b.isalnum()]
    if len(singles) > 1:
        branches = [b for b in branches if b not in singles]
        branches.append("[" + "".join(singles) + "]")
    body = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    if not ends:
        return body
    return f"(?:{body})?+" if len(branches) == 1 else f"{body}?+"
