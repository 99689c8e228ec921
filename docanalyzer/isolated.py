"""The child process that :mod:`docanalyzer.isolation` starts: one document after the other, each within its bounds.

A message between the two is a list of parts, each with its length before it. The parent sends the terms, pickled, and
the child answers ``READY``; then come requests, pickled, with the bytes of a file, and answers of a head in JSON and
the records. The child ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import queue
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

from docanalyzer.core.confine import leave_network
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.core.record import Analysis
from docanalyzer.pipeline import Settings

Form = Literal["json", "jsonl"]
READY = b"ready"
PRIVATE = "docanalyzer-"
"""How the name of the private folder of a child begins."""

_LENGTH = 8
_PIECE = MIB


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every document; ``form`` is how the records are written down.

    Finders in ``settings`` must be functions of a module that can be imported.
    """

    settings: Settings | None = None
    limits: Limits = LIMITS
    form: Form = "json"


@dataclass(frozen=True, slots=True)
class Request:
    """A document to analyse, whose bytes follow."""

    number: int
    filename: str
    metadata: Metadata | None


class NonsenseError(ValueError):
    """What came through a pipe is no message."""


def write_parts(stream: IO[bytes], parts: Sequence[bytes]) -> None:
    """Send a message."""
    stream.write(len(parts).to_bytes(_LENGTH, "big"))
    for part in parts:
        stream.write(len(part).to_bytes(_LENGTH, "big"))
        stream.write(part)
    stream.flush()


def read_parts(stream: IO[bytes], most: int) -> list[bytes]:
    """The next message, which has no more bytes than ``most``.

    Raises EOFError where the other side is gone, and :class:`NonsenseError`.
    """
    count = _number(stream)
    if count > 2:
        raise NonsenseError
    parts = []
    for _ in range(count):
        length = _number(stream)
        most -= length
        # A child that has been taken over may announce more than there is memory.
        if most < 0:
            raise NonsenseError
        parts.append(_exactly(stream, length))
    return parts


def _number(stream: IO[bytes]) -> int:
    return int.from_bytes(_exactly(stream, _LENGTH), "big")


def _exactly(stream: IO[bytes], length: int) -> bytes:
    pieces = []
    while length:
        piece = stream.read(min(_PIECE, length))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def main() -> None:
    """Take the terms, then documents until the parent goes; its private folder is the one argument."""
    folder = _private_folder(sys.argv[1:])
    # Without a buffer there is no lock that a thread could still hold when the process ends.
    source: IO[bytes] = os.fdopen(os.dup(0), "rb", buffering=0)
    # Nothing that a library prints may get between the answers and who reads them.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    leave_network()
    try:
        terms: Terms = pickle.loads(read_parts(source, sys.maxsize)[0])  # noqa: S301 (by the parent, which started us)
        _bound(terms.limits)
        _load()
        requests = _Requests(source, folder)
        write_parts(answers, [READY])
        while (message := requests.next()) is not None:
            request: Request = pickle.loads(message[0])  # noqa: S301 (by the parent, which started us)
            _allow_time(terms.limits)
            answer = answer_to(request, message[1], terms)
            requests.answered()
            write_parts(answers, answer)
            _clear(folder)
    except (EOFError, OSError):  # nobody is there any more
        pass
    _leave(folder)


def _private_folder(arguments: Sequence[str]) -> Path:
    """The folder that the parent made for this process alone; ends the process where it is not surely that.

    Everything in it is removed at the end, and the group of processes ended, so nothing is taken for granted: who
    starts this program by hand has a temporary folder full of other people's files, and no group of its own.
    """
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if (
        folder is None
        or not folder.is_absolute()
        or folder.is_symlink()
        or not folder.is_dir()
        or not folder.name.startswith(PRIVATE)
        or folder != Path(tempfile.gettempdir())
        or (os.name == "posix" and os.getpgrp() != os.getpid())
    ):
        sys.exit("this program is started by docanalyzer.isolation, in a folder of its own")
    return folder


class _Requests:
    """Messages from the parent, taken in by a thread: that also sees when the parent goes while a document is read."""

    def __init__(self, source: IO[bytes], folder: Path) -> None:
        self._source, self._folder = source, folder
        self._messages: queue.SimpleQueue[list[bytes] | None] = queue.SimpleQueue()
        self._busy = threading.Event()
        threading.Thread(target=self._take, daemon=True).start()

    def next(self) -> list[bytes] | None:
        return self._messages.get()

    def answered(self) -> None:
        self._busy.clear()

    def _take(self) -> None:
        with contextlib.suppress(EOFError, OSError, NonsenseError):
            while True:
                message = read_parts(self._source, sys.maxsize)
                self._busy.set()
                self._messages.put(message)
        # Before the parent has its answer, nobody else would end this process and what it started.
        if self._busy.is_set():
            _leave(self._folder)
        self._messages.put(None)


def _leave(folder: Path) -> None:
    """End at once, with all processes of this group, and leave no file behind."""
    shutil.rmtree(folder, ignore_errors=True)
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _clear(folder: Path) -> None:
    """Remove what reading left in the private folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def _load() -> None:
    """Load what every document needs, so that no document's time goes into it."""
    from docanalyzer.exports import dumps
    from docanalyzer.pipeline import analyze_text

    for text in ("到2025年，能耗下降18%。", "Emissions fall by 18% by 2025."):
        dumps(analyze_text(text))


def _bound(limits: Limits) -> None:
    """Bounds that the system keeps, where it has them."""
    try:
        import resource
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: limits.expanded,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        with contextlib.suppress(ValueError, OSError):  # a system that has a bound by name only
            resource.setrlimit(kind, (most, most))


def _allow_time(limits: Limits) -> None:
    """Let the next document have its seconds of work, should the parent not be there to stop it."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    bound = int(spent.ru_utime + spent.ru_stime + limits.seconds) + 5
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def answer_to(request: Request, content: bytes, terms: Terms) -> list[bytes]:
    """What is said of a document: a head in JSON, and its records where it could be analysed."""
    from docanalyzer.pipeline import analyze_document
    from docanalyzer.present import summary
    from docanalyzer.reading import read_bytes

    limits = terms.limits
    try:
        settings = terms.settings or Settings()
        document = read_bytes(content, request.filename, metadata=request.metadata, limits=limits, ocr=settings.ocr)
        analysis = analyze_document(document, settings=settings)
        told = {
            "done": True,
            "document_id": document.id,
            "summary": asdict(summary(analysis)),
            "characters": len(document.text),
        }
        return [_head(request, told), encoded(analysis, terms.form)]
    except ReadError as error:
        code, message = error.code, error.cause
    except MemoryError:
        code, message = "memory", f"reading and analysing needs more than {limits.memory // MIB} MiB of memory"
    except RecursionError:
        code, message = "nested", "the document is nested too deeply to be analysed"
    except Exception as error:  # noqa: BLE001 (a fault of ours in one document must not cost the others)
        code = "failed"
        message = f"the analysis failed; please report this ({type(error).__name__}: {error})"
    return [_head(request, {"done": False, "code": code, "message": message})]


def encoded(analysis: Analysis, form: Form) -> bytes:
    """The records as a file of JSON or as a line of JSON Lines, the same bytes as its export."""
    from docanalyzer.exports import dumps, to_data
    from docanalyzer.exports.jsonfile import encode

    return dumps(analysis) if form == "json" else encode(to_data(analysis)) + b"\n"


def _head(request: Request, told: dict[str, Any]) -> bytes:
    return json.dumps({"number": request.number, **told}).encode()


if __name__ == "__main__":
    main()
