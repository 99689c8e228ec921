"""Which document and which record the reader shows, kept over reruns and in the address."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import links
from docanalyzer.ui.reader.entries import TABS, Found, Tab, find

_STATE = "_reader"
TAB_KEY = "read_tab"


@dataclass(slots=True)
class Chosen:
    """``turn`` counts choices, so that each of them scrolls the text once; ``quiet`` ones were made in the text.

    ``left`` are the records chosen just before this one and ``at`` when the last was left (monotonic clock, seconds).
    """

    document: str
    record: str | None = None
    turn: int = 0
    quiet: bool = False
    missing: str | None = None
    place: tuple[int, int] | None = None
    left: tuple[str, ...] = ()
    at: float = 0.0


# A click can reach the app with the address of a click before it: so many seconds one just left is no new wish.
_STALE = 1.5


def settle(document_id: str, analysis: Analysis) -> Chosen:
    """The choice for this document: what the address asks for, else what was chosen before."""
    state: Chosen | None = st.session_state.get(_STATE)
    asked = links.record()
    if state is None or state.document != document_id:
        turn = state.turn + 1 if state else 1
        state = st.session_state[_STATE] = Chosen(document_id, turn=turn)
        st.session_state[TAB_KEY] = TABS[0]
    if asked != state.record and asked in state.left and time.monotonic() - state.at < _STALE:
        links.point(document_id, state.record)
    elif asked and asked not in {state.record, state.missing}:
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
    if state.record and state.record != found.id:
        now = time.monotonic()
        state.left = (*(state.left if now - state.at < _STALE else ()), state.record)
        state.at = now
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
