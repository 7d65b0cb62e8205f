"""One file to its text, whatever its format."""

from __future__ import annotations

import stat
from pathlib import Path

from docgraph.documents.readers.formats import Format, require_agreement
from docgraph.documents.readers.limits import DEFAULT_LIMITS, Limits, format_bytes
from docgraph.documents.readers.plain import decode_text
from docgraph.errors import DocumentReadError


def read_text(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the text of one file; every offset that docgraph gives for this file indexes this string.

    Plain text and Markdown come as decoded, line ends untouched.  HTML, DOCX and PDF are turned into text, one line a
    paragraph; ``docgraph text`` prints it.  Raises `DocumentReadError` for a file that is missing, empty, binary,
    damaged, encrypted, beyond a limit, of a format that is not read, or not of the format that its suffix promises.
    """
    return text_of_bytes(str(path), read_bytes(path, limits), limits)


def read_bytes(path: Path | str, limits: Limits) -> bytes:
    """Return the bytes of one regular file within the limit of size."""
    name = str(path)
    size = require_regular(path, limits.file_bytes)
    try:
        with Path(path).open("rb") as file:
            data = file.read(size + 1)
    except PermissionError as error:
        raise DocumentReadError(name, "may not be read: the permission is missing.") from error
    except OSError as error:
        raise DocumentReadError(name, f"cannot be read ({error}).") from error
    if len(data) > size:
        raise DocumentReadError(name, "grew while it was read; read it again when it is complete.")
    return data


def require_regular(path: Path | str, most: int) -> int:
    """Return the size of a regular file; raise for a path that is missing, another thing, or larger than *most*."""
    name = str(path)
    try:
        status = Path(path).stat()
    except FileNotFoundError as error:
        raise DocumentReadError(name, "does not exist; check the path.") from error
    except PermissionError as error:
        raise DocumentReadError(name, "may not be read: the permission is missing.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise DocumentReadError(name, f"cannot be read ({error}).") from error
    if stat.S_ISDIR(status.st_mode):
        raise DocumentReadError(name, "is a folder, not a file; read it as a corpus.")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentReadError(name, "is not a regular file (a device or a pipe); copy its content to a file.")
    if status.st_size > most:
        size = format_bytes(status.st_size)
        raise DocumentReadError(name, f"has {size}, more than the limit of {format_bytes(most)}; split it.")
    return status.st_size


def text_of_bytes(name: str, data: bytes, limits: Limits) -> str:
    """Return the text of a file that is already in memory; *name* gives its suffix and stands in messages."""
    if not data:
        raise DocumentReadError(name, "is empty: the file has no bytes.")
    found = require_agreement(name, data)
    # Each reader loads its library when it runs, so only the formats that are met cost their import.
    match found:
        case Format.HTML:
            from docgraph.documents.readers.html import read_html  # noqa: PLC0415

            return read_html(name, data, limits)
        case Format.DOCX:
            from docgraph.documents.readers.docx import read_docx  # noqa: PLC0415

            return read_docx(name, data, limits)
        case Format.PDF:
            from docgraph.documents.readers.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(name, data, limits)
        case Format.ZIP:
            raise DocumentReadError(name, "is a ZIP archive, not one document; read it as a corpus, or unpack it.")
        case _:
            return decode_text(name, data)
