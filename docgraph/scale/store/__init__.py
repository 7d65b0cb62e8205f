"""The store: a corpus in one SQLite file, brought in step with what has changed, and asked without loading it."""

from __future__ import annotations

from docgraph.scale.store.opened import StoredGraph, open_store
from docgraph.scale.store.updating import Update, build_store, store_documents, update_store

__all__ = ["StoredGraph", "Update", "build_store", "open_store", "store_documents", "update_store"]
