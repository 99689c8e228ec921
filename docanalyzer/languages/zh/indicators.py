"""Which noun phrase a number measures: before its predicate, after the number, or in an earlier clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.core.mention import Mention
from docanalyzer.core.quick import quick
from docanalyzer.knowledge.predicates import Predicate
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.languages.zh.clauses import (
    clause_start,
    inner_verbs,
    last_verb,
    lead_verbs,
    lead_words,
    nominal_last,
    nominal_verbs,
    noun_end,
    predicate_tail,
    region_words,
    verbs,
    words,
)

RATIOS = frozenset({"%", "pp", "permille", "1"})
_JOINS = frozenset("和与及、")
# What the words before the next number leave at the end of a name.
_LOOSE_ENDS = _JOINS | frozenset("达超近约")
_NAMES_SHARE = re.compile(r"(?:率|量|比重|占比|比例|强度|浓度|面积|规模|能力|容量)$")
_ACTS = frozenset({"build", "cut", "do", "spend"})
_BASE = re.compile(
    r"(?:与|同|和|以)?(?:比|较|同比|环比|比上年|较上年|上年|相比|为基期|基础上|水平)?(?:底|末)?(?:相比|实际)?，?"
)
_BASE_OPEN = re.compile(r"(?:相比于?|相较于?|对比|(?<!占)比|较|与|同|以|在|超过|高于|低于|是|为)\s?$")
_OWN_CLAUSE = re.compile(r"(?:底|末)?(?:相比|为基准|为基期|为基数|水平)?，")
_AFTER_PERIOD = re.compile(r"(?:期间|时期|底前|底|末|前|，|内|以来|起)")
_AFTER_NOUN = re.compile(r"的?(?:[一-鿿A-Za-z“”\"（《]|[2-5][AGKD])")
# 为退役军人提供, 面向农民开展: whom something is done for, and the verb of the doing.
_FOR_WHOM = re.compile(
    r"(?:为|对|向|给|面向|针对|围绕|帮助|组织)[^，。；：、\d“”]{2,16}?"
    r"(开展|提供|举办|组织|实施|发放|新增|配备|配置|适配|安排|购买|办理)"
)
# After one of these a verb before the number is the end of a name: 开展职业技能培训5万人次.
_HOLDS_EVENT = ("开展", "举办", "组织", "提供", "实施")
# 风电新增20万千瓦，新增投资约3亿元: the sum is the investment itself.
_FRESH_SUM = re.compile(r"新增(?:投资|投入|贷款|产值|税收|融资)")
# Names of one character that are counted: 16个区.
_SHORT_NAMES = frozenset("区县市省州村镇乡国港库")
# 高于全国8.5个百分点 compares with others; what is compared stands before.
_BESIDE_OTHERS = re.compile(r"(?:高于|低于|快于|慢于|高出|好于|优于)(?:全国|全省|全市|同期|上年|规上|规模以上|地区)")
# 3.3和1.9个百分点: what follows is the next number, whose unit is lent.
_LENT = re.compile(r"\s?(?:和|与|及|以及|或|、|至|到)\s?(?:约|近)?\d")
_SPLIT = re.compile(r"[（(]|[)）]|、|以及|和|与|及(?!以上|以下|其|时)|，")
# A coordination of two whose second member holds the name that both share: 城镇和农村居民人均可支配收入.
_SHARED_TAIL = 6
# What may stand between the year of a value and the value: 提高到2020年底的135万吨.
_YEAR_S = re.compile(r"(?:底|末)?的?(?:约|近)?")
_TOWARDS = re.compile(r"[一-鿿](?:到|至)$")
# What follows a number is no name of the thing counted where it changes (的9323亿元增加…) or tells the year （2019年）.
_NO_NAME = re.compile(r"(?:大幅|成倍)?(?:增加|增长|减少|提高|下降|降低|提升|上升|缩小|扩大|压减|削减)|[（(]\s?\d")
# 主要, 供应 and 反应 are nouns.
_MODAL = re.compile(r"(?:(?<![需主重摘纪概紧扼])要|(?<![反供响效适对感])应|将|须|应当|力争|预计|争取|确保)$")
# What a period may have after it before the verb of the clause.
_PERIOD_S = re.compile(r"[”’」]?(?:期间|时期|内|底|末|前|底前|末前|以前|时)?的?(?:年均|累计|预计|将|力争|要)?")
_IS = re.compile(r"是|为")
_RATE = re.compile(r"增速|增幅|涨幅|降幅|增长率")
_LONGEST_TOPIC = 24
_NO_TOPIC = re.compile(r"\d|年(?![一-鿿]{0,4}(?:量|率|额|产值|能力))|原则|目标|基础上|相比|代表|前提|期间|方面$|同时$")


@quick
@dataclass(frozen=True, slots=True)
class Parts:
    """A clause before its number: where the noun is, the predicate after it and the verb before it."""

    noun: tuple[int, int] | None
    predicate: str
    lead: Predicate | None


def base_period(
    text: str, left: int, start: int, amount: Amount, periods: list[Mention[When]]
) -> tuple[int | None, tuple[int, int] | None]:
    """The base of the change: in the clause itself, or in a clause of its own just before (与2015年相比，…)."""
    for i in range(len(periods) - 1, -1, -1):
        p = periods[i]
        if p.value.use != "base" or p.end > amount.head:
            continue
        opener = _BASE_OPEN.search(text, max(start, p.start - 4), p.start)
        begin = opener.start() if opener else p.start
        if p.start >= left:
            rest = _BASE.match(text, p.end)
            return i, (begin, rest.end() if rest and rest.end() <= amount.head else p.end)
        # 与2015年相比，A下降10%，B下降15%: a base in a clause of its own holds for the sentence.
        if _OWN_CLAUSE.match(text, p.end):
            return i, None
        break
    return None, None


def take_apart(
    text: str, left: int, amount: Amount, periods: list[Mention[When]], base: tuple[int, int] | None
) -> Parts:
    """Divide the clause from ``left`` to the number."""
    if amount.head > left and text[amount.head - 1] in _JOINS:
        return Parts(None, "", None)  # the name before it belongs to the member before
    stop = _before_year(text, left, amount.head, periods)
    begin = _skip_lead(text, left, stop, periods)
    np_start, np_end = _without_base(begin, stop, base)
    tail = predicate_tail(text, np_start, np_end)
    cut = _after_nominal(text, np_start, tail.start(), np_end) if tail else np_end
    if np_start == np_end and base is None:  # nothing but lead words: a verb among them is the predicate
        tail = predicate_tail(text, left, np_end)
        cut = tail.start() if tail else np_end
        return Parts(None, text[cut : amount.head], None)
    predicate = text[cut : amount.head]
    if base is not None and base[1] <= amount.head and base[0] >= np_start:
        predicate = text[cut:np_end] + text[base[1] : amount.head]
    lead, noun_start = _lead_verb(text, np_start, cut)
    if lead is None:
        lead, noun_start = _for_whom(text, left, np_start, cut, noun_start)
    named = nominal_last().match(text, cut, np_end) if cut - noun_start >= 2 else None
    if named is None and cut - noun_start >= 2 and text.endswith(_HOLDS_EVENT, 0, noun_start):
        named = nominal_verbs().match(text, cut, np_end)
    noun = _reaching(text, trim(text, noun_start, named.end() if named else cut))
    fresh = _FRESH_SUM.match(text, cut, np_end) if noun is None and amount.unit == "CNY" else None
    if fresh:
        return Parts(fresh.span(), predicate[fresh.end() - cut :], lead)
    if lead is None and noun is not None and amount.unit not in RATIOS and not predicate.strip():
        lead, noun = _inner_verb(text, *noun)
    return Parts(_without_region(text, _without_modal(text, _without_period(text, noun, periods))), predicate, lead)


def _for_whom(text: str, left: int, start: int, end: int, noun: int) -> tuple[Predicate | None, int]:
    """面向农民开展|技能培训: the verb after those whom something is done for; else nothing and ``noun``.

    The word before them (为) may have been passed over as a lead word.
    """
    for begin in {start, max(left, start - 1)}:
        m = _FOR_WHOM.match(text, begin, end)
        if m and end - m.end() >= 2:
            found = verbs().get(m[1])
            quoted = text.find("”", m.end(), end) + 1 if text.startswith("“", m.end()) else 0
            return found, quoted if 0 < quoted <= end - 2 else m.end()
    return None, noun


def _reaching(text: str, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """新车销售量|达到汽车销售总量的20% measures what reaches, not what it is held against."""
    if noun is None or not text.startswith("的", noun[1]):
        return noun
    at = text.find("达到", noun[0] + 2, noun[1] - 2)
    return (noun[0], at) if at > 0 else noun


def _without_period(text: str, noun: tuple[int, int] | None, periods: list[Mention[When]]) -> tuple[int, int] | None:
    """再生铝产量|到2025年|达到1150万吨: a period between the name and its verb is no part of the name."""
    if noun is None:
        return None
    for p in reversed(periods):
        if noun[0] < p.start < noun[1] and _PERIOD_S.fullmatch(text, p.end, max(p.end, noun[1])):
            start = p.start - 1 if text[p.start - 1] in "在于至" else p.start
            return trim(text, noun[0], start)
    return noun


def _without_modal(text: str, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """能源消耗|要比2020年下降: a word of wanting belongs to the verb that comes later."""
    m = _MODAL.search(text, *noun) if noun else None
    return trim(text, noun[0], m.start()) if noun and m else noun


def _before_year(text: str, left: int, head: int, periods: list[Mention[When]]) -> int:
    """Where the words before the year of a value end: 削减|到2020年的135万吨. ``head`` where no year stands there."""
    for p in reversed(periods):
        if left < p.start and p.end <= head and _YEAR_S.fullmatch(text, p.end, head):
            return p.start if _TOWARDS.search(text, left, p.start) else head
    return head


def _after_nominal(text: str, start: int, cut: int, end: int) -> int:
    """Where the predicate begins once a verb that is a noun here is left to the name: 民间投资|增长."""
    while cut > start:
        m = nominal_verbs().match(text, cut, end)
        if m is None or m.end() == end:
            break
        cut = m.end()
    return cut


def _inner_verb(text: str, start: int, end: int) -> tuple[Predicate | None, tuple[int, int]]:
    """A verb within the words before the number: 企业牵头组建联合体10个 counts 联合体."""
    found = None
    for m in inner_verbs().finditer(text, start + 2, end - 2):
        found = m
    if found is None or _NAMES_SHARE.search(text, start, end):
        return None, (start, end)
    return verbs()[found[0]], trim(text, found.end(), end) or (start, end)


def _without_region(text: str, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """京津冀及周边地区的PM2.5浓度 is PM2.5浓度; a region alone names nothing that is measured."""
    if noun is None or _BESIDE_OTHERS.match(text, *noun):
        return None
    m = region_words().match(text, *noun)
    if m is None:
        return noun
    if m.end() == noun[1]:
        return None
    return (m.end() + 1, noun[1]) if text[m.end()] == "的" and noun[1] - m.end() > 2 else noun


def _skip_lead(text: str, left: int, head: int, periods: list[Mention[When]]) -> int:
    at = left
    while True:
        before = at
        m = lead_words().match(text, at, head)
        if m:
            at = m.end()
        for p in periods:
            if p.start <= at + 1 and at < p.end <= head and p.value.use == "goal":
                at = p.end
        m = _AFTER_PERIOD.match(text, at, head) if at > before else None
        if m:
            at = m.end()
        if at == before:
            return min(at, head)


def _without_base(begin: int, head: int, base: tuple[int, int] | None) -> tuple[int, int]:
    """The stretch that holds the noun: before the base phrase, or after it where nothing stands before."""
    if base is None or base[1] <= begin:
        return begin, head
    if base[0] - begin >= 2:
        return begin, base[0]
    return min(base[1], head), head


def _lead_verb(text: str, start: int, end: int) -> tuple[Predicate | None, int]:
    """Verbs at the head of the clause (压减地下水超采量, 新增污水处理能力), and where the noun behind them begins."""
    at = start
    found: Predicate | None = None
    while at < end:
        m = lead_verbs().match(text, at, end)
        if not m:
            lead = lead_words().match(text, at, end) if found else None
            if lead and lead.end() > at:
                at = lead.end()
                continue
            break
        if end - m.end() < 2:
            break
        found = verbs()[m[1] or m[2]]
        at = m.end()
    return found, at


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A noun phrase without lead words, blanks and marks at its ends; None where less than two characters are left."""
    m = lead_words().match(text, start, end)
    if m and end - m.end() >= 2:
        start = m.end()
    while end > start and text[end - 1] in " 　的、“”（(，":
        end -= 1
    while start < end and text[start] in " 　的、”）)，":
        start += 1
    return (start, end) if end - start >= 2 else None


def place(text: str, amount: Amount, end: int, parts: Parts, reading: Reading, previous: Reading | None) -> None:
    """Settle the indicator of a reading."""
    after = None
    lent = _LENT.match(text, amount.tail, end)
    follows = bool(_AFTER_NOUN.match(text, amount.tail, end)) and not _NO_NAME.match(text, amount.tail, end)
    if follows and not lent and not noun_end().match(text, amount.tail):
        after = _noun_after(text, amount.tail, end)
    doing = last_verb(parts.predicate)[0] or parts.lead
    acts = doing is not None and doing.id in _ACTS
    if after and (parts.noun is None or acts or (amount.unit == "count" and amount.tail == amount.end)):
        reading.indicator = after
        reading.why["indicator"] = "zh:after-number"
    elif parts.noun:
        reading.indicator = parts.noun
        reading.why["indicator"] = "zh:before-predicate"
    elif previous is not None and previous.indicator is not None:
        reading.indicator = previous.indicator
        reading.carried = True
        reading.why["indicator"] = f"zh:carried:{previous.indicator[0]}"
    if reading.indicator is not None:
        reading.indicator = _with_quotes(text, *reading.indicator)


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with the quotation mark that trimming took from one end: “一带一路”联合实验室."""
    name = text[start:end]
    if name.count("”") > name.count("“") and start and text[start - 1] == "“":
        return start - 1, end
    if name.count("“") > name.count("”") and text[end : end + 1] == "”":
        return start, end + 1
    return start, end


def _noun_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in "的 “":
        start += 1
    m = noun_end().search(text, start + 1, end)
    stop = m.start() if m else end
    # 困境、留守|儿童: attributes in a row share the noun behind the last of them.
    while text[stop : stop + 1] == "、" and text.endswith(words("shared_attributes"), start, stop):
        m = noun_end().search(text, stop + 1, end)
        stop = m.start() if m else end
    while stop > start + 1 and text[stop - 1] in _LOOSE_ENDS:
        stop -= 1
    if text[start:stop] in _SHORT_NAMES:
        return start, stop
    found = trim(text, start, stop)
    return None if found and text[found[0] : found[1]] in words("noun_ends") else found


def topic(text: str, start: int, left: int) -> tuple[int, int] | None:
    """The thing that the clause before names, for a clause that has only a date: 提高利用率，到2025年达到60%."""
    stop = left
    while stop > start and text[stop - 1] in "，,：: ":
        stop -= 1
    if stop == left or stop <= start:
        return None
    begin = clause_start(text, start, stop)
    is_ = _IS.search(text, begin + 2, stop)
    stop = is_.start() if is_ else stop
    said = predicate_tail(text, begin + 2, stop)
    stop = said.start() if said and not _RATE.match(text, said.start()) else stop
    m = lead_words().match(text, begin, stop)
    found = trim(text, _lead_verb(text, m.end() if m else begin, stop)[1], stop)
    if found is None or found[1] - found[0] > _LONGEST_TOPIC or _NO_TOPIC.search(text, *found):
        return None
    return found


def allot(text: str, readings: list[Reading], group: list[int]) -> None:
    """Give the members of a list of numbers (分别下降8%、10%) the members of the list of things before them."""
    for i in group:
        readings[i].size = len(group)
    head = readings[group[0]] if group else None
    if head is None or len(group) < 2 or head.indicator is None:
        return
    if head.carried and "分别" in head.predicate:
        _allot_back(readings, group)
        return
    start, end = head.indicator
    apart = text.find("分别", start, end)
    parts = _members(text, start, apart if apart > start else end)
    if len(parts) != len(group):
        return
    if len(parts) == 2 and (parts[1][1] - parts[1][0]) - (parts[0][1] - parts[0][0]) >= _SHARED_TAIL:
        parts[0] = (parts[0][0], parts[1][1])
    for i, part in zip(group, parts, strict=True):
        readings[i].indicator = part
        readings[i].why["indicator"] = "zh:respectively"


def _allot_back(readings: list[Reading], group: list[int]) -> None:
    """产值达到A、营收达到B，分别增长5%、6%: as many numbers before, each with the name that it measures."""
    earlier = readings[group[0] - len(group) : group[0]] if group[0] >= len(group) else []
    names = [reading.indicator for reading in earlier if not reading.carried and reading.indicator is not None]
    if len(set(names)) != len(group):
        return
    for i, name in zip(group, names, strict=True):
        readings[i].indicator = name
        readings[i].why["indicator"] = "zh:respectively"


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a coordination; marks inside brackets divide nothing."""
    parts, at, depth = [], start, 0
    for m in _SPLIT.finditer(text, start, end):
        if m[0] in "（(":
            depth += 1
        elif m[0] in "）)":
            depth -= 1
        elif depth == 0:
            parts.append((at, m.start()))
            at = m.end()
    parts.append((at, end))
    return [p for p in parts if p[1] > p[0]]
