"""Text with tables, whatever the nesting."""

from __future__ import annotations

from docgraph.documents.readers.flow import TextFlow


def test_nested_tables_keep_their_cells_apart():
    flow = TextFlow()
    for kind in ("table", "row", "cell", "table", "row", "cell"):
        flow.open(kind)
    flow.add("a")
    flow.close("cell")
    flow.open("cell")
    flow.add("b")
    flow.close("table")  # the outer cell stays open
    flow.add("c")
    assert flow.text() == "a\tb\nc\n"


def test_closing_what_is_not_open_changes_nothing():
    flow = TextFlow()
    flow.close("row")
    flow.add("a")
    flow.close("cell")
    assert flow.text() == "a\n"


def test_depth_is_bounded_and_no_text_is_lost():
    flow = TextFlow()
    for _ in range(10_000):
        flow.open("table")
    flow.add("x" * 10_000)
    for _ in range(10_000):
        flow.close("table")
    flow.add("y")
    assert flow.text() == "x" * 10_000 + "\ny\n"


def test_empty_rows_vanish_and_empty_cells_stay():
    flow = TextFlow()
    for cells in (["", ""], ["", "b", ""]):
        flow.open("row")
        for cell in cells:
            flow.open("cell")
            flow.add(cell)
            flow.close("cell")
        flow.close("row")
    assert flow.text() == "\tb\t\n"
