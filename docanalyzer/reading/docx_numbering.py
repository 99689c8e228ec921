"""Automatic numbers of Word: they are not in the text of a paragraph and have to be counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.reading.docx_text import w

_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """One numbering instance: the counters it shares, and its levels with its own overrides."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document, paragraph by paragraph."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        element = _numbering_element(document)
        if element is not None:
            self._load(element)

    def next(self, paragraph: Any, styles: list[Any]) -> tuple[str, bool]:
        """The number that Word prints before a paragraph (blank for a bullet), and whether it is in a list."""
        number, level = _reference(paragraph, styles)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return "", False
        counters = self._counters[found.abstract]
        if level in found.overrides and (number, level) not in self._started:
            counters[level] = found.overrides[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else found.levels[level].start
        self._started.add((number, level))
        for deeper in [key for key in counters if key > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                del counters[deeper]
        return self._print(found, level, counters), True

    @staticmethod
    def _print(found: _List, level: int, counters: dict[int, int]) -> str:
        shape = found.levels[level]
        if shape.form in {"bullet", "none"}:
            return ""

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at, _Level())
            form = "decimal" if shape.legal and at != level else other.form
            return format_number(counters.get(at, other.start), form)

        return _PLACEHOLDER.sub(value, shape.pattern).strip()

    def _load(self, element: Any) -> None:
        abstracts = {a.get(w("abstractNumId")): a for a in element.findall(w("abstractNum"))}
        by_style = {link.get(w("val")): a for a in abstracts.values() if (link := a.find(w("styleLink"))) is not None}
        for num in element.findall(w("num")):
            reference = num.find(w("abstractNumId"))
            abstract = abstracts.get(None if reference is None else reference.get(w("val")))
            if abstract is None:
                continue
            link = abstract.find(w("numStyleLink"))
            if link is not None:
                abstract = by_style.get(link.get(w("val")), abstract)
            entry = _List(abstract.get(w("abstractNumId"), ""), _levels(abstract))
            for override in num.findall(w("lvlOverride")):
                at = _number(override, "ilvl", 0)
                entry.levels.update(_levels(override))
                start = override.find(w("startOverride"))
                if start is not None:
                    entry.overrides[at] = _number(start, "val", 1)
            self._lists[num.get(w("numId"), "")] = entry


def _numbering_element(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _levels(parent: Any) -> dict[int, _Level]:
    levels = {}
    for level in parent.findall(w("lvl")):
        form, text, start = level.find(w("numFmt")), level.find(w("lvlText")), level.find(w("start"))
        restart = level.find(w("lvlRestart"))
        levels[_number(level, "ilvl", 0)] = _Level(
            start=1 if start is None else _number(start, "val", 1),
            form="decimal" if form is None else form.get(w("val"), "decimal"),
            pattern="" if text is None else text.get(w("val"), ""),
            restart=None if restart is None else _number(restart, "val", 0),
            legal=level.find(w("isLgl")) is not None,
        )
    return levels


def _number(element: Any, attribute: str, default: int) -> int:
    text = element.get(w(attribute), "")
    return int(text) if text.isdecimal() and len(text) < 7 else default


def _reference(paragraph: Any, styles: list[Any]) -> tuple[str, int]:
    """The list and the level of a paragraph: its own, else those of its style or of a style below it."""
    number, level = None, None
    for holder in (paragraph, *styles):
        properties = holder.find(f"{w('pPr')}/{w('numPr')}")
        if properties is None:
            continue
        own_number, own_level = properties.find(w("numId")), properties.find(w("ilvl"))
        if level is None and own_level is not None:
            level = _number(own_level, "val", 0)
        if own_number is not None:
            number = own_number.get(w("val"), "")
            break
    return number or "", level or 0


def format_number(value: int, form: str) -> str:
    """A number as Word writes it in one of its formats; formats without a rule here are written as digits."""
    writer = _FORMATS.get(form)
    if writer is None and form.startswith(("chinese", "japanese", "taiwanese", "ideographLegal")):
        writer = _legal_number if "Legal" in form else chinese_number
    return writer(value) if writer is not None and value > 0 else str(value)


def _letters(value: int) -> str:
    """After Z Word writes AA, BB, CC."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _ordinal(value: int) -> str:
    last = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{last}"


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if value <= 20 else str(value)


def _legal_number(value: int) -> str:
    return chinese_number(value).translate(_LEGAL)


def chinese_number(value: int) -> str:
    """Numbers to 9999 in Chinese counting: 十二, 一百零三."""
    if value > 9999:
        return _digits(value)
    text, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if pending else "") + _DIGITS[digit] + name
            pending = False
        elif text:
            pending = True
    return text[1:] if text.startswith("一十") else text


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    text = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, value = divmod(value, size)
        text += letters * count
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "ordinal": _ordinal,
}
