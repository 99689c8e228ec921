"""The report as Markdown, for notes and repositories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from docanalyzer.comparison.report import Report
from docanalyzer.comparison.writing.rows import counts, groups, names
from docanalyzer.comparison.writing.wording import IN_ENGLISH, Wording


def write_markdown(report: Report, stream: BinaryIO, wording: Wording = IN_ENGLISH, /) -> None:
    """Tables of documents and pairs; words of the documents are escaped, so that they show as they are."""
    stream.writelines(line.encode() + b"\n" for line in _lines(report, wording))


def _lines(report: Report, wording: Wording) -> Iterator[str]:
    name, say = names(report), wording.say
    yield f"# {say(f'title.{report.mode}')}\n"
    yield from _table(
        _heads(wording, "document", "file", "issued", "targets", "provisions"),
        ([name[d.id], d.name, d.issued_on or "", d.targets, d.provisions] for d in report.documents),
    )
    yield "".join(f"{say(f'verdict.{verdict}')}: {count}  \n" for verdict, count in counts(report))
    for left, right, pairs in groups(report):
        yield f"## {_escaped(name[left])} → {_escaped(name[right])}\n"
        rows = []
        for pair in pairs:
            a, b = wording.side(pair.left), wording.side(pair.right)
            shown = [f"{x.what} {x.value} {x.period}".strip() + f" — {x.evidence}" if x else "" for x in (a, b)]
            steps = map(wording.step, pair.arithmetic)
            reason = "; ".join((wording.reason(pair.reason), *steps, *map(wording.reason, pair.lost)))
            rows.append([say(f"verdict.{pair.verdict}"), *shown, reason])
        yield from _table(_heads(wording, "verdict", "left", "right", "reason"), rows)
    if report.conflicts:
        yield f"## {say('conflicts')}\n"
        rows = [[", ".join(c.left), ", ".join(c.right), c.left_text.text, c.right_text.text] for c in report.conflicts]
        yield from _table(_heads(wording, "left", "right", "left_text", "right_text"), rows)
    for issues in report.consistency:
        yield f"## {say('inconsistent', name=_escaped(name[issues.document]))}\n"
        rows = [
            [wording.word("check", i.check), wording.reason(i.reason), " ‖ ".join(r.evidence.text for r in i.records)]
            for i in issues.issues
        ]
        yield from _table(_heads(wording, "check", "reason", "evidence"), rows)


def _heads(wording: Wording, *keys: str) -> list[str]:
    return [wording.say(f"head.{key}") for key in keys]


def _table(header: list[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join("---" for _ in header) + " |"
    for row in rows:
        yield "| " + " | ".join(_escaped(str(cell)) for cell in row) + " |"
    yield ""


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~$!" else c for c in plain)
