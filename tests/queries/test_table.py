from __future__ import annotations

import csv
import io
import sys

import pandas as pd
import pytest

from docgraph.errors import DocgraphError
from docgraph.queries.table import Table

TABLE = Table(("agency", "days"), (("Ban Dân tộc", 13), ("<b>Sở\x1b[31m", None)), "Responses & more")


def test_it_prints() -> None:
    assert str(TABLE).splitlines() == [
        "Responses & more",
        "agency       days",
        "-----------  ----",
        "Ban Dân tộc    13",
        "<b>Sở [31m",
    ]
    assert str(Table(("a", "b"))).splitlines() == ["a  b", "-  -"]


def test_long_values_are_cut_and_wide_letters_counted() -> None:
    assert str(Table(("a",), (("x" * 99,),))).splitlines()[2] == "x" * 59 + "…"
    assert str(Table(("a", "b"), (("国", "c"),))).splitlines() == ["a   b", "--  -", "国  c"]


def test_html_is_escaped() -> None:
    shown = TABLE._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;Sở" in shown
    assert "<caption>Responses &amp; more</caption>" in shown


def test_csv_and_records() -> None:
    assert list(csv.reader(io.StringIO(TABLE.to_csv())))[1] == ["Ban Dân tộc", "13"]
    assert TABLE.to_records()[0] == {"agency": "Ban Dân tộc", "days": 13}
    assert (len(TABLE), next(iter(TABLE))) == (2, ("Ban Dân tộc", 13))


def test_pandas_is_loaded_only_when_asked_for() -> None:
    assert isinstance(TABLE.to_pandas(), pd.DataFrame)


def test_without_pandas_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(DocgraphError, match="pip install pandas"):
        TABLE.to_pandas()
