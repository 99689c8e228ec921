"""Provisions of two documents that rule the same, and what changed between them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from docanalyzer.comparison.alignment import align, shared
from docanalyzer.comparison.matching import one_to_one
from docanalyzer.comparison.pairs import Match, Matching
from docanalyzer.comparison.pieces import Piece, pieces, sentences
from docanalyzer.comparison.words import Embed, nearest, nearness
from docanalyzer.core.record import Analysis, Force, Provision

Order = Literal["free", "ordered"]

ForceChange = Literal["strengthened", "weakened", "same"]

LADDER: tuple[Force, ...] = ("prohibit", "restrict", "require", "plan", "support", "encourage", "permit")
"""Forces from the strongest to the weakest; a provision stands as high as its strongest force."""

_ENOUGH = 0.3
_ENOUGH_ANCHORS = 0.5
_RARE = 6
# What vectors count beside anchors (chosen on held-out topics), and the chance from which both are enough.
_MEANING = 2.0
_ENOUGH_MEANING = 0.5


@dataclass(frozen=True, slots=True)
class ProvisionOpinion:
    """What changed from the left provision to the right one; codes are those of the record contract."""

    verdict: Literal["same", "stricter", "looser", "not_comparable"]
    force: ForceChange
    deadline: Literal["same", "earlier", "later", "added", "dropped"]
    industries_added: tuple[str, ...]
    industries_dropped: tuple[str, ...]
    regions_added: tuple[str, ...]
    regions_dropped: tuple[str, ...]
    actors_added: tuple[str, ...]
    actors_dropped: tuple[str, ...]
    reason: str


def match_provisions(
    left: Analysis, right: Analysis, *, order: Order = "free", embed: Embed | None = None
) -> Matching[Provision]:
    """Match the provisions of two documents one to one.

    ``free`` takes the most alike wherever they stand; ``ordered`` keeps the order of both texts, as versions and
    translations do. Between languages the order is always kept in ``ordered`` and numbers, dates and codes decide in
    ``free``; ``embed`` brings the vectors of a local encoder, which then decide in ``free``.
    """
    same_language = left.document.language[:2] == right.document.language[:2]
    if order == "ordered" and not same_language:
        scored = _by_sentences(left, right)
    elif same_language:
        scored = _by_words(left, right, embed)
    elif embed is not None:
        scored = _by_meaning(left, right, embed)
    else:
        scored = _by_anchors(left, right)
    if order == "ordered":
        taken = rising(scored)
    else:
        taken = one_to_one(
            ((x, y, score) for (x, y), score in scored.items()),
            _places(left),
            _places(right),
        )
    reason = "wording" if same_language else "order, numbers, dates and codes"
    if embed is not None and order == "free":
        reason = "meaning"
    lefts, rights = {x for x, _ in taken}, {y for _, y in taken}
    return Matching(
        tuple(
            Match(left.provisions[x], right.provisions[y], round(min(1.0, scored[x, y]), 3), (reason,))
            for x, y in taken
        ),
        tuple(p for i, p in enumerate(left.provisions) if i not in lefts),
        tuple(p for i, p in enumerate(right.provisions) if i not in rights),
    )


def _places(analysis: Analysis) -> list[float]:
    length = max(1, len(analysis.document.text))
    return [provision.start / length for provision in analysis.provisions]


def _by_words(left: Analysis, right: Analysis, embed: Embed | None) -> dict[tuple[int, int], float]:
    texts = [[p.text for p in analysis.provisions] for analysis in (left, right)]
    scored: dict[tuple[int, int], float] = {}
    # From both sides, so that exchanging the documents finds the same candidates.
    for x, found in enumerate(nearest(texts[0], texts[1], embed)):
        scored |= {(x, y): score for y, score in found.items() if score >= _ENOUGH}
    for y, found in enumerate(nearest(texts[1], texts[0], embed)):
        scored |= {(x, y): score for x, score in found.items() if score >= _ENOUGH}
    return scored


def _by_anchors(left: Analysis, right: Analysis) -> dict[tuple[int, int], float]:
    a, b = (pieces(analysis, [(p.start, p.end) for p in analysis.provisions]) for analysis in (left, right))
    holders: dict[tuple[str, object], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((a, b)):
        for index, piece in enumerate(found):
            for anchor in piece.anchors:
                holders[anchor][side].append(index)
    scored: dict[tuple[int, int], float] = {}
    for lefts, rights in holders.values():
        if len(lefts) <= _RARE and len(rights) <= _RARE:
            for x in lefts:
                for y in rights:
                    score = _agreement(a[x], b[y])
                    if score >= _ENOUGH_ANCHORS:
                        scored[x, y] = score
    return scored


def _by_meaning(left: Analysis, right: Analysis, embed: Embed) -> dict[tuple[int, int], float]:
    """Anchors and vectors together: what both share, and how much nearer a pair is than each is to its neighbours."""
    a, b = (pieces(analysis, [(p.start, p.end) for p in analysis.provisions]) for analysis in (left, right))
    near = nearness([piece.text for piece in a], [piece.text for piece in b], embed)
    scored = {}
    for x, row in enumerate(near):
        for y, meaning in enumerate(row):
            score = 1 / (1 + math.exp(-shared([a[x]], [b[y]]) - _MEANING * meaning))
            if score >= _ENOUGH_MEANING:
                scored[x, y] = score
    return scored


def _agreement(left: Piece, right: Piece) -> float:
    """Share of the anchors of both that they have in common; 0 for fewer than two."""
    common = len(left.anchors & right.anchors)
    return 2 * common / (len(left.anchors) + len(right.anchors)) if common >= 2 else 0.0


def _by_sentences(left: Analysis, right: Analysis) -> dict[tuple[int, int], float]:
    """Provisions in sentences that stand beside each other; in order of the text where several do."""
    a, b = sentences(left), sentences(right)
    starts = [[piece.start for piece in side] for side in (a, b)]
    inside: list[dict[int, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, analysis in enumerate((left, right)):
        for index, provision in enumerate(analysis.provisions):
            inside[side][bisect_left(starts[side], provision.start + 1) - 1].append(index)
    scored: dict[tuple[int, int], float] = {}
    for bead in align(a, b):
        lefts = [index for piece in bead.left for index in inside[0][piece]]
        rights = [index for piece in bead.right for index in inside[1][piece]]
        scored |= {(x, y): 0.9 if len(lefts) == len(rights) else 0.7 for x, y in zip(lefts, rights, strict=False)}
    return scored


def rising(scored: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The heaviest chain of pairs that rises on both sides: one pass with a tree of maxima, n log n in the pairs."""
    ranks = {y: rank + 1 for rank, y in enumerate(sorted({y for _, y in scored}))}
    tree: list[tuple[float, tuple[int, int] | None]] = [(0.0, None)] * (len(ranks) + 1)
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    rows: dict[int, list[int]] = defaultdict(list)
    for x, y in scored:
        rows[x].append(y)
    for x in sorted(rows):
        # One row at a time: its pairs are looked up before any of them is entered.
        reached = []
        for y in sorted(rows[x]):
            total, last = max((tree[i] for i in _down(ranks[y] - 1)), key=_weight, default=(0.0, None))
            before[x, y] = last
            reached.append((ranks[y], (total + scored[x, y], (x, y))))
        for rank, entry in reached:
            while rank < len(tree):
                tree[rank] = max(tree[rank], entry, key=_weight)
                rank += rank & -rank
    pair = max((tree[i] for i in _down(len(ranks))), key=_weight, default=(0.0, None))[1]
    chain = []
    while pair is not None:
        chain.append(pair)
        pair = before[pair]
    return chain[::-1]


def _down(rank: int) -> list[int]:
    found = []
    while rank > 0:
        found.append(rank)
        rank -= rank & -rank
    return found


def _weight(entry: tuple[float, tuple[int, int] | None]) -> tuple[float, tuple[int, int]]:
    """The heavier chain; of equals the one that ends first on both sides together, whichever side is called left."""
    total, pair = entry
    x, y = pair or (0, 0)
    return round(total, 6), (-(x + y), -abs(x - y))


# -- verdict -----------------------------------------------------------------------------------------------------------


def provision_verdict(left: Provision, right: Provision) -> ProvisionOpinion:
    """What changed, seen from left to right: stricter where the force rose or the deadline came nearer."""
    rungs = _rung(left), _rung(right)
    force: ForceChange = "same" if rungs[0] == rungs[1] else "strengthened" if rungs[1] < rungs[0] else "weakened"
    deadline = _deadline(left, right)
    steps = [
        1 if force == "strengthened" else -1 if force == "weakened" else 0,
        {"earlier": 1, "added": 1, "later": -1, "dropped": -1}.get(deadline, 0),
    ]
    said = []
    if force != "same":
        said.append(f"{force}: {LADDER[rungs[0]]} became {LADDER[rungs[1]]}")
    if deadline != "same":
        said.append(f"deadline {deadline}")
    changes = {}
    for slot in ("industries", "regions", "actors"):
        a, b = getattr(left, slot), getattr(right, slot)
        changes[slot] = tuple(sorted(set(b) - set(a))), tuple(sorted(set(a) - set(b)))
        said += [
            f"{slot} {word}: {', '.join(codes)}"
            for word, codes in zip(("added", "dropped"), changes[slot], strict=True)
            if codes
        ]
    verdict: Literal["same", "stricter", "looser", "not_comparable"]
    if 1 in steps and -1 in steps:
        verdict = "not_comparable"
    else:
        verdict = "stricter" if 1 in steps else "looser" if -1 in steps else "same"
    return ProvisionOpinion(
        verdict,
        force,
        deadline,
        *changes["industries"],
        *changes["regions"],
        *changes["actors"],
        "; ".join(said) or "the same force, deadline, industries, regions and actors",
    )


def _rung(provision: Provision) -> int:
    return min((LADDER.index(force) for force in provision.force), default=len(LADDER) - 1)


def _deadline(left: Provision, right: Provision) -> Literal["same", "earlier", "later", "added", "dropped"]:
    ends = [p.period.end_date if p.period else None for p in (left, right)]
    if ends[0] == ends[1]:
        return "same"
    if ends[0] is None or ends[1] is None:
        return "added" if ends[0] is None else "dropped"
    return "earlier" if ends[1] < ends[0] else "later"
