"""Relations (quan hệ) inside one document: cues, their scope, and the sentence that proves each."""

from docgraph.documents.relations.reading import find_relations

__all__ = ["find_relations"]
