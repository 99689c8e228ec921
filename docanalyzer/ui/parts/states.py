"""What a screen shows when it has nothing to show."""

from __future__ import annotations

import streamlit as st

from docanalyzer.ui import links, source
from docanalyzer.ui.words import t


def no_documents() -> bool:
    """Say that the library is empty and where to fill it, and tell the caller so."""
    if not source.empty():
        return False
    st.info(t("state.no_documents"), icon=":material/library_add:")
    st.page_link(links.page("library"), label=t("state.to_library"), icon=":material/library_books:")
    return True
