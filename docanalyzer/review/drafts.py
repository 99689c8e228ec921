"""A first draft of a record for words that a reader selected."""

from __future__ import annotations

from typing import Any

from docanalyzer.core.record import Analysis, Measure
from docanalyzer.exports.codec import record_to_data
from docanalyzer.pipeline import analyze_text
from docanalyzer.review.anchors import Anchor
from docanalyzer.review.decisions import ReviewError
from docanalyzer.review.slots import MEASURE_SLOTS


def draft(analysis: Analysis, start: int, end: int) -> tuple[Anchor, dict[str, Any]]:
    """Where a record for ``text[start:end]`` would stand, and what the rules make of these words alone.

    The values are those of an ``add`` decision, for a reader to complete; without a number in the words the record is a
    goal in words. Raises :class:`ReviewError` for a place outside the text or without words.
    """
    document = analysis.document
    if not 0 <= start < end <= len(document.text):
        raise ReviewError(f"{start} to {end} is no place in the text")
    words = document.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise ReviewError("no words are selected")
    found = analyze_text(words, issued_on=document.issued_on)
    measures = sorted((*found.targets, *found.figures), key=lambda m: (m.quantity is None, m.role != "target"))
    evidence = {"start": start, "end": start + len(words)}
    if not measures:
        return Anchor("measure", start, start + len(words), words, words, qualitative=True), {
            "role": "target",
            "evidence": evidence,
        }
    measure = measures[0]
    values = {slot: value for slot, value in _moved(measure, start).items() if value is not None}
    place = measure.quantity or measure.evidence
    anchor = Anchor(
        "measure",
        start + place.start,
        start + place.end,
        place.text,
        words,
        measure.quantity is None,
        measure.indicator.text if measure.indicator else None,
    )
    return anchor, {**values, "role": "target", "evidence": evidence}


def _moved(measure: Measure, by: int) -> dict[str, Any]:
    """The slots of a measure with every place moved into the document."""
    data = record_to_data(measure)
    slots = {slot: data[slot] for slot in MEASURE_SLOTS}
    for value in slots.values():
        if isinstance(value, dict) and "start" in value:
            value["start"] += by
            value["end"] += by
    return slots
