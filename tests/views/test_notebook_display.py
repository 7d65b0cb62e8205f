"""What a notebook shows of a cascade, of a document and of a table of responses."""

from __future__ import annotations

import html as markup
import re

import pytest

import docgraph as dg
from docgraph.queries.cascade_model import MOST_FRAMED
from docgraph.sample import sample_paths
from docgraph.views.cascade_page import render_cascade
from docgraph.views.notebook import summary_table

FRAME = re.compile(r'<iframe [^<>]* srcdoc="[^"]*"></iframe>')


def test_a_cascade_shows_its_page_in_a_sealed_frame(cascades):
    cascade = cascades.everyday()
    shown = cascade._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts allow-popups allow-downloads" ')
    assert "allow-same-origin" not in shown
    assert markup.unescape(re.search(r'srcdoc="([^"]*)"', shown)[1]) == render_cascade(cascade)


def test_below_the_frame_stands_the_table_for_places_that_drop_frames(cascades):
    cascade = cascades.everyday()
    left = FRAME.sub("", cascade._repr_html_())
    assert left == f"<details><summary>Bảng / Table</summary>{summary_table(cascade)}</details>"
    assert not re.search(r"<(script|style|iframe)\b", left)


@pytest.mark.parametrize(("documents", "framed"), [(1, True), (MOST_FRAMED, True), (MOST_FRAMED + 1, False)])
def test_only_a_cascade_of_moderate_size_is_framed(cascades, documents, framed):
    cascade = cascades.of_size(documents)
    assert len(cascade.nodes) == documents
    assert ("<iframe" in cascade._repr_html_()) is framed


def test_a_large_cascade_shows_a_summary_and_how_to_save(cascades):
    shown = cascades.of_size(1000)._repr_html_()
    assert shown.count("<tr>") == 31
    assert f"và {1000 - 30} văn bản khác" in shown
    assert "<code>cascade.write_html(&quot;cascade.html&quot;)</code>" in shown
    assert len(shown) < 30_000


def test_hostile_words_stay_words(cascades):
    left = FRAME.sub("", cascades.hostile()._repr_html_())
    allowed = {"details", "summary", "table", "caption", "thead", "tr", "th", "tbody", "td", "p", "code"}
    assert set(re.findall(r"<(\w+)", left)) <= allowed


def test_a_document_shows_itself_annotated():
    document = dg.read_document(sample_paths()[11])
    shown = document._repr_html_()
    assert shown.startswith("<div ")
    assert "<script" not in shown
    assert "572/QĐ-UBND" in shown
    assert shown.count("<mark") >= len(document.mentions)


def test_a_document_of_hostile_words_shows_them_as_words():
    text = "Thực hiện Quyết định số 1/QĐ-UBND <script>alert(1)</script><img src=x onerror=alert(2)>"
    shown = dg.parse_document("<script>alert(3)</script>.txt", text)._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_responses_show_a_table():
    graph = dg.build_graph(dg.read_corpus(sample_paths()))
    shown = graph.responses("2468/QĐ-TTg")._repr_html_()
    assert shown.startswith("<table>")
    assert "<td>Ban Dân tộc tỉnh Quảng Ngãi</td>" in shown


def test_the_framed_page_comes_alive_in_its_sandbox(browser, cascades, tmp_path):
    host = tmp_path / "notebook.html"
    shown = cascades.everyday()._repr_html_()
    host.write_text(f'<!DOCTYPE html><html data-ready="yes"><meta charset="utf-8"><body>{shown}</body></html>', "utf-8")
    browser.open(host)
    frame = browser.driver.find_element("tag name", "iframe")
    browser.driver.switch_to.frame(frame)
    try:
        browser.until("return document.documentElement.dataset.ready === 'yes'")
        assert "n0" in browser.ids()
        assert browser.js("return window.origin") == "null"
        assert (
            browser.js("try { return String(parent.document) } catch (error) { return error.name }") == "SecurityError"
        )
    finally:
        browser.driver.switch_to.default_content()
    assert browser.requests() == []
    browser.js("document.querySelector('details').open = true")
    assert browser.js("return document.querySelectorAll('details tbody tr').length") == 30
