"""What a Chinese goal without a number is about: the thing before (效率显著提高) or behind its words (基本建成…)."""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.qualities import Quality
from docanalyzer.languages.base import When, no_number
from docanalyzer.languages.zh.clauses import clause_start
from docanalyzer.languages.zh.indicators import take_apart, trim
from docanalyzer.linguistics import View

_LIST_BREAK = re.compile(r"[，；。：！？\n\t|]")
_ENDS = frozenset("，；。、：！？\n\t|,;)）和与及并且”")
# Attributes (显著提高的效率), results told (显著提高了) and nouns (有效控制率, 基本建立者) set no goal.
_NO_GOAL = ("的", "了", "地", "性", "率", "者", "过", "程度", "幅度")
# What a sentence is made to do to the thing is no part of its name: 推动…显著提高, 使…, 确保….
_CAUSE = re.compile(
    r"(?:(?:进一步|有力|有效|努力|着力|加快|全力|不断|持续|切实|积极|深入|全面|大力)?"
    r"(?:推动|促进|带动|促使|推进|引导|确保|力争|实现|保障|保证|保持|使得?|让|令|争取|努力|做到|坚持|加强|抓好|看到|支持|统筹)(?:实现)?)+"
)
# With one of these the words before are no name but a clause.
_CLAUSAL = re.compile(
    r"通过|按照|根据|围绕|依托|以便|从而|由于|如果|随着|为了|能够|即可|应当|不得|不能|是否|对于|关于|或者|以及其|得到|提供|是"
    r"|要求|需要|面临|仍|尚|[必重]要性|紧迫性"
)
_DANGLING = re.compile(
    r"(?:得到了?|得以|实现|取得|获得|能够|必须|将会?|也|更|已经?|逐步|力争|朝着|趋于|更加|总体|明显|普遍|全面|基本|保持|维持"
    r"|提前达峰后|(?<![存现潜内])在|(?<![主需重必])要|的|[、”“])+\Z"
)
_GENERIC = frozenset(
    "力度 步伐 进程 今年 今后 同时 目前 当前 经济 社会 工作 各项 有关 相关 问题 情况 方面 成效 我们 各地 任务 目标"
    " 结构上 总体上 全面 以来 数量 规模上 进展".split()
)
# 应改尽改 is a slogan for completeness, and these name no thing that a goal is about.
_NO_OPENING = ("应", "要", "并", "但", "把", "将", "对", "向", "为", "等", "其中", "及")
# With these an object alone is a state to be reached: 基本实现…, 率先建成….
_REACHES = ("基本", "初步", "率先", "如期", "总体", "大体", "彻底", "整体")
# 秸秆基本实现全利用: the thing is what stands before.
_WHOLLY = ("全", "无", "零", "应")
# 淘汰拆除生产线, 建立健全制度: a second verb before the thing.
_SECOND_VERB = re.compile(r"(?:拆除|关停|退出|取缔|健全|完善(?!的)|优化|巩固)+")
_TOWARDS = re.compile(r"(?:^|[，、])(?:为|对|向|在|是|朝|围绕|从)|[为对是]$|(?:呈现|离|距离|具备.{0,4}条件的?)$")
_NO_THING = re.compile(
    r"奠定|时期|关键期|具有|贡献|努力|提供|基础上|图景|道路|意义|作出|做出|过程中|开好|的通知|阶段$|前提"
)
_BESIDES = re.compile(r"随着|由于|因为|如果|尽管|虽|过去|以来|已经?$")
# 在保持比重基本稳定的同时 names what goes on beside the goal.
_ASIDE = re.compile(r"的同时|基础上|前提下|过程中|条件下|情况下")
_SHORTEST, _LONGEST = 2, 40
_CLOSE = 14
_TO_COME = re.compile(r"(?:目标|愿景)?(?=[，；。、：！？\n)）和与及并]|$)")


def find_goal(
    view: View, start: int, end: int, hit: tuple[int, int], quality: Quality, periods: list[Mention[When]]
) -> tuple[tuple[int, int], str] | None:
    """The noun phrase of the goal that ``hit`` sets between ``start`` and ``end``, and where it was found.

    ``start`` is no further left than the goal or number before it in the same clause.
    """
    text = view.text
    head, tail = hit
    left = clause_start(text, start, head)
    if quality.needs == "date":
        return _dated(text, left, end, head, tail, periods)
    if text.startswith(_NO_GOAL, tail) or text[head - 1 : head] == "的":
        return None
    stop = _LIST_BREAK.search(text, tail, end)
    if _ASIDE.search(text, tail, stop.start() if stop else end):
        return None
    if tail == end or text[tail] in _ENDS:
        found, where = _subject(text, left, head, periods), "zh:before-predicate"
    elif quality.takes_object:
        found, where = _object(text, left, end, head, tail, periods), "zh:after-predicate"
        if found is not None and text.startswith(_WHOLLY, found[0]):
            found, where = _subject(text, left, head, periods), "zh:before-predicate"
    else:
        return None
    return (found, where) if found else None


def _object(
    text: str, left: int, end: int, head: int, tail: int, periods: list[Mention[When]]
) -> tuple[int, int] | None:
    """The thing behind its verb; an order (全面建立制度) sets a goal only with a date to be met."""
    if not text.startswith(_REACHES, head) and not any(
        p.value.use == "goal" and p.value.relation == "by" for p in periods
    ):
        return None
    if head - left > _CLOSE and not any(left <= p.end <= head for p in periods):
        return None
    stop = _LIST_BREAK.search(text, tail, end)
    second = _SECOND_VERB.match(text, tail, end)
    thing = trim(text, second.end() if second else tail, stop.start() if stop else end)
    if thing is not None and (date := next((p for p in periods if p.start == thing[0]), None)):
        thing = trim(text, date.end, thing[1])
    if thing is None or not _SHORTEST < thing[1] - thing[0] <= _LONGEST:
        return None
    if text[thing[0] : thing[1]].count("“") > text[thing[0] : thing[1]].count("”"):
        thing = (thing[0], thing[1] + 1)  # a quotation that ends the name belongs to it
    if _TOWARDS.search(text, left, head) or _NO_THING.search(text, *thing):
        return None
    return thing


def _subject(text: str, left: int, head: int, periods: list[Mention[When]]) -> tuple[int, int] | None:
    if _BESIDES.search(text, left, head):
        return None
    bound = no_number(head, head, "%")
    inside = [p for p in periods if left <= p.start and p.end <= head]
    begin = left
    cause = _CAUSE.match(text, left, head)
    if cause and head - cause.end() >= _SHORTEST:
        begin = cause.end()
    noun = take_apart(text, begin, bound, inside, None).noun
    if noun is None:
        return None
    a, b = noun[0], head  # whatever stands right before the words belongs to the name: 技术推广应用
    if text[a - 1 : a + 2] == "有利于":
        a -= 1
    cause = _CAUSE.match(text, a, b)
    if cause and b - cause.end() >= _SHORTEST:
        a = cause.end()
    dangling = _DANGLING.search(text, a, b)
    if dangling:
        b = dangling.start()
    phrase = text[a:b]
    if not _SHORTEST <= len(phrase) <= _LONGEST or phrase in _GENERIC or _CLAUSAL.search(phrase):
        return None
    if phrase.startswith(_NO_OPENING) or (phrase[0] == "以" and "的" not in phrase):
        return None
    if phrase.count("“") != phrase.count("”") or phrase.count("（") != phrase.count("）"):
        return None
    return a, b


def _dated(
    text: str, left: int, end: int, head: int, tail: int, periods: list[Mention[When]]
) -> tuple[tuple[int, int], str] | None:
    """A peak or neutrality with its date right before it, as what the clause ends on."""
    if _TO_COME.match(text, tail, end) is None:
        return None
    dates = [p for p in periods if left <= p.start and p.end <= head and p.value.use == "goal"]
    if not dates or head - dates[-1].end > _CLOSE:
        return None
    if text.startswith("碳", head) or text.startswith("净零", head):
        return (head, tail), "zh:dated"
    thing = _subject(text, left, dates[-1].start, periods)
    return (thing, "zh:before-predicate") if thing else None
