"""How alike two wordings of one language are: the one place that knows scikit-learn.

Chinese counts by pairs of characters, English by stems; both without the words that every text has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from docanalyzer.linguistics import search_tokens

_EVERYWHERE = frozenset(
    "an the of in on at to for by from with and or it their this that be is are will shall should per as".split()
)
# 的 and 等 say nothing, and who governs where stands in the scope.
_EMPTY = re.compile(r"[的等了]|全[国省市区县]|我[国省市区县]|本[省市区县]")

Embed = Callable[[Sequence[str]], Any]
"""Texts to an array with one row of numbers for each: the hook for a local sentence encoder."""


def tokens(text: str) -> list[str]:
    """The countable parts of a text: pairs of Chinese characters, English stems, numbers; with repetitions."""
    return [
        token
        for token in search_tokens(_EMPTY.sub("", text))
        if (len(token) > 1 or token.isdecimal()) and token not in _EVERYWHERE
    ]


@lru_cache(maxsize=65_536)
def token_set(text: str) -> frozenset[str]:
    """The different tokens of a short text, such as a noun phrase."""
    return frozenset(tokens(text))


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Dice's coefficient of two sets, 0 to 1; 0 where one is empty."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def nearest(
    left: Sequence[str], right: Sequence[str], embed: Embed | None = None, most: int = 8
) -> list[dict[int, float]]:
    """For each left text the ``most`` nearest right ones, by index, with the cosine of their weighted words (0 to 1).

    Words weigh by TF-IDF over both sides; with ``embed`` the vectors are the encoder's. Words that stand in more than a
    fifth of many texts are left out, so that the cost follows the number of texts and not its square.
    """
    if not left or not right:
        return [{} for _ in left]
    if embed is not None:
        return _nearest_vectors(embed(left), embed(right), most)
    from sklearn.feature_extraction.text import TfidfVectorizer

    common = 0.2 if len(left) + len(right) > 200 else 1.0
    weigh = TfidfVectorizer(analyzer=tokens, sublinear_tf=True, max_df=common)
    try:
        weigh.fit([*left, *right])
    except ValueError:  # no text holds a word
        return [{} for _ in left]
    product = (weigh.transform(left) @ weigh.transform(right).T).tocsr()
    found = []
    for row in range(product.shape[0]):
        start, end = product.indptr[row], product.indptr[row + 1]
        cells = zip(product.indices[start:end].tolist(), product.data[start:end].tolist(), strict=True)
        best = sorted(cells, key=lambda cell: (-round(cell[1], 9), cell[0]))[:most]
        found.append({column: min(1.0, round(score, 6)) for column, score in best})
    return found


def nearness(left: Sequence[str], right: Sequence[str], embed: Embed, neighbours: int = 4) -> list[list[float]]:
    """Twice the cosine of two texts' vectors, less how like each is to its nearest ``neighbours`` of the other side.

    A text of many common words is near to everything; what counts is how much nearer its counterpart is.
    """
    import numpy as np

    if not left or not right:
        return [[] for _ in left]
    cosines = np.asarray(embed(left), dtype=float) @ np.asarray(embed(right), dtype=float).T
    rows = np.sort(cosines, axis=1)[:, -neighbours:].mean(axis=1, keepdims=True)
    columns = np.sort(cosines, axis=0)[-neighbours:].mean(axis=0, keepdims=True)
    near: list[list[float]] = (2 * cosines - rows - columns).tolist()
    return near


def _nearest_vectors(left: Any, right: Any, most: int) -> list[dict[int, float]]:
    import numpy as np

    a, b = (np.asarray(side, dtype=float) for side in (left, right))
    a, b = (side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12) for side in (a, b))
    found = []
    for row in a @ b.T:
        best = np.argsort(-row, kind="stable")[:most]
        found.append({int(column): max(0.0, min(1.0, float(row[column]))) for column in best})
    return found
