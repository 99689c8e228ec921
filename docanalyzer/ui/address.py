"""The address of the screen that is open, as this session knows it.

A browser sends its address with every request. While the app answers one request the browser sends the next, still with
the address from before that answer: read anew in each run, such an address takes back what was chosen since. So the
session remembers what it wrote, and believes the browser only where the browser has moved: at the first run, on another
screen, and on its buttons for back and forward.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_STATE = "_address"


@dataclass(slots=True)
class _Address:
    """``page`` is what Streamlit calls the screen, ``asked`` the values of each name; ``told``: the browser knows."""

    page: str
    asked: dict[str, list[str]]
    told: bool = True


def settle() -> None:
    """Before anything reads the address: take the browser's where it has moved, and tell it what it missed."""
    own = _own()
    if moved():
        own.asked, own.told = _received(), True
    elif not own.told or (own.asked and not _received()):
        # A run was cut short before it could tell, or this screen was chosen again in the navigation.
        _tell(own)


def moved() -> bool:
    """Whether this run comes from the browser's buttons for back and forward."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def arrived() -> None:
    """Once the screen of this run is known; before, Streamlit names the first one."""
    if context := get_script_run_ctx():
        st.session_state[_STATE].page = context.page_script_hash


def leave() -> None:
    """The next run believes the address that it comes with, even on the same screen."""
    st.session_state.pop(_STATE, None)


def asked(name: str) -> str | None:
    """The value of a name in the address, the last one of several."""
    values = asked_all(name)
    return values[-1] if values else None


def asked_all(name: str) -> list[str]:
    """All values of a name in the address."""
    return list(_own().asked.get(name, ()))


def write(**values: str | Sequence[str] | None) -> None:
    """Put these names into the address, or take out those without a value; the browser hears of it once."""
    own = _own()
    wanted = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in values.items()}
    wanted = {name: [one for one in value if one] for name, value in wanted.items()}
    changed = {name: value for name, value in {**own.asked, **wanted}.items() if value}
    if changed != own.asked:
        own.asked = changed
        _tell(own)


def _tell(own: _Address) -> None:
    # Telling the browser can end the run: a newer request is waiting.
    own.told = False
    st.query_params.from_dict(own.asked)
    own.told = True


def _own() -> _Address:
    """What the session knows of the address of the screen that is open; on a new screen what the browser says."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    own: _Address | None = st.session_state.get(_STATE)
    if own is None or own.page != page:
        own = st.session_state[_STATE] = _Address(page, _received())
    return own


def _received() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
