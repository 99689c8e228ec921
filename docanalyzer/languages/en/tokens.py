"""English numbers with what they count or measure, one by one; ``amounts`` makes quantities of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import prod
from typing import NamedTuple

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.units import alternation, carbon_words, unit_symbols
from docanalyzer.languages.base import Unread, When
from docanalyzer.languages.en.counted import REFERENCE, REFERENCE_REACH, counted_noun, counts, is_part
from docanalyzer.languages.en.numerals import MULTIPLIERS, PHRASE, POWER, phrase_value, power_of_ten
from docanalyzer.languages.en.signs import has_tolerance, is_negative, is_warm, tolerance_at
from docanalyzer.languages.en.unit_forms import (
    LETTERS,
    currencies,
    dollars,
    inverse_of,
    is_money,
    offset_of,
    other_unit,
    plain_sign,
    unit_of,
    unit_pattern,
)


class Token(NamedTuple):
    """A number: its stretch, its value before and the factor of its unit, the unit, and the surface that says so.

    ``spread`` is what a tolerance allows to both sides, before the factor (1.6 ± 0.2 %).
    """

    start: int
    end: int
    value: float
    factor: float
    unit: str
    form: str
    spread: float = 0.0


# The first digit apart: a pattern that begins with one set of characters is looked for several times as fast.
_DIGITS = re.compile(r"\d\d*")
_NUMBER = (
    r"\d{1,3}(?:,\d\d){1,3},\d{3}(?:\.\d+)?(?!,?\d)|(?!0,)\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)"
    rf"|\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:,\d{{1,2}})?(?!\d)|{POWER}|\d+[.,]\d+|\d+"
)
# 0,096 is no thousand.
_THOUSANDS = re.compile(r"(?!0,)\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
# 12.3 km s-1, 5 t ha-1 yr-1.
_INVERSE = re.compile(r"[\s·⋅]\s?(?P<u>[A-Za-zµμ]{1,3})\s?(?:\^?[-−–])(?P<p>[123])(?![\w.])")
# A percentage named before its number: weight% of 0.34.
_PERCENT_OF = re.compile(r"(?<!\d)(?<!\d\s)(?:(?<!\s)%|\bper\s?cent)\s+of\s+\Z")
# A rise of 2 degrees Fahrenheit is a difference and no temperature.
_CHANGED = re.compile(r"\b(?:by|warm\w*|ris\w+|rose|increas\w*|decreas\w*|fall\w*|cool\w*|chang\w*)\b[^.;]*\Z")
_CHANGED_REACH = 40
# 1/4 mile.
_SHARE = re.compile(r"(?<![\d/.,])(\d{1,2})/(?=[1-9]\d?[\s-][A-Za-z])")
# 20 (kg); 75 USD million.
_BRACKETED = r"\s?(?:\((?P<b1>{unit})\)|\[(?P<b2>{unit})\]|\{{(?P<b3>{unit})\}}|<(?P<b4>{unit})>)"
# Pounds are money beside these, else a mass; of a great many only the noun tells.
_MONEY_NEAR = re.compile(
    r"£|\b(?:cost|pa(?:y|id)|pric|profit|spen[dt]|worth|fund|invest|budget|grant|loan|tax|wage|salar|fees?\b|fine"
    r"|revenue|"
    r"sterling|bank|charg|save|earn|sold|bought|income|debt|financ|turnover)"
)
_MONEY_REACH = 80
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGN_BEFORE = re.compile(r"[=><≥≤]\s?\Z")
_CARBON_NEAR = re.compile(r"co\s?2|emission|carbon")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
# Life expectancy of 78.3 years: the only durations that are values of an indicator.
_AGES = re.compile(r"\b(?:life\s+expectancy|life\s?spans?|working\s+life|retirement\s+age)\b[^.;]*\Z")
_AGES_REACH = 80
# A day without its year (of 2 July); months with a capital, so that "may" stays a verb.
_DAY_BEFORE_MONTH = re.compile(
    r"\s(?:of\s)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
# 35 tonnes of steam an hour, 0.1 yuan a kilowatt-hour; "5,000 a year" says when.
# 122 MWh per NIS 1 million.
_SUM_BELOW = re.compile(r"\s?(?P<n>10{0,2}(?:,?000)?)(?:\s(?P<m>thousand|million|billion))?(?!\w|[.,]\d|\s?%)")
_A_UNIT = (
    r"an?\s(?=(?:day|hour|tonne|ton|kilowatt|kilowatt-hour|kwh|kilogram|kg|mu|hectare|square\smet|cubic\smet"
    r"|litre|kilomet|household|head|person)"
    r"(?:\b|re|er))"
)
_HELD_FOR = re.compile(
    r"\b(?:no\s(?:less|fewer)\sthan|not\s(?:less|fewer)\sthan|at\sleast|(?:add\sup\sto|for|lasting|stay\sbelow"
    r"|not\sexceed)\s(?:no\s)?more\sthan|not\sexceed)\s\Z"
)
_OR_LONGER = re.compile(r"\sor\slonger\b")
_OR_MORE = re.compile(r"\s(?:or\s(?:more|fewer)|and\smore)(?=\s)")
DURATIONS = frozenset({"year", "month", "day", "hour", "minute", "second"})
_CARBON = {"t": "tCO2e", "kg": "kgCO2e", "g": "gCO2e"}


@cache
def measured() -> re.Pattern[str]:
    """A number with its multiplier, unit, gas and denominator, from the number on."""
    unit = unit_pattern()
    multipliers = alternation(tuple(MULTIPLIERS))
    carbon = "|".join(re.escape(w).replace(r"\ ", r"\s?") for w in carbon_words())
    return re.compile(
        rf"(?P<n>{_NUMBER}|(?i:{PHRASE}))"
        rf"(?:[\s-]?(?P<m>(?i:{multipliers})(?:\scrores?)?)(?![A-Za-z]))?(?:(?<=\d)(?P<mk>[kmb]|[KMBT])(?![A-Za-z]))?"
        rf"(?:[\s-]?(?P<u>{unit})(?:\s?(?:of\s)?-?(?P<co>(?i:{carbon}))(?![A-Za-z]))?"
        rf"(?:(?:\s?of\s[a-z]+(?:\s[a-z]+)?(?=\s(?:per|an?)\s))?\s?(?:/|per\s|{_A_UNIT})\s?"
        rf"(?P<dm>(?i:thousand|million|billion|10,?000|100)\s)?"
        rf"(?P<d>(?i:capita|person|inhabitant|household|head|year|annum|unit|kilometre\b)|{unit}))?)?"
    )


@cache
def _money_before() -> re.Pattern[str]:
    known = [s for s, u in unit_symbols().items() if is_money(u.code)] + [f"{c}$" for c in dollars()]
    return re.compile(rf"(?:(?<![A-Za-z])|(?<=\bof))(?P<c>(?i:{alternation(known)}))\.?\s?\Z")


@cache
def _money_per() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:/|per\s)\s?(?P<d>{unit_pattern()})")


def number_value(number: str) -> float:
    """The value of a number as written: 1,234.5, 1 234, 37,5, 12,34,567 or in words."""
    if number[0].isalpha():
        return phrase_value(number)
    number = re.sub(r"[ \u00a0\u202f]", "", number)
    if (value := power_of_ten(number)) is not None:
        return value
    if _THOUSANDS.fullmatch(number):
        return float(number.replace(",", ""))
    return float(number.replace(",", "."))


def outside(periods: list[Mention[When]]) -> Callable[[int], bool]:
    """A test for offsets asked in ascending order: whether no period covers the offset."""
    spans = iter(periods)
    period = next(spans, None)

    def free(offset: int) -> bool:
        nonlocal period
        while period is not None and period.end <= offset:
            period = next(spans, None)
        return period is None or period.start > offset

    return free


def digit_tokens(text: str, lower: str, periods: list[Mention[When]]) -> tuple[list[Token], list[Unread]]:
    """Numbers in digits that measure or count something, and those that do not, with the reason."""
    tokens: list[Token] = []
    unread: list[Unread] = []
    free = outside(periods)
    pattern = measured()
    tolerated = has_tolerance(text)
    last = 0
    for digits in _DIGITS.finditer(text):
        at = digits.start()
        if at < last or not free(at):
            continue
        wide = tolerance_at(text, at) if tolerated else None
        share = _SHARE.match(text, at) if wide is None and text.startswith("/", digits.end()) else None
        m = pattern.match(text, wide.end() if wide else share.end() if share else at)
        if share and (m is None or not m["u"] or m["u"] == "%"):
            share, m = None, pattern.match(text, at)
        if m is None:
            continue
        last = m.end("n")
        money = _money_before().search(text, max(0, at - 6), at)
        if money and tokens and money.start("c") < tokens[-1].end and is_money(tokens[-1].unit):
            money = None  # 10 $ 30 $: the sign belongs to the number before it
        ordinal = "ordinal" if _ORDINAL.match(lower, m.end("n")) else ""
        found = ordinal or _no_number(text, lower, m, at, bool(money)) or read_token(text, lower, m, money)
        if share and isinstance(found, Token):
            found = found._replace(start=at, value=float(share[1]) / found.value)
        if wide and isinstance(found, Token):
            found = found._replace(start=at, value=number_value(wide["n"]), spread=found.value)
        other = other_unit().match(text, m.end("n"))
        if other and (found == "unknown_unit" or (isinstance(found, Token) and found.end < other.end())):
            unread.append(Unread(at, other.end(), "other_unit"))
            last = other.end()
        elif isinstance(found, str):
            unread.append(Unread(at, m.end("u" if found == "duration" else "n"), found))
        else:
            if at == found.start and is_negative(text, at):
                found = found._replace(start=at - 1, value=-found.value)
            tokens.append(found)
            last = max(last, found.end)
    return tokens, unread


def _no_number(text: str, lower: str, m: re.Match[str], at: int, money: bool) -> str:
    """Why a number is a name, a footnote, a reference or a list number; empty where it may measure something."""
    before = text[at - 1] if at else " "
    if money:
        return ""
    if before.isascii() and before.isalnum():
        # "Planting of447,000 hectares": a blank that the layout of the page has lost.
        glued = lower.endswith(("of", "by"), 0, at) and (m["u"] or m["m"]) and not lower[at - 3 : at - 2].isalnum()
        return "" if glued else "name"
    if before in "_#/.-–" and at > 1 and text[at - 2].isalnum() and not m["u"]:
        return "name"
    if before == "[" or (before == "(" and text[m.end("n") : m.end("n") + 1] == ")" and not m["u"]):
        return "footnote"
    if m["u"] is not None and len(m["u"]) == 1 and "\n" in text[m.end("n") : m.start("u")]:
        return "name"  # a letter at the head of the next line numbers a chapter
    if m["u"] is not None:
        # Water use per 10,000 yuan of output: the number belongs to the name of the thing.
        return "name" if lower.endswith("per ", 0, at) and m["d"] is None else ""
    if REFERENCE.search(lower, max(0, at - REFERENCE_REACH), at):
        return "reference_number"
    return _no_number_before(text, m, begins=at == 0 or before == "\n")


def _no_number_before(text: str, m: re.Match[str], *, begins: bool) -> str:
    """The same from what stands behind the number; ``begins``: it is the first of its line."""
    end = m.end("n")
    if end - m.start() <= 2 and _DAY_BEFORE_MONTH.match(text, end):
        return "date"
    if begins and text.startswith(". ", end):
        return "list_number"
    return "name" if m["m"] is None and text[m.end() : m.end() + 1] in {"/", "_"} else ""


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(_BRACKETED.format(unit=unit_pattern()))


@cache
def _multiplier_after() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<m>{alternation(tuple(MULTIPLIERS))})(?![A-Za-z])", re.IGNORECASE)


def read_token(text: str, lower: str, m: re.Match[str], money: re.Match[str] | None) -> Token | str:
    """The quantity that ``measured`` matched, behind a sign of money or not; a reason where it is none."""
    value = number_value(m["n"])
    factor = prod(MULTIPLIERS[word] for word in m["m"].lower().split()) if m["m"] else 1.0
    if money is not None:
        return _money(text, m, money, value, factor)
    if m["mk"] and (not m["u"] or m["mk"].isupper()):
        if m["u"]:
            return _with_unit(text, lower, m, value, LETTERS[m["mk"].lower()])
        return Token(m.start(), m.end(), value, 1.0, "m", "m") if m["mk"] == "m" else "name"
    if m["u"]:
        return _with_unit(text, lower, m, value, factor)
    within = _bracketed().match(text, max(m.end("n"), m.end("m")))
    if within is not None:
        surface = within[next(i for i in range(1, 5) if within[i])]
        code, size = unit_of(surface)
        return Token(m.start(), within.end(), value, factor * size, code, surface)
    return _count(text, lower, m, value, factor)


def _money(text: str, m: re.Match[str], money: re.Match[str], value: float, factor: float) -> Token:
    """$36 million, £30m, EUR 50/MWh."""
    if m["mk"]:
        factor *= LETTERS[m["mk"].lower()]
    sign = money["c"]
    code = currencies()[plain_sign(sign)]
    stop = max(m.end("n"), m.end("m"), m.end("mk"))
    if m["u"] and text[m.start("u") - 1] != "-" and unit_of(m["u"])[0] == code:
        stop = m.end("u")
    per = _money_per().match(text, stop)
    if per:
        below, size = unit_of(per["d"])
        return Token(money.start(), per.end(), value, factor / size, f"{code}/{below}", sign)
    return Token(money.start(), stop, value, factor, code, sign)


def _with_unit(text: str, lower: str, m: re.Match[str], value: float, factor: float) -> Token | str:
    surface = m["u"]
    code, size, scale, end = _money_or_mass(text, lower, m)
    if offset := offset_of(surface):
        changed = _CHANGED.search(lower, max(0, m.start() - _CHANGED_REACH), m.start())
        value += 0.0 if changed else offset
    factor = scale if factor == 1.0 else factor
    if m["mk"] and m["mk"].islower():  # 40m hectares
        factor *= LETTERS[m["mk"]]
    if m["co"] and code in _CARBON:
        code, end = _CARBON[code], m.end("co")
    if m["d"]:
        per, divisor, stop = _below(text, m)
        if not (code in {"%", "pp", "1"} or per == code):
            code, size, end = f"{code}/{per}", size / divisor, stop
    elif code in DURATIONS and not _lasts(lower, m, code):
        return "duration"
    if code == "g/km" and _CARBON_NEAR.search(lower, max(0, m.start() - 1500), m.end() + 300):
        code = "gCO2e/km"
    if surface.lower() == "times" and text[m.end() : m.end() + 3] in {" a ", " pe"}:
        return "frequency"
    if _is_letter(lower, m, surface):
        return "name"
    while (below := _INVERSE.match(text, end)) and (inverse := inverse_of(below)):
        code, size, end = f"{code}/{inverse[0]}", size / inverse[1], below.end()
    return Token(m.start(), end, value, factor * size, code, surface)


def _below(text: str, m: re.Match[str]) -> tuple[str, float, int]:
    """The unit below the line, what the number is divided by and where it ends: per 1,000 people, per NIS 1 million."""
    per, divisor = unit_of(m["d"])
    if m["dm"]:
        many = m["dm"].strip().lower()
        divisor *= MULTIPLIERS.get(many) or number_value(many)
    total = _SUM_BELOW.match(text, m.end("d")) if is_money(per) else None
    if total is None:
        return per, divisor, m.end("d")
    return per, divisor * number_value(total["n"]) * MULTIPLIERS.get((total["m"] or "").lower(), 1.0), total.end()


def _lasts(lower: str, m: re.Match[str], code: str) -> bool:
    """Whether a duration is a value of something: a life expectancy, or how long at least something is to last."""
    if _AGES.search(lower, max(0, m.start() - _AGES_REACH), m.start()):
        return True
    bounded = _HELD_FOR.search(lower, max(0, m.start() - 30), m.start()) or _OR_LONGER.match(lower, m.end("u"))
    return code != "month" and bounded is not None


def _is_letter(lower: str, m: re.Match[str], surface: str) -> bool:
    """Whether a letter at a number is part of a name and no unit: 16V, the 4C network."""
    if surface == "C":
        return not is_warm(lower, m)
    return surface in {"B", "L", "l", "h", "V", "J"} and m.end("n") == m.start("u")


def _money_or_mass(text: str, lower: str, m: re.Match[str]) -> tuple[str, float, float, int]:
    """Unit, its factor, that of a multiplier behind it (75 USD million) and where they end; pounds are either."""
    surface, end = m["u"], m.end("u")
    code, size = unit_of(surface)
    if surface.lower() == "pounds" and not _pays(lower, m):
        return (*unit_of("lb"), 1.0, end)
    if surface.lower() == "pound" and m["m"]:
        return (*unit_of("pounds"), 1.0, end)  # a two million pound project
    if is_money(code) and not (m["m"] or m["d"]) and (scale := _multiplier_after().match(text, end)):
        return code, size, MULTIPLIERS[scale["m"].lower()], scale.end()
    return code, size, 1.0, end


def _pays(lower: str, m: re.Match[str]) -> bool:
    """Whether pounds are money: by the words around them, or as millions that are not said to be of something."""
    end = m.end("u")
    if _MONEY_NEAR.search(lower, max(0, m.start() - _MONEY_REACH), min(len(lower), end + _MONEY_REACH // 2)):
        return True
    return bool(m["m"]) and not lower.startswith((" of ", " per "), end)


def _count(text: str, lower: str, m: re.Match[str], value: float, factor: float) -> Token | str:
    stop = m.end("m") if m["m"] else m.end("n")
    year = bool(_YEAR.fullmatch(m["n"]))
    more = _OR_MORE.match(text, stop)
    counted = counted_noun(text, more.end() if more else stop, 0.0 if more or year else value)
    if counted and more and not year:
        return Token(m.start(), stop, value, factor, "count", counted["np"].strip())
    if counted and not year and counts(lower, m, value, counted):
        beside = counted["np"].strip().count(" ") <= counted["np"][0].isupper()
        return Token(m.start(), counted.end() if beside else stop, value, factor, "count", counted["np"].strip())
    if factor >= 1e3:
        return Token(m.start(), stop, value, factor, "count", "")
    if not year and is_part(lower, m.start(), stop):
        return Token(m.start(), stop, value, factor, "count", "")
    if not year and value <= 100 and (named := _PERCENT_OF.search(lower, max(0, m.start() - 14), m.start())):
        return Token(named.start(), stop, value, 1.0, "%", "%")
    if _SIGN_BEFORE.search(lower, max(0, m.start() - 3), m.start()):
        return Token(m.start(), stop, value, 1.0, "1", "index")
    return "year" if year else "unknown_unit"
