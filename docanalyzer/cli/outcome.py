"""What became of a run over documents, for people and as a report for programs."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from docanalyzer.batch import Executor, RunReport
from docanalyzer.batch.outputs import replacing
from docanalyzer.cli.console import print_summary
from docanalyzer.cli.outputs import Target
from docanalyzer.cli.running import Outcome


def print_outcome(out: Console, outcome: Outcome) -> None:
    """The documents with their counts, and how many were there already."""
    print_summary(out, outcome.summaries, outcome.analysed, outcome.totals)
    if outcome.resumed:
        out.print(f"{outcome.resumed} were done by an earlier run", soft_wrap=True)


def print_interrupted(out: Console, outcome: Outcome, target: Target) -> None:
    """What is there, and how to go on."""
    kept = outcome.written + outcome.resumed
    where = outcome.left_in or (target.path if target.folder else None)
    if where is None:
        out.print("Interrupted; nothing was written.")
        return
    out.print(f"Interrupted: {kept} documents are in {where}; the same command with --resume goes on.", soft_wrap=True)


def write_report(path: Path, report: RunReport, executor: Executor | None, *, skipped: int, interrupted: bool) -> None:
    """Write the report of a run as JSON."""
    data = report.data(executor, skipped=skipped, interrupted=interrupted)
    with replacing(path) as stream:
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        stream.write(text.encode("utf-8", "backslashreplace"))
