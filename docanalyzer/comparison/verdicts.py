"""Which of two matched targets asks for more, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docanalyzer.comparison.basis import (
    Value,
    as_change,
    as_level,
    as_rate,
    base_year,
    direction,
    stated,
)
from docanalyzer.comparison.pairs import Difference, Opinion, Verdict
from docanalyzer.core.record import Measure
from docanalyzer.knowledge.industries import letter
from docanalyzer.present import number_in_words

_CLOSE = 1e-9
# Baselines and yearly rates are printed rounded: what is calculated from them can be told apart only so far.
_CLOSE_CALCULATED = 5e-3
_INTENSIVE = frozenset({"%", "pp", "1", "Cel", "dB", "V", "Pa", "years", "year"})
_TIMES = frozenset({"day", "year", "years", "month", "hour", "second"})
# Where neither direction, catalogue nor bound tells, the verb of the clause does.
_REACHES = re.compile(r"达|提高|提升|增至|增加|不少于|\b(?:reach|attain|achieve|raise|increase|expand)", re.IGNORECASE)
_FALLS = re.compile(r"降至|降到|下降|减至|控制在|压减|\b(?:reduce|cut|lower|limit|below)", re.IGNORECASE)
_SIDES = "the left one", "the right one"


@dataclass(frozen=True, slots=True)
class Place:
    """What a record's document governs: the scope of a number that names no region of its own."""

    jurisdiction: str | None = None


def verdict(left: Measure, right: Measure, left_place: Place = Place(), right_place: Place = Place()) -> Opinion:
    """Compare two targets of the same thing, seen from left to right.

    ``stricter``: the right one asks for more (further in the direction wanted, or as much by an earlier date). Numbers
    are brought to one unit and, where the texts give what that takes, to one basis; what cannot be brought together is
    ``not_comparable``, never guessed. Exchanging the sides mirrors the verdict.
    """
    timing = _timing(left, right)
    numbers = stated(left), stated(right)
    if numbers[0] is None or numbers[1] is None:
        return _without_numbers(left, right, timing)
    apart, scope_says = _scopes(left, right, left_place, right_place, numbers[0])
    scope: tuple[Difference, ...] = ("scope",) if scope_says else ()
    if apart:
        return Opinion("not_comparable", (*scope, *_dates(timing)), scope_says)
    brought = _one_basis((left, numbers[0]), (right, numbers[1]))
    if isinstance(brought, Opinion):
        return Opinion(brought.verdict, (*brought.differences, *scope, *_dates(timing)), brought.reason)
    sense = _sense(left, right)
    if sense is None:
        reason = "one sets an upper bound or a decrease, the other a lower bound or an increase"
        return Opinion("not_comparable", ("kind", *scope, *_dates(timing)), reason)
    return _judge(left, right, brought, _Frame(sense, timing, scope, scope_says))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the judgement of two numbers stands in: ``sense`` is 1 where more is stricter, -1 where less is."""

    sense: int
    timing: int
    scope: tuple[Difference, ...]
    scope_says: str


@dataclass(frozen=True, slots=True)
class _Brought:
    """Two numbers on one basis; ``calculated`` when at least one was worked out from what the text says."""

    left: Value
    right: Value
    calculated: bool

    @property
    def arithmetic(self) -> tuple[str, ...]:
        return tuple(
            f"{side}: {step}" for side, value in (("left", self.left), ("right", self.right)) for step in value.steps
        )


def _judge(left: Measure, right: Measure, brought: _Brought, frame: _Frame) -> Opinion:
    bases = base_year(left), base_year(right)
    steps = brought.arithmetic
    if brought.left.basis != "level" and None not in bases and bases[0] != bases[1]:
        rates = _rates(left, right, brought)
        reason = f"measured from different years, {bases[0]} and {bases[1]}"
        differences: list[Difference] = ["base", *frame.scope, *_dates(frame.timing)]
        if _order(brought.left, brought.right, 1, _CLOSE):
            differences.append("value")
        return Opinion("not_comparable", tuple(differences), reason, rates.arithmetic if rates else steps)
    close = _CLOSE_CALCULATED if brought.calculated else _CLOSE
    order = _order(brought.left, brought.right, frame.sense or 1, close)
    value: tuple[Difference, ...] = ("value",) if order != 0 else ()
    differences = [*value, *frame.scope, *_dates(frame.timing)]
    also = f"; {frame.scope_says}" if frame.scope_says else ""
    if order is None:
        return Opinion("not_comparable", tuple(differences), f"one range lies within the other{also}", steps)
    if order and not frame.sense:
        reason = f"{_both(brought)}: neither text says which way is wanted{also}"
        return Opinion("not_comparable", tuple(differences), reason, steps)
    if order * frame.timing < 0:
        rates = _rates(left, right, brought)
        pace = None if rates is None else _order(rates.left, rates.right, frame.sense, _CLOSE_CALCULATED)
        if rates is None or pace is None:
            reason = f"{_both(brought)}: {'more' if order > 0 else 'less'}, but {_when(frame.timing)}{also}"
            return Opinion("not_comparable", tuple(differences), reason, steps)
        reason = f"by the yearly pace: {_both(rates)}{also}"
        return Opinion(_call(pace), tuple(differences), reason, rates.arithmetic)
    total = order or frame.timing
    said = [_both(brought) if order else f"both {_one(brought.left)}"]
    if frame.timing:
        said.append(_when(frame.timing))
    else:
        said += _half_said(left, right)
    return Opinion(_call(total), tuple(differences), "; ".join(said) + also, steps)


def _call(order: int) -> Verdict:
    return "stricter" if order > 0 else "looser" if order < 0 else "same"


def _without_numbers(left: Measure, right: Measure, timing: int) -> Opinion:
    dates = _dates(timing)
    if (left.quantity is None) != (right.quantity is None):
        side = _SIDES[left.quantity is not None]
        return Opinion("not_comparable", ("kind", *dates), f"{side} gives no number")
    if left.direction and right.direction and left.direction != right.direction:
        return Opinion(
            "not_comparable", ("kind", *dates), f"{left.direction} against {right.direction}, without numbers"
        )
    reason = "both without a number" + (f"; {_when(timing)}" if timing else "")
    return Opinion(_call(timing), dates, reason)


# -- time --------------------------------------------------------------------------------------------------------------


def _timing(left: Measure, right: Measure) -> int:
    """1 when the right deadline is earlier, -1 when it is later, 0 when they are equal or one is not stated."""
    ends = [measure.period.end_date if measure.period else None for measure in (left, right)]
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return 0
    return 1 if ends[1] < ends[0] else -1


def _dates(timing: int) -> tuple[Difference, ...]:
    return ("earlier",) if timing > 0 else ("later",) if timing < 0 else ()


def _when(timing: int) -> str:
    return "earlier on the right" if timing > 0 else "later on the right"


def _half_said(left: Measure, right: Measure) -> list[str]:
    """What only one of the two states; it decides nothing, but a reader should know."""
    said = []
    slots: tuple[tuple[str, Callable[[Measure], object]], ...] = (
        ("a deadline", lambda m: m.period.end_date if m.period else None),
        ("a base year", base_year),
    )
    for name, slot in slots:
        given = [bool(slot(measure)) for measure in (left, right)]
        if given[0] != given[1]:
            said.append(f"only {_SIDES[given[1]]} states {name}")
    return said


# -- scope -------------------------------------------------------------------------------------------------------------


def _scopes(left: Measure, right: Measure, a: Place, b: Place, number: Value) -> tuple[bool, str]:
    """Whether the scopes keep the numbers from being compared, and what is different about them."""
    industries = left.scope.industries, right.scope.industries
    if industries[0] and industries[1] and not _related(*industries):
        return True, f"different industries: {', '.join(industries[0])} and {', '.join(industries[1])}"
    regions = [m.scope.regions or ((p.jurisdiction,) if p.jurisdiction else ()) for m, p in ((left, a), (right, b))]
    if regions[0] and regions[1] and set(regions[0]) != set(regions[1]):
        says = f"different regions: {', '.join(regions[0])} and {', '.join(regions[1])}"
        extensive = number.basis in {"level", "amount"} and _grows_with_region(number.unit)
        return extensive, f"{says}, and amounts grow with the region" if extensive else says
    subjects = left.scope.subject, right.scope.subject
    if subjects[0] and subjects[1] and subjects[0].casefold() != subjects[1].casefold():
        return False, "different subjects" if _alike(left, right) else ""
    return False, ""


def _grows_with_region(unit: str) -> bool:
    """Whether twice the region has about twice the amount; so many tonnes a day are an amount, a share is none."""
    amount, _, per = unit.partition("/")
    return amount not in _INTENSIVE and (not per or per in _TIMES)


def _alike(left: Measure, right: Measure) -> bool:
    """Whether two subjects are in one script, so that different words are a difference and no translation."""
    return (left.scope.subject or "").isascii() == (right.scope.subject or "").isascii()


def _related(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return any(_industry_within(a, b) or _industry_within(b, a) for a in left for b in right)


def _industry_within(code: str, wider: str) -> bool:
    return code.startswith(wider) or (len(wider) == 1 and letter(code) == wider)


# -- numbers -----------------------------------------------------------------------------------------------------------


def _one_basis(left: tuple[Measure, Value], right: tuple[Measure, Value]) -> _Brought | Opinion:
    (a, x), (b, y) = left, right
    if x.basis == y.basis:
        if x.unit == y.unit:
            return _Brought(x, y, calculated=False)
        return Opinion("not_comparable", ("unit",), _units_say(x, y))
    for convert in (as_level, as_change, as_rate):
        brought = convert(x, a), convert(y, b)
        if brought[0] is not None and brought[1] is not None and brought[0].unit == brought[1].unit:
            return _Brought(brought[0], brought[1], calculated=True)
    if {x.unit, y.unit} == {"%", "pp"}:
        return Opinion("not_comparable", ("kind", "unit"), "percentage points are no per cent of the starting value")
    differences: tuple[Difference, ...] = ("kind",) if x.unit == y.unit else ("kind", "unit")
    return Opinion(
        "not_comparable", differences, f"{_SAYS[x.basis]} against {_SAYS[y.basis]}, and no baseline to work it out"
    )


_SAYS = {"level": "a level", "change": "a relative change", "amount": "an amount of change", "rate": "a yearly rate"}


def _units_say(left: Value, right: Value) -> str:
    if {left.unit, right.unit} == {"%", "pp"}:
        return "percentage points are no per cent of the starting value"
    return f"different units: {left.unit} and {right.unit}"


def _rates(left: Measure, right: Measure, brought: _Brought) -> _Brought | None:
    rates = as_rate(brought.left, left), as_rate(brought.right, right)
    if rates[0] is None or rates[1] is None or "rate" == brought.left.basis == brought.right.basis:
        return None
    return _Brought(rates[0], rates[1], calculated=True)


def _sense(left: Measure, right: Measure) -> int | None:
    """1 where more is stricter, -1 where less is, 0 where neither text says; null where the two contradict."""
    senses = {sense_of(left), sense_of(right)} - {0}
    return None if len(senses) > 1 else senses.pop() if senses else 0


def sense_of(measure: Measure) -> int:
    """1 where more is stricter for this target, -1 where less is, 0 where the text does not say."""
    way = direction(measure)
    bound = measure.quantity.comparison if measure.quantity else "eq"
    level = (measure.kind or "level") == "level"
    if bound == "le" and (level or way == "increase"):
        return -1
    if bound == "ge" and level:
        return 1
    if way is None and level:
        words = measure.evidence.text
        return int(bool(_REACHES.search(words))) - int(bool(_FALLS.search(words)))
    return {"increase": 1, "decrease": -1}.get(way or "", 0)


def _order(left: Value, right: Value, sense: int, close: float) -> int | None:
    """1 when the right number goes further in the sense wanted, -1 when less far; null for a range within the other."""
    signs = {_sign(x, y, close) for x, y in ((left.low, right.low), (left.high, right.high))} - {0}
    if len(signs) > 1:
        return None
    return signs.pop() * sense if signs else 0


def _sign(left: float, right: float, close: float) -> int:
    if abs(left - right) <= close * max(abs(left), abs(right)):
        return 0
    return 1 if right > left else -1


def _one(value: Value) -> str:
    low, high = sorted((abs(value.low), abs(value.high)))
    number = number_in_words(round(low, 6) if low > 1e-3 else low)
    if high != low:
        number += f" to {number_in_words(round(high, 6) if high > 1e-3 else high)}"
    sign = "" if value.basis == "level" else "-" if value.low < 0 else "+"
    unit = "" if value.unit == "1" else value.unit
    return f"{sign}{number} {unit}".rstrip() + (" a year" if value.basis == "rate" else "")


def _both(brought: _Brought) -> str:
    return f"{_one(brought.left)} against {_one(brought.right)}"
