"""Which characters of a document prove which record, and which of its slots they fill."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docanalyzer.core.record import Analysis, Entity, Measure, Provision
from docanalyzer.present import Layer, highlights

Kind = Literal["target", "figure", "provision", "deadline", "unused"]
Slot = Literal["evidence", "value", "indicator", "deadline", "baseline", "region", "industry"]

KINDS: tuple[Kind, ...] = ("target", "figure", "provision", "deadline", "unused")
SLOTS: tuple[Slot, ...] = ("value", "indicator", "deadline", "baseline", "region", "industry")

_SLOT_OF: dict[Layer, Slot] = {
    "evidence": "evidence",
    "quantity": "value",
    "indicator": "indicator",
    "period": "deadline",
    "baseline": "baseline",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` fills ``slot`` of the record; ``kind`` says what sort of record it is."""

    start: int
    end: int
    slot: Slot
    kind: Kind
    record: str


def find_marks(analysis: Analysis) -> list[Mark]:
    """Every place that a record of the document points to, records in the order of ``KINDS``."""
    targets = {target.id for target in analysis.targets}
    marks = [
        Mark(h.start, h.end, _SLOT_OF[h.layer], "target" if h.record in targets else "figure", h.record)
        for h in highlights(analysis)
    ]
    regions, industries = _Places(analysis.regions), _Places(analysis.industries)
    for measure in (*analysis.targets, *analysis.figures):
        kind: Kind = "target" if measure.id in targets else "figure"
        marks += _scope_marks(measure, kind, regions, industries)
    for provision in analysis.provisions:
        marks += _provision_marks(provision)
    for deadline in analysis.deadlines:
        marks.append(Mark(deadline.what.start, deadline.what.end, "evidence", "deadline", deadline.id))
        marks.append(Mark(deadline.period.start, deadline.period.end, "deadline", "deadline", deadline.id))
    marks += [Mark(u.start, u.end, "evidence", "unused", unused_id(u.start)) for u in analysis.unused]
    return marks


def unused_id(start: int) -> str:
    """How the screens name a number that no record uses."""
    return f"u{start}"


class _Places:
    """The places of a text where regions, or industries, are named."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = sorted(entities, key=lambda entity: entity.start)
        self._starts = [entity.start for entity in self._entities]

    def inside(self, start: int, end: int, codes: Sequence[str]) -> Iterator[Entity]:
        """Those between two offsets that name one of the codes."""
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            entity = self._entities[index]
            if entity.end <= end and entity.code in codes:
                yield entity


def _scope_marks(measure: Measure, kind: Kind, regions: _Places, industries: _Places) -> Iterator[Mark]:
    """Regions and industries are known by code alone; those named within the evidence are marked as its own."""
    start, end = measure.evidence.start, measure.evidence.end
    for entity in regions.inside(start, end, measure.scope.regions):
        yield Mark(entity.start, entity.end, "region", kind, measure.id)
    for entity in industries.inside(start, end, measure.scope.industries):
        yield Mark(entity.start, entity.end, "industry", kind, measure.id)


def _provision_marks(provision: Provision) -> Iterator[Mark]:
    yield Mark(provision.start, provision.end, "evidence", "provision", provision.id)
    if provision.period is not None:
        yield Mark(provision.period.start, provision.period.end, "deadline", "provision", provision.id)
