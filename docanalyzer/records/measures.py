"""Measures: every quantity of a text with what it measures, when, from where, and in which role.

The order of work: the language pack reads each amount from its own clause; the engine then settles the period (own
clause, sentence, paragraph, issue date), the role (wording, period against issue date, paragraph, section) and the
scope.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import (
    Baseline,
    Measure,
    Period,
    Role,
    Scope,
    TableCell,
)
from docanalyzer.core.span import Quote
from docanalyzer.knowledge.industries import measured_industry
from docanalyzer.languages.base import Amount, Language, Reading, When
from docanalyzer.records.confidence import with_confidence
from docanalyzer.records.course import Course
from docanalyzer.records.document_tables import read_tables
from docanalyzer.records.parts import indicator_of, quantity_of
from docanalyzer.records.passages import Context, Passage, Places
from docanalyzer.records.roles import outlook_of, side, weigh_role
from docanalyzer.records.table_prose import completed
from docanalyzer.structure import Sentence, Structure

# Units of things that are built, planted and equipped.
_BUILT = frozenset({"kW", "kVA", "count", "ha", "km", "km2", "m2", "mu"})
_CURRENCY = re.compile(r"[A-Z]{3}")
_DOLLARS = {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "810000": "HKD", "FJ": "FJD", "JM": "JMD", "BB": "BBD"}


# Nothing but a heading of plans speaks for what is to come.
_FAINT = 0.5
# How far a step stands from the next.
_STEP = 45
# Years in a list stand at most so many characters apart (2025年和2030年, "2025, 2030 and 2035").
_LIST_GAP = 5


def build_measures(
    text: str,
    raw: str,
    language: Language,
    structure: Structure,
    found: Sequence[Passage],
    context: Context,
    places: Places,
    outlook: Sequence[float] = (),
) -> list[Measure]:
    """The measures of one language's part of a document, in text order.

    ``text`` is the folded text that ``language`` reads, ``raw`` the text that spans quote. ``outlook`` says for each
    sentence of ``structure`` how much it looks ahead; without it, it is weighed here.
    """
    if not outlook:
        dates = [period for passage in found for period in passage.periods]
        outlook = outlook_of(text, language.code, structure, dates, context.issued_on)
    builder = _Builder(text, raw, language, structure, context, places, outlook)
    tables = read_tables(text, raw, language, structure, found, context.issued_on, places.regions)
    measures = [measure for table in tables for measure in table.held]
    at = 0
    for passage in found:
        while at < len(tables) and tables[at].end <= passage.sentence.start:
            at += 1
        if at == len(tables) or passage.sentence.start < tables[at].start:
            made = list(builder.read(passage))
            if at < len(tables) and tables[at].start < passage.sentence.end:
                # One sentence holds the whole table (a table of HTML in plain text) and has read its numbers.
                told = {measure.id for measure in made}
                measures = [measure for measure in measures if measure.id not in told]
            measures.extend(made)
        elif tables[at].is_prose(passage.sentence):
            measures.extend(completed(tables[at].table, measure) for measure in builder.read(passage))
    if tables:
        measures.sort(key=lambda m: m.quantity.start if m.quantity else m.evidence.start)
    return with_confidence(measures)


class _Builder:
    """Walks the passages in order and keeps what one hands on to the next."""

    def __init__(
        self,
        text: str,
        raw: str,
        language: Language,
        structure: Structure,
        context: Context,
        places: Places,
        outlook: Sequence[float],
    ) -> None:
        self.outlook = outlook
        self.text, self.raw, self.language, self.structure, self.context = text, raw, language, structure, context
        self.regions = [m for m in places.regions if not self._ranks(m.start)]
        self.region_starts = [m.start for m in self.regions]
        self.industries, self.industry_starts = places.industries, [m.start for m in places.industries]
        self.course = Course(text, language, structure, context)

    def read(self, passage: Passage) -> Iterator[Measure]:
        sentence = passage.sentence
        self.course.enter(sentence)
        paragraph = self.course.paragraph
        goals = [p for p in passage.periods if p.value.use == "goal"]
        if passage.amounts:
            readings = self.language.read(self.text, sentence.start, sentence.end, passage.amounts, passage.periods)
            lean = self.language.tense(self.text, sentence.start, sentence.end)
            clauses = self.language.expected.search(self.text, sentence.start, sentence.end)
            if clauses:
                paragraph.binding = "expected"
            elif self.language.binding.search(self.text, sentence.start, sentence.end):
                paragraph.binding = "binding"
            else:
                paragraph.binding = None
            for amount, reading in zip(passage.amounts, readings, strict=True):
                self.course.name(sentence, amount, reading, lean)
                if self.course.is_forecast(sentence, amount) and reading.role is None:
                    reading.role, reading.why["role"] = "other", "under projections"
            made: list[Measure] = []
            for amount, reading in zip(passage.amounts, readings, strict=True):
                pair = made[reading.pair_of] if reading.pair_of is not None else None
                made.append(self._measure(passage, goals, amount, reading, lean, pair))
                if reading.restates and len(made) > 1:
                    made[-1] = replace(made[-1], period=made[-2].period, role=made[-2].role)
            yield from _in_step(made, readings, lean, self.context.issued_on)
        self.course.leave(sentence, goals)

    def _measure(
        self,
        passage: Passage,
        goals: list[Mention[When]],
        amount: Amount,
        reading: Reading,
        lean: float,
        pair: Measure | None,
    ) -> Measure:
        period, origin = self._period(passage, goals, amount, reading)
        role, role_why = self._role(passage, period, origin, reading, lean)
        if period is not None and origin == "paragraph" and not (self._fits(period, role) and self._dates(amount)):
            period, origin = None, "none"
        self._settle_bare(amount, reading, role)
        why = dict(reading.why)
        why["role"] = role_why
        record_period = self._record_period(period)
        if record_period is None and self.context.kind == "work_report" and role in {"target", "achieved"}:
            record_period = self._report_year(amount, role)
            origin = "issue-date"
        if record_period is not None:
            why["period"] = origin if origin != "paragraph" or period is None else f"carried:{period.start}"
        self._yearly(record_period, reading, amount, why)
        baseline = self._baseline(passage, reading, record_period, pair)
        if baseline:
            why["baseline"] = "previous-year" if baseline.relation == "previous_year" else "base-period"
        sentence = passage.sentence
        section = self.structure.sections[sentence.section].id if sentence.section >= 0 else None
        block = self.structure.blocks[sentence.block] if sentence.block >= 0 else None
        cell = block.cell if block is not None else None
        begin, end = self._evidence(sentence, amount, reading)
        unit, indicator = self._unit(amount), None
        if reading.indicator is not None:
            indicator = indicator_of(self.text, self.raw, reading.indicator, self.language.code, unit, reading.kind)
        return Measure(
            id=f"m{amount.start}",
            role=role,
            evidence=Quote(begin, end, self.raw[begin:end]),
            indicator=indicator,
            quantity=quantity_of(self.raw, amount, unit),
            kind=reading.kind,
            direction=reading.direction,
            baseline=baseline,
            period=record_period,
            scope=self._scope(sentence, passage.amounts, amount, reading, (begin, end)),
            binding=self.course.paragraph.binding if role == "target" else None,
            section=section,
            table=TableCell(cell.table, cell.row, cell.column) if cell is not None else None,
            rule=f"{self.language.code}:clause",
            why=why,
            confidence=0.0,  # weighed when all its reasons are known
        )

    def _settle_bare(self, amount: Amount, reading: Reading, role: Role) -> None:
        """An amount that is promised and of which no verb says anything (17 MW of solar power) is to be added."""
        if reading.bare and role == "target" and reading.kind == "level" and amount.unit in _BUILT:
            reading.kind, reading.direction = "absolute_change", reading.direction or "increase"
            reading.why["kind"] = reading.why["direction"] = "promised without a verb"

    # -- period -----------------------------------------------------------------------------------------------------

    def _period(
        self, passage: Passage, goals: list[Mention[When]], amount: Amount, reading: Reading
    ) -> tuple[Mention[When] | None, str]:
        listed = self._listed(goals, amount, reading)
        if listed is not None:
            return listed, "list"
        chosen = self.language.governing(self.text, passage.sentence.start, passage.sentence.end, amount, goals)
        if chosen is not None and reading.role == "baseline" and chosen.value.relation == "by":
            return None, "none"  # what a change starts from does not stand at its end
        if chosen is not None:
            return chosen, "sentence"
        paragraph = self.course.paragraph
        carried = paragraph.period or paragraph.leading
        if reading.role not in {"baseline", "threshold", "other"} and carried is not None:
            return (
                carried,
                "list" if self.course.paragraph.listed and self.course.paragraph.period is None else "paragraph",
            )
        return None, "none"

    def _listed(self, goals: list[Mention[When]], amount: Amount, reading: Reading) -> Mention[When] | None:
        """Years and numbers in step: 2025年和2030年……分别提升至15%、20%."""
        if reading.size < 2:
            return None
        for stretch in (
            [g for g in goals if g.start < amount.start][-reading.size :],
            [g for g in goals if g.start > amount.start][: reading.size],
        ):
            in_step = all(b.start - a.end <= _LIST_GAP for a, b in pairwise(stretch))
            if len(stretch) == reading.size and in_step:
                return stretch[reading.pair]
        return None

    def _dates(self, amount: Amount) -> bool:
        """Whether the sentence before may date an amount: a sum is granted once, whatever else is due by then."""
        return self.language.sums_go_on or not _CURRENCY.fullmatch(amount.unit)

    def _fits(self, period: Mention[When], role: Role) -> bool:
        """Whether a carried period agrees with the role: results do not lie ahead, goals not behind."""
        issued = self.context.issued_on
        if issued is None:
            return True
        end, start = period.value.end_date, period.value.start_date
        if role == "target":
            return end is None or end >= issued[:4]
        if role == "achieved":
            return (end or start or "") <= issued[:4] + "-12-31"
        return True

    def _record_period(self, found: Mention[When] | None) -> Period | None:
        if found is None or (found.value.start_date is None and found.value.end_date is None):
            return None
        value = found.value
        return Period(
            found.start, found.end, self.raw[found.start : found.end], value.start_date, value.end_date, value.relation
        )

    def _report_year(self, amount: Amount, role: Role) -> Period | None:
        """The year a work report speaks of: its own for tasks, the one before for results."""
        if not self.context.issued_on:
            return None
        year = int(self.context.issued_on[:4]) - (role == "achieved" and self.context.issued_on[5:7] < "07")
        return Period(amount.start, amount.start, "", f"{year}-01-01", f"{year}-12-31", "during")

    def _yearly(self, period: Period | None, reading: Reading, amount: Amount, why: dict[str, str]) -> None:
        """A one-year 增长x% is a growth rate, one over several years a relative change."""
        if reading.kind != "relative_change" or amount.unit not in {"%", "permille"} or reading.direction != "increase":
            return
        if reading.base is not None or not self.language.growth.search(reading.predicate):
            return
        if (
            period is not None
            and period.start_date
            and period.end_date
            and period.start_date[:4] == period.end_date[:4]
        ):
            reading.kind = "growth_rate"
            why["kind"] = "one-year growth"

    def _baseline(
        self, passage: Passage, reading: Reading, period: Period | None, pair: Measure | None
    ) -> Baseline | None:
        if pair is not None and pair.quantity is not None:
            q, since = pair.quantity, pair.period
            dated = since is not None and since != period and q.start - 40 < since.start
            year = int(since.start_date[:4]) if dated and since and since.start_date else None
            named = passage.periods[reading.base].value.start_date if reading.base is not None else None
            year = int(named[:4]) if year is None and named else year
            return Baseline(year, "base_year", q.low, q.unit, q.start, q.end, q.text)
        if reading.base is not None:
            base = passage.periods[reading.base]
            day = base.value.start_date or base.value.end_date
            return Baseline(
                int(day[:4]) if day else None,
                "base_year",
                None,
                None,
                base.start,
                base.end,
                self.raw[base.start : base.end],
            )
        if reading.previous_year and reading.kind != "level":
            known = period.end_date if period else None
            at = passage.sentence.start
            return Baseline(int(known[:4]) - 1 if known else None, "previous_year", None, None, at, at, "")
        return None

    # -- role -------------------------------------------------------------------------------------------------------

    def _role(
        self, passage: Passage, period: Mention[When] | None, origin: str, reading: Reading, lean: float
    ) -> tuple[Role, str]:
        if reading.role is not None:
            return reading.role, reading.why.get("role", "wording")
        over = period is not None and self.context.issued_on and side(period.value, self.context.issued_on) < 0
        # A sentence that tells of the year of issue tells of its part that is over.
        same = period is not None and _ends_in(period.value.end_date, self.context.issued_on)
        if reading.fact and (period is None or origin == "paragraph" or over or same):
            return "achieved", "wording"
        index = passage.index
        ahead = self.outlook[index] if index >= 0 else 0.0
        named = reading.indicator is not None
        role, why = weigh_role(period, origin, self.context.issued_on, ahead, lean, self.context.kind, named=named)
        if role == "target" and lean <= 0 and 0 <= ahead <= _FAINT and self._stands(passage, period):
            return "achieved", "told as it stands"
        return role, why

    def _stands(self, passage: Passage, period: Mention[When] | None) -> bool:
        """Whether a sentence that says nothing of what is to come tells how things stand, with a verb of its own."""
        states, issued, sentence = self.language.states, self.context.issued_on, passage.sentence
        if (
            states is None
            or self.context.kind == "law"
            or (period is not None and issued and side(period.value, issued))
        ):
            return False
        ends = self.text[sentence.start : sentence.end].rstrip().endswith(".")
        return ends and states.search(self.text, sentence.start, sentence.end) is not None

    # -- scope and the rest -----------------------------------------------------------------------------------------

    def _scope(
        self, sentence: Sentence, amounts: list[Amount], amount: Amount, reading: Reading, evidence: tuple[int, int]
    ) -> Scope:
        # What stands beyond the neighbouring numbers is said of them.
        before, after = _neighbours(amounts, amount)
        regions = self._regions(sentence.start, max(sentence.start, before), amount)
        a, b = max(evidence[0], before), min(evidence[1], after)
        industries = _codes_between(self.industries, self.industry_starts, a, b)
        if reading.indicator is not None:
            named = _codes_between(self.industries, self.industry_starts, *reading.indicator)
            industries = tuple(dict.fromkeys((*named, *industries)))
            place = None if industries else measured_industry(self.text[slice(*reading.indicator)])
            industries = (place,) if place else industries
        subject = self.language.subject.search(self.text, a, b)
        return Scope(regions, industries, self.raw[subject.start() : subject.end()] if subject else None)

    def _ranks(self, at: int) -> bool:
        """Whether the place that begins here is what something is ranked in: 增速居全国第2位."""
        rank = self.language.rank
        return rank is not None and rank.search(self.text, max(0, at - 4), at) is not None

    def _regions(self, begin: int, before: int, amount: Amount) -> tuple[str, ...]:
        """The places named before an amount in its sentence; an item of a list that names its own has only those.

        ``before`` is where the amount before it ends, else ``begin``.
        """
        item = max(begin, *(self.text.rfind(mark, begin, amount.start) + 1 for mark in "；;"))
        at = max(self.text.find(mark, before, amount.start) for mark in "、；") + 1 if before > begin else 0
        for start in dict.fromkeys((max(item, at), item)):
            own = _codes_between(self.regions, self.region_starts, start, amount.start) if start > begin else ()
            if own:
                return own
        return _codes_between(self.regions, self.region_starts, begin, amount.start)

    def _unit(self, amount: Amount) -> str:
        """The unit; a bare dollar sign is the dollar of the document's country."""
        return _DOLLARS.get(self.context.jurisdiction or "", amount.unit) if amount.form == "$" else amount.unit

    def _evidence(self, sentence: Sentence, amount: Amount, reading: Reading) -> tuple[int, int]:
        begin, end = self.language.clause(self.text, sentence.start, sentence.end, amount.head, amount.tail)
        if reading.indicator is not None and not reading.carried:
            begin, end = min(begin, reading.indicator[0]), max(end, reading.indicator[1])
        return begin, end


def _ends_in(end: str | None, issued_on: str | None) -> bool:
    return end is not None and issued_on is not None and end[:4] == issued_on[:4]


def _neighbours(amounts: list[Amount], amount: Amount) -> tuple[int, int]:
    """Where the amount before this one ends (0 where there is none) and where the one behind it begins."""
    head, tail = amount.head, amount.tail
    before, after = 0, sys.maxsize
    for other in amounts:
        if before < other.tail <= head:
            before = other.tail
        elif tail <= other.head < after:
            after = other.head
    return before, after


def _recent(period: Period, issued_on: str | None) -> bool:
    """Whether a period ended in the year before a text was issued, or later."""
    return bool(issued_on and period.end_date) and int((period.end_date or "0")[:4]) >= int((issued_on or "0")[:4]) - 1


def _in_step(made: list[Measure], readings: list[Reading], lean: float, issued_on: str | None) -> list[Measure]:
    """The measures of a sentence; the earlier steps to a goal (3% in 2020, 5% in 2030) are goals like the last."""
    for i in range(len(made) - 1, 0, -1):
        step, goal = made[i - 1], made[i]
        judged = goal.role == "target" and step.role == "achieved" and step.why["role"] == "period against issue date"
        close = (
            step.quantity is not None
            and goal.quantity is not None
            and step.quantity.unit == goal.quantity.unit
            and goal.quantity.start - step.quantity.end < _STEP
        )
        listed = readings[i].carried or (step.period is not None and _recent(step.period, issued_on))
        if judged and close and lean >= 0 and listed and readings[i].pair_of is None:
            made[i - 1] = replace(step, role="target", why={**step.why, "role": "step to a goal"})
    return made


def _codes_between(mentions: Sequence[Mention[Concept]], starts: list[int], begin: int, end: int) -> tuple[str, ...]:
    """Distinct codes of the mentions that begin in a stretch, in order."""
    codes: list[str] = []
    for i in range(bisect_left(starts, begin), len(mentions)):
        mention = mentions[i]
        if mention.start >= end:
            break
        code = mention.value.code
        if code is not None and code not in codes:
            codes.append(code)
    return tuple(codes)
