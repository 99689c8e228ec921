"""From cues to provisions: one record for each sentence that rules something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

from docanalyzer.core.document import Block, BlockKind
from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import Force, Instrument, Measure, Period, Provision
from docanalyzer.knowledge.forces import BITS, ENGLISH, FORCES, HEAD, INSTRUMENTS, PLAN, RULING, Cue
from docanalyzer.mentions.outlook import Tally, is_baseline, is_over, tally
from docanalyzer.records.actors import ADDRESSED, duty_actors, in_charge, sentence_actors
from docanalyzer.structure import Sentence, Structure

# Items of a list of cases ("有下列情形之一的：1.……的；") rule nothing by themselves.
_CONDITION = ("的；", "的。", "的;")
_STOPS = ("。", "；", "！", ";", ".")
_MARKER_LENGTH = 6
_DATED = 1.2
# So many targets in one sentence are a list of goals (a flattened table), whatever its words.
_SEVERAL = 3
# So far ahead looks a sentence of a list of tasks, even where it says nothing of it itself.
_SURELY_AHEAD = 2.4
_HAN = re.compile("[一-鿿]")
_ZH_STOPS = frozenset("。；")
_LINE_LENGTH = 12
_ZH_PRIOR = 0.4
_ALONE = PLAN | RULING
_MEANS = sum(BITS[instrument] for instrument in INSTRUMENTS)
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")
_DUTY = re.compile("负责|责任单位|牵头|配合|responsible")
# "shall" and "must not" rule even where past events are told beside them.
_STRICT = BITS["require"] | BITS["prohibit"]
_STRICT_FLOOR = -2.0


class _HasStart(Protocol):
    @property
    def start(self) -> int: ...


_Placed = TypeVar("_Placed", bound=_HasStart)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What other finders and builders found, each in text order; all of it optional."""

    periods: Sequence[Period] = ()
    measures: Sequence[Measure] = ()
    agencies: Sequence[Mention[Concept]] = ()
    regions: Sequence[Mention[Concept]] = ()
    industries: Sequence[Mention[Concept]] = ()
    issued_on: str | None = None


class Draft(NamedTuple):
    """A provision before its companions are known; ``sentence`` is an index, ``bits`` are those of forces and means."""

    sentence: int
    bits: int
    why: str
    confidence: float


Revision = Callable[[list[Draft], Mapping[int, Sequence[Measure]]], list[Draft]]


def build_provisions(
    text: str,
    structure: Structure,
    cues: Sequence[Mention[Cue]],
    around: Surroundings | None = None,
    counted: Tally | None = None,
    revise: Revision | None = None,
) -> list[Provision]:
    """The provisions of a document, in order; ``cues`` are those of all its views, in order.

    ``revise`` is given what the rules found, and the targets of each sentence, and returns what is to hold.
    """
    around = around or Surroundings()
    counted = counted or tally(text, structure, cues, around.periods, around.issued_on)
    targets = targets_by_sentence(structure.sentences, around.measures)
    drafts = _drafts(text, structure, cues, counted, targets)
    if revise is not None:
        drafts = revise(drafts, targets)
    return _completed(text, structure, drafts, around, targets)


def _drafts(
    text: str, structure: Structure, cues: Sequence[Mention[Cue]], counted: Tally, targets: dict[int, list[Measure]]
) -> list[Draft]:
    drafts = []
    lead = 0
    listed = False
    for index, sentence in enumerate(structure.sentences):
        bits = counted.bits[index]
        start = sentence.start
        own = counted.own[index]
        dated = own >= _DATED and text[sentence.end - 1] in _ZH_STOPS
        # The line of a list number, "(a)", neither rules nor ends its list.
        if not bits & _ALONE and (
            sentence.end - start <= _MARKER_LENGTH or not (lead or listed or dated or index in targets)
        ):
            continue
        block = structure.blocks[sentence.block] if sentence.block >= 0 else None
        if not _is_statement(text, sentence, block, bits):
            lead, listed = 0, False
            continue
        ruled = _ruled(bits, own, counted.whole[index], dated)
        inherited = ""
        if ruled == PLAN and text.endswith(_CONDITION, start, sentence.end):
            ruled = 0
        item = block is not None and block.kind is BlockKind.ITEM
        if lead and not ruled & RULING and (item or text[start].islower()):
            ruled, inherited = lead, "list-lead"
        elif listed and item and not (ruled or bits & _ALONE or text[start].isalnum()) and own >= 0:
            ruled, inherited = PLAN, "list-neighbour"
        elif (
            not ruled
            and (own >= 0 or counted.whole[index] >= _SURELY_AHEAD)
            and len(targets.get(index, ())) >= _goals_needed(text, sentence, counted.whole[index])
        ):
            ruled, inherited = PLAN, "targets"
        lead = _lead(text, sentence, ruled, lead)
        listed = item and bool(ruled) and bool(bits & ENGLISH or inherited)
        if ruled:
            why = inherited or _why(cues[counted.low[index] : counted.high[index]], ruled)
            drafts.append(Draft(index, ruled | (bits & ~_ALONE), why, _confidence(ruled, inherited, own)))
    return drafts


def _goals_needed(text: str, sentence: Sentence, whole: float) -> int:
    """So many targets make a sentence without a cue a plan.

    Chinese, whose verbs have no tense, needs more of them, but where all around looks ahead (``whole``).
    """
    return _SEVERAL if whole < _SURELY_AHEAD and _HAN.search(text, sentence.start, sentence.start + _LINE_LENGTH) else 1


def _is_statement(text: str, sentence: Sentence, block: Block | None, bits: int) -> bool:
    """False for headings without a full stop, notes, remarks in brackets and table cells that hold no sentence."""
    last = text[sentence.end - 1]
    if text[sentence.start] in "（(" or last in "）)":
        inside = text[sentence.start : sentence.end]
        # A remark may go on over several sentences: the first has no closing bracket and the last no opening one.
        if inside[0] in "（(" and (last in "）)" or not _CLOSING.search(inside)):
            return False
        if last in "）)" and not _OPENING.search(inside):
            return False
    if block is None:
        return True
    if block.kind is BlockKind.HEADING:
        return last in _STOPS and last != "."
    if block.kind is BlockKind.NOTE:
        return False
    if last in _STOPS or block.kind is BlockKind.ITEM or bits & BITS["prohibit"]:
        return True
    # A title or a row of a table; a sentence that was cut off has at least the break of a clause, or English words.
    return sentence.end - sentence.start > _LINE_LENGTH and _has_clauses(text, sentence)


def _has_clauses(text: str, sentence: Sentence) -> bool:
    return (
        "，" in (inside := text[sentence.start : sentence.end])
        or inside.isascii()
        or inside.count(" ") * 12 > len(inside)
    )


def _ruled(bits: int, own: float, whole: float, dated: bool) -> int:
    """The forces that hold in a sentence with these cues, as bits; 0 where it rules nothing."""
    if not bits & _ALONE:
        # A number with a date still to come needs no verb: "到2030年，湿地保护率为60%".
        return PLAN if dated and whole > 0 else 0
    if bits & ENGLISH:
        if own <= 0 and not (bits & _STRICT and own > _STRICT_FLOOR):
            return 0
        return bits & RULING or (PLAN if bits & HEAD and own > 0.3 else 0)
    if whole + _ZH_PRIOR <= 0:
        return 0
    return bits & RULING or PLAN


def _lead(text: str, sentence: Sentence, ruled: int, lead: int) -> int:
    """The force that a sentence hands on to the list items below it: that of "the following shall apply:"."""
    last = text[sentence.end - 1]
    if last in ":：":
        return ruled & RULING
    return lead if last in ";；," or text[sentence.start].islower() else 0


def _why(cues: Sequence[Mention[Cue]], ruled: int) -> str:
    """The rows that speak for the forces found; for a plan the first action word is enough."""
    if ruled == PLAN:
        for mention in cues:
            if mention[2][0] & HEAD:
                return mention[3]
        return next((mention[3] for mention in cues if mention[2][0] & PLAN), "date")
    rows = {row: None for mention in cues if mention[2][0] & ruled for row in mention[3].split()}
    return " ".join(rows)


def _confidence(ruled: int, inherited: str, own: float) -> float:
    """An explicit cue is surer than an action word, and that is surer with a sign of time of its own."""
    if inherited:
        return 0.7
    if ruled & RULING:
        return 0.9 if own > 0 else 0.8
    return 0.9 if own > 1 else 0.85 if own > 0 else 0.7


@cache
def _forces(bits: int) -> tuple[Force, ...]:
    return tuple(force for force in FORCES if bits & BITS[force])


@cache
def _instruments(bits: int) -> tuple[Instrument, ...]:
    return tuple(instrument for instrument in INSTRUMENTS if bits & BITS[instrument])


def _completed(
    text: str, structure: Structure, drafts: list[Draft], around: Surroundings, targets: dict[int, list[Measure]]
) -> list[Provision]:
    """The drafts with actors, places, industries, dates and targets."""
    sentences, sections = structure.sentences, structure.sections
    agencies = by_sentence(sentences, around.agencies)
    places = _codes(structure, around.regions)
    trades = _codes(structure, around.industries)
    dates = by_sentence(sentences, around.periods)
    charged = in_charge(_notes(text, sentences, agencies), [draft.sentence for draft in drafts], sentences, sections)
    found = []
    for number, (index, bits, why, confidence) in enumerate(drafts, 1):
        start, end, section = sentences[index].start, sentences[index].end, sentences[index].section
        reasons = {"force": why}
        actors: list[str] = []
        if index in agencies or bits & ADDRESSED:
            actors = sentence_actors(text, sentences[index], bits, agencies.get(index, ()), bool(bits & ENGLISH))
        if index in charged:
            actors += [actor for actor in charged[index] if actor not in actors]
            reasons["actors"] = "note"
        period = None
        if index in dates:
            period = _governing(text, dates[index], targets.get(index, ()), around.issued_on)
        found.append(
            Provision(
                f"p{number}",
                start,
                end,
                text[start:end],
                sections[section].id if section >= 0 else None,
                _forces(bits & _ALONE),
                _instruments(bits & _MEANS),
                tuple(actors),
                places.get(index) or places.get(~section, ()),
                trades.get(index) or trades.get(~section, ()),
                period,
                tuple(target.id for target in targets.get(index, ())),
                reasons,
                confidence,
                period.page if period else None,
            )
        )
    return found


def by_sentence(sentences: Sequence[Sentence], items: Iterable[_Placed]) -> dict[int, list[_Placed]]:
    """Things with a ``start``, in text order, under the index of the sentence that holds them."""
    found: dict[int, list[_Placed]] = {}
    at, last = 0, len(sentences) - 1
    for item in items:
        start = item.start
        while at < last and sentences[at].end <= start:
            at += 1
        if last >= 0 and sentences[at].start <= start < sentences[at].end:
            found.setdefault(at, []).append(item)
    return found


def targets_by_sentence(sentences: Sequence[Sentence], measures: Sequence[Measure]) -> dict[int, list[Measure]]:
    """The targets among the measures, under the index of the sentence that holds their evidence."""
    targets = sorted((m for m in measures if m.role == "target"), key=lambda m: m.evidence.start)
    held = by_sentence(sentences, [m.evidence for m in targets])
    ordered = iter(targets)
    return {index: list(islice(ordered, len(quotes))) for index, quotes in held.items()}


def _codes(structure: Structure, mentions: Sequence[Mention[Concept]]) -> dict[int, tuple[str, ...]]:
    """Distinct codes by sentence, and under ``~section`` those of each section's heading."""
    found: dict[int, tuple[str, ...]] = {}
    for index, inside in by_sentence(structure.sentences, mentions).items():
        codes = tuple(dict.fromkeys(m.value.code for m in inside if m.value.code))
        if not codes:
            continue
        found[index] = codes
        sentence = structure.sentences[index]
        if sentence.section >= 0 and structure.blocks[sentence.block].kind is BlockKind.HEADING:
            found[~sentence.section] = codes
    return found


def _notes(
    text: str, sentences: Sequence[Sentence], agencies: dict[int, list[Mention[Concept]]]
) -> dict[int, list[str]]:
    """Sentences that are, or begin with, a note of responsibilities in brackets, with the bodies it names."""
    found = {}
    for index, inside in agencies.items():
        start = sentences[index].start
        if text[start] not in "（(":
            continue
        close = max(text.find("）", start, sentences[index].end), text.find(")", start, sentences[index].end))
        note = text[start:close] if close > 0 else text[start : sentences[index].end]
        if _DUTY.search(note):
            found[index] = duty_actors(text, [a for a in inside if close < 0 or a.start < close])
    return found


def _governing(
    text: str, periods: Sequence[Period], targets: Sequence[Measure], issued_on: str | None
) -> Period | None:
    """The date that rules the sentence: that of its targets, else its deadline, else a span of time still to come."""
    for target in targets:
        if target.period is not None:
            return target.period
    open_ = [period for period in periods if not is_baseline(text, period)]
    for relation in ("by", "from", "during", "each_year"):
        for period in open_:
            if period.relation == relation and not is_over(period, issued_on):
                return period
    return None
