"""Changes told by nouns and comparisons: the reduction is 4%, a 9% reduction in X, 9% below 1990 levels, down by 5%."""

from __future__ import annotations

import re

from docanalyzer.core.record import Direction
from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.clauses import Clause, is_currency
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.nouns import Stretch, is_actor, object_phrase, of_phrase, subject_phrase, trim
from docanalyzer.languages.en.predicates import last_predicate

NOT_IN_NP = r"of|in|to|by|from|for|is|are|was|were|will|and|or|on|at|with|than|compared"
BEFORE_NOUN = (
    r"(?:,?\s*net|absolute|gross|overall|average|annual|economy-wide|domestic|further|additional|relative"
    r"|conditional|"
    r"unconditional|per\s+(?:annum|year))"
)
CHANGE_AFTER = re.compile(
    rf"\s*(?:{BEFORE_NOUN}\s+)*(?P<np>(?:(?!(?:{NOT_IN_NP})\b)[a-z][\w’'\-]*\s+){{0,6}}?)"
    rf"(?P<noun>{any_of('falls', 'rises', 'aims')})\b"
)
_GOALS = frozenset({"target", "targets", "goal", "goals", "objective"})
CHANGED = re.compile(
    r"\s+(?:in|of|from|for|on|to)\s+(?!(?:19|20)\d\d|fiscal|fy|this|that|which|the\s+(?:period|year|next|past"
    r"|target)|\d)"
)
_SHARES = frozenset({"share", "rate", "proportion"})
_SHARE_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?!(?:19|20)\d\d|\d|all\b|each\b)")
_GOAL_FOR = re.compile(
    r"(?:\s+to\s+be\s+\w+(?:\s+by\s+(?:\w+\s+){1,4}?)?)?\s+for\s+(?:the\s+)?"
    r"(?!(?:19|20)\d\d|\d|all\b|each\b|every\b|the\s+(?:year|period)|year|period)"
)
_NOUN_REACH = 60
# 64 Mt CO2e GHG emission reductions.
_TONNES_CUT = re.compile(r"\s(?:(?!of\b|in\b|and\b|to\b|by\b|from\b)[a-z][\w-]*\s){0,4}(?:reductions?|savings)\b")
_KINDS_FIRST = re.compile(rf"(?:(?!final\s+energy)(?:{any_of('goal_kinds')})\s+)+")
_REDUCED = re.compile(r"reduc|emission|mitigat|saving|cut")
_COMPARED = re.compile(
    r"\s*(?P<word>below|above|lower|higher|less|more|fewer|greater|under|over|on|larger|smaller)\s+"
    r"(?:(?:by|in)\s+(?:19|20)\d\d\s+)?(?:than\s+)?"
    r"(?:its\s+|the\s+(?!same|next|past|last|period|course|year|coming|decade|long|whole)|in\s+|their\s+"
    r"|projected\s+|those\s+|"
    r"business|bau|base|baseline|reference|it\b|\(?(?:19|20)\d\d(?!\s?[-–](?:19|20)?\d\d))"
)
# On the plains: a place, where on 1990 levels, on the year before, over the period is a comparison.
_BASE_NEAR = re.compile(
    r"(?:(?!\b(?:by|until|before)\b)[^,;.]){0,60}?(?:(?:19|20)\d\d|\b(?:levels?|baselines?|base|business|bau|reference|scenario|projections?|previous|last|preceding|"
    r"earlier|before|average|values?|limits?|standards?)\b)"
)
_PLACING = frozenset({"on", "over", "under"})
_DOWN = frozenset({"below", "lower", "less", "fewer", "under", "on", "smaller"})
_OFF = re.compile(
    r"\s(?:(?:is|are|will|shall)\s(?:to\s)?(?:be\s(?:taken|cut)|come)\s)?off\s(?:the\s|its\s|their\s)?(?=[a-z])"
)
_OFF_REACH = 32
_LESS_OF = re.compile(r"\s+(?P<word>less|more|fewer)\s+(?!than\b)(?=[a-z])")
_COPULAS = ("be", "is", "are", "was", "were", "only", "about", "between")
GAUGE_REACH = 40
_CHANGE_IS = re.compile(
    r"(?:\b(?P<thing>(?:ghg|greenhouse\s+gas(?:es)?|co2|carbon|methane)(?:\s+emissions?)?|emissions?)\s+)?"
    r"\b(?P<noun>reduction|decrease|increase|growth|decline|cut|rise|saving|drop)s?\b(?:\s+(?:target|goal|commitment)s?\b)?"
    r"(?:\s+(?:in|of)\s+(?P<np>[a-z][^,;:]*?))?"
    r"\s+(?:(?:will|shall|should|is\s+to|are\s+to)\s+be|is|are|was|were)\s+(?:only\s+|about\s+|between\s+)?\Z"
)
# Money saved or grown by so much is a level of savings as often as a change.
_CHANGES_AMOUNTS = frozenset({"reduction", "decrease", "increase", "decline", "cut", "drop"})
# An unconditional greenhouse gas (GHG) emissions reduction: the thing between the article and the noun of change.
NOMINAL = re.compile(
    rf"(?:^|\s)(?:a|an|the|its|their|our)\s+(?:{BEFORE_NOUN}\s+)*"
    rf"(?P<np>(?:(?!(?:{NOT_IN_NP}|a|an|the)\b)[\w()’'\-]+\s+){{1,6}})\Z"
)
# A reduction target for emissions from fertilisers of 30% below 2020 levels.
_TARGET_FOR = re.compile(
    r"\b(?:target|goal|objective)s?\s+for\s+(?P<np>(?!(?:19|20)\d\d)[a-z][^,;:()]{3,60}?)\s+of\s+\Z"
)
LINK = re.compile(rf"\s(?:by|to|at|from|of|in|is|with|for)\s+(?:(?:{any_of('links')})\s+|of\s+|to\s+)*\Z")
_UP_DOWN = re.compile(
    r"(?:\b(?:down|up)\s+by\s+|(?:[,:;(]|\b(?:is|are|was|were|be|been))\s*(?:down|up)\s+)"
    r"(?:a\s+further\s+|an\s+average\s+of\s+)?\Z"
)
_BELOW_BASE = re.compile(r"\b(?:below|lower\s+than)\s+(?:19|20)\d\d\b")
_AUXILIARY = re.compile(r"\s(?:will|shall|should|must|is|are|has|have)\s")


def _way(noun: str) -> Direction | None:
    if noun in words("falls"):
        return "decrease"
    return "increase" if noun in words("rises") else None


def copula(clause: Clause, reading: Reading) -> bool:
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


def less_of(clause: Clause, reading: Reading) -> bool:
    """18% less energy."""
    m = _LESS_OF.match(clause.after) if clause.amount.unit not in {"count", "pp", "1"} else None
    if m is None:
        return False
    reading.kind, reading.why["kind"] = "relative_change" if clause.ratio else "absolute_change", "en:compared"
    reading.direction = "increase" if m["word"] == "more" else "decrease"
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    return True


def off(clause: Clause, reading: Reading) -> bool:
    """37% off power emissions; a further 2% is to come off energy use."""
    m = _OFF.match(clause.after) if clause.ratio and " off " in clause.after[:_OFF_REACH] else None
    if m is None:
        return False
    reading.kind, reading.direction, reading.why["kind"] = "relative_change", "decrease", "en:off"
    reading.indicator = of_phrase(clause.text, clause.tail + m.end(), clause.right, clause.dates)
    return reading.indicator is not None


def change_after(clause: Clause, reading: Reading) -> bool:
    """A 9% reduction in X, 15 % energy savings, the 55% target."""
    near = "" if clause.share else clause.after[:_NOUN_REACH]
    named = clause.share or (("reduction" in near or "savings" in near) and _TONNES_CUT.match(near) is not None)
    m = CHANGE_AFTER.match(clause.after) if named else None
    verb = clause.verb
    if m is None or (not clause.share and (clause.amount.unit == "count" or is_currency(clause.amount.unit))):
        return False
    changed = (
        verb is not None and verb.row.id in {"increase", "decrease"} and not clause.before.endswith((" a ", " an "))
    )
    if changed and m["noun"] in {"share", "rate"}:
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
    reading.kind = "relative_change" if clause.ratio else "absolute_change"
    if direction is None:
        reading.kind = "level"
    _name_changed(clause, reading, m)
    _announced(clause, reading)
    return True


def _name_changed(clause: Clause, reading: Reading, m: re.Match[str]) -> None:
    noun, tail = m["noun"], clause.tail
    if noun in _SHARES and (phrase := _share_of(clause, m)) is not None:
        reading.indicator = phrase
        return
    goal = _GOAL_FOR.match(clause.text, tail + m.end(), clause.right) if noun in _GOALS else None
    if goal:  # a 20 % target for the share of X
        phrase = of_phrase(clause.text, goal.end(), clause.right, clause.dates)
        reading.indicator = None if phrase is None or is_actor(clause.text, phrase) else phrase
    after = CHANGED.match(clause.text, tail + m.end(), clause.right)
    from_base = after is not None and m["np"].strip() and after[0].split()[0] == "from"
    named = noun in _SHARES and m["np"].strip()  # a 40% renewable energy share in the power sector
    if after and noun not in _GOALS and noun != "contribution" and not from_base and not named:
        reading.indicator = of_phrase(clause.text, after.end(), clause.right, clause.dates)
    kinds_only = noun in _GOALS and words("goal_kinds").issuperset(m["np"].split())
    if reading.indicator is None and m["np"].strip() and not kinds_only:
        keeps = noun in {"savings", "saving", "rate", "share"}
        end = m.end("noun") if keeps else m.end("np")
        kinds = _KINDS_FIRST.match(m["np"]) if noun in _GOALS else None  # the 42.5% EU binding renewable energy target
        reading.indicator = trim(clause.text, tail + m.start("np") + (kinds.end() if kinds else 0), tail + end)
    if reading.indicator is None and noun in _GOALS:
        reading.retold = True
    if reading.indicator is None and noun in {"contribution", "contributions"}:
        reading.indicator = (tail + m.start("noun"), tail + m.end("noun"))


def _announced(clause: Clause, reading: Reading) -> None:
    """Emission intensity of GDP: 45% reduction by 2030."""
    if reading.indicator is None and clause.before.rstrip().endswith(":"):
        reading.indicator = subject_phrase(clause.text, clause.begin, clause.head, clause.dates)


def _share_of(clause: Clause, m: re.Match[str]) -> Stretch | None:
    """A 20 % share of X in Y: the share with its noun."""
    at = clause.tail + m.end()
    of = _SHARE_OF.match(clause.text, at, clause.right)
    phrase = of_phrase(clause.text, of.end(), clause.right, clause.dates) if of else None
    return (clause.tail + m.start("noun"), phrase[1]) if phrase else None


def compared(clause: Clause, reading: Reading) -> bool:
    """9% below 1990 levels."""
    points = clause.amount.unit == "pp"
    m = _COMPARED.match(clause.after) if clause.ratio or points else None
    if m is None or (m["word"] in _PLACING and not _BASE_NEAR.match(clause.after, m.end("word"))):
        return False
    word, verb = m["word"], clause.verb
    reading.kind, reading.why["kind"] = "absolute_change" if points else "relative_change", "en:compared"
    reading.direction = "decrease" if word in _DOWN else "increase"
    if verb is not None and word in {"on", "over"} and verb.row.direction in {"increase", "decrease"}:
        reading.direction = verb.row.direction
    target = _TARGET_FOR.search(clause.before)
    nominal = NOMINAL.search(clause.text, clause.begin, verb.start) if verb is not None and verb.noun else None
    if target:
        reading.indicator = trim(clause.text, clause.begin + target.start("np"), clause.begin + target.end("np"))
    elif nominal:
        reading.indicator = trim(clause.text, *nominal.span("np"))
    if reading.indicator is not None:
        return True
    if verb is not None and clause.text[verb.end : clause.head].strip():
        link = LINK.search(clause.text, verb.end, clause.head)
        reading.indicator = object_phrase(clause.text, verb.end, link.start() if link else clause.head, clause.dates)
    if reading.indicator is None:
        end = verb.start if verb else clause.head
        reading.indicator = subject_phrase(clause.text, clause.begin, end, clause.dates)
    return True


def up_or_down(clause: Clause, reading: Reading) -> bool:
    """Bring X down by 11.7%; coal: down by 10% in the north and by 5% in the south."""
    near = clause.before[-GAUGE_REACH:]
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


def bracketed(clause: Clause, reading: Reading) -> bool:
    """… cuts in transport (27-32 %), industry (38-43 %): the change that the sentence announced before the list."""
    if not clause.ratio or not clause.before.endswith("(") or not clause.after.startswith(")"):
        return False
    verb = last_predicate(clause.text, 0, clause.begin)
    changes = verb is not None and verb.row.id in {"increase", "decrease"}
    if not changes and not _BELOW_BASE.search(clause.text, 0, clause.begin or clause.head):
        return False
    way: Direction | None = verb.row.direction if changes and verb is not None else "decrease"
    reading.kind, reading.direction, reading.why["kind"] = "relative_change", way, "en:bracketed"
    if reading.base is None and clause.previous is not None and clause.previous.why.get("kind") == "en:bracketed":
        reading.base = clause.previous.base
    reading.indicator = subject_phrase(clause.text, clause.begin, clause.head, clause.dates)
    return reading.indicator is not None
