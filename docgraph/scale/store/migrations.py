"""What brings a store from each version to the next: SQL by the version it starts from."""

from __future__ import annotations

from typing import Final

MIGRATIONS: Final[dict[int, str]] = {}
