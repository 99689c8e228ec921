"""The tables of a document: which of its grids hold measures, and in which section each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import Measure
from docanalyzer.languages.base import Language
from docanalyzer.records.grids import find_grids
from docanalyzer.records.passages import Passage
from docanalyzer.records.table_prose import tells
from docanalyzer.records.tables import Surroundings, Table
from docanalyzer.structure import Sentence, Structure

# A cell longer than this tells something; its numbers are read as those of any sentence.
_PROSE = 40


class Found(NamedTuple):
    """A table that holds measures, or says when its descriptions are to be done: its stretch and its own measures."""

    start: int
    end: int
    held: list[Measure]
    table: Table

    def is_prose(self, sentence: Sentence) -> bool:
        """Whether a sentence inside the table is a description, and holds none of the table's own numbers."""
        if not self.held:
            return True
        if sentence.end - sentence.start <= _PROSE and not self.table.is_described(sentence.start):
            return False
        return not any(m.quantity and sentence.start <= m.quantity.start < sentence.end for m in self.held)


def read_tables(
    text: str,
    raw: str,
    language: Language,
    structure: Structure,
    found: Sequence[Passage],
    issued_on: str | None,
    regions: Sequence[Mention[Concept]],
) -> list[Found]:
    """The tables whose heads say what their numbers are, or by when what they describe is to be done, in order."""
    grids = find_grids(text, structure.blocks, language.code)
    if not grids:
        return []
    periods = [period for passage in found for period in passage.periods]
    amounts = [amount for passage in found for amount in passage.amounts]
    around = Surroundings(text, raw, language, issued_on, periods, regions, amounts)
    starts = [section.start for section in structure.sections]
    tables = []
    before: Table | None = None
    for grid in grids:
        section = bisect_right(starts, grid.start) - 1
        table = Table(grid, around, structure.sections[section].id if section >= 0 else None)
        if before is not None:
            table.take_unit(before)
        before = table
        held = list(table.read())
        if held or tells(table):
            tables.append(Found(grid.start, grid.end, held, table))
    return tables
