"""Rules that read what an English number measures and what happens to it; the first that applies wins.

They stand in the order in which English offers the words: a copula of change (the reduction is 4%), a noun of change
after the number (9% reduction in X), a comparison after it (9% below 1990 levels), a verb before it with the thing
between (reduce X by 9%) or in front (X will fall by 9%), "of X" after it (20% of X), and a plain level (X of 28 TWh).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.changes import (
    GAUGE_REACH,
    NOT_IN_NP,
    bracketed,
    change_after,
    compared,
    copula,
    less_of,
    up_or_down,
)
from docanalyzer.languages.en.clauses import Clause
from docanalyzer.languages.en.lists import any_of
from docanalyzer.languages.en.nouns import of_phrase, subject_phrase, trim
from docanalyzer.languages.en.series import elliptic, gapped, restated_share, same_goal
from docanalyzer.languages.en.verbs import multiple, passive, said_after, told_by_verb

_SHARE_OF_WHICH = re.compile(r"(?:^|,|\band|\bof\s+which)\s*\Z")
_SHARE_VERB = re.compile(r"\s+(?:is|are|was|were|will\s+be|comes?|came|coming)\s+(?:from|for)\s+")
_THERE = re.compile(r"\bthere\s+(?:\w+\s+){0,3}\Z")
_GAUGE_OF = re.compile(
    rf"(?:^|\s)(?:a|an|the|for|of|to|and|with|its|their|by|from|in|at)\s+"
    rf"(?P<np>(?:(?!(?:{NOT_IN_NP}|a|an|the)\b)[a-z][\w’'\-]*\s+){{1,4}}(?:{any_of('gauges')}))\s+of\s+"
    r"(?:(?:about|around|some|approximately)\s+)?\Z"
)
_BOUNDS = re.compile(r"exceed|surpass|limited|capped")


def name(clause: Clause, reading: Reading) -> None:
    """Set indicator, kind and direction of a reading from the words of its clause."""
    for rule in _RULES:
        if rule(clause, reading):
            return


def _share_from(clause: Clause, reading: Reading) -> bool:
    """Of which 20 % is from solar energy."""
    heads = clause.amount.unit == "%" and _SHARE_OF_WHICH.search(clause.before)
    m = _SHARE_VERB.match(clause.after) if heads else None
    if m is None:
        return False
    reading.kind, reading.why["kind"] = "level", "en:share-from"
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    return True


def _gauge(clause: Clause, reading: Reading) -> bool:
    """A renewable generation share of 20 %: the noun right before the "of" is the thing, whatever stands before it."""
    verb = clause.verb
    m = _GAUGE_OF.search(clause.before) if " of " in clause.before[-GAUGE_REACH:] else None
    if m is None or (verb is not None and verb.noun):
        return False
    phrase = trim(clause.text, clause.begin + m.start("np"), clause.begin + m.end("np"))
    if phrase is None or " " not in clause.text[slice(*phrase)]:
        return False
    reading.indicator, reading.kind, reading.why["kind"] = phrase, "level", "en:gauge"
    if verb is not None and (verb.row.id in {"increase", "decrease"} or verb.row.kind == "absolute_change"):
        reading.direction = verb.row.direction
        if verb.row.kind == "absolute_change" and not clause.ratio:
            reading.kind = "absolute_change"
    elif verb is None and not clause.ratio and (after := said_after(clause)) is not None:
        reading.kind, reading.direction = "absolute_change", after.direction
    return True


def _there(clause: Clause, reading: Reading) -> bool:
    """There should be 300,000 charging points."""
    if clause.share or "there" not in clause.before or not _THERE.search(clause.before):
        return False
    reading.indicator = (clause.counted() if clause.amount.unit == "count" else None) or clause.of
    reading.kind, reading.why["kind"] = "level", "en:there"
    return reading.indicator is not None


def _level(clause: Clause, reading: Reading) -> bool:
    """X of 28 TWh, X: 28 TWh, 20% of X."""
    reading.kind, reading.direction, reading.why["kind"] = "level", None, "en:level"
    reading.bare = not clause.before.rstrip().endswith((":", "=", " to", " at", "of which", "each with"))
    if clause.previous is not None and clause.previous.why.get("kind") == "predicate:reach":
        reading.bare = False  # X is to reach 30 GW, and Y 120 GW
    bounded = _BOUNDS.search(clause.text, clause.head, clause.tail)
    if not bounded and (clause.ratio or not clause.before.strip(" ,and(") or clause.before.rstrip().endswith(",")):
        reading.indicator = clause.of
    if reading.indicator is None:
        subject = subject_phrase(clause.text, clause.begin, clause.head, clause.dates)
        reading.indicator = subject or clause.of
    return True


_RULES: tuple[Callable[[Clause, Reading], bool], ...] = (
    multiple,
    copula,
    less_of,
    _share_from,
    change_after,
    compared,
    same_goal,
    restated_share,
    gapped,
    _there,
    up_or_down,
    _gauge,
    told_by_verb,
    elliptic,
    passive,
    bracketed,
    _level,
)
