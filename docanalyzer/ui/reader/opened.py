"""The document that is open, kept between reruns as long as nothing about it changes."""

from __future__ import annotations

import streamlit as st

from docanalyzer.core.record import Analysis
from docanalyzer.ui import source


def stamp(document_id: str) -> str:
    """What changes with a new analysis and with each decision; raises ``NotInLibraryError`` for an unknown id."""
    library = source.library()
    row = library.document(document_id)
    # Which decisions stand, and not how many records they judge: a second correction of a record changes it too.
    decided = ",".join(str(decision.id) for decision in library.decisions(document=[document_id]))
    return f"{row.made_by} {row.analyzed_at} {decided}"


@st.cache_resource(max_entries=12, show_spinner=False)
def analysis(document_id: str, now: str) -> Analysis:
    """The reviewed analysis of a document as of a stamp."""
    del now
    return source.library().analysis(document_id)
