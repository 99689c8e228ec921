"""A calendar of counts: a bar for each year, or a row of months or quarters for each year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import streamlit as st

from docanalyzer.ui.words import t

Grain = Literal["year", "quarter", "month"]

FONT: Final = "Source Sans, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
"""Charts draw their own text and need fonts by name."""
_DARK: Final = "#1c6e5a"
_LIGHT: Final = "#dcebe4"
_CELL: Final = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the calendar: ``first`` and ``last`` are ISO days, both included."""

    key: str
    label: str
    first: str
    last: str


def cell_of(day: str, grain: Grain) -> Cell:
    """The cell that an ISO day lies in."""
    year, month = int(day[:4]), int(day[5:7])
    if grain == "year":
        return cell_named(f"{year}")
    return cell_named(f"{year}-{month:02d}" if grain == "month" else f"{year}-Q{(month + 2) // 3}")


def cell_named(key: str) -> Cell:
    """The cell of a key: ``2025``, ``2025-Q2`` or ``2025-06``."""
    year, _, part = key.partition("-")
    if not part:
        return Cell(key, t("deadlines.in_year", year=year), f"{year}-01-01", f"{year}-12-31")
    if part.startswith("Q"):
        last = int(part[1]) * 3
        label = t("deadlines.in_quarter", year=year, quarter=part[1])
        return Cell(key, label, f"{year}-{last - 2:02d}-01", f"{year}-{last:02d}-{_days(year, last)}")
    label = t("deadlines.in_month", year=year, month=int(part))
    return Cell(key, label, f"{key}-01", f"{key}-{_days(year, int(part))}")


def draw(counts: Mapping[str, int], grain: Grain, *, key: str) -> Cell | None:
    """Draw how many are due in each cell, by its key; the cell that was clicked."""
    if not counts:
        return None
    chart = _bars(counts) if grain == "year" else _strip(counts, grain)
    state: Any = st.altair_chart(chart, key=key, on_select="rerun", width="stretch", theme=None)
    picked = state.selection.get("cell") or []
    named = picked[0].get("key") if picked and isinstance(picked[0], dict) else None
    return cell_named(named) if isinstance(named, str) and named in counts else None


def _bars(counts: Mapping[str, int]) -> Any:
    import altair as alt

    first, last = int(min(counts)), int(max(counts))
    rows = [{"key": f"{year}", "count": counts.get(f"{year}", 0)} for year in range(first, last + 1)]
    chosen = alt.selection_point(name="cell", fields=["key"])
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("key:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, domainColor="#c9d5cf")),
        tooltip=_tooltip(),
    )
    bars = base.mark_bar(cornerRadiusEnd=3, cursor="pointer").encode(
        y=alt.Y("count:Q", title=None, axis=alt.Axis(grid=True, gridColor="#eef2f0", domain=False, tickCount=4)),
        color=alt.condition(chosen, alt.value(_DARK), alt.value("#b9d3c8")),
    )
    text = base.mark_text(dy=-7, fontSize=11, color="#54645d").encode(
        # Small bars stand close together, and their numbers would run into each other.
        y="count:Q",
        text=alt.condition(f"datum.count > {0.04 * max(counts.values())}", "count:Q", alt.value("")),
    )
    return _dressed((bars.add_params(chosen) + text).properties(height=210))


def _strip(counts: Mapping[str, int], grain: Grain) -> Any:
    import altair as alt

    parts = [f"{month:02d}" for month in range(1, 13)] if grain == "month" else ["Q1", "Q2", "Q3", "Q4"]
    years = sorted({key[:4] for key in counts})
    rows = [
        {"key": f"{year}-{part}", "year": year, "part": _part_label(part), "count": counts.get(f"{year}-{part}", 0)}
        for year in years
        for part in parts
    ]
    chosen = alt.selection_point(name="cell", fields=["key"])
    base = alt.Chart({"values": rows}).encode(
        x=alt.X(
            "part:O",
            title=None,
            sort=[_part_label(part) for part in parts],
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
        ),
        y=alt.Y("year:O", title=None, axis=alt.Axis(domain=False, ticks=False)),
        tooltip=_tooltip(),
    )
    most = max(counts.values())
    cells = base.mark_rect(cornerRadius=3, stroke="white", strokeWidth=2, cursor="pointer").encode(
        color=alt.condition(
            "datum.count > 0",
            alt.Color(
                "count:Q", scale=alt.Scale(domain=[1, max(2, most)], range=[_LIGHT, _DARK], type="log"), legend=None
            ),
            alt.value("#f6f8f7"),
        ),
        opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35)),
    )
    text = base.mark_text(fontSize=11).encode(
        text=alt.condition("datum.count > 0", "count:Q", alt.value("")),
        color=alt.condition(f"datum.count > {max(2, most) ** 0.55}", alt.value("white"), alt.value("#22302b")),
    )
    return _dressed((cells.add_params(chosen) + text).properties(height=_CELL * len(years) + 30))


def _tooltip() -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("key:N", title=t("deadlines.when")),
        alt.Tooltip("count:Q", title=t("deadlines.how_many")),
    ]


def _dressed(chart: Any) -> Any:
    return (
        chart.configure(font=FONT, background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(labelColor="#54645d", labelFontSize=12, labelFont=FONT)
    )


def _part_label(part: str) -> str:
    return part if part.startswith("Q") else t("deadlines.month", month=int(part))


def _days(year: str, month: int) -> int:
    return monthrange(int(year), month)[1]
