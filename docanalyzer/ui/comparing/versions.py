"""The view Versions: what a later version of a document added, dropped, changed and moved, down to the words."""

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
from docanalyzer.ui.comparing.sides import Sides, Tag
from docanalyzer.ui.parts.tables import page_of, pages
from docanalyzer.ui.words import t

_CHANGES: Final = ("changed", "added", "dropped", "moved", "same")
_CARDS: Final = 40


def show(state: Stamps) -> Report:
    """Draw the view of two documents, the earlier one first."""
    report = reports.report(state, "versions")
    kind = st.segmented_control(
        t("compare.kind"),
        ("targets", "provisions"),
        default="targets",
        required=True,
        format_func=lambda name: t(f"compare.kind_{name}"),
        key=f"compare_kind_{words.language()}",
        label_visibility="collapsed",
    )
    pairs = [pair for pair in report.pairs if _is_provision(pair) == (kind == "provisions")]
    counts = Counter(pair.change for pair in pairs)
    there = [change for change in _CHANGES if counts[change]]
    if not there:
        st.info(t("compare.no_records"), icon=":material/difference:")
        return report
    wanted = st.pills(
        t("compare.changes"),
        there,
        selection_mode="multi",
        default=[change for change in there if change != "same"] or there,
        format_func=lambda change: f"{names.word('change', change)} {counts[change]}",
        key=f"compare_changes_{kind}_{words.language()}_{'_'.join(there)}",
        label_visibility="collapsed",
    )
    chosen = [pair for pair in pairs if pair.change in wanted]
    if not chosen:
        st.caption(t("compare.nothing_changed" if there == ["same"] else "compare.choose_change"))
        return report
    sides = Sides.of(report)
    page = page_of("compare_versions_page", (state, kind, tuple(wanted)))
    shown = chosen[(page - 1) * _CARDS : page * _CARDS]
    show_cards([sides.pair(pair, tags(pair)) for pair in shown], key="compare_versions")
    pages(-(-len(chosen) // _CARDS), key="compare_versions_page")
    return report


def tags(pair: Pair) -> list[Tag]:
    """What became of a record, and what that means."""
    found: list[Tag] = [(pair.change, names.word("change", pair.change))] if pair.change else []
    if pair.left is not None and pair.right is not None and pair.verdict != "same":
        found.append((pair.verdict, names.word("verdict", pair.verdict)))
    return found


def _is_provision(pair: Pair) -> bool:
    return isinstance(pair.left or pair.right, Provision)
