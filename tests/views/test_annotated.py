"""The annotated page: every reference marked, nothing of the text trusted."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import time
from html.parser import HTMLParser

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from docgraph.documents.model import Diagnostic, DiagnosticKind, Document, Header, Relation, RelationKind, Severity
from docgraph.documents.parsing import parse_document
from docgraph.references.nodes import Form, Mention, Reference
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span
from docgraph.views.annotated import annotate, annotate_fragment
from docgraph.views.annotated_pieces import escaped, pieces
from docgraph.views.annotated_view import page_words, safe_address

TEXT = (
    "Căn cứ khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n"
    "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy và Luật Đất đai năm 2013, ngày 31/6/2021.\n"
)
DOCUMENT = parse_document("báo cáo.txt", TEXT)
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a page back: its elements, the text it shows, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [attrs.get("class") or "" for _, attrs in self.open]
        if "text" in classes and "card" not in classes:
            self.text.append(data)

    def classes(self, tag: str) -> list[str]:
        return [attrs.get("class") or "" for name, attrs in self.elements if name == tag]


def as_shown(text: str) -> str:
    """Return what the text part of a page shows, with the names of unseen characters."""
    return html.unescape(re.sub(r"<[^>]*>", "", escaped(text)))


def test_the_text_is_shown_whole_and_every_reference_marked() -> None:
    page = Reader(annotate(DOCUMENT))
    assert "".join(page.text) == TEXT
    assert page.classes("mark") == ["numbered", "named", "numbered", "numbered", "named"]  # two in the legend
    links = [attrs for name, attrs in page.elements if name == "a" and "aria-describedby" in attrs]
    assert len(links) == len(DOCUMENT.mentions) == 3
    cards = {attrs["id"] for name, attrs in page.elements if attrs.get("role") == "tooltip"}
    assert {attrs["aria-describedby"] for attrs in links} == cards
    assert links[0]["aria-label"] == "Có số và ký hiệu: Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"


def test_the_card_holds_the_fields() -> None:
    page = annotate(DOCUMENT)
    card = re.search(r'id="m0c">(.*?)</span></mark>', page, re.DOTALL)
    assert card is not None
    shown = re.sub("<[^>]+>", " ", card[1])
    for value in ("Nghị định", "30", "2020", "NĐ-CP", "05/03/2020", "Chính phủ", "khoản 2 Điều 5", "căn cứ → [1]"):
        assert value in shown


def test_pinpoint_evidence_cue_and_diagnostic_are_marked() -> None:
    page = annotate(DOCUMENT)
    assert '<span class="pinpoint">khoản 2 Điều 5</span>' in page
    assert '<span class="evidence"><span class="cue">Căn cứ</span></span>' in page
    assert re.search(r'<span class="wrong" id="d0" title="error: [^"]*">ngày 31/6/2021</span>', page)
    assert '<a href="#d0">' in page


def test_the_legend_counts_each_form() -> None:
    page = annotate(DOCUMENT)
    assert '<mark class="numbered">Có số và ký hiệu</mark> <span class="count">2</span>' in page
    assert '<mark class="named">Luật theo tên</mark> <span class="count">1</span>' in page
    assert "Nhóm văn bản" not in page
    assert "Không có viện dẫn nào." in annotate(Document("a", "x", Header()))


def test_languages() -> None:
    assert '<mark class="named">Law by name</mark>' in annotate(DOCUMENT, lang="en")
    assert '<html lang="en">' in annotate(DOCUMENT, lang="en")
    assert page_words("vi").keys() == page_words("en").keys()
    assert {form.value for form in Form} <= page_words("vi").keys()
    assert {severity.value for severity in Severity} <= page_words("vi").keys()
    assert all(page_words("vi").values())
    assert all(page_words("en").values())
    with pytest.raises(ValueError, match="vi and en"):
        annotate(DOCUMENT, lang="fr")


def test_the_page_has_no_script_and_its_policy_allows_only_its_style() -> None:
    page = annotate(DOCUMENT)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "@import" not in style[1]
    assert "url(" not in style[1]
    assert page.index("Content-Security-Policy") < page.index("<style>")
    for name, attrs in Reader(page).elements:
        assert name not in {"script", "iframe", "object", "embed", "form", "img", "link", "base", "svg"}
        assert "style" not in attrs
        assert not any(key.startswith("on") for key in attrs)


def test_the_same_document_gives_the_same_page() -> None:
    assert annotate(DOCUMENT) == annotate(parse_document("báo cáo.txt", TEXT))
    assert annotate_fragment(DOCUMENT) == annotate_fragment(DOCUMENT)


PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</span></mark></div></main><h1>x",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- --><![CDATA[ ]]> &lt;b&gt; &amp; &#x3c;",
    "\x00\x1b[31m\u202e\u2066\u200b\ufeff\u00ad\u2028\U000e0041",
    "\ud800\udfff",
    "{shown} {0} %s $x `y`",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_stay_words_wherever_they_stand(payload: str) -> None:
    words = f"Quyết định {payload} số 5"
    span = Span(3, 3 + len(words))
    reference = Reference(payload, payload, payload, payload, None, PartialDate(2021), payload, payload, payload)
    mention = Mention(span, words, Form.NUMBERED, reference, confidence=0.5)
    document = Document(
        payload,
        f"ab {words} {payload}",
        Header(type=payload, number=payload, symbol=payload, issuer=payload, title=payload, signer=payload),
        (mention,),
        (Relation(None, RelationKind.IMPLEMENTS, 0, Span(0, span.end), Span(3, 20)),),
        (Diagnostic(DiagnosticKind.EARLY_DATE, Severity.INFO, payload, Span(0, 9)),),
    )
    for page in (annotate(document, links={0: payload}), annotate_fragment(document, links={0: payload})):
        page.encode("utf-8")
        read = Reader(page)
        assert {name for name, _ in read.elements} <= {
            "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "dl", "div", "dt", "dd", "ul", "li", "ol",
            "mark", "span", "a", "b", "details", "summary", "table", "thead", "tbody", "tr", "th", "td",
        }  # fmt: skip
        assert "".join(read.text) == as_shown(document.text)
        for name, attrs in read.elements:
            assert not any(key.startswith("on") for key in attrs)
            if name == "a":
                assert re.match(r"#|[^:]*$", attrs["href"] or "")
        without_labels = re.sub(r'title="[^"]*"', "", page)
        assert not re.search("[\x00\x1b\u202e\u2066\u200b\ufeff\u00ad\u2028\ud800-\udfff]", without_labels)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("#vn/quang-ngai/ubnd/qd/2021/1477", True),
        ("cascade.html#vn/1", True),
        ("../cascade.html", True),
        ("/cascade/1?x=1:2", True),
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("\\\\example.org", False),
        ("https:///x", False),
        ("", False),
        ("x" * 3000, False),
    ],
)
def test_links_lead_nowhere_else(address: str, kept: bool) -> None:
    assert safe_address(address) == (address if kept else None)
    assert (f'href="{html.escape(address)}"' in annotate(DOCUMENT, links={0: address})) is (kept and bool(address))


def test_references_lead_to_their_nodes() -> None:
    page = annotate(DOCUMENT, links={0: "cascade.html#vn/1"})
    assert page.count('href="cascade.html#vn/1"') == 2  # in the text and in the list
    assert '<a id="m1" href="#r1"' in page
    assert 'id="r1"' in page


def test_overlapping_spans_nest_without_loss() -> None:
    text = "0123456789" * 3
    spans = [Span(0, 20), Span(5, 22), Span(8, 12), Span(8, 12), Span(20, 30), Span(30, 30)]
    mentions = tuple(Mention(span, span.of(text), Form.NUMBERED, Reference(number="1")) for span in spans)
    relations = (Relation(None, RelationKind.AMENDS, 0, Span(3, 9)), Relation(0, RelationKind.AMENDS, 1, Span(7, 28)))
    document = Document("a", text, Header(), mentions, relations)
    read = Reader(annotate(document))
    assert "".join(read.text) == text
    found = list(pieces(document, len(text)))
    assert [one.span.start for one in found][1:] == [one.span.end for one in found][:-1]
    assert {one.mention for one in found} == {0, 1, 2, 4}  # the shortest shows; an equal one later does not
    assert [one.in_evidence for one in found if 3 <= one.span.start < 28] == [True] * sum(
        3 <= one.span.start < 28 for one in found
    )


def test_long_texts_are_cut_and_the_page_says_so() -> None:
    text = TEXT * 40
    document = parse_document("a.txt", text)
    page = annotate(document, limit=1000)
    read = Reader(page)
    shown = "".join(read.text)
    assert text.startswith(shown)
    assert 500 <= len(shown) <= 1000
    assert shown.endswith("\n")
    hidden = sum(one.span.start >= len(shown) for one in document.mentions)
    assert f"Chỉ hiện {len(shown):,} ký tự đầu trong {len(text):,}; {hidden:,} viện dẫn" in page
    assert 'class="cut"' not in annotate(document)
    targets = {attrs["id"] for _, attrs in read.elements if "id" in attrs}
    for name, attrs in read.elements:
        if name == "a" and (attrs["href"] or "").startswith("#"):
            assert (attrs["href"] or "")[1:] in targets


def test_a_cut_never_falls_into_a_reference() -> None:
    line = TEXT.split("\n", 1)[0] * 3
    document = parse_document("a.txt", line)
    for limit in range(1, len(line), 7):
        page = Reader(annotate(document, limit=limit))
        stop = len("".join(page.text))
        assert not any(one.span.start < stop < one.span.end for one in document.mentions)


def test_fragments_of_several_documents_share_a_page() -> None:
    other = parse_document("b.txt", TEXT)
    page = Reader(annotate_fragment(DOCUMENT) + annotate_fragment(other))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not {"html", "head", "body", "meta"} & {name for name, _ in page.elements}


def test_every_rule_of_the_style_stays_inside() -> None:
    style = re.search("<style>(.*?)</style>", annotate_fragment(DOCUMENT), re.DOTALL)
    assert style is not None
    for selector in re.findall(r"(?:^|[{}])\s*([^{}@]+?)\s*\{", style[1]):
        assert all("docgraph-annotated" in part for part in selector.split(", ")), selector


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PAYLOADS, TEXT, "\r\n", "Quyết định số 5/QĐ-UBND "]) | st.text(max_size=8)).map("".join)
)
def test_any_text_gives_a_page_that_shows_it(text: str) -> None:
    document = parse_document("a.txt", text)
    read = Reader(annotate(document))
    assert "".join(read.text) == as_shown(text)


def test_a_page_is_written_in_time_that_grows_with_the_text() -> None:
    def seconds(times: int) -> float:
        document = parse_document("a.txt", TEXT * times)
        started = time.perf_counter()
        annotate(document, limit=10**9)
        return time.perf_counter() - started

    seconds(10)
    assert seconds(1600) < 40 * seconds(200) + 0.5


def test_the_document_is_left_alone() -> None:
    copy = evolve(DOCUMENT)
    annotate(DOCUMENT, links={0: "#x"})
    assert copy == DOCUMENT
