"""Open a library, fill it, and find the documents in it that a command names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from docanalyzer.cli.console import console, progress_bar
from docanalyzer.intake import load_examples, wants_examples
from docanalyzer.library import DocumentQuery, DocumentRow, Library, LibraryError, open_library

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
