"""What people see of an analysis, without a screen: spans to highlight, rows of tables, values in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docanalyzer.core.record import Analysis, Measure, Period, Quantity, Role

Layer = Literal["evidence", "quantity", "indicator", "period", "baseline"]


@dataclass(frozen=True, slots=True)
class Highlight:
    """Characters to mark: which record they prove, its role, and which of its slots they fill."""

    start: int
    end: int
    layer: Layer
    role: Role
    record: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One line about one document."""

    name: str
    language: str
    issued_on: str
    targets: int
    figures: int
    provisions: int
    deadlines: int
    unused: int
    notices: int


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as a reader wants it: what, how much, until when, from when, where."""

    indicator: str
    change: str
    value: str
    period: str
    baseline: str
    scope: str
    evidence: str


_ARROWS = {"increase": "↑", "decrease": "↓", "maintain": "="}
_SIGNS = {"ge": "≥ ", "le": "≤ ", "eq": "", "range": ""}


def highlights(analysis: Analysis, roles: Iterable[Role] | None = None) -> list[Highlight]:
    """Every slot with a place in the text, of the records of these roles (all without ``roles``).

    Wider spans come before those inside them, so that marking in this order leaves the inner ones visible.
    """
    wanted = None if roles is None else frozenset(roles)
    marks = [
        mark
        for measure in (*analysis.figures, *analysis.targets)
        if wanted is None or measure.role in wanted
        for mark in _marks(measure)
    ]
    return sorted(marks, key=lambda mark: (mark.layer != "evidence", mark.start, -mark.end))


def _marks(measure: Measure) -> Iterator[Highlight]:
    slots: tuple[tuple[Layer, object], ...] = (
        ("evidence", measure.evidence),
        ("period", measure.period),
        ("baseline", measure.baseline),
        ("indicator", measure.indicator),
        ("quantity", measure.quantity),
    )
    for layer, slot in slots:
        start, end = getattr(slot, "start", 0), getattr(slot, "end", 0)
        if end > start:
            yield Highlight(start, end, layer, measure.role, measure.id)


def summary(analysis: Analysis) -> Summary:
    """The counts of one document."""
    document = analysis.document
    return Summary(
        name=document.name,
        language=document.language,
        issued_on=document.issued_on or "",
        targets=len(analysis.targets),
        figures=len(analysis.figures),
        provisions=len(analysis.provisions),
        deadlines=len(analysis.deadlines),
        unused=len(analysis.unused),
        notices=sum(notice.count for notice in analysis.notices),
    )


def target_rows(analysis: Analysis) -> list[TargetRow]:
    """The targets in text order."""
    return [
        TargetRow(
            indicator=one_line(target.indicator.text) if target.indicator else "",
            change=_ARROWS.get(target.direction or "", ""),
            value=value_in_words(target.quantity),
            period=period_in_words(target.period),
            baseline=baseline_in_words(target),
            scope=_scope_in_words(target),
            evidence=one_line(target.evidence.text),
        )
        for target in analysis.targets
    ]


def value_in_words(quantity: Quantity | None) -> str:
    """``≥ 18 %``, ``3–5 GW``; empty for a qualitative target."""
    if quantity is None:
        return ""
    number = number_in_words(quantity.low)
    if quantity.high != quantity.low:
        number = f"{number}–{number_in_words(quantity.high)}"
    unit = quantity.counted or "" if quantity.unit == "count" else quantity.unit.removeprefix("1")
    about = "about " if quantity.approximate else ""
    return f"{about}{_SIGNS[quantity.comparison]}{number} {unit}".rstrip()


def number_in_words(number: float) -> str:
    """Digits in groups of three, without the noise of binary fractions; very large and small ones as powers of ten."""
    if number and not 1e-9 <= abs(number) < 1e15:
        return f"{number:.6g}"
    digits = 12 if abs(number) >= 1 else 6
    return f"{Decimal(f'{number:.{digits}g}'):,f}"


def period_in_words(period: Period | None) -> str:
    """``by 2020-12-31``, ``2016-01-01 – 2020-12-31``, ``from 2019-01-01``; the text's own words if undated."""
    if period is None:
        return ""
    each = "each year, " if period.relation == "each_year" else ""
    if period.start_date and period.end_date:
        return f"{each}{_days(period.start_date, period.end_date)}"
    if period.end_date:
        return f"{each}by {period.end_date}"
    if period.start_date:
        return f"{each}from {period.start_date}"
    return one_line(period.text)


def one_line(text: str) -> str:
    """The text with line breaks and runs of blanks as single blanks."""
    return " ".join(text.split())


def _days(start: str, end: str) -> str:
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4]
    return start if start == end else f"{start} – {end}"


def baseline_in_words(target: Measure) -> str:
    """``2015, 3.2 %``, ``previous year``; empty without a baseline."""
    baseline = target.baseline
    if baseline is None:
        return ""
    if baseline.relation == "previous_year":
        return "previous year"
    value = "" if baseline.value is None else f"{number_in_words(baseline.value)} {baseline.unit or ''}".strip()
    return ", ".join(part for part in (str(baseline.year or ""), value) if part)


def _scope_in_words(target: Measure) -> str:
    scope = target.scope
    return ", ".join((*scope.regions, *scope.industries, *((scope.subject,) if scope.subject else ())))
