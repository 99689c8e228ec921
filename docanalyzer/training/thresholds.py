"""How sure a model must be before it overrules the rules: chosen on cases that it has not seen in training.

A change has to be worth it: what a threshold lets through must mend far more than it breaks, or nothing is let
through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from docanalyzer.learned.deciding import NEVER, other_role

STEPS = tuple(step / 100 for step in range(50, 100))
"""Thresholds that are tried."""

# A broken case is as dear as so many mended ones. The marked passages are full of traps, and the rules fail in them far
# more often than in ordinary documents, where a model finds as much to break and less to mend.
_PRICE = 9
# Fewer cases than these are no ground for a threshold.
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what a model that has not seen it says, what is right, and what the rules say."""

    chances: Mapping[str, float]
    answer: frozenset[str]
    rules: frozenset[str]
    unknown: frozenset[str] = frozenset()
    origin: str = "passages"


class Change(NamedTuple):
    """A case that another answer changes: the origin of its text, whether that mends it, whether it breaks it."""

    origin: str
    mends: bool
    breaks: bool


def best(hits: Sequence[tuple[float, Change]]) -> float:
    """The threshold on how sure a model is that mends most, a broken case taken as dear as nine mended ones.

    ``hits`` are changes with how sure the model is of each. :data:`NEVER` where no threshold is worth it, or does no
    harm to the texts of each origin.
    """
    found, most = NEVER, 0
    for step in reversed(STEPS):
        changes = [change for sure, change in hits if sure >= step]
        mended, broken = sum(change.mends for change in changes), sum(change.breaks for change in changes)
        harmless = all(
            _does_no_harm([change for change in changes if change.origin == origin])
            for origin in {change.origin for change in changes}
        )
        # One case more than was seen to break: few cases prove little.
        value = mended - _PRICE * (broken + 1)
        if mended >= _FEWEST and value > most and harmless:
            found, most = step, value
    return found


def _does_no_harm(changes: Sequence[Change]) -> bool:
    return sum(change.mends for change in changes) >= sum(change.breaks for change in changes)


def for_roles(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """For each role of the rules how sure a model must be to take another, and what that does on these cases."""
    found, changes = {}, []
    for role in sorted({role for case in cases for role in case.rules}):
        hits = []
        for case in cases:
            if case.rules == {role}:
                other, sure = other_role(case.chances, role)
                hits.append((sure, Change(case.origin, {other} == case.answer, case.rules == case.answer)))
        found[role] = best(hits)
        changes += [change for sure, change in hits if sure >= found[role]]
    right = sum(case.rules == case.answer for case in cases)
    mended, broken = sum(change.mends for change in changes), sum(change.breaks for change in changes)
    asked = max(len(cases), 1)
    return _set(found), {
        "rules": right / asked,
        "models": (right + mended - broken) / asked,
        "changed": f"{mended} mended, {broken} broken",
        "thresholds": _set(found),
    }


def for_forces(cases: Sequence[Judged]) -> tuple[dict[str, float], dict[str, Any]]:
    """For each force how sure a model must be to add it or take it away, and what that does on these cases."""
    found, changes = {}, []
    held, kept, wanted = [], [], []
    for force in sorted({label for case in cases for label in case.chances}):
        known = [case for case in cases if force not in case.unknown and force in case.chances]
        adding = [
            (case.chances[force], Change(case.origin, force in case.answer, force not in case.answer))
            for case in known
            if force not in case.rules
        ]
        taking = [
            (1 - case.chances[force], Change(case.origin, force not in case.answer, force in case.answer))
            for case in known
            if force in case.rules
        ]
        add, remove = best(adding), best(taking)
        found[f"add:{force}"], found[f"remove:{force}"] = add, remove
        changes += [change for sure, change in adding if sure >= add]
        changes += [change for sure, change in taking if sure >= remove]
        for case in known:
            there, chance = force in case.rules, case.chances[force]
            held.append(there)
            kept.append(1 - chance < remove if there else chance >= add)
            wanted.append(force in case.answer)
    mended, broken = sum(change.mends for change in changes), sum(change.breaks for change in changes)
    return _set(found), {
        "rules": f1(held, wanted),
        "models": f1(kept, wanted),
        "changed": f"{mended} mended, {broken} broken",
        "thresholds": _set(found),
    }


def _set(found: Mapping[str, float]) -> dict[str, float]:
    """The thresholds that something can reach."""
    return {name: value for name, value in found.items() if value < NEVER}


def f1(found: Sequence[bool], wanted: Sequence[bool]) -> float:
    """F1 of yes-or-no answers."""
    both = sum(a and b for a, b in zip(found, wanted, strict=True))
    total = sum(found) + sum(wanted)
    return 2 * both / total if total else 0.0
