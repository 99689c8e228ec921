"""brat: a zip with ``NAME.txt`` and ``NAME.ann`` for each document, ``annotation.conf`` and ``visual.conf``.

Positions are code points. brat reads annotations line by line, so that a span over a line end or a tab is written in
fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.archive import Archive, Names
from docanalyzer.exports.marks import LABELS, LINKS, Mark, annotate
from docanalyzer.exports.plain import one_line, utf8

# Every character that Python, in which brat is written, takes for a line end.
_PIECE = re.compile(r"[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def write_brat(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """Configuration, then two files for each document as it comes."""
    names = Names()
    with Archive(stream) as archive:
        archive.add("annotation.conf", _annotation_conf().encode())
        archive.add("visual.conf", _visual_conf().encode())
        for analysis in analyses:
            name = names.take(analysis.document.name)
            archive.add(f"{name}.txt", utf8(analysis.document.text))
            archive.add(f"{name}.ann", utf8("".join(f"{line}\n" for line in _lines(analysis))))


def _lines(analysis: Analysis) -> Iterator[str]:
    found = annotate(analysis)
    number = {mark.id: index for index, mark in enumerate(found.marks, 1)}
    for mark in found.marks:
        pieces = list(_fragments(analysis.document.text, mark))
        places = ";".join(f"{start} {end}" for start, end, _ in pieces)
        yield f"T{number[mark.id]}\t{mark.label} {places}\t{' '.join(text for _, _, text in pieces)}"
    for index, link in enumerate(found.links, 1):
        yield f"R{index}\t{link.kind} Arg1:T{number[link.source]} Arg2:T{number[link.target]}"
    noted = [(mark, note) for mark in found.marks for note in (*mark.notes, *mark.values)]
    for index, (mark, note) in enumerate(noted, 1):
        yield f"#{index}\tAnnotatorNotes T{number[mark.id]}\t{one_line(note)}"


def _fragments(text: str, mark: Mark) -> Iterator[tuple[int, int, str]]:
    """The pieces of a span between line ends and tabs, which part the fields of a line."""
    for piece in _PIECE.finditer(text, mark.start, mark.end):
        yield piece.start(), piece.end(), piece[0]


def _annotation_conf() -> str:
    numbers = "|".join(label.id for label in LABELS if label.group == "number")
    return "\n".join(
        [
            "[entities]",
            *(label.id for label in LABELS),
            "",
            "[relations]",
            # Marks lie inside each other on purpose.
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            *(f"{name}\tArg1:{numbers}, Arg2:{slot}" for slot, name in LINKS.items()),
            "",
            "[events]",
            "",
            "[attributes]",
            "",
        ]
    )


def _visual_conf() -> str:
    return "\n".join(
        [
            "[labels]",
            *(f"{label.id} | {label.en} | {label.zh}" for label in LABELS),
            "",
            "[drawing]",
            *(f"{label.id}\tbgColor:{label.color}" for label in LABELS),
            "",
        ]
    )
