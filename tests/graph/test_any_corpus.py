from __future__ import annotations

import contextlib

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgraph.documents.model import Document, Header, Relation, RelationKind
from docgraph.errors import AmbiguousDirectiveError, UnknownDirectiveError
from docgraph.exchange.extract_json import format_document
from docgraph.exchange.flat import format_csv_pair, format_graphml
from docgraph.exchange.node_link import format_graph, parse_graph
from docgraph.graph import build_graph
from docgraph.queries import audit
from docgraph.references.nodes import Family, Form, Mention, Reference
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span

ODD = st.text(max_size=12)
ISSUERS = st.sampled_from(
    ["UBND tỉnh Quảng Ngãi", "UBND tỉnh", "Sở Y tế", "UBND xã", "UBND phường Trà Câu", "Chính phủ"]
)
SYMBOLS = st.sampled_from(["QĐ-UBND", "KH-SYT", "SYT-VP", "KL/TU", "QH15", "NQ-CP", "XYZ", "-", "/"])
TYPES = st.sampled_from(["Quyết định", "Kế hoạch", "Công văn", "Văn bản", "Luật", "Hiến pháp", "Lời kêu gọi"])
DATES = st.sampled_from([PartialDate(2021), PartialDate(2021, 9), PartialDate(2021, 9, 22), PartialDate(2026, 1, 2)])
REFERENCES = st.builds(
    Reference,
    type=st.none() | TYPES | ODD,
    number=st.none() | st.sampled_from(["1", "01", "1477", "1447", "30a", "66.7"]) | ODD,
    year=st.none() | st.just("2021") | ODD,
    symbol=st.none() | SYMBOLS | ODD,
    family=st.none() | st.sampled_from(Family),
    date=st.none() | DATES,
    issuer=st.none() | ISSUERS | ODD,
    name=st.none() | st.just("Đất đai") | ODD,
    title=st.none() | ODD,
    is_draft=st.booleans(),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=1, max_size=40))
    spans = st.integers(0, len(text) - 1).map(lambda at: Span(at, at + 1))
    mentions = draw(
        st.lists(
            st.builds(
                Mention,
                span=spans,
                text=ODD,
                form=st.sampled_from(Form),
                reference=REFERENCES,
                antecedent=st.none() | st.integers(0, 5),
                is_self=st.booleans(),
            ),
            max_size=5,
        )
    )
    ends = st.integers(0, 6)
    relations = draw(
        st.lists(
            st.builds(
                Relation,
                subject=st.none() | ends,
                kind=st.sampled_from(RelationKind),
                object=ends,
                evidence=spans,
                cue=st.none() | spans,
            ),
            max_size=6,
        )
    )
    own = draw(REFERENCES)
    header = Header(
        type=own.type,
        number=own.number,
        year=own.year,
        symbol=own.symbol,
        date=own.date,
        issuer=own.issuer,
        title=own.title,
        place=draw(st.none() | st.just("Quảng Ngãi") | ODD),
        recipients=tuple(draw(st.lists(st.just("Các sở: Nội vụ, Y tế") | ODD, max_size=3))),
        submitted_to=draw(st.none() | ISSUERS | ODD),
    )
    return Document(draw(st.sampled_from("abc")), text, header, tuple(mentions), tuple(relations))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents(), max_size=4), st.randoms(use_true_random=False))
def test_any_corpus_gives_one_sound_graph_in_any_order(corpus: list[Document], shuffle) -> None:
    graph = build_graph(corpus)
    graph.check()
    text = format_graph(graph)
    assert format_graph(parse_graph(text)) == text
    shuffled = [evolve(document) for document in corpus]
    shuffle.shuffle(shuffled)
    assert format_graph(build_graph(shuffled)) == text
    for directive in graph.directives():
        graph.responses(directive).record()
        str(graph.cascade(directive))
    audit(graph).record()
    format_graphml(graph)
    format_csv_pair(graph)
    for document in corpus:
        assert "\n" not in format_document(document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_query_finds_or_tells(query: str) -> None:
    with contextlib.suppress(UnknownDirectiveError, AmbiguousDirectiveError):
        assert GRAPH.find(query).number == "1477"


GRAPH = build_graph(
    [
        Document(
            "a",
            "text",
            Header(
                type="Quyết định",
                number="1477",
                symbol="QĐ-UBND",
                issuer="UBND tỉnh Quảng Ngãi",
                date=PartialDate(2021),
            ),
        )
    ]
)
