"""When an output and a reference answer say the same."""

from __future__ import annotations

import re
from collections import Counter

from docanalyzer.evaluation.output import OutputMeasure
from docanalyzer.evaluation.reference import ReferenceMeasure

RECORD_SLOTS = ("comparison", "kind", "direction", "indicator", "period", "baseline_year")
"""The slots that have to be right, with value and unit, for a record to be right."""

SLOTS = (*RECORD_SLOTS, "regions", "industries", "approximate", "binding")

_MUCH = 0.6
_WORD = re.compile(r"[A-Za-z0-9.]+|[一-鿿]")


def same_quantity(found: OutputMeasure, wanted: ReferenceMeasure) -> bool:
    """Value and unit agree, and the spans overlap by at least a third of the one found."""
    common = min(found.end, wanted.end) - max(found.start, wanted.start)
    return (
        common > 0
        and 3 * common >= found.end - found.start
        and found.unit == wanted.unit
        and _same_number(found.low, wanted.low)
        and _same_number(found.high, wanted.high)
    )


def right_slots(found: OutputMeasure, wanted: ReferenceMeasure, text: str) -> dict[str, bool]:
    """For every slot, whether it is right; a loose one always is."""
    right = {slot: found.slots[slot] == wanted.slots[slot] for slot in SLOTS}
    right["direction"] |= wanted.slots["direction"] is None
    right["indicator"] = _same_indicator(found, wanted, text)
    return {slot: ok or slot in wanted.loose for slot, ok in right.items()}


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1e-12, abs(a), abs(b))


def _same_indicator(found: OutputMeasure, wanted: ReferenceMeasure, text: str) -> bool:
    """It overlaps the marked phrase and shares 0.6 of its words, or is that phrase with words added or left out."""
    got, want = found.slots["indicator"], wanted.slots["indicator"]
    if not got or not want:
        return not got and not want
    got_words, want_words = _words(str(got)), _words(str(want))
    shared = _shared(got_words, want_words)
    if shared >= _MUCH and found.indicator_at is not None:
        start, end = found.indicator_at
        if any(m.start() < end and start < m.end() for m in re.finditer(re.escape(str(want)), text)):
            return True
    return shared >= 0.75 and not (got_words - want_words and want_words - got_words)


def same_phrase(text: str, found: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """Whether two places of a text overlap and share 0.6 of their words: as much as two careful readers agree on."""
    overlap = found[0] < wanted[1] and wanted[0] < found[1]
    return overlap and _shared(_words(text[slice(*found)]), _words(text[slice(*wanted)])) >= _MUCH


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _shared(a: Counter[str], b: Counter[str]) -> float:
    """F1 of the words of two phrases."""
    if not a or not b:
        return float(not a and not b)
    return 2 * (a & b).total() / (a.total() + b.total())
