"""The screen Deadlines: what is due when and by whom, as a calendar and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from docanalyzer.library import Library, RecordQuery
from docanalyzer.ui import links, source, words
from docanalyzer.ui.parts.calendar import Grain, cell_of, draw
from docanalyzer.ui.parts.columns import DEADLINES
from docanalyzer.ui.parts.downloads import export_popover
from docanalyzer.ui.parts.filters import Field, record_filters
from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.parts.tables import PAGE_SIZE, page_of, pages, table
from docanalyzer.ui.words import t

_FIELDS: Final[tuple[Field, ...]] = (
    "text", "indicator", "region", "industry", "due_from", "due_to", "actor", "force", "instrument", "document",
    "collection",
)  # fmt: skip
_GRAINS: Final[tuple[Grain, ...]] = ("year", "quarter", "month")


def show() -> None:
    """Draw the screen."""
    library = source.library()
    links.point(None)
    st.title(t("deadlines.title"))
    if no_documents():
        return
    st.caption(t("deadlines.what"))
    query = record_filters("deadlines", _FIELDS)
    counts = library.due_counts(query)
    if not counts:
        st.info(t("deadlines.none"), icon=":material/event_busy:")
        return
    query = _calendar(query, counts)
    _list(library, query)


def _calendar(query: RecordQuery, counts: dict[str | None, int]) -> RecordQuery:
    """Draw the calendar; the query narrowed to the cell that was clicked."""
    with st.container(horizontal=True, vertical_alignment="center"):
        grain = st.segmented_control(
            t("deadlines.grain"),
            _GRAINS,
            default="year",
            required=True,
            format_func=lambda name: t(f"deadlines.grain_{name}"),
            key=f"deadlines_grain_{words.language()}",
            label_visibility="collapsed",
        )
        st.space("stretch")
        export_popover(query, key="deadlines")
    per_cell: Counter[str] = Counter()
    for day, count in counts.items():
        if day:
            per_cell[cell_of(day, grain).key] += count
    cell = draw(per_cell, grain, key=f"deadlines_calendar_{grain}_{words.language()}_{_turn()}")
    open_ended = counts.get(None, 0)
    if open_ended:
        st.caption(t("deadlines.undated", count=open_ended))
    if cell is None:
        return query
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("deadlines.only", when=cell.label), width="content")
        if st.button(t("deadlines.all"), icon=":material/close:", type="tertiary"):
            st.session_state["_deadlines_turn"] = _turn() + 1
            st.rerun()
    return replace(query, due_from=_later(query.due_from, cell.first), due_to=_earlier(query.due_to, cell.last))


@st.fragment
def _list(library: Library, query: RecordQuery) -> None:
    page = page_of("deadlines_page", query)
    found = library.deadlines(query, page=page, size=PAGE_SIZE, order="due")
    if not found.total:
        st.info(t("deadlines.none"), icon=":material/event_busy:")
        return
    st.caption(t("deadlines.count", count=found.total))
    picked = table(found.items, DEADLINES, key="deadlines_table")
    if picked.clicked is not None and picked.clicked < len(found.items):
        row: Any = found.items[picked.clicked]
        links.go("read", row.document_id, row.targets[0] if row.targets else row.provision)
    pages(found.pages, key="deadlines_page")


def _turn() -> int:
    """Grows when the calendar is to forget the cell that was clicked."""
    return int(st.session_state.get("_deadlines_turn", 0))


def _later(one: str | None, other: str) -> str:
    return max(one, other) if one else other


def _earlier(one: str | None, other: str) -> str:
    return min(one, other) if one else other
