"""The forms of dates and periods in Chinese, and what each says in days."""

from __future__ import annotations

import re
from datetime import date

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Relation
from docanalyzer.languages.base import When
from docanalyzer.languages.dates import Dates, first_day, iso, last_day, plan_years, plus_years, review_span
from docanalyzer.languages.places import opening
from docanalyzer.languages.zh.numerals import parse_numeral

_Y = r"(?:19|20)\d\d"
_BEFORE = r"(?:到|至|截至|截止到?|截止|于)"
_END = r"(?:年?年?底|年?年末)"
_PLAN_NUMBER = "一二三四五六七八九十"
# Months and days in digits or characters (十二月二十九号); a year is short where a month or its end follows (18年10月).
_M = r"(?:\d\d?|十[一二]?|[一二三四五六七八九])"
_D = r"(?:\d\d?|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YS = rf"(?:{_Y}|(?<!\d)0\d(?=\s?年)|(?<!\d)\d\d(?=\s?年\s?(?:{_M}\s?月|第?[一二三四]季度|年?[底末])))"
_TAIL = r"((?:及|或)?(?:之前|以前|前)|起|(?:及|或)?(?:以后|之后|后)|开始|以来|止)"
_REL = r"(?:上一年(?!度)|今年|本年(?!度)|去年|上年(?!度)|明年|前年|后年)"

# Where a form may begin.
PERIOD_PLACES = opening(
    ("12", r"\d\d\d"),
    ("到至截从自由在于", rf"\s?[“\"‘]?[\d{_PLAN_NUMBER}今本明去上前]"),
    (rf"“\"‘{_PLAN_NUMBER}", rf"[“\"‘{_PLAN_NUMBER}年]"),
    ("截", "[至止]"),
    ("过最近这今未此接用通经力", rf"[年后来下过去近两{_PLAN_NUMBER}\d]"),
    ("力", "争"),
    ("今本去上明前后", "年"),
    ("上", "一年|半年"),
    ("下", "半年"),
    ("0", r"\d\s?年"),
    ("1-4一二三四", "季度"),
    ("本上", "世纪|个?季度"),
    (r"\d", rf"\d世纪|\d年(?:{_M}月|第?[一二三四]季|年?[底末])|\d?\s?月"),
    ("年", "底前"),
    ("今", "明两年"),
    ("前", "三季度"),
    ("到至自从", rf"{_M}\s?月"),
    ("截", rf"至{_M}\s?月"),
    ("十", r"[一二]?\s?月"),
    ("一二三四五六七八九", r"\s?月"),
)
# One alternative for each form; the name of the group that matched is the form. Longer forms stand first.
PERIOD = re.compile(
    rf"""
    (?:
      (?P<fullrange>(?:从|自)?({_YS})\s?年\s?({_M})\s?月\s?({_D})\s?[日号]\s?
        (?:至|到|-|—+|–|~)\s?(?:({_YS})\s?年\s?)?(?:({_M})\s?月\s?)?({_D})\s?[日号]止?)
    | (?P<monthrange>(?:从|自)?({_YS})\s?年\s?({_M})\s?月?\s?
        (?:至|到|-|—+|–|~)\s?(?:({_YS})\s?年\s?)?({_M})\s?月份?)
    | (?P<numericrange>(?:从|自)?({_Y})[-/.](\d\d?)[-/.](\d\d?)起?\s?(?:至|到|-|—+|–|~)\s?
        ({_Y})[-/.](\d\d?)[-/.](\d\d?)(?!\d)止?)
    | (?P<numeric>({_BEFORE}|自|从)?\s?(?<![\d/.-])({_Y})(?:-(\d\d?)-|/(\d\d?)/|\.(\d\d?)\.)(\d\d?)(?![\d.])\s?{_TAIL}?)
    | (?P<years>(?<=[（(从自])({_Y})\s?(?:-|—+|–|~|至|到)\s?({_Y})(?=[）)，。]|$))
    | (?P<day>({_BEFORE}|自|从)?\s?({_YS})\s?年\s?({_M})\s?月\s?({_D})\s?[日号]{_TAIL}?)
    | (?P<month>({_BEFORE}|自|从)?\s?({_YS})\s?年\s?({_M})\s?月份?(底前|底|末前|末|之前|以前|前|起|以来)?)
    | (?P<firstmonths>({_Y}|{_REL})年?(?:度)?前({_M})个?月)
    | (?P<range>(?:从|自|由|在)?\s?({_Y})\s?年?度?\s?(?:-|—+|–|－|~|至|到|―)\s?({_Y})\s?年度?)
    | (?P<between>({_Y})\s?年(?:和|与|至|到)({_Y})\s?年之间)
    | (?P<half>({_BEFORE})?\s?({_YS})\s?年\s?
        (上半年|下半年|前半年|后半年|第?[一二三四]季度|[一二三四]季度|前三季度)(末|底)?(前)?)
    | (?P<yearend>({_BEFORE})?\s?({_YS})\s?{_END}(之前|以前|前)?)
    | (?P<by>(?:到|至|截至|截止到?)\s?({_Y})\s?年(?![\d底末]))
    | (?P<before>({_Y})\s?年(?:及|或)?(?:之前|以前|前(?![三后半]|期|{_M}个?月)))
    | (?P<since>(?:自|从)?\s?({_Y})\s?年(?:起|开始|以来|以后|后))
    | (?P<list>({_Y})(?=(?:\s?、\s?{_Y})*\s?(?:、|和|及|与|或)\s?{_Y}\s?年))
    | (?P<year>({_Y})\s?年度?(?!代))
    | (?P<plan>(到|至|截至)?[“"‘]?(十?[{_PLAN_NUMBER}])五[”"’]?\s?(?:规划|计划)?
        (?P<part>期间|时期|前期|中期|后期|期末|末期|末|以来|五年|初期|初))
    | (?P<ago>(?:过去|最近|近|这)([一二两三四五六七八九十]|\d{{1,2}})(?:个?年)(?:来|间|里)?
        |([一二两三四五六七八九十])年来)
    | (?P<ahead>(?:今后|未来|此后|接下来)(?:的)?([一二两三四五六七八九十]|\d{{1,2}})年
        |(?:用|通过|经过|力争)([一二两三四五六七八九十]|\d{{1,2}})年(?:左右)?的?(?:时间|努力|奋斗|左右))
    | (?P<decade>(上世纪|本世纪|(?:\d\d|[十二]?十[一二三四五六七八九]?)世纪)\s?(\d0|[二三四五六七八九]?十)年代)
    | (?P<relday>({_BEFORE}|自|从)?({_REL})({_M})\s?月份?(?:({_D})\s?[日号])?(底前|底|末前|末|之前|以前|前|起|以来)?)
    | (?P<rest>(?<![今明去每当本次上前\d一二两三四五六七八九十])年底前)
    | (?P<pair>今明两年)
    | (?P<quarter>(?<!年)(?<![第前后])(?:(本|上)个?季度|([一二三四1-4])季度|(前三季度)|([上下]半年)))
    | (?P<bare>({_BEFORE}|自|从)?
        (?<![\d.年每第十])(\d\d?|十[一二]?|[一二三四五六七八九]
        (?=月(?:底|末|份|前|起|[二三]?十?[一二三四五六七八九十]日)))\s?月
        (?!饼|球|嫂)\s?(?:({_D})\s?日)?
        (底前|底|末前|末|之前|以前|前|起|以来)?)
    | (?P<rel>(到|至|截至)?({_REL})
        (以来|年?底前|年?底|年末|上半年|下半年|前三季度|[一二三四]季度|起)?)
    | (?P<century>(到|至)?(?:本世纪|21世纪)(中叶|中期|末))
    )
    """,
    re.VERBOSE,
)
_BARE_REACH = 40
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前半年": (1, 6), "后半年": (7, 12), "前三季度": (1, 9)}


def number_of(written: str | None) -> int:
    """A day, month or year in digits or characters; a year of two digits is one of 1950 to 2049."""
    if not written:
        return 0
    return int(written) if written.isdigit() else int(parse_numeral(written) or 0)


def year_of(written: str | None) -> int:
    """A year, of two digits one of 1950 to 2049."""
    value = number_of(written)
    return value if value >= 100 else value + (2000 if value < 50 else 1900)


def _relation(lead: str | None, tail: str | None) -> Relation:
    if tail and tail.endswith(("起", "以来", "后", "开始")):
        return "from"
    if tail or (lead and lead not in {"自", "从", "于"}):
        return "by"
    return "during"


def bounded(first: str | None, last: str | None, relation: str) -> Dates | None:
    """What a first and a last day say under a relation; None where the calendar has no such day."""
    if last is None or first is None:
        return None
    if relation == "by":
        return None, last, "by"
    if relation == "from":
        return first, None, "from"
    return first, last, "during"


def _groups(m: re.Match[str], form: str) -> list[str | None]:
    """The sub-groups of the alternative that matched, in order."""
    first = _FIRST_GROUP[form]
    return [m.group(i) for i in range(first, first + _GROUP_COUNT[form])]


def _full_range(m: re.Match[str], issued: date | None) -> Dates | None:
    return _days(*_groups(m, "fullrange"))


def _numeric_range(m: re.Match[str], issued: date | None) -> Dates | None:
    return _days(*_groups(m, "numericrange"))


def _days(
    y1: str | None, m1: str | None, d1: str | None, y2: str | None, m2: str | None, d2: str | None
) -> Dates | None:
    """From one day to another; the second takes its year and month from the first where it names none."""
    first = iso(year_of(y1), number_of(m1), number_of(d1))
    last = iso(year_of(y2 or y1), number_of(m2 or m1), number_of(d2))
    return bounded(first, last, "during")


def _month_range(m: re.Match[str], issued: date | None) -> Dates | None:
    y1, m1, y2, m2 = _groups(m, "monthrange")
    if not (1 <= number_of(m1) <= 12 and 1 <= number_of(m2) <= 12):
        return None
    return first_day(year_of(y1), number_of(m1)), last_day(year_of(y2 or y1), number_of(m2)), "during"


def _day(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, year, month, day, tail = _groups(m, "day")
    return _one_day(lead, year_of(year), number_of(month), number_of(day), tail)


def _numeric(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, year, dashed, stroked, dotted, day, tail = _groups(m, "numeric")
    return _one_day(lead, year_of(year), number_of(dashed or stroked or dotted), number_of(day), tail)


def _one_day(lead: str | None, year: int, month: int, day: int, tail: str | None) -> Dates | None:
    at = iso(year, month, day)
    relation = _relation(lead, tail)
    if lead in {"自", "从"} and not tail:
        relation = "from"
    return bounded(at, at, relation)


def _month(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, year, month, tail = _groups(m, "month")
    return _one_month(lead, year_of(year), number_of(month), tail)


def _one_month(lead: str | None, year: int, month: int, tail: str | None) -> Dates | None:
    if not 1 <= month <= 12:
        return None
    relation = "from" if lead in {"自", "从"} else _relation(lead, tail)
    return bounded(first_day(year, month), last_day(year, month), relation)


def _first_months(m: re.Match[str], issued: date | None) -> Dates | None:
    """2021年前五个月."""
    named, months = _groups(m, "firstmonths")
    year = _named_year(named or "", issued)
    if year is None or not 1 <= number_of(months) <= 12:
        return None
    return first_day(year), last_day(year, number_of(months)), "during"


def _named_year(written: str, issued: date | None) -> int | None:
    """A year in digits, or 今年 and its like."""
    if written[0].isdigit():
        return int(written)
    return issued.year + YEARS_FROM[written] if issued else None


def _relative_day(m: re.Match[str], issued: date | None) -> Dates | None:
    """去年3月3日, 明年6月底前."""
    lead, named, month, day, tail = _groups(m, "relday")
    year = _named_year(named or "", issued)
    if year is None:
        return None
    return (
        _one_day(lead, year, number_of(month), number_of(day), tail)
        if day
        else _one_month(lead, year, number_of(month), tail)
    )


def _between(m: re.Match[str], issued: date | None) -> Dates | None:
    """2015年和2018年之间; （2016—2020）."""
    first, last = _groups(m, m.lastgroup or "between")
    if number_of(last) < number_of(first):
        return None
    return first_day(year_of(first)), last_day(year_of(last)), "during"


def _decade(m: re.Match[str], issued: date | None) -> Dates | None:
    """上世纪90年代."""
    century, tens = _groups(m, "decade")
    number = {"上世纪": 20, "本世纪": 21}.get(century or "") or number_of((century or "")[:-2])
    first = (number - 1) * 100 + number_of(tens)
    return first_day(first), last_day(first + 9), "during"


def _rest(m: re.Match[str], issued: date | None) -> Dates | None:
    return (None, last_day(issued.year), "by") if issued else (None, None, "by")


def _pair(m: re.Match[str], issued: date | None) -> Dates | None:
    return (first_day(issued.year), last_day(issued.year + 1), "during") if issued else (None, None, "during")


def _quarter(m: re.Match[str], issued: date | None) -> Dates | None:
    """A quarter or half without its year is one of the issue year; 本季度 and 上季度 stand on the day."""
    beside, number, three, half = _groups(m, "quarter")
    if issued is None:
        return None
    if beside:
        index = 4 * issued.year + (issued.month - 1) // 3 - (beside == "上")
        year, part = divmod(index, 4)
        return first_day(year, 3 * part + 1), last_day(year, 3 * part + 3), "during"
    if number:
        index = number_of(number)
        return first_day(issued.year, 3 * index - 2), last_day(issued.year, 3 * index), "during"
    first, last = _part_of_year(three or half or "")
    return first_day(issued.year, first), last_day(issued.year, last), "during"


def bare_month(m: re.Match[str], issued: date | None, before: Mention[When] | None) -> Dates | None:
    """A month without its year: that of the period just before, else of issue; a month alone only in a list."""
    lead, month, day, tail = _groups(m, "bare")
    near = before if before is not None and m.start() - before.end <= _BARE_REACH else None
    known = (near.value.end_date or near.value.start_date) if near else None
    if known is None or (day and issued and int(known[:4]) > issued.year):
        known = issued.isoformat() if issued and (day or (tail and (lead or tail != "前"))) else None
    if known is None or not 1 <= number_of(month) <= 12:
        return None
    if near is not None and not (day or tail) and not near.why.endswith(("month", "bare", "day")):
        return None
    year = int(known[:4])
    relation = "from" if lead in {"自", "从"} else _relation(lead, tail)
    if day:
        at = iso(year, number_of(month), number_of(day))
        return bounded(at, at, relation)
    number = number_of(month)
    return bounded(first_day(year, number), last_day(year, number), relation)


def _range(m: re.Match[str], issued: date | None) -> Dates | None:
    first, last = _groups(m, "range")
    if int(last or 0) < int(first or 0):
        return None
    return first_day(int(first or 0)), last_day(int(last or 0)), "during"


def _half(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, year, part, end, before = _groups(m, "half")
    first, last = _part_of_year(part or "")
    return bounded(
        first_day(year_of(year), first), last_day(year_of(year), last), _relation(lead, (end or "") + (before or ""))
    )


def _part_of_year(part: str) -> tuple[int, int]:
    if part in _HALVES:
        return _HALVES[part]
    quarter = "一二三四".index(part.strip("第季度"))
    return 3 * quarter + 1, 3 * quarter + 3


def _year_end(m: re.Match[str], issued: date | None) -> Dates | None:
    return None, last_day(year_of(_groups(m, "yearend")[1])), "by"


def _by(m: re.Match[str], issued: date | None) -> Dates | None:
    return None, last_day(int(_groups(m, "by")[0] or 0)), "by"


def _before(m: re.Match[str], issued: date | None) -> Dates | None:
    return None, last_day(int(_groups(m, "before")[0] or 0)), "by"


def _since(m: re.Match[str], issued: date | None) -> Dates | None:
    return first_day(int(_groups(m, "since")[0] or 0)), None, "from"


def _year(m: re.Match[str], issued: date | None) -> Dates | None:
    year = int(next(g for g in _groups(m, m.lastgroup or "year") if g) or 0)
    return first_day(year), last_day(year), "during"


def _plan(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, number, part = _groups(m, "plan")
    value = parse_numeral(number or "")
    if value is None or not 1 <= value <= 19:
        return None
    first, last = plan_years(int(value))
    if part in {"末", "期末", "末期"} or lead:
        return None, last_day(last), "by"
    if part == "以来":
        return first_day(first), None, "from"
    if part in {"前期", "初期", "初", "中期", "后期"}:
        return first_day(first), last_day(last), "during"
    return first_day(first), last_day(last), "during"


def _ago(m: re.Match[str], issued: date | None) -> Dates | None:
    number = next(g for g in _groups(m, "ago") if g)
    years = float(number) if number.isdigit() else parse_numeral(number)
    if issued is None or not years:
        return None, None, "during"
    first, last = review_span(issued, int(years))
    return first_day(first), last_day(last), "during"


def _ahead(m: re.Match[str], issued: date | None) -> Dates | None:
    number = next(g for g in _groups(m, "ahead") if g)
    years = float(number) if number.isdigit() else parse_numeral(number)
    if issued is None or not years:
        return None, None, "during"
    if m.group().startswith(("今后", "未来", "此后", "接下来")):
        first = issued.year if issued.month < 7 else issued.year + 1
        return first_day(first), last_day(first + int(years) - 1), "during"
    return issued.isoformat(), plus_years(issued, int(years)), "during"


YEARS_FROM = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2, "后年": 2, "上一年": -1}


def _relative(m: re.Match[str], issued: date | None) -> Dates | None:
    lead, word, tail = _groups(m, "rel")
    if issued is None:
        return None, None, "by" if lead else "during"
    year = issued.year + YEARS_FROM[word or "今年"]
    if tail in {"以来", "起"}:
        return first_day(year), None, "from"
    if tail and not tail.endswith(("底", "底前", "年末")):
        first, last = _part_of_year(tail)
        return first_day(year, first), last_day(year, last), "during"
    if tail or lead:
        return None, last_day(year), "by"
    return first_day(year), last_day(year), "during"


def _century(m: re.Match[str], issued: date | None) -> Dates | None:
    part = _groups(m, "century")[1]
    return None, "2050-12-31" if part != "末" else "2099-12-31", "by"


READERS = {
    "fullrange": _full_range,
    "numericrange": _numeric_range,
    "numeric": _numeric,
    "firstmonths": _first_months,
    "between": _between,
    "years": _between,
    "decade": _decade,
    "relday": _relative_day,
    "rest": _rest,
    "pair": _pair,
    "quarter": _quarter,
    "monthrange": _month_range,
    "day": _day,
    "month": _month,
    "range": _range,
    "half": _half,
    "yearend": _year_end,
    "by": _by,
    "before": _before,
    "since": _since,
    "list": _year,
    "year": _year,
    "plan": _plan,
    "ago": _ago,
    "ahead": _ahead,
    "rel": _relative,
    "century": _century,
}
_NAMES = sorted(PERIOD.groupindex.items(), key=lambda item: item[1])
_FIRST_GROUP = {name: index + 1 for name, index in _NAMES if name != "part"}
_ORDER = [index for name, index in _NAMES if name != "part"] + [PERIOD.groups + 1]
_GROUP_COUNT = {name: _ORDER[_ORDER.index(index) + 1] - index - 1 for name, index in _NAMES if name != "part"}
