"""The report as JSON, and its schema."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from docanalyzer.comparison.report import Report
from docanalyzer.exports.codec import plain, schema_of


def write_json(report: Report, stream: BinaryIO, wording: object = None, /) -> None:
    """The report as one JSON object, in the form of :func:`report_schema`; its words are ids, whatever the wording."""
    del wording
    stream.write(json.dumps(plain(report, Report), ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n")


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    return schema_of(
        Report,
        "docanalyzer comparison",
        "Pairs of records of two documents with a verdict, seen from left to right, and its reason. Records have the "
        "form of the docanalyzer export; either side of a pair may be null.",
    )
