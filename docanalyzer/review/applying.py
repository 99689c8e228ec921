"""An analysis with what people decided on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docanalyzer.core.record import Analysis, Deadline, Measure, Provision, Review, ReviewStatus, Section, Unused
from docanalyzer.exports.codec import record_to_data
from docanalyzer.records.pages import with_pages
from docanalyzer.review.anchors import Anchor, Finder
from docanalyzer.review.decisions import Decision, ReviewError
from docanalyzer.review.slots import Plain, built, plain_value, quoted, with_slot

REJECTED = "rejected_in_review"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``analysis`` has the corrected and added records, ``rejected`` those taken out of it, with their review.

    ``problems`` are decisions that cannot be carried out on this analysis, each with the reason.
    """

    analysis: Analysis
    rejected: tuple[Measure | Provision, ...] = ()
    problems: tuple[tuple[Decision, str], ...] = ()

    @property
    def orphaned(self) -> tuple[Decision, ...]:
        """The decisions that hold for no record of this analysis."""
        return tuple(decision for decision, _ in self.problems)


def apply_decisions(analysis: Analysis, decisions: Iterable[Decision]) -> Analysis:
    """The analysis as reviewed; see :func:`reviewed`."""
    return reviewed(analysis, decisions).analysis


def reviewed(analysis: Analysis, decisions: Iterable[Decision]) -> Reviewed:
    """Carry out decisions on the machine's analysis, in the order given; those taken back count for nothing.

    Of several decisions on one slot, or on the whole record, the last one holds, whoever made it.
    """
    live = [decision for decision in decisions if decision.undone_at is None]
    if not live:
        return Reviewed(analysis)
    cases, replaced, problems = _cases(analysis, live)
    kept: list[Measure | Provision] = []
    rejected: list[Measure | Provision] = []
    for case in cases:
        record, failed = case.judged(analysis)
        problems += failed
        if record is not None:
            (rejected if record.review and record.review.status == "rejected" else kept).append(record)
    return Reviewed(_assembled(analysis, kept, rejected, replaced), tuple(rejected), tuple(problems))


@dataclass(slots=True)
class _Case:
    """A record, null for one that a person added, and the decisions on it."""

    record: Measure | Provision | None
    decisions: list[Decision] = field(default_factory=list)

    def judged(self, analysis: Analysis) -> tuple[Measure | Provision | None, list[tuple[Decision, str]]]:
        """The record as decided (null where nothing is left of it), and the decisions that do not fit it."""
        failed: list[tuple[Decision, str]] = []
        text = analysis.document.text
        record, first = self.record, None
        decisions = self.decisions
        if record is None:
            first, *decisions = decisions
            try:
                record = _added(analysis, first)
            except ReviewError as error:
                return None, [(decision, str(error)) for decision in self.decisions]
        machine = record_to_data(record)
        data, corrected, gone, last = machine, dict[str, Any](), False, first
        for decision in decisions:
            try:
                if decision.slot is None:
                    # An addition said twice is one.
                    gone = decision.action == "reject"
                elif decision.action != "accept":
                    value = decision.value if decision.action == "correct" else None
                    changed = with_slot(data, decision.slot, value, text)
                    built(type(record), changed, decision.slot)
                    data = changed
                    corrected[decision.slot] = plain_value(machine, decision.slot)
            except ReviewError as error:
                failed.append((decision, str(error)))
            else:
                last = decision
        if last is None:
            return None, failed
        corrected = {slot: value for slot, value in corrected.items() if plain_value(data, slot) != value}
        status = _status(gone=gone, added=first is not None, corrected=bool(corrected))
        if first is not None:
            corrected = {}
        review = Review(status, last.by, last.at, last.note, corrected)
        why = {**data["why"], **dict.fromkeys((slot.partition(".")[0] for slot in corrected), "review")}
        return replace(built(type(record), {**data, "why": why}, "record"), review=review), failed


def _status(*, gone: bool, added: bool, corrected: bool) -> ReviewStatus:
    if gone:
        return "rejected"
    if added:
        return "added"
    return "corrected" if corrected else "accepted"


def _cases(analysis: Analysis, live: Sequence[Decision]) -> tuple[list[_Case], set[str], list[tuple[Decision, str]]]:
    """The decisions sorted by the record they hold for, and the ids of measures that a person put another one for.

    There is one record for each number: what a person marks takes the place of what the machine made of it, be it then
    or in a later analysis.
    """
    added: dict[Anchor, _Case] = {}
    found: dict[tuple[str, str], _Case] = {}
    finder = Finder(analysis)
    places: dict[Anchor, Measure | Provision | None] = {}
    replaced: set[str] = set()
    problems: list[tuple[Decision, str]] = []
    for decision in live:
        anchor = decision.anchor
        if anchor not in places:
            places[anchor] = finder.find(anchor)
        record = places[anchor]
        if anchor in added:
            added[anchor].decisions.append(decision)
        elif decision.action == "add":
            added[anchor] = case = _Case(None, [decision])
            if record is not None:
                replaced.add(record.id)
                found[anchor.type, record.id] = case
        elif record is None:
            problems.append(
                (decision, f"no record stands at «{anchor.quote}» (characters {anchor.start}-{anchor.end})")
            )
        else:
            found.setdefault((anchor.type, record.id), _Case(record)).decisions.append(decision)
    cases = {id(case): case for case in (*found.values(), *added.values())}
    return list(cases.values()), replaced, problems


def _added(analysis: Analysis, decision: Decision) -> Measure:
    """The record that a person marked in the text."""
    text, anchor = analysis.document.text, decision.anchor
    if text[anchor.start : anchor.end] != anchor.quote:
        raise ReviewError(f"«{anchor.quote}» does not stand at {anchor.start} of the document")
    values: Plain = dict(decision.value or {})
    given = values.pop("evidence", None) or {"start": anchor.start, "end": anchor.end}
    place = quoted(given, {"start": anchor.start, "end": anchor.end}, text, "evidence")
    section = _innermost(analysis.document.sections, anchor.start)
    data: Plain = {
        "id": f"a{anchor.start}",
        "role": "target",
        "evidence": {**place, "page": None},
        **dict.fromkeys(("indicator", "quantity", "kind", "direction", "baseline", "period", "binding", "table")),
        "scope": {"regions": [], "industries": [], "subject": None},
        "section": section.id if section else None,
        "rule": "review",
        "why": dict.fromkeys(values, "review"),
        "confidence": 1.0,
        "review": None,
    }
    quantity = values.get("quantity")
    if isinstance(quantity, dict) and "start" not in quantity and "text" not in quantity and not anchor.qualitative:
        values["quantity"] = {"start": anchor.start, "end": anchor.end, **quantity}
    for slot, value in values.items():
        if value is not None:
            data = with_slot(data, slot, value, text)
    record = built(Measure, data, "record")
    if not isinstance(record, Measure):
        raise ReviewError("only measures can be added")
    return record


def _innermost(sections: Sequence[Section], at: int) -> Section | None:
    around = [section for section in sections if section.start <= at < section.end]
    return max(around, key=lambda section: section.level, default=None)


# --- the analysis around the records ----------------------------------------------------------------------------------


def _assembled(
    analysis: Analysis,
    kept: Sequence[Measure | Provision],
    rejected: Sequence[Measure | Provision],
    replaced: Collection[str],
) -> Analysis:
    """The analysis with judged records in their places, and what refers to them brought in line."""
    measures = {m.id: m for m in (*analysis.targets, *analysis.figures) if m.id not in replaced}
    provisions = {p.id: p for p in analysis.provisions}
    for record in kept:
        # Two kinds of records, each with its ids.
        if isinstance(record, Measure):
            measures[record.id] = record
        else:
            provisions[record.id] = record
    for record in rejected:
        (measures if isinstance(record, Measure) else provisions).pop(record.id, None)
    ordered = sorted(measures.values(), key=_place)
    targets = tuple(m for m in ordered if m.role == "target")
    before = {m.id for m in analysis.targets}
    new = [m for m in targets if m.id not in before]
    ids = {m.id for m in targets}
    rules = tuple(_with_targets(p, ids, new) for p in sorted(provisions.values(), key=lambda p: (p.start, p.end)))
    return with_pages(
        replace(
            analysis,
            targets=targets,
            figures=tuple(m for m in ordered if m.role != "target"),
            provisions=rules,
            deadlines=_deadlines(analysis.deadlines, {p.id: p for p in rules}, ids, new),
            unused=_unused(analysis.unused, ordered, rejected),
        )
    )


def _place(measure: Measure) -> tuple[int, int]:
    return (measure.quantity.start if measure.quantity else measure.evidence.start, measure.evidence.end)


def _with_targets(provision: Provision, ids: set[str], new: Sequence[Measure]) -> Provision:
    inside = [m.id for m in new if provision.start <= m.evidence.start and m.evidence.end <= provision.end]
    targets = (*(id_ for id_ in provision.targets if id_ in ids), *inside)
    return provision if targets == provision.targets else replace(provision, targets=targets)


def _deadlines(
    deadlines: Iterable[Deadline], provisions: dict[str, Provision], ids: set[str], new: Sequence[Measure]
) -> tuple[Deadline, ...]:
    """Without what was rejected; one that nothing rules and nothing is due at is none."""
    found = []
    for deadline in deadlines:
        provision = provisions.get(deadline.provision or "")
        due = [
            m.id
            for m in new
            if provision and m.id in provision.targets and m.period and m.period.end_date == deadline.period.end_date
        ]
        targets = (*(id_ for id_ in deadline.targets if id_ in ids), *due)
        ruling = provision.id if provision else None
        if (ruling, targets) == (deadline.provision, deadline.targets):
            found.append(deadline)
        elif ruling or targets:
            found.append(replace(deadline, provision=ruling, targets=targets))
    return tuple(found)


def _unused(
    unused: Iterable[Unused], measures: Iterable[Measure], rejected: Iterable[Measure | Provision]
) -> tuple[Unused, ...]:
    """The numbers left over: rejected ones join them, added ones leave."""
    marks = list(unused)
    for record in rejected:
        quantity = record.quantity if isinstance(record, Measure) else None
        if quantity and quantity.text:
            marks.append(Unused(quantity.start, quantity.end, quantity.text, REJECTED, quantity.page))
    marks.sort(key=lambda mark: mark.start)
    used = sorted((m.quantity.start, m.quantity.end) for m in measures if m.quantity)
    found, at = [], 0
    for mark in marks:
        while at < len(used) and used[at][1] <= mark.start:
            at += 1
        if at == len(used) or used[at][0] >= mark.end:
            found.append(mark)
    return tuple(found)
