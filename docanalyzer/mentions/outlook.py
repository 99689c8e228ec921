"""Tell the sentences that look ahead (plans, rules) from those that look back or stand aside (results, facts).

Chinese verbs have no tense: 建成三座电站 is a result in a review and an order in a plan. So each sentence is weighed by its own
words and dates, then by its neighbours and by the heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Period, Section
from docanalyzer.knowledge.forces import ENGLISH, HEAD, Cue
from docanalyzer.structure import Structure

_BACK_TITLE = re.compile(
    r"回顾|发展基础|工作基础|建设基础|成就|成效|成绩|现状|完成情况|主要工作和|进展情况|面临|形势|存在问题|主要问题|背景|机遇|挑战"
    r"|\b(?:progress|achievements?|background|context|national circumstances|current (?:state|status)|overview|review of)\b",
    re.IGNORECASE,
)
_AHEAD_TITLE = re.compile(
    r"任务|目标|措施|举措|保障|安排|工作重点|重点工作|行动|工程|总体要求|推进|加快|加强|强化|实施|完善|健全|提升"
    r"|\b(?:targets?|actions?|measures|objectives?|plan|next steps|commitments?)\b",
    re.IGNORECASE,
)
# A date after one of these is what a change is measured from, and says nothing about when.
_BASELINE_BEFORE = frozenset("比较与同从自以")
_BASELINE_WORDS = (
    " from ",
    " below ",
    " than ",
    " since ",
    " with ",
    " to ",
    " on ",
    " above ",
    " between ",
    "measured ",
)
_LIMIT = 3.0
_VERB_FIRST = 0.3
_SUBJECT_FIRST = -0.9
# 2.1.3 or （十二）
_NUMBER_LENGTH = 5
# "• To "
_BULLET_LENGTH = 6
_OPENERS = ("plan-verb", "plan-gerund", "plan-noun")
_LISTED = 1.0
_DECAY = 0.85
_NEIGHBOURS = 0.5
_SURROUNDINGS_LIMIT = 2.5
_TITLE_BACK = -2.0
_TITLE_AHEAD = 0.5


@dataclass(frozen=True, slots=True)
class Outlook:
    """For each sentence the weight of its own words and dates, and that weight with its surroundings added."""

    own: list[float]
    whole: list[float]


def ranges(spans: Sequence[object], starts: Sequence[int]) -> list[tuple[int, int]]:
    """For each span (with ``start`` and ``end``, in order) the stretch of ``starts`` (in order) that fall in it."""
    found = []
    low, count = 0, len(starts)
    for span in spans:
        begin, end = span.start, span.end  # type: ignore[attr-defined]
        while low < count and starts[low] < begin:
            low += 1
        high = low
        while high < count and starts[high] < end:
            high += 1
        found.append((low, high))
        low = high
    return found


def weigh(
    text: str,
    structure: Structure,
    cues: Sequence[Mention[Cue]],
    cue_ranges: Sequence[tuple[int, int]],
    periods: Sequence[Period],
    issued_on: str | None,
) -> Outlook:
    """Weigh every sentence; above 0 is ahead."""
    own = [0.0] * len(structure.sentences)
    english = bytearray(len(own))
    for index, (low, high) in enumerate(cue_ranges):
        if low < high:
            weight = 0.0
            for mention in cues[low:high]:
                weight += mention[2][1]
            first = cues[low]
            if first[2][0] & ENGLISH:
                english[index] = True
                weight += _english_opening(text, first, structure.sentences[index].start)
            else:
                weight += _opening_weight(first, structure.sentences[index].start)
            own[index] = weight
    for index, (low, high) in enumerate(ranges(structure.sentences, [p.start for p in periods])):
        for period in periods[low:high]:
            own[index] += _date_weight(text, period, issued_on)
    own = [max(-_LIMIT, min(_LIMIT, weight)) for weight in own]
    return Outlook(own, _with_surroundings(own, english, structure))


def _opening_weight(first: Mention[Cue], start: int) -> float:
    """A Chinese order begins with its verb (推进改造), a report with its subject (改造稳步推进)."""
    opens = first[0] == start or (first[0] - start <= _NUMBER_LENGTH and first[2][0] & HEAD)
    return _VERB_FIRST if opens else _SUBJECT_FIRST


def _english_opening(text: str, first: Mention[Cue], start: int) -> float:
    """An imperative ("Promote …", "To reduce …") or a list item that names an action ("• Reduction of …") is something to do."""
    if not first[2][0] & HEAD or first[0] - start > _BULLET_LENGTH or not first[3].startswith(_OPENERS):
        return 0.0
    if text[start].islower() and first[0] == start:
        return -_LISTED
    return _LISTED if not text[start].isalnum() or first[3].startswith("plan-verb") else 0.0


def _date_weight(text: str, period: Period, issued_on: str | None) -> float:
    before = text[max(0, period.start - 12) : period.start]
    if before[-1:] in _BASELINE_BEFORE or before.lower().endswith(_BASELINE_WORDS):
        return 0.0
    end = period.end_date
    if end is None:
        return 1.0 if period.relation == "from" else 0.0
    if issued_on is None:
        return 2.0 if period.relation == "by" else 0.0
    if end > issued_on:
        return 2.5 if period.relation == "by" else 1.5
    return -1.5


def _with_surroundings(own: list[float], english: bytearray, structure: Structure) -> list[float]:
    sentences = structure.sentences
    count = len(own)
    around = [0.0] * count
    for order in (range(count), range(count - 1, -1, -1)):
        carried, section = 0.0, -2
        for index in order:
            sentence = sentences[index]
            if sentence.section != section:
                # A new heading opens a new subject; only little of the mood is left.
                carried *= 0.3
                section = sentence.section
            around[index] += carried
            carried = (carried + own[index]) * _DECAY
    titles = _title_weights(structure.sections)
    limit = _SURROUNDINGS_LIMIT
    return [
        own[i] + (0.0 if english[i] else max(-limit, min(limit, around[i] * _NEIGHBOURS))) + titles[sentences[i].section]
        for i in range(count)
    ]


def _title_weights(sections: tuple[Section, ...]) -> list[float]:
    """What each heading leads one to expect; a heading that says nothing has the weight of the one above it.

    The last entry is that of no section at all (index -1).
    """
    known: dict[str, float] = {}
    weights = []
    for section in sections:
        if _BACK_TITLE.search(section.title):
            weight = _TITLE_BACK
        elif _AHEAD_TITLE.search(section.title):
            weight = max(_TITLE_AHEAD, 0.0)
            parent = known.get(section.id.rpartition(".")[0], 0.0)
            weight = parent if parent < 0 else weight
        else:
            weight = known.get(section.id.rpartition(".")[0], 0.0)
        known[section.id] = weight
        weights.append(weight)
    return [*weights, 0.0]
