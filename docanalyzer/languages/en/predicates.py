"""Which word of an English clause is the predicate of a number."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.en.lists import any_of, words

# A form that is noun as often as verb is a noun where a determiner or adjective stands before it.
_NOUN_BEFORE = re.compile(rf"\b(?:{any_of('before_nouns')})\s+$")
# "Lower than" compares; the verb of "that is disposed of" belongs to the noun before it.
_IN_RELATIVE = re.compile(r"[a-z]\s(?:that|which)\s(?:(?:is|are|was|were|will|be|can|may|has|have|been)\s)*\Z")
# An emission reduction target of 30%, a saving goal for 2030 of 15%: the noun of change says what is aimed at.
_AIM = re.compile(
    r"\s+(?:targets?|goals?|objectives?|commitments?|ambitions?)\s+"
    r"(?:(?:for|by|in|to)\s+(?:the\s+year\s+)?(?:19|20)\d\d\s+)?(?:(?:of|is|was|by|at)\b|\Z)"
)
_LINKED = re.compile(rf"\s*(?:$|[(:=,]|(?:{any_of('behind_nouns')})\b)|{_AIM.pattern}")


class Found(NamedTuple):
    """A predicate in a clause: its stretch in the sentence, its row, and whether it stands as a noun."""

    start: int
    end: int
    row: Predicate
    noun: bool


_COVER = re.compile(r"\b(?:tree|forest|vegetation|canopy|land|green|crop|snow|woodland)\s\Z")
_INSTALLED = re.compile(
    r"\s(?:[a-z][\w-]*\s){0,2}?(?:capacity|capacities|power|electric|electrical|electricity|generation|generating|production|renewable|wind|solar)\b"
)
_WORD = re.compile(r"\w+")
# How far before a verb the words stand that say whether it is one.
_NOUN_REACH, _RELATIVE_REACH = 24, 48


@cache
def _surfaces() -> dict[str, re.Pattern[str]]:
    """The predicates that begin with a word, as one pattern: looking words up is faster than one long pattern."""
    beginning: dict[str, list[str]] = {}
    for surface in predicates("en"):
        beginning.setdefault(surface.split()[0], []).append(surface)
    return {word: re.compile(rf"({alternation(surfaces)})\b(?!-)") for word, surfaces in beginning.items()}


def _matches(text: str, a: int, b: int) -> list[re.Match[str]]:
    surfaces = _surfaces()
    found: list[re.Match[str]] = []
    for word in _WORD.finditer(text, a, b):
        if word.start() > a and text[word.start() - 1] == "-":
            continue  # value-added output
        pattern = surfaces.get(word[0])
        m = pattern.match(text, word.start(), b) if pattern is not None else None
        if m is not None and (not found or found[-1].end() <= m.start()):
            found.append(m)
    return found


def last_predicate(text: str, a: int, b: int) -> Found | None:
    """The predicate nearest before a number at ``b``; a noun of change only where it is tied to the number."""
    rows = predicates("en")
    for m in reversed(_matches(text, a, b)):
        word = m[1]
        if text.startswith(" than", m.end()) or _IN_RELATIVE.search(
            text, max(a, m.start() - _RELATIVE_REACH), m.start()
        ):
            continue
        if word == "installed" and (
            _INSTALLED.match(text, m.end(), b)
            or text.endswith((" an ", " the ", " total "), max(a, m.start() - _NOUN_REACH), m.start())
        ):
            continue  # its total installed capacity, an installed power demand
        if word == "cover" and _COVER.search(text, max(a, m.start() - _NOUN_REACH), m.start()):
            continue  # a tree cover of 10%
        noun = word in words("always_nouns") or (
            word in words("nouns_or_verbs")
            and bool(
                _NOUN_BEFORE.search(text, max(a, m.start() - _NOUN_REACH), m.start()) or _AIM.match(text, m.end(), b)
            )
        )
        found = Found(m.start(), m.end(), rows[word], noun)
        if not noun or _LINKED.match(text, m.end(), b):
            return found
    return None
