"""What stands in the tiles: how many targets a region has, or the value that its latest document sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from docanalyzer.library import RecordQuery, RecordRow
from docanalyzer.ui import source

_ROWS = 500
_MOST_PAGES = 20

Form = tuple[str, str]
"""Kind and unit of a number: only numbers of one form can be compared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a region has: ``number`` colours its tile, ``row`` is the record it comes from (null for a count).

    ``others`` counts the records of the region that would have fitted as well.
    """

    number: float
    row: RecordRow | None = None
    others: int = 0


def query_of(indicator: str | None, region: str | None = None) -> RecordQuery:
    """The targets of an indicator (all without one), and of a region."""
    return RecordQuery(role="target", indicator=indicator, region=region)


@st.cache_data(ttl=30, max_entries=64, show_spinner=False)
def counts(url: str, indicator: str | None, regions: tuple[str, ...]) -> dict[str, int]:
    """How many targets each region has, with those of the divisions in it; regions with none are left out."""
    del url
    library = source.library()
    found = {region: library.records(query_of(indicator, region), size=1).total for region in regions}
    return {region: count for region, count in found.items() if count}


@st.cache_data(ttl=30, max_entries=16, show_spinner=False)
def numbers(url: str, indicator: str) -> list[RecordRow]:
    """The dated targets of an indicator that have a number."""
    del url
    library = source.library()
    rows: list[RecordRow] = []
    for page in range(1, _MOST_PAGES + 1):
        found = library.records(query_of(indicator), page=page, size=_ROWS)
        rows += [row for row in found.items if row.low is not None and row.unit and row.due]
        if page >= found.pages:
            break
    return rows


def forms(rows: Iterable[RecordRow], regions: Sequence[str]) -> list[tuple[Form, str]]:
    """The forms and years of numbers, those of most regions first."""
    wanted = frozenset(regions)
    there: Counter[tuple[Form, str]] = Counter()
    for key in {(region, form_of(row), _year(row)) for row in rows for region in _own(row) if region in wanted}:
        there[key[1], key[2]] += 1
    return [key for key, _ in sorted(there.items(), key=lambda item: (-item[1], item[0]))]


def values(rows: Iterable[RecordRow], regions: Sequence[str], form: Form, year: str) -> dict[str, Figure]:
    """For each region the number of this form and year in its latest document; of several there, the first."""
    wanted = frozenset(regions)
    found: dict[str, list[RecordRow]] = {}
    for row in rows:
        if form_of(row) == form and _year(row) == year:
            for region in _own(row):
                if region in wanted:
                    found.setdefault(region, []).append(row)
    figures = {}
    for region, its in found.items():
        latest = max(row.issued_on or "" for row in its)
        row = min((row for row in its if (row.issued_on or "") == latest), key=lambda row: row.start)
        figures[region] = Figure(((row.low or 0.0) + (row.high or row.low or 0.0)) / 2, row, len(its) - 1)
    return figures


def form_of(row: RecordRow) -> Form:
    """Kind and unit of a row."""
    return row.kind or "level", row.unit or ""


def _own(row: RecordRow) -> tuple[str, ...]:
    """The regions that a number is of: those it names, else the one its document governs."""
    return row.regions or ((row.jurisdiction,) if row.jurisdiction else ())


def _year(row: RecordRow) -> str:
    return (row.due or "")[:4]
