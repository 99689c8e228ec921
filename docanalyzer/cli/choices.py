"""Options that several commands have, and values that they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Models = Annotated[
    list[str] | None,
    typer.Option(
        "--models",
        metavar="NAME",
        help="Models to ask where the rules are in doubt: none, default, or names; may be repeated.",
    ),
]
"""The option with which a command chooses models; ``docanalyzer.learned.store.parse_choice`` reads it."""


class OcrChoice(StrEnum):
    """When text recognition reads a page."""

    AUTO = "auto"
    OFF = "off"
    FORCE = "force"


class RoleChoice(StrEnum):
    """Roles of a number."""

    TARGET = "target"
    ACHIEVED = "achieved"
    BASELINE = "baseline"
    THRESHOLD = "threshold"
    OTHER = "other"


class ForceChoice(StrEnum):
    """Forces of a provision."""

    PROHIBIT = "prohibit"
    RESTRICT = "restrict"
    REQUIRE = "require"
    ENCOURAGE = "encourage"
    SUPPORT = "support"
    PERMIT = "permit"
    PLAN = "plan"


class ProgressChoice(StrEnum):
    """How a command tells what it does."""

    BAR = "bar"
    JSONL = "jsonl"
    NONE = "none"


Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Processes that analyse at the same time.")
]
DaskAddress = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Scheduler of a dask cluster that analyses, as tcp://host:8786."),
]
Seconds = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", min=0.1, help="The most time that one document may take."),
]
ReportFile = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write counts, failures, times and versions of the run as JSON."),
]
