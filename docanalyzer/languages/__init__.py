"""Language packs: what the engine must know of a language, as data and small functions."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, Language, Unread, When
from docanalyzer.languages.en import ENGLISH
from docanalyzer.languages.zh import CHINESE
from docanalyzer.linguistics import Tongue, View


def _countable(language: Language) -> Language:
    """The language with numbers too long to reckon with (400 nines) left unread: no file could hold their values."""

    def find_amounts(view: View, periods: list[Mention[When]]) -> tuple[list[Amount], list[Unread]]:
        amounts, unread = language.find_amounts(view, periods)
        endless = [amount for amount in amounts if not (isfinite(amount.low) and isfinite(amount.high))]
        if endless:
            amounts = [amount for amount in amounts if amount not in endless]
            unread = unread + [Unread(amount.start, amount.end, "too_large") for amount in endless]
        return amounts, unread

    return replace(language, find_amounts=find_amounts)


LANGUAGES: dict[Tongue, Language] = {"zh": _countable(CHINESE), "en": _countable(ENGLISH)}

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "Language"]
