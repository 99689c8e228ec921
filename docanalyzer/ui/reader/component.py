"""The components of the reader: the document, the list of its records, the card of one, and one that says which.

Streamlit sends a component's data anew whenever any of it changes. The document is large and never changes, so it has
a component of its own; the id of the record goes through a second one, which shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def _part(name: str, *, isolated: bool = True) -> Callable[..., Any]:
    """One component: ``name``.js and, where there is one, ``name``.css, around an element of the class ``da-name``."""
    import streamlit as st

    style = _HERE / f"{name}.css"
    return st.components.v2.component(
        f"docanalyzer_{name}",
        # A text without a line feed is taken for the path of a file.
        html=f'<div class="da-{name}"></div>\n',
        css=style.read_text("utf-8") if style.exists() else None,
        js=(_HERE / f"{name}.js").read_text("utf-8"),
        isolate_styles=isolated,
    )


def show_document(content: bytes, *, key: str) -> tuple[str | None, tuple[int, int] | None]:
    """Show the document of a :func:`~docanalyzer.ui.reader.payload.payload`.

    Returns the id of the record whose evidence was clicked and the place (start, end) that was chosen for a new
    target, each only in the run that the click caused.
    """
    # The text is selected like any other of the page, which browsers do not allow alike behind a shadow root.
    document = _part("document", isolated=False)
    result = document(data=content, key=key, on_picked_change=_nothing, on_chosen_change=_nothing)
    digest = content[:64].decode()
    picked, chosen = _own(result.picked, digest), _own(result.chosen, digest)
    record = picked.get("record")
    start, end = chosen.get("start"), chosen.get("end")
    place = (start, end) if isinstance(start, int) and isinstance(end, int) and 0 <= start < end else None
    return (record if isinstance(record, str) else None), place


def show_record(document: str, record: str | None, kind: str | None, *, turn: int, quiet: bool) -> None:
    """Have the open document mark a record and scroll to it.

    ``turn`` grows with each choice of a record: the same turn never scrolls twice, so that the reader stays where a
    person has scrolled to. A ``quiet`` choice, made in the text itself, does not scroll at all.
    """
    data = {"record": record, "document": document, "kind": kind, "n": turn, "quiet": quiet}
    _part("focus")(data=data, key="docanalyzer_focus", height=1)


def show_card(data: dict[str, Any]) -> None:
    """Show the card of a record; every text of ``data`` is put in as text."""
    _part("card")(data=data, key="docanalyzer_card")


def show_list(content: bytes, *, key: str) -> str | None:
    """Show a list of records (bytes as for the document); the id that was clicked, in the run that the click caused."""
    result = _part("list")(data=content, key=key, on_picked_change=_nothing)
    record = _own(result.picked, content[:64].decode()).get("record")
    return record if isinstance(record, str) else None


def _own(value: object, digest: str) -> dict[str, Any]:
    """What the script sent, if it is about this document: a click can arrive after another was opened."""
    return value if isinstance(value, dict) and value.get("digest") == digest else {}


def _nothing() -> None:
    """Streamlit reports only those events that something listens to."""
