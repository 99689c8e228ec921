"""Roles that the wording around an English number decides: baselines, thresholds, projections, prices."""

from __future__ import annotations

import re
from collections.abc import Callable

from docanalyzer.core.record import Role
from docanalyzer.languages.base import Amount, Reading
from docanalyzer.languages.en.forecasts import global_path, impact, possible, reckoned, said_to_come, was_reckoned
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.settled import (
    HELD,
    MODAL,
    Case,
    foreseen,
    is_paid,
    on_top,
    past_verb,
    pointed_at,
    present,
    selects,
    superseded,
)

_FROM = re.compile(
    r"\bfrom\s+(?:an?\s+|the\s+|its\s+|their\s+)?"
    r"(?:(?:estimated|current|baseline|level\s+of|around|about|approximately|some|nearly|"
    r"(?:19|20)\d\d\s+(?:level|baseline)\s+of)\s+)*$"
)
_TO_AFTER = re.compile(r"[^.;]{0,70}?\bto\b")
_RAISED_AFTER = re.compile(
    r"\s*(?:[a-z\-]+\s){1,3}(?:can|could|may|might|will|shall|should|is|are|was|were|has"
    r"|have)\s(?:also\s)?(?:be\s|to\sbe\s|been\s)?(?:further\s)?"
    r"(?:increased|raised|reduced|lowered|cut|scaled\sup)\s(?:by\sup\s)?to\b"
)
_BASELINE = re.compile(
    r"\b(?:up|down)\s+from\s+$|\bbaseline\s+(?:value\s+|level\s+)?(?:of|:|is|was|being)\s*$"
    r"|\bbase\s+year\s+(?:emissions\s+)?(?:of|:)\s*$"
)
_WHICH_WAS = re.compile(r"\b(?:19|20)\d\d\)?,?\s*(?:\(|which\s+(?:was|were)\s+(?:about\s+)?|\(which\s+were\s+)$")
_QUALIFIED = re.compile(rf"\b(?:{any_of('qualified')})\s+(?:\([^)]*\)\s+)?(?:(?:{any_of('qualifiers')})\s+)*$")
_TRIGGER = re.compile(r"\b(?:upon|until|after|once)\s+(?:the\s+)?(?:attainment|achievement)\s+of\s*\Z")
_CONDITION = re.compile(rf"\b(?:{any_of('conditions')})\b[^,;.]*$")
_FORMER = re.compile(
    r"\b(?:previous|earlier|original|former|old|initial)\s+(?:[\w’']+\s+){0,7}?"
    r"(?:targets?|goals?|i?ndcs?|commitments?|pledges?|limits?)\s+(?:was|were|had\s+been|of)\s+(?:an?\s+)?\Z"
)
# Consumption was 12% higher than planned, emissions were reduced by 24%, output grew by 60%: told as fact, unless it is
# a goal that was so much.
_TOLD = re.compile(
    r"\b(?:(?:was|were|stood\s+at|amounted\s+to)|(?:was|were|ha(?:s|ve)\s+been)\s+(?:\w+ly\s+)?(?:reduced|cut"
    r"|increased"
    r"|raised|lowered|halved|decreased)\s+by"
    rf"|(?:{any_of('moved')}|went)(?:\s+(?:up|down|back))?(?:\s+(?:by|to))?|{any_of('came_to')})\s+"
    r"(?:(?:only|just|about|around|some|nearly|still|already|a\s+mere)\s+)?\Z"
)
_NOT_FACT = re.compile(
    r"\b(?:once|until|unless|whenever|whose|which|that|targets?|goals?|objectives?|limits?|caps?|scenarios?|assum\w+|if|projected|baseline)\b"
)
_SAME_AGAIN = re.compile(r"\s*(?:higher|lower|more|less|above|below)\b")
_PROJECTION = re.compile(rf"\b(?:{any_of('estimates')})\b")
_COMPARISON = re.compile(
    r"\b(?:compared|relative|against|(?<!listed\s)(?<!shown\s)below|from|than)\s+(?:to\s+|with\s+)?[^,;(]*"
)
# Reduce its projected emissions: the projection is what is cut.
_CUT_PROJECTED = re.compile(
    r"\b(?:reduc|cut|lower|decreas|limit|slash)\w*\s+(?:(?:its|the|their)\s+)?(?:total\s+"
    r"|overall\s+)?(?:projected|estimated|expected)\s"
)
_COMMITMENT = re.compile(rf"\b(?:{any_of('commitments')}|will\s+(?!cost|be\s+(?:needed|required)))\b")
# According to a baseline scenario, could be deployed: what may come and nobody promises.
_PROJECTED_AFTER = re.compile(
    r"[^,.;:()]{0,60}?\b(?:according\s+to|under|in|based\s+on)\s+(?:an?|the)\s+(?:bau|business[\s-]as[\s-]usual"
    r"|baseline|reference)\s+"
    r"(?:scenario|case)|\s*(?:interquartile|[a-z\s]{0,30}\b(?:could|might|may)\s+(?:be|potentially\s+be)\s)"
)
_POPULATION = re.compile(r"\bpopulation\b[^,.;]{0,60}\b(?:expected|projected|set|likely|forecast)\b[^,.;]{0,20}\Z")
# A target of 130 g is one, also where it was set long ago; one that was met or missed is told of.
_GOAL_OF = re.compile(r"\b(?:target|goal)s?\s+of\s+(?:an?\s+)?(?:average\s+of\s+)?(?:at\s+least\s+)?\Z")
_WAS_MET = re.compile(
    r"[^.;:]{0,30}?\s(?:was|were|has\s+been|have\s+been|had\s+been)\s(?:\w+ly\s)?"
    r"(?:reached|met|achieved|missed|exceeded|surpassed)\b"
)
# The 10 % target, the 42.5% binding share.
_CALLED_GOAL = re.compile(
    r"\s(?:(?:legally\s)?binding\s|(?:[a-z\-]+\s){0,3}?(?:target|goal)\b(?![^.;]{0,30}\s(?:was|were|has\s+been)\s))"
)
_PREVIOUS = re.compile(r"\b(?:previous|former|earlier|old|original)\s\Z")
_INSTEAD_OF = re.compile(r"\b(?:rather\sthan|instead\sof)\s(?:the\s)?(?:original\s|previous\s|former\s|earlier\s)?\Z")
# Has published its plan to reduce X by 51%: the plan is told of, its number is a goal.
_PLANS_TO = re.compile(
    r"\b(?:plan|plans|strategy|roadmap|programme|pledge|commitment|proposal|bid)\s(?:for\s[\w’'-]+\s)?to\s"
    r"(?:reduce|cut|lower|increase|raise|double|triple|build|install|reach|achieve|expand)\s[^.;:,]{0,70}\s(?:by"
    r"|to)\s(?:at\sleast\s)?\Z"
)
# The commitment to create over one million jobs, plans to build 20 depots.
_PLANS_TO_MAKE = re.compile(
    r"\b(?:plans?|pledges?|commitments?|targets?|goals?|aims?|ambition|proposals?)\sto\s"
    r"(?:create|build|install|plant|train|add|open|deliver|invest|spend|mobili[sz]e|supply|connect|restore|construct)"
    r"\s(?:an?\s(?:further\s|additional\s|total\sof\s)?|another\s|some\s)?\Z"
)
_OF_THE_PAST = re.compile(r"\b(?:met|missed|exceeded|previous|earlier|achieved|surpassed|former|original)\b")
_OWN_RANGE = re.compile(r"\W*between\s*\Z")
_PRICE = re.compile(rf"\b(?:{any_of('prices')})\b")
_SPENDING = re.compile(r"\b(?:commit\w*|invest\w*|spend\w*|allocat\w*|mobili[sz]\w*|provide|fund)\b|\b(?:reduc|sav)\w*")
# A reduction that exceeds two percent, sites that emit more than 100,000 t, firms whose emissions are at least
# 30% below: a clause that picks out what a rule is for.
_THAT_EXCEED = re.compile(
    r"[a-z]\s(?:(?:that|which|who)\s(?:exceeds?|emits?|uses?|consumes?|produces?|sells?|employs?|supply|supplies"
    r"|generates?|have|has)"
    r"|whose\s(?:\w+\s){1,4}(?:is|are|exceeds?))\s*(?:above|over|at\s+least|more\s+than|up\s+to|fewer\s+than|less\s+than|under|below)?\s*\Z"
)
_AND_FIRST = re.compile(r"\s*,?\s*(?:and|or)\b[^.;]{0,40}\Z")
_FALLS_SHORT = re.compile(
    r"\s*(?:short\s+of|away\s+from|(?:higher|lower)\s+than\s+the|(?:above|below)\s+the\s+(?!19|20))"
)
_STATIVE = re.compile(rf"\b(?:{any_of('stative')})\s+(?:only\s+|just\s+|almost\s+|for\s+)?\Z")
_STATES_AFTER = re.compile(
    r"(?:(?!\b(?:will|shall|should|would|could|must|may|be|to|that|which|who)\b)[^,;.:(]){3,90}?"
    r"\s(?:comes?|came|is|are|was|were|has|have|do|does|includes?|contains?)\s(?!to\b|expected|due|set|planned"
    r"|required|needed|projected|likely|yet)"
)
# ‘Efficient system’ means a system using at least 50% of renewable energy: what a term takes to apply.
_DEFINES = re.compile(r"[’'”\"]\s+means\s")
# Targets for 2020 (27%): set as a target, even if its year is over.
_SET_FOR = re.compile(r"\b(?:targets?|goals?)\s+for\s+(?:19|20)\d\d\s\(\s*\Z")
# The first five budgets, the other 20 regions: some of what there is.
_SOME_OF = re.compile(r"\b(?:first|last|other|remaining|previous|these|those)\s+\Z")
# What decides a role stands within so many characters before the number.
_NEAR = 200
_WARMING = re.compile(r"\bwarming\b|\btemperatures?\b|\bparis\b|\bcelsius\b|goal")
_SETTLED_CURRENCY = re.compile(r"[A-Z]{3}(?:/.*)?")


# Is to double, are to be cut by 5%.
_IS_TO = re.compile(
    r"\b(?:is|are)\s(?:due\s|set\s)?to\s(?:be\s)?(?:\w+\s){0,2}(?:(?:by|to)\s)?(?:at\sleast\s)?\Z"
    r"|\bwill\s(?:need|have)\sto\s(?:maintain|rise|grow|increase|fall|reach|be)\b[^,;.]{0,40}\s(?:of|by|to|at)\s\Z"
)
_WILL_BE = re.compile(
    r"\A[^,;.:]{0,40}?\s(?:will|shall|must|(?:is|are)\sto)\sbe\s(?:built|completed|added|installed|created"
    r"|constructed|trained|planted|closed"
    r"|retired|chosen|launched|established|upgraded|renovated|opened)\b"
)
_FROM_PEAK = re.compile(
    r"\bfrom\s(?:the|its|a|their)\s(?:\w+\s){0,2}(?:peak|high|low|record)\sof\s(?:about\s|some\s)?\Z"
)
_AND_THEN_TO = re.compile(r"(?:,|\sand)\s[\d.,]+\s?%?[^.;,]{0,30}?\sto\s")
# Of the 339 cities, 62.8% met the standard.
_NEXT_TOLD = re.compile(r"\s(?:met|did|were|was|had|failed|passed|lived|worked)\b")
_BESIDE = re.compile(r"\bagainst\s(?:a|an|the)\s(?:\w+\s){0,2}(?:figure|average|mean)\sof\s\Z")
# A ratio of data centres that is capped at 1.3 selects none of them.
_CAPPED = ("capped", "limited", "held", "contained")
# Sizes that are no class by themselves: output of 100,000 t.
_SIZES = frozenset({"capacity", "output", "population", "area", "areas", "load", "loads"})
_HAVING = re.compile(r"\b(?:with|whose|having|that|which|where)\b[^,;]*\Z")
_AND_ONLY = re.compile(r"\s*(?:,|,?\sand)\s+\Z")


# 4.1 Around 17% of emissions come from business.
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s+")


def is_fact(before: str, after: str) -> bool:
    """Whether the verb beside a number tells how things stand: accounts for 20%; 17% of emissions come from ships."""
    m = _STATIVE.search(before)
    if m is not None:
        return not MODAL.search(before, 0, m.start())
    heads = not before.strip(" ,;:()") or before.rstrip().endswith(",") or _NUMBERED.fullmatch(before) is not None
    return heads and (_STATES_AFTER.match(after) or _NEXT_TOLD.match(after)) is not None


def settle_role(
    reading: Reading,
    previous: Reading | None,
    amount: Amount,
    before: str,
    after: str,
    comparison: str = "",
    around: tuple[str, str] = ("", ""),
) -> None:
    """Set ``reading.role`` where the words before and after the number (lower case) leave no choice.

    ``comparison`` are the words of comparison right before the number, ``around`` the sentence on its two sides.
    """
    case = Case(reading, previous, amount, before[-_NEAR:], after, comparison, *around)
    for why, role, applies in _RULES:
        if applies(case):
            reading.role, reading.why["role"] = role, "en:" + why
            if role == "baseline":
                reading.kind, reading.direction = "level", None
            return


def _from_to(case: Case) -> bool:
    if _FROM.search(case.before) is None:
        return False
    return bool(_TO_AFTER.match(case.after + " ") or _AND_THEN_TO.match(case.rest))


def _to_be_raised(case: Case) -> bool:
    """The above-mentioned 9% contribution can be increased to 27%: where the change starts."""
    m = _RAISED_AFTER.match(case.after)
    return (case.reading.kind == "level" and m is not None) or (case.reading.retold and m is not None)


def _which_was(case: Case) -> bool:
    """Cut by 9% from 2005, which was 40 Mt: the second number is what the change starts from."""
    changed = case.previous is not None and case.previous.kind == "relative_change" and case.reading.kind == "level"
    return changed and bool(_WHICH_WAS.search(case.before))


def _bystander(case: Case) -> bool:
    """Whether what is counted acts or lists, and measures nothing: 27 Member States, the first 5 budgets."""
    amount = case.amount
    if amount.unit != "count" or case.reading.kind != "level":
        return False
    counted = (amount.counted or "").lower()
    return counted.endswith(tuple(words("bystanders"))) or _SOME_OF.search(case.before) is not None


def _warming(case: Case) -> bool:
    return case.amount.unit == "Cel" and bool(_WARMING.search(case.before + case.after[:80]))


def _threshold(case: Case) -> bool:
    reading, amount = case.reading, case.amount
    if amount.comparison != "eq" and (_THAT_EXCEED.search(case.before + case.exceeds) or selects(case)):
        return True
    if amount.unit in {"%", "tCO2e", "pp"} or amount.comparison == "eq":
        return False
    m = None if case.exceeds.startswith(_CAPPED) else _QUALIFIED.search(case.before)
    if m is not None and (m[0].split(" ", 1)[0] not in _SIZES or _HAVING.search(case.before)):
        return True
    own = _OWN_RANGE.fullmatch(case.before) is not None  # Between 30 and 50 cities will be chosen
    return reading.kind == "level" and not own and bool(_CONDITION.search(case.before)) and not HELD.search(case.before)


def _second_start(case: Case) -> bool:
    """From 58.6% and 77% to 68% and 85%: the second of the values that changes start from."""
    previous = case.previous
    started = previous is not None and previous.why.get("role") == "en:from-to"
    return started and _AND_ONLY.fullmatch(case.before) is not None and bool(_TO_AFTER.match(case.after + " "))


def _goes_on(case: Case) -> bool:
    """Over 500 m2 and, as of July, over 250 m2: the second selects like the first."""
    previous, comparison = case.previous, case.amount.comparison
    if previous is None or previous.role != "threshold" or comparison == "eq" or case.amount.unit == "%":
        return False
    return case.reading.kind == "level" and _AND_FIRST.match(case.before) is not None


def _called_goal(case: Case) -> bool:
    return _CALLED_GOAL.match(case.after) is not None and not _OF_THE_PAST.search(case.before)


def _goal_of(case: Case) -> bool:
    over = _OF_THE_PAST.search(case.before) or _WAS_MET.match(case.after)
    return _GOAL_OF.search(case.before) is not None and not over


def _projected(case: Case) -> bool:
    people = "population" in case.before and _POPULATION.search(case.before) is not None
    return people or _PROJECTED_AFTER.match(case.after) is not None


def _plans_to(case: Case) -> bool:
    if case.before.endswith((" by ", " to ", " at least ")):
        return _PLANS_TO.search(case.before) is not None
    return " to " in case.before and _PLANS_TO_MAKE.search(case.before) is not None


def _definition(case: Case) -> bool:
    if case.previous is not None and case.previous.why.get("role") == "en:definition":
        return case.reading.kind == "level"
    return case.reading.kind == "level" and bool(_DEFINES.search(case.before))


def _told(case: Case) -> bool:
    if case.previous is not None and case.previous.why.get("role") == "en:told" and _SAME_AGAIN.match(case.after):
        return True
    return bool(_TOLD.search(case.before)) and not _NOT_FACT.search(case.before)


def _projection(case: Case) -> bool:
    """Whether the nearest word that says how firm a number is makes it an estimate and no commitment."""
    if _PROJECTION.search(_CUT_PROJECTED.sub(" ", case.before)) is None:
        return False
    before = _COMPARISON.sub(" ", _CUT_PROJECTED.sub(" ", case.before))
    estimate = max((m.start() for m in _PROJECTION.finditer(before)), default=-1)
    return estimate > max((m.start() for m in _COMMITMENT.finditer(before)), default=-1)


def _money(case: Case) -> bool:
    is_money = _SETTLED_CURRENCY.fullmatch(case.amount.unit) is not None
    return is_money and bool(_PRICE.search(case.before)) and not _SPENDING.search(case.before)


# The first that applies decides.
_RULES: tuple[tuple[str, Role, Callable[[Case], bool]], ...] = (
    ("from-to", "baseline", _from_to),
    ("from-to", "baseline", _second_start),
    ("baseline", "baseline", lambda case: bool(_FROM_PEAK.search(case.before))),
    ("baseline", "baseline", lambda case: bool(_BASELINE.search(case.before))),
    ("to-be-raised", "baseline", _to_be_raised),
    ("which-was", "baseline", _which_was),
    ("factor", "other", lambda case: case.amount.form == "index" and case.before.rstrip().endswith("=")),
    ("bystander", "other", _bystander),
    ("trigger", "threshold", lambda case: bool(_TRIGGER.search(case.before))),
    ("qualifier", "threshold", _threshold),
    ("goes-on", "threshold", _goes_on),
    ("superseded", "other", superseded),
    ("pointed-at", "other", pointed_at),
    ("paid", "other", is_paid),
    ("present", "achieved", present),
    ("warming", "other", _warming),
    ("impact", "other", impact),
    ("was-reckoned", "achieved", was_reckoned),
    ("reckoned", "other", reckoned),
    ("said-to-come", "other", said_to_come),
    ("global-path", "other", global_path),
    ("foreseen", "target", foreseen),
    ("definition", "threshold", _definition),
    ("distance", "other", lambda case: case.amount.unit == "pp" and bool(_FALLS_SHORT.match(case.after))),
    ("former", "other", lambda case: bool(_FORMER.search(case.before))),
    ("projected", "other", _projected),
    ("goal-of", "target", _goal_of),
    ("instead-of", "other", lambda case: bool(_INSTEAD_OF.search(case.before))),
    ("plans-to", "target", _plans_to),
    ("superseded", "other", lambda case: bool(_PREVIOUS.search(case.before) and _CALLED_GOAL.match(case.after))),
    ("called-goal", "target", _called_goal),
    ("set-for", "target", lambda case: bool(_SET_FOR.search(case.before))),
    ("told", "achieved", _told),
    ("told", "achieved", past_verb),
    ("on-top", "other", on_top),
    ("beside", "other", lambda case: bool(_BESIDE.search(case.before))),
    ("will-be", "target", lambda case: case.amount.unit == "count" and bool(_WILL_BE.match(case.after))),
    ("possible", "other", possible),
    ("is-to", "target", lambda case: case.before.endswith(" ") and bool(_IS_TO.search(case.before))),
    ("projection", "other", _projection),
    ("money", "other", _money),
)
