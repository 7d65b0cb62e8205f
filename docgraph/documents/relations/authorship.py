"""Whose act a sentence tells of: the author's own, or a third party's, which is not credited to the author."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from docgraph.agencies import Agency, agency_of_symbol, find_agency
from docgraph.documents.model import Header, RelationKind
from docgraph.references import Mention
from docgraph.references.subjects import organs_in
from docgraph.text.source import fold

_ISSUING: Final = re.compile(
    r"(?<!\w)(?P<verb>ban hành|xây dựng|có|gửi|trình|tham gia ý kiến|xin ý kiến|phê duyệt|chỉ đạo|đề nghị|đề xuất|báo cáo)(?!\w)"
    r"(?P<object>[^;.:]{0,220}?)(?P<at>(?<!\w)tại)?(?:[ \n]+(?:các|những|một số|thêm|đầy đủ))*[ \n]*[:(]?[ \n]*$"
)
_ADVERBS: Final = re.compile(
    r"(?:[ \n]*(?:đã|cũng|kịp thời|tiếp tục|đồng thời|còn|mới|vừa|chủ động|trực tiếp|ký|nghiên cứu|và|,|tỉnh|Tỉnh|thành phố))*[ \n]*"
)
_DRAFTING: Final = re.compile(r"(?<!\w)(?i:tham mưu|dự thảo|trình)(?!\w)")
_IN_BRACKETS: Final = re.compile(r"\((?:tại[ \n]+)?(?:các[ \n]+)?$")


@frozen
class Issuing:
    """That a document was issued, by the author of the text or by another."""

    by_author: bool
    kind: RelationKind = RelationKind.IMPLEMENTS


@frozen
class Author:
    """The body that speaks in a document."""

    wording: str | None
    province: str | None
    agency: Agency | None

    @classmethod
    def of(cls, header: Header) -> Author:
        """Return the author that a header names."""
        agency = find_agency(header.issuer, province=header.province) if header.issuer else None
        return cls(header.issuer, header.province, agency)

    def is_me(self, wording: str) -> bool:
        """Tell whether a wording ("Sở", "Ban Dân tộc tỉnh", "Chủ tịch UBND tỉnh") names the author."""
        if self.wording is None:
            return False
        words = fold(wording)
        if len(words.split()) == 1 and words in {"sở", "ban", "bộ", "cục", "chi cục", "viện"}:
            return fold(self.wording).split()[0] == words
        found = find_agency(wording, province=self.province)
        return found is not None and self.agency is not None and found.id == self.agency.id

    def owns_symbol(self, mention: Mention) -> bool:
        """Tell whether a symbol ("SXD-CCGD", "KH-BDT") is of the author's own series."""
        if self.agency is None or mention.reference.symbol is None:
            return False
        organ = agency_of_symbol(mention.reference.symbol, province=self.province)
        return organ is not None and organ.id == self.agency.id

    def same_level(self, mention: Mention, other: Mention) -> bool:
        """Tell whether two cited documents come from bodies of one level."""
        levels = [
            organ.level if organ else None
            for organ in (
                agency_of_symbol(m.reference.symbol, province=self.province) if m.reference.symbol else None
                for m in (mention, other)
            )
        ]
        return levels[0] is not None and levels[0] == levels[1]

    def issuing(self, before: str, mention: Mention) -> Issuing | None:
        """Read "A đã ban hành", "A … tại" at the end of the text before a mention; None where nothing is issued."""
        match = _ISSUING.search(before)
        if match is None:
            return None
        plain = match["verb"] in {"ban hành", "xây dựng", "có", "gửi", "trình", "báo cáo"} and not match["object"].strip()
        if not plain and not match["at"]:
            return None
        clause = before[: match.start()]
        organs = organs_in(clause)
        if _DRAFTING.search(clause[-160:]) and match["verb"] == "ban hành":
            return Issuing(by_author=False, kind=RelationKind.DRAFTED_FOR)
        acting = [organ for organ in organs if _ADVERBS.fullmatch(clause, organ[1])]
        if acting:
            start, end = acting[-1]
            mine = self.is_me(clause[start:end]) or (self.owns_symbol(mention) and find_agency(clause[start:end], province=self.province) is None)
            kind = RelationKind.RESPONDS_TO if "ý kiến" in match["verb"] else RelationKind.IMPLEMENTS
            return Issuing(by_author=mine, kind=kind)
        if organs and not plain:
            return None
        if self.owns_symbol(mention) and match["verb"] in {"ban hành", "xây dựng", "có", "gửi"}:
            return Issuing(by_author=True)
        return None

    def outputs(self, before: str, mention: Mention) -> bool:
        """Tell whether a mention in brackets gives the author's own output as evidence."""
        return bool(_IN_BRACKETS.search(before)) and mention.reference.issuer is None and self.owns_symbol(mention)
