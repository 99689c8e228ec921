"""Reading and analysing in a process of its own, which can be killed.

Files come from anywhere. A parser that loops, fills the memory or falls over takes down the process that it runs in,
so documents that people add are parsed in a child: one for each document, started anew, with bounds on time and memory,
without the secrets of the environment, without a network, and with a private folder for temporary files that goes when
it goes.

The request is pickled, because the parent is trusted; the answer is JSON that is checked field by field, because the
child has met the file. The parsers are set up to open no connection, Python code in the child may open none, and where
the system lets a user do so (Linux) the child has no network at all, nor has LibreOffice when the child starts it.

Time is bounded everywhere; memory on systems with ``resource`` (Linux; macOS keeps to it in part, Windows not at all).
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from docanalyzer.core.confine import leave_network
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError, ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.core.record import Analysis
from docanalyzer.pipeline import Settings

_POSIX = os.name == "posix"
_DONE, _FAILED = b"A", b"E"
_LENGTH = 8
# Addresses of the database and keys of other services are no business of a parser.
_KEPT = frozenset(
    {"PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "WINDIR", "PATHEXT"}
)
_SIGNALS = {
    "SIGKILL": ("memory", "the system stopped the reader, most likely because it took too much memory"),
    "SIGXCPU": ("timeout", "reading and analysing took too much time"),
}


@dataclass(frozen=True, slots=True)
class _Request:
    filename: str
    metadata: Metadata | None
    settings: Settings | None
    limits: Limits


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
    # What needs no parser to be refused needs no process either.
    if len(content) > limits.size:
        raise ReadError(filename, "too_large", f"the file has more than {limits.size // MIB} MiB")
    request = pickle.dumps(_Request(filename, metadata, settings, limits))
    with tempfile.TemporaryDirectory(prefix="docanalyzer-", ignore_cleanup_errors=True) as folder:
        answer, code, late = _run(request, content, folder, limits)
    if late:
        message = f"reading and analysing took more than {limits.seconds:g} seconds and was stopped"
        raise ReadError(filename, "timeout", message)
    return _read_answer(answer, code, filename)


def _run(request: bytes, content: bytes, folder: str, limits: Limits) -> tuple[bytes, int, bool]:
    """What the child answered, its exit code, and whether its time ran out."""
    command = [sys.executable, "-P", "-m", "docanalyzer.isolation"]
    # The interpreter is this one, and no argument comes from outside.
    process = subprocess.Popen(  # noqa: S603 (our interpreter, arguments made here)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=_POSIX,
    )
    out_of_time = threading.Event()

    def stop() -> None:
        out_of_time.set()
        _kill(process)

    timer = threading.Timer(limits.seconds, stop)
    timer.daemon = True
    timer.start()
    finished = False
    try:
        assert process.stdin is not None  # noqa: S101 (a pipe was asked for)
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            for part in (request, content):
                process.stdin.write(len(part).to_bytes(_LENGTH, "big"))
                process.stdin.write(part)
            process.stdin.flush()
        # A child that has been taken over may write without end. The pipe to it stays open: that it closes is how an
        # orphan knows that nobody waits for it any more.
        answer = _read_all(process.stdout, limits.memory)
        finished = len(answer) < limits.memory
    finally:
        timer.cancel()
        if not finished:
            _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        code = process.wait()
    return answer, code, out_of_time.is_set()


def _read_all(pipe: IO[bytes], most: int) -> bytes:
    pieces, length = [], 0
    while length < most and (piece := pipe.read(min(MIB, most - length))):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)


def _environment(folder: str) -> dict[str, str]:
    """What the child sees of the environment: where things are, and a private place for temporary files."""
    kept = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    root = str(Path(__file__).resolve().parent.parent)
    paths = [path for path in sys.path if path]
    if root not in paths:
        paths.append(root)
    private = dict.fromkeys(("TMPDIR", "TMP", "TEMP", "HOME", "USERPROFILE"), folder)
    return {**kept, **private, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and what it started (LibreOffice)."""
    with contextlib.suppress(OSError):
        if _POSIX:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _read_answer(answer: bytes, code: int, filename: str) -> Analysis:
    try:
        told = _told(answer, filename) if answer and code == 0 else None
    except (ValueError, KeyError, TypeError, DocanalyzerError, RecursionError) as error:
        message = "the reader gave an answer that makes no sense; the file is damaged or hostile"
        raise ReadError(filename, "crashed", message) from error
    if isinstance(told, Analysis):
        return told
    if told is not None:
        raise told
    name = signal.Signals(-code).name if _POSIX and -code in set(signal.Signals) else f"exit code {code}"
    unknown = ("crashed", f"the file made the reader crash ({name}); it is damaged, or takes too much memory")
    raise ReadError(filename, *_SIGNALS.get(name, unknown))


def _told(answer: bytes, filename: str) -> Analysis | ReadError:
    """What the child says; errors of ``json`` and of the codec where it says nothing that can be understood."""
    from docanalyzer.exports import from_data

    data = json.loads(answer[1:])
    if answer[:1] == _DONE:
        return from_data(data, filename)
    return ReadError(filename, str(data["code"]), str(data["message"]))


def main() -> None:
    """The child: read a request from standard input, write one answer to standard output."""
    source = sys.stdin.buffer
    # Nothing that a library prints may get between the answer and who reads it.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request: _Request = pickle.loads(_part(source))  # noqa: S301 (written by the parent, which started us)
    content = _part(source)
    leave_network()
    answered = threading.Event()
    threading.Thread(target=_end_with_parent, args=(answered,), daemon=True).start()
    _bound(request.limits)
    kind, body = _answer(request, content)
    answer.write(kind)
    answer.write(body)
    # From here on the parent may go: it has what it wants.
    answered.set()
    answer.close()


def _part(source: BinaryIO) -> bytes:
    return source.read(int.from_bytes(source.read(_LENGTH), "big"))


def _end_with_parent(answered: threading.Event) -> None:
    """Wait for the parent to go; before it has its answer, nobody else would end this process and clear up."""
    with contextlib.suppress(OSError):
        os.read(0, 1)
    if answered.is_set():
        return
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
    if _POSIX:
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _bound(limits: Limits) -> None:
    """Bounds that the system keeps, where it has them."""
    try:
        import resource
    except ImportError:
        return
    seconds = int(limits.seconds) + 5
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.expanded,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        with contextlib.suppress(ValueError, OSError):  # a system that has a bound by name only
            resource.setrlimit(kind, (most, most))


def _answer(request: _Request, content: bytes) -> tuple[bytes, bytes]:
    from docanalyzer.exports import dumps
    from docanalyzer.pipeline import analyze_document
    from docanalyzer.reading import read_bytes

    try:
        settings = request.settings or Settings()
        document = read_bytes(
            content, request.filename, metadata=request.metadata, limits=request.limits, ocr=settings.ocr
        )
        return _DONE, dumps(analyze_document(document, settings=settings))
    except ReadError as error:
        return _error(error.code, error.cause)
    except MemoryError:
        return _error("memory", f"reading and analysing needs more than {request.limits.memory // MIB} MiB of memory")
    except RecursionError:
        return _error("nested", "the document is nested too deeply to be analysed")
    except Exception as error:  # noqa: BLE001 (a fault of ours in one document must not cost the others)
        return _error("failed", f"the analysis failed; please report this ({type(error).__name__}: {error})")


def _error(code: str, message: str) -> tuple[bytes, bytes]:
    return _FAILED, json.dumps({"code": code, "message": message}).encode()


if __name__ == "__main__":
    main()
