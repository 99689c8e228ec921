"""Values that options can take, where several may be given."""

from __future__ import annotations

from enum import StrEnum


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
