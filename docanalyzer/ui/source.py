"""The library behind the screens: where it is, what there is to choose from, the example corpus of a first start."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Analysis
from docanalyzer.library import DocumentQuery, Library, default_file, default_url, is_default, open_library
from docanalyzer.ui.jobs import AddJob, example_files
from docanalyzer.ui.words import t

OPTIONS = 2000
"""How many documents a list to choose from holds at most."""


def library() -> Library:
    """The library of this installation; shows the cause and stops the run where it cannot be opened."""
    try:
        return _open(default_url())
    except DocanalyzerError as error:
        st.error(t("source.closed"), icon=":material/database_off:")
        st.text(str(error))
        st.stop()


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(url: str) -> Library:
    return open_library(url)


def analysis(document_id: str) -> Analysis:
    """The reviewed analysis of a document."""
    return library().analysis(document_id)


def empty() -> bool:
    """Whether the library holds no document."""
    return library().documents(DocumentQuery(), size=1).total == 0


def examples() -> AddJob | None:
    """The job that fills the default library of a first start with the example corpus; null where there is none.

    It runs once for each library: whoever removes the examples does not get them back by starting again.
    """
    url = default_url()
    return _examples(url) if is_default(url) else None


@st.cache_resource(max_entries=2, show_spinner=False)
def _examples(url: str) -> AddJob | None:
    if _open(url).documents(DocumentQuery(), size=1).total or not _first_time():
        return None
    return load_examples()


def load_examples() -> AddJob:
    """Start to add the example corpus."""
    files, manifest = example_files()
    return AddJob(files, default_url(), collections=[t("source.examples")], manifest=manifest)


def _first_time() -> bool:
    """Whether nobody asked this before for the default library; from now on somebody did."""
    try:
        default_file().with_suffix(".examples").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@st.cache_data(ttl=20, max_entries=8, show_spinner=False)
def document_labels(url: str) -> dict[str, str]:
    """Id -> title (or file name) of documents to choose from, the newest first, at most ``OPTIONS``."""
    page = _open(url).documents(DocumentQuery(), size=OPTIONS)
    return {row.id: row.title or row.name for row in page.items}


def collection_names() -> Sequence[str]:
    """The collections in use."""
    return [collection.name for collection in library().collections()]
