"""Records to take away: every format, made when somebody asks for it."""

from __future__ import annotations

import io
from collections.abc import Callable

import streamlit as st

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.exports import FORMATS, WRITERS, FormatInfo
from docanalyzer.exports.formats import check_installed
from docanalyzer.library import DocumentQuery, Library, RecordQuery
from docanalyzer.ui import source, words
from docanalyzer.ui.words import t

Query = DocumentQuery | RecordQuery | None


def export_popover(query: Query, *, key: str) -> None:
    """A button that offers the records of a query in any format."""
    # Drawn when it is open: most runs of a screen do not need it.
    offer = st.popover(t("export.here"), icon=":material/download:", key=f"{key}_export", on_change="rerun")
    if not offer.open:
        return
    with offer:
        form = st.selectbox(t("export.format"), FORMATS, format_func=name_of, key=f"{key}_format_{words.language()}")
        st.caption(what_of(form))
        download_button(form, query, key=f"{key}_download_{form.id}")


def download_button(form: FormatInfo, query: Query, *, key: str, name: str = "docanalyzer") -> None:
    """A button that writes the records of a query when it is clicked, not before."""
    missing = _missing(form)
    st.download_button(
        t("export.download"),
        data=_maker(source.library(), form, query),
        file_name=f"{name}{form.extension}",
        mime=form.media_type,
        key=key,
        icon=":material/download:",
        disabled=missing is not None,
        help=missing,
        on_click="ignore",
        width="stretch",
    )


def name_of(form: FormatInfo) -> str:
    """The name of a format."""
    return form.name_zh if words.language() == "zh" else form.name_en


def what_of(form: FormatInfo) -> str:
    """What a format is for, in one line."""
    return form.what_zh if words.language() == "zh" else form.what_en


def _missing(form: FormatInfo) -> str | None:
    try:
        check_installed(form.id)
    except DocanalyzerError as error:
        return str(error)
    return None


def _maker(library: Library, form: FormatInfo, query: Query) -> Callable[[], bytes]:
    def make() -> bytes:
        # Streamlit holds a download in memory whatever it is given, and takes no temporary file.
        stream = io.BytesIO()
        WRITERS[form.id](library.analyses(query), stream)
        return stream.getvalue()

    return make
