"""What a Chinese clause says of a number: the thing measured, what happens to it, what it is compared with.

A clause is read from the number outwards: the words just before it (下降到, 分别达到, 不低于) are the predicate; what is left of
them, back to the last break, names the indicator; where nothing is left the thing stands after the number (建成100家绿色工厂) or in
an earlier clause (能耗下降10%，水耗…).
"""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Direction
from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.base import Amount, Reading, Span2

_BREAK = re.compile(r"[，；：。,;:！？\n\t|]|(?<=[)）])(?=[^的、和及])")
_LIST_GAP = re.compile(r"(?:以上|以下|以内|左右|及以上|及以下)?\s?(?:、|和|与|及|以及|或|，)?\s?(?:约|近)?")
_ADVERBS = (
    "分别|均|都|各自|各|总体|整体|累计|合计|共计|平均|年均|每年|逐年|同比|环比|进一步|稳步|持续|显著|明显|基本|全部|力争|争取|努力|确保|"
    "将|可以|可|应当|应|已经|已|仍|再|只|仅|共有|共|总计|约为|约|大约|近|将近|接近|了|的|以|按|由|从|自|要|能够|能|并|也|又|还|全年|当年|"
    "实际|名义|有望|预计|预期|至少|最低|最高|较快|大幅|大幅度|原则上|就|而|率先|成功|顺利|提前|超额|圆满|全面|新|同口径|可比口径|比例|幅度|"
    "上年|全国平均|在|数量|总数|总量|面积|规模|数|连续|多|严格|下|人均|年|一律|普遍|目标|设定|下达|计划|首次|不变价|名|位居|比上年|较上年|比去年|同期"
)
_ENDS_ONLY = frozenset("数量 总数 总量 面积 规模 数 比例 幅度 目标 人均 名 年 同期".split())
_TO = "到|至|为|在|达|达到"


@cache
def _verbs() -> dict[str, Predicate]:
    return predicates("zh")


@cache
def _tail() -> re.Pattern[str]:
    """The predicate before a number: verbs and adverbs in a row, up to the number."""
    adverbs = "|".join(a for a in _ADVERBS.split("|") if a not in _ENDS_ONLY)
    verbs = alternation(tuple(v for v in _verbs()))
    return re.compile(rf"(?:(?:{verbs})(?:{_TO})?|{adverbs}|{_TO}|超|高于|低于|不|[（(]含[^)）]*[)）]|\s)+$")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"({alternation(tuple(_verbs()))})(了?(?:{_TO}))?")


_LEAD = re.compile(
    r"(?:(?:其中|同时|此外|另外|并且|并|预计|力争|争取|努力|确保|实现|推动|推进|促进|使|将|要|到|全面|基本|再|累计|全年|当年|年内|全市|全省|全区|全国|全县|我省|我市|"
    r"我国|我区|各地|计划|拟|已|已经|共|合计|总计|通过|加快|大力|积极|深入|持续|继续|稳步|有序|重点|新型|每年|年均|平均|分别|完善|优化|"
    r"坚持|以及|及|和|与|、|在|对|把|的|新|力求|逐步|进一步|着力|切实|认真|严格|支持|鼓励|引导|是|为|有|约|近|也|还|主要|预期目标|目标|率先|提前|先后|成功|省级以上|是指)"
    r"|[“”\"‘’（）()\s《》·\-—]|(?:[一二三四五六七八九十]+|\d+)(?:是|、|\.|．))+"
)
_BASE = re.compile(r"(?:与|同|和|以)?(?:比|较|同比|环比|比上年|较上年|上年|相比|为基期|基础上|水平)?(?:底|末)?(?:相比|增加|实际)?，?")
_BASE_OPEN = re.compile(r"(?:相比于?|相较于?|对比|比|较|与|同|以|在|超过|高于|低于|是|为)\s?$")
_PREVIOUS = re.compile(r"同比|比上年|较上年|比去年|较去年|上年同期|去年同期|比上一年")
_YEARLY = re.compile(r"年均|每年|逐年|年度|年增|平均每年")
_AFTER_NOUN = re.compile(r"[的]?(?:[一-鿿A-Za-z“”\"（《])")
_NOUN_END = re.compile(
    r"[，。；、：！？\n\t|,;:]|(?<=[一-鿿])(?:入选|获评|荣获|获得|获批|落地|参与|投入|投产|开工|建成|达到|实现|开展|完成|加快|进入|参加|受益|全部|均|已|推进|纳入|"
    r"通过|成为|位居|占|分别|竣工|启动|挂牌|为|被|由|在(?!线|建|运|校|岗|产)|和(?=\d)|及(?=\d)|与(?=\d)|以上|以下|左右|[（(]|共|累计|将|力争|并|具备|任务|目标|；)"
)
_SIZE_NOUN = re.compile(r"(?:级|的?(?:超超临界|超临界|亚临界|循环流化床|燃煤|煤电|热电|火电|风电)?(?:机组|变电站|变压器|线路|输电|特高压|锅炉|电站锅炉|直流|交流|输变电|电网))")
_THRESHOLD_UNITS = frozenset({"kW", "t/hour", "t", "m", "m2", "km", "km2", "ha", "mu", "m3", "count", "CNY", "kVA", "V", "tce", "mm", "t/day", "t/year", "m3/day", "kWh", "year", "g/km2", "MW", "day", "hour", "month", "L"})
_QUALIFIER_AFTER = re.compile(r"(?:\s?[)）])?(?:及|或|\(含\)|（含）|（不含）)?(?:以上|以下|以内)(?:的)?(?![，。；、：！？\n\t）)|,;左和及与为]|$|至|到|但)")
_SELECTS = re.compile(r"(?:企业|项目|单位|机组|锅炉|城市|园区|设备|用户|建筑|公共建筑|煤矿|工程|产品|装置|设施|的)")
_LEVEL_UNITS = frozenset({"Cel", "V", "dB"})
_INSIDE_CHANGE = re.compile(r"新增|新建|新开工|净增|压减|淘汰|退出|关停|拆除|减排|节能量|节约|投资|减少|新改建|新改扩建|新创建|改造|化解|转移就业")
_RATE_NOUN = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度)(?:为|达|达到|控制在|保持在|是|在)?$")
_FALL_NOUN = re.compile(r"(?:降幅|下降率|降低率|下降幅度|减排比例)(?:为|达|达到|超过)?$")
_RELATIVE_TO = re.compile(r"(?:高于|低于|高出|快于)(?:全国|全省|全市|同期|上年|规上|规模以上|地区|GDP)")
_FROM = re.compile(r"(?:从|由)\s?(?:[^，。；]{0,12}的\s?)?(?:约|近|不到|不足)?\s?$")
_MULTIPLE_OF = re.compile(r"的\s?$")
_ALLOT = re.compile(r"分别")
_SPLIT = re.compile(r"、|以及|和|与|及(?!以上|以下|其)|，")
_NOUN_HEAD = re.compile(r"(?:率|量|比重|占比|比例|总量|强度|能耗|水耗|面积|产量|能力|规模|收入|浓度|水平|产值|总额|消费|排放|用水|装机|标准|收入比)+$")


def read(text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[Span2]]) -> list[Reading]:
    """Read the sentence ``text[start:end]``: one reading for each of its amounts, in order."""
    readings: list[Reading] = []
    group: list[int] = []
    for i, amount in enumerate(amounts):
        listed = i > 0 and _is_list(text, amounts[i - 1], amount)
        if listed:
            group.append(i)
            reading = _from_head(readings[group[0]])
            reading.pair = len(group) - 1
        else:
            _allot(text, amounts, readings, group)
            group = [i]
            left = amounts[i - 1].tail if i else start
            reading = _read_one(text, start, left, amount, end, periods, readings[-1] if readings else None)
        readings.append(reading)
    _allot(text, amounts, readings, group)
    return readings


def _is_list(text: str, before: Amount, amount: Amount) -> bool:
    if amount.unit != before.unit and not before.form:
        return False
    gap = text[before.tail : amount.head]
    return bool(gap) and gap.strip() != "，" and len(gap) <= 3 and bool(_LIST_GAP.fullmatch(gap)) and before.unit == amount.unit


def _from_head(head: Reading) -> Reading:
    return Reading(
        indicator=head.indicator,
        carried=head.carried,
        kind=head.kind,
        direction=head.direction,
        role=head.role,
        base=head.base,
        previous_year=head.previous_year,
        yearly=head.yearly,
        predicate=head.predicate,
        why=dict(head.why),
    )


def _allot(text: str, amounts: list[Amount], readings: list[Reading], group: list[int]) -> None:
    """Give the members of a list of numbers (分别下降8%、10%) the members of the list of things before them."""
    for i in group:
        readings[i].size = len(group)
    if len(group) < 2:
        return
    head = readings[group[0]]
    if head.indicator is None or not (_ALLOT.search(head.predicate) or len(group) > 1):
        return
    a, b = head.indicator
    parts = _parts(text, a, b)
    if len(parts) != len(group):
        return
    for i, part in zip(group, parts, strict=True):
        readings[i].indicator = part
        readings[i].why["indicator"] = "zh:respectively"


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    depth = 0
    for m in re.finditer(rf"[（(]|[)）]|{_SPLIT.pattern}", text[start:end]):
        if m[0] in "（(":
            depth += 1
        elif m[0] in "）)":
            depth -= 1
        elif depth == 0:
            parts.append((at, start + m.start()))
            at = start + m.end()
    parts.append((at, end))
    return [p for p in parts if p[1] > p[0]]


def _read_one(
    text: str, start: int, left: int, amount: Amount, end: int, periods: list[Mention[Span2]], previous: Reading | None
) -> Reading:
    reading = Reading()
    left = _clause_start(text, left, amount.head)
    base, base_span = _base_period(text, left, start, amount, periods)
    reading.base = base
    clause = text[left : amount.head]
    reading.previous_year = bool(_PREVIOUS.search(clause))
    begin = _skip_lead(text, left, amount.head, periods)
    pieces = _without_base(text, begin, amount.head, base_span)
    np_start, np_end = pieces
    tail = _tail().search(text, np_start, np_end)
    predicate_start = tail.start() if tail else np_end
    reading.predicate = text[predicate_start : amount.head] if base_span is None or base_span[0] < predicate_start else text[predicate_start:np_end] + text[base_span[1] : amount.head]
    if base_span is not None and base_span[1] <= amount.head and base_span[0] >= np_start:
        reading.predicate = text[max(predicate_start, np_start) : np_end] + text[base_span[1] : amount.head]
    reading.yearly = bool(_YEARLY.search(clause))
    lead, noun_start = _lead_verb(text, np_start, predicate_start)
    noun = _trim(text, noun_start, predicate_start)
    _place_indicator(text, amount, end, reading, noun, lead, previous)
    _settle_kind(text, amount, reading, lead)
    _settle_role(text, amount, left, reading)
    return reading


def _clause_start(text: str, left: int, head: int) -> int:
    at = left
    for m in _BREAK.finditer(text, left, head):
        at = m.end()
    return at


def _base_period(
    text: str, left: int, start: int, amount: Amount, periods: list[Mention[Span2]]
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
        between = text[p.end : left]
        if len(between) <= 4 and "，" in between:
            return i, None
        break
    return None, None


def _skip_lead(text: str, left: int, head: int, periods: list[Mention[Span2]]) -> int:
    at = left
    while True:
        before = at
        m = _LEAD.match(text, at, head)
        if m:
            at = m.end()
        for p in periods:
            if p.start <= at + 1 and at < p.end <= head and p.value.use == "goal":
                at = p.end
        m = re.compile(r"(?:期间|时期|底前|底|末|前|，|内|以来|起)").match(text, at, head) if at > before else None
        if m:
            at = m.end()
        if at == before:
            return min(at, head)


def _without_base(text: str, begin: int, head: int, base: tuple[int, int] | None) -> tuple[int, int]:
    """The stretch that holds the noun: before the base phrase, or after it where nothing stands before."""
    if base is None or base[0] < begin:
        if base is not None and base[1] > begin:
            return base[1], head
        return begin, head
    if base[0] - begin >= 2:
        return begin, base[0]
    return min(base[1], head), head


@cache
def _lead_verbs() -> re.Pattern[str]:
    rows = ("build", "cut", "do", "spend", "maintain")
    verbs = tuple(v for v, p in _verbs().items() if p.id in rows and len(v) > 1)
    changes = tuple(v for v, p in _verbs().items() if p.id in {"increase", "decrease"} and len(v) > 1)
    return re.compile(rf"({alternation(verbs)})了?|({alternation(changes)})(?=[^到至为在\d])")


def _lead_verb(text: str, start: int, end: int) -> tuple[Predicate | None, int]:
    """Verbs at the head of the clause (压减地下水超采量, 新增污水处理能力), and where the noun behind them begins."""
    at, found = start, None
    while at < end:
        m = _lead_verbs().match(text, at, end)
        if not m:
            lead = _LEAD.match(text, at, end) if found else None
            if lead and lead.end() > at:
                at = lead.end()
                continue
            break
        if end - m.end() < 2:
            break
        found = _verbs()[m[1] or m[2]]
        at = m.end()
    return found, at


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    m = _LEAD.match(text, start, end)
    if m and end - m.end() >= 2:
        start = m.end()
    while end > start and text[end - 1] in " 　的、“”（(，":
        end -= 1
    while start < end and text[start] in " 　的、”）)，":
        start += 1
    if end - start < 2:
        return None
    return start, end


def _place_indicator(
    text: str,
    amount: Amount,
    end: int,
    reading: Reading,
    noun: tuple[int, int] | None,
    lead: Predicate | None,
    previous: Reading | None,
) -> None:
    after = None
    follows = _AFTER_NOUN.match(text, amount.tail, end)
    if follows and not _NOUN_END.match(text, amount.tail):
        after = _noun_after(text, amount.tail, end)
    doing = _last_verb(reading.predicate) or lead
    builds = doing is not None and doing.id in {"build", "cut", "do", "spend"}
    if after and (noun is None or builds or (amount.unit == "count" and amount.tail == amount.end)):
        reading.indicator = after
        reading.why["indicator"] = "zh:after-number"
    elif noun:
        reading.indicator = noun
        reading.why["indicator"] = "zh:before-predicate"
    elif previous is not None and previous.indicator is not None:
        reading.indicator = previous.indicator
        reading.carried = True
        reading.why["indicator"] = f"zh:carried:{previous.indicator[0]}"


def _noun_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in "的 “":
        start += 1
    m = _NOUN_END.search(text, start + 1, end)
    stop = m.start() if m else end
    return _trim(text, start, stop)


def _last_verb(predicate: str) -> Predicate | None:
    found = None
    for m in _verb().finditer(predicate):
        found = _verbs()[m[1]]
    return found


def _settle_kind(text: str, amount: Amount, reading: Reading, lead: Predicate | None) -> None:
    predicate = reading.predicate
    last = None
    for last in _verb().finditer(predicate):
        pass
    verb = _verbs()[last[1]] if last else None
    moved_to = bool(last and (last[2] or re.match(rf"(?:{_TO})", predicate[last.end() :])))
    rest = predicate[last.end() :] if last else predicate
    changes = [_verbs()[m[1]] for m in _verb().finditer(predicate) if _verbs()[m[1]].id in {"increase", "decrease", "maintain", "cut", "build"}]
    direction: Direction | None = changes[-1].direction if changes else None
    ratio = amount.unit in {"%", "1", "permille"}
    noun = text[reading.indicator[0] : reading.indicator[1]] if reading.indicator else ""
    reading.direction = direction
    if verb is not None and verb.id in {"increase", "decrease"} and not moved_to and "达" not in rest:
        reading.kind = _change_kind(amount, reading, verb.direction)
        reading.why["kind"] = f"predicate:{verb.id}"
    elif amount.form == "番" or (amount.form == "倍" and _MULTIPLE_OF.search(text, 0, amount.head)):
        reading.kind, reading.direction = "relative_change", "increase"
        reading.why["kind"] = "zh:multiple"
    elif ratio and _RATE_NOUN.search(noun + predicate):
        reading.kind, reading.direction = "growth_rate", "increase"
        reading.why["kind"] = "zh:rate-noun"
    elif ratio and _FALL_NOUN.search(noun + predicate):
        reading.kind, reading.direction = "relative_change", "decrease"
        reading.why["kind"] = "zh:fall-noun"
    elif amount.unit == "pp":
        above = _RELATIVE_TO.search(predicate + text[max(0, amount.head - 14) : amount.start])
        reading.kind = "level" if above else "absolute_change"
        reading.why["kind"] = "zh:percentage-points"
    elif ratio:
        reading.kind = "level"
        if lead is not None and not moved_to and lead.id in {"increase", "decrease"} and not re.search(r"达|至|到|为", predicate):
            reading.kind = _change_kind(amount, reading, lead.direction)
            reading.direction = lead.direction
        elif lead is not None and lead.id in {"increase", "decrease", "maintain"}:
            reading.direction = lead.direction
        reading.why["kind"] = "zh:share"
    else:
        reading.kind = _amount_kind(reading, verb, lead, noun, moved_to)
        reading.why["kind"] = "zh:amount"
    if reading.direction is not None:
        reading.why["direction"] = "predicate"


def _change_kind(amount: Amount, reading: Reading, direction: Direction | None) -> str:  # type: ignore[return]
    if amount.unit in {"%", "permille"}:
        if reading.yearly or (reading.previous_year and direction == "increase"):
            return "growth_rate"
        return "relative_change"
    return "relative_change" if amount.unit == "1" else "absolute_change"


def _amount_kind(reading: Reading, verb: Predicate | None, lead: Predicate | None, noun: str, moved_to: bool) -> str:
    inside = _INSIDE_CHANGE.search(noun)
    actor = next((v for v in (verb, lead) if v is not None and v.kind == "absolute_change"), None)
    if actor is None and lead is not None and lead.id in {"increase", "decrease"}:
        actor = lead
        if moved_to:
            reading.direction = reading.direction or lead.direction
            return "level"
    if actor is not None:
        reading.direction = reading.direction or actor.direction
        return "absolute_change"
    if inside:
        word = inside[0]
        if reading.direction is None:
            reading.direction = "decrease" if word in {"压减", "淘汰", "退出", "关停", "拆除", "减排", "减少", "节约", "化解"} else "increase"
        return "absolute_change"
    if moved_to and reading.direction is None and lead is not None:
        reading.direction = lead.direction
    return "level"


def _settle_role(text: str, amount: Amount, left: int, reading: Reading) -> None:
    if _FROM.search(text, left, amount.head):
        after = text[amount.tail : amount.tail + 24]
        if re.search(r"提高|增|升|降|减|到|至|扩|上升|下降|跃|压", after):
            reading.role, reading.kind, reading.direction = "baseline", "level", None
            reading.why["role"] = "zh:from-to"
            return
    if amount.unit not in _THRESHOLD_UNITS:
        return
    if amount.unit in {"kW", "V", "t/hour", "t", "kVA"} and _SIZE_NOUN.match(text, amount.end):
        if not re.search(r"(?:新增|新建|建成|建设|投产|关停|淘汰|装机|改造|推进)[^，。；]{0,6}$", text[left : amount.head]):
            reading.role = "other"
            reading.why["role"] = "zh:size-class"
            return
    if _QUALIFIER_AFTER.match(text, amount.end) and not re.search(r"(?:达到?|达|完成|新增|建成|培育|力争|突破|确保|推广|实现|建设|新建|引进|打造|发展|有|培养|培训|形成|创建|认定|超过|取得|争取|入选|获评|布局)$", text[left : amount.head].rstrip("约近了出到")):
        reading.role = "threshold"
        reading.why["role"] = "zh:qualifier"
        return
    if amount.head < amount.start and _SELECTS.match(text, amount.tail) and amount.unit != "count" and amount.unit != "CNY":
        if re.search(r"(?:量|能力|规模|容量|面积|半径|高度|耗|产能)$", text[left : amount.head]):
            reading.role = "threshold"
            reading.why["role"] = "zh:qualifier"


_PAST = (
    (re.compile(r"已(?!知)|取得(?!实效|突破|新)|超额|提前完成|位居|居全国|全国第|世界第|全球第|全省第|名列|荣获|获评|获批|入选|同比|较上年|比上年|创历史|累计完成|圆满|较快增长|明显好转|初具规模|历史性|首次突破|连续[一二三四五六七八九十\d]+年|得到了?|发生了|成功创建|蝉联|率先完成|走在全国前列|不断优化|明显提高|日益|达标(?!率)"), 1.5),
    (re.compile(r"(?:完成|实现|达到|提高|下降|降低|增长|减少|建成|建立|形成|超过|推动|获得|新增|改善|提升|增加|实施|落实)了"), 2.0),
    (re.compile(r"(?:明显|显著|大幅|持续|稳步|有效|有力|基本|初步|全面|不断|逐步|顺利|深入)(?:增强|改善|提升|提高|下降|好转|遏制|控制|解决|建立|形成|扩大|优化|完成|壮大|向好|加强|减少|巩固|落实|推进|实施)(?!.{0,3}(?:目标|工程))"), 0.7),
)
_FUTURE = (
    (re.compile(r"力争|争取|确保|拟|预期|目标是|主要目标|将(?!近)|要(?=[^求素点])|计划(?=新|到|实施|完成|建|推)|努力|到\d{4}年，|坚决|进一步"), 1.2),
    (re.compile(r"(?:^|[，。；：])\s?(?:大力|积极|加快|深入|全面|持续|有序|稳步|扎实|统筹|着力|强化|严格|科学|深化|健全)?(?:推进|实施|开展|建立|完善|加强|推动|构建|打造|提升|优化|健全|强化|支持|鼓励|引导|加大|发展|推广|培育|落实|探索|组织|加快|严控|严禁|推行|促进|深化|制定|支持|抓好|办好|做好|稳定|用好)"), 0.6),
)


def tense(text: str, start: int, end: int) -> float:
    """How much the wording of a stretch speaks for the future (above 0) or for results (below 0)."""
    score = 0.0
    for pattern, weight in _FUTURE:
        score += weight * min(3, len(pattern.findall(text, start, end)))
    for pattern, weight in _PAST:
        score -= weight * min(3, len(pattern.findall(text, start, end)))
    return score


_PAST_HEADING = re.compile(r"回顾|成效|成就|现状|基础|取得|进展|过去|五年来|一年来|完成情况|面临|形势|背景|存在的?问题|问题与|工作总结|成绩|十三五.{0,4}(?:情况|工作)|环境(?=$)")
_FUTURE_HEADING = re.compile(r"目标|任务|措施|工程|行动|安排|部署|保障|重点|要求|思路|规划布局|总体|推进|加快|建设|强化|实施|完善|提升|构建|指标|打造|推动|发展(?!基础|现状|环境|成)|今年|工作建议|原则")


def heading_tense(title: str) -> float:
    """The same for a heading: what stands under it are results, or plans."""
    if _PAST_HEADING.search(title) and not re.search(r"目标|任务", title):
        return -1.0
    return 1.0 if _FUTURE_HEADING.search(title) else 0.0


def governing(
    text: str, start: int, end: int, amount: Amount, goals: list[Mention[Span2]]
) -> Mention[Span2] | None:
    """The period that governs an amount: the last one before it, else one in brackets or at the end of its clause."""
    before = [g for g in goals if g.start < amount.start]
    if before:
        return before[-1]
    for goal in goals:
        if goal.start >= amount.tail and not _BREAK.search(text, amount.tail, goal.start):
            return goal
    return None


def clause(text: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """The clause around an amount, without the breaks at its ends."""
    left = _clause_start(text, start, head)
    m = re.compile(r"[，；。！？\n]").search(text, tail, end)
    return left, m.start() if m else end
