"""The library behind the screens: where it is, what there is to choose from, the example corpus of a first start."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from typing import Final

import streamlit as st

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Analysis
from docanalyzer.intake import EXAMPLES, load_examples, wants_examples
from docanalyzer.library import DocumentQuery, DocumentRow, Library, default_url, open_library
from docanalyzer.present import one_line
from docanalyzer.ui.jobs import AddJob, example_files
from docanalyzer.ui.words import t

_LOADING: Final = threading.Lock()
_LONGEST_ADDITION: Final = 64
OPTIONS = 2000
"""How many documents a list to choose from holds at most."""


def library() -> Library:
    """The library of this installation; shows the cause and stops the run where it cannot be opened.

    A new library of the user's own gets the example documents first, with progress; no other one ever does.
    """
    try:
        found = _open(default_url())
        if _wants_examples(found.url):
            _load_examples(found)
    except DocanalyzerError as error:
        st.error(t("source.closed"), icon=":material/database_off:")
        st.text(str(error))
        st.stop()
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(url: str) -> Library:
    return open_library(url)


@st.cache_resource(max_entries=2, show_spinner=False)
def _wants_examples(url: str) -> bool:
    return wants_examples(_open(url))


def _load_examples(found: Library) -> None:
    bar = st.progress(0.0, text=t("source.loading_examples"))
    # Two sessions may come at once; the second one waits and finds them there.
    with _LOADING:
        if wants_examples(found):
            count = len(example_files()[0])
            for number, _ in enumerate(load_examples(found), 1):
                bar.progress(min(1.0, number / count), text=t("source.loading_examples"))
    _wants_examples.clear()
    document_labels.clear()
    bar.empty()


def analysis(document_id: str) -> Analysis:
    """The reviewed analysis of a document."""
    return library().analysis(document_id)


def empty() -> bool:
    """Whether the library holds no document."""
    return library().documents(DocumentQuery(), size=1).total == 0


def add_examples() -> AddJob:
    """Start to add the example documents to a library that somebody chose."""
    files, manifest = example_files()
    return AddJob(files, default_url(), collections=[EXAMPLES], manifest=manifest)


@st.cache_data(ttl=20, max_entries=8, show_spinner=False)
def document_labels(url: str) -> dict[str, str]:
    """Id -> title (or file name) of documents to choose from, the newest first, at most ``OPTIONS``; no two alike."""
    return distinct(_open(url).documents(DocumentQuery(), size=OPTIONS).items)


def distinct(rows: Sequence[DocumentRow]) -> dict[str, str]:
    """Id -> title (or file name) of these documents; those of one title bear file name or id besides.

    Streamlit knows the option that is chosen by its label alone: of two that are alike it opens the wrong one.
    """
    labels = {row.id: one_line(row.title or row.name) for row in rows}
    for more in ("name", "id"):
        times = Counter(labels.values())
        for row in rows:
            label, addition = labels[row.id], str(getattr(row, more))[:_LONGEST_ADDITION]
            if times[label] > 1 and addition != label:
                labels[row.id] = f"{label} ({addition})"
    return labels


def collection_name(name: str) -> str:
    """What a collection is called on the screen: its own name, but for that of the examples."""
    return t("source.examples") if name == EXAMPLES else name


def collection_names() -> Sequence[str]:
    """The collections in use."""
    return [collection.name for collection in library().collections()]
