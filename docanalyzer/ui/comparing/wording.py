"""The report of a comparison in the language of the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from docanalyzer.comparison.writing import Wording
from docanalyzer.comparison.writing.rows import Record, Side, side
from docanalyzer.core.record import Provision
from docanalyzer.present import one_line
from docanalyzer.ui import names, words
from docanalyzer.ui.comparing.reasons import reasons, steps
from docanalyzer.ui.comparing.sides import indicator_of, place_of, value_of
from docanalyzer.ui.words import Tongue, t, texts

# What a report calls these is said on the screens already.
_SHARED: Final = {
    "change": "change",
    "check": "check",
    "citing": "relation",
    "verdict": "id",
    "text_language": "language",
}


def wording(tongue: Tongue) -> Wording:
    """The words of a report; those of the command line in English."""
    if tongue == "en":
        return Wording()
    with words.speaking(tongue):
        said = {name: t(f"report.{name}") for name in _names("report")}
        said |= {
            f"{called}.{name}": t(f"{table}.{name}") for table, called in _SHARED.items() for name in _names(table)
        }

    def in_words(record: Record | None) -> Side | None:
        with words.speaking(tongue):
            return _side(record)

    def reason(text: str) -> str:
        with words.speaking(tongue):
            return t("compare.and").join(reasons(text))

    def step(text: str) -> str:
        with words.speaking(tongue):
            return steps(text)

    return Wording("zh-CN", said, in_words, reason, step)


def _names(table: str) -> list[str]:
    return [key.removeprefix(f"{table}.") for key in texts() if key.startswith(f"{table}.")]


def _side(record: Record | None) -> Side | None:
    plain = side(record)
    if record is None or plain is None:
        return None
    period = names.period(record.period)
    if isinstance(record, Provision):
        place = place_of(record.start, record.end, record.page)
        return replace(plain, what=names.words("force", record.force), period=period, place=place)
    evidence = record.evidence
    return Side(
        indicator_of(record),
        value_of(record),
        period,
        names.baseline(record.baseline),
        one_line(evidence.text),
        place_of(evidence.start, evidence.end, evidence.page),
    )
