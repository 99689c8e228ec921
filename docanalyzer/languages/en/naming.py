"""Rules that read what an English number measures and what happens to it; the first that applies wins.

They stand in the order in which English offers the words: a copula of change (the reduction is 4%), a noun of change
after the number (9% reduction in X), a comparison after it (9% below 1990 levels), a verb before it with the thing
between (reduce X by 9%) or in front (X will fall by 9%), "of X" after it (20% of X), and a plain level (X of 28 TWh).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from docanalyzer.core.record import Direction
from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.clauses import Clause
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.nouns import Stretch, is_actor, object_phrase, of_phrase, subject_phrase, trim
from docanalyzer.languages.en.predicates import Found, last_predicate

_NOT_IN_NP = r"of|in|to|by|from|for|is|are|was|were|will|and|or|on|at|with|than|compared"
_BEFORE_NOUN = (
    r"(?:,?\s*net|absolute|gross|overall|average|annual|economy-wide|domestic|further|additional|relative|conditional|"
    r"unconditional|per\s+(?:annum|year))"
)
CHANGE_AFTER = re.compile(
    rf"\s*(?:{_BEFORE_NOUN}\s+)*(?P<np>(?:(?!(?:{_NOT_IN_NP})\b)[a-z][\w’'\-]*\s+){{0,6}}?)"
    rf"(?P<noun>{any_of('falls', 'rises', 'aims')})\b"
)
_GOALS = frozenset({"target", "targets", "goal", "goals", "objective"})
_CHANGED = re.compile(
    r"\s+(?:in|of|from|for|on|to)\s+(?!(?:19|20)\d\d|this|that|which|the\s+(?:period|year|next|past|target)|\d)"
)
_REDUCED = re.compile(r"reduc|emission|mitigat|saving|cut")
_COMPARED = re.compile(
    r"\s*(?P<word>below|above|lower|higher|less|more|fewer|greater|under|over|on|larger|smaller)\s+(?:than\s+)?"
    r"(?:its\s+|the\s+(?!same|next|past|last|period|course|year|coming|decade|long|whole)|in\s+|their\s+|projected\s+|those\s+|"
    r"business|bau|base|baseline|reference|it\s+was|\(?(?:19|20)\d\d)"
)
_DOWN = frozenset({"below", "lower", "less", "fewer", "under", "on", "smaller"})
_LESS_OF = re.compile(r"\s+(?P<word>less|more|fewer)\s+(?!than\b)(?=[a-z])")
_SHARE_OF_WHICH = re.compile(r"(?:^|,|\band|\bof\s+which)\s*\Z")
_SHARE_VERB = re.compile(r"\s+(?:is|are|was|were|will\s+be|comes?|came|coming)\s+(?:from|for)\s+")
# Behind a multiple that says what became of the thing before it.
_STATED = re.compile(
    r"\s*(?:$|[.,;:()]|(?:by|since|in|from|to|over|between|during|again|compared|relative|and|as|on|within)\b)"
)
_COPULAS = ("be", "is", "are", "was", "were", "only", "about")
_GAUGE_REACH = 40
_CHANGE_IS = re.compile(
    r"(?:\b(?P<thing>(?:ghg|greenhouse\s+gas(?:es)?|co2|carbon|methane)(?:\s+emissions?)?|emissions?)\s+)?"
    r"\b(?P<noun>reduction|decrease|increase|growth|decline|cut|rise|saving|drop)s?\b"
    r"(?:\s+(?:in|of)\s+(?P<np>[a-z][^,;:]*?))?"
    r"\s+(?:(?:will|shall|should|is\s+to|are\s+to)\s+be|is|are|was|were)\s+(?:only\s+|about\s+)?\Z"
)
# Money saved or grown by so much is a level of savings as often as a change.
_CHANGES_AMOUNTS = frozenset({"reduction", "decrease", "increase", "decline", "cut", "drop"})
_SAME_GOAL = re.compile(r"\b(?:goal|target|task|objective)\s+of\s+(?:\w+ing\s+)?\Z")
_ELLIPSIS = re.compile(
    r"(?:^|[,\s])(?:and|while|with|,)?\s*"
    r"(?:the\s+|that\s+of\s+)?(?P<np>[a-z][^,;]*?)\s+(?P<link>by|to|at|between)\s+(?:\w+\s+){0,2}\Z"
)
# Rise 30% by 2020, with 40% in the north; fall by 2% in 2025 and both by 5% later: the change before is meant again.
_SAME_CHANGE = re.compile(
    r"(?:(?:^|,)[\s,]*(?:and\s+|then\s+|but\s+|or\s+)*(?:with|(?:(?:both|another|further|again)\s+)?by)|\band\s+by)"
    r"\s+(?:a\s+further\s+)?\Z"
)
_COMMA_ONLY = re.compile(r"\s*(?:,\s*)?(?:or\s+)?(?:(?:about|around|approximately|some|nearly)\s+)?")
_OF_THE_BASE = re.compile(
    r"\s*(?:compared|relative|against|of\s+(?:to\s+)?the\s+(?:bau|business|baseline|reference|base))\b"
)
_GAPPED = re.compile(
    r"\s*(?:and\s+)?(?P<in>(?:in|for|from)\s+)?(?P<np>(?:the\s+)?[a-z][^,;:]{2,40}),"
    r"\s*(?:(?:about|some|around)\s+)?"
)
_THERE = re.compile(r"\bthere\s+(?:\w+\s+){0,3}\Z")
_CHANGES = frozenset({"relative_change", "absolute_change", "growth_rate"})
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b")
_PASSIVE_REACH = 40
# Under the scheme, 40 GW will be built: an adverbial before the amount names nothing.
_FRONTED = re.compile(
    r"\s*(?:and\s+)?(?:in|by|from|under|through|with|over|during|at|for|on|as)\b[^,;:]*,\s*(?:and\s+)?"
)
_LINK = re.compile(rf"\s(?:by|to|at|from|of|in|is|with|for)\s+(?:(?:{any_of('links')})\s+|of\s+|to\s+)*\Z")
_FILLER = re.compile(rf"\s*(?:{any_of('fillers')}|,|:|=|\(|–|-|\s)*\s*")
_TO = re.compile(r"\bto\s+(?:(?!by\b|reduce|increase)\w+\s+){0,3}\Z")
_CROSSED = re.compile(r"(?:above|below|beyond|under|over)\s")
# Saving over £600 crosses nothing.
_CROSSED_BY_AMOUNT = re.compile(r"(?:above|below|beyond)\s")
_RATE_OF = re.compile(r"\b(?:rate|share|proportion|level|factor)\b[^,]{0,30}\b(?:of|at)\s+(?:\w+\s+){0,2}\Z")
_SAVED_ON = re.compile(r"\s(?:on|in|from)\s(?!(?:19|20)\d\d)")
_UP_DOWN = re.compile(
    r"(?:\b(?:down|up)\s+by\s+|(?:[,:;(]|\b(?:is|are|was|were|be|been))\s*(?:down|up)\s+)"
    r"(?:a\s+further\s+|an\s+average\s+of\s+)?\Z"
)
_GAUGE_OF = re.compile(
    rf"(?:^|\s)(?:a|an|the|for|of|to|and|with|its|their|by|from|in|at)\s+"
    rf"(?P<np>(?:(?!(?:{_NOT_IN_NP}|a|an|the)\b)[a-z][\w’'\-]*\s+){{1,4}}(?:{any_of('gauges')}))\s+of\s+"
    r"(?:(?:about|around|some|approximately)\s+)?\Z"
)
# A rule that introduces a target of 130 g sets a level and adds nothing.
_SETS = re.compile(r"\b(?:targets?|goals?|limits?|standards?|caps?|objectives?|prices?|thresholds?)\b")
# An unconditional greenhouse gas (GHG) emissions reduction: the thing between the article and the noun of change.
_NOMINAL = re.compile(
    rf"(?:^|\s)(?:a|an|the|its|their|our)\s+(?:{_BEFORE_NOUN}\s+)*"
    rf"(?P<np>(?:(?!(?:{_NOT_IN_NP}|a|an|the)\b)[\w()’'\-]+\s+){{1,6}})\Z"
)
_BOUNDS = re.compile(r"exceed|surpass|limited|capped")
_AUXILIARY = re.compile(r"\s(?:will|shall|should|must|is|are|has|have)\s")
_SPENDING = frozenset({"spending", "funding"})


def name(clause: Clause, reading: Reading) -> None:
    """Set indicator, kind and direction of a reading from the words of its clause."""
    for rule in _RULES:
        if rule(clause, reading):
            return


def _way(noun: str) -> Direction | None:
    if noun in words("falls"):
        return "decrease"
    return "increase" if noun in words("rises") else None


def _multiple(clause: Clause, reading: Reading) -> bool:
    """Triple its capacity: the thing stands behind the verb that is a number; doubled since 2010: before it."""
    if clause.amount.form != "multiple":
        return False
    after = None if _STATED.match(clause.after) else of_phrase(clause.text, clause.tail, clause.right, clause.dates)
    before = subject_phrase(clause.text, clause.begin, clause.head, clause.dates) if after is None else None
    reading.indicator, reading.why["kind"] = after or before, "en:multiple"
    return True


def _copula(clause: Clause, reading: Reading) -> bool:
    """The reduction in X is 4%; emission reduction in X will be 155 Mt."""
    # A look at the last words is far cheaper than a search for the whole pattern.
    m = _CHANGE_IS.search(clause.before) if clause.before.rstrip().endswith(_COPULAS) else None
    if m is None or not (clause.ratio or m["noun"] in _CHANGES_AMOUNTS):
        return False
    reading.kind = "relative_change" if clause.ratio else "absolute_change"
    reading.why["kind"], reading.direction = "en:change-is", _way(m["noun"])
    group = "thing" if m["thing"] else "np"
    if m[group]:
        a, b = m.span(group)
        reading.indicator = trim(clause.text, clause.begin + a, clause.begin + b)
    return True


def _less_of(clause: Clause, reading: Reading) -> bool:
    """18% less energy."""
    m = _LESS_OF.match(clause.after) if clause.ratio else None
    if m is None:
        return False
    reading.kind, reading.why["kind"] = "relative_change", "en:compared"
    reading.direction = "increase" if m["word"] == "more" else "decrease"
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    return True


def _share_from(clause: Clause, reading: Reading) -> bool:
    """Of which 20 % is from solar energy."""
    heads = clause.amount.unit == "%" and _SHARE_OF_WHICH.search(clause.before)
    m = _SHARE_VERB.match(clause.after) if heads else None
    if m is None:
        return False
    reading.kind, reading.why["kind"] = "level", "en:share-from"
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    return True


def _change_after(clause: Clause, reading: Reading) -> bool:
    """A 9% reduction in X, 15 % energy savings, the 55% target."""
    m = CHANGE_AFTER.match(clause.after) if clause.share else None
    verb = clause.verb
    if m is None or (m["noun"] in {"share", "rate"} and verb and verb.row.id in {"increase", "decrease"}):
        return False
    noun, previous = m["noun"], clause.previous
    reading.why["kind"] = "en:noun-after"
    direction = _way(noun)
    if direction is None and _REDUCED.search(m["np"]):
        direction = "decrease"
    elif direction is None and "efficien" in m["np"]:
        direction = "increase"
    elif direction is None and previous is not None and noun in _GOALS and previous.kind == "relative_change":
        direction = previous.direction
    reading.direction = direction
    reading.kind = "absolute_change" if clause.amount.unit == "pp" else "relative_change"
    if direction is None:
        reading.kind = "level"
    _name_changed(clause, reading, m)
    return True


def _name_changed(clause: Clause, reading: Reading, m: re.Match[str]) -> None:
    noun, tail = m["noun"], clause.tail
    after = _CHANGED.match(clause.text, tail + m.end(), clause.right)
    if after and noun not in _GOALS and noun != "contribution":
        reading.indicator = of_phrase(clause.text, after.end(), clause.right, clause.dates)
    if reading.indicator is None and m["np"].strip():
        keeps = noun in {"savings", "saving", "rate", "share"}
        end = m.end("noun") if keeps else m.end("np")
        reading.indicator = trim(clause.text, tail + m.start("np"), tail + end)
    if reading.indicator is None and noun in _GOALS:
        reading.retold = True
    if reading.indicator is None and noun in {"contribution", "contributions"}:
        reading.indicator = (tail + m.start("noun"), tail + m.end("noun"))


def _compared(clause: Clause, reading: Reading) -> bool:
    """9% below 1990 levels."""
    m = _COMPARED.match(clause.after) if clause.ratio else None
    if m is None:
        return False
    word, verb = m["word"], clause.verb
    reading.kind, reading.why["kind"] = "relative_change", "en:compared"
    reading.direction = "decrease" if word in _DOWN else "increase"
    if verb is not None and word == "on" and verb.row.direction in {"increase", "decrease"}:
        reading.direction = verb.row.direction
    if verb is not None and clause.text[verb.end : clause.head].strip():
        link = _LINK.search(clause.text, verb.end, clause.head)
        reading.indicator = object_phrase(clause.text, verb.end, link.start() if link else clause.head, clause.dates)
    if reading.indicator is None:
        end = verb.start if verb else clause.head
        reading.indicator = subject_phrase(clause.text, clause.begin, end, clause.dates)
    return True


def _same_goal(clause: Clause, reading: Reading) -> bool:
    """Cut 30 Mt in 2018 and complete the goal of 150 Mt: the goal is of the change before it."""
    previous = clause.previous
    if previous is None or previous.kind != "absolute_change" or clause.share or not _SAME_GOAL.search(clause.before):
        return False
    repeat(previous, reading)
    reading.indicator = clause.of or reading.indicator
    return True


def repeat(previous: Reading, reading: Reading) -> None:
    """Read a number as the one before it was read."""
    reading.indicator, reading.carried = previous.indicator, True
    reading.kind, reading.direction = previous.kind, previous.direction
    reading.base = previous.base if reading.base is None else reading.base
    reading.pair_of = previous.pair_of
    reading.why["indicator"] = "en:list"


def _up_or_down(clause: Clause, reading: Reading) -> bool:
    """Bring X down by 11.7%; coal: down by 10% in the north and by 5% in the south."""
    near = clause.before[-_GAUGE_REACH:]
    m = _UP_DOWN.search(clause.before) if "down" in near or "up" in near else None
    if m is None:
        return False
    reading.why["kind"] = "en:up-or-down"
    reading.direction = "decrease" if "down" in m[0] else "increase"
    reading.kind = "relative_change" if clause.ratio else "absolute_change"
    at, verb = clause.begin + m.start(), clause.verb
    if verb is not None and verb.end < at:
        reading.indicator = object_phrase(clause.text, verb.end, at, clause.dates)
    if reading.indicator is None:
        reading.indicator = subject_phrase(clause.text, clause.begin, verb.start if verb else at, clause.dates)
    if reading.indicator is None:
        reading.indicator = _before_colon(clause)
    return True


def _before_colon(clause: Clause) -> Stretch | None:
    """Coal use will be controlled: down by 10%."""
    lead = clause.text[: clause.begin].rstrip()
    m = _AUXILIARY.search(lead) if lead.endswith(":") else None
    return subject_phrase(clause.text, 0, m.start(), clause.dates) if m else None


def _gauge(clause: Clause, reading: Reading) -> bool:
    """A renewable generation share of 20 %: the noun right before the "of" is the thing, whatever stands before it."""
    verb = clause.verb
    m = _GAUGE_OF.search(clause.before) if " of " in clause.before[-_GAUGE_REACH:] else None
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
    elif verb is None and not clause.ratio and (after := _said_after(clause)) is not None:
        reading.kind, reading.direction = "absolute_change", after.direction
    return True


def _verb(clause: Clause, reading: Reading) -> bool:
    verb = clause.verb
    if verb is None or (verb.row.id == "do" and _elliptic(clause, reading)):
        return verb is not None
    gap = clause.text[verb.end : clause.head]
    reading.why["kind"] = f"predicate:{verb.row.id}"
    reading.direction = verb.row.direction
    if reading.direction == "maintain" and clause.amount.comparison == "le":
        reading.direction = None  # "kept at no more than": a cap says no direction
    reading.kind = "level"
    if verb.row.id in {"increase", "decrease"}:
        crossing = _CROSSED if clause.ratio else _CROSSED_BY_AMOUNT
        crossed = not gap.strip() and crossing.match(clause.text, clause.head)
        if not (_TO.search(gap) or crossed or (clause.ratio and _RATE_OF.search(gap))):
            reading.kind = "relative_change" if clause.ratio else "absolute_change"
    elif verb.row.kind == "absolute_change" and _SETS.search(gap):
        reading.direction = None
    elif verb.row.kind == "absolute_change" and not clause.ratio:
        reading.kind = "absolute_change"
    if not _name_beside(clause, reading, verb, gap):
        _name_around(clause, reading, verb, gap)
    return True


def _name_beside(clause: Clause, reading: Reading, verb: Found, gap: str) -> bool:
    """The thing right behind the number (build 100 plants, cut 30 Mt of capacity) or in the verb (spending $36)."""
    link = _LINK.search(gap)
    # "restoration of 2 million ha of peatland" builds like the verb.
    builds = verb.row.kind == "absolute_change" and (not verb.noun or gap.strip() == "of")
    of, why = clause.of, "en:of"
    if verb.row.id in {"increase", "decrease"} and not clause.share and not gap.strip():
        saved = _SAVED_ON.match(clause.text, clause.tail, clause.right)
        of = of or (of_phrase(clause.text, saved.end(), clause.right, clause.dates) if saved else None)
    elif verb.row.id == "spend" and _FILLER.fullmatch(gap) and clause.text[verb.start : verb.end] in _SPENDING:
        of, why = (verb.start, verb.end), "en:spending"
    elif builds and clause.amount.unit == "count" and not (link and link[0].split()[0] in {"to", "by"}):
        of, why = clause.counted() or of, "en:counted"
    elif not (builds or verb.row.id == "maintain"):
        return False
    if of is None:
        return False
    reading.indicator, reading.why["indicator"] = of, why
    return True


def _name_around(clause: Clause, reading: Reading, verb: Found, gap: str) -> None:
    """The object between verb and number, else the subject, else what stands behind the number."""
    text, builds, of = clause.text, verb.row.kind == "absolute_change" and not verb.noun, clause.of
    if not _FILLER.fullmatch(gap):
        link = _LINK.search(gap)
        stop = verb.end + (link.start() if link else len(gap))
        reading.indicator, reading.why["indicator"] = object_phrase(text, verb.end, stop, clause.dates), "en:object"
    if reading.indicator is None and verb.noun:
        after = _CHANGED.match(text, clause.tail, clause.right)
        if after:
            reading.indicator = of_phrase(text, after.end(), clause.right, clause.dates)
        nominal = _NOMINAL.search(text, clause.begin, verb.start) if reading.indicator is None else None
        if nominal:
            reading.indicator = trim(text, *nominal.span("np"))
        if reading.indicator is None:
            reading.indicator = subject_phrase(text, clause.begin, verb.start, clause.dates)
        reading.why["indicator"] = "en:nominal"
    if reading.indicator is None:
        subject = subject_phrase(text, clause.begin, verb.start, clause.dates)
        if subject and not (is_actor(text, subject) and (of or builds)):
            reading.indicator, reading.why["indicator"] = subject, "en:subject"
    if reading.indicator is not None and not (of and is_actor(text, reading.indicator)):
        return
    reading.indicator = of or reading.indicator
    if reading.indicator is None and (builds or verb.row.id in {"reach", "spend"}):
        reading.indicator = of_phrase(text, clause.tail, clause.right, clause.dates)
        reading.why["indicator"] = "en:after-number"


def _elliptic(clause: Clause, reading: Reading) -> bool:
    """… energy by 13% and water by 16%: the verb of the number before it holds."""
    previous = clause.previous
    if previous is not None and previous.kind in _CHANGES and _SAME_CHANGE.search(clause.before):
        repeat(previous, reading)
        return True
    m = _ELLIPSIS.search(clause.before) if previous is not None else None
    if m is None or previous is None or (m["link"] == "by") != (previous.kind in _CHANGES):
        return False
    if previous.direction is None and m["link"] not in {"at", "between"}:
        return False
    if previous.kind in _CHANGES and m["np"].split(" ", 1)[0] in words("asides"):
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


def _restated_share(clause: Clause, reading: Reading) -> bool:
    """Reduce X by 52 Mt, about 5.5% compared to the scenario: the same change once more, as a share."""
    previous = clause.previous
    if previous is None or not clause.ratio or previous.kind != "absolute_change":
        return False
    if not (_COMMA_ONLY.fullmatch(clause.before) and _OF_THE_BASE.match(clause.after)):
        return False
    repeat(previous, reading)
    reading.kind, reading.why["kind"] = "relative_change", "en:restated"
    return True


def _gapped(clause: Clause, reading: Reading) -> bool:
    """Industry is to cut 50 Mt; agriculture, 6 Mt; and waste, 9 Mt: the verb is said once for all."""
    previous = clause.previous
    m = _GAPPED.fullmatch(clause.before)
    if m is None or previous is None or previous.kind not in _CHANGES or clause.share:
        return False
    if not clause.text[: clause.begin].rstrip().endswith(";"):
        return False
    repeat(previous, reading)
    if not m["in"]:
        a, b = m.span("np")
        reading.indicator = trim(clause.text, clause.begin + a, clause.begin + b)
    reading.kind, reading.why["kind"] = "absolute_change", "en:gapped"
    return True


def _there(clause: Clause, reading: Reading) -> bool:
    """There should be 300,000 charging points."""
    if clause.share or "there" not in clause.before or not _THERE.search(clause.before):
        return False
    reading.indicator = (clause.counted() if clause.amount.unit == "count" else None) or clause.of
    reading.kind, reading.why["kind"] = "level", "en:there"
    return reading.indicator is not None


def _passive(clause: Clause, reading: Reading) -> bool:
    """40 GW of hydropower will be built: amount first, verb after."""
    if clause.share or (clause.before.strip(" ,;and(*") and not _FRONTED.fullmatch(clause.before)):
        return False
    row = _said_after(clause)
    if row is None:
        return False
    reading.kind, reading.direction, reading.why["kind"] = "absolute_change", row.direction, "en:passive"
    counted = clause.counted() if clause.amount.unit == "count" else None
    reading.indicator = counted or clause.of
    return reading.indicator is not None


def _bracketed(clause: Clause, reading: Reading) -> bool:
    """… cuts in transport (27-32 %), industry (38-43 %): the change that the sentence announced before the list."""
    if not clause.ratio or not clause.before.endswith("(") or not clause.after.startswith(")"):
        return False
    verb = last_predicate(clause.text, 0, clause.begin)
    if verb is None or verb.row.id not in {"increase", "decrease"}:
        return False
    reading.kind, reading.direction, reading.why["kind"] = "relative_change", verb.row.direction, "en:bracketed"
    reading.indicator = subject_phrase(clause.text, clause.begin, clause.head, clause.dates)
    return reading.indicator is not None


def _said_after(clause: Clause) -> Predicate | None:
    """The verb of change behind the number (… will be closed)."""
    end = min(len(clause.text), clause.right + _PASSIVE_REACH)
    rows = (predicates("en").get(m["verb"]) for m in _PASSIVE.finditer(clause.text, clause.tail, end))
    row = next((found for found in rows if found is not None and found.id != "reach"), None)
    acts = row is not None and (row.kind == "absolute_change" or row.id in {"increase", "decrease"})
    return row if acts else None


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
    _multiple,
    _copula,
    _less_of,
    _share_from,
    _change_after,
    _compared,
    _same_goal,
    _restated_share,
    _gapped,
    _there,
    _up_or_down,
    _gauge,
    _verb,
    _elliptic,
    _passive,
    _bracketed,
    _level,
)
