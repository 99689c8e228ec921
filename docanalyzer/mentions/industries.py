"""Find the industries that a text names."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.knowledge.industries import (
    IndustryTerm,
    chinese_industry_scanner,
    chinese_industry_term,
    english_industry_scanner,
    industry_name,
)
from docanalyzer.linguistics import View
from docanalyzer.mentions.chinese import unwrap
from docanalyzer.mentions.english import one_line

# What says, right behind a product or an activity, that its industry is meant.
_TAILS_ZH = (
    "行业", "产业", "工业", "领域", "制造", "生产", "产能", "企业", "部门", "业", "加工", "冶炼", "制品业", "项目",
    "子行业", "等行业", "等产业", "等领域", "等重点行业", "等工业", "等制造业",
)  # fmt: skip
# 工业锅炉 and 产业园 are no industries.
_LIST_END_ZH = re.compile(
    "(?:行业|产业|领域|部门)(?!园|链|集群|结构|基地|化|固|废|副)|产能(?!利用)|工业(?=[，。；、的]|企业|发展|转型|绿色|低碳|节能|$)"
)
_NO_ITEM_ZH = re.compile("[在的为对是于将]")
_JOINTS_ZH = re.compile("[、和及与]|以及")
# Behind a name that counts by itself: the product is used, not made.
_USED_ZH = ("消费", "使用量", "用量", "尾气", "价格", "市场价")
# 人工智能、养生等课程: what is taught is no industry that the text speaks of.
# What the two patterns below may begin with.
_JOINED_ZH = frozenset("、和及与等")
_TAUGHT_STARTS_ZH = _JOINED_ZH | frozenset("课教讲通")
_TAUGHT_ZH = re.compile(
    "(?:[、和及与][^，。；：、\\n]{1,10}){0,4}(?:等[^，。；：、\\n]{0,6})?(?:课程|教材|课堂|讲座|通识)"
)
_STOP_ZH = re.compile("[。；：，（）\n]")
_TAILS_EN = re.compile(
    r"[ -](?:industr(?:y|ies)|(?:sub-?)?sectors?|production|manufactur(?:ing|ers?)|producers?|makers?|mills"
    r"|factories|companies|undertakings|supply chains?|value chains?)\b"
)
_LIST_END_EN = re.compile(r"\b(?:industries|sectors|industry|sector)\b")
# What ends a list of industries: "casting and other production capacity", "casting and the like".
_OTHERS_EN = re.compile(
    r",? (?:and|or) (?:the like\b"
    r"|(?:other|similar)s?(?: \w+){0,2} (?:capacit(?:y|ies)|production|plants|enterprises|trades)\b)"
)
_JOINTS_EN = re.compile(r", and |, or |, | and | or | as well as |/")
_STOP_EN = re.compile(r"[.;:()•]")
_REACH = 70
# 光伏、新材料等重点产业: each item is read as if the word that ends the list stood behind it (光伏产业).
_LISTED_KIND_ZH = re.compile(
    "(?:[、和及与][^，。；：、和及与\\n的]{1,10}){0,8}等[^，。；：、\\n的]{0,6}(产业)(?!园|集群|基地|结构|化|固|废)"
)


def find_industries(view: View) -> list[Mention[Concept]]:
    """Every industry that the view names, in order; ``why`` is the row of the terms (``industry:cement``).

    A surface that stands for several codes yields a mention for each.
    """
    return _find_chinese(view.text) if view.language == "zh" else _find_english(view.lower)


@cache
def industry_concept(code: str) -> Concept:
    """The concept of a GB/T 4754-2017 code."""
    name = industry_name(code)
    return Concept("industry", code, name.zh, name.en)


@cache
def _values(term: IndustryTerm) -> tuple[tuple[Concept, ...], str]:
    return tuple(industry_concept(code) for code in term.codes), f"industry:{term.id}"


def _find_chinese(text: str) -> list[Mention[Concept]]:
    wrapped = unwrap(text)
    text = wrapped.text
    found: list[Mention[Concept]] = []
    for start, end, hit in chinese_industry_scanner().scan(text):
        term = hit.term
        after = text[end : end + 1]
        if (
            term is None
            or text.startswith(_USED_ZH, end)
            or (after in _TAUGHT_STARTS_ZH and _TAUGHT_ZH.match(text, end))
        ):
            continue
        kind = _LISTED_KIND_ZH.match(text, end) if after in _JOINED_ZH and not hit.listed else None
        if kind and (made := chinese_industry_term(text[start:end] + kind[1])) is not None:
            term = made
        if hit.listed and not _is_industry_zh(text, end):
            continue
        concepts, why = _values(term)
        found += [Mention(start, end, concept, why) for concept in concepts]
    return wrapped.restore(found)


def _is_industry_zh(text: str, end: int) -> bool:
    """Whether the words behind say that an industry is meant: 汽车制造, or 汽车、石化等重点行业."""
    if text.startswith(_TAILS_ZH, end):
        return True
    if text[end : end + 1] not in {"、", "和", "及", "与", "等"}:
        return False
    rest = text[end : end + _REACH]
    stop = _STOP_ZH.search(rest)
    last = _LIST_END_ZH.search(rest, 0, stop.start() if stop else len(rest))
    if last is None:
        return False
    items, ended, kind = rest[: last.start()].partition("等")
    if _NO_ITEM_ZH.search(items) or (ended and (len(kind) > 6 or "、" in kind)):
        return False
    return all(len(item) <= 12 for item in _JOINTS_ZH.split(items))


def _find_english(lower: str) -> list[Mention[Concept]]:
    text = one_line(lower)
    found: list[Mention[Concept]] = []
    listed = -1  # where the industry before ends, if others may follow it in one list
    for start, end, hit in english_industry_scanner().scan(text):
        term = hit.term
        if term is None:
            continue
        if hit.listed and not _is_industry_en(text, end):
            joined = listed >= 0 and _JOINTS_EN.fullmatch(text, listed, start)
            if not joined or not _OTHERS_EN.match(text, end):
                continue
        listed = end
        concepts, why = _values(term)
        found += [Mention(start, end, concept, why) for concept in concepts]
    return found


def _is_industry_en(text: str, end: int) -> bool:
    """Whether the words behind say that an industry is meant: “steel production”, “glass and paper industries”."""
    if _TAILS_EN.match(text, end):
        return True
    rest = text[end : end + _REACH]
    if not _JOINTS_EN.match(rest):
        return False
    stop = _STOP_EN.search(rest)
    last = _LIST_END_EN.search(rest, 0, stop.start() if stop else len(rest))
    return last is not None and all(item.count(" ") < 4 for item in _JOINTS_EN.split(rest[: last.start()].strip()))
