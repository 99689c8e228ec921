"""Found places in the text of documents, with the words that were looked for marked.

A small component that builds its nodes with ``textContent``: words of documents never become markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docanalyzer.library import Hit, Snippet
from docanalyzer.ui import names
from docanalyzer.ui.parts import components
from docanalyzer.ui.parts.columns import document_title
from docanalyzer.ui.words import t

_HERE = Path(__file__).parent
_LANG = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}


def show_hits(hits: Sequence[Hit], *, key: str) -> str | None:
    """Draw the documents found; the id of the one that was clicked in this run."""
    data = {"hits": [_data(hit) for hit in hits]}
    result = components.show("hits", data, key=key, folder=_HERE, height="content", on_opened_change=_nothing)
    opened = result.opened
    return opened if isinstance(opened, str) and any(hit.document.id == opened for hit in hits) else None


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
