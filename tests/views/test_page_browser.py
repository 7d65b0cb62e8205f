"""The cascade page in a real browser: what a reader sees, does and saves, and what an attacker cannot do."""

from __future__ import annotations

import csv
import io
import itertools
import json
import time
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from docgraph.views.cascade_page import render_cascade, write_page

CARDS = "return docgraphPage.scene()"
OPEN_ALL = "for (let i = 0; i < 500; i += 1) { const group = docgraphPage.scene().find((card) => card.kind.includes('group')); if (!group) return i; docgraphPage.choose(group.id); }"


@pytest.fixture
def page(browser, pages):
    browser.open(pages["everyday"])
    yield browser
    assert browser.errors() == []
    assert browser.requests() == []
    assert browser.js("return [window.attacks, window.blocked]") == [[], []]


def node_of(page, number):
    return page.js(
        "return JSON.parse(docgraphPage.texts().json).nodes.find((node) => node.number === arguments[0]).id", number
    )


def overlaps(boxes, slack=0.0):
    def meet(a, b):
        return (
            a["x"] + a["w"] > b["x"] + slack
            and b["x"] + b["w"] > a["x"] + slack
            and a["y"] + a["h"] > b["y"] + slack
            and b["y"] + b["h"] > a["y"] + slack
        )

    return [(a, b) for a, b in itertools.combinations(boxes, 2) if meet(a, b)]


@pytest.mark.parametrize("view", ["tree", "time"])
@pytest.mark.parametrize("opened", [False, True])
def test_no_card_lies_over_another(page, view, opened):
    page.click(f"#view-{view}")
    if opened:
        page.js(OPEN_ALL)
    cards = page.js(CARDS)
    assert len(cards) >= 28
    assert overlaps(cards) == []


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("every_relation", [False, True])
def test_no_line_of_the_tree_runs_through_a_card(page, opened, every_relation):
    if opened:
        page.js(OPEN_ALL)
    if every_relation:
        page.click("#all-edges")
    links = page.js("return docgraphPage.links()")
    assert any(not link["main"] for link in links) or not every_relation
    assert crossings(links, page.js(CARDS)) == []


def test_the_lines_of_a_chosen_document_run_clear_of_cards_and_of_each_other(page):
    page.click("#all-edges")
    ends = [
        link["card"] for link in page.js("return docgraphPage.links()") if not link["main"] and link["card"][0] == "n"
    ]
    page.click("#all-edges")
    chosen = max(ends, key=ends.count)
    page.js("docgraphPage.choose(arguments[0])", chosen)
    links = [link for link in page.js("return docgraphPage.links()") if chosen in {link["hub"], link["card"]}]
    assert any(not link["main"] for link in links), "what does not hang on the tree is drawn too"
    assert crossings(links, page.js(CARDS)) == []
    tips = [tuple(link["points"][-1]) for link in links]
    assert len(set(tips)) == len(tips), "each arrow has a place of its own"


def crossings(links, cards):
    """Return which lines, all of right angles, run through which cards."""
    found = []
    for link in links:
        for (ax, ay), (bx, by) in itertools.pairwise(link["points"]):
            assert ax == bx or ay == by
            for card in cards:
                inside_x = min(ax, bx) < card["x"] + card["w"] and max(ax, bx) > card["x"]
                inside_y = min(ay, by) < card["y"] + card["h"] and max(ay, by) > card["y"]
                if inside_x and inside_y:
                    found.append((link["id"], card["id"]))
    return found


@pytest.mark.parametrize(("view", "selector"), [("tree", ".band-head"), ("time", ".tick-head"), ("time", ".lane-head")])
def test_headings_do_not_overlap_and_are_whole(page, view, selector):
    page.click(f"#view-{view}")
    page.until(f"return document.querySelectorAll('{selector}').length > 1")
    boxes = page.js(
        "return [...document.querySelectorAll(arguments[0])].map((one) => { const box = one.getBoundingClientRect(); return {x: box.x, y: box.y, w: box.width, h: box.height, cut: one.scrollWidth > one.clientWidth + 1} })", selector
    )  # fmt: skip
    assert overlaps(boxes, slack=1) == []
    if selector == ".lane-head":
        assert not any(box["cut"] for box in boxes)


def test_the_page_opens_legible_and_on_the_directive(page):
    assert page.js("return docgraphPage.camera().scale") >= 0.85
    x, y = page.place("n4")
    assert 246 < x < 1296
    assert 74 < y < 870
    page.click("#view-time")
    assert page.js("return docgraphPage.camera().scale") >= 0.85


def test_columns_are_the_levels_in_their_order(page):
    heads = page.js("return [...document.querySelectorAll('.band-head')].map((head) => head.textContent)")
    assert heads[:3] == ["Trung ương (3)", "Cấp tỉnh (6)", "Sở, ban, ngành (10)"]


def test_a_report_stands_beside_the_plan_it_answers(page):
    cards = {card["id"]: card for card in page.js(CARDS)}
    plan, report = cards[node_of(page, "1031/KH-SNV")], cards[node_of(page, "200/BC-SNV")]
    assert report["y"] == plan["y"]
    assert report["x"] > plan["x"] + plan["w"]


def test_search_needs_no_diacritics(page):
    page.keys("/")
    assert page.js("return document.activeElement.id") == "search"
    page.keys("so noi vu")
    assert page.text("#search-count") == "3 kết quả"
    first = page.js("return document.querySelector('#search-results li').innerText")
    page.keys("\ue007")
    assert page.chosen()["selected"] in page.chosen()["hits"]
    assert page.text("#details-body").count("Sở Nội vụ") >= 1
    assert first.split("\n")[1] in page.text("#details-body")
    page.type("#search", "đường sắt cao tốc")
    assert "Không tìm thấy" in page.text("#search-results")


def test_search_opens_the_group_that_hides_a_hit(page):
    assert node_of(page, "14/KH-UBND") not in page.ids()
    page.type("#search", "xa ba bich")
    page.keys("\ue007")
    assert node_of(page, "14/KH-UBND") in page.ids()


def test_filters_count_hide_and_say_so(page):
    all_shown = page.ids()
    count = "return document.querySelector('[data-facet=level][data-value=commune]').closest('.row').querySelector('.count').innerText"
    assert page.js(count) == "10"
    page.click("[data-facet=level][data-value=commune]")
    assert len(page.ids()) < len(all_shown)
    assert "10 văn bản bị ẩn bởi bộ lọc" in page.text("#foot")
    assert page.js(count) == "10", "a facet counts what it would bring back"
    page.click("#filters-clear")
    assert page.ids() == all_shown


def test_a_document_whose_upper_one_is_hidden_hangs_on_the_next_above(page):
    page.click("[data-facet=level][data-value=district]")
    links = page.js("return docgraphPage.links().filter((link) => link.kind === 'skipped')")
    assert links
    assert {link["hub"] for link in links} == {"n4"}


def test_relation_state_agency_and_date_filters(page):
    page.click("[data-facet=relation][data-value=implements]")
    assert all(
        edge["relation"] != "implements" for edge in json.loads(page.js("return docgraphPage.texts().json"))["edges"]
    )
    page.click("#filters-clear")
    page.click("[data-facet=state][data-value=state_typo]")
    assert page.ids() == {"n4", node_of(page, "821/QĐ-UBND")}
    page.click("#filters-clear")
    page.type("#filter-agency", "ban dan toc")
    page.until("return docgraphPage.scene().length === 2")
    assert page.js("return document.activeElement.id") == "filter-agency"
    page.type("#filter-agency", "")
    page.type("#filter-from", "1/12/2022")
    page.until("return docgraphPage.scene().length < 12")
    assert all(
        node["date"] >= "2022-12"
        for node in json.loads(page.js("return docgraphPage.texts().json"))["nodes"]
        if node["id"] != "n4"
    )
    page.type("#filter-to", "31/13/2022")
    page.until("return document.querySelector('#filters .bad') !== null")


def test_type_filter(page):
    types = page.js("return [...document.querySelectorAll('[data-facet=type]')].map((box) => box.dataset.value)")
    assert {"Quyết định", "Kế hoạch", "Báo cáo"} <= set(types)
    page.click('[data-facet=type][data-value="Báo cáo"]')
    left = {node["type"] for node in json.loads(page.js("return docgraphPage.texts().json"))["nodes"]}
    assert "Báo cáo" not in left
    assert "Kế hoạch" in left


def test_confidence_filter(page):
    page.js(
        "const slide = document.getElementById('filter-confidence'); slide.value = 60; slide.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    page.until("return document.getElementById('foot').innerText.includes('ẩn bởi bộ lọc')")
    assert "821/QĐ-UBND" not in {
        node.get("number") for node in json.loads(page.js("return docgraphPage.texts().json"))["nodes"]
    }


def test_a_group_opens_and_closes(page):
    group = page.js("return docgraphPage.scene().find((card) => card.kind === 'group').id")
    count = page.js("docgraphPage.reveal(arguments[0]); return docgraphPage.scene().length", group)
    x, y = page.place(group)
    page.point(x, y, click=True)
    page.until(f"return docgraphPage.scene().length === {count + 6}")
    page.js(
        "[...document.querySelectorAll('#details .actions button')].find((button) => button.innerText === 'Gộp lại').click()"
    )
    assert page.js("return docgraphPage.scene().length") == count
    assert "7 xã · Kế hoạch" in page.text("#details-body")


def test_clicking_a_card_shows_evidence_with_the_reference_marked(page):
    x, y = page.place(node_of(page, "1031/KH-SNV"))
    page.point(x, y, click=True)
    page.until("return document.getElementById('details-title').innerText === 'Chi tiết văn bản'")
    marks = page.js("return [...document.querySelectorAll('#details mark')].map((mark) => mark.innerText)")
    assert "Quyết định 812/QĐ-UBND của Ủy ban nhân dân tỉnh Quảng Ngãi" in marks
    assert "14 ngày sau văn bản gốc" in page.text("#details-body")


def test_hover_card_on_a_document_and_on_a_line(page):
    x, y = page.place(node_of(page, "1031/KH-SNV"))
    page.point(x, y)
    page.until("return !document.getElementById('hover').hidden")
    assert "1031/KH-SNV" in page.text("#hover")
    link = page.js(
        "return docgraphPage.links().find((link) => link.card === arguments[0] && link.main).points.slice(-2)",
        node_of(page, "77/KH-STP"),
    )
    scale = page.js("return docgraphPage.camera().scale")
    x, y = page.place(node_of(page, "77/KH-STP"))
    page.point(x - scale * 106 - 0.5 * scale * (link[1][0] - link[0][0]), y)
    page.until("return document.querySelector('#hover mark') !== null")
    assert "triển khai thực hiện" in page.text("#hover")
    page.click("#view-table")
    assert page.js("return document.getElementById('hover').hidden")


def test_branch_and_depth(page):
    page.js("docgraphPage.choose(arguments[0])", node_of(page, "61/KH-UBND"))
    page.js("document.getElementById('picture').focus()")
    page.keys("f")
    numbers = {node["number"] for node in json.loads(page.js("return docgraphPage.texts().json"))["nodes"]}
    assert numbers == {"812/QĐ-UBND", "61/KH-UBND", "10/KH-UBND", "11/KH-UBND", "12/KH-UBND"}
    page.keys("f")
    page.js("docgraphPage.choose('n4')")
    page.keys("f")
    assert len(page.ids()) > 20
    page.js("const depth = document.getElementById('depth'); depth.value = 1; depth.dispatchEvent(new Event('change'))")
    assert "61/KH-UBND" in page.js("return docgraphPage.texts().json")
    assert "12/KH-UBND" not in page.js("return docgraphPage.texts().json")
    page.click("#branch-bar button")
    assert len(page.ids()) > 20


def test_what_comes_into_view_is_painted(page):
    page.js("docgraphPage.choose(docgraphPage.scene().find((card) => card.kind === 'group').id)")
    page.keys("f")
    page.until("return docgraphPage.scene().length === 3")
    page.until("return docgraphPage.painted().length === 3", seconds=3)
    page.click("#branch-bar button")
    page.until("return docgraphPage.painted().length > 12", seconds=3)


@pytest.mark.parametrize("size", [(1600, 900), (1280, 720), (800, 600)])
def test_every_card_in_view_is_painted_however_the_view_came_about(page, size):
    page.size(*size)
    settle(page)
    for view in ("time", "tree"):
        for number in ("77/KH-STP", "12/KH-UBND", "812/QĐ-UBND"):
            page.click(f"#view-{view}")
            page.js("docgraphPage.choose(arguments[0]); docgraphPage.reveal(arguments[0])", node_of(page, number))
            settle(page)
            missing = page.js("""
              const box = document.getElementById("picture"), painted = new Set(docgraphPage.painted());
              return docgraphPage.scene().filter((card) => {
                const at = docgraphPage.onScreen(card.id);
                return at.x > 0 && at.y > 0 && at.x < box.clientWidth && at.y < box.clientHeight && !painted.has(card.id);
              }).map((card) => card.id);
            """)
            assert missing == [], (view, number)


def test_grouping_of_all_at_once(page):
    count = page.js("return docgraphPage.scene().length")
    page.click("#group-all")
    closed = page.js("return docgraphPage.scene().length")
    assert closed < count
    page.click("#group-all")
    assert page.js("return docgraphPage.scene().filter((card) => card.kind === 'group').length") == 0


def test_relations_view_in_the_words_of_the_field(page):
    page.click("#view-schema")
    text = page.text("#schema")
    for words in (
        "VĂN BẢN ĐANG XEM",
        "Căn cứ ban hành (1)",
        "Văn bản sửa đổi, bổ sung (1)",
        "Văn bản hướng dẫn (1)",
        "Văn bản giám sát, kiểm tra (1)",
    ):
        assert words.casefold() in text.casefold()
    page.js(
        "[...document.querySelectorAll('#schema .in .document')].find((one) => one.innerText.includes('1031/KH-SNV')).click()"
    )
    assert "1031/KH-SNV" in page.text("#schema-current")
    assert "Văn bản được triển khai thực hiện (1)" in page.text("#schema")
    page.click("#schema-back")
    assert "812/QĐ-UBND" in page.text("#schema-current")


def test_the_table_says_what_the_picture_says_and_sorts(page):
    page.click("#view-table")
    rows = page.js(
        "return [...document.querySelectorAll('#table table:first-of-type tbody tr')].map((row) => [...row.children].map((cell) => cell.innerText))"
    )
    assert len(rows) == 34
    typo = next(row for row in rows if row[2] == "821/QĐ-UBND")
    assert "Nghi sai số: 812/QĐ-UBND?" in typo[7]
    plan = next(row for row in rows if row[2] == "1031/KH-SNV")
    assert "Có văn bản triển khai" in plan[7]
    assert "triển khai thực hiện 812/QĐ-UBND" in plan[8]
    assert page.js("return [...document.querySelectorAll('.silent-table tbody th')].map((cell) => cell.innerText)") == [
        "Sở Tài chính",
        "Sở Xây dựng",
        "UBND huyện Trà Bồng",
    ]
    page.click("#table thead th:nth-child(4) button")
    dates = page.js(
        "return [...document.querySelectorAll('#table table:first-of-type tbody td.date')].map((cell) => cell.innerText)"
    )
    full = [date.split("/")[::-1] for date in dates if date.count("/") == 2]
    assert full == sorted(full)
    assert (
        page.js("return document.querySelector('#table thead th:nth-child(4)').getAttribute('aria-sort')")
        == "ascending"
    )
    page.click("#table thead th:nth-child(4) button")
    assert (
        page.js("return document.querySelector('#table thead th:nth-child(4)').getAttribute('aria-sort')")
        == "descending"
    )


def test_overview_names_responders_and_silent_agencies(page):
    text = page.text("#details-body")
    assert "Chưa thấy văn bản (3)" in text
    assert "Sở Tài chính" in text
    assert "Đã có văn bản triển khai" in text
    silent = page.js("return docgraphPage.scene().filter((card) => card.kind === 'silent').length")
    assert silent == 3
    assert "7 văn bản nằm ngoài giới hạn của sơ đồ" in page.text("#foot")


def test_every_word_changes_with_the_language(page):
    page.click("#language")
    assert page.js("return document.documentElement.lang") == "en"
    assert page.text("#view-schema") == "Relations"
    assert "34 of 34 documents shown" in page.text("#foot")
    page.click("#view-schema")
    assert "Legal basis (1)" in page.text("#schema")
    vietnamese = page.js("return Object.values(JSON.parse(document.getElementById('vocabulary').textContent).words.vi)")
    shown = {line.strip() for line in page.text("body").splitlines()}
    assert not {text for text in vietnamese if len(text) > 6} & shown
    words = page.js("return JSON.parse(document.getElementById('vocabulary').textContent).words")
    assert set(words["vi"]) == set(words["en"])
    page.click("#language")
    assert page.text("#view-schema") == "Lược đồ"


def test_keyboard_alone(page):
    page.js("document.getElementById('picture').focus()")
    page.keys("\ue014")
    assert page.chosen()["selected"] == "n4"
    page.keys("\ue014")
    right = page.chosen()["selected"]
    assert right not in {None, "n4"}
    assert page.text("#announce")
    page.keys("\ue015")
    assert page.chosen()["selected"] != right
    scale = page.js("return docgraphPage.camera().scale")
    page.keys("+")
    assert page.js("return docgraphPage.camera().scale") > scale
    page.keys("-", "-")
    assert page.js("return docgraphPage.camera().scale") < scale
    page.keys("0")
    page.keys("\ue00c")
    assert page.chosen()["selected"] is None
    for key, view in zip("2341", ("time", "schema", "table", "tree"), strict=True):
        page.keys(key)
        assert page.chosen()["view"] == view


def test_the_wheel_scrolls_and_zooms_with_control(page):
    before = page.js("return docgraphPage.camera()")
    page.js(
        "document.querySelector('#picture canvas').dispatchEvent(new WheelEvent('wheel', {deltaY: 120, bubbles: true, cancelable: true}))"
    )
    after = page.js("return docgraphPage.camera()")
    assert after["scale"] == before["scale"]
    assert after["y"] > before["y"]
    page.js(
        "document.querySelector('#picture canvas').dispatchEvent(new WheelEvent('wheel', {deltaY: -120, ctrlKey: true, bubbles: true, cancelable: true}))"
    )
    assert page.js("return docgraphPage.camera().scale") > before["scale"]


def test_exports_are_whole_files(page, tmp_path):
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.click("[data-facet=level][data-value=commune]")
    for kind in ("png", "svg", "csv", "json"):
        page.click(f"#export-{kind}")
        deadline = time.monotonic() + 10
        while (
            not (found := [path for path in tmp_path.glob(f"*.{kind}") if path.stat().st_size])
            and time.monotonic() < deadline
        ):
            time.sleep(0.05)
        assert found[0].name == f"quyet-dinh-812-qd-ubnd.{kind}"
    png = (tmp_path / "quyet-dinh-812-qd-ubnd.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20]) > 1500
    svg = ET.fromstring((tmp_path / "quyet-dinh-812-qd-ubnd.svg").read_text(encoding="utf-8"))
    words = "".join(svg.itertext())
    assert "1031/KH-SNV" in words
    assert "10 văn bản bị ẩn bởi bộ lọc" in words
    rows = list(csv.DictReader(io.StringIO((tmp_path / "quyet-dinh-812-qd-ubnd.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 24
    assert (
        next(row for row in rows if row["number"] == "821/QĐ-UBND")["possible_typo_of"]
        == "vn/quang-ngai/ubnd/qd/2022/812"
    )
    saved = json.loads((tmp_path / "quyet-dinh-812-qd-ubnd.json").read_text(encoding="utf-8"))
    assert (saved["shown"], saved["documents"], saved["cut"]) == (24, 34, 7)
    assert saved["edges"][0]["evidence"][0]["reference"]


def test_dark_mode_and_print(page):
    light = page.js("return getComputedStyle(document.body).backgroundColor")
    page.click("#dark")
    assert page.js("return getComputedStyle(document.body).backgroundColor") != light
    pdf = page.driver.execute_cdp_cmd("Page.printToPDF", {"landscape": True, "preferCSSPageSize": True})["data"]
    assert len(pdf) > 50_000
    assert page.js("return document.querySelector('#print-picture svg').childElementCount") > 100
    assert page.js("return document.querySelectorAll('#table table:first-of-type tbody tr').length") == 34


def test_every_printed_page_of_the_table_has_its_heading(page):
    page.click("#view-table")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        look = page.js(
            "const head = document.querySelector('#table thead'), style = getComputedStyle(head); return [style.display, style.breakInside, getComputedStyle(head.querySelector('button')).display]"
        )
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert look == ["table-header-group", "avoid", "contents"], (
        "a browser repeats no heading that holds boxes of its own"
    )


@pytest.mark.parametrize("view", ["tree", "time"])
def test_a_saved_drawing_has_a_place_for_all_it_draws(page, view):
    page.click(f"#view-{view}")
    svg = ET.fromstring(page.js("return docgraphPage.texts().svg"))
    values = [
        value
        for element in svg.iter()
        for name, value in element.attrib.items()
        if name in {"x", "y", "width", "height", "d"}
    ]
    assert len(values) > 100
    assert not [value for value in values if "null" in value or "NaN" in value or "undefined" in value]


@pytest.mark.parametrize("width", [390, 760])
def test_small_screens_have_drawers_and_no_sideways_scroll(page, width):
    page.size(width, 844)
    page.until("return getComputedStyle(document.getElementById('filters')).visibility === 'hidden'")
    for view in ("tree", "time", "schema", "table"):
        page.click(f"#view-{view}")
        assert page.js("return document.documentElement.scrollWidth") <= width
        assert page.js("return document.querySelector('main').clientHeight") > 480
    page.click("#open-filters")
    assert page.js("return getComputedStyle(document.getElementById('filters')).visibility") == "visible"
    page.click("#filters-close")
    page.click("#view-tree")
    x, y = page.place("n4")
    page.point(x, y, click=True)
    page.until("return document.body.classList.contains('drawer-details')")
    page.size(1600, 900)


SIZES = [(1500, 900), (1280, 720), (800, 600), (390, 844)]


def left_edges(page):
    """Return where the first column and the directive begin and end in the frame of the picture, and its size."""
    return page.js("""
      const cards = docgraphPage.scene(), first = cards.reduce((one, other) => (other.x < one.x ? other : one));
      const { scale } = docgraphPage.camera(), box = document.getElementById("picture");
      const edges = (card) => { const at = docgraphPage.onScreen(card.id); return { x: at.x - card.w / 2 * scale, y: at.y - card.h / 2 * scale, right: at.x + card.w / 2 * scale, bottom: at.y + card.h / 2 * scale }; };
      return { first: edges(first), focus: edges(cards.find((card) => card.id === "n4")), width: box.clientWidth, height: box.clientHeight, scale };
    """)  # fmt: skip


@pytest.mark.parametrize("view", ["tree", "time"])
def test_the_first_look_fits_at_any_size_and_after_any_change_of_it(browser, pages, view):
    found = {}
    for way, sizes in (("opened", SIZES), ("resized", [*SIZES, *reversed(SIZES)])):
        for size in sizes:
            if way == "opened":
                browser.open(pages["everyday"], *size)
                browser.click(f"#view-{view}")
            else:
                browser.size(*size)
                settle(browser)
            edges = left_edges(browser)
            focus = edges["focus"]
            assert focus["x"] >= 0, (way, size)
            assert focus["right"] <= edges["width"], (way, size)
            assert focus["y"] >= 34, (way, size)
            assert focus["bottom"] <= edges["height"], (way, size)
            assert 0.85 <= edges["scale"] <= 1, (way, size)
            if size[0] >= 1280 and view == "tree":
                assert edges["first"]["x"] >= 0, "the first column is whole"
            look = [round(value) for value in (focus["x"], focus["y"], edges["scale"] * 100)]
            assert look == found.setdefault(size, look), "the look does not depend on the sizes before"
    assert browser.errors() == []


def settle(page):
    """Wait until the picture has followed a change of the window."""
    page.driver.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))"
    )


def test_a_look_that_the_reader_chose_outlives_a_change_of_size(page):
    page.click("#zoom-in")
    page.js("docgraphPage.choose(arguments[0]); docgraphPage.reveal(arguments[0])", node_of(page, "77/KH-STP"))
    settle(page)
    scale = page.js("return docgraphPage.camera().scale")
    for width, height in ((1300, 760), (1000, 620), (1600, 900)):
        page.size(width, height)
        settle(page)
        assert page.js("return docgraphPage.camera().scale") == pytest.approx(scale)
        x, y = page.place(node_of(page, "77/KH-STP"))
        assert page.js(
            "return document.elementFromPoint(arguments[0], arguments[1]).closest('#picture') !== null", x, y
        )


def test_buttons_and_small_map_move_the_camera(page):
    before = page.js("return docgraphPage.camera()")
    page.click("#zoom-in")
    assert page.js("return docgraphPage.camera().scale") == pytest.approx(before["scale"] * 1.25)
    page.click("#zoom-out")
    assert page.js("return docgraphPage.camera().scale") == pytest.approx(before["scale"])
    page.until("return !document.getElementById('minimap').hidden")
    box = page.js("return document.getElementById('minimap').getBoundingClientRect().toJSON()")
    page.point(box["right"] - 3, box["bottom"] - 3, click=True)
    page.until(f"return docgraphPage.camera().y > {before['y'] + 50}")
    page.click("#zoom-fit")
    settle(page)
    edges = left_edges(page)
    assert edges["first"]["x"] >= 0
    assert edges["focus"]["right"] <= edges["width"]


def test_first_fit_in_a_small_frame(browser, pages, tmp_path):
    from docgraph.views.notebook import to_srcdoc  # noqa: PLC0415

    frame = to_srcdoc(pages["everyday"].read_text(encoding="utf-8"), height=420)
    host = tmp_path / "notebook.html"
    host.write_text(
        f'<!doctype html><html data-ready="yes"><body style="width:700px">{frame}</body></html>', encoding="utf-8"
    )
    browser.open(host)
    browser.driver.switch_to.frame(0)
    try:
        browser.until("return document.documentElement.dataset.ready === 'yes'")
        assert browser.js("return window.origin") == "null"
        x, y = browser.place("n4")
        assert 0 < x < 700
        assert 0 < y < 420
    finally:
        browser.driver.switch_to.default_content()
    assert browser.errors() == []
    assert browser.requests() == []


def test_axe_finds_nothing_serious(page):
    script = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.js(script + ";window.axe = axe")
    found = []
    for view in ("tree", "time", "schema", "table"):
        page.click(f"#view-{view}")
        found += page.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((run) => done(run.violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html])))"
        )
    assert found == []


NAMELESS = """
const shown = (element) => element.getClientRects().length > 0;
const named = (element) => (element.getAttribute("aria-label") || element.innerText || "").trim()
  || [...(element.labels || [])].map((label) => label.innerText).join(" ").trim()
  || (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => id && document.getElementById(id)?.innerText).join(" ").trim();
return [...document.querySelectorAll("button, input, select, textarea, a[href], [role=application], [role=region], [role=listbox], [role=group]")]
  .filter((element) => shown(element) && !named(element)).map((element) => element.outerHTML.slice(0, 120));
"""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("chosen", [None, "n4"])
def test_every_control_has_a_name_and_headings_are_in_order(page, lang, chosen):
    if lang == "en":
        page.click("#language")
    assert page.js("return document.documentElement.lang") == lang
    if chosen:
        page.js("docgraphPage.choose(arguments[0])", chosen)
    for view in ("tree", "time", "schema", "table"):
        page.click(f"#view-{view}")
        assert page.js(NAMELESS) == []
        levels = page.js(
            "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.getClientRects().length).map((one) => Number(one.tagName[1]))"
        )
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels)), levels
        ids = page.js("return [...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(set(ids)) == len(ids)
    assert page.js("return document.querySelectorAll('#table caption').length") == 2
    scopes = page.js("return [...document.querySelectorAll('#table th')].map((cell) => cell.scope)")
    assert set(scopes) <= {"col", "row"}


def test_the_tab_key_reaches_everything_and_shows_where_it_is(page):
    page.js("document.activeElement.blur()")
    reached = []
    for _ in range(80):
        page.keys("\ue004")
        here = page.js("""
          const element = document.activeElement, style = getComputedStyle(element), around = getComputedStyle(element.parentElement);
          const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || around.boxShadow !== "none";
          return [element.id || element.className || element.tagName, seen];
        """)
        if here[0] == "BODY":
            break
        assert here[1], f"the focus cannot be seen on {here[0]}"
        reached.append(here[0])
    wanted = {"search", "view-tree", "view-time", "view-schema", "view-table", "export", "dark", "language", "picture"}
    assert wanted <= set(reached)
    for name in ("filter-agency", "filter-from", "filter-to", "filter-confidence", "zoom-in", "zoom-fit"):
        assert name in reached


def test_dark_follows_the_system(browser, pages):
    emulate = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", emulate)
    try:
        browser.open(pages["everyday"])
        assert browser.chosen()["dark"]
        assert browser.js("return document.documentElement.dataset.theme") == "dark"
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_source_on_the_web_is_linked_and_nothing_else_is(browser, cascades, tmp_path):
    cascade = cascades.everyday()
    nodes = tuple(
        evolve(node, source="https://vbpl.vn/van-ban/1" if node.key == cascade.focus else "javascript:attack(1)")
        for node in cascade.nodes
    )
    browser.open(write_page(tmp_path / "page.html", render_cascade(evolve(cascade, nodes=nodes))))
    browser.js("docgraphPage.choose('n4')")
    link = browser.js("const link = document.querySelector('#details a'); return [link.href, link.rel, link.target]")
    assert link == ["https://vbpl.vn/van-ban/1", "noopener noreferrer", "_blank"]
    browser.js("docgraphPage.choose(arguments[0])", node_of(browser, "77/KH-STP"))
    assert browser.js("return document.querySelectorAll('a').length") == 0
    assert browser.errors() == []


def test_one_document_alone(browser, pages):
    browser.open(pages["one"])
    for view in ("time", "schema", "table", "tree"):
        browser.click(f"#view-{view}")
    assert browser.ids() == {"n0"}
    assert browser.errors() == []


def test_hostile_texts_run_nothing(browser, pages, cascades):
    assert len(cascades.PAYLOADS) >= 40
    browser.open(pages["hostile"])
    for view in ("time", "schema", "table", "tree"):
        browser.click(f"#view-{view}")
    for number in range(len(cascades.PAYLOADS)):
        browser.js("docgraphPage.choose(arguments[0])", f"n{number}")
    for number in (0, 1, 5, 11):
        browser.point(*browser.place(f"n{number}"))
        browser.js(
            "docgraphPage.choose(arguments[0]); document.getElementById('view-schema').click(); document.getElementById('view-tree').click()",
            f"n{number}",
        )
    browser.type("#search", "script")
    browser.keys("\ue007")
    browser.click("#language")
    svg = browser.js("return docgraphPage.texts().svg")
    ET.fromstring(svg)
    rows = list(csv.reader(io.StringIO(browser.js("return docgraphPage.texts().csv"))))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    browser.js("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.js("return [window.attacks, window.blocked]") == [[], []]
    assert browser.js("return document.querySelectorAll('script').length") == 6
    links = browser.js("return [...document.querySelectorAll('a')].map((link) => link.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert browser.errors() == []
    assert browser.requests() == []


def test_the_policy_blocks_what_is_injected(browser, pages):
    browser.open(pages["everyday"])
    browser.js("""
      const box = document.createElement("div");
      document.body.append(box);
      box.innerHTML = '<img src=x onerror="attack(1)"><svg onload="attack(2)"></svg><a id=bad href="javascript:attack(3)">x</a><img src="http://127.0.0.1:9/beacon.png">';
      document.getElementById("bad").click();
      const script = document.createElement("script");
      script.textContent = "attack(4)";
      document.body.append(script);
      const frame = document.createElement("iframe");
      frame.srcdoc = "<script>parent.attack(5)</script>";
      document.body.append(frame);
      fetch("http://127.0.0.1:9/").catch(() => 0);
    """)
    browser.until("return window.blocked.length >= 5")
    assert browser.js("return window.attacks") == []


def test_a_thousand_documents_open_and_filter_at_once(browser, pages):
    browser.open(pages["thousand"])
    opened = browser.js("return performance.getEntriesByType('navigation')[0].domComplete")
    assert "879 văn bản sâu hơn 2 bước chưa hiện" in browser.text("#foot")
    assert len(browser.ids()) <= 121
    browser.click("#filters-clear")
    assert "1.000/1.000" in browser.text("#foot")
    spent = browser.js("""
      const spent = [];
      for (let turn = 0; turn < 6; turn += 1) {
        const box = document.querySelectorAll('[data-facet=type]')[1 + turn % 2];
        const start = performance.now();
        box.click();
        spent.push(performance.now() - start);
      }
      return spent.sort((one, other) => one - other)[2];
    """)
    browser.click("#filters-clear")
    assert overlaps_sorted(browser.js(CARDS)) == 0
    assert opened < 4000, "the aim is 2 s; a busy machine is given twice that"
    assert spent < 300, "the aim is 150 ms; a busy machine is given twice that"
    assert browser.errors() == []


def overlaps_sorted(cards):
    """Count overlapping neighbours within a column: enough, as columns do not overlap."""
    found = 0
    for _, column in itertools.groupby(
        sorted(cards, key=lambda card: (card["x"], card["y"])), key=lambda card: card["x"]
    ):
        found += sum(one["y"] + one["h"] > other["y"] for one, other in itertools.pairwise(column))
    return found
