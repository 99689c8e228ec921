"""Read the data files of the knowledge base; every loader goes through here and is cached by its caller."""

from __future__ import annotations

import csv
import io
import tomllib
from importlib.resources import files
from typing import Any


def read_text(name: str) -> str:
    """The text of ``knowledge/data/<name>``."""
    return files("docanalyzer.knowledge").joinpath("data", name).read_text(encoding="utf-8")


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table; lines that begin with # are attribution."""
    lines = (line for line in read_text(name).splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO("".join(lines))))


def read_toml(name: str) -> dict[str, Any]:
    """A TOML table as a dictionary."""
    return tomllib.loads(read_text(name))
