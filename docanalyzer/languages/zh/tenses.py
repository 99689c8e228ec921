"""Whether wording speaks of what is to come or of what is done."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.zh.clauses import words

_MOST = 3
# A bound is set for what is to come; results are seldom told by one.
_BOUND = 2.5


def tense(text: str, start: int, end: int) -> float:
    """How much the words of a stretch speak for the future (above 0) or for results (below 0)."""
    ahead, bound, done = _patterns()
    score = 1.2 * min(_MOST, len(ahead.findall(text, start, end)))
    score -= 1.5 * min(_MOST, len(done.findall(text, start, end)))
    return score + (_BOUND if bound.search(text, start, end) else 0.0)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(alternation(words(key))) for key in ("ahead", "bounds", "done"))
