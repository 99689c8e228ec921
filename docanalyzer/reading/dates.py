"""Dates as the heads and ends of documents write them, as ISO days."""

from __future__ import annotations

import re
from datetime import date

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: index for index, name in enumerate(_NAMES.split(), start=1)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True)) + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ＯO", "0")

ZH_DATE = (
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|[一二][〇○零ＯO一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
EN_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?,?\s+\d{{4}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}})"
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def zh_date(text: str) -> str | None:
    """ISO day of a Chinese date; the first of the month where the day is not given."""
    if re.match(r"[一二]", text):
        year, rest = text.split("年", 1)
        month, _, day = rest.partition("月")
        digits = "".join(_HAN_DIGITS.get(character, "") for character in year)
        return _iso(int(digits or 0), _counted(month), _counted(day.rstrip("日")) or 1)
    numbers = [int(number) for number in _NUMBER.findall(text)[:3]]
    return _iso(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)


def en_date(text: str) -> str | None:
    """ISO day of an English date; the first of the month where the day is not given, and 12.11.2023 in November."""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    word = next((w.lower()[:3] for w in _WORD.findall(text) if w.lower()[:3] in _SHORT), None)
    if word is None:
        year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
        return _iso(year, month, day)
    return _iso(numbers[-1], _SHORT[word], numbers[0] if len(numbers) > 1 else 1)


_SHORT = {name[:3]: number for name, number in _MONTHS.items()}


def _counted(text: str) -> int:
    """Numbers to 31 in Chinese."""
    if not text:
        return 0
    tens, ten, ones = text.rpartition("十")
    value = (int(_HAN_DIGITS.get(tens, "1")) if tens else 1) * 10 if ten else 0
    return value + int(_HAN_DIGITS.get(ones, "0"))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None
