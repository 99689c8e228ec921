"""The text of a document with its evidence marked: in colour in a terminal, in brackets elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import get_args

from rich.console import Console
from rich.text import Text

from docanalyzer.cli.console import harmless
from docanalyzer.core.record import Analysis, Role
from docanalyzer.present import Highlight, highlights

_COLOURS: dict[Role, str] = {
    "target": "green",
    "achieved": "cyan",
    "baseline": "yellow",
    "threshold": "magenta",
    "other": "blue",
}
_LAYERS = {
    "evidence": "",
    "period": "italic",
    "baseline": "italic",
    "indicator": "underline",
    "quantity": "bold reverse",
}


def print_marked(out: Console, analysis: Analysis, roles: Collection[Role]) -> None:
    """The whole text, line by line."""
    marks = highlights(analysis, roles)
    if not out.is_terminal:
        out.print(Text(bracketed(analysis.document.text, marks)), soft_wrap=True)
        return
    out.print(_legend(roles))
    for start, end, inside in _lines(analysis.document.text, marks):
        line = Text(harmless(analysis.document.text[start:end]))
        for mark in inside:
            style = f"{_LAYERS[mark.layer]} {_COLOURS[mark.role]}".strip()
            line.stylize(style, max(mark.start - start, 0), mark.end - start)
        out.print(line, soft_wrap=True)


def bracketed(text: str, marks: Collection[Highlight]) -> str:
    """``下降[target: 18%]``: the quantity of a record (without one its evidence) in brackets with its role."""
    quantified = {mark.record for mark in marks if mark.layer == "quantity"}
    shown = [m for m in marks if m.layer == "quantity" or (m.layer == "evidence" and m.record not in quantified)]
    pieces, at = [], 0
    for mark in sorted(shown, key=lambda m: (m.start, -m.end)):
        if mark.start >= at:
            pieces += [text[at : mark.start], f"[{mark.role}: {text[mark.start : mark.end]}]"]
            at = mark.end
    return "".join([*pieces, text[at:]])


def _legend(roles: Collection[Role]) -> Text:
    legend = Text("Marked: ")
    for role in get_args(Role):
        if role in roles:
            legend.append(role, style=f"bold reverse {_COLOURS[role]}").append("  ")
    return legend.append("indicator", style="underline").append("  ").append("period or baseline", style="italic")


def _lines(text: str, marks: Collection[Highlight]) -> Iterator[tuple[int, int, list[Highlight]]]:
    """Each line with the marks in it, in the order given."""
    starts = [0]
    starts += [index + 1 for index, character in enumerate(text) if character == "\n"]
    inside: defaultdict[int, list[Highlight]] = defaultdict(list)
    for mark in marks:
        for line in range(bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1)):
            inside[line].append(mark)
    ends = [start - 1 for start in starts[1:]] + [len(text)]
    for line, (start, end) in enumerate(zip(starts, ends, strict=True)):
        yield start, end, inside[line]
