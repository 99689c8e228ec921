"""What models change: a role, a force, an indicator, where the rules are in doubt and the models are sure.

The rules decide first. Models are asked about what the rules settled by weighing the surroundings, or not at all, all
such cases of a document at once, and change a record only where their probability passes the threshold that was set on
their training data. ``why`` then names the models and their versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from docanalyzer.core.record import Measure, Role
from docanalyzer.core.span import Quote
from docanalyzer.knowledge.forces import BITS, FORCES, PLAN, RULING
from docanalyzer.languages import LANGUAGES
from docanalyzer.learned.base import Case, Found
from docanalyzer.learned.deciding import other_role, threshold
from docanalyzer.learned.panel import Answer, Panel, Place
from docanalyzer.learned.store import Model
from docanalyzer.linguistics import Tongue
from docanalyzer.records.confidence import reasons, with_confidence
from docanalyzer.records.parts import indicator_of
from docanalyzer.records.provisions import Draft
from docanalyzer.records.questions import Scene, force_case, language_of, may_rule, role_case

_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}
_ALONE = PLAN | RULING
# The rules weighed a role by what stands around it, or found nothing that speaks for one.
_WEIGHED = ("outlook", "nothing says")
# The rules took the force of a sentence from its neighbours, or from a word without sign of time.
_WEAK_FORCE = 0.85
_MODEL_FORCE = 0.75
# Only what is promised or told measures something that has to be named; where the rules are less sure than this, or
# took the phrase from one of these places, a model may know better.
_MEASURED = frozenset({"target", "achieved"})
_UNSURE = 0.75
_DOUBTFUL_INDICATOR = frozenset({
    "indicator is long", "indicator:carried", "indicator:en:list", "indicator:en:nominal", "indicator:en:object",
    "indicator:zh:after-number",
})  # fmt: skip
# A phrase stands at most so many characters from its number; so much of a sentence is read.
_REACH = 150
_LONGEST = 600


class SecondOpinion:
    """The models of a panel, asked about one document."""

    def __init__(self, panel: Panel, scene: Scene) -> None:
        self.panel, self.scene = panel, scene

    def on_roles(self, measures: list[Measure]) -> list[Measure]:
        """The measures, with other roles where the models are surer than the rules."""
        asked: dict[Place, Case] = {}
        for measure in measures:
            if measure.quantity and (self.panel.everything or is_weighed(measure)):
                case = role_case(self.scene, measure)
                if case is not None:
                    asked[measure.quantity.start, measure.quantity.end] = case
        answers = self.panel.ask("role", asked)
        return [self._judged(measure, answers) for measure in measures] if answers else measures

    def _judged(self, measure: Measure, answers: Mapping[Place, list[Answer]]) -> Measure:
        """A measure in the role of which the surest model is sure enough."""
        quantity = measure.quantity
        found = answers.get((quantity.start, quantity.end), ()) if quantity and is_weighed(measure) else ()
        changes = []
        for model, chances in found:
            role, sure = other_role(chances, measure.role)
            least = threshold(model.thresholds.get("role", {}), language_of(measure), measure.role)
            if sure >= least and role in _ROLES:
                changes.append((sure, role, model.mark))
        if not changes:
            return measure
        _, role, mark = max(changes)
        (changed,) = with_confidence([self._with_role(measure, _ROLES[role], mark)])
        return changed

    def _with_role(self, measure: Measure, role: Role, models: str) -> Measure:
        """A measure in another role, without what only held for the one before."""
        why = {**measure.why, "role": models}
        period, binding = measure.period, None
        if role == "target":
            binding = self._binding(measure)
        elif why.get("period", "").startswith(("carried", "issue-date")) and measure.role == "target":
            # The date of a goal was handed on to it; what is told or compared stands by itself.
            period = None
            del why["period"]
        return replace(measure, role=role, why=why, period=period, binding=binding)

    def _binding(self, measure: Measure) -> Any:
        sentence = self.scene.structure.sentences[self.scene.sentence_at(measure.evidence.start)]
        text, language = self.scene.view_at(sentence.start).text, LANGUAGES[language_of(measure)]
        if language.expected.search(text, sentence.start, sentence.end):
            return "expected"
        return "binding" if language.binding.search(text, sentence.start, sentence.end) else None

    def on_indicators(self, measures: list[Measure]) -> list[Measure]:
        """The measures, with other indicators where the rules found none or a doubtful one and a model is sure."""
        doubtful = {place for place, measure in enumerate(measures) if has_doubtful_indicator(measure)}
        where = {place: self.scene.sentence_at(measures[place].evidence.start) for place in doubtful}
        sentences = self.scene.structure.sentences
        texts: dict[Place, tuple[Tongue, str]] = {}
        for index in sorted({index for index in where.values() if index >= 0}):
            start, end = sentences[index].start, min(sentences[index].end, sentences[index].start + _LONGEST)
            view = self.scene.view_at(start)
            texts[start, sentences[index].end] = view.language, view.text[start:end]
        marked = self.panel.ask_spans(texts)
        numbers = [(m.quantity.start, m.quantity.end) for m in measures if m.quantity]
        for place in sorted(doubtful):
            index = where[place]
            found = marked.get((sentences[index].start, sentences[index].end)) if index >= 0 else None
            if found:
                measures[place] = self._with_indicator(measures[place], found, numbers)
        return measures

    def _with_indicator(
        self, measure: Measure, found: Sequence[tuple[Model, list[Found]]], numbers: Sequence[Place]
    ) -> Measure:
        """A measure with the surest of the phrases that models found for it, where that passes its threshold."""
        assert measure.quantity is not None  # noqa: S101 (no doubt about an indicator without a number)
        start = self.scene.structure.sentences[self.scene.sentence_at(measure.evidence.start)].start
        number = (measure.quantity.start - start, measure.quantity.end - start)
        inside = [(a - start, b - start) for a, b in numbers]
        language = language_of(measure)
        best: tuple[float, Model, Found] | None = None
        for model, spans in found:
            span = candidate(spans, number, inside)
            change = "replace" if measure.indicator else "fill"
            if span is not None and span.probability >= threshold(model.thresholds.get("spans", {}), language, change):
                best = max(best or (0.0, model, span), (span.probability, model, span), key=lambda item: item[0])
        if best is None:
            return measure
        _, model, span = best
        place = (start + span.start, start + span.end)
        if measure.indicator and (measure.indicator.start, measure.indicator.end) == place:
            return measure
        text = self.scene.view_at(start).text
        indicator = indicator_of(text, self.scene.raw, place, language, measure.quantity.unit, measure.kind)
        why = {**measure.why, "indicator": model.mark}
        first, last = min(measure.evidence.start, place[0]), max(measure.evidence.end, place[1])
        evidence = Quote(first, last, self.scene.raw[first:last])
        (changed,) = with_confidence([replace(measure, indicator=indicator, why=why, evidence=evidence)])
        return changed

    def on_forces(self, drafts: list[Draft], targets: Mapping[int, Sequence[Measure]]) -> list[Draft]:
        """The provisions to be, with forces added and taken away where the models are sure."""
        known = {draft.sentence: draft for draft in drafts}
        asked, indexes = {}, {}
        for index, draft in self._doubtful(known):
            sentence = self.scene.structure.sentences[index]
            place = (sentence.start, sentence.end)
            asked[place] = force_case(self.scene, index, draft.bits, draft.why, len(targets.get(index, ())))
            indexes[place] = index
        for place, found in self.panel.ask("force", asked).items():
            index = indexes[place]
            draft_ = known.pop(index, None)
            before = draft_.bits if draft_ else 0
            bits, marks = _revised(before, found, asked[place].language)
            if bits == before and draft_ is not None:
                known[index] = draft_
            elif bits & _ALONE:
                confidence = min(draft_.confidence if draft_ else 1.0, _MODEL_FORCE)
                means = self.scene.tally.bits[index] & ~_ALONE
                known[index] = Draft(index, bits | means, marks, confidence)
        return [known[index] for index in sorted(known)]

    def _doubtful(self, known: Mapping[int, Draft]) -> Iterable[tuple[int, Draft]]:
        tally = self.scene.tally
        for index in range(len(self.scene.structure.sentences)):
            draft = known.get(index)
            if not self.panel.everything:
                if draft is not None and draft.confidence > _WEAK_FORCE:
                    continue
                # A sentence that looks back, or has no word of force or time at all, is no case of doubt.
                if draft is None and tally.whole[index] < 0:
                    continue
            if draft is not None:
                yield index, draft
            elif may_rule(self.scene, index):
                yield index, Draft(index, tally.bits[index] & ~_ALONE, "", 0.0)


def is_weighed(measure: Measure) -> bool:
    """Whether the rules settled a role by weighing the surroundings of a number, outside tables."""
    return measure.quantity is not None and measure.table is None and measure.why.get("role", "").startswith(_WEIGHED)


def has_doubtful_indicator(measure: Measure) -> bool:
    """Whether the rules found no indicator of a target or result, or one that they often get wrong."""
    if measure.quantity is None or measure.table is not None or measure.role not in _MEASURED:
        return False
    if measure.indicator is None or measure.confidence < _UNSURE:
        return True
    return not _DOUBTFUL_INDICATOR.isdisjoint(reasons(measure))


def candidate(spans: Sequence[Found], number: Place, numbers: Sequence[Place]) -> Found | None:
    """The phrase that a number measures: the last one before it, else the next one with no other number between.

    All offsets are of one sentence; a phrase that is too far away, or holds the number, is none.
    """
    named = [span for span in spans if span.label == "INDICATOR"]
    before = [span for span in named if span.end <= number[0] and number[0] - span.end <= _REACH]
    if before:
        return max(before, key=lambda span: span.end)
    after = [span for span in named if span.start >= number[1] and span.start - number[1] <= _REACH]
    first = min(after, key=lambda span: span.start, default=None)
    if first is None or any(number[1] <= start < first.start for start, _ in numbers):
        return None
    return first


def _revised(bits: int, answers: Sequence[Answer], language: Tongue) -> tuple[int, str]:
    """The forces after the models, and which of them changed something.

    A force is added where a model is sure that it is there, and taken away where one is sure that it is not; two that
    are sure of opposites leave it as it is.
    """
    plus = minus = 0
    marks = []
    for model, chances in answers:
        own = model.thresholds.get("force", {})
        add = remove = 0
        for force in FORCES:
            chance = chances.get(force)
            if chance is None:
                continue
            if chance >= threshold(own, language, f"add:{force}"):
                add |= BITS[force]
            if 1 - chance >= threshold(own, language, f"remove:{force}"):
                remove |= BITS[force]
        if add & ~bits or remove & bits:
            marks.append(model.mark)
        plus, minus = plus | add, minus | remove
    return (bits | (plus & ~minus)) & ~(minus & ~plus), " ".join(marks)
