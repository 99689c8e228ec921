"""The slots of a record as plain data: read, corrected, emptied and checked."""

from __future__ import annotations

import math
from copy import deepcopy
from datetime import date
from typing import Any

from docanalyzer.core.record import Measure, Provision
from docanalyzer.exports.codec import LoadError, record_from_data, record_to_data
from docanalyzer.knowledge.industries import industries
from docanalyzer.knowledge.regions import region_name
from docanalyzer.review.decisions import ReviewError

MEASURE_SLOTS = (
    "role", "indicator", "quantity", "kind", "direction", "baseline", "period", "scope", "binding", "evidence",
)  # fmt: skip
PROVISION_SLOTS = ("force", "instruments", "actors", "regions", "industries", "period")

Plain = dict[str, Any]

# What an empty slot is filled up with when a part of it is given; its place is then the empty one before the evidence.
_EMPTY: dict[str, Plain] = {
    "indicator": {"id": None},
    "quantity": {"comparison": "eq", "approximate": False, "counted": None},
    "baseline": {"year": None, "relation": "base_year", "value": None, "unit": None},
    "period": {"start_date": None, "end_date": None, "relation": "by"},
}


def slot_value(record: Measure | Provision, slot: str) -> Any:
    """What stands in a slot (``period``, ``scope.regions``), as plain data; null where it is empty."""
    return plain_value(record_to_data(record), slot)


def plain_value(data: Plain, slot: str) -> Any:
    """What stands in a slot of a record that is plain data."""
    value: Any = data
    for part in slot.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return deepcopy(value)


def with_slot(data: Plain, slot: str, value: Any, text: str) -> Plain:
    """A record with a slot filled anew: a dictionary changes the parts it names, null empties the slot.

    ``text`` is the document's: a place (``start``, ``end``) is quoted from it, and ``text`` alone is looked for in it,
    first in the record's evidence. Raises :class:`ReviewError` for a value that cannot stand there.
    """
    data = deepcopy(data)
    top, _, rest = slot.partition(".")
    _known(data, top, slot)
    if rest:
        value = _nested(rest, value)
    before = data[top]
    if value is None:
        data[top] = [] if isinstance(before, list) else None
    elif isinstance(value, dict):
        data[top] = _merged(top, before, value, data, text)
    else:
        data[top] = value
    _check(data, slot)
    return data


def built(kind: type[Measure | Provision], data: Plain, slot: str) -> Measure | Provision:
    """The record that plain data stands for; raises :class:`ReviewError` where the contract does not allow it."""
    try:
        return record_from_data(kind, data)
    except LoadError as error:
        raise ReviewError(f"{slot}: {error}") from None


def empty_place(data: Plain) -> Plain:
    """A place without characters, right before the record's evidence."""
    start = data["evidence"]["start"] if "evidence" in data else data["start"]
    return {"start": start, "end": start, "text": "", "page": None}


def quoted(value: Plain, data: Plain, text: str, slot: str) -> Plain:
    """``value`` with ``start``, ``end`` and ``text`` in agreement with the document."""
    start, end = value.get("start"), value.get("end")
    if start is not None and end is not None:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
            raise ReviewError(f"{slot}: {start} to {end} is no place in the text")
        return {**value, "text": text[start:end]}
    words = value.get("text")
    if not words:
        return {key: inner for key, inner in value.items() if key != "text"}
    evidence = data.get("evidence") or data
    at = text.find(words, evidence["start"], evidence["end"])
    at = at if at >= 0 else text.rfind(words, 0, evidence["end"])
    at = at if at >= 0 else text.find(words)
    if at < 0:
        raise ReviewError(f"{slot}: «{words}» does not stand in the document")
    return {**value, "start": at, "end": at + len(words)}


def _known(data: Plain, top: str, slot: str) -> None:
    slots = MEASURE_SLOTS if "role" in data else PROVISION_SLOTS
    if top not in slots:
        raise ReviewError(f"{slot}: no such slot; there are {', '.join(slots)}")


def _nested(path: str, value: Any) -> Any:
    for part in reversed(path.split(".")):
        value = {part: value}
    return value


def _merged(top: str, before: Any, value: Plain, data: Plain, text: str) -> Plain:
    if before is None:
        if top not in _EMPTY:
            raise ReviewError(f"{top}: a single value is expected, not its parts")
        before = {**empty_place(data), **_EMPTY[top]}
    elif not isinstance(before, dict):
        raise ReviewError(f"{top}: a single value is expected, not its parts")
    value = value if top == "scope" else quoted(value, data, text, top)
    emptied: Plain = {key: [] for key, inner in value.items() if inner is None and isinstance(before.get(key), list)}
    merged = {**before, **value, **emptied}
    if top == "quantity":
        _level(merged, before, value)
    return merged


def _level(quantity: Plain, before: Plain, value: Plain) -> None:
    """A single number stays one when only its lower or its upper end is given."""
    if before.get("low") == before.get("high") and quantity.get("comparison") != "range":
        if "high" not in value and "low" in value:
            quantity["high"] = quantity["low"]
        elif "low" not in value and "high" in value:
            quantity["low"] = quantity["high"]


def _check(data: Plain, slot: str) -> None:
    """What types alone do not say: days that exist, ends in order, codes of the tables."""
    period = data.get("period") or {}
    for name in ("start_date", "end_date"):
        day = period.get(name) if isinstance(period, dict) else None
        if day is not None:
            try:
                date.fromisoformat(day)
            except (TypeError, ValueError):
                raise ReviewError(f"{slot}: {day!r} is no day (write 2025-12-31)") from None
    quantity = data.get("quantity")
    if isinstance(quantity, dict):
        low, high = _number(quantity.get("low"), slot), _number(quantity.get("high"), slot)
        if low > high:
            raise ReviewError(f"{slot}: the lower end {low:g} is above the upper end {high:g}")
        if not quantity.get("unit"):
            raise ReviewError(f"{slot}: a unit is missing (1 for a plain ratio, count for things counted)")
    holder = data.get("scope") if "scope" in data else data
    for code in (holder or {}).get("regions") or ():
        if not region_name(str(code)).zh and not region_name(str(code)).en:
            raise ReviewError(f"{slot}: no region has the code {code}")
    for code in (holder or {}).get("industries") or ():
        if code not in industries():
            raise ReviewError(f"{slot}: no industry has the code {code}")


def _number(value: Any, slot: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ReviewError(f"{slot}: {value!r} is no number")
    return value
