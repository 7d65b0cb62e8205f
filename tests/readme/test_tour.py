"""What the README shows is what one gets: its tour is run from top to bottom and every answer compared.

The blocks below ``<!-- tour -->`` are run in one folder.  In a ``console`` block a line that begins with ``$`` is a
command, and what follows is its answer.  A line "…" stands for lines that are left out; a line that ends in "…" is
cut.  After a change of the answers, ``python tests/readme/test_tour.py`` writes them anew; read them before you keep them.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest
from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- tour -->\n)```(console|python)\n(.*?)```\n", re.DOTALL)
CUT = "…"


@frozen
class Command:
    """One command of a console block and the answer that the README gives."""

    words: str
    answer: tuple[str, ...]


def commands_of(block: str) -> tuple[Command, ...]:
    """Return the commands of a console block."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return tuple(Command(words, tuple(answer)) for words, answer in found)


def environment() -> dict[str, str]:
    """Return an environment where ``docgraph`` and ``python`` are the ones that run this test."""
    here = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join((here, os.environ.get("PATH", ""))), "PYTHONIOENCODING": "utf-8"}


def run(command: str, folder: Path) -> tuple[str, ...]:
    """Return the lines that a command prints, as a terminal shows them."""
    done = subprocess.run(
        shlex.split(command), cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120,
    )  # fmt: skip
    return tuple(line.rstrip() for line in done.stdout.decode("utf-8").splitlines())


def same(shown: str, line: str) -> bool:
    """Tell whether a line of the README stands for a line that was printed."""
    return shown == line or (shown.endswith(CUT) and line.startswith(shown[:-1]))


def fits(shown: tuple[str, ...], lines: tuple[str, ...]) -> bool:
    """Tell whether an answer of the README stands for what was printed."""
    if CUT not in shown:
        return len(shown) == len(lines) and all(map(same, shown, lines))
    before, after = shown[: shown.index(CUT)], shown[shown.index(CUT) + 1 :]
    if len(before) + len(after) > len(lines):
        return False
    return all(map(same, before, lines)) and all(map(same, reversed(after), reversed(lines)))


def anew(shown: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was printed, cut as the README cuts it."""
    if CUT not in shown:
        return tuple(_cut_like(old, new) for old, new in zip(shown, lines, strict=False)) + lines[len(shown) :]
    at = shown.index(CUT)
    after = shown[at + 1 :]
    last = lines[len(lines) - len(after) :]
    return (*map(_cut_like, shown[:at], lines), CUT, *map(_cut_like, after, last))


def _cut_like(old: str, new: str) -> str:
    if same(old, new):
        return old
    return f"{new[: len(old) - 1]}{CUT}" if old.endswith(CUT) and len(new) > len(old) else new


def run_python(code: str, folder: Path) -> None:
    """Run a Python block as a reader would, in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_tour_gives_the_answers_that_the_readme_shows(tmp_path: Path):
    blocks = BLOCK.findall(README.read_text("utf-8"))
    assert {kind for kind, _ in blocks} == {"console", "python"}
    for kind, block in blocks:
        if kind == "python":
            run_python(block, tmp_path)
            continue
        for command in commands_of(block):
            lines = run(command.words, tmp_path)
            told = "\n".join(lines)
            assert fits(command.answer, lines), f"$ {command.words}\n{told}\n(to take it over: python {__file__})"


@pytest.mark.parametrize(
    ("shown", "lines", "fitting"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a",), ("a", "b"), False),
        (("a", "…", "d"), ("a", "b", "c", "d"), True),
        (("a", "…", "d"), ("a", "b", "c"), False),
        (("a", "…", "a"), ("a",), False),
        (("abc…",), ("abcdef",), True),
        (("abc…",), ("abd",), False),
        ((), (), True),
    ],
)
def test_how_answers_are_compared(shown, lines, fitting):
    assert fits(shown, lines) is fitting


def test_new_answers_are_cut_as_the_old_ones_were():
    assert anew(("a", "…", "xy…"), ("b", "1", "2", "zzzz")) == ("b", "…", "zz…")
    assert fits(anew(("a", "b"), ("a", "c", "d")), ("a", "c", "d"))


def test_the_table_of_commands_names_each_command_once():
    from docgraph.cli import main  # noqa: PLC0415

    assert isinstance(main, click.Group)
    named = re.findall(r"^\| `docgraph (\w+)", README.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(main.commands)


def test_links_and_pictures_lead_to_files():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text("utf-8"))
    assert "docs/images/cascade.png" in targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_notebook_is_named():
    text = README.read_text("utf-8")
    assert [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.name not in text] == []


def test_the_picture_is_small_and_as_wide_as_a_page():
    png = (ROOT / "docs" / "images" / "cascade.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20]) == 1200
    assert len(png) <= 150_000


def test_the_python_blocks_are_python():
    for block in re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL):
        ast.parse(block)


def write_anew() -> None:
    """Write the answers that the commands give now into the README."""
    with tempfile.TemporaryDirectory() as folder:

        def replaced(found: re.Match[str]) -> str:
            if found[1] == "python":
                return found[0]
            out = io.StringIO()
            for command in commands_of(found[2]):
                lines = anew(command.answer, run(command.words, Path(folder)))
                out.write("".join(f"{line}\n" for line in (f"$ {command.words}", *lines)))
            return f"```console\n{out.getvalue()}```\n"

        README.write_text(BLOCK.sub(replaced, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write_anew()
