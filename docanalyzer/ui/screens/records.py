"""The screen Records: every measure and provision of every document, filtered, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from docanalyzer.library import Library, Page, RecordQuery
from docanalyzer.ui import address, links, source, words
from docanalyzer.ui.parts.columns import MEASURES, PROVISIONS
from docanalyzer.ui.parts.downloads import export_popover
from docanalyzer.ui.parts.filters import Field, record_filters
from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.parts.tables import PAGE_SIZE, Column, page_of, pages, table
from docanalyzer.ui.words import t

_FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "targets": (
        "text", "indicator", "region", "industry", "due_from", "due_to", "document", "collection", "reviewed",
        "confidence",
    ),
    "measures": (
        "text", "indicator", "region", "industry", "role", "due_from", "due_to", "document", "collection", "reviewed",
        "confidence",
    ),
    "provisions": (
        "text", "region", "industry", "force", "instrument", "actor", "due_from", "due_to", "document", "collection",
        "reviewed", "confidence",
    ),
}  # fmt: skip
_LEAVING: Final = "_records_leaving"
_ORDERS: Final = ("document", "due", "-due", "indicator", "confidence", "-confidence")


def show() -> None:
    """Draw the screen."""
    if leaving := st.session_state.pop(_LEAVING, None):
        links.go("read", *leaving)
    library = source.library()
    links.point(None)
    st.title(t("records.title"))
    if no_documents():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = _view()
        st.space("stretch")
        order = _order(view)
        away = st.container(width="content")
    query = record_filters("records", _FIELDS[view])
    if view == "targets":
        query = replace(query, role="target")
    with away:
        export_popover(query, key="records")
    _list(library, view, query, order)


def _view() -> str:
    asked = address.asked("view")
    key = f"records_view_{words.language()}"
    if key not in st.session_state:
        st.session_state[key] = asked if asked in _FIELDS else st.session_state.get("_records_view", "targets")
    picked = st.segmented_control(
        t("records.view"),
        list(_FIELDS),
        required=True,
        format_func=lambda name: t(f"records.view_{name}"),
        key=key,
        label_visibility="collapsed",
    )
    view = str(picked)
    st.session_state["_records_view"] = view
    address.write(view=None if view == "targets" else view)
    return view


def _order(view: str) -> str:
    return st.selectbox(
        t("records.order"),
        [name for name in _ORDERS if view != "provisions" or name != "indicator"],
        format_func=lambda name: t(f"records.order_{name.replace('-', 'down_')}"),
        key=f"records_order_{view}_{words.language()}",
        label_visibility="collapsed",
        width=220,
    )


@st.fragment
def _list(library: Library, view: str, query: RecordQuery, order: str) -> None:
    """The table: a fragment, so that a new page of it draws none of the filters again."""
    page = page_of("records_page", (view, query, order))
    columns: tuple[Column, ...]
    found: Page[Any]
    if view == "provisions":
        found, columns = library.provisions(query, page=page, size=PAGE_SIZE, order=order), PROVISIONS
    else:
        found, columns = library.records(query, page=page, size=PAGE_SIZE, order=order), MEASURES
        if view == "targets":
            columns = tuple(column for column in MEASURES if column.id != "role")
    if not found.total:
        st.info(t("records.none"), icon=":material/filter_alt_off:")
        return
    st.caption(t("records.count", count=found.total))
    picked = table(found.items, columns, key="records_table")
    if picked.clicked is not None and picked.clicked < len(found.items):
        row = found.items[picked.clicked]
        # A fragment cannot leave its page: the whole run that follows does.
        st.session_state[_LEAVING] = row.document_id, row.id
        st.rerun()
    pages(found.pages, key="records_page")
