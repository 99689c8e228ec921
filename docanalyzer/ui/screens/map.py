"""The screen Map: a value or a count for each province or country; a click shows the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from docanalyzer.knowledge.regions import countries
from docanalyzer.knowledge.tiles import province_tiles
from docanalyzer.library import Library, RecordRow
from docanalyzer.ui import address, links, names, source, words
from docanalyzer.ui.mapping.figures import Figure, Form, counts, forms, numbers, query_of, values
from docanalyzer.ui.mapping.grid import show_grid
from docanalyzer.ui.parts.columns import MEASURES
from docanalyzer.ui.parts.states import no_documents
from docanalyzer.ui.parts.tables import PAGE_SIZE, Column, page_of, pages, table
from docanalyzer.ui.words import t

_REGION: Final = "region"
_INDICATOR: Final = "indicator"
_CHOSEN: Final = "_map_region"


def show() -> None:
    """Draw the screen."""
    library = source.library()
    links.point(None)
    st.title(t("map.title"))
    if no_documents():
        return
    st.caption(t("map.what"))
    scope, indicator = _choose(library)
    regions = _regions(library, scope)
    if not regions:
        st.info(t("map.no_countries"), icon=":material/public_off:")
        return
    figures, said, title, notes = _figures(library, indicator, regions)
    if not figures:
        st.info(t("map.none"), icon=":material/filter_alt_off:")
    region = _draw(scope, figures, said, title, notes)
    if region is not None:
        _records(library, indicator, region)


def _choose(library: Library) -> tuple[str, str | None]:
    used = sorted(library.used("indicator"), key=names.indicator)
    key = f"map_indicator_{words.language()}"
    asked = address.asked(_INDICATOR) or st.session_state.get("_map_indicator")
    st.session_state[key] = asked if asked in used else None

    def keep() -> None:
        picked = st.session_state[key]
        st.session_state["_map_indicator"] = picked
        address.write(**{_INDICATOR: picked})

    left, right = st.columns((1, 2), vertical_alignment="bottom")
    scope = left.segmented_control(
        t("map.scope"),
        ("provinces", "countries"),
        default="provinces",
        required=True,
        format_func=lambda name: t(f"map.scope_{name}"),
        key=f"map_scope_{words.language()}",
        label_visibility="collapsed",
    )
    indicator = right.selectbox(
        t("compare.indicator"), used, index=None, key=key, format_func=names.indicator,
        placeholder=t("map.every_indicator"), on_change=keep,
    )  # fmt: skip
    return str(scope), indicator


def _regions(library: Library, scope: str) -> tuple[str, ...]:
    if scope == "provinces":
        return tuple(tile.code for tile in province_tiles())
    return tuple(code for code in library.used("region") if code in countries())


def _figures(
    library: Library, indicator: str | None, regions: tuple[str, ...]
) -> tuple[dict[str, Figure], dict[str, str], str, list[str]]:
    """Figures by region, what is said of each, and the title and notes of the chart."""
    name = names.indicator(indicator) if indicator else t("map.all_targets")
    rows = numbers(library.url, indicator) if indicator else []
    there = forms(rows, regions)
    picked = _form(there) if there else None
    if picked is None:
        found = counts(library.url, indicator, regions)
        notes = [t("map.counted"), t("map.tiles")]
        return (
            {code: Figure(count) for code, count in found.items()},
            {code: f"{count:,}" for code, count in found.items()},
            t("map.count_of", name=name),
            notes,
        )
    (kind, unit), year = picked
    figures = values(rows, regions, (kind, unit), year)
    said = {code: _said(one.row, unit) for code, one in figures.items() if one.row is not None}
    title = t("map.value_of", name=name, year=year)
    notes = [t("map.valued", kind=names.word("kind", kind), unit=names.unit(unit) or "1"), t("map.tiles")]
    return figures, said, title, notes


def _said(row: RecordRow, unit: str) -> str:
    arrow = "" if row.kind == "level" else names.arrow(row.direction)
    return f"{arrow}{names.amount(row, unit, row.counted)}"


def _form(there: Sequence[tuple[Form, str]]) -> tuple[Form, str] | None:
    """The form and year of the numbers to show; null to count records instead."""
    options: list[tuple[Form, str] | None] = [*there, None]
    return st.selectbox(
        t("map.show"),
        options,
        format_func=lambda one: t("map.show_count") if one is None else _form_words(one),
        key=f"map_form_{words.language()}",
    )


def _form_words(form: tuple[Form, str]) -> str:
    (kind, unit), year = form
    return t("map.show_value", kind=names.word("kind", kind), unit=names.unit(unit) or "1", year=year)


def _draw(
    scope: str, figures: Mapping[str, Figure], said: Mapping[str, str], title: str, notes: Sequence[str]
) -> str | None:
    """The grid with its table beside it, or the table alone for countries; the region that is chosen."""
    clicked: dict[str, str | None] = {}
    if scope == "provinces":
        left, right = st.columns((3, 2), gap="medium")
        with left:
            clicked["grid"] = show_grid(figures, said, title, notes, key=f"map_grid_{_turn()}")
        with right:
            clicked["table"] = _table(figures, said, f"map_table_{_turn()}")
    else:
        clicked["countries"] = _table(figures, said, f"map_countries_{_turn()}")
    _remember(clicked)
    asked = address.asked(_REGION)
    return asked if asked and names.region(asked) != asked else None


def _table(figures: Mapping[str, Figure], said: Mapping[str, str], key: str) -> str | None:
    rows = sorted(figures, key=lambda code: (-figures[code].number, code))
    if not rows:
        return None

    def source_of(code: str) -> str:
        row = figures[code].row
        return (row.title or row.document_name) if row else ""

    columns = [Column("regions", names.region, 130), Column("value", lambda code: said.get(code, ""), 110)]
    if any(figure.row for figure in figures.values()):
        columns += [
            Column("document", source_of, 190),
            Column("more", lambda code: figures[code].others, 80, "number"),
        ]
    picked = table(rows, columns, key=key)
    st.caption(t("map.table_how"))
    return rows[picked.clicked] if picked.clicked is not None and picked.clicked < len(rows) else None


def _remember(clicked: Mapping[str, str | None]) -> None:
    """Take over what was clicked since the last run; what was clicked before stays in the widgets and is old."""
    before: dict[str, str | None] = st.session_state.setdefault(_CHOSEN, {})
    for name, code in clicked.items():
        if before.get(name) != code:
            before[name] = code
            address.write(**{_REGION: code})


def _records(library: Library, indicator: str | None, region: str) -> None:
    query = query_of(indicator, region)
    page = page_of("map_page", query)
    found = library.records(query, page=page, size=PAGE_SIZE)
    with st.container(horizontal=True, vertical_alignment="center", key="map_chosen"):
        st.subheader(names.region(region), width="content")
        if st.button(t("map.all"), icon=":material/close:", type="tertiary"):
            _forget()
        if st.button(t("map.to_records"), icon=":material/table_rows:", type="tertiary"):
            chosen = {_REGION: [region], **({_INDICATOR: [indicator]} if indicator else {})}
            links.go_filtered("records", chosen)
    if not found.total:
        st.info(t("map.none_here"), icon=":material/filter_alt_off:")
        return
    st.caption(t("records.count", count=found.total))
    picked = table(found.items, [column for column in MEASURES if column.id != "role"], key="map_records")
    if picked.clicked is not None and picked.clicked < len(found.items):
        row: Any = found.items[picked.clicked]
        links.go("read", row.document_id, row.id)
    pages(found.pages, key="map_page")


def _turn() -> int:
    """Grows when grid and table are to forget what was clicked."""
    return int(st.session_state.get("_map_turn", 0))


def _forget() -> None:
    st.session_state["_map_turn"] = _turn() + 1
    st.session_state[_CHOSEN] = {}
    address.write(**{_REGION: None})
    st.rerun()
