"""The commands of the library: add, list, search, export, remove, reanalyze."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docanalyzer.cli.choices import (
    DaskAddress,
    ForceChoice,
    Models,
    ProgressChoice,
    ReportFile,
    RoleChoice,
    Seconds,
    Workers,
)
from docanalyzer.cli.errors import clean_errors, fail
from docanalyzer.exports.formats import FORMATS, Format

commands = typer.Typer()

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="SQLite file or SQLAlchemy URL of the library; else DOCANALYZER_DATABASE_URL, else your own library.",
    ),
]
Progress = Annotated[
    ProgressChoice, typer.Option("--progress", help="A bar on a terminal, or a line of JSON for each event.")
]
CollectionNames = Annotated[
    list[str] | None, typer.Option("--collection", metavar="NAME", help="Collection; may be repeated.")
]
FORMATS_HELP = "[bold]Formats[/bold]\n\n" + "\n\n".join(f"{i.id} ({i.extension}): {i.what_en}" for i in FORMATS)


@commands.command()
@clean_errors
def add(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, or - for standard input.")
    ],
    collection: CollectionNames = None,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", metavar="FILE", help="CSV or JSON with columns file, title, issued_on, issuer."),
    ] = None,
    database: Database = None,
    progress: Progress = ProgressChoice.BAR,
    timeout: Seconds = None,
    models: Models = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    report: ReportFile = None,
) -> None:
    """Analyse documents and put them into the library.

    Documents are read in a process of their own (--workers: in several), which
    is stopped when one takes too long or too much memory. What is there already is recognised by
    its content. Whatever interrupts the command, the library stays whole, and
    the same command goes on where it stopped.

    [bold]Examples[/bold]

    docanalyzer add plan.pdf

    docanalyzer add documents/ --manifest documents.csv --collection "Five-year plans"

    docanalyzer add archive/ --workers 4 --report added.json
    """
    from docanalyzer.cli.adding import add_sources, finish
    from docanalyzer.cli.inputs import expand
    from docanalyzer.cli.working import Work
    from docanalyzer.learned.store import parse_choice
    from docanalyzer.library import open_library
    from docanalyzer.pipeline import Settings
    from docanalyzer.reading import supported
    from docanalyzer.reading.manifest import load_manifest

    if any(not name.strip() for name in collection or ()):
        raise typer.BadParameter("a collection needs a name", param_hint="--collection")
    known = load_manifest(manifest) if manifest else {}
    settings = Settings(models=parse_choice(models))
    inputs = expand(paths, supported())
    with open_library(database) as library:
        told = add_sources(library, inputs, collection or (), known, progress, Work(workers, dask, timeout), settings)
        finish(library, told, progress, report)


@commands.command(name="list")
@clean_errors
def list_documents(
    collection: CollectionNames = None,
    database: Database = None,
) -> None:
    """List the documents of the library, the latest first.

    Into a pipe goes one line for each: file name, title and id, parted by tabs.

    [bold]Examples[/bold]

    docanalyzer list

    docanalyzer list --collection "Five-year plans" | cut -f1
    """
    from docanalyzer.cli.filling import opened
    from docanalyzer.cli.listing import print_documents
    from docanalyzer.library import DocumentQuery

    with opened(database) as library:
        print_documents(library, DocumentQuery(collection=collection or None))


@commands.command()
@clean_errors
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="What to look for; all of it has to be there.")
    ],
    database: Database = None,
) -> None:
    """Find the documents that have all the words.

    English words are found in every form, Chinese ones of any length. Words in
    quotation marks, which the shell must leave standing, are found as they
    stand together. Into a pipe goes one line for each document, as list
    prints it; without a hit nothing does.

    [bold]Examples[/bold]

    docanalyzer search energy saving

    docanalyzer search 节能 工业

    docanalyzer search '"renewable energy"'
    """
    from docanalyzer.cli.filling import opened
    from docanalyzer.cli.listing import print_hits

    with opened(database) as library:
        print_hits(library, " ".join(words))


@commands.command(epilog=FORMATS_HELP)
@clean_errors
def export(  # noqa: PLR0913, PLR0917 (one for each option)
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="File to write; its extension names the format.")
    ],
    form: Annotated[
        Format | None, typer.Option("--format", metavar="FORMAT", help="Format of the file; they are listed below.")
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="DOCUMENT", help="Id, its beginning, or file name; may be repeated."),
    ] = None,
    collection: CollectionNames = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", metavar="ID", help="Indicator; may be repeated.")
    ] = None,
    industry: Annotated[
        list[str] | None,
        typer.Option("--industry", metavar="CODE", help="Industry with all below it; may be repeated."),
    ] = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="CODE", help="Region with its members; may be repeated.")
    ] = None,
    due_from: Annotated[str | None, typer.Option("--due-from", metavar="DAY", help="Due on this day or later.")] = None,
    due_to: Annotated[str | None, typer.Option("--due-to", metavar="DAY", help="Due on this day or sooner.")] = None,
    role: Annotated[list[RoleChoice] | None, typer.Option("--role", help="Role of a number; may be repeated.")] = None,
    force: Annotated[
        list[ForceChoice] | None, typer.Option("--force", help="Force of a provision; may be repeated.")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option("--min-confidence", min=0, max=1, help="Records at least as certain.")
    ] = None,
    database: Database = None,
) -> None:
    """Write records of the library into a file: all of it, or what the filters leave.

    --document and --collection choose documents; the other filters choose
    records, and the documents that have such records. What reviewers
    corrected is exported as corrected.

    [bold]Examples[/bold]

    docanalyzer export -o library.xlsx

    docanalyzer export -o 2030.csv --role target --due-to 2030-12-31 --region CN

    docanalyzer export -o plans.qdpx --collection "Five-year plans"
    """
    from docanalyzer.cli.exporting import Filters, export_to

    filters = Filters(
        document=tuple(document or ()),
        collection=tuple(collection or ()),
        indicator=tuple(indicator or ()),
        industry=tuple(industry or ()),
        region=tuple(region or ()),
        due_from=due_from,
        due_to=due_to,
        role=tuple(one.value for one in role or ()),
        force=tuple(one.value for one in force or ()),
        min_confidence=min_confidence,
    )
    export_to(out, form, filters, database)


@commands.command()
@clean_errors
def remove(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT...", help="Ids, beginnings of ids, or file names.")
    ] = None,
    collection: CollectionNames = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked.")] = False,
    database: Database = None,
) -> None:
    """Forget documents with everything that was found and decided in them.

    [bold]Examples[/bold]

    docanalyzer remove plan.pdf

    docanalyzer remove --collection examples
    """
    from docanalyzer.cli.console import one_line
    from docanalyzer.cli.filling import chosen
    from docanalyzer.cli.listing import is_interactive
    from docanalyzer.library import open_library

    if not documents and not collection:
        fail("name documents or a --collection to remove")
    with open_library(database) as library:
        found = chosen(library, documents or (), collection or ())
        for row in found:
            decided = f", with {row.reviewed} reviewed records" if row.reviewed else ""
            typer.echo(f"{one_line(row.name)} ({row.id[:12]}){decided}", err=True)
        if not yes:
            if not is_interactive():
                fail("nobody is there to be asked, so nothing was removed; --yes removes without asking")
            if not typer.confirm(f"Remove {len(found)} documents?", err=True):
                raise typer.Exit(1)
        removed = library.remove([row.id for row in found])
    typer.echo(f"Removed {removed} documents.", err=True)


@commands.command()
@clean_errors
def reanalyze(  # noqa: PLR0913, PLR0917 (one for each option)
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT...", help="Ids, beginnings of ids, or file names.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All documents, those of today's rules too.")] = False,
    database: Database = None,
    progress: Progress = ProgressChoice.BAR,
    timeout: Seconds = None,
    models: Models = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    report: ReportFile = None,
) -> None:
    """Analyse stored documents again by the rules of today; every decision is kept.

    Without arguments it takes the documents that another version of the rules
    analysed.

    [bold]Examples[/bold]

    docanalyzer reanalyze

    docanalyzer reanalyze plan.pdf
    """
    from docanalyzer.cli.adding import finish, reanalyze_rows
    from docanalyzer.cli.filling import chosen
    from docanalyzer.cli.working import Work
    from docanalyzer.learned.store import parse_choice
    from docanalyzer.library import DocumentQuery, open_library
    from docanalyzer.pipeline import Settings

    settings = Settings(models=parse_choice(models))
    with open_library(database) as library:
        rows = chosen(library, documents or (), (), DocumentQuery(outdated=None if everything else True))
        told = reanalyze_rows(library, rows, progress, Work(workers, dask, timeout), settings)
        finish(library, told, progress, report)


@commands.command(name="app")
@clean_errors
def start_app(
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Port; else the first free one from 8501 on.")
    ] = None,
    database: Database = None,
) -> None:
    """Start the app in the browser, for this machine alone.

    The first start puts the example documents into your own library; one that
    is named with --database or DOCANALYZER_DATABASE_URL is left as it is.

    [bold]Examples[/bold]

    docanalyzer app

    docanalyzer app --port 9000 --database project.sqlite
    """
    from docanalyzer.cli.serving import serve

    serve(port, database)
