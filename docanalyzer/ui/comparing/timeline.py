"""The view Timeline: one indicator from its baselines to its deadlines, in every document chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from docanalyzer.comparison.pairs import Compared
from docanalyzer.comparison.report import Report
from docanalyzer.core.record import Measure
from docanalyzer.ui import address, links, names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides, indicator_of, value_of
from docanalyzer.ui.parts import charts
from docanalyzer.ui.parts.tables import Column, table
from docanalyzer.ui.words import t

_STEP: Final = 46
_INDICATOR: Final = "indicator"


@dataclass(frozen=True, slots=True)
class Line:
    """A dated target: ``base`` is the year its change is measured from, ``end`` the year it is due."""

    document: str
    title: str
    measure: Measure
    base: int | None
    end: int


def lines_of(
    documents: Sequence[Compared], targets: dict[str, tuple[Measure, ...]], sides: Sides
) -> dict[str, list[Line]]:
    """Dated targets by indicator (id, else its words); those that most documents have first."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for document in documents:
        for measure in targets[document.id]:
            end = measure.period.end_date if measure.period else None
            if end is None or measure.indicator is None or measure.quantity is None:
                continue
            group = measure.indicator.id or indicator_of(measure)
            groups[group].append(
                Line(document.id, sides.titles[document.id], measure, _base(measure, int(end[:4])), int(end[:4]))
            )
    ranked = sorted(groups.items(), key=lambda item: (-len({line.document for line in item[1]}), -len(item[1])))
    return dict(ranked)


def _base(measure: Measure, end: int) -> int | None:
    if measure.baseline is None:
        return None
    year = end - 1 if measure.baseline.relation == "previous_year" else measure.baseline.year
    return year if year is not None and year <= end else None


def show(state: Stamps) -> Report | None:
    """Draw the view."""
    documents = reports.documents(state)
    report = reports.report(state, "targets") if len(state) > 1 else None
    sides = Sides(documents)
    groups = lines_of(documents, reports.targets(state), sides)
    if not groups:
        st.info(t("compare.no_dated"), icon=":material/event_busy:")
        return report
    group = _choose(groups)
    lines = groups[group]
    name = indicator_of(lines[0].measure)
    _note_units(lines)
    # Words of documents stand in the chart, which draws them as plain text.
    chart = _chart(lines, name, [document.id for document in documents])
    picture, beside = st.columns((1, 1), gap="medium")
    with picture:
        charts.show_chart(chart, key="compare_timeline")
    with beside:
        picked = table(lines, _COLUMNS, key="compare_timeline_table")
        st.caption(t("compare.table_how"))
    if picked.clicked is not None and picked.clicked < len(lines):
        line = lines[picked.clicked]
        links.go("read", line.document, line.measure.id)
    return report


def _choose(groups: dict[str, list[Line]]) -> str:
    key = f"compare_indicator_{words.language()}"
    asked = address.asked(_INDICATOR) or st.session_state.get("_compare_indicator")
    options = list(groups)
    st.session_state[key] = asked if asked in groups else options[0]
    counts = {group: len({line.document for line in lines}) for group, lines in groups.items()}
    labels = {group: indicator_of(lines[0].measure) for group, lines in groups.items()}

    def keep() -> None:
        st.session_state["_compare_indicator"] = st.session_state[key]
        address.write(**{_INDICATOR: st.session_state[key]})

    return str(
        st.selectbox(
            t("compare.indicator"),
            options,
            key=key,
            format_func=lambda group: t("compare.indicator_in", name=labels[group], count=counts[group]),
            on_change=keep,
        )
    )


def _note_units(lines: Sequence[Line]) -> None:
    units = {line.measure.quantity.unit for line in lines if line.measure.quantity}
    kinds = {line.measure.kind for line in lines}
    if len(units) > 1 or len(kinds) > 1:
        st.caption(t("compare.mixed"))


def _chart(lines: Sequence[Line], name: str, order: Sequence[str]) -> Any:
    import altair as alt

    rows = [
        {
            "row": place,
            "title": charts.short(line.title, 44),
            "full": line.title,
            "document": line.document,
            "from": line.base if line.base is not None else line.end,
            "to": line.end,
            "value": value_of(line.measure),
            "base": str(line.base or ""),
        }
        for place, line in enumerate(lines)
    ]
    first, last = min(row["from"] for row in rows), max(row["to"] for row in rows)  # type: ignore[type-var]
    pad = max(1, round((int(last) - int(first)) * 0.16))  # type: ignore[call-overload]
    domain = [int(first) - 1, int(last) + pad]  # type: ignore[call-overload]
    x = alt.X(
        "from:Q",
        title=t("compare.year"),
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, gridColor=charts.GRID, domain=False, tickCount=6),
    )
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.2))
    here = [one for one in order if any(row["document"] == one for row in rows)]
    colours = [charts.COLOURS[place % len(charts.COLOURS)] for place in range(len(here))]
    colour = alt.Color("document:N", scale=alt.Scale(domain=here, range=colours), legend=None)
    tip = [
        alt.Tooltip("full:N", title=t("column.document")),
        alt.Tooltip("value:N", title=t("column.value")),
        alt.Tooltip("base:N", title=t("column.baseline")),
        alt.Tooltip("to:Q", title=t("column.due"), format="d"),
    ]
    base = alt.Chart({"values": rows}).encode(y=y, tooltip=tip)
    rule = base.mark_rule(strokeWidth=4, opacity=0.55, yOffset=6).encode(x=x, x2="to:Q", color=colour)
    begin = (
        base.transform_filter("datum.from < datum.to")
        .mark_point(size=60, filled=True, fill="white", strokeWidth=2, yOffset=6)
        .encode(x=x, stroke=colour)
    )
    end = base.mark_point(size=110, filled=True, opacity=1, yOffset=6).encode(x="to:Q", color=colour)
    label = base.mark_text(align="left", dx=10, dy=6, fontSize=13, fontWeight=600, color=charts.INK).encode(
        x="to:Q", text="value:N"
    )
    who = base.mark_text(align="left", dy=-11, fontSize=12, color=charts.SOFT).encode(x=alt.value(2), text="title:N")
    drawn = (rule + begin + end + label + who).properties(height=_STEP * len(rows) + charts.AROUND)
    notes = [t("compare.timeline_note"), t("compare.timeline_units")]
    return charts.dressed(drawn, name, notes)


_COLUMNS: Final = (
    Column("document", lambda line: line.title, 150),
    Column("value", lambda line: value_of(line.measure), 110),
    Column("baseline", lambda line: names.baseline(line.measure.baseline), 90),
    Column("due", lambda line: names.period(line.measure.period), 110),
    Column("unit", lambda line: _unit(line.measure), 90),
    Column("kind", lambda line: names.word("kind", line.measure.kind), 110),
)


def _unit(measure: Measure) -> str:
    return names.unit(measure.quantity.unit, measure.quantity.counted) if measure.quantity else ""
