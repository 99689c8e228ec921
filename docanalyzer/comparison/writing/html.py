"""The report as one HTML page that needs nothing else: no script, no request, prints well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from docanalyzer.comparison.report import Pair, Report
from docanalyzer.comparison.versions import Edit
from docanalyzer.comparison.writing.rows import counts, groups, matrix, names
from docanalyzer.comparison.writing.wording import IN_ENGLISH, Wording
from docanalyzer.core.record import Measure, Provision
from docanalyzer.core.span import Quote

_STYLE = """
:root { --ink: #1d2733; --soft: #5b6875; --line: #d9dfe5; --paper: #fff; --band: #f5f7f9; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 2rem 1.5rem 4rem; color: var(--ink); background: var(--paper);
  font: 15px/1.55 "Source Sans 3", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid var(--line); padding-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.2rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--band); font-weight: 600; }
.scroll { overflow-x: auto; }
.what { font-weight: 600; }
.value { white-space: nowrap; }
.meta, .place { color: var(--soft); font-size: .86em; }
blockquote { margin: .25rem 0 0; padding-left: .6rem; border-left: 3px solid var(--line); }
.tag { display: inline-block; padding: .05rem .5rem; border-radius: .8rem; font-size: .86em; white-space: nowrap;
  border: 1px solid; }
.same { color: #2b5f8a; background: #eaf2f9; } .stricter { color: #1c6b3c; background: #e8f5ec; }
.looser { color: #9a4a00; background: #fdf0e3; } .not_comparable { color: #5b6875; background: #f1f3f5; }
.only_left, .only_right { color: #6b3fa0; background: #f3edfa; }
del { color: #a3262a; background: #fbe9e9; } ins { color: #1c6b3c; background: #e4f4e9; text-decoration: none; }
.counts span { margin-right: 1rem; }
@media print { body { padding: 0; font-size: 11px; max-width: none; } h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  @page { size: A4 landscape; margin: 14mm; } .scroll { overflow: visible; } }
@media (max-width: 700px) { body { padding: 1rem .8rem; } }
"""


def write_html(report: Report, stream: BinaryIO, wording: Wording = IN_ENGLISH, /) -> None:
    """The whole report; every word of the documents is escaped, and the page may neither run nor load anything."""
    stream.writelines(part.encode("utf-8", "replace") for part in _page(report, wording))


def _page(report: Report, wording: Wording) -> Iterator[str]:
    name = names(report)
    title = wording.say(f"title.{report.mode}")
    yield (
        f'<!doctype html>\n<html lang="{wording.lang}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n<h1>{escape(title)}</h1>\n"
    )
    yield from _documents(report, wording, name)
    yield '<p class="counts">'
    for verdict, count in counts(report):
        yield f"<span>{escape(wording.say(f'verdict.{verdict}'))}: <b>{count}</b></span>"
    yield "</p>\n"
    if report.mode == "cascade":
        yield from _matrix(report, wording, name)
    for left, right, pairs in groups(report):
        yield f"<h2>{escape(name[left])} → {escape(name[right])}</h2>\n"
        yield from _pairs(pairs, wording)
    yield from _checks(report, wording, name)
    yield from _links(report, wording)
    yield "</body></html>\n"


def _documents(report: Report, wording: Wording, name: dict[str, str]) -> Iterator[str]:
    lags = {lag.document: lag.days for lag in report.lags}
    yield _head(wording, "document", "file", "language", "issued", "targets", "provisions")
    for document in report.documents:
        days = lags.get(document.id)
        issued = escape(document.issued_on or wording.say("not_stated"))
        if days is not None:
            issued += f' <span class="meta">({escape(wording.say("days", days=f"{days:+d}"))})</span>'
        language = escape(wording.word("language", document.language))
        yield (
            f'<tr><td class="what">{escape(name[document.id])}</td><td>{escape(document.name)}</td>'
            f"<td>{language}</td><td>{issued}</td><td>{document.targets}</td><td>{document.provisions}</td></tr>"
        )
    yield "</table>\n"


def _matrix(report: Report, wording: Wording, name: dict[str, str]) -> Iterator[str]:
    others, rows = matrix(report)
    yield f'<h2>{escape(wording.say("by_document"))}</h2><div class="scroll"><table>'
    yield f"<tr><th>{escape(wording.say('head.target'))}</th>"
    yield from (f"<th>{escape(name[document.id])}</th>" for document in others)
    yield "</tr>\n"
    for left, cells in rows:
        if not isinstance(left, Measure) or left.quantity is None:
            continue
        yield f"<tr><td>{_record(wording, left, evidence=False)}</td>"
        for cell in cells:
            if cell is None or cell.right is None:
                yield f'<td class="meta">{escape(wording.say("dropped"))}</td>'
                continue
            shown = wording.side(cell.right)
            value = escape(f"{shown.value} {shown.period}".strip()) if shown else ""
            link = f'<a href="#{_anchor(cell)}">{value}</a>'
            yield f"<td>{_tag(cell, wording)}<br>{link}</td>"
        yield "</tr>\n"
    yield "</table></div>\n"


def _pairs(pairs: list[Pair], wording: Wording) -> Iterator[str]:
    yield '<div class="scroll">' + _head(wording, "verdict", "left", "right", "reason")
    for pair in pairs:
        reason = "".join(f"<p>{escape(wording.reason(part))}</p>" for part in (pair.reason, *pair.lost))
        reason += "".join(f'<p class="meta">{escape(wording.step(step))}</p>' for step in pair.arithmetic)
        left, right = _record(wording, pair.left, evidence=not pair.edits), _record(wording, pair.right)
        if pair.edits:
            right = f"{_record(wording, pair.right, evidence=False)}<blockquote>{_edits(pair.edits)}</blockquote>"
        row = "".join(f"<td>{cell}</td>" for cell in (_tag(pair, wording), left, right, reason))
        yield f'<tr id="{_anchor(pair)}">{row}</tr>\n'
    yield "</table></div>\n"


def _head(wording: Wording, *keys: str) -> str:
    return "<table><tr>" + "".join(f"<th>{escape(wording.say(f'head.{key}'))}</th>" for key in keys) + "</tr>\n"


def _anchor(pair: Pair) -> str:
    sides = [record.id if record else "none" for record in (pair.left, pair.right)]
    return escape("-".join((pair.left_document[:8], pair.right_document[:8], *sides)), quote=True)


def _tag(pair: Pair, wording: Wording) -> str:
    words = wording.say(f"verdict.{pair.verdict}")
    if pair.change:
        words = f"{wording.say(f'change.{pair.change}')}, {words}"
    return f'<span class="tag {pair.verdict}">{escape(words)}</span>'


def _record(wording: Wording, record: Measure | Provision | None, *, evidence: bool = True) -> str:
    shown = wording.side(record)
    if shown is None:
        return ""
    base = f" ({wording.say('from', baseline=shown.baseline)})" if shown.baseline else ""
    spans = {"what": shown.what, "value": shown.value, "meta": f"{shown.period}{base}", "place": shown.place}
    said = {kind: f'<span class="{kind}">{escape(words)}</span>' for kind, words in spans.items() if words}
    parts = [" ".join(said[kind] for kind in ("what", "value") if kind in said), said.get("meta", "")]
    if evidence:
        parts.append(f"<blockquote>{escape(shown.evidence)}</blockquote>")
    return "<br>".join(part for part in (*parts, said.get("place", "")) if part)


def _edits(edits: tuple[Edit, ...]) -> str:
    marks = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}
    return "".join(marks[edit.kind].format(escape(edit.text)) for edit in edits)


def _checks(report: Report, wording: Wording, name: dict[str, str]) -> Iterator[str]:
    if report.conflicts:
        yield f"<h2>{escape(wording.say('conflicts'))}</h2>"
        yield _head(wording, "left", "right", "left_text", "right_text")
        for conflict in report.conflicts:
            yield (
                f"<tr><td>{escape(', '.join(conflict.left))}</td><td>{escape(', '.join(conflict.right))}</td>"
                f"<td>{_quote(conflict.left_text)}</td><td>{_quote(conflict.right_text)}</td></tr>\n"
            )
        yield "</table>\n"
    for title, quotes in (
        (wording.say("unaligned_left"), report.unaligned_left),
        (wording.say("unaligned_right"), report.unaligned_right),
    ):
        if quotes:
            yield f"<h2>{escape(title)}</h2><ul>" + "".join(f"<li>{_quote(quote)}</li>" for quote in quotes) + "</ul>\n"
    for found in report.consistency:
        yield f"<h2>{escape(wording.say('inconsistent', name=name[found.document]))}</h2>"
        yield _head(wording, "check", "reason", "evidence")
        for issue in found.issues:
            evidence = "".join(f"<blockquote>{escape(record.evidence.text)}</blockquote>" for record in issue.records)
            check = escape(wording.say(f"check.{issue.check}"))
            yield f"<tr><td>{check}</td><td>{escape(wording.reason(issue.reason))}</td><td>{evidence}</td></tr>\n"
        yield "</table>\n"


def _links(report: Report, wording: Wording) -> Iterator[str]:
    if not report.genealogy.edges:
        return
    title = {node.key: node.title or node.number or node.key for node in report.genealogy.nodes}
    yield f"<h2>{escape(wording.say('citations'))}</h2>"
    yield _head(wording, "document", "does", "to", "times", "words")
    for edge in report.genealogy.edges:
        yield (
            f"<tr><td>{escape(title[edge.source])}</td><td>{escape(wording.say(f'relation.{edge.relation}'))}</td><td>{escape(title[edge.target])}</td>"
            f"<td>{edge.times}</td><td>{_quote(edge.evidence)}</td></tr>\n"
        )
    yield "</table>\n"


def _quote(quote: Quote) -> str:
    return f'{escape(" ".join(quote.text.split()))} <span class="place">{quote.start}–{quote.end}</span>'
