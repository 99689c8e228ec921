"""The components of the reader: the document, the list of its records, the card of one, and one that says which.

Streamlit sends a component's data anew whenever any of it changes. The document is large and never changes, so it has
a component of its own; the id of the record goes through a second one, which shows nothing. What a person chooses comes
back through that one too, as its state and with a number: requests overtake each other and a run can be cut short, so
the last choice stands in every request until the app has answered with its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from docanalyzer.ui.parts import components

_HERE = Path(__file__).parent
_FOCUS = "docanalyzer_focus"
_HEARD = "_reader_heard"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen in one of the components: a record of ``document``, or a ``place`` (start, end) of its text.

    ``way`` is where: in the text, in a list, or on the browser's buttons for back and forward. The page counts its
    choices, ``number`` is that of this one.
    """

    number: int
    document: str
    record: str | None
    place: tuple[int, int] | None
    way: Literal["text", "list", "back"]


def heard() -> Wish | None:
    """The last choice, as long as no run has told that it is :func:`taken`."""
    kept = st.session_state.get(_FOCUS) or {}
    sent = kept.get("wish")
    if not isinstance(sent, Mapping) or not isinstance(sent.get("n"), int) or sent["n"] <= _number():
        return None
    document, record, start, end, way = (sent.get(name) for name in ("document", "record", "start", "end", "way"))
    if not isinstance(document, str) or way not in {"text", "list", "back"}:
        return None
    place = (start, end) if isinstance(start, int) and isinstance(end, int) and 0 <= start < end else None
    return Wish(sent["n"], document, record if isinstance(record, str) else None, place, way)


def taken(wish: Wish) -> None:
    """Answer a choice from now on; whoever calls this has remembered it, or has no use for it."""
    st.session_state[_HEARD] = wish.number


def show_document(content: bytes, *, key: str) -> None:
    """Show the document of a :func:`~docanalyzer.ui.reader.payload.payload`."""
    # The text is selected like any other of the page, which browsers do not allow alike behind a shadow root.
    components.show("document", content, key=key, folder=_HERE, isolated=False)


def show_record(document: str, record: str | None, kind: str | None, *, turn: int, quiet: bool) -> None:
    """Have the open document mark a record and scroll to it; on each screen with a document or a list.

    ``turn`` grows with each choice of a record: the same turn never scrolls twice, so that the reader stays where a
    person has scrolled to. A ``quiet`` choice, made in the text itself, does not scroll at all.
    """
    shown = {"record": record, "document": document, "kind": kind, "turn": turn, "quiet": quiet, "n": _number()}
    components.show("focus", shown, key=_FOCUS, folder=_HERE, height=1, on_wish_change=_nothing)


def show_card(data: dict[str, Any]) -> None:
    """Show the card of a record; every text of ``data`` is put in as text."""
    components.show("card", data, key="docanalyzer_card", folder=_HERE)


def show_list(content: bytes, *, key: str) -> None:
    """Show a list of records (bytes as for the document)."""
    components.show("list", content, key=key, folder=_HERE)


def _number() -> int:
    """The number of the last choice that the app has heard of; the page counts them from 1."""
    return int(st.session_state.get(_HEARD, 0))


def _nothing() -> None:
    """Streamlit keeps only the state that something listens to."""
