"""Targets of two documents that speak of the same thing, one to one.

What a match rests on has no language where that is possible: the id of the indicator, the number, the unit, the year,
the codes of industries and regions. Words help within one language. Where neither side's indicator is in the catalogue
and the languages differ, equal numbers make a match only between a text and its translation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docanalyzer.comparison.basis import Value, end_year, stated
from docanalyzer.comparison.pairs import Match, Matching
from docanalyzer.comparison.words import overlap, token_set
from docanalyzer.core.record import Analysis, Measure

_ENOUGH = 0.45
# So many neighbours of a block are looked at: a block is what shares indicator and year, and rarely holds more.
_NEIGHBOURS = 6
# A translation repeats most of the numbers of its original.
_PARALLEL = 0.5
_RARE = 3
_ALIKE, _ALIKE_NAMED = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Item:
    """A target made ready: ``at`` is its relative place in the document, ``codes`` are its industries by two digits."""

    measure: Measure
    value: Value | None
    id: str | None
    year: int | None
    words: frozenset[str]
    codes: frozenset[str]
    at: float
    order: int

    @property
    def key(self) -> tuple[object, ...]:
        """What orders items the same way on either side of a comparison."""
        value = (
            (self.value.basis, self.value.unit, self.value.low, self.value.high) if self.value else ("", "", 0.0, 0.0)
        )
        return (self.year or 0, *value, self.at, self.measure.evidence.text)


def items(analysis: Analysis) -> list[Item]:
    """The targets of a document, ready to be matched, in text order."""
    length = max(1, len(analysis.document.text))
    return [
        Item(
            target,
            stated(target),
            target.indicator.id if target.indicator else None,
            end_year(target),
            token_set(target.indicator.text if target.indicator else target.evidence.text),
            frozenset(code[:2] for code in target.scope.industries),
            _place(target) / length,
            order,
        )
        for order, target in enumerate(analysis.targets)
    ]


def match_targets(left: Analysis, right: Analysis) -> Matching[Measure]:
    """Match the targets of two documents; exchanging them exchanges the sides of every match and no more."""
    a, b = items(left), items(right)
    same_language = left.document.language[:2] == right.document.language[:2]
    rules = _Rules(same_language, not same_language and is_parallel(left, right))
    scored = {}
    for x, y in _candidates(a, b, rules):
        if (x.order, y.order) not in scored:
            score, why = _score(x, y, rules)
            if score >= _ENOUGH:
                scored[x.order, y.order] = score, why
    taken = one_to_one(
        ((x, y, score) for (x, y), (score, _) in scored.items()), [item.at for item in a], [item.at for item in b]
    )
    matches = tuple(
        Match(a[x].measure, b[y].measure, round(min(1.0, scored[x, y][0]), 3), scored[x, y][1]) for x, y in taken
    )
    lefts, rights = {x for x, _ in taken}, {y for _, y in taken}
    return Matching(
        matches,
        tuple(item.measure for item in a if item.order not in lefts),
        tuple(item.measure for item in b if item.order not in rights),
    )


def is_parallel(left: Analysis, right: Analysis) -> bool:
    """Whether two documents of different languages are a text and its translation: whether their numbers agree."""
    counts = [
        Counter((round(v.low, 6), round(v.high, 6), v.unit) for m in (*a.targets, *a.figures) if (v := stated(m)))
        for a in (left, right)
    ]
    fewer = min(counts[0].total(), counts[1].total())
    return fewer > 0 and (counts[0] & counts[1]).total() >= _PARALLEL * fewer


def one_to_one(
    scored: Iterable[tuple[int, int, float]], left: list[float], right: list[float]
) -> list[tuple[int, int]]:
    """The best pairs first, each record once; in the order of the left.

    Of equals the pair that stands nearest goes first, then the one that comes first: ``left`` and ``right`` are
    relative places.
    """
    ranked = sorted(
        scored,
        key=lambda s: (-round(s[2], 6), round(abs(left[s[0]] - right[s[1]]), 6), left[s[0]] + right[s[1]], s[0] + s[1]),
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    taken = []
    for x, y, _ in ranked:
        if x not in lefts and y not in rights:
            lefts.add(x)
            rights.add(y)
            taken.append((x, y))
    return sorted(taken)


def _place(target: Measure) -> int:
    return target.quantity.start if target.quantity else target.evidence.start


@dataclass(frozen=True, slots=True)
class _Rules:
    """``words`` may be compared within one language; ``parallel`` texts match by equal numbers alone."""

    words: bool
    parallel: bool


# -- candidates --------------------------------------------------------------------------------------------------------


def _candidates(left: list[Item], right: list[Item], rules: _Rules) -> Iterator[tuple[Item, Item]]:
    """Pairs that share a block: so few for each record that the whole costs no more than sorting does."""
    blocks: dict[object, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    rare = Counter(word for item in (*left, *right) for word in item.words)
    for side, found in enumerate((left, right)):
        for item in found:
            for key in _keys(item, rules, rare):
                blocks[key][side].append(item)
    for lefts, rights in blocks.values():
        if len(lefts) <= _NEIGHBOURS and len(rights) <= _NEIGHBOURS:
            yield from ((x, y) for x in lefts for y in rights)
        elif lefts and rights:
            yield from _neighbours(lefts, rights)
            yield from ((x, y) for y, x in _neighbours(rights, lefts))


def _keys(item: Item, rules: _Rules, rare: Counter[str]) -> Iterator[object]:
    unit = item.value.unit if item.value else ""
    if item.id:
        yield "id", item.id
        yield "id", item.id, unit, item.year
    if rules.parallel and item.value:
        yield "number", unit, round(item.value.low, 9), round(item.value.high, 9)
    if rules.parallel and not item.value:
        yield "words", item.year
    if rules.words:
        for word in sorted(item.words, key=lambda word: (rare[word], word))[:_RARE]:
            yield "word", word


def _neighbours(left: list[Item], right: list[Item]) -> Iterator[tuple[Item, Item]]:
    """In a large block, those that stand next to each other by year, number and place."""
    ranked = sorted(right, key=lambda item: item.key)
    keys = [item.key for item in ranked]
    for item in left:
        at = bisect_left(keys, item.key)
        for other in ranked[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
            yield item, other


# -- score -------------------------------------------------------------------------------------------------------------


def _score(left: Item, right: Item, rules: _Rules) -> tuple[float, tuple[str, ...]]:
    """How surely two targets speak of the same thing, and what says so; 0 where something speaks against it."""
    if (left.value is None) != (right.value is None):
        return 0.0, ()
    name, why = _same_thing(left, right, rules)
    if name <= 0:
        return 0.0, ()
    score, reasons = name, [why]
    if left.codes and right.codes and not left.codes & right.codes:
        return 0.0, ()
    regions = left.measure.scope.regions, right.measure.scope.regions
    if regions[0] and regions[1] and not set(regions[0]) & set(regions[1]):
        score -= 0.15
    for reason, share, agrees in _details(left, right):
        if agrees is True:
            score += share
            reasons.append(reason)
        elif agrees is False:
            score -= share / 2
    score += 0.02 * (1 - abs(left.at - right.at))
    return score, tuple(reasons)


def _same_thing(left: Item, right: Item, rules: _Rules) -> tuple[float, str]:
    if left.id and right.id:
        return (0.5, "indicator") if left.id == right.id else (0.0, "")
    if rules.words:
        alike = overlap(left.words, right.words)
        # A phrase that the catalogue knows and one that it does not are likely two things of one kind.
        least = _ALIKE_NAMED if left.id or right.id else _ALIKE
        return (0.5 * alike, "wording") if alike >= least else (0.0, "")
    if rules.parallel and left.value and right.value and _equal(left.value, right.value):
        return 0.3, "number"
    return 0.0, ""


def _details(left: Item, right: Item) -> Iterator[tuple[str, float, bool | None]]:
    """Reason, weight and whether the two agree; null where one of them does not say."""
    if left.value and right.value:
        yield "unit", 0.15, left.value.unit == right.value.unit
        yield "kind", 0.1, left.value.basis == right.value.basis
        yield "value", 0.1, _equal(left.value, right.value) or None
    yield "year", 0.1, left.year == right.year if left.year and right.year else None
    yield "industry", 0.05, True if left.codes & right.codes else None


def _equal(left: Value, right: Value) -> bool:
    return left.unit == right.unit and _near(left.low, right.low) and _near(left.high, right.high)


def _near(left: float, right: float) -> bool:
    return abs(abs(left) - abs(right)) <= 1e-9 * max(abs(left), abs(right))
