"""ZIP containers (archives and DOCX packages), opened and expanded within limits."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from typing import IO, Final

from docgraph.documents.readers.limits import MEGABYTE, Limits, format_bytes
from docgraph.documents.readers.plain import vietnamese_1258
from docgraph.errors import DocumentReadError

_END_RECORD: Final = b"PK\x05\x06"
_MAX_DIRECTORY_BYTES: Final = 32 * MEGABYTE
_CHUNK: Final = 64 * 1024
_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 0x1


def open_container(name: str, file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """Open a ZIP container; raise for one that is cut off, damaged or has too many members."""
    # The directory is read into memory as a whole when the container is opened, so its size is looked at before.
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    end = tail.rfind(_END_RECORD)
    if end < 0:
        reason = "is cut off or damaged: a ZIP container ends with a directory, and this one has none"
        raise DocumentReadError(name, f"{reason}. Copy or download it again.")
    directory_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    members = int.from_bytes(tail[end + 10 : end + 12], "little")
    # Larger containers put 0xFFFFFFFF and 0xFFFF here and the true numbers elsewhere; no corpus is that large.
    if directory_bytes > _MAX_DIRECTORY_BYTES or (members != 0xFFFF and members > limits.archive_members):
        raise DocumentReadError(name, f"has more members than the limit of {limits.archive_members}; split it.")
    file.seek(0)
    try:
        container = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise DocumentReadError(name, f"is a damaged ZIP container ({error}). Copy or download it again.") from error
    if len(container.infolist()) > limits.archive_members:
        raise DocumentReadError(name, f"has more members than the limit of {limits.archive_members}; split it.")
    return container


def expand_member(
    name: str, container: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, most: int | None = None
) -> bytes:
    """Return the bytes of one member, never more than *most* (by default what one file may have)."""
    most = limits.file_bytes if most is None else most
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise DocumentReadError(name, "is encrypted with a password; unpack it first.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        reason = f"is packed with method {member.compress_type}, which docgraph does not unpack"
        raise DocumentReadError(name, f"{reason}; pack it again with the common method (deflate).")
    _require_modest(name, member.file_size, member.compress_size, most, limits)
    parts: list[bytes] = []
    expanded = 0
    try:
        with container.open(member) as stream:
            # The size that the directory states may lie, so what really comes out is counted.
            while chunk := stream.read(_CHUNK):
                expanded += len(chunk)
                _require_modest(name, expanded, member.compress_size, most, limits)
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise DocumentReadError(name, f"is damaged and cannot be unpacked ({error}). Copy it again.") from error
    return b"".join(parts)


def _require_modest(name: str, expanded: int, packed: int, most: int, limits: Limits) -> None:
    if expanded > most:
        raise DocumentReadError(name, f"expands to more than the limit of {format_bytes(most)}; it is not read.")
    if expanded > MEGABYTE and expanded > packed * limits.expansion_ratio:
        reason = f"expands to more than {limits.expansion_ratio} times its packed size, as a ZIP bomb does"
        raise DocumentReadError(name, f"{reason}; it is not read.")


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; one without the UTF-8 flag may be UTF-8 or Windows-1258 all the same.

    >>> member_name(zipfile.ZipInfo("Báo cáo.txt".encode().decode("cp437")))
    'Báo cáo.txt'
    """
    name = member.filename
    if not member.flag_bits & _UTF8_FLAG and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""  # the name was not read as code page 437: it is right as it is
        try:
            name = raw.decode("utf-8") or name
        except UnicodeDecodeError:
            name = vietnamese_1258(raw) or name
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
