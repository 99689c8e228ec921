"""Every decision, the latest first: who, when, what, why; each can be taken back."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from docanalyzer.present import one_line
from docanalyzer.review import Decision
from docanalyzer.ui import account, links, source
from docanalyzer.ui.reader import editing
from docanalyzer.ui.reader.judging import said, undo_button, when
from docanalyzer.ui.words import language, t

_SHOWN: Final = 200


def show_decisions() -> None:
    """The table of decisions and the one that is chosen in it."""
    library = source.library()
    people = library.reviewers()
    if not people:
        st.info(t("review.no_decisions"))
        return
    left, right = st.columns((2, 3), vertical_alignment="bottom")
    with left:
        by = st.selectbox(
            t("review.reviewer"),
            [None, *people],
            format_func=lambda name: name or t("review.all_reviewers"),
            key="decisions_by",
        )
    with right:
        orphaned = st.toggle(t("review.orphaned"), key="decisions_orphaned")
    found = library.decisions(by=by, orphaned=True if orphaned else None, undone=not orphaned)
    found.reverse()
    if not found:
        st.info(t("review.no_decisions"))
        return
    st.caption(t("review.showing", count=min(len(found), _SHOWN), total=len(found)))
    found = found[:_SHOWN]
    labels = source.document_labels(library.url)
    rows = pd.DataFrame([_row(decision, labels) for decision in found])
    state = st.dataframe(
        rows,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        key=f"decisions_{language()}",
        column_config={name: t(f"review_column.{name}") for name in rows.columns},
        height=min(420, 38 + 35 * len(found)),
    )
    cells = state.selection.cells
    if not cells or cells[0][0] >= len(found):
        st.caption(t("review.choose_decision"))
        return
    _chosen(found[cells[0][0]])


def _row(decision: Decision, labels: dict[str, str]) -> dict[str, str]:
    what = t(f"action.{decision.action}")
    if decision.slot:
        what = f"{what}: {editing.slot_name(decision.slot)}"
    state = "undone" if decision.undone_at else "orphaned" if decision.orphaned else "live"
    return {
        "at": when(decision.at),
        "by": decision.by,
        "what": what,
        "quote": one_line(decision.anchor.evidence),
        "note": decision.note,
        "state": t(f"review_state.{state}"),
        "document": labels.get(decision.document_id, decision.document_id[:12]),
    }


def _chosen(decision: Decision) -> None:
    with st.container(border=True):
        st.text(decision.anchor.evidence)
        st.text(said(decision))
        by = account.name_field()
        with st.container(horizontal=True):
            if decision.undone_at is None and decision.id is not None:
                undo_button(decision, by)
            if st.button(t("review.read"), icon=":material/auto_stories:", type="tertiary"):
                links.go("read", decision.document_id)
