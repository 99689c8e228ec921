"""The side of an export that is scored, whichever program wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docanalyzer.evaluation.reference import Dates, dates, industry_keys


@dataclass(frozen=True, slots=True)
class OutputMeasure:
    """A number of an output; ``indicator_at`` is where its indicator stands, if it says so."""

    start: int
    end: int
    text: str
    role: str | None
    low: float | None
    high: float | None
    unit: str | None
    slots: Mapping[str, object]
    indicator_at: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Output:
    """What a program found in one document; empty where it wrote nothing."""

    text: str | None = None
    measures: tuple[OutputMeasure, ...] = ()
    periods: frozenset[Dates] = frozenset()
    regions: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    provisions: tuple[tuple[int, int, frozenset[str]], ...] = ()


def parse_output(data: Mapping[str, Any]) -> Output:
    """Read the exported JSON of a document; fields that are missing count as empty."""
    measures = [
        _measure(measure, role)
        for field, role in (("targets", "target"), ("figures", None))
        for measure in data.get(field) or ()
        if measure.get("quantity")
    ]
    return Output(
        text=(data.get("document") or {}).get("text"),
        measures=tuple(measures),
        periods=dates(data.get("periods") or ()),
        regions=frozenset(m["code"] for m in data.get("regions") or () if m.get("code")),
        industries=industry_keys(m["code"] for m in data.get("industries") or () if m.get("code")),
        provisions=tuple((p["start"], p["end"], frozenset(p["force"])) for p in data.get("provisions") or ()),
    )


def _measure(data: Mapping[str, Any], role: str | None) -> OutputMeasure:
    quantity = data["quantity"]
    indicator = data.get("indicator") or {}
    scope = data.get("scope") or {}
    start, end = indicator.get("start"), indicator.get("end")
    slots = {
        "comparison": quantity.get("comparison"),
        "kind": data.get("kind"),
        "direction": data.get("direction"),
        "indicator": indicator.get("text"),
        "period": (data.get("period") or {}).get("end_date"),
        "baseline_year": (data.get("baseline") or {}).get("year"),
        "regions": frozenset(scope.get("regions") or ()),
        "industries": industry_keys(scope.get("industries") or ()),
        "approximate": bool(quantity.get("approximate")),
        "binding": data.get("binding"),
    }
    return OutputMeasure(
        start=quantity["start"],
        end=quantity["end"],
        text=str(quantity.get("text")),
        role=role or data.get("role"),
        low=quantity.get("low"),
        high=quantity.get("high"),
        unit=quantity.get("unit"),
        slots=slots,
        indicator_at=None if start is None or end is None else (start, end),
    )
