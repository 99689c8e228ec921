"""Industries: the classification GB/T 4754-2017, and how policy texts name what it classifies.

Codes and names come from public copies of the standard, checked against each other; the English names and the ISIC
Rev.4 codes beside the two upper levels are a reading and not official. See ``docs/knowledge-sources.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docanalyzer.core.record import Name
from docanalyzer.knowledge.agencies import office_names
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.tables import read_csv, read_toml
from docanalyzer.knowledge.units import alternation

# The last division of each section of GB/T 4754-2017.
_SECTION_ENDS = (
    (5, "A"), (12, "B"), (43, "C"), (46, "D"), (50, "E"), (52, "F"), (60, "G"), (62, "H"), (65, "I"), (69, "J"),
    (70, "K"), (72, "L"), (75, "M"), (79, "N"), (82, "O"), (83, "P"), (85, "Q"), (90, "R"), (96, "S"), (97, "T"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Industry:
    """A section (letter), division, group or class of GB/T 4754-2017; English and ISIC at the two upper levels only."""

    code: str
    name: Name
    isic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndustryTerm:
    """The surfaces of one industry; ``listed`` ones count only where the text says that an industry is meant."""

    id: str
    codes: tuple[str, ...]
    zh: tuple[str, ...]
    zh_listed: tuple[str, ...]
    not_zh: tuple[str, ...]
    en: tuple[str, ...]
    en_listed: tuple[str, ...]
    not_en: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndustryHit:
    """What a surface stands for: a term, or nothing where ``term`` is null because it is a name inside a name."""

    term: IndustryTerm | None
    listed: bool


@cache
def industries() -> dict[str, Industry]:
    """Every entry of GB/T 4754-2017 by code."""
    return {
        row["code"]: Industry(
            row["code"], Name(row["zh"], row["en"]), tuple(part for part in row["isic"].split(";") if part)
        )
        for row in read_csv("gbt4754.csv")
    }


@cache
def isic_titles() -> dict[str, str]:
    """The English titles of the sections and divisions of ISIC Rev.4 by code."""
    return {row["code"]: row["en"] for row in read_csv("isic4.csv")}


@cache
def industry_name(code: str) -> Name:
    """The name of a code; below the divisions the English is that of the division. Both empty for an unknown code."""
    entry = industries().get(code)
    if entry is None:
        return Name("", "")
    if entry.name.en or len(code) < 3:
        return entry.name
    return Name(entry.name.zh, industries()[code[:2]].name.en)


@cache
def letter(code: str) -> str:
    """The section of a code (``3011`` is ``C``); empty for what is no code."""
    if code[:1].isalpha():
        return code[0].upper()
    if not code[:2].isdigit():
        return ""
    return next((section for last, section in _SECTION_ENDS if int(code[:2]) <= last), "")


@cache
def industry_terms() -> tuple[IndustryTerm, ...]:
    """Every row of the terms, by id."""
    return tuple(
        IndustryTerm(
            id=row["id"],
            **{
                key: tuple(row.get(key, ()))
                for key in ("codes", "zh", "zh_listed", "not_zh", "en", "en_listed", "not_en", "examples")
            },
        )
        for row in read_toml("industry_terms.toml")["industry"]
    )


@cache
def _measured() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_toml("industry_terms.toml")["measured"]
    return tuple((row["code"], re.compile(rf"\b(?:{alternation(row['en'])})s?\b", re.IGNORECASE)) for row in rows)


def measured_industry(indicator: str) -> str | None:
    """The industry that the words of an English indicator place a number in (installed solar capacity), or null."""
    return next((code for code, words in _measured() if words.search(indicator)), None)


@cache
def chinese_industry_scanner() -> TermScanner[IndustryHit]:
    """The scanner of Chinese surfaces."""
    return _scanner("zh")


@cache
def _chinese_terms() -> dict[str, IndustryTerm]:
    return {surface: term for term in industry_terms() for surface in term.zh}


def chinese_industry_term(surface: str) -> IndustryTerm | None:
    """The term that a whole Chinese name (光伏产业) stands for by itself, or null."""
    return _chinese_terms().get(surface)


@cache
def english_industry_scanner() -> TermScanner[IndustryHit]:
    """The scanner of English surfaces in lower case."""
    return _scanner("en")


def _plural(name: str) -> str:
    if name.endswith(("s", "ing")):
        return name
    return name[:-1] + "ies" if name.endswith("y") and name[-2] not in "aeiou" else name + "s"


def _scanner(language: str) -> TermScanner[IndustryHit]:
    nothing = IndustryHit(None, listed=False)
    # 农业农村部 and "Ministry of Transport" name an office, not an industry.
    surfaces = dict.fromkeys(office_names(language), nothing)
    for term in industry_terms():
        surfaces |= dict.fromkeys(getattr(term, f"not_{language}"), nothing)
    for term in industry_terms():
        surfaces |= dict.fromkeys(getattr(term, f"{language}_listed"), IndustryHit(term, listed=True))
    for term in industry_terms():
        surfaces |= dict.fromkeys(getattr(term, language), IndustryHit(term, listed=False))
    if language == "en":
        # Without its plural, “cement sectors” would be a “cement sector” that fails to end with the word.
        surfaces = {_plural(surface): hit for surface, hit in surfaces.items()} | surfaces
    return TermScanner(surfaces.items(), words=language == "en")
