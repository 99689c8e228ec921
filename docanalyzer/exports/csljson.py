"""CSL-JSON: the documents as references for Zotero, Pandoc and every processor of CSL styles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from docanalyzer.core.record import Analysis, DocumentKind
from docanalyzer.exports.jsonfile import encode
from docanalyzer.exports.references import GENRES, Reference, references

_TYPES: dict[DocumentKind, str] = {"law": "legislation", "news": "article-newspaper"}
_DEFAULT = "report"


def write_csljson(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One array of items."""
    opening = b"["
    for reference in references(analyses):
        stream.write(opening + b"\n" + encode(_item(reference)))
        opening = b","
    stream.write((b"[" if opening == b"[" else b"\n") + b"]\n")


def _item(reference: Reference) -> dict[str, Any]:
    kind = _TYPES.get(reference.kind, _DEFAULT)
    item = {
        "id": reference.key,
        "type": kind,
        "title": reference.title,
        "author": [{"literal": author} for author in reference.authors],
        "issued": {"date-parts": [list(reference.date)]} if reference.date else None,
        "number": reference.number,
        "genre": GENRES[reference.kind] if kind == "report" else None,
        "publisher": "; ".join(reference.authors) if kind == "report" else None,
        "language": reference.language,
        "note": f"{reference.file}; SHA-256 {reference.sha256}",
    }
    return {name: value for name, value in item.items() if value}
