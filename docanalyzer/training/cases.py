"""Questions with their answers: what models that judge roles and forces learn from.

The pipeline itself asks the questions (a panel that only listens takes the place of the models), so that a model learns
from exactly what it will be asked; the reference answers say what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docanalyzer.core.document import Document
from docanalyzer.core.record import Analysis
from docanalyzer.evaluation.reference import Reference
from docanalyzer.learned.base import Case, Task
from docanalyzer.learned.panel import Answer, Panel, Place
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.training.texts import Marked, Origin

# Records of the rules that are as certain as this are taken for right where nobody marked the text.
CERTAIN = 0.95
_CERTAIN_FORCE = 0.9
_CERTAIN_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A case with its answer: one role, or the forces of a sentence (none: an empty set).

    ``unknown`` are forces that may be there or not, ``rules`` is what the rules say, ``doubtful`` whether a model is
    asked about the case at all. ``group`` keeps a text and its translation together, ``origin`` says what it is.
    """

    case: Case
    answer: frozenset[str]
    rules: frozenset[str]
    group: str
    origin: Origin
    doubtful: bool
    unknown: frozenset[str] = frozenset()
    weight: float = 1.0


class Listener(Panel):
    """A panel without models that keeps what it is asked; with ``everything``, also where the rules are sure."""

    def __init__(self, *, everything: bool) -> None:
        super().__init__("none")
        self.everything = everything
        self.asked: dict[Task, dict[Place, Case]] = {}

    def __bool__(self) -> bool:
        return True

    def ask(self, task: Task, cases: Mapping[Place, Case]) -> dict[Place, list[Answer]]:
        """Keep the cases; say nothing of them."""
        self.asked.setdefault(task, {}).update(cases)
        return {}


def labelled(texts: Iterable[Marked]) -> list[Labelled]:
    """All numbers and sentences of marked texts that a model can be asked about, with the right answers."""
    return [case for text in texts for case in _of_text(text)]


def certain(documents: Iterable[Document]) -> list[Labelled]:
    """Numbers and sentences of unmarked texts of which the rules are certain, with what the rules say as the answer."""
    return [case for document in documents for case in _of_rules(document)]


def listen(document: Document) -> tuple[Analysis, dict[Task, dict[Place, Case]], dict[Task, set[Place]]]:
    """The rules' analysis of a document, every case in it by its place, and the places where the rules are in doubt."""
    everything, doubtful = Listener(everything=True), Listener(everything=False)
    analysis = analyze_document(document, settings=Settings(models="none"), panel=everything)
    analyze_document(document, settings=Settings(models="none"), panel=doubtful)
    return analysis, everything.asked, {task: set(cases) for task, cases in doubtful.asked.items()}


def _of_text(text: Marked) -> Iterator[Labelled]:
    _, asked, doubtful = listen(text.document)
    answers = text.answers
    for place, case in asked.get("role", {}).items():
        role = _role_at(answers, place)
        if role is not None:
            in_doubt = place in doubtful.get("role", ())
            yield Labelled(case, frozenset([role]), said_by_rules(case), text.group, text.origin, in_doubt)
    for place, case in asked.get("force", {}).items():
        wanted, loose = _forces_at(answers, place)
        if wanted or loose or not text.partial:
            in_doubt = place in doubtful.get("force", ())
            yield Labelled(case, wanted, said_by_rules(case), text.group, text.origin, in_doubt, loose - wanted)


def _of_rules(document: Document) -> Iterator[Labelled]:
    analysis, asked, _ = listen(document)
    sure = {
        (m.quantity.start, m.quantity.end)
        for m in (*analysis.targets, *analysis.figures)
        if m.quantity and m.confidence >= CERTAIN
    }
    ruled = {(p.start, p.end): p.confidence for p in analysis.provisions}
    for task, cases in asked.items():
        for place, case in cases.items():
            said = said_by_rules(case)
            certain_ = place in sure if task == "role" else bool(said) and ruled.get(place, 0.0) >= _CERTAIN_FORCE
            if certain_:
                yield Labelled(
                    case, said, said, document.id, "certain", doubtful=False, weight=_CERTAIN_WEIGHT
                )  # fmt: skip


def said_by_rules(case: Case) -> frozenset[str]:
    """The role or the forces that the rules found, as the features of a case tell."""
    prefix = "rules:role:" if case.task == "role" else "rules:"
    said = (feature.removeprefix(prefix) for feature in case.features if feature.startswith(prefix))
    return frozenset(one for one in said if one != "none")


def _role_at(answers: Reference, place: Place) -> str | None:
    """The role of the marked number that a found one overlaps by a third, the most overlapped one first."""
    start, end = place
    best = max(answers.measures, key=lambda m: min(m.end, end) - max(m.start, start), default=None)
    if best is None or 3 * (min(best.end, end) - max(best.start, start)) < end - start:
        return None
    return None if best.optional or "role" in best.loose else best.role


def _forces_at(answers: Reference, place: Place) -> tuple[frozenset[str], frozenset[str]]:
    """The forces, and the loose ones, of the marked sentences that share half of themselves or of this place."""
    start, end = place
    numbers = set()
    for number, (first, last) in enumerate(answers.sentences):
        common = min(last, end) - max(first, start)
        if common > 0 and 2 * common >= min(last - first, end - start):
            numbers.add(number)
    wanted = frozenset(force for number, force in answers.marks.forces if number in numbers)
    loose = frozenset(force for number, force in answers.optional.forces if number in numbers)
    return wanted, loose
