"""Quantities in Chinese policy texts: number, multiplier, unit, and the comparison words around them."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Comparison
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.knowledge.units import Unit, alternation, units_zh
from docanalyzer.languages.base import Amount, Span2, Unread
from docanalyzer.languages.zh.numerals import multiplier, parse_numeral
from docanalyzer.linguistics import View

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MULTIPLIER = r"(?:万亿|[十百千]?[万亿]|[百千])"
_ODD = "余多来"
_RANGE = re.compile(r"\s?(?:-|—{1,2}|–|－|~|〜|至|到|―)\s?")
_SHARED = re.compile(r"\s?(?:、|和|与|及|以及|或|/)\s?(?:约|近)?")
_PRE = re.compile(
    r"(?:(?P<ge>不低于|不少于|不小于|不低|至少|最少|最低|超过|超出|突破|高于|大于|多于|逾|≥|>|超|达到或超过|大于等于|不得低于|不得少于|不弱于|高出)"
    r"|(?P<le>不超过|不高于|不大于|不多于|低于|少于|小于|最多|最高|至多|≤|<|不足|不到|未超过|不得超过|不得高于|不得大于|小于等于|未达到?)"
    r"|(?P<about>大约|约为?|将近|接近|近|大概|左右))(?:了|到|至|为|全国平均)?\s?$"
)
_POST = re.compile(
    r"\s?(?:[(（][^)）]{0,12}[)）])?(?:的?(?P<ge>及以上|或以上|以上|之上|及其以上)|(?P<le>及以下|或以下|以下|以内|之内|之下)|(?P<about>左右|上下))"
)
_MORE = re.compile(r"[余多]")
_WITHIN = re.compile(r"控制在[^，。；]{0,6}$")
_NUMERAL = r"[一二两三四五六七八九十百千零〇]+(?:点[零〇一二三四五六七八九]+)?"


@cache
def _classifiers() -> tuple[str, ...]:
    return tuple(read_toml("counts.toml")["zh"]["classifiers"])


@cache
def _word_counts() -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in read_toml("counts.toml")["zh"].items()}


@cache
def _units() -> dict[str, Unit]:
    return units_zh() | {c: Unit("count", "count", 1.0) for c in _classifiers()}


@cache
def _number_pattern() -> re.Pattern[str]:
    unit = alternation(tuple(_units()))
    return re.compile(
        rf"(?P<n>{_NUMBER})(?P<odd1>[{_ODD}几])?\s?(?P<m>{_MULTIPLIER}(?![级大])(?:[余多]?万)?)?(?P<odd2>[{_ODD}])?\s?"
        rf"(?:(?P<u>{unit})(?:\s?/\s?(?P<dm>{_MULTIPLIER})?(?P<d>{unit}|年|a|日|d|时|人年))?)?"
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    unit = alternation(tuple(s for s in _units() if s not in _word_counts()["digits_only"] and not s.isascii()))
    counted = alternation(_word_counts()["words"])
    return re.compile(
        rf"(?P<pct>百分之(?P<pn>{_NUMERAL}|{_NUMBER}))"
        rf"|(?P<frac>(?P<fd>{_NUMERAL}|\d+)分之(?P<fn>{_NUMERAL}|\d+))"
        rf"|(?P<times>翻(?P<tn>[一两二三四])番|翻番)"
        rf"|(?P<tenth>(?<![第十百])(?P<cn>[一二两三四五六七八九])成(?!立|为|功|果|效|熟|本|就|都|员|绩|长|型|分|品|交|份|人|套|片|林|网|链|体|群|批|形|建|因|家)(?P<half>半)?)"
        rf"|(?P<one>(?:提高|增长|增加|扩大|增|高出|上升)(?:了|近|约|到)?(?P<on>[一两二三四五六七八九十]+)倍)"
        rf"|(?P<halfway>(?:一半|过半|近半|半数)(?!导|径|岛|年))"
        rf"|(?<![第十百千万亿一二两三四五六七八九零〇])(?P<n>{_NUMERAL})(?P<m>[万亿]+)(?P<odd>[{_ODD}])?(?P<u>{unit})"
        rf"|(?<![第十百千万亿一二两三四五六七八九零〇“])(?P<w>[二两三四五六七八九十]+)(?P<c>{counted})"
    )


def find_amounts(view: View, periods: list[Mention[Span2]]) -> tuple[list[Amount], list[Unread]]:
    """Quantities of the Chinese part, in order, and the numbers that are none, each with the reason."""
    text = view.text
    tokens = _digit_tokens(text, periods)
    tokens += _word_tokens(text, periods)
    tokens.sort()
    return _assemble(text, tokens)


_Token = tuple[int, int, float, Unit | None, float, str, str, str]  # start, end, value, unit, factor, code, odd, form


def _digit_tokens(text: str, periods: list[Mention[Span2]]) -> list[_Token]:
    units = _units()
    tokens: list[_Token] = []
    spans = iter(periods)
    period = next(spans, None)
    for m in _number_pattern().finditer(text):
        start, end = m.span()
        while period is not None and period.end <= start:
            period = next(spans, None)
        if period is not None and period.start <= start:
            continue
        before = text[start - 1] if start else " "
        if before == "." or (before.isascii() and (before.isalnum() or before in "_/#")):
            tokens.append((start, end, 0.0, None, 0.0, "", "", "name"))
            continue
        number = m["n"]
        value = float(number.replace(",", ""))
        odd = (m["odd1"] or "") + (m["odd2"] or "")
        multiple = m["m"]
        factor = multiplier(_MORE.sub("", multiple)) if multiple else 1.0
        if multiple and _MORE.search(multiple):
            odd += "余"
        surface = m["u"]
        if surface is None:
            bare_end = m.end("m") if multiple else m.end("n")
            tokens.append((start, bare_end, value, None, factor, "", odd, "万" if multiple else ""))
            continue
        unit = units[surface]
        after = text[end] if end < len(text) else " "
        reason = _not_a_unit(text, m, surface, before, after)
        if reason:
            tokens.append((start, end, value, None, factor, "", odd, reason))
            continue
        code, size = unit.code, unit.factor
        denominator = m["d"]
        if denominator:
            code, size, shift = _per(unit, m["dm"], denominator)
            end = end if shift else m.end("u")
        if code == "count" and denominator is None and surface == "口" and after == "径":
            continue
        tokens.append((start, end, value, unit, factor * size, code, odd, surface))
    return tokens


_PER_UNITS = {"年": ("year", 1.0), "a": ("year", 1.0), "日": ("day", 1.0), "d": ("day", 1.0), "时": ("hour", 1.0)}


def _per(unit: Unit, multiple: str | None, denominator: str) -> tuple[str, float, bool]:
    """Unit code and factor of a compound such as 吨标准煤/万元."""
    if denominator in _PER_UNITS:
        per, size = _PER_UNITS[denominator]
    else:
        row = _units()[denominator]
        per, size = row.code, row.factor
    return f"{unit.code}/{per}", unit.factor / (size * (multiplier(multiple) if multiple else 1.0)), True


def _not_a_unit(text: str, m: re.Match[str], surface: str, before: str, after: str) -> str:
    """Why a number with what looks like a unit is no quantity; empty where it is one."""
    if before == "第" or (before in "“‘" and after in "”’"):
        return "ordinal" if before == "第" else "name"
    if surface == "年":
        if m["m"] or re.search(
            r"(?:不少于|不低于|不超过|至少|延长至?|缩短至?|寿命|期限为?|有效期为?|年限[^，。]{0,4}|超过|满)$", text[max(0, m.start() - 6) : m.start()]
        ):
            return ""
        return "duration"
    if surface in {"日", "月"}:
        return "" if surface == "日" and after == "内" else "date"
    if surface in {"度", "方", "兆", "立方"} and not m["m"]:
        return "unknown_unit"
    if surface.isascii() and after.isascii() and after.isalnum():
        return "name"
    if surface in {"个", "项", "条"} and text.startswith(("方面", "百分"), m.end()):
        return "ordinal"
    if surface == "米" and text.startswith(("字", "兰"), m.end()):
        return "name"
    if surface in {"号", "级", "类", "版", "期", "届"}:
        return "ordinal"
    if surface == "次" and text.startswith(("会议", "全会", "全体"), m.end()):
        return "ordinal"
    if surface == "条" and before in "〔(（":
        return "article_number"
    return ""


def _word_tokens(text: str, periods: list[Mention[Span2]]) -> list[_Token]:
    units = _units()
    rows = _word_counts()
    vetoes = rows["not_counted"]
    tokens: list[_Token] = []
    spans = iter(periods)
    period = next(spans, None)
    one = Unit("times", "1", 1.0)
    percent = Unit("percent", "%", 1.0)
    for m in _word_pattern().finditer(text):
        start, end = m.span()
        while period is not None and period.end <= start:
            period = next(spans, None)
        if period is not None and period.start <= start:
            continue
        form = m.lastgroup
        if m["pct"]:
            value = parse_numeral(m["pn"]) if not m["pn"][0].isdigit() else float(m["pn"].replace(",", ""))
            if value is not None:
                tokens.append((start, end, value, percent, 1.0, "%", "", "百分之"))
        elif m["frac"]:
            low = float(m["fd"]) if m["fd"].isdigit() else parse_numeral(m["fd"])
            top = float(m["fn"]) if m["fn"].isdigit() else parse_numeral(m["fn"])
            if low and top is not None and low < 1000:
                tokens.append((start, end, round(top / low, 4), one, 1.0, "1", "", "分之"))
        elif m["times"]:
            value = float(2 ** int(parse_numeral(m["tn"]) or 1)) if m["tn"] else 2.0
            tokens.append((start, end, value, one, 1.0, "1", "", "番"))
        elif m["tenth"]:
            value = (parse_numeral(m["cn"]) or 0) * 10 + (5 if m["half"] else 0)
            tokens.append((start, end, value, percent, 1.0, "%", "", "成"))
        elif m["one"]:
            value = parse_numeral(m["on"])
            if value:
                tokens.append((m.start("on"), end, value, one, 1.0, "1", "", "倍"))
        elif m["halfway"]:
            tokens.append((start, end, 50.0, percent, 1.0, "%", "", "半"))
        elif m["w"]:
            if text.startswith(vetoes, end) or text.startswith(vetoes, start):
                continue
            value = parse_numeral(m["w"])
            if value:
                tokens.append((start, end, value, Unit("count", "count", 1.0), 1.0, "count", "", m["c"]))
        else:
            value = parse_numeral(m["n"])
            unit = units[m["u"]]
            if value is not None and form:
                tokens.append((start, end, value, unit, multiplier(m["m"]) * unit.factor, unit.code, m["odd"] or "", m["u"]))
    return tokens


def _assemble(text: str, tokens: list[_Token]) -> tuple[list[Amount], list[Unread]]:
    """Join ranges, lend a unit to the numbers before it, read the comparison words."""
    amounts: list[Amount] = []
    unread: list[Unread] = []
    pending: list[_Token] = []  # numbers without a unit that a later member of the list may lend one
    range_from: _Token | None = None
    last_end = -1
    for i, token in enumerate(tokens):
        start, end, value, unit, factor, code, odd, form = token
        if start < last_end:
            continue
        last_end = end
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        joins_range = False
        if following is not None and following[0] - end <= 4:
            gap = text[end : following[0]]
            joins_range = bool(_RANGE.fullmatch(gap)) and form not in {"name", "duration", "date"}
            if joins_range and gap.strip() in {"到", "至"} and unit is not None and text[max(0, start - 1) : start] in {"从", "由"}:
                joins_range = False
        if joins_range and range_from is None and following is not None and (unit is None or code == following[5]):
            range_from = token
            continue
        if unit is None:
            if range_from is not None:
                unread.append(Unread(range_from[0], range_from[1], range_from[7] or "unknown_unit"))
                range_from = None
            shares = form in {"", "万"} and following is not None and bool(_SHARED.fullmatch(text[end : following[0]]))
            if shares:
                pending.append(token)
                continue
            for lost in [*pending, token]:
                unread.append(Unread(lost[0], lost[1], lost[7] if lost[7] not in {"", "万"} else "unknown_unit"))
            pending = []
            continue
        for lent in pending:
            scale = factor if lent[4] == 1.0 else lent[4] * unit.factor
            amounts.append(_amount(text, lent[0], lent[1], lent[2] * scale, lent[2] * scale, code, lent[6], form))
        pending = []
        low = high = value * factor
        begin = start
        if range_from is not None:
            first = range_from
            range_from = None
            scale = factor if first[3] is None and first[4] == 1.0 else (first[4] if first[3] else first[4] * unit.factor)
            low, begin = first[2] * scale, first[0]
            if low > high:
                unread.append(Unread(first[0], first[1], "unknown_unit"))
                low, begin = high, start
        amounts.append(_amount(text, begin, end, low, high, code, odd, form))
    for lost in pending:
        unread.append(Unread(lost[0], lost[1], "unknown_unit"))
    return amounts, unread


def _amount(text: str, start: int, end: int, low: float, high: float, code: str, odd: str, form: str) -> Amount:
    low, high = _tidy(low), _tidy(high)
    comparison: Comparison = "eq" if low == high else "range"
    approximate = "来" in odd
    if comparison == "eq" and ("余" in odd or "多" in odd):
        comparison = "ge"
    head, tail = start, end
    before = _PRE.search(text, max(0, start - 8), start)
    if before:
        head = before.start()
        if before["about"]:
            approximate = True
        elif comparison != "range":
            comparison = "ge" if before["ge"] else "le"
    elif form == "半" and text[start] in "过近":
        comparison = "ge" if text[start] == "过" else comparison
        approximate = text[start] == "近"
    after = _POST.match(text, end)
    if after:
        tail = after.end()
        if after["about"]:
            approximate = True
        elif comparison != "range":
            comparison = "ge" if after["ge"] else "le"
    elif code == "1" and form == "倍" and text.startswith("多", end):
        comparison, tail = "ge", end + 1
    counted = form if code == "count" else None
    return Amount(start, end, low, high, code, comparison, approximate, counted, head, tail, form)


def _tidy(value: float) -> float:
    """Undo the noise of binary fractions that multiplying a decimal leaves (0.95 x 10000)."""
    return float(f"{value:.12g}")
