"""Which document and which record the reader shows, kept over reruns and in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import links
from docanalyzer.ui.reader.component import Wish, taken
from docanalyzer.ui.reader.entries import TABS, Found, Tab, find

_STATE = "_reader"
TAB_KEY = "read_tab"


@dataclass(slots=True)
class Chosen:
    """``turn`` counts choices, so that each of them scrolls the text once; ``quiet`` ones were made in the text.

    ``place`` is a stretch of the text (start, end) that is to become a record.
    """

    document: str
    record: str | None = None
    turn: int = 0
    quiet: bool = False
    missing: str | None = None
    place: tuple[int, int] | None = None


def settle(document_id: str, analysis: Analysis, wish: Wish | None) -> Chosen:
    """The choice for this document: what was just chosen, else what the address asks for, else what was before."""
    state: Chosen | None = st.session_state.get(_STATE)
    if state is None or state.document != document_id:
        turn = state.turn + 1 if state else 1
        state = st.session_state[_STATE] = Chosen(document_id, turn=turn)
        st.session_state[TAB_KEY] = TABS[0]
    if wish:
        taken(wish)
        if wish.document == document_id and wish.way != "back":
            _take(state, wish, analysis)
    asked = links.record()
    if asked and asked not in {state.record, state.missing}:
        found = find(analysis, asked)
        if found is None:
            state.missing = asked
        else:
            _choose(state, found, quiet=False)
    elif state.record and find(analysis, state.record) is None:
        # Rejected, or renumbered by a new analysis.
        state.record = None
    elif state.record and not asked:
        # The screen was left by the navigation, which knows of no record, and opened again.
        links.point(document_id, state.record)
    return state


def _take(state: Chosen, wish: Wish, analysis: Analysis) -> None:
    if wish.place is not None and wish.place[1] <= len(analysis.document.text):
        state.place = wish.place
    found = find(analysis, wish.record)
    if found is not None and found.id != state.record:
        # A row that was clicked stands in the list that is open.
        _choose(state, found, quiet=wish.way == "text", open_list=wish.way == "text")


def _choose(state: Chosen, found: Found, *, quiet: bool, open_list: bool = True) -> None:
    """Choose a record, which the address then names."""
    state.record, state.missing, state.place = found.id, None, None
    state.turn += 1
    state.quiet = quiet
    if open_list:
        st.session_state[TAB_KEY] = found.tab
    links.point(state.document, found.id)


def tab() -> Tab:
    """The list that is open."""
    opened: Tab = st.session_state.get(TAB_KEY) or TABS[0]
    return opened
