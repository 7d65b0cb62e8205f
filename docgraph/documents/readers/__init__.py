"""Files to text: plain text, Markdown, HTML, DOCX and PDF, one by one or as a corpus.

::

    path ──> files ──> formats (suffix and content agree?) ──> plain | html | docx | pdf ──> str
    paths ─> corpus (folders, globs, archives) ──> files

The string that a reader returns is what every offset indexes.  All that is refused is refused with a
`DocumentReadError`; what one file may cost in memory and time stands in `Limits`.  The format libraries
(lxml, pypdfium2) are loaded when the first file of their format is read.
"""

from __future__ import annotations

from docgraph.documents.readers.corpus import iter_corpus
from docgraph.documents.readers.files import read_text
from docgraph.documents.readers.formats import SUFFIXES, Format
from docgraph.documents.readers.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "SUFFIXES", "Format", "Limits", "iter_corpus", "read_text"]
