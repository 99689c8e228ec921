"""A document beside its translation: what agrees, which numbers do not, what has no counterpart, what was lost."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docanalyzer.comparison.alignment import Bead, align
from docanalyzer.comparison.basis import stated
from docanalyzer.comparison.matching import match_targets, one_to_one
from docanalyzer.comparison.pairs import Match
from docanalyzer.comparison.pieces import Piece, sentences, tongue_of
from docanalyzer.core.record import Analysis, Measure
from docanalyzer.core.span import Quote
from docanalyzer.linguistics import Tongue

Loss = Literal["per_unit", "base_year", "deadline", "bound", "approximate", "scope", "target"]

# Headings and signatures of a few characters are often set elsewhere in a translation.
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class NumberConflict:
    """Two sentences that say the same with different numbers; ``left`` and ``right`` are what only this side has."""

    left_text: Quote
    right_text: Quote
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """What one side of a matched pair states and the other does not; ``side`` is the one that lost it."""

    what: Loss
    side: Literal["left", "right"]
    left: Measure
    right: Measure
    reason: str


@dataclass(frozen=True, slots=True)
class BilingualCheck:
    """The result: matched targets, those without counterpart, and everything a proof-reader should look at."""

    matches: tuple[Match[Measure], ...]
    only_left: tuple[Measure, ...]
    only_right: tuple[Measure, ...]
    conflicts: tuple[NumberConflict, ...]
    lost: tuple[Lost, ...]
    unaligned_left: tuple[Quote, ...]
    unaligned_right: tuple[Quote, ...]


def check_translation(left: Analysis, right: Analysis) -> BilingualCheck:
    """Compare a document with its translation.

    A text that holds both languages is given twice: its Chinese part is then the left side, the English one the right.
    """
    tongues: tuple[Tongue | None, Tongue | None] = (None, None)
    if left.document.id == right.document.id:
        tongues = ("zh", "en")
        left, right = _part(left, "zh"), _part(right, "en")
    a, b = sentences(left, tongues[0]), sentences(right, tongues[1])
    beads = align(a, b)
    matching = match_targets(left, right)
    beside = _Beside(a, b, beads)
    kept, loose = _settled(matching.matches, beside)
    more = _in_same_sentence(
        [m for m in left.targets if m.id not in {k.left.id for k in kept}],
        [m for m in right.targets if m.id not in {k.right.id for k in kept}],
        beside,
        loose,
    )
    matches = tuple(sorted((*kept, *more), key=lambda match: match.left.evidence.start))
    lefts, rights = {m.left.id for m in matches}, {m.right.id for m in matches}
    return BilingualCheck(
        matches,
        tuple(m for m in left.targets if m.id not in lefts),
        tuple(m for m in right.targets if m.id not in rights),
        tuple(_conflicts(left, right, a, b, beads)),
        tuple(loss for match in matches for loss in _losses(match)),
        tuple(_alone(a, [bead.left for bead in beads if not bead.right])),
        tuple(_alone(b, [bead.right for bead in beads if not bead.left])),
    )


def _part(analysis: Analysis, tongue: Tongue) -> Analysis:
    """The records of a two-language text that stand in one of its languages."""

    def inside(measures: Iterable[Measure]) -> tuple[Measure, ...]:
        return tuple(m for m in measures if tongue_of(m.evidence.text) == tongue)

    text = analysis.document.text
    return replace(
        analysis,
        document=replace(analysis.document, language="en" if tongue == "en" else "zh-Hans"),
        targets=inside(analysis.targets),
        figures=inside(analysis.figures),
        provisions=tuple(p for p in analysis.provisions if tongue_of(p.text) == tongue),
        periods=tuple(p for p in analysis.periods if tongue_of(text[max(0, p.start - 20) : p.end + 20]) == tongue),
    )


class _Beside:
    """Which bead a place of either text belongs to."""

    def __init__(self, a: Sequence[Piece], b: Sequence[Piece], beads: Sequence[Bead]) -> None:
        self._starts = [piece.start for piece in a], [piece.start for piece in b]
        self._beads = (
            {index: number for number, bead in enumerate(beads) for index in bead.left},
            {index: number for number, bead in enumerate(beads) for index in bead.right},
        )
        self._spans = (
            {number: (a[bead.left[0]].start, a[bead.left[-1]].end) for number, bead in enumerate(beads) if bead.left},
            {
                number: (b[bead.right[0]].start, b[bead.right[-1]].end)
                for number, bead in enumerate(beads)
                if bead.right
            },
        )

    def place(self, side: int, measure: Measure) -> float:
        """Where in its bead a record stands, 0 at the start and 1 at the end."""
        index = bisect_right(self._starts[side], measure.evidence.start) - 1
        spans = self._spans[side].get(self._beads[side].get(index, -1))
        at = measure.quantity.start if measure.quantity else measure.evidence.start
        return (at - spans[0]) / max(1, spans[1] - spans[0]) if spans else 0.0

    def bead(self, side: int, measure: Measure) -> int | None:
        """The number of the bead that the evidence begins in."""
        return self._beads[side].get(bisect_right(self._starts[side], measure.evidence.start) - 1)


def _settled(matches: Iterable[Match[Measure]], beside: _Beside) -> tuple[list[Match[Measure]], list[Match[Measure]]]:
    """Matches that the order of the texts confirms or does not speak against; the others may find a nearer partner."""
    kept: list[Match[Measure]] = []
    loose: list[Match[Measure]] = []
    for match in matches:
        beads = beside.bead(0, match.left), beside.bead(1, match.right)
        far = beads[0] is None or beads[1] is None or abs(beads[0] - beads[1]) > 3
        (loose if far and "value" not in match.why else kept).append(match)
    return kept, loose


def _in_same_sentence(
    left: list[Measure], right: list[Measure], beside: _Beside, loose: list[Match[Measure]]
) -> list[Match[Measure]]:
    """Targets without partner in sentences that stand beside each other: the same unit or both without, by place."""
    groups: dict[tuple[int, str | None], tuple[list[int], list[int]]] = {}
    for side, measures in enumerate((left, right)):
        for index, measure in enumerate(measures):
            bead = beside.bead(side, measure)
            if bead is not None:
                groups.setdefault((bead, _unit(measure)), ([], []))[side].append(index)
    places = [beside.place(0, m) for m in left], [beside.place(1, m) for m in right]
    pairs = [(x, y, 1 - abs(places[0][x] - places[1][y])) for xs, ys in groups.values() for x in xs for y in ys]
    found = [Match(left[x], right[y], 0.6, ("order", "unit")) for x, y in one_to_one(pairs, *places)]
    lefts, rights = {m.left.id for m in found}, {m.right.id for m in found}
    return found + [m for m in loose if m.left.id not in lefts and m.right.id not in rights]


def _unit(measure: Measure) -> str | None:
    value = stated(measure)
    return value.unit if value else None


def _conflicts(
    left: Analysis, right: Analysis, a: Sequence[Piece], b: Sequence[Piece], beads: Iterable[Bead]
) -> Iterable[NumberConflict]:
    for bead in beads:
        if not bead.left or not bead.right:
            continue
        x, y = _numbers(a, bead.left), _numbers(b, bead.right)
        only = sorted((x - y).elements()), sorted((y - x).elements())
        if only[0] and only[1]:
            yield NumberConflict(
                _quote(left, a, bead.left),
                _quote(right, b, bead.right),
                tuple(map(_word, only[0])),
                tuple(map(_word, only[1])),
            )


def _numbers(side: Sequence[Piece], indexes: Iterable[int]) -> Counter[tuple[float, float, str]]:
    found: Counter[tuple[float, float, str]] = Counter()
    for index in indexes:
        for kind, value in side[index].anchors:
            if kind == "number" and isinstance(value, tuple):
                found[value] += 1
    return found


def _word(number: tuple[float, float, str]) -> str:
    low, high, unit = number
    return (f"{low:g}" if low == high else f"{low:g}-{high:g}") + f" {unit}"


def _quote(analysis: Analysis, side: Sequence[Piece], indexes: tuple[int, ...]) -> Quote:
    start, end = side[indexes[0]].start, side[indexes[-1]].end
    return Quote(start, end, analysis.document.text[start:end])


def _alone(side: Sequence[Piece], groups: Iterable[tuple[int, ...]]) -> Iterable[Quote]:
    for group in groups:
        for index in group:
            piece = side[index]
            if piece.size >= _SHORTEST:
                yield Quote(piece.start, piece.end, piece.text)


_PER = ("单位", "人均", "每", " per ", "-per-", "intensity", "强度", "万元")


def _losses(match: Match[Measure]) -> Iterable[Lost]:
    a, b = match.left, match.right
    states: tuple[tuple[Loss, str, object, object], ...] = (
        ("base_year", "the base year", a.baseline and a.baseline.year, b.baseline and b.baseline.year),
        ("deadline", "the deadline", a.period and a.period.end_date, b.period and b.period.end_date),
        ("bound", "“at least” or “at most”", _bound(a), _bound(b)),
        ("approximate", "“about”", a.quantity and a.quantity.approximate, b.quantity and b.quantity.approximate),
        ("per_unit", "“per unit of”", _per(a), _per(b)),
    )
    for what, words, left, right in states:
        if bool(left) != bool(right):
            side: Literal["left", "right"] = "right" if left else "left"
            yield Lost(what, side, a, b, f"only the {'left' if left else 'right'} text states {words}")


def _bound(measure: Measure) -> str | None:
    comparison = measure.quantity.comparison if measure.quantity else None
    return comparison if comparison in {"ge", "le"} else None


def _per(measure: Measure) -> bool:
    text = f" {measure.indicator.text.casefold()} " if measure.indicator else ""
    return any(word in text for word in _PER)
