"""The view Side by side: provisions of two documents that rule the same, and what only one of them has."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from docanalyzer.comparison.report import Pair, Report
from docanalyzer.core.record import Provision
from docanalyzer.ui import names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.component import show_cards
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides
from docanalyzer.ui.parts.tables import page_of, pages
from docanalyzer.ui.words import t

_VERDICTS: Final = ("same", "stricter", "looser", "not_comparable", "only_left", "only_right")
_ALONE: Final = ("only_left", "only_right")
_CARDS: Final = 40


def show(state: Stamps) -> Report:
    """Draw the view of two documents."""
    report = reports.report(state, "provisions")
    counts = Counter(pair.verdict for pair in report.pairs)
    there = [verdict for verdict in _VERDICTS if counts[verdict]]
    if not there:
        st.info(t("compare.no_records"), icon=":material/difference:")
        return report
    matched = [verdict for verdict in there if verdict not in _ALONE]
    wanted = st.pills(
        t("compare.verdicts"),
        there,
        selection_mode="multi",
        default=matched or there,
        format_func=lambda verdict: f"{names.word('verdict', verdict)} {counts[verdict]}",
        key=f"compare_verdicts_{words.language()}_{'_'.join(there)}",
        label_visibility="collapsed",
    )
    chosen = sorted((pair for pair in report.pairs if pair.verdict in wanted), key=_place)
    if not chosen:
        st.caption(t("compare.choose_verdict"))
        return report
    sides = Sides.of(report)
    page = page_of("compare_facing_page", (state, tuple(wanted)))
    shown = chosen[(page - 1) * _CARDS : page * _CARDS]
    cards = [sides.pair(pair, [(pair.verdict, names.word("verdict", pair.verdict))]) for pair in shown]
    show_cards(cards, key="compare_facing")
    pages(-(-len(chosen) // _CARDS), key="compare_facing_page")
    return report


def _place(pair: Pair) -> tuple[bool, int]:
    """In the order of the left text; what only the right one has comes after it."""
    record = pair.left or pair.right
    return pair.left is None, record.start if isinstance(record, Provision) else 0
