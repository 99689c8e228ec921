"""The view Consistency: what does not add up within each document."""

from __future__ import annotations

import streamlit as st

from docanalyzer.comparison.consistency import Inconsistency
from docanalyzer.comparison.report import Report
from docanalyzer.ui import names
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.component import show_cards
from docanalyzer.ui.comparing.reasons import reasons
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides, tags_of
from docanalyzer.ui.words import t


def show(state: Stamps) -> Report | None:
    """Draw the view of one or more documents."""
    documents = reports.documents(state)
    sides = Sides(documents)
    for found in reports.issues(state):
        with st.container(key=f"compare_doc_{found.document[:16]}"):
            # The title is the document's own.
            st.text(sides.titles[found.document])
            if found.issues:
                st.caption(t("compare.issues", count=len(found.issues)))
                show_cards(
                    [_card(sides, found.document, issue) for issue in found.issues], key=f"issues_{found.document}"
                )
            else:
                st.caption(t("compare.no_issues"))
    return reports.report(state, "targets") if len(state) > 1 else None


def _card(sides: Sides, document: str, issue: Inconsistency) -> dict[str, object]:
    return {
        "tags": tags_of([("conflict", names.word("check", issue.check))]),
        "reason": t("compare.and").join(reasons(issue.reason)),
        "steps": [],
        "sides": [sides.record(document, record) for record in issue.records],
    }
