"""What a number says, brought to one unit and one basis, with the arithmetic that brought it there.

The formulas: a change of r per cent from the baseline b ends at the level b·(1 + r/100); a change of r per cent over n
years is (1 + r/100)^(1/n) - 1 a year, compounded; a rate of g per cent a year over n years is (1 + g/100)^n - 1 in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docanalyzer.core.record import Direction, Kind, Measure
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.knowledge.scales import scale
from docanalyzer.present import number_in_words

Basis = Literal["level", "change", "amount", "rate"]
"""Where it stands (``level``), by which share of itself it moves (``change``) and each year (``rate``), or by how much
(``amount``)."""

_BASES: dict[Kind, Basis] = {
    "level": "level",
    "relative_change": "change",
    "absolute_change": "amount",
    "growth_rate": "rate",
}
_BOUNDS: dict[str, Direction] = {"ge": "increase", "le": "decrease"}


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a record: ``low`` to ``high`` in ``unit``; changes carry a sign, downward is negative.

    ``steps`` is the arithmetic in words that led here from what the text says; empty where nothing was calculated.
    """

    basis: Basis
    low: float
    high: float
    unit: str
    steps: tuple[str, ...] = ()


def stated(measure: Measure) -> Value | None:
    """The number as the text gives it, in the common unit; null for a qualitative target."""
    quantity = measure.quantity
    if quantity is None:
        return None
    basis = _BASES[measure.kind or "level"]
    low, high, unit = quantity.low, quantity.high, quantity.unit
    steps: tuple[str, ...] = ()
    if unit == "1" and basis in {"change", "rate"}:
        steps = (f"{_said(low, high, unit)} of itself = {_said(low * 100, high * 100, '%')}",)
        low, high, unit = low * 100, high * 100, "%"
    common = scale(unit)
    if common.base != unit:
        scaled = low * common.factor, high * common.factor
        steps = (*steps, f"{_said(low, high, unit)} = {_said(*scaled, common.base)}")
        low, high = scaled
    if basis != "level" and direction(measure) == "decrease":
        low, high = -high, -low  # the larger cut comes first, as the smaller number
    return Value(basis, low, high, common.base, steps)


def direction(measure: Measure) -> Direction | None:
    """Which way the indicator is to go: what the text says, else what the catalogue knows, else the bound it sets."""
    if measure.direction is not None:
        return measure.direction
    row = indicators().get(measure.indicator.id or "") if measure.indicator else None
    if row is not None and row.direction is not None:
        return row.direction
    if measure.quantity is not None and (measure.kind or "level") == "level":
        return _BOUNDS.get(measure.quantity.comparison)
    return None


def as_level(value: Value, measure: Measure) -> Value | None:
    """The level that a change ends at, where the text gives the baseline's value."""
    start = baseline_value(measure)
    if value.basis == "level":
        return value
    if start is None:
        return None
    number, unit = start
    if value.basis == "change" and value.unit == "%":
        low, high = sorted((number * (1 + value.low / 100), number * (1 + value.high / 100)))
        step = f"{_plain(number, unit)} × (1 {_signed(value)}) = {_said(low, high, unit)}"
        return Value("level", low, high, unit, (*value.steps, step))
    if value.basis == "amount" and (value.unit == unit or (value.unit == "pp" and unit == "%")):
        low, high = number + value.low, number + value.high
        step = f"{_plain(number, unit)} + {_said(value.low, value.high, value.unit)} = {_said(low, high, unit)}"
        return Value("level", low, high, unit, (*value.steps, step))
    return None


def as_rate(value: Value, measure: Measure) -> Value | None:
    """The implied annual rate of a change over the years from its base year to its deadline."""
    if value.basis == "rate":
        return value
    years = span_of_years(measure)
    if value.basis != "change" or value.unit != "%" or not years or value.low <= -100:
        return None
    low, high = (((1 + number / 100) ** (1 / years) - 1) * 100 for number in (value.low, value.high))
    step = f"(1 {_signed(value)})^(1/{years}) - 1 = {_said(low, high, '%')} a year"
    return Value("rate", low, high, "%", (*value.steps, step))


def as_change(value: Value, measure: Measure) -> Value | None:
    """The whole change that a yearly rate makes over the years named, or that a level is from its baseline."""
    if value.basis == "change":
        return value
    if value.basis == "rate":
        years = span_of_years(measure)
        if not years:
            return None
        low, high = (((1 + number / 100) ** years - 1) * 100 for number in (value.low, value.high))
        step = f"(1 {_signed(value)})^{years} - 1 = {_said(low, high, '%')} in all"
        return Value("change", low, high, "%", (*value.steps, step))
    start = baseline_value(measure)
    if value.basis == "level" and start is not None and start[0] and start[1] == value.unit:
        number, unit = start
        low, high = sorted(((value.low / number - 1) * 100, (value.high / number - 1) * 100))
        step = f"{_said(value.low, value.high, unit)} / {_plain(number, unit)} - 1 = {_said(low, high, '%')}"
        return Value("change", low, high, "%", (*value.steps, step))
    return None


def baseline_value(measure: Measure) -> tuple[float, str] | None:
    """Value and common unit of the baseline, where the text gives both."""
    baseline = measure.baseline
    if baseline is None or baseline.value is None or baseline.unit is None:
        return None
    common = scale(baseline.unit)
    return baseline.value * common.factor, common.base


def base_year(measure: Measure) -> int | None:
    """The year a change is measured from: as given, else the one before its period begins."""
    if measure.baseline is not None:
        return measure.baseline.year
    period = measure.period
    if period is not None and period.relation == "during" and period.start_date and measure.kind != "level":
        return int(period.start_date[:4]) - 1 if not _within_a_year(measure) else None
    return None


def end_year(measure: Measure) -> int | None:
    """The year of the deadline."""
    period = measure.period
    return int(period.end_date[:4]) if period and period.end_date else None


def span_of_years(measure: Measure) -> int | None:
    """Years from the base year to the deadline."""
    end = end_year(measure)
    period = measure.period
    if measure.baseline is not None and measure.baseline.year:
        start: int | None = measure.baseline.year
    elif period is not None and period.start_date:
        start = int(period.start_date[:4]) - 1
    else:
        start = None
    return end - start if end is not None and start is not None and end > start else None


def _within_a_year(measure: Measure) -> bool:
    period = measure.period
    return bool(period and period.start_date and period.end_date and period.start_date[:4] == period.end_date[:4])


def _plain(number: float, unit: str) -> str:
    return f"{number_in_words(number)} {unit}".rstrip()


def _said(low: float, high: float, unit: str) -> str:
    low, high = round(low, 6) if abs(low) > 1e-3 else low, round(high, 6) if abs(high) > 1e-3 else high
    number = number_in_words(low) if low == high else f"{number_in_words(low)} to {number_in_words(high)}"
    return f"{number} {'' if unit == '1' else unit}".rstrip()


def _signed(value: Value) -> str:
    sign = "-" if value.low < 0 else "+"
    low, high = sorted((abs(value.low), abs(value.high)))
    return f"{sign} {_said(low, high, value.unit)}"
