"""Measures of indicator tables: every number cell is a record of its own.

The head of a column says when and in which role its numbers stand, the name of the row what they measure, and the unit
stands in a column of its own, in brackets at the name or the head, in the caption, or in the cell. Words in the cell of
a goal (完成国家下达指标) are a goal without a number. What a row held before is the baseline of its goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docanalyzer.core.record import (
    Baseline,
    Binding,
    Direction,
    Kind,
    Measure,
    Period,
    Role,
    Scope,
    TableCell,
)
from docanalyzer.core.span import Quote
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.linguistics import View
from docanalyzer.records.grid_places import Grid, Place
from docanalyzer.records.parts import indicator_of, quantity_of
from docanalyzer.records.roles import side
from docanalyzer.records.table_baselines import TOTAL, with_baselines, with_changes
from docanalyzer.records.table_cells import Value, is_blank, plain_amount, values
from docanalyzer.records.table_changes import adds_over_years, end_of_name, kind_of
from docanalyzer.records.table_columns import (
    Column,
    Dates,
    Surroundings,
    base_of,
    is_projected,
    read_head,
    said_binding,
    spans_years,
)
from docanalyzer.records.table_names import AIM, CHANGE_NAME, Names, Row, region_codes
from docanalyzer.records.table_notes import marks_before, marks_behind, read_notes
from docanalyzer.records.table_retold import retold_unit
from docanalyzer.records.table_shapes import course_head, is_row_of_units, share_unit
from docanalyzer.records.table_units import INDEX_NAME, NO_UNIT, PLAIN, Units
from docanalyzer.records.table_words import course_of, is_goal

__all__ = ["Surroundings", "Table"]

# （较2016年） tells the base, （2019年数据） the year of the value.
_COMPARED = re.compile(r"[较比]|than|from|below|above", re.IGNORECASE)
# Instead of a head: M, =, mass in kg; "x is 15 %".
_DEFINES = re.compile(r"\s*(?:=|:|is\b.*)\s*", re.DOTALL)
_LETTERS = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
_LONGEST_GOAL, _LONGEST_VALUE, _SHORT_NOTE = 40, 60, 16
# A value that brings its unit, with what may stand before and behind it.
_WITH_UNIT = re.compile(
    r"(?:Value\s*+:?)?\s*+[<>≥≤~约]?\s*+\d[\d,.]*\s*+(?P<unit>[^\s\d(（;；:：][^\d(（;；:：]{0,39}?)\s*(?:[(（].*|Rank\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]{4,30}[)）]")
_ASIDE = frozenset({"index", "group", "name", "unit", "binding", "note", "deadline"})
_FEWEST_ALIKE, _NEXT_TABLE = 3, 600
_CHANGES = frozenset({"relative_change", "absolute_change", "growth_rate"})
_OVER_YEARS = frozenset({"growth", "total"})


class Table:
    """One table: its rows, its head and what they say of each number."""

    def __init__(self, grid: Grid, around: Surroundings, section: str | None) -> None:
        self.grid, self.around, self.section = grid, around, section
        self.text = around.text
        rows: dict[int, dict[int, Place]] = {}
        self.places: dict[tuple[int, int], list[Place]] = {}
        for cell in grid.cells:
            self.places.setdefault((cell.row, cell.column), []).append(cell)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows.setdefault(row, {}).setdefault(column, cell)
        self.numbers = sorted(rows)
        self.rows = [rows[row] for row in self.numbers]
        self.units, self.dates = Units(around.language), Dates(grid, around)
        self.head = course_head(grid, self.numbers, read_head(grid, self.rows, around, self.dates), self.text)
        self.columns = self.head.columns
        if not self.head.unit and not any(c.unit or c.role == "unit" for c in self.columns):
            self.head = self.head._replace(unit=self.units.usable(retold_unit(grid, around)))
        self.names = Names(around, self.head, self.rows, self.numbers, self.dates)
        self.named = self.names.column()
        self.notes = read_notes(self.text, grid)
        share_unit(self.names, self.named)
        self.head = self.names.head
        self.issued = self.dates.issued(self.columns)
        self.base, self.fallback = self.dates.base(), self.dates.fallback()
        dated = [c.period for c in self.columns if c.period and c.period.end_date and c.change is None]
        since = self.issued or max((p.end_date or "" for p in dated), default="")
        ahead = [p for p in dated if (p.end_date or "") >= since]
        # The one year ahead that heads name is that of a reduction whose own head names none.
        self.goal_year = ahead[0] if len({p.end_date for p in ahead}) == 1 else None
        self.group: Binding | None = None
        self.told = {c.role for c in self.columns} & {"unit", "binding"}

    def take_unit(self, before: Table) -> None:
        """Take the unit of the table just above where this one has none and the same heads (parts a and b of one)."""
        if self.head.unit or not before.head.unit or any(c.unit or c.role == "unit" for c in self.columns):
            return
        heads, others = self._said_heads(), before._said_heads()
        if len(heads) >= _FEWEST_ALIKE and heads == others and self.grid.start - before.grid.end < _NEXT_TABLE:
            self.head = self.head._replace(unit=before.head.unit)

    def _said_heads(self) -> list[str]:
        return [self.text[slice(*c.label)].strip() for c in self.columns if c.label and c.period]

    def read(self) -> Iterator[Measure]:
        """The measures, row by row."""
        named = self.named
        if named is None:
            return
        for cells in self.rows[self.head.depth :]:
            is_row_of_units(cells, self.columns, self.around, self.units)
        if not any(self._holds_values(i) for i in range(len(self.columns))):
            return
        if any(_DEFINES.fullmatch(self.text, head.start, head.end) for c in self.columns for head in c.heads):
            return  # the legend of a formula has no head
        depth = self.head.depth
        for number, cells in zip(self.numbers[depth:], self.rows[depth:], strict=True):
            name = cells.get(named)
            if is_row_of_units(cells, self.columns, self.around, self.units):
                continue
            if len({cell.start for cell in cells.values()}) < 2:
                self.group = next((said_binding(self.text[c.start : c.end]) for c in cells.values()), None)
                continue
            if name is None:
                continue
            label, part = self.names.quantity(cells, named)
            told = AIM.match(self.text, *label)
            aim: Direction | None = None
            if told and told.end() < label[1]:
                # "Increase the share of ...": the verb is no part of the name.
                label, aim = (told.end(), label[1]), "increase" if told["up"] else "decrease"
            yield from with_baselines(with_changes(list(self._row(Row(number, cells, name, label, part, aim)))))

    def _row(self, row: Row) -> Iterator[Measure]:
        seen: set[int] = set()
        for index, cell in sorted(row.cells.items()):
            if cell.start in seen or index >= len(self.columns) or not self._holds_values(index):
                continue
            seen.add(cell.start)
            column = self.columns[index]
            # A number that reaches over several rows is read once, with the name of its first; words hold for each.
            if cell.row == row.number:
                for place in self.places[cell.row, cell.column]:
                    yield from self._cell(place, column, row)
            if not any(c.isdigit() for c in self.text[cell.start : cell.end]):
                yield from self._goal_in_words(cell, column, row)

    def _holds_values(self, index: int) -> bool:
        column = self.columns[index]
        if column.role in _ASIDE or index == self.named:
            return False
        return bool(column.period or column.role or column.unit or self.head.unit or (column.change and column.base))

    def is_described(self, start: int) -> bool:
        """Whether a cell stands in a column that is neither of values nor of names, units and the like."""
        cell = next((c for c in self.grid.cells if c.start <= start < c.end), None)
        if cell is None or cell.row not in self.numbers[self.head.depth :] or cell.column >= len(self.columns):
            return False
        role = self.columns[cell.column].role
        return cell.column != self.named and role in {"", "note"} and not self._holds_values(cell.column)

    def _cell(self, cell: Place, column: Column, row: Row) -> Iterator[Measure]:
        row, subject, own = self.names.subject(column, row)
        found = list(values(self.text, cell.start, cell.end))
        for value in found:
            unit = "" if value.has_sign else self._unit_for(column, row, subject)
            if value.called and not unit and self._is_bare(row):
                unit = PLAIN
            if unit in {"", PLAIN} and not value.has_sign:
                unit = self._unit_beside(cell, row) or unit
            if not unit and not value.has_sign:
                continue
            gap = " " if value.lead[-1:].isalpha() and value.lead.isascii() else ""
            sentence = f"{subject} {value.verb}{value.lead}{gap}{value.words}{value.scale}{unit}{value.post}"
            said = list(self._said(sentence, len(subject)))
            if unit == PLAIN and not said and (plain := plain_amount(value)) is not None:
                said = [(plain, Reading())]
            for amount, reading in said:
                low, high = (-amount.high, -amount.low) if value.negative else (amount.low, amount.high)
                placed = amount._replace(start=value.start, end=value.end, low=low, high=high)
                period = self._remarked(value, column) or self._noted(cell, column, row) or own
                yield self._measure(cell, column, placed, reading, value, row, period)
        written = self.text[cell.start : cell.end]
        if not found and any(c.isdigit() for c in written) and self._is_short(cell):
            if column.role == "result" and column.period is None and _IN_BRACKETS.search(written):
                own = own or self.dates.last_within(cell.start, cell.end)
            sentence = f"{subject} {written}"
            for amount, reading in self._said(sentence, len(subject)):
                offset = cell.start - len(subject) - 1
                placed = amount._replace(start=offset + amount.start, end=offset + amount.end)
                yield self._measure(cell, column, placed, reading, None, row, own)

    def _is_short(self, cell: Place) -> bool:
        """Whether a cell is no longer than a value with its unit and its remarks."""
        if cell.end - cell.start <= _LONGEST_GOAL:
            return True
        m = _WITH_UNIT.fullmatch(self.text, cell.start, cell.end)
        return bool(m and cell.end - cell.start <= _LONGEST_VALUE and self.units.usable(m["unit"]))

    def _unit_beside(self, cell: Place, row: Row) -> str:
        """The unit that another value of the row has (12 MW, 150, 400); empty where none or several have one."""
        found = set()
        for index, other in row.cells.items():
            if other == cell or index >= len(self.columns) or not self._holds_values(index):
                continue
            m = _WITH_UNIT.fullmatch(self.text, other.start, other.end)
            if m and (unit := self.units.usable(m["unit"])):
                found.add(unit)
        return found.pop() if len(found) == 1 else ""

    def _is_bare(self, row: Row) -> bool:
        """Whether no cell of a row has more than a number, which may be a unit."""
        cells = [c for i, c in row.cells.items() if i < len(self.columns) and self._holds_values(i)]
        return all(is_blank(self.text[c.start : c.end]) or any(values(self.text, c.start, c.end)) for c in cells)

    def _remarked(self, value: Value, column: Column) -> Period | None:
        """The year that a remark behind a value gives: 43.11（2019年数据）, "39% (2017)"."""
        if value.remark is None or self.text[value.remark[0]] in "、，；" or _COMPARED.search(self.text, *value.remark):
            return None
        if column.role == "result" and column.period is None:
            return self.dates.last_within(*value.remark)
        return self.dates.within(*value.remark) if column.role != "goal" else None

    def _noted(self, cell: Place, column: Column, row: Row) -> Period | None:
        """The year that a note below the table gives the marks of a past value or of its row (带*的为2019年数据)."""
        if not self.notes.years or self._when(column, None, row.name)[1] != "achieved":
            return None
        marks = marks_behind(self.text, cell.start, cell.end) + marks_behind(self.text, row.name.start, row.name.end)
        span = next((self.notes.years[mark] for mark in marks if mark in self.notes.years), None)
        return self.dates.within(*span) if span else None

    def _said(self, sentence: str, after: int) -> Iterator[tuple[Amount, Reading]]:
        language = self.around.language
        amounts, _ = language.find_amounts(View(language.code, sentence, sentence.lower()), [])
        readings = language.read(sentence, 0, len(sentence), amounts, [])
        for amount, reading in zip(amounts, readings, strict=True):
            if amount.start >= after:
                yield amount, reading

    def _when(self, column: Column, own: Period | None, name: Place) -> tuple[Period | None, Role]:
        period = own or column.period
        single = column.role == "total" and column.period is not None and not column.adds_up  # a sum of that year
        if column.role in _OVER_YEARS and own is None and not single and not spans_years(column.period):
            period = self.dates.course(self.columns, self.issued)
        if period is None and column.change is not None and not column.role:
            period = self.goal_year
        if period is None and (column.role != "result" or self.head.reviews):
            period = self.fallback
        when = When(period.start_date, period.end_date, period.relation, "goal") if period else None
        known = side(when, self.issued) if when and self.issued else 0
        if self.head.reviews and known <= 0:
            return period, "other" if column.role == "goal" else "achieved"
        if column.role == "result" or (known < 0 and column.role != "goal"):
            return period, "achieved"
        projected = column.projected or self.head.projected or is_projected(self.text[name.start : name.end])
        ruled = not self.head.depth and column.role == "goal"  # the goals of a law for years that are over
        return period, "other" if (known < 0 and not ruled) or projected else "target"

    def _measure(
        self,
        cell: Place,
        column: Column,
        amount: Amount,
        reading: Reading,
        value: Value | None,
        row: Row,
        own: Period | None,
    ) -> Measure:
        name = self.text[slice(*row.label)]
        kind, direction = kind_of(reading, column, value, name, amount.unit, self.head.change)
        if row.aim is not None and kind != "growth_rate":
            kind, direction = "level", row.aim
        if kind in _CHANGES and amount.high < 0:
            # A change below zero is a fall of that size.
            amount, direction = amount._replace(low=-amount.high, high=-amount.low), "decrease"
        period, role = self._when(column, own, row.name)
        a, b = row.label
        # 能耗降低 is measured as 能耗; other words at the end belong to the name.
        if reading.indicator is not None and reading.indicator[1] <= b - a:
            tail = self.text[a + reading.indicator[1] : b]
            b = a + reading.indicator[1] if CHANGE_NAME.search(tail) else b
            b = end_of_name(self.text, a, b)
        base = self._base(value, column, (a, b)) if kind not in {"level", None} else None
        if base is not None and a < base.start <= b <= base.end + 2:
            b = a + len(self.text[a : base.start].rstrip())  # 重污染天数 in 重污染天数比2015年
        part = value.part if value is not None and value.part else row.part
        said = said_binding(self.text[slice(*part)]) if value is not None and part == value.part and part else None
        part = row.part if said else part  # 182.5（约束性）
        record = self._record(cell, row, period, role, (kind, direction))
        raw = self.around.raw
        if said and role == "target":
            record = replace(record, binding=said)
        if adds_over_years(column, value) and kind == "level":
            record = replace(record, why={**record.why, "kind": TOTAL})
        return replace(
            record,
            id=f"m{amount.start}",
            indicator=indicator_of(self.text, raw, (a, b), self.around.language.code, amount.unit, kind),
            quantity=quantity_of(raw, amount),
            baseline=base or (self.base if role == "target" and kind == "relative_change" else None),
            scope=replace(record.scope, subject=raw[slice(*part)] if part else None),
        )

    def _base(self, value: Value | None, column: Column, name: tuple[int, int]) -> Baseline | None:
        """The year that a change is measured against: in the verb of its cell, in the name or in the head."""
        if value is not None and value.verb and (at := self.text.rfind(value.verb, 0, value.start)) >= 0:
            found = base_of(self.around, at, value.start)
            if found is not None:
                return found
        return base_of(self.around, *name) or column.base

    def _goal_in_words(self, cell: Place, column: Column, row: Row) -> Iterator[Measure]:
        """The goal that words in a cell set: 完成国家下达指标, 保持稳定."""
        written = self.text[cell.start : cell.end]
        if is_blank(written) or len(written) > _LONGEST_GOAL or not _LETTERS.search(written):
            return
        if not self.told and not is_goal(written):
            return
        row, _, own = self.names.subject(column, row)
        period, role = self._when(column, own, row.name)
        if role != "target" or not (column.period or column.role in {"goal", "growth", "total"}):
            return
        direction = course_of(written)
        record = self._record(cell, row, period, role, (None, direction))
        raw = self.around.raw
        name = indicator_of(self.text, raw, row.label, self.around.language.code, "", None)
        yield replace(
            record,
            id=f"q{cell.start}r{row.number}",
            indicator=name,
            scope=replace(record.scope, subject=raw[slice(*row.part)] if row.part else None),
            rule=f"{self.around.language.code}:table:words",
        )

    def _record(
        self,
        cell: Place,
        row: Row,
        period: Period | None,
        role: Role,
        change: tuple[Kind | None, Direction | None],
    ) -> Measure:
        """A record of a cell without its number."""
        places = [c.start for c in row.cells.values() if c.row == row.number] + [cell.start]
        begin, stop = min(places), max(c.end for c in [*row.cells.values(), cell] if c.row == row.number or c is cell)
        return Measure(
            id="",
            role=role,
            evidence=Quote(begin, stop, self.around.raw[begin:stop]),
            indicator=None,
            quantity=None,
            kind=change[0],
            direction=change[1],
            baseline=None,
            period=period,
            scope=Scope(region_codes(self.around, begin, stop)),
            binding=self.binding(row.cells) if role == "target" else None,
            section=self.section,
            table=TableCell(self.grid.table, cell.row, cell.column) if self.grid.table >= 0 else None,
            rule=f"{self.around.language.code}:table",
            why={"role": "table:head", "indicator": "table:row", **({"period": "table:head"} if period else {})},
            confidence=0.0,  # weighed when all its reasons are known
        )

    def binding(self, row: dict[int, Place]) -> Binding | None:
        """What the column of the attribute says; without one a group, a row above the group, or the name itself."""
        cells = [c for i, c in row.items() if i < len(self.columns) and self.columns[i].role == "binding"]
        if not cells:
            cells = [c for i, c in row.items() if i < len(self.columns) and self.columns[i].role in {"group", "name"}]
            notes = [c for i, c in row.items() if i < len(self.columns) and self.columns[i].role == "note"]
            cells += [c for c in notes if c.end - c.start <= _SHORT_NOTE]
        for cell in cells:
            said = said_binding(self.text[cell.start : cell.end])
            if said is not None:
                return said
        return self.group or self._marked(row)

    def _marked(self, row: dict[int, Place]) -> Binding | None:
        """What a note says of the marks at the name of a row (★为约束性指标)."""
        name = row.get(self.named) if self.named is not None else None
        if name is None or not self.notes.attributes:
            return None
        marks = marks_before(self.text, name.start, name.end) + marks_behind(self.text, name.start, name.end)
        return next((said for mark in marks if (said := self.notes.attributes.get(mark))), None)

    def _unit_for(self, column: Column, row: Row, subject: str) -> str:
        if column.unit:
            return column.unit
        for index, other in enumerate(self.columns):
            cell = row.cells.get(index)
            if other.role == "unit" and cell is not None:
                written = self.text[cell.start : cell.end]
                plain = NO_UNIT.fullmatch(written) and INDEX_NAME.search(subject)
                return PLAIN if plain else self.units.usable(written)
        unit = self.units.behind(self.text[row.name.start : row.name.end])
        beside = self.names.whole_unit(row.cells, self.named) if not unit and self.named is not None else None
        unit = unit or (self.units.behind(self.text[beside.start : beside.end]) if beside else "") or self.head.unit
        return unit or (PLAIN if INDEX_NAME.search(subject) else "")
