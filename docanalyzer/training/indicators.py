"""How sure a model must be of a phrase before it stands in for the indicator of the rules.

A model is asked about numbers whose indicator the rules did not find or doubt. What it would answer, having not seen
the document, is judged as the evaluation judges an indicator; thresholds are chosen as for roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docanalyzer.core.record import Measure
from docanalyzer.evaluation.agreement import right_slots
from docanalyzer.evaluation.output import OutputMeasure
from docanalyzer.evaluation.reference import ReferenceMeasure
from docanalyzer.learned.base import Found
from docanalyzer.learned.deciding import NEVER
from docanalyzer.learned.panel import Place
from docanalyzer.linguistics import Tongue, fold
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.records.questions import language_of
from docanalyzer.records.second_opinion import candidate, has_doubtful_indicator
from docanalyzer.training.texts import Marked, Origin
from docanalyzer.training.thresholds import Change, best


@dataclass(frozen=True, slots=True)
class Question:
    """A number whose indicator is in doubt.

    ``text`` is its sentence, ``number`` and ``numbers`` are offsets in it, as ``wanted`` tells what is right in
    ``document``, where the sentence begins at ``start``.
    """

    text: str
    language: Tongue
    group: str
    origin: Origin
    number: Place
    numbers: tuple[Place, ...]
    has_one: bool
    rules_right: bool
    document: str
    start: int
    wanted: ReferenceMeasure

    def right(self, span: Found) -> bool:
        """Whether a phrase is the indicator that is marked."""
        place = (self.start + span.start, self.start + span.end)
        return _is_right(self.document, place, self.wanted)


def questions(texts: Iterable[Marked]) -> list[Question]:
    """All numbers of marked texts whose indicator is marked and in doubt."""
    return [question for text in texts for question in _of_text(text)]


def thresholds(asked: Sequence[Question], answers: Sequence[Sequence[Found]]) -> dict[str, float]:
    """``fill`` and ``replace`` for each language, from what a model marks in the sentence of each question."""
    found = {}
    for language in sorted({question.language for question in asked}):
        for name, has_one in (("fill", False), ("replace", True)):
            hits = list(_hits(asked, answers, language, has_one=has_one))
            value = best(hits)
            if value < NEVER:
                found[f"{language}:{name}"] = value
    return found


def _hits(
    asked: Sequence[Question], answers: Sequence[Sequence[Found]], language: Tongue, *, has_one: bool
) -> Iterator[tuple[float, Change]]:
    """How sure the model is, and what its phrase would change."""
    for question, spans in zip(asked, answers, strict=True):
        span = candidate(spans, question.number, question.numbers)
        if question.language == language and question.has_one == has_one and span is not None:
            right, had = question.right(span), question.rules_right
            yield span.probability, Change(question.origin, right and not had, had and not right)


def _of_text(text: Marked) -> Iterator[Question]:
    document = text.document.text
    analysis = analyze_document(text.document, settings=Settings(models="none"))
    measures = [m for m in (*analysis.targets, *analysis.figures) if m.quantity]
    numbers = [(m.quantity.start, m.quantity.end) for m in measures if m.quantity]
    for measure in measures:
        wanted = _wanted(text, measure)
        if wanted is None or not has_doubtful_indicator(measure):
            continue
        start, end = _sentence(text, measure)
        indicator = measure.indicator
        right = indicator is not None and _is_right(document, (indicator.start, indicator.end), wanted)
        place = numbers[measures.index(measure)]
        inside = tuple((a - start, b - start) for a, b in numbers if start <= a < end)
        yield Question(
            fold(document[start:end]), language_of(measure), text.group, text.origin,
            (place[0] - start, place[1] - start), inside, indicator is not None, right, document, start, wanted,
        )  # fmt: skip


def _wanted(text: Marked, measure: Measure) -> ReferenceMeasure | None:
    """The marked number at the place of a measure, where its indicator is marked without doubt."""
    quantity = measure.quantity
    for wanted in text.answers.measures:
        if quantity and wanted.start < quantity.end and quantity.start < wanted.end:
            clear = not wanted.optional and "indicator" not in wanted.loose and wanted.slots["indicator"]
            return wanted if clear else None
    return None


def _sentence(text: Marked, measure: Measure) -> Place:
    at = measure.quantity.start if measure.quantity else measure.evidence.start
    spans = (place for place in text.answers.sentences if place[0] <= at < place[1])
    return next(spans, (measure.evidence.start, measure.evidence.end))


def _is_right(document: str, place: Place, wanted: ReferenceMeasure) -> bool:
    """As the evaluation judges it, whatever the other slots."""
    slots = {**wanted.slots, "indicator": document[slice(*place)]}
    found = OutputMeasure(
        wanted.start, wanted.end, wanted.quote, wanted.role, wanted.low, wanted.high, wanted.unit, slots, place
    )
    return right_slots(found, wanted, document)["indicator"]
