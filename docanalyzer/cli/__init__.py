"""The command line: reads arguments, prints, and leaves the work to the floors below."""

from __future__ import annotations

from docanalyzer.cli.app import main

__all__ = ["main"]
