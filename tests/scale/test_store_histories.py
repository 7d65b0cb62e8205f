"""A store that was changed in any order holds the graph that its documents have, to the byte."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from attrs import evolve

from docgraph.documents import read_corpus
from docgraph.documents.model import Document, Header, Relation, RelationKind
from docgraph.exchange.node_link import format_graph
from docgraph.graph import build_graph
from docgraph.references.nodes import Family, Form, Mention, Reference
from docgraph.sample import sample_paths
from docgraph.scale.store import open_store, store_documents
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span

PROVINCES = ("Quảng Ngãi", "Kon Tum", "Bắc Ninh", "Bắc Giang", None)
DAYS = (
    *tuple(PartialDate(year, month, 5) for year in (2022, 2023) for month in (3, 4)),
    PartialDate(2022),
    PartialDate(2023, 4),
    None,
    None,
)
TITLES = (
    "kế hoạch cải cách hành chính nhà nước năm 2022",
    "kế hoạch cải cách hành chính nhà nước năm 2023",
    "về kế hoạch cải cách hành chính của nhà nước năm 2023",
    "giao chỉ tiêu phát triển kinh tế xã hội",
    "kết quả công tác",
    None,
    None,
    None,
)
KINDS = (
    ("Quyết định", "QĐ-UBND", "UBND tỉnh"),
    ("Kế hoạch", "KH-UBND", "UBND tỉnh"),
    ("Kế hoạch", "KH-XYZ", "Ban Xúc tiến"),
    ("Công văn", "SNV-TCCC", "Sở Nội vụ"),
    ("Kết luận", "KL/TU", "Tỉnh ủy"),
    ("Văn bản", None, "Sở Nội vụ"),
    ("Quyết định", "QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Báo cáo", None, "UBND xã Tịnh Hà"),
    ("Kế hoạch", "KH-UBND", "UBND huyện Sơn Tịnh"),
)
NUMBERS = ("7", "07", "12", "112", "121", None)
LAWS = (("Luật", "Đất đai"), ("Luật", "Thủy sản"), ("Hiến pháp", None))


class World(NamedTuple):
    """What the documents of one history speak of: the less there is, the more they have to do with each other."""

    provinces: Sequence[str | None]
    days: Sequence[PartialDate | None]
    titles: Sequence[str | None]
    kinds: Sequence[tuple[str, str | None, str]]
    numbers: Sequence[str | None]

    @classmethod
    def small(cls, chance: random.Random) -> World:
        parts = (PROVINCES, DAYS, TITLES, KINDS, NUMBERS)
        return cls(*(chance.sample(part, chance.randint(1, min(4, len(part)))) for part in parts))


def made_reference(chance: random.Random, world: World, *, own: bool = False) -> tuple[Form, Reference]:
    if not own and chance.random() < 0.15:
        kind, name = chance.choice(LAWS)
        year = chance.choice((PartialDate(2013), PartialDate(2017), None))
        number = chance.choice(("18", "45", None))
        symbol = "QH14" if number else None
        form = Form.NUMBERED if number else Form.NAMED
        return form, Reference(kind, number, "2017" if number else None, symbol, None, year, None, name)
    kind, symbol, issuer = chance.choice(world.kinds)
    province = chance.choice(world.provinces)
    body = f"{issuer} {province}" if province and issuer.endswith("tỉnh") else issuer
    if province and issuer == "Sở Nội vụ":
        body = f"{issuer} tỉnh {province}"
    number = chance.choice(world.numbers)
    date = chance.choice(world.days)
    named = body if chance.random() < 0.5 or (own and chance.random() < 0.9) else None
    written = symbol if number and chance.random() < 0.9 else None
    family = chance.choice((Family.PARTY if written and "/" in written else Family.STATE, None))
    title = chance.choice(world.titles)
    if number is None:
        return Form.UNNUMBERED, Reference(kind, None, None, None, None, date, named, None, title)
    return Form.NUMBERED, Reference(kind, number, None, written, family, date, named, None, title)


def made_document(chance: random.Random, world: World) -> Document:
    text = f"{chance.random()} trước ngày 5/3/2022. " * chance.randint(1, 3)
    _, own = made_reference(chance, world, own=True)
    mentions: list[Mention] = []
    for index in range(chance.randint(0, 5)):
        at = 3 * index
        if index and chance.random() < 0.15:
            before = chance.randrange(index)
            mentions.append(
                Mention(Span(at, at + 2), text[at : at + 2], Form.ANAPHORIC, Reference("Kế hoạch"), None, before)
            )
            continue
        form, reference = made_reference(chance, world)
        sure = chance.choice((1.0, 1.0, 0.9))
        is_self = chance.random() < 0.05
        mentions.append(Mention(Span(at, at + 2), text[at : at + 2], form, reference, None, None, is_self, sure))
    relations = [
        Relation(
            chance.choice((None, None, *range(len(mentions)))),
            chance.choice(tuple(RelationKind)),
            chance.randrange(len(mentions)),
            Span(0, 5),
            chance.choice((None, Span(0, 2))),
        )
        for _ in range(chance.randint(0, 3))
        if mentions
    ]
    header = Header(
        type=own.type,
        number=own.number,
        symbol=own.symbol,
        date=own.date,
        issuer=own.issuer,
        title=own.title,
        place=chance.choice((None, None, "Quảng Ngãi")),
        province=chance.choice((*world.provinces, None)),
        recipients=("Các sở, ban, ngành",) * chance.randint(0, 1),
        submitted_to=chance.choice((None, "Sở Nội vụ", "UBND tỉnh Bắc Ninh")),
    )
    return Document("", text, header, tuple(mentions), tuple(relations))


def moved(document: Document, length: int) -> Iterator[Mention]:
    by = length - len(document.text)
    for one in document.mentions:
        yield evolve(one, span=Span(one.span.start + by, one.span.end + by))


def edited(chance: random.Random, corpus: dict[str, Document], pool: list[Document]) -> dict[str, Document]:
    """Return a corpus after a few additions, changes and removals."""
    found = dict(corpus)
    for _ in range(chance.randint(1, 4)):
        what = chance.random()
        if what < 0.35 and found:
            del found[chance.choice(sorted(found))]
        elif what < 0.6 and found:
            source = chance.choice(sorted(found))
            found[source] = evolve(chance.choice(pool), source=source)
        elif what < 0.75 and found:  # other words, the same references
            source = chance.choice(sorted(found))
            text = f"{chance.random():.3f} " + found[source].text
            found[source] = evolve(found[source], text=text, mentions=tuple(moved(found[source], len(text))))
        else:
            source = f"{chance.choice('abcxyz')}{chance.randrange(40)}.txt"
            found[source] = evolve(chance.choice(pool), source=source)
    return found


def same_graph(path: Path, corpus: dict[str, Document], chance: random.Random) -> None:
    listed = list(corpus.values())
    chance.shuffle(listed)
    store_documents(path, listed)
    held = open_store(path)
    try:
        assert format_graph(held) == format_graph(build_graph(corpus.values()))
    finally:
        held.close()


@pytest.mark.parametrize("seed", range(12))
def test_any_history_of_made_documents_gives_the_graph_of_the_last_corpus(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    world = World.small(chance)
    pool = [made_document(chance, world) for _ in range(40)]
    corpus: dict[str, Document] = {}
    for _ in range(chance.choice((0, 15, 30))):
        corpus |= edited(chance, corpus, pool)
    for _ in range(8):
        corpus = edited(chance, corpus, pool)
        same_graph(tmp_path / "corpus.db", corpus, chance)


def test_any_history_of_the_sample_gives_the_graph_of_the_last_corpus(tmp_path: Path) -> None:
    chance = random.Random(5)
    pool: list[Any] = [evolve(one, source=Path(one.source).name) for one in read_corpus(sample_paths())]
    corpus = {one.source: one for one in pool}
    for _ in range(12):
        same_graph(tmp_path / "corpus.db", corpus, chance)
        kept = chance.sample(pool, chance.randint(len(pool) // 2, len(pool)))
        corpus = {one.source: one for one in kept}
        if chance.random() < 0.5:
            corpus = edited(chance, corpus, pool)
