"""Documents on standard output: a table for people, a line for each document in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from docanalyzer.cli.console import console, harmless, one_line, print_table
from docanalyzer.cli.filling import every
from docanalyzer.library import DocumentQuery, DocumentRow, Hit, Library, Snippet


def is_interactive() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def print_documents(library: Library, query: DocumentQuery) -> None:
    """The documents that match, the latest first."""
    out = console()
    if not out.is_terminal:
        for row in every(library, query):
            _print_line(row)
        return
    rows = list(every(library, query))
    if not rows:
        out.print(Text(f"{library.name} holds no such document; docanalyzer add PATH… puts some in."), soft_wrap=True)
        return
    header = ("id", "document", "title", "lang", "issued", "targets", "provisions")
    print_table(
        out,
        header,
        [
            (
                row.id[:8],
                one_line(row.name),
                one_line(row.title or ""),
                row.language,
                row.issued_on or "",
                row.targets,
                row.provisions,
            )
            for row in rows
        ],
    )
    out.print(Text(f"{len(rows)} documents in {library.name}"), soft_wrap=True)


def print_hits(library: Library, words: str) -> None:
    """The documents that have the words, the best first, with the places where they stand."""
    out = console()
    found = False
    for hit in _hits(library, words):
        found = True
        if out.is_terminal:
            _print_hit(out, hit)
        else:
            _print_line(hit.document)
    if not found:
        console(stderr=True).print(Text(f"Nothing found for {one_line(words)}"), soft_wrap=True)


def _hits(library: Library, words: str) -> Iterator[Hit]:
    number, pages = 1, 1
    while number <= pages:
        page = library.search(words, page=number, size=100)
        pages = page.pages
        yield from page.items
        number += 1


def _print_line(row: DocumentRow) -> None:
    sys.stdout.write(f"{one_line(row.name)}\t{one_line(row.title or '')}\t{row.id}\n")


def _print_hit(out: Console, hit: Hit) -> None:
    row = hit.document
    line = Text(one_line(row.name), style="bold")
    line.append(f"  {one_line(row.title or '')}", style="not bold").append(f"  {row.id[:8]}", style="not bold dim")
    out.print(line, soft_wrap=True)
    for snippet in hit.snippets:
        out.print(_marked(snippet), soft_wrap=True)


def _marked(snippet: Snippet) -> Text:
    # The same length as before, so that the marks stay where they are.
    text = Text("    … ").append(harmless(snippet.text).replace("\n", " ").replace("\t", " ")).append(" …")
    for start, end in snippet.marks:
        text.stylize("bold reverse", start + 6, end + 6)
    return text
