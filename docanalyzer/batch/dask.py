"""Documents on a cluster of dask: the only module that knows it.

Each thread of a dask worker has a process of its own for the parsing (:class:`docanalyzer.isolation.Worker`), so bounds
on time and memory hold there as they do here, and a parser that falls over takes no dask worker with it. Where a dask
worker is lost, the scheduler gives its documents to another. The bytes travel with the task: no disk is shared.
"""

from __future__ import annotations

import contextlib
import queue
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from docanalyzer.batch.processes import answer_of
from docanalyzer.batch.task import BatchError, Done, Event, Failed, Started, Task
from docanalyzer.core.errors import ReadError
from docanalyzer.isolated import Terms
from docanalyzer.isolation import Answer, Worker
from docanalyzer.version import analysis_version

_CONNECT_SECONDS = 30
# A thread of a worker never waits for the next document.
_FOR_EACH_THREAD = 2
# Workers come and go: how long the count of their threads is good, and how often the connection is looked at.
_RECOUNT_SECONDS = 10.0
_TICK = 0.5
_GONE = "the scheduler is gone; what is done stays"

# What a worker sends back: the time it took, and the answer or a code and a cause.
Outcome = tuple[float, Answer | tuple[str, str]]


class Dask:
    """The executor on a cluster, which the address of its scheduler names (``tcp://host:8786``).

    Raises :class:`BatchError` where no scheduler answers, where it has no worker, where a worker has other rules, and,
    later, when the scheduler is lost.
    """

    def __init__(self, terms: Terms, address: str) -> None:
        self._terms, self._address = terms, address
        self._client = _connected(address)
        try:
            self._check_workers()
        except BaseException:
            self.close()
            raise
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._tasks: dict[Any, Task] = {}
        self._ready: deque[Event] = deque()
        self._name = f"docanalyzer-{uuid.uuid4().hex[:8]}"
        self._number = 0
        self._threads, self._counted = 1, -_RECOUNT_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def slots(self) -> int:
        """How many tasks the cluster should have at once."""
        if time.monotonic() - self._counted > _RECOUNT_SECONDS:
            self._counted = time.monotonic()
            self._threads = sum(self._ask(self._client.nthreads).values())
        return max(2, _FOR_EACH_THREAD * self._threads)

    def submit(self, task: Task) -> None:
        """Send a task with its bytes."""
        self._ready.append(Started(task))
        try:
            content = task.read(self._terms.limits)
        except ReadError as error:
            self._ready.append(Failed(task, 0.0, error.code, error.cause))
            return
        self._number += 1
        key = f"{self._name}-{self._number}"
        bare = replace(task, content=None, path=None)
        with warnings.catch_warnings():
            # That a document is large is no reason to put it elsewhere first.
            warnings.simplefilter("ignore")
            future = self._ask(lambda: self._client.submit(work, self._terms, bare, content, key=key, pure=False))
        self._tasks[key] = task
        future.add_done_callback(self._finished.put)

    def next(self) -> Event:
        """What happens next; waits for it."""
        while not self._ready:
            with contextlib.suppress(queue.Empty):
                future = self._finished.get(timeout=_TICK)
                self._ready.append(self._event(future, self._tasks.pop(future.key)))
            if self._client.status in {"closing", "closed"}:
                raise BatchError(f"{self._address}: {_GONE}")
        return self._ready.popleft()

    def about(self) -> dict[str, object]:
        """What a report says of it."""
        return {"kind": "dask", "scheduler": self._address, "threads": self._threads}

    def close(self) -> None:
        """Leave the cluster, which then forgets what is not done."""
        with contextlib.suppress(OSError, TimeoutError):
            self._client.close()

    def _event(self, future: Any, task: Task) -> Done | Failed:
        try:
            seconds, outcome = future.result()
        except CancelledError as error:
            message = f"{self._address}: {_GONE} (or somebody cancelled the tasks)"
            raise BatchError(message) from error
        except Exception as error:  # noqa: BLE001 (whatever the cluster says of it, the others go on)
            if type(error).__name__ == "KilledWorker":
                message = "every dask worker that had this document was lost; the document may be the cause"
                return Failed(task, 0.0, "crashed", message)
            return Failed(task, 0.0, "failed", f"the dask worker failed ({type(error).__name__}: {error})")
        finally:
            future.release()
        if not isinstance(outcome, Answer):
            return Failed(task, seconds, *outcome)
        return Done(task, seconds, outcome.document_id, outcome.summary, outcome.characters, outcome.body)

    def _ask(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (OSError, TimeoutError, RuntimeError) as error:
            raise BatchError(f"{self._address}: {_GONE} ({error})") from error

    def _check_workers(self) -> None:
        models = self._terms.settings.models if self._terms.settings else "default"
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise BatchError(f"{self._address}: the scheduler has no worker") from error
        try:
            versions = self._client.run(analysis_version, models)
        except Exception as error:
            message = f"docanalyzer cannot run on the workers ({type(error).__name__}: {error})"
            raise BatchError(f"{self._address}: {message}") from error
        here = analysis_version(models)
        for address, version in versions.items():
            if version != here:
                raise BatchError(f"{self._address}: the worker {address} has docanalyzer {version}, here it is {here}")


def _connected(address: str) -> Any:
    """A client of the scheduler."""
    try:
        from distributed import Client
    except ImportError as error:
        message = "dask is not installed: python -m pip install 'docanalyzer[dask]'"
        raise BatchError(f"{address}: {message}") from error
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise BatchError(f"{address}: no dask scheduler answers there") from error


# --- in the process of a dask worker ----------------------------------------------------------------------------------

# Processes that have nothing to do, by what they were started for.
_IDLE: queue.SimpleQueue[Worker] = queue.SimpleQueue()


def work(terms: Terms, task: Task, content: bytes) -> Outcome:
    """Analyse a document in a process that this dask worker keeps for the purpose."""
    begin = time.perf_counter()
    with _worker(terms) as worker:
        try:
            answer: Answer | tuple[str, str] = answer_of(worker, content, task)
        except ReadError as error:
            answer = error.code, error.cause
    return time.perf_counter() - begin, answer


@contextmanager
def _worker(terms: Terms) -> Iterator[Worker]:
    """An idle process under these terms, or a new one; those of another run are ended."""
    worker = None
    with contextlib.suppress(queue.Empty):
        while worker is None:
            worker = _IDLE.get_nowait()
            if worker.terms != terms:
                worker.close()
                worker = None
    worker = worker or Worker(terms)
    try:
        yield worker
    except BaseException:
        worker.close()
        raise
    _IDLE.put(worker)
