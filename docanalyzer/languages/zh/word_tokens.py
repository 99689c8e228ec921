"""Chinese numbers in characters, each with the unit that stands at it: 百分之五, 三成, 翻一番, 五家, 几十万元."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.units import alternation, units_zh
from docanalyzer.languages.base import When
from docanalyzer.languages.places import matches_at, opening
from docanalyzer.languages.zh.numerals import multiplier, parse_numeral
from docanalyzer.languages.zh.tokens import (
    DISCOUNT_VETO,
    LIANG,
    NUMBER,
    TENTHS_VETO,
    Token,
    counts,
    is_money,
    number_value,
    outside,
    units,
)

_ODD = "余多来"
# No number has more characters; a bound, because each form of a number tries the whole run again from every character.
_NUMERAL = r"[一二两三四五六七八九十百千零〇]{1,16}(?:点[零〇一二三四五六七八九]{1,8})?"
# 一万二千三百: with 万 and 亿 inside; a numeral torn by blanks (百分之五 十); sums written out (肆佰叁拾万).
_LONG = (
    r"[一二两三四五六七八九十百千零〇][一二两三四五六七八九十百千万亿零〇佰仟]{0,20}"
    r"(?:点[零〇一二三四五六七八九]{1,8})?"
)
_TORN = r"[一二两三四五六七八九十百千零〇](?:[ ]{0,3}(?:[一二两三四五六七八九十千零〇点]|百(?!分))){0,12}"
_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
# What may follow the first character of a numeral, beside the first one of a unit.
_SECOND = "一二两三四五六七八九十百千万亿零〇佰仟半点分成折倍块个余多到至~－—- "
_FORMAL = r"[壹贰叁肆伍陆柒捌玖][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{1,20}"
# Where 块 is money and no piece: 花费我三块.
_SPENT = re.compile(r"(?:花费?|付|价|售价|卖|赚|只要|仅需|收费|便宜|值|共|钱)[了我你他是为]?$")


@cache
def _numerals() -> re.Pattern[str]:
    digits_only = counts()["digits_only"]
    wordy = tuple(s for s in units() if s not in digits_only and not s.isascii())
    money = sorted(surface for surface, unit in units_zh().items() if is_money(unit.code))
    measured = alternation([*counts()["with_numerals"], *money])
    before = r"(?<![第十百千万亿一二两三四五六七八九零〇几数每“最])"
    return re.compile(
        rf"(?:(?P<pct>百[ ]{{0,3}}分[ ]{{0,3}}之[ ]{{0,3}}(?P<pn>百(?!分|万)|{_TORN}|{NUMBER})(?P<pk>[kK])?)"
        rf"|(?P<frac>(?P<fd>[百千万亿]{{1,4}}|{_NUMERAL}|\d{{1,9}})分之(?P<fn>{_NUMERAL}|\d+(?:\.\d+)?))"
        rf"|(?P<points>(?P<qn>{_TORN}万?)[ ]{{0,4}}个[ ]{{0,3}}百[ ]{{0,3}}分[ ]{{0,3}}点)"
        rf"|(?P<discount>(?<![第\d.曲波转周骨])(?:(?P<dh>(?<=打)对|半)|(?P<dn>{_TORN}"
        rf"|[{_FORMAL_DIGITS}](?:[ ]?点[ ]?[一二三四五六七八九])?))[ ]?折"
        rf"(?![{DISCOUNT_VETO}]))"
        rf"|(?P<times>翻(?P<tn>[一两二三四])番|翻番)"
        rf"|(?P<tenth>(?<![第十百])(?P<cn>[一二两三四五六七八九十](?:[ ]?点[ ]?[一二三四五六七八九])?)[ ]?成"
        rf"(?![{TENTHS_VETO}])(?P<half>半)?)"
        rf"|(?P<some>(?<![第十百千万亿一二两三四五六七八九零〇\d好])[几数](?P<sm>[十百千万亿]{{1,4}})(?P<so>[余多])?"
        rf"(?P<su>块(?!钱)|{alternation(money)}))"
        rf"|(?P<near>{before}(?P<ap>[一二三四五六七八九])(?P<aq>[二三四五六七八九])(?P<am>[十百千万亿]{{1,4}})"
        rf"(?P<au>块(?!钱)|{measured}))"
        rf"|(?P<kuai>{before}(?P<kn>{_LONG})块"
        rf"(?:(?P<kt>[一二三四五六七八九])[毛角](?:(?P<kf>[一二三四五六七八九])分?)?|(?!钱)))"
        rf"|(?P<formal>(?P<zn>{_FORMAL})(?P<zu>圆整|元整|圆|元))"
        rf"|(?P<fold>{before}(?P<on>[一两二三四五六七八九十]{{1,5}})倍(?!增计划))"
        rf"|(?P<halfway>(?:一半|过半|近半|半数)(?!导|径|岛|年))"
        rf"|(?P<big>{before}(?P<bn>{_NUMERAL})(?P<bm>个亿|[万亿]{{1,3}})(?P<bo>[{_ODD}])?(?P<bu>{alternation(wordy)}))"
        rf"|(?P<round>(?<![第十百千万亿一二两三四五六七八九零〇\d每“几数])(?P<rp>上|超|过|近|破|突破)?(?P<rn>[百千万]亿?|十亿|亿)(?P<ro>[余多])?"
        rf"(?P<ru>{alternation(counts()['round_units'])}))"
        rf"|(?P<measured>{before}(?P<mn>{_LONG})(?P<mo>[余多])?(?P<mu>{measured})(?P<mh>半(?![年径导岛数成月天个日]))?)"
        rf"|(?P<lower>{before}(?P<ln>{_LONG})(?=[到至~－—-]{{1,2}}(?:{_LONG}|\d{{1,9}}[百千万亿]{{0,2}})(?:{measured})))"
        rf"|(?P<counted>{before}(?P<w>[二两三四五六七八九十百]{{1,5}})(?P<co>[余多])?(?P<c>{alternation(counts()['words'])})))"
    )


@cache
def _places() -> re.Pattern[str]:
    """The first characters of those forms, each with what may be the second one."""
    surfaces = (*units(), *units_zh(), *counts()["with_numerals"], *counts()["words"], *counts()["round_units"])
    behind = re.escape("".join({surface[0] for surface in surfaces} | set(_SECOND)))
    return opening(
        ("一二两三四五六七八九十百千零〇万亿", f"[{behind}]"),
        (_FORMAL_DIGITS, f"[{_FORMAL_DIGITS}拾佰仟万亿零 点折]"),
        ("上超过近破", "[十百千万亿半]"),
        ("突", "破[十百千万亿]"),
        ("几数", "[十百千万亿]"),
        ("翻", "[一两二三四番]"),
        ("半", "[ 折数]"),
        ("对", "[ 折]"),
        (r"\d", r"\d{0,8}分之"),
    )


def word_tokens(text: str, periods: list[Mention[When]]) -> list[Token]:
    """Numbers in characters: 百分之五, 三成, 翻一番, 五家, 千余家."""
    tokens: list[Token] = []
    for m in outside(matches_at(_places(), _numerals(), text), periods):
        token = _READERS[m.lastgroup or ""](text, m)
        if token is not None and token.value:
            tokens.append(token)
    return tokens


def _percent(text: str, m: re.Match[str]) -> Token | None:
    value = number_value(m["pn"])
    return None if value is None else Token(*m.span(), value, 1000.0 if m["pk"] else 1.0, "%", "", "百分之")


def _points(text: str, m: re.Match[str]) -> Token | None:
    """Percentage points in a line torn by blanks."""
    scale = 10_000.0 if m["qn"].endswith("万") else 1.0
    value = parse_numeral(m["qn"].rstrip("万"))
    return None if value is None else Token(*m.span(), value, scale, "pp", "", "个百分点")


def _discount(text: str, m: re.Match[str]) -> Token | None:
    """打八折 is 80 %, 九九折 99 %, 对折 half."""
    if m["dh"]:
        return Token(*m.span(), 50.0, 1.0, "%", "", "折")
    written = "".join(m["dn"].split())
    value = number_value(written)
    if value is None or not 0 < value < 100 or value == 10:
        return None
    return Token(*m.span(), value * 10 if value < 10 else value, 1.0, "%", "", "折")


def _formal(text: str, m: re.Match[str]) -> Token | None:
    value = parse_numeral(m["zn"])
    return None if value is None else Token(*m.span(), value, 1.0, "CNY", "", m["zu"])


def _lower(text: str, m: re.Match[str]) -> Token | None:
    """The lower end of a range, whose unit and multiplier stand at the upper one: 两到三万元."""
    value = parse_numeral(m["ln"])
    return None if value is None else Token(*m.span(), value, 1.0, "", "", "")


def _fraction(text: str, m: re.Match[str]) -> Token | None:
    below = multiplier(m["fd"]) if not m["fd"].strip("百千万亿") else number_value(m["fd"])
    above = number_value(m["fn"])
    if not below or above is None:
        return None
    if m["fd"] == "千":
        return Token(*m.span(), above, 1.0, "permille", "", "分之")
    return Token(*m.span(), float(f"{above / below:.4g}"), 1.0, "1", "", "分之")


def _doublings(text: str, m: re.Match[str]) -> Token | None:
    return Token(*m.span(), float(2 ** int(parse_numeral(m["tn"] or "一") or 1)), 1.0, "1", "", "番")


def _tenths(text: str, m: re.Match[str]) -> Token | None:
    return Token(
        *m.span(), (number_value("".join(m["cn"].split())) or 0) * 10 + (5 if m["half"] else 0), 1.0, "%", "", "成"
    )


def _fold(text: str, m: re.Match[str]) -> Token | None:
    return Token(m.start("on"), m.end(), parse_numeral(m["on"]) or 0, 1.0, "1", "", "倍")


def _half(text: str, m: re.Match[str]) -> Token | None:
    return Token(*m.span(), 0.5, 1.0, "1", "", "半")


def _big(text: str, m: re.Match[str]) -> Token | None:
    unit = units()[m["bu"]]
    if m["bn"] in {"百", "千"} or text.startswith("级", m.end()):
        return None  # 百亿县区, 百万千瓦级: an order of magnitude in a name
    value = parse_numeral(m["bn"]) or 0
    return Token(*m.span(), value, multiplier(m["bm"]) * unit.factor, unit.code, m["bo"] or "", m["bu"], unit.factor)


def _round(text: str, m: re.Match[str]) -> Token | None:
    """千余家, 百余项, 上万亿元, 万种: a multiplier alone; without 余 or 超 only a plain classifier may follow."""
    if text.startswith("级", m.end()) or not (m["ro"] or m["rp"] or m["ru"] in {"种", "项", "名"}):
        return None
    unit = units()[m["ru"]]
    odd = m["ro"] or ("余" if m["rp"] in {"超", "过", "突破", "破"} else "")
    return Token(m.start("rn"), m.end(), 1.0, multiplier(m["rn"]) * unit.factor, unit.code, odd, m["ru"], unit.factor)


def _some(text: str, m: re.Match[str]) -> Token | None:
    """几十万块, 数十亿元: from one to ten of what the words say; only of money."""
    size = 1.0 if m["su"] == "块" else units()[m["su"]].factor
    code = "CNY" if m["su"] == "块" else units()[m["su"]].code
    factor = multiplier(m["sm"]) * size
    return Token(*m.span(), 10.0, factor, code, "", m["su"], size, 1.0)


def _near(text: str, m: re.Match[str]) -> Token | None:
    """四五千块钱: two numbers that follow each other."""
    low, high = parse_numeral(m["ap"]) or 0, parse_numeral(m["aq"]) or 0
    if high != low + 1:
        return None
    unit = units()[m["au"]] if m["au"] != "块" else units()["块钱"]
    return Token(*m.span(), high, multiplier(m["am"]) * unit.factor, unit.code, "", m["au"], unit.factor, low)


def _kuai(text: str, m: re.Match[str]) -> Token | None:
    """十块三毛; 三块 alone only behind a word of spending."""
    value = parse_numeral(m["kn"])
    if value is None or (m["kt"] is None and not _SPENT.search(text, max(0, m.start() - 4), m.start())):
        return None
    value += (parse_numeral(m["kt"] or "零") or 0) / 10 + (parse_numeral(m["kf"] or "零") or 0) / 100
    return Token(*m.span(), round(value, 4), 1.0, "CNY", "", "块")


def _measured(text: str, m: re.Match[str]) -> Token | None:
    surface, value = m["mu"], parse_numeral(m["mn"])
    end = m.end()
    if value is None or (m["mn"] == "一" and (surface in {"天", "小时", "次"} or text.endswith("最后", 0, m.start()))):
        return None
    if surface == "日" and not text.startswith(("内", "以内", "之内"), end):
        return None
    if (surface in {"元", "圆", "克"} and len(m["mn"]) == 1) or (surface == "两" and not LIANG.match(text, end)):
        return None
    value += 0.5 if m["mh"] else 0.0
    unit = units()[surface]
    return Token(m.start(), end, value, unit.factor, unit.code, m["mo"] or "", surface, unit.factor)


def _counted(text: str, m: re.Match[str]) -> Token | None:
    vetoes = counts()["not_counted"]
    if text.startswith(vetoes, m.end()) or text.startswith(vetoes, m.end("w")) or text.startswith(vetoes, m.start()):
        return None
    if text.endswith(("这", "那", "前", "后", "水", "土", "气", "人"), 0, m.start()):
        return None
    return Token(*m.span(), parse_numeral(m["w"]) or 0, 1.0, "count", m["co"] or "", m["c"])


_READERS = {
    "pct": _percent,
    "points": _points,
    "discount": _discount,
    "some": _some,
    "near": _near,
    "kuai": _kuai,
    "formal": _formal,
    "lower": _lower,
    "frac": _fraction,
    "times": _doublings,
    "tenth": _tenths,
    "fold": _fold,
    "halfway": _half,
    "big": _big,
    "round": _round,
    "measured": _measured,
    "counted": _counted,
}
