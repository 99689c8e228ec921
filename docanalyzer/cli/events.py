"""What happens to each file of a long command: a bar for people, a line of JSON for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from docanalyzer.cli.console import console, one_line, print_problems, progress_bar
from docanalyzer.cli.inputs import Problem

_EVENTS = {"added": "done"}


class ProgressChoice(StrEnum):
    """How a command tells what it does."""

    BAR = "bar"
    JSONL = "jsonl"
    NONE = "none"


class Report:
    """Tells of files one after the other; ``counts`` and ``problems`` say what became of them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def start(self, file: str) -> None:
        """A file has its turn."""

    def done(self, file: str, document_id: str, status: str) -> None:
        """It is in the library: ``added``, ``updated`` (analysed anew) or ``known`` (it was there before)."""
        self.counts[status] += 1

    def failed(self, file: str, cause: str, code: str) -> None:
        """It is not, for a cause in words and a code that is stable."""
        self.counts["failed"] += 1
        self.problems.append(Problem(file, cause))

    def close(self) -> None:
        """Say what became of all."""
        print_problems(console(stderr=True), "Failed", self.problems)


class _Bar(Report):
    def __init__(self, total: int) -> None:
        super().__init__()
        self._bar = progress_bar()
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def start(self, file: str) -> None:
        self._bar.update(self._task, description=one_line(file))

    def done(self, file: str, document_id: str, status: str) -> None:
        super().done(file, document_id, status)
        self._bar.advance(self._task)

    def failed(self, file: str, cause: str, code: str) -> None:
        super().failed(file, cause, code)
        self._bar.advance(self._task)

    def close(self) -> None:
        self._bar.stop()
        super().close()


class _Lines(Report):
    """A line of JSON for each event, on standard output and at once.

    Each file has a line with ``event`` ``start`` and one with ``done``, ``updated``, ``known`` or ``failed``. All have
    ``file``, ``n`` (from 1) and ``of``; ``failed`` has ``cause`` and ``code``, the others ``document_id``.
    """

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total
        self._number = 0

    def start(self, file: str) -> None:
        self._number += 1
        self._write("start", file)

    def done(self, file: str, document_id: str, status: str) -> None:
        super().done(file, document_id, status)
        self._write(_EVENTS.get(status, status), file, document_id=document_id)

    def failed(self, file: str, cause: str, code: str) -> None:
        super().failed(file, cause, code)
        self._write("failed", file, cause=cause, code=code)

    def close(self) -> None:
        """Everything has been said."""

    def _write(self, event: str, file: str, **more: str) -> None:
        line = {"event": event, "file": file, "n": self._number, "of": self._total, **more}
        # A file name that is no valid text must not break the line: it is written with escapes.
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


@contextmanager
def report(total: int, how: ProgressChoice) -> Iterator[Report]:
    """A report on so many files, closed whatever happens."""
    telling = {ProgressChoice.BAR: _Bar, ProgressChoice.JSONL: _Lines}.get(how)
    made = telling(total) if telling else Report()
    try:
        yield made
    finally:
        made.close()
