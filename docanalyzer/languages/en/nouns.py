"""Ends of noun phrases in English clauses; all functions work on a lower-cased sentence and its offsets."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from docanalyzer.knowledge.predicates import predicates
from docanalyzer.knowledge.regions import countries
from docanalyzer.languages.en.lists import any_of, words

Stretch = tuple[int, int]

_MARKS = r"\s,;:.\-–—•·*(“‘'\""
_LEADING = re.compile(
    rf"(?:(?:{any_of('leads')}|amount\s+of(?=\s+(?:renewable|energy|electricity))"
    rf"|(?:[a-z]\)|\(?[ivx]+\)|\d+(?:\.\d+)*[.)]?))\s+|[{_MARKS}#>|)\]]+)+"
)
# What trails behind a phrase (is to be cut by at least a further) is no longer than this.
_ENDS_REACH = 60
# One mark at a time: a run of marks can then be read in one way only, and a failing match ends soon.
_TRAILING = re.compile(rf"(?:[{_MARKS}]|\s(?:{any_of('tails')}))+$")
_ACTOR = re.compile(rf"(?:^|.*\s)(?:{any_of('actors')})$")
_GOAL_LAST = re.compile(
    rf"(?:[\w\-]+['’]s\s+)?(?:(?:{any_of('goal_kinds')})\s+)*(?P<np>(?:[a-z][\w’'\-]*\s+){{0,3}}(?:energy|efficiency|renewables|electricity|recycling|gas|power|heat|"
    r"share|consumption|savings?|interconnection|forest|biofuels?))\s+(?:targets?|goals?|objectives?)"
)
# A country's cap on emissions limits emissions.
_CAP_ON = re.compile(
    r"(?:[\w\-]+['’]s\s+)?(?:[a-z]+\s)?(?:cap|ceiling|limit|limits|restriction|restrictions)\son\s"
    r"(?:the\s|its\s)?(?=[a-z])"
)
# Average targets for new vans: a limit of what vans emit; the targets for 2030 keep their name.
_TARGETS_FOR = re.compile(
    rf"(?:(?:{any_of('goal_kinds')}|fleet-wide|following)\s)*"
    r"(?:targets?|goals?|objectives?)(?:\sby\s(?:weight|volume))?\sfor\s(?:the\s)?(?!(?:19|20)\d\d|all\b|each\b|below\b|above\b)(?=[a-z])"
)
# The heat market, which is young, will need …
_RELATIVES = frozenset({"which", "who", "whose"})
_LAND = re.compile(r"\b(?:land|area|areas|hectares|cover)\Z")
_HEAD = re.compile(r"\s(?:of|in|for|from|at|by|on|within|with)\s")
_FINITE = re.compile(rf"\s(?:{any_of('finite')})(?=\s|$)")
_LONGEST = 6
_SHARES = ("share", "proportion", "percentage", "ratio", "rate", "part")
_PLACE = re.compile(r"\s(?:in|for|at|across|within|on|under|into)\s")
_PERIODIC = frozenset({"hourly", "daily", "weekly", "monthly", "quarterly", "yearly"})
_GOALS = frozenset({"target", "targets", "goal", "goals", "objective", "objectives", "endeavour", "benchmark"})
# A phrase needs a word; it holds no address and is no number of a report (116/127).
_WORD = re.compile(r"[a-z]{2}")
_DEBRIS = re.compile(r"\brecast$|^year\s\d{4}$|www\.|https?:|[a-z]/[a-z]+/|\d+/\d+|\.pdf|[<>≤≥=]|^\d{4}")
# A participle without its noun (shared across the ministries) and a verb with its object (endorsed the advice).
_CLAUSE = re.compile(
    r"^[a-z]+ed\s+(?:in|into|across|by|on|to|for|from|with|at|as|offsite)\b|[a-z]+ed\s+(?:the|a|an|its|their)\s|"
    r"^[a-z]+ly\s+[a-z]+\s+(?:on|by|to|from)\b|"
    r"^(?:[a-z]+\s+){0,3}(?:targets?|goals?|objectives?)\s+(?:[a-z]+ed\b|(?:for|of|to)\s+[a-z]+ing$)|"
    r"^[a-z]+ly\s+[a-z]+ed$|\b(?:did|does|do)\s+not\b|"
    r"^(?:set|put|taken|given|held|kept|sold|drawn|made|found)\s+(?:in|by|for|on|at|out|from|to|up)\b"
)
# "Significantly higher" compares and names nothing.
_COMPARATIVE = re.compile(
    r"(?:[a-z]+ly\s+|even\s+|much\s+)?(?:higher|lower|larger|smaller|greater|less|more|better|faster)"
)
# Of what only is more or less: a reduction amount.
_MEASURE_OF_CHANGE = re.compile(r"(?:reduction|growth|saving|savings|increase)\s+(?:amount|amounts)")
# By itself no noun: an adverb, a participle, a possessive.
_NO_NOUN = re.compile(r".*(?:[^pm]ly|ing|ed|['’]s|s['’])")
_PARTICIPLE_FIRST = re.compile(r"[a-z]+ed\s+and\s+(?=[a-z])")
_MEMBER = re.compile(r"(?:(?!,|\sand\s).)+")
_VERB_FIRST = re.compile(
    rf"(?:[a-z]+ing(?=\s+(?:the|a|an|its|their)\s)|{any_of('not_nouns')})\s+(?:(?:the|a|an|its|their)\s+)?(?!(?:of|in)\s)(?=[a-z0-9])"
)
_QUOTES = "“”‘’\"'"
_NAMEABLE = frozenset({"contribution", "contributions"})
_OBJECT_CUT = re.compile(
    rf"[,;:•|\t]|\.\s|\s\((?![a-z0-9\s,\-]{{1,12}}\))|\s(?:{any_of('object_ends')}|"
    r"from(?=\s+(?:19|20)\d\d|\s+the\s+(?:19|20)|\s+\d|\s+business)|(?:on|in)\s+(?:19|20)\d\d)\s"
)
_OF_CUT = re.compile(
    rf"[,;:.()•|<\n\t]|\s[–—-](?=\s)|\s(?:{any_of('of_ends')}|(?<!access\s)to|per(?=\s+(?:year|annum|day|cent))|with(?=\s+(?:(?:a|an|the)\b|\d))"
    rf"|and\s+(?:{any_of('and_ends')}|one\s+of|\d|[a-z]+\s+(?:the|its|their|it|them|an?)(?=\s))|from\s+(?=(?:19|20)\d\d|\d)"
    r"|in\s+(?=\d|line|order|the\s+period|accordance|comparison|each|q\d))(?=\s|$)"
)
_SUBJECT_CUT = re.compile(
    rf"[;:•\n|<>\t]|,\s|\.\s|\baims?\s+for\s|\s(?:{any_of('subject_heads')}|and\s+(?:{any_of('and_heads')}|\d)"
    r"|to)(?=\s)|\)\s"
)
# The longest word of a tail with the blanks around it.
_TAIL_REACH = 24
_SUBJECT_TAIL = re.compile(
    rf"\s*(?:\b(?:{any_of('subject_tails')})\b|(?<=\s)(?!supply|family|assembly|italy|july)[a-z]{{3,}}ly|[=:,(\-–])\s*$"
)
# X will recover and stabilise at: the first of two verbs.
_MODAL_VERB = re.compile(r"\s(?:will|shall|should|must)\s(?:\w+ly\s)?[a-z]+(?:\s(?:and|or))?\s*\Z")
_MODAL_REACH = 48
_TAKES_TO = re.compile(rf"\b(?:pursuant|referred|subject|{any_of('nouns_with_to')})(?:\s+of(?:\s+\w+){{1,3}})?\Z")
# "The rate at which waste is recycled" names itself only with its clause.
_AT_WHICH = re.compile(r"\b(?:rate|speed|share|extent|level|proportion)\s(?:at|in|by|to)\Z")
_THAT_SHARE = re.compile(r"\s(?:proportion|share|figure|ratio|rate|percentage|number|level|total|amount)\b")
# In key regions the replacement ratio: the thing begins behind its place.
_PLACED = re.compile(r"\s?(?:in|for|at|across|among)\s(?!the\b)(?:[a-z][\w’'-]*\s){1,3}?(?:the|their|its)\s(?=[a-z])")
_ACRONYM = re.compile(r"[a-z]\s\([a-z][a-z0-9&\-]{1,9}\)\Z")
_OWNER = re.compile(r"(?:['’]s?|\b(?:the|its|their|our))\s\Z")
# Reducing Canada's 2030 emissions.
_WHOSE = re.compile(r"\s?(?:[\w-]+\s){0,3}[\w-]+(?:['’]s|s['’])\s")
# Investment in the province and create [9,000 jobs].
_AND_LAST = re.compile(r"\sand\s(?P<verb>[a-z]+)\s?\Z")
_NOUN_AFTER_YEAR = re.compile(rf"\s(?!(?:{any_of('object_ends', 'of_ends', 'fillers')}|and|or)\b)[a-z]")
_RULED = re.compile(rf"\s(?:{any_of('rulings')})\b")
_REPORTS = re.compile(rf"\b(?:{any_of('reports')})\s*\Z")


def trim(text: str, a: int, b: int) -> Stretch | None:
    """The phrase without determiners, conjunctions and marks at its ends; None where no noun is left."""
    whole = _without_ends(text, a, b)
    if whole is None:
        return None
    a, b = whole
    b = _before_place(text, a, b)
    m = _TRAILING.search(text, max(a, b - _ENDS_REACH), b)
    return a, m.start() if m else b


def _without_ends(text: str, a: int, b: int) -> Stretch | None:
    m = _LEADING.match(text, a, b)
    if m:
        a = m.end()
    m = _TRAILING.search(text, max(a, b - _ENDS_REACH), b)
    if m:
        b = m.start()
    a = _after_verb(text, a, b)
    m = _LEADING.match(text, a, b)
    if m:
        a = m.end()
    m = _PARTICIPLE_FIRST.match(text, a, b)
    if m:
        a = m.end()
    m = _CAP_ON.match(text, a, b) if text.find(" on ", a, b) > 0 else None
    if m:
        a = m.end()
    m = _TARGETS_FOR.match(text, a, b) if text.find(" for ", a, b) > 0 else None
    if m:
        a = m.end()
    m = _GOAL_LAST.fullmatch(text, a, b)
    if m:
        a, b = m.span("np")  # its overall renewable energy target
    return (a, b) if b - a >= 2 and _names(text[a:b]) else None


def members(text: str, a: int, b: int) -> list[Stretch]:
    """The members of a coordination: energy use | water use."""
    found: list[Stretch] = []
    for m in _MEMBER.finditer(text, a, b):
        stretch = trim(text, *m.span())
        if stretch is not None:
            found.append(stretch)
    return found


def _after_verb(text: str, a: int, b: int) -> int:
    """The place behind verbs at the head of a phrase (ensure coordinated growth, keep the temperature)."""
    while (m := _VERB_FIRST.match(text, a, b)) is not None:
        a = m.end()
    return a


def _names(phrase: str) -> bool:
    """Whether a phrase can name what is measured: a null slot is better than "currently" or "according to"."""
    parts = phrase.split()
    if not parts or not _WORD.search(phrase) or _DEBRIS.search(phrase) or parts[0] in words("adverbials"):
        return phrase.startswith("per capita ")
    if phrase.count(")") > phrase.count("(") or _CLAUSE.search(phrase) or _COMPARATIVE.fullmatch(phrase):
        return False
    if _MEASURE_OF_CHANGE.fullmatch(phrase):
        return True
    if parts[-1].strip(_QUOTES) in _GOALS and len(parts) < 5 and "reduction" not in parts:
        return False
    # "An ambitious target of having" is none, nor is what has only words of little content.
    verbal = (
        len(parts) > 2 and parts[-2] == "of" and parts[-1].endswith("ing") and parts[-1] not in words("nouns_in_ing")
    )
    if verbal or (words("leads") | words("tails")).issuperset(parts):
        return False
    if words("no_names").issuperset(parts) and not (len(parts) == 1 and parts[0] in _NAMEABLE):
        return False
    if len(parts) > 1:
        return True
    verbal = parts[0] in words("not_nouns") or _NO_NOUN.fullmatch(parts[0]) is not None
    return not verbal or parts[0] in words("nouns_in_ing")


def _before_place(text: str, a: int, b: int) -> int:
    """The end of a phrase without the place or group that makes it long (sales of X in key areas of Y)."""
    phrase = text[a:b]
    if phrase.count(" ") <= _LONGEST or phrase.startswith(_SHARES):
        return b
    m = _PLACE.search(text, a, b)
    if m and text[a : m.start()].rsplit(" ", 1)[-1] in _SHARES:
        return b  # coal's share in …
    return m.start() if m and text[a : m.start()].count(" ") >= 1 else b


def is_actor(text: str, stretch: Stretch) -> bool:
    """Whether a phrase names who acts and not what is measured."""
    phrase = text[stretch[0] : stretch[1]]
    return phrase in _countries() or bool(_ACTOR.fullmatch(_HEAD.split(phrase, maxsplit=1)[0]))


@cache
def _countries() -> frozenset[str]:
    return frozenset(name.lower() for country in countries().values() for name in country.en)


def without_periods(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch:
    """A stretch cut at the first period inside it, or begun after one at its head."""
    for start, end in periods:
        if a <= start < b:
            owned = _WHOSE.fullmatch(text, a, start) is not None and _NOUN_AFTER_YEAR.match(text, end, b) is not None
            if start - a <= 2 or owned or text[a:start].strip() in {"its", "their", "the", "our"}:
                a = end
            else:
                b = start
                break
    return a, max(a, b)


def _is_attribute(text: str, a: int, start: int, end: int, b: int) -> bool:
    """Whether a year stands before its noun (the Union's 2020 energy consumption)."""
    owned = text[start].isdigit() and _OWNER.search(text, a, start) is not None
    return owned and _NOUN_AFTER_YEAR.match(text, end, b) is not None


def object_phrase(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch | None:
    """The noun phrase that begins after a verb at ``a`` and ends before the number's preposition, by ``b``."""
    a, b = without_periods(text, a, b, periods)
    cut = _OBJECT_CUT.search(text, a, b)
    if cut and cut.start() > a + 2:
        b = cut.start()
    return trim(text, a, b)


def of_phrase(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch | None:
    """The noun phrase that begins at ``a``, after a number's "of"."""
    cut = _OF_CUT.search(text, a, b)
    if cut and cut[0].strip() == "under" and _LAND.search(text, a, cut.start()):
        cut = _OF_CUT.search(text, cut.end(), b)  # land area under forest
    if cut:
        b = cut.start()
    verb = None if cut else _AND_LAST.search(text, max(a, b - _ENDS_REACH), b)
    if verb and verb["verb"] in predicates("en"):
        b = verb.start()
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
        m = _SUBJECT_TAIL.search(text, max(a, b - _TAIL_REACH), b)
        if m and m.start() < b and m.start() >= a:
            b, moved = m.start(), True
            continue
        m = _MODAL_VERB.search(text, max(a, b - _MODAL_REACH), b)
        if m:
            b, moved = m.start(), True
    first = a
    a, b = _last_clause(text, a, b)
    placed = _PLACED.match(text, a, b)
    if placed:
        a = placed.end()
    whole = _coordination(text, first, a, b)
    if whole is not None:
        return whole
    m = _RULED.search(text, a + 3, b)
    if m:
        b = m.start()
    a, b = _after_leading_period(text, a, b, periods)
    # A finite verb inside means that the stretch is a clause and no phrase.
    clause = text.find(" which ", a, b) > 0
    return None if _FINITE.search(text, a, b) and not clause else trim(text, a, b)


def _last_clause(text: str, a: int, b: int) -> Stretch:
    """The stretch after the last break; a restrictive clause (waste that is burnt) stays with the noun before it."""
    breaks = list(_SUBJECT_CUT.finditer(text, a, b))
    for m in reversed(breaks):
        if m[0][0] == ")" and _ACRONYM.search(text, a, m.start() + 1):
            continue  # net greenhouse gas (GHG) emissions
        if m[0] == ", " and _is_aside(text, m.end(), b):
            b = m.start()
            continue
        if m[0] == " to" and _TAKES_TO.search(text, a, m.start()):
            continue  # contribution to the target; imposed pursuant to the act
        if m[0] == " which" and _AT_WHICH.search(text, a, m.start()):
            continue
        if m[0] == " that" and _THAT_SHARE.match(text, m.end(), b):
            return m.end(), b  # by 2025 that share is to exceed 70%
        restricts = m[0].strip() in {"that", "which"} and text[m.start() - 1] != ","
        if restricts and not _REPORTS.search(text, a, m.start()):
            b = m.start()
            continue
        if text[m.end() : b].strip():
            return m.end(), b
    return a, b


def _coordination(text: str, first: int, a: int, b: int) -> Stretch | None:
    """Emissions from transport, buildings and farming: short members before the last comma belong to the phrase."""
    opens_clause = text[a:b].lstrip().split(" ", 1)[0] in words("conjunctions")
    if opens_clause or " and " not in text[a:b] or not text[first:a].rstrip().endswith(","):
        return None
    begin = a
    stops = [first, *(m.end() for m in _SUBJECT_CUT.finditer(text, first, a))]
    for start, end in reversed(list(pairwise(stops))):
        member = text[start:end].rstrip()
        parts = member.rstrip(",").split()
        if (
            not member.endswith(",")
            or not 0 < len(parts) <= _LONGEST
            or (parts[0].endswith("ly") and parts[0] not in _PERIODIC)
            or _is_aside(text, start, end)
        ):
            break
        begin = start
        if len(parts) > 2:  # the head of the list: emissions of sulphur dioxide, …
            break
    return _without_ends(text, begin, b) if begin < a else None


def _is_aside(text: str, a: int, b: int) -> bool:
    """Whether what stands between the last comma and the verb only adds to the noun before it (X, including Y, is)."""
    first = text[a:b].lstrip().split(" ", 1)[0]
    return (
        first in words("asides")
        or first in _RELATIVES
        or (first in words("adverbials") and first not in words("conjunctions"))
    )


def _after_leading_period(text: str, a: int, b: int, periods: list[Stretch]) -> Stretch:
    for start, end in periods:
        if a <= start < b and end < b and (start <= a + 4 or _is_attribute(text, a, start, end, b)):
            a = end
        elif a < start < b and end < b:  # emissions in 2030 from transport: the phrase ends at the date
            b = start
    return a, b
