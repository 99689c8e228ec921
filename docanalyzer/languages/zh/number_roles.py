"""Numbers whose role the words around them settle: aid and charges, goals of earlier plans, conditions, the present."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from docanalyzer.core.record import Role
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.languages.base import Amount

_REACH_BACK, _REACH_ON = 60, 40
_SHARES = frozenset({"%", "permille", "pp", "1"})
_TIMES = frozenset({"hour", "minute", "day", "s"})
_MONEY = re.compile(r"[A-Z]{3}(?:/.*)?")
_ANY = "any"


class Row(NamedTuple):
    """A row of ``number_roles_zh.toml``."""

    id: str
    role: Role
    units: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@cache
def rows() -> tuple[Row, ...]:
    """The table, in its order."""
    return tuple(
        Row(
            row["id"],
            cast("Role", row["role"]),
            frozenset(row["units"]),
            re.compile(f"(?:{row['before']})\\Z") if "before" in row else None,
            re.compile(row["after"]) if "after" in row else None,
            re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in read_toml("number_roles_zh.toml")["row"]
    )


class _Sort(NamedTuple):
    """The rows for one sort of units; what any ``after`` of them matches, and any ``before`` of those without one."""

    rows: tuple[Row, ...]
    after: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _of_sort(sort: str) -> _Sort:
    asked = tuple(row for row in rows() if _ANY in row.units or sort in row.units)
    after = [row.after.pattern for row in asked if row.after is not None]
    before = [row.before.pattern for row in asked if row.after is None and row.before is not None]
    return _Sort(asked, re.compile(_any_of(after)), re.compile(_any_of(before)))


def _any_of(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def role_by_wording(text: str, amount: Amount) -> tuple[Role, str] | None:
    """The role that the words around a number give it, and the id of the row; None where none fits."""
    begin = max(0, amount.start - _REACH_BACK)
    begin = max(begin, *(text.rfind(stop, begin, amount.start) + 1 for stop in "。\n"))
    sort = _of_sort(_sort(amount.unit))
    followed = sort.after.match(text, amount.end, amount.end + _REACH_ON)
    before, said = text[begin : amount.start].rstrip(), text[begin : amount.head]
    if not followed and not sort.before.search(before):
        return None
    for row in sort.rows:
        if row.after is not None and not (followed and row.after.match(text, amount.end, amount.end + _REACH_ON)):
            continue
        if row.before is not None and not row.before.search(before):
            continue
        if row.unless is not None and row.unless.search(said):
            continue
        return row.role, row.id
    return None


def _sort(unit: str) -> str:
    """Which of the sorts that a row may ask for a unit is."""
    if unit in _SHARES:
        return "share"
    if unit == "count":
        return "count"
    if unit in _TIMES:
        return "time"
    return "money" if _MONEY.fullmatch(unit) else ""
