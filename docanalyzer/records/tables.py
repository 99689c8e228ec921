"""Measures of indicator tables: every number cell is a record of its own.

The head of a column says when and in which role its numbers stand, the name of the row what they measure, and the unit
stands in a column of its own, in brackets at the name or the head, in the caption, or in the cell. Words in the cell of
a goal (完成国家下达指标) are a goal without a number. What a row held before is the baseline of its goal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docanalyzer.core.record import (
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
from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.linguistics import View
from docanalyzer.records.grid_places import Grid, Place
from docanalyzer.records.parts import indicator_of, quantity_of
from docanalyzer.records.roles import side
from docanalyzer.records.table_baselines import with_baselines
from docanalyzer.records.table_cells import Value, is_blank, plain_amount, values
from docanalyzer.records.table_columns import Column, Dates, Surroundings, is_projected, read_head, said_binding
from docanalyzer.records.table_retold import retold_unit
from docanalyzer.records.table_units import INDEX_NAME, NO_UNIT, PLAIN, Units

__all__ = ["Surroundings", "table_measures"]

# （较2016年） tells the base, （2019年数据） the year of the value.
_COMPARED = re.compile(r"[较比]|than|from|below|above", re.IGNORECASE)
# What a name must end in to name a quantity; 国控断面 or "urban areas" only say where the one above it holds.
_QUANTITY_NAME = re.compile(
    r"(?:率|比例|比重|占比|[浓强密程高幅]度|量|指数|天数|个数|面积|里程|水平|总额|总值|产值|能耗|水耗|增速|降低|下降|规模|能力|投入|支出|收入|寿命|年限|装机|容量)"
    r"(?:[(（][^()（）]*[)）])?$"
    r"|\b(?:shares?|rates?|ratio|intensity|emissions?|consumption|capacity|area|number|level|index)\b",
    re.IGNORECASE,
)
# The name of a row that is a change of what the column measures: “十四五”预计下降（%）.
_CHANGE_NAME = re.compile(
    r"(?:下降|降低|减少|削减|增长|提高|增加|增幅|降幅)|\b(?:reduction|decrease|increase|growth)\b", re.IGNORECASE
)
# What is asked of a goal that has no number.
_COURSES: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (
        re.compile(r"不降低|不下降|不减少|不增加|保持|维持|稳定$|maintain|stable|no (?:decrease|loss)", re.IGNORECASE),
        "maintain",
    ),
    (re.compile(r"降低|下降|减少|消除|reduc|decreas|eliminat", re.IGNORECASE), "decrease"),
    (re.compile(r"提高|提升|增长|增加|改善|向好|increas|improv", re.IGNORECASE), "increase"),
)
# Instead of a head: M, =, mass in kg; "x is 15 %".
_DEFINES = re.compile(r"\s*(?:=|:|is\b.*)\s*", re.DOTALL)
# A goal told as a name.
_AIM = re.compile(
    r"(?:(?P<up>increas(?:e|ing)|rais(?:e|ing)|expand(?:ing)?)|reduc(?:e|ing)|decreas(?:e|ing)|lower(?:ing)?|cut(?:ting)?)"
    r"\s+(?:the\s+|its\s+|their\s+)?(?!of\b|in\b)",
    re.IGNORECASE,
)
# What two goals for one thing differ in (NDCs).
_CONDITION = re.compile(r"\b(?:un)?conditional\b|[无有]条件", re.IGNORECASE)
_LETTERS = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
_LONGEST_GOAL = 40
_PLACE_CODE = re.compile(r"[A-Z]{2}(?:-\d{1,2})?|Total")
_ROW_NUMBER = re.compile(
    r"\s*(?:其中\s?[:：]|\d{1,2}[.．、)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[★▲*●])\s*"
)
_SPACE = " \t\r\n\u00a0\u3000"
_ASIDE = frozenset({"index", "group", "name", "unit", "binding", "note", "deadline"})
_BY_ROW = frozenset({"goal", "result", "growth", "total", "amount"})
_OVER_YEARS = frozenset({"growth", "total"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its cells by column, the cell that names it, what it measures, of what part, and where it is to go."""

    number: int
    cells: dict[int, Place]
    name: Place
    label: tuple[int, int]
    part: tuple[int, int] | None
    aim: Direction | None = None


def table_measures(grid: Grid, around: Surroundings, section: str | None) -> Iterator[Measure]:
    """The measures of one table, row by row."""
    yield from _Table(grid, around, section).read()


class _Table:
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
        self.head = read_head(grid, self.rows, around, self.dates)
        self.columns = self.head.columns
        if not self.head.unit and not any(c.unit or c.role == "unit" for c in self.columns):
            self.head = self.head._replace(unit=self.units.usable(retold_unit(grid, around)))
        self.named = self._named()
        self.issued = self.dates.issued(self.columns)
        self.base, self.fallback = self.dates.base(), self.dates.fallback()
        dated = [c.period for c in self.columns if c.period and c.period.end_date and c.change is None]
        since = self.issued or max((p.end_date or "" for p in dated), default="")
        ahead = [p for p in dated if (p.end_date or "") >= since]
        # The one year ahead that heads name is that of a reduction whose own head names none.
        self.goal_year = ahead[0] if len({p.end_date for p in ahead}) == 1 else None
        self.group: Binding | None = None
        self.told = {c.role for c in self.columns} & {"unit", "binding"}

    def read(self) -> Iterator[Measure]:
        named = self.named
        if named is None or not any(self._holds_values(i) for i in range(len(self.columns))):
            return
        if any(_DEFINES.fullmatch(self.text, head.start, head.end) for c in self.columns for head in c.heads):
            return  # the legend of a formula has no head
        depth = self.head.depth
        for number, cells in zip(self.numbers[depth:], self.rows[depth:], strict=True):
            name = cells.get(named)
            if len({cell.start for cell in cells.values()}) < 2:
                self.group = next((said_binding(self.text[c.start : c.end]) for c in cells.values()), None)
                continue
            if name is None:
                continue
            label, part = self._named_quantity(cells, named)
            told = _AIM.match(self.text, *label)
            aim: Direction | None = None
            if told and told.end() < label[1]:
                # "Increase the share of ...": the verb is no part of the name.
                label, aim = (told.end(), label[1]), "increase" if told["up"] else "decrease"
            yield from with_baselines(list(self._row(_Row(number, cells, name, label, part, aim))))

    def _row(self, row: _Row) -> Iterator[Measure]:
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

    # -- names ------------------------------------------------------------------------------------------------------

    def _named(self) -> int | None:
        """The column that names the rows."""
        for wanted in ("name", "group"):
            found = [i for i, column in enumerate(self.columns) if column.role == wanted]
            if found:
                return found[-1]
        # A column that only counts the rows may have no head.
        at = 1 if len(self.columns) > 1 and not self.columns[0].role and self._counts(0) else 0
        first = self.columns[at] if self.columns else None
        return at if first is not None and not first.period and first.role not in {"index", "unit"} else None

    def _counts(self, index: int) -> bool:
        """Whether a column numbers the rows: 1, 2, 3 or a, b, c."""
        cells = {row[index].start: row[index] for row in self.rows[self.head.depth :] if index in row}
        written = [self.text[c.start : c.end].strip(" .．、)）") for c in cells.values()]
        return len(written) > 1 and written == [str(n) for n in range(1, len(written) + 1)]

    def _named_quantity(self, cells: dict[int, Place], named: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """What a row measures and, where its own name only says of what part (国控断面), that part.

        The quantity is then named by the cell beside it under the same head, or by the first row of its number.
        """
        own = self._label(cells[named].start, cells[named].end)
        if _QUANTITY_NAME.search(self.text, *own):
            return own, None
        heads = set(self.columns[named].heads)
        above = [cells[i] for i in range(named - 1, -1, -1) if i in cells and set(self.columns[i].heads) & heads]
        for index, column in enumerate(self.columns):
            counter = cells.get(index)
            if column.role == "index" and counter is not None and counter.row in self.numbers:
                above += [c for c in (self.rows[self.numbers.index(counter.row)].get(named),) if c is not None]
        for cell in above:
            label = self._label(cell.start, cell.end)
            if label != own and _QUANTITY_NAME.search(self.text, *label):
                return label, own
        return own, None

    def _holds_values(self, index: int) -> bool:
        column = self.columns[index]
        if column.role in _ASIDE or index == self.named:
            return False
        return bool(column.period or column.role or column.unit or self.head.unit)

    def _label(self, start: int, end: int) -> tuple[int, int]:
        """A name without the number before it and the unit in brackets behind it."""
        m = _ROW_NUMBER.match(self.text, start, end)
        start = m.end() if m and m.end() < end else start
        end = self.units.cut(self.text, start, end)
        while end > start and self.text[end - 1] in _SPACE + "*†":
            end -= 1
        while start < end and self.text[start] in _SPACE:
            start += 1
        return start, end

    def _subject(self, column: Column, row: _Row) -> tuple[_Row, str, Period | None]:
        """The row with what the number measures, that in words, and the period that the row itself names."""
        written = self.text[row.name.start : row.name.end]
        own = self._deadline(row)
        if own is not None:
            return row, self.text[slice(*row.label)], own
        if not column.period:
            own = self.dates.within(row.name.start, row.name.end) or self.dates.of_plan(written, row.name)
        by_row = bool(column.period or column.role in _BY_ROW) and column.role != "share"
        change = ""
        if (own or not by_row) and column.label is not None:
            part = row.part if own else row.part or row.label
            verb = _CHANGE_NAME.search(written) if own else None
            change = verb[0] if verb else ""
            row = replace(row, label=self._label(*column.label), part=part)
        elif by_row and column.upper is not None and self._is_place(row.name) and not row.part:
            # AT, EU-27: the head above the years names what is measured.
            upper = self._label(*column.upper)
            if _QUANTITY_NAME.search(self.text, *upper) or self._is_thing(*upper):
                row = replace(row, label=upper, part=row.label)
        elif by_row and not row.part and (which := self._condition(column)):
            row = replace(row, part=which)
        elif by_row and self.head.named is not None and self._is_place(row.name) and not row.part:
            row = replace(row, label=self.head.named, part=row.label)
        return row, self.text[slice(*row.label)] + change, own

    def _deadline(self, row: _Row) -> Period | None:
        """The date in the row's own cell for it (完成时限)."""
        cells = [c for i, c in row.cells.items() if i < len(self.columns) and self.columns[i].role == "deadline"]
        return next((found for c in cells if (found := self.dates.within(c.start, c.end))), None)

    def _condition(self, column: Column) -> tuple[int, int] | None:
        """The word of a head that says which of two goals a column holds."""
        found = (_CONDITION.search(self.text, head.start, head.end) for head in column.heads)
        return next((m.span() for m in found if m), None)

    def _is_thing(self, start: int, end: int) -> bool:
        """Whether a head names something (氨氮), and neither a role of its columns nor a time nor a place."""
        written = self.text[start:end]
        if header_role(written, self.around.language.code) or any(c.isdigit() for c in written):
            return False
        return bool(_LETTERS.search(written)) and not self._regions(start, end)

    def _is_place(self, name: Place) -> bool:
        written = self.text[name.start : name.end].strip()
        return bool(_PLACE_CODE.fullmatch(written) or self._regions(name.start, name.end))

    # -- cells ------------------------------------------------------------------------------------------------------

    def _cell(self, cell: Place, column: Column, row: _Row) -> Iterator[Measure]:
        row, subject, own = self._subject(column, row)
        found = list(values(self.text, cell.start, cell.end))
        for value in found:
            unit = "" if value.has_sign else self._unit_for(column, row, subject)
            if value.called and not unit and self._is_bare(row):
                unit = PLAIN
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
                period = self._remarked(value, column) or own
                yield self._measure(cell, column, placed, reading, value, row, period)
        written = self.text[cell.start : cell.end]
        if not found and any(c.isdigit() for c in written) and len(written) <= _LONGEST_GOAL:
            sentence = f"{subject} {written}"
            for amount, reading in self._said(sentence, len(subject)):
                offset = cell.start - len(subject) - 1
                placed = amount._replace(start=offset + amount.start, end=offset + amount.end)
                yield self._measure(cell, column, placed, reading, None, row, own)

    def _is_bare(self, row: _Row) -> bool:
        """Whether no cell of a row has more than a number, which may be a unit."""
        cells = [c for i, c in row.cells.items() if i < len(self.columns) and self._holds_values(i)]
        return all(is_blank(self.text[c.start : c.end]) or any(values(self.text, c.start, c.end)) for c in cells)

    def _remarked(self, value: Value, column: Column) -> Period | None:
        """The year that a remark behind a value gives: 43.11（2019年数据）, "39% (2017)"."""
        if value.remark is None or _COMPARED.search(self.text, *value.remark):
            return None
        if column.role == "result" and column.period is None:
            return self.dates.last_within(*value.remark)
        return self.dates.within(*value.remark) if column.role != "goal" else None

    def _said(self, sentence: str, after: int) -> Iterator[tuple[Amount, Reading]]:
        language = self.around.language
        amounts, _ = language.find_amounts(View(language.code, sentence, sentence.lower()), [])
        readings = language.read(sentence, 0, len(sentence), amounts, [])
        for amount, reading in zip(amounts, readings, strict=True):
            if amount.start >= after:
                yield amount, reading

    def _when(self, column: Column, own: Period | None, name: Place) -> tuple[Period | None, Role]:
        period = own or column.period
        if column.role in _OVER_YEARS and own is None:
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
        return period, "other" if known < 0 or projected else "target"

    def _measure(
        self,
        cell: Place,
        column: Column,
        amount: Amount,
        reading: Reading,
        value: Value | None,
        row: _Row,
        own: Period | None,
    ) -> Measure:
        kind, direction = reading.kind, reading.direction
        if column.role == "growth" and amount.unit == "%" and value is not None and not value.opened:
            kind, direction = "growth_rate", reading.direction or "increase"
        elif row.aim is not None:
            kind, direction = "level", row.aim
        elif column.change is not None and kind == "level" and direction is None:
            kind, direction = "relative_change" if amount.unit == "%" else "absolute_change", column.change
        period, role = self._when(column, own, row.name)
        a, b = row.label
        # 能耗降低 is measured as 能耗; other words at the end belong to the name.
        if reading.indicator is not None and reading.indicator[1] <= b - a:
            tail = self.text[a + reading.indicator[1] : b]
            b = a + reading.indicator[1] if _CHANGE_NAME.search(tail) else b
        part = value.part if value is not None and value.part else row.part
        record = self._record(cell, row, period, role, (kind, direction))
        raw = self.around.raw
        return replace(
            record,
            id=f"m{amount.start}",
            indicator=indicator_of(self.text, raw, (a, b), self.around.language.code, amount.unit, kind),
            quantity=quantity_of(raw, amount),
            baseline=self.base if role == "target" and kind == "relative_change" else None,
            scope=replace(record.scope, subject=raw[slice(*part)] if part else None),
        )

    def _goal_in_words(self, cell: Place, column: Column, row: _Row) -> Iterator[Measure]:
        """The goal that words in a cell set: 完成国家下达指标, 保持稳定."""
        written = self.text[cell.start : cell.end]
        if not self.told or is_blank(written) or len(written) > _LONGEST_GOAL or not _LETTERS.search(written):
            return
        row, _, own = self._subject(column, row)
        period, role = self._when(column, own, row.name)
        if role != "target" or not (column.period or column.role in {"goal", "growth", "total"}):
            return
        direction = next((way for pattern, way in _COURSES if pattern.search(written)), None)
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
        row: _Row,
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
            scope=Scope(self._regions(begin, stop)),
            binding=self._binding(row.cells) if role == "target" else None,
            section=self.section,
            table=TableCell(self.grid.table, cell.row, cell.column) if self.grid.table >= 0 else None,
            rule=f"{self.around.language.code}:table",
            why={"role": "table:head", "indicator": "table:row", **({"period": "table:head"} if period else {})},
            confidence=0.0,  # weighed when all its reasons are known
        )

    def _regions(self, start: int, end: int) -> tuple[str, ...]:
        regions = self.around.regions
        found = []
        for i in range(bisect_left(regions, start, key=lambda r: r.start), len(regions)):
            if regions[i].start >= end:
                break
            code = regions[i].value.code
            if code is not None and code not in found:
                found.append(code)
        return tuple(found)

    def _binding(self, row: dict[int, Place]) -> Binding | None:
        """What the column of the attribute says; without one a group, a row above the group, or the name itself."""
        cells = [c for i, c in row.items() if i < len(self.columns) and self.columns[i].role == "binding"]
        if not cells:
            cells = [c for i, c in row.items() if i < len(self.columns) and self.columns[i].role in {"group", "name"}]
        for cell in cells:
            said = said_binding(self.text[cell.start : cell.end])
            if said is not None:
                return said
        return self.group

    def _unit_for(self, column: Column, row: _Row, subject: str) -> str:
        if column.unit:
            return column.unit
        for index, other in enumerate(self.columns):
            cell = row.cells.get(index)
            if other.role == "unit" and cell is not None:
                written = self.text[cell.start : cell.end]
                plain = NO_UNIT.fullmatch(written) and INDEX_NAME.search(subject)
                return PLAIN if plain else self.units.usable(written)
        unit = self.units.behind(self.text[row.name.start : row.name.end]) or self.head.unit
        return unit or (PLAIN if INDEX_NAME.search(subject) else "")
