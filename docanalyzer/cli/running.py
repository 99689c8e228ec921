"""Analyse many documents and write what is found; one that fails harms no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import astuple, dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from docanalyzer.batch import BatchError, Done, Executor, Failed, RunReport, Started, Task, Terms, run
from docanalyzer.batch.outputs import Folder, Lines, Output, part_of
from docanalyzer.batch.serial import analyze_task
from docanalyzer.cli.inputs import Inputs, Problem, Source, output_names
from docanalyzer.cli.outputs import Target, write_document, write_documents
from docanalyzer.cli.working import Work, meter
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError, ReadError
from docanalyzer.core.record import Analysis
from docanalyzer.exports import info_of
from docanalyzer.isolated import Form
from docanalyzer.pipeline import Settings
from docanalyzer.present import Summary

Manifest = Mapping[str, Metadata]
# A table of more documents is read by nobody.
_SHOWN = 200
_RESUMABLE = "--resume goes on with a folder of results (-o FOLDER) or with JSON Lines (-o FILE.jsonl)"


class AnalysisError(DocanalyzerError):
    """A document could be read but not analysed, or not read at all."""

    def __init__(self, label: str, cause: str) -> None:
        super().__init__(f"{label}: {cause}")
        self.cause = cause


@dataclass(slots=True)
class Outcome:
    """What became of a run; ``summaries`` has the first documents, ``totals`` and ``analysed`` count all."""

    summaries: list[Summary] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    analysed: int = 0
    written: int = 0
    resumed: int = 0
    interrupted: bool = False
    left_in: Path | None = None

    def count(self, one: Summary) -> None:
        """A document was analysed."""
        self.analysed += 1
        if len(self.summaries) < _SHOWN:
            self.summaries.append(one)
        numbers = [int(value) for value in astuple(one)[3:]]
        self.totals = [a + b for a, b in zip(self.totals or [0] * len(numbers), numbers, strict=True)]


def task_of(source: Source, number: int, manifest: Manifest, output: str = "") -> Task:
    """The task that a source is; standard input is read here."""
    from docanalyzer.reading.manifest import manifest_entry

    if source.path is None:
        return Task(source.label, source.filename, content=sys.stdin.buffer.read(), output=output, number=number)
    metadata = manifest_entry(manifest, source.path)
    return Task(source.label, source.filename, source.path, metadata=metadata, output=output, number=number)


def analyze_source(source: Source, settings: Settings, manifest: Manifest) -> Analysis:
    """Read and analyse one document; whatever goes wrong becomes an :class:`AnalysisError` with the cause in words."""
    try:
        return analyze_task(task_of(source, 0, manifest), Terms(settings))
    except ReadError as error:
        raise AnalysisError(source.label, error.cause) from error


class Run:
    """One run of ``analyze``; iterating it yields each document that could be analysed, with its source."""

    def __init__(self, inputs: Inputs, settings: Settings, manifest: Manifest, work: Work | None = None) -> None:
        self.outcome = Outcome(failures=list(inputs.failures))
        self.report = RunReport("analyze", settings.models)
        for problem in inputs.failures:
            self.report.note_failed(problem.label, "missing", problem.cause)
        self.executor: Executor | None = None
        self._sources = inputs.sources
        self._settings = settings
        self._manifest = manifest
        self._work = work or Work(workers=0)

    def __iter__(self) -> Iterator[tuple[Source, Analysis]]:
        for done in self._done(Terms(self._settings, self._work.limits, "jsonl"), lambda _: "", ordered=True):
            try:
                analysis = done.analysis()
            except ReadError as error:
                self._fail(done.task.label, error.code, error.cause)
            else:
                self._count(done)
                yield self._sources[done.task.number], analysis

    def write(self, target: Target, *, single: bool) -> Outcome:
        """Analyse and write everything; an interrupt leaves what was written in full."""
        try:
            if target.folder and target.path is not None:
                self._write_folder(target.path, target)
            elif target.format == "jsonl" and target.path is not None and (self._work.resume or not single):
                self._write_lines(target.path)
            elif self._work.resume:
                raise BatchError(_RESUMABLE)
            else:
                self._write_one(target, single=single)
        except KeyboardInterrupt:
            self.outcome.interrupted = True
        return self.outcome

    def _write_folder(self, folder: Path, target: Target) -> None:
        extension = info_of(target.format).extension
        form: Form = "jsonl" if target.format == "jsonl" else "json"
        names = output_names(self._sources)

        def write(done: Done, stream: BinaryIO) -> None:
            if target.format in {"json", "jsonl"}:
                stream.write(done.written(form))
            else:
                write_document(done.analysis(), stream, target.format)

        terms = Terms(self._settings, self._work.limits, form)
        with closing(Folder(folder, terms, write, resume=self._work.resume)) as output:
            self._keep(output, terms, lambda source: f"{names[source]}{extension}")

    def _write_lines(self, path: Path) -> None:
        terms = Terms(self._settings, self._work.limits, "jsonl")
        with closing(Lines(path, terms, resume=self._work.resume)) as output:
            self.outcome.left_in = part_of(path)
            self._keep(output, terms, lambda _: "")
            output.finish()
        self.outcome.left_in = None

    def _keep(self, output: Output, terms: Terms, name: Callable[[Source], str]) -> None:
        for done in self._done(terms, name, output):
            try:
                output.keep(done)
            except ReadError as error:
                self._fail(done.task.label, error.code, error.cause)
            except OSError as error:
                where = error.filename or done.task.output
                self._fail(done.task.label, "unwritten", f"cannot write {where}: {error.strerror or error}")
            else:
                self.outcome.written += 1
                self._count(done)

    def _write_one(self, target: Target, *, single: bool) -> None:
        analyses = (analysis for _, analysis in self)
        first = next(analyses, None)
        # Nothing could be read: an empty file would look like a result.
        if first is None:
            return
        try:
            write_documents(chain((first,), analyses), target.path, target.format, single=single)
        except BrokenPipeError:  # who reads has seen enough
            raise
        except OSError as error:
            where = "standard output" if target.path is None else str(target.path)
            self._fail(where, "unwritten", f"cannot be written: {error.strerror or error}")
        else:
            self.outcome.written = 1

    def _done(
        self, terms: Terms, name: Callable[[Source], str], output: Output | None = None, *, ordered: bool = False
    ) -> Iterator[Done]:
        """The documents that were analysed; the others are noted."""
        with meter(len(self._sources)) as bar, self._work.executor(terms, len(self._sources)) as executor:
            self.executor = executor

            def tasks() -> Iterator[Task]:
                for number, source in enumerate(self._sources):
                    task = task_of(source, number, self._manifest, name(source))
                    if output is not None and self._work.resume and output.has(task):
                        self.outcome.resumed += 1
                        self.report.note("resumed")
                        bar.skip()
                    else:
                        yield task

            for event in run(tasks(), executor, ordered=ordered):
                if isinstance(event, Started):
                    bar.start(event.task.filename)
                    continue
                bar.advance()
                self.report.time(event)
                if isinstance(event, Failed):
                    self.outcome.failures.append(Problem(event.task.label, event.cause))
                    self.report.note_failed(event.task.label, event.code, event.cause)
                else:
                    yield event

    def _count(self, done: Done) -> None:
        self.outcome.count(done.summary)
        self.report.note("written")

    def _fail(self, label: str, code: str, cause: str) -> None:
        self.outcome.failures.append(Problem(label, cause))
        self.report.note_failed(label, code, cause)
