"""Which period governs an English number."""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, When

# A date follows its number within so many characters (by 10% of total emissions, compared with 2005, by 2030).
_REACH = 90
_BESIDE = " :(–-|="
_GOALS = r"(?:target|goal|objective|commitment|ambition|contribution)s?"
_GOAL_FOR = re.compile(rf"{_GOALS}\s\Z", re.IGNORECASE)
_DATED_GOAL = re.compile(
    r"\s(?:\w+\s){0,3}?(?:target|goal|objective|level)s?\s(?:of|is|to\sbe)\s(?:an?\s|the\s|at\s)?", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AIM = re.compile(r"\bto\s[a-z]+\s")
_NEXT_AIM = re.compile(r",\s(?:and\s)?to\s[a-z]+\s")
# A row of a table ends, or somebody else does something else: accounts for 90%, and we will raise it by 2030.
_OTHER_CLAUSE = re.compile(r"<|,\s(?:and|but)\s(?:we|they|it|he|she)\s", re.IGNORECASE)
_THEN_TO = re.compile(r"\s+to\s+(?:\w+\s+){0,3}\d")
_FROM_VALUE = re.compile(r"\bfrom\s(?:\w+\s){0,2}\d[^,;:]{0,30}\Z", re.IGNORECASE)
_BARRIER = re.compile(
    r"[;•<>\n\d]|\.\s|[,)]\s*and,?\s*\Z|\bas\s(?:many|much)\sas\b|"
    r"\sand\s(?:to\s)?(?:reduce|cut|increase|raise|reach|achieve|expand|improve|install|build)\s|"
    r",\s(?:reduce|cut|increase|raise|reach|achieve|expand|improve|install|build|the|a|an|its|"
    r"this|which|while|whereas|with)\s"
)


def governing(text: str, start: int, end: int, amount: Amount, goals: list[Mention[When]]) -> Mention[When] | None:
    """The period beside an amount, else one close behind it, else the last before it, else any behind it."""
    goals = [g for g in goals if g.end > amount.head or not _of_the_start(text, start, g)]
    before = [g for g in goals if g.end <= amount.head]
    for goal in reversed(before):
        gap = text[goal.end : amount.head]
        opens = gap == ", " and not text[start : goal.start].strip(" -–•")  # By 2030, 70 percent of …
        if opens or not gap.strip(_BESIDE) or _DATED_GOAL.fullmatch(gap):
            return goal
        # A reduction goal for 2030 of 27%.
        if gap.strip() in {"of", "is", "at"} and _GOAL_FOR.search(text, start, goal.start):
            return goal
    after = next((g for g in goals if g.start >= amount.tail), None)
    if after is not None and _follows(text[amount.tail : after.start].lower()):
        return after
    same_row = [g for g in goals if g.start < amount.start and "<tr" not in text[g.end : amount.start]]
    if same_row and after is not None and _of_another_aim(text, start, same_row[-1], amount):
        return after
    if same_row:
        return same_row[-1]
    if after is None or _OTHER_CLAUSE.search(text, amount.tail, after.start):
        return None
    # "By cutting it by 68%, emissions fall from 14 t in 1990 to 4 t in 2030": the first year is what they start from.
    later = next((g for g in goals if g.start > after.start), None)
    return later if later is not None and " from " in text[amount.tail : after.start] else after


def _of_another_aim(text: str, start: int, goal: Mention[When], amount: Amount) -> bool:
    """Whether a date belongs to an aim before this one: to be neutral before 2060, to cut X by 65%, all by 2030."""
    return (
        _AIM.search(text, start, goal.start) is not None and _NEXT_AIM.search(text, goal.end, amount.head) is not None
    )


def _of_the_start(text: str, start: int, goal: Mention[When]) -> bool:
    """Whether a date is that of the value a change starts from: from 60% in 2020 to 65%."""
    return _THEN_TO.match(text, goal.end) is not None and _FROM_VALUE.search(text, start, goal.start) is not None


def _follows(gap: str) -> bool:
    return len(gap) <= _REACH and not _BARRIER.search(_YEAR.sub("", gap))
