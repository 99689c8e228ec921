"""Which word of an English clause is the predicate of a number."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.knowledge.units import alternation

# Forms that are nouns as often as verbs; a noun where a determiner or adjective stands before or a noun behind them.
_DOUBLE = frozenset(
    "reduction reductions decrease decreases increase increases cut cuts saving savings growth rise drop decline fall improvement expansion closure retirement implementation removal abatement "
    "training building funding spending support benefit plant total supply cover provide meet open commission grant raise hold lower close fund train upgrade contribute gain gains improvements".split()
)
_NOUNS_ONLY = frozenset(
    "reduction reductions savings growth improvement improvements expansion closure retirement implementation removal abatement funding spending".split()
)
_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|its|their|of|in|net|annual|total|emissions?|emission|energy|further|additional|ghg|gas|overall|significant|that|our|corresponding|proposed|new|carbon|such)\s+$"
)
_LINKED = re.compile(
    r"\s*(?:$|[(:=,]|(?:by|of|in|to|from|at|for|is|are|was|were|will|shall|should|over|up|about|around|which|that|on|and|between|against|targets?\s+(?:of|is|was|by|at)|further|reached|as|not|only|would|has|have|compared)\b)"
)


class Found(NamedTuple):
    """A predicate in a clause: its stretch in the sentence, its row, and whether it stands as a noun."""

    start: int
    end: int
    row: Predicate
    noun: bool


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({alternation(tuple(predicates('en')))})\b(?!-)")


def last_predicate(text: str, a: int, b: int) -> Found | None:
    """The predicate nearest before a number at ``b``; a noun of change only where it is tied to the number."""
    rows = predicates("en")
    spare: Found | None = None
    for m in reversed(list(_pattern().finditer(text, a, b))):
        word = m[1]
        row = rows[word]
        if word not in _DOUBLE:
            if row.id == "reach" and word in _COPULAS and spare is None:
                earlier = _before_copula(text, a, m.start())
                return earlier or Found(m.start(), m.end(), row, False)
            return Found(m.start(), m.end(), row, False)
        noun = word in _NOUNS_ONLY or bool(_NOUN_BEFORE.search(text, a, m.start()))
        if noun and not _LINKED.match(text, m.end(), b):
            spare = spare or Found(m.start(), m.end(), row, True)
            continue
        return Found(m.start(), m.end(), row, noun)
    return None


_COPULAS = frozenset("is are was were be been".split())
_PASSIVE = re.compile(r"(\w+)\s+(?:to\s+)?$")


def _before_copula(text: str, a: int, b: int) -> Found | None:
    """ "are projected to be", "is expected to be" have nothing before them that changes the number."""
    return None
