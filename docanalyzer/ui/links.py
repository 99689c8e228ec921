"""The screens, their addresses, and what an address names: ``/read?doc=<id>&record=<id>&lang=zh``.

Addresses hold ids, never labels, so that a link stays good in the other language and after a reload.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, NoReturn

import streamlit as st

from docanalyzer.ui import address
from docanalyzer.ui.words import t

DOCUMENT: Final = "doc"
RECORD: Final = "record"
_LAST: Final = "_last_document"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page: ``id`` is its address, the name of its module in ``ui.screens`` and the key of its words."""

    id: str
    section: str
    icon: str


SCREENS: Final = (
    Screen("library", "documents", ":material/library_books:"),
    Screen("read", "documents", ":material/auto_stories:"),
    Screen("records", "records", ":material/table_rows:"),
    Screen("deadlines", "records", ":material/event:"),
    Screen("review", "records", ":material/fact_check:"),
    Screen("compare", "records", ":material/compare_arrows:"),
    Screen("map", "records", ":material/map:"),
    Screen("export", "away", ":material/download:"),
    Screen("about", "away", ":material/info:"),
)
"""In the order of the navigation; the first one is what opens without an address."""


def page(screen: str) -> st.Page:
    """The Streamlit page of a screen, for ``st.navigation``, ``st.page_link`` and ``st.switch_page``."""
    found = next(entry for entry in SCREENS if entry.id == screen)
    return st.Page(
        _body(screen),
        title=t(f"{screen}.title"),
        icon=found.icon,
        # The first one has the bare address; its own name leads there too, see `by_name`.
        url_path="" if found is SCREENS[0] else screen,
        default=found is SCREENS[0],
    )


def by_name() -> st.Page:
    """The first screen under its own name, which Streamlit does not know: a page that only goes on to that screen."""
    first = SCREENS[0].id

    def go_on() -> None:
        st.switch_page(page(first), query_params=st.query_params.to_dict())

    return st.Page(go_on, title=t(f"{first}.title"), url_path=first, visibility="hidden")


def document() -> str | None:
    """The id of the document that the address names, or the one opened last."""
    return address.asked(DOCUMENT) or st.session_state.get(_LAST)


def record() -> str | None:
    """The id of the record that the address names."""
    return address.asked(RECORD)


def go(screen: str, document_id: str | None = None, record_id: str | None = None) -> NoReturn:
    """Open a screen, with a document and one of its records chosen."""
    address.leave()
    st.switch_page(page(screen), query_params=_params(document_id, record_id))


def go_filtered(screen: str, chosen: Mapping[str, Sequence[str]]) -> NoReturn:
    """Open a screen of records with these filters: ids by the name of the filter."""
    address.leave()
    st.switch_page(page(screen), query_params={**_params(None, None), **{k: list(v) for k, v in chosen.items()}})


def point(document_id: str | None, record_id: str | None = None) -> None:
    """Write a choice into the address of the screen that is open."""
    if document_id:
        st.session_state[_LAST] = document_id
    address.write(**{DOCUMENT: document_id, RECORD: record_id})


def settle() -> None:
    """Remember the document of the address, so that another screen opens on it."""
    if named := address.asked(DOCUMENT):
        st.session_state[_LAST] = named


def forget(document_id: str) -> None:
    """Drop a document that was removed from what is remembered."""
    if st.session_state.get(_LAST) == document_id:
        del st.session_state[_LAST]
    if address.asked(DOCUMENT) == document_id:
        point(None)


def _params(document_id: str | None, record_id: str | None) -> dict[str, str]:
    named = {DOCUMENT: document_id, RECORD: record_id, "lang": address.asked("lang")}
    return {name: value for name, value in named.items() if value}


@cache
def _body(screen: str) -> Callable[[], None]:
    def show() -> None:
        import_module(f"docanalyzer.ui.screens.{screen}").show()

    show.__name__ = screen
    return show
