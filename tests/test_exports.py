from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import docgraph

HEAVY = ("networkx", "pyvis", "IPython", "pandas", "lxml", "pypdfium2", "lark", "tqdm")


def loaded_by(*statements: str) -> set[str]:
    code = "\n".join(["import sys", *statements, "print(*sys.modules)"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_the_door_is_sorted_and_whole() -> None:
    assert docgraph.__all__ == sorted(docgraph.__all__)
    assert len(set(docgraph.__all__)) == len(docgraph.__all__)
    for name in docgraph.__all__:
        assert getattr(docgraph, name) is not None, name
        assert name in dir(docgraph)


def test_the_door_shows_nothing_else() -> None:
    assert {name for name in dir(docgraph) if not name.startswith("__")} == set(docgraph.__all__)


SHOWN_BY_EXAMPLE = ("Directive", "DirectiveGraph", "Document", "build_graph", "parse_document", "read_corpus",
                    "read_document", "resolve")  # fmt: skip


@pytest.mark.parametrize("name", docgraph.__all__)
def test_every_name_says_what_it_is(name: str) -> None:
    documented = inspect.getdoc(getattr(docgraph, name)) or ""
    assert documented.splitlines()[0].endswith(".")
    if name in SHOWN_BY_EXAMPLE:
        assert ">>>" in documented


def test_there_is_no_other_name() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        docgraph.nothing_such  # noqa: B018


def test_importing_docgraph_loads_nothing_heavy() -> None:
    assert loaded_by("import docgraph").isdisjoint({*HEAVY, "click", "attrs"})


def test_help_loads_nothing_heavy() -> None:
    statements = ("import docgraph.cli", "docgraph.cli.main(['--help'], standalone_mode=False)")
    assert loaded_by(*statements).isdisjoint(HEAVY)


def test_extract_loads_no_graph_library(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi.", "utf-8")
    loaded = loaded_by("import docgraph.cli", f"docgraph.cli.main(['extract', {str(path)!r}], standalone_mode=False)")
    assert loaded.isdisjoint({"networkx", "pyvis", "IPython", "pandas"})
    assert "lark" in loaded


def test_the_version_is_the_packages() -> None:
    project = Path(__file__).parent.parent / "pyproject.toml"
    if not project.exists():
        pytest.skip("the tests run beside an installed package")
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == docgraph.__version__
