"""The process from which Spark forks its Python workers, with docgraph loaded and the grammar built once for all.

``spark.python.daemon.module=docgraph.spark.daemon`` saves every worker a second or two, and every task the time in
which a worker would look through all that docgraph has loaded for garbage; in jobs of an hour neither counts.
"""

from __future__ import annotations

import gc

from pyspark.daemon import manager

import docgraph.spark  # noqa: F401 - loaded before the workers are forked
from docgraph.documents import parse_document
from docgraph.graph import build_graph


def main() -> None:
    """Read one document, so that grammar and tables stand ready, and wait for Spark's orders."""
    build_graph([parse_document("", "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy Quảng Ngãi.")])
    gc.collect()
    gc.freeze()  # the workers share these objects and never look through them: they collect after every task
    manager()


if __name__ == "__main__":
    main()
