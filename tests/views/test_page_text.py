"""The cascade page as text: what it may load, what it may run, and that it is always the same."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve

from docgraph.documents.model import RelationKind
from docgraph.views import vocabulary
from docgraph.views.cascade_page import SCRIPTS, render_cascade, write_page
from docgraph.views.cascade_payload import MOST_DOCUMENTS, page_payload, page_vocabulary, safe_url


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag, attributes):
        self.found += [(tag, name, value or "") for name, value in attributes]


def attributes_of(html):
    parser = _Attributes()
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def html(cascades):
    return render_cascade(cascades.everyday())


def test_the_same_cascade_gives_the_same_page(cascades, html):
    assert render_cascade(cascades.everyday()) == html


@pytest.mark.parametrize("which", ["everyday", "hostile"])
def test_nothing_is_loaded_from_anywhere(cascades, which):
    attributes = attributes_of(render_cascade(getattr(cascades, which)()))
    assert not [
        found for found in attributes if found[1] in {"src", "href", "action", "data", "srcset", "poster", "background"}
    ]
    assert not [found for found in attributes if found[1].startswith("on")]
    assert not [tag for tag, _, _ in attributes if tag in {"link", "base", "iframe", "object", "embed", "form", "img"}]


@pytest.mark.parametrize("which", ["everyday", "hostile"])
def test_the_policy_names_exactly_what_the_page_runs(cascades, which):
    page = render_cascade(getattr(cascades, which)())
    policy = next(
        value
        for tag, name, value in attributes_of(page)
        if tag == "meta" and name == "content" and "script-src" in value
    )
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == directives["form-action"] == "'none'"
    assert "unsafe" not in policy
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies}
        assert set(directives[name].split()) == hashes


def test_hostile_text_opens_and_closes_no_element(cascades, html):
    page = render_cascade(cascades.hostile())
    assert page.lower().count("</script") == vocabulary.asset("page.html.j2").count("</script")
    for text in (
        "<script",
        "<style",
        "</style",
        "<title",
        "</title",
        "<meta",
        "<img",
        "<svg",
        "<iframe",
        "<a ",
        "<!--",
    ):
        assert page.lower().count(text) == html.lower().count(text), text
    assert "\u202e" not in page
    assert "\x00" not in page
    page.encode("utf-8")


def test_our_script_never_builds_html_from_text():
    script = "\n".join(vocabulary.asset(name) for name in SCRIPTS)
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        'setAttribute("style"',
        "setAttribute('style'",
        ".srcdoc",
        "DOMParser",
    ):
        assert forbidden not in script, forbidden


def test_every_script_file_is_in_the_page():
    folder = Path(vocabulary.__file__).with_name("assets")
    assert {path.name for path in folder.glob("*.js")} == set(SCRIPTS)
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 300 for path in folder.glob("*.js"))


def test_only_listed_fields_leave_the_graph(cascades):
    payload = page_payload(cascades.everyday())
    allowed = {
        "id",
        "key",
        "label",
        "type",
        "number",
        "title",
        "date",
        "days",
        "issuer",
        "short",
        "level",
        "province",
        "standing",
        "depth",
        "source",
        "url",
        "responds",
        "ambiguous",
        "typo_of",
        "typo_label",
        "column",
        "row",
        "time",
    }
    assert {name for node in payload["nodes"] for name in node} <= allowed
    assert [node["id"] for node in payload["nodes"]] == [f"n{number}" for number in range(len(payload["nodes"]))]
    assert json.loads(json.dumps(payload)) == payload


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/home/lan/ho-so/bao-cao.txt", "bao-cao.txt"),
        (r"C:\Users\Lan\bao-cao.txt", "bao-cao.txt"),
        (r"\\may-chu\ho-so\bao-cao.txt", "bao-cao.txt"),
        ("file:///home/lan/bao-cao.txt", "bao-cao.txt"),
        ("ho-so/bao-cao.txt", "ho-so/bao-cao.txt"),
        ("https://vbpl.vn/van-ban/1", "https://vbpl.vn/van-ban/1"),
    ],
)
def test_a_page_names_no_folder_of_the_machine_that_made_it(cascades, source, shown):
    cascade = cascades.everyday()
    nodes = tuple(evolve(node, source=source) if node.source else node for node in cascade.nodes)
    edges = tuple(
        evolve(edge, evidence=tuple(evolve(proof, source=source) for proof in edge.evidence)) for edge in cascade.edges
    )
    payload = page_payload(evolve(cascade, nodes=nodes, edges=edges))
    assert {node["source"] for node in payload["nodes"] if "source" in node} == {shown}
    assert {proof[0] for edge in payload["edges"] for proof in edge.get("evidence", ())} == {shown}


def test_without_evidence_no_sentence_leaves(cascades):
    assert "để tổ chức thực hiện trong toàn ngành" in render_cascade(cascades.everyday())
    assert "để tổ chức thực hiện trong toàn ngành" not in render_cascade(cascades.everyday(), evidence=False)


@pytest.mark.parametrize("size", [1, 40, 1000, 1500])
def test_the_page_stays_small(cascades, size):
    assert len(render_cascade(cascades.of_size(size)).encode()) <= 600_000 + 1_000 * size


def test_a_cascade_too_large_is_cut_and_says_so(cascades):
    payload = page_payload(cascades.of_size(MOST_DOCUMENTS + 500))
    assert len(payload["nodes"]) == MOST_DOCUMENTS
    assert payload["cut"] == 500


def test_the_page_of_a_hundred_thousand_documents_is_made_at_once(cascades):
    cascade = cascades.of_size(100_000)
    start = time.perf_counter()
    html = render_cascade(cascade)
    assert time.perf_counter() - start < 4, "the aim is 2 s; a busy machine is given twice that"
    assert len(html.encode()) <= 600_000 + 1_000 * MOST_DOCUMENTS


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_language_of_the_page(cascades, lang):
    page = render_cascade(cascades.everyday(), lang=lang)
    assert f'<html lang="{lang}">' in page
    assert f"<title>{vocabulary.words()[lang]['page_title']} Quyết định 812/QĐ-UBND</title>" in page


def test_an_unknown_language_is_refused(cascades):
    with pytest.raises(ValueError, match="vi and en"):
        render_cascade(cascades.everyday(), lang="fr")


def test_vocabulary_is_complete():
    assert all(text.strip() for language in vocabulary.words().values() for text in language.values())
    assert set(vocabulary.relation_rows()) == {kind.value for kind in RelationKind}
    assert {row["family"] for row in vocabulary.type_rows().values()} <= set(vocabulary.family_colours())
    assert {f"unit_{level}" for level in vocabulary.LEVELS} <= set(vocabulary.words()["vi"])


def test_every_type_that_references_know_has_a_colour_and_a_name():
    table = files("docgraph.references") / "tables" / "types.csv"
    names = {row["name"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())}
    assert names <= set(vocabulary.type_rows())


def test_the_page_holds_the_names_it_needs(cascades):
    payload = page_payload(cascades.everyday())
    found = page_vocabulary(payload)
    assert {edge["relation"] for edge in payload["edges"]} <= set(found["relations"])
    assert {node["type"] for node in payload["nodes"]} == set(found["types"])


def test_every_word_that_the_script_asks_for_exists():
    script = "\n".join(vocabulary.asset(name) for name in SCRIPTS)
    asked = set(re.findall(r"\bword\(\"(\w+)\"[,)]", script)) | set(re.findall(r"\b(?:word|tip): \"(\w+)\"", script))
    assert len(asked) > 60
    assert asked - {"export_"} <= set(vocabulary.words()["vi"])


@pytest.mark.parametrize(("text", "safe"), [
    ("https://vbpl.vn/1", True), ("http://a.vn/x?y=1&z=2", True), ("javascript:alert(1)", False), ("JAVASCRIPT:alert(1)", False),
    ("data:text/html,x", False), ("https://user:pass@evil.vn/", False), ("https://evil.vn/\"onload=x", False), ("file:///etc/passwd", False),
    ("//evil.vn/x", False), ("https://", False), ("http://[::1", False), ("java\nscript:x", False), ("bao-cao.txt", False), (None, False),
])  # fmt: skip
def test_links_are_checked(text, safe):
    assert (safe_url(text) is not None) is safe


def test_writing_is_atomic_and_in_utf8(tmp_path):
    path = write_page(tmp_path / "new" / "page.html", "Quyết định\n")
    assert path.read_bytes() == "Quyết định\n".encode()
    assert [found.name for found in path.parent.iterdir()] == ["page.html"]
    with pytest.raises(UnicodeEncodeError):
        write_page(path, "\ud800")
    assert path.read_bytes() == "Quyết định\n".encode()
    assert [found.name for found in path.parent.iterdir()] == ["page.html"]


def test_pyvis_is_loaded_only_to_draw():
    code = "import sys, docgraph.views.cascade_page, docgraph.views.notebook; print([name for name in ('pyvis', 'jinja2', 'IPython') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def _luminance(colour):
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _themes():
    text = vocabulary.asset("picture.js")
    return {
        name: dict(re.findall(r"(\w+): \"(#[0-9a-f]{6})\"", re.search(rf"  {name}: \{{(.*?)\}}", text, re.DOTALL)[1]))
        for name in ("light", "dark")
    }


def _style(theme):
    text = vocabulary.asset("page.css")
    block = re.search(
        r":root(\[data-theme=\"dark\"\])? \{(.*?)\}" if theme == "light" else r":root\[data-theme=\"dark\"\] \{(.*?)\}",
        text,
        re.DOTALL,
    )
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[block.lastindex]))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme):
    look, style = _themes()[theme], _style(theme)
    pairs = [
        (look[ink], look[ground])
        for ink in ("ink", "soft")
        for ground in ("card", "cited", "band", "band2", "tint", "page")
    ]
    pairs += [(look["good"], look["goodTint"]), (look["warn"], look["warnTint"])]
    pairs += [(style[ink], style[ground]) for ink in ("ink", "soft") for ground in ("page", "panel", "tint")]
    pairs += [
        (style["good"], style["good-tint"]),
        (style["warn"], style["warn-tint"]),
        (style["mark-ink"], style["mark"]),
        (style["panel"], style["accent"]),
        (style["select"], style["panel"]),
        (style["accent"], style["panel"]),
    ]
    pairs += [(style["chip-ink"], colours[theme == "dark"]) for colours in vocabulary.family_colours().values()]
    assert [(one, other, round(contrast(one, other), 2)) for one, other in pairs if contrast(one, other) < 4.5] == []
