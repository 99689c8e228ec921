"""How sure a model must be before it overrules the rules: chosen on cases that it has not seen in training.

A change has to be worth it: of the changes that a threshold lets through, those that mend must outnumber those that
break by a margin, or the threshold is set where nothing passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

NEVER = 2.0
"""A threshold that no probability reaches."""

STEPS = tuple(step / 100 for step in range(50, 100))
"""Thresholds that are tried."""

# What is broken weighs so much more than what is mended: the marked passages are full of traps, and the rules fail in
# them far more often than in ordinary documents, where a model would find as much to break and less to mend.
_CAUTION = 5.0
# Fewer cases than these are no ground for a threshold.
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what a model that has not seen it says, what is right, and what the rules say."""

    chances: Mapping[str, float]
    answer: frozenset[str]
    rules: frozenset[str]
    unknown: frozenset[str] = frozenset()
    origin: str = "passages"


Outcome = Mapping[str, tuple[int, int]]
"""How many cases a threshold mends and breaks, by their origin."""


def gain(mended: int, broken: int) -> float:
    """What changes are worth; below 0 where they may as well be chance."""
    return mended - _CAUTION * broken - sqrt(mended + broken) * 0.5


def best(steps: Iterable[float], outcomes: Mapping[float, Outcome], never: float) -> float:
    """The threshold with the highest gain, the most careful of equal ones; ``never`` where none gains.

    One that breaks more than it mends in the texts of any origin is none.
    """
    found, most = never, 0.0
    for step in steps:
        mended, broken = total(outcomes[step])
        value = gain(mended, broken)
        if value > most and mended >= _FEWEST and all(a >= b for a, b in outcomes[step].values()):
            found, most = step, value
    return found


def total(outcome: Outcome) -> tuple[int, int]:
    """Mended and broken cases of all origins together."""
    return sum(mended for mended, _ in outcome.values()), sum(broken for _, broken in outcome.values())


def tally(hits: Iterable[tuple[str, bool, bool]]) -> Outcome:
    """The outcome of changes: the origin of each, whether it mends, whether it breaks."""
    found: dict[str, tuple[int, int]] = {}
    for origin, mends, breaks in hits:
        mended, broken = found.get(origin, (0, 0))
        found[origin] = (mended + mends, broken + breaks)
    return found


def for_roles(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """The chance from which another role is taken, and what it does on these cases."""

    def outcome(threshold: float) -> Outcome:
        hits = []
        for case in cases:
            role = max(case.chances, key=lambda label: case.chances[label])
            if case.chances[role] >= threshold and {role} != case.rules:
                hits.append((case.origin, {role} == case.answer, case.rules == case.answer))
        return tally(hits)

    outcomes = {step: outcome(step) for step in STEPS}
    threshold = best(reversed(STEPS), outcomes, NEVER)
    mended, broken = total(outcomes.get(threshold, {}))
    right = sum(case.rules == case.answer for case in cases)
    asked = max(len(cases), 1)
    report = {
        "rules": right / asked,
        "models": (right + mended - broken) / asked,
        "changed": f"{mended} mended, {broken} broken",
        "change": threshold,
    }
    return {"change": threshold}, report


def for_forces(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """The chance from which a force is added, and below which one is taken away, and what they do on these cases."""
    pairs = [
        (case.chances[label], label in case.rules, label in case.answer, case.origin)
        for case in cases
        for label in case.chances
        if label not in case.unknown
    ]

    def added(threshold: float) -> Outcome:
        return tally((o, right, not right) for chance, held, right, o in pairs if not held and chance >= threshold)

    def removed(threshold: float) -> Outcome:
        return tally((o, not right, right) for chance, held, right, o in pairs if held and chance <= threshold)

    low = tuple(round(1 - step, 2) for step in STEPS)
    adding = {step: added(step) for step in STEPS}
    removing = {step: removed(step) for step in low}
    add = best(reversed(STEPS), adding, NEVER)
    remove = best(reversed(low), removing, -NEVER)
    kept = [(held and chance > remove) or (not held and chance >= add) for chance, held, _, _ in pairs]
    before = f1([held for _, held, _, _ in pairs], [right for _, _, right, _ in pairs])
    after = f1(kept, [right for _, _, right, _ in pairs])
    plus, minus = total(adding.get(add, {})), total(removing.get(remove, {}))
    changed = f"{plus[0] + minus[0]} mended, {plus[1] + minus[1]} broken"
    return {"add": add, "remove": remove}, {
        "rules": before, "models": after, "changed": changed, "add": add, "remove": remove,
    }  # fmt: skip


def f1(found: Sequence[bool], wanted: Sequence[bool]) -> float:
    """F1 of yes-or-no answers."""
    both = sum(a and b for a, b in zip(found, wanted, strict=True))
    total = sum(found) + sum(wanted)
    return 2 * both / total if total else 0.0
