"""What the first words of a list item say is to change: "Enhancement of the share of X. 22% in 2025, 30% in 2030"."""

from __future__ import annotations

import re

from docanalyzer.core.record import Direction
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.nouns import Stretch, of_phrase

_DEED = re.compile(
    rf"\W*(?:\(?(?:\d{{1,2}}|[a-z])[.)]\s*)?(?:further\s+|gradual\s+)?"
    rf"(?P<noun>{any_of('falls', 'rises')}|enhancement|expansion)\s+(?:of|in)\s+(?:the\s+)?"
)


def head_of(text: str, start: int, end: int) -> tuple[Stretch, Direction] | None:
    """What is to change by the words of an item from ``start``, and which way; None where they name no change."""
    lower = text[start:end].lower()
    m = _DEED.match(lower)
    phrase = of_phrase(lower, m.end(), len(lower), []) if m else None
    if m is None or phrase is None:
        return None
    return (phrase[0] + start, phrase[1] + start), "decrease" if m["noun"] in words("falls") else "increase"
