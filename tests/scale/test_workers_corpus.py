from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import docgraph as dg
from docgraph.agencies import load_registry
from docgraph.cli import main
from docgraph.documents.model import Document
from docgraph.errors import DocgraphError, DocumentReadError
from docgraph.exchange.extract_json import format_document
from docgraph.sample import sample_paths
from docgraph.scale.limits import WorkLimits
from docgraph.scale.reading import label, map_corpus

sys.path.insert(0, str(Path(__file__).parent))

import faulty_works


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with what can be read, what cannot, and an archive with both."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Số {number}. {faulty_works.SENTENCE}\r\n", "utf-8", newline="")
    (folder / "1a.txt").write_bytes(b"")
    (folder / "1b.html").write_text(f"<p>{faulty_works.SENTENCE}</p>", "utf-8")
    with zipfile.ZipFile(folder / "1c.zip", "w") as archive:
        archive.writestr("a.txt", faulty_works.SENTENCE)
        archive.writestr("b.txt", "")
        archive.writestr("c.txt", faulty_works.SENTENCE)
    return folder


def told(paths: list[Path], workers: int) -> list[Document | str]:
    """Return documents and errors in the order in which they were told."""
    heard: list[Document | str] = []
    for document in dg.read_corpus(paths, lambda error: heard.append(str(error)), workers=workers):
        heard.append(document)  # noqa: PERF402 - errors come between
    return heard


def test_two_workers_read_what_one_reads() -> None:
    paths = [path.parent for path in sample_paths()[:1]]
    assert list(dg.read_corpus(paths, workers=2)) == list(dg.read_corpus(paths))


def test_errors_come_in_their_turn(corpus: Path) -> None:
    paths = [corpus / "nowhere.txt", corpus, corpus / "*.none", corpus.parent / "nothing"]
    one, two = told(paths, 1), told(paths, 2)
    assert one == two
    kinds = ["error" if isinstance(what, str) else what.source for what in one]
    assert kinds == ["error", "0.txt", "1.txt", "error", "1b.html", "1c.zip!/a.txt", "error", "1c.zip!/c.txt", "2.txt",
                     "error", "error"]  # fmt: skip


def test_without_on_error_it_raises_after_what_came_before(corpus: Path) -> None:
    for workers in (1, 2):
        found = dg.read_corpus(corpus, workers=workers)
        assert [next(found).source, next(found).source] == ["0.txt", "1.txt"]
        with pytest.raises(DocumentReadError, match=r"1a\.txt: is empty"):
            next(found)


def test_a_readers_own_registry_travels(tmp_path: Path) -> None:
    registry = load_registry()
    paths = sample_paths()[5:9]
    assert list(dg.read_corpus(paths, registry=registry, workers=2)) == list(dg.read_corpus(paths, registry=registry))


def test_no_workers_are_refused(corpus: Path) -> None:
    with pytest.raises(DocgraphError, match="0 workers"):
        list(dg.read_corpus(corpus, workers=0))


def test_a_document_that_crashes_or_hangs_is_left_out(corpus: Path) -> None:
    (corpus / "0b.txt").write_text(f"CRASH {faulty_works.SENTENCE}", "utf-8")
    (corpus / "1z.txt").write_text(f"HANG {faulty_works.SENTENCE}", "utf-8")
    (corpus / "1a.txt").unlink()
    (corpus / "1c.zip").unlink()
    errors: list[DocumentReadError] = []
    found = map_corpus(faulty_works.parse_or_die, corpus, errors.append, workers=2, limits=WorkLimits(seconds=3))
    assert list(found) == ["0.txt", "1.txt", "1b.html", "2.txt"]
    assert [Path(error.path).name for error in errors] == ["0b.txt", "1z.txt"]
    assert "two worker processes" in errors[0].reason
    assert "3 seconds" in errors[1].reason


@pytest.mark.parametrize("workers", [1, 2])
def test_work_may_return_what_it_likes(workers: int) -> None:
    assert list(map_corpus(label, sample_paths()[:1], workers=workers)) == ["Quyết định 2468/QĐ-TTg"]
    lines = [format_document(document) for document in dg.read_corpus(sample_paths()[:3])]
    assert list(map_corpus(format_document, sample_paths()[:3], workers=workers)) == lines


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_extract_prints_the_same_with_more_workers(corpus: Path) -> None:
    one = run("extract", corpus, corpus / "nowhere")
    two = run("extract", corpus, corpus / "nowhere", "--workers", "2")
    assert (one.exit_code, one.stdout, one.stderr) == (two.exit_code, two.stdout, two.stderr)
    assert one.exit_code == 1
    assert len(one.stdout.splitlines()) == 6
    assert len(one.stderr.splitlines()) == 3


def test_build_writes_the_same_with_more_workers(tmp_path: Path) -> None:
    sample = sample_paths()[0].parent
    for workers in (1, 2):
        assert run("build", sample, "-o", tmp_path / f"{workers}.json", "--workers", workers).exit_code == 0
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


def test_the_number_of_workers_is_checked(corpus: Path) -> None:
    assert run("extract", corpus, "--workers", "0").exit_code == 2
