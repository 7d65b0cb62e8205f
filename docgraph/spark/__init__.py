"""The distributed engine: extraction, resolution and cascades on Spark (``pip install docgraph[spark]``).

::

    df(id, text) ── extract ──> documents ── resolve ──> verdicts, directives, edges ── cascade ──> key, depth
                                                        └──> to_graph, to_compact: on one machine

Each gives what one machine gives: the same references as `docgraph.find_references`, the same verdicts, and the same
graph as `docgraph.build_graph`.  Spark and Java are loaded by the caller, who brings the tables; the documentation
tells how a cluster is set up.
"""

from __future__ import annotations

from docgraph.spark.cascading import cascade
from docgraph.spark.extraction import extract
from docgraph.spark.resolution import ResolvedCorpus, resolve

__all__ = ["ResolvedCorpus", "cascade", "extract", "resolve"]
