"""Dates and periods in Chinese policy texts: where they stand and what their words use them for."""

from __future__ import annotations

import re
from datetime import date

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import When
from docanalyzer.languages.places import matches_at, opening
from docanalyzer.languages.zh.period_forms import PERIOD, PERIOD_PLACES, READERS, bare_month
from docanalyzer.languages.zh.spoken_forms import find_spoken
from docanalyzer.linguistics import View

_BASE_BEFORE = re.compile(r"(?:(?<!占)比|较|同|与|相比于?|相较于?|对比|以|超过|高于|低于|是|为|相当于|在)\s?$")
_WEAK_BASE = frozenset("同与以是为在")
# 落实2030年应对气候变化国家自主贡献目标: the year names the goal and says nothing of what follows.
_GOAL_BEFORE = re.compile(r"(?:落实|实现|锚定|围绕|对标|服务|按照|根据|对照|衔接)\s?$")
_GOAL_AFTER = re.compile(r"[^，。；：、\d]{0,20}?(?:目标|愿景)(?!是|为|：|设定)")
# 由2020年的60%提高到…: the year of the starting value.
_FROM_VALUE = re.compile(r"(?:底|末)?的?\s?(?:约|近)?\d")
_MOVED = re.compile(r"(?:提高|提升|增加|增长|上升|升|扩大|跃升|下降|降低|降|减少|缩小|压减|削减|拓展|发展)$")
_VALUE_AFTER = re.compile(r"底?的|\s?\d")
# 2022年以来连续16个季度: how long the streak is, not when the clause holds.
_STREAK = re.compile(r"，?连续")
_DIGIT_YEAR = re.compile(
    r"[一二][九〇零][〇零一二三四五六七八九]{2}(?=\s?年)"
    r"|(?<![一二三四五六七八九十百千万零〇])(?:[零〇][一二三四五六七八九]|[五六七八九][零〇])(?=年[一二三四五六七八九十\d]{1,2}月)"
    r"|(?<![一二三四五六七八九十百千万零〇])[五六七八九][一二三四五六七八九](?=年(?:前|后|第)?[一二三四五六七八九十\d]{1,2}个?月)"
)
_YEAR_PLACES = opening(("一二零〇五六七八九", r"[零〇一二三四五六七八九]{1,3}\s?年"))
# Every form above has this in it, and few texts do.
_MAY_BE_YEAR = re.compile(r"[零〇一二三四五六七八九][零〇一二三四五六七八九]\s?年")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def find_periods(view: View, issued: date | None) -> list[Mention[When]]:
    """Every date or period of the Chinese part, in order; relative ones stand on ``issued``."""
    # 二〇三五年 is read as 2035年: the same length, so that offsets stay.
    text = view.text
    if _MAY_BE_YEAR.search(text):
        text = _with_digits(text)
    found: list[Mention[When]] = []
    for m in matches_at(PERIOD_PLACES, PERIOD, text):
        form = (m.lastgroup if m.lastgroup != "part" else "plan") or ""
        start, end = m.span()
        while text[start] in " \n":
            start += 1
        last = found[-1] if found else None
        dates = bare_month(m, issued, last) if form == "bare" else READERS[form](m, issued)
        if dates is None:
            continue
        start_date, end_date, relation = dates
        if form == "by" and _VALUE_AFTER.match(text, end) and _MOVED.search(text, max(0, start - 2), start):
            # 从2020年的10万提高到2025年的14万: 到 belongs to the verb.
            start, relation, start_date = start + 1, "during", f"{(end_date or '')[:4]}-01-01"
        use = _use(text, start, end, form)
        found.append(Mention(start, end, When(start_date, end_date, relation, use), "period:zh:" + form))
    return _with_longer(found, list(find_spoken(text, issued)))


def _with_digits(text: str) -> str:
    pieces, at = [], 0
    for m in matches_at(_YEAR_PLACES, _DIGIT_YEAR, text):
        pieces += [text[at : m.start()], m[0].translate(_DIGITS)]
        at = m.end()
    return "".join((*pieces, text[at:]))


def _with_longer(found: list[Mention[When]], further: list[Mention[When]]) -> list[Mention[When]]:
    """Both in order; where two stand at one place, the longer reading."""
    if not further:
        return found
    kept: list[Mention[When]] = []
    for mention in sorted([*found, *further], key=lambda m: (m.start, -m.end)):
        last = kept[-1] if kept else None
        if last is None or mention.start >= last.end:
            kept.append(mention)
        elif mention.end - mention.start > last.end - last.start:
            kept[-1] = mention
    return kept


def _use(text: str, start: int, end: int, form: str) -> str:
    """Whether the words around a period make it the base of a comparison, or part of a name."""
    if text.rfind("《", max(0, start - 60), start) > text.rfind("》", max(0, start - 60), start):
        return "name"
    if form in {"since", "rel", "month"} and _STREAK.match(text, end):
        return "name"
    if _GOAL_BEFORE.search(text, max(0, start - 3), start) and _GOAL_AFTER.match(text, end):
        return "name"
    if start and text[start - 1] in "从由" and _FROM_VALUE.match(text, end):
        return "base"
    before = _BASE_BEFORE.search(text, max(0, start - 4), start)
    if before is None or form in {"by", "before", "since", "ahead"}:
        return "goal"
    word = before.group().strip()
    if word[-1] not in _WEAK_BASE or word == "相当于":
        return "base"
    after = text[end : end + 6]
    compared = (
        (word[-1] in "同与" and "比" in text[end : end + 8])
        or (word[-1] in "是为" and after.startswith("的"))
        or (word[-1] in "以在" and any(w in after for w in ("为基", "基础上", "为参照")))
    )
    return "base" if compared else "goal"
