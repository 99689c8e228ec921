"""English numbers that measure nothing named but bound something: greater than 20, between 44 and 50, 12 or less.

A bare number is no quantity; one that words of comparison make a bound is a plain ratio, index or score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.core.record import Comparison
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.languages.base import Amount
from docanalyzer.languages.en.numerals import MULTIPLIERS, PHRASE
from docanalyzer.languages.en.tokens import number_value

_NUMBER = rf"(?:-\s?)?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?:-\s?)?\d+(?:\.\d+)?|{PHRASE}"
_SCALE = r"(?:\s(?:million|billion|trillion))?"
_OR_EQUAL = r"(?:\s+or\s+equal(?:\s+to)?)?"
_MORE = r"(?:greater|larger|higher|bigger|more)"
_LESS = r"(?:smaller|less|lower|fewer)"
# A number may only be followed by what ends the phrase: a noun would make it a count.
_ENDS = (
    r"(?![\w%$€£°/\-])(?!\.\d)(?!,\d)"
    r"(?=\s*(?:[.,;:!?)\]]|\Z)|\s+(?:and|or|but|in|at|on|while|when|is|are|was|were|apiece|each|respectively)\b)"
)
# The words that make a number a bound, before it and behind it.
_GE = (
    rf"{_MORE}\s+(?:or\s+equal\s+)?than{_OR_EQUAL}|(?:at\s+least|no\s+(?:less|fewer)\s+than){_OR_EQUAL}"
    rf"|equal\s+to\s+or\s+{_MORE}\s+than|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|>\s?=|≥|>"
)
_LE = (
    rf"{_LESS}\s+(?:or\s+equal\s+)?than{_OR_EQUAL}|(?:at\s+most|no\s+more\s+than){_OR_EQUAL}"
    rf"|equal\s+to\s+or\s+{_LESS}\s+than|<\s?=|≤|<"
)
_WEAK_GE, _WEAK_LE = "above", "below|under"
_BOUND = re.compile(
    rf"(?<![\w<>=])(?:(?P<ge>{_GE})|(?P<le>{_LE})|(?P<wge>{_WEAK_GE})|(?P<wle>{_WEAK_LE})|(?P<eq>equal(?:s|ing)?(?:\s+to)?))"
    rf"\s*(?P<n>{_NUMBER})(?P<s>{_SCALE})"
    rf"(?:\s+(?:(?P<ge2>(?:or|and)\s+{_MORE})|(?P<le2>(?:or|and)\s+{_LESS}))\b(?:\s+than)?)?{_ENDS}"
)
_BEHIND = re.compile(
    rf"(?<![\w.,/$€£%-])(?P<n>{_NUMBER})(?P<s>{_SCALE})\s+(?:(?P<ge>(?:or|and)\s+{_MORE})|(?P<le>(?:or|and)\s+{_LESS}))\b"
    rf"(?:\s+than)?(?=\s*(?:[.,;:!?)\]]|\Z)|\s+(?:in|at|on)\b)"
)
_BETWEEN = re.compile(rf"\bbetween\s+(?P<n1>{_NUMBER})\s+and\s+(?P<n2>{_NUMBER})(?P<s>{_SCALE}){_ENDS}")
_OPENING = (
    "greater", "larger", "higher", "bigger", "more", "at least", "no less than", "no fewer than", "equal", "equals",
    "equaling", "exceed", "exceeds", "exceeded", "exceeding", "surpass", "surpasses", "surpassed", "surpassing", ">",
    "≥", "smaller", "less", "lower", "fewer", "at most", "no more than", "<", "≤", "above", "below", "under", "between",
)  # fmt: skip
_CLOSING = tuple(
    f"{word} {more}" for word in ("or", "and") for more in (*_OPENING[:5], "smaller", "less", "lower", "fewer")
)
# Where a bound may stand: its first word, or the words behind its number.
_HINTS = TermScanner([(h, True) for h in _OPENING] + [(h, False) for h in _CLOSING], words=True)
_REACH = 40
# Prose has small numbers in words after these (more than one); a year is a date, and above 5 may be a section.
_LEAST_IN_WORDS = 10
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_bounds(lower: str) -> Iterator[Amount]:
    """Every number that only words of comparison make a quantity, in order."""
    last = 0
    for start, _, opens in _HINTS.scan(lower):
        if start < last:
            continue
        if opens:
            m = (_BETWEEN if lower.startswith("between", start) else _BOUND).match(lower, start)
        else:
            m = _BEHIND.search(lower, max(last, start - _REACH), start + _REACH)
            m = m or _BOUND.match(lower, lower.index(" ", start) + 1)
        amount = _amount(m) if m is not None else None
        if m is not None and amount is not None:
            last = m.end()
            yield amount


def _value(written: str, scale: str) -> float | None:
    value = -number_value(written[1:].strip()) if written.startswith("-") else number_value(written)
    if written[0].isalpha() and value < _LEAST_IN_WORDS:
        return None
    return value * MULTIPLIERS.get(scale.strip(), 1.0)


def _amount(m: re.Match[str]) -> Amount | None:
    groups = m.groupdict()
    if "n1" in groups:
        low, high = _value(m["n1"], m["s"]), _value(m["n2"], m["s"])
        if low is None or high is None or low >= high:
            return None
        return _made(m.start("n1"), m.end(), low, high, "range", m.start())
    value = _value(m["n"], m["s"])
    if value is None or (_YEAR.fullmatch(m["n"]) and not groups.get("eq")):
        return None
    weak = groups.get("wge") or groups.get("wle")
    if weak and (not m["n"][0].isdigit() or value < 100 or "." in m["n"]):
        return None
    ge = any(groups.get(name) for name in ("ge", "ge2", "wge"))
    le = any(groups.get(name) for name in ("le", "le2", "wle"))
    comparison: Comparison = "ge" if ge else "le" if le else "eq"
    end = m.end("s") if m["s"] else m.end("n")
    made = _made(m.start("n"), end, value, value, comparison, m.start())
    # More than 130,000: a whole number with a comma counts something.
    return made._replace(unit="count", counted="", form="") if "," in m["n"] and value.is_integer() else made


def _made(start: int, end: int, low: float, high: float, comparison: Comparison, head: int) -> Amount:
    return Amount(start, end, low, high, "1", comparison, False, None, head, end, "index")  # noqa: FBT003 (approximate)
