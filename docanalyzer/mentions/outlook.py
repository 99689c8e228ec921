"""Tell the sentences that look ahead (plans, rules) from those that look back or stand aside (results, facts).

Chinese verbs have no tense: 建成三座电站 is a result in a review and an order in a plan. So each sentence is weighed by
its own words and dates, then by its neighbours and by the heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Period, Section
from docanalyzer.knowledge.forces import ENGLISH, HEAD, Cue
from docanalyzer.structure import Structure

_REVIEW_TITLE = re.compile(
    r"回顾|成就|成效|成绩|完成情况|进展情况|发展基础|工作基础|建设基础|主要工作和|\bprogress to date\b", re.IGNORECASE
)
# "Goals met" is a review although it speaks of goals.
_DONE_TITLE = re.compile(r"完成情况|实现情况|执行情况|落实情况|回顾")
_PAST_TITLE = re.compile(r"成就|成效|成绩")
_BACKGROUND_TITLE = re.compile(
    r"现状|面临|形势|存在问题|主要问题|背景|机遇|挑战|基础$"
    r"|\b(?:progress|achievements?|background|context|national circumstances|current (?:state|status)|overview"
    r"|review of)\b",
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
# 二是继续实施…: a member of a list has the mood of its list.
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}是")
_LIMIT = 3.0
_VERB_FIRST = 0.3
_SUBJECT_FIRST = -0.9
# What opens a review or a list of tasks, whose time holds until another opener or a heading: 刚刚过去的2025年，…,
# 今年我们要….
_YEARS = r"(?:一年|[两三四五十]年|五年|20\d\d年)"
_OPENS_BACK = re.compile(
    rf"(?:刚刚|即将)?过去的?(?:这)?{_YEARS}|(?:回顾|回望|回首|总结)(?:过去|去年|刚刚|这|20\d\d年|[两三五]年来)"
    r"|(?:过去)?[一两三五]年来，|去年以来，|(?:上一?年|去年)，(?:我们|全[省市县区]|在)"
)
_OPENS_AHEAD = re.compile(
    rf"(?:今年|新的一年|明年|下一?步|今后(?:{_YEARS}|一个时期)?|未来{_YEARS}|20\d\d年)"
    r"(?:里|内)?，?(?:我们|全[省市县区](?:上下)?)?(?:(?:重点|着力|必须|主要)?要(?!素|求|件|点|是)|将(?=重点|着力|坚|继续|抓|做|全))"
    r"|做好(?:今年|明年|20\d\d年)的?[^，。；]{0,8}工作，"
)
# A paragraph that begins with another time or with its ground stands by itself.
_OPENS_ELSE = re.compile(
    r"[“\"‘]?十[一二三四五六七八九]五|到?20\d\d年|到[“本二]|今后|未来|当前|现阶段|展望|面向|今年|明年|新的一年|新时代|根据|按照"
)
# 各位代表！ may stand before it.
_ADDRESS_LENGTH = 8
_OPENED = 2.5
# What neighbours say against an opener counts so much.
_AGAINST_OPENER = 0.3
# 2.1.3 or （十二）
_NUMBER_LENGTH = 5
# "• To "
_BULLET_LENGTH = 6
_OPENERS = ("plan-verb", "plan-gerund", "plan-noun")
_LISTED = 1.0
_DECAY = 0.85
_NEIGHBOURS = 0.5
_SURROUNDINGS_LIMIT = 2.5
_TITLE_REVIEW = -4.0
_TITLE_BACKGROUND = -2.0
_TITLE_GOALS = 2.0
_TITLE_AHEAD = 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """For each sentence the cues in it (``cues[low:high]``), their bits together, and where it looks.

    ``own`` is the weight of its own words and dates, ``whole`` that weight with its neighbours and heading; above 0 is
    ahead.
    """

    low: list[int]
    high: list[int]
    bits: list[int]
    own: list[float]
    whole: list[float]


def tally(
    text: str,
    structure: Structure,
    cues: Sequence[Mention[Cue]],
    periods: Sequence[Period] = (),
    issued_on: str | None = None,
) -> Tally:
    """Count the cues of every sentence and weigh it."""
    low: list[int] = []
    high: list[int] = []
    bits: list[int] = []
    own: list[float] = []
    at, count = 0, len(cues)
    dates = _date_weights(text, structure, periods, issued_on)
    for index, sentence in enumerate(structure.sentences):
        end = sentence.end
        first = at
        union, weight = 0, dates[index]
        # Sentences leave nothing between them but blanks, so that every cue before this end stands in this sentence.
        while at < count and cues[at][0] < end:
            cue = cues[at][2]
            union |= cue[0]
            weight += cue[1]
            at += 1
        if first < at:
            weight += _opening_weight(text, cues[first], union, sentence.start)
        low.append(first)
        high.append(at)
        bits.append(union)
        own.append(weight if -_LIMIT < weight < _LIMIT else (_LIMIT if weight > 0 else -_LIMIT))
    return Tally(low, high, bits, own, _with_surroundings(text, own, dates, bits, structure))


def is_baseline(text: str, period: Period) -> bool:
    """Whether a date is what a change is measured from: 比2020年, "below 2005 levels"."""
    before = text[max(0, period.start - 12) : period.start]
    return before[-1:] in _BASELINE_BEFORE or before.lower().endswith(_BASELINE_WORDS)


def is_over(period: Period, issued_on: str | None) -> bool:
    """Whether a period ended before the year in which the document was issued.

    The day is not asked: a deadline of the same year may have passed while an act was printed.
    """
    return bool(issued_on and period.end_date and period.end_date[:4] < issued_on[:4])


def _date_weights(text: str, structure: Structure, periods: Sequence[Period], issued_on: str | None) -> list[float]:
    sentences = structure.sentences
    ahead, behind = [0.0] * len(sentences), [0.0] * len(sentences)
    at, last = 0, len(sentences) - 1
    for period in periods:
        while at < last and sentences[at].end <= period.start:
            at += 1
        weight = _date_weight(text, period, issued_on)
        if weight > 0:
            ahead[at] = max(ahead[at], weight)
        elif weight < 0:
            behind[at] = weight
    return [a + b for a, b in zip(ahead, behind, strict=True)]


def _opening_weight(text: str, first: Mention[Cue], bits: int, start: int) -> float:
    if bits & ENGLISH:
        return _english_opening(text, first, start)
    # A Chinese order begins with its verb (推进改造), a report with its subject (改造稳步推进).
    if _ENUMERATED.match(text, start):
        return 0.0
    opens = first[0] == start or (first[0] - start <= _NUMBER_LENGTH and first[2][0] & HEAD)
    return _VERB_FIRST if opens else _SUBJECT_FIRST


def _english_opening(text: str, first: Mention[Cue], start: int) -> float:
    """An imperative ("Promote …", "To reduce …") or a list item that names an action ("• Reduction of …")."""
    if not first[2][0] & HEAD or first[0] - start > _BULLET_LENGTH or not first[3].startswith(_OPENERS):
        return 0.0
    if text[start].islower() and first[0] == start:
        return -_LISTED
    return _LISTED if not text[start].isalnum() or first[3].startswith("plan-verb") else 0.0


def _date_weight(text: str, period: Period, issued_on: str | None) -> float:
    if is_baseline(text, period):
        return 0.0
    end = period.end_date
    if end is None:
        return 1.0 if period.relation == "from" else 0.0
    if issued_on is None:
        return 2.0 if period.relation == "by" else 0.0
    if end > issued_on:
        return 2.5 if period.relation == "by" else 1.5
    return -1.5 if is_over(period, issued_on) else 0.0


def _with_surroundings(
    text: str, own: list[float], dates: list[float], bits: list[int], structure: Structure
) -> list[float]:
    """English says its tense in each sentence; a Chinese sentence takes the mood of those around it."""
    titles = _title_weights(structure.sections)
    sections = [sentence.section for sentence in structure.sentences]
    # Under a heading of goals, states (持续下降, 取得成效) are what is to be reached; only a date that is over says
    # otherwise.
    own = [
        0.0 if weight < 0 <= date and titles[section] == _TITLE_GOALS else weight
        for weight, date, section in zip(own, dates, sections, strict=True)
    ]
    whole = [weight + titles[section] for weight, section in zip(own, sections, strict=True)]
    if all(word & ENGLISH for word in bits if word):
        return whole
    ahead = _carried(own, sections)
    behind = _carried(own[::-1], sections[::-1])[::-1]
    limit = _SURROUNDINGS_LIMIT
    opened = _opened(text, structure, titles)
    for index, word in enumerate(bits):
        if not word & ENGLISH:
            around = (ahead[index] + behind[index]) * _NEIGHBOURS
            around = around if -limit < around < limit else (limit if around > 0 else -limit)
            if opened[index]:
                around = opened[index] + (around if around * opened[index] > 0 else around * _AGAINST_OPENER)
            whole[index] += around
    return whole


def _opened(text: str, structure: Structure, titles: list[float]) -> list[float]:
    """For each sentence the weight of the opener that it stands under, 0 where there is none.

    An opener heads a paragraph. Headings below its own section leave it in force, others end it; where it stands under
    no heading, those end it that say themselves what they lead to.
    """
    sections = structure.sections
    found = []
    weight, home, block, section, length = 0.0, "", -2, -2, 0
    for sentence in structure.sentences:
        if sentence.section != section:
            section = sentence.section
            here = sections[section].id if section >= 0 else ""
            if weight and not (here.startswith(home + ".") if home else not titles[section]):
                weight = 0.0
        first = sentence.block != block or length <= _ADDRESS_LENGTH
        block, length = sentence.block, sentence.end - sentence.start
        said = _opener(text, sentence.start, sentence.end) if first else None
        if said is not None:
            weight, home = said, sections[section].id if section >= 0 else ""
        found.append(weight)
    return found


def _opener(text: str, start: int, end: int) -> float | None:
    """The weight of the opener that a paragraph begins with: 0 for one of no side, null for none."""
    if _OPENS_AHEAD.match(text, start, end):
        return _OPENED
    if _OPENS_BACK.match(text, start, end):
        return -_OPENED
    return 0.0 if _OPENS_ELSE.match(text, start, end) else None


def _carried(own: list[float], sections: list[int]) -> list[float]:
    carried, section = 0.0, -2
    found = []
    for weight, here in zip(own, sections, strict=True):
        if here != section:
            # A new heading opens a new subject; only little of the mood is left.
            carried *= 0.3
            section = here
        found.append(carried)
        carried = (carried + weight) * _DECAY
    return found


def _title_weights(sections: tuple[Section, ...]) -> list[float]:
    """What each heading leads one to expect; a heading that says nothing has the weight of the one above it.

    The last entry is that of no section at all (index -1).
    """
    known: dict[str, float] = {}
    weights = []
    for section in sections:
        ahead = None if _DONE_TITLE.search(section.title) else _AHEAD_TITLE.search(section.title)
        if ahead and "目标" in section.title and _PAST_TITLE.search(section.title):
            weight = 0.0  # the heading names both results and goals
        elif not ahead and _REVIEW_TITLE.search(section.title):
            weight = _TITLE_REVIEW
        elif not ahead and _BACKGROUND_TITLE.search(section.title):
            weight = _TITLE_BACKGROUND
        elif ahead and "目标" in section.title:
            weight = _TITLE_GOALS
        elif ahead:
            # 重点任务 under 工作回顾 tells of tasks done.
            weight = min(known.get(section.id.rpartition(".")[0], _TITLE_AHEAD), _TITLE_AHEAD)
        else:
            weight = known.get(section.id.rpartition(".")[0], 0.0)
        known[section.id] = weight
        weights.append(weight)
    return [*weights, 0.0]
