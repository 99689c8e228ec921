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
    off,
    up_or_down,
)
from docanalyzer.languages.en.clauses import Clause, is_currency
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.nouns import Stretch, object_phrase, of_phrase, subject_phrase, trim
from docanalyzer.languages.en.series import (
    apposed,
    bracketed_list,
    elliptic,
    gapped,
    goes_on,
    restated_share,
    same_goal,
    strives_on,
)
from docanalyzer.languages.en.verbs import TO_DO, multiple, passive, said_after, told_by_verb

_NOT_BEHIND = (
    rf"(?:{NOT_IN_NP}|{any_of('of_ends', 'object_ends', 'and_ends', 'tails', 'behind_nouns', 'adverbials')}|"
    r"annually|yearly|worth|more|less|fewer|extra|into|onto|across|among|per|before|after|since|including|installed)"
)
_SHARE_OF_WHICH = re.compile(r"(?:^|,|\band|\bof\s+which)\s*\Z")
_SHARE_VERB = re.compile(r"\s+(?:is|are|was|were|will\s+be|comes?|came|coming)\s+(?:from|for)\s+")
_THERE = re.compile(r"\bthere\s+(?:\w+\s+){0,3}\Z")
_GAUGE_OF = re.compile(
    rf"(?:^|\s)(?:a|an|the|for|of|to|and|with|its|their|by|from|in|at)\s+"
    rf"(?P<np>(?:(?!(?:{NOT_IN_NP}|a|an|the)\b)[a-z][\w’'\-]*\s+){{1,4}}(?:{any_of('gauges')}))\s+"
    r"(?:(?:in|by|for)\s+(?:the\s+year\s+)?(?:19|20)\d\d\s+)?of\s+(?:(?:about|around|some|approximately)\s+)?\Z"
)
# The first wind farm of 49 MW.
_PLANT_OF = re.compile(
    rf"(?:(?:^|\s)(?:a|an|the|of|to|and|with|its)|['’]s)\s+"
    rf"(?:(?:first|second|third|next|new)\s+)?(?P<np>(?:(?!(?:{NOT_IN_NP}|a|an|the)\b)[a-z][\w’'\-]*\s+){{1,4}}(?:{any_of('plants')}))\s+of\s+"
    r"(?:(?:about|around|some|approximately)\s+)?\Z"
)
# A renewable energy target of 45%; of a binding target of 45% nothing is said but that it is one.
_GOAL_OF = re.compile(
    rf"(?:^|[\s“‘\"])(?:a|an|the|its|their|our)\s+(?:(?:{any_of('goal_kinds')})\s+)*"
    rf"(?P<np>(?:(?!(?:{NOT_IN_NP}|a|an|the)\b)[a-z][\w’'\-]*\s+){{0,4}}?)(?:sub-)?(?:targets?|goals?|objectives?|milestones?)[”’\"]?"
    r"\s+(?:(?:for|in|by)\s+(?:19|20)\d\d\s+)?of\s+(?:(?:about|around|some|approximately)\s+)?\Z"
)
_REDUCTION_FOR = re.compile(
    r"\b(?P<noun>reduction|savings?|growth|increase|mitigation)\s(?:targets?|goals?|objectives?)\sfor\s(?!(?:19|20)\d\d)(?=[a-z][^;:()]{3,70}\sof\s\Z)"
)
# By itself a capacity is no name where the thing stands behind the number (a capacity of 3 GW of wind).
_PLAIN_GAUGE = re.compile(
    r"(?:(?:additional|new|installed|total|further|overall|extra|existing|annual|combined|cumulative|minimum)\s+)*"
    r"(?:capacity|investments?|area|output|supply|funding)"
)
# A rate of 60% for X, and X with 20%.
_RATE_ONLY = re.compile(r"\b(?:an?|the)\s+(?:rate|share|level|proportion|percentage)\s+of\s+\Z")
_RATE_FOR = re.compile(
    r"\s+(?:(?:set|fixed|agreed)\s+)?for\s+[‘“'\"]?(?!(?:19|20)\d\d|all\b|the\s+(?:period|year)|each\b)"
)
_WITH = re.compile(
    r"(?:\b(?:on|from|by|and|is|are|of)|,)\s+(?P<np>(?:(?!(?:and|with|the)\b)[a-z][\w’'\-]*\s+){1,4})with\s+\Z"
)
_NOUN_BEHIND = re.compile(
    rf"\s(?P<np>(?!{_NOT_BEHIND}\b)[a-z][\w’'\-/]*(?:\s(?!{_NOT_BEHIND}\b)[a-z][\w’'\-/]*){{0,5}})(?=[\s,.;:)(]|$)"
)
_YEARLY_IN = re.compile(r"\s(?:(?:annually|a\s+year|per\s+year|each\s+year|every\s+year)\s+)?(?:in|of)\s+")
_MAKES = (" make ", " makes ", " emit ", " emits ", " produce ", " produces ", " discharge ", " discharges ")
_ENDS = re.compile(r"\s*(?:$|[,.;)(]|and\b)")
_POWER = frozenset({"kW", "kVA"})
_GOALS_OF = re.compile(r"\b(?:targets?|goals?|objectives?|development|roll-?out|commissioning|delivery)\sof\s\Z")
_OF_AND = re.compile(r"\sof\s(?P<first>[^,;:()]{3,60}?\sand\s)(?!(?:up|down|from|by|to|at|then|an?)\s)[^,;:()]{3,50}")
# Puts at risk the 6 GW of wind power that await consent.
_POINTS = ("the ", "these ", "those ", "both the ")
# What stands before these is another thing than the number counts: including 9 GW of wind, and for 800 buses.
_OPENS = re.compile(r"\b(?:including|targeting|namely|such\sas|plus|comprising|and\sfor|adding)\s\Z")
_PAYS_FOR = (" pays for ", " pay for ", " paying for ", " provides for ", " provide for ", " calls for ", " call for ")
_AND_ALSO = re.compile(r"^[^,;:()]{0,40}(?:,|,?\sand|,?\sor)\s\Z")
_OF_THE_LAST = re.compile(r"\sof\s[^,;:()]{2,60}?,?\s(?:and|or|plus)\s")
_BOUNDS = re.compile(r"exceed|surpass|limited|capped")


def name(clause: Clause, reading: Reading) -> None:
    """Set indicator, kind and direction of a reading from the words of its clause."""
    for rule in _RULES:
        if rule(clause, reading):
            break
    behind = _behind(clause, reading)
    if behind is not None:
        reading.indicator, reading.why["indicator"] = behind, "en:behind"


def _behind(clause: Clause, reading: Reading) -> Stretch | None:
    """The noun right behind an amount of power or money: an 80-kW solar plant, £25m investment."""
    unit = clause.amount.unit
    if clause.before.endswith(" of ") and not (clause.ratio and reading.why.get("kind") == "en:goal"):
        return None  # a scenario of 10 GW assumes
    yearly = _YEARLY_IN.match(clause.text, clause.tail, clause.right) if is_currency(unit) else None
    if yearly:  # $3 billion annually in transit funding
        phrase = of_phrase(clause.text, yearly.end(), clause.right, clause.dates)
        if phrase is not None and clause.text[slice(*phrase)].rsplit(" ", 1)[-1] in words("monies"):
            return phrase
    m = (
        _NOUN_BEHIND.match(clause.text, clause.tail, clause.right)
        if (clause.amount.unit == "%" or unit in _POWER or is_currency(unit))
        else None
    )
    if m is None:
        return None
    last = m["np"].rsplit(" ", 1)[-1]
    if unit in _POWER and last in {"target", "goal"}:  # the 500 GW renewable energy target
        return trim(clause.text, m.start("np"), m.end("np") - len(last))
    phrase = trim(clause.text, *m.span("np"))
    if phrase is None or last in words("falls") | words("rises") | words("aims"):
        return None
    if clause.ratio:
        return phrase if last in words("shared") else None
    if unit not in _POWER:
        return phrase if last in words("monies") else None
    weak = reading.indicator is None or reading.why.get("kind") in {"en:level", "en:parts"} or clause.verb is None
    return phrase if weak or last in words("plants") else None


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
    if m is None and clause.amount.unit in _POWER:
        m = _PLANT_OF.search(clause.before)
        reading.bare = m is not None and verb is None
    if m is None or (verb is not None and verb.noun):
        return False
    phrase = trim(clause.text, clause.begin + m.start("np"), clause.begin + m.end("np"))
    if phrase is None or " " not in clause.text[slice(*phrase)]:
        return False
    if clause.of is not None and _PLAIN_GAUGE.fullmatch(clause.text, *phrase):
        phrase = clause.of
    reading.indicator, reading.kind, reading.why["kind"] = phrase, "level", "en:gauge"
    if verb is not None and (verb.row.id in {"increase", "decrease"} or verb.row.kind == "absolute_change"):
        reading.direction = verb.row.direction
        if verb.row.kind == "absolute_change" and not clause.ratio:
            reading.kind = "absolute_change"
    elif verb is None and not clause.ratio and (after := said_after(clause)) is not None:
        reading.kind, reading.direction = "absolute_change", after.direction
    return True


def _goal(clause: Clause, reading: Reading) -> bool:
    """A renewable energy target of 45%, a binding target of 45%."""
    m = _GOAL_OF.search(clause.before) if clause.ratio and clause.before.rstrip().endswith(" of") else None
    verb = clause.verb
    if m is None:
        return False
    a, b = (clause.begin + at for at in m.span("np"))
    last = m["np"].split()[-1] if m["np"].strip() else ""
    if last in words("falls") | words("rises"):
        if verb is not None and verb.noun:
            return False
        # A mitigation target of 24%.
        reading.kind, reading.why["kind"] = "relative_change", "en:goal"
        reading.direction = "decrease" if last in words("falls") else "increase"
        reading.indicator = trim(clause.text, a, b - len(last) - 1)
        reading.retold = reading.indicator is None
        return True
    reading.kind, reading.why["kind"] = "level", "en:goal"
    whole, of, behind = trim(clause.text, a, b), clause.of, _RATE_FOR.match(clause.after)
    if of is None and behind:
        of = of_phrase(clause.text, clause.tail + behind.end(), clause.right, clause.dates)
    named = whole is not None and (last in words("shared") or last in words("gauges"))
    reading.indicator = whole if named or of is None else of
    if reading.indicator is None and verb is not None and verb.end < clause.begin + m.start():
        # Improve X with a target of 80%.
        reading.indicator = object_phrase(clause.text, verb.end, clause.begin + m.start(), clause.dates)
        reading.direction = verb.row.direction
    reading.retold = reading.indicator is None
    return True


def _reduction_for(clause: Clause, reading: Reading) -> bool:
    """A reduction target for emissions by 2050, of at least 85% of the amount in 2015."""
    m = _REDUCTION_FOR.search(clause.before) if clause.ratio and clause.before.endswith(" of ") else None
    if m is None:
        return False
    reading.kind, reading.why["kind"] = "relative_change", "en:goal"
    reading.direction = "decrease" if m["noun"] in words("falls") else "increase"
    a = clause.begin + m.end()
    reading.indicator = object_phrase(clause.text, a, clause.head - len(" of "), clause.dates)
    return reading.indicator is not None


def _rate_for(clause: Clause, reading: Reading) -> bool:
    """A rate of 60% for X."""
    m = _RATE_FOR.match(clause.after) if clause.ratio and _RATE_ONLY.search(clause.before) else None
    if m is None:
        return False
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    reading.kind, reading.why["kind"] = "level", "en:rate-for"
    return reading.indicator is not None


def _with_share(clause: Clause, reading: Reading) -> bool:
    """Relies on solar power with 79%."""
    held = clause.ratio or clause.amount.unit in _POWER  # followed by wind with 90 GW
    m = _WITH.search(clause.before) if held and clause.before.endswith("with ") else None
    if m is None or not _ENDS.match(clause.after):
        return False
    reading.indicator = trim(clause.text, clause.begin + m.start("np"), clause.begin + m.end("np"))
    reading.kind, reading.why["kind"] = "level", "en:with-share"
    return reading.indicator is not None


def _made(clause: Clause, reading: Reading) -> bool:
    """To make 5 million tonnes of hydrogen, shall emit no more than 5 mg/m3 of dust: who does it is not measured."""
    if clause.share or not clause.before.endswith(_MAKES):
        return False
    thing = clause.counted() if clause.amount.unit == "count" else clause.of
    reading.indicator, reading.kind, reading.why["kind"] = thing, "level", "en:made"
    return thing is not None


def _there(clause: Clause, reading: Reading) -> bool:
    """There should be 300,000 charging points."""
    if clause.share or "there" not in clause.before or not _THERE.search(clause.before):
        return False
    reading.indicator = (clause.counted() if clause.amount.unit == "count" else None) or clause.of
    reading.kind, reading.why["kind"] = "level", "en:there"
    return reading.indicator is not None


def _level(clause: Clause, reading: Reading) -> bool:
    """X of 28 TWh, X: 28 TWh, 20% of X."""
    _read_level(clause, reading)
    previous, before = clause.previous, clause.before.strip()
    parts = not clause.ratio and (before.endswith(":") or before in {"(", "and"} or clause.begun_by(":"))
    goes_on = previous is not None and not clause.ratio and _OF_THE_LAST.fullmatch(clause.before) is not None
    parts = parts or (goes_on and clause.amount.unit != "count")  # retire 5 GW of coal and 2 GW of gas
    if parts and previous is not None and previous.kind == "absolute_change" and clause.of is not None:
        # 32 GW are added: 23 GW of wind and 9 GW of storage.
        reading.kind, reading.direction, reading.why["kind"] = previous.kind, previous.direction, "en:parts"
        reading.indicator = clause.of
    return True


def _read_level(clause: Clause, reading: Reading) -> bool:
    reading.kind, reading.direction, reading.why["kind"] = "level", None, "en:level"
    if clause.before.endswith(" down to "):
        reading.direction = "decrease"
    reading.bare = not clause.before.rstrip().endswith((":", "=", " to", " at", "of which", "each with"))
    if clause.previous is not None and clause.previous.why.get("kind") == "predicate:reach":
        reading.bare = False  # X is to reach 30 GW, and Y 120 GW
    bounded = _BOUNDS.search(clause.text, clause.head, clause.tail)
    goal = not clause.ratio and _GOALS_OF.search(clause.before) is not None  # existing targets of 6 GW of solar power
    goal = goal or (not clause.ratio and _OPENS.search(clause.before) is not None)
    goal = goal or (not clause.ratio and clause.before.endswith(_POINTS))
    alone = goal or not clause.before.strip(" ,and(") or clause.before.rstrip().endswith(",")
    # 6 GW of wind power and 3 GW of storage: the words between are of the number before.
    if clause.ratio and clause.of is not None and clause.before.endswith((" to ", " at ")):
        # Leakage down to 9% of supply: what stands before is measured.
        reading.indicator = subject_phrase(clause.text, clause.begin, clause.head, clause.dates)
    if reading.indicator is None and not bounded and (clause.ratio or alone or _OF_THE_LAST.fullmatch(clause.before)):
        reading.indicator = clause.of
    counts = clause.amount.unit == "count"
    last = clause.sentence.amounts[clause.index - 1] if clause.index else None
    opened = counts and _OPENS.search(clause.before) is not None
    if counts and last is not None and _AND_ALSO.search(clause.before):
        opened = True  # 900 electric buses and 300 trams
    fronted = counts and clause.before.rstrip().endswith(",")  # in three trades, more than 100 retrofits
    fronted = fronted or (counts and (clause.before.endswith(_PAYS_FOR) or TO_DO.search(clause.before) is not None))
    if reading.indicator is None and (opened or fronted):
        reading.indicator = clause.counted()
    if reading.indicator is None:
        first = _second_subject(clause)
        subject = subject_phrase(clause.text, first, clause.head, clause.dates)
        reading.indicator = subject or clause.of
    return True


def _second_subject(clause: Clause) -> int:
    """Heat pumps will supply 30% of heat and district heating 20%: the second subject begins behind the last and."""
    previous, begin = clause.previous, clause.begin
    before = clause.sentence.amounts[clause.index - 1] if clause.index else None
    if (
        previous is None
        or before is None
        or previous.indicator is None
        or not clause.ratio
        or not clause.is_like_last()
    ):
        return begin
    m = _OF_AND.fullmatch(clause.before) if clause.before.startswith(" of ") else None
    own = (
        previous.indicator[0] >= before.tail - clause.sentence.offset
    )  # 30% of heat: the first has its thing behind it
    return begin if m is None or own else begin + m.end("first")


_RULES: tuple[Callable[[Clause, Reading], bool], ...] = (
    multiple,
    copula,
    less_of,
    off,
    _share_from,
    change_after,
    compared,
    same_goal,
    strives_on,
    goes_on,
    bracketed_list,
    apposed,
    restated_share,
    gapped,
    _there,
    _made,
    up_or_down,
    _reduction_for,
    _goal,
    _rate_for,
    _with_share,
    _gauge,
    bracketed,
    told_by_verb,
    elliptic,
    passive,
    _level,
)
