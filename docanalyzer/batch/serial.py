"""One document after the other in this process: quick to start, without bounds on time and memory."""

from __future__ import annotations

import time
from collections import deque
from types import TracebackType
from typing import Self

from docanalyzer.batch.task import Done, Event, Failed, Started, Task
from docanalyzer.core.errors import ReadError
from docanalyzer.core.record import Analysis
from docanalyzer.isolated import Terms
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.present import summary


def analyze_task(task: Task, terms: Terms) -> Analysis:
    """Read and analyse a document here; raises :class:`ReadError` for whatever goes wrong, a fault of ours too."""
    from docanalyzer.reading import read_bytes

    try:
        content = task.read(terms.limits)
        settings = terms.settings or Settings()
        document = read_bytes(content, task.filename, metadata=task.metadata, limits=terms.limits, ocr=settings.ocr)
        return analyze_document(document, settings=settings)
    except ReadError:
        raise
    except MemoryError as error:
        message = "there is not enough memory for this document"
        raise ReadError(task.filename, "memory", message) from error
    except Exception as error:  # a fault of ours in one document must not cost the others their results
        message = f"the analysis failed; please report this ({type(error).__name__}: {error})"
        raise ReadError(task.filename, "failed", message) from error


class Serial:
    """The executor without a process of its own."""

    slots = 1

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._tasks: deque[Task] = deque()
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._tasks.append(task)

    def next(self) -> Event:
        """Say that the next task has its turn, and with the next call do it."""
        self._begun = not self._begun
        if self._begun:
            return Started(self._tasks[0])
        task, begin = self._tasks.popleft(), time.perf_counter()
        try:
            found = analyze_task(task, self._terms)
        except ReadError as error:
            return Failed(task, time.perf_counter() - begin, error.code, error.cause)
        document = found.document
        return Done(task, time.perf_counter() - begin, document.id, summary(found), len(document.text), found)

    def about(self) -> dict[str, object]:
        """What a report says of it."""
        return {"kind": "serial"}

    def close(self) -> None:
        """Forget what is not done."""
        self._tasks.clear()
