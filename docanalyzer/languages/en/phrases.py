"""What an English clause says of a number: the thing measured, what happens to it, what it is compared with.

The words around a number are read in the order in which English offers them: a noun of change after it (9% reduction in X), a verb
before it with the thing between (reduce X by 9%) or in front (X will fall by 9%), "of X" after it (20% of X), a level (X of 28 TWh,
X reached 28 TWh); where nothing is named, the thing of the number before it.
"""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Direction
from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.base import Amount, Reading, Span2

_HARD = re.compile(r"[;:•\n\t|]|(?<=\s)[-–](?=\s)|\.\s|(?<=\))\s(?=[A-Z])")
_PREPOSITION = re.compile(r"(?:\s|^)(?:by|to|of|at|from|up to|down to|for|with|is|in|as|,)?\s*(?:(?:a|an|the|its|total|target|further|another|additional|only|be|estimated|set|level|rate|value|average|combined|overall|up|another|around|about|approximately)\s+(?:of\s+)?)*$")
_STOPS = (
    r"compared|relative|against|versus|below|above|by|from|until|before|than|which|that|who|while|whereas|if|when|where|so|because|with|including|such|as|"
    r"under|through|over|during|since|will|shall|would|should|could|can|may|might|must|is|are|was|were|has|have|had|be|been|being|to|at|on|into|between|among|based|"
    r"set|through|via|due|given|thereby|thus|also|only|then|not|does|do|did|according|taking|leading|corresponding|equivalent|representing|reaching|resulting|without|upon|within|but|or"
)
_CUT = re.compile(rf"\s*(?:[,;:.()\[\]•|\n\t]|\s(?:{_STOPS})\b)")
_DETERMINERS = re.compile(r"(?:(?:the|a|an|its|their|our|all|this|these|those|his|total amount of|each|every|any|some|overall|of|in|for|that|and|or|to|by|existing|more|about|around|approximately|up|new|additional|at least|least|also|further)\s+|[\s,;:.\-–•*()“”‘’'\"]+|\d[\d.]*\s+)+")
_AFTER_NOUN = re.compile(
    r"\s*(?:(?:,?\s*net|absolute|gross|overall|average|annual|economy-wide|domestic|further|additional|relative|conditional|unconditional|per\s+(?:annum|year))\s+)*"
    r"(?P<np>(?:[a-z][\w’'\-]*\s+){0,4}?)(?P<noun>reductions?|decreases?|cuts?|decline|drop|savings?|fall|increases?|improvements?|growth|rise|gains?|contributions?|targets?|share|goals?|mitigation|abatement|rate|objective)\b"
)
_FALL_NOUNS = frozenset("reduction reductions decrease decreases cut cuts decline drop saving savings fall mitigation abatement".split())
_RISE_NOUNS = frozenset("increase increases improvement improvements growth rise gain gains".split())
_COMPARED = re.compile(r"\s*(?P<word>below|above|lower|higher|less|more|fewer|greater|under|over|on)\s+(?:than\s+)?(?:its\s+|the\s+|in\s+|their\s+|projected\s+|business|bau|base|baseline|reference|\(?(?:19|20)\d\d)")
_OF = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?of\s+(?!which|them|these|this|that|those|19|20\d\d|the\s+(?:baseline|target|19|20))(?=[a-z“‘'\"])")
_PER_YEAR = re.compile(r"\s*(?:per\s+annum|per\s+year|a\s+year|each\s+year|annually|every\s+year|p\.a\.|yearly|year[\s-]on[\s-]year|/year)")
_YEARLY = re.compile(r"\bannual(?:ly)?\b|per\s+(?:annum|year)|each\s+year|every\s+year|year[\s-]on[\s-]year|\byearly\b")
_PREVIOUS = re.compile(r"year[\s-]on[\s-]year|over\s+the\s+previous\s+year|from\s+the\s+previous\s+year|compared\s+(?:with|to)\s+the\s+(?:previous|same)\s+(?:year|period)|than\s+(?:in\s+)?the\s+previous\s+year")
_FROM = re.compile(r"\bfrom\s+(?:an?\s+|the\s+)?(?:estimated\s+|current\s+|baseline\s+|level\s+of\s+|around\s+|about\s+|approximately\s+|some\s+|(?:19|20)\d\d\s+(?:level|baseline)\s+of\s+)*$")
_BASELINE = re.compile(r"\bbaseline\s+(?:value\s+)?(?:of|:|is|was)\s*$|\bbase\s+year\s+(?:emissions\s+)?(?:of|:)\s*$")
_TO = re.compile(r"\b(?:to|at|reach(?:es|ed|ing)?|=|:)\s+(?:\w+\s+){0,2}$")
_EQUIVALENT = re.compile(r"\(?\s*(?:equivalent\s+to|equal\s+to|corresponding\s+to|i\.e\.,?|or|that\s+is,?|amounting\s+to|equivalent\s+of|representing|which\s+is)\s+(?:(?:a|an|about|around|the|reduction\s+of|increase\s+of|total\s+of)\s+)*$")
_SIZE = re.compile(r"\b(?:plants?|installations?|facilities|units|vehicles|buildings|undertakings|enterprises|manufacturers?|projects?|companies|boilers|cities|towns|municipalities|systems|capacity|output|area|population|inhabitants|premises)\s+(?:\w+\s+){0,3}?(?:with\s+(?:an?\s+)?(?:\w+\s+){0,4}?)?(?:(?:of|is|are|exceeds?|exceeding|responsible\s+for|larger|smaller|rated|that\s+\w+)\s+)?$")
_CONDITION = re.compile(r"\b(?:if|where|when|whose|unless|upon\s+the\s+attainment\s+of|responsible\s+for|provided\s+that|in\s+case|for\s+which|eligible)\b[^,;.]*$")
_PROJECTION = re.compile(r"\b(?:project(?:ed|ions?|s)|forecasts?|business[\s-]as[\s-]usual|bau|estimated|estimates?|scenario|assum(?:ed|es|ption|ptions)|expected\s+to\s+(?:cost|grow|increase)|could\s+reach|on\s+(?:course|track)\s+to|simulations?|modelled|modelling|anticipated|potential)\b")
_PENALTY = re.compile(r"\b(?:fines?|penalt(?:y|ies)|premium|fee|price|cost|costs|levy|grant|loan|budget|worth|valued|investments?|financ\w+)\b")


@cache
def _verbs() -> dict[str, Predicate]:
    return predicates("en")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b({alternation(tuple(_verbs()))})\b")


def read(text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[Span2]]) -> list[Reading]:
    """Read the sentence ``text[start:end]``: one reading for each of its amounts, in order."""
    lower = text.lower() if len(text) < 1 else text
    readings: list[Reading] = []
    for i, amount in enumerate(amounts):
        left = amounts[i - 1].tail if i else start
        right = amounts[i + 1].head if i + 1 < len(amounts) else end
        readings.append(_read_one(lower, start, end, left, right, amount, amounts[:i], periods, readings))
    return readings


def _read_one(
    text: str,
    start: int,
    end: int,
    left: int,
    right: int,
    amount: Amount,
    before: list[Amount],
    periods: list[Mention[Span2]],
    readings: list[Reading],
) -> Reading:
    reading = Reading()
    previous = readings[-1] if readings else None
    begin = _after_break(text, left, amount.head)
    clause = text[begin : amount.head].lower()
    after = text[amount.tail : right].lower()
    reading.previous_year = bool(_PREVIOUS.search(clause) or _PREVIOUS.search(after[:60]))
    reading.yearly = bool(_PER_YEAR.match(after) or re.search(r"\bannual(?:ly)?\s+(?:\w+\s+){0,4}$|\bannual\b[^,;]{0,40}\b(?:growth|rate)\b[^,;]{0,20}$", clause))
    reading.base = _base(text, start, end, amount, right, periods)
    listed = previous is not None and before and _listed(text, before[-1], amount)
    ratio = amount.unit in {"%", "1", "permille"}
    if _equivalent(clause, text, left, amount, previous, reading, ratio):
        return _finish(reading, text, amount, begin, clause, after)
    noun = _AFTER_NOUN.match(after) if ratio or amount.unit == "pp" else None
    compared = _COMPARED.match(after)
    verb, gap, verb_at = _last_verb(clause)
    if noun and not (verb and verb.id == "reach" and noun["noun"] == "share"):
        _from_noun(text, amount, after, noun, reading, clause, begin, previous)
    elif compared and ratio:
        word = compared["word"]
        reading.kind = "relative_change"
        reading.direction = "decrease" if word in {"below", "lower", "less", "fewer", "under"} else "increase"
        if word == "on":
            reading.direction = "decrease"
        reading.indicator = _subject(text, begin, _verb_start(clause, begin, amount.head), periods)
        if reading.indicator is None and verb and gap.strip():
            reading.indicator = _object(text, begin + verb_at, amount.head, periods)
        if verb is not None and verb.direction in {"increase", "decrease"} and word == "on":
            reading.direction = verb.direction
        reading.why["kind"] = "en:below-base"
    elif verb is not None:
        _from_verb(text, amount, after, verb, gap, begin, verb_at, clause, reading, periods, right)
    else:
        reading.kind = "level"
        reading.indicator = _of(text, amount, right, periods) or _subject(text, begin, amount.head, periods)
        reading.why["kind"] = "en:level"
    if listed and previous is not None and (reading.indicator is None or _LIST_ONLY.fullmatch(clause)):
        reading.indicator, reading.carried = previous.indicator, True
        reading.kind, reading.direction = previous.kind, previous.direction
    if reading.indicator is None and amount.unit == "count" and amount.counted:
        a = text.find(amount.counted.split()[0], amount.start, amount.end + 30)
        if a >= 0:
            reading.indicator = (a, a + len(amount.counted)) if text[a : a + len(amount.counted)].lower() == amount.counted.lower() else None
    if reading.indicator is None and previous is not None and previous.indicator is not None:
        reading.indicator, reading.carried = previous.indicator, True
        if reading.kind == "level" and not reading.direction and previous.role == "baseline":
            reading.direction = previous.direction
    return _finish(reading, text, amount, begin, clause, after)


_LIST_ONLY = re.compile(r"\s*(?:,|and|or|,\s*and|by|to|\s)*\s*(?:in|by)?\s*(?:(?:19|20)\d\d)?\s*(?:,|and|,\s*and|to|by|\s)*\s*")


def _listed(text: str, before: Amount, amount: Amount) -> bool:
    gap = text[before.tail : amount.head].lower()
    return before.unit == amount.unit and len(gap) < 30 and bool(_LIST_ONLY.fullmatch(gap))


def _after_break(text: str, left: int, head: int) -> int:
    at = left
    for m in _HARD.finditer(text, left, head):
        at = m.end()
    return at


def _equivalent(clause: str, text: str, left: int, amount: Amount, previous: Reading | None, reading: Reading, ratio: bool) -> bool:
    """"(equivalent to 52.9 Mt)" restates the number before it."""
    if previous is None or not _EQUIVALENT.search(clause) or len(clause) > 60:
        return False
    reading.indicator, reading.carried = previous.indicator, True
    reading.direction = previous.direction
    reading.kind = previous.kind
    if previous.kind == "relative_change" and not ratio:
        reading.kind = "absolute_change"
    if previous.kind == "absolute_change" and ratio:
        reading.kind = "relative_change"
    reading.base = previous.base
    reading.role = None
    reading.why["indicator"] = "en:equivalent"
    return True


def _last_verb(clause: str) -> tuple[Predicate | None, str, int]:
    """The last verb before the number, the words between it and the number, and where those begin."""
    found = None
    for m in _verb().finditer(clause):
        found = m
    if found is None:
        return None, "", 0
    verb = _verbs()[found[1]]
    if verb.id == "reach" and found[1] in {"is", "are", "was", "were", "be", "been"}:
        for m in reversed(list(_verb().finditer(clause, 0, found.start()))):
            if _verbs()[m[1]].id not in {"reach"}:
                break
    return verb, clause[found.end() :], found.end()


def _verb_start(clause: str, begin: int, head: int) -> int:
    """Where the predicate of a clause begins, auxiliaries included."""
    m = _AUXILIARY.search(clause)
    return begin + m.start() if m else head


_AUXILIARY = re.compile(
    r"\b(?:will|shall|would|should|could|can|may|must|is|are|was|were|has|have|had|aims?|targets?\s+to|plans?|seeks?|commits?|committed|reach(?:es|ed)?|fell|rose|grew|increased|decreased|declined|dropped|dropping|accounts?|amounts?|amounted|accounted|stood|stands|totalled|contributed|generated|represents?|represented|exceeds?|exceeded|reduced|improved|expected|estimated|going)\b"
)


def _trim(text: str, a: int, b: int) -> tuple[int, int] | None:
    m = _DETERMINERS.match(text.lower(), a, b) if False else _DETERMINERS.match(text, a, b)
    if m:
        a = m.end()
    m = _CAPITAL_DETERMINER.match(text, a, b)
    if m:
        a = m.end()
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",;:.-–•*(“‘'\""):
        b -= 1
    tail = _TRAILING.search(text, a, b)
    if tail:
        b = tail.start()
    return (a, b) if b - a >= 2 and any(c.isalpha() for c in text[a:b]) else None


_CAPITAL_DETERMINER = re.compile(r"(?:(?:The|A|An|Its|Their|Our|All|This|These|In|For|Of|And|By|Additionally|However|Moreover|Furthermore|Overall)\s+)+")
_TRAILING = re.compile(r"(?:\s+(?:by|to|of|in|at|for|from|and|the|a|an|with|on|be|as|up|target|levels?|which|that|its|their))+$", re.IGNORECASE)


def _object(text: str, a: int, b: int, periods: list[Mention[Span2]]) -> tuple[int, int] | None:
    """The noun phrase between a verb and the preposition before the number."""
    stretch = text[a:b]
    m = re.search(r"\s(?:by|to|at|from|of)\s+(?:(?:a|an|the|about|around|some|up|down|as|approximately|at|least|further|additional|total|level|between)\s+|of\s+)*$", stretch)
    if m:
        b = a + m.start()
    for p in periods:
        if a <= p.start < b:
            if p.start - a <= 2:
                a = p.end
            else:
                b = p.start
                break
    cut = _OBJECT_CUT.search(text, a, b)
    if cut and cut.start() > a + 2:
        b = cut.start()
    return _trim(text, a, b)


_OBJECT_CUT = re.compile(r"[,;:.•]|\s\(|\s(?:compared|relative|below|above|from|which|that|by|through|while|with|under|until|based|as|to)\s")


def _subject(text: str, a: int, b: int, periods: list[Mention[Span2]]) -> tuple[int, int] | None:
    """The noun phrase that ends before the predicate at ``b``."""
    while True:
        moved = False
        for p in periods:
            if p.end <= b and p.end > a and b - p.end <= 3 and not text[p.end : b].strip(" ,("):
                b, moved = p.start, True
        while b > a and text[b - 1] in " ,(":
            b -= 1
        m = _SUBJECT_TAIL.search(text, a, b)
        if m and m.start() < b:
            b, moved = m.start(), True
        if not moved:
            break
    last = None
    for last in _SUBJECT_CUT.finditer(text, a, b):
        pass
    if last:
        a = last.end()
    for p in periods:
        if a <= p.start <= a + 4 and p.end < b and p.value.use == "goal":
            a = p.end
    return _trim(text, a, b)


_SUBJECT_CUT = re.compile(r"[;:•\n]|,\s|\.\s|\s(?:that|which|where|while|whereas|and\s+(?:the|by|in|to|its)|but|shows?|means|so|if|when|with\s+(?:the|a|an)|requires?|to|will|shall|would|should)\s|\((?![A-Z]+\))")
_SUBJECT_TAIL = re.compile(
    r"\s*\b(?:will|shall|would|should|could|can|may|must|is|are|was|were|has|have|had|be|been|to|of|at|by|from|reach(?:es|ed)?|fell|rose|only|also|already|further|expected|projected|estimated|set|target(?:ed|s)?|aims?|currently|about|around|=|:|a|an|the|in|for|being|total|value)\s*$"
)


def _of(text: str, amount: Amount, right: int, periods: list[Mention[Span2]]) -> tuple[int, int] | None:
    """"20% of electricity from renewables": the phrase after "of"."""
    m = _OF.match(text, amount.tail, right)
    if not m:
        return None
    a = m.end()
    b = right
    cut = _OF_CUT.search(text, a, b)
    if cut:
        b = cut.start()
    for p in periods:
        if a < p.start < b:
            b = p.start
            break
    return _trim(text, a, b)


_OF_CUT = re.compile(r"[,;:.()•|\n\t]|\s(?:by|in\s+(?=(?:19|20)\d\d)|compared|relative|will|shall|should|would|must|is|are|was|were|has|have|to|that|which|while|until|through|outside|at|per|with|as|for|and\s+(?=\d)|on|set|under|than|using)\b")


def _from_noun(
    text: str, amount: Amount, after: str, noun: re.Match[str], reading: Reading, clause: str, begin: int, previous: Reading | None
) -> None:
    word = noun["noun"]
    at = amount.tail
    reading.kind = "relative_change" if amount.unit != "pp" else "absolute_change"
    if word in _FALL_NOUNS:
        reading.direction = "decrease"
    elif word in _RISE_NOUNS:
        reading.direction = "increase"
    else:
        reading.kind = "level"
        if re.search(r"reduc|emission|mitigation|efficien|sav", noun["np"]):
            reading.kind = "relative_change"
            reading.direction = "increase" if "efficien" in noun["np"] else "decrease"
    tail = re.compile(r"\s+(?:in|of|from|for|on)\s+(?!(?:19|20)\d\d|this|that|which|the\s+(?:period|year|next|past))").match(after, noun.end())
    reading.why["kind"] = "en:noun-after"
    if tail and word not in {"contribution", "target", "targets", "goal", "goals", "rate", "share"}:
        stop = _OF_CUT.search(after, tail.end())
        reading.indicator = _trim(text, at + tail.end(), at + (stop.start() if stop else len(after)))
    if reading.indicator is None and noun["np"].strip():
        begin_np = at + noun.start("np")
        stop_np = at + (noun.end("noun") if word in {"savings", "saving", "rate", "share"} else noun.end("np"))
        reading.indicator = _trim(text, begin_np, stop_np)
    if reading.indicator is None and word in {"contribution", "contributions", "share", "rate"}:
        reading.indicator = (at + noun.start("noun"), at + noun.end("noun"))


def _from_verb(
    text: str,
    amount: Amount,
    after: str,
    verb: Predicate,
    gap: str,
    begin: int,
    verb_at: int,
    clause: str,
    reading: Reading,
    periods: list[Mention[Span2]],
    right: int,
) -> None:
    ratio = amount.unit in {"%", "1", "permille"}
    link = re.search(r"\b(by|to|of|at|from|in|for|=|:)\s*(?:\w+\s+){0,3}$", gap)
    word = link[1] if link else ""
    between = re.sub(r"^\s*(?:by|to|of|at|from|in|further|about|around|up|as|much|a|an|the|total|significantly|only|additional|another|is|are|be|been|target|level|nearly|over|some|more)*\s*$", "", gap.strip())
    moves = verb.id in {"increase", "decrease"}
    reading.why["kind"] = f"predicate:{verb.id}"
    _place(text, amount, verb, gap, begin, verb_at, clause, reading, periods, right, bool(between) and len(gap.split()) > 1)
    reading.direction = verb.direction
    to_level = bool(re.search(r"\b(?:to|at)\s+(?:(?!by\b)\w+\s+){0,3}$", gap)) and not re.search(r"\bby\s+(?:\w+\s+){0,3}$", gap)
    if moves and to_level:
        reading.kind = "level"
    elif moves and (word in {"by", "of"} or not gap.strip() or not between):
        reading.kind = "relative_change" if ratio else "absolute_change"
    elif moves:
        reading.kind = "relative_change" if ratio and word != "at" else ("level" if ratio else "absolute_change")
        if ratio and re.search(r"\bof\s+(?:\w+\s+){0,2}$", gap) and re.search(r"\b(?:rate|share|proportion|level|target)\b", gap):
            reading.kind = "level"
    elif verb.kind == "absolute_change":
        reading.kind = "level" if ratio else "absolute_change"
        if to_level and ratio:
            reading.kind = "level"
    else:
        reading.kind = "level"
    if amount.form == "multiple":
        reading.kind, reading.direction = "relative_change", "increase"


def _place(
    text: str,
    amount: Amount,
    verb: Predicate,
    gap: str,
    begin: int,
    verb_at: int,
    clause: str,
    reading: Reading,
    periods: list[Mention[Span2]],
    right: int,
    has_object: bool,
) -> None:
    """Where the thing measured stands for a clause with a verb."""
    of = _of(text, amount, right, periods)
    if amount.unit == "count" and amount.counted and verb.kind == "absolute_change" and not re.search(r"\b(?:to|by)\s+(?:\w+\s+){0,2}$", gap):
        a = text.lower().find(amount.counted.lower(), amount.start, amount.end + 60) if False else _find(text, amount.counted, amount.start, amount.end + 60)
        if a >= 0:
            reading.indicator = (a, a + len(amount.counted))
            reading.why["indicator"] = "en:counted"
            return
    if of and (verb.kind == "absolute_change" or verb.id in {"maintain", "reach"} and not (has_object or _noun_before(clause, verb_at))):
        reading.indicator, reading.why["indicator"] = of, "en:of"
        return
    if has_object:
        reading.indicator = _object(text, begin + verb_at, amount.head, periods)
        reading.why["indicator"] = "en:object"
        if reading.indicator is not None:
            return
    if of and amount.unit in {"%", "1"} and verb.id not in {"increase", "decrease"}:
        reading.indicator, reading.why["indicator"] = of, "en:of"
        return
    verb_begin = begin + len(clause[:verb_at].rstrip()) - len(clause[:verb_at].split()[-1])
    reading.indicator = _subject(text, begin, verb_begin, periods)
    reading.why["indicator"] = "en:subject"
    if reading.indicator is None and of:
        reading.indicator, reading.why["indicator"] = of, "en:of"


def _find(text: str, needle: str, a: int, b: int) -> int:
    return text[a:b].lower().find(needle.lower()) + a if needle.lower() in text[a:b].lower() else -1


def _noun_before(clause: str, verb_at: int) -> bool:
    return len(re.findall(r"[a-z]{3,}", clause[:verb_at])) > 2


def _base(text: str, start: int, end: int, amount: Amount, right: int, periods: list[Mention[Span2]]) -> int | None:
    """The base of the change: after the number (below 1990 levels), else before it in the sentence's head."""
    for i, p in enumerate(periods):
        if p.value.use == "base" and p.start >= amount.tail and (p.start <= right or p.start - amount.tail < 60):
            return i
    for i in range(len(periods) - 1, -1, -1):
        p = periods[i]
        if p.value.use == "base" and p.end <= amount.head and amount.head - p.end < 60:
            return i
    return None


def _finish(reading: Reading, text: str, amount: Amount, begin: int, clause: str, after: str) -> Reading:
    ratio = amount.unit in {"%", "permille"}
    if reading.kind == "relative_change" and ratio and (reading.yearly or (reading.previous_year and reading.direction == "increase")):
        reading.kind = "growth_rate"
    if amount.unit == "pp" and reading.kind == "relative_change":
        reading.kind = "absolute_change"
    if ratio and reading.kind == "level" and re.search(r"\bgrowth\s+(?:rate\s+)?(?:of|at|target\s+of)\s+(?:\w+\s+){0,2}$", clause):
        reading.kind, reading.direction = "growth_rate", "increase"
    if _FROM.search(clause) and re.match(r"[^.;]{0,60}?\bto\b", after + " "):
        reading.role, reading.kind = "baseline", "level"
        reading.why["role"] = "en:from-to"
    elif _FROM.search(clause) and re.search(r"\bto\s*$|\bto\s+(?:\w+\s+){0,3}$", after):
        reading.role, reading.kind = "baseline", "level"
        reading.why["role"] = "en:from-to"
    elif _BASELINE.search(clause):
        reading.role, reading.kind = "baseline", "level"
        reading.why["role"] = "en:baseline"
    elif reading.kind == "level" and amount.comparison in {"ge", "le"} and amount.unit not in {"%", "tCO2e"} and (_SIZE.search(clause) or _CONDITION.search(clause)):
        reading.role = "threshold"
        reading.why["role"] = "en:qualifier"
    elif re.search(r"\bwarming\b|\btemperature\b", clause + after[:60]) and amount.unit == "Cel":
        reading.role = "other"
        reading.why["role"] = "en:warming"
    elif _PROJECTION.search(clause) and not re.search(r"\btarget|\baim|\bgoal|\bcommit", clause):
        reading.role = "other"
        reading.why["role"] = "en:projection"
    elif amount.unit.isupper() and len(amount.unit) == 3 and _PENALTY.search(clause) and not re.search(r"\bcommit|\bwill\s+(?:invest|spend|allocate|provide)|\breduce|\bsav", clause):
        reading.role = "other"
        reading.why["role"] = "en:money"
    if reading.direction is not None:
        reading.why.setdefault("direction", "predicate")
    return reading


def governing(text: str, start: int, end: int, amount: Amount, goals: list[Mention[Span2]]) -> Mention[Span2] | None:
    """The period that governs an amount: one close behind it, else the last before it, else any behind it."""
    for goal in goals:
        if goal.start >= amount.tail:
            gap = text[amount.tail : goal.start]
            if len(gap) <= 90 and not re.search(r"[;:•]|\.\s|\d\s?(?:%|per\s?cent|MW|GW|Mt|TWh|million)|\d{3}", gap) and not re.search(r"\bto\s+(?:\w+\s+)?\d", gap):
                return goal
            break
    before = [g for g in goals if g.start < amount.start]
    if before:
        return before[-1]
    return next((g for g in goals if g.start >= amount.tail), None)


def clause(text: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """The clause around an amount: to the next semicolon, bullet or colon on either side."""
    left = _after_break(text, start, head)
    m = re.compile(r"[;•\n]|\.\s").search(text, tail, end)
    return left, m.start() if m else end


_FUTURE = re.compile(
    r"\b(?:will|shall|aims?|aiming|target(?:s|ed|ing)?|goals?|commits?|committed|commitment|plans?\s+to|planned|should|must|intends?|seeks?|objectives?|is\s+to|are\s+to|to\s+(?:reduce|increase|achieve|reach|install|build|add|cut|expand|improve|train|raise|limit|deliver|maintain)|required|ensure|strive|ambition|pledge[sd]?|proposed|by\s+20[2-9]\d)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:has|have|had|was|were|increased|decreased|fell|rose|grew|achieved|completed|reached|reduced|accounted|contributed|generated|stood|already|currently|declined|dropped|tripled|doubled|existing|latest|historically|to\s+date|so\s+far|amounted|recorded|is\s+home|cost|totalled|won|added|built|installed|improved|today)\b",
    re.IGNORECASE,
)


def tense(text: str, start: int, end: int) -> float:
    """How much the wording of a stretch speaks for the future (above 0) or for results (below 0)."""
    return 1.0 * min(3, len(_FUTURE.findall(text, start, end))) - 1.0 * min(3, len(_PAST.findall(text, start, end)))


_PAST_HEADING = re.compile(r"progress|achievement|current|background|context|national circumstances|overview|status|to date|results|inventory|history|introduction|where we are|review", re.IGNORECASE)
_FUTURE_HEADING = re.compile(r"target|goal|objective|measure|action|contribution|commitment|plan|strategy|mitigation|ambition|next step|task|polic", re.IGNORECASE)


def heading_tense(title: str) -> float:
    """The same for a heading."""
    if _FUTURE_HEADING.search(title):
        return 1.0
    return -1.0 if _PAST_HEADING.search(title) else 0.0
