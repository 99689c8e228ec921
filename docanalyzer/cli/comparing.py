"""The command that compares documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeGuard

import typer

from docanalyzer.cli.choices import Models
from docanalyzer.cli.console import console, print_problems, print_table
from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Analysis

if TYPE_CHECKING:
    from docanalyzer.comparison.report import Report


class ModeChoice(StrEnum):
    """What ``compare`` looks at."""

    TARGETS = "targets"
    PROVISIONS = "provisions"
    VERSIONS = "versions"
    BILINGUAL = "bilingual"
    CASCADE = "cascade"


class ReportChoice(StrEnum):
    """Formats of a report."""

    HTML = "html"
    JSON = "json"
    XLSX = "xlsx"
    MD = "md"


class UsageError(DocanalyzerError):
    """The output cannot be what was asked for."""


def compare(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="A B...", help="Documents or exported JSON, the left one first."),
    ],
    mode: Annotated[ModeChoice, typer.Option("--mode", help="What to compare.")] = ModeChoice.TARGETS,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Report; its extension names the format.")
    ] = None,
    form: Annotated[ReportChoice | None, typer.Option("--format", help="Format of the report.")] = None,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", metavar="FILE", help="CSV or JSON with columns file, title, issued_on, issuer."),
    ] = None,
    models: Models = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder", metavar="PATH", help="Pair provisions by this model: encoder, or one of Hugging Face by path."
        ),
    ] = None,
) -> None:
    """Compare documents, like for like, also across languages.

    Each pair of records gets a verdict, seen from left to right, and the reason
    for it. targets and provisions compare every two documents; versions an
    earlier with a later one; bilingual a text with its translation; cascade the
    first, national one with each local one. Without -o, a table is printed.

    [bold]Examples[/bold]

    docanalyzer compare plan-2016.pdf plan-2021.pdf

    docanalyzer compare draft.docx final.docx --mode versions -o changes.html

    docanalyzer compare plan-zh.pdf plan-en.pdf --mode bilingual -o check.xlsx

    docanalyzer compare national.pdf hebei.pdf hunan.pdf --mode cascade -o cascade.html
    """
    import sys

    from docanalyzer.batch.outputs import replacing
    from docanalyzer.comparison.report import compare as compare_all
    from docanalyzer.comparison.writing import REPORT_WRITERS
    from docanalyzer.learned.encoder import open_encoder

    target = _format(out, form)
    if encoder and mode is not ModeChoice.PROVISIONS:
        raise UsageError("--encoder pairs provisions; give it with --mode provisions")
    analyses = _analyses(paths, manifest, models)
    report = compare_all(analyses, mode.value, open_encoder(encoder).embed if encoder else None)
    if out is not None:
        with replacing(out) as stream:
            REPORT_WRITERS[target.value](report, stream)
        console(stderr=True).print(f"The report is in {out}", soft_wrap=True)
    elif form is not None:
        sys.stdout.flush()
        REPORT_WRITERS[target.value](report, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        _print(report)


def _format(out: Path | None, form: ReportChoice | None) -> ReportChoice:
    if form is not None or out is None:
        return form or ReportChoice.HTML
    extension = out.suffix.lower().removeprefix(".")
    extension = {"htm": "html", "markdown": "md"}.get(extension, extension)
    if extension not in set(ReportChoice):
        raise UsageError(f"{out}: a report is one of {', '.join(ReportChoice)}; name one by the extension or --format")
    return ReportChoice(extension)


def _analyses(paths: list[str], manifest: Path | None, models: list[str] | None) -> list[Analysis]:
    """The documents in the order of the arguments; one that cannot be read ends the comparison with its cause."""
    from docanalyzer.cli.inputs import Inputs, expand
    from docanalyzer.cli.running import Run
    from docanalyzer.exports import load_all
    from docanalyzer.learned.store import parse_choice
    from docanalyzer.pipeline import Settings
    from docanalyzer.reading import supported
    from docanalyzer.reading.manifest import load_manifest

    inputs = expand(paths, supported())
    exported = {source.label: load_all(source.path) for source in inputs.sources if _is_export(source.path)}
    rest = [source for source in inputs.sources if source.label not in exported]
    settings = Settings(models=parse_choice(models))
    run = Run(Inputs(rest, [], inputs.failures), settings, load_manifest(manifest) if manifest else {})
    analysed = {source.label: [analysis] for source, analysis in run}
    if run.outcome.failures:
        print_problems(console(stderr=True), "Failed", run.outcome.failures)
        raise typer.Exit(1)
    found = {**exported, **analysed}
    return [analysis for source in inputs.sources for analysis in found[source.label]]


def _is_export(path: Path | None) -> TypeGuard[Path]:
    return path is not None and path.suffix.lower() in {".json", ".jsonl"}


def _print(report: Report) -> None:
    from docanalyzer.comparison.writing import ENGLISH
    from docanalyzer.comparison.writing.rows import groups, names, side

    out, name = console(), names(report)
    for left, right, pairs in groups(report):
        rows = []
        for pair in pairs:
            a, b = side(pair.left), side(pair.right)
            shown = [f"{x.what} {x.value} {x.period}".strip() or x.evidence if x else "" for x in (a, b)]
            rows.append((ENGLISH[f"verdict.{pair.verdict}"], *shown, pair.reason))
        print_table(out, ["verdict", "left", "right", "reason"], rows, title=f"{name[left]} → {name[right]}")
    for found in report.consistency:
        rows = [(issue.check, issue.reason, "", "") for issue in found.issues]
        print_table(out, ["check", "reason", "", ""], rows, title=f"does not add up: {name[found.document]}")
