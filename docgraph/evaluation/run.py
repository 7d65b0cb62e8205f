"""One run of ``docgraph evaluate``: an evaluation, beside an earlier run where one is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import frozen

from docgraph.evaluation.comparison import Comparison, compare
from docgraph.evaluation.evaluation import Evaluation, evaluate, read_again
from docgraph.evaluation.figures import Figures
from docgraph.evaluation.reading import read_gold, read_run
from docgraph.evaluation.report import columns, share


@frozen
class EvaluationRun:
    """What a reading is worth now, and against an earlier run."""

    evaluation: Evaluation
    earlier: Evaluation | None = None
    comparison: Comparison | None = None

    def __str__(self) -> str:
        return self.report()

    def report(self, *, misses: bool = False, documents: bool = False) -> str:
        """Return the figures, then what changed since the earlier run, as a person reads them."""
        parts = [self.evaluation.report(misses=misses, documents=documents)]
        if self.earlier is not None:
            parts.append(_before_and_after(self.earlier.figures, self.evaluation.figures))
        if self.comparison is not None:
            parts.append(str(self.comparison))
        return "\n\n".join(parts)

    def record(self, *, misses: bool = True) -> dict[str, Any]:
        """Return the form that programs read."""
        record = self.evaluation.record(misses=misses)
        if self.earlier is not None:
            record["earlier"] = self.earlier.figures.record()
        if self.comparison is not None:
            record["comparison"] = self.comparison.record()
        return record

    def to_json(self, *, misses: bool = True) -> str:
        """Return the form that programs read, as one line of JSON."""
        return json.dumps(self.record(misses=misses), ensure_ascii=False)


def _headline(figures: Figures) -> dict[str, float | None]:
    return {
        "numbered F1": figures.numbered.f1,
        "unnumbered F1": figures.unnumbered.f1,
        "exact span": figures.exact.value,
        **{name: figures.fields[name].value for name in ("type", "date", "issuer", "pinpoint")},
        "relations F1": figures.relations.f1,
        "heading": figures.heading.value,
    }


def _before_and_after(earlier: Figures, now: Figures) -> str:
    before, after = _headline(earlier), _headline(now)
    rows = [("Against the earlier run", "before", "now", "change")]
    for name, value in after.items():
        old = before[name]
        change = f"{value - old:+.4f}" if value is not None and old is not None else ""
        rows.append((name, share(old), share(value), change))
    return columns(rows)


def run_evaluation(gold: str | Path, texts: str | Path, *, against: str | Path | None = None) -> EvaluationRun:
    """Read the texts that have a gold file, lay what was read over the gold, and over the run *against*.

    *gold* is a folder of ``NAME.json``, *texts* one of ``NAME.txt``, *against* a file that ``docgraph extract`` wrote.
    Raises `DocumentReadError` when one of them is not in order.
    """
    marked = read_gold(gold, texts)
    old = read_run(against) if against is not None else None  # before the long work: it may be not in order
    documents = read_again(marked)
    evaluation = evaluate(marked, documents)
    if old is None:
        return EvaluationRun(evaluation)
    return EvaluationRun(evaluation, evaluate(marked, old), compare(old, documents))
