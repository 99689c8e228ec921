"""How charts look, and how one is shown with what saves it as a picture; nothing of it asks another machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from docanalyzer.ui import words
from docanalyzer.ui.parts import components
from docanalyzer.ui.words import t

FONT: Final = "Source Sans, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
"""Charts draw their own text and need fonts by name."""
INK: Final = "#22302b"
SOFT: Final = "#54645d"
GRID: Final = "#e4eae6"
COLOURS: Final = ("#1c6e5a", "#c8553d", "#2f6db5", "#d08c1f", "#7a5ba6", "#5d7a2f", "#a8446e", "#4f8f9b")
DARK: Final = "#125745"
LIGHT: Final = "#d5e8df"
AROUND: Final = 125
"""Pixels of a chart's height that its title, notes and axis take: Streamlit counts them in."""
# A word with the blanks after it, or one Chinese character with the marks that may not begin a line.
_PIECES: Final = re.compile(r"[⺀-鿿][，。；：、！？）”]*|[^\s⺀-鿿]+\s*|\s+")
_HERE: Final = Path(__file__).parent


def dressed(chart: Any, title: str, notes: Sequence[str]) -> Any:
    """A finished chart with its title and with lines on units and sources, which a saved picture carries along."""
    import altair as alt

    heading = alt.TitleParams(
        lines(title, 40),
        subtitle=[line for note in notes for line in lines(note, 56)],
        anchor="start",
        frame="group",
        font=FONT,
        fontSize=15,
        color=INK,
        subtitleFont=FONT,
        subtitleFontSize=11.5,
        subtitleColor=SOFT,
        subtitlePadding=5,
        offset=14,
    )
    return (
        chart.properties(title=heading)
        .configure(font=FONT, background="white")
        .configure_view(strokeWidth=0)
        .configure_axis(labelColor=SOFT, labelFontSize=12, labelFont=FONT, titleFont=FONT, titleColor=SOFT)
        .configure_legend(labelFont=FONT, titleFont=FONT, labelColor=INK, titleColor=SOFT, labelFontSize=12)
    )


def show_chart(chart: Any, *, key: str, select: bool = False) -> dict[str, Any]:
    """Draw a finished chart and the buttons that save it; what is selected in it, by the name of the selection."""
    place = f"{key}_{words.language()}"
    with st.container(key=f"{place}_frame", gap="small"):
        if select:
            state: Any = st.altair_chart(chart, key=place, on_select="rerun", width="stretch", theme=None)
            selection: dict[str, Any] = dict(state.selection)
        else:
            st.altair_chart(chart, key=place, width="stretch", theme=None)
            selection = {}
        said = {form: t(f"chart.as_{form}") for form in ("png", "svg")}
        data = {"chart": f"{place}_frame", "name": f"docanalyzer-{key.replace('_', '-')}", "words": said}
        components.show("saving", data, key=f"{place}_save", folder=_HERE, height="content")
    return selection


def lines(text: str, wide: int) -> list[str]:
    """A text in lines of so many columns of print, so that a narrow screen cuts none of it off."""
    found = [""]
    for piece in _PIECES.findall(text):
        if found[-1] and _columns(found[-1] + piece.rstrip()) > wide:
            found[-1] = found[-1].rstrip()
            found.append("")
        found[-1] += piece
    return found


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def short(text: str, wide: int) -> str:
    """A text cut to so many columns of print; a Chinese character takes two."""
    width = 0
    for place, character in enumerate(text):
        width += 2 if ord(character) > 0x2E80 else 1
        if width > wide:
            return text[:place].rstrip() + "…"
    return text
