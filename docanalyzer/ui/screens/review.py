"""The screen ``review``: what is to be judged, what was decided, how far two people agree, and the answers it makes."""

from __future__ import annotations

from typing import Final

import streamlit as st

from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.review.agreeing import show_agreement
from docanalyzer.ui.review.deciding import show_decisions
from docanalyzer.ui.review.queue import show_queue
from docanalyzer.ui.review.taking import show_reference
from docanalyzer.ui.words import t

_VIEWS: Final = {
    "queue": show_queue,
    "history": show_decisions,
    "agreement": show_agreement,
    "reference": show_reference,
}


def show() -> None:
    """Draw the screen."""
    st.title(t("review.title"))
    if no_documents():
        return
    with st.container(key="review_views"):
        view = st.pills(
            t("review.view"),
            list(_VIEWS),
            default="queue",
            required=True,
            format_func=lambda name: t(f"review.{name}"),
            key="review_view",
            label_visibility="collapsed",
        )
    _VIEWS[view]()
