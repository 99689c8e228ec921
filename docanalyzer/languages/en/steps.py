"""Numbers of one sentence side by side: 15% and 20% respectively, a reduction of 20% and one of 35% of emissions."""

from __future__ import annotations

import re

from docanalyzer.languages.base import Reading
from docanalyzer.languages.en.clauses import Sentence
from docanalyzer.languages.en.nouns import members
from docanalyzer.languages.en.series import CHANGES

_PLAIN_LIST = re.compile(r"\s*(?:(?:un)?conditional\s)?(?:,|,?\s?and|or|&)\s*(?:an?\s)?")
_RESPECTIVELY = re.compile(r"[^.;\d]{0,40}?\brespectively\b")
_TO_NEXT = re.compile(r"[^;:.()]{0,70}")
_AND_ITS = re.compile(r"(?:^|[,;:]\s)(?P<np>[^,;:]{3,80})\sand\s(?:(?:the|its|their|a|an)\s)?\Z")


def lend_back(sentence: Sentence, readings: list[Reading]) -> None:
    """A reduction of 20% without and one of 35% with support of GHG emissions: the thing stands behind the second."""
    for i in range(len(readings) - 1):
        reading, following = readings[i], readings[i + 1]
        alike = following.kind == reading.kind and sentence.amounts[i].unit == sentence.amounts[i + 1].unit
        if reading.indicator is not None or following.indicator is None or following.carried or not alike:
            continue
        if (
            reading.kind in CHANGES
            and following.direction == reading.direction
            and _TO_NEXT.fullmatch(sentence.gap(i + 1))
        ):
            reading.indicator, reading.carried, reading.why["indicator"] = following.indicator, True, "en:lent-back"


def number_lists(sentence: Sentence, readings: list[Reading]) -> None:
    """Tell the members of a list of numbers their places in it (15% and 20% respectively)."""
    group: list[int] = []
    for i in range(len(readings) + 1):
        if i < len(readings) and group and _goes_on(sentence, i):
            group.append(i)
            continue
        if len(group) > 1:
            _put_in_step(readings, group)
            last = sentence.amounts[group[-1]].tail - sentence.offset
            if _RESPECTIVELY.match(sentence.text, last):
                _share_out(sentence, readings, group)
        group = [i]


def _share_out(sentence: Sentence, readings: list[Reading], group: list[int]) -> None:
    """Energy and water use by 10% and 15% respectively: each number takes its own member of the thing."""
    whole = readings[group[0]].indicator
    parts = members(sentence.text, *whole) if whole is not None and not readings[group[0]].carried else []
    if whole is not None and len(parts) == 1 and not readings[group[0]].carried:
        # Cargo of the ports and their container traffic: a subject in parts, of which the last was taken.
        before = _AND_ITS.search(sentence.text, 0, whole[0])
        parts = members(sentence.text, before.start("np"), whole[1]) if before else parts
    if len(parts) == len(group):
        for member, part in zip(group, parts, strict=True):
            readings[member].indicator, readings[member].why["indicator"] = part, "en:respectively"


def _goes_on(sentence: Sentence, i: int) -> bool:
    same_unit = sentence.amounts[i - 1].unit == sentence.amounts[i].unit
    return same_unit and bool(_PLAIN_LIST.fullmatch(sentence.gap(i)))


def _put_in_step(readings: list[Reading], group: list[int]) -> None:
    """Places in the list; a noun of change after the last member (56%, 75% and 90% reductions) is for all."""
    last = readings[group[-1]]
    for place, member in enumerate(group):
        reading = readings[member]
        reading.pair, reading.size = place, len(group)
        if last.why.get("kind") == "en:noun-after" and reading.why.get("kind") != "en:noun-after":
            reading.kind, reading.direction, reading.base = last.kind, last.direction, last.base
            reading.indicator, reading.why["kind"] = last.indicator, "en:noun-after"
