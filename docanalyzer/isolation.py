"""Reading and analysing in a process of its own, which can be killed.

Files come from anywhere. A parser that loops, fills the memory or falls over takes down the process that it runs in,
so documents are parsed in a child: with bounds on time and memory, without the secrets of the environment, without a
network, and with a private folder for temporary files that goes when it goes. :func:`analyze_isolated` starts one for
a single document. A :class:`Worker` takes many, because starting takes longer than most documents do, and is replaced
when it is lost.

What is told to the child is pickled, because the parent is trusted; the answer is JSON that is checked field by field
before it becomes records, because the child has met the file. The parsers are set up to open no connection, Python code
in the child may open none, and where the system lets a user do so (Linux) the child has no network at all, nor has
LibreOffice when the child starts it.

Time is bounded everywhere; memory on systems with ``resource`` (Linux; macOS keeps to it in part, Windows not at all).
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError, ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.core.record import Analysis
from docanalyzer.isolated import PRIVATE, READY, Form, NonsenseError, Request, Terms, read_parts, write_parts
from docanalyzer.pipeline import Settings
from docanalyzer.present import Summary

__all__ = ["Answer", "Form", "ReaderDied", "Terms", "Worker", "analyze_isolated", "records_of"]

_POSIX = os.name == "posix"
# Starting loads the tables; a machine with much to do takes its time for it.
_START_SECONDS = 120.0
# What a process keeps of its documents (caches, memory in pieces) is given back when it has had so many.
_RENEWED_AFTER = 500
# Addresses of the database and keys of other services are no business of a parser.
_KEPT = frozenset(
    {"PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "WINDIR", "PATHEXT"}
)
_SIGNALS = {
    "SIGKILL": ("memory", "the system stopped the reader, most likely because it took too much memory"),
    "SIGXCPU": ("timeout", "reading and analysing took too much time"),
}


class ReaderDied(ReadError):  # noqa: N818 (what happened, said as it is)
    """The child fell over, was killed or talked nonsense; a new one may fare better."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child found in a document: its line of counts, its length in characters, and the records as JSON."""

    document_id: str
    summary: Summary
    characters: int
    body: bytes


def analyze_isolated(
    content: bytes,
    filename: str,
    *,
    metadata: Metadata | None = None,
    settings: Settings | None = None,
    limits: Limits = LIMITS,
) -> Analysis:
    """Analyse the bytes of a file in a child process; ``filename`` names its kind and stands in messages.

    Raises :class:`ReadError` with the cause in words for whatever goes wrong there: beside the codes of reading
    ``timeout``, ``memory``, ``crashed``, and ``failed`` for a fault of this program. Finders in ``settings`` must be
    functions of a module that can be imported.
    """
    with Worker(Terms(settings, limits)) as worker:
        return records_of(worker.analyze(content, filename, metadata).body, filename)


def records_of(body: bytes, filename: str) -> Analysis:
    """The records in an answer; raises :class:`ReadError` where they are not what this program writes."""
    from docanalyzer.exports import from_data

    try:
        return from_data(json.loads(body), filename)
    except (ValueError, KeyError, TypeError, DocanalyzerError, RecursionError) as error:
        raise _nonsense(filename) from error


class Worker:
    """A child process that analyses documents one after the other; it is started when the first one comes.

    One that dies, hangs or talks nonsense is replaced for the next document, and so is one that has been at work for
    long; ``started`` counts them. Not for several threads at once, but any thread may call :meth:`kill`.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.started = 0
        self._child: _Child | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def analyze(self, content: bytes, filename: str, metadata: Metadata | None = None) -> Answer:
        """Analyse the bytes of a file.

        Raises :class:`ReadError` as :func:`analyze_isolated` does, :class:`ReaderDied` where the child is lost.
        """
        limits = self.terms.limits
        # What needs no parser to be refused needs no process either.
        if len(content) > limits.size:
            raise ReadError(filename, "too_large", f"the file has more than {limits.size // MIB} MiB")
        if self._served >= _RENEWED_AFTER:
            self.close()
        sound = False
        try:
            child = self._child or self._start(filename)
            self._served += 1
            request = pickle.dumps(Request(self._served, filename, metadata))
            with _deadline(limits.seconds, child.kill) as over:
                try:
                    parts = child.ask([request, content], limits.memory)
                except EOFError:
                    if over.is_set():
                        message = f"reading and analysing took more than {limits.seconds:g} seconds and was stopped"
                        raise ReadError(filename, "timeout", message) from None
                    raise child.death(filename) from None
                except NonsenseError as error:
                    raise _nonsense(filename) from error
            answer = _read_answer(parts, self._served, filename)
            # The last moment may have come with the answer; and who had no memory left may have none for the next.
            sound = not over.is_set() and not (isinstance(answer, ReadError) and answer.code == "memory")
        finally:
            if not sound:
                self.close()
        if isinstance(answer, ReadError):
            raise answer
        return answer

    def kill(self) -> None:
        """End the child at once; the document that it is at work on is given up."""
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child and remove its temporary files; a further document starts another."""
        child, self._child, self._served = self._child, None, 0
        if child is not None:
            child.close()

    def _start(self, filename: str) -> _Child:
        self.started += 1
        child = self._child = _Child()
        with _deadline(_START_SECONDS, child.kill) as over:
            try:
                ready = child.ask([pickle.dumps(self.terms)], len(READY))
            except EOFError:
                if over.is_set():
                    message = f"the reader did not start within {_START_SECONDS:g} seconds"
                    raise ReaderDied(filename, "crashed", message) from None
                raise child.death(filename) from None
            except NonsenseError as error:
                raise _nonsense(filename) from error
        if ready != [READY]:
            raise _nonsense(filename)
        return child


class _Child:
    """The process itself, with its pipes and its folder for temporary files."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=PRIVATE, ignore_cleanup_errors=True)
        self._lock = threading.Lock()
        # The interpreter is this one, and no argument comes from outside.
        self._process = subprocess.Popen(  # noqa: S603 (our interpreter, the folder made here)
            [sys.executable, "-P", "-m", "docanalyzer.isolated", self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(self._folder.name),
            # An interrupt from the keyboard is for the parent, which then ends its children.
            start_new_session=_POSIX,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def ask(self, parts: list[bytes], most: int) -> list[bytes]:
        """Send a message and wait for the answer; raises as :func:`read_parts` does."""
        assert self._process.stdin is not None  # noqa: S101 (a pipe was asked for)
        assert self._process.stdout is not None  # noqa: S101 (a pipe was asked for)
        try:
            # The pipe stays open: that it closes is how an orphan knows that nobody waits for it any more.
            write_parts(self._process.stdin, parts)
            return read_parts(self._process.stdout, most)
        except (OSError, ValueError) as error:
            if isinstance(error, NonsenseError):
                raise
            raise EOFError from error

    def kill(self) -> None:
        """End the child and what it started (LibreOffice)."""
        with self._lock:
            if self._process.returncode is not None:
                return
            with contextlib.suppress(OSError):
                if _POSIX:
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def death(self, filename: str) -> ReadError:
        """Why the child ended, which has closed its end of the pipe."""
        # What it started may still run; its own exit code stands already.
        self.kill()
        with self._lock:
            code = self._process.wait()
        name = signal.Signals(-code).name if _POSIX and -code in set(signal.Signals) else f"exit code {code}"
        unknown = ("crashed", f"the file made the reader crash ({name}); it is damaged, or takes too much memory")
        return ReaderDied(filename, *_SIGNALS.get(name, unknown))

    def close(self) -> None:
        """End the child, wait for its end and remove its folder."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with self._lock:
            self._process.wait()
        self._folder.cleanup()


def _environment(folder: str) -> dict[str, str]:
    """What the child sees of the environment: where things are, and a private place for temporary files."""
    kept = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    root = str(Path(__file__).resolve().parent.parent)
    paths = [path for path in sys.path if path]
    if root not in paths:
        paths.append(root)
    private = dict.fromkeys(("TMPDIR", "TMP", "TEMP", "HOME", "USERPROFILE"), folder)
    return {**kept, **private, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


@contextlib.contextmanager
def _deadline(seconds: float, stop: Callable[[], None]) -> Iterator[threading.Event]:
    """Call ``stop`` when the time is over; the event tells that it is."""
    over = threading.Event()

    def late() -> None:
        over.set()
        stop()

    timer = threading.Timer(seconds, late)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _read_answer(parts: list[bytes], number: int, filename: str) -> Answer | ReadError:
    """What the child says of the document that it was asked about under this number."""
    try:
        head = json.loads(parts[0])
        if head["number"] != number:
            raise _nonsense(filename)
        if head["done"]:
            return Answer(str(head["document_id"]), Summary(**head["summary"]), int(head["characters"]), parts[1])
        return ReadError(filename, str(head["code"]), str(head["message"]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise _nonsense(filename) from error


def _nonsense(filename: str) -> ReaderDied:
    message = "the reader gave an answer that makes no sense; the file is damaged or hostile"
    return ReaderDied(filename, "crashed", message)
