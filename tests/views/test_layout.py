"""Places in the picture: fixed, apart from each other, the same for the same cascade."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode, Standing
from docgraph.text.dates import PartialDate
from docgraph.views import cascade_layout as layout
from docgraph.views.cascade_payload import page_payload
from docgraph.views.cascade_tree import build_tree


def document(key, level=Level.AGENCY, *, depth=1, type_="Kế hoạch", issuer=None, date=None):
    return CascadeNode(key, key, type_, key, None, date, issuer, level, None, Standing.IN_CORPUS, depth)


def placed(cascade):
    return layout.tree_slots(cascade, build_tree(cascade))


def lay_times(cascade):
    tree = build_tree(cascade)
    axis = layout.time_axis([node.date.earliest() for node in cascade.nodes if node.date])
    return layout.time_slots(cascade, tree, layout.tree_slots(cascade, tree), axis)


def assert_apart(cascade):
    slots = placed(cascade)
    assert set(slots) == {node.key for node in cascade.nodes}
    assert max(Counter((slot.column, slot.row) for slot in slots.values()).values()) == 1
    taken = {}
    for key, slot in slots.items():
        taken.setdefault(slot.row, {})[slot.column] = key
    for key, hang in build_tree(cascade).below.items():
        one, other = sorted((slots[hang.on].column, slots[key].column))
        assert not [column for column in taken[slots[key].row] if one < column < other], (
            "a line would run through a card"
        )
    times = lay_times(cascade)
    rows = {}
    for slot in times.values():
        rows.setdefault((slot.lane, slot.row, slot.x is None), []).append(slot.x)
    for (_, _, undated), xs in rows.items():
        assert not undated or len(xs) == 1
        if not undated:
            ordered = sorted(xs)
            assert all(right - left >= layout.CARD_WIDTH for left, right in itertools.pairwise(ordered))


keys = st.integers(0, 14).map(str)
relations = st.tuples(keys, keys, st.sampled_from(list(RelationKind)))
documents = st.lists(
    st.tuples(keys, st.sampled_from([*Level, None]), st.integers(-2, 3), st.sampled_from(["Báo cáo", "Kế hoạch", None]), st.sampled_from(["A", "B", None]), st.sampled_from([None, PartialDate(2021), PartialDate(2021, 3), PartialDate(2022, 5, 6)])),
    min_size=1, max_size=15, unique_by=lambda row: row[0],
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(documents, st.lists(relations, max_size=40))
def test_any_cascade_has_a_place_for_everyone(rows, links):
    nodes = tuple(
        document(key, level, depth=depth, type_=type_, issuer=issuer, date=date)
        for key, level, depth, type_, issuer, date in rows
    )
    nodes = (evolve(nodes[0], depth=0), *nodes[1:])
    edges = tuple(CascadeEdge(citing, cited, kind) for citing, cited, kind in links)
    known = {node.key for node in nodes}
    cascade = Cascade(nodes[0].key, nodes, edges)
    assert_apart(cascade)
    payload = page_payload(cascade)
    assert len(payload["nodes"]) == len(nodes)
    assert len(payload["edges"]) == sum(edge.citing in known and edge.cited in known for edge in edges)


@pytest.mark.parametrize("size", [1, 2, 50, 600])
def test_large_cascades_have_a_place_for_everyone(cascades, size):
    assert_apart(cascades.of_size(size))


def test_everyday_cascade_has_a_place_for_everyone(cascades):
    assert_apart(cascades.everyday())


def test_a_long_chain_needs_no_recursion():
    nodes = (document("0", Level.CENTRAL, depth=0), *(document(str(number), depth=number) for number in range(1, 1500)))
    edges = tuple(CascadeEdge(str(number), str(number - 1), RelationKind.IMPLEMENTS) for number in range(1, 1500))
    assert len(placed(Cascade("0", nodes, edges))) == 1500


def test_a_document_hangs_under_the_nearest_one_it_carries_out():
    nodes = (document("qd", Level.CENTRAL, depth=0), document("tinh", Level.PROVINCIAL), document("so", Level.AGENCY))
    k = RelationKind.IMPLEMENTS
    tree = build_tree(
        Cascade("qd", nodes, (CascadeEdge("so", "qd", k), CascadeEdge("so", "tinh", k), CascadeEdge("tinh", "qd", k)))
    )
    assert tree.below["so"].on == "tinh"
    assert tree.below["tinh"].on == "qd"


def test_a_stronger_relation_wins_over_a_nearer_document():
    nodes = (document("qd", Level.CENTRAL, depth=0), document("tinh", Level.PROVINCIAL), document("so", Level.AGENCY))
    edges = (
        CascadeEdge("so", "qd", RelationKind.IMPLEMENTS),
        CascadeEdge("so", "tinh", RelationKind.MENTIONS),
        CascadeEdge("tinh", "qd", RelationKind.IMPLEMENTS),
    )
    assert build_tree(Cascade("qd", nodes, edges)).below["so"].on == "qd"


def test_a_report_hangs_on_the_plan_of_its_own_body_and_stands_beside_it():
    nodes = (
        document("qd", Level.PROVINCIAL, depth=0),
        document("kh", issuer="Sở Y tế"),
        document("bc", type_="Báo cáo", issuer="Sở Y tế"),
    )
    edges = (
        CascadeEdge("kh", "qd", RelationKind.IMPLEMENTS),
        CascadeEdge("bc", "qd", RelationKind.REPORTS_UNDER),
        CascadeEdge("bc", "kh", RelationKind.ISSUES),
    )
    cascade = Cascade("qd", nodes, edges)
    slots = placed(cascade)
    assert build_tree(cascade).below["bc"].on == "kh"
    assert slots["bc"].row == slots["kh"].row
    assert slots["bc"].column > slots["kh"].column


def test_an_amendment_stands_below_what_it_amends():
    nodes = (
        document("qd", Level.PROVINCIAL, depth=0),
        document("sua", Level.PROVINCIAL, type_="Quyết định"),
        document("kh"),
    )
    edges = (CascadeEdge("sua", "qd", RelationKind.AMENDS), CascadeEdge("kh", "qd", RelationKind.IMPLEMENTS))
    slots = placed(Cascade("qd", nodes, edges))
    assert slots["sua"].column == slots["qd"].column
    assert slots["sua"].row == slots["qd"].row + 1
    assert slots["kh"].row == slots["qd"].row


def test_sources_stand_on_the_other_side_of_the_directive():
    nodes = (
        document("luat", Level.CENTRAL, depth=-1),
        document("nq", Level.CENTRAL, depth=-1),
        document("qd", Level.PROVINCIAL, depth=0),
    )
    edges = (CascadeEdge("qd", "luat", RelationKind.LEGAL_BASIS), CascadeEdge("qd", "nq", RelationKind.IMPLEMENTS))
    slots = placed(Cascade("qd", nodes, edges))
    assert slots["luat"].column < slots["qd"].column
    assert {slots["luat"].row, slots["nq"].row} == {0, 1}
    assert slots["qd"].row == 1


def test_cycles_and_self_references_are_harmless():
    nodes = (document("a", depth=0), document("b"), document("c"))
    k = RelationKind.IMPLEMENTS
    edges = (
        CascadeEdge("a", "a", k),
        CascadeEdge("a", "b", k),
        CascadeEdge("b", "a", k),
        CascadeEdge("b", "c", k),
        CascadeEdge("c", "b", k),
    )
    assert set(placed(Cascade("a", nodes, edges))) == {"a", "b", "c"}


def test_leaves_of_one_type_make_a_group_and_typos_stay_out(cascades):
    groups = build_tree(cascades.everyday()).groups
    sizes = {(group.level, group.type): len(group.members) for group in groups}
    assert sizes["commune", "Kế hoạch"] in {3, 7}
    assert all(len(group.members) >= 3 for group in groups)
    assert not any("821" in key for group in groups for key in group.members)


def test_a_focus_that_is_not_among_the_documents_is_still_drawn():
    payload = page_payload(Cascade("vn/x", (document("a"),), ()))
    assert payload["nodes"][0]["label"] == "vn/x"
    assert payload["focus"] == "n0"


def test_the_time_axis_is_proportional_but_bounded():
    axis = layout.time_axis([dt.date(2022, 1, 1), dt.date(2022, 1, 2), dt.date(2022, 1, 31), dt.date(2024, 1, 31)])
    first, second, third, last = axis.places.values()
    assert second - first == layout.NARROWEST_GAP
    assert third - second == 29 * layout.PIXELS_A_DAY
    assert last - third == layout.WIDEST_GAP
    assert axis.gaps == ((third, last, 730),)
    assert [(tick.year, tick.month) for tick in axis.ticks] == [(2022, 1), (2024, 1)]


def test_no_date_at_all():
    assert layout.time_axis([]).ticks == ()
    assert lay_times(Cascade("a", (document("a", depth=0),), ()))["a"].x is None
