"""Errors that a user can do something about become one line and exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec

import typer

from docanalyzer.cli.console import console, one_line
from docanalyzer.core.errors import DocanalyzerError

P = ParamSpec("P")

INTERRUPTED = 130


def clean_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Print what went wrong instead of raising it."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            raise
        except DocanalyzerError as error:
            fail(str(error))
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            fail(f"{where}{error.strerror or error}")

    return wrapped


def fail(message: str) -> NoReturn:
    """Say why and end with exit code 1."""
    console(stderr=True).print(f"docanalyzer: {one_line(message)}", soft_wrap=True)
    raise typer.Exit(1)
