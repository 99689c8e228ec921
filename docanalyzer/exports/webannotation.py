"""W3C Web Annotation (JSON-LD): an annotation for each labelled span, with quotation and position as selectors.

Positions count Unicode code points of the analysed text, which stands in the file itself, in an annotation of its own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from docanalyzer.core.record import Analysis
from docanalyzer.core.version import __version__
from docanalyzer.exports.codec import to_data
from docanalyzer.exports.jsonfile import encode
from docanalyzer.exports.marks import Mark, annotate

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NAMESPACE = uuid5(NAMESPACE_URL, "docanalyzer web annotation")
_AROUND = 32
_LABEL = (
    "Records of docanalyzer. TextPositionSelector counts Unicode code points (not UTF-16 units, not bytes) of the "
    "analysed text, from 0, end exclusive; the analysed text of each source is the body of its annotation with the "
    "motivation describing."
)


def write_webannotation(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One annotation page; its annotations are written as they come, the collection it belongs to at its end."""
    head = encode({"@context": CONTEXT, "type": "AnnotationPage", "startIndex": 0, "items": []})
    stream.write(head.removesuffix(b"]}"))
    total, seen = 0, _NAMESPACE
    for analysis in analyses:
        for annotation in _annotations(analysis):
            stream.write((b",\n" if total else b"\n") + encode(annotation))
            total += 1
        seen = uuid5(seen, analysis.document.id)
    collection = {
        "id": f"urn:uuid:{uuid5(seen, 'collection')}",
        "type": "AnnotationCollection",
        "label": _LABEL,
        "total": total,
    }
    tail = encode({"id": f"urn:uuid:{uuid5(seen, 'page')}", "partOf": collection})
    stream.write(b"\n],\n" + tail.removeprefix(b"{") + b"\n")


def source_iri(document_id: str) -> str:
    """The name of a source by the SHA-256 of its bytes (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(document_id)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _annotations(analysis: Analysis) -> Iterator[dict[str, Any]]:
    document = analysis.document
    space = uuid5(_NAMESPACE, document.id)
    source = source_iri(document.id)
    generator = {"type": "Software", "name": f"docanalyzer {__version__}"}
    yield {
        "id": f"urn:uuid:{uuid5(space, 'text')}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": generator,
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": document.language,
            "value": document.text,
        },
        "target": {"type": "Text", "id": source, "format": document.media_type},
    }
    records = _records(analysis)
    found = annotate(analysis, "evidence")
    sources: dict[str, list[str]] = {}
    for link in found.links:
        sources.setdefault(link.target, []).append(f"urn:uuid:{uuid5(space, link.source)}")
    for mark in found.marks:
        bodies = [_tag(value) for value in (mark.label, *mark.values)]
        bodies += [_description(records[name]) for name in mark.records if not sources.get(mark.id)]
        bodies += [
            {"type": "SpecificResource", "source": iri, "purpose": "linking"} for iri in sources.get(mark.id, ())
        ]
        people = [{"type": "Person", "name": name} for name in mark.reviewers]
        yield {
            "id": f"urn:uuid:{uuid5(space, mark.id)}",
            "type": "Annotation",
            "motivation": "classifying",
            "generator": generator,
            **({"creator": people} if people else {}),
            "body": bodies,
            "target": {"source": source, "selector": _selectors(document.text, mark)},
        }


def _records(analysis: Analysis) -> dict[str, dict[str, Any]]:
    data = to_data(analysis)
    kinds = ("targets", "figures", "provisions", "deadlines")
    return {record["id"]: record for kind in kinds for record in data[kind]}


def _tag(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _description(record: dict[str, Any]) -> dict[str, Any]:
    value = encode(record).decode()
    return {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}


def _selectors(text: str, mark: Mark) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[mark.start : mark.end],
            "prefix": text[max(0, mark.start - _AROUND) : mark.start],
            "suffix": text[mark.end : mark.end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
    ]
