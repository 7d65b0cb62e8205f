"""Writing that never leaves a file half written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from docgraph.errors import FileError


class WriteError(FileError):
    """A file could not be written: says which one and why."""


def write_atomically(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write *content* beside *path* and put it in its place when it is complete; text is UTF-8 with plain line ends."""
    target = Path(path)
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise WriteError(str(target), "This is a folder. Name a file in it.")
            target.write_bytes(raw)  # a device or pipe such as /dev/stdout cannot be replaced
            return target
        final = target.resolve()  # a link keeps pointing at its file
        handle, name = tempfile.mkstemp(prefix=f".{final.name}.", suffix=".part", dir=final.parent)
    except OSError as error:
        raise WriteError(str(target), f"It cannot be written: {error.strerror or error}.") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(final.stat().st_mode & 0o777 if final.exists() else 0o666 & ~_umask())
        beside.replace(final)
    except OSError as error:
        raise WriteError(str(target), f"It cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
    return target


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
