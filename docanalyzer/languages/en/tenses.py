"""Words that tell plans from results in English."""

from __future__ import annotations

import re

_FUTURE = re.compile(
    r"\b(?:will|shall|aims?|aiming|targets?|targeted|goals?|commits?|committed|commitment|plans?\s+to|planned|should|must|intends?|seeks?|objectives?|is\s+to|are\s+to|to\s+(?:reduce|increase|achieve|reach|"
    r"install|build|add|cut|expand|improve|train|raise|limit|deliver|maintain|bring|lower|keep|double|triple|have|generate|supply)|required|ensure|strive|ambition|pledge[sd]?|proposed|by\s+20[2-9]\d)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:\w+ly\s+|not\s+|also\s+)?(?:been|\w+ed|risen|fallen|grown|become|begun|built|made|met|seen|won|set|cut)|was|were|fell|rose|grew|accounted|contributed|stood|already|declined|dropped|tripled|doubled|historically|to\s+date|so\s+far|amounted|recorded|"
    r"totalled|won|exceeded|came\s+to|passed|became|began|last\s+year|helped|now|today|currently)\b",
    re.IGNORECASE,
)
_PERHAPS_PAST = re.compile(
    r"\b(?:increased|decreased|achieved|completed|reached|reduced|generated|added|built|installed|improved|is|are|stands?)\b",
    re.IGNORECASE,
)


def tense(text: str, start: int, end: int) -> float:
    """How much the wording of a stretch speaks for the future (above 0) or for results (below 0)."""
    future = min(3, len(_FUTURE.findall(text, start, end)))
    past = min(3, len(_PAST.findall(text, start, end))) + 0.3 * min(3, len(_PERHAPS_PAST.findall(text, start, end)))
    return future - past
