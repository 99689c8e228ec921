"""The course of a text: what a sentence hands on to those after it, by its paragraph, list, heading or document.

Periods that open a paragraph or announce a list, things named before, values told before, lines of projections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docanalyzer.core.document import BlockKind
from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Binding
from docanalyzer.languages.base import Amount, Language, Reading, When
from docanalyzer.records.passages import Context
from docanalyzer.records.roles import side
from docanalyzer.structure import Sentence, Structure

# How long the words are that end a line of projections.
_ENDING = 90
# How far the first amount of an item stands from its begin, and a period that opens a paragraph.
_OPENING, _LEADING = 60, 12
# 二是…, ——…, （三）…: a member of a list.
_LIST_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:是|、)|[—–-]{1,2}|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、)）]"
)


@dataclass(slots=True)
class Paragraph:
    """What sentences of one paragraph hand on to the next."""

    block: int = -2
    section: int = -2
    period: Mention[When] | None = None
    leading: Mention[When] | None = None
    binding: Binding | None = None
    listed: bool = False
    named: dict[str, Reading] = field(default_factory=dict)


class Course:
    """What the sentences read so far hand on; ``enter`` before a sentence is read, ``leave`` after it."""

    def __init__(self, text: str, language: Language, structure: Structure, context: Context) -> None:
        self.text, self.language, self.structure, self.context = text, language, structure, context
        self.paragraph = Paragraph()
        self._announced: Mention[When] | None = None
        # What the document said of a value, for where it only names the goal again.
        self._told: dict[tuple[float, float, str], Reading] = {}
        self._lead: tuple[int, Mention[When]] | None = None
        # The goal of a paragraph that announces what the next one lists, and the line whose list only forecasts.
        self._below: tuple[int, Mention[When]] | None = None
        self._forecast = -2

    def enter(self, sentence: Sentence) -> None:
        """Begin a paragraph; in a work report or under goals the period that opened an earlier one still holds."""
        before = self.paragraph
        if sentence.block == before.block:
            return
        if self._goes_on(sentence):
            before.block = sentence.block
            return
        keeps = before.section == sentence.section and (
            self.context.kind == "work_report" or self._under_goals(sentence, before.leading)
        )
        leading = before.leading if keeps else self._led_in(sentence.block)
        begin = self.structure.blocks[sentence.block].start if sentence.block >= 0 else sentence.start
        if self._announced is not None and not _LIST_MARK.match(self.text, begin):
            self._announced = None
        if self._below is not None and self._below[0] == sentence.block - 1:
            leading = leading or self._below[1]
        listed = self._announced is not None
        self.paragraph = Paragraph(sentence.block, sentence.section, leading=self._announced or leading, listed=listed)

    def leave(self, sentence: Sentence, goals: Sequence[Mention[When]]) -> None:
        """Keep what a sentence with these goals hands on."""
        projections, near = self.language.projections, max(sentence.start, sentence.end - _ENDING)
        if projections is not None and projections.search(self.text, near, sentence.end):
            self._forecast = sentence.block
        if goals:
            self.paragraph.period = goals[-1]
            self._lead = (sentence.block, goals[-1])
            if goals[0].start - sentence.start <= _LEADING:
                self.paragraph.leading = goals[0]
            self._announce(sentence, goals[-1])

    def name(self, sentence: Sentence, amount: Amount, reading: Reading, lean: float) -> None:
        """Lend a number without a named indicator the one of the last number in its unit, within the paragraph."""
        named, told = self.paragraph.named, (amount.low, amount.high, amount.unit)
        if reading.retold and told in self._told:
            known = self._told[told]
            reading.indicator, reading.carried = known.indicator, True
            reading.kind, reading.direction = known.kind, known.direction
            reading.why["indicator"] = reading.why["kind"] = "retold"
        elif reading.indicator is not None:
            named.pop(amount.unit, None)
            named[amount.unit] = reading
            if lean >= 0 and not reading.carried and reading.role in {None, "target"}:
                # The first that says a change; a value that merely stands somewhere gives way to it.
                before = self._told.setdefault(told, reading)
                if before.direction is None:
                    self._told[told] = reading
        elif reading.role in {"other", "threshold"} or self._head(sentence, reading):
            pass
        elif amount.unit in named or (named and reading.kind == "relative_change"):
            # A change of nothing named is of what was spoken of last, whatever its unit.
            before = named[amount.unit] if amount.unit in named else list(named.values())[-1]
            reading.indicator, reading.carried = before.indicator, True
            reading.why["indicator"] = f"carried:{before.indicator[0] if before.indicator else ''}"
            if reading.retold and reading.kind == "level" and before.kind == "relative_change":
                reading.kind, reading.direction, reading.why["kind"] = before.kind, before.direction, "retold"

    def _head(self, sentence: Sentence, reading: Reading) -> bool:
        """Name a number by the change that its item speaks of in its first words."""
        if self.language.head_of is None or sentence.block < 0 or reading.kind != "level":
            return False
        begin = self.structure.blocks[sentence.block].start
        head = self.language.head_of(self.text, begin, sentence.start) if begin < sentence.start else None
        if head is None:
            return False
        reading.indicator, reading.direction, reading.carried = *head, True
        reading.why["indicator"] = reading.why["direction"] = f"carried:{head[0][0]}"
        return True

    def is_forecast(self, sentence: Sentence, amount: Amount) -> bool:
        """Whether an amount opens an item of a list of projections."""
        if self._forecast < 0 or sentence.block <= self._forecast:
            return False
        blocks = self.structure.blocks
        items = all(b.kind is BlockKind.ITEM for b in blocks[self._forecast + 1 : sentence.block + 1])
        return items and amount.start - blocks[sentence.block].start < _OPENING

    def _announce(self, sentence: Sentence, goal: Mention[When]) -> None:
        """Note a line that announces goals (“十五五”时期的目标：) or results (一年来做了：); its items follow."""
        below = self.language.listed_below
        if below is not None and below.search(self.text, sentence.start, sentence.end):
            self._below = sentence.block, goal
        if not self.text[sentence.start : sentence.end].rstrip().endswith((":", "：")):
            return
        over = self.context.issued_on is not None and side(goal.value, self.context.issued_on) < 0
        if over or self.language.goals.search(self.text, sentence.start, sentence.end):
            self._announced = goal

    def _led_in(self, index: int) -> Mention[When] | None:
        """The period of the line that introduces a list ("Measures by 2030:"), for each of its items."""
        blocks = self.structure.blocks
        if self._lead is None or index < 0 or blocks[index].kind is not BlockKind.ITEM:
            return None
        first = index
        while first > self._lead[0] and blocks[first].kind is BlockKind.ITEM:
            first -= 1
        introduces = self.text[blocks[first].start : blocks[first].end].rstrip().endswith((":", "：", ":-"))
        return self._lead[1] if first == self._lead[0] and introduces else None

    def _under_goals(self, sentence: Sentence, leading: Mention[When] | None) -> bool:
        """Whether a heading of goals is above, whose date to be met (到2025年) holds for all its paragraphs."""
        if leading is None or leading.value.relation != "by" or sentence.section < 0:
            return False
        return bool(self.language.goals.search(self.structure.sections[sentence.section].title))

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a line goes on with the sentence of the one before: it begins in lower case or inside a bracket."""
        first = self.text[sentence.start : sentence.start + 1]
        return self.paragraph.block == sentence.block - 1 and (first.islower() or first in "(,;")
