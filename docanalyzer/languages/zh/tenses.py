"""Whether wording speaks of what is to come or of what is done."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.zh.clauses import words

_MOST = 3


def tense(text: str, start: int, end: int) -> float:
    """How much the words of a stretch speak for the future (above 0) or for results (below 0)."""
    ahead, done = _patterns()
    return 1.2 * min(_MOST, len(ahead.findall(text, start, end))) - 1.5 * min(
        _MOST, len(done.findall(text, start, end))
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(alternation(words("ahead"))), re.compile(alternation(words("done")))
