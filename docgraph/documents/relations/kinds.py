"""Which relation a cue means for the document itself, given what kind of document it is."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from docgraph.documents.model import Header, RelationKind
from docgraph.documents.relations import shapes
from docgraph.documents.relations.cues import Cue
from docgraph.references import Form, Mention

LETTERS: Final = frozenset({"Công văn", "Văn bản", "Giấy mời", "Phiếu chuyển", "Công điện", "Thông báo"})
ACTS: Final = frozenset(
    {
        "Quyết định",
        "Nghị định",
        "Thông tư",
        "Nghị quyết",
        "Luật",
        "Pháp lệnh",
        "Thông tư liên tịch",
        "Quy định",
        "Chỉ thị",
        "Quy chế",
    }
)
GUIDING: Final = frozenset({"Nghị định", "Thông tư", "Thông tư liên tịch", "Hướng dẫn", "Nghị quyết", "Quyết định"})
CHANGES: Final = frozenset(
    {RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.SUSPENDS, RelationKind.CORRECTS}
)
CARRIED_OUT: Final = frozenset(
    {RelationKind.IMPLEMENTS, RelationKind.LEGAL_BASIS, RelationKind.RESPONDS_TO, RelationKind.REPORTS_UNDER}
)
# The opening of a report, in which it says who asked for it, and how far behind the letter it says so.
OPENING: Final = 3500
SAYS_SO: Final = 700
# How far "Quyết định này …" may stand before "thay thế".
THIS_NEAR: Final = 160


@frozen
class Kinds:
    """The reading of cues for one document."""

    text: str
    mentions: tuple[Mention, ...]
    places: list[tuple[int, int]]
    header: Header

    def for_self(self, cues: list[Cue], gap: str, index: int, heading: RelationKind | None) -> RelationKind | None:
        """Return how the document itself stands to a mention behind these cues; None where it only mentions it."""
        cue = cues[-1]
        earlier = [other.kind for other in cues[:-1]]
        kind = cue.kind
        if kind is RelationKind.ATTACHED_TO:
            # "thực hiện Quy chế ban hành kèm theo X": what is done to the attached text is done to X.
            kind = next((k for k in reversed(earlier) if k is not RelationKind.ATTACHED_TO), RelationKind.MENTIONS)
        if kind is RelationKind.IMPLEMENTS and earlier[-1:] in ([RelationKind.GUIDES], [RelationKind.SUSPENDS]):
            # "hướng dẫn thi hành X", "đình chỉ việc thi hành X"
            kind = earlier[-1]
        changing = heading in CHANGES and any(k in CHANGES for k in earlier)
        if kind in CHANGES and heading not in CHANGES and shapes.THIS_DOCUMENT.search(gap[-THIS_NEAR:]):
            return kind
        if kind in CHANGES or (kind is RelationKind.MENTIONS and changing):
            return self._change(cues, gap, heading)
        if (
            kind is RelationKind.IMPLEMENTS
            and RelationKind.SUPERVISES in earlier[-1:]
            and self.header.type != "Báo cáo"
        ):
            return RelationKind.SUPERVISES
        return self._carried(kind, cue, earlier, gap, index, reporting=heading is None)

    def _carried(
        self, kind: RelationKind, cue: Cue, earlier: list[RelationKind], gap: str, index: int, *, reporting: bool
    ) -> RelationKind | None:
        """Read a cue that changes nothing in the cited document."""
        if kind is RelationKind.SUPERVISES:
            return RelationKind.IMPLEMENTS if RelationKind.IMPLEMENTS in earlier else None
        if kind is RelationKind.MENTIONS:
            return RelationKind.IMPLEMENTS if self.plainly_according(cue, index) else None
        if kind is RelationKind.GUIDES:
            return kind if self.header.type in GUIDING else None
        if self._words(cue) == "quán triệt" and shapes.SPREADING.search(gap[-200:]):
            return None
        return self._asked_for(kind, index) if reporting else kind

    def _words(self, cue: Cue) -> str:
        return self.text[cue.start : cue.end].lower()

    def plainly_according(self, cue: Cue, index: int) -> bool:
        """Tell "theo Kế hoạch số …" (carried out) from "theo quy định tại …", "theo khoản 1 Điều 2 …" (quoted)."""
        between = self.text[cue.end : self.places[index][0]].strip()
        return self._words(cue) == "theo" and between in {"", "các", "số"} and self.mentions[index].pinpoint is None

    def _change(self, cues: list[Cue], gap: str, heading: RelationKind | None) -> RelationKind | None:
        """Tell amending from replacing and repealing: where a part or a wording changes, the document is amended."""
        if self.header.type not in ACTS or heading is None or heading not in CHANGES:
            return None
        kinds = {cue.kind for cue in cues if cue.kind in CHANGES} | {heading}
        if RelationKind.AMENDS in kinds or len(kinds) > 1 or shapes.QUOTED_WORDS.search(gap):
            return RelationKind.AMENDS
        if RelationKind.REPLACES in kinds and shapes.WORD_CHANGE.search(gap):
            return RelationKind.AMENDS
        return heading

    def _asked_for(self, kind: RelationKind, index: int) -> RelationKind:
        """Recognise the letter that asked for this report: it is carried out in its opening."""
        start, end = self.places[index]
        mention = self.mentions[index]
        asked = mention.reference.type in LETTERS and mention.form is Form.NUMBERED
        opening = self.header.type == "Báo cáo" and start < OPENING
        if not (asked and opening and kind in {RelationKind.IMPLEMENTS, RelationKind.LEGAL_BASIS}):
            return kind
        return RelationKind.REPORTS_UNDER if shapes.REPORTS.search(self.text, end, end + SAYS_SO) else kind
