"""The page of questions is what its script writes."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "make_questions.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_questions", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def written(script) -> str:
    with script.sample_folder():
        return script.page()


def test_the_page_is_up_to_date(script, written) -> None:
    assert script.PAGE.read_text("utf-8") == written, "Write it again with: python docs/make_questions.py"


def test_there_are_twenty_five_sections_in_order(written) -> None:
    headings = re.findall(r"^## (\d+)\. \S.*$", written, re.MULTILINE)
    assert headings == [str(number) for number in range(1, 26)]
    for section in re.split(r"^## ", written, flags=re.MULTILINE)[1:]:
        assert "```python" in section
        assert "$ docgraph " in section


def test_every_call_runs(script, written) -> None:
    import docgraph as dg  # noqa: PLC0415 - the name that the page uses

    with script.sample_folder():
        for question in script.QUESTIONS:
            exec(question.call, {"dg": dg, "graph": dg.read_graph("sample.json")})  # the page's own code
