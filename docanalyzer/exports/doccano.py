"""doccano: one JSON object a line with ``text`` and ``label``, for a project of sequence labelling.

Positions are code points, end exclusive. Labels overlap (a number stands inside a provision): the project needs "allow
overlapping spans". Further keys become metadata there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.jsonfile import encode
from docanalyzer.exports.marks import annotate


def write_doccano(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One document a line."""
    for analysis in analyses:
        document = analysis.document
        line = {
            "text": document.text,
            "label": [[mark.start, mark.end, mark.label] for mark in annotate(analysis).marks],
            "document": document.name,
            "document_id": document.id,
            "title": document.title,
            "language": document.language,
            "issued_on": document.issued_on,
        }
        stream.write(encode(line) + b"\n")
