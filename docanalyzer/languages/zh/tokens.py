"""Numbers of a Chinese text, each with the unit that stands at it: the raw material of quantities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.knowledge.units import Unit, alternation, units_zh
from docanalyzer.languages.base import When
from docanalyzer.languages.places import matches_at
from docanalyzer.languages.zh.numerals import multiplier, parse_numeral

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![$￥¥€£\d.])\d{1,3}(?:，\d{3}(?!\d))+(?:\.\d+)?|\d+(?:\.\d+)?"
# 千 and 百 before the name of a unit belong to it: 12千瓦时, 百公里 as a denominator stays a multiplier.
_MULTIPLIER = (
    r"(?:[kK](?=元|块|个百分点)|[wW](?=元|块)|万亿|个亿|[十百千]?[万亿]|[百千佰仟](?!分点|[瓦米克伏帕焦卡乏兆]))"
)
# 微克每立方米: a stroke in words, before these only; 每亩补助 opens a clause of its own.
_EACH = r"每(?=立方米|平方米|平方公里|千瓦时|小时|公里(?!的)|升|万元(?:[^补奖给]|$))"
_DIGIT = re.compile(r"\d")
_ODD = "余多来"
_MORE = re.compile(r"[余多]")
# 打八折: discounts; 折合, 折旧 and their like are other words.
DISCOUNT_VETO = "合算旧标射叠返线腾磨实现页断纯百扣减服损煤"
TENTHS_VETO = "立为功果效熟本就都员绩长型分品交份人套片林网链体群批形建因家年"
# 2成, 8折: tenths in digits.
_TENTHS = re.compile(rf" ?(?:(成)(?![{TENTHS_VETO}])|(折)(?![{DISCOUNT_VETO}]))")
_TORN_DIGIT = re.compile(r"(?<![\d.])([1-9]) $")
# 两 is a mass only where nothing follows that it could count: 三十两, 两万两白银.
LIANG = re.compile(r"$|[，。；、,.\s]|重|白银|黄金")
_SYMBOLS = {"$": "USD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP"}
_YEARS_MEASURED = re.compile(
    r"(?:不少于|不低于|不超过|至少|延长至?|缩短至?|寿命|期限为?|有效期为?|年限[^，。]{0,4}|超过|满|龄)$"
)
_YEARS_CONDITION = re.compile(r"(?:及)?以[上下](?:的|[一-鿿](?!续))")
_RATIO_BEFORE = re.compile(r"比例?(?:为|达|达到|不低于|不高于|不超过|控制在|提高到|约为|按)?\s?$")
# Indices and coefficients have no unit; a number after one of them is a plain ratio.
_BARE_RATIO = re.compile(
    r"(?:系数|指数|倍差|收入比|差距比|比值|容积率|满意度|得分|基尼)"
    r"(?:[^，。；：、\d]{0,10}(?:19|20)\d\d年(?:底|末)?)?的?[^，。；：、\d]{0,10}$"
)
_FROM_TO = re.compile(r"(?:提高|提升|增加|上升|增长|降低|下降|缩小|扩大|减少|优化|回落)(?:到|至|为)\s?$")
# Units that are the first character of another word: 口径, 周年.
_OTHER_WORDS = frozenset({("口", "径"), ("周", "年"), ("周", "边"), ("米", "字"), ("米", "兰"), ("点", "击")})
# 连续16个季度 tells how long, 居全国前10位 and 由300位上升到200位 which place: no quantities.
_RANK = re.compile(r"(?:前|列|居|第)[^，。；\d]{0,4}$|(?:排名|位次|名次)[^，。；]{0,14}$")
# 增速为-2.3%, 气温-5℃: a minus behind a word; after a year or another number it is a stroke.
_MINUS = re.compile(r"(?:[一-鿿](?<![年月日号])|[（(：:，,至到~])[-−]$")
_SIGNED = frozenset({"%", "Cel", "permille"})
# O3-8h: part of a symbol.
_SYMBOL = re.compile(r"[A-Za-z]\d{0,2}-$")
# 减少2/3以上: a fraction; 3/15 alone may be a date.
_STROKE = re.compile(r"/(\d{1,2})(?![\d/])\s?(?=以上|以下|左右|以内|的)")
_CELSIUS = re.compile(r"摄氏(?:\d+(?:\.\d+)?(?:至|到|-|—|~))?$")
# 2.4   个百分 点: torn by blanks.
_SHARE_STARTS = frozenset({" ", "个", "成", "折"})
_TORN_POINTS = re.compile(r" {0,4}个 {0,3}百 {0,3}分 {0,3}点")
_PEOPLE_BEFORE = re.compile(r"(?:人口|人数|户数|用户|总数|数量)[^，。；：、\d]{0,8}$")
_PEOPLE_AFTER = re.compile(
    r"(?:名)?[一-鿿“]{0,14}?(?:人口|群众|居民|农民|学生|职工|劳动力|户|企业|儿童|老人|患者|用户|人员|人才|毕业生|家庭"
    r"|孕产妇|孕妇|产妇|妇女|婴幼儿|新生儿|青少年|青年|老年人|残疾人|群体|市民|村民|牧民|渔民|移民|乡亲|消费者|游客|旅客|志愿者"
    r"|参保者|学员|师生|教师|医生|护士|护理员|技工|工匠|工人|员工|职业农民|带头人|经营主体|市场主体|投资者|创业者|从业者|军人|党员|干部|网民)"
)


class Token(NamedTuple):
    """A number: its value without the ``factor`` of multiplier and unit; ``code`` is empty where it has no unit.

    ``odd`` holds 余, 多 or 来, ``form`` the surface of the unit or, without one, why there is none ("" for no
    special reason). ``size`` is the factor of the unit alone, for the numbers that it is lent to. ``least`` is the
    lower end where the number is itself a range (四五千元, 几十万元), before ``factor``.
    """

    start: int
    end: int
    value: float
    factor: float
    code: str
    odd: str
    form: str
    size: float = 1.0
    least: float | None = None


@cache
def counts() -> dict[str, tuple[str, ...]]:
    """The Chinese lists of ``counts.toml``."""
    return {key: tuple(value) for key, value in read_toml("counts.toml")["zh"].items()}


@cache
def units() -> dict[str, Unit]:
    """Units and classifiers by surface."""
    return units_zh() | {c: Unit("count", "count", 1.0) for c in counts()["classifiers"]}


def is_money(code: str) -> bool:
    """Whether a unit is a currency."""
    return len(code) == 3 and code.isupper()


@cache
def _digits() -> re.Pattern[str]:
    unit = alternation(tuple(units()))
    return re.compile(
        rf"(?P<n>{NUMBER})"
        rf"(?P<odd1>[{_ODD}几])? ?(?P<m>{_MULTIPLIER}(?![级大])(?:[余多]?万)?)?(?P<odd2>[{_ODD}])? ?"
        rf"(?:(?P<u>{unit})(?:(?: ?/ ?每?|{_EACH})"
        rf"(?:(?P<d>{unit}|年|a|日|d|时|人年|l)|(?P<dm>{_MULTIPLIER})(?P<dmu>{unit})))?)?"
    )


def outside(found: Iterable[re.Match[str]], periods: list[Mention[When]]) -> Iterator[re.Match[str]]:
    """Those of the matches that do not begin inside a period; both in order."""
    spans = iter(periods)
    period = next(spans, None)
    for m in found:
        start = m.start()
        while period is not None and period.end <= start:
            period = next(spans, None)
        if period is None or period.start > start:
            yield m


def digit_tokens(text: str, periods: list[Mention[When]]) -> list[Token]:
    """Numbers in digits."""
    tokens: list[Token] = []
    for m in outside(matches_at(_DIGIT, _digits(), text), periods):
        start, end = m.span()
        before = text[start - 1] if start else " "
        if before == "-" and _SYMBOL.search(text, max(0, start - 4), start):
            tokens.append(Token(start, end, 0.0, 0.0, "", "", "name"))
            continue
        if before == "." or (before.isascii() and (before.isalnum() or before in "_/#+")) or before in "×÷=":
            tokens.append(Token(start, end, 0.0, 0.0, "", "", "name"))
            continue
        value = number_value(m["n"]) or 0.0
        odd = (m["odd1"] or "") + (m["odd2"] or "")
        multiple = m["m"]
        factor = multiplier(_MORE.sub("", multiple)) if multiple else 1.0
        if multiple and _MORE.search(multiple):
            odd += "余"
        if m["u"] is None:
            bare_end = m.end("odd2") if m["odd2"] else m.end("m") if multiple else m.end("n")
            token = _bare(text, m, Token(start, bare_end, value, factor, "", odd, "万" if multiple else ""), before)
            if tokens and token.start <= tokens[-1].start:
                del tokens[-1]  # the 7 of 7 2 折
            tokens.append(token)
            continue
        reason = _not_a_unit(text, m, m["u"], before, text[end] if end < len(text) else " ")
        if reason:
            tokens.append(Token(start, end, value, factor, "", odd, reason))
            continue
        code, size = _per(m)
        form = m["u"]
        value += units()[form].offset
        if before in "-−" and code in _SIGNED and _MINUS.search(text, max(0, start - 2), start):
            start, value = start - 1, -value
        if form == "度" and _CELSIUS.search(text, max(0, start - 8), start):
            code, size = "Cel", 1.0
        tokens.append(Token(start, end, value, factor * size, code, odd, form, size))
    return tokens


def _per(m: re.Match[str]) -> tuple[str, float]:
    """Unit code and factor, of a compound such as 吨标准煤/万元 too."""
    unit = units()[m["u"]]
    if m["dmu"]:
        below = units()[m["dmu"]]
        return f"{unit.code}/{below.code}", unit.factor / (below.factor * multiplier(m["dm"]))
    if not m["d"]:
        return unit.code, unit.factor
    per = {"年": "year", "a": "year", "日": "day", "d": "day", "时": "hour", "l": "L"}.get(m["d"])
    if per is not None:
        return f"{unit.code}/{per}", unit.factor
    below = units().get(m["d"]) or Unit("count", "count", 1.0)
    return f"{unit.code}/{below.code}", unit.factor / below.factor


def _bare(text: str, m: re.Match[str], token: Token, before: str) -> Token:
    """A number without a unit: people after 万, a coefficient, 1:4, or nothing that measures."""
    end = token.end
    if before == "每":
        return token._replace(form="name")
    if before in _SYMBOLS:
        return token._replace(start=token.start - 1, code=_SYMBOLS[before], form=before)
    if m["m"]:
        if m["m"] != "万亿" and (
            _PEOPLE_AFTER.match(text, end) or _PEOPLE_BEFORE.search(text, max(0, token.start - 16), token.start)
        ):
            return token._replace(code="count", form="")
        return token
    follows = text[end : end + 1]
    share = _share_of(text, token, follows)
    if share is not None:
        return share
    if follows and follows.isascii() and (follows.isalnum() or follows in "-:~"):
        return token
    index = _BARE_RATIO.search(text, max(0, token.start - 30), token.start)
    if index or ("." in m["n"] and _FROM_TO.search(text, max(0, token.start - 6), token.start)):
        return token._replace(code="1", form="ratio")
    return token


def _share_of(text: str, token: Token, follows: str) -> Token | None:
    """A ratio of two numbers (1:4, 2/3), tenths in digits (2成, 8折) and points torn by blanks."""
    end = token.end
    if follows in _SHARE_STARTS:
        points = _TORN_POINTS.match(text, end)
        if points:
            return token._replace(end=points.end(), code="pp", form="个百分点")
        tenths = _TENTHS.match(text, end) if token.value <= 10 else None
        if tenths:
            half = bool(tenths[1]) and text.startswith("半", tenths.end())
            value = token.value * 10 + (5.0 if half else 0.0)
            torn = _TORN_DIGIT.search(text, max(0, token.start - 3), token.start) if tenths[2] else None
            if torn and token.value < 10:  # 7 2 折
                return token._replace(
                    start=torn.start(1), end=tenths.end(), value=float(torn[1]) * 10 + token.value, code="%", form="折"
                )
            return token._replace(end=tenths.end() + half, value=value, code="%", form=tenths[0].strip())
        return None
    if follows == ":" and _RATIO_BEFORE.search(text, max(0, token.start - 10), token.start):
        below = re.compile(r":(\d+(?:\.\d+)?)(?![:\d])").match(text, end)
        if below and float(below[1]):
            return token._replace(end=below.end(), value=round(token.value / float(below[1]), 4), code="1", form=":")
    if follows == "/" and (below := _STROKE.match(text, end)) and 0 < token.value < float(below[1]):
        share = round(token.value / float(below[1]), 4)
        return token._replace(end=below.end(), value=share, code="1", form="分之")
    return None


def _not_a_unit(text: str, m: re.Match[str], surface: str, before: str, after: str) -> str:
    """Why a number with what looks like a unit is no quantity; empty where it is one."""
    counts_nothing = _by_the_words_before(text, m.start(), surface, before, after)
    if counts_nothing:
        return counts_nothing
    if surface in {"年", "日", "月"}:
        return _not_a_time(text, m, surface, after)
    if surface in {"度", "方", "兆", "立方"} and not m["m"]:
        celsius = surface == "度" and _CELSIUS.search(text, max(0, m.start() - 8), m.start())
        return "" if celsius else "unknown_unit"
    if (surface.isascii() and after.isascii() and after.isalnum()) or (surface, after) in _OTHER_WORDS:
        return "name"
    if surface == "两" and not LIANG.match(text, m.end()):
        return "unknown_unit"
    if surface == "条" and before in "〔(（":
        return "article_number"
    parted = m.end("n") < m.start("u") and text[m.end("n")] == " "
    counts_up = (
        (parted and surface in counts()["places"])  # the number of a list item or a table row: 25 城市污水
        or surface in {"号", "级", "类", "版", "期", "届"}
        or text.startswith(("方面", "百分"), m.end())
        or (surface == "次" and text.startswith(("会议", "全会", "全体"), m.end()))
    )
    return "ordinal" if counts_up else ""


def _by_the_words_before(text: str, start: int, surface: str, before: str, after: str) -> str:
    if before in "第每":
        return "ordinal" if before == "第" else "name"
    if before in "“‘" and after in "”’":
        return "name"
    if text[max(0, start - 3) : start].rstrip().endswith("连续"):
        return "duration"
    ranked = surface in {"位", "名"} and _RANK.search(text, max(0, start - 18), start)
    return "ordinal" if ranked else ""


def _not_a_time(text: str, m: re.Match[str], surface: str, after: str) -> str:
    if surface == "年":
        measured = (
            m["m"]
            or _YEARS_MEASURED.search(text, max(0, m.start() - 6), m.start())
            or _YEARS_CONDITION.match(text, m.end())
        )
        return "" if measured else "duration"
    return "" if surface == "日" and after == "内" else "date"


def number_value(written: str) -> float | None:
    """The value of a number in digits or characters; None where it is not well formed."""
    return float(written.replace(",", "").replace("，", "")) if written[0].isdigit() else parse_numeral(written)
