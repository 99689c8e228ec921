"""Where results go: standard output, one file, or a folder with a file for each document."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import typer

from docanalyzer.batch.outputs import replacing
from docanalyzer.core.record import Analysis
from docanalyzer.exports import FORMATS, WRITERS, Format, check_installed, dumps, format_of, info_of


@dataclass(frozen=True, slots=True)
class Target:
    """``path`` is null for standard output; ``folder`` says that each document gets its own file in it."""

    path: Path | None
    folder: bool
    format: Format


def choose_target(out: str | None, chosen: Format | None) -> Target:
    """What ``-o`` and ``--format`` mean together.

    OUT is a folder when it exists as one, ends with a slash, or has no extension; otherwise its extension names the
    format. Raises a usage error where the two contradict each other, and an ExportError where the library of the format
    is not installed.
    """
    path = None if out is None else Path(out)
    folder = path is not None and (path.is_dir() or str(out).endswith(("/", os.sep)) or not path.suffix)
    form = chosen or "json" if path is None or folder else _format_of_file(path, chosen)
    if path is None and info_of(form).binary:
        raise typer.BadParameter(
            f"{info_of(form).name_en} cannot go to standard output; name a file with -o", param_hint="--format"
        )
    check_installed(form)
    return Target(path, folder=folder, format=form)


def choose_file(path: Path, chosen: Format | None) -> Format:
    """The format of one file; raises as :func:`choose_target` does, and a usage error for a folder."""
    if path.is_dir():
        raise typer.BadParameter(f"{path.name!r} is a folder; name a file", param_hint="-o")
    form = _format_of_file(path, chosen)
    check_installed(form)
    return form


def _format_of_file(path: Path, chosen: Format | None) -> Format:
    named = format_of(path.name)
    if named is None and chosen is None:
        known = ", ".join(info.extension for info in FORMATS)
        raise typer.BadParameter(f"cannot tell a format from {path.name!r}; known are {known}", param_hint="-o")
    if chosen is None or named is None:
        return named or chosen or "json"
    # Some formats share the last part of their extension: --format doccano may go to x.jsonl.
    if named != chosen and info_of(chosen).extension.rpartition(".")[2] != path.suffix.lower().removeprefix("."):
        raise typer.BadParameter(f"{path.name!r} says {named}, --format says {chosen}", param_hint="-o")
    return chosen


def write_document(analysis: Analysis, stream: BinaryIO, form: Format) -> None:
    """One document as it stands in a file of its own."""
    _write([analysis], stream, form, single=True)


def write_documents(analyses: Iterable[Analysis], path: Path | None, form: Format, *, single: bool) -> None:
    """All documents to one file or to standard output; ``single`` writes JSON as one object, not as an array."""
    if path is None:
        sys.stdout.flush()
        _write(analyses, sys.stdout.buffer, form, single=single)
        sys.stdout.buffer.flush()
    else:
        with replacing(path) as stream:
            _write(analyses, stream, form, single=single)


def _write(analyses: Iterable[Analysis], stream: BinaryIO, form: Format, *, single: bool) -> None:
    if form == "json" and single:
        stream.writelines(dumps(analysis) for analysis in analyses)
    else:
        WRITERS[form](analyses, stream)
