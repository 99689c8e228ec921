"""Numbers that go on from the one before: X by 13% and Y by 16%, a change told again as a share, a verb said once."""

from __future__ import annotations

import re

from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.clauses import Clause
from docanalyzer.languages.en.lists import words
from docanalyzer.languages.en.nouns import of_phrase, subject_phrase, trim

_SAME_GOAL = re.compile(r"\b(?:goal|target|task|objective)\s+of\s+(?:\w+ing\s+)?\Z")
_ELLIPSIS = re.compile(
    r"(?:^|[,\s])(?:and|while|with|,)?\s*"
    r"(?:the\s+|that\s+of\s+)?(?P<np>[a-z][^,;]*?)\s+(?P<link>by|to|at|between)\s+(?:\w+\s+){0,2}\Z"
)
# Rise 30% by 2020, with 40% in the north; fall by 2% in 2025 and both by 5% later: the change before is meant again.
_SAME_CHANGE = re.compile(
    r"(?:(?:^|,)[\s,]*(?:and\s+|then\s+|but\s+|or\s+)*(?:with|(?:(?:both|another|further|again)\s+)?by)|\band\s+by"
    r"|(?:,|\band|\bbut)\s+(?:also\s+)?(?:strives?|striving|aims?|aiming|hopes?|hoping)\s+for)"
    r"\s+(?:a\s+further\s+)?\Z"
)
_CHANGE_ENDS = (" of ", " of about ", " of around ", " of some ", " of roughly ", " of nearly ", " of approximately ")
_APPOSED = re.compile(
    r"(?:,|\()\s?(?:or\s|i\.e\.,?\s|that\sis,?\s|equal\sto\s|equivalent\sto\s|corresponding\sto\s|representing\s|which\sis\s|meaning\s)?"
    r"(?:an?\s|the\s)?(?:\w+\s)?(?P<noun>reduction|decrease|cut|drop|fall|decline|increase|rise|growth)s?"
    r"\sof\s(?:about\s|around\s|some\s|roughly\s|nearly\s|approximately\s)?\Z"
)
_OF_A_THING = re.compile(r"\s(?:in|of)\s(?!(?:19|20)\d\d|this|that|the\s(?:same|period|year))[a-z]")
_IN_NEXT = re.compile(r"\)\s(?:in|for|from)\s[\w\s’'-]{2,50}?(?:,|,?\sand|;|;\sand)\s(?:by\s|in\s)?")
# A drop of 14% in X and of 20% in Y.
_AND_OF = re.compile(r".*(?:,|\sand|\sor)\s(?:a\sfurther\s|another\s|one\s)?of\s", re.DOTALL)
_AND_OF_REACH = 24
_CHANGED_IN = re.compile(r"\s+in\s+(?!(?:19|20)\d\d|fiscal|fy|this|that|which|the\s+(?:period|year|next|past)|\d)")
# Cut by 46%, and keep striving for 50%: one more step of the same change.
_STRIVES = re.compile(
    r"(?:,|\band|\bbut)\s(?:it\s)?(?:also\s|will\s|shall\s|to\s)?(?:keeps?\s|continues?\s(?:to\s)?)?"
    r"(?:striv|aim|hop|reach|strain|work)(?:e|es|s|ing|ning)?\s(?:for|towards?)\s\Z"
)
_COMMA_ONLY = re.compile(r"\s*(?:,\s*)?(?:or\s+)?(?:(?:about|around|approximately|some|nearly)\s+)?")
_OF_THE_BASE = re.compile(
    r"\s*(?:compared|relative|against|of\s+(?:to\s+)?the\s+(?:bau|business|baseline|reference|base))\b"
)
_GAPPED = re.compile(
    r"\s*(?:and\s+)?(?P<in>(?:in|for|from)\s+)?(?P<np>(?:the\s+)?[a-z][^,;:]{2,40}),"
    r"\s*(?:(?:about|some|around)\s+)?"
)
# A level at 1.3, and in the east at 1.25.
_PLACED = frozenset({"in", "for", "on", "across"})
CHANGES = frozenset({"relative_change", "absolute_change", "growth_rate"})


_LISTED = re.compile(
    r"(?:\s|,|and|or|by|to|of|in|then|respectively|further|from|until|a\s+year|per\s+year|annually|at\s+least|"
    r"\(|\)|(?:un)?conditional(?:ly)?|(?:19|20)\d\d|[-–/])*"
)
# 10% below the baseline by 2029, 30% by 2035.
_TO_BASE = re.compile(
    r"\s(?:below|above|compared\s(?:to|with)|relative\sto|against|under)\s(?:the\s|its\s)?(?:(?:19|20)\d\d\s)?"
    r"(?:baseline|base\syear|bau|business[\s-]as[\s-]usual|reference|levels?|scenario)(?:\s(?:levels?|scenario))?"
)
_LONGEST_LIST_GAP = 56
# 75%, of which 3% is unconditional and 72% is conditional on support.
_PART_OF = re.compile(r"[^;:()]{0,60}?,?\s(?:of\swhich|and|with|while)\s(?:the\s(?:remaining\s|other\s)?)?")
_ON_CONDITION = re.compile(
    r"\s(?:(?:is|are|will\sbe|being)\s)?(?:un)?conditional(?:ly)?\b(?!\s(?:targets?|goals?|reductions?|scenario)\b)"
)
# Above 25%, and in the capital 35%: the same thing, somewhere else.
_ELSEWHERE = re.compile(
    r"(?:\s(?:by|in)\s(?:19|20)\d\d)?\s*,?\s(?:and|but|or)\s(?:in|for|on|across|at)\s"
    r"(?!(?:19|20)\d\d)[a-z][\w\s’'-]{2,40}?(?:\s(?:at|to|by|is|be|reach))?\s\Z"
)
_FOR_LIST = re.compile(
    r"\s*(?:for|in|on)\s+[\w\s-]{2,30}?(?:,|\sand|,\sand)\s*(?:about|around|a\sfurther|another)?\s*\Z"
)
_DATED_BRACKET = re.compile(r"\b(?:19|20)\d\d\s?\(\s*\Z")


def same_goal(clause: Clause, reading: Reading) -> bool:
    """Cut 30 Mt in 2018 and complete the goal of 150 Mt: the goal is of the change before it."""
    previous = clause.previous
    if previous is None or previous.kind != "absolute_change" or clause.share or not _SAME_GOAL.search(clause.before):
        return False
    repeat(previous, reading)
    reading.indicator = clause.of or reading.indicator
    return True


def is_listed(clause: Clause, previous: Reading) -> bool:
    """Whether a number goes on with the list of the one before it."""
    i, amounts = clause.index, clause.sentence.amounts
    if amounts[i - 1].unit != amounts[i].unit or previous.role in {"baseline", "threshold"}:
        return False
    gap = clause.sentence.gap(i)
    if _DATED_BRACKET.search(clause.before) or (len(gap) < _LONGEST_LIST_GAP and _LISTED.fullmatch(gap)):
        return True
    if clause.of is not None:
        return False
    dated = not clause.after.strip() or clause.after.startswith((" by ", " in ", ",", "."))
    if not clause.share and gap.endswith(", of which ") and previous.kind == "absolute_change" and dated:
        return True  # to restore 2,000 km2, of which 500 km2 by 2027
    if _PART_OF.fullmatch(gap) and _ON_CONDITION.match(clause.after):
        return True
    based = _TO_BASE.match(gap) if previous.kind in CHANGES else None
    if based is not None and _LISTED.fullmatch(gap, based.end()):
        return True
    return bool(_FOR_LIST.fullmatch(gap) or _ELSEWHERE.fullmatch(gap))


def repeat(previous: Reading, reading: Reading) -> None:
    """Read a number as the one before it was read."""
    reading.indicator, reading.carried = previous.indicator, True
    reading.kind, reading.direction = previous.kind, previous.direction
    reading.base = previous.base if reading.base is None else reading.base
    reading.pair_of = previous.pair_of
    reading.why["indicator"] = "en:list"


def bracketed_list(clause: Clause, reading: Reading) -> bool:
    """Cut by 3 Mt (21%) in energy, 1 Mt (8%) in waste: the share in the bracket parts the two amounts."""
    i, amounts = clause.index, clause.sentence.amounts
    previous = clause.previous
    if i < 2 or previous is None or not previous.restates or amounts[i - 2].unit != amounts[i].unit:
        return False
    if not _IN_NEXT.fullmatch(clause.sentence.gap(i)):
        return False
    repeat(clause.earlier[i - 2], reading)
    return True


def apposed(clause: Clause, reading: Reading) -> bool:
    """Emissions of 169 Mt in 2030, a decrease of 51% from the scenario: the change is of what was told."""
    previous = clause.previous
    if previous is None or previous.indicator is None or not clause.ratio or not clause.before.endswith(_CHANGE_ENDS):
        return False
    m = _APPOSED.search(clause.before)
    if m is None or previous.role == "threshold" or _OF_A_THING.match(clause.after):
        return False
    reading.indicator, reading.carried, reading.base = previous.indicator, True, reading.base
    reading.kind, reading.why["kind"], reading.why["indicator"] = "relative_change", "en:apposed", "en:apposed"
    reading.direction = "decrease" if m["noun"] in words("falls") else "increase"
    return True


def goes_on(clause: Clause, reading: Reading) -> bool:
    """A drop of 14% in X and of 20% in Y; the goal of 2 GW is replaced by one of 3.5 GW."""
    previous = clause.previous
    if previous is None or not clause.before.endswith(" of ") or not clause.is_like_last():
        return False
    if previous.role == "threshold":
        return False
    m = _AND_OF.fullmatch(clause.before[-_AND_OF_REACH:]) if previous.kind in CHANGES else None
    if m is None and (
        clause.amount.unit == "count" or not clause.before.endswith((" one of ", " that of ", " another of "))
    ):
        return False
    repeat(previous, reading)
    reading.why["indicator"] = "en:goes-on"
    if clause.amount.unit == "count" and (counted := clause.counted()) is not None:
        reading.indicator, reading.carried = counted, False
        return True
    behind = _CHANGED_IN.match(clause.after) if m is not None else None
    own = of_phrase(clause.text, clause.tail + behind.end(), clause.right, clause.dates) if behind else None
    if own is not None:
        reading.indicator, reading.carried = own, False
    return True


def strives_on(clause: Clause, reading: Reading) -> bool:
    """Cut X by 46%, and keep striving for 50%: the change before it is meant."""
    previous = clause.previous
    if previous is None or previous.kind not in CHANGES or not clause.is_like_last():
        return False
    if not clause.before.endswith(("for ", "toward ", "towards ")) or not _STRIVES.search(clause.before):
        return False
    repeat(previous, reading)
    return True


def elliptic(clause: Clause, reading: Reading) -> bool:
    """… energy by 13% and water by 16%: the verb of the number before it holds."""
    previous = clause.previous
    alike = previous is not None and previous.role != "threshold" and clause.is_like_last()
    if previous is not None and alike and previous.kind in CHANGES and _SAME_CHANGE.search(clause.before):
        repeat(previous, reading)
        return True
    m = _ELLIPSIS.search(clause.before) if previous is not None else None
    if m is None or previous is None or (m["link"] == "by") != (previous.kind in CHANGES):
        return False
    if previous.direction is None and m["link"] not in {"at", "between"}:
        return False
    if m["np"].split(" ", 1)[0] in (words("asides") if previous.kind in CHANGES else _PLACED):
        repeat(previous, reading)  # by 10% in the north and by 5% in the south
        return True
    phrase = subject_phrase(clause.text, clause.begin, clause.begin + m.end("np"), clause.dates)
    if phrase is None:
        return False
    reading.indicator, reading.kind, reading.direction = phrase, previous.kind, previous.direction
    if previous.kind == "absolute_change" and clause.ratio:
        reading.kind = "relative_change"
    reading.why["kind"] = "en:ellipsis"
    return True


def restated_share(clause: Clause, reading: Reading) -> bool:
    """Reduce X by 52 Mt, about 5.5% compared to the scenario: the same change once more, as a share."""
    previous = clause.previous
    if previous is None or not clause.ratio or previous.kind != "absolute_change":
        return False
    if not (_COMMA_ONLY.fullmatch(clause.before) and _OF_THE_BASE.match(clause.after)):
        return False
    repeat(previous, reading)
    reading.kind, reading.why["kind"] = "relative_change", "en:restated"
    return True


def gapped(clause: Clause, reading: Reading) -> bool:
    """Industry is to cut 50 Mt; agriculture, 6 Mt; and waste, 9 Mt: the verb is said once for all."""
    previous = clause.previous
    m = _GAPPED.fullmatch(clause.before)
    if m is None or previous is None or previous.kind not in CHANGES or (clause.share and not clause.is_like_last()):
        return False
    if not clause.text[: clause.begin].rstrip().endswith(";"):
        return False
    repeat(previous, reading)
    if not m["in"]:
        a, b = m.span("np")
        reading.indicator = trim(clause.text, clause.begin + a, clause.begin + b)
    reading.kind, reading.why["kind"] = previous.kind if clause.share else "absolute_change", "en:gapped"
    return True
