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


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what a model that has not seen it says, what is right, and what the rules say."""

    chances: Mapping[str, float]
    answer: frozenset[str]
    rules: frozenset[str]
    unknown: frozenset[str] = frozenset()
    group: str = ""


def gain(mended: int, broken: int) -> float:
    """What changes are worth; below 0 where they may as well be chance."""
    return mended - _CAUTION * broken - sqrt(mended + broken) * 0.5


def best(steps: Iterable[float], outcomes: Mapping[float, tuple[int, int]], never: float) -> float:
    """The threshold with the highest gain, the most careful of equal ones; ``never`` where none gains."""
    found, most = never, 0.0
    for step in steps:
        value = gain(*outcomes[step])
        if value > most:
            found, most = step, value
    return found


def for_roles(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """The chance from which another role is taken, and what it does on these cases."""

    def outcome(threshold: float) -> tuple[int, int]:
        mended = broken = 0
        for case in cases:
            role = max(case.chances, key=lambda label: case.chances[label])
            if case.chances[role] >= threshold and {role} != case.rules:
                mended += {role} == case.answer
                broken += case.rules == case.answer
        return mended, broken

    outcomes = {step: outcome(step) for step in STEPS}
    threshold = best(reversed(STEPS), outcomes, NEVER)
    mended, broken = outcomes.get(threshold, (0, 0))
    right = sum(case.rules == case.answer for case in cases)
    total = max(len(cases), 1)
    report = {
        "rules": right / total,
        "models": (right + mended - broken) / total,
        "changed": f"{mended} mended, {broken} broken",
        "change": threshold,
    }
    return {"change": threshold}, report


def for_forces(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """The chance from which a force is added, and below which one is taken away, and what they do on these cases."""
    pairs = [
        (case.chances[label], label in case.rules, label in case.answer)
        for case in cases
        for label in case.chances
        if label not in case.unknown
    ]

    def added(threshold: float) -> tuple[int, int]:
        hits = [right for chance, held, right in pairs if not held and chance >= threshold]
        return sum(hits), len(hits) - sum(hits)

    def removed(threshold: float) -> tuple[int, int]:
        hits = [right for chance, held, right in pairs if held and chance <= threshold]
        return len(hits) - sum(hits), sum(hits)

    low = tuple(round(1 - step, 2) for step in STEPS)
    adding = {step: added(step) for step in STEPS}
    removing = {step: removed(step) for step in low}
    add = best(reversed(STEPS), adding, NEVER)
    remove = best(reversed(low), removing, -NEVER)
    kept = [(held and chance > remove) or (not held and chance >= add) for chance, held, _ in pairs]
    before = f1([held for _, held, _ in pairs], [right for _, _, right in pairs])
    after = f1(kept, [right for _, _, right in pairs])
    plus, minus = adding.get(add, (0, 0)), removing.get(remove, (0, 0))
    changed = f"{plus[0] + minus[0]} mended, {plus[1] + minus[1]} broken"
    return {"add": add, "remove": remove}, {
        "rules": before, "models": after, "changed": changed, "add": add, "remove": remove,
    }  # fmt: skip


def f1(found: Sequence[bool], wanted: Sequence[bool]) -> float:
    """F1 of yes-or-no answers."""
    both = sum(a and b for a, b in zip(found, wanted, strict=True))
    total = sum(found) + sum(wanted)
    return 2 * both / total if total else 0.0
