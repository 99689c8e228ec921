"""The reasons of a comparison in the language of the screen.

The engine gives its reasons in English, made of few sentences with blanks. The English texts of the tables ``reason``
and ``step`` are those sentences: what fits one of them is said anew, with names for codes; what fits none stays as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from docanalyzer.ui import names
from docanalyzer.ui.words import t, texts

_BLANK = re.compile(r"\{(\w+)\}")
_VALUE = re.compile(r"([-+]?)([\d.,]+(?:e[+-]?\d+)?)(?: to ([\d.,]+(?:e[+-]?\d+)?))? ?(\S+)?( a year)?")


def reasons(text: str) -> list[str]:
    """The parts of a reason, in words of the screen."""
    return [_said("reason", part) for part in text.split("; ") if part]


def steps(text: str) -> str:
    """One step of the arithmetic, its result in the unit of the screen."""
    if _fit("step", text) is not None:
        return _said("step", text)
    sums, equals, result = text.rpartition(" = ")
    return f"{sums}{equals}{value_in_words(result)}"


def understood(text: str) -> bool:
    """Whether the tables know a reason, all of it."""
    return all(_fit("reason", part) for part in text.split("; ") if part)


def _said(table: str, text: str) -> str:
    found = _fit(table, text)
    if found is None:
        return text
    key, blanks = found
    return t(key, **{name: _filled(name, value) for name, value in blanks.items()})


def _fit(table: str, text: str) -> tuple[str, dict[str, str]] | None:
    for key, pattern in _patterns(table):
        if match := pattern.fullmatch(text):
            return key, match.groupdict()
    return None


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Key and pattern of each sentence; those with more words of their own come first."""
    found = [(key, entry["en"]) for key, entry in texts().items() if key.startswith(f"{table}.")]
    found.sort(key=lambda row: -len(_BLANK.sub("", row[1])))
    return tuple((key, re.compile(_pattern(sentence))) for key, sentence in found)


def _pattern(sentence: str) -> str:
    parts = _BLANK.split(sentence)
    blanks = (f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return "".join(blanks)


def _filled(blank: str, text: str) -> str:
    kind = re.sub(r"_.*", "", blank)
    return _FILL[kind](text) if kind in _FILL else text


def _codes(name: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: names.listed(text.split(", "), name)


def value_in_words(text: str) -> str:
    """``-13.5 %`` or ``30,000,000 t`` of a reason with the unit of the screen; anything else as it is."""
    match = _VALUE.fullmatch(text)
    if match is None:
        return text
    sign, low, high, unit, each = match.groups()
    number = f"{sign}{low}–{high}" if high else f"{sign}{low}"
    said = names.unit(unit) if unit else ""
    gap = "" if not said or said[0] in "%‰℃°" or "㐀" <= said[0] <= "鿿" else " "
    shown = f"{number}{gap}{said}"
    return t("compare.a_year", value=shown) if each else shown


_FILL: Final[dict[str, Callable[[str], str]]] = {
    "industries": _codes(names.industry),
    "regions": _codes(names.region),
    "actors": _codes(names.agency),
    "force": lambda text: names.word("force", text),
    "direction": lambda text: names.word("direction", text),
    "basis": lambda text: _said("basis", text),
    "slots": lambda text: names.listed(text.split(", "), lambda one: names.word("slot_of", one)),
    "change": lambda text: names.word("change", text),
    "unit": names.unit,
    "value": value_in_words,
    "step": steps,
}
