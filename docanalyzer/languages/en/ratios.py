"""English values of ratios, coefficients and indices, which have no unit: a PUE of 1.3, a ratio of about 3:1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.core.record import Comparison
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.languages.base import Amount

_NAMES = TermScanner(
    [(name, True) for name in ("ratio", "coefficient", "index", "pue", "cop", "effectiveness", "fertility rate")],
    words=True,
)
# Such a value stands at most so far behind its name, in the same sentence.
_REACH = 120
_END = re.compile(r"[.;]\s|\n")
_VALUE = re.compile(
    r"\b(?:(?P<le>(?:to\s)?(?:within|below|under|no\smore\sthan)|capped\sat|limited\sto)|(?P<ge>(?:of\s)?(?:to\s)?(?:above|over|greater\sthan|higher\sthan)|exceeds?"
    r"|at\sleast|no\sless\sthan)"
    r"|to|at|of|from|reach(?:es|ed)?|is|was|be)\s(?P<about>(?:about|around|some|nearly)\s)?"
    r"(?P<n>\d{1,2}(?:\.\d{1,4})?)(?P<one>:1)?(?![\d%°:])(?!\.\d)"
    r"(?=[.,;)\]]|\s?\Z|\s(?:and|or|but|in|at|on|while|by|for|to|from|before|as|respectively)\b)"
)

_OR_MORE = re.compile(r"\s(?:or|and)\s(?:(?P<ge>more|greater|higher|above|better)|(?:less|lower|smaller|below))\b")


def find_ratios(lower: str) -> Iterator[Amount]:
    """Every value without a unit behind the name of a ratio, in order; whole numbers only as 3:1."""
    last = 0
    for _, end, _ in _NAMES.scan(lower):
        stop = _END.search(lower, end, end + _REACH)
        until = stop.start() + 1 if stop else min(len(lower), end + _REACH)
        for m in _VALUE.finditer(lower, max(end, last), until):
            if "." not in m["n"] and not m["one"]:
                continue
            last = m.end()
            comparison: Comparison = "le" if m["le"] else "ge" if m["ge"] else "eq"
            head = m.start("about") if m["about"] else m.start("n")
            if comparison != "eq":
                head = m.start("le") if m["le"] else m.start("ge")
            tail = last
            if comparison == "eq" and (more := _OR_MORE.match(lower, last)):
                comparison, tail = ("ge" if more["ge"] else "le"), more.end()
            value = float(m["n"])
            yield Amount(m.start("n"), last, value, value, "1", comparison, bool(m["about"]), None, head, tail, "index")
