"""The components of the reader: one holds the document, one only says which record to show, one is a record's card.

Streamlit sends a component's data anew whenever any of it changes. The document is large and never changes, so it has
a component of its own; the id of the record goes through a second one, which shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
# A script or style without a line feed is taken for the path of a file.
_SHELL = '<div class="da-reader"></div>\n'


@cache
def _parts() -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    import streamlit as st

    document = st.components.v2.component(
        "docanalyzer_document",
        html=_SHELL,
        css=(_HERE / "document.css").read_text("utf-8"),
        js=(_HERE / "document.js").read_text("utf-8"),
        # The text is selected like any other of the page, which browsers do not allow alike behind a shadow root.
        isolate_styles=False,
    )
    focus = st.components.v2.component("docanalyzer_focus", js=(_HERE / "focus.js").read_text("utf-8"))
    card = st.components.v2.component(
        "docanalyzer_card",
        html='<div class="da-card"></div>\n',
        css=(_HERE / "card.css").read_text("utf-8"),
        js=(_HERE / "card.js").read_text("utf-8"),
    )
    return document, focus, card


def show_document(content: bytes, *, key: str) -> tuple[str | None, tuple[int, int] | None]:
    """Show the document of a :func:`~docanalyzer.ui.reader.payload.payload`.

    Returns the id of the record whose evidence was clicked and the place (start, end) that was chosen for a new
    target, each only in the run that the click caused.
    """
    document = _parts()[0]
    result = document(data=content, key=key, on_picked_change=_nothing, on_chosen_change=_nothing)
    digest = content[:64].decode()
    picked, chosen = _own(result.picked, digest), _own(result.chosen, digest)
    record = picked.get("record")
    start, end = chosen.get("start"), chosen.get("end")
    place = (start, end) if isinstance(start, int) and isinstance(end, int) and 0 <= start < end else None
    return (record if isinstance(record, str) else None), place


def show_record(content: bytes, record: str | None, kind: str | None, *, turn: int, quiet: bool) -> None:
    """Have the open document mark a record and scroll to it.

    ``turn`` grows with each choice of a record: the same turn never scrolls twice, so that the reader stays where a
    person has scrolled to. A ``quiet`` choice, made in the text itself, does not scroll at all.
    """
    focus = _parts()[1]
    data = {"digest": content[:64].decode(), "record": record, "kind": kind, "n": turn, "quiet": quiet}
    focus(data=data, key="docanalyzer_focus", height=1)


def show_card(data: dict[str, Any]) -> None:
    """Show the card of a record; every text of ``data`` is put in as text."""
    card = _parts()[2]
    card(data=data, key="docanalyzer_card")


def _own(value: object, digest: str) -> dict[str, Any]:
    """What the script sent, if it is about this document: a click can arrive after another was opened."""
    return value if isinstance(value, dict) and value.get("digest") == digest else {}


def _nothing() -> None:
    """Streamlit reports only those events that something listens to."""
