"""Frictionless data package: a zip of CSV tables and texts with ``datapackage.json``, which describes every column."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO, Any, BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.core.version import __version__
from docanalyzer.exports.archive import Archive
from docanalyzer.exports.csvfile import cells
from docanalyzer.exports.dictionary import ABOUT, meaning
from docanalyzer.exports.jsonfile import encode
from docanalyzer.exports.plain import utf8
from docanalyzer.exports.rows import SHEETS, Table

_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
_DESCRIPTION = (
    "Records of policy documents. start and end count Unicode code points into the text of the document "
    "(texts/<document_id>.txt), end exclusive. Empty cells mean that the text does not say. A text that a spreadsheet "
    "would run as a formula, or that begins with an apostrophe, is led by one apostrophe: take one leading apostrophe "
    "away to get the text."
)


def write_datapackage(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """Texts are written as they come; the tables grow in temporary files and follow after the last document."""
    texts: dict[str, dict[str, Any]] = {}
    with Archive(stream) as archive, ExitStack() as files:
        tables = [(table, files.enter_context(tempfile.TemporaryFile())) for table in SHEETS]
        for table, file in tables:
            _append(file, [table.header])
        for analysis in analyses:
            document = analysis.document
            if document.id not in texts:
                data = utf8(document.text)
                texts[document.id] = _text_resource(document.id, data)
                archive.add(f"texts/{document.id}.txt", data)
            for table, file in tables:
                _append(file, (cells(row) for row in table.rows(analysis)))
        resources = []
        for table, file in tables:
            resources.append(_table_resource(table, file))
            archive.add_file(f"data/{table.name}.csv", file)
        archive.add("datapackage.json", encode(_descriptor([*resources, *texts.values()]), indent=1) + b"\n")


def _append(file: IO[bytes], rows: Iterable[Iterable[object]]) -> None:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(rows)
    file.write(utf8(lines.getvalue()))


def _descriptor(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "docanalyzer-export",
        "title": "docanalyzer export",
        "description": _DESCRIPTION,
        "version": __version__,
        "resources": resources,
    }


def _table_resource(table: Table, file: IO[bytes]) -> dict[str, Any]:
    size = file.tell()
    file.seek(0)
    english, chinese = ABOUT[table.name]
    return {
        "name": table.name,
        "path": f"data/{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": f"{table.name} / {chinese}",
        "description": english,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}",  # type: ignore[arg-type]
        "schema": {"fields": [_field(table, column) for column in table.header], "missingValues": [""]},
    }


def _field(table: Table, column: str) -> dict[str, Any]:
    found = meaning(table, column)
    return {"name": column, "type": _TYPES[found.type], "title": found.zh, "description": found.en}


def _text_resource(document_id: str, data: bytes) -> dict[str, Any]:
    return {
        "name": f"text-{document_id}",
        "path": f"texts/{document_id}.txt",
        "profile": "data-resource",
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
