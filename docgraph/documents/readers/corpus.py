"""Many documents: files, folders, globs and ZIP archives, one text after the other."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from attrs import frozen

from docgraph.documents.readers.files import read_bytes, require_regular, text_of_bytes
from docgraph.documents.readers.formats import Format, promised_format, require_agreement
from docgraph.documents.readers.limits import DEFAULT_LIMITS, Limits, format_bytes
from docgraph.documents.readers.packed import expand_member, member_name, open_container
from docgraph.errors import DocumentReadError

if TYPE_CHECKING:
    import zipfile

OnError = Callable[[DocumentReadError], None]


@frozen
class _Found:
    """A file of the corpus: where it is, and the names it may have, the first one that is free is taken."""

    path: Path
    names: tuple[str, ...]


def iter_corpus(
    paths: Iterable[Path | str], on_error: OnError, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[str, str]]:
    """Yield ``(source, text)`` for each document of *paths*, in the order given and sorted within folders.

    A path is a file (read whatever its suffix), a folder (searched to its depths for the suffixes in `SUFFIXES`; hidden
    files and folders are left out), a glob ("reports/**/*.docx") or a ZIP archive.  A source is the path below the
    given folder, or the file as given, with "/" on every system; "archive.zip!/inner.txt" for a member of an archive.
    Should two documents get the same source, the later one carries the name of its folder before it.  A document that
    is reached twice is read once.  What cannot be read goes to *on_error*, and the others are still read.
    """
    for path, source in iter_files(paths, on_error):
        yield from read_found(path, source, on_error, limits)


def iter_files(paths: Iterable[Path | str], on_error: OnError) -> Iterator[tuple[Path, str]]:
    """Yield each file of *paths*, archives among them, with its source, as `iter_corpus` goes through them."""
    seen: set[str] = set()
    taken: set[str] = set()
    for given in paths:
        for found in _find(str(given), on_error):
            identity = _identity(found.path)
            if identity in seen:
                continue
            seen.add(identity)
            source = next((name for name in found.names if name not in taken), _name(found.path))
            taken.add(source)
            yield found.path, source


def _find(given: str, on_error: OnError) -> Iterator[_Found]:
    """Yield the files that one given path stands for."""
    path = Path(given)
    try:
        is_folder, exists = path.is_dir(), os.path.lexists(path)
    except (OSError, ValueError):
        is_folder, exists = False, True  # reading it tells the reason
    if is_folder:
        yield from _find_in_folder(path, on_error)
    elif exists or not glob.has_magic(given):
        yield _Found(path, (_name(path),))
    else:
        matches = [Path(match) for match in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 - Path.glob refuses absolute patterns
        if not matches:
            on_error(DocumentReadError(given, "matches no file; check the pattern."))
        for match in matches:
            if match.is_dir():
                # With "**" a folder and its files both match; the files are named by themselves.
                if "**" not in given:
                    yield from (_Found(found.path, (_name(found.path),)) for found in _find_in_folder(match, on_error))
            elif promised_format(match.name) is not None or not _has_open_end(given):
                yield _Found(match, (_name(match),))


def _has_open_end(pattern: str) -> bool:
    """Tell whether a glob says nothing of suffixes, so that it also matches files that are no documents."""
    return "." not in PurePosixPath(pattern).name


def _find_in_folder(folder: Path, on_error: OnError) -> Iterator[_Found]:
    files: list[Path] = []

    def tell(error: OSError) -> None:
        on_error(DocumentReadError(str(error.filename), "is a folder that may not be read; its files are left out."))

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            Path(place, name)
            for name in names
            if not name.startswith((".", "~$")) and promised_format(name) is not None
        ]
    for path in sorted(files, key=lambda path: path.relative_to(folder).parts):
        below = _name(path.relative_to(folder))
        yield _Found(path, (below, f"{Path(_identity(folder)).name}/{below}"))


def _name(path: Path) -> str:
    """Write a path with "/"; a byte of a file name that is no UTF-8 becomes U+FFFD, so that the name can be printed."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _identity(path: Path) -> str:
    """Return what two paths to one file share."""
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL character in the path; reading it tells the reason
        return str(path)


def read_found(
    path: Path, source: str, on_error: OnError, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[str, str]]:
    """Yield the text of a file that `iter_files` found, or those of an archive."""
    try:
        if promised_format(path.name) is Format.ZIP:
            yield from _read_archive(path, source, on_error, limits)
        else:
            yield source, text_of_bytes(str(path), read_bytes(path, limits), limits)
    except DocumentReadError as error:
        on_error(error)


def _read_archive(path: Path, source: str, on_error: OnError, limits: Limits) -> Iterator[tuple[str, str]]:
    require_regular(path, limits.expanded_bytes)
    with path.open("rb") as file:
        head = file.read(1024)
        if not head:
            raise DocumentReadError(str(path), "is empty: the file has no bytes.")
        require_agreement(str(path), head)
        with open_container(str(path), file, limits) as archive:
            yield from _read_members(path, source, archive, on_error, limits)


def _read_members(
    path: Path, source: str, archive: zipfile.ZipFile, on_error: OnError, limits: Limits
) -> Iterator[tuple[str, str]]:
    named = [(member_name(member), member) for member in archive.infolist() if not member.is_dir()]
    taken: set[str] = set()
    left = limits.expanded_bytes
    for name, member in sorted(named, key=lambda pair: PurePosixPath(pair[0]).parts):
        promised, parts = promised_format(name), PurePosixPath(name).parts
        if promised is None or any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts):
            continue
        place = f"{path}!/{name}"
        reason = None
        if name in taken:
            reason = "stands in the archive more than once; only the first is read."
        elif promised is Format.ZIP:
            reason = "is an archive inside an archive, which is not opened; unpack it."
        elif member.file_size > left:
            most = format_bytes(limits.expanded_bytes)
            reason = f"is not read: the archive expands to more than the limit of {most}; split it."
        taken.add(name)
        if reason is not None:
            on_error(DocumentReadError(place, reason))
            continue
        try:
            data = expand_member(place, archive, member, limits, min(left, limits.file_bytes))
            left -= len(data)
            text = text_of_bytes(place, data, limits)
        except DocumentReadError as error:
            on_error(error)
        else:
            yield f"{source}!/{name}", text
