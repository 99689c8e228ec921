"""Changes and levels told by a verb: reduce X by 9%, X will fall by 9%, build 40 plants, 40 GW will be built."""

from __future__ import annotations

import re

from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.changes import CHANGED, LINK, NOMINAL
from docanalyzer.languages.en.clauses import Clause, is_currency
from docanalyzer.languages.en.lists import any_of
from docanalyzer.languages.en.nouns import Stretch, is_actor, object_phrase, of_phrase, subject_phrase, trim
from docanalyzer.languages.en.predicates import Found
from docanalyzer.languages.en.series import elliptic

# Behind a multiple that says what became of the thing before it.
_STATED = re.compile(
    r"\s*(?:$|[.,;:()]|(?:by|since|in|from|to|over|between|during|again|compared|relative|and|as|on|within)\b)"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b")
_PASSIVE_REACH = 40
_PARTICIPLE = re.compile(
    r"\s(?:newly\s)?(?:(?P<verb>[a-z]+ed|built|set\sup)(?=[\s,.;]|$)(?!\s(?:by|in|at|with|for|under|to|from)\b)|(?P<off>taken\s(?:off|out\sof)\b))"
)
_DEED = re.compile(r"\s(?:newly\s)?(?:(?P<verb>[a-z]+ed|built|set\sup)|(?P<off>taken\s(?:off|out\sof)))\b")
# Under the scheme, 40 GW will be built: an adverbial before the amount names nothing.
_FRONTED = re.compile(
    r"\s*(?:and\s+)?(?:in|by|from|under|through|with|over|during|at|for|on|as)\b[^,;:]*,\s*(?:and\s+)?"
)
# Blanks are read in one way only: a run of them that something else ends would else be tried in every division.
_FILLER = re.compile(rf"(?:{any_of('fillers')}|,|:|=|\(|–|-|\s)*")
_COMPLETED = re.compile(r"[^,;.]{0,60}?\s(?:be|been|being|are|is)\scompleted\b")
_WORKS = re.compile(r"\b(?:retrofits?|renovations?|refits?|upgrades?|surveys?|audits?|inspections?|reviews?)\Z")
_DEED_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_MODIFIERS = re.compile(
    r"(?:^|\b(?:in|for|of|and|or|to|by|with|the|an?|its|on)\s|[•·,;:–-]\s*)(?P<np>(?:(?!(?:in|for|of|and|or|to|by"
    r"|with|the|an?|its|on|is|are|"
    r"will|be|about|this|that|which|includes?|has|have)\b)[a-z][\w’'\-]*\s+){1,3})\Z"
)
# To insulate 500,000 homes.
TO_DO = re.compile(
    r"\b(?:to|will|shall|should|must)\s(?!be\b|reach|number\b|exceed|total\b|equal\b|from\b)[a-z]{3,}\s\Z"
)
TO = re.compile(r"\bto\s+(?:(?!by\b|reduce|increase)\w+\s+){0,3}\Z")
_CROSSED = re.compile(r"(?:above|below|beyond|under|over|to)\s")
# Saving over £600 crosses nothing.
_CROSSED_BY_AMOUNT = re.compile(r"(?:above|below|beyond|to)\s")
_RATE_OF = re.compile(r"\b(?:rate|share|proportion|level|factor)\b[^,]{0,30}\b(?:of|at)\s+(?:\w+\s+){0,2}\Z")
_SAVED_ON = re.compile(r"\s(?:on|in|from)\s(?!(?:19|20)\d\d)")
# A rule that introduces a target of 130 g sets a level and adds nothing.
_SETS = re.compile(r"\b(?:targets?|goals?|limits?|standards?|caps?|objectives?|prices?|thresholds?)\b")
# Create and support 30 jobs.
_AND_VERB = re.compile(r"\b([a-z]+)\s+and\s+\Z")
_BRINGS = frozenset({"bring", "brings", "bringing", "brought"})
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\Z")
_POWERS = frozenset({"kW", "kVA", "kWh", "J", "toe", "tce"})
_DELIVERS = re.compile(
    r"\b(?:deliver|deliver(?:s|ing|ed)|achieve|achiev(?:es|ing|ed)|yield|yields|bring|brings|realise|realize|make|makes|secure|target|targets"
    r"|targeting|provide|provides|ensure|ensures|ensuring|generate|generates|produce|produces|attain|reach|seek|seeks|pledge|pledges)\s"
    r"(?P<np>(?:(?!(?:the|of|in|to|by|for|and|or|an?|its|their)\b)[a-z][\w’'()-]*\s){1,4})\Z"
)
# An additional reduction of 25%: of what, another sentence says.
_FURTHER = re.compile(
    r"\ban?\s(?:additional|further|overall|total|combined|net|conditional|unconditional|similar|second)\s\Z"
)
_FALLS_IN = frozenset(
    "fall falls fell fallen rise rises rose risen grow grows grew grown decline declines declined drop drops dropped "
    "shrink shrinks climb climbs".split()
)
_RISING = frozenset({"rising", "increasing", "growing", "climbing", "falling", "declining", "dropping", "shrinking"})
_TO_VERB = re.compile(r"\sto\s(?!be\b|have\b)[a-z]+\s")
_JOINS = frozenset({"and", ", and", ","})
_OF_BASE = re.compile(r"\s+of\s+(?:the\s|their\s|its\s)?[a-z]")
_KINDS_OF_SAVING = re.compile(
    r"(?:\b(?:new|annual|yearly|additional|cumulative|total|end-use|final|primary|energy)\s)+\Z"
)
# Taking a million old lorries off the road.
_TAKES = frozenset({"take", "takes", "taking", "took"})
_OFF = re.compile(r"\s(?:\w+\s){0,3}?(?:off|out\sof)\s")
# Seven small units are to leave the system.
_GOES = re.compile(r"[^,;.]{0,60}?\s(?:will|shall|(?:is|are)\sto)\s(?:leave|go|disappear|vanish|cease)\b")
_COVERS = frozenset({"cover", "covers", "covered", "covering"})
_HAVING = _COVERS | {"have", "has", "had", "provide", "providing", "supply", "supplies"}
_OBJECT_BEHIND = re.compile(r"\s+(?:the|its|their)\s+(?!(?:19|20)\d\d|year|period|same|next|end|level|base|bau)")
_JOINED = re.compile(r"\b(?:and|or|either)\s+\Z")
_SPENDING = frozenset({"spending", "funding"})


def multiple(clause: Clause, reading: Reading) -> bool:
    """Triple its capacity: the thing stands behind the verb that is a number; doubled since 2010: before it."""
    if clause.amount.form != "multiple":
        return False
    after = None if _STATED.match(clause.after) else of_phrase(clause.text, clause.tail, clause.right, clause.dates)
    before = subject_phrase(clause.text, clause.begin, clause.head, clause.dates) if after is None else None
    reading.indicator, reading.why["kind"] = after or before, "en:multiple"
    return True


def told_by_verb(clause: Clause, reading: Reading) -> bool:
    """The verb before the number: reduce X by 9%, X will fall by 9%."""
    verb = clause.verb
    if verb is None or (verb.row.id == "do" and elliptic(clause, reading)):
        return verb is not None
    gap = clause.text[verb.end : clause.head]
    if _saved_each(clause, reading, verb, gap) or (gap.strip() in _JOINS and _done(clause, reading, listed=True)):
        return True
    reading.why["kind"] = f"predicate:{verb.row.id}"
    reading.direction = verb.row.direction
    if reading.direction == "maintain" and clause.amount.comparison == "le":
        reading.direction = None  # "kept at no more than": a cap says no direction
    reading.kind = "level"
    if reading.direction is None and verb.row.id == "do":
        first = _AND_VERB.search(clause.text, clause.begin, verb.start)
        row = predicates("en").get(first[1]) if first else None
        reading.direction = row.direction if row is not None and row.kind == "absolute_change" else None
    _settle_kind(clause, reading, verb, gap)
    if clause.amount.unit == "count" and text_of(clause, verb) in _TAKES and _OFF.match(clause.after):
        reading.kind, reading.direction = "absolute_change", "decrease"
        reading.indicator = clause.counted()
    elif not _name_beside(clause, reading, verb, gap):
        _name_around(clause, reading, verb, gap)
    return True


def _settle_kind(clause: Clause, reading: Reading, verb: Found, gap: str) -> None:
    """A change or a level, by the verb and the words between it and the number."""
    if verb.row.id in {"increase", "decrease"}:
        crossing = _CROSSED if clause.ratio else _CROSSED_BY_AMOUNT
        crossed = not gap.strip() and crossing.match(clause.text, clause.head)
        up_to = verb.row.id == "increase" and not gap.strip() and clause.text.startswith("up to ", clause.head)
        if not (
            TO.search(gap)
            or crossed
            or (up_to and clause.ratio and clause.of is None)
            or (clause.ratio and _RATE_OF.search(gap))
        ):
            reading.kind = "relative_change" if clause.ratio else "absolute_change"
    elif not clause.ratio and text_of(clause, verb) in _COVERS and not gap.strip():
        reading.kind = "absolute_change"  # retrofits will cover 80 GW
    elif verb.row.id == "spend" and clause.amount.unit in _POWERS:
        reading.direction = None  # offshore wind could contribute 13 GW
    elif verb.row.kind == "absolute_change" and _SETS.search(gap):
        reading.direction = None
    elif clause.text[verb.start : verb.end] in _BRINGS and TO.search(gap):
        pass  # bring the capacity to 70 GW
    elif verb.row.kind == "absolute_change" and not clause.ratio:
        reading.kind = "absolute_change"


def _saved_each(clause: Clause, reading: Reading, verb: Found, gap: str) -> bool:
    """New annual savings of 1.3% of final consumption: a level of savings, and no cut of what they are a share of."""
    if (
        not clause.ratio
        or text_of(clause, verb) != "savings"
        or gap.strip() != "of"
        or not _OF_BASE.match(clause.after)
    ):
        return False
    kinds = _KINDS_OF_SAVING.search(clause.text, clause.begin, verb.start)
    reading.indicator = (verb.start if kinds is None else kinds.start(), verb.end)
    reading.kind, reading.direction, reading.why["kind"] = "level", None, "en:savings"
    return True


def _name_beside(clause: Clause, reading: Reading, verb: Found, gap: str) -> bool:
    """The thing right behind the number (build 100 plants, cut 30 Mt of capacity) or in the verb (spending $36)."""
    link = LINK.search(gap)
    # "restoration of 2 million ha of peatland" builds like the verb.
    builds = verb.row.kind == "absolute_change" and (not verb.noun or gap.strip() == "of")
    of, why = clause.of, "en:of"
    if verb.row.id in {"increase", "decrease"} and not clause.share and not gap.strip():
        saved = _SAVED_ON.match(clause.text, clause.tail, clause.right)
        of = of or (of_phrase(clause.text, saved.end(), clause.right, clause.dates) if saved else None)
    elif verb.row.id == "spend" and _FILLER.fullmatch(gap) and clause.text[verb.start : verb.end] in _SPENDING:
        of, why = (verb.start, verb.end), "en:spending"
    elif clause.amount.unit == "count" and not gap.strip() and text_of(clause, verb) in _HAVING:
        of, why = clause.counted(), "en:counted"  # every service area is to have 8 fast chargers
    elif clause.amount.unit == "count" and verb.row.id == "reach" and TO_DO.search(gap):
        of, why = clause.counted(), "en:counted"  # money is available to insulate 300,000 homes
    elif builds and clause.amount.unit == "count" and not (link and link[0].split()[0] in {"to", "by"}):
        of, why = clause.counted() or of or _uncounted(clause), "en:counted"
    elif not (builds or verb.row.id == "maintain"):
        return False
    if of is None:
        return False
    reading.indicator, reading.why["indicator"] = of, why
    return True


def _uncounted(clause: Clause) -> Stretch | None:
    """Install 50 million smart gas and electricity meters: a count whose noun stands further behind it."""
    if clause.amount.counted or clause.after[:1] != " ":
        return None
    return of_phrase(clause.text, clause.tail, clause.right, clause.dates)


def text_of(clause: Clause, verb: Found) -> str:
    """The predicate as written."""
    return clause.text[verb.start : verb.end]


def _name_around(clause: Clause, reading: Reading, verb: Found, gap: str) -> None:
    """The object between verb and number, else the subject, else what stands behind the number."""
    text, builds, of = clause.text, verb.row.kind == "absolute_change" and not verb.noun, clause.of
    if _steps_on(clause, reading, verb, gap):
        return
    if of is not None and clause.ratio and _TO_VERB.fullmatch(gap) and verb.row.id == "reach":
        reading.indicator, reading.why["indicator"] = of, "en:of"  # ammonia is to fuel 10% of the fleet
        return
    if of is not None and clause.ratio and gap.endswith(" and ") and gap.strip() != "and":
        reading.indicator, reading.why["indicator"] = of, "en:of"  # achieve access for all and 50% of X from renewables
        return
    if not _FILLER.fullmatch(gap):
        reading.indicator, reading.why["indicator"] = _object(clause, verb, gap), "en:object"
    if reading.indicator is None and verb.noun:
        reading.indicator, reading.why["indicator"] = _nominal(clause, verb), "en:nominal"
    if reading.indicator is None:
        reading.indicator = _behind_change(clause, verb, gap)
    if reading.indicator is None and not _is_spent_by(clause, verb):
        subject = subject_phrase(text, clause.begin, verb.start, clause.dates)
        if subject and not (is_actor(text, subject) and (of or builds)):
            reading.indicator, reading.why["indicator"] = subject, "en:subject"
    if reading.indicator is not None and not (of and is_actor(text, reading.indicator)):
        return
    reading.indicator = of or reading.indicator
    if reading.indicator is None and (builds or verb.row.id in {"reach", "spend"}):
        reading.indicator = of_phrase(text, clause.tail, clause.right, clause.dates)
        reading.why["indicator"] = "en:after-number"


def _steps_on(clause: Clause, reading: Reading, verb: Found, gap: str) -> bool:
    """35% of cars from 2026, rising to 80% in 2030: the thing of the number before goes on."""
    previous = clause.previous
    if previous is None or previous.indicator is None or text_of(clause, verb) not in _RISING or gap.strip() != "to":
        return False
    if not clause.text.endswith(", ", clause.begin, verb.start) or not clause.is_like_last():
        return False
    reading.indicator, reading.carried, reading.why["indicator"] = previous.indicator, True, "en:steps-on"
    return True


def _object(clause: Clause, verb: Found, gap: str) -> Stretch | None:
    """What stands between the verb and the link to the number; with a noun of building, that noun too."""
    text, link = clause.text, LINK.search(gap)
    stop = verb.end + (link.start() if link else len(gap))
    found = object_phrase(text, verb.end, stop, clause.dates)
    if found is not None and not verb.noun and gap.startswith(" in ") and text_of(clause, verb) in _FALLS_IN:
        # Emissions will fall in industry by 20%: what falls stands before the verb.
        whole = subject_phrase(text, clause.begin, verb.start, clause.dates)
        return found if whole is None or is_actor(text, whole) else whole
    if found is None or not verb.noun or verb.row.id not in {"build", "do"}:
        return found
    # Artificial replenishment of X by 9 t: the deed is part of the name.
    if _DEED_OF.match(text, verb.end, found[0]) is None:
        return found
    head = _MODIFIERS.search(text, clause.begin, verb.start)
    return (verb.start if head is None else head.start("np"), found[1])


def _nominal(clause: Clause, verb: Found) -> Stretch | None:
    """What a noun of change is of: behind the number, before the noun, or the noun with its own words."""
    text, found = clause.text, None
    after = CHANGED.match(text, clause.tail, clause.right)
    if after and not (after[0].strip() == "of" and clause.of is None):
        found = of_phrase(text, after.end(), clause.right, clause.dates)
    nominal = NOMINAL.search(text, clause.begin, verb.start) if found is None else None
    if found is None and nominal is None:
        found = _delivered(clause, verb)
    if nominal:
        found = trim(text, *nominal.span("np"))
    deed = _MODIFIERS.search(text, clause.begin, verb.start) if verb.row.id in {"build", "do"} else None
    if found is None and deed and clause.of is None:
        found = (deed.start("np"), verb.end)  # in peatland restoration of 2 million ha
    if found is None and not _FURTHER.search(text, clause.begin, verb.start):
        found = subject_phrase(text, clause.begin, verb.start, clause.dates)
    return found


def _delivered(clause: Clause, verb: Found) -> Stretch | None:
    """Must deliver greenhouse gas savings of 35%: the words between the two verbs; savings keep their noun."""
    m = _DELIVERS.search(clause.text, clause.begin, verb.start)
    if m is None:
        return None
    keeps = text_of(clause, verb) in {"savings", "saving"}
    return trim(clause.text, m.start("np"), verb.end if keeps else m.end("np"))


def _behind_change(clause: Clause, verb: Found, gap: str) -> Stretch | None:
    """Reduce by 14% the intensity of fuels; reduce X or achieve an overall rate of 29% of Y."""
    text = clause.text
    if verb.row.id in {"increase", "decrease"} and _FILLER.fullmatch(gap):
        behind = _OBJECT_BEHIND.match(text, clause.tail, clause.right)
        if behind:
            return of_phrase(text, behind.end(), clause.right, clause.dates)
    return clause.of if _JOINED.search(text, clause.begin, verb.start) else None


def _is_spent_by(clause: Clause, verb: Found) -> bool:
    """Whether the subject spends the sum, and is not what it is spent on."""
    spends = verb.row.id == "spend" and is_currency(clause.amount.unit)
    active = clause.text.endswith("ing", verb.start, verb.end)
    return spends and (active or not _AUXILIARY.search(clause.text, clause.begin, verb.start))


def _done_behind(clause: Clause, *, listed: bool = False) -> Predicate | None:
    """20,000 places added, 600 estates renovated: a list of deeds has its participles alone."""
    counted = clause.counted() if clause.amount.unit == "count" else None
    if counted is None:
        return None
    m = (_DEED if listed else _PARTICIPLE).match(clause.text, max(counted[1], clause.tail), clause.right)
    row = predicates("en").get(m["verb"] or "taken out") if m else None
    return row if row is not None and row.kind == "absolute_change" else None


def _done(clause: Clause, reading: Reading, *, listed: bool) -> bool:
    """Read a count from the participle behind it; ``listed``: the deed before it has a verb of its own."""
    row = _done_behind(clause, listed=listed)
    if row is None:
        return False
    reading.kind, reading.direction, reading.why["kind"] = "absolute_change", row.direction, "en:passive"
    reading.indicator, reading.why["indicator"] = clause.counted(), "en:counted"
    return True


def passive(clause: Clause, reading: Reading) -> bool:
    """40 GW of hydropower will be built: amount first, verb after."""
    if clause.share:
        return False
    announced = clause.before.rstrip().endswith(":")
    if clause.before.strip(" ,;and(*") and not announced and not _FRONTED.fullmatch(clause.before):
        return False
    row = (None if announced else said_after(clause)) or _done_behind(clause)
    if row is None and clause.amount.unit == "count" and _GOES.match(clause.after):
        row = predicates("en")["retire"]
    if row is None:
        return False
    reading.kind, reading.direction, reading.why["kind"] = "absolute_change", row.direction, "en:passive"
    counted = clause.counted() if clause.amount.unit == "count" else None
    if (
        counted
        and row.direction is None
        and _COMPLETED.match(clause.after)
        and not _WORKS.search(clause.text, *counted)
    ):
        reading.direction = "increase"  # what is completed is there
    reading.indicator = counted or clause.of
    return reading.indicator is not None or row.id == "spend"


def said_after(clause: Clause) -> Predicate | None:
    """The verb of change behind the number (… will be closed)."""
    end = min(len(clause.text), clause.right + _PASSIVE_REACH)
    rows = (predicates("en").get(m["verb"]) for m in _PASSIVE.finditer(clause.text, clause.tail, end))
    row = next((found for found in rows if found is not None and found.id != "reach"), None)
    acts = row is not None and (row.kind == "absolute_change" or row.id in {"increase", "decrease"})
    return row if acts else None
