"""What models are asked: the sentence of a number or of a provision, with what the rules saw there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docanalyzer.core.document import BlockKind
from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Measure
from docanalyzer.knowledge.forces import BITS, FORCES, HEAD, Cue
from docanalyzer.learned.base import NO_FORCE, Case
from docanalyzer.linguistics import Tongue, View
from docanalyzer.mentions.outlook import Tally
from docanalyzer.records.confidence import reasons
from docanalyzer.records.passages import Context
from docanalyzer.structure import Structure

# A heading and the sentence before are asked about with so many characters each, a sentence with so many.
_HEADING, _BEFORE, _SENTENCE = 60, 120, 400
_STEPS = 3.0
# What rules nothing by itself, whatever its words.
_SILENT = frozenset({BlockKind.HEADING, BlockKind.NOTE, BlockKind.CELL})
_SHORTEST = {"zh": 8, "en": 30}
_CLOSED = ("。", "；", "！", ";", ".", "：", ":")


@dataclass(frozen=True, slots=True)
class Scene:
    """A document as far as it is read when models are asked; ``raw`` is its text, ``views`` what rules read of it."""

    raw: str
    views: tuple[View, ...]
    structure: Structure
    cues: Sequence[Mention[Cue]]
    tally: Tally
    context: Context

    def view_at(self, at: int) -> View:
        """The view that reads this place: the others have line feeds there."""
        return next((view for view in self.views if view.text[at : at + 1] != "\n"), self.views[0])

    def sentence_at(self, at: int) -> int:
        """The index of the sentence that holds a place, -1 for none."""
        sentences = self.structure.sentences
        index = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
        return index if index >= 0 and at < sentences[index].end else -1


def role_case(scene: Scene, measure: Measure) -> Case | None:
    """What is asked about the role of a number; nothing where it stands in no sentence."""
    quantity = measure.quantity
    index = scene.sentence_at(quantity.start) if quantity else -1
    if quantity is None or index < 0:
        return None
    sentence = scene.structure.sentences[index]
    view = scene.view_at(quantity.start)
    # A sentence without end is asked about as far as it stands around the number.
    first = max(sentence.start, quantity.start - _SENTENCE // 2)
    last = min(sentence.end, quantity.end + _SENTENCE // 2)
    features = [f"rules:{reason}" for reason in reasons(measure)]
    features += [f"unit:{quantity.unit}", f"comparison:{quantity.comparison}", f"towards:{measure.direction}"]
    features += [f"lies:{_side(measure, scene.context.issued_on)}", *_around(scene, index)]
    return Case(
        "role",
        view.language,
        view.text[first:last],
        quantity.start - first,
        quantity.end - first,
        _before(scene, view, index),
        tuple(features),
    )


def force_case(scene: Scene, index: int, bits: int, why: str, targets: int) -> Case:
    """What is asked about the forces of a sentence, in which the rules saw ``bits`` for the reason ``why``."""
    sentence = scene.structure.sentences[index]
    view = scene.view_at(sentence.start)
    held: list[str] = [force for force in FORCES if bits & BITS[force]] or [NO_FORCE]
    features = [f"rules:{force}" for force in held]
    features += [f"why:{row}" for row in why.split()]
    features += [f"targets:{min(targets, 3)}", f"ends:{view.text[sentence.end - 1]}", *_around(scene, index)]
    text = view.text[sentence.start : min(sentence.end, sentence.start + _SENTENCE)]
    return Case("force", view.language, text, before=_before(scene, view, index), features=tuple(features))


def may_rule(scene: Scene, index: int) -> bool:
    """Whether a sentence can be a provision at all: no heading, note, cell of a table or scrap of a line."""
    sentence = scene.structure.sentences[index]
    if sentence.block >= 0 and scene.structure.blocks[sentence.block].kind in _SILENT:
        return False
    view = scene.view_at(sentence.start)
    long = sentence.end - sentence.start >= _SHORTEST[view.language]
    return long and view.text.endswith(_CLOSED, sentence.start, sentence.end)


def language_of(measure: Measure) -> Tongue:
    """The language whose rules read a measure."""
    return "zh" if measure.rule.startswith("zh") else "en"


def _around(scene: Scene, index: int) -> Iterator[str]:
    """What the rules weighed in a sentence: its cues, where it looks, what it stands in."""
    tally, sentence = scene.tally, scene.structure.sentences[index]
    for mention in scene.cues[tally.low[index] : tally.high[index]]:
        for row in mention.why.split():
            yield f"cue:{row}" + (":head" if mention.value.bits & HEAD else "")
    yield f"own:{_step(tally.own[index])}"
    yield f"whole:{_step(tally.whole[index])}"
    yield f"document:{scene.context.kind}"
    if sentence.block >= 0:
        yield f"block:{scene.structure.blocks[sentence.block].kind.value}"


def _step(weight: float) -> int:
    """A weight in whole numbers from -3 to 3."""
    return round(max(-_STEPS, min(_STEPS, weight)))


def _side(measure: Measure, issued_on: str | None) -> str:
    """Where the period of a number lies, seen from the day of issue."""
    period = measure.period
    end = period.end_date or period.start_date if period else None
    if end is None or issued_on is None:
        return "open" if end is None else "unknown"
    years = date.fromisoformat(end).year - int(issued_on[:4])
    return "past" if years < 0 else "this year" if not years else "soon" if years <= 1 else "ahead"


def _before(scene: Scene, view: View, index: int) -> str:
    """The heading above a sentence and the sentence before it, parted by a line feed."""
    sentences, sections = scene.structure.sentences, scene.structure.sections
    sentence = sentences[index]
    heading = sections[sentence.section].title[:_HEADING] if sentence.section >= 0 else ""
    if not index or sentences[index - 1].section != sentence.section:
        return heading + "\n"
    earlier = sentences[index - 1]
    return heading + "\n" + view.text[max(earlier.start, earlier.end - _BEFORE) : earlier.end]
