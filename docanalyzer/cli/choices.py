"""Values that options can take, where several may be given."""

from __future__ import annotations

from enum import StrEnum
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
