"""RIS: the documents as references for Zotero, EndNote and others; UTF-8, lines end in CR LF as the format asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from docanalyzer.core.record import Analysis, DocumentKind
from docanalyzer.exports.plain import utf8
from docanalyzer.exports.references import GENRES, Reference, references

_TYPES: dict[DocumentKind, str] = {"law": "STAT", "news": "NEWS", "ndc": "RPRT", "work_report": "RPRT"}
_DEFAULT = "GOVDOC"


def write_ris(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One reference after the other."""
    stream.writelines(map(_entry, references(analyses)))


def _entry(reference: Reference) -> bytes:
    return utf8("".join(f"{tag}  - {value}\r\n" for tag, value in _tags(reference)) + "\r\n")


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(reference.kind, _DEFAULT)
    yield "TY", kind
    yield "ID", reference.key
    yield "TI", reference.title
    for author in reference.authors:
        yield "AU", author
    if reference.date:
        year, month, day = reference.date
        yield "PY", f"{year:04}"
        yield "DA", f"{year:04}/{month:02}/{day:02}"
    if reference.number:
        # Zotero takes the number of a law from M1, that of a report from SN.
        yield ("M1" if kind == "STAT" else "SN"), reference.number
    if kind in {"GOVDOC", "RPRT"}:
        if reference.authors:
            yield "PB", "; ".join(reference.authors)
        if genre := GENRES[reference.kind]:
            yield "M3", genre
    yield "LA", reference.language
    yield "N1", f"{reference.file}; SHA-256 {reference.sha256}"
    yield "ER", ""
