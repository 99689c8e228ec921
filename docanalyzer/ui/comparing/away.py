"""The report of a comparison to take away; it is written when somebody clicks."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import streamlit as st

from docanalyzer.comparison.report import Report
from docanalyzer.comparison.writing import REPORT_WRITERS, ReportFormat
from docanalyzer.ui.comparing.wording import wording
from docanalyzer.ui.words import Tongue, language, t

_TYPES: Final[dict[ReportFormat, str]] = {
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "md": "text/markdown",
}


def report_popover(report: Report) -> None:
    """A button that offers the report in every format."""
    with st.popover(t("compare.away"), icon=":material/download:"):
        st.caption(t("compare.away_what"))
        for form, media_type in _TYPES.items():
            st.download_button(
                t(f"compare.as_{form}"),
                data=_maker(report, form, language()),
                file_name=f"docanalyzer-{report.mode}.{form}",
                mime=media_type,
                key=f"compare_away_{form}",
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
            )


def _maker(report: Report, form: ReportFormat, tongue: Tongue) -> Callable[[], bytes]:
    def make() -> bytes:
        stream = io.BytesIO()
        REPORT_WRITERS[form](report, stream, wording(tongue))
        return stream.getvalue()

    return make
