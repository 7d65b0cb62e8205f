"""What networkx asks of docgraph while it is imported: which functions run on a compact graph.  Imports nothing."""

from __future__ import annotations

from typing import Any, Final

FUNCTIONS: Final = (
    "ancestors",
    "bfs_layers",
    "descendants",
    "descendants_at_distance",
    "has_path",
    "shortest_path_length",
    "single_source_shortest_path_length",
    "single_target_shortest_path_length",
)
"""The functions of networkx that docgraph runs itself."""


def backend_info() -> dict[str, Any]:
    """Return what networkx shows of this backend in its documentation."""
    return {
        "backend_name": "docgraph",
        "project": "docgraph",
        "package": "docgraph",
        "short_summary": "Closures, levels and distances on compact graphs of tens of millions of citations.",
        "functions": {name: {} for name in FUNCTIONS},
    }
