"""The screen Library: what is in it, how something gets into it, and what is found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from docanalyzer.library import DocumentQuery, DocumentRow, Library
from docanalyzer.ui import address, links, names, source, words
from docanalyzer.ui.parts import adding
from docanalyzer.ui.parts.columns import DOCUMENTS, document_title
from docanalyzer.ui.parts.hits import show_hits
from docanalyzer.ui.parts.tables import PAGE_SIZE, page_of, pages, table
from docanalyzer.ui.words import t

_ORDERS: Final = ("-added", "-issued", "issued", "title", "-targets")
_HITS: Final = 20
_SEARCH: Final = "search"
_KEPT: Final = "_library_search"
_LONGEST: Final = 200


def show() -> None:
    """Draw the screen."""
    library = source.library()
    links.point(None)
    st.title(t("library.title"))
    totals = library.totals()
    if totals.documents:
        _totals(library)
    adding.panel(expanded=not totals.documents)
    if not totals.documents:
        if not adding.busy():
            _empty()
        return
    wanted = _wanted()
    if wanted:
        _found(library, wanted)
    else:
        _documents(library)


def _wanted() -> str:
    """The words to look for, which the address holds too."""
    asked = address.asked(_SEARCH) or ""
    # Words that the address brought are put into the field once; after that the field says what the address is.
    if address.moved() or (asked and asked != st.session_state.get(_KEPT)):
        st.session_state["library_search"] = asked[:_LONGEST]
    typed = st.text_input(
        t("library.search"),
        placeholder=t("library.search_hint"),
        icon=":material/search:",
        key="library_search",
        persist_state="session",
        max_chars=_LONGEST,
    )
    wanted = (typed or "").strip()
    st.session_state[_KEPT] = wanted
    address.write(**{_SEARCH: wanted})
    return wanted


def _totals(library: Library) -> None:
    totals = library.totals()
    with st.container(horizontal=True, gap="medium", key="totals"):
        for name in ("documents", "targets", "figures", "provisions", "deadlines", "reviewed"):
            st.metric(t(f"library.total_{name}"), f"{getattr(totals, name):,}", width="content")


def _empty() -> None:
    st.info(t("library.empty"), icon=":material/library_add:")
    if st.button(t("library.load_examples"), icon=":material/school:", type="primary"):
        adding.watch(source.add_examples())
        st.rerun()


def _found(library: Library, wanted: str) -> None:
    page = page_of("library_hits_page", wanted)
    found = library.search(wanted, page=page, size=_HITS)
    if not found.total:
        st.info(t("library.nothing_found"), icon=":material/search_off:")
        return
    st.caption(t("library.found", count=found.total))
    if opened := show_hits(found.items, key="library_hits"):
        links.go("read", opened)
    pages(found.pages, key="library_hits_page")


def _documents(library: Library) -> None:
    query, order = _filter(library)
    page = page_of("library_page", (query, order))
    found = library.documents(query, page=page, size=PAGE_SIZE, order=order)
    if not found.items and page > 1:
        st.session_state.pop("library_page", None)
        st.rerun()
    if not found.total:
        st.info(t("library.none_match"), icon=":material/filter_alt_off:")
        return
    bar = st.container()
    picked = table(found.items, DOCUMENTS, key=f"library_table_{_turn()}", tick=True)
    chosen = [found.items[place] for place in picked.rows if place < len(found.items)]
    with bar:
        _actions(library, chosen) if chosen else st.caption(t("library.table_hint", count=found.total))
    if picked.clicked is not None and picked.clicked < len(found.items):
        links.go("read", found.items[picked.clicked].id)
    pages(found.pages, key="library_page")


def _filter(library: Library) -> tuple[DocumentQuery, str]:
    query = DocumentQuery()
    collections = [collection.name for collection in library.collections()]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if collections:
            collection = st.selectbox(
                t("library.collection"),
                collections,
                index=None,
                format_func=source.collection_name,
                placeholder=t("library.every_collection"),
                label_visibility="collapsed",
                key=f"library_collection_{words.language()}",
                persist_state="session",
                width=170,
            )
            query = replace(query, collection=collection)
        language = st.selectbox(
            t("column.text_language"),
            ["zh-Hans", "zh-Hant", "en"],
            index=None,
            format_func=lambda code: names.word("text_language", code),
            placeholder=t("library.every_language"),
            label_visibility="collapsed",
            key=f"library_language_{words.language()}",
            persist_state="session",
            width=170,
        )
        order = st.selectbox(
            t("library.order"),
            _ORDERS,
            format_func=lambda name: t(f"library.order_{name.replace('-', 'down_')}"),
            label_visibility="collapsed",
            key=f"library_order_{words.language()}",
            persist_state="session",
            width=170,
        )
    return replace(query, language=language), order


def _actions(library: Library, chosen: Sequence[DocumentRow]) -> None:
    ids = [row.id for row in chosen]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("library.chosen", count=len(chosen)), width="content")
        if len(chosen) == 1 and st.button(t("library.open"), icon=":material/auto_stories:", type="primary"):
            links.go("read", ids[0])
        if len(chosen) > 1 and st.button(t("library.compare"), icon=":material/compare_arrows:", type="primary"):
            links.go_filtered("compare", {"document": ids})
        if st.button(t("library.show_records"), icon=":material/table_rows:"):
            links.go_filtered("records", {"document": ids})
        with st.popover(t("library.collect"), icon=":material/label:"):
            _collect(library, ids)
        if st.button(t("library.remove"), icon=":material/delete:"):
            _confirm_removal(ids, [document_title(row) for row in chosen])


def _collect(library: Library, ids: Sequence[str]) -> None:
    with st.form("collect", border=False, clear_on_submit=True):
        name = st.selectbox(
            t("library.collection"),
            source.collection_names(),
            index=None,
            accept_new_options=True,
            format_func=source.collection_name,
            placeholder=t("library.collection_hint"),
        )
        put, take = st.columns(2)
        into = put.form_submit_button(t("library.collect_in"), type="primary", width="stretch")
        out = take.form_submit_button(t("library.collect_out"), width="stretch")
    if name and name.strip() and (into or out):
        (library.tag if into else library.untag)(ids, name.strip())
        _changed()


def _confirm_removal(ids: Sequence[str], titles: Sequence[str]) -> None:
    @st.dialog(t("library.remove_title"))
    def ask() -> None:
        st.write(t("library.remove_question", count=len(ids)))
        for title in titles[:5]:
            st.text(f"• {title}")
        if len(titles) > 5:
            st.caption(t("library.and_more", count=len(titles) - 5))
        yes, no = st.columns(2)
        if yes.button(t("library.remove_yes"), type="primary", width="stretch"):
            source.library().remove(ids)
            for one in ids:
                links.forget(one)
            _changed()
        if no.button(t("library.remove_no"), width="stretch"):
            st.rerun()

    ask()


def _turn() -> int:
    """Grows when rows may have moved: a new table then forgets what was ticked in the old one."""
    return int(st.session_state.get("_library_turn", 0))


def _changed() -> None:
    st.session_state["_library_turn"] = _turn() + 1
    source.document_labels.clear()
    st.rerun()
