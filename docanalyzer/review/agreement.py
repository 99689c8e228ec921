"""How far two reviewers agree: Cohen's kappa over their judgements, F1 over what each of them leaves standing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from docanalyzer.review.anchors import Anchor
from docanalyzer.review.decisions import Decision

Judgement = Literal["accept", "correct", "reject"]
Place = tuple[str, Anchor]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A record on which two reviewers came to different judgements, or to different corrections."""

    document_id: str
    anchor: Anchor
    a: Judgement
    b: Judgement


@dataclass(frozen=True, slots=True)
class Agreement:
    """``items`` counts the records that both judged, ``agreed`` those with the same judgement.

    ``kappa`` is null where chance alone would agree (both gave one same judgement throughout) or nothing is shared.
    ``f1`` compares the records each of them leaves standing (accepted, corrected to the same values, or added) in what
    both judged, and in the records either added to a document that both worked on; null where there is nothing.
    """

    items: int
    agreed: int
    kappa: float | None
    f1: float | None
    disagreements: tuple[Disagreement, ...]


def agreement(decisions: Iterable[Decision], by_a: str, by_b: str) -> Agreement:
    """The agreement of two people over the decisions that they made and did not take back."""
    live = [decision for decision in decisions if decision.undone_at is None]
    a, b = _judgements(live, by_a), _judgements(live, by_b)
    shared = [place for place in a if place in b and "add" not in (a[place].first, b[place].first)]
    pairs = [(a[place].label, b[place].label) for place in shared]
    differing = tuple(
        Disagreement(place[0], place[1], a[place].label, b[place].label)
        for place in shared
        if a[place].label != b[place].label or a[place].outcome != b[place].outcome
    )
    agreed = sum(x == y for x, y in pairs)
    return Agreement(len(pairs), agreed, _kappa(pairs), _f1(a, b, set(shared)), differing)


@dataclass(slots=True)
class _Judged:
    """What one person decided on one record, all decisions together."""

    first: str = ""
    rejected: bool = False
    corrections: dict[str, str] | None = None

    @property
    def label(self) -> Judgement:
        if self.rejected:
            return "reject"
        return "correct" if self.corrections else "accept"

    @property
    def outcome(self) -> tuple[bool, tuple[tuple[str, str], ...]]:
        """Whether the record stands, and with which corrections."""
        return not self.rejected, () if self.rejected else tuple(sorted((self.corrections or {}).items()))


def _judgements(decisions: Iterable[Decision], by: str) -> dict[Place, _Judged]:
    found: dict[Place, _Judged] = {}
    for decision in decisions:
        if decision.by != by:
            continue
        judged = found.setdefault((decision.document_id, decision.anchor), _Judged(decision.action))
        if decision.slot is None:
            judged.rejected = decision.action == "reject"
        if decision.action == "add" or (decision.slot is not None and decision.action != "accept"):
            value = decision.value if decision.action in {"correct", "add"} else None
            corrections = judged.corrections or {}
            corrections[decision.slot or "record"] = json.dumps(value, sort_keys=True)
            judged.corrections = corrections
    return found


def _kappa(pairs: list[tuple[Judgement, Judgement]]) -> float | None:
    """Cohen's kappa: the agreement beyond what the two habits would give by chance."""
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(x == y for x, y in pairs) / total
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(first[label] * second[label] for label in first) / total**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _f1(a: dict[Place, _Judged], b: dict[Place, _Judged], shared: set[Place]) -> float | None:
    both = {document for document, _ in a} & {document for document, _ in b}

    def standing(judged: dict[Place, _Judged]) -> set[object]:
        return {
            (place[0], _spot(place[1]), () if one.first == "add" else one.outcome)
            for place, one in judged.items()
            if not one.rejected and (place in shared or (one.first == "add" and place[0] in both))
        }

    mine, theirs = standing(a), standing(b)
    if not mine and not theirs:
        return None
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _spot(anchor: Anchor) -> object:
    # Two people who add one record select slightly different words around its number.
    return (anchor.type, anchor.start, anchor.end, anchor.quote)
