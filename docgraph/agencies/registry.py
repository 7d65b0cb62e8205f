"""The registry: the tables, indexed for finding bodies by wording, by code and by id."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from docgraph.agencies import tables
from docgraph.agencies.model import CENTRE, Head, Organ, Province, Unit
from docgraph.agencies.slugs import Word, code_key, normal_text, slug, words_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

EVERY_PROVINCE = "*"


@frozen
class WordingForm:
    """One wording of an organ: where it counts."""

    organ: Organ
    before_place: bool = False  # only before a place: "Thanh tra" in "Thanh tra tỉnh"
    at_end: bool = False  # only at the end of a phrase: "Trung ương"
    is_code: bool = False  # only in capitals: ThU is a committee, "thứ" a word


@frozen(eq=False)
class Registry:
    """The public bodies that docgraph knows; made by `load_registry`.

    Two registries are never equal: results are cached for each.
    """

    organs: tuple[Organ, ...]
    provinces: tuple[Province, ...]
    forms: dict[str, tuple[WordingForm, ...]] = field(repr=False)
    codes: dict[str, tuple[Organ, ...]] = field(repr=False)
    by_slug: dict[tuple[str, str], Organ] = field(repr=False)
    province_by_slug: dict[str, Province] = field(repr=False)
    province_keys: dict[str, Province] = field(repr=False)
    longest_form: int = 1

    def __repr__(self) -> str:
        return f"Registry({len(self.organs)} organs, {len(self.provinces)} provinces)"

    def organ(self, territory: str, organ_slug: str) -> Organ | None:
        """Return the line for an organ of a territory: its own, else the one that every province has."""
        own = self.by_slug.get((territory, organ_slug))
        if own is not None or territory == CENTRE:
            return own
        return self.by_slug.get((EVERY_PROVINCE, organ_slug))

    def organs_of(self, territory: str) -> tuple[Organ, ...]:
        """Return the organs that a province may have, its own lines before the general ones."""
        slugs = dict.fromkeys(
            slug(organ.code) for organ in self.organs if organ.territory in {territory, EVERY_PROVINCE}
        )
        found = (self.organ(territory, organ_slug) for organ_slug in slugs)
        return tuple(organ for organ in found if organ is not None)

    def province(self, name: str | None) -> Province | None:
        """Return the province of a name, an alias or a slug, with or without its type word."""
        return _province(self, name) if name else None


@cache
def abbreviations() -> dict[str, tuple[Word, ...]]:
    """Return the short forms, by the keys of their words."""
    return {
        " ".join(word.key for word in words_of(row["wording"])): words_of(row["meaning"])
        for row in tables.read_table("abbreviations")
    }


def written_out(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Write out short forms and leave out "và", so that spellings of one name become one.

    >>> [word.key for word in written_out(words_of("Sở NN&PTNT"))]
    ['so', 'nong', 'nghiep', 'phat', 'trien', 'nong', 'thon']
    """
    short, at = abbreviations(), 0
    found: list[Word] = []
    while at < len(words):
        for length in range(min(4, len(words) - at), 0, -1):
            meaning = short.get(" ".join(word.key for word in words[at : at + length]))
            if meaning is not None:
                first, last = words[at], words[at + length - 1]
                found.extend(
                    Word(word.text, word.key, word.toned, first.start, last.end, first.after_break and place == 0)
                    for place, word in enumerate(meaning)
                )
                at += length
                break
        else:
            if words[at].key != "va":
                found.append(words[at])
            at += 1
    return tuple(found)


def toned_key(wording: str) -> str:
    """Return the key of a word whose marks count: "Trường" is a school, "Trưởng" its head."""
    return " ".join(word.toned for word in written_out(words_of(normal_text(wording))))


def key_of(wording: str) -> str:
    """Return the key under which a wording is indexed.

    >>> key_of("Sở NN&PTNT") == key_of("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN")
    True
    """
    return " ".join(word.key for word in written_out(words_of(normal_text(wording))))


@cache
def _province(registry: Registry, name: str) -> Province | None:
    found = registry.province_by_slug.get(name)
    if found is not None:
        return found
    words = [word.key for word in words_of(normal_text(name[:200]))]
    for skip in (0, 1, 2):
        found = registry.province_keys.get(" ".join(words[skip:]))
        if found is not None and (skip == 0 or " ".join(words[:skip]) in {"tinh", "thanh pho", "tp", "thu do"}):
            return found
    return None


@cache
def unit_words() -> dict[str, Unit]:
    """Return the types of territorial units by the keys of their names."""
    return {key_of(form): unit for unit in tables.units() for form in (unit.name, *unit.wordings)}


@cache
def toned_unit_words() -> dict[str, Unit]:
    """Return the types of territorial units by their names with marks: "quản" is no quận."""
    return {toned_key(unit.name): unit for unit in tables.units()}


@cache
def position_words() -> tuple[frozenset[str], int]:
    """Return the keys, with marks, of the position words, and the number of words of the longest."""
    keys = frozenset(toned_key(wording) for wording in tables.positions())
    return keys, max(key.count(" ") for key in keys) + 1


@cache
def head_words() -> dict[str, Head]:
    """Return the head words by their keys with marks."""
    return {toned_key(wording): head for wording, head in tables.heads().items()}


def _forms(organs: tuple[Organ, ...]) -> dict[str, tuple[WordingForm, ...]]:
    forms: dict[str, list[WordingForm]] = {}
    for organ in organs:
        starred = f"{organ.name} *"
        for wording in (starred if starred in organ.wordings else organ.name, *organ.wordings):
            form = WordingForm(organ, before_place=wording.endswith(" *"), at_end=wording.endswith(" ."))
            forms.setdefault(key_of(wording.rstrip("*. ")), []).append(form)
    named = frozenset(forms)
    for organ in organs:  # a code stands for the name, unless the word means something else
        for code in (organ.code, *organ.codes):
            key = key_of(code)
            if len(code) > 2 and "-" not in code and key not in named:
                forms.setdefault(key, []).append(WordingForm(organ, is_code=True))
    return {key: tuple(found) for key, found in forms.items()}


def _codes(organs: tuple[Organ, ...]) -> dict[str, tuple[Organ, ...]]:
    codes: dict[str, list[Organ]] = {}
    for main in (True, False):  # the code of one organ goes before the variant of another
        for organ in organs:
            for code in (organ.code,) if main else organ.codes:
                known = codes.setdefault(code_key(code), [])
                if organ not in known:
                    known.append(organ)
    return {code: tuple(found) for code, found in codes.items()}


@cache
def load_registry(extra: Path | None = None) -> Registry:
    """Return the registry of the package, with the lines of a reader's own table put before it.

    *extra* is a CSV file in UTF-8 with a heading.  ``territory`` (``trung-uong`` for the centre, ``*`` for every
    province, else the slug of one), ``code`` and ``name`` are required; ``docgraph.agencies.tables`` describes
    the other columns, which may be left out.  A line whose territory and code are in the package replaces that line::

        territory,code,name,codes,wordings
        quang-ngai,BQLDQ,Ban Quản lý Khu kinh tế Dung Quất,BQL,BQL Dung Quất

    The functions of this package take the result as ``registry=``.  Raises `AgencyTableError`.

    >>> load_registry()
    Registry(... organs, 64 provinces)
    """
    own = tables.read_organs(extra) if extra is not None else ()
    replaced = {(organ.territory, slug(organ.code)) for organ in own}
    organs = own + tuple(organ for organ in tables.organs() if (organ.territory, slug(organ.code)) not in replaced)
    provinces = tables.all_provinces()
    forms = _forms(organs)
    keys = {key_of(name): province for province in provinces for name in (*province.aliases, province.name)}
    return Registry(
        organs=organs,
        provinces=provinces,
        forms=forms,
        codes=_codes(organs),
        by_slug={(organ.territory, slug(organ.code)): organ for organ in reversed(organs)},
        province_by_slug={province.slug: province for province in provinces},
        province_keys=keys,
        longest_form=max(key.count(" ") for key in forms) + 1,
    )


def provinces(on: dt.date | None = None, *, registry: Registry | None = None) -> tuple[Province, ...]:
    """Return the provinces of a day, or every one that the tables know.

    >>> import datetime as dt
    >>> len(provinces(dt.date(2021, 9, 1))), len(provinces(dt.date(2025, 7, 2)))
    (63, 34)
    """
    known = (registry or load_registry()).provinces
    return tuple(province for province in known if on is None or province.existed(on))
