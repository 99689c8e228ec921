"""The commands of the trained models: models, train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docanalyzer.cli.console import console, one_line
from docanalyzer.cli.errors import clean_errors

if TYPE_CHECKING:
    from docanalyzer.learned.store import Model

commands = typer.Typer()
_KIB = 1024


@commands.command()
@clean_errors
def models(
    verify: Annotated[
        bool, typer.Option("--verify", help="Check the files of every model and open it; exit code 1 on a fault.")
    ] = False,
) -> None:
    """List the trained models, one line for each.

    Name, kind, languages, whether it is on by default, and size, parted by
    tabs; with --verify also whether it is whole and can be opened.

    [bold]Examples[/bold]

    docanalyzer models

    docanalyzer models --verify
    """
    from docanalyzer.learned.store import available, faulty

    wrong = 0
    for model in available():
        fault = _fault(model) if verify else ""
        wrong += bool(fault)
        state, size = ("on" if model.default else "off"), f"{model.size() / _KIB:.0f} KiB"
        fields = [model.name, model.kind, "+".join(model.languages), state, size]
        fields += [fault or "whole"] if verify else []
        typer.echo("\t".join(map(one_line, fields)))
    for error in faulty():
        wrong += 1
        console(stderr=True).print(f"docanalyzer: {one_line(str(error))}", soft_wrap=True)
    if wrong:
        raise typer.Exit(1)


def _fault(model: Model) -> str:
    """What is wrong with a model, in words; empty for nothing."""
    from docanalyzer.core.errors import ModelError
    from docanalyzer.learned.store import load, strangers

    try:
        load(model)
    except ModelError as error:
        return error.cause
    more = strangers(model)
    return f"files that are not of this model: {', '.join(more)}" if more else ""


@commands.command()
@clean_errors
def train(
    name: Annotated[str, typer.Argument(metavar="NAME", help="linear, tagger-zh, tagger-en or encoder.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where the model goes; else trained/NAME.")
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", metavar="FOLDER", help="More reference answers to learn from; may be repeated."),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--text", metavar="FOLDER", help="Text to pre-train on (encoder); else its shipped weights."),
    ] = None,
    without: Annotated[
        Path | None,
        typer.Option("--without", metavar="FOLDER", help="Leave sentences of its .txt files out of --text (encoder)."),
    ] = None,
    steps: Annotated[
        int | None, typer.Option("--steps", min=1, help="Steps of pre-training (encoder); else 2000.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same model.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a training was interrupted.")] = False,
) -> None:
    """Train a model anew from the corpus: its weights, model.json and card.

    What is made is used by its folder: --models trained/linear.

    [bold]Examples[/bold]

    docanalyzer train linear

    docanalyzer train linear --data answers/ --out trained/mine
    """
    from docanalyzer.training.job import Job
    from docanalyzer.training.job import train as run

    err = console(stderr=True)
    folder = out or Path("trained") / name

    def say(line: str) -> None:
        err.print(one_line(line), soft_wrap=True)

    run(Job(name, folder, tuple(data or ()), text, seed, resume, steps, without, say))
    err.print(f"{folder} holds the model; docanalyzer analyze --models {folder} … uses it", soft_wrap=True)
