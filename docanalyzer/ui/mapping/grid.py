"""The tile grid of the provinces as a chart whose tiles can be clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from docanalyzer.knowledge.regions import divisions
from docanalyzer.knowledge.tiles import province_tiles
from docanalyzer.ui import names, words
from docanalyzer.ui.mapping.figures import Figure
from docanalyzer.ui.parts import charts
from docanalyzer.ui.words import t

_TILE: Final = 46
_EMPTY: Final = "#f0f4f2"


def show_grid(
    figures: Mapping[str, Figure], said: Mapping[str, str], title: str, notes: Sequence[str], *, key: str
) -> str | None:
    """Draw the grid; the code of the province that is clicked. ``said`` is what stands in each tile."""
    selection = charts.show_chart(charts.dressed(_chart(figures, said), title, notes), key=key, select=True)
    picked = selection.get("tile") or []
    code = picked[0].get("code") if picked and isinstance(picked[0], dict) else None
    return code if isinstance(code, str) else None


def _chart(figures: Mapping[str, Figure], said: Mapping[str, str]) -> Any:
    import altair as alt

    chinese = words.language() == "zh"
    rows = [
        {
            "code": tile.code,
            "row": tile.row,
            "column": tile.column,
            "label": divisions()[tile.code].short if chinese else tile.abbreviation,
            "name": names.region(tile.code),
            "number": figures[tile.code].number if tile.code in figures else None,
            "said": said.get(tile.code, ""),
        }
        for tile in province_tiles()
    ]
    numbers = [figure.number for figure in figures.values()]
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    if high == low:
        low, high = min(low, 0.0), max(high, 1.0)
    middle = low + 0.55 * (high - low)
    chosen = alt.selection_point(name="tile", fields=["code"])
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.07)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.07)),
        tooltip=[
            alt.Tooltip("name:N", title=t("map.region")),
            alt.Tooltip("said:N", title=t("column.value")),
        ],
    )
    tiles = base.mark_rect(cornerRadius=4, cursor="pointer").encode(
        color=alt.Color(
            "number:Q", scale=alt.Scale(domain=[low, high], range=[charts.LIGHT, charts.DARK]), legend=None
        ),
        opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35)),
    )
    dark = f"isValid(datum.number) && datum.number > {middle}"
    ink = alt.condition(dark, alt.value("white"), alt.value(charts.INK))
    name = base.mark_text(dy=-6, fontSize=12).encode(text="label:N", color=ink)
    value = base.mark_text(dy=9, fontSize=11).encode(text="said:N", color=ink)
    ground = base.mark_rect(cornerRadius=4, color=_EMPTY)
    return (ground + tiles.add_params(chosen) + name + value).properties(height=_TILE * 11 + 70)
