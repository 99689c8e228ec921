"""How many documents are worked on: options of a run, the executor that they mean, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import typer

from docanalyzer.batch import Executor, Processes, Serial, Terms
from docanalyzer.cli.console import console, one_line, progress_bar
from docanalyzer.core.limits import LIMITS, Limits

# Where progress is not drawn, a line says how far it is.
_LINE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Work:
    """Options of a run over many documents."""

    workers: int | None = None
    dask: str | None = None
    seconds: float | None = None
    resume: bool = False

    def __post_init__(self) -> None:
        if self.dask is not None and self.workers is not None:
            raise typer.BadParameter("--workers and --dask exclude each other", param_hint="--dask")
        if self.workers == 0 and self.seconds is not None:
            message = "a document can only be stopped in a process of its own: leave --workers 0 out"
            raise typer.BadParameter(message, param_hint="--timeout")

    @property
    def limits(self) -> Limits:
        """The limits of one document."""
        return LIMITS if self.seconds is None else replace(LIMITS, seconds=self.seconds)

    def executor(self, terms: Terms, documents: int, *, isolated: bool = False) -> Executor:
        """What analyses so many documents; a single one is read in this process, unless it has to be ``isolated``."""
        if self.dask is not None:
            from docanalyzer.batch.dask import Dask

            return Dask(terms, self.dask)
        workers = self.workers
        if workers is None:
            workers = 0 if documents == 1 and self.seconds is None and not isolated else 1
        return Processes(terms, workers) if workers else Serial(terms)


class Meter:
    """How far a run is: a bar with rate and time left in a terminal, and a line now and then elsewhere."""

    def __init__(self, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._clock = total, clock
        self._done, self._began, self._told = 0, clock(), clock()
        self._err = console(stderr=True)
        self._bar = progress_bar()
        self._task = self._bar.add_task("", total=total)

    def open(self) -> None:
        """Begin to draw."""
        self._bar.start()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()

    def start(self, name: str) -> None:
        """A document has its turn."""
        self._bar.update(self._task, description=one_line(name))

    def advance(self) -> None:
        """A document is through."""
        self._done += 1
        self._bar.advance(self._task)
        now = self._clock()
        if self._err.is_terminal or now - self._told < _LINE_SECONDS:
            return
        self._told = now
        self._err.print(self.line(), soft_wrap=True)

    def skip(self) -> None:
        """A document needs no work, and says nothing about how long the others take."""
        self._total -= 1
        self._bar.update(self._task, total=self._total)

    def line(self) -> str:
        """``1200 of 2000, 14.2/s, 0:00:56 left``."""
        rate = self._done / max(self._clock() - self._began, 1e-9)
        seconds = round((self._total - self._done) / rate)
        left = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return f"{self._done} of {self._total}, {rate:.3g}/s, {left} left"


@contextmanager
def meter(total: int) -> Iterator[Meter]:
    """A meter of so many documents."""
    made = Meter(total)
    made.open()
    try:
        yield made
    finally:
        made.close()
