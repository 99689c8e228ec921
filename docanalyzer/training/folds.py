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
