"""What happens to the thing measured: it stands at the value, or moves by it; and which way."""

from __future__ import annotations

import re

from docanalyzer.core.record import Direction, Kind
from docanalyzer.knowledge.predicates import Predicate
from docanalyzer.languages.base import Amount, Reading
from docanalyzer.languages.zh.clauses import last_verb, verb_pattern, verbs
from docanalyzer.languages.zh.indicators import Parts

_CHANGES = frozenset({"increase", "decrease", "maintain", "cut", "build"})
_RATIOS = frozenset({"%", "1", "permille"})
_RATE_NOUN = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度)(?:为|达到?|控制在|保持在|是|在|设定[为在]|预期目标)*$")
_FALL_NOUN = re.compile(r"(?:降幅|下降率|降低率|削减率|减少率|减排率|下降幅度|减排比例)(?:为|达|达到|超过)?$")
_RELATIVE_TO = re.compile(r"(?:高于|低于|高出|快于)(?:全国|全省|全市|同期|上年|规上|规模以上|地区|GDP)")
_MULTIPLE_OF = re.compile(r"的\s?$")
_REACHES = re.compile(r"达|至|到|为")
# Nouns that name a change themselves: 累计节能量, 城镇新增就业.
_GAIN_NOUN = re.compile(r"新增|新建|新开|净增|新改建|新改扩建|新创建|转移就业|投资$|改造(?!后|率|前|的)")
_LOSS_NOUN = re.compile(r"压减|淘汰|退出|关停|拆除|减排|减少|节约|化解|节能量")


def settle_kind(text: str, amount: Amount, parts: Parts, reading: Reading) -> None:
    """Fill ``kind`` and ``direction`` of a reading whose indicator is settled."""
    predicate, lead = reading.predicate, parts.lead
    verb, moved_to, rest = last_verb(predicate)
    changes = [verbs()[m[1]] for m in verb_pattern().finditer(predicate)]
    reading.direction = next((v.direction for v in reversed(changes) if v.id in _CHANGES), None)
    noun = text[reading.indicator[0] : reading.indicator[1]] if reading.indicator else ""
    named = noun + predicate.strip()
    ratio = amount.unit in _RATIOS
    if verb is not None and verb.id in {"increase", "decrease"} and not moved_to and "达" not in rest:
        reading.kind, why = _change_kind(amount, reading, verb.direction), f"predicate:{verb.id}"
    elif amount.form == "番" or (amount.form == "倍" and _MULTIPLE_OF.search(text, 0, amount.head)):
        reading.kind, reading.direction, why = "relative_change", "increase", "zh:multiple"
    elif ratio and _RATE_NOUN.search(named):
        reading.kind, reading.direction, why = "growth_rate", "increase", "zh:rate-noun"
    elif ratio and _FALL_NOUN.search(named):
        reading.kind, reading.direction, why = "relative_change", "decrease", "zh:fall-noun"
    elif amount.unit == "pp":
        above = _RELATIVE_TO.search(predicate + text[max(0, amount.head - 14) : amount.start])
        reading.kind, why = ("level" if above else "absolute_change"), "zh:percentage-points"
    elif ratio:
        reading.kind, why = _share_kind(amount, reading, lead, moved_to), "zh:share"
    else:
        reading.kind, why = _amount_kind(reading, verb, lead, noun, moved_to), "zh:amount"
    reading.why["kind"] = why
    if reading.direction is not None:
        reading.why["direction"] = "predicate"


def _share_kind(amount: Amount, reading: Reading, lead: Predicate | None, moved_to: bool) -> Kind:
    """A share: 提高…利用率10% is a change, 提高…利用率到10% a level."""
    if lead is None or lead.id not in {"increase", "decrease", "maintain"}:
        return "level"
    if lead.id != "maintain" and not moved_to and not _REACHES.search(reading.predicate):
        reading.direction = lead.direction
        return _change_kind(amount, reading, lead.direction)
    reading.direction = lead.direction
    return "level"


def _change_kind(amount: Amount, reading: Reading, direction: Direction | None) -> Kind:
    if amount.unit in {"%", "permille"}:
        if reading.yearly or (reading.previous_year and direction == "increase"):
            return "growth_rate"
        return "relative_change"
    return "relative_change" if amount.unit == "1" else "absolute_change"


def _amount_kind(reading: Reading, verb: Predicate | None, lead: Predicate | None, noun: str, moved_to: bool) -> Kind:
    if moved_to and verb is not None and verb.id in {"increase", "decrease"}:
        return "level"
    actor = next((v for v in (verb, lead) if v is not None and v.kind == "absolute_change"), None)
    if actor is None and lead is not None and lead.id in {"increase", "decrease"}:
        if moved_to:
            reading.direction = reading.direction or lead.direction
            return "level"
        actor = lead
    if actor is not None:
        reading.direction = reading.direction or actor.direction
        return "absolute_change"
    loss = None if reading.carried else _LOSS_NOUN.search(noun)
    if loss or (not reading.carried and _GAIN_NOUN.search(noun)):
        reading.direction = reading.direction or ("decrease" if loss else "increase")
        return "absolute_change"
    if moved_to and reading.direction is None and lead is not None:
        reading.direction = lead.direction
    return "level"
