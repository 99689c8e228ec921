"""A document to analyse, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.core.record import Analysis
from docanalyzer.isolation import Form, records_of
from docanalyzer.present import Summary


class BatchError(DocanalyzerError):
    """A run as a whole cannot go on; the message says why."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to analyse: its ``content`` or, to be read when its turn comes, the ``path`` of its file.

    ``label`` is what messages call it; ``filename`` names its kind. ``output`` is the name of its own file of records,
    where it gets one, and ``number`` is for whoever made the task.
    """

    label: str
    filename: str
    path: Path | None = None
    content: bytes | None = None
    metadata: Metadata | None = None
    output: str = ""
    number: int = 0

    def read(self, limits: Limits = LIMITS) -> bytes:
        """The bytes of the document; raises :class:`docanalyzer.core.errors.ReadError`."""
        from docanalyzer.reading.dispatch import read_content

        if self.content is not None or self.path is None:
            return self.content or b""
        return read_content(self.path, limits)


@dataclass(frozen=True, slots=True)
class Started:
    """A document has its turn."""

    task: Task


@dataclass(frozen=True, slots=True)
class Done:
    """A document was analysed, which took ``seconds``; ``found`` are its records, or the JSON of them."""

    task: Task
    seconds: float
    document_id: str
    summary: Summary
    characters: int
    found: Analysis | bytes

    def analysis(self) -> Analysis:
        """The records; raises :class:`docanalyzer.core.errors.ReadError` where their JSON is none of this program."""
        return records_of(self.found, self.task.filename) if isinstance(self.found, bytes) else self.found

    def written(self, form: Form) -> bytes:
        """The records as a file of JSON or as a line of JSON Lines; ``form`` is that of the terms of the run."""
        from docanalyzer.isolated import encoded

        return self.found if isinstance(self.found, bytes) else encoded(self.found, form)


@dataclass(frozen=True, slots=True)
class Failed:
    """A document could not be analysed, for a cause in words and a code that is stable."""

    task: Task
    seconds: float
    code: str
    cause: str


Event = Started | Done | Failed


class Executor(Protocol):
    """Something that analyses: takes tasks, and tells of each that it has started and that it is done or has failed."""

    @property
    def slots(self) -> int:
        """How many tasks it should have at once, so that it never waits."""

    def submit(self, task: Task) -> None:
        """Take a task."""

    def next(self) -> Event:
        """What happens next; waits for it."""

    def about(self) -> dict[str, object]:
        """What a report says of it."""

    def close(self) -> None:
        """Give up whatever is not done."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
