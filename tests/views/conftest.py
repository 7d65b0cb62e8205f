from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docgraph.views.cascade_page import render_cascade, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docgraph_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def cascades() -> ModuleType:
    """The cascades made up for these tests: `everyday`, `of_size`, `hostile`."""
    return _beside("sample_cascades")


@pytest.fixture(scope="session")
def pages(cascades: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "everyday": cascades.everyday(),
        "hostile": cascades.hostile(),
        "thousand": cascades.of_size(1000),
        "one": cascades.of_size(1),
    }
    return {name: write_page(folder / f"{name}.html", render_cascade(cascade)) for name, cascade in made.items()}


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium = _beside("chromium")
    if (reason := chromium.missing()) is not None:
        pytest.skip(reason)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        driven = chromium.Browser(tmp_path_factory.mktemp("profile"))
    try:
        yield driven
    finally:
        driven.driver.quit()
