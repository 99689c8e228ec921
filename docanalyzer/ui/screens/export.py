"""The screen Export and cite: documents, a filter or everything, in every format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from docanalyzer.exports import FORMATS
from docanalyzer.library import DocumentQuery, Library
from docanalyzer.ui import address, links, source, words
from docanalyzer.ui.parts.downloads import Query, download_button, name_of, what_of
from docanalyzer.ui.parts.filters import kept_query
from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.words import t

_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "tables": ("xlsx", "csv", "json", "jsonl", "parquet", "datapackage"),
    "references": ("ris", "bibtex", "csljson"),
    "annotations": ("qdpx", "webannotation", "docbin", "doccano", "labelstudio", "brat"),
}
_SCOPES: Final = ("all", "documents", "collection", "filter")


def show() -> None:
    """Draw the screen."""
    library = source.library()
    st.title(t("export.title"))
    if no_documents():
        return
    query, count = _scope(library)
    if not count:
        st.info(t("export.choose_first"), icon=":material/checklist:")
        return
    st.caption(t("export.how"))
    for group, ids in _GROUPS.items():
        st.subheader(t(f"export.group_{group}"))
        st.caption(t(f"export.about_{group}"))
        forms = [form for form in FORMATS if form.id in ids]
        forms.sort(key=lambda form: ids.index(form.id))
        for start in range(0, len(forms), 3):
            for column, form in zip(st.columns(3), forms[start : start + 3], strict=False):
                with column.container(border=True, height="stretch"):
                    st.markdown(f"**{name_of(form)}** `{form.extension}`")
                    st.caption(what_of(form))
                    download_button(form, query, key=f"export_{form.id}")


def _scope(library: Library) -> tuple[Query, int]:
    """What to export, and of how many documents."""
    key = f"export_scope_{words.language()}"
    if key not in st.session_state:
        st.session_state[key] = "documents" if address.asked(links.DOCUMENT) else "all"
    scope = st.segmented_control(
        t("export.scope"), _SCOPES, required=True, format_func=lambda name: t(f"export.scope_{name}"), key=key
    )
    if scope == "documents":
        return _documents(library)
    if scope == "collection":
        return _collection(library)
    if scope == "filter":
        query = kept_query("records")
        if query is None:
            st.caption(t("export.no_filter"))
            return None, 0
        return query, 1 if library.records(query, size=1).total or library.provisions(query, size=1).total else 0
    links.point(None)
    return None, library.documents(DocumentQuery(), size=1).total


def _documents(library: Library) -> tuple[Query, int]:
    labels = source.document_labels(library.url)
    key = f"export_documents_{words.language()}"
    if key not in st.session_state:
        named = links.document()
        st.session_state[key] = [named] if named in labels else []
    chosen: Sequence[str] = st.multiselect(
        t("export.documents"),
        list(labels),
        format_func=lambda one: labels.get(one, one),
        key=key,
        placeholder=t("export.documents_hint"),
        select_all=False,
    )
    links.point(chosen[0] if len(chosen) == 1 else None)
    return DocumentQuery(ids=tuple(chosen)), len(chosen)


def _collection(library: Library) -> tuple[Query, int]:
    names = source.collection_names()
    if not names:
        st.caption(t("export.no_collection"))
        return None, 0
    name = st.selectbox(
        t("library.collection"), names, format_func=source.collection_name, key=f"export_collection_{words.language()}"
    )
    query = DocumentQuery(collection=name)
    return query, library.documents(query, size=1).total
