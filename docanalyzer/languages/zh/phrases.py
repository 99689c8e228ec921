"""What a Chinese clause says of a number: the thing measured, what happens to it, what it is compared with.

A clause is read from the number outwards: the words just before it (下降到, 分别达到, 不低于) are the predicate; what
is left of them, back to the last break, names the indicator; where nothing is left the thing stands after the number
(建成100家绿色工厂) or in an earlier clause (能耗下降10%，水耗…).
"""

from __future__ import annotations

import re
from dataclasses import replace

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.languages.zh.clauses import breaks_between, clause_end, clause_start, last_verb
from docanalyzer.languages.zh.indicators import RATIOS, Parts, allot, base_period, place, take_apart, topic
from docanalyzer.languages.zh.kinds import settle_kind
from docanalyzer.languages.zh.roles import settle_role
from docanalyzer.languages.zh.works import of_works, settle_works

_LIST_GAP = re.compile(r"(?:以上|以下|以内|左右|及以上|及以下)?\s?(?:、|和|与|及|以及|或|，)?\s?(?:约|近)?")
_LEVEL_NOUN = re.compile(r"(?:率|量|比重|占比|比例|强度|浓度|水平|产值|总额|收入|规模|能力|价|费用)$")
_JOINS = frozenset({"、", "和", "与", "及", "以及"})
# What a size class of equipment is given in: 新建220千伏变电站29座.
_SIZES = frozenset({"V", "kVA", "t/hour"})
_PREVIOUS = re.compile(r"同比|比上年|较上年|比去年|较去年|上年同期|去年同期|比上一年")
# 完成投资5亿元、超年度计划28%: by how much more than was planned; the thing is the one before.
_BEYOND_PLAN = re.compile(
    r"[、，]?超(?:额|出|过)?(?:年度|全年|序时|年初|预定)?(?:计划|目标|进度|预期)(?:目标|任务|进度)?(?:约|近)?"
)
_GROUND = re.compile(r"[^，。；]{0,16}?基础上")
_YEARLY = re.compile(r"年均|每年|逐年|年度|(?<!\d)年增|平均每年")


def read(text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[When]]) -> list[Reading]:
    """Read the sentence ``text[start:end]``: one reading for each of its amounts, in order."""
    readings: list[Reading] = []
    group: list[int] = []
    before: Parts | None = None
    pair_base: int | None = None  # the year of the starting value of 由A年的x提高到y
    for i, amount in enumerate(amounts):
        if i and (is_list(text, amounts[i - 1], amount) or _mixed(text, amounts[i - 1], amount, readings[group[0]])):
            group.append(i)
            head = readings[group[0]]
            readings.append(replace(head, pair=len(group) - 1, why=dict(head.why)))
            continue
        allot(text, readings, group)
        group = [i]
        left = clause_start(text, amounts[i - 1].tail if i else start, amount.head)
        reading = Reading()
        base, base_span = base_period(text, left, start, amount, periods)
        parts = take_apart(text, left, amount, periods, base_span)
        parts = _lent(text, amounts, i, left, parts, before)
        parts = of_works(text, start, left, amount, parts, readings[-1] if readings else None)
        clause = text[left : amount.head]
        beyond = amount.unit == "%" and _BEYOND_PLAN.fullmatch(clause) is not None
        if beyond:
            parts = Parts(None, "", None)
        reading.base = base
        reading.previous_year = bool(_PREVIOUS.search(clause))
        reading.yearly = bool(_YEARLY.search(clause))
        # 分别 may stand among the lead words; lists are told apart by it.
        reading.predicate = ("分别" if "分别" in clause and "分别" not in parts.predicate else "") + parts.predicate
        last = readings[-1] if readings else None
        place(text, amount, amounts[i + 1].head if i + 1 < len(amounts) else end, parts, reading, last)
        if reading.indicator is None:
            reading.indicator, reading.carried = topic(text, start, left), True
        settle_kind(text, amount, parts, reading)
        settle_works(text, left, amount, reading)
        if beyond:
            reading.kind, reading.direction = "relative_change", "increase"
            reading.why["kind"] = reading.why["direction"] = "zh:beyond-plan"
        settle_role(text, amount, left, reading)
        if base_span is None and reading.kind == "level":
            reading.base = None
        if reading.role == "baseline":
            pair_base, reading.base = reading.base, None
        elif last is not None and last.role == "baseline":
            if reading.base is None:
                reading.base = pair_base
            if _starts_from(amounts[i - 1], amount, reading, last):
                reading.pair_of = i - 1
        readings.append(reading)
        before = parts
    allot(text, readings, group)
    return readings


def _starts_from(before: Amount, amount: Amount, reading: Reading, last: Reading) -> bool:
    """Whether a number is what the starting value before it becomes (由23%提高到25%, 在23%的基础上提高2个百分点)."""
    same = before.unit == amount.unit or (before.unit == "%" and amount.unit == "pp")
    return same and (reading.indicator is None or reading.carried or reading.indicator == last.indicator)


def is_list(text: str, before: Amount, amount: Amount) -> bool:
    """Whether two numbers stand side by side in one list (15%、20%和30%)."""
    gap = text[before.tail : amount.head]
    return (
        before.unit == amount.unit
        and 0 < len(gap) <= 3
        and gap.strip() != "，"
        and _LIST_GAP.fullmatch(gap) is not None
    )


def _mixed(text: str, before: Amount, amount: Amount, head: Reading) -> bool:
    """产量分别达到7000万吨、10亿立方米: a list whose members differ in unit."""
    gap = text[before.tail : amount.head]
    same = (before.unit in RATIOS) == (amount.unit in RATIOS)
    return same and "分别" in head.predicate and gap.strip() in _JOINS


def _lent(text: str, amounts: list[Amount], i: int, left: int, parts: Parts, before: Parts | None) -> Parts:
    """A member of a list without a verb of its own (新增A2家、B4家; 改造3个A、4个B) has that of the one before."""
    if before is None or parts.lead is not None or parts.predicate.strip():
        return parts
    doing = last_verb(before.predicate)[0] or before.lead
    if doing is None or doing.kind != "absolute_change":
        return parts
    last, amount = amounts[i - 1], amounts[i]
    between = text[last.tail : amount.head]
    listed = (
        between.startswith(("、", "和", "及", "与"))
        or (last.unit in _SIZES and not breaks_between(text, last.tail, left))
        or (amount.unit == "count" and len(between) <= 20 and between.endswith(("、", "和", "及", "与")))
    )
    if not listed and between.startswith("，") and left == last.tail + 1:
        name = text[parts.noun[0] : parts.noun[1]] if parts.noun else ""
        listed = between.startswith("，其中") or (amount.unit == last.unit and not _LEVEL_NOUN.search(name))
    return replace(parts, lead=doing) if listed else parts


def governing(text: str, start: int, end: int, amount: Amount, goals: list[Mention[When]]) -> Mention[When] | None:
    """The period that governs an amount: the last one before it, else one in brackets or at the end of its clause."""
    before = [g for g in goals if g.start < amount.start]
    while before and (ground := _GROUND.match(text, before[-1].end, amount.head)) and ground.end() <= amount.head:
        before.pop()  # 在2020年640万户的基础上增至6000万户: the year is that of the ground
    if before:
        return before[-1]
    for goal in goals:
        if goal.start >= amount.tail and not breaks_between(text, amount.tail, goal.start):
            return goal
    return None


def clause(text: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """The clause around an amount, without the breaks at its ends."""
    return clause_start(text, start, head), clause_end(text, tail, end)
