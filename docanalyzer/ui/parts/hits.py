"""Found places in the text of documents, with the words that were looked for marked.

A small component that builds its nodes with ``textContent``: words of documents never become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from docanalyzer.library import Hit, Snippet
from docanalyzer.ui import names
from docanalyzer.ui.parts.columns import document_title
from docanalyzer.ui.words import t

_HERE = Path(__file__).parent
_LANG = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}


def show_hits(hits: Sequence[Hit], *, key: str) -> str | None:
    """Draw the documents found; the id of the one that was clicked in this run."""
    result = _component()(
        data={"hits": [_data(hit) for hit in hits]}, key=key, height="content", on_opened_change=_nothing
    )
    opened = result.opened
    return opened if isinstance(opened, str) and any(hit.document.id == opened for hit in hits) else None


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "docanalyzer_hits",
        html='<div class="hits"></div>\n',
        css=(_HERE / "hits.css").read_text("utf-8"),
        js=(_HERE / "hits.js").read_text("utf-8"),
    )


def _data(hit: Hit) -> dict[str, Any]:
    row = hit.document
    facts = (
        row.issued_on or "",
        names.word("document_kind", row.kind),
        t("library.hit_counts", targets=row.targets, provisions=row.provisions),
        row.name if row.title else "",
    )
    return {
        "id": row.id,
        "lang": _LANG[row.language],
        "title": document_title(row),
        "facts": " · ".join(fact for fact in facts if fact),
        "snippets": [_pieces(snippet) for snippet in hit.snippets],
    }


def _pieces(snippet: Snippet) -> list[dict[str, Any]]:
    """The text cut at its marks here, where characters are code points; a browser counts otherwise."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for start, end in snippet.marks:
        if start > at:
            pieces.append({"text": snippet.text[at:start], "mark": False})
        if end > max(at, start):
            pieces.append({"text": snippet.text[max(at, start) : end], "mark": True})
        at = max(at, end)
    pieces.append({"text": snippet.text[at:], "mark": False})
    return [{**piece, "text": " ".join(piece["text"].split("\n"))} for piece in pieces if piece["text"]]


def _nothing() -> None:
    """Streamlit reports only those events that something listens to."""
