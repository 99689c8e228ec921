"""Quantities in English policy texts: number, multiplier, unit, and the comparison words around them."""

from __future__ import annotations

import re
from functools import cache
from math import prod

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Comparison
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.knowledge.units import alternation, carbon_words, unit_symbols, units_en
from docanalyzer.languages.base import Amount, Span2, Unread
from docanalyzer.languages.en.numerals import MULTIPLIERS, WORDS, fraction
from docanalyzer.linguistics import View

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+[.,]\d+|\d+"
_CURRENCY = {
    "us$": "USD", "us $": "USD", "usd": "USD", "$": "USD", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD",
    "aud": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY",
    "cny": "CNY", "rmb": "CNY", "inr": "INR", "rs": "INR", "₹": "INR", "nis": "ILS", "ils": "ILS", "jod": "JOD", "jd": "JOD", "mad": "MAD", "omr": "OMR",
    "idr": "IDR", "vnd": "VND", "chf": "CHF", "zar": "ZAR", "krw": "KRW", "btn": "BTN", "nu": "BTN", "aed": "AED", "pkr": "PKR", "ngn": "NGN", "bdt": "BDT",
}  # fmt: skip
_PRE = re.compile(
    r"(?:(?P<ge>at\s+least|no\s+less\s+than|not\s+less\s+than|no\s+fewer\s+than|not\s+fewer\s+than|a\s+minimum\s+of|minimum\s+of|minimum|more\s+than|over|above|exceeding|exceeds?|"
    r"greater\s+than|higher\s+than|in\s+excess\s+of|upwards\s+of|larger\s+than|equal\s+to\s+or\s+(?:greater|more)\s+than|surpass(?:ing|es|ed)?|>=|≥|>|beyond|not\s+below)"
    r"|(?P<le>no\s+more\s+than|not\s+more\s+than|no\s+higher\s+than|less\s+than|fewer\s+than|below|under|up\s+to|at\s+most|a\s+maximum\s+of|maximum\s+of|maximum|within|not\s+exceed(?:ing)?|"
    r"not\s+to\s+exceed|limited\s+to|capped\s+at|(?:cannot|not)\s+\w+\s+(?:beyond|above)|lower\s+than|<=|≤|<|not\s+above|as\s+much\s+as)"
    r"|(?P<about>about|around|approximately|approx\.?|some|nearly|almost|roughly|close\s+to|circa|ca\.|~|an\s+estimated|estimated\s+at|just\s+over|just\s+under|in\s+the\s+order\s+of))"
    r"(?:\s+(?:a\s+total\s+of|about|around|approximately|some|the))?\s*(?:\(\s*)?(?:usd?\.?|us\$)?\s*$"
)
_POST = re.compile(
    r"\s*(?:\(?(?P<ge>or\s+more|and\s+above|or\s+above|and\s+over|or\s+higher|or\s+greater|and\s+more|at\s+least|at\s+a\s+minimum|\+)|(?P<le>or\s+less|or\s+below|and\s+below|at\s+most|or\s+fewer|or\s+lower))(?![a-z])"
)
_JOIN = re.compile(r"\s?(?:-|–|—|to|~)\s?")
_AND = re.compile(r"\s+and\s+")
_SIGN_BEFORE = re.compile(r"[=><≥≤]\s?$")
_REFERENCE = re.compile(
    r"(?:\b(?:articles?|art\.|sections?|figures?|fig\.|tables?|annex(?:es)?|chapters?|no\.?|numbers?|box(?:es)?|goals?|sdg|phase|scope|tier|tiers|category|categories|pages?|p\.|pp\.|parts?|"
    r"paragraphs?|para\.?|points?|item|items|directive|regulation|decision|law|act|cop|option|scenario|step|stage|appendix|schedule|footnote|note|notes|volume|vol\.|version|class|type|level|level|euro|"
    r"group|working\s+group|ppp|part|indicator|target|objective|priority|pillar|wp|iso|action|cm|unit|block|line|room|tel|fax|box|ref|recital|recitals|question|chapter|resolution|protocol|rank|ranked|ranking|top|age|aged|c\.)\s*$)"
)
_COUNTED = re.compile(
    r"\s?(?P<np>(?:(?!(?:of|in|to|and|or|the|by|for|from|on|at|is|are|was|were|will|has|have|had|as|with|than|that|which|per|a|an|its|compared|including|below|above|years?|months?|weeks?|days?|hours?|minutes?|between|under|over)\b)[A-Za-z][\w’'/\-]*\s){0,4}?"
    r"(?P<noun>[A-Za-z][\w’'\-]*(?<!ss)(?<!us)(?<!is)s|people|men|women|children|staff|personnel|cattle|livestock|inhabitants|nos|personnel|aircraft|species|equipment|seats))\b"
)
_NOT_NOUNS = frozenset(
    "is was has this its as does thus plus less ours yours always perhaps across towards besides years months weeks days hours minutes times degrees percentages levels seconds "
    "provides includes requires aims plans means sets shows applies covers contains consists targets gas gases sales".split()
)
_SLOGANS = frozenset(read_toml("counts.toml").get("en", {}).get("not_counted", ()))
_DURATION = frozenset({"year", "month", "day", "hour", "minute", "second"})


@cache
def _unit_pattern() -> str:
    """Words in any case, symbols as written, masses of CO2."""
    words = alternation(tuple(units_en()))
    symbols = "|".join(re.escape(s) + (r"(?!(?!CO)[A-Za-z])" if s[-1].isalpha() else "") for s in sorted(unit_symbols(), key=len, reverse=True))
    return rf"(?:(?i:{words})\b|(?:{symbols}))"


@cache
def _number_pattern() -> re.Pattern[str]:
    unit = _unit_pattern()
    multipliers = alternation(tuple(MULTIPLIERS))
    currency = "|".join(re.escape(c) for c in sorted(_CURRENCY, key=len, reverse=True))
    carbon = "|".join(re.escape(w).replace(r"\ ", r"\s?") for w in carbon_words())
    words = "|".join(sorted(WORDS, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![A-Za-z])(?P<c>(?i:{currency}))\.?\s?)?"
        rf"(?P<n>{_NUMBER}|(?<![A-Za-z\-])(?i:{words})(?=[\s-](?i:{multipliers}|percent|per\scent|times|lakh|crore)\b))"
        rf"(?:[\s-]?(?P<m>(?i:{multipliers})(?:\scrores?)?)(?![A-Za-z]))?(?:(?<=[\d])(?P<mk>k|m|b)(?![A-Za-z]))?"
        rf"(?:[\s-]?(?P<u>{unit})(?:\s?(?:of\s)?-?(?P<co>(?i:{carbon}))(?![A-Za-z]))?"
        rf"(?:\s?(?:of\ssteam\s)?(?:/|per\s|an?\s(?=day|hour))\s?(?P<dm>(?i:thousand|million|billion|10,?000)\s)?(?P<d>(?i:capita|person|inhabitant|household|head|year|annum|unit|kilometre\b)|{unit}))?)?"
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((w for w in WORDS if w not in {"zero", "one", "hundred"}), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<fn>one|two|three|four|a)[\s-](?P<fd>thirds?|quarters?|half|fifths?|tenths?)\b(?!\s+(?:party|parties|country|countries|of\s+(?:19|20)\d\d|phase|edition|carbon|assessment))"
        rf"|\b(?P<half>half)\s+(?:of|the)\b"
        rf"|\b(?P<times>doubled|doubling|doubles|to\s+double|will\s+double|triple|tripled|tripling|quadruple|quadrupled|(?:two|three|four|five|ten|\d+)-?fold)\b"
        rf"|(?<![-\w])(?P<w>{words})\s+(?=[a-z])"
    )


_TIMES = {"doub": 2.0, "trip": 3.0, "quad": 4.0}
_PER = {"capita": "count", "person": "count", "inhabitant": "count", "household": "count", "head": "count", "unit": "count", "year": "year", "annum": "year"}
# Within so many characters of a mass of CO2 equivalent a plain mass is one too ("by 21 Mt CO2e (from 62.7 million tonnes to 83.9 …").
_SAME_GAS = 120
_Token = tuple[int, int, float, float, str, str, bool]  # start, end, value, factor, unit, form, prefixed by currency


def find_amounts(view: View, periods: list[Mention[Span2]]) -> tuple[list[Amount], list[Unread]]:
    """Quantities of the English part, in order, and the numbers that are none, each with the reason."""
    text, lower = view.text, view.lower
    tokens, unread = _digits(text, lower, periods)
    tokens += _words(lower, periods)
    tokens.sort(key=lambda t: t[0])
    amounts = _assemble(text, lower, tokens, unread)
    unread.sort()
    return amounts, unread


def _value(number: str) -> float:
    if number[0].isalpha():
        return WORDS[number.lower()]
    number = number.replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return float(number.replace(",", ""))
    return float(number.replace(",", "."))


def _digits(text: str, lower: str, periods: list[Mention[Span2]]) -> tuple[list[_Token], list[Unread]]:
    tokens: list[_Token] = []
    unread: list[Unread] = []
    spans = iter(periods)
    period = next(spans, None)
    for m in _number_pattern().finditer(text):
        start, end = m.span()
        at = m.start("n")
        while period is not None and period.end <= at:
            period = next(spans, None)
        if period is not None and period.start <= at:
            continue
        reason = _no_number(text, lower, m, at)
        if reason:
            unread.append(Unread(at, m.end("n"), reason))
            continue
        tokens_or_reason = _token(text, lower, m)
        if isinstance(tokens_or_reason, str):
            unread.append(Unread(at, m.end("n"), tokens_or_reason))
        else:
            tokens.append(tokens_or_reason)
    return tokens, unread


def _no_number(text: str, lower: str, m: re.Match[str], at: int) -> str:
    before = text[at - 1] if at else " "
    if before == "$" or m["c"]:
        return ""
    if (before.isalnum() and before.isascii()) or before in "_#/.-–" and at > 1 and text[at - 2].isalnum() and not m["u"]:
        return "name"
    if before == "[" or (before == "(" and text[m.end("n") : m.end("n") + 1] in ")" and not m["u"]):
        return "footnote"
    if m["u"] is None and _REFERENCE.search(lower, max(0, at - 24), at):
        return "reference_number"
    if m["u"] is None and text[m.end("n") : m.end("n") + 2] == ". " and (at == 0 or text[max(0, at - 1)] == "\n"):
        return "list_number"
    after = text[m.end() : m.end() + 1]
    if m["u"] is None and m["m"] is None and after in "/_" and after:
        return "name"
    return ""


def _token(text: str, lower: str, m: re.Match[str]) -> _Token | str:
    start, end = m.span()
    value = _value(m["n"])
    factor = prod(MULTIPLIERS[word] for word in m["m"].lower().split()) if m["m"] else 1.0
    if m["c"] and m["mk"]:
        factor *= {"k": 1e3, "m": 1e6, "b": 1e9}[m["mk"]]
    elif m["mk"] and not m["u"]:
        if m["mk"] == "m":
            return start, end, value, 1.0, "m", "m", False
        return "name"
    if m["c"]:
        currency = _CURRENCY[m["c"].lower().rstrip(".")]
        if m["d"] and not m["u"]:
            return "unknown_unit"
        tail = re.compile(r"\s?(?:/|per\s)\s?(?P<d>" + _unit_pattern() + ")").match(text, m.end())
        if tail:
            code, size = _unit(tail["d"])
            return start, tail.end(), value, factor / size, f"{currency}/{code}", m["c"].lower(), True
        stop = m.end("u") if m["u"] and _unit(m["u"])[0] == currency else max(m.end("n"), m.end("m"), m.end("mk"))
        return start, stop, value, factor, currency, m["c"].lower(), True
    if m["u"]:
        return _with_unit(text, lower, m, value, factor)
    if m["m"] or not m["n"][0].isalpha():
        counted = _COUNTED.match(text, m.end("m") if m["m"] else m.end("n"))
        if counted and counted["noun"].lower() not in _NOT_NOUNS and not _sloganlike(lower, m, counted):
            near = counted["np"].strip().count(" ") <= (1 if counted["np"][0].isupper() else 0)
            stop = counted.end() if near else (m.end("m") if m["m"] else m.end("n"))
            return start, stop, value, factor, "count", counted["np"].strip(), False
        if m["m"] and float(factor) >= 1e3:
            return start, m.end("m"), value, factor, "count", "", False
        if _SIGN_BEFORE.search(lower, max(0, start - 3), start):
            return start, m.end("n"), value, 1.0, "1", "index", False
    return "" + ("year" if re.fullmatch(r"(?:19|20)\d\d", m["n"]) else "unknown_unit")


def _sloganlike(lower: str, m: re.Match[str], counted: re.Match[str]) -> bool:
    """A number at a line's start before a capital numbers the line; a bare year before a noun dates it."""
    at = m.start("n")
    heads = (at == 0 or lower[at - 1] == "\n") and counted["np"][0].isupper() and "," not in m["n"] and not m["m"]
    return heads or bool(re.fullmatch(r"(?:19|20)\d\d", m["n"])) or counted["noun"].lower() in _SLOGANS


def _unit(surface: str) -> tuple[str, float]:
    low = re.sub(r"\s", " ", surface.lower())
    if low in _PER:
        return _PER[low], 1.0
    unit = unit_symbols().get(surface) or units_en().get(low)
    if unit is None:
        unit = unit_symbols()[re.sub(r"\s", " ", surface)]
    return unit.code, unit.factor


def _with_unit(text: str, lower: str, m: re.Match[str], value: float, factor: float) -> _Token | str:
    surface = m["u"]
    code, size = _unit(surface)
    end = m.end("u")
    if m["co"] and code in {"t", "kg", "g"}:
        code, end = {"t": "tCO2e", "kg": "kgCO2e", "g": "gCO2e"}[code], m.end("co")
    if m["d"]:
        per, divisor = _unit(m["d"])
        if m["dm"]:
            scale = m["dm"].strip().lower()
            divisor *= MULTIPLIERS.get(scale) or _value(scale)
        if not (code in {"%", "pp", "1"} or per == code or (per == "year" and "/" not in text[end : m.start("d")])):
            code, size, end = f"{code}/{per}", size / divisor, m.end("d")
    elif code in _DURATION:
        return "duration"
    if surface == "t" and m["m"] is None and end < len(text) and text[end] in "’'":
        return "name"
    if code == "g/km" and re.search(r"co\s?2|emission|carbon", lower[max(0, m.start() - 1500) : m.end() + 300]):
        code = "gCO2e/km"
    if surface.lower() == "times" and text[m.end() : m.end() + 3] in {" a ", " pe"}:
        return "frequency"
    if surface in {"m", "g", "L", "l", "h", "V", "W", "J", "B", "t"} and m.end("n") == m.start("u") and surface in {"B", "L", "l", "h", "V", "J"}:
        return "name"
    return m.start("n"), end, value, factor * size, code, surface, False


def _words(lower: str, periods: list[Mention[Span2]]) -> list[_Token]:
    tokens: list[_Token] = []
    spans = iter(periods)
    period = next(spans, None)
    for m in _word_pattern().finditer(lower):
        start, end = m.span()
        while period is not None and period.end <= start:
            period = next(spans, None)
        if period is not None and period.start <= start:
            continue
        if m["fn"]:
            tokens.append((start, end, fraction(m["fn"], m["fd"]), 1.0, "1", "fraction", False))
        elif m["half"]:
            tokens.append((start, m.end("half"), 0.5, 1.0, "1", "fraction", False))
        elif m["times"]:
            word = m["times"].removeprefix("to ").removeprefix("will ")
            value = _TIMES.get(word[:4]) or _fold(word)
            tokens.append((end - len(word), end, value, 1.0, "1", "multiple", False))
        else:
            counted = _COUNTED.match(lower, m.end("w"))
            if not counted or counted["noun"] in _NOT_NOUNS or counted["noun"] in _SLOGANS:
                continue
            near = counted["np"].strip().count(" ") <= 2
            tokens.append((start, counted.end() if near else m.end("w"), WORDS[m["w"]], 1.0, "count", counted["np"].strip(), False))
    return tokens


def _fold(word: str) -> float:
    head = word.removesuffix("fold").rstrip("-")
    return float(head) if head.isdigit() else WORDS[head]


def _assemble(text: str, lower: str, tokens: list[_Token], unread: list[Unread]) -> list[Amount]:
    """Join ranges, lend a unit to the number before it, read the comparison words."""
    amounts: list[Amount] = []
    lent = {u.end: u for u in unread if u.reason == "unknown_unit"}
    used: set[int] = set()
    i = 0
    last = -1
    while i < len(tokens):
        start, end, value, factor, code, form, money = tokens[i]
        if start < last:
            i += 1
            continue
        low = high = value * factor
        begin = start
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        joined = following and following[0] >= end and _range_between(lower, start, end, following[0]) and (following[4] == code or following[6] == money)
        if joined and following is not None and following[4] == code and following[2] * following[3] > low and not _from_to(lower, start, end, following):
            high, end = following[2] * following[3], following[1]
            i += 1
        else:
            bare = _bare_before(lower, start, lent)
            if bare is not None and bare.start not in used:
                first = _value(text[bare.start : bare.end])
                if first * factor < high and not re.search(r"\bfrom\s+$", lower[max(0, bare.start - 6) : bare.start]):
                    low, begin = first * factor, bare.start
                    used.add(bare.start)
        same_gas = code == "t" and amounts and amounts[-1].unit == "tCO2e" and start - amounts[-1].end < _SAME_GAS
        if same_gas and not lower.startswith(" of ", end) and "weigh" not in lower[max(0, start - 20) : start]:
            code = "tCO2e"
        amounts.append(_amount(lower, begin, end, low, high, code, form))
        last = end
        i += 1
    unread[:] = [u for u in unread if u.start not in used]
    return amounts


def _range_between(lower: str, start: int, end: int, nxt: int) -> bool:
    gap = lower[end:nxt]
    if _JOIN.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap)) and bool(re.search(r"\bbetween\s+(?:about\s+|around\s+)?$", lower[max(0, start - 20) : start]))


def _from_to(lower: str, start: int, end: int, following: _Token) -> bool:
    """"from 12% to 15%" names two levels, not a range."""
    return "to" in lower[end : following[0]] and bool(re.search(r"\bfrom\s+(?:about\s+|around\s+|approximately\s+)?$", lower[max(0, start - 22) : start]))


def _bare_before(lower: str, start: int, lent: dict[int, Unread]) -> Unread | None:
    """A number without a unit that a dash or "and" ties to the one at ``start``."""
    for back in range(1, 6):
        unread = lent.get(start - back)
        if unread is None:
            continue
        gap = lower[unread.end : start]
        if _JOIN.fullmatch(gap) or (_AND.fullmatch(gap) and re.search(r"\bbetween\s+$", lower[max(0, unread.start - 9) : unread.start])):
            return unread
    return None


def _amount(lower: str, start: int, end: int, low: float, high: float, code: str, form: str) -> Amount:
    low, high = float(f"{low:.12g}"), float(f"{high:.12g}")
    comparison: Comparison = "eq" if low == high else "range"
    approximate = False
    head, tail = start, end
    before = _PRE.search(lower, max(0, start - 40), start)
    if before and (before.start() == 0 or not lower[before.start() - 1].isalnum()):
        head = before.start()
        if before["about"]:
            approximate = True
        elif comparison != "range":
            comparison = "ge" if before["ge"] else "le"
    after = _POST.match(lower, end)
    if after:
        tail = after.end()
        if comparison != "range":
            comparison = "ge" if after["ge"] else "le"
    return Amount(start, end, low, high, code, comparison, approximate, form if code == "count" else None, head, tail, form)
