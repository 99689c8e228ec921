"""English numbers with what they count or measure, one by one; ``amounts`` makes quantities of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import prod
from typing import NamedTuple

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.units import alternation, carbon_words, unit_symbols, units_en
from docanalyzer.languages.base import Unread, When
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.numerals import MULTIPLIERS, WORDS, fraction


class Token(NamedTuple):
    """A number: its stretch, its value before and the factor of its unit, the unit, and the surface that says so."""

    start: int
    end: int
    value: float
    factor: float
    unit: str
    form: str


_DIGITS = re.compile(r"\d+")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+[.,]\d+|\d+"
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGN_BEFORE = re.compile(r"[=><≥≤]\s?\Z")
_CARBON_NEAR = re.compile(r"co\s?2|emission|carbon")
_REFERENCE = re.compile(rf"\b(?:{any_of('references')})\s*\Z")
_COUNTED = re.compile(
    rf"\s?(?P<np>(?:(?!(?:{any_of('not_in_names')})\b)[A-Za-z][\w’'/\-]*\s){{0,4}}?"
    rf"(?P<noun>[A-Za-z][\w’'\-]*(?<![siu])s|{any_of('plurals')}))\b"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
# Life expectancy of 78.3 years: the only durations that are values of an indicator.
_AGES = re.compile(r"\b(?:life\s+expectancy|life\s?spans?|working\s+life|retirement\s+age)\b[^.;]*\Z")
_AGES_REACH = 80
# A day without its year (of 2 July); months with a capital, so that "may" stays a verb.
_DAY_BEFORE_MONTH = re.compile(
    r"\s(?:of\s)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_OR_MORE = re.compile(r"\s(?:or\s(?:more|fewer)|and\smore)(?=\s)")
_AND_A_HALF = re.compile(r"(?P<w>[a-z]+)\sand\s(?:a|one)[\s-]half(?=\s)")
_DURATIONS = frozenset({"year", "month", "day", "hour", "minute", "second"})
_PER = {
    "capita": "count",
    "person": "count",
    "inhabitant": "count",
    "household": "count",
    "head": "count",
    "unit": "count",
    "year": "year",
    "annum": "year",
}
# Up to so many points, areas or phases list something; more of them are counted.
_FEW = 20
_CARBON = {"t": "tCO2e", "kg": "kgCO2e", "g": "gCO2e"}
_TIMES = {"doub": 2.0, "trip": 3.0, "quad": 4.0}


@cache
def _currencies() -> dict[str, str]:
    """Signs and codes that stand before an amount of money -> ISO 4217."""
    return {s: u.code for s, u in unit_symbols().items() if len(u.code) == 3 and u.code.isupper()}


@cache
def _unit_pattern() -> str:
    """Words in any case, symbols as written; a symbol may have CO2 written onto it (MtCO2e)."""
    symbols = sorted(unit_symbols(), key=len, reverse=True)
    guarded = "|".join(re.escape(s) + (r"(?!(?!CO)[A-Za-z])" if s[-1].isalpha() else "") for s in symbols)
    return rf"(?:(?i:{alternation(tuple(units_en()))})\b|(?:{guarded}))"


@cache
def _measured() -> re.Pattern[str]:
    """A number with its multiplier, unit, gas and denominator, from the number on."""
    unit = _unit_pattern()
    multipliers = alternation(tuple(MULTIPLIERS))
    carbon = "|".join(re.escape(w).replace(r"\ ", r"\s?") for w in carbon_words())
    return re.compile(
        rf"(?P<n>{_NUMBER}|(?i:{'|'.join(sorted(WORDS, key=len, reverse=True))})\b)"
        rf"(?:[\s-]?(?P<m>(?i:{multipliers})(?:\scrores?)?)(?![A-Za-z]))?(?:(?<=\d)(?P<mk>k|m|b)(?![A-Za-z]))?"
        rf"(?:[\s-]?(?P<u>{unit})(?:\s?(?:of\s)?-?(?P<co>(?i:{carbon}))(?![A-Za-z]))?"
        rf"(?:(?:\s?of\s[a-z]+(?:\s[a-z]+)?(?=\sper\s))?\s?(?:/|per\s|an?\s(?=day|hour))\s?(?P<dm>(?i:thousand|million|billion|10,?000)\s)?"
        rf"(?P<d>(?i:capita|person|inhabitant|household|head|year|annum|unit|kilometre\b)|{unit}))?)?"
    )


@cache
def _money_before() -> re.Pattern[str]:
    signs = "|".join(re.escape(c) for c in sorted(_currencies(), key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?P<c>{signs})\.?\s?\Z")


@cache
def _money_per() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:/|per\s)\s?(?P<d>{_unit_pattern()})")


def number_value(number: str) -> float:
    """The value of a number as written: 1,234.5, 1 234, 37,5 or a number word."""
    if number[0].isalpha():
        return WORDS[number.lower()]
    number = re.sub(r"[ \u00a0\u202f]", "", number)
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
    measured = _measured()
    last = 0
    for digits in _DIGITS.finditer(text):
        at = digits.start()
        if at < last or not free(at):
            continue
        m = measured.match(text, at)
        if m is None:
            continue
        last = m.end("n")
        money = _money_before().search(text, max(0, at - 6), at)
        ordinal = "ordinal" if _ORDINAL.match(lower, m.end("n")) else ""
        found = ordinal or _no_number(text, lower, m, at, bool(money)) or _token(text, lower, m, money)
        if isinstance(found, str):
            unread.append(Unread(at, m.end("n"), found))
        else:
            tokens.append(found)
            last = max(last, found.end)
    return tokens, unread


def _no_number(text: str, lower: str, m: re.Match[str], at: int, money: bool) -> str:
    """Why a number is a name, a footnote, a reference or a list number; empty where it may measure something."""
    before = text[at - 1] if at else " "
    if money:
        return ""
    if before.isascii() and before.isalnum():
        return "name"
    if before in "_#/.-–" and at > 1 and text[at - 2].isalnum() and not m["u"]:
        return "name"
    if before == "[" or (before == "(" and text[m.end("n") : m.end("n") + 1] == ")" and not m["u"]):
        return "footnote"
    if m["u"] is not None:
        # Water use per 10,000 yuan of output: the number belongs to the name of the thing.
        return "name" if lower.endswith("per ", 0, at) and m["d"] is None else ""
    if _REFERENCE.search(lower, max(0, at - 24), at):
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


def _token(text: str, lower: str, m: re.Match[str], money: re.Match[str] | None) -> Token | str:
    value = number_value(m["n"])
    factor = prod(MULTIPLIERS[word] for word in m["m"].lower().split()) if m["m"] else 1.0
    if money is not None:
        return _money(text, m, money, value, factor)
    if m["mk"] and not m["u"]:
        return Token(m.start(), m.end(), value, 1.0, "m", "m") if m["mk"] == "m" else "name"
    if m["u"]:
        return _with_unit(text, lower, m, value, factor)
    return _count(text, lower, m, value, factor)


def _money(text: str, m: re.Match[str], money: re.Match[str], value: float, factor: float) -> Token:
    """$36 million, £30m, EUR 50/MWh."""
    if m["mk"]:
        factor *= {"k": 1e3, "m": 1e6, "b": 1e9}[m["mk"]]
    sign = money["c"]
    code = _currencies()[sign]
    stop = max(m.end("n"), m.end("m"), m.end("mk"))
    if m["u"] and unit_of(m["u"])[0] == code:
        stop = m.end("u")
    per = _money_per().match(text, stop)
    if per:
        below, size = unit_of(per["d"])
        return Token(money.start(), per.end(), value, factor / size, f"{code}/{below}", sign)
    return Token(money.start(), stop, value, factor, code, sign)


def unit_of(surface: str) -> tuple[str, float]:
    """Contract unit and factor of a unit as written."""
    low = re.sub(r"\s", " ", surface.lower())
    if low in _PER:
        return _PER[low], 1.0
    unit = unit_symbols().get(surface) or units_en().get(low) or unit_symbols()[re.sub(r"\s", " ", surface)]
    return unit.code, unit.factor


def _with_unit(text: str, lower: str, m: re.Match[str], value: float, factor: float) -> Token | str:
    surface = m["u"]
    code, size = unit_of(surface)
    end = m.end("u")
    if m["co"] and code in _CARBON:
        code, end = _CARBON[code], m.end("co")
    if m["d"]:
        per, divisor = unit_of(m["d"])
        if m["dm"]:
            scale = m["dm"].strip().lower()
            divisor *= MULTIPLIERS.get(scale) or number_value(scale)
        if not (code in {"%", "pp", "1"} or per == code):
            code, size, end = f"{code}/{per}", size / divisor, m.end("d")
    elif code in _DURATIONS and not _AGES.search(lower, max(0, m.start() - _AGES_REACH), m.start()):
        return "duration"
    if code == "g/km" and _CARBON_NEAR.search(lower, max(0, m.start() - 1500), m.end() + 300):
        code = "gCO2e/km"
    if surface.lower() == "times" and text[m.end() : m.end() + 3] in {" a ", " pe"}:
        return "frequency"
    if surface in {"B", "L", "l", "h", "V", "J"} and m.end("n") == m.start("u"):
        return "name"
    return Token(m.start(), end, value, factor * size, code, surface)


def _count(text: str, lower: str, m: re.Match[str], value: float, factor: float) -> Token | str:
    stop = m.end("m") if m["m"] else m.end("n")
    year = bool(_YEAR.fullmatch(m["n"]))
    more = _OR_MORE.match(text, stop)
    counted = _COUNTED.match(text, more.end() if more else stop)
    if counted and more and not year:
        return Token(m.start(), stop, value, factor, "count", counted["np"].strip())
    if counted and not year and _is_counted(lower, m, counted):
        beside = counted["np"].strip().count(" ") <= counted["np"][0].isupper()
        return Token(m.start(), counted.end() if beside else stop, value, factor, "count", counted["np"].strip())
    if factor >= 1e3:
        return Token(m.start(), stop, value, factor, "count", "")
    if _SIGN_BEFORE.search(lower, max(0, m.start() - 3), m.start()):
        return Token(m.start(), stop, value, 1.0, "1", "index")
    return "year" if year else "unknown_unit"


def _is_counted(lower: str, m: re.Match[str], counted: re.Match[str]) -> bool:
    noun = counted["noun"].lower()
    few = "," not in m["n"] and not m["m"] and number_value(m["n"]) <= _FEW
    if noun in words("no_nouns") or (few and noun in words("not_counted")):
        return False
    at = m.start()
    # A number at the head of a line before a capital numbers the line.
    heads = (at == 0 or lower[at - 1] == "\n") and counted["np"][0].isupper()
    return not heads or "," in m["n"] or bool(m["m"])


@cache
def _word_hints() -> TermScanner[None]:
    folds = [f"{w}{j}fold" for w in WORDS for j in ("", "-")]
    multiples = ["doubled", "doubling", "doubles", "double", "triple", "tripled", "tripling", "quadruple", "quadrupled"]
    parts = ["half", "a third", "a quarter", "a fifth", "a tenth"]
    return TermScanner([(w, None) for w in [*WORDS, *folds, *multiples, *parts]], words=True)


@cache
def _word_pattern() -> re.Pattern[str]:
    not_fractions = r"party|parties|country|countries|of\s+(?:19|20)\d\d|phase|edition|carbon|assessment"
    return re.compile(
        r"(?P<fn>one|two|three|four|a(?=\s(?:third|quarter|fifth|tenth)\sof\b))[\s-](?P<fd>thirds?|quarters?|half|fifths?|tenths?)\b"
        rf"(?!\s+(?:{not_fractions}))"
        r"|(?P<half>half)\s+(?:of|the)\b"
        r"|(?P<times>doubled|doubling|doubles|(?<=to\s)double|(?<=will\s)double|triple|tripled|tripling|quadrupled?"
        r"|[a-z]+-?fold)\b"
        r"|(?P<w>[a-z]+(?:-[a-z]+)?)\s+(?=[a-z])"
    )


def word_tokens(text: str, lower: str, periods: list[Mention[When]]) -> list[Token]:
    """Numbers in words: fractions, multiples, and words with a unit or a counted noun behind them."""
    tokens: list[Token] = []
    free = outside(periods)
    last = 0
    for start, _, _ in _word_hints().scan(lower):
        if start < last or not free(start) or (start and lower[start - 1] == "-"):
            continue
        token = _word_token(text, lower, start)
        if token is not None:
            tokens.append(token)
            last = token.end
    return tokens


def _and_a_half(text: str, m: re.Match[str]) -> Token | None:
    """Two and a half percent: only before a multiplier or a unit."""
    after = _unit_after().match(text, m.end())
    if after is None:
        return None
    value = WORDS[m["w"]] + 0.5
    factor = MULTIPLIERS[after["m"].lower()] if after["m"] else 1.0
    if after["u"] is None:
        return Token(m.start(), after.end(), value, factor, "count", "")
    code, size = unit_of(after["u"])
    return None if code in _DURATIONS else Token(m.start(), after.end(), value, factor * size, code, after["u"])


@cache
def _unit_after() -> re.Pattern[str]:
    multipliers, unit = alternation(tuple(MULTIPLIERS)), _unit_pattern()
    return re.compile(rf"\s(?=[A-Za-z%])(?:(?P<m>(?i:{multipliers}))\b\s?)?(?P<u>{unit})?(?<=[A-Za-z%])")


def _word_token(text: str, lower: str, start: int) -> Token | None:
    m = _AND_A_HALF.match(lower, start)
    if m is not None and m["w"] in WORDS:
        return _and_a_half(text, m)
    m = _word_pattern().match(lower, start)
    if m is None:
        return None
    if m["fn"]:
        return Token(start, m.end(), fraction(m["fn"], m["fd"]), 1.0, "1", "fraction")
    if m["half"]:
        return Token(start, m.end("half"), 0.5, 1.0, "1", "fraction")
    if m["times"]:
        value = _TIMES.get(m["times"][:4]) or WORDS[m["times"].removesuffix("fold").rstrip("-")]
        return Token(start, m.end(), value, 1.0, "1", "multiple")
    return _measured_word(text, lower, m) if m["w"] in WORDS else None


def _measured_word(text: str, lower: str, m: re.Match[str]) -> Token | None:
    """A number word with a unit or a counted noun behind it."""
    start = m.start()
    measured = _measured().match(text, start)
    if measured and (measured["m"] or measured["u"]):
        found = _token(text, lower, measured, None)
        return found if isinstance(found, Token) else None
    counted = _COUNTED.match(lower, m.end("w"))
    noun = counted["noun"] if counted else ""
    if counted is None or m["w"] in {"zero", "one"} or noun in words("no_nouns") | words("not_counted"):
        return None
    beside = counted["np"].strip().count(" ") <= 2
    stop = counted.end() if beside else m.end("w")
    return Token(start, stop, WORDS[m["w"]], 1.0, "count", counted["np"].strip())
