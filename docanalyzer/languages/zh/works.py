"""Capacities of what is built: named before a bracket, by a clause on its scale, or as works that are pushed on."""

from __future__ import annotations

import re
from dataclasses import replace

from docanalyzer.knowledge.predicates import Predicate
from docanalyzer.languages.base import Amount, Reading
from docanalyzer.languages.zh.clauses import verbs
from docanalyzer.languages.zh.indicators import RATIOS, Parts, trim

# How far an item and the head of its list are looked for.
_REACH = 160
# How long the words of a bracket before its number may be: （名称暂定，新增…）.
_BRACKET_REACH = 16
_HEAD = re.compile(
    r"(?:[^，；。：]{0,6}(?:积极|加快|全面|大力|有序|持续|统筹|重点|继续|稳步))?"
    r"(?:完成|推进|实施|建设|新建|启动|开工|建成|推动|扩建|改造|改扩建|加快)"
)
_WORKS = re.compile(r"工程|项目|建设|新建|扩建|改造|[厂站库场]")
# 三、四期: the ordinals of stages are no item of their own.
_STAGE = re.compile(r"[一二三四五六七八九十]期")
_SCALE = frozenset({"规模", "总规模", "建设规模", "设计规模", "处理规模"})
# 建设一处处理站，规模…: the thing that the clause before builds, where nothing counts it.
_FACILITY = re.compile(r"(?:建设|新建|改建|扩建|建成)(?:一[座处个条批家所期])?([^，；。：、\d]{3,30}+)$")
_PUSHED = re.compile(r"(?:加快|推进|推动|实施|完成|启动|抓好)\s?$")
_BUILDING = re.compile(r"[^，。；：\n]{2,30}?(?:建设|新建|扩建)(?=[，。；\n]|$)")
_NOT_BUILT = frozenset({"year", "month", "day", "hour", "CNY"})
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")


def of_works(text: str, start: int, left: int, amount: Amount, parts: Parts, last: Reading | None) -> Parts:
    """``parts`` with the works that a number without a name of its own gives the capacity of.

    ``start`` is where the sentence begins, ``left`` the clause of the number, ``last`` the reading before.
    """
    if amount.unit in RATIOS or amount.unit in _NOT_BUILT:
        return parts
    if parts.noun is None:
        return _before_bracket(text, start, amount, parts)
    if text[slice(*parts.noun)] not in _SCALE or text[left - 1] not in "，,":
        return parts
    facility = _FACILITY.search(text, max(start, left - _REACH), left - 1)
    if facility:
        return replace(parts, noun=facility.span(1), lead=_build())
    if last is None:
        return parts
    built = last.kind == "absolute_change" and last.direction == "increase" and last.indicator is not None
    near = last.indicator is not None and last.indicator[1] == left - 1
    return replace(parts, noun=last.indicator, lead=_build()) if built and near else parts


def settle_works(text: str, left: int, amount: Amount, reading: Reading) -> None:
    """加快12座水库建设 builds them."""
    if amount.unit != "count" or reading.kind not in {"level", "absolute_change"} or reading.direction is not None:
        return
    if _PUSHED.search(text, left, amount.head) and _BUILDING.match(text, amount.tail):
        reading.kind, reading.direction = "absolute_change", "increase"
        reading.why["kind"] = reading.why["direction"] = "zh:works"


def _build() -> Predicate:
    return verbs()["建设"]


def _before_bracket(text: str, start: int, amount: Amount, parts: Parts) -> Parts:
    """某某污水厂（扩建0.5万吨/日）: the name is the item before the bracket that the number stands in."""
    opening = -1
    for at in range(amount.head - 1, max(start, amount.head - _BRACKET_REACH) - 1, -1):
        if text[at] in _CLOSE:
            return parts
        if text[at] in _OPEN:
            opening = at
            break
    if opening <= start or text[amount.tail : amount.tail + 1] not in _CLOSE:
        return parts
    item, head = _item(text, start, opening)
    led = _HEAD.match(text, head, opening)
    noun = trim(text, max(item, led.end()) if led else item, opening)
    if noun is None or any(c.isdigit() for c in text[slice(*noun)]):
        return parts
    works = led is not None and _WORKS.search(text, *noun) is not None
    works = works or (led is not None and _tail_of_list(text, amount.tail))
    lead = parts.lead or (_build() if works and not parts.predicate.strip() else None)
    return replace(parts, noun=noun, lead=lead)


def _item(text: str, start: int, opening: int) -> tuple[int, int]:
    """Where the item that ends at a bracket begins, and where the list does; marks inside brackets divide nothing."""
    item, depth, at = -1, 0, opening
    for at in range(opening - 1, max(start, opening - _REACH) - 1, -1):
        c = text[at]
        if c in _CLOSE:
            depth += 1
        elif c in _OPEN:
            if not depth:
                return (item if item >= 0 else at + 1), at + 1
            depth -= 1
        elif depth:
            continue
        elif c in "，；：。\n,;:":
            return (item if item >= 0 else at + 1), at + 1
        elif c == "、" and item < 0 and not _STAGE.match(text, at + 1):
            item = at + 1
    return (item if item >= 0 else at), at


def _tail_of_list(text: str, tail: int) -> bool:
    """Whether the list that goes on behind ends on works: A（…）、B（…）建设工程."""
    stretch = text[tail : tail + _REACH]
    stop = re.search(r"[；。\n]", stretch)
    return _WORKS.search(stretch, 0, stop.start() if stop else len(stretch)) is not None
