"""Numbers whose role the wording alone decides: starting values, conditions, sizes of equipment."""

from __future__ import annotations

import re

from docanalyzer.core.record import Role
from docanalyzer.languages.base import Amount, Reading
from docanalyzer.languages.zh.number_roles import role_by_wording

_FROM = re.compile(
    r"(?:(?:从|由)\s?(?:[^，。；]{0,12}的\s?)?(?:每[^，。；\d从由]{1,6})?|从[^，。；\d到至]{2,10}|(?:较|比)[^，。；]{2,12}的\s?)(?:约|近|不到|不足)?\s?$"
)
_MOVES = re.compile(r"提高|增|升|降|减|到|至|扩|跃|压|缩|拓展|发展")
_SIZES = frozenset({"kW", "V", "t/hour", "t", "kVA"})
_SIZE_NOUN = re.compile(
    r"(?:级|的?(?:超超临界|超临界|亚临界|循环流化床|燃煤|煤电|热电|火电|风电)?"
    r"(?:机组|变电站|变压器|线路|输电|特高压|锅炉|电站锅炉|直流|交流|输变电|电网))"
)
_BUILT = re.compile(r"(?:新增|新建|建成|建设|投产|关停|淘汰|装机|改造|推进)[^，。；]{0,6}$")
_THRESHOLD_UNITS = frozenset(
    "kW t/hour t m m2 km km2 ha mu m3 count CNY kVA V tce mm t/day t/year m3/day kWh year g/km2 day hour month L"
    " m3/hour ug/m3 mg/m3 mg/L Cel".split()
)
_QUALIFIER_AFTER = re.compile(
    r"(?:\s?[)）])?(?:及|或|\(含\)|（含）|（不含）)?(?:以上|以下|以内)(?:的)?(?![，。；、：！？\n\t）)|,;左和及与为]|$|至|到|但)"
)
_REACHED = re.compile(
    r"(?:达到?|达|完成|新增|建成|培育|力争|突破|确保|推广|实现|建设|新建|引进|打造|发展|有|培养|培训|形成|创建|认定|超过|取得|争取|入选|获评|布局|满足|服务|惠及|覆盖|带动|支撑|保障|安置|吸纳|解决|累计|推动|每年|面向|共)$"
)
_SELECTS = re.compile(
    r"(?:企业|项目|单位|机组|锅炉|城市|园区|设备|用户|建筑|公共建筑|煤矿|工程|产品|装置|设施|地区|区域|的)"
)
_SIZE_NAME = re.compile(r"(?:量|能力|规模|容量|面积|半径|高度|耗|产能|浓度|人口|厚度|收入)$")
# 超出16%的规划目标: the goal that a result is held against.
_SURPASSED = re.compile(r"(?:超出|超过|高于|好于|优于|超额完成)[^，。；]{0,10}$")
_EARLIER_GOAL = re.compile(r"的[一-鿿]{0,6}目标")
# Fines and fixed grants: 处五万元以上十万元以下罚款, 给予100万元奖励.
_SANCTION = re.compile(r"(?:的)?(?:一次性)?(?:资金)?(?:的?罚款|奖励|奖补|补助|补贴|资助)")
# 30万千瓦及以上…电厂, 半径15公里范围内, 不足十万元的，: conditions whatever the verb before them.
_CLASS = re.compile(r"(?:[(（][^)）]{1,6}[)）])?(?:及以[上下](?:的)?[一-鿿]|范围(?:以)?内|的，|的[处由应])")
# 完成1000立方米以下高炉改造: a size of equipment selects whatever the verb before it.
_EQUIPMENT = re.compile(
    r"(?:及|或)?以[上下](?:的)?[^，。；、：！？\n\d]{0,6}(?:高炉|转炉|电炉|锅炉|机组|炉窑|窑炉|焦炉|电厂|泊位|船舶|车辆|矿井|煤矿|生产线)"
)
# 3岁以下婴幼儿, 沿江1公里内的企业, 不超过100万元的部分.
_AGE = re.compile(r"(?:及)?以[上下](?:的)?[一-鿿]")
# 3—6岁儿童, 60至69周岁的老人.
_AGED = re.compile(
    r"的?[一-鿿]{0,6}?(?:儿童|幼儿|婴|少年|青年|学生|女性|妇女|男性|老人|老年|人口|人群|人员|居民|群众|公民|劳动|参保|患者|孩)"
)
_NEAR = re.compile(r"(?:以|之|范围)?内(?:的)?[一-鿿\d]")
_PART = re.compile(r"的(?:部分|企业|项目|单位|个人)")
# 500千伏通道, 10兆帕管网: the class of what is built or named.
_CLASSES = frozenset({"V", "Pa"})
_POPULATION = re.compile(r"人口$")
_SLACK = "约近了出到"


def settle_role(text: str, amount: Amount, left: int, reading: Reading) -> None:
    """Fill ``role`` where the clause from ``left`` decides it."""
    if _FROM.search(text, left, amount.head) and _MOVES.search(text, amount.tail, amount.tail + 24):
        reading.role, reading.kind, reading.direction = "baseline", "level", None
        reading.why["role"] = "zh:from-to"
        return
    worded = role_by_wording(text, amount) or _surpassed(text, amount, left)
    if worded is not None:
        reading.role, reading.why["role"] = worded[0], f"zh:{worded[1]}"
        return
    if amount.unit in {"CNY", "1"} and _SANCTION.match(text, amount.tail):
        reading.role = "other"
        reading.why["role"] = "zh:fixed-sum"
        return
    if amount.unit not in _THRESHOLD_UNITS and amount.unit not in _CLASSES:
        return
    if amount.unit == "count" and not amount.form and not text.startswith("的", amount.tail):
        return  # 30万以上群众: people are counted, not chosen by it
    before = text[left : amount.head]
    if _chooses(text, amount):
        reading.role = "threshold"
        reading.why["role"] = "zh:class"
        return
    if amount.unit in _CLASSES and amount.tail == amount.end:
        reading.role = "other"
        reading.why["role"] = "zh:size-class"
        return
    if amount.unit == "count":
        selects = _POPULATION.search(before) and _SELECTS.match(text, amount.tail)
    else:
        selects = _CLASS.match(text, amount.end)
    if selects:
        reading.role = "threshold"
        reading.why["role"] = "zh:class"
    elif amount.unit in _SIZES and _SIZE_NOUN.match(text, amount.end) and not _BUILT.search(before):
        reading.role = "other"
        reading.why["role"] = "zh:size-class"
    elif (
        _QUALIFIER_AFTER.match(text, amount.end)
        and not _REACHED.search(before.rstrip(_SLACK))
        and not text.endswith("突破", left, amount.start)
    ) or (
        amount.head < amount.start
        and _SELECTS.match(text, amount.tail)
        and amount.unit not in {"count", "CNY"}
        and _SIZE_NAME.search(before)
    ):
        reading.role = "threshold"
        reading.why["role"] = "zh:qualifier"


def _surpassed(text: str, amount: Amount, left: int) -> tuple[Role, str] | None:
    """The goal of before that a result is held against."""
    held = _SURPASSED.search(text, left, amount.start) and _EARLIER_GOAL.match(text, amount.tail)
    return ("other", "earlier-goal") if held else None


def _chooses(text: str, amount: Amount) -> bool:
    """Whether the number is a condition by what follows it, whatever the clause does."""
    if amount.unit == "count":
        return False
    if amount.form in {"岁", "周岁"}:
        group = _AGE if amount.comparison != "range" else _AGED
        return _AGE.match(text, amount.end) is not None or group.match(text, amount.end) is not None
    if amount.unit == "CNY":
        return amount.head < amount.start and _PART.match(text, amount.tail) is not None
    if amount.unit in {"km", "m"}:
        return _NEAR.match(text, amount.end) is not None
    return _EQUIPMENT.match(text, amount.end) is not None
