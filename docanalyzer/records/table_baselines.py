"""The value that a row of a table held before is the baseline of its goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docanalyzer.core.record import Baseline, Measure


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


def _end(measure: Measure) -> str:
    return (measure.period.end_date or "") if measure.period else ""


def _stands_before(first: Measure, second: Measure) -> bool:
    """Whether a value of a row is what another of the same thing in the same unit starts from."""
    if first.quantity is None or second.quantity is None or first.role != "achieved":
        return False
    same = first.quantity.unit == second.quantity.unit and first.indicator == second.indicator
    return (
        same
        and first.scope.subject == second.scope.subject
        and "" < _end(first) < _end(second)
        and first.kind == second.kind
    )
