"""The screen ``deadlines``."""

from __future__ import annotations

import streamlit as st

from docanalyzer.ui.words import t


def show() -> None:
    """Draw the screen."""
    st.title(t("deadlines.title"))
