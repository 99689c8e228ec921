"""What the engine asks of a language: patterns and small functions, never a branch on the language's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Comparison, Direction, Kind, Relation, Role
from docanalyzer.knowledge.qualities import Quality
from docanalyzer.linguistics import Tongue, View


class Amount(NamedTuple):
    """A quantity as found: the span of number and unit, its value and what stands around it.

    ``low`` and ``high`` have multipliers worked in. ``head`` and ``tail`` bound the comparison words around it
    (``head`` <= start, ``tail`` >= end): what they leave is the clause. ``counted`` is the noun or classifier of a
    count, ``form`` the surface that says the unit.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    comparison: Comparison
    approximate: bool
    counted: str | None
    head: int
    tail: int
    form: str


def no_number(start: int, end: int, unit: str) -> Amount:
    """The words of a goal without a number, for what asks for an amount."""
    return Amount(start, end, 0.0, 0.0, unit, "eq", False, None, start, end, "quality")  # noqa: FBT003 (approximate)


class When(NamedTuple):
    """A period as found: ``start_date`` and ``end_date`` are ISO days or null, ``use`` is what its words use it for.

    ``use``: ``goal`` (the time of a measure), ``base`` (what a change is measured from), ``name`` (part of a title).
    """

    start_date: str | None
    end_date: str | None
    relation: Relation
    use: str


class Unread(NamedTuple):
    """A number that is no quantity and why (the ``reason`` of the doubt report)."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Reading:
    """What a clause says of one amount, before periods, scope and role are settled.

    ``indicator`` is a span of the text or None; ``carried`` says that it stands in another clause. ``role`` is set
    where the wording alone decides it, else None. ``base`` is the index, among the sentence's periods, of the base
    of the change; ``previous_year`` marks 同比 and "year on year". ``pair`` is the place of the amount in a list (0
    for the first or alone), ``size`` the length of the list. ``pair_of`` is the index of the amount that it is
    changed from (from 12% to 15%); ``restates`` says that it repeats the amount before it in another unit,
    ``retold`` that it only names a goal told elsewhere (the 55% target), ``bare`` that no predicate says what
    happens, ``fact`` that the clause tells how things stand (accounts for 20%). ``why`` holds a reason for each
    slot.
    """

    indicator: tuple[int, int] | None = None
    carried: bool = False
    kind: Kind | None = "level"
    direction: Direction | None = None
    role: Role | None = None
    base: int | None = None
    previous_year: bool = False
    yearly: bool = False
    pair: int = 0
    size: int = 1
    pair_of: int | None = None
    restates: bool = False
    retold: bool = False
    bare: bool = False
    fact: bool = False
    predicate: str = ""
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Language:
    """A language pack: what the engine asks of a language.

    ``sums_go_on`` says whether a sum of money takes the date of the sentence before it, ``listed_below`` are the words
    that announce goals in the next paragraph, ``projections`` the end of a line whose list only forecasts, ``states`` a
    finite verb by which a sentence tells how things stand, and
    ``head_of`` finds what the first words of an item say is to change (its span, its direction). ``rank`` stands before
    a place among which something is ranked.
    """

    code: Tongue
    find_periods: Callable[[View, date | None], list[Mention[When]]]
    find_amounts: Callable[[View, list[Mention[When]]], tuple[list[Amount], list[Unread]]]
    read: Callable[[str, int, int, list[Amount], list[Mention[When]]], list[Reading]]
    governing: Callable[[str, int, int, Amount, list[Mention[When]]], Mention[When] | None]
    clause: Callable[[str, int, int, int, int], tuple[int, int]]
    tense: Callable[[str, int, int], float]
    find_goal: Callable[
        [View, int, int, tuple[int, int], Quality, list[Mention[When]]], tuple[tuple[int, int], str] | None
    ]
    growth: re.Pattern[str]
    goals: re.Pattern[str]
    subject: re.Pattern[str]
    expected: re.Pattern[str]
    binding: re.Pattern[str]
    sums_go_on: bool = True
    listed_below: re.Pattern[str] | None = None
    projections: re.Pattern[str] | None = None
    states: re.Pattern[str] | None = None
    head_of: Callable[[str, int, int], tuple[tuple[int, int], Direction] | None] | None = None
    rank: re.Pattern[str] | None = None
