"""A small corpus of invented documents that ships with the package, for trying things out.

Its README.md tells what every document says and which bodies answer, answer late or stay silent.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_paths"]


def sample_paths() -> tuple[Path, ...]:
    """Return the paths of the sample documents, sorted by name.

    >>> [path.name for path in sample_paths()][0]
    '01-quyet-dinh-2468-ttg.txt'
    """
    texts = (entry for entry in files("docgraph.sample").iterdir() if entry.name.endswith(".txt"))
    return tuple(sorted(Path(str(text)) for text in texts))
