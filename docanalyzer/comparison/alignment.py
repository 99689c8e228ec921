"""Sentences of a text beside those of its translation, in order.

Dynamic programming over the two lists. A step pairs one sentence with one, one with two or two with one, or leaves
one out; its cost is how far the lengths are from the ratio of the whole texts (Gale and Church, 1993: a normal deviate
with a variance of 6.8 for each character), less what numbers, dates and codes the two share.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.comparison.pieces import Piece

# Variance of the length of a translation for each character (Gale and Church, section 3).
_VARIANCE = 6.8
_STEPS = ((1, 1, 0.0), (1, 0, 4.6), (0, 1, 4.6), (2, 1, 2.3), (1, 2, 2.3))
# What shared and unshared anchors are worth; numbers are the surest, forces the least.
_WEIGHTS = {
    "number": 3.0,
    "indicator": 3.0,
    "document": 3.0,
    "date": 1.5,
    "digits": 1.5,
    "region": 1.5,
    "industry": 1.0,
    "agency": 1.5,
    "force": 0.5,
}
_MISSING = 0.35
# Texts and translations drift apart by so much of their length; the rest of the table is not looked at.
_BAND = 0.12
_NARROWEST = 24
_WORST = 1e18


@dataclass(frozen=True, slots=True)
class Bead:
    """Indexes of the left and right sentences that say the same; one side may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def align(left: Sequence[Piece], right: Sequence[Piece]) -> list[Bead]:
    """Beads in the order of the texts, every sentence in exactly one."""
    if _key(right) < _key(left):
        # One way round only, so that exchanging the texts changes nothing: ties fall differently from the other side.
        return [Bead(bead.right, bead.left) for bead in align(right, left)]
    n, m = len(left), len(right)
    if not n or not m:
        return [Bead((i,), ()) for i in range(n)] + [Bead((), (j,)) for j in range(m)]
    ratio = sum(piece.size for piece in right) / max(1, sum(piece.size for piece in left))
    band = max(_NARROWEST, round(_BAND * max(n, m)) + abs(n - m) // 2)
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(n + 1)]
    best[0][0] = (0.0, -1)
    lengths = [_sums(side) for side in (left, right)]
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            if i or j:
                best[i][j] = _best(best, (i, j), (left, right), lengths, ratio)
    return _traced(best, n, m)


def _key(side: Sequence[Piece]) -> tuple[int, int, tuple[str, ...]]:
    return len(side), sum(piece.size for piece in side), tuple(piece.text for piece in side)


def _best(
    best: list[dict[int, tuple[float, int]]],
    at: tuple[int, int],
    sides: tuple[Sequence[Piece], Sequence[Piece]],
    lengths: list[list[int]],
    ratio: float,
) -> tuple[float, int]:
    i, j = at
    found = (_WORST, -1)
    for step, (di, dj, penalty) in enumerate(_STEPS):
        before = best[i - di].get(j - dj) if di <= i else None
        if before is None or before[0] >= _WORST or dj > j:
            continue
        cost = before[0] + penalty
        if di and dj:
            sizes = lengths[0][i] - lengths[0][i - di], lengths[1][j] - lengths[1][j - dj]
            cost += _length_cost(*sizes, ratio) - shared(sides[0][i - di : i], sides[1][j - dj : j])
        if cost < found[0] - 1e-9:
            found = (cost, step)
    return found


def _length_cost(left: int, right: int, ratio: float) -> float:
    mean = (left + right / ratio) / 2
    deviate = abs(right - left * ratio) / math.sqrt(max(1.0, mean) * _VARIANCE * max(ratio, 1 / ratio))
    tail = math.erfc(deviate / math.sqrt(2))
    return -math.log(max(tail, 1e-9)) / 2


def shared(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """What the anchors that two stretches share are worth, less those that only one of them has."""
    a = frozenset().union(*(piece.anchors for piece in left))
    b = frozenset().union(*(piece.anchors for piece in right))
    together = sum(_WEIGHTS[kind] for kind, _ in a & b)
    apart = sum(_WEIGHTS[kind] for kind, _ in a ^ b)
    return together - _MISSING * apart


def _sums(side: Sequence[Piece]) -> list[int]:
    sums = [0]
    for piece in side:
        sums.append(sums[-1] + piece.size)
    return sums


def _traced(best: list[dict[int, tuple[float, int]]], n: int, m: int) -> list[Bead]:
    beads = []
    i, j = n, m
    while i or j:
        di, dj, _ = _STEPS[best[i][j][1]]
        beads.append(Bead(tuple(range(i - di, i)), tuple(range(j - dj, j))))
        i, j = i - di, j - dj
    return beads[::-1]
