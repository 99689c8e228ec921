"""The catalogue of indicators: a phrase of a text -> canonical id."""

from __future__ import annotations

from docanalyzer.linguistics import Tongue


def indicator_id(phrase: str, language: Tongue) -> str | None:
    return None
