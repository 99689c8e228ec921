"""Label Studio: a zip with ``tasks.json`` (texts with predictions) and ``labelling-config.xml``.

Label Studio counts UTF-16 units: positions are turned into them here. Regions overlap, and relations lead from a number
to its indicator, period and starting point.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from docanalyzer.core.record import Analysis
from docanalyzer.core.version import __version__
from docanalyzer.exports.archive import Archive
from docanalyzer.exports.jsonfile import encode
from docanalyzer.exports.marks import LABELS, LINKS, annotate
from docanalyzer.exports.plain import Utf16Positions

_README = """\
Label Studio: create a project, paste labelling-config.xml under Settings > Labeling Interface > Code,
then import tasks.json. The records stand there as predictions; start and end count UTF-16 units.
"""


def write_labelstudio(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """Configuration, then one task for each document as it comes."""
    with Archive(stream) as archive:
        archive.add("README.txt", _README.encode())
        archive.add("labelling-config.xml", labelling_config().encode())
        with archive.open("tasks.json") as tasks:
            opening = b"["
            for analysis in analyses:
                tasks.write(opening + b"\n" + encode(_task(analysis)))
                opening = b","
            tasks.write((b"[" if opening == b"[" else b"\n") + b"]\n")


def labelling_config() -> str:
    """The XML of the labelling interface: every label and relation that a task may use."""
    labels = "\n".join(
        f"    <Label value={quoteattr(label.id)} background={quoteattr(label.color)}"
        f" hint={quoteattr(f'{label.en} / {label.zh}')}/>"
        for label in LABELS
    )
    relations = "\n".join(f"    <Relation value={quoteattr(name)}/>" for name in LINKS.values())
    return (
        "<View>\n"
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>\n"
        '  <Header value="$document"/>\n'
        f"  <Relations>\n{relations}\n  </Relations>\n"
        f'  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        "</View>\n"
    )


def _task(analysis: Analysis) -> dict[str, Any]:
    document = analysis.document
    found = annotate(analysis)
    units = Utf16Positions(document.text)
    regions = [
        {
            "id": mark.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": units(mark.start),
                "end": units(mark.end),
                "text": document.text[mark.start : mark.end],
                "labels": [mark.label],
            },
            "meta": {"text": list(mark.notes or mark.values)},
        }
        for mark in found.marks
    ]
    relations = [
        {"type": "relation", "from_id": link.source, "to_id": link.target, "direction": "right", "labels": [link.kind]}
        for link in found.links
    ]
    return {
        "data": {
            "text": document.text,
            "document": document.name,
            "document_id": document.id,
            "title": document.title or "",
            "language": document.language,
            "issued_on": document.issued_on or "",
        },
        "predictions": [{"model_version": f"docanalyzer {__version__}", "result": [*regions, *relations]}],
    }
