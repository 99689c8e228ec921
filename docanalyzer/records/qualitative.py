"""Goals without a number: 显著提高, 基本建成, "is to be significantly lower by 2030".

A scan for their words comes first, so that a text without them costs nothing more. The language pack names the
thing; the period, the role and the scope are settled as for numbers. What only announces action, or tells results,
makes no record.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import Indicator, Kind, Measure, Period, Scope, TableCell
from docanalyzer.core.span import Quote
from docanalyzer.knowledge.indicators import indicator_id
from docanalyzer.knowledge.qualities import Quality, quality_scanner
from docanalyzer.languages.base import Language, When, no_number
from docanalyzer.linguistics import View
from docanalyzer.mentions.english import one_line
from docanalyzer.mentions.outlook import Tally
from docanalyzer.records.passages import Context, Places
from docanalyzer.records.roles import side, weigh_role
from docanalyzer.structure import Sentence, Structure

# Numbers of these roles set no goal of their own beside the words of one.
_ASIDE = frozenset({"threshold", "other"})
# A sentence that goes on with the goals of the one before it may tell them as if they were reached.
_GOES_ON = 3.0
# What a date that lies ahead adds (see ``roles``).
_UNDATED = 2.0
# Words alone must look this much further ahead than a number.
_MARGIN = 1.0
_GOALS = re.compile(r"目标|愿景|指标|\b(?:targets?|goals?|objectives?|aims?|commitments?)\b", re.IGNORECASE)
_BREAK = re.compile(r"[，；。：;]|[,:]\s+")
# Rows that say how things are to stand, and not which way they are to move.
_STATES = frozenset({"build", "cover", "peak", "neutral", "end", "phase-out", "cleared", "shape", "advanced", "hold"})
_SURE = frozenset({"nothing", "date"})


class _Goal(NamedTuple):
    """A goal found in a sentence: its words, its thing, and where the thing stands."""

    start: int
    end: int
    quality: Quality
    thing: tuple[int, int]
    origin: str


class _Time(NamedTuple):
    """The period that governs a sentence, where it was found, and why the sentence is a goal."""

    period: Mention[When] | None
    origin: str
    role: str
    due: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What the other builders and finders made of the document; ``measures`` are those with a number."""

    measures: Sequence[Measure]
    counted: Tally
    context: Context
    places: Places


def build_qualitative(
    view: View, raw: str, language: Language, structure: Structure, periods: list[Mention[When]], beside: Beside
) -> list[Measure]:
    """The goals without a number in one language's part of a document, in text order.

    A clause that holds a number's measure gives no second record. ``raw`` is the text that spans quote.
    """
    searched = view.text if view.language == "zh" else one_line(view.lower)
    hits = [(start, end, row) for start, end, row in quality_scanner(view.language).scan(searched) if row is not None]
    if not hits:
        return []
    builder = _Builder(view, raw, language, structure, periods, beside)
    starts = [sentence.start for sentence in structure.sentences]
    found: list[Measure] = []
    at = 0
    while at < len(hits):
        index = bisect_right(starts, hits[at][0]) - 1
        end = structure.sentences[index].end
        stop = at + 1
        while stop < len(hits) and hits[stop][0] < end:
            stop += 1
        found += builder.read(index, hits[at:stop])
        at = stop
    return found


class _Builder:
    """Settles goals sentence by sentence."""

    def __init__(
        self,
        view: View,
        raw: str,
        language: Language,
        structure: Structure,
        periods: list[Mention[When]],
        beside: Beside,
    ) -> None:
        self.view, self.raw, self.language, self.structure = view, raw, language, structure
        self.counted, self.context = beside.counted, beside.context
        self.periods, self.period_starts = periods, [p.start for p in periods]
        self.regions, self.region_starts = beside.places.regions, [m.start for m in beside.places.regions]
        self.industries, self.industry_starts = beside.places.industries, [m.start for m in beside.places.industries]
        numbers = sorted((m.quantity.start, m.role) for m in beside.measures if m.quantity)
        self.numbers = [start for start, role in numbers if role not in _ASIDE]
        self.targets = [start for start, role in numbers if role == "target"]

    def read(self, index: int, hits: list[tuple[int, int, Quality]]) -> list[Measure]:
        """The goals of one sentence."""
        sentence = self.structure.sentences[index]
        inside = self._dates(sentence.start, sentence.end)
        time = self._time(index, inside, hits[0])
        if time is None:
            return []
        goals = self._goals(sentence, inside, hits)
        aimed = time.due or self._speaks_of_goals(sentence)
        company = _holds(self.targets, sentence.start, sentence.end) or any(g.quality.needs != "company" for g in goals)
        return [
            self._measure(sentence, goal, time, inside)
            for goal in goals
            if goal.quality.needs in _SURE or (aimed and (company or goal.quality.needs == "goal"))
        ]

    def _goals(
        self, sentence: Sentence, inside: list[Mention[When]], hits: list[tuple[int, int, Quality]]
    ) -> list[_Goal]:
        goals: list[_Goal] = []
        left = sentence.start
        for start, end, quality in hits:
            a, b = self.language.clause(self.view.text, sentence.start, sentence.end, start, end)
            crowded = _holds(self.numbers, max(a, left), b)
            if crowded and quality.needs != "date":
                continue
            named = self.language.find_goal(self.view, left, sentence.end, (start, end), quality, inside)
            # A goal with a date of its own may stand beside numbers, but not around one.
            if named is not None and not (crowded and _holds(self.numbers, named[0][0], end)):
                goals.append(_Goal(start, end, quality, *named))
                left = max(end, named[0][1])
        return goals

    # -- time and role ----------------------------------------------------------------------------------------------

    def _time(self, index: int, inside: list[Mention[When]], hit: tuple[int, int, Quality]) -> _Time | None:
        """The period of the sentence, where it sets goals; None where it tells results or stands aside."""
        sentence = self.structure.sentences[index]
        period, origin = self._period(sentence, inside, hit)
        issued = self.context.issued_on
        lean = self.language.tense(self.view.text, sentence.start, sentence.end)
        ahead = self.counted.whole[index]
        follows = period is not None and origin == "paragraph" and _holds(self.targets, period.start, sentence.start)
        due = (
            period is not None
            and period.value.relation == "by"
            and (side(period.value, issued) > 0 if issued else follows or origin == "sentence")
        )
        if due and follows:
            # Without an issue date nothing says that the date lies ahead but the numbers that are to be reached by it.
            ahead += _GOES_ON if issued else _GOES_ON + _UNDATED
        elif not due:
            ahead -= _MARGIN
        role, why = weigh_role(
            period, "paragraph" if origin == "section" else origin, issued, ahead, lean, self.context.kind
        )
        return _Time(period, origin, why, due) if role == "target" else None

    def _period(
        self, sentence: Sentence, inside: list[Mention[When]], hit: tuple[int, int, Quality]
    ) -> tuple[Mention[When] | None, str]:
        """The date that governs the sentence: its own, that of its paragraph, or that of a section about goals."""
        goals = [p for p in inside if p.value.use == "goal"]
        words = no_number(hit[0], hit[1], "1")
        found = self.language.governing(self.view.text, sentence.start, sentence.end, words, goals)
        if found is not None:
            return found, "sentence"
        if sentence.block >= 0:
            earlier = self._goal_before(self.structure.blocks[sentence.block].start, sentence.start)
            if earlier is not None:
                return earlier, "paragraph"
        if self._speaks_of_goals(sentence):
            earlier = self._goal_before(self.structure.sections[sentence.section].start, sentence.start)
            if earlier is not None and earlier.value.relation == "by":
                return earlier, "section"
        return None, "none"

    def _goal_before(self, start: int, end: int) -> Mention[When] | None:
        for period in reversed(self._dates(start, end)):
            if period.value.use == "goal":
                return period
        return None

    def _dates(self, start: int, end: int) -> list[Mention[When]]:
        return self.periods[bisect_left(self.period_starts, start) : bisect_left(self.period_starts, end)]

    def _speaks_of_goals(self, sentence: Sentence) -> bool:
        """Whether the heading above names goals."""
        return sentence.section >= 0 and bool(_GOALS.search(self.structure.sections[sentence.section].title))

    # -- the record -------------------------------------------------------------------------------------------------

    def _measure(self, sentence: Sentence, goal: _Goal, time: _Time, inside: list[Mention[When]]) -> Measure:
        quality = goal.quality
        period, origin = time.period, time.origin
        if origin == "sentence":
            goals = [p for p in inside if p.value.use == "goal"]
            period = (
                self.language.governing(
                    self.view.text, sentence.start, sentence.end, no_number(goal.start, goal.end, "1"), goals
                )
                or period
            )
        record_period = self._record_period(period)
        begin, end = self._evidence(sentence, goal)
        row = f"quality:{quality.id}"
        why = {"indicator": goal.origin, "role": time.role}
        if quality.direction:
            why["direction"] = row
        kind: Kind | None = "level" if quality.id in _STATES else None
        if kind:
            why["kind"] = row
        if record_period is not None and period is not None:
            why["period"] = "sentence" if origin == "sentence" else f"carried:{period.start}"
        a, b = goal.thing
        name = indicator_id(self.view.text[a:b], self.language.code)
        block = self.structure.blocks[sentence.block] if sentence.block >= 0 else None
        cell = block.cell if block is not None else None
        return Measure(
            id=f"q{goal.start}",
            role="target",
            evidence=Quote(begin, end, self.raw[begin:end]),
            indicator=Indicator(a, b, self.raw[a:b], name),
            quantity=None,
            kind=kind,
            direction=quality.direction,
            baseline=None,
            period=record_period,
            scope=Scope(
                _codes(self.regions, self.region_starts, sentence.start, goal.end),
                _codes(self.industries, self.industry_starts, a, b),
            ),
            binding=None,
            section=self.structure.sections[sentence.section].id if sentence.section >= 0 else None,
            table=TableCell(cell.table, cell.row, cell.column) if cell is not None else None,
            rule=f"{self.language.code}:quality:{quality.id}",
            why=why,
            confidence=_confidence(quality, time),
        )

    def _evidence(self, sentence: Sentence, goal: _Goal) -> tuple[int, int]:
        """The clause of the thing and the words; of the words alone where the thing stands in an earlier sentence."""
        text = self.view.text
        first, last = goal.start, goal.end
        if goal.thing[0] >= sentence.start:
            first, last = min(first, goal.thing[0]), max(last, goal.thing[1])
        begin = sentence.start
        for mark in _BREAK.finditer(text, begin, first):
            begin = mark.end()
        closing = _BREAK.search(text, last, sentence.end)
        end = closing.start() if closing else sentence.end - (text[sentence.end - 1] in "。.;；")
        return begin, max(end, last)

    def _record_period(self, found: Mention[When] | None) -> Period | None:
        if found is None or (found.value.start_date is None and found.value.end_date is None):
            return None
        value = found.value
        quote = self.raw[found.start : found.end]
        return Period(found.start, found.end, quote, value.start_date, value.end_date, value.relation)


def _holds(starts: list[int], start: int, end: int) -> bool:
    return bisect_left(starts, start) < bisect_left(starts, end)


def _codes(mentions: Sequence[Mention[Concept]], starts: list[int], start: int, end: int) -> tuple[str, ...]:
    inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
    return tuple(dict.fromkeys(m.value.code for m in inside if m.value.code is not None))


def _confidence(quality: Quality, time: _Time) -> float:
    value = 0.8 if time.due else 0.65
    return round(value - (0.1 if quality.needs in ("goal", "company") else 0.0), 2)
