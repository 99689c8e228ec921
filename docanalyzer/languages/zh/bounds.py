"""Chinese numbers that measure nothing named but bound something: 大于二十, 小于等于35, 位于20和30之间, 500以上.

A bare number is no quantity; one that words of comparison make a bound is a plain ratio, index or score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.core.record import Comparison
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.languages.base import Amount
from docanalyzer.languages.zh.numerals import multiplier
from docanalyzer.languages.zh.tokens import number_value

_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    r"|[一二两三四五六七八九十][一二两三四五六七八九十百千零〇]{0,15})"
)
_SCALE = r"(?:万亿|[万亿])?"
_EQUAL = r"(?:\s?或?\s?等于)?"
# Behind the number the clause ends or goes on to what has the score; a noun or a unit would make it another thing.
_ENDS = (
    r"(?![\d.,%‰/年月日号时点十百千万亿余多几°℃a-zA-Z])"
    r"(?=\s*(?:$|[，。；！？、,;?!）)]|的(?!第)|且|并|和|而|但|同时|大于|小于))"
)
_GE = ("大于", "不小于", "高于", "不低于", "超过", "多于", "至少", "最少")
_LE = ("小于", "不大于", "低于", "不高于", "不超过", "少于", "至多", "最多")
_BETWEEN = ("位于", "介于")
_CUES = TermScanner([(word, None) for word in (*_GE, *_LE, "等于", *_BETWEEN)])
_BOUND = re.compile(
    rf"(?:(?P<ge>{'|'.join(_GE)})|(?P<le>{'|'.join(_LE)})|(?<![大小])(?P<eq>等于))了?\s?{_EQUAL}[为是]?\s?"
    rf"(?P<n>{_NUMBER})(?P<s>{_SCALE}){_ENDS}"
    rf"|(?:{'|'.join(_BETWEEN)})(?P<low>{_NUMBER})(?:和|与|到|至|-|—|~)(?P<high>{_NUMBER})(?P<s2>{_SCALE})之间"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_bounds(text: str) -> Iterator[Amount]:
    """Every number that only words of comparison make a quantity, in order."""
    last = 0
    for start, _, _ in _CUES.scan(text):
        m = _BOUND.match(text, start) if start >= last else None
        amount = _amount(m) if m is not None else None
        if m is not None and amount is not None:
            last = m.end()
            yield amount


def _amount(m: re.Match[str]) -> Amount | None:
    if m["low"]:
        low, high = _value(m["low"], m["s2"]), _value(m["high"], m["s2"])
        if low is None or high is None or low >= high or _YEAR.fullmatch(m["low"]):
            return None
        return _made(m.start("low"), m.end("s2"), low, high, "range", m.start())
    value = _value(m["n"], m["s"])
    if value is None or _YEAR.fullmatch(m["n"]):
        return None
    comparison: Comparison = "ge" if m["ge"] else "le" if m["le"] else "eq"
    return _made(m.start("n"), m.end("s"), value, value, comparison, m.start())


def _value(written: str, scale: str) -> float | None:
    value = number_value(written)
    return None if value is None else value * (multiplier(scale) if scale else 1.0)


def _made(start: int, end: int, low: float, high: float, comparison: Comparison, head: int) -> Amount:
    return Amount(start, end, low, high, "1", comparison, False, None, head, end, "index")  # noqa: FBT003 (approximate)
