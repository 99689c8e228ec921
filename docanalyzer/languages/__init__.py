"""Language packs: what the engine must know of a language, as data and small functions."""

from __future__ import annotations

from docanalyzer.languages.base import Language
from docanalyzer.languages.en import ENGLISH
from docanalyzer.languages.zh import CHINESE
from docanalyzer.linguistics import Tongue

LANGUAGES: dict[Tongue, Language] = {"zh": CHINESE, "en": ENGLISH}

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "Language"]
