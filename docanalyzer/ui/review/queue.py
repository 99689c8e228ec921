"""What nobody has judged yet, the least certain first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import streamlit as st

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Measure, Provision
from docanalyzer.library import NotInLibraryError, Page, RecordQuery
from docanalyzer.present import one_line
from docanalyzer.ui import links, names, source
from docanalyzer.ui.parts.tables import page_of, pages
from docanalyzer.ui.reader import component, opened
from docanalyzer.ui.reader.entries import find, label
from docanalyzer.ui.reader.facing import card_data
from docanalyzer.ui.reader.judging import Action, show_judging
from docanalyzer.ui.reader.payload import packed
from docanalyzer.ui.words import t

Kind = Literal["target", "figure", "provision"]
_KINDS: Final[tuple[Kind, ...]] = ("target", "figure", "provision")
_FIGURES: Final = ("achieved", "baseline", "threshold", "other")
_SIZE: Final = 30
_AROUND: Final = 110
_STATE: Final = "_review_record"
_LAST: Final = "_review_last"


@dataclass(frozen=True, slots=True)
class _Last:
    """A decision that was just made; ``record`` is what the queue calls its record, ``label`` says which that is."""

    decision: int
    action: Action
    by: str
    record: str
    label: str


def show_queue() -> None:
    """The queue beside the record that is looked at."""
    kind, document = _filters()
    _show_last()
    page = _page(kind, document)
    if not page.total:
        st.success(t("review.none_left"), icon=":material/task_alt:")
        return
    st.caption(t("review.left", count=page.total))
    keys = [f"{row.document_id}/{row.id}" for row in page.items]
    wish = component.heard()
    if wish:
        component.taken(wish)
        if wish.document == "queue" and wish.record in keys:
            st.session_state[_STATE] = wish.record
    if st.session_state.get(_STATE) not in keys:
        st.session_state[_STATE] = keys[0]
    left, right = st.columns((4, 5), gap="medium")
    with left:
        component.show_list(packed(_list(kind, page)), key="review_list")
        pages(page.pages, key="review_page")
    chosen = st.session_state[_STATE]
    with right:
        _show_record(*chosen.split("/", 1), following=_next(keys, chosen))
    component.show_record("queue", chosen, None, turn=0, quiet=True)


def _show_last() -> None:
    """The decision made just now, with a button to take it back."""
    last: _Last | None = st.session_state.get(_LAST)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="review_last"):
        st.text(f"{t(f'review.done_{last.action}')} · {last.label}", width="stretch")
        if st.button(t("review.undo"), key="review_undo", icon=":material/undo:", type="tertiary"):
            del st.session_state[_LAST]
            try:
                source.library().undo(last.decision, by=last.by)
            except DocanalyzerError as error:
                st.error(t("review.failed"))
                st.text(str(error))
                return
            st.session_state[_STATE] = last.record
            st.rerun()


def _filters() -> tuple[Kind, str | None]:
    labels = source.document_labels(source.library().url)
    left, right = st.columns((2, 3))
    with left:
        kind = st.segmented_control(
            t("review.kind"),
            _KINDS,
            default="target",
            required=True,
            format_func=lambda name: t(f"reader.{name}"),
            key="review_kind",
        )
    with right:
        document = st.selectbox(
            t("review.document"),
            [None, *labels],
            format_func=lambda id_: labels[id_] if id_ else t("review.all_documents"),
            key="review_document",
        )
    return kind, document


def _page(kind: Kind, document: str | None) -> Page[Any]:
    library = source.library()
    number = page_of("review_page", (kind, document))
    role = {"target": ("target",), "figure": _FIGURES}.get(kind)
    query = RecordQuery(role=role, document=document, reviewed="none")
    find_page = library.provisions if kind == "provision" else library.records
    page: Page[Any] = find_page(query, page=number, size=_SIZE, order="confidence")
    if not page.items and page.total:
        # The last page empties as its records are judged.
        page = find_page(query, page=page.pages, size=_SIZE, order="confidence")
    return page


def _list(kind: Kind, page: Page[Any]) -> dict[str, Any]:
    words = {"name": t("review.queue"), "confidence": t("slot.confidence")}
    items = []
    for row in page.items:
        parts = [names.span(row.period_start, row.due, row.relation, row.period), row.title or row.document_name]
        if kind == "provision":
            name, value = row.text, ""
            parts.insert(0, names.words("force", row.force))
        else:
            name = names.indicator(row.indicator_id, row.indicator) or one_line(row.evidence)
            value = " ".join(x for x in (names.arrow(row.direction), names.amount(row, row.unit, row.counted)) if x)
        items.append(
            {
                "id": f"{row.document_id}/{row.id}",
                "name": name,
                "value": value,
                "parts": [part for part in parts if part],
                "due": row.due or "9999",
                "confidence": row.confidence,
                "review": "",
            }
        )
    return {"document": "queue", "words": words, "items": items, "tall": True}


def _next(keys: list[str], chosen: str) -> str | None:
    at = keys.index(chosen)
    rest = keys[at + 1 :] or keys[:at]
    return rest[0] if rest else None


def _show_record(document_id: str, record_id: str, *, following: str | None) -> None:
    try:
        analysis = opened.analysis(document_id, opened.stamp(document_id))
    except NotInLibraryError:
        return
    found = find(analysis, record_id)
    if found is None or not isinstance(found.record, Measure | Provision):
        return

    def go_on(decision: int, action: Action, by: str) -> None:
        st.session_state[_STATE] = following
        st.session_state[_LAST] = _Last(decision, action, by, f"{document_id}/{record_id}", label(found))

    show_judging(document_id, found.record, done=go_on)
    component.show_card(card_data(analysis, found, around=_AROUND))
    if st.button(t("review.read"), icon=":material/auto_stories:", type="tertiary"):
        links.go("read", document_id, record_id)
