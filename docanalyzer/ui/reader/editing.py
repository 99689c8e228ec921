"""Fields to correct a slot of a record: one small editor for each sort of slot, over plain data.

An editor is given what stands in the slot (null for nothing) and gives what shall stand there, in the form that
:mod:`docanalyzer.review` takes. Names of regions, industries and indicators are chosen from lists, never typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, get_args

import streamlit as st

from docanalyzer.core.record import (
    Binding,
    Comparison,
    Direction,
    Force,
    Instrument,
    Kind,
    Measure,
    Provision,
    Relation,
    Role,
)
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.knowledge.units import units_en, units_zh
from docanalyzer.ui import names, source, words
from docanalyzer.ui.words import t

Editor = Callable[[Any, str], Any]


def slots_of(record: Measure | Provision) -> tuple[str, ...]:
    """The slots that can be corrected, in the order of the card."""
    return PROVISION_EDITED if isinstance(record, Provision) else MEASURE_EDITED


def edit(slot: str, before: Any, key: str) -> Any:
    """Draw the fields of a slot and give its new value."""
    # Labels of options change with the language, and with them what a widget takes for its identity.
    return _EDITORS[slot](before, f"{key}_{slot}_{words.language()}")


def unchanged(before: Any, value: Any) -> bool:
    """Whether fields that were drawn for ``before`` say nothing else now.

    They hold only parts of a slot: the words of the text that a value stands for are not among them.
    """
    if isinstance(value, dict):
        return all((before or {}).get(name) == part for name, part in value.items())
    if isinstance(value, list):
        return value == list(before or ())
    return bool(value == before)


def slot_name(slot: str) -> str:
    """The name of a slot in the language of the screen."""
    return t(f"slot.{_NAMES.get(slot, slot)}")


def shown(slot: str, value: Any) -> str:
    """A plain value in words."""
    if value is None or value in ("", []):
        return "—"
    if isinstance(value, dict):
        return _dictionary(slot, value)
    if isinstance(value, list):
        return names.listed([str(one) for one in value], partial(_one, slot))
    return _one(slot, str(value))


class _Plain:
    """A dictionary seen as an object, for what reads the attributes of a quantity."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def _dictionary(slot: str, value: dict[str, Any]) -> str:
    if slot == "quantity":
        return names.amount(_Plain(value), value.get("unit"), value.get("counted")) or str(value.get("text") or "")
    if slot == "period":
        return names.span(
            value.get("start_date"), value.get("end_date"), value.get("relation"), value.get("text") or ""
        )
    if slot == "indicator":
        return names.indicator(value.get("id"), value.get("text") or "")
    parts = [value.get(name) for name in ("year", "value", "unit")] if slot == "baseline" else list(value.values())
    return " ".join(str(part) for part in parts if part not in (None, "", []))


def _one(slot: str, value: str) -> str:
    by_code: dict[str, Callable[[str], str]] = {
        "regions": names.region,
        "industries": names.industry,
        "actors": names.agency,
    }
    last = slot.rpartition(".")[2]
    return by_code[last](value) if last in by_code else names.word(_LISTS.get(last, last), value)


# --- editors ----------------------------------------------------------------------------------------------------------


def _choice(values: Sequence[str], table: str, before: Any, key: str) -> Any:
    at = values.index(before) if before in values else None
    return st.selectbox(
        t("review.value"),
        values,
        index=at,
        key=key,
        format_func=lambda value: names.word(table, value),
        placeholder="—",
    )


def _choices(values: Sequence[str], table: str, before: Any, key: str) -> Any:
    chosen = [value for value in before or () if value in values]
    return st.multiselect(
        t("review.value"), values, chosen, key=key, format_func=lambda value: names.word(table, value), placeholder="—"
    )


def _codes(facet: str, name: Callable[[str], str], before: Any, key: str) -> Any:
    """Codes that the library's records have; any other one can be typed."""
    now = [str(code) for code in before or ()]
    options = list(dict.fromkeys((*now, *source.library().used(facet))))
    return st.multiselect(
        t("review.value"),
        options,
        now,
        key=key,
        format_func=lambda code: f"{name(code)} ({code})",
        accept_new_options=True,
        placeholder=t("review.codes_hint"),
    )


def _text(before: Any, key: str) -> Any:
    return (st.text_input(t("review.value"), before or "", key=key) or "").strip() or None


def _indicator(before: Any, key: str) -> Any:
    before = before or {}
    rows = list(indicators())
    at = rows.index(before["id"]) if before.get("id") in rows else None
    chosen = st.selectbox(
        t("review.catalogue"), rows, index=at, key=f"{key}_id", format_func=names.indicator, placeholder="—"
    )
    written = (st.text_input(t("review.written"), before.get("text") or "", key=f"{key}_text") or "").strip()
    value: dict[str, Any] = {"id": chosen}
    if written and written != before.get("text"):
        value["text"] = written
    return value


def _quantity(before: Any, key: str) -> Any:
    before = before or {}
    left, right = st.columns(2)
    with left:
        low = st.number_input(
            t("review.low"), value=_float(before.get("low")), key=f"{key}_low", format="%g", step=None
        )
        unit = st.selectbox(
            t("review.unit"),
            _units(before.get("unit")),
            index=0 if before.get("unit") else None,
            key=f"{key}_unit",
            format_func=lambda code: names.unit(code) or code,
            accept_new_options=True,
            placeholder="—",
        )
    with right:
        high = st.number_input(
            t("review.high"), value=_float(before.get("high")), key=f"{key}_high", format="%g", step=None
        )
        comparison = st.selectbox(
            t("review.comparison"),
            get_args(Comparison),
            index=get_args(Comparison).index(before.get("comparison", "eq")),
            key=f"{key}_comparison",
            format_func=lambda value: t(f"comparison.{value}"),
        )
    if low is None and high is None:
        return None
    low, high = (high if low is None else low), (low if high is None else high)
    if before.get("low") == before.get("high") and low != before.get("low") and high == before.get("high"):
        # A single number stays one when only its first field is changed.
        high = low
    return {"low": low, "high": high, "unit": unit, "comparison": comparison}


def _period(before: Any, key: str) -> Any:
    before = before or {}
    left, middle, right = st.columns(3)
    with left:
        start = _day(t("review.start_date"), before.get("start_date"), f"{key}_start")
    with middle:
        end = _day(t("review.end_date"), before.get("end_date"), f"{key}_end")
    with right:
        relations = get_args(Relation)
        relation = st.selectbox(
            t("review.relation"),
            relations,
            index=relations.index(before.get("relation", "by")),
            key=f"{key}_relation",
            format_func=lambda value: t(f"relation.{value}"),
        )
    if not start and not end:
        return None
    return {"start_date": start, "end_date": end, "relation": relation}


def _day(label: str, before: str | None, key: str) -> str | None:
    typed = (st.text_input(label, before or "", key=key, placeholder="2030-12-31", max_chars=10) or "").strip()
    # A bare year means its last day, which is what a deadline is.
    return f"{typed}-12-31" if len(typed) == 4 and typed.isdigit() else typed or None


def _baseline(before: Any, key: str) -> Any:
    before = before or {}
    left, middle, right = st.columns(3)
    with left:
        year = st.number_input(t("review.year"), 1900, 2100, value=before.get("year"), key=f"{key}_year", step=1)
    with middle:
        value = st.number_input(
            t("review.value"), value=_float(before.get("value")), key=f"{key}_value", format="%g", step=None
        )
    with right:
        unit = (st.text_input(t("review.unit"), before.get("unit") or "", key=f"{key}_unit") or "").strip() or None
    if year is None and value is None:
        return None
    return {"year": None if year is None else int(year), "value": value, "unit": unit}


def _float(number: Any) -> float | None:
    return float(number) if isinstance(number, int | float) else None


def _units(now: str | None) -> list[str]:
    known = sorted({row.code for table in (units_zh(), units_en()) for row in table.values()})
    return list(dict.fromkeys((*([now] if now else ()), "%", "count", "1", *known)))


_EDITORS: Final[dict[str, Editor]] = {
    "role": partial(_choice, get_args(Role), "role"),
    "indicator": _indicator,
    "quantity": _quantity,
    "kind": partial(_choice, get_args(Kind), "kind"),
    "direction": partial(_choice, get_args(Direction), "direction"),
    "period": _period,
    "baseline": _baseline,
    "scope.regions": partial(_codes, "region", names.region),
    "scope.industries": partial(_codes, "industry", names.industry),
    "scope.subject": _text,
    "binding": partial(_choice, get_args(Binding), "binding"),
    "force": partial(_choices, get_args(Force), "force"),
    "instruments": partial(_choices, get_args(Instrument), "instrument"),
    "actors": partial(_codes, "actor", names.agency),
    "regions": partial(_codes, "region", names.region),
    "industries": partial(_codes, "industry", names.industry),
}
MEASURE_EDITED: Final = (
    "quantity", "indicator", "period", "baseline", "direction", "kind", "role", "scope.regions", "scope.industries",
    "scope.subject", "binding",
)  # fmt: skip
PROVISION_EDITED: Final = ("force", "instruments", "actors", "period", "regions", "industries")
_NAMES: Final = {
    "quantity": "value",
    "period": "deadline",
    "scope": "region",
    "scope.regions": "region",
    "scope.industries": "industry",
    "scope.subject": "subject",
    "regions": "region",
    "industries": "industry",
    "instruments": "instrument",
}
_LISTS: Final = {"instruments": "instrument"}
