"""How far two reviewers agree."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from docanalyzer.present import one_line
from docanalyzer.review import agreement
from docanalyzer.ui import source
from docanalyzer.ui.words import t


def show_agreement() -> None:
    """Kappa and F1 of two people, and where they differ."""
    library = source.library()
    people = library.reviewers()
    if len(people) < 2:
        st.info(t("review.two_needed"))
        return
    left, right = st.columns(2)
    with left:
        a = st.selectbox(t("review.first_reviewer"), people, index=0, key="agreement_a")
    with right:
        b = st.selectbox(t("review.second_reviewer"), people, index=1, key="agreement_b")
    if a == b:
        st.info(t("review.same_person"))
        return
    found = agreement(library.decisions(by=(a, b)), a, b)
    for column, (name, value, explained) in zip(
        st.columns(4),
        (
            ("both", str(found.items), None),
            ("same", str(found.agreed), None),
            ("kappa", _figure(found.kappa), t("review.kappa_help")),
            ("f1", _figure(found.f1), None),
        ),
        strict=True,
    ):
        column.metric(t(f"review.{name}"), value, help=explained, border=True)
    if not found.disagreements:
        return
    st.subheader(t("review.differ"))
    labels = source.document_labels(library.url)
    rows = pd.DataFrame(
        [
            {
                "quote": one_line(one.anchor.evidence),
                "a": t(f"action.{one.a}"),
                "b": t(f"action.{one.b}"),
                "document": labels.get(one.document_id, one.document_id[:12]),
            }
            for one in found.disagreements
        ]
    )
    config = {"quote": t("review_column.quote"), "a": a, "b": b, "document": t("review_column.document")}
    st.dataframe(rows, hide_index=True, column_config=config)


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"
