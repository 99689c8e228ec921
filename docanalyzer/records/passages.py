"""What the builders of measures are given: the document's context and places, and its sentences that hold something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import DocumentKind
from docanalyzer.languages.base import Amount, When
from docanalyzer.structure import Sentence

# The fullest sentences of real documents hold some twenty amounts; more are read in stretches, since each amount is
# weighed against all others of its passage.
_MOST_AMOUNTS = 64


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole document says: its issue year and kind, and the region its issuer governs."""

    issued_on: str | None
    kind: DocumentKind
    jurisdiction: str | None


@dataclass(slots=True)
class Passage:
    """A sentence with the amounts and periods in it."""

    sentence: Sentence
    amounts: list[Amount]
    periods: list[Mention[When]]
    index: int = -1


@dataclass(frozen=True, slots=True)
class Places:
    """The regions and industries of a document, each in text order."""

    regions: Sequence[Mention[Concept]] = ()
    industries: Sequence[Mention[Concept]] = ()


def passages(sentences: Sequence[Sentence], amounts: list[Amount], periods: list[Mention[When]]) -> Iterator[Passage]:
    """The sentences that hold an amount or a period, with what they hold; all inputs in text order.

    ``Passage.index`` is the sentence's place among ``sentences``. A sentence with very many amounts gives several
    passages.
    """
    a = p = 0
    for index, sentence in enumerate(sentences):
        end = sentence.end
        while a < len(amounts) and amounts[a].start < sentence.start:
            a += 1
        while p < len(periods) and periods[p].start < sentence.start:
            p += 1
        first_amount, first_period = a, p
        while a < len(amounts) and amounts[a].start < end:
            a += 1
        while p < len(periods) and periods[p].start < end:
            p += 1
        while a - first_amount > _MOST_AMOUNTS:
            rest = first_amount + _MOST_AMOUNTS
            cut = max(amounts[rest].head, amounts[rest - 1].end)
            until = bisect_left(periods, cut, first_period, p, key=lambda period: period.start)
            stretch = replace(sentence, end=cut)
            yield Passage(stretch, amounts[first_amount:rest], periods[first_period:until], index)
            sentence, first_amount, first_period = replace(sentence, start=cut), rest, until
        if a > first_amount or p > first_period:
            yield Passage(sentence, amounts[first_amount:a], periods[first_period:p], index)
