"""Reading gold files (bản gán nhãn chuẩn) and earlier runs of ``docgraph extract``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from docgraph.errors import DocumentReadError
from docgraph.evaluation.annotations import (
    FIELDS,
    HEADER_FIELDS,
    AnnotatedDocument,
    AnnotatedRelation,
    Annotation,
    plain,
    renumbered,
)
from docgraph.references.nodes import SPECIFIC
from docgraph.text.spans import Span

_SPECIFIC: Final = frozenset(form.value for form in SPECIFIC)


def read_gold(gold: str | Path, texts: str | Path) -> tuple[AnnotatedDocument, ...]:
    """Return the gold files ``NAME.json`` of a folder, each with its text ``NAME.txt``, in the order of their names.

    Raises `DocumentReadError` for a missing folder, a gold file without its text, and a file not in order.
    """
    folder = _folder(gold)
    _folder(texts)
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise DocumentReadError(str(folder), "This folder holds no gold file (NAME.json). Name the folder that does.")
    return tuple(_gold_document(path, Path(texts) / f"{path.stem}.txt") for path in paths)


def read_run(path: str | Path) -> tuple[AnnotatedDocument, ...]:
    """Return the documents of an earlier run: the lines that ``docgraph extract`` wrote to a file."""
    documents = []
    for number, line in enumerate(_read(Path(path)).split("\n"), start=1):
        if line.strip():
            record = _json(line, f"{path}, line {number}")
            documents.append(from_record(record, f"{path}, line {number}"))
    return tuple(documents)


def from_record(record: Any, where: str = "record") -> AnnotatedDocument:
    """Return one object of ``docgraph extract`` in the common form; anaphora and classes of documents are left out."""
    source = _mapping(record, where).get("source")
    if not isinstance(source, str):
        raise DocumentReadError(where, "The record names no source. Give the output of docgraph extract.")
    given = _list(record, "references", where)
    kept = [index for index, one in enumerate(given) if _mapping(one, where).get("form", "numbered") in _SPECIFIC]
    place = {old: new for new, old in enumerate(kept)}
    references = tuple(_annotation(given[index], "", f"{where}, reference {index}") for index in kept)
    relations = _relations(record, len(given), where)
    header = _mapping(record.get("header") or {}, where)
    return AnnotatedDocument(
        source,
        references,
        renumbered(((one.subject, one.kind, one.object, one.optional) for one in relations), place),
        {name: plain(header.get(name)) for name in HEADER_FIELDS},
    )


def _gold_document(path: Path, text_path: Path) -> AnnotatedDocument:
    record = _mapping(_json(_read(path), str(path)), str(path))
    if not text_path.is_file():
        raise DocumentReadError(str(text_path), f"The text of {path.name} is missing. Name the folder that holds it.")
    text = _read(text_path)
    given = _list(record, "references", str(path))
    references = tuple(_annotation(one, text, f"{path}, reference {index}") for index, one in enumerate(given))
    for index, reference in enumerate(references):
        if not 0 <= reference.span.start < reference.span.end <= len(text):
            raise DocumentReadError(
                f"{path}, reference {index}",
                f"It spans {reference.span.start} to {reference.span.end}, but the text has {len(text)} characters.",
            )
    relations = _relations(record, len(given), str(path)) if "relations" in record else None
    header = _mapping(record.get("header") or {}, str(path))
    heading = {name: plain(header[name]) for name in HEADER_FIELDS if name in header}
    return AnnotatedDocument(text_path.name, references, relations, heading, text)


def _annotation(record: Any, text: str, where: str) -> Annotation:
    given = _mapping(record, where)
    start, end = given.get("start"), given.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise DocumentReadError(where, "It has no start and end. Give both as whole numbers of characters.")
    span = Span(start, end)
    return Annotation(
        span,
        span.of(text) if text else str(given.get("text") or ""),
        {name: plain(given[name]) for name in FIELDS if name in given},
        optional=bool(given.get("optional")),
        generic=bool(given.get("generic")),
    )


def _relations(record: Mapping[str, Any], references: int, where: str) -> tuple[AnnotatedRelation, ...]:
    found = []
    for index, one in enumerate(_list(record, "relations", where)):
        given = _mapping(one, where)
        subject, target = given.get("subject"), given.get("object")
        for end in (subject, target):
            if end != "self" and not (isinstance(end, int) and 0 <= end < references):
                raise DocumentReadError(f"{where}, relation {index}", f"{end!r} is no reference of the file.")
        if isinstance(target, int):
            kind = str(given.get("relation"))
            found.append(
                AnnotatedRelation(
                    subject if isinstance(subject, int) else None, kind, target, bool(given.get("optional"))
                )
            )
    return tuple(found)


def _folder(path: str | Path) -> Path:
    folder = Path(path)
    if not folder.is_dir():
        raise DocumentReadError(str(folder), "There is no such folder. Check the path.")
    return folder


def _read(path: Path) -> str:
    """Return a file to the character: line ends stay, because spans count them."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except OSError as error:
        raise DocumentReadError(str(path), f"It cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise DocumentReadError(str(path), f"It is not UTF-8 (byte {error.start}). Convert it to UTF-8.") from error


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentReadError(where, f"It is not JSON: {error}.") from error


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise DocumentReadError(where, f"It should be a JSON object, not {type(value).__name__}.")
    return value


def _list(record: Mapping[str, Any], name: str, where: str) -> list[Any]:
    value = record.get(name) or []
    if not isinstance(value, list):
        raise DocumentReadError(where, f"“{name}” should be a list, not {type(value).__name__}.")
    return value


def by_name(documents: Iterable[AnnotatedDocument]) -> dict[str, AnnotatedDocument]:
    """Return the documents by name; two of one name are an error, because none could be told from the other."""
    found: dict[str, AnnotatedDocument] = {}
    for document in documents:
        if document.name in found:
            raise DocumentReadError(
                document.source, f"{found[document.name].source} has the same name. Give each text a name of its own."
            )
        found[document.name] = document
    return found
