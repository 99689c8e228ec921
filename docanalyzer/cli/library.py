"""The commands of the library (add, list, search, export, remove, reanalyze) and of the app."""

from __future__ import annotations

import typer

commands = typer.Typer()
