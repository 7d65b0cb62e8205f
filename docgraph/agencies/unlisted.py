"""Bodies that no table lists: enterprises, units of departments, boards."""

from __future__ import annotations

from typing import Final

from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE, CENTRE, NATIONWIDE, Agency, Branch, Head, Province, Tier
from docgraph.agencies.places import capitalised, named_province
from docgraph.agencies.registry import Registry, head_words, position_words, toned_unit_words, unit_words
from docgraph.agencies.slugs import Word, slug

LONGEST_SLUG: Final = 80
LONGEST_NAME: Final = 12  # words of a name without a known head word
LONGEST_HEAD: Final = 5  # words: "Ban Chỉ đạo Trung ương"
_NO_HEAD: Final = Head(None, None, None)
_BELOW: Final = {Tier.DISTRICT: Level.DISTRICT, Tier.COMMUNE: Level.COMMUNE}


def head_of(words: tuple[Word, ...]) -> tuple[Head, int]:
    """Return what the head word tells, and of how many words it is made (0: none is known)."""
    known = head_words()
    for length in range(min(LONGEST_HEAD, len(words)), 0, -1):
        head = known.get(" ".join(word.toned for word in words[:length]))
        if head is not None:
            return head, length
    return _NO_HEAD, 0


def _without_positions(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out "Giám đốc" before "Trung tâm …"; nothing is left where all of it is a position."""
    known, longest = position_words()
    at = 0
    while at < len(words) and not head_of(words[at:])[1]:
        for length in range(min(longest, len(words) - at), 0, -1):
            if " ".join(word.toned for word in words[at : at + length]) in known:
                at += length
                break
        else:
            break
    return words[at:]


def _lower_place(words: tuple[Word, ...]) -> tuple[int, Tier, str] | None:
    """Return where a district or commune is named after the head, with its tier and the slug of its name."""
    units = toned_unit_words()
    for at in range(2, len(words)):
        unit = units.get(words[at].toned) or units.get(" ".join(word.toned for word in words[at : at + 2]))
        if unit is None or unit.tier is Tier.PROVINCE:
            continue
        after = at + (1 if words[at].toned in units else 2)
        first = words[after : after + 1]
        if not first or first[0].toned == "hội" or not (first[0].text[0].isupper() or first[0].text.isdigit()):
            continue  # "xã hội" is society
        name = " ".join(word.text for word in words[after : after + 3] if word.text[0].isupper() or word.text.isdigit())
        if name:
            return at, unit.tier, slug(f"{unit.slug} {capitalised(name)}")
    return None


def unlisted_body(registry: Registry, normal: str, words: tuple[Word, ...], context: Province | None) -> Agency | None:
    """Return a body named by words that no table knows, or None where they name none.

    Its id is made from its name, without the place that the territory says already.
    """
    bracket = normal.find("(")  # "(b/c)", "(để thực hiện)": what the copy is for
    words = _without_positions(tuple(word for word in words if bracket <= 0 or word.start < bracket))
    head, length = head_of(words)
    if not words or (head is _NO_HEAD and (len(words) > LONGEST_NAME or not words[0].text[0].isupper())):
        return None
    whole = length == len(words) and length < LONGEST_HEAD
    if whole or " ".join(word.key for word in words) in unit_words():
        return None  # "Sở", "tỉnh": which one, the wording does not say
    name = " ".join(normal[words[0].start : words[-1].end].split())
    named = named_province(registry, words)
    if head.branch is Branch.COMPANY:
        return _made(
            NATIONWIDE, slug(name), name, head.level, head=head, province=named[0] if named is not None else None
        )
    lower = _lower_place(words)
    province = named[0] if named is not None else context
    core = words
    if lower is not None:
        core = words[: lower[0]]
    elif named is not None and named[2] == len(words) and named[1] > 1:
        core = words[: named[1]]
    organ = slug(" ".join(word.key for word in _without_type_word(core))) or slug(name)
    if head.territory == CENTRE and named is None and lower is None:
        return _made(CENTRE, organ, name, head.level, head=head, province=None)
    level = head.level
    if lower is not None:
        level = _BELOW[lower[1]]
    elif head.level is Level.CENTRAL:
        level = Level.AGENCY
    elif level is None and head is not _NO_HEAD and any(word.key == "tinh" for word in words[-5:]):
        level = Level.PROVINCIAL  # "Ban Chỉ đạo tỉnh", "Đoàn Luật sư tỉnh Bình Thuận"
    base = province.slug if province is not None else ANYWHERE
    territory = base if lower is None else f"{base}.{lower[2]}"
    return _made(territory, organ, name, level, head=head, province=province)


def _without_type_word(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out "tỉnh" or "thành phố" at the end."""
    keys = [word.key for word in words]
    if len(words) > 2 and keys[-1] == "tinh":
        return words[:-1]
    if len(words) > 3 and keys[-2:] == ["thanh", "pho"]:
        return words[:-2]
    return words


def _made(
    territory: str, organ: str, name: str, level: Level | None, *, head: Head, province: Province | None
) -> Agency | None:
    organ = organ[:LONGEST_SLUG].strip("-")
    if not organ:
        return None
    return Agency(
        id=f"{territory}/{organ}",
        name=name,
        level=level,
        branch=head.branch,
        province=province.name if province is not None else None,
    )
