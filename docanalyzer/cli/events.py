"""What happens to each file of a long command: a bar for people, a line of JSON for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from docanalyzer.batch import Executor, RunReport
from docanalyzer.cli.choices import ProgressChoice
from docanalyzer.cli.console import console, print_problems
from docanalyzer.cli.inputs import Problem
from docanalyzer.cli.working import Meter

_EVENTS = {"added": "done"}


class Report:
    """Tells of files as they come; ``counts`` and ``problems`` say what became of them, ``run`` also what it cost."""

    def __init__(self, run: RunReport) -> None:
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.run = run
        self.executor: Executor | None = None
        self.skipped = 0
        self.interrupted = False

    def start(self, file: str) -> None:
        """A file has its turn."""

    def done(self, file: str, document_id: str, status: str) -> None:
        """It is in the library: ``added``, ``updated`` (analysed anew) or ``known`` (it was there before)."""
        self.counts[status] += 1
        self.run.note(status)

    def failed(self, file: str, cause: str, code: str) -> None:
        """It is not, for a cause in words and a code that is stable."""
        self.counts["failed"] += 1
        self.problems.append(Problem(file, cause))
        self.run.note_failed(file, code, cause)

    def close(self) -> None:
        """Say what became of all."""
        print_problems(console(stderr=True), "Failed", self.problems)


class _Bar(Report):
    def __init__(self, run: RunReport, total: int) -> None:
        super().__init__(run)
        self._meter = Meter(total)
        self._meter.open()

    def start(self, file: str) -> None:
        self._meter.start(file)

    def done(self, file: str, document_id: str, status: str) -> None:
        super().done(file, document_id, status)
        self._meter.advance()

    def failed(self, file: str, cause: str, code: str) -> None:
        super().failed(file, cause, code)
        self._meter.advance()

    def close(self) -> None:
        self._meter.close()
        super().close()


class _Lines(Report):
    """A line of JSON for each event, on standard output and at once.

    Each file has a line with ``event`` ``start`` and one with ``done``, ``updated``, ``known`` or ``failed``. All have
    ``file``, ``n`` (from 1) and ``of``; ``failed`` has ``cause`` and ``code``, the others ``document_id``. Where
    several files are worked on at the same time, ``file`` and ``n`` say which one a line is about.
    """

    def __init__(self, run: RunReport, total: int) -> None:
        super().__init__(run)
        self._total = total
        self._number = 0
        self._under_way: dict[str, list[int]] = {}

    def start(self, file: str) -> None:
        self._number += 1
        # Two documents of a library may bear one name.
        self._under_way.setdefault(file, []).append(self._number)
        self._write("start", file, self._number)

    def done(self, file: str, document_id: str, status: str) -> None:
        super().done(file, document_id, status)
        self._write(_EVENTS.get(status, status), file, self._ended(file), document_id=document_id)

    def failed(self, file: str, cause: str, code: str) -> None:
        super().failed(file, cause, code)
        self._write("failed", file, self._ended(file), cause=cause, code=code)

    def close(self) -> None:
        """Everything has been said."""

    def _ended(self, file: str) -> int:
        numbers = self._under_way[file]
        number = numbers.pop(0)
        if not numbers:
            del self._under_way[file]
        return number

    def _write(self, event: str, file: str, number: int, **more: str) -> None:
        line = {"event": event, "file": file, "n": number, "of": self._total, **more}
        # A file name that is no valid text must not break the line: it is written with escapes.
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


@contextmanager
def report(run: RunReport, total: int, how: ProgressChoice) -> Iterator[Report]:
    """A report on so many files, closed whatever happens."""
    telling = {ProgressChoice.BAR: _Bar, ProgressChoice.JSONL: _Lines}.get(how)
    made = telling(run, total) if telling else Report(run)
    try:
        yield made
    finally:
        made.close()
