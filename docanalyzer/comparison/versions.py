"""Two versions of one document: what was added, dropped, changed and moved, down to the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from docanalyzer.comparison.matching import match_targets
from docanalyzer.comparison.pairs import Match, Opinion
from docanalyzer.comparison.provisions import ProvisionOpinion, match_provisions, provision_verdict
from docanalyzer.comparison.verdicts import Place, verdict
from docanalyzer.core.record import Analysis, Measure, Provision

Change = Literal["same", "changed", "moved", "added", "dropped"]

_PARTS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a provision: kept, deleted from the left version or inserted into the right one."""

    kind: Literal["equal", "delete", "insert"]
    text: str


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """What became of a provision; ``edits`` read in order give the right text without deletions."""

    change: Change
    left: Provision | None
    right: Provision | None
    moved: bool
    edits: tuple[Edit, ...]
    opinion: ProvisionOpinion | None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """What became of a target; ``changed`` when its number, base, deadline or scope differ."""

    change: Change
    left: Measure | None
    right: Measure | None
    opinion: Opinion | None
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionReport:
    """Provisions in the order of the right version, dropped ones where they stood; targets likewise."""

    provisions: tuple[ProvisionChange, ...]
    targets: tuple[TargetChange, ...]


def compare_versions(left: Analysis, right: Analysis) -> VersionReport:
    """Compare an earlier version (left) with a later one (right) of the same document, in one language."""
    free = match_provisions(left, right, order="free")
    chain = _in_place(free.matches)
    changes = [_provision(match, (match.left.id, match.right.id) not in chain) for match in free.matches]
    changes += [ProvisionChange("dropped", p, None, moved=False, edits=(), opinion=None) for p in free.only_left]
    changes += [ProvisionChange("added", None, p, moved=False, edits=(), opinion=None) for p in free.only_right]
    targets = match_targets(left, right)
    places = Place(left.document.jurisdiction), Place(right.document.jurisdiction)
    found = [_target(match, places) for match in targets.matches]
    found += [TargetChange("dropped", m, None, None, ()) for m in targets.only_left]
    found += [TargetChange("added", None, m, None, ()) for m in targets.only_right]
    return VersionReport(
        tuple(sorted(changes, key=_provision_place)),
        tuple(sorted(found, key=_target_place)),
    )


def _in_place(matches: tuple[Match[Provision], ...]) -> set[tuple[str, str]]:
    """The longest run of matches that keep their order: what is outside of it was moved."""
    from docanalyzer.comparison.provisions import rising

    pairs = {(match.left.start, match.right.start): (match.left.id, match.right.id) for match in matches}
    return {pairs[place] for place in rising(dict.fromkeys(pairs, 1.0))}


def _provision(match: Match[Provision], moved: bool) -> ProvisionChange:
    opinion = provision_verdict(match.left, match.right)
    left, right = (_BLANKS.sub("", p.text) for p in (match.left, match.right))
    if left == right:
        return ProvisionChange("moved" if moved else "same", match.left, match.right, moved, (), opinion)
    return ProvisionChange("changed", match.left, match.right, moved, edits(match.left.text, match.right.text), opinion)


def edits(left: str, right: str) -> tuple[Edit, ...]:
    """The differences of two texts by words (English), characters (Chinese) and whole numbers."""
    a, b = _PARTS.findall(left), _PARTS.findall(right)
    found: list[Edit] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Edit("equal", "".join(a[i:j])))
            continue
        if j > i:
            found.append(Edit("delete", "".join(a[i:j])))
        if m > k:
            found.append(Edit("insert", "".join(b[k:m])))
    return tuple(found)


def _target(match: Match[Measure], places: tuple[Place, Place]) -> TargetChange:
    opinion = verdict(match.left, match.right, *places)
    slots = tuple(name for name in _SLOTS if _SLOTS[name](match.left) != _SLOTS[name](match.right))
    return TargetChange("changed" if slots else "same", match.left, match.right, opinion, slots)


_SLOTS: dict[str, Callable[[Measure], object]] = {
    "value": lambda m: m.quantity and (m.quantity.low, m.quantity.high, m.quantity.unit),
    "comparison": lambda m: m.quantity and (m.quantity.comparison, m.quantity.approximate),
    "kind": lambda m: (m.kind, m.direction),
    "baseline": lambda m: m.baseline and (m.baseline.year, m.baseline.value, m.baseline.unit),
    "period": lambda m: m.period and (m.period.start_date, m.period.end_date),
    "scope": lambda m: m.scope,
    "binding": lambda m: m.binding,
}


def _provision_place(change: ProvisionChange) -> tuple[int, int]:
    return (change.right.start, 1) if change.right else (change.left.start if change.left else 0, 0)


def _target_place(change: TargetChange) -> tuple[int, int]:
    return (change.right.evidence.start, 1) if change.right else (change.left.evidence.start if change.left else 0, 0)
