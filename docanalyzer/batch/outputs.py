"""Results to files as they come: a file for each document, or a line of JSON Lines for each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Protocol

from docanalyzer.batch.journal import Journal, Keys, journal_of
from docanalyzer.batch.task import BatchError, Done, Task
from docanalyzer.isolated import Terms


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream that becomes ``path`` when all is written: no half-written file ever bears its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        # mkstemp makes files for their owner alone; the result gets the rights of any new file.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Output(Protocol):
    """Where results go; each is safe as soon as ``keep`` returns."""

    def has(self, task: Task) -> bool:
        """Whether an earlier run left the result of this task."""

    def keep(self, done: Done) -> None:
        """Write a result; raises OSError."""

    def finish(self) -> None:
        """Everything has been written."""

    def close(self) -> None:
        """Let go; what has been kept stays."""


class Folder:
    """A file for each document, named by ``Task.output``; ``write`` puts a result into a stream."""

    def __init__(
        self, folder: Path, terms: Terms, write: Callable[[Done, BinaryIO], None], *, resume: bool = False
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._keys, self._write = folder, Keys(terms), write
        self._journal = Journal(journal_of(folder), resume=resume)

    def has(self, task: Task) -> bool:
        """Whether an earlier run left the file of this task."""
        return self._journal.take(self._keys.now(task)) and (self._folder / task.output).is_file()

    def keep(self, done: Done) -> None:
        """Write a document's file, whole or not at all."""
        with replacing(self._folder / done.task.output) as stream:
            self._write(done, stream)
        self._journal.note(self._keys.of(done.task, done.document_id))

    def finish(self) -> None:
        """Every file is in its place."""

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()


class Lines:
    """One file of JSON Lines, which bears the name ``part_of`` gives until all is written."""

    def __init__(self, path: Path, terms: Terms, *, resume: bool = False) -> None:
        self.part = part_of(path)
        self._path, self._keys = path, Keys(terms)
        if self.part.exists() and not resume:
            raise BatchError(f"{self.part} is left of an earlier run: --resume goes on with it; or remove it")
        self._journal = Journal(journal_of(path), resume=resume)
        try:
            self._stream = self._opened()
        except BaseException:
            self._journal.close()
            raise

    def _opened(self) -> FileIO:
        end = self._journal.end
        if end and self._path.exists() and not self.part.exists():
            self._path.replace(self.part)
        if end > (self.part.stat().st_size if self.part.exists() else 0):
            raise BatchError(f"{self.part} is not what the earlier run left; start anew without --resume")
        # Without a buffer nothing is left to be written when the system says that nothing can be.
        stream = self.part.open("ab", buffering=0)
        # Half a line, when that run was killed.
        stream.truncate(end)
        return stream

    def has(self, task: Task) -> bool:
        """Whether an earlier run left the line of this task."""
        return self._journal.take(self._keys.now(task))

    def keep(self, done: Done) -> None:
        """Write a document's line; raises :class:`BatchError`, for what cannot hold one can hold none."""
        line = memoryview(done.written("jsonl"))
        try:
            while line:
                line = line[self._stream.write(line) :]
        except OSError as error:
            raise BatchError(f"{self.part} cannot be written: {error.strerror or error}") from error
        self._journal.note(self._keys.of(done.task, done.document_id), self._stream.tell())

    def finish(self) -> None:
        """Give the file its name; without a line there is none, for it would look like a result."""
        self.close()
        if self._journal.end:
            self.part.replace(self._path)
        else:
            self.part.unlink(missing_ok=True)
            journal_of(self._path).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave whole lines."""
        if not self._stream.closed:
            self._stream.truncate(self._journal.end)
            self._stream.close()
            self._journal.close()


def part_of(path: Path) -> Path:
    """What a file of JSON Lines is called as long as it is being written."""
    return path.with_name(f"{path.name}.part")
