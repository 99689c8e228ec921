"""What a tagger learns from: sentences with their indicators and subjects."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docanalyzer.bundled import corpus_folder
from docanalyzer.core.document import Document
from docanalyzer.evaluation.passages import Split
from docanalyzer.evaluation.passages import load as load_passages
from docanalyzer.evaluation.reference import numbered_sentences
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.learned.panel import Place
from docanalyzer.linguistics import Tongue, fold
from docanalyzer.linguistics import language_of as language_of_text
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.records.questions import language_of
from docanalyzer.training.texts import Marked

Phrase = tuple[int, int, str]

# Records of the rules from this confidence on are taken for right where nobody marked the text.
_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with its phrases (start, end, label); ``group`` keeps a text and its translation together."""

    text: str
    phrases: tuple[Phrase, ...]
    group: str


def from_passages(language: Tongue, split: Split) -> list[Lesson]:
    """The sentences of the marked passages with all their indicators and subjects."""
    lessons = []
    for item in load_passages(corpus_folder() / "passages"):
        if item.language == language and item.split == split:
            for line in item.lines:
                inside = (span for span in item.spans if line.start <= span.start and span.end <= line.end)
                phrases = tuple((span.start - line.start, span.end - line.start, span.label) for span in inside)
                lessons.append(Lesson(fold(item.text[line.start : line.end]), phrases, item.topic))
    return lessons


def from_answers(texts: Iterable[Marked], language: Tongue) -> list[Lesson]:
    """Sentences of marked documents all of whose numbers have a marked indicator in the same sentence."""
    own = (text for text in texts if (language_of_text(text.answers.text) == "en") == (language == "en"))
    return [lesson for text in own for lesson in _of_answers(text)]


def _of_answers(text: Marked) -> Iterator[Lesson]:
    answers = text.answers
    for start, end in answers.sentences:
        numbers = [m for m in answers.measures if start <= m.start < end]
        named = [(m.start, m.slots["indicator"]) for m in numbers if isinstance(m.slots["indicator"], str)]
        places = [nearest(answers.text, str(phrase), (start, end), at) for at, phrase in named]
        if numbers and len(named) == len(numbers) and all(places):
            found = sorted({(a - start, b - start, "INDICATOR") for a, b in filter(None, places)})
            yield Lesson(fold(answers.text[start:end]), tuple(found), text.group)


def nearest(text: str, phrase: str, within: Place, number: int) -> Place | None:
    """Where a phrase stands in a stretch of a text, the last place before a number, else the next behind it."""
    before = text.rfind(phrase, within[0], number)
    at = before if before >= 0 else text.find(phrase, number, within[1])
    return (at, at + len(phrase)) if phrase and at >= 0 else None


def from_rules(documents: Iterable[Document], language: Tongue) -> list[Lesson]:
    """Sentences of unmarked documents all of whose numbers the rules are certain of."""
    return [lesson for document in documents for lesson in _of_rules(document, language)]


def _of_rules(document: Document, language: Tongue) -> Iterator[Lesson]:
    analysis = analyze_document(document, settings=Settings(models="none"))
    text = document.text
    measures = [m for m in (*analysis.targets, *analysis.figures) if m.quantity and m.table is None]
    for start, end in numbered_sentences(text):
        inside = [m for m in measures if m.quantity and start <= m.quantity.start < end]
        named = [m.indicator for m in inside if m.indicator and m.confidence >= _CERTAIN]
        certain = len(named) == len(inside) > 0 and all(start <= one.start and one.end <= end for one in named)
        if certain and language_of(inside[0]) == language:
            found = sorted({(one.start - start, one.end - start, "INDICATOR") for one in named})
            yield Lesson(fold(text[start:end]), tuple(found), document.id)


def renamed(lessons: Sequence[Lesson], language: Tongue, seed: int) -> list[Lesson]:
    """The same sentences about other things: each indicator gives way to one of the catalogue, drawn by chance."""
    rows = indicators().values()
    names = sorted({name for row in rows for name in (row.zh if language == "zh" else row.en)})
    draw = random.Random(seed)
    made = []
    for lesson in lessons:
        text, phrases, at = "", [], 0
        for start, end, label in sorted(lesson.phrases):
            if start >= at:
                name = draw.choice(names) if label == "INDICATOR" else lesson.text[start:end]
                text += lesson.text[at:start]
                phrases.append((len(text), len(text) + len(name), label))
                text, at = text + name, end
        if phrases:
            made.append(Lesson(text + lesson.text[at:], tuple(phrases), lesson.group))
    return made
