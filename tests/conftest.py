"""Documents written by hand for tests: one line for each reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from docgraph.agencies import level_of, province_of
from docgraph.documents.model import Document, Header, Relation, RelationKind
from docgraph.references.nodes import Family, Form, Mention, Reference
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span

NUMBERED = re.compile(r"^(?P<type>.*?)\s*(?P<number>\d[\w.]*)(?:/(?P<year>\d{4}))?(?P<mark>[/-])(?P<symbol>\S+)$")
LAWS = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")

Document_of = Callable[..., Document]


def read_reference(line: str) -> tuple[Form, Reference]:
    """Read "type number/symbol | date | issuer | title"; each part after the first may be missing."""
    named, date, issuer, title = [part.strip() or None for part in f"{line}|||".split("|")[:4]]
    assert named is not None
    day = PartialDate.fromisoformat(date) if date else None
    found = NUMBERED.match(named)
    if found is not None:
        family = Family.PARTY if found["mark"] == "-" else Family.STATE
        law = next((kind for kind in LAWS if found["type"].startswith(kind)), None)
        kind = law or found["type"] or None
        name = found["type"].removeprefix(law).strip() or None if law else None
        return Form.NUMBERED, Reference(
            kind, found["number"], found["year"], found["symbol"], family, day, issuer, name, title
        )
    law = next((kind for kind in LAWS if named.startswith(kind)), None)
    if law is not None:
        return Form.NAMED, Reference(type=law, date=day, issuer=issuer, name=named.removeprefix(law).strip() or None)
    bare = re.match(r"^(.*?) số (\d+)$", named)
    if bare is not None:
        return Form.NUMBERED, Reference(type=bare[1], number=bare[2], date=day, issuer=issuer, title=title)
    return Form.UNNUMBERED, Reference(type=named, date=day, issuer=issuer, title=title)


def make_document(
    source: str,
    *cites: str,
    own: str = "Báo cáo",
    relations: Sequence[tuple[int | str, str, int]] = (),
    **header: object,
) -> Document:
    """Return a document: *own* and *cites* are lines for `read_reference`, *relations* (subject, kind, object)."""
    _, self_ = read_reference(own)
    text = f"{self_.type or ''} {source}\n"
    mentions = []
    for line in cites:
        form, reference = read_reference(line)
        words = line.split("|", 1)[0].strip()
        start = len(text) + len("Thực hiện ")
        text += f"Thực hiện {words}, các đơn vị đã làm.\n"
        mentions.append(Mention(Span(start, start + len(words)), words, form, reference))
    found = []
    for subject, kind, target in relations:
        place = mentions[target].span
        found.append(
            Relation(
                None if subject == "self" else int(subject),
                RelationKind(kind),
                target,
                Span(place.start - len("Thực hiện "), place.end),
                Span(place.start - len("Thực hiện "), place.start - 1),
            )
        )
    fields: dict[str, object] = {
        "type": self_.type,
        "number": self_.number,
        "year": self_.year,
        "symbol": self_.symbol,
        "date": self_.date,
        "issuer": self_.issuer,
        "title": self_.title,
        "province": province_of(self_.issuer) if self_.issuer else None,
        "level": level_of(self_.issuer) if self_.issuer else None,
    }
    return Document(source, text, Header(**{**fields, **header}), tuple(mentions), tuple(found))  # type: ignore[arg-type]


@pytest.fixture
def document() -> Document_of:
    """Return the function that writes a document."""
    return make_document


@pytest.fixture
def reports() -> tuple[Document, ...]:
    """Return a small corpus: a central decision, a province's decision under it, departments' plans and reports."""
    province, department = "Ủy ban nhân dân tỉnh Quảng Ngãi", "Ban Dân tộc tỉnh Quảng Ngãi"
    central = "Quyết định 2001/QĐ-TTg | 2021-09-10 | Thủ tướng Chính phủ"
    local = "Quyết định 1501/QĐ-UBND | 2021-09-22"
    return (
        make_document(
            "decision.txt",
            central,
            own=f"{local} | {province} | ban hành Kế hoạch phát động thi đua",
            relations=[("self", "implements", 0)],
            recipients=("Các sở: Nội vụ, Y tế", "Ban Dân tộc tỉnh", "Tỉnh ủy (b/c)"),
        ),
        make_document(
            "ban-dan-toc.txt",
            "Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ tỉnh Quảng Ngãi",
            f"{local} | UBND tỉnh Quảng Ngãi",
            "Kế hoạch 661/KH-BDT | 2021-10-05 | Ban Dân tộc tỉnh",
            "Công văn 541/BDT-VP | 2021-07-27",
            own=f"Báo cáo || {department}",
            relations=[
                ("self", "reports_under", 0),
                ("self", "implements", 1),
                (2, "implements", 1),
                ("self", "issues", 2),
                ("self", "issues", 3),
            ],
            submitted_to="Sở Nội vụ",
        ),
        make_document(
            "so-xay-dung.txt",
            "Công văn 1918/SNV-TĐKT | 2023-10-17 | Sở Nội vụ",
            central,
            "Kế hoạch 692/KH-SXD | 2021-10-04 | Sở Xây dựng",
            "Quyết định 1561/QĐ-UBND | 2021-09-22 | Chủ tịch UBND tỉnh",
            own="Báo cáo | 2023-11 | Sở Xây dựng tỉnh Quảng Ngãi",
            relations=[
                ("self", "reports_under", 0),
                ("self", "implements", 1),
                (2, "implements", 1),
                ("self", "issues", 2),
                ("self", "implements", 3),
            ],
        ),
        make_document(
            "phong.txt",
            "Kế hoạch 661/KH-BDT | 2021-10-05 | Ban Dân tộc tỉnh Quảng Ngãi",
            own="Kế hoạch 12/KH-UBND | 2021-10-20 | Ủy ban nhân dân huyện Sơn Hà, tỉnh Quảng Ngãi",
            relations=[("self", "implements", 0)],
        ),
        make_document(
            "ninh-thuan.txt",
            central,
            "Kế hoạch 5027/KH-UBND | 2021-09-20 | Ủy ban nhân dân tỉnh",
            "Nghị quyết 68/NQ-CP",
            own="Báo cáo | 2023 | Ủy ban nhân dân tỉnh Ninh Thuận",
            relations=[("self", "implements", 0), (1, "implements", 0), ("self", "issues", 1)],
        ),
        make_document(
            "so-y-te.txt",
            f"{local} | UBND tỉnh Quảng Ngãi",
            own="Công văn 77/SYT-VP | 2021-11-01 | Sở Y tế tỉnh Quảng Ngãi",
            relations=[("self", "mentions", 0)],
        ),
    )
