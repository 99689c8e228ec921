"""How well vectors bring a Chinese provision and its English version together, with no number to help."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docanalyzer.linguistics import fold

HIDDEN = "#"
"""What stands for each number."""

# How many neighbours say how crowded it is around a text.
_CROWD = 4

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ZH = re.compile(
    r"[〇零一二三四五六七八九十百千万亿两]{2,}"
    r"|[一二三四五六七八九十两半](?=[个项年月日倍成分次批类种条家所座台套辆户人级期线半番])|第[一二三四五六七八九十]|百分之"
)
_EN = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|half|thirds?|quarters?|fifths?|tenths?|"
    r"first|second|fourth|twice|double[ds]?|triple[ds]?|dozens?|decades?)\b",
    re.IGNORECASE,
)

Embed = Callable[[Sequence[str]], Any]
Likeness = Callable[[Sequence[str], Sequence[str]], Any]


def hide_numbers(text: str) -> str:
    """The text with every number, in digits or in words, as one sign; the digits of names (CO2, PM2.5) as well."""
    return _EN.sub(HIDDEN, _ZH.sub(HIDDEN, _DIGITS.sub(HIDDEN, fold(text))))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Of ``asked`` sentences: how many counterparts came first, among the first five, and the mean of 1/rank.

    ``candidates`` is among how many on average, ``interval`` the share of firsts from the 2.5th to the 97.5th
    percentile over documents drawn anew.
    """

    asked: int
    first: int
    five: int
    mean_reciprocal: float
    candidates: float
    interval: tuple[float, float]

    @property
    def share(self) -> float:
        """Share of the counterparts that came first."""
        return self.first / max(1, self.asked)


def rank(documents: Iterable[Sequence[tuple[str, str]]], likeness: Likeness) -> Ranking:
    """Rank, for each left text of a document, all its right texts; the counterpart is the right text of the same pair.

    ``likeness`` gives an array of shape (left texts, right texts). Among equals the counterpart comes last.
    """
    ranks: list[list[int]] = []
    for pairs in documents:
        scores = likeness([zh for zh, _ in pairs], [en for _, en in pairs])
        places = []
        for i, (_, own) in enumerate(pairs):
            # A text that stands in the document twice is as good in either place.
            rivals = [j for j, (_, other) in enumerate(pairs) if j != i and other != own]
            places.append(1 + sum(1 for j in rivals if float(scores[i][j]) >= float(scores[i][i])))
        ranks.append(places)
    every = [place for places in ranks for place in places]
    total = max(1, len(every))
    return Ranking(
        len(every),
        sum(place == 1 for place in every),
        sum(place <= 5 for place in every),
        sum(1 / place for place in every) / total,
        sum(len(places) ** 2 for places in ranks) / total,
        _interval(ranks),
    )


def by_vectors(embed: Embed) -> Likeness:
    """The cosine of two texts' vectors."""
    return lambda left, right: embed(left) @ embed(right).T


def less_crowded(likeness: Likeness) -> Likeness:
    """Twice the likeness of two texts, less how like each is to the four that it is nearest to.

    A sentence of many common words is near to everything and would come first for others than its own counterpart.
    """

    def corrected(left: Sequence[str], right: Sequence[str]) -> Any:
        scores = likeness(left, right)
        rows = [sum(sorted(map(float, row))[-_CROWD:]) / _CROWD for row in scores]
        columns = [sum(sorted(map(float, column))[-_CROWD:]) / _CROWD for column in scores.T]
        return [
            [2 * float(score) - near - close for score, close in zip(row, columns, strict=True)]
            for row, near in zip(scores, rows, strict=True)
        ]

    return corrected


def _interval(ranks: Sequence[Sequence[int]], times: int = 1000) -> tuple[float, float]:
    rng = random.Random(0)  # noqa: S311 (documents are drawn anew, nothing is kept secret)
    shares = []
    for _ in range(times if ranks else 0):
        drawn = [place for places in rng.choices(ranks, k=len(ranks)) for place in places]
        shares.append(sum(place == 1 for place in drawn) / max(1, len(drawn)))
    shares.sort()
    return (shares[int(0.025 * times)], shares[int(0.975 * times) - 1]) if shares else (0.0, 0.0)
