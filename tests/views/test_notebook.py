"""A cascade in a notebook: a sealed frame, or a plain table."""

from __future__ import annotations

import html as markup
import re

import pytest

from docgraph.views.notebook import summary_table, to_srcdoc


def test_the_frame_is_sandboxed_and_gives_the_page_back():
    page = '<p class="a">Kế hoạch & "1" &amp; \'2\'</p>'
    frame = to_srcdoc(page, height=300)
    assert frame.startswith('<iframe sandbox="allow-scripts allow-popups allow-downloads" ')
    assert frame.endswith('"></iframe>')
    assert "allow-same-origin" not in frame
    assert markup.unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == page


def test_the_table_is_plain_and_says_what_is_left_out(cascades):
    table = summary_table(cascades.everyday())
    assert set(re.findall(r"<(\w+)", table)) == {"table", "caption", "thead", "tr", "th", "tbody", "td", "p"}
    assert table.count("<tr>") == 31
    assert "và 4 văn bản khác" in table
    assert "7 văn bản nằm ngoài giới hạn" in table
    assert "Chưa thấy văn bản (3): Sở Tài chính" in table
    assert "<td>812/QĐ-UBND</td><td>14/04/2022</td>" in table
    assert summary_table(cascades.everyday(), limit=100).count("<tr>") == 35


def test_the_table_in_english(cascades):
    assert "<th>Issuer</th>" in summary_table(cascades.everyday(), lang="en")
    with pytest.raises(ValueError, match="vi and en"):
        summary_table(cascades.everyday(), lang="fr")


def test_the_table_escapes_everything(cascades):
    table = summary_table(cascades.hostile(), limit=1000)
    assert set(re.findall(r"<(\w+)", table)) == {"table", "caption", "thead", "tr", "th", "tbody", "td", "p"}
    assert not re.search(r"<\w+\s", table)
    assert "\u202e" not in table
