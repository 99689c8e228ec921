"""The lists of records beside the text: one is open, a click on a row chooses its record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import words
from docanalyzer.ui.reader import component, opened
from docanalyzer.ui.reader.chosen import TAB_KEY
from docanalyzer.ui.reader.entries import TABS, Tab, count, records, row
from docanalyzer.ui.reader.payload import packed
from docanalyzer.ui.words import Tongue, language, t

_WORDS = ("filter", "order", "by_text", "by_due", "by_confidence")


def show_tabs(analysis: Analysis) -> None:
    """The switch between the lists, each with its count."""
    with st.container(key="read_tabs"):
        st.pills(
            t("read.kinds"),
            list(TABS),
            format_func=lambda tab: f"{t(f'reader.{tab}')} {count(analysis, tab)}",
            key=TAB_KEY,
            required=True,
            label_visibility="collapsed",
        )


def show_list(analysis: Analysis, stamp: str, tab: Tab) -> None:
    """The rows of the open list."""
    if not count(analysis, tab):
        st.info(t("read.nothing"))
    elif tab == "notice":
        _notices(analysis)
    else:
        component.show_list(_content(analysis.document.id, stamp, tab, language()), key=f"docanalyzer_list_{tab}")


@st.cache_resource(max_entries=24, show_spinner=False)
def _content(document_id: str, stamp: str, tab: Tab, tongue: Tongue) -> bytes:
    del tongue
    analysis = opened.analysis(document_id, stamp)
    texts = {name: t(f"read.{name}") for name in _WORDS}
    texts |= {"name": t(f"reader.{tab}"), "confidence": t("slot.confidence")}
    items = [row(analysis, found) for found in records(analysis, tab)]
    return packed({"document": document_id, "kind": tab, "words": texts, "items": items})


def _notices(analysis: Analysis) -> None:
    """What reading removed, repaired or could not do; the program's own message where the tables have no words."""
    rows = [
        {
            "notice": t(f"notice.{notice.code}") if words.known(f"notice.{notice.code}") else notice.message,
            "count": notice.count,
        }
        for notice in analysis.notices
    ]
    config = {name: t(f"read_column.{name}") for name in rows[0]}
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=config, alt=t("reader.notice"))
