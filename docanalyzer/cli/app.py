"""The commands. Each only reads its arguments; the work is done by the modules beside this one."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from docanalyzer import __version__
from docanalyzer.cli.choices import DaskAddress, Models, OcrChoice, ReportFile, RoleChoice, Seconds
from docanalyzer.cli.comparing import compare
from docanalyzer.cli.console import (
    console,
    print_problems,
    print_skipped,
    print_table,
    print_targets,
    use_utf8,
)
from docanalyzer.cli.errors import INTERRUPTED, clean_errors, fail
from docanalyzer.cli.library import commands as library_commands
from docanalyzer.cli.models import commands as model_commands
from docanalyzer.core.document import Metadata
from docanalyzer.core.record import Role
from docanalyzer.exports.formats import FORMATS, Format

app = typer.Typer(
    name="docanalyzer",
    help="Quantified targets and provisions from Chinese and English policy documents, each tied to its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class LanguageChoice(StrEnum):
    """Languages that can be forced."""

    AUTO = "auto"
    ZH = "zh"
    EN = "en"


class ShowChoice(StrEnum):
    """What ``evaluate`` lists beside the figures."""

    NONE = "none"
    ERRORS = "errors"


Manifest = Annotated[
    Path | None,
    typer.Option("--manifest", metavar="FILE", help="CSV or JSON with columns file, title, issued_on, issuer."),
]
Language = Annotated[LanguageChoice, typer.Option("--language", help="Language of the documents.")]
Ocr = Annotated[
    OcrChoice,
    typer.Option("--ocr", help="Text recognition: on pages without text, never, or on all (needs docanalyzer[ocr])."),
]


def _manifest_rows(file: Path | None) -> dict[str, Metadata]:
    if file is None:
        return {}
    from docanalyzer.reading.manifest import load_manifest

    return load_manifest(file)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"docanalyzer {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


_FORMATS_HELP = "[bold]Formats[/bold]\n\n" + "\n\n".join(f"{i.id} ({i.extension}): {i.what_en}" for i in FORMATS)


@app.command(epilog=_FORMATS_HELP)
@clean_errors
def analyze(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, or - for standard input.")
    ],
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="OUT", help="Folder, or file whose extension names the format.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", metavar="FORMAT", help="Format of the output; they are listed below.")
    ] = None,
    manifest: Manifest = None,
    language: Language = LanguageChoice.AUTO,
    ocr: Ocr = OcrChoice.AUTO,
    models: Models = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=0, help="Processes that analyse at the same time; 0: in this one."),
    ] = None,
    dask: DaskAddress = None,
    timeout: Seconds = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Pass over documents whose result an earlier run has written.")
    ] = False,
    report: ReportFile = None,
) -> None:
    """Extract the records of documents.

    With a folder as OUT, each document gets a file of its own in it; with a
    file, all go into that one. Without -o, a terminal shows the targets and a
    pipe gets JSON: an object for one named file, an array for more.

    Several documents are read in a process of its own (--workers: in several),
    so that one that hangs or crashes harms no other. A run that was stopped
    goes on with --resume.

    [bold]Examples[/bold]

    docanalyzer analyze plan.pdf

    docanalyzer analyze plan.pdf -o plan.json

    docanalyzer analyze documents/ -o results --manifest documents.csv

    docanalyzer analyze "plans/*.pdf" notice.docx -o all.xlsx

    docanalyzer analyze documents/ -o project.qdpx

    docanalyzer analyze archive/ -o archive.jsonl --workers 8 --resume

    cat plan.txt | docanalyzer analyze - --format jsonl
    """
    from docanalyzer.cli.inputs import expand
    from docanalyzer.cli.outcome import print_interrupted, print_outcome, write_report
    from docanalyzer.cli.outputs import choose_target
    from docanalyzer.cli.running import Run
    from docanalyzer.cli.working import Work
    from docanalyzer.learned.store import parse_choice
    from docanalyzer.pipeline import Settings
    from docanalyzer.present import target_rows
    from docanalyzer.reading import supported

    work = Work(workers, dask, timeout, resume)
    target = choose_target(out, form)
    inputs = expand(paths, supported(ocr.value))
    settings = Settings(language=language.value, ocr=ocr.value, models=parse_choice(models))
    run = Run(inputs, settings, _manifest_rows(manifest), work)
    stdout, stderr = console(), console(stderr=True)
    if out is None and form is None and stdout.is_terminal:
        for source, analysis in run:
            print_targets(stdout, source.label, target_rows(analysis))
        outcome = run.outcome
    else:
        single = len(paths) == 1 and (paths[0] == "-" or Path(paths[0]).is_file())
        outcome = run.write(target, single=single)
    print_outcome(stderr if out is None else stdout, outcome)
    print_skipped(stderr, inputs.skipped)
    print_problems(stderr, "Failed", outcome.failures)
    if out is not None and outcome.written and not outcome.interrupted:
        kind = f"{outcome.written} {target.format} files in" if target.folder else "Everything is in"
        stderr.print(f"{kind} {target.path}", soft_wrap=True)
    if report is not None:
        write_report(report, run.report, run.executor, skipped=len(inputs.skipped), interrupted=outcome.interrupted)
    if outcome.interrupted:
        print_interrupted(stderr, outcome, target)
        raise typer.Exit(INTERRUPTED)
    if outcome.failures:
        raise typer.Exit(1)


@app.command()
@clean_errors
def show(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A document, its exported JSON, or - for standard input.")
    ],
    targets: Annotated[
        bool, typer.Option("--targets", help="Show a table of the targets instead of the text.")
    ] = False,
    role: Annotated[
        list[RoleChoice] | None, typer.Option("--role", help="Mark this role only; may be repeated.")
    ] = None,
    manifest: Manifest = None,
    language: Language = LanguageChoice.AUTO,
    ocr: Ocr = OcrChoice.AUTO,
    models: Models = None,
) -> None:
    """Show a document's text with the evidence marked.

    Colours tell the roles apart; where the output is no terminal, each number
    stands in brackets with its role.

    [bold]Examples[/bold]

    docanalyzer show plan.pdf

    docanalyzer show results/plan.json --role target --role baseline

    docanalyzer show plan.pdf --targets
    """
    from docanalyzer.cli.inputs import STDIN, Source
    from docanalyzer.cli.marked import print_marked
    from docanalyzer.cli.running import analyze_source
    from docanalyzer.exports import load
    from docanalyzer.learned.store import parse_choice
    from docanalyzer.pipeline import Settings
    from docanalyzer.present import target_rows

    path = None if file == STDIN else Path(file)
    if path is not None and path.suffix.lower() == ".json":
        analysis = load(path)
    else:
        source = Source(file if path else "standard input", path)
        settings = Settings(language=language.value, ocr=ocr.value, models=parse_choice(models))
        analysis = analyze_source(source, settings, _manifest_rows(manifest))
    if targets:
        print_targets(console(), analysis.document.name, target_rows(analysis))
    else:
        roles: tuple[Role, ...] = tuple(choice.value for choice in role) if role else get_args(Role)
        print_marked(console(), analysis, roles)


@app.command()
@clean_errors
def schema(
    comparison: Annotated[
        bool, typer.Option("--comparison", help="The schema of a comparison's JSON instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of a document's JSON.

    [bold]Example[/bold]

    docanalyzer schema > schema.json
    """
    if comparison:
        from docanalyzer.comparison.writing import report_schema

        wanted = report_schema()
    else:
        from docanalyzer.exports import json_schema

        wanted = json_schema()
    sys.stdout.buffer.write(json.dumps(wanted, ensure_ascii=False, indent=1).encode() + b"\n")


@app.command()
@clean_errors
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where the results go.")] = Path(
        "docanalyzer-demo"
    ),
) -> None:
    """Analyse the bundled example documents into a folder and say what to do next.

    [bold]Example[/bold]

    docanalyzer demo results
    """
    from docanalyzer.bundled import corpus_folder
    from docanalyzer.cli.inputs import expand
    from docanalyzer.cli.outcome import print_outcome
    from docanalyzer.cli.outputs import Target
    from docanalyzer.cli.running import Run
    from docanalyzer.pipeline import Settings
    from docanalyzer.reading import SUPPORTED

    corpus = corpus_folder()
    inputs = expand([str(corpus / "documents")], SUPPORTED)
    run = Run(inputs, Settings(), _manifest_rows(corpus / "MANIFEST.csv"))
    outcome = run.write(Target(folder, folder=True, format="json"), single=False)
    out = console()
    print_outcome(out, outcome)
    print_problems(console(stderr=True), "Failed", outcome.failures)
    if outcome.interrupted:
        raise typer.Exit(INTERRUPTED)
    if outcome.failures:
        raise typer.Exit(1)
    out.print(f"\nThe records of {outcome.written} documents are in {folder}. What to do next:", soft_wrap=True)
    for purpose, command in _next_steps(folder, corpus).items():
        out.print(f"\n{purpose}:\n  docanalyzer {command}", soft_wrap=True)


def _next_steps(folder: Path, corpus: Path) -> dict[str, str]:
    first = min(folder.glob("zh-*.json"))
    documents = f"{corpus / 'documents'} --manifest {corpus / 'MANIFEST.csv'}"
    return {
        "Read one of them with its evidence marked": f"show {first}",
        "See its targets as a table": f"show {first} --targets",
        "Put all into one workbook": f"analyze {documents} -o demo.xlsx",
        "See how right the records are": f"evaluate {corpus / 'gold'} {folder}",
        "Analyse your own documents": "analyze YOUR.pdf -o results",
    }


@app.command()
@clean_errors
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of reference answers (ID.gold.json, ID.txt).")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="Folder of exports (ID.json).")],
    listed: Annotated[ShowChoice, typer.Option("--show", help="List what deviates.")] = ShowChoice.NONE,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score exports against reference answers.

    [bold]Examples[/bold]

    docanalyzer evaluate corpus/gold out

    docanalyzer evaluate corpus/gold out --show errors
    """
    from docanalyzer.evaluation import evaluate as score

    evaluation = score(gold, pred)
    if len(evaluation.without_output) == evaluation.documents:
        first = f"{evaluation.without_output[0]}.json and so on"
        fail(f"{pred}: none of the {evaluation.documents} outputs is there that {gold} has answers for ({first})")
    out = console()
    if listed is ShowChoice.ERRORS:
        deviations = console(stderr=True) if as_json else out
        for name, messages in evaluation.deviations.items():
            deviations.print("\n  ".join([name, *messages]), soft_wrap=True)
    if as_json:
        typer.echo(json.dumps(evaluation.to_data(), ensure_ascii=False, indent=1))
        return
    out.print(f"{evaluation.documents} documents, {len(evaluation.without_output)} without output")
    for name, group in evaluation.groups():
        print_table(
            out,
            ["", "P", "R", "F1", "right", "output", "wanted"],
            [
                (key, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", f.right, f.predicted, f.gold)
                for key, f in group.figures.items()
            ],
            title=f"[{name}]",
        )
        if group.slots:
            slots = "  ".join(f"{slot} {figure.precision:.3f}" for slot, figure in group.slots.items())
            out.print(f"slots of the targets found: {slots}", soft_wrap=True)


app.add_typer(library_commands)
app.add_typer(model_commands)
app.command()(clean_errors(compare))


def main() -> None:
    """Run the command line; whatever ends it, nobody is shown a traceback."""
    use_utf8()
    try:
        app(prog_name="docanalyzer")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001 (a fault of ours: one line that can be reported)
        cause = f"{type(error).__name__}: {error}"
        sys.exit(f"docanalyzer: an unexpected error; please report this ({cause})")
