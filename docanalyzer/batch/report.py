"""What a run did, for programs: counts, failures by cause, times, versions."""

from __future__ import annotations

import heapq
import platform
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from docanalyzer.batch.task import Done, Executor, Failed
from docanalyzer.core.version import __version__
from docanalyzer.learned.store import Choice
from docanalyzer.version import analysis_version

_SLOWEST = 10
# Upper ends of the classes of the histogram, in seconds.
_CLASSES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)


class RunReport:
    """Counts as the run goes; :meth:`data` is the report."""

    def __init__(self, command: str, models: Choice = "default") -> None:
        self.command, self._models = command, models
        self._done = 0
        self.failures: list[dict[str, str]] = []
        self._began, self._clock = _now(), time.perf_counter()
        self._outcomes: Counter[str] = Counter()
        self._classes: Counter[int] = Counter()
        self._slowest: list[tuple[float, str]] = []
        self._seconds = 0.0
        self._characters = 0

    def note(self, outcome: str) -> None:
        """A document has its result: ``written``, ``added``, ``updated``, or it was there: ``resumed``, ``known``."""
        self._outcomes[outcome] += 1

    def note_failed(self, label: str, code: str, cause: str) -> None:
        """A document has no result."""
        self._outcomes["failed"] += 1
        self.failures.append({"file": label, "code": code, "cause": cause})

    def time(self, event: Done | Failed) -> None:
        """What a document cost."""
        label, seconds = event.task.label, event.seconds
        if isinstance(event, Done):
            self._done += 1
            self._characters += event.characters
        self._seconds += seconds
        self._classes[sum(seconds > end for end in _CLASSES)] += 1
        heapq.heappush(self._slowest, (seconds, label))
        if len(self._slowest) > _SLOWEST:
            heapq.heappop(self._slowest)

    def data(self, executor: Executor | None, *, skipped: int, interrupted: bool) -> dict[str, Any]:
        """The report as plain data."""
        seconds = time.perf_counter() - self._clock
        return {
            "report": "docanalyzer run",
            "report_version": "1.0",
            "command": self.command,
            "began_at": self._began,
            "ended_at": _now(),
            "interrupted": interrupted,
            "documents": {**dict(sorted(self._outcomes.items())), "skipped": skipped},
            "failures_by_code": dict(sorted(Counter(failure["code"] for failure in self.failures).items())),
            "failures": self.failures,
            "timings": self._timings(seconds),
            "executor": executor.about() if executor else None,
            "versions": {
                "docanalyzer": __version__,
                "analysis": analysis_version(self._models),
                "python": platform.python_version(),
                "system": platform.platform(),
            },
        }

    def _timings(self, seconds: float) -> dict[str, Any]:
        ends = [f"up to {end:g} s" for end in _CLASSES] + [f"more than {_CLASSES[-1]:g} s"]
        return {
            "seconds": round(seconds, 3),
            "documents_per_second": round(self._done / seconds, 3) if seconds else None,
            "characters": self._characters,
            "seconds_of_analysis": round(self._seconds, 3),
            "histogram": {ends[number]: count for number, count in sorted(self._classes.items())},
            "slowest": [{"file": label, "seconds": round(s, 3)} for s, label in sorted(self._slowest, reverse=True)],
        }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
