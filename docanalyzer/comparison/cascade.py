"""A national document against local ones: who restates, tightens, loosens, drops or adds each target, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docanalyzer.comparison.matching import match_targets
from docanalyzer.comparison.pairs import Compared, Opinion, Verdict
from docanalyzer.comparison.verdicts import Place, verdict
from docanalyzer.core.record import Analysis, Measure

Step = Literal["restates", "tightens", "loosens", "differs", "drops", "adds"]

STEPS: dict[Verdict, Step] = {
    "same": "restates",
    "stricter": "tightens",
    "looser": "loosens",
    "not_comparable": "differs",
    "only_left": "drops",
    "only_right": "adds",
}
"""What a verdict means from a national document (left) to a local one (right)."""


@dataclass(frozen=True, slots=True)
class CascadeCell:
    """One target of the national document in one local one; ``right`` is null where it was dropped."""

    document: str
    step: Step
    right: Measure | None
    opinion: Opinion | None


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """A target of the national document (null for what only local ones have) and what became of it, by document."""

    left: Measure | None
    cells: tuple[CascadeCell, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """The matrix; ``lags`` are days from the national issue date to the local ones, null where a date is missing."""

    reference: Compared
    documents: tuple[Compared, ...]
    lags: tuple[int | None, ...]
    rows: tuple[CascadeRow, ...]


def build_cascade(reference: Analysis, others: Sequence[Analysis], *, numbered: bool = True) -> Cascade:
    """Compare each local document with the national one; their order changes nothing but the order of the columns.

    With ``numbered`` the matrix holds targets with a number only.
    """
    wanted = [m for m in reference.targets if m.quantity is not None or not numbered]
    cells: dict[str, list[CascadeCell]] = {m.id: [] for m in wanted}
    added: list[CascadeRow] = []
    place = Place(reference.document.jurisdiction)
    for other in others:
        matching = match_targets(reference, other)
        own, name = Place(other.document.jurisdiction), other.document.id
        partners = {match.left.id: match.right for match in matching.matches}
        for measure in wanted:
            partner = partners.get(measure.id)
            opinion = verdict(measure, partner, place, own) if partner else None
            step = STEPS[opinion.verdict] if opinion else "drops"
            cells[measure.id].append(CascadeCell(name, step, partner, opinion))
        added += [
            CascadeRow(None, (CascadeCell(name, "adds", measure, None),))
            for measure in matching.only_right
            if measure.quantity is not None or not numbered
        ]
    rows = [CascadeRow(measure, tuple(cells[measure.id])) for measure in wanted]
    return Cascade(
        Compared.of(reference),
        tuple(Compared.of(other) for other in others),
        tuple(_lag(reference, other) for other in others),
        (*rows, *added),
    )


def _lag(reference: Analysis, other: Analysis) -> int | None:
    days = reference.document.issued_on, other.document.issued_on
    if days[0] is None or days[1] is None:
        return None
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days
