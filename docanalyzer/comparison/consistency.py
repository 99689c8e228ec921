"""Whether the numbers of one document agree with each other.

Each check names the records it rests on and shows its arithmetic; what is rounded in print is given the benefit of half
a unit of its last digit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from docanalyzer.comparison.basis import (
    Value,
    as_level,
    base_year,
    baseline_value,
    end_year,
    stated,
)
from docanalyzer.comparison.verdicts import sense_of
from docanalyzer.comparison.words import overlap, tokens
from docanalyzer.core.record import Analysis, Measure
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.present import number_in_words

Check = Literal[
    "change_and_level",
    "interim_beyond_final",
    "parts_exceed_whole",
    "two_values",
    "text_against_table",
    "percent_or_points",
]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Records that cannot all be right, in text order, and why."""

    check: Check
    records: tuple[Measure, ...]
    reason: str


def check_consistency(analysis: Analysis) -> tuple[Inconsistency, ...]:
    """Everything in a document that does not add up, in text order."""
    groups = _groups(analysis)
    text = analysis.document.text
    found = [issue for check in _CHECKS for group in groups for issue in check(group, text)]
    found += _parts(analysis)
    unique = {(issue.check, tuple(record.id for record in issue.records)): issue for issue in found}
    return tuple(sorted(unique.values(), key=lambda issue: (issue.records[0].evidence.start, issue.check)))


@dataclass(frozen=True, slots=True)
class _Said:
    measure: Measure
    value: Value


def _groups(analysis: Analysis) -> list[list[_Said]]:
    """Records of one indicator, for one region, industry and subject."""
    groups: dict[object, list[_Said]] = defaultdict(list)
    for measure in (*analysis.targets, *analysis.figures):
        value = stated(measure)
        if value is None or measure.indicator is None or measure.role in {"threshold", "other"}:
            continue
        name = measure.indicator.id or "".join(tokens(measure.indicator.text))
        own = {analysis.document.jurisdiction, "CN" if analysis.document.jurisdiction is None else None}
        regions = tuple(region for region in measure.scope.regions if region not in own)
        scope = regions, measure.scope.industries, measure.scope.subject
        groups[name, scope].append(_Said(measure, value))
    return [sorted(group, key=lambda said: said.measure.evidence.start) for group in groups.values() if len(group) > 1]


# -- one indicator -----------------------------------------------------------------------------------------------------


def _two_values(group: list[_Said], text: str) -> Iterator[Inconsistency]:
    """One indicator, one deadline, one kind, one bound, and two numbers."""
    same: dict[object, list[_Said]] = defaultdict(list)
    for said in group:
        year = end_year(said.measure)
        if year and not _within_year(said.measure):
            kind = said.measure.role, said.value.basis, said.value.unit, year, base_year(said.measure)
            same[kind].append(said)
    for members in same.values():
        for a, b in combinations(members, 2):
            if _agree(a, b) or _bounds_apart(a.measure, b.measure) or _pair_of_conditions(a, b):
                continue
            if a.value.basis == "amount" and not _same_words(a.measure, b.measure):
                continue  # what is added in one place is not what is added in another
            if not _same_name(a.measure, b.measure) or _beside(text, a.measure, b.measure):
                continue
            tables = (a.measure.table is None) != (b.measure.table is None)
            if a.measure.table is not None and b.measure.table is not None and a.measure.table != b.measure.table:
                tables = False
            yield Inconsistency(
                "text_against_table" if tables else "two_values",
                (a.measure, b.measure),
                f"{_words(a.value)} and {_words(b.value)} for {end_year(a.measure)}",
            )


def _percent_or_points(group: list[_Said], _: str) -> Iterator[Inconsistency]:
    """The same change of a share once in per cent and once in percentage points."""
    for a, b in combinations(group, 2):
        units = {a.measure.quantity and a.measure.quantity.unit, b.measure.quantity and b.measure.quantity.unit}
        changes = "level" not in {a.value.basis, b.value.basis}
        when = end_year(a.measure) == end_year(b.measure)
        if units == {"%", "pp"} and changes and when and abs(abs(a.value.low) - abs(b.value.low)) < 1e-9:
            reason = f"{_words(a.value)} and {_words(b.value)}: per cent and percentage points of one number"
            yield Inconsistency("percent_or_points", (a.measure, b.measure), reason)


def _interim_beyond_final(group: list[_Said], text: str) -> Iterator[Inconsistency]:
    """An earlier target that asks for more than a later one."""
    for a, b in combinations([said for said in group if said.measure.role == "target"], 2):
        years = end_year(a.measure), end_year(b.measure)
        if not years[0] or not years[1] or years[0] == years[1]:
            continue
        first, last = (a, b) if years[0] < years[1] else (b, a)
        if (first.value.basis, first.value.unit) != (last.value.basis, last.value.unit):
            continue
        if first.value.basis == "rate" or base_year(a.measure) != base_year(b.measure) or _within_year(a.measure):
            continue
        if first.value.basis == "amount" and (_separate(first, last) or _verb(text, a) != _verb(text, b)):
            continue
        if _beside(text, a.measure, b.measure) and _crowded(text, group, a):
            continue
        sign = sense_of(first.measure) or sense_of(last.measure)
        if (
            sign
            and (first.value.low - last.value.high) * sign > 1e-9
            and (first.value.high - last.value.low) * sign > 0
        ):
            by = [f"{_words(said.value)} by {end_year(said.measure)}" for said in (first, last)]
            reason = " goes beyond ".join(by)
            yield Inconsistency("interim_beyond_final", (a.measure, b.measure), reason)


def _verb(text: str, said: _Said) -> str:
    """The two characters before a number: 建成 and 改造 are two things though one name stands before both."""
    start = said.measure.quantity.start if said.measure.quantity else 0
    return re.sub(r"[约近超过\s]", "", text[max(0, start - 6) : start])[-2:]


def _crowded(text: str, group: list[_Said], said: _Said) -> bool:
    """Whether a sentence holds more than two numbers of one name: which belongs to which year is then not certain."""
    return sum(_beside(text, said.measure, other.measure) for other in group) > 2


def _separate(first: _Said, last: _Said) -> bool:
    """Whether two amounts are of periods that follow each other, so that none contains the other."""
    begins = last.measure.period.start_date if last.measure.period else None
    ends = first.measure.period.end_date if first.measure.period else None
    return bool(begins and ends and begins > ends)


def _change_and_level(group: list[_Said], text: str) -> Iterator[Inconsistency]:
    """A baseline with its value, a change from it and the level at the end that do not add up."""
    levels = [said for said in group if said.value.basis == "level"]
    for said in group:
        if said.value.basis not in {"change", "amount"} or _by_times(said.measure):
            continue
        start = _start(said, levels, text)
        if start is None:
            continue
        origin, base = start
        reached = as_level(said.value, origin)
        for other in levels:
            if other.measure is base or reached is None or not _ends_there(said, other, text):
                continue
            if other.value.unit == reached.unit and not _adds_up(reached, said, origin, other):
                records = sorted(
                    {m.id: m for m in (said.measure, base, other.measure) if m is not None}.values(), key=_place
                )
                reason = f"{reached.steps[-1] if reached.steps else ''}, but the text says {_words(other.value)}"
                yield Inconsistency("change_and_level", tuple(records), reason)


def _by_times(measure: Measure) -> bool:
    """Whether a change is told in times (增长了20余倍), which is rarely meant to the digit."""
    return measure.quantity is not None and measure.quantity.unit == "1"


def _ends_there(said: _Said, other: _Said, text: str) -> bool:
    """Whether a level is what a change ends at: of one year, or the change restates it (升至15%，提高3个百分点)."""
    if other.measure.role == "baseline":
        return False
    if said.measure.period is None and said.measure.baseline is None:
        return _beside(text, said.measure, other.measure) and baseline_value(other.measure) is not None
    return end_year(other.measure) == end_year(said.measure)


def _start(said: _Said, levels: list[_Said], text: str) -> tuple[Measure, Measure | None] | None:
    """The change with the value of its baseline, and the record that gives it; null where no record does."""
    measure = said.measure
    if baseline_value(measure) is not None:
        return measure, measure
    year = base_year(measure)
    for level in levels:
        if measure.baseline is None and baseline_value(level.measure) and _beside(text, measure, level.measure):
            return replace(measure, baseline=level.measure.baseline), None
        if year and end_year(level.measure) == year and measure.baseline is not None:
            baseline = replace(measure.baseline, value=level.value.low, unit=level.value.unit)
            return replace(measure, baseline=baseline), level.measure
    return None


def _adds_up(reached: Value, said: _Said, origin: Measure, other: _Said) -> bool:
    """Whether the level reached is the one that the text gives, as far as change, baseline and level are printed."""
    bound = other.measure.quantity.comparison if other.measure.quantity else "eq"
    start = baseline_value(origin)
    change = _half_digit(said.measure) * (abs(start[0]) / 100 if start and said.value.basis == "change" else 1.0)
    slack = _half_digit(other.measure) + change + 1e-3 * abs(other.value.high)
    if bound == "ge" and reached.high >= other.value.low - slack:
        return True
    if bound == "le" and reached.low <= other.value.high + slack:
        return True
    return reached.low - slack <= other.value.high and other.value.low - slack <= reached.high


def _half_digit(measure: Measure) -> float:
    """Half a unit of the last digit that is printed."""
    quantity = measure.quantity
    digits = re.search(r"\d+(?:[.,]\d+)*", quantity.text) if quantity else None
    if quantity is None or digits is None:
        return 0.0
    number = digits[0].replace(",", "")
    decimals = len(number.partition(".")[2])
    return 0.5 * 10.0**-decimals * (quantity.low / float(number) if float(number) else 1.0)


_CHECKS: tuple[Callable[[list[_Said], str], Iterable[Inconsistency]], ...] = (
    _two_values,
    _percent_or_points,
    _interim_beyond_final,
    _change_and_level,
)

# -- a whole and its parts ---------------------------------------------------------------------------------------------

_PART = re.compile(r"其中|of which|including", re.IGNORECASE)
# A verb of its own after a comma begins another statement.
_ANEW = re.compile(r"[，,](?:完成|建成|新增|实现|推进|形成|and (?:build|complete|add)\b)")


def _parts(analysis: Analysis) -> Iterator[Inconsistency]:
    """其中: what follows in the sentence is part of the number before it, in the same unit."""
    measures = sorted(
        (m for m in (*analysis.targets, *analysis.figures) if m.quantity is not None),
        key=lambda m: m.quantity.start if m.quantity else 0,
    )
    text = analysis.document.text
    for index, whole in enumerate(measures):
        value = stated(whole)
        if value is None or whole.quantity is None or value.basis not in {"level", "amount"} or "/" in value.unit:
            continue
        after = whole.quantity.end
        end = min((p for p in (text.find(mark, after) for mark in "。；\n") if p >= 0), default=len(text))
        mark = _PART.search(text, after, end)
        if mark is None:
            continue
        parts = []
        for part in measures[index + 1 :]:
            other = stated(part)
            if part.quantity is None or part.quantity.start >= end or other is None:
                break
            if _ANEW.search(text, mark.end(), part.quantity.start):
                break
            if part.quantity.start > mark.end() and (other.basis, other.unit) == (value.basis, value.unit):
                parts.append((part, other))
        total = sum(abs(other.low) for _, other in parts)
        biggest = max((abs(other.low) for _, other in parts), default=0.0)
        limit = max(abs(value.low), abs(value.high))
        exceeded = biggest if value.unit == "%" else total
        if parts and exceeded > limit * (1 + 1e-6) + _half_digit(whole):
            reason = f"the parts make {number_in_words(exceeded)} {value.unit}, the whole is {_words(value)}"
            yield Inconsistency("parts_exceed_whole", (whole, *(part for part, _ in parts)), reason)


# -- small things ------------------------------------------------------------------------------------------------------


def _agree(a: _Said, b: _Said) -> bool:
    """Whether two numbers are the same as far as the coarser of them is printed."""
    close = max(_half_digit(a.measure), _half_digit(b.measure)) * (1 + 1e-6)
    return abs(a.value.low - b.value.low) <= close and abs(a.value.high - b.value.high) <= close


def _same_name(left: Measure, right: Measure) -> bool:
    """Whether two phrases name one thing and not two of its kind (地级城市 and 县级城市 share an indicator)."""
    if left.indicator is None or right.indicator is None:
        return False
    if any(indicator.text.startswith("占") for indicator in (left.indicator, right.indicator)):
        return False  # whose share it is stands elsewhere
    a, b = ("".join(tokens(indicator.text)) for indicator in (left.indicator, right.indicator))
    if a in b or b in a:
        return True
    row = indicators().get(left.indicator.id or "")
    names = {"".join(tokens(name)) for name in (*row.zh, *row.en)} if row else set()
    # Names so much alike that still differ are two of a kind; other wordings of the catalogue are one thing.
    return a in names and b in names and overlap(frozenset(_pairs(a)), frozenset(_pairs(b))) < 0.8


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _same_words(left: Measure, right: Measure) -> bool:
    """Whether two clauses differ in their number alone."""
    words = [
        frozenset(tokens(m.evidence.text.replace(m.quantity.text if m.quantity else "", ""))) for m in (left, right)
    ]
    return overlap(*words) >= 0.9


def _beside(text: str, left: Measure, right: Measure) -> bool:
    """Whether both stand in one sentence: two numbers side by side are of two things (分别, 其中, brackets)."""
    if left.table is not None and right.table is not None:
        return left.table.table == right.table.table and left.table.row == right.table.row
    if left.table is not None or right.table is not None:
        return False
    first, last = sorted((left.evidence, right.evidence), key=lambda evidence: evidence.start)
    return not _SENTENCE_END.search(text, first.end, max(first.end, last.start))


def _within_year(measure: Measure) -> bool:
    """Whether the period is a part of a year: results by quarter or month differ and do not conflict."""
    period = measure.period
    if period is None or not period.start_date or not period.end_date:
        return False
    return period.start_date[:4] == period.end_date[:4] and not (
        period.start_date.endswith("-01-01") and period.end_date.endswith("-12-31")
    )


def _bounds_apart(left: Measure, right: Measure) -> bool:
    """Whether one is a floor and the other a ceiling: a corridor, no conflict."""
    bounds = {m.quantity.comparison for m in (left, right) if m.quantity}
    return bounds == {"ge", "le"}


_SENTENCE_END = re.compile(r"[。！？\n]|\.\s")
_CONDITION = re.compile(r"conditional|有条件|无条件|scenario|情景|力争|争取", re.IGNORECASE)


def _pair_of_conditions(a: _Said, b: _Said) -> bool:
    """Whether the two are meant to differ: conditional and unconditional, a floor and what is striven for."""
    return any(_CONDITION.search(said.measure.evidence.text) for said in (a, b))


def _place(measure: Measure) -> int:
    return measure.evidence.start


def _words(value: Value) -> str:
    low, high = sorted((abs(value.low), abs(value.high)))
    sign = "" if value.basis == "level" else "-" if value.low < 0 else "+"
    number = number_in_words(low) if low == high else f"{number_in_words(low)} to {number_in_words(high)}"
    return f"{sign}{number} {'' if value.unit == '1' else value.unit}".rstrip()
