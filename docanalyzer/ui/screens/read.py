"""The screen ``read``: a document beside its records."""

from __future__ import annotations

import streamlit as st

from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.library import NotInLibraryError
from docanalyzer.ui import links, names, source
from docanalyzer.ui.reader import lists, opened
from docanalyzer.ui.reader.chosen import Chosen, settle, tab
from docanalyzer.ui.reader.component import heard, show_card, show_document, show_record
from docanalyzer.ui.reader.entries import TABS, find, label, records
from docanalyzer.ui.reader.facing import card_data
from docanalyzer.ui.reader.judging import show_adding, show_judging
from docanalyzer.ui.reader.marks import KINDS, SLOTS
from docanalyzer.ui.reader.pages import PAGED, show_page
from docanalyzer.ui.reader.payload import payload
from docanalyzer.ui.words import Tongue, language, t

_DOCUMENT_KEY = "read_document"


def show() -> None:
    """Draw the screen."""
    with st.container(key="read_title"):
        st.title(t("read.title"))
    wish = heard()
    if wish and wish.way == "back":
        links.point(wish.document, wish.record)
    document_id = _choose_document()
    if document_id is None:
        return
    try:
        stamp = opened.stamp(document_id)
        analysis = opened.analysis(document_id, stamp)
    except NotInLibraryError:
        st.error(t("read.unknown"))
        return
    state = settle(document_id, analysis, wish)
    _about(analysis)
    if state.missing:
        st.warning(t("read.unknown_record"))
    left, right = st.columns((11, 9), gap="medium")
    with left, st.container(key="read_source"):
        _source(analysis, state, stamp)
    with right:
        if state.place is not None:
            # The form stands alone, so that nobody takes it for a part of the record below.
            show_adding(analysis, state.place, close=lambda record: _added(state, record))
        else:
            _records(analysis, state, stamp)
    chosen = find(analysis, state.record)
    show_record(document_id, state.record, chosen.tab if chosen else None, turn=state.turn, quiet=state.quiet)


def _records(analysis: Analysis, state: Chosen, stamp: str) -> None:
    """The lists, and the card of the record that is chosen."""
    lists.show_tabs(analysis)
    lists.show_list(analysis, stamp, tab())
    found = find(analysis, state.record)
    if found is None:
        st.caption(t("read.choose_record"))
        return
    show_card(card_data(analysis, found))
    if isinstance(found.record, Measure | Provision):
        show_judging(analysis.document.id, found.record)


def _choose_document() -> str | None:
    """The document of the address, or one chosen from the list; null with an empty library."""
    labels = source.document_labels(source.library().url)
    asked = links.document()
    if not labels and not asked:
        st.info(t("read.none"))
        st.page_link(links.page("library"), label=t("read.to_library"), icon=":material/library_add:")
        return None
    ids = list(labels)
    if asked and asked not in labels:
        ids.insert(0, asked)
    now = asked or ids[0]
    # In every run: with new labels Streamlit would not know the old choice again and fall back on the first one.
    st.session_state[_DOCUMENT_KEY] = now
    st.selectbox(
        t("read.document"),
        ids,
        key=_DOCUMENT_KEY,
        format_func=lambda id_: labels.get(id_, id_[:12]),
        on_change=_document_changed,
    )
    if len(labels) >= source.OPTIONS:
        st.caption(t("read.many", count=source.OPTIONS))
    return now


def _document_changed() -> None:
    # Streamlit also calls this when the list of documents has grown and the choice in it is the same.
    chosen = st.session_state[_DOCUMENT_KEY]
    if chosen and chosen != links.document():
        links.point(chosen)


def _added(state: Chosen, record: str | None) -> None:
    """The form for a new target is done with; its record is chosen in the next run, which has it."""
    state.place = None
    if record:
        links.point(state.document, record)


def _about(analysis: Analysis) -> None:
    """One line on what the document is; in plain text, for its words are not ours."""
    document = analysis.document
    parts = (
        names.listed(document.issuers, names.agency),
        document.number,
        document.issued_on,
        names.word("document_kind", document.kind),
        names.word("text_language", document.language),
        document.name,
    )
    st.text(" · ".join(part for part in parts if part))


def _source(analysis: Analysis, state: Chosen, stamp: str) -> None:
    if analysis.document.pages and analysis.document.media_type in PAGED:
        view = st.segmented_control(
            t("read.view"),
            ["text", "page"],
            default="text",
            required=True,
            format_func=lambda name: t(f"read.view_{name}"),
            key="read_view",
            label_visibility="collapsed",
        )
        if view == "page":
            show_page(analysis, find(analysis, state.record))
            return
    content = _payload(analysis.document.id, stamp, language())
    show_document(content, key="docanalyzer_document")


@st.cache_resource(max_entries=12, show_spinner=False)
def _payload(document_id: str, stamp: str, tongue: Tongue) -> bytes:
    """What the reader shows; made anew when the records have changed, or the language of the screen."""
    del tongue
    analysis = opened.analysis(document_id, stamp)
    texts = {name: t(f"reader.{name}") for name in ("text", "add", "keys", "page", *KINDS)}
    texts |= {f"slot_{slot}": t(f"slot.{slot}") for slot in SLOTS}
    spoken = {found.id: label(found) for kind in TABS for found in records(analysis, kind)}
    return payload(analysis, texts, spoken)
