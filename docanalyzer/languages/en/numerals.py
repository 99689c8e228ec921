"""English number words, as far as policy texts use them."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, float] = {word: float(i) for i, word in enumerate(_UNITS.split())}
WORDS |= {word: 10.0 * i for i, word in enumerate(_TENS.split(), 2)}
WORDS |= {f"{ten}-{one}": WORDS[ten] + WORDS[one] for ten in _TENS.split() for one in _UNITS.split()[1:10]}
WORDS["hundred"] = 100.0

MULTIPLIERS: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}

_STEMS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
ORDINALS: dict[str, int] = {word: i for i, word in enumerate(_STEMS.split(), 1)}
# The days of a month in words: fourth (of July), twenty-first.
DAYS: dict[str, int] = ORDINALS | {"twentieth": 20, "thirtieth": 30, "thirty-first": 31}
DAYS |= {f"twenty-{word}": 20 + i for word, i in ORDINALS.items() if i < 10}

_PARTS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
}


_SMALL = "|".join(sorted((w for w in WORDS if w != "hundred"), key=len, reverse=True))
_BLOCK = rf"(?:(?:(?:{_SMALL}|a)\s+hundred(?:\s+(?:and\s+)?(?:{_SMALL}))?|(?:{_SMALL}))(?![a-z]))"
# One hundred and seventy, three thousand two hundred; a single word is one too.
PHRASE = rf"(?:(?:{_BLOCK}|a)\s+thousand(?:\s+(?:and\s+)?{_BLOCK})?(?![a-z])|{_BLOCK}|hundred)"


def phrase_value(phrase: str) -> float:
    """The value of a number in words as ``PHRASE`` matches it."""
    total = block = 0.0
    for word in phrase.lower().split():
        if word == "thousand":
            total, block = (block or 1.0) * 1000.0, 0.0
        elif word == "hundred":
            block = (block or 1.0) * 100.0
        elif word not in {"and", "a"}:
            block += WORDS[word]
    return total + block


def fraction(numerator: str, denominator: str) -> float:
    """The value of "two-thirds": numerator a number word or "a", denominator an ordinal."""
    top = 1.0 if numerator in {"a", "one"} else WORDS[numerator]
    return round(top / _PARTS[denominator], 4)


# 9.8e-3, 4.5 × 10^6, 2 × 10⁸.
POWER = (
    r"\d+(?:\.\d+)?(?:[eE][+\-−]?\d{1,2}(?![\w.])"
    r"|\s?[×x]\s?10(?:\s?\^\s?[\-−]?\d{1,2}(?!\d)|⁻?[⁰¹²³⁴-⁹]{1,2}))"
)
_POWER_PARTS = re.compile(r"([\d.]+)(?:[eE]|[×x]10\^?)([+-]?\d+)")
_LEVEL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def power_of_ten(number: str) -> float | None:
    """The value of a number that ``POWER`` matched, without its blanks; None for any other number."""
    m = _POWER_PARTS.fullmatch(number.translate(_LEVEL))
    return float(f"{m[1]}e{m[2]}") if m else None
