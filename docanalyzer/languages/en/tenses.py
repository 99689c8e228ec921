"""Words that tell plans from results in English."""

from __future__ import annotations

import re

from docanalyzer.languages.en.lists import any_of

_FUTURE = re.compile(rf"\b(?:{any_of('ahead')}|by\s+20[2-9]\d)\b")
_PAST = re.compile(
    rf"\b(?:(?:has|have|had)\s+(?:\w+ly\s+|not\s+|also\s+)?(?:\w+ed|{any_of('perfects')})|{any_of('done')})\b",
)
_PERHAPS_PAST = re.compile(rf"\b(?:{any_of('perhaps_done')})\b")
# Uses 50,000 t a year: the verb of a sentence that tells how things stand.
STATES = re.compile(rf"\b(?:{any_of('states')})\b", re.IGNORECASE)

_ALONE, _BESIDE_FUTURE = 0.8, 0.3


def tense(text: str, start: int, end: int) -> float:
    """How much the wording of a stretch speaks for the future (above 0) or for results (below 0)."""
    text = text[start:end].lower()
    future = min(3, len(_FUTURE.findall(text)))
    past = min(3, len(_PAST.findall(text)))
    # "is", "are", "account for" state a fact unless something beside them speaks of the future.
    perhaps = _BESIDE_FUTURE if future else _ALONE
    return future - past - perhaps * min(3, len(_PERHAPS_PAST.findall(text)))
