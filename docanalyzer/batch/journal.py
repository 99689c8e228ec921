"""What a run has done, so that a later one goes on from there.

A journal is a hidden file beside the results. It has a line for each document that is done: its key, which holds its
content, name and metadata, the settings and the version of rules and models; and where its result ends. The line is
written after the result, so a run that is killed in between does that document again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from docanalyzer.batch.task import BatchError, Task
from docanalyzer.core.errors import ReadError
from docanalyzer.isolated import Terms
from docanalyzer.reading.recognition import is_available
from docanalyzer.version import analysis_version


def journal_of(out: Path) -> Path:
    """Where the journal of a folder, or of a file, of results lies."""
    return out / ".docanalyzer-run.jsonl" if out.is_dir() else out.with_name(f".{out.name}.docanalyzer-run.jsonl")


class Keys:
    """Keys of documents under the terms of a run: equal keys have equal results."""

    def __init__(self, terms: Terms) -> None:
        settings, self._limits = terms.settings, terms.limits
        said = {field.name: getattr(settings, field.name) for field in fields(settings)} if settings else {}
        version = analysis_version(settings.models if settings else "default")
        # Pages that are pictures have text where it can be recognised.
        self._stamp = [version, is_available(), terms.form, {name: _plain(value) for name, value in said.items()}]

    def now(self, task: Task) -> str:
        """The key of a task by what its file holds now; empty, and so nobody's, where it cannot be read."""
        try:
            return self.of(task, hashlib.sha256(task.read(self._limits)).hexdigest())
        except ReadError:
            return ""

    def of(self, task: Task, document_id: str) -> str:
        """The key of a task whose content has this id."""
        metadata = asdict(task.metadata) if task.metadata else None
        told = json.dumps([document_id, task.filename, task.output, metadata, self._stamp], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A setting as JSON; a function by its name."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    return value


class Journal:
    """The journal at ``path``; with ``resume`` what stands in it counts, else it begins anew.

    Raises :class:`BatchError` where another run is writing to it.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.end = 0
        self._keys: Counter[str] = Counter()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream: BinaryIO = path.open("r+b" if path.exists() else "x+b")
        try:
            _lock(self._stream, path)
            self._stream.truncate(self._read() if resume else 0)
            self._stream.seek(0, 2)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def take(self, key: str) -> bool:
        """Whether the result with this key is there; each counts once, for a document may have been named twice."""
        there = self._keys[key] > 0
        if there:
            self._keys[key] -= 1
        return there

    def note(self, key: str, end: int = 0) -> None:
        """A result is written; it ends at ``end`` of the file that holds them all."""
        self.end = end
        self._stream.write(json.dumps({"key": key, "end": end}).encode() + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def _read(self) -> int:
        """Take in the lines that are whole; where they end."""
        good = 0
        for line in self._stream:
            try:
                entry = json.loads(line) if line.endswith(b"\n") else {}
                key, end = str(entry["key"]), int(entry["end"])
            except (ValueError, KeyError, TypeError):
                break
            self._keys[key] += 1
            self.end = end
            good += len(line)
        return good


def _lock(stream: BinaryIO, path: Path) -> None:
    """Hold the file for this process, where the system can; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BatchError(f"{path}: another run is writing its results here") from error
