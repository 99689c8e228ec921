"""Tables of rows from the library: one line for each column, names in the language of the screen.

``st.dataframe`` draws cells as plain text, so words of documents are safe in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import streamlit as st

from docanalyzer.ui import words
from docanalyzer.ui.words import t

PAGE_SIZE: Final = 100

Width = Literal["small", "medium", "large"] | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``id`` names its words (``column.<id>``), ``value`` makes the cell, ``form`` says how it is drawn."""

    id: str
    value: Callable[[Any], Any]
    width: Width = "medium"
    form: Literal["text", "number", "share"] = "text"


@dataclass(frozen=True, slots=True)
class Picked:
    """What somebody chose in a table: the ticked rows, and the row of the cell that was clicked; places on the page."""

    rows: tuple[int, ...] = ()
    clicked: int | None = None


def table(
    rows: Sequence[Any], columns: Sequence[Column], *, key: str, tick: bool = False, height: int | None = None
) -> Picked:
    """Draw rows; a click on any cell counts as one on its row, and with ``tick`` rows can be ticked as well."""
    import pandas as pd

    # The place of a click is a column's name: the ids stand in the data and the words in the heads.
    frame = pd.DataFrame({column.id: [column.value(row) for row in rows] for column in columns})
    state = st.dataframe(
        frame,
        hide_index=True,
        column_config={column.id: _config(column) for column in columns},
        key=f"{key}_{words.language()}",
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"] if tick else "single-cell",
        height=height or min(38 + 35 * len(rows), 640),
        placeholder="",
    )
    cells = state.selection.cells
    return Picked(tuple(state.selection.rows), int(cells[0][0]) if cells else None)


def pages(total_pages: int, *, key: str) -> None:
    """The pages below a table; :func:`page_of` tells which one is open. Nothing where there is one page only."""
    if total_pages > 1:
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(total_pages, key=key, persist_state="session")


def page_of(key: str, conditions: object) -> int:
    """The page that is open under ``key``; back to the first one when the conditions of the list change."""
    remembered = f"_{key}_of"
    if st.session_state.get(remembered) != conditions:
        if remembered in st.session_state:
            st.session_state.pop(key, None)
        st.session_state[remembered] = conditions
    return int(st.session_state.get(key) or 1)


def _config(column: Column) -> Any:
    label = t(f"column.{column.id}")
    if column.form == "number":
        return st.column_config.NumberColumn(label, width=column.width)
    if column.form == "share":
        return st.column_config.ProgressColumn(label, width=column.width, min_value=0, max_value=1, format="%.2f")
    return st.column_config.TextColumn(label, width=column.width)
