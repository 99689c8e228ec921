"""The unit of a table that names none, where the text tells some of its numbers again with their unit."""

from __future__ import annotations

import re
from collections import defaultdict

from docanalyzer.records.grid_places import Grid
from docanalyzer.records.table_columns import Surroundings

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Short numbers are met by chance; so are one number alone, and shares and counts.
_FEWEST_DIGITS, _FEWEST_NUMBERS = 3, 2
_TOO_COMMON = frozenset({"%", "pp", "permille", "1", "count"})


def retold_unit(grid: Grid, around: Surroundings) -> str:
    """The words of the unit that the text gives to at least two numbers of a table; empty where others are as many."""
    text = around.text
    held = {text[cell.start : cell.end].strip() for cell in grid.cells}
    numbers = {number for number in held if _telling(number)}
    if len(numbers) < _FEWEST_NUMBERS:
        return ""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for amount in around.amounts:
        if grid.start <= amount.start < grid.end or amount.unit in _TOO_COMMON:
            continue
        m = _NUMBER.match(text, amount.start, amount.end)
        if m is not None and m[0] in numbers:
            told[amount.unit][m[0]] = text[m.end() : amount.end].strip()
    words = max(told.values(), key=len, default={})
    others = sum(len(numbers) for numbers in told.values()) - len(words)
    if len(words) < max(_FEWEST_NUMBERS, 2 * others + 1) or len(set(words.values())) != 1:
        return ""
    return next(iter(words.values()))


def _telling(number: str) -> bool:
    digits = sum(c.isdigit() for c in number)
    return bool(_NUMBER.fullmatch(number)) and digits >= _FEWEST_DIGITS and not _YEAR.fullmatch(number)
