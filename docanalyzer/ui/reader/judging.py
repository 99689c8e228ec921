"""What a reviewer does with a record: accept, correct, reject, take back; and a target added from selected words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.review import Decision, anchor_of, draft, slot_value, utc_now
from docanalyzer.ui import account, source
from docanalyzer.ui.reader import editing
from docanalyzer.ui.words import t

Action = Literal["accept", "correct", "reject"]
Done = Callable[[int, Action, str], None]
_ADDED_FIRST = ("quantity", "indicator", "period", "direction", "role")


def show_judging(document_id: str, record: Measure | Provision, *, done: Done | None = None) -> None:
    """The panel below a card. ``done`` is told the number of a decision, what it was and by whom, before a new run."""
    key = f"judge_{document_id[:12]}_{record.id}"
    with st.container(border=True, key="judging"):
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            by = account.name_field()
        with right:
            note = st.text_input(t("review.note"), key=f"{key}_note", max_chars=500, placeholder=t("review.note_hint"))
        if not by:
            st.caption(t("review.name_needed"))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(t("review.accept"), key=f"{key}_accept", icon=":material/check:", disabled=not by):
                _judge(document_id, record.id, "accept", by, note, done)
            if st.button(t("review.reject"), key=f"{key}_reject", icon=":material/close:", disabled=not by):
                _judge(document_id, record.id, "reject", by, note, done)
            correcting = st.toggle(t("review.correct"), key=f"{key}_correct")
        if correcting:
            _correct(document_id, record, by, note, done)
    _history(document_id, record, by)


def _correct(document_id: str, record: Measure | Provision, by: str, note: str, done: Done | None) -> None:
    key = f"correct_{document_id[:12]}_{record.id}"
    slot = st.selectbox(t("review.slot"), editing.slots_of(record), format_func=editing.slot_name, key=f"{key}_slot")
    before = slot_value(record, slot)
    value = editing.edit(slot, before, key)
    with st.container(horizontal=True):
        if st.button(t("review.save"), key=f"{key}_save", type="primary", icon=":material/edit:", disabled=not by):
            if editing.unchanged(before, value):
                st.info(t("review.unchanged", slot=editing.slot_name(slot)), icon=":material/info:")
            else:
                _judge(document_id, record.id, "correct", by, note, done, slot=slot, value=value)
        if st.button(t("review.slot_right"), key=f"{key}_right", disabled=not by):
            _judge(document_id, record.id, "accept", by, note, done, slot=slot)
        # A record is always of some role; every other slot can be empty.
        if st.button(t("review.slot_wrong"), key=f"{key}_wrong", disabled=not by or slot == "role" or before is None):
            _judge(document_id, record.id, "reject", by, note, done, slot=slot)


def _judge(
    document_id: str,
    record_id: str,
    action: Action,
    by: str,
    note: str,
    done: Done | None,
    **what: Any,
) -> None:
    try:
        decided = source.library().judge(document_id, record_id, action, by=by, note=note.strip(), **what)
    except DocanalyzerError as error:
        st.error(t("review.failed"))
        st.text(str(error))
        return
    st.toast(t(f"review.done_{action}"), icon=":material/check:")
    if done is not None:
        done(decided, action, by)
    st.rerun()


def _history(document_id: str, record: Measure | Provision, by: str) -> None:
    """Every decision on a record, the latest first, each with a button to take it back."""
    library = source.library()
    # Which record a decision holds for takes the machine's analysis to say, a tenth of a second in a long document:
    # it is asked only where a decision stands near.
    if not any(_near(decision, record) for decision in library.history(document_id)):
        return
    try:
        decisions = library.history(document_id, record.id)
    except DocanalyzerError:
        return
    if not decisions:
        return
    with st.expander(t("review.history_of", count=len(decisions)), icon=":material/history:"):
        for decision in reversed(decisions):
            left, right = st.columns((5, 2), vertical_alignment="center")
            with left:
                st.text(said(decision))
            with right:
                if decision.undone_at is None and decision.id is not None:
                    undo_button(decision, by)


def _near(decision: Decision, record: Measure | Provision) -> bool:
    anchor, mine = decision.anchor, anchor_of(record)
    return anchor.quote == mine.quote or (anchor.start < mine.end and mine.start < anchor.end)


def undo_button(decision: Decision, by: str) -> None:
    """Take a decision back, in one's own name."""
    if st.button(t("review.undo"), key=f"undo_{decision.id}", icon=":material/undo:", disabled=not by):
        try:
            source.library().undo(int(decision.id or 0), by=by)
        except DocanalyzerError as error:
            st.error(t("review.failed"))
            st.text(str(error))
            return
        st.rerun()


def said(decision: Decision) -> str:
    """A decision in a few lines of plain text: when, who, what, why."""
    what = t(f"action.{decision.action}")
    if decision.slot:
        what = f"{what}: {editing.slot_name(decision.slot)}"
        if decision.action == "correct":
            what = f"{what} → {editing.shown(decision.slot, decision.value)}"
    lines = [f"{when(decision.at)} · {decision.by} · {what}"]
    if decision.note:
        lines.append(f"“{decision.note}”")
    if decision.undone_at:
        lines.append(t("review.undone", by=decision.undone_by or "", at=when(decision.undone_at)))
    return "\n".join(lines)


def when(at: str) -> str:
    """A moment as lists show it."""
    return at[:16].replace("T", " ") + " UTC"


def show_adding(analysis: Analysis, place: tuple[int, int], *, close: Callable[[str | None], None]) -> None:
    """The form for a target that the rules missed; ``close`` is told the id of the new record, or null."""
    document_id = analysis.document.id
    key = f"add_{document_id[:12]}_{place[0]}_{place[1]}"
    try:
        anchor, values = draft(analysis, *place)
    except DocanalyzerError as error:
        st.error(t("review.failed"))
        st.text(str(error))
        return
    with st.container(border=True, key="adding"):
        st.markdown(f"**{t('review.add_title')}**")
        st.text(analysis.document.text[place[0] : place[1]].strip())
        made = dict(values)
        for slot in _ADDED_FIRST:
            st.caption(editing.slot_name(slot))
            value = editing.edit(slot, values.get(slot), key)
            made[slot] = {**(values.get(slot) or {}), **value} if isinstance(value, dict) else value
        by = account.name_field()
        note = st.text_input(t("review.note"), key=f"{key}_note", max_chars=500, placeholder=t("review.note_hint"))
        with st.container(horizontal=True):
            save = st.button(t("review.add_save"), key=f"{key}_save", type="primary", disabled=not by)
            if st.button(t("review.cancel"), key=f"{key}_cancel"):
                close(None)
                st.rerun()
        if not by:
            st.caption(t("review.name_needed"))
    if not save:
        return
    filled = {slot: value for slot, value in made.items() if value not in (None, {"id": None})}
    decision = Decision(document_id, anchor, "add", None, filled, by, utc_now(), note.strip())
    try:
        source.library().decide(decision)
    except DocanalyzerError as error:
        st.error(t("review.failed"))
        st.text(str(error))
        return
    st.toast(t("review.done_add"), icon=":material/check:")
    close(f"a{anchor.start}")
    st.rerun()
