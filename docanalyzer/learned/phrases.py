"""A text as tokens with what a tagger is told of each: the word, the words beside it, and the numbers around it.

A Chinese character is a token, and so is a word in letters or a number. An indicator belongs to a number: how far away
the next one before and behind is, and over how many pauses, says much about a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\S")
_NUMBER = "0"
_PAUSES = frozenset(",，;；、:：(（)）")
# Distances in tokens at which a further step begins.
_STEPS = (1, 2, 3, 4, 6, 9, 14, 22, 35)
_MOST_PAUSES = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: words as the tagger sees them, the place of each, and features of each.

    The features are the word with the one before it, the word with the one behind it, the way to the next number behind
    it, and the way to the last one before it.
    """

    words: list[str]
    places: list[tuple[int, int]]
    features: list[tuple[str, str, str, str]]


def tokens_of(text: str) -> Tokens:
    """The tokens of a text; numbers are all alike."""
    places = [match.span() for match in _TOKEN.finditer(text)]
    words = [_NUMBER if text[start].isdecimal() else text[start:end].lower() for start, end in places]
    before = [f"{a} {b}" for a, b in zip(["", *words], words, strict=False)]
    behind = [f"{a} {b}" for a, b in zip(words, [*words[1:], ""], strict=False)]
    return Tokens(words, places, list(zip(before, behind, *_ways(words), strict=True)))


def _ways(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """For each token the way to the next number from there on, and to the last one up to there."""
    pauses = [0, *accumulate(word in _PAUSES for word in words)]
    numbers = [index for index, word in enumerate(words) if word == _NUMBER]
    ahead, back = [], []
    for index in range(len(words)):
        following = bisect_left(numbers, index)
        ahead.append(_way(index, numbers[following], pauses) if following < len(numbers) else "")
        last = bisect_left(numbers, index + 1) - 1
        back.append(_way(numbers[last], index, pauses) if last >= 0 else "")
    return ahead, back


def _way(first: int, last: int, pauses: Sequence[int]) -> str:
    """How far it is between two tokens, in steps, and how many pauses are on the way."""
    return f"{sum(step <= last - first for step in _STEPS)},{min(pauses[last] - pauses[first], _MOST_PAUSES)}"


def span_of(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The tokens (first, behind the last) that hold characters of a place; none for a place without any."""
    first = bisect_left(tokens.places, start, key=lambda place: place[1] - 1)
    last = bisect_left(tokens.places, end, key=lambda place: place[0])
    return (first, last) if first < last else None
