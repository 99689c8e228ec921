"""Where a decision holds: the words of a record and their place, found again in another analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from docanalyzer.core.record import Analysis, Measure, Provision

R = TypeVar("R", Measure, Provision)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a record: its number (``quantity``), or its evidence where it is a goal or provision in words.

    ``evidence`` is the text around it and ``indicator`` the words measured: they tell apart what shares a place.
    """

    type: Literal["measure", "provision"]
    start: int
    end: int
    quote: str
    evidence: str
    qualitative: bool = False
    indicator: str | None = None

    @property
    def key(self) -> str:
        """A short name of the place, equal for equal anchors."""
        parts = (self.type, str(self.start), str(self.end), self.quote, self.evidence, self.indicator or "")
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def anchor_of(record: Measure | Provision) -> Anchor:
    """The anchor of a record as the machine found it."""
    if isinstance(record, Provision):
        return Anchor("provision", record.start, record.end, record.text, record.text)
    place = record.quantity or record.evidence
    return Anchor(
        "measure",
        place.start,
        place.end,
        place.text,
        record.evidence.text,
        record.quantity is None,
        record.indicator.text if record.indicator else None,
    )


def find_record(analysis: Analysis, anchor: Anchor) -> Measure | Provision | None:
    """The record at the anchor's place, or null.

    Sure signs come first: the same place and words, then a place that overlaps it in an unchanged text, then the same
    words within the same sentence further on or back.
    """
    if anchor.type == "provision":
        return _find(analysis.provisions, anchor, analysis.document.text)
    measures = [m for m in (*analysis.targets, *analysis.figures) if (m.quantity is None) == anchor.qualitative]
    return _find(measures, anchor, analysis.document.text)


def _find(records: Sequence[R], anchor: Anchor, text: str) -> R | None:
    placed = [(anchor_of(record), record) for record in records]
    exact = [(a, r) for a, r in placed if (a.start, a.end, a.quote) == (anchor.start, anchor.end, anchor.quote)]
    if exact:
        return next((r for a, r in exact if a.indicator == anchor.indicator), exact[0][1])
    if text[anchor.start : anchor.end] == anchor.quote:
        # A provision is long, so that a stray overlap says nothing; a number is short and stands alone.
        least = 0.5 if anchor.type == "provision" or anchor.qualitative else 0.0
        near = [(_common(a, anchor), r) for a, r in placed if _common(a, anchor) > least]
        if near:
            return max(near, key=lambda pair: pair[0])[1]
    tests: tuple[Callable[[Anchor], bool], ...] = (
        lambda a: a.quote == anchor.quote and a.evidence == anchor.evidence and a.indicator == anchor.indicator,
        lambda a: a.quote == anchor.quote and a.evidence == anchor.evidence,
        lambda a: a.quote == anchor.quote and (a.evidence in anchor.evidence or anchor.evidence in a.evidence),
    )
    for test in tests:
        if found := _nearest(((a, r) for a, r in placed if test(a)), anchor):
            return found
    return None


def _common(a: Anchor, b: Anchor) -> float:
    """The share of the longer one of two places that both cover; 0 where they do not meet."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0.0, common / max(1, a.end - a.start, b.end - b.start))


def _nearest(candidates: Iterable[tuple[Anchor, R]], anchor: Anchor) -> R | None:
    found = min(candidates, key=lambda pair: abs(pair[0].start - anchor.start), default=None)
    return None if found is None else found[1]
