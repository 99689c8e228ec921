"""Units of a table: in brackets behind a name or a head, in their own column, in the caption, or as a whole head."""

from __future__ import annotations

import re
from functools import lru_cache

from docanalyzer.languages.base import Language
from docanalyzer.linguistics import View

# Stands for the unit of an index.
PLAIN = " "
# In the column of units: the number is a plain index.
NO_UNIT = re.compile(r"\s*(?:[-—–/]{1,2}|无量纲|dimensionless)\s*")
INDEX_NAME = re.compile(r"指数|系数|比值|\b(?:index|coefficient)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（]([^（）()]{1,32})[)）]\s*(?:[(（][约预][束期]性?[)）]\s*)?(?:[*①-⑳]+\s*)?$")
_AFTER_SLASH = re.compile(r"/([^/\s]{1,10})\s*$")
_CAPTION_UNIT = re.compile(r"(?:单位|Units?)\s*[:：]\s*([^\n()（）]{1,24})")
_CAPTION_BRACKETS = re.compile(r"[(（](?:单位[:：]|in )?\s*([^（）()]{1,24})[)）]")
# Spellings that tables have and sentences do not, in the order in which they are put right.
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[(（][a-z\d][)）]\s*|\s*[(（][a-z\d][)）]$|[*①-⑳]+$"), ""),
    (re.compile(r"^(?:in\s+|单位[:：]\s*)|\s*[,，;；]\s*(?:cumulative|累计)$", re.IGNORECASE), ""),
    (re.compile(r"\s+of\s+(?=t?CO2)"), " "),
    (re.compile(r"^['’‘]?000s?\s+(?:of\s+)?(?=\w)"), "thousand "),
    (re.compile(r"^(?:int[’'.]?l\.?|international)\s+dollars?$", re.IGNORECASE), "USD"),
    (re.compile(r"^(?:numbers?|nos?\.?|count|#)$", re.IGNORECASE), "units"),
    (re.compile(r"^%\s+(?:of|vs\.?|versus|below|relative to|compared to|change|reduction)(?:\s.*|$)"), "%"),
    (re.compile(r"^(?:per ?cent|percentage)$", re.IGNORECASE), "%"),
    (re.compile(r"\b(?:mil|mln|mio)\b\.?", re.IGNORECASE), "million"),
    (re.compile(r"^million t(?=CO2|oe|ce)|^MT(?=\s?CO2|$)|^MTons?(?=\s|$)"), "Mt"),
    (re.compile(r"^(?:dB|分贝)\s?[(（]A[)）]$"), "dB"),
    (re.compile(r"^KWh$"), "kWh"),
    # 78年 in a sentence is how long something lasts; in a table of 受教育年限 it is an amount.
    (re.compile(r"^年$"), "岁"),
)
_COUNTED = re.compile(r"[一-鿿]{1,3}(?P<by>[台辆个家座项处套件所条起宗户])")
# USD in millions, million USD.
_MONEY = re.compile(r"(?P<name>[A-Z]{3}|US\$|\$|€)\s+(?:in\s+)?(?P<size>thousands?|millions?|billions?)", re.IGNORECASE)


class Units:
    """Finds units in the cells and heads of one table."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def behind(self, head: str) -> str:
        """The unit in brackets or behind a stroke at the end of a head or a name; empty for none."""
        return self._in(_IN_BRACKETS.search(head)) or self._in(_AFTER_SLASH.search(head))

    def of_caption(self, caption: str) -> str:
        """The unit that a caption names: 单位：吨, "Unit: Mt CO2e", or in brackets."""
        named = self._in(_CAPTION_UNIT.search(caption))
        if named:
            return named
        return next((unit for m in _CAPTION_BRACKETS.finditer(caption) if (unit := self.usable(m[1]))), "")

    def usable(self, written: str) -> str:
        """The words as a unit that a number can stand before; empty where they are none."""
        written = "".join(written.split()) if self._language.code == "zh" else " ".join(written.split())
        for pattern, right in _SPELLINGS:
            written = pattern.sub(right, written).strip()
        if self._language.code == "en":
            money = _MONEY.fullmatch(written)
            written = f"{money['size'].rstrip('s')} {money['name']}" if money else written
        if written and _unit_of(written, self._language):
            return written
        # 标台, 机组个: what a column of units names is counted by its last character.
        counted = _COUNTED.fullmatch(written)
        return counted["by"] if counted and _unit_of(counted["by"], self._language) == "count" else ""

    def whole(self, head: str) -> str:
        """A head that is nothing but a unit ("Mt CO2e"), and of nothing that is counted; else empty."""
        written = self.usable(head)
        return written if written and _unit_of(written, self._language) != "count" else ""

    def cut(self, text: str, start: int, end: int) -> int:
        """Where a name ends that has its unit behind it."""
        for pattern in (_IN_BRACKETS, _AFTER_SLASH):
            tail = pattern.search(text, start, end)
            if tail and tail.start() > start and self.usable(tail[1]):
                end = tail.start()
        return end

    def _in(self, m: re.Match[str] | None) -> str:
        return self.usable(m[1]) if m else ""


@lru_cache(maxsize=512)
def _unit_of(written: str, language: Language) -> str:
    """The unit of a number that stands before these words; empty where it would be no quantity of them all."""
    text = ("3.5 " if written[0].isascii() and written[0].isalpha() else "3.5") + written
    amounts, _ = language.find_amounts(View(language.code, text, text.lower()), [])
    return amounts[0].unit if len(amounts) == 1 and amounts[0].end == len(text) else ""
