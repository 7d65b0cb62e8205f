"""Cascades on Spark: everything that follows from a directive, level by level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from docgraph.errors import DocgraphError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def cascade(
    edges: DataFrame,
    start: str | Iterable[str],
    hops: int | None = None,
    *,
    relations: Iterable[str] | None = None,
    towards: Literal["citing", "cited"] = "citing",
) -> DataFrame:
    """Return what can be reached from *start*, a key or several: one row a directive, with its ``key`` and ``depth``.

    *edges* is a table with columns ``citing``, ``cited`` and ``relation``, as `ResolvedCorpus.edges` gives it.  The
    cascade runs towards the documents that cite; ``towards="cited"`` runs to what a document rests on.  *hops* ends it
    after so many levels, *relations* follows these alone.  The start itself has depth 0.  Every level is one job: for
    many questions bring the edges to one machine (`ResolvedCorpus.to_compact`), where each takes milliseconds.
    """
    if towards not in {"citing", "cited"}:
        message = f'There is no way towards {towards!r}. Say towards="citing" or towards="cited".'
        raise DocgraphError(message)
    begin = [start] if isinstance(start, str) else list(start)
    if relations is not None:
        edges = edges.where(edges["relation"].isin([str(relation) for relation in relations]))
    behind = "cited" if towards == "citing" else "citing"
    ways = edges.select(edges[behind].alias("key"), edges[towards].alias("next")).distinct()
    if hops != 0:
        ways = ways.persist()
    rows = [(key, 0) for key in dict.fromkeys(begin)]
    level = seen = edges.sparkSession.createDataFrame(rows, "key string, depth int")
    depth = 0
    while hops is None or depth < hops:
        depth += 1
        reached = level.join(ways, "key").selectExpr("next AS key", f"CAST({depth} AS INT) AS depth").distinct()
        level = reached.join(seen, "key", "left_anti").localCheckpoint()
        if level.isEmpty():
            break
        seen = seen.unionAll(level).localCheckpoint()
    ways.unpersist()
    return seen
