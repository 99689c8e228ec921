"""How sure a record is: the share of records with the same reasons that reference answers found right in every slot.

The reasons are read off the record itself: how the role was settled, where indicator and period come from, by which
rule the kind was found, the language. ``confidence.toml`` weighs each; the sum goes through the logistic function.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter

from docanalyzer.core.record import Measure
from docanalyzer.knowledge.tables import read_toml

_NUMBERED = re.compile(r"[:\s]*[+-]?\d[\d.]*$")
_OUTLOOK = re.compile(r"outlook ([+-]\d+\.\d+)")
_FIRM, _WEAK = 2.0, 1.0
_LONG = {"zh": 16, "en": 60}
# dataclasses.replace does the same, three times as slowly, and every measure passes here.
_FIELDS = [field.name for field in fields(Measure)]
_values, _AT = attrgetter(*_FIELDS), _FIELDS.index("confidence")


def with_confidence(measures: Iterable[Measure]) -> list[Measure]:
    """The same measures, each with the confidence that its reasons give it."""
    found = []
    for measure in measures:
        values = list(_values(measure))
        values[_AT] = confidence(measure)
        found.append(Measure(*values))
    return found


def confidence(measure: Measure) -> float:
    """The share of records like this one that are right, from 0 to 1 in hundredths."""
    base, weights = _weights()
    total = base + sum(weights.get(reason, 0.0) for reason in reasons(measure))
    return round(1 / (1 + math.exp(-total)), 2)


def reasons(measure: Measure) -> tuple[str, ...]:
    """What speaks for and against a record, as ids of the rows of ``confidence.toml``."""
    language = measure.rule.split(":", 1)[0]
    why = measure.why
    found = [f"language:{language}", f"role:{measure.role}", f"settled:{_settled(why.get('role', ''))}"]
    found.append("period:" + (_plain(why.get("period", "")) or "none"))
    if measure.indicator is None:
        found.append("indicator:none")
    else:
        found.append("indicator:" + (_plain(why.get("indicator", "")) or "other"))
        length = measure.indicator.end - measure.indicator.start
        if length > _LONG.get(language, 60):
            found.append("indicator is long")
    found.append("kind:" + (_plain(why.get("kind", "")) or measure.rule))
    if measure.kind is not None:
        found.append(f"is:{measure.kind}")
    if measure.baseline is not None:
        found.append("has a baseline")
    if measure.quantity is not None and measure.quantity.unit == "count":
        found.append("is counted")
    if measure.quantity is not None and measure.quantity.comparison == "range":
        found.append("is a range")
    return tuple(found)


@lru_cache(maxsize=4096)
def _settled(why: str) -> str:
    if "@" in why:
        return "model"
    outlook = _OUTLOOK.match(why)
    if outlook is None:
        return why or "wording"
    size = abs(float(outlook[1]))
    return "outlook firm" if size >= _FIRM else "outlook weak" if size < _WEAK else "outlook"


@lru_cache(maxsize=4096)
def _plain(why: str) -> str:
    """A reason without the place that it names: carried:104 is carried."""
    return _NUMBERED.sub("", why)


@cache
def _weights() -> tuple[float, dict[str, float]]:
    table = read_toml("confidence.toml")
    return table["base"], {row["id"]: row["weight"] for row in table["reason"]}
