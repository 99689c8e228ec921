"""What stands at an English number and changes its value: a minus, a tolerance; whether a bare C tells a warmth."""

from __future__ import annotations

import re

from docanalyzer.languages.en.numerals import POWER

# -310 Mt; of 10 -15 % and of a list item "-30 projects" the stroke is no minus.
_MINUS = re.compile(r"(?:(?<=[ (|\t\u00a0])|\A)[-−]\Z")
_NO_MINUS = re.compile(r"[\d%°)][ \u00a0][-−]\Z")
_STROKES = frozenset("-−")
# A reduction of -55 %: the words tell the direction, the number its size.
_CUT = re.compile(
    r"\b(?:reduc\w+|cuts?|decreas\w+|declin\w+|lower\w*|sav(?:ed|es|ings?)|drop\w*|f[ae]ll\w*|efficiency)"
    r"(?:\s(?:target|goal|rate|level)s?)?(?:\s(?:of|by|to|at|is|was|are|were|would|will|reach\w*|about|around))*\s[-−]\Z"
)
_CUT_REACH = 60
# 1.6 ± 0.2 %, 9.8e-3 +/- 1e-5 km.
_TOLERANCE = re.compile(rf"(?P<n>{POWER}|\d+(?:\.\d+)?)\s?%?\s?(?:±|\+\s?/\s?[-−–])\s?(?=\d)")
_TOLERANCE_SIGNS = ("±", "+/", "+ /")
_WARM = re.compile(r"warm|temperature|degree|heat|°|\b(?:cold|hot|cool|outside|outdoors|indoors|weather)\b")
_WARM_REACH = 60
# Warming to 2C, but the 4C network.
_DEGREES_BEFORE = re.compile(r"\b(?:to|of|by|at|than|below|above|under|within)\s\Z")


def is_negative(text: str, at: int) -> bool:
    """Whether the number at ``at`` has a minus written onto it that no word before it says already."""
    if not at or text[at - 1] not in _STROKES:
        return False
    start = max(0, at - 3)
    if not _MINUS.search(text, start, at) or _NO_MINUS.search(text, start, at):
        return False
    return not _CUT.search(text, max(0, at - _CUT_REACH), at)


def has_tolerance(text: str) -> bool:
    """Whether any number of the text may have a tolerance."""
    return any(sign in text for sign in _TOLERANCE_SIGNS)


def tolerance_at(text: str, at: int) -> re.Match[str] | None:
    """A number (``n``) and the sign of its tolerance, up to the number that tells how wide it is."""
    return _TOLERANCE.match(text, at)


def is_warm(lower: str, m: re.Match[str]) -> bool:
    """Whether a letter C at the number that ``measured`` matched tells a warmth."""
    if "." in m["n"]:
        return True
    if m.end("n") == m.start("u") and not _DEGREES_BEFORE.search(lower, max(0, m.start() - 8), m.start()):
        return False
    return bool(_WARM.search(lower, max(0, m.start() - _WARM_REACH), m.end() + _WARM_REACH))
