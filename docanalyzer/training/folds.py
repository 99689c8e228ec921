"""Parts of the training data for cross-validation: a text and its translation are always in the same part."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence


def folds_of(groups: Sequence[str], count: int, seed: int = 0) -> list[int]:
    """For each case the number of its part (below ``count``): groups stay whole, parts get about the same size."""
    sizes = Counter(groups)
    order = sorted(sizes, key=lambda group: (-sizes[group], hashlib.sha256(f"{seed} {group}".encode()).digest()))
    filled = [0] * min(count, len(order))
    place = {}
    for group in order:
        place[group] = filled.index(min(filled))
        filled[place[group]] += sizes[group]
    return [place[group] for group in groups]


def folds_by_style(groups: Sequence[str], origins: Sequence[str], count: int, seed: int = 0) -> list[int]:
    """Like :func:`folds_of`, but all that are no marked passages are one part, the last.

    What is measured on them comes from a model that has seen passages only: documents of users are of another style
    than passages, too.
    """
    passages = [group for group, origin in zip(groups, origins, strict=True) if origin == "passages"]
    if len(set(passages)) < 2:
        return folds_of(groups, count, seed)
    own = iter(folds_of(passages, count - 1, seed))
    return [next(own) if origin == "passages" else count - 1 for origin in origins]
