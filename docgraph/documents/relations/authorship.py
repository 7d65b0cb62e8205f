"""Whose act a sentence tells of: the author's own, or a third party's, which is not credited to the author."""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from docgraph.agencies import Agency, Registry, agency_of_symbol, find_agency
from docgraph.documents.model import Header, RelationKind
from docgraph.references import Mention
from docgraph.references.subjects import action_before, organs_in
from docgraph.text.source import fold

_OWN_OUTPUT: Final = frozenset(
    {"ban hành", "ký ban hành", "xây dựng", "có", "ra", "gửi", "trình", "báo cáo", "thông báo", "phê duyệt", "đề xuất"}
    | {
        "tham gia ý kiến",
        "xin ý kiến",
        "lấy ý kiến",
        "có ý kiến",
        "cho ý kiến",
        "hướng dẫn",
        "công bố",
        "quyết định",
        "trả lời",
    }
)
_OPINION: Final = frozenset({"tham gia ý kiến", "có ý kiến", "cho ý kiến", "trả lời"})
_DRAFTING: Final = re.compile(r"(?<!\w)(?i:tham mưu|dự thảo)(?!\w)")
_OWN_PROPOSAL: Final = re.compile(r"(?<!\w)(?:đề xuất|hướng dẫn|chỉ đạo|kết quả)[ \n]+của[ \n]+$")
_WAS_DONE: Final = re.compile(r",[^,;.]{3,60}?(?<!\w)đã(?!\w)")
_IN_BRACKETS: Final = re.compile(r"\((?:tại[ \n]+)?(?:các[ \n]+)?$")


@frozen
class Issuing:
    """That a document was issued, by the author of the text or by another."""

    by_author: bool
    kind: RelationKind = RelationKind.IMPLEMENTS
    carries_out: bool = True  # "hướng dẫn của Sở tại X" tells nothing of why X was issued


@frozen
class Author:
    """The body that speaks in a document."""

    wording: str | None
    province: str | None
    agency: Agency | None
    reports: bool = False  # the document tells of the author's work
    registry: Registry | None = field(default=None, repr=False)  # None: the one of the package

    @classmethod
    def of(cls, header: Header, registry: Registry | None = None) -> Author:
        """Return the author that a header names."""
        agency = find_agency(header.issuer, header.province, registry=registry) if header.issuer else None
        return cls(header.issuer, header.province, agency, header.type == "Báo cáo", registry)

    def is_me(self, wording: str) -> bool:
        """Tell whether a wording ("Sở", "Ban Dân tộc tỉnh", "Chủ tịch UBND tỉnh") names the author."""
        if self.wording is None:
            return False
        words = fold(wording)
        if len(words.split()) == 1 and words in {"sở", "ban", "bộ", "cục", "chi cục", "viện"}:
            return fold(self.wording).split()[0] == words
        found = find_agency(wording, province=self.province, registry=self.registry)
        if found is None or self.agency is None:
            return False
        # "UBND phường" names no ward: in the text of a ward's committee it is that committee.
        unnamed = found.code == self.agency.code and found.level == self.agency.level
        return found.id == self.agency.id or (unnamed and fold(self.agency.name).startswith(fold(found.name)))

    def owns_symbol(self, mention: Mention) -> bool:
        """Tell whether a symbol ("SXD-CCGD", "KH-BDT") is of the author's own series."""
        if self.agency is None or mention.reference.symbol is None:
            return False
        organ = agency_of_symbol(mention.reference.symbol, province=self.province, registry=self.registry)
        return organ is not None and organ.id == self.agency.id

    def issuing(self, text: str, floor: int, place: int, mention: Mention) -> Issuing | None:
        """Read what was done just before a mention; None where nothing was issued."""
        action = action_before(text, floor, place)
        if action is None:
            return None
        if action.verb is not None and _DRAFTING.search(text, max(floor, action.verb_start - 160), action.verb_start):
            return Issuing(by_author=False, kind=RelationKind.DRAFTED_FOR)
        if action.subject is None:
            own = action.verb in _OWN_OUTPUT and self.owns_symbol(mention)
            return Issuing(by_author=True) if own else None
        start, end = action.subject
        mine = self.is_me(text[start:end]) or (self.owns_symbol(mention) and not self._is_other(text[start:end]))
        if action.verb is None:
            # "theo đề xuất / hướng dẫn của Sở tại X" is the author's own act; any other owner is a mention.
            own = mine and _OWN_PROPOSAL.search(text, max(floor, start - 24), start) is not None
            return Issuing(by_author=True, carries_out=False) if own else None
        if action.has_object and not (mine and action.verb in _OWN_OUTPUT):
            return None
        kind = RelationKind.RESPONDS_TO if action.verb in _OPINION else RelationKind.IMPLEMENTS
        return Issuing(by_author=mine, kind=kind)

    def _is_other(self, wording: str) -> bool:
        """Tell whether a wording names a body of the registry that is not the author."""
        found = find_agency(wording, province=self.province, registry=self.registry)
        return found is not None and self.agency is not None and found.id != self.agency.id and found.level is not None

    def outputs(self, before: str, mention: Mention, *, opens_list: bool) -> bool:
        """Tell whether a mention in brackets, or an entry of a list, gives the author's own output as evidence."""
        shown = opens_list or bool(_IN_BRACKETS.search(before))
        return shown and mention.reference.issuer is None and self.reports and self.owns_symbol(mention)

    def acts_in(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text goes on to say what was done: ", A báo cáo …", ", các đơn vị đã …"."""
        comma = text.find(",", start, end)
        if comma < 0:
            return False
        named = any(text[comma : organ[0]].strip(" ,") == "" for organ in organs_in(text, comma, end))
        return named or _WAS_DONE.search(text, comma, end) is not None
