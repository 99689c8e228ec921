"""The view Bilingual check: a document and its translation, or one file that holds both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from docanalyzer.comparison.report import Report
from docanalyzer.ui import names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.component import show_cards
from docanalyzer.ui.comparing.reasons import value_in_words
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides, Tag, tags_of
from docanalyzer.ui.parts.tables import page_of, pages
from docanalyzer.ui.words import t

_CARDS: Final = 40
Card = dict[str, Any]


def show(state: Stamps) -> Report:
    """Draw the view of one or two documents."""
    report = reports.report(state, "bilingual")
    sides = Sides.of(report)
    groups = {name: make(report, sides) for name, make in _GROUPS.items()}
    there = [name for name in groups if groups[name]]
    if not there:
        st.info(t("compare.no_records"), icon=":material/difference:")
        return report
    if not groups["conflicts"]:
        st.success(t("compare.numbers_agree"), icon=":material/check_circle:")
    wanted = st.segmented_control(
        t("compare.findings"),
        there,
        default=there[0],
        required=True,
        format_func=lambda name: f"{t(f'compare.found_{name}')} {len(groups[name])}",
        key=f"compare_findings_{words.language()}_{'_'.join(there)}",
        label_visibility="collapsed",
    )
    st.caption(t(f"compare.about_found_{wanted}"))
    cards = groups[str(wanted)]
    page = page_of("compare_bilingual_page", (state, wanted))
    show_cards(cards[(page - 1) * _CARDS : page * _CARDS], key="compare_bilingual")
    pages(-(-len(cards) // _CARDS), key="compare_bilingual_page")
    return report


def _conflicts(report: Report, sides: Sides) -> list[Card]:
    left, right = report.documents[0].id, report.documents[-1].id
    return [
        {
            "tags": tags_of([("conflict", t("compare.conflict"))]),
            "reason": t("compare.conflict_is", left=_listed(conflict.left), right=_listed(conflict.right)),
            "steps": [],
            "sides": [sides.quote(left, conflict.left_text), sides.quote(right, conflict.right_text)],
        }
        for conflict in report.conflicts
    ]


def _lost(report: Report, sides: Sides) -> list[Card]:
    lost: Tag = ("conflict", t("compare.lost"))
    return [sides.pair(pair, [lost]) for pair in report.pairs if pair.lost]


def _aligned(report: Report, sides: Sides) -> list[Card]:
    return [
        sides.pair(pair, [(pair.verdict, names.word("verdict", pair.verdict))])
        for pair in report.pairs
        if pair.left is not None and pair.right is not None
    ]


def _alone(report: Report, sides: Sides) -> list[Card]:
    return [
        sides.pair(pair, [(pair.verdict, names.word("verdict", pair.verdict))])
        for pair in report.pairs
        if pair.left is None or pair.right is None
    ]


def _sentences(report: Report, sides: Sides) -> list[Card]:
    left, right = report.documents[0].id, report.documents[-1].id
    only = names.word("verdict", "only_left"), names.word("verdict", "only_right")
    found = [(("only_left", only[0]), [sides.quote(left, quote), None]) for quote in report.unaligned_left]
    found += [(("only_right", only[1]), [None, sides.quote(right, quote)]) for quote in report.unaligned_right]
    return [{"tags": tags_of([tag]), "reason": "", "steps": [], "sides": both} for tag, both in found]


def _listed(values: tuple[str, ...]) -> str:
    return names.listed(values, value_in_words) or "—"


_GROUPS: Final[dict[str, Callable[[Report, Sides], list[Card]]]] = {
    "conflicts": _conflicts,
    "lost": _lost,
    "aligned": _aligned,
    "alone": _alone,
    "sentences": _sentences,
}
