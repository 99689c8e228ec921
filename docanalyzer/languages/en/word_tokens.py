"""English numbers in words with what they count or measure: fractions, multiples, two and a half million."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.base import When
from docanalyzer.languages.en.counted import COUNTED, GOALS_BEHIND, REFERENCE, REFERENCE_REACH
from docanalyzer.languages.en.lists import words
from docanalyzer.languages.en.numerals import MULTIPLIERS, WORDS, fraction
from docanalyzer.languages.en.tokens import DURATIONS, Token, measured, number_value, outside, read_token
from docanalyzer.languages.en.unit_forms import unit_of, unit_pattern

_TIMES = {"doub": 2.0, "twic": 2.0, "trip": 3.0, "quad": 4.0}
_AND_A_HALF = re.compile(r"(?P<w>[a-z]+)\sand\s(?:a|one)[\s-]half(?=\s)")


@cache
def _word_hints() -> TermScanner[None]:
    folds = [f"{w}{j}fold" for w in WORDS for j in ("", "-")]
    multiples = [
        "doubled",
        "doubling",
        "doubles",
        "double",
        "triple",
        "tripled",
        "tripling",
        "quadruple",
        "quadrupled",
        "twice",
    ]
    parts = ["half", "a third", "a quarter", "quarter", "a fifth", "a tenth", "a hundred", "a thousand"]
    return TermScanner([(w, None) for w in [*WORDS, *folds, *multiples, *parts]], words=True)


@cache
def _word_pattern() -> re.Pattern[str]:
    not_fractions = r"party|parties|country|countries|of\s+(?:19|20)\d\d|phase|edition|carbon|assessment"
    return re.compile(
        r"(?P<fn>one|two|three|four|a(?=\s(?:third|quarter|fifth|tenth)\sof\b))[\s-](?P<fd>thirds?|quarters?|half|fifths?|tenths?)\b"
        rf"(?!\s+(?:{not_fractions}))"
        r"|(?P<half>half(?=\s+(?:of|the)\b)"
        r"(?!\s+of\s+(?:the\s+|this\s+|last\s+|next\s+|that\s+)?(?:year|decade|century|month|(?:19|20)\d\d)\b)"
        r"|(?<=than\s)half(?=\s))"
        r"|(?P<times>doubled|doubling|doubles|(?<=to\s|ll\s|an\s|ay\s|ld\s|ly\s|st\s)double"
        r"(?!\s(?:glaz|count|digit|track|deck|coun|mater))"
        r"|twice(?=\sas\s(?:many|much|high|large)\b)|triple|tripled|tripling|quadrupled?"
        r"|[a-z]+-?fold)\b"
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
    return None if code in DURATIONS else Token(m.start(), after.end(), value, factor * size, code, after["u"])


@cache
def _unit_after() -> re.Pattern[str]:
    multipliers, unit = alternation(tuple(MULTIPLIERS)), unit_pattern()
    return re.compile(rf"\s(?=[A-Za-z%])(?:(?P<m>(?i:{multipliers}))\b\s?)?(?P<u>{unit})?(?<=[A-Za-z%])")


def _word_token(text: str, lower: str, start: int) -> Token | None:
    m = _AND_A_HALF.match(lower, start)
    if m is not None and m["w"] in WORDS:
        return _and_a_half(text, m)
    part = _part_pattern().match(lower, start)
    if part is not None:
        return _part(text, part)
    m = _word_pattern().match(lower, start)
    if m is None:
        return _measured_word(text, lower, start)
    if m["fn"]:
        return Token(start, m.end(), fraction(m["fn"], m["fd"]), 1.0, "1", "fraction")
    if m["half"]:
        return Token(start, m.end("half"), 0.5, 1.0, "1", "fraction")
    value = _TIMES.get(m["times"][:4]) or WORDS.get(m["times"].removesuffix("fold").rstrip("-"))
    return Token(start, m.end(), value, 1.0, "1", "multiple") if value else None


@cache
def _phrases_not_counted() -> tuple[str, ...]:
    return tuple(sorted(phrase for phrase in words("not_counted") if " " in phrase))


@cache
def _part_pattern() -> re.Pattern[str]:
    return re.compile(r"(?:a\s+)?(?P<p>half|quarter)\s+(?:an?\s+)?(?P<m>million|billion|trillion)\b")


def _part(text: str, m: re.Match[str]) -> Token:
    """Half a million, a quarter million dollars."""
    value, factor = 0.5 if m["p"] == "half" else 0.25, MULTIPLIERS[m["m"]]
    after = _unit_after().match(text, m.end())
    if after is None or after["u"] is None or after["m"]:
        return Token(m.start(), m.end(), value, factor, "count", "")
    code, size = unit_of(after["u"])
    return Token(m.start(), after.end(), value, factor * size, code, after["u"])


def _measured_word(text: str, lower: str, start: int) -> Token | None:
    """A number in words with a unit or a counted noun behind it."""
    found = measured().match(text, start)
    if found is None:
        return None
    if found["m"] or found["u"]:
        token = read_token(text, lower, found, None)
        return token if isinstance(token, Token) else None
    end = found.end("n")
    counted = COUNTED.match(lower, end) if lower[end : end + 1].isspace() else None
    noun = counted["noun"] if counted else ""
    if counted is None or found["n"].lower() in {"zero", "one"} or noun in words("no_nouns") | words("not_counted"):
        return None
    if GOALS_BEHIND.match(lower, counted.end()) or counted["np"].lower().endswith(_phrases_not_counted()):
        return None
    if REFERENCE.search(lower, max(0, start - REFERENCE_REACH), start):
        return None  # tier two methods
    beside = counted["np"].strip().count(" ") <= 2
    return Token(start, counted.end() if beside else end, number_value(found["n"]), 1.0, "count", counted["np"].strip())
