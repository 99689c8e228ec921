"""A text in sentences, each with what no language changes: numbers, dates, codes, forces, names of documents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from docanalyzer.comparison.basis import stated
from docanalyzer.core.document import Document
from docanalyzer.core.record import Analysis
from docanalyzer.linguistics import Tongue
from docanalyzer.structure import build_structure

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# （五）, 五、 and 第五条 stand where a translation has (5), V or Article 5.
_ORDINAL = re.compile(r"\s*[（(第]?([一二三四五六七八九十]{1,3})(?:[）)、.．]|[章节条])")
_TENS = re.compile(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?")
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of a document; ``size`` counts its characters of words, ``anchors`` have no language."""

    start: int
    end: int
    text: str
    size: int
    anchors: frozenset[tuple[str, object]]


def sentences(analysis: Analysis, tongue: Tongue | None = None) -> list[Piece]:
    """The sentences of a document in order; with ``tongue`` those in this language only."""
    info = analysis.document
    plan = build_structure(
        Document(info.id, info.name, info.media_type, info.text), "en" if info.language == "en" else "zh"
    )
    spans = [(s.start, s.end) for s in plan.sentences if _WORDS.search(info.text, s.start, s.end)]
    if tongue is not None:
        spans = [span for span in spans if tongue_of(info.text[slice(*span)]) == tongue]
    return pieces(analysis, spans)


def pieces(analysis: Analysis, spans: list[tuple[int, int]]) -> list[Piece]:
    """Any spans of a document with the anchors in them."""
    anchors = sorted(_anchors(analysis), key=lambda anchor: anchor[0])
    places = [place for place, _ in anchors]
    text = analysis.document.text
    found = []
    for start, end in spans:
        inside = anchors[bisect_left(places, start) : bisect_right(places, end - 1)]
        words = text[start:end]
        digits = {("digits", number.replace(",", "")) for number in _DIGITS.findall(words)}
        if ordinal := _ORDINAL.match(words):
            digits.add(("digits", str(_number(ordinal[1]))))
        found.append(
            Piece(start, end, words, len(_WORDS.findall(words)), frozenset({anchor for _, anchor in inside} | digits))
        )
    return found


def tongue_of(text: str) -> Tongue:
    """The language of a sentence, by its letters."""
    return "zh" if 3 * len(_HAN.findall(text)) >= len(_LETTER.findall(text)) else "en"


def _number(numeral: str) -> int:
    """A Chinese ordinal below a hundred; 0 for what is none."""
    found = _TENS.fullmatch(numeral)
    if found is None:
        return 0
    tens = (_NUMERALS.index(found[1]) + 1 if found[1] else 1) * 10 if found[2] else 0
    first = _NUMERALS.index(found[1]) + 1 if found[1] and not found[2] else 0
    return tens + first + (_NUMERALS.index(found[3]) + 1 if found[3] else 0)


def _anchors(analysis: Analysis) -> Iterator[tuple[int, tuple[str, object]]]:
    for measure in (*analysis.targets, *analysis.figures):
        value = stated(measure)
        if value is not None and measure.quantity is not None:
            # The sign of a change is a reading of the words: what stands in both texts is the number.
            numbers = sorted((abs(value.low), abs(value.high)))
            yield measure.quantity.start, ("number", (round(numbers[0], 9), round(numbers[1], 9), value.unit))
        if measure.indicator is not None and measure.indicator.id:
            yield measure.indicator.start, ("indicator", measure.indicator.id)
    yield from _names(analysis)
    for provision in analysis.provisions:
        for force in provision.force:
            if force != "plan":
                yield provision.start, ("force", force)


def _names(analysis: Analysis) -> Iterator[tuple[int, tuple[str, object]]]:
    for period in analysis.periods:
        if period.end_date or period.start_date:
            yield period.start, ("date", (period.end_date or period.start_date or "")[:7])
    for table, entities in (
        ("region", analysis.regions),
        ("industry", analysis.industries),
        ("agency", analysis.agencies),
    ):
        for entity in entities:
            if entity.code:
                yield entity.start, (table, entity.code[:2] if table == "industry" else entity.code)
    for citation in analysis.citations:
        if citation.number:
            yield citation.start, ("document", citation.number)
