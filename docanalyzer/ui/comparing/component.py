"""The table and the cards of a comparison, as components that draw words of documents with ``textContent`` only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from docanalyzer.ui import links
from docanalyzer.ui.parts import components
from docanalyzer.ui.words import t

_HERE = Path(__file__).parent


def show_cards(pairs: Sequence[dict[str, Any]], *, key: str) -> None:
    """Draw pairs below each other; a link of one opens its record in the reader."""
    _show("cards", {"pairs": list(pairs)}, key=key)


def show_table(columns: Sequence[dict[str, str]], rows: Iterable[dict[str, Any]], *, key: str) -> None:
    """Draw rows of cells; a cell unfolds its pair, whose links open the reader."""
    _show("matrix", {"columns": list(columns), "rows": list(rows)}, key=key)


def _show(name: Literal["cards", "matrix"], data: dict[str, Any], *, key: str) -> None:
    said = {word: t(f"compare.{word}") for word in ("open", "missing", "indicator", "table")}
    result = components.show(
        f"compare_{name}",
        {**data, "words": said},
        key=key,
        folder=_HERE,
        scripts=("shared", name),
        style="compare",
        around="cmp",
        height="content",
        on_opened_change=_nothing,
    )
    opened = result.opened
    if isinstance(opened, dict) and isinstance(opened.get("document"), str):
        record = opened.get("record")
        links.go("read", opened["document"], record if isinstance(record, str) else None)


def _nothing() -> None:
    """Streamlit reports only those events that something listens to."""
