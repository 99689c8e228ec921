"""Which document and which record the reader shows, kept over reruns and in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import links
from docanalyzer.ui.reader.entries import TABS, Found, Tab, find

_STATE = "_reader"
TAB_KEY = "read_tab"


@dataclass(slots=True)
class Chosen:
    """``turn`` counts choices, so that each of them scrolls the text once; ``quiet`` ones were made in the text."""

    document: str
    record: str | None = None
    turn: int = 0
    quiet: bool = False
    missing: str | None = None
    place: tuple[int, int] | None = None


def settle(document_id: str, analysis: Analysis) -> Chosen:
    """The choice for this document: what the address asks for, else what was chosen before."""
    state: Chosen | None = st.session_state.get(_STATE)
    asked = links.record()
    if state is None or state.document != document_id:
        turn = state.turn + 1 if state else 1
        state = st.session_state[_STATE] = Chosen(document_id, turn=turn)
        st.session_state[TAB_KEY] = TABS[0]
    if asked and asked not in {state.record, state.missing}:
        found = find(analysis, asked)
        if found is None:
            state.missing = asked
        else:
            choose(found, quiet=False)
    elif state.record and find(analysis, state.record) is None:
        # Rejected, or renumbered by a new analysis.
        state.record = None
    return state


def choose(found: Found, *, quiet: bool, open_list: bool = True) -> None:
    """Choose a record, which the address then names; its list is opened with it, unless that is where it was chosen."""
    state: Chosen = st.session_state[_STATE]
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
