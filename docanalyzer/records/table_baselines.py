"""The values of a row beside each other: an earlier one is the baseline of a goal, what a level is to gain a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docanalyzer.core.record import Baseline, Measure

TOTAL = "table:total"
"""Why a number may be a change: it stands in a column of what comes together over the years."""

# Rounding lets the change of a row be a little off the difference of its two levels.
_NEAR, _LEAST = 0.02, 0.06


def with_changes(held: Sequence[Measure]) -> list[Measure]:
    """The measures of a row, with the level that its goal adds to an earlier one as a change (23.2, 24.1, 〔0.9〕)."""
    return [_changed(measure, held) if measure.why.get("kind") == TOTAL else measure for measure in held]


def _changed(measure: Measure, held: Sequence[Measure]) -> Measure:
    q = measure.quantity
    others = [o for o in held if o.quantity and q and o.quantity.unit == q.unit and _name(o) == _name(measure)]
    past = [o for o in others if o.role == "achieved" and o is not measure]
    goals = [o for o in others if o.role == "target" and o is not measure]
    why = {key: value for key, value in measure.why.items() if key != "kind"}
    if q is not None and q.unit == "%" and q.low < 0 and not past:
        # 0.51 tce, 0.438 tce, [-14%]
        size = replace(q, low=-q.high, high=-q.low)
        return replace(measure, kind="relative_change", direction="decrease", quantity=size, baseline=None, why=why)
    if q is None or not past or past[-1].quantity is None:
        return replace(measure, why=why)
    base = past[-1].quantity.low
    gains = [o.quantity.low - base for o in goals if o.quantity]
    near = [gain for gain in gains if abs(abs(gain) - abs(q.low)) <= max(_LEAST, _NEAR * abs(q.low))]
    if (gains and not near) or (not gains and abs(q.low) >= abs(base) / 2):
        return replace(measure, why=why)
    falls = q.low < 0 or (bool(near) and near[0] < 0)
    unit = "pp" if q.unit == "%" else q.unit
    return replace(
        measure,
        kind="absolute_change",
        direction="decrease" if falls else "increase",
        quantity=replace(q, low=abs(q.low), high=abs(q.high), unit=unit),
        baseline=None,
        why={**why, "kind": TOTAL},
    )


def with_baselines(held: Sequence[Measure]) -> Iterator[Measure]:
    """The measures of a row, its goals with the last value before them in the same unit as baseline."""
    for measure in held:
        earlier = [other for other in held if _stands_before(other, measure)]
        if measure.role != "target" or measure.baseline is not None or not earlier:
            yield measure
            continue
        last = max(earlier, key=_end)
        if last.quantity is None:
            yield measure
            continue
        q = last.quantity
        base = Baseline(int(_end(last)[:4]), "base_year", q.low, q.unit, q.start, q.end, q.text)
        yield replace(measure, baseline=base, why={**measure.why, "baseline": "table:row"})


def _name(measure: Measure) -> str:
    return measure.indicator.text if measure.indicator else ""


def _end(measure: Measure) -> str:
    return (measure.period.end_date or "") if measure.period else ""


def _stands_before(first: Measure, second: Measure) -> bool:
    """Whether a value of a row is what another of the same thing in the same unit starts from."""
    if first.quantity is None or second.quantity is None or first.role != "achieved":
        return False
    if second.kind in {"relative_change", "growth_rate"}:
        return False  # how much something fell before is no level from which it falls
    same = first.quantity.unit == second.quantity.unit and _name(first) == _name(second)
    return (
        same
        and first.scope.subject == second.scope.subject
        and "" < _end(first) < _end(second)
        and first.kind == second.kind
    )
