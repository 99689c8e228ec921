"""The report as Markdown, for notes and repositories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from docanalyzer.comparison.report import Report
from docanalyzer.comparison.writing.rows import TITLES, VERDICTS, counts, groups, names, side


def write_markdown(report: Report, stream: BinaryIO) -> None:
    """Tables of documents and pairs; words of the documents are escaped, so that they show as they are."""
    stream.writelines(line.encode() + b"\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    name = names(report)
    yield f"# {TITLES[report.mode]}\n"
    yield from _table(
        ["document", "file", "issued", "targets", "provisions"],
        ([name[d.id], d.name, d.issued_on or "", d.targets, d.provisions] for d in report.documents),
    )
    yield "".join(f"{words}: {count}  \n" for words, count in counts(report))
    for left, right, pairs in groups(report):
        yield f"## {_escaped(name[left])} → {_escaped(name[right])}\n"
        rows = []
        for pair in pairs:
            a, b = side(pair.left), side(pair.right)
            shown = [f"{x.what} {x.value} {x.period}".strip() + f" — {x.evidence}" if x else "" for x in (a, b)]
            rows.append([VERDICTS[pair.verdict], *shown, "; ".join((pair.reason, *pair.arithmetic, *pair.lost))])
        yield from _table(["verdict", "left", "right", "reason"], rows)
    if report.conflicts:
        yield "## Numbers that do not agree\n"
        rows = [[", ".join(c.left), ", ".join(c.right), c.left_text.text, c.right_text.text] for c in report.conflicts]
        yield from _table(["left", "right", "left text", "right text"], rows)
    for issues in report.consistency:
        yield f"## What does not add up in {_escaped(name[issues.document])}\n"
        rows = [[i.check, i.reason, " ‖ ".join(r.evidence.text for r in i.records)] for i in issues.issues]
        yield from _table(["check", "reason", "evidence"], rows)


def _table(header: list[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join("---" for _ in header) + " |"
    for row in rows:
        yield "| " + " | ".join(_escaped(str(cell)) for cell in row) + " |"
    yield ""


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~$!" else c for c in plain)
