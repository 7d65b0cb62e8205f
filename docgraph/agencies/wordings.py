"""From the wording of a text to the body it names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from docgraph.agencies.bodies import Place, central_body, local_body
from docgraph.agencies.model import CENTRE, Agency, Organ, Province, Tier
from docgraph.agencies.places import read_place
from docgraph.agencies.registry import (
    Registry,
    WordingForm,
    load_registry,
    position_words,
    unit_words,
    written_out,
)
from docgraph.agencies.slugs import Word, normal_text, words_of
from docgraph.agencies.unlisted import unlisted_body

if TYPE_CHECKING:
    import datetime as dt

LONGEST_WORDING: Final = 400  # characters; what follows is no part of a name
MOST_POSITIONS: Final = 4  # "Đồng chí Phó Chủ tịch Thường trực UBND tỉnh"
LONGEST_ORDINAL: Final = 9  # words: "Hội nghị lần thứ mười ba (khóa XII)"
PLURALS: Final = frozenset({"cac", "nhung", "moi", "cap"})  # các, những, mọi, cấp: a class, not a body
_IMPLIED_UNITS: Final = {"huyen": "huyen", "quan": "quan", "thi": "thi-xa", "thanh": "thanh-pho"}


def find_agency(
    wording: str,
    province: str | None = None,
    on: dt.date | None = None,
    *,
    registry: Registry | None = None,
) -> Agency | None:
    """Return the body that a wording names, as it stands in a text; None for a class or where nothing is named.

    *province* is the province of the text; one that the wording names goes before it.  *on* decides names that
    changed their meaning (thành phố Huế was below a province until 2024); it never turns a body into its
    successor.  Without a province a local body has the territory "?".  A bare name that the centre and the
    provinces share ("Mặt trận Tổ quốc Việt Nam") is the centre's unless *province* is given.  A body that no
    table lists gets an id made from its name, and a level where its head word tells one.

    >>> find_agency("Chủ tịch UBND tỉnh", "Quảng Ngãi").id, find_agency("uỷ ban nhân dân Tỉnh Quảng Ngãi").id
    ('quang-ngai/ubnd', 'quang-ngai/ubnd')
    >>> find_agency("UBND thành phố Cần Thơ").id, find_agency("UBND thành phố Yên Bái").id
    ('can-tho/ubnd', 'yen-bai.thanh-pho-yen-bai/ubnd')
    >>> find_agency("Sở Nội vụ").id, find_agency("Bộ trưởng Bộ Tư pháp").id
    ('?/snv', 'trung-uong/btp')
    >>> find_agency("UBND các huyện, thị xã, thành phố") is None
    True
    """
    return _find(registry or load_registry(), wording[:LONGEST_WORDING], province, on)


@lru_cache(maxsize=65_536)
def _find(registry: Registry, wording: str, province: str | None, on: dt.date | None) -> Agency | None:
    normal = normal_text(wording)
    words = written_out(words_of(normal))
    context = registry.province(province)
    if not words or words[0].key in PLURALS:
        return None
    reading = _Reading(registry, context, on)
    listed, plural = reading.body(words, MOST_POSITIONS)
    if listed is not None and listed.territory != CENTRE and _names_a_class(words):
        return None
    if listed is not None or plural:
        return listed
    if [word.key for word in words[:2]] == ["hoi", "nghi"]:  # "Hội nghị lần thứ sáu Ban Chấp hành Trung ương"
        for at in range(2, min(len(words), LONGEST_ORDINAL)):
            listed, _ = reading.body(words[at:], 0)
            if listed is not None:
                return listed
    return unlisted_body(registry, normal, words, context)


def _names_a_class(words: tuple[Word, ...]) -> bool:
    """Tell whether "các" stands before a type of unit: "HĐND, UBND các tỉnh"."""
    units = unit_words()
    return any(
        word.key in PLURALS and (words[at + 1].key in units or " ".join(w.key for w in words[at + 1 : at + 3]) in units)
        for at, word in enumerate(words[:-1])
    )


class _Reading:
    """One attempt to read the words of a wording with what is known around them."""

    def __init__(self, registry: Registry, context: Province | None, on: dt.date | None) -> None:
        self.registry, self.context, self.on = registry, context, on

    def body(self, words: tuple[Word, ...], positions: int) -> tuple[Agency | None, bool]:
        """Return the listed body that the words begin with, behind at most some position words.

        The second value tells that the words name a class of bodies.
        """
        for length in range(min(self.registry.longest_form, len(words)), 0, -1):
            forms = self.registry.forms.get(" ".join(word.key for word in words[:length]))
            if forms is None:
                continue
            if length < len(words) and words[length].key in PLURALS and not all(f.organ.is_central for f in forms):
                return None, True
            found = self._choose(forms, words, length)
            if found is not None:
                return found, False
        known, longest = position_words()
        if positions:
            # The shortest first: "Chánh" before "Văn phòng UBND", not "Chánh Văn phòng" before "UBND".
            for length in range(1, min(longest, len(words) - 1) + 1):
                if " ".join(word.toned for word in words[:length]) in known:
                    found, plural = self.body(words[length:], positions - 1)
                    if found is not None or plural:
                        return found, plural
        return None, False

    def _choose(self, forms: tuple[WordingForm, ...], words: tuple[Word, ...], length: int) -> Agency | None:
        """Choose among the organs of one form: with a place the local one, else the centre's where it has one."""
        ended = length == len(words) or words[length].after_break
        capitals = sum(letter.isupper() for letter in words[0].text) > 1
        rest = tuple(form for form in forms if (ended or not form.at_end) and (capitals or not form.is_code))
        local = [form for form in rest if not form.organ.is_central]
        if local:
            party_head = words[0].key if length == 2 and words[1].key == "uy" else ""
            place = self._place(words, length, _IMPLIED_UNITS.get(party_head))
            if place is not None:
                organ = self._organ(local, place)
                if organ is not None:
                    return local_body(self.registry, organ, place, self.on)
        central = [form.organ for form in rest if form.organ.is_central]
        if central and (self.context is None or not local):
            return central_body(central[0])
        bare = [form for form in local if not form.before_place]
        if not bare:
            return None
        tier = next(tier for tier in Tier if any(tier in form.organ.tiers for form in bare))
        place = Place(tier, self.context)
        organ = self._organ(bare, place)
        return local_body(self.registry, organ, place, self.on) if organ is not None else None

    def _place(self, words: tuple[Word, ...], at: int, implied: str | None) -> Place | None:
        if implied is not None and (at == len(words) or words[at].after_break):
            return None
        return read_place(self.registry, words, at, context=self.context, on=self.on, implied=implied)

    def _organ(self, forms: list[WordingForm], place: Place) -> Organ | None:
        """Return the organ that the place can have: its own line first, then the general one."""
        fitting = [form.organ for form in forms if place.tier in form.organ.tiers]
        own = [organ for organ in fitting if place.province is not None and organ.territory == place.province.slug]
        general = [organ for organ in fitting if organ.territory == "*"]
        return next(iter(own + general), None)
