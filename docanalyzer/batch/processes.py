"""Documents in processes of their own on this machine, which may hang, fall over and be killed.

Each process stays for many documents and is replaced when it is lost (:class:`docanalyzer.isolation.Worker`); a thread
for each hands it one document at a time and waits. A document whose process dies gets a second one, because something
else may have been the cause; the second death is the document's.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from types import TracebackType
from typing import Self

from docanalyzer.batch.task import Done, Event, Failed, Started, Task
from docanalyzer.core.errors import ReadError
from docanalyzer.isolated import Terms
from docanalyzer.isolation import Answer, ReaderDied, Worker

_ATTEMPTS = 2
# Where waiting cannot be interrupted (Windows), the keyboard is heard that often.
_TICK = 0.5


def answer_of(worker: Worker, content: bytes, task: Task) -> Answer:
    """What a worker finds in a document, tried again where the worker dies; raises :class:`ReadError`."""
    for _ in range(_ATTEMPTS - 1):
        with contextlib.suppress(ReaderDied):
            return worker.analyze(content, task.filename, task.metadata)
    return worker.analyze(content, task.filename, task.metadata)


class Processes:
    """The executor with processes on this machine; they start when the first documents come."""

    def __init__(self, terms: Terms, workers: int = 1) -> None:
        if workers < 1:
            raise ValueError("it takes a worker at least")
        # A document for each, and one that lies ready while the last result is written.
        self.slots = workers + 1
        self._terms = terms
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._workers = [Worker(terms) for _ in range(workers)]
        self._threads: list[threading.Thread] = []
        self._closing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, task: Task) -> None:
        """Take a task."""
        if len(self._threads) < len(self._workers):
            worker = self._workers[len(self._threads)]
            thread = threading.Thread(target=self._serve, args=(worker,), name="docanalyzer worker", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._tasks.put(task)

    def next(self) -> Event:
        """What happens next; waits for it."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._events.get(timeout=_TICK)

    def about(self) -> dict[str, object]:
        """What a report says of it; ``started`` is more than ``workers`` where some were replaced."""
        started = sum(worker.started for worker in self._workers)
        return {"kind": "processes", "workers": len(self._workers), "started": started}

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closing = True
        for _ in self._threads:
            self._tasks.put(None)
        for thread, worker in zip(self._threads, self._workers, strict=False):
            while thread.is_alive():
                # One that is just being started is met by the next round.
                worker.kill()
                thread.join(_TICK / 10)

    def _serve(self, worker: Worker) -> None:
        with worker:
            while (task := self._tasks.get()) is not None and not self._closing:
                self._events.put(Started(task))
                self._events.put(self._result(worker, task))

    def _result(self, worker: Worker, task: Task) -> Done | Failed:
        begin = time.perf_counter()
        try:
            answer = answer_of(worker, task.read(self._terms.limits), task)
        except ReadError as error:
            return Failed(task, time.perf_counter() - begin, error.code, error.cause)
        except MemoryError:
            message = "there is not enough memory for this document"
            return Failed(task, time.perf_counter() - begin, "memory", message)
        except Exception as error:  # noqa: BLE001 (the others must not wait for this one for ever)
            message = f"the analysis failed; please report this ({type(error).__name__}: {error})"
            return Failed(task, time.perf_counter() - begin, "failed", message)
        seconds = time.perf_counter() - begin
        return Done(task, seconds, answer.document_id, answer.summary, answer.characters, answer.body)
