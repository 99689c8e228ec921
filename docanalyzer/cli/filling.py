"""Open a library, fill it, and find the documents in it that a command names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import typer

from docanalyzer.cli.console import console, print_skipped, progress_bar
from docanalyzer.cli.events import ProgressChoice, Report, report
from docanalyzer.cli.inputs import Inputs, Source
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.intake import load_examples, read_file, reanalyze, take_in, wants_examples
from docanalyzer.library import DocumentQuery, DocumentRow, Library, LibraryError, open_library
from docanalyzer.pipeline import Settings
from docanalyzer.reading.manifest import manifest_entry

_SHORTEST_ID = 6
_HEX = frozenset("0123456789abcdef")


@contextmanager
def opened(database: str | None) -> Iterator[Library]:
    """The library to read from; a new one of the user's own gets the example documents first."""
    with open_library(database) as library:
        if database is None and wants_examples(library):
            err = console(stderr=True)
            err.print("Your library is new: the example documents are put into it …", soft_wrap=True)
            with progress_bar() as bar:
                task = bar.add_task("")
                for name in load_examples(library):
                    bar.update(task, description=name)
            err.print("(docanalyzer remove --collection examples takes them out again.)", soft_wrap=True)
        yield library


def add_sources(
    library: Library,
    inputs: Inputs,
    collections: Sequence[str],
    manifest: Mapping[str, Metadata],
    how: ProgressChoice,
    seconds: float | None,
    settings: Settings,
) -> Report:
    """Put every document into the library; one that fails harms no other."""
    limits = _limits(seconds)
    with report(len(inputs.sources) + len(inputs.failures), how) as told:
        for problem in inputs.failures:
            told.start(problem.label)
            told.failed(problem.label, problem.cause, "missing")
        for source in inputs.sources:
            told.start(source.label)
            try:
                content = _read(source, limits)
                said = manifest_entry(manifest, source.path) if source.path else None
                added = take_in(
                    library,
                    content,
                    source.filename,
                    collections=collections,
                    metadata=said,
                    limits=limits,
                    settings=settings,
                )
            except ReadError as error:
                told.failed(source.label, error.cause, error.code)
            else:
                told.done(source.label, added.document_id, added.status)
    print_skipped(console(stderr=True), inputs.skipped)
    return told


def reanalyze_rows(
    library: Library, rows: Sequence[DocumentRow], how: ProgressChoice, seconds: float | None, settings: Settings
) -> Report:
    """Analyse stored documents again; one that fails keeps what it had."""
    limits = _limits(seconds)
    with report(len(rows), how) as told:
        for row in rows:
            told.start(row.name)
            try:
                reanalyze(library, row.id, limits=limits, settings=settings)
            except ReadError as error:
                told.failed(row.name, error.cause, error.code)
            else:
                told.done(row.name, row.id, "updated")
    return told


def finish(library: Library, told: Report, how: ProgressChoice) -> None:
    """Say what became of all; exit code 1 where something failed."""
    if how is not ProgressChoice.JSONL:
        counts = ", ".join(
            f"{told.counts[name]} {name}" for name in ("added", "updated", "known", "failed") if told.counts[name]
        )
        console(stderr=True).print(f"{counts or 'Nothing to do'} · {library.name}", soft_wrap=True)
    if told.problems:
        raise typer.Exit(1)


def chosen(
    library: Library,
    names: Sequence[str],
    collections: Sequence[str],
    otherwise: DocumentQuery | None = None,
) -> list[DocumentRow]:
    """The documents that are named by id, the beginning of an id or file name, and those of collections.

    Without names and collections, those of ``otherwise``. Raises :class:`LibraryError` for a name that fits no
    document, or more than one.
    """
    found = {row.id: row for name in names for row in [named(library, name)]}
    known = {entry.name for entry in library.collections()}
    for collection in collections:
        if collection not in known:
            raise LibraryError(f"{library.name}: no collection is called “{collection}”")
        found |= {row.id: row for row in every(library, DocumentQuery(collection=collection))}
    if not names and not collections and otherwise is not None:
        return list(every(library, otherwise))
    return list(found.values())


def named(library: Library, name: str) -> DocumentRow:
    """The one document with this file name, id or beginning of an id."""
    rows = [row for row in every(library, DocumentQuery(text=name)) if row.name == name]
    if not rows and len(name) >= _SHORTEST_ID and set(name.lower()) <= _HEX:
        rows = list(every(library, DocumentQuery(ids=[name.lower()])))
    if not rows:
        raise LibraryError(f"{library.name}: no document has the file name or id “{name}”")
    if len(rows) > 1:
        ids = ", ".join(row.id[:12] for row in rows)
        raise LibraryError(f"{library.name}: {len(rows)} documents are called “{name}”; say which by its id: {ids}")
    return rows[0]


def every(library: Library, query: DocumentQuery) -> Iterator[DocumentRow]:
    """All documents that match, page by page."""
    number, pages = 1, 1
    while number <= pages:
        page = library.documents(query, page=number, size=500)
        pages = page.pages
        yield from page.items
        number += 1


def _read(source: Source, limits: Limits) -> bytes:
    if source.path is not None:
        return read_file(source.path, limits)
    return sys.stdin.buffer.read(limits.size + 1)


def _limits(seconds: float | None) -> Limits:
    return LIMITS if seconds is None else replace(LIMITS, seconds=seconds)
