"""Parts of a measure that sentences and tables fill in the same way."""

from __future__ import annotations

from docanalyzer.core.record import Indicator, Kind, Quantity
from docanalyzer.knowledge.indicators import indicator_id
from docanalyzer.languages.base import Amount
from docanalyzer.linguistics import Tongue


def quantity_of(raw: str, amount: Amount, unit: str | None = None) -> Quantity:
    """An amount as a record, quoted from the document's text; ``unit`` overrules the amount's own."""
    return Quantity(
        amount.start,
        amount.end,
        raw[amount.start : amount.end],
        amount.low,
        amount.high,
        unit or amount.unit,
        amount.comparison,
        amount.approximate,
        amount.counted,
    )


def indicator_of(
    text: str, raw: str, span: tuple[int, int], language: Tongue, unit: str, kind: Kind | None
) -> Indicator:
    """A noun phrase as a record, with the id of the catalogue where the phrase, its unit and kind leave no doubt."""
    a, b = span
    return Indicator(a, b, raw[a:b], indicator_id(text[a:b], language, unit, kind))
