"""Documents into the library, and stored ones analysed again; one that fails harms no other."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import typer

from docanalyzer.batch import Done, Executor, Failed, RunReport, Started, Task, Terms, run
from docanalyzer.cli.choices import ProgressChoice
from docanalyzer.cli.console import console, print_skipped
from docanalyzer.cli.errors import INTERRUPTED
from docanalyzer.cli.events import Report, report
from docanalyzer.cli.inputs import Inputs, Source
from docanalyzer.cli.outcome import write_report
from docanalyzer.cli.working import Work
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import Limits
from docanalyzer.core.record import Analysis
from docanalyzer.intake import recognise
from docanalyzer.library import DocumentRow, Library
from docanalyzer.pipeline import Settings
from docanalyzer.reading.dispatch import read_content
from docanalyzer.reading.manifest import manifest_entry
from docanalyzer.version import analysis_version

# Stores an analysis; the id of the document and what became of it.
Store = Callable[[Task, Analysis], tuple[str, str]]


def add_sources(
    library: Library,
    inputs: Inputs,
    collections: Sequence[str],
    manifest: Mapping[str, Metadata],
    how: ProgressChoice,
    work: Work,
    settings: Settings,
) -> Report:
    """Put every document into the library; what is there already is not analysed again."""
    version = analysis_version(settings.models)
    terms = Terms(settings, work.limits, "jsonl")

    def tasks(told: Report) -> Iterator[Task]:
        for source in inputs.sources:
            try:
                content = _read(source, work.limits)
            except ReadError as error:
                told.start(source.label)
                told.failed(source.label, error.cause, error.code)
                continue
            said = manifest_entry(manifest, source.path) if source.path else None
            added, metadata = recognise(library, content, collections=collections, metadata=said, version=version)
            if added is not None:
                told.start(source.label)
                told.done(source.label, added.document_id, added.status)
            else:
                yield Task(source.label, source.filename, content=content, metadata=metadata)

    def store(task: Task, analysis: Analysis) -> tuple[str, str]:
        added = library.add(
            task.read(),
            analysis,
            filename=task.filename,
            collections=collections,
            metadata=task.metadata,
            made_by=version,
        )
        return added.document_id, added.status

    with report(RunReport("add", settings.models), len(inputs.sources) + len(inputs.failures), how) as told:
        told.skipped = len(inputs.skipped)
        for problem in inputs.failures:
            told.start(problem.label)
            told.failed(problem.label, problem.cause, "missing")
        _store_all(told, tasks(told), lambda: work.executor(terms, len(inputs.sources), isolated=True), store)
    print_skipped(console(stderr=True), inputs.skipped)
    return told


def reanalyze_rows(
    library: Library, rows: Sequence[DocumentRow], how: ProgressChoice, work: Work, settings: Settings
) -> Report:
    """Analyse stored documents again; one that fails keeps what it had."""
    version = analysis_version(settings.models)
    terms = Terms(settings, work.limits, "jsonl")

    def tasks() -> Iterator[Task]:
        for number, row in enumerate(rows):
            content, metadata = library.content(row.id), library.metadata(row.id)
            yield Task(row.name, row.name, content=content, metadata=metadata, number=number)

    def store(task: Task, analysis: Analysis) -> tuple[str, str]:
        document_id = rows[task.number].id
        library.replace(document_id, analysis, version)
        return document_id, "updated"

    with report(RunReport("reanalyze", settings.models), len(rows), how) as told:
        _store_all(told, tasks(), lambda: work.executor(terms, len(rows), isolated=True), store)
    return told


def _store_all(told: Report, tasks: Iterable[Task], executor: Callable[[], Executor], store: Store) -> None:
    """Analyse, store and tell; an interrupt leaves what is stored, each document whole."""
    try:
        with executor() as told.executor:
            for event in run(tasks, told.executor):
                if isinstance(event, Started):
                    told.start(event.task.label)
                    continue
                told.run.time(event)
                _store_one(told, event, store)
    except KeyboardInterrupt:
        told.interrupted = True


def _store_one(told: Report, event: Done | Failed, store: Store) -> None:
    label = event.task.label
    if isinstance(event, Failed):
        told.failed(label, event.cause, event.code)
        return
    try:
        analysis = _records(event)
    except ReadError as error:
        told.failed(label, error.cause, error.code)
    else:
        told.done(label, *store(event.task, analysis))


def _records(done: Done) -> Analysis:
    """The records of a document; raises :class:`ReadError` where they are none or those of another one."""
    analysis = done.analysis()
    if analysis.document.id != hashlib.sha256(done.task.read()).hexdigest():
        raise ReadError(done.task.label, "crashed", "the reader gave the records of another document; it is hostile")
    return analysis


def finish(library: Library, told: Report, how: ProgressChoice, file: Path | None) -> None:
    """Say what became of all and write the report; exit code 1 where something failed, 130 after an interrupt."""
    if how is not ProgressChoice.JSONL:
        counts = ", ".join(
            f"{told.counts[name]} {name}" for name in ("added", "updated", "known", "failed") if told.counts[name]
        )
        err = console(stderr=True)
        err.print(f"{counts or 'Nothing to do'} · {library.name}", soft_wrap=True)
        if told.interrupted:
            err.print("Interrupted; the same command goes on from there.")
    if file is not None:
        write_report(file, told.run, told.executor, skipped=told.skipped, interrupted=told.interrupted)
    if told.interrupted:
        raise typer.Exit(INTERRUPTED)
    if told.problems:
        raise typer.Exit(1)


def _read(source: Source, limits: Limits) -> bytes:
    if source.path is not None:
        return read_content(source.path, limits)
    return sys.stdin.buffer.read(limits.size + 1)
