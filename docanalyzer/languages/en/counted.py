"""What an English number counts: the noun behind it, and the numbers that point, list or name and count nothing."""

from __future__ import annotations

import re

from docanalyzer.languages.en.lists import any_of, words

REFERENCE = re.compile(rf"\b(?:{any_of('references')})\s*\Z")
REFERENCE_REACH = 24
COUNTED = re.compile(
    rf"\s?(?P<np>(?:(?!(?:{any_of('not_in_names')})\b)[A-Za-z][\w’'/\-]*\s){{0,4}}?"
    rf"(?P<noun>(?![\w’']+-emissions\b)[A-Za-z][\w’'\-]*(?<![siu])s|{any_of('plurals')}))\b"
)
# What a count really counts stands behind a noun that only says which: three emissions reduction <targets>.
GOALS_BEHIND = re.compile(rf"\s(?:(?:reduction|savings?|efficiency|energy|climate)\s)?(?:{any_of('not_counted')})\b")
# 28,000 of which are in homes; of which 20 are in farming.
_OF_THEM = re.compile(r"\sof\s(?:which|whom|them|these|those)\b")
_OF_WHICH = re.compile(r"\bof\s(?:which|whom|these|them),?\s(?:only\s|about\s|some\s|around\s)?\Z")
_SOME_ARE = re.compile(r"\s(?:are|were|is|have|had|will)\b")
# Three steel and cement works; 300 new, full-time jobs; another 300 “little giant” firms.
_COUNTED_ON = re.compile(
    rf"\s(?P<np>(?:(?!(?:{any_of('not_in_names')})\b)[a-z][\w’'/\-]*(?:,|\sand)\s|[“\"][a-z]+(?:\s[a-z]+)?[”\"]\s)"
    rf"(?:(?!(?:{any_of('not_in_names')})\b)[a-z][\w’'/\-]*\s){{0,3}}?"
    rf"(?P<noun>[a-z][\w’'\-]*(?<![siu])s|{any_of('plurals')}))\b"
)
_OF_GAS = re.compile(r"\b(?:co|n|ch|so|no)\s\Z")
_QUOTES = frozenset("\"'“”‘’")
# Up to so many points, areas or phases list something; more of them are counted.
_FEW = 20
# From so many on, a number before "adjective, adjective noun" counts the nouns.
_MANY = 12


def counted_noun(text: str, at: int, value: float) -> re.Match[str] | None:
    """The noun phrase behind a number that ends at ``at`` (groups ``np`` and ``noun``), where it counts one."""
    found = COUNTED.match(text, at)
    if found is None and value >= _MANY and text.startswith(" ", at):
        found = _COUNTED_ON.match(text, at)
    return found


def is_part(lower: str, start: int, stop: int) -> bool:
    """Whether a number counts some of what was named before: 28,000 of which; of which 20 are."""
    if _OF_THEM.match(lower, stop):
        return True
    return _SOME_ARE.match(lower, stop) is not None and _OF_WHICH.search(lower, max(0, start - 24), start) is not None


def counts(lower: str, number: re.Match[str], value: float, counted: re.Match[str]) -> bool:
    """Whether the number counts the noun: no gas, no list of points, no slogan, no number of a line."""
    noun, at = counted["noun"].lower(), number.start()
    if _OF_GAS.search(lower, max(0, at - 4), at) or GOALS_BEHIND.match(lower, counted.end()):
        return False  # CO 2 emissions; three emission reduction targets
    if lower.startswith((" point ", "-point "), number.end("n")) or _quoted(lower, at, counted.end()):
        return False  # the ten-point plan; the “3 decreases”
    few = "," not in number["n"] and not number["m"] and value <= _FEW
    if noun in words("no_nouns") or (few and noun in words("not_counted")):
        return False
    # A number at the head of a line before a capital numbers the line.
    heads = (at == 0 or lower[at - 1] == "\n") and counted["np"][0].isupper()
    return not heads or "," in number["n"] or bool(number["m"])


def _quoted(lower: str, start: int, end: int) -> bool:
    return start > 0 and lower[start - 1] in _QUOTES and lower[end : end + 1] in _QUOTES
