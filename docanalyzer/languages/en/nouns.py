"""Ends of noun phrases in English clauses; all functions work on a lower-cased sentence and its offsets."""

from __future__ import annotations

import re

Stretch = tuple[int, int]

_LEADING = re.compile(
    r"(?:(?:the|a|an|its|their|our|his|her|all|this|these|those|each|every|any|some|both|such|that|which|of|in|for|on|and|or|to|by|with|as|at|from|"
    r"existing|more|about|around|approximately|up|at\s+least|also|further|additionally|however|moreover|furthermore|overall|it|we|least|most|"
    r"please|therefore|thus|meanwhile|secondly|firstly|finally|will|shall|should|must|is|are|be|total\s+amount\s+of|amount\s+of(?=\s+(?:renewable|energy|electricity))|"
    r"(?:[a-z]\)|\(?[ivx]+\)|\d+(?:\.\d+)*[.)]?))\s+|[\s,;:.\-–—•*(“‘'\"#>|)\]]+)+"
)
_TRAILING = re.compile(
    r"(?:[\s,;:.\-–—•*(“‘'\"]+|\s(?:by|to|of|in|at|for|from|and|or|the|a|an|with|on|be|as|up|which|that|its|their|than|about|only|also|it|is|are|was|were|will|shall|further|"
    r"respectively|annually|each|every|per|level\s+of|total|over))+$"
)
_ACTOR = re.compile(
    r"(?:^|.*\s)(?:government|commission|ministry|ministers?|country|council|union|party|parties|state|states|authority|authorities|agency|department|board|we|it|they|province|city|"
    r"nation|company|companies|plan|strategy|act|law|programme|program|policy|policies|directive|regulation|scheme|bill|agreement|roadmap|vision|ndc|report|assessment|board|trust|"
    r"kingdom|republic|sultanate|federation|there|this|that|which|who|these|those|objective|result|results|measures?|one|decision|framework|package|vehicle|others?|budget)$"
)
_NOT_NOUNS = frozenset(
    "lower higher less more greater results result continue unlock limited binding target targets rate number current achieve achieves reach goal goals objective aim aims level levels total year years "
    "period equal equivalent up down below above at least best most only around about approximately further additional new same estimated expected projected share value and or respectively increase decrease "
    "reduction reductions reduced increased reducing increasing ambition case order part half part-time short on off out overall average annual each commitment committed compared note scenario baseline bau "
    "conditional unconditional contribution contributions addition end range amount amounts some many few several well also rest again today together therefore able come go down stand put make use so now then here there yet set meant put it and be take place weighing limited being used growth than while terms percentage results reduction".split()
)
_FINITE = re.compile(r"\s(?:has|have|had|is|are|was|were|relies|aims|sets|plans)\s")
_LONGEST = 6
_SHARES = ("share", "proportion", "percentage", "ratio", "rate", "part")
_PLACE = re.compile(r"\s(?:in|for|at|across|within|on|under|and|into)\s")
_GOALS = frozenset({"target", "targets", "goal", "goals", "objective", "objectives", "endeavour", "benchmark"})
_NAMEABLE = frozenset({"contribution", "contributions"})
_OBJECT_CUT = re.compile(
    r"[,;:•|\t]|\.\s|\s\((?![a-z0-9\s,\-]{1,12}\))|\s(?:compared|relative|below|above|from(?=\s+(?:19|20)\d\d|\s+the\s+(?:19|20)|\s+\d|\s+business)|which|that|by|through|while|when|under|until|based|as|to|so|in\s+order|"
    r"with\s+respect|against|over|during|within|on\s+(?:19|20)\d\d|in\s+(?:19|20)\d\d|via|using|including|such)\s"
)
_OF_CUT = re.compile(
    r"[,;:.()•|<\n\t]|\s(?:by|compared|relative|will|shall|should|would|could|must|is|are|was|were|has|have|had|to|that|which|while|until|through|outside|at|per(?=\s+(?:year|annum|day|cent))|with(?=\s+(?:a|an|the|\d))|as|for|on|set|under|than|using|"
    r"during|over|within|against|when|where|whose|if|or|nor|starting|so|according|enhancement|initiate|conduct|below|above|can|may|"
    r"and\s+(?:its|the|their|to|by|with|a|is|are|will|thereby|\d|in|on|then)|in\s+(?=(?:19|20)\d\d|line|order|the\s+period|accordance|comparison|each|q\d)|from\s+(?=(?:19|20)\d\d|\d))(?=\s|$)"
)
_SUBJECT_CUT = re.compile(
    r"[;:•\n|<>\t]|,\s|\.\s|\baims?\s+for\s|\s(?:that|which|where|while|whereas|but|shows?|show|means|so|if|when|requires?|to|will|shall|would|should|because|since|although|includes?|including|sees?|see|says?|namely|"
    r"and\s+(?:the|by|in|to|its|a|their|that|\d)|with\s+(?:the|a|an)|under\s+the|according\s+to|i\.e\.)\s|\)\s|^(?:in|by|for|from|during|over|under|with|as|at)\s[^,]{0,60},\s"
)
_SUBJECT_TAIL = re.compile(
    r"\s*(?:\b(?:will|shall|would|should|could|can|may|must|is|are|was|were|has|have|had|be|been|being|to|of|at|by|from|only|also|already|further|expected|projected|estimated|set|"
    r"targeted|aims?|currently|about|around|a|an|the|in|for|then|even|still|again|thus|thereby|not|cannot|it|again|steadily|gradually|significantly|respectively|would|need|needs|"
    r"planned|due|committed|required|supposed|anticipated|forecast|now|its|with|and|or|up|come|comes|continue|continues|go|there|did|do|does|fully|jointly|together|than|nearly|some|on|into|as|so)\b|[=:,(\-–])\s*$"
)


def trim(text: str, a: int, b: int) -> Stretch | None:
    """The phrase without determiners, conjunctions and marks at its ends; None where no noun is left."""
    m = _LEADING.match(text, a, b)
    if m:
        a = m.end()
    m = _TRAILING.search(text, a, b)
    if m:
        b = m.start()
    if b - a < 2 or not text[a:b].strip(" %.,0123456789()-"):
        return None
    phrase = text[a:b]
    words = phrase.split()
    if words[-1] in _GOALS and len(words) < 5 and "reduction" not in words:
        return None
    if len(words) == 1 and words[0].endswith("ed"):
        return None
    if all(word in _NOT_NOUNS for word in words) and not (len(words) == 1 and words[0] in _NAMEABLE):
        return None
    return a, _before_place(text, a, b)


def _before_place(text: str, a: int, b: int) -> int:
    """The end of a phrase without the place or group that makes it long (sales of X in key areas of Y)."""
    phrase = text[a:b]
    if phrase.count(" ") <= _LONGEST or phrase.startswith(_SHARES):
        return b
    m = _PLACE.search(text, a, b)
    return m.start() if m and text[a : m.start()].count(" ") >= 1 else b


def is_actor(text: str, stretch: Stretch) -> bool:
    """Whether a phrase names who acts and not what is measured."""
    return bool(_ACTOR.fullmatch(text[stretch[0] : stretch[1]]))


def without_periods(a: int, b: int, periods: list[Stretch]) -> Stretch:
    """A stretch cut at the first period inside it, or begun after one at its head."""
    for start, end in periods:
        if a <= start < b:
            if start - a <= 2:
                a = end
            else:
                b = start
                break
    return a, max(a, b)


def object_phrase(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch | None:
    """The noun phrase that begins after a verb at ``a`` and ends before the number's preposition, at ``b`` the latest."""
    a, b = without_periods(a, b, periods)
    cut = _OBJECT_CUT.search(text, a, b)
    if cut and cut.start() > a + 2:
        b = cut.start()
    return trim(text, a, b)


def of_phrase(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch | None:
    """The noun phrase that begins at ``a``, after a number's "of"."""
    cut = _OF_CUT.search(text, a, b)
    if cut:
        b = cut.start()
    for start, _ in periods:
        if a < start < b:
            b = start
            break
    return trim(text, a, b)


def subject_phrase(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch | None:
    """The noun phrase that ends before a predicate at ``b``, auxiliaries and dates left out."""
    moved = True
    while moved and b > a:
        moved = False
        for start, end in periods:
            if a <= start and end <= b and not text[end:b].strip(" ,("):
                b, moved = start, True
        m = _SUBJECT_TAIL.search(text, a, b)
        if m and m.start() < b and m.start() >= a:
            b, moved = m.start(), True
    a, b = _last_clause(text, a, b)
    a, b = _after_leading_period(text, a, b, periods)
    # A finite verb inside means that the stretch is a clause and no phrase.
    return None if _FINITE.search(text, a, b) else trim(text, a, b)


def _last_clause(text: str, a: int, b: int) -> Stretch:
    """The stretch after the last break; a restrictive clause (waste that is burnt) stays with the noun before it."""
    breaks = list(_SUBJECT_CUT.finditer(text, a, b))
    for m in reversed(breaks):
        if m[0].strip() in {"that", "which"} and not _REPORTS.search(text, a, m.start()) and text[m.start() - 1] != ",":
            b = m.start()
            continue
        if text[m.end() : b].strip():
            return m.end(), b
    return a, b


_REPORTS = re.compile(
    r"\b(?:requires?|shows?|means|ensures?|so|such|provided|estimate[sd]?|states?|said|says|found|announced|expects?|"
    r"proposes?|suggests?|indicates?|confirmed|committed|notes?|in\s+order)\s*\Z"
)


def _after_leading_period(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch:
    for start, end in periods:
        if a <= start <= a + 4 and end < b:
            a = end
        elif a < start < b and end < b:  # emissions in 2030 from transport: the phrase ends at the date
            b = start
    return a, b
