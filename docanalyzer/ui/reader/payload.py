"""The document as the reader's script wants it: paragraphs cut into runs, each run with the marks it carries.

All cutting happens here, in code points: a script counts UTF-16 units, which are others as soon as a text has a
character beyond the first 65,536. The script gets pieces of text and puts them into the page as text.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docanalyzer.core.record import Analysis, Section
from docanalyzer.ui.reader.marks import KINDS, Mark, find_marks

# A run-in heading ("Article 3 The agency shall …") is longer than its title; a heading line is hardly.
_HEADING_REST = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph in which nothing begins or ends; ``marks`` are indexes into the list of marks."""

    start: int
    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text. ``level`` is that of a heading (0: none), ``page`` is set where a page begins.

    ``cells`` holds the runs of each cell where the line is the row of a table, ``runs`` is then empty.
    """

    start: int
    level: int
    page: int | None
    runs: tuple[Run, ...]
    cells: tuple[tuple[Run, ...], ...]


def paragraphs(analysis: Analysis, marks: Sequence[Mark]) -> list[Paragraph]:
    """Every line of the text in order, empty ones too, cut where a mark begins or ends."""
    text = analysis.document.text
    cutter = _Cutter(text, marks)
    headings = {section.start: section for section in analysis.document.sections}
    page_starts = {page.start: page.number for page in analysis.document.pages if page.end > page.start}
    paged = sorted(page_starts)
    lines = list(_lines(text))
    rows = _table_rows(text, lines)
    made = []
    for index, (start, end) in enumerate(lines):
        first = bisect_left(paged, start)
        page = page_starts[paged[first]] if first < len(paged) and paged[first] <= end else None
        if index in rows:
            made.append(Paragraph(start, 0, page, (), tuple(cutter.cells(start, end))))
        else:
            level = _level(text, start, end, headings)
            made.append(Paragraph(start, level, page, cutter.runs(start, end), ()))
    return made


def payload(analysis: Analysis, words: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    """What the document component is given: a line with a digest of the rest, then JSON (UTF-8).

    ``words`` are the texts of the reader itself in the language of the screens, ``names`` one line for each record id.
    The digest lets the script see at once that it already shows this document.
    """
    marks = find_marks(analysis)
    records = list(dict.fromkeys(mark.record for mark in sorted(marks, key=_order)))
    number = {record: index for index, record in enumerate(records)}
    first = {mark.record: mark for mark in reversed(marks) if mark.slot == "evidence"}
    body = {
        "document": analysis.document.id,
        "lang": _LANG.get(analysis.document.language, "en"),
        "length": len(analysis.document.text),
        "words": dict(words),
        "marks": [[mark.kind, mark.slot, number[mark.record]] for mark in marks],
        "records": [
            [record, first[record].kind, first[record].start, names.get(record, "")] if record in first else [record]
            for record in records
        ],
        "paragraphs": [_plain(paragraph) for paragraph in paragraphs(analysis, marks)],
    }
    return packed(body)


def packed(body: Mapping[str, object]) -> bytes:
    """Data for a component that does not change with every run: a line with a digest of the rest, then JSON."""
    # A half of a surrogate pair, which a damaged file can hold, has no UTF-8.
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


_LANG = {"zh-Hans": "zh-CN", "zh-Hant": "zh-Hant", "en": "en"}
_KIND_ORDER = {kind: index for index, kind in enumerate(KINDS)}


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, _KIND_ORDER[mark.kind]


def _plain(paragraph: Paragraph) -> list[object]:
    runs: object = [_plain_run(run) for run in paragraph.runs]
    if paragraph.cells:
        runs = [[_plain_run(run) for run in cell] for cell in paragraph.cells]
    return [paragraph.start, -1 if paragraph.cells else paragraph.level, paragraph.page or 0, runs]


def _plain_run(run: Run) -> list[object]:
    return [run.start, run.text, *run.marks]


class _Cutter:
    """Cuts stretches of the text where marks begin and end."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
        covering: dict[int, list[int]] = {}
        for index, mark in enumerate(marks):
            low, high = bisect_left(self._edges, mark.start), bisect_left(self._edges, mark.end)
            for place in range(low, high):
                covering.setdefault(place, []).append(index)
        self._covering = covering

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The pieces of ``text[start:end]``."""
        low, high = bisect_right(self._edges, start), bisect_left(self._edges, end)
        cuts = [start, *self._edges[low:high], end]
        return tuple(
            Run(a, self._text[a:b], tuple(self._covering.get(bisect_right(self._edges, a) - 1, ())))
            for a, b in itertools.pairwise(cuts)
            if b > a
        )

    def cells(self, start: int, end: int) -> Iterator[tuple[Run, ...]]:
        """The pieces of each field between tabs."""
        at = start
        for field in self._text[start:end].split("\t"):
            yield self.runs(at, at + len(field))
            at += len(field) + 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _table_rows(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The lines that are rows of a table: two or more in a row with a tab between words."""
    tabbed = [index for index, (start, end) in enumerate(lines) if "\t" in text[start:end].strip()]
    known = set(tabbed)
    return {index for index in tabbed if index - 1 in known or index + 1 in known}


def _level(text: str, start: int, end: int, headings: Mapping[int, Section]) -> int:
    """The level of the heading that this line is; 0 for a paragraph, also for one with its heading run in."""
    bare = start + len(text[start:end]) - len(text[start:end].lstrip())
    section = headings.get(start) or headings.get(bare)
    if section is None or end - start > len(section.number or "") + len(section.title) + _HEADING_REST:
        return 0
    return section.level
