"""The lists of records beside the text: one is open, a click on a row chooses its record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import words
from docanalyzer.ui.reader.chosen import TAB_KEY, Chosen, choose
from docanalyzer.ui.reader.entries import TABS, Found, Tab, count, records, row
from docanalyzer.ui.words import t

_HEIGHT = 320
_WIDE = {"text", "what", "indicator", "around"}


def show_tabs(analysis: Analysis) -> None:
    """The switch between the lists, each with its count."""
    st.segmented_control(
        t("read.kinds"),
        list(TABS),
        format_func=lambda tab: f"{t(f'reader.{tab}')} {count(analysis, tab)}",
        key=TAB_KEY,
        required=True,
        label_visibility="collapsed",
    )


def show_list(analysis: Analysis, state: Chosen, tab: Tab) -> None:
    """The rows of the open list; the row of the chosen record is the one selected."""
    if tab == "notice":
        _notices(analysis)
        return
    found = records(analysis, tab)
    if not found:
        st.info(t("read.nothing"))
        return
    key = f"read_list_{tab}_{state.document[:12]}_{len(found)}"
    ids = [entry.id for entry in found]
    at = [ids.index(state.record)] if state.record in ids else []
    if _selected(key) != at:
        st.session_state[key] = {"selection": {"rows": at, "columns": [], "cells": []}}
    rows = pd.DataFrame([row(analysis, entry) for entry in found])
    st.dataframe(
        rows,
        key=key,
        on_select=lambda: _clicked(key, found),
        selection_mode=["single-row", "single-cell"],
        hide_index=True,
        height=min(_HEIGHT, 38 + 35 * len(found)),
        column_config={name: _column(name) for name in rows.columns},
        alt=t(f"reader.{tab}"),
    )


def _column(name: str) -> object:
    title = t(f"read_column.{name}")
    if name == "confidence":
        return st.column_config.NumberColumn(title, format="percent", width=64)
    return st.column_config.TextColumn(title, width="medium" if name in _WIDE else None)


def _selected(key: str) -> list[int]:
    state = st.session_state.get(key)
    return list(state["selection"]["rows"]) if state else []


def _clicked(key: str, found: list[Found]) -> None:
    selection = st.session_state[key]["selection"]
    rows = [*selection["rows"], *(cell[0] for cell in selection["cells"])]
    if rows and rows[-1] < len(found):
        choose(found[rows[-1]], quiet=False)


def _notices(analysis: Analysis) -> None:
    """What reading removed, repaired or could not do; the program's own message where the tables have no words."""
    if not analysis.notices:
        st.info(t("read.nothing"))
        return
    rows = [
        {
            "notice": t(f"notice.{notice.code}") if words.known(f"notice.{notice.code}") else notice.message,
            "count": notice.count,
        }
        for notice in analysis.notices
    ]
    config = {name: t(f"read_column.{name}") for name in rows[0]}
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=config, alt=t("reader.notice"))
