"""The command line: documents in, answers out.

Answers go to standard output and nothing else does; progress and errors go to standard error.
Exit status: 0; 1 when an input could not be read, a query found nothing or an audit found errors; 2 for wrong
arguments.
"""

from __future__ import annotations

from docgraph.cli import asking, asking_more, graphs, texts
from docgraph.cli.group import main

__all__ = ["asking", "asking_more", "graphs", "main", "texts"]
