"""A report in rows of words: what the table of every format is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from docanalyzer.comparison.pairs import Compared, Verdict
from docanalyzer.comparison.report import Pair, Report
from docanalyzer.core.record import Measure, Provision
from docanalyzer.present import one_line, period_in_words, value_in_words

Record = Measure | Provision


@dataclass(frozen=True, slots=True)
class Side:
    """One record in words; ``evidence`` is the clause that proves it, ``place`` where it stands."""

    what: str
    value: str
    period: str
    baseline: str
    evidence: str
    place: str


def side(record: Record | None) -> Side | None:
    """What a reader wants to see of a record."""
    if record is None:
        return None
    if isinstance(record, Provision):
        place = _place(record.start, record.end, record.page)
        return Side(", ".join(record.force), "", period_in_words(record.period), "", one_line(record.text), place)
    evidence = record.evidence
    return Side(
        one_line(record.indicator.text) if record.indicator else "",
        _change(record),
        period_in_words(record.period),
        str(record.baseline.year or "previous year") if record.baseline else "",
        one_line(evidence.text),
        _place(evidence.start, evidence.end, evidence.page),
    )


def _change(record: Measure) -> str:
    sign = {"increase": "↑ ", "decrease": "↓ "}.get(record.direction or "", "") if record.kind != "level" else ""
    return sign + value_in_words(record.quantity)


def _place(start: int, end: int, page: int | None) -> str:
    return f"{f'page {page}, ' if page else ''}characters {start}–{end}"


def names(report: Report) -> dict[str, str]:
    """Id of a document -> what a reader calls it; two of one title get their file names."""
    titles = Counter(document.title for document in report.documents)
    return {d.id: _name(d, alone=titles[d.title] == 1) for d in report.documents}


def _name(document: Compared, *, alone: bool) -> str:
    title = one_line(document.title or "")
    return title if title and alone else f"{title} ({document.name})" if title else document.name


def counts(report: Report) -> list[tuple[Verdict, int]]:
    """How often each verdict was given, in the order of the legend."""
    found = Counter(pair.verdict for pair in report.pairs)
    verdicts: tuple[Verdict, ...] = get_args(Verdict)
    return [(verdict, found[verdict]) for verdict in verdicts if found[verdict]]


def groups(report: Report) -> Iterator[tuple[str, str, list[Pair]]]:
    """Left document, right document and their pairs, in the order of the report."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in report.pairs:
        found.setdefault((pair.left_document, pair.right_document), []).append(pair)
    for (left, right), pairs in found.items():
        yield left, right, pairs


def matrix(report: Report) -> tuple[list[Compared], list[tuple[Measure | Provision, list[Pair | None]]]]:
    """A cascade as a table: the local documents, and for each target of the national one its pair in each of them."""
    others = list(report.documents[1:])
    column = {document.id: index for index, document in enumerate(others)}
    rows: dict[str, tuple[Measure | Provision, list[Pair | None]]] = {}
    for pair in report.pairs:
        if pair.left is not None and pair.right_document in column:
            row = rows.setdefault(pair.left.id, (pair.left, [None] * len(others)))
            row[1][column[pair.right_document]] = pair
    return others, list(rows.values())
