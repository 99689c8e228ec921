"""What an English goal without a number is about: the subject or the object of its words."""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.qualities import Quality
from docanalyzer.languages.base import When
from docanalyzer.languages.en.nouns import is_actor, object_phrase, subject_phrase
from docanalyzer.linguistics import View

# What the predicate may be followed by; before a noun it would be an attribute ("significantly lower prices").
_FOLLOWS = re.compile(
    r"\s*(?:$|[,.;:)]|(?:and|or|while|by|in|to|from|over|through|at|as|with|on|before|after|than|compared|relative|so|"
    r"during|within|until|across|for|of|under|throughout|no\s+later)\b)"
)
_SHARE = re.compile(r"\s+(?:share|level|proportion|part|role|portion)\b")
_AUXILIARY = re.compile(
    r"\b(?:will|shall|should|must|is|are|be|been|being|has|have|to|become|becomes|became|get|take|takes|taking|weigh|weighs|stand|"
    r"stands|reach|at|up|a|an|the|its|their|also|all|continue|remain|further|then|much|thus|thereby|and|have\s+been|"
    r"more|\w+ly)\s+$"
)
# A goal is told as to come, or as reached by then; "is significantly higher" tells a fact.
_FINITE = re.compile(r"\b(?:will|shall|should|must|has|have|become|becomes|be|been|to)\b")
_DOUBTFUL = re.compile(
    r"\b(?:would|could|may|might|can|if|unless|not|never|no\s+longer|whether|was|were|had|did|which|already|"
    r"expect\w*|project(?:ed|ions?)|estimat\w*|anticipat\w*|forecast\w*|have\s+to|needs?|needed)\b"
)
_STEP = re.compile(r"[;:\n]|,\s|\.\s")
_VERB_OF_ENDING = re.compile(r"\b(?:to|will|shall|must|and)\s+(?:\w+ly\s+)?$")
_ATTAINS = re.compile(
    r"\b(?:reach|reaches|reached|reaching|achiev\w+|attain\w*|becom\w+|get|to\s+be|will\s+be|go|going|to|target\s+of|goal\s+of|"
    r"commit\w*|objective\s+of|pursue|with|remain\w*|of|its|for|a|an|the|country's|economy[- ]wide|full|national)\s+$"
)
_COMMITS = re.compile(
    r"\b(?:will|shall|must|aims?|commit\w*|pledge[sd]?|targets?|goals?|objective|ambition|binding|intends?|is\s+to|are\s+to|strives?|"
    r"undert\w+|plans?\s+to|agree[sd]|set\s+out|sets|announced|adopted|vision|resol\w+|legislat\w+|requires?|ensur\w+)\b"
)
# Speaks of the way there, of others, or of the goal as known.
_MENTIONS = re.compile(
    r"\b(?:in\s+(?:light|view|line|accordance|support|pursuit)|consistent|path|pathways?|foundation|efforts?|recommend\w*|identif\w+|estimates?|"
    r"towards?|order\s+to|need|underpin|imperative|contribut\w+|enabl\w+|help\w*|progress|assess\w*|priorities|globally|global|world|"
    r"IPCC|ipcc|irrespective|accelerates?|framework|player|transition)\b"
)
# "carbon neutrality will be achieved by 2060", "with carbon neutrality attained before 2060".
_IS_ATTAINED = re.compile(
    r"\s+(?:(?:will|shall|should|must|is\s+to|are\s+to)\s+(?:have\s+been\s+|be\s+))?(?:achieved|attained|reached|realised|realized)\b"
)
# "bring its emissions to a peak".
_BROUGHT = re.compile(r"\b(?:bring|bringing)\s+(.{3,80}?)\s+to\s+(?:a|an|its|their)\s+$")
_ARTICLE = re.compile(r"\b(?:a|an|the|its|their|this)\s+$")
_ATTRIBUTE = re.compile(
    r"[\s-]+(?:objective|target|goal|pathway|strateg|plan\b|roadmap|framework|transition|scenario|econom\w+\s+(?:plan|act)|act\b|advis|polic|"
    r"commitment|vision|ambition|challenge|trajector|building|standard|world|law|technolog|fund|industr|initiative|future|policies)"
)
# "X is to be better balanced and its structure more reasonable".
_AND = re.compile(r"\s*,?\s*and\s")
_OPENING = re.compile(
    r"\s*(?:while|by\s+then|and|at\s+the\s+same\s+time|in\s+addition|meanwhile|as|so\s+that|that|ensure\s+that)\s+"
)
_LAST_VERB = re.compile(r"\s(?:will|shall|should|has|have|is|are)\s(?:be\s|been\s)?\w+\.\s*$")
_NUMBER = re.compile(r"\s(?:about\s|around\s|some\s|at\sleast\s|all\s)?\d")
_NEAR = 90


def find_goal(
    view: View, start: int, end: int, hit: tuple[int, int], quality: Quality, periods: list[Mention[When]]
) -> tuple[tuple[int, int], str] | None:
    """The noun phrase of the goal that ``hit`` sets in the sentence ``start`` to ``end``, and where it was found."""
    lower = view.lower
    head, tail = hit
    dates = [(p.start, p.end) for p in periods if start <= p.start and p.end <= end]
    if quality.needs == "date":
        return _dated(lower, start, end, head, tail, quality, periods, dates)
    share = _SHARE.match(lower, tail, end)
    if not share and not _FOLLOWS.match(lower, tail, end):
        return None
    left = start
    for step in _STEP.finditer(lower, start, head):
        if lower[step.end() : head].strip():
            left = step.end()
    before = lower[left:head]
    if _DOUBTFUL.search(before):
        return None
    if head == start and lower.startswith(",", tail):
        return _carried(lower, start)
    verb = head
    while (m := _AUXILIARY.search(lower, left, verb)) is not None:
        verb = m.start()
    gapped = quality.degree is None and _AND.match(lower, start, head) is not None
    if not gapped and (verb == head or not (_FINITE.search(lower, verb, head + len("be")) or quality.degree is None)):
        return None
    opening = _OPENING.match(lower, left, verb)
    found = subject_phrase(lower, opening.end() if opening else left, verb, dates)
    if found is None or is_actor(lower, found) or found[1] - found[0] > _NEAR:
        return None
    return found, "en:subject"


def _carried(lower: str, start: int) -> tuple[tuple[int, int], str] | None:
    """The subject of the sentence before, for a predicate cut off by a full stop: "X will fall. Markedly lower, …"."""
    first = max(0, start - _NEAR * 2)
    verb = _LAST_VERB.search(lower, first, start)
    found = subject_phrase(lower, first, verb.start(), []) if verb else None
    return (found, f"en:carried:{found[0]}") if found and not is_actor(lower, found) else None


def _dated(
    lower: str,
    start: int,
    end: int,
    head: int,
    tail: int,
    quality: Quality,
    periods: list[Mention[When]],
    dates: list[tuple[int, int]],
) -> tuple[tuple[int, int], str] | None:
    """A state or an end with its date: "reach net-zero emissions by 2050", "coal will be phased out by 2030"."""
    near = [
        p
        for p in periods
        if p.value.use == "goal"
        and p.value.relation == "by"
        and start <= p.start
        and p.end <= end
        and (tail <= p.start <= tail + _NEAR or head - _NEAR <= p.end <= head)
    ]
    if not near or _ATTRIBUTE.match(lower, tail, end):
        return None
    before = lower[max(start, head - _NEAR) : head]
    if _DOUBTFUL.search(before):
        return None
    if quality.id == "phase-out":
        return _ended(lower, start, end, head, tail, dates)
    if quality.id == "peaks":
        return _peaks(lower, start, head, dates)
    if _IS_ATTAINED.match(lower, tail, end) and not _MENTIONS.search(before):
        return (head, tail), "en:dated"
    if not _ATTAINS.search(before) or not _COMMITS.search(before) or _MENTIONS.search(before):
        return None
    return (head, tail), "en:dated"


def _peaks(lower: str, start: int, head: int, dates: list[tuple[int, int]]) -> tuple[tuple[int, int], str] | None:
    """What is to peak, for "emissions should peak before 2030"; a peak that is a noun says nothing by itself."""
    for step in _STEP.finditer(lower, start, head):
        if lower[step.end() : head].strip():
            start = step.end()
    brought = _BROUGHT.search(lower, start, head)
    if brought:
        found = object_phrase(lower, brought.start(1), brought.end(1), dates)
        return (found, "en:peak") if found else None
    verb = head
    while (m := _AUXILIARY.search(lower, start, verb)) is not None:
        verb = m.start()
    if verb == head or not _FINITE.search(lower, verb, head) or _ARTICLE.search(lower, start, head):
        return None
    opening = _OPENING.match(lower, start, verb)
    found = subject_phrase(lower, opening.end() if opening else start, verb, dates)
    return (found, "en:peak") if found and not is_actor(lower, found) and found[1] - found[0] <= _NEAR else None


def _ended(
    lower: str, start: int, end: int, head: int, tail: int, dates: list[tuple[int, int]]
) -> tuple[tuple[int, int], str] | None:
    if lower.startswith("phased", head):
        verb = head
        while (m := _AUXILIARY.search(lower, start, verb)) is not None:
            verb = m.start()
        found = subject_phrase(lower, start, verb, dates) if verb < head else None
    elif _NUMBER.match(lower, tail, end):
        return None  # phase out 9 GW of capacity: the number has a record of its own
    else:
        found = object_phrase(lower, tail, end, dates) if _VERB_OF_ENDING.search(lower, start, head) else None
    if found is None or is_actor(lower, found) or found[1] - found[0] > _NEAR:
        return None
    return found, "en:ended"
