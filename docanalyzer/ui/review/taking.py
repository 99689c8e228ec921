"""Reviews as reference answers, for ``docanalyzer evaluate``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import streamlit as st

from docanalyzer.library import Library
from docanalyzer.review import reference_files
from docanalyzer.ui import source
from docanalyzer.ui.words import t


def show_reference() -> None:
    """What the files are, and the button that makes them."""
    library = source.library()
    live = library.decisions()
    documents = list(dict.fromkeys(decision.document_id for decision in live))
    if not documents:
        st.info(t("review.no_decisions"))
        return
    st.write(t("review.reference_what"))
    left, right = st.columns(2)
    left.metric(t("review.documents_reviewed"), len(documents), border=True)
    right.metric(t("review.decisions_made"), len(live), border=True)
    complete = st.toggle(t("review.complete"), key="reference_complete")
    st.download_button(
        t("review.reference_save"),
        data=_maker(library, documents, complete=complete),
        file_name="docanalyzer-reference.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
    )


def _maker(library: Library, documents: Sequence[str], *, complete: bool) -> Callable[[], bytes]:
    def make() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            analyses = (library.analysis(document) for document in documents)
            for name, content in reference_files(analyses, complete=complete):
                archive.writestr(name, content)
        return buffer.getvalue()

    return make
