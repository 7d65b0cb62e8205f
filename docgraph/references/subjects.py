"""Who acts on a document before it is named: "A đã ban hành X", "A phê duyệt … tại X", "đề nghị của A tại X".

One reading serves two questions: who issued a cited document, and whether the author of the text did.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from attrs import frozen

from docgraph.references.anchors import CAPITAL_WORD
from docgraph.references.reader import terminal_pattern
from docgraph.references.tries import trie_pattern, whole_words
from docgraph.references.vocabulary import read_table

# How far before a reference its subject is looked for.
REACH: Final = 320

# One set of first characters lets the engine skip all others.
_SENTENCE_START: Final = re.compile(
    r"[.!?\n](?:(?<!\n)[ \n]+(?=[A-ZÀ-Ỹ+-])|(?<=\n) *(?:\n|(?:[-+*•|]|\d{1,2}[.)]|[a-zđ]\)) ))"
)
# Words that may stand between an acting body and its verb.
_ADVERB_WORDS: Final = (
    "đã|cũng|kịp thời|tiếp tục|đồng thời|còn|mới|vừa|được|đang|hiện|chủ động|trực tiếp|ký|nghiên cứu|tổ chức"
    "|thường xuyên|khẩn trương|có|văn bản|và|sẽ|tỉnh|lần lượt|đều"
)
_ADVERBS: Final = rf"(?:[ \n]*(?:,|(?:{_ADVERB_WORDS})(?!\w)))*[ \n]*"
_OWNED: Final = re.compile(r"[ \n]*(?:\([^()]{0,120}\))?[ \n\",]*")
_LIST_OPENS: Final = re.compile(r"(?:cụ thể|như sau|như|gồm|sau|gồm có|bao gồm|là)?[ \n]*:?[ \n]*$")
_COLLECTIVE: Final = re.compile(r"(?:[ \n]+(?:các|những|một số|thêm|đầy đủ|bổ sung|hàng loạt))*[ \n]*$")


@frozen
class Action:
    """What is said to have been done just before a document is named."""

    subject: tuple[int, int] | None  # the place of the acting body; None where the sentence leaves it out
    verb: str | None  # None where a body only owns: "đề nghị của A tại X"
    verb_start: int
    has_object: bool  # something stands between the verb and the document: "phê duyệt Chiến lược … tại"


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{whole_words(row['verb'] for row in read_table('issuing_verbs'))}")


@cache
def _leads() -> tuple[str, ...]:
    """Return what the text right before a reference can end with where something is said to have been done."""
    verbs = [row["verb"].rpartition(" ")[2] for row in read_table("issuing_verbs")]
    return (*verbs, "tại", ":", "(", "các", "những", "số", "thêm", "đủ", "sung", "loạt")


_OPENING: Final = frozenset({":", "("})


@cache
def _lead_endings() -> frozenset[str]:
    """Return the last two letters of the words before: a cheap question before the list of words."""
    return frozenset(lead[-2:] for lead in _leads())


@cache
def _verb_behind_subject() -> re.Pattern[str]:
    verbs = trie_pattern(row["verb"] for row in read_table("issuing_verbs"))
    return re.compile(rf"{_ADVERBS}(?P<verb>{verbs})(?!\w)")


def organs_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the places of the bodies named in ``text[start:end]``, from left to right."""
    stop = len(text) if end is None else end
    organ = terminal_pattern("ORGAN")
    found: list[tuple[int, int]] = []
    reached = start
    for capital in CAPITAL_WORD.finditer(text, start, stop):
        if capital.start() >= reached and (match := organ.match(text, capital.start(), stop)):
            reached = match.end()
            found.append((match.start(), reached))
    return found


def action_before(text: str, floor: int, place: int) -> Action | None:
    """Return what is said to have been done right before the reference at *place*; None where nothing is.

    Nothing before *floor* (the end of the reference before) is read.
    """
    before = text[max(floor, place - 40) : place].rstrip(' \n"')
    if before[-2:] not in _lead_endings() and before[-1:] not in _OPENING:
        return None
    if not before.endswith(_leads()):
        return None
    start = max(floor, place - REACH)
    for boundary in _SENTENCE_START.finditer(text, start, place):
        start = boundary.end()
    clause_start = max(start, text.rfind(";", start, place) + 1)
    end = place
    tail = text[max(clause_start, place - 24) : place].rstrip(" \n")
    at = tail.rstrip(' \n"').endswith(("tại", "tại các"))
    listed = tail.endswith((":", "("))
    verb = None if at or listed else _last_adjacent_verb(text, clause_start, end)
    if not (at or listed or verb):
        return None
    named = _named_actor(text, clause_start, end, at=at, listed=listed)
    if named is not None or verb is None:
        return named
    return Action(_left_out(text, start, clause_start, verb[0]), text[verb[0] : verb[1]], verb[0], has_object=False)


def _named_actor(text: str, start: int, end: int, *, at: bool, listed: bool) -> Action | None:
    """Return the action of a body that the clause names: its owner before "tại", or the subject of a verb."""
    organs = organs_in(text, start, end)
    if at and organs:
        owner = organs[-1]
        rest = text[owner[1] : end].rstrip(' \n"')
        if _OWNED.fullmatch(rest.removesuffix("các").rstrip().removesuffix("tại")):
            return Action(owner, None, owner[0], has_object=True)
    for organ in reversed(organs):
        match = _verb_behind_subject().match(text, organ[1], end)
        if match is None:
            continue
        direct = bool(_COLLECTIVE.fullmatch(text, match.end(), end))
        if direct or at or listed:
            return Action(organ, match["verb"], match.start("verb"), has_object=not direct)
    return None


def _left_out(text: str, sentence: int, clause: int, verb: int) -> tuple[int, int] | None:
    """Return the subject that opens the sentence, where a clause behind a semicolon begins with its verb."""
    if clause <= sentence or text[clause:verb].strip():
        return None
    subject = next(iter(organs_in(text, sentence, min(sentence + 60, clause))), None)
    return subject if subject is not None and not text[sentence : subject[0]].strip() else None


def _last_adjacent_verb(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the verb of issuing that stands right before a reference, if one does."""
    window = max(start, end - 60)
    for match in _verbs().finditer(text, window, end):
        if _COLLECTIVE.fullmatch(text, match.end(), end):
            return match.start(), match.end()
    return None
