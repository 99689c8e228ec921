"""Which documents are compared: chosen by title, by words of their text or by collection; the first is the reference.

The choice stands in the address (``document``, once for each) and comes back with the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from docanalyzer.library import DocumentQuery, DocumentRow, Library
from docanalyzer.ui import address, source, words
from docanalyzer.ui.words import t

DOCUMENT: Final = "document"
MOST: Final = 20
"""So many documents stand beside each other at most: more columns nobody can read."""
_KEPT: Final = "_compare_documents"
_FOUND: Final = 50


def choose(library: Library) -> list[str]:
    """Draw the choice; ids in the order chosen, the reference first."""
    kept = _arrived(library)
    offered = _narrowed(library)
    labels = source.distinct([*_rows(library, kept), *offered])
    key = f"compare_documents_{words.language()}"
    # What is chosen stays on offer when the list is narrowed, so that narrowing never drops it.
    st.session_state[key] = kept
    st.multiselect(
        t("compare.documents"),
        list(labels),
        key=key,
        format_func=lambda one: labels.get(one, one[:12]),
        placeholder=t("compare.documents_hint"),
        max_selections=MOST,
        on_change=lambda: _keep(st.session_state[key]),
        select_all=False,
    )
    if len(kept) > 1:
        _reference(kept, labels)
    _keep(kept)
    return kept


def _arrived(library: Library) -> list[str]:
    """The documents of the address, else those chosen before; ids of none are left out and told."""
    asked = address.asked_all(DOCUMENT) or st.session_state.get(_KEPT, [])
    wanted = list(dict.fromkeys(asked))[:MOST]
    there = {row.id for row in _rows(library, wanted)}
    if len(there) < len(wanted):
        st.warning(t("compare.gone", count=len(wanted) - len(there)))
    return [one for one in wanted if one in there]


def _rows(library: Library, ids: Sequence[str]) -> list[DocumentRow]:
    return list(library.documents(DocumentQuery(ids=tuple(ids)), size=MOST).items) if ids else []


def _narrowed(library: Library) -> list[DocumentRow]:
    """The documents on offer: those of a collection, those whose text holds some words, or all."""
    with st.expander(t("compare.narrow"), icon=":material/search:"):
        left, right = st.columns(2)
        wanted = left.text_input(
            t("compare.search"), key="compare_search", placeholder=t("compare.search_hint"), max_chars=200
        )
        collection = right.selectbox(
            t("library.collection"),
            source.collection_names(),
            index=None,
            format_func=source.collection_name,
            placeholder=t("library.every_collection"),
            key=f"compare_collection_{words.language()}",
        )
        query = DocumentQuery(collection=collection)
        if wanted and wanted.strip():
            found = _found(library, wanted.strip())
            there = {row.id for row in library.documents(query, size=source.OPTIONS).items}
            rows = [row for row in found if row.id in there]
        else:
            rows = list(library.documents(query, size=source.OPTIONS, order="title").items)
        if wanted or collection:
            st.caption(t("compare.on_offer", count=len(rows)))
            take = [row.id for row in rows][:MOST]
            st.button(
                t("compare.take_all", count=len(take)),
                icon=":material/playlist_add:",
                disabled=not take,
                on_click=lambda: _keep(list(dict.fromkeys((*_now(), *take)))[:MOST]),
            )
    return rows


def _found(library: Library, wanted: str) -> list[DocumentRow]:
    """Documents with the words in their title or name, then those with them in their text."""
    named = library.documents(DocumentQuery(text=wanted), size=_FOUND).items
    texts = (hit.document for hit in library.search(wanted, size=_FOUND).items)
    return list({row.id: row for row in (*named, *texts)}.values())


def _reference(kept: list[str], labels: dict[str, str]) -> None:
    key = f"compare_reference_{words.language()}"
    st.session_state[key] = kept[0]
    st.selectbox(
        t("compare.reference"),
        kept,
        key=key,
        format_func=lambda one: labels.get(one, one[:12]),
        help=t("compare.reference_help"),
        on_change=lambda: _keep([st.session_state[key], *(one for one in kept if one != st.session_state[key])]),
    )


def _now() -> list[str]:
    return list(address.asked_all(DOCUMENT) or st.session_state.get(_KEPT, []))


def _keep(chosen: Sequence[str]) -> None:
    st.session_state[_KEPT] = list(chosen)
    address.write(**{DOCUMENT: list(chosen)})
