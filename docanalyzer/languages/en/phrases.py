"""Read an English sentence: each number from its own clause, from its list, or from the number before it."""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.languages.en.changes import CHANGE_AFTER
from docanalyzer.languages.en.clauses import Clause, Sentence
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.naming import name
from docanalyzer.languages.en.nouns import Stretch, is_actor, of_phrase, trim
from docanalyzer.languages.en.roles import is_fact, settle_role
from docanalyzer.languages.en.series import CHANGES, is_listed, repeat
from docanalyzer.languages.en.steps import lend_back, number_lists
from docanalyzer.languages.en.verbs import TO

_EVERY_YEAR = r"per\s+annum|per\s+year|a\s+year|each\s+year|annually|every\s+year|p\.a\.|yearly|year[\s-]on[\s-]year"
_PER_YEAR = re.compile(rf"\s*(?:{_EVERY_YEAR}|/\s?year|/\s?yr)")
_ANNUAL = re.compile(
    r"\bannual(?:ly)?\s+(?:\w+\s+){0,4}\Z|\bannual\b[^,;]{0,40}\b(?:growth|rate|increase)\b[^,;]{0,20}\Z"
    r"|\bby\s+an\s+average\s+of\s+\Z"
)
_PREVIOUS = re.compile(
    r"year[\s-]on[\s-]year|(?:over|from|than|on)\s+(?:in\s+)?(?:the\s+)?(?:previous|preceding|last)\s+year"
    r"|compared\s+(?:with|to)\s+the\s+(?:previous|same|last)\s+(?:year|period)|a\s+year\s+earlier"
)
_EQUIVALENT = re.compile(rf"[(,]?\s*(?<![a-z])(?:{any_of('restating')})\s+(?:(?:{any_of('restated')})\s+)*\Z")
_CHANGE_OF = re.compile(rf"\b({any_of('falls', 'rises')})\s+of\s+(?:\w+\s+)?\Z")
_LONGEST_RESTATEMENT = 90
_FOR_HEAD = re.compile(r"\W*(?:\(?[a-z]\)\s*)?(?:for|as\s+regards|in\s+the\s+case\s+of)\s+(?P<np>[^,;]{6,80}),\s")
_INTRODUCED = re.compile(
    r"\b(?:number|percentage|percent|share|amount|quantity|proportion|level|volume)\b[^.;:]{0,60}?\bof\s+"
)
_GROWTH_OF = re.compile(r"\bgrowth(?:\s+\w+)?\s+(?:rate\s+)?(?:of|at|target\s+of)\s+(?:\w+\s+){0,2}\Z")
_THEN_TO = re.compile(
    r"(?:\s(?:a|per|each|every)\syear|\sannually)?[\s,]*(?:to|bringing\s+it\s+to|reaching|and\s+(?:to\s+)?reach(?:es)?)\s+"
    r"(?:\w+\s+){0,2}\Z"
)
_MUCH = re.compile(r"\s+as\s+(?:much|many)\s+")
_NEW_THINGS = re.compile(r"\s*(?:of\s+)?(?:new|additional|extra|further)\s")
# A base of comparison stands at most so far from its number.
_BASE_DISTANCE = 60
# By 30%, an increased pledge compared to that of 2010: the comparison is about something else.
_NEW_START = re.compile(r",\s(?:an?|which|while|whereas|up)\s")
# The base at the end of a list of changes stands at most so far behind the first (by 9% and X by 10% from 2020).
_SHARED_BASE = 130
_BESIDE = 12
_CELLS = frozenset("<|\t")
# A limit of 95 g for new cars: what the limit is for.
_LIMIT_OF = re.compile(
    r"\b(?:limit|target|standard|cap|ceiling|goal|threshold|quota)s?\s+(?:of|at|is)\s+(?:\w+\s+){0,2}\Z"
)
_LIMIT_FOR = re.compile(r"\s+for\s+(?!(?:19|20)\d\d|all\b)")
_GOAL_OF = re.compile(r"\b(?:target|goal|objective|n?dc|pledge|commitment|ambition)s?\s+of\s+(?:\w+\s+){0,2}\Z")
# Targets for 2020 (27%), 2030 (45%).
_GOAL_FOR_YEAR = re.compile(
    r"\b(?:targets?|goals?)\s+for\s+(?:19|20)\d\d\s\(\s*\Z|(?:^|,|\band)\s*(?:19|20)\d\d\s\(\s*\Z"
)
# Said again with its article alone; the full name stands so far back at most.
_AGAIN = re.compile(
    r"\bthe(?:se)?\s+(?P<noun>reductions?|savings|emissions|increases?|removals?)\s+(?:is|are|was|were|will|shall"
    r"|can|could|has|have|would)\b"
)
_GAS = re.compile(r"\sof\s(?P<gas>carbon\s+dioxide|carbon|methane|co2)\Z")
_FROM_SOURCE = re.compile(r"\sfrom\s(?=[a-z])(?!(?:the\s)?(?:base|level|current|today|business|bau|\w+\slevels?\b))")
_PART = re.compile(r"(?:\bwith|\bincluding|\bof\swhich|,)\s\Z")
_BACK = 400
_CHANGED_IN = re.compile(r"\s+in\s+(?!(?:19|20)\d\d|fiscal|fy|this|that|which|the\s+(?:period|year|next|past)|\d)")
_BY_NOUN = frozenset({"predicate:decrease", "predicate:increase", "en:noun-after"})
# Compared with 2020, …
_OPENS_WITH_BASE = re.compile(r"\W*(?:compared\s(?:with|to)|relative\sto|against|measured\sagainst)\s(?:the\s)?")
_BRACKETED = re.compile(r"\([^()]*\)")
_PREDICATE_LENGTH = 40
# So much of the sentence on both sides of a number says which role it plays.
_LEAD = 200


def read(text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[When]]) -> list[Reading]:
    """Read the sentence ``text[start:end]``: one reading for each of its amounts, in order."""
    sentence = Sentence.of(text, start, end, amounts, periods)
    readings: list[Reading] = []
    for i in range(len(amounts)):
        readings.append(_read(Clause(sentence, i, readings[-1] if readings else None, tuple(readings))))
    lend_back(sentence, readings)
    number_lists(sentence, readings)
    for reading in readings:
        if reading.indicator is not None:
            reading.indicator = (reading.indicator[0] + start, reading.indicator[1] + start)
    return readings


def _read(clause: Clause) -> Reading:
    reading, before, after = Reading(), clause.before, clause.after
    reading.previous_year = bool(_PREVIOUS.search(before) or _PREVIOUS.search(after[:_BASE_DISTANCE]))
    reading.predicate = before[-_PREDICATE_LENGTH:] + after[:_PREDICATE_LENGTH]
    reading.yearly = bool(_PER_YEAR.match(after) or _ANNUAL.search(before))
    reading.base = _base(clause)
    previous = clause.previous
    if previous is not None and _says_again(clause, previous):
        _restate(clause, previous, reading)
    elif previous is not None and is_listed(clause, previous) and not _changes(clause):
        repeat(previous, reading)
        own = _own(clause, previous, reading)
        if own is not None:  # 900 buses and 300 trams
            reading.indicator, reading.carried = own, False
    else:
        name(clause, reading)
    if reading.indicator is not None and " " not in clause.text[slice(*reading.indicator)]:
        _antecedent(clause, reading)
    if reading.indicator is not None and clause.amount.unit != "count" and is_actor(clause.text, reading.indicator):
        reading.indicator = clause.of
    elif reading.indicator is not None and clause.amount.unit == "count" and is_actor(clause.text, reading.indicator):
        counted = clause.counted()  # the plan aims to have one million electric vehicles
        reading.indicator = reading.indicator if counted is None or is_actor(clause.text, counted) else counted
    if (
        reading.kind == "level"
        and reading.base is not None
        and not reading.retold
        and reading.why.get("indicator") != "en:list"
    ):
        # Raised to 20%, and Y cut by 18% from 2020: a level is measured from no base.
        base = clause.sentence.periods[reading.base]
        beyond = base.start > clause.right + clause.sentence.offset or base.end <= clause.amount.head
        reading.base = None if beyond else reading.base
    if clause.ratio and (_GOAL_OF.search(before) or _GOAL_FOR_YEAR.search(before)):
        reading.retold = reading.retold or reading.indicator is None
    if reading.indicator is None:
        _fall_back(clause, reading)
    _finish(clause, reading)
    # "Is estimated at" stands among the words of comparison, and says what the number is.
    comparison = clause.text[clause.head : clause.amount.start - clause.sentence.offset]
    reckoned = comparison.startswith("estimated") and before.endswith((" is ", " are ", " be "))
    told = before + comparison if reckoned else before
    around = clause.text[max(0, clause.head - _LEAD) : clause.head], clause.text[clause.tail : clause.tail + _LEAD]
    settle_role(reading, previous, clause.amount, told, after, comparison, around)
    reading.fact = is_fact(before, after)
    if (
        reading.role is None
        and previous is not None
        and previous.role == "other"
        and reading.why.get("indicator") == "en:list"
    ):
        reading.role, reading.why["role"] = previous.role, previous.why.get("role", "")  # the list goes on
    if reading.direction is not None:
        reading.why.setdefault("direction", reading.why.get("kind", "wording"))
    return reading


def _own(clause: Clause, previous: Reading, reading: Reading) -> Stretch | None:
    """What a member of a list names of its own: 900 buses and 300 trams; by 10% in nitrogen and 12% in sulphur."""
    if clause.amount.unit == "count":
        return clause.counted()
    by_noun = reading.kind in CHANGES and previous.why.get("kind") in _BY_NOUN
    behind = _CHANGED_IN.match(clause.after) if by_noun else None
    return of_phrase(clause.text, clause.tail + behind.end(), clause.right, clause.dates) if behind else None


def _base(clause: Clause) -> int | None:
    """The base of the change: after the number (below 1990 levels), else close before it."""
    amount, periods = clause.amount, clause.sentence.periods
    right = clause.right + clause.sentence.offset
    for i, p in enumerate(periods):
        if p.value.use == "base" and p.start >= amount.tail and (p.start <= right or _reaches(clause, p.start)):
            if _NEW_START.search(clause.sentence.source, amount.tail, p.start):
                return None
            return i
    for i in range(len(periods) - 1, -1, -1):
        p = periods[i]
        if p.value.use == "base" and p.end <= amount.head and amount.head - p.end < _BASE_DISTANCE:
            return None if _is_taken(clause, p.start) else i
    return _fronted(clause)


def _fronted(clause: Clause) -> int | None:
    """Compared with 2020, A is to grow by 10% and B by 12%: a base that opens a sentence is that of all its changes."""
    periods = clause.sentence.periods
    if not periods or periods[0].value.use != "base" or not clause.ratio:
        return None
    start, end = clause.dates[0]
    opens = _OPENS_WITH_BASE.fullmatch(clause.text, 0, start) and clause.text.startswith(",", end)
    return 0 if opens and end <= clause.head else None


def _reaches(clause: Clause, at: int) -> bool:
    """Whether a base behind the next number is for this one too: a list of changes, and no bracket in between."""
    stretch = _BRACKETED.sub("", clause.sentence.source[clause.amount.tail : at])
    if len(stretch) > _SHARED_BASE or "(" in stretch or ". " in stretch or ";" in stretch:
        return False
    following = clause.sentence.amounts[clause.index + 1 :]
    brackets = [m.span() for m in _BRACKETED.finditer(clause.sentence.source, clause.amount.tail, at)]
    crossed = [a for a in following if a.start < at and not any(start < a.start < end for start, end in brackets)]
    return all(later.unit == clause.amount.unit for later in crossed)


def _is_taken(clause: Clause, at: int) -> bool:
    """Whether a base before a number follows another number, which it belongs to (30% since 2007, saving £600,000)."""
    if clause.index == 0 or clause.share:
        return False
    gap = at - clause.sentence.amounts[clause.index - 1].tail
    return 0 <= gap < _BASE_DISTANCE


def _changes(clause: Clause) -> str:
    """The noun of change right behind a share (56%, 75% and 90% reductions), or nothing."""
    m = CHANGE_AFTER.match(clause.after) if clause.ratio else None
    return m["noun"] if m and m["noun"] in words("falls") | words("rises") else ""


def _restate(clause: Clause, previous: Reading, reading: Reading) -> None:
    """(equivalent to 52.9 Mt): the number before it in another unit."""
    after = _CHANGED_IN.match(clause.text, clause.tail, clause.right) if previous.indicator is None else None
    if after:  # a reduction of 23 Mt or 29% in X
        previous.indicator = of_phrase(clause.text, after.end(), clause.right, clause.dates)
    repeat(previous, reading)
    reading.restates = True
    reading.why["indicator"] = "en:equivalent"
    before = _CHANGE_OF.search(clause.before)
    noun = before[1] if before else _changes(clause)
    if noun:
        reading.kind = "relative_change" if clause.ratio else "absolute_change"
        reading.direction = "decrease" if noun in words("falls") else "increase"
        return
    if previous.kind in {"relative_change", "growth_rate"} and not clause.ratio:
        reading.kind = "absolute_change"
    elif previous.kind == "absolute_change" and clause.ratio:
        reading.kind = "relative_change"
    reading.role = previous.role if previous.role in {"other", "baseline"} else None


def _antecedent(clause: Clause, reading: Reading) -> bool:
    """The reductions are increased by 21 Mt: the reductions of which the text spoke last, with their full name."""
    m = _AGAIN.search(clause.before)
    if m is None:
        return False
    source, offset = clause.sentence.source, clause.sentence.offset
    first = max(source.rfind("\n", 0, offset) + 1, offset - _BACK)
    mentions = list(re.finditer(rf"(?:[A-Za-z][\w-]*\s){{1,2}}{m['noun']}\b", source[first:offset]))
    lower = source[first:offset].lower()
    found = trim(lower, *mentions[-1].span()) if mentions and len(lower) == offset - first else None
    phrase = (found[0] + first, found[1] + first) if found else None
    if phrase is None or " " not in source[slice(*phrase)]:
        return False
    reading.indicator, reading.carried = (phrase[0] - offset, phrase[1] - offset), True
    reading.why["indicator"] = f"carried:{phrase[0]}"
    return True


def _fall_back(clause: Clause, reading: Reading) -> None:
    """Where the clause names nothing: what is counted, the number before, the sentence's head, a table's lead."""
    previous = clause.previous
    counted = clause.counted() if clause.amount.unit == "count" else None
    subject = _LIMIT_FOR.match(clause.after) if _LIMIT_OF.search(clause.before) else None
    if subject:
        reading.indicator = of_phrase(clause.text, clause.tail + subject.end(), clause.right, clause.dates)
        reading.why["indicator"] = "en:limit-for"
    if reading.indicator is not None or _antecedent(clause, reading):
        return
    gas = _GAS.search(
        clause.text, clause.amount.start - clause.sentence.offset, clause.amount.end - clause.sentence.offset
    )
    verb = clause.verb
    source = _FROM_SOURCE.match(clause.after) if clause.ratio and _PART.search(clause.before) else None
    if source:  # all clean by 2040, with 70% from renewables by 2030
        reading.indicator = of_phrase(clause.text, clause.tail + source.end(), clause.right, clause.dates)
        reading.why["indicator"] = "en:source"
    if reading.indicator is not None:
        return
    if gas and verb is not None and verb.row.id in {"cut", "decrease", "do"}:
        reading.indicator, reading.why["indicator"] = gas.span("gas"), "en:gas"
    elif counted:
        reading.indicator, reading.why["indicator"] = counted, "en:counted"
    elif previous is not None and previous.indicator is not None and _is_beside(clause):
        reading.indicator, reading.carried, reading.why["indicator"] = previous.indicator, True, "en:carried"
        if reading.retold and reading.kind == "level":
            _tell_again(clause, reading)
    else:
        head = _FOR_HEAD.match(clause.text)
        if head:
            reading.indicator, reading.why["indicator"] = trim(clause.text, *head.span("np")), "en:head"
        elif clause.index == 0 and clause.text[:1] in "<|":
            _introduce(clause.sentence, reading)


def _tell_again(clause: Clause, reading: Reading) -> None:
    """51% lower, 4 points short of the 55% target: the target is a change like the one told before it."""
    amounts = clause.sentence.amounts
    for earlier, amount in zip(reversed(clause.earlier), reversed(amounts[: clause.index]), strict=True):
        if earlier.kind == "relative_change" and amount.unit == clause.amount.unit:
            reading.kind, reading.direction, reading.why["kind"] = earlier.kind, earlier.direction, "en:told-again"
            return


def _says_again(clause: Clause, previous: Reading) -> bool:
    """Cut by 5.8%, equivalent to 2 Gt; cut by 27 Mt (6.7%): a change told once more, as an amount or as a share."""
    if len(clause.before) < _LONGEST_RESTATEMENT and _EQUIVALENT.search(clause.before):
        return True
    if not clause.before.endswith("(") or not clause.after.startswith(")") or clause.amount.unit == "count":
        return False
    told = "absolute_change" if clause.ratio else "relative_change"
    return previous.kind == told and not clause.is_like_last() and clause.sentence.gap(clause.index).strip() == "("


def _is_beside(clause: Clause) -> bool:
    """Whether a number may speak of what the number before it names: same unit, same table, or right beside it."""
    gap = clause.sentence.gap(clause.index)
    before = clause.sentence.amounts[clause.index - 1]
    return before.unit == clause.amount.unit or len(gap) <= _BESIDE or not _CELLS.isdisjoint(gap)


def _introduce(sentence: Sentence, reading: Reading) -> None:
    """A table under a sentence that ends in a colon: what the sentence speaks of the number or share of."""
    lead = sentence.source[: sentence.offset].rstrip()
    if not lead.endswith(":"):
        return
    start = lead.rfind("\n") + 1
    m = _INTRODUCED.search(sentence.source, start, len(lead))
    phrase = of_phrase(sentence.source, m.end(), len(lead), []) if m else None
    if phrase:
        reading.indicator = (phrase[0] - sentence.offset, phrase[1] - sentence.offset)
        reading.carried, reading.why["indicator"] = True, f"carried:{phrase[0]}"


def _finish(clause: Clause, reading: Reading) -> None:
    """What the surroundings make of the kind, and the second of two values (from 12% to 15%)."""
    amount, before, previous = clause.amount, clause.before, clause.previous
    if amount.form == "multiple":
        reading.kind, reading.direction = "relative_change", "increase"
    elif amount.unit in {"%", "permille"}:
        if reading.kind == "level" and _GROWTH_OF.search(before):
            reading.kind, reading.direction = "growth_rate", "increase"
        yearly = reading.yearly or (reading.previous_year and reading.direction == "increase")
        if reading.kind == "relative_change" and yearly:
            reading.kind = "growth_rate"
    elif amount.unit == "pp" and reading.kind == "relative_change":
        reading.kind = "absolute_change"
    if previous is not None:
        _beside_last(clause, reading, previous)
    much = _MUCH.match(clause.after) if amount.unit == "1" else None
    if much:
        phrase = of_phrase(clause.text, clause.tail + much.end(), clause.right, clause.dates)
        reading.indicator = phrase or reading.indicator
    if (
        reading.kind == "level"
        and not clause.share
        and _NEW_THINGS.match(clause.text, amount.end - clause.sentence.offset)
    ):
        reading.kind, reading.direction = "absolute_change", "increase"


def _beside_last(clause: Clause, reading: Reading, previous: Reading) -> None:
    """What the number before makes of this one: the end of a change, a level that a change leads to."""
    amount, before, i = clause.amount, clause.before, clause.index
    before_it = clause.sentence.amounts[i - 1]
    if previous.role == "baseline" and before_it.unit == amount.unit and TO.search(before):
        reading.kind, reading.pair_of = "level", i - 1
        reading.direction = "increase" if amount.low > before_it.low else "decrease"
        reading.indicator, reading.carried = previous.indicator or reading.indicator, previous.indicator is not None
    elif before_it.form == "multiple" and TO.search(before):  # tripling X to 40 GW
        reading.kind, reading.direction = "level", "increase"
    elif previous.direction and reading.kind == "level" and _THEN_TO.fullmatch(before):
        reading.direction, reading.indicator, reading.carried = previous.direction, previous.indicator, True
