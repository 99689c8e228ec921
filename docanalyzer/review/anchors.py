"""Where a decision holds: the words of a record and their place, found again in another analysis."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from docanalyzer.core.record import Analysis, Measure, Provision


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


Placed = tuple[Anchor, Measure | Provision]


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
    """The record at the anchor's place, or null; for many anchors of one analysis see :class:`Finder`."""
    return Finder(analysis).find(anchor)


class Finder:
    """The records of an analysis by their places."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.document.text
        self._placed: dict[tuple[str, bool], list[Placed]] = defaultdict(list)
        self._exact: dict[tuple[str, bool, int, int, str], list[Placed]] = defaultdict(list)
        records: tuple[Measure | Provision, ...] = (*analysis.targets, *analysis.figures, *analysis.provisions)
        for record in records:
            anchor = anchor_of(record)
            self._placed[anchor.type, anchor.qualitative].append((anchor, record))
            self._exact[_exactly(anchor)].append((anchor, record))

    def find(self, anchor: Anchor) -> Measure | Provision | None:
        """The record at the anchor's place, or null.

        Sure signs come first: the same place and words, then a place that overlaps it in an unchanged text, then the
        same words within the same sentence further on or back.
        """
        exact = self._exact.get(_exactly(anchor))
        if exact:
            return next((r for a, r in exact if a.indicator == anchor.indicator), exact[0][1])
        placed = self._placed[anchor.type, anchor.qualitative]
        if self._text[anchor.start : anchor.end] == anchor.quote:
            # A provision is long, so that a stray overlap says nothing; a number is short and stands alone.
            least = 0.5 if anchor.type == "provision" or anchor.qualitative else 0.0
            near = [(_common(a, anchor), r) for a, r in placed if _common(a, anchor) > least]
            if near:
                return max(near, key=lambda pair: pair[0])[1]
        same = [(a, r) for a, r in placed if a.quote == anchor.quote]
        for test in _SAME_SENTENCE:
            if found := _nearest(((a, r) for a, r in same if test(a, anchor)), anchor):
                return found
        return None


def _exactly(anchor: Anchor) -> tuple[str, bool, int, int, str]:
    return (anchor.type, anchor.qualitative, anchor.start, anchor.end, anchor.quote)


_SAME_SENTENCE: tuple[Callable[[Anchor, Anchor], bool], ...] = (
    lambda a, b: a.evidence == b.evidence and a.indicator == b.indicator,
    lambda a, b: a.evidence == b.evidence,
    lambda a, b: a.evidence in b.evidence or b.evidence in a.evidence,
)


def _common(a: Anchor, b: Anchor) -> float:
    """The share of the longer one of two places that both cover; 0 where they do not meet."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0.0, common / max(1, a.end - a.start, b.end - b.start))


def _nearest(candidates: Iterable[Placed], anchor: Anchor) -> Measure | Provision | None:
    found = min(candidates, key=lambda pair: abs(pair[0].start - anchor.start), default=None)
    return None if found is None else found[1]
