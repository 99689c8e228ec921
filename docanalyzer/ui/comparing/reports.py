"""Comparisons, made once and kept as long as neither the documents nor what was decided on them changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from docanalyzer.comparison.consistency import check_consistency
from docanalyzer.comparison.genealogy import Genealogy, build_genealogy
from docanalyzer.comparison.pairs import Compared, Mode
from docanalyzer.comparison.report import DocumentIssues, Report, compare
from docanalyzer.core.record import Analysis, Measure
from docanalyzer.ui import source
from docanalyzer.ui.words import t

Stamps = tuple[tuple[str, str], ...]
"""Ids of documents, each with what changes with a new analysis and with every decision."""


def stamps(document_ids: Sequence[str]) -> Stamps:
    """The present state of some documents; raises ``NotInLibraryError`` for an unknown id."""
    library = source.library()
    made: dict[str, list[str]] = {}
    for decision in library.decisions(document=list(document_ids)):
        made.setdefault(decision.document_id, []).append(f"{decision.id}")
    found = []
    for one in document_ids:
        row = library.document(one)
        found.append((one, f"{row.made_by} {row.analyzed_at} {','.join(made.get(one, ()))}"))
    return tuple(found)


def report(state: Stamps, mode: Mode) -> Report:
    """The comparison of these documents in their order; raises ``ComparisonError`` for what cannot be compared."""
    with st.spinner(t("compare.working")):
        return _report(state, mode)


def issues(state: Stamps) -> list[DocumentIssues]:
    """What does not add up within each document, also of a single one."""
    return [DocumentIssues(id_, check_consistency(_analysis(id_, now))) for id_, now in state]


def documents(state: Stamps) -> list[Compared]:
    """What a report says of each document."""
    return [Compared.of(_analysis(id_, now)) for id_, now in state]


def targets(state: Stamps) -> dict[str, tuple[Measure, ...]]:
    """The targets of each document, by its id."""
    return {id_: _analysis(id_, now).targets for id_, now in state}


def citations(state: Stamps) -> Genealogy:
    """Which of the documents cites, implements, amends or repeals which."""
    return build_genealogy([_analysis(id_, now) for id_, now in state])


@st.cache_resource(max_entries=24, show_spinner=False)
def _report(state: Stamps, mode: Mode) -> Report:
    return compare([_analysis(id_, now) for id_, now in state], mode)


@st.cache_resource(max_entries=24, show_spinner=False)
def _analysis(document_id: str, now: str) -> Analysis:
    del now
    return source.library().analysis(document_id)
