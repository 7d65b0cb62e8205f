"""The layout of a document (thể thức văn bản): its header fields and its regions."""

from docgraph.documents.layout.header import find_regions, read_header, read_layout
from docgraph.documents.layout.regions import Regions

__all__ = ["Regions", "find_regions", "read_header", "read_layout"]
