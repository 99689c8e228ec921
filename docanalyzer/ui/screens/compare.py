"""The screen Compare: several documents beside each other, seen in the way that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from docanalyzer.comparison.report import ComparisonError, Report
from docanalyzer.ui import address, links, source, words
from docanalyzer.ui.comparing import (
    bilingual,
    cascade,
    choosing,
    consistency,
    facing,
    graph,
    matrix,
    reports,
    timeline,
    versions,
)
from docanalyzer.ui.comparing.away import report_popover
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.words import t


@dataclass(frozen=True, slots=True)
class _View:
    """``show`` draws it and gives the report to take away; ``least`` documents it needs, ``two`` is all it takes."""

    show: Callable[[Stamps], Report | None]
    icon: str
    least: int = 2
    two: bool = False


_VIEWS: Final[dict[str, _View]] = {
    "matrix": _View(matrix.show, ":material/grid_on:"),
    "timeline": _View(timeline.show, ":material/timeline:", least=1),
    "facing": _View(facing.show, ":material/vertical_split:", two=True),
    "versions": _View(versions.show, ":material/history:", two=True),
    "bilingual": _View(bilingual.show, ":material/translate:", least=1, two=True),
    "cascade": _View(cascade.show, ":material/account_tree:"),
    "consistency": _View(consistency.show, ":material/rule:", least=1),
    "graph": _View(graph.show, ":material/hub:", least=1),
}
_VIEW: Final = "view"


def show() -> None:
    """Draw the screen."""
    library = source.library()
    links.point(None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t("compare.title"), width="content")
        st.space("stretch")
        away = st.container(width="content")
    if no_documents():
        return
    chosen = choosing.choose(library)
    if not chosen:
        st.info(t("compare.choose_first"), icon=":material/compare_arrows:")
        return
    with st.container(key="compare_views"):
        name = _view()
    view = _VIEWS[name]
    st.caption(t(f"compare.about_{name}"))
    if len(chosen) < view.least:
        st.info(t("compare.one_more"), icon=":material/add:")
        return
    if view.two and len(chosen) > 1:
        chosen = _two(chosen)
    try:
        report = view.show(reports.stamps(chosen))
    except ComparisonError as error:
        st.warning(t("compare.two_languages" if name == "versions" else "compare.cannot"), icon=":material/block:")
        st.text(str(error))
        return
    if report is not None:
        with away:
            report_popover(report)


def _view() -> str:
    key = f"compare_view_{words.language()}"
    asked = address.asked(_VIEW)
    if key not in st.session_state:
        st.session_state[key] = asked if asked in _VIEWS else st.session_state.get("_compare_view", "matrix")
    picked = st.segmented_control(
        t("compare.view"),
        list(_VIEWS),
        required=True,
        format_func=lambda name: f"{_VIEWS[name].icon} {t(f'compare.view_{name}')}",
        key=key,
        label_visibility="collapsed",
    )
    st.session_state["_compare_view"] = picked
    address.write(**{_VIEW: str(picked)})
    return str(picked)


def _two(chosen: list[str]) -> list[str]:
    """The reference and the document that is looked at beside it; a button exchanges them."""
    labels = source.document_labels(source.library().url)
    other = chosen[1]
    if len(chosen) > 2:
        other = st.selectbox(
            t("compare.beside"),
            chosen[1:],
            format_func=lambda one: labels.get(one, one[:12]),
            key=f"compare_beside_{words.language()}",
        )
    return [chosen[0], other]
