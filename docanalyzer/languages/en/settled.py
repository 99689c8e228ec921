"""What the words around an English number say of it: it selects, is paid, was aimed at before, holds today."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.languages.base import Amount, Reading
from docanalyzer.languages.en.lists import any_of, words

MODAL = re.compile(
    r"\b(?:will|shall|should|would|could|can|may|might|must|to|not|targets?|goals?|objectives?|aims?|so\sthat)\b"
)
HELD = re.compile(rf"\b(?:{any_of('holds')})\b[^,;]*$")
# An earlier aim of 2 GW, the first version put it at 29%: aimed at before, unless the text says what became of it.
_EARLIER = re.compile(
    r"\b(?:earlier|previous|former|first|original|old|initial)\s(?:[\w’'-]+\s){0,3}?(?:aim|goal|target|plan"
    r"|pledge|contribution|version"
    r"|programme|n?dc|limit|cap|commitment|proposal)s?\b[^.;]{0,90}\Z"
    r"|\bhad\s(?:foreseen|called\sfor|aimed\sat|promised|provided\sfor|envisaged|stipulated|pledged"
    r"|put\s(?:\w+\s)?at)\b[^.;]{0,60}\Z"
    r"|\bfirst\sspoke\sof\s\Z|\bin\splace\sof\s(?:the\s|its\s)?\Z|\bwhat\shad\sbeen\s\Z"
    r"|\b(?:missing|missed|missing\sof|short\sof|beating|exceeding)\s(?:the|its)\s(?:\w+\s){0,3}(?:target|goal"
    r"|aim)\sof\s\Z"
)
_BECAME = re.compile(
    r"\b(?:raised|increased|lifted|updated|revised|strengthened|replaced|lowered|tightened|now|turned|instead|but"
    r"|while|will"
    r"|shall|to\sbe|by\sone)\b"
)
# Planned 23%, actual 28%.
_PLANNED = re.compile(r"\bplanned\s(?:(?:an?\s)?\w+\sof\s|at\s)?\Z")
_ACTUAL = re.compile(r"[^.;]{0,80}\b(?:actual|got\sthere|was\s(?:reached|met)|were\s(?:reached|met))\b")
# The 15% cut set by an earlier plan was reached.
_SET_EARLIER = re.compile(
    r"[^.;]{0,90}\b(?:set|laid\sdown|fixed|foreseen)\s(?:by|in|under|for)\s[^.;]{0,60}\b(?:was"
    r"|were)\s(?:\w+\s)?(?:met|reached|achieved|missed)\b"
)
# Refunded at 20%, fined 1,000 yuan, a subsidy of 15%: what is paid by rule and nobody is to reach.
_PAID = re.compile(rf"\b(?:{any_of('payments')})\b[^.;:]{{0,60}}\Z")
_OF_A_PRICE = re.compile(rf"\s(?:of|off)\s(?:the\s|its\s|their\s)?(?:[\w-]+\s){{0,2}}?(?:{any_of('outlays')})\b")
# A 25% subsidy, a $5,000 grant.
_GRANT_BEHIND = re.compile(
    r"\s(?:subsidy|grant|rebate|discount|tax\scredit|tax\srelief"
    r"|tax\sdeduction|bonus|voucher|(?:cut|reduction|relief)(?=\sappl(?:y|ies)\b))\b(?!\sprogram)"
)
_CURRENCY = re.compile(r"[A-Z]{3}(?:/.*)?|%|pp")
# Furnaces of 400 m3 or less are to be closed, firms with an energy use above 5,000 t shall report: which of them.
_WHICH_OF_THEM = re.compile(
    r"(?:^|[,:]\s|\b(?:and|for|on|all|new|existing|every|each)\s)(?:(?!the\b|to\b|by\b|in\b|will\b"
    r"|shall\b)[\w’'-]+\s){0,5}?"
    r"(?!(?:emissions|sales|savings|exports|investments|works|reductions|additions|imports|loans|funds|grants"
    r"|cuts|this|its)\b)\w+s\s"
    r"(?:(?:with|whose|that|which)\s[^,;.]{0,60}|(?:of|smaller|larger|at)\s)?\Z"
)
_WITH = re.compile(r"\b(?:with|whose|that)\s[^,;.]{0,60}\Z")
_RULED_BEHIND = re.compile(
    r"[^,;.]{0,90}?\s(?:shall|must|will|(?:are|is)\s(?:to|being|refunded|required|exempt|eligible|subject)"
    r"|ha(?:ve|s)\sto|may|can|receive|get|"
    r"qualify|need\sto)\b(?!\s(?:not\s)?(?:be\s)?(?:added|built|reach|reached|installed|completed|come"
    r"|constructed|created|developed|put|"
    r"fall|rise|increase|decrease|grow|remain|stay|commissioned|account|amount))"
)
# Vehicles with a reference mass exceeding 2,610 kg, zones with a total annual consumption of more than 20 GWh; a
# total capacity is that of all of them.
_WITH_A_SIZE = re.compile(
    r"(?:\b(?:any|each|every|a|an|the|of|for)\s|\A|\b)(?:[\w-]+s|vehicle|plant|installation|facility|unit|company|building)"
    r"\swith\s(?:an?\s|the\s)?"
    r"(?!(?:[\w-]+\s){0,3}(?:total|combined|overall|aggregate)\s(?:[\w-]+\s)?(?:capacity|output|power))"
    rf"(?:[\w-]+\s){{0,6}}?(?:{any_of('measured_sizes')})\s(?:\([a-z]+\)\s)?(?:(?:of|not|is)\s)?\Z"
)
_UNDER_CONDITION = re.compile(
    r"(?:^|,\s|;\s|\band\s|\bcharged\s)\s*(?:where|if|when|whenever|whose)\s[^,;.]{0,90}\Z|\bwhose\s[^,;.]{0,60}\Z"
)
# At present the share is under 5%.
_AT_PRESENT = re.compile(
    r"\b(?:at\spresent|today|currently|nowadays|surveys\sshow|for\sdecades|until\snow)\b[^.;]{0,180}\Z"
)
# A drop of 14.5% is foreseen by 2025.
_FORESEEN = re.compile(
    r"[^.;]{0,160}\b(?:is|are)\s(?:foreseen|sought|aimed\s(?:for|at)|targeted|envisaged|the\s(?:goal|aim|target)"
    r"|called\sfor)\b"
)
_FURTHER = re.compile(r"\A\W*a\s(?:further\s)?(?:drop|fall|cut|rise|increase|decrease|reduction|growth)\sof\s\Z")
_SHOULD_BEHIND = re.compile(r"[^.;]{0,160}\bshould\b")
# The trial covered 27,500 homes, departments saved 22,000 pounds: a verb in the past right before its number.
_FINITE_PAST = re.compile(
    r"(?P<w>[a-z]+|[a-z]+’s|\))\s(?:(?:also|then|together|thereby|in\stotal|directly|initially|already)\s)?"
    r"(?P<v>[a-z]{2,}ed|held|met|spent|built|won|sold|ran|drew|saw)\s(?:(?:a|the)\stotal\sof\s)?\Z"
)
# DECC has recently funded an 8m expansion.
_PERFECT = re.compile(
    r"\bha(?:s|ve)\s(?:(?:also|recently|already|since|now|together|so\sfar)\s){0,2}"
    r"(?!committed|pledged|agreed|planned|proposed|decided|promised|required|aimed|targeted|adopted|estimated|projected)"
    r"[a-z]+ed\s(?:an?\s|the\s)?(?:total\sof\s)?\Z"
)
_TO_SPEND = re.compile(r"\b(?:invest|spend|provide|mobilise|mobilize|allocate|will|shall|should|must)\b")
_ONE_OF = re.compile(r"\s*(?:,|,?\sand)\s(?:an?\s(?:\w+\s)?(?:one|that)\sof\s)?\Z")


_CLAUSE = 80


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: the reading of a number, the one before it, and the words on its two sides."""

    reading: Reading
    previous: Reading | None
    amount: Amount
    before: str
    after: str
    exceeds: str = ""
    lead: str = ""
    rest: str = ""


def selects(case: Case) -> bool:
    """Whether the number says which of a class of things a rule is for."""
    counted = case.previous is not None and case.before.strip() in {"of", "with", "above", "below"}
    if counted and case.amount.unit not in {"%", "pp"} and _RULED_BEHIND.match(case.rest):
        return True  # all seven units of less than 200 MW are to go
    if case.amount.comparison == "range" or case.reading.kind != "level" or MODAL.search(case.before):
        return False
    if "with " in case.before and _WITH_A_SIZE.search(case.before):
        return True
    if _UNDER_CONDITION.search(case.before) and not HELD.search(case.before):
        return True
    shared = case.amount.unit in {"%", "pp"} or _CURRENCY.fullmatch(case.amount.unit) is not None
    if shared and not _WITH.search(case.before):
        return False
    return _WHICH_OF_THEM.search(case.before) is not None and _RULED_BEHIND.match(case.rest) is not None


def superseded(case: Case) -> bool:
    """Whether the goal is one that was set before and holds no more, or that a review sets beside the result."""
    again = case.previous is not None and case.previous.why.get("role") == "en:superseded"
    if again and _ONE_OF.fullmatch(case.before):
        return True
    m = _EARLIER.search(case.before)
    if m is not None and not _BECAME.search(case.before, m.start()):
        return True
    if _PLANNED.search(case.before):
        return _ACTUAL.match(case.after) is not None
    return case.before.endswith("the ") and _SET_EARLIER.match(case.after) is not None


def is_paid(case: Case) -> bool:
    """Whether the sum or share is granted, charged or fined by rule, and nobody is to reach it."""
    unit = case.amount.unit
    if _CURRENCY.fullmatch(unit) is None:
        return False
    if unit == "%" and _OF_A_PRICE.match(case.after) is not None:
        return True
    if case.before.endswith((" a ", " an ")) and _GRANT_BEHIND.match(case.after) is not None:
        return True
    again = case.previous is not None and case.previous.why.get("role") in {"en:paid", "en:money"}
    if again and not MODAL.search(case.before.removeprefix(" to a maximum").replace(", to a maximum", "")):
        return True
    return case.reading.kind != "growth_rate" and _PAID.search(case.before + case.exceeds) is not None


def pointed_at(case: Case) -> bool:
    """The 339 cities, the 12 corridors: known already, and nobody is to reach their number."""
    amount = case.amount
    known = amount.unit == "count" and amount.comparison == "eq" and bool(amount.counted)
    again = case.previous is not None and case.previous.why.get("role") == "en:pointed-at"
    return known and (case.before.endswith(" the ") or case.before == "the " or (again and case.before == " and "))


def present(case: Case) -> bool:
    """Whether the number says how things stand today."""
    m = _AT_PRESENT.search(case.lead)
    return m is not None and not MODAL.search(case.lead, m.start()) and " will " not in case.after


def past_verb(case: Case) -> bool:
    """Whether a verb in the past stands right before the number: the trial covered 27,500 homes."""
    if "ed " in case.before[-14:] and _PERFECT.search(case.before):
        return True
    if not case.before.endswith(("ed ", "eld ", "et ", "ent ", "uilt ", "on ", "old ", "an ", "ew ", "aw ", " of ")):
        return False
    m = _FINITE_PAST.search(case.before)
    if case.exceeds.startswith(("within", "below", "under", "to", "at ")):
        return False  # losses held within 2%
    if m is None or m["w"] in words("no_subjects") or m["v"] in words("no_past"):
        return False
    # "X will be kept within 1 Gt, and Y raised above 80%": the second verb shares the "will be" of the first.
    lead = case.lead if case.before.startswith((", and ", " and ")) else case.lead[-_CLAUSE:]
    return MODAL.search(lead) is None and _FORESEEN.match(case.rest) is None


def on_top(case: Case) -> bool:
    """In addition to the 28 million under an earlier fund: there already, and the same of what is listed with it."""
    if case.before.endswith(("in addition to ", "in addition to the ", "on top of ", "on top of the ", "beyond its ")):
        return True
    again = case.previous is not None and case.previous.why.get("role") == "en:on-top"
    return again and _CURRENCY.fullmatch(case.amount.unit) is not None and _TO_SPEND.search(case.before) is None


def foreseen(case: Case) -> bool:
    """Whether a change told by a noun is one to come: a drop of 14% is foreseen."""
    if case.reading.kind not in {"relative_change", "absolute_change", "level", "growth_rate"}:
        return False
    if MODAL.search(case.before) is None and _FORESEEN.match(case.rest) and case.before.endswith(" of "):
        return True
    return _FURTHER.search(case.before) is not None and _SHOULD_BEHIND.match(case.rest) is not None
