"""A large file is read piece by piece, another layout of the same JSON at once: both give the same graph."""

from __future__ import annotations

import gc
import json

import pytest

from docgraph.errors import GraphReadError
from docgraph.exchange import pieces
from docgraph.exchange.node_link import format_graph, read_graph, write_graph
from docgraph.graph import build_graph


@pytest.mark.parametrize("piece", [1, 2, 7, 4000])
def test_pieces_of_any_size_give_the_same_graph(sample, tmp_path, monkeypatch, piece) -> None:
    path = write_graph(sample, tmp_path / "g.json")
    monkeypatch.setattr(pieces, "PIECE", piece)
    read = pieces.read_pieces(path)
    assert format_graph(read) == path.read_text("utf-8")


def test_another_layout_is_read_too(sample, tmp_path) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps(json.loads(format_graph(sample)), indent=1), "utf-8")
    with pytest.raises((ValueError, KeyError)):
        pieces.read_pieces(path)
    assert format_graph(read_graph(path)) == format_graph(sample)


def test_an_empty_graph(tmp_path) -> None:
    path = write_graph(build_graph([]), tmp_path / "g.json")
    assert format_graph(read_graph(path)) == path.read_text("utf-8")


def test_what_is_cut_off_is_refused(sample, tmp_path) -> None:
    text = format_graph(sample)
    path = tmp_path / "g.json"
    for end in (0, 10, len(text) // 3, len(text) // 2, len(text) - 4):
        path.write_text(text[:end], "utf-8")
        with pytest.raises(GraphReadError):
            read_graph(path)
    assert gc.isenabled()


def test_an_edge_to_nowhere_is_refused(sample, tmp_path) -> None:
    held = json.loads(format_graph(sample))
    path = tmp_path / "g.json"
    path.write_text(
        format_graph(sample).replace(f'"target": "{held["edges"][0]["target"]}"', '"target": "gone"', 1), "utf-8"
    )
    with pytest.raises(GraphReadError, match="gone"):
        read_graph(path)
