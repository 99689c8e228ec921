"""Records as labelled spans with links between them: what every annotation format is written from.

A number, its indicator, its period and its starting point are marks of their own, and links lead from the number to the
others. Marks that share label and characters are one mark with several records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from docanalyzer.core.record import Analysis, Measure, Provision

Anchor = Literal["quantity", "evidence"]
"""What the label of a number's role stands on: the number alone, or the clause that proves it."""


@dataclass(frozen=True, slots=True)
class Label:
    """``id`` holds only letters, digits and underscores; ``color`` is ``#rrggbb``; ``group`` heads labels of a kind."""

    id: str
    group: str
    color: str
    en: str
    zh: str


LABELS: tuple[Label, ...] = (
    Label("target", "number", "#1a9850", "target", "目标"),
    Label("achieved", "number", "#4575b4", "achieved", "已实现"),
    Label("baseline", "number", "#8073ac", "baseline value", "基期值"),
    Label("threshold", "number", "#b35806", "threshold", "门槛"),
    Label("other", "number", "#878787", "other number", "其他数值"),
    Label("indicator", "slot", "#35978f", "indicator", "指标"),
    Label("period", "slot", "#bf812d", "period", "期限"),
    Label("measured_from", "slot", "#9970ab", "measured from", "比较基准"),
    Label("deadline", "deadline", "#d6604d", "due by a date", "限期事项"),
    Label("region", "name", "#5aae61", "region", "地区"),
    Label("industry", "name", "#c51b7d", "industry", "行业"),
    Label("agency", "name", "#2166ac", "agency", "机构"),
    Label("force_prohibit", "provision", "#b2182b", "prohibits", "禁止"),
    Label("force_restrict", "provision", "#ef8a62", "restricts", "限制"),
    Label("force_require", "provision", "#762a83", "requires", "要求"),
    Label("force_encourage", "provision", "#7fbf7b", "encourages", "鼓励"),
    Label("force_support", "provision", "#1b7837", "supports", "支持"),
    Label("force_permit", "provision", "#67a9cf", "permits", "允许"),
    Label("force_plan", "provision", "#998ec3", "plans", "部署"),
)
"""Every label, in the order of legends."""

LINKS = {"indicator": "measures", "period": "holds_for", "measured_from": "measured_against"}
"""What a link from a number to its slot is called, by the label of the slot."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters with a label.

    ``records`` are the ids of the records that it comes from, ``values`` the codes of what it names (an indicator's id,
    a region's code), ``notes`` a line about each record, ``reviewers`` the people who decided on one. ``id`` is stable
    for the same label and place.
    """

    label: str
    start: int
    end: int
    records: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Label and place as one word."""
        return f"{self.label}-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Link:
    """From the mark of a number to the mark of one of its slots; both by id."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """The marks in text order (the wider first where two begin together), and the links."""

    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


def annotate(analysis: Analysis, anchor: Anchor = "quantity") -> Annotated:
    """Every labelled span of an analysis."""
    merged: dict[str, Mark] = {}
    links: dict[Link, None] = {}
    for measure in (*analysis.targets, *analysis.figures):
        number, slots = _number_mark(measure, anchor), list(_slot_marks(measure))
        _merge(merged, [number, *slots])
        links.update(dict.fromkeys(Link(LINKS[slot.label], number.id, slot.id) for slot in slots))
    _merge(merged, _other_marks(analysis))
    return Annotated(
        tuple(sorted(merged.values(), key=lambda m: (m.start, -m.end, _ORDER[m.label]))),
        tuple(sorted(links, key=lambda link: (link.source, link.kind, link.target))),
    )


_ORDER = {label.id: index for index, label in enumerate(LABELS)}


def _merge(merged: dict[str, Mark], marks: Iterable[Mark]) -> None:
    for mark in marks:
        known = merged.get(mark.id, mark)
        merged[mark.id] = replace(
            mark,
            records=_union(known.records, mark.records),
            values=_union(known.values, mark.values),
            notes=_union(known.notes, mark.notes),
            reviewers=_union(known.reviewers, mark.reviewers),
        )


def _union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def _number_mark(measure: Measure, anchor: Anchor) -> Mark:
    quantity = measure.quantity
    # A number that a reviewer gave without a place in the text has none of its own.
    whole = anchor == "evidence" or quantity is None or quantity.start >= quantity.end
    place = measure.evidence if whole or quantity is None else quantity
    by = (measure.review.by,) if measure.review else ()
    return Mark(measure.role, place.start, place.end, (measure.id,), (), (measure_note(measure),), by)


def _slot_marks(measure: Measure) -> Iterator[Mark]:
    slots: tuple[tuple[str, Any], ...] = (
        ("indicator", measure.indicator),
        ("period", measure.period),
        ("measured_from", measure.baseline),
    )
    for label, slot in slots:
        if slot is not None and slot.start < slot.end:
            value = slot.id if label == "indicator" else None
            yield Mark(label, slot.start, slot.end, (measure.id,), (value,) if value else ())


def _other_marks(analysis: Analysis) -> Iterator[Mark]:
    for deadline in analysis.deadlines:
        note = _note({"due": deadline.period.end_date, "period": deadline.period.text})
        yield Mark("deadline", deadline.what.start, deadline.what.end, (deadline.id,), (), (note,))
    for label, entities in (
        ("region", analysis.regions),
        ("industry", analysis.industries),
        ("agency", analysis.agencies),
    ):
        for entity in entities:
            yield Mark(label, entity.start, entity.end, (), (entity.code,) if entity.code else ())
    for provision in analysis.provisions:
        for force in provision.force:
            note = provision_note(provision)
            by = (provision.review.by,) if provision.review else ()
            yield Mark(f"force_{force}", provision.start, provision.end, (provision.id,), (), (note,), by)


def measure_note(measure: Measure) -> str:
    """What the record of a number says, in one line."""
    quantity, period, baseline = measure.quantity, measure.period, measure.baseline
    return _note(
        {
            "indicator": measure.indicator and (measure.indicator.id or measure.indicator.text),
            "kind": measure.kind,
            "direction": measure.direction,
            "comparison": quantity and quantity.comparison,
            "low": quantity and quantity.low,
            "high": quantity and quantity.high,
            "unit": quantity and quantity.unit,
            "from": baseline and (baseline.year or baseline.relation),
            "period": period and (period.end_date or period.text),
            "regions": ", ".join(measure.scope.regions),
            "industries": ", ".join(measure.scope.industries),
            "binding": measure.binding,
            "confidence": measure.confidence,
            "review": measure.review and f"{measure.review.status} by {measure.review.by}",
        }
    )


def provision_note(provision: Provision) -> str:
    """What the record of a provision says, in one line."""
    return _note(
        {
            "force": ", ".join(provision.force),
            "instruments": ", ".join(provision.instruments),
            "actors": ", ".join(provision.actors),
            "period": provision.period and (provision.period.end_date or provision.period.text),
            "confidence": provision.confidence,
            "review": provision.review and f"{provision.review.status} by {provision.review.by}",
        }
    )


def _note(parts: dict[str, object]) -> str:
    return "; ".join(f"{name}: {_plain(value)}" for name, value in parts.items() if value not in {None, ""})


def _plain(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else " ".join(str(value).split())
