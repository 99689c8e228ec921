"""What is printed for people: tables, lists of problems, progress; plain wherever the output is not a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from docanalyzer.cli.inputs import Problem
from docanalyzer.present import Summary, TargetRow

# Whatever a terminal takes for a command, and the signs that turn the direction of writing, are shown as signs.
_HARMLESS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
_HARMLESS |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
_HARMLESS |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Wide enough that nothing is cut or broken in a file or a pipe.
_PIPE_WIDTH = 100_000
_SHORT = 16


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what has no form in it (a broken file name) becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def harmless(text: str) -> str:
    """Text of the same length that a terminal only shows: an escape sequence in a file name or title does nothing."""
    return text.translate(_HARMLESS)


def one_line(text: str) -> str:
    """Harmless text without line ends and tabs, for one field of one line."""
    return harmless(_BREAKS.sub(" ", text))


def console(*, stderr: bool = False) -> Console:
    """A console that prints text as it stands: brackets are no markup, numbers are not coloured."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def print_table(
    out: Console, header: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None
) -> None:
    """A table with rules in a terminal and columns of plain text elsewhere; numbers stand to the right."""
    rows = [list(row) for row in rows]
    if title:
        out.print(Text(harmless(title)), soft_wrap=True)
    table = Table(
        box=box.SIMPLE_HEAD if out.is_terminal else None,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(header):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        # Dates and counts stay whole; names and quotations make room for them.
        short = max(len(str(row[index])) for row in rows) <= _SHORT if rows else True
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold", no_wrap=short)
    for row in rows:
        table.add_row(*(Text(harmless(cell) if isinstance(cell, str) else f"{cell:,}") for cell in row))
    out.print(table)


def print_summary(out: Console, summaries: Sequence[Summary], analysed: int, totals: Sequence[int]) -> None:
    """One line for each document, and their total; the total alone where there are more than lines of them."""
    if not analysed:
        return
    header = ["document", "lang", "issued", *(field.name for field in fields(Summary)[3:])]
    rows = [astuple(summary) for summary in summaries] if analysed == len(summaries) else []
    if analysed > 1:
        rows.append((f"{analysed} documents", "", "", *totals))
    print_table(out, header, rows)


def print_targets(out: Console, title: str, targets: Sequence[TargetRow]) -> None:
    """The targets of one document."""
    if not targets:
        out.print(Text(harmless(f"{title}: no targets found")))
        return
    header = [field.name if field.name != "change" else "" for field in fields(TargetRow)]
    print_table(out, header, [astuple(row) for row in targets], title=title)


def print_problems(out: Console, heading: str, problems: Sequence[Problem]) -> None:
    """A heading with the number of files, and each with its cause."""
    if problems:
        out.print(Text(f"{heading} ({len(problems)}):"))
        for problem in problems:
            out.print(Text(harmless(f"  {problem.label}: {problem.cause}")), soft_wrap=True)


def print_skipped(out: Console, labels: Sequence[str]) -> None:
    """The files that were met but not read."""
    if labels:
        out.print(Text(f"Skipped, of no kind that can be read ({len(labels)}):"))
        for label in labels:
            out.print(Text(harmless(f"  {label}")), soft_wrap=True)


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.3g}/s" if task.speed else "")


def progress_bar() -> Progress:
    """A bar on standard error while documents are analysed, with rate and time left; nothing where none sees it."""
    err = console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
