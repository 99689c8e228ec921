"""Measures of indicator tables: every number cell is a record of its own.

The head of a column says when and in which role its numbers stand, the name of the row what they measure, and the unit
stands in a column of its own, in brackets at the name or the head, in the caption, or in the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from docanalyzer.core.mention import Concept, Mention
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
from docanalyzer.knowledge.plans import plans
from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.languages.base import Amount, Language, Reading, When
from docanalyzer.linguistics import View
from docanalyzer.records.grids import Grid, Place
from docanalyzer.records.parts import indicator_of, quantity_of
from docanalyzer.records.roles import side

_VALUE = re.compile(
    r"\s*+(?P<lead>(?:[≥≤<>﹥﹤＞＜~]=?|约|不低于|不少于|不超过|不高于|超过|小于|大于|about|at least|up to)?)\s*+"
    r"(?P<open>[\[【(（〔]?)\s*+"
    r"(?P<n>\d[\d,]*(?:\.\d+)?(?:\s?(?:-|–|—|~|至|to)\s?\d[\d,]*(?:\.\d+)?)?\s?[%‰]?)"
    r"\s*+(?P<post>(?:及?以上|及?以下|以内|左右)?)\s*+[\]】)）〕]?\s*+[①-⑳*#]*\s*+"
    r"(?P<remark>[(（](?!\s?[\d.]+\s?[)）]).*)?",
    re.DOTALL,
)
# In the column of units: the number is a plain index.
_NO_UNIT = re.compile(r"\s*(?:[-—–/]{1,2}|无量纲)\s*")
_PLAIN = " "  # stands for the unit of an index
_INDEX_NAME = re.compile(r"指数|系数|比值|\b(?:index|coefficient)\b", re.IGNORECASE)
# （较2016年） tells the base, （2019年数据） the year of the value.
_COMPARED = re.compile(r"[较比]|than|from|below|above", re.IGNORECASE)
# What a name must end in to name a quantity; 国控断面 or "urban areas" only say where the one above it holds.
_QUANTITY_NAME = re.compile(
    r"(?:率|比例|比重|占比|[浓强密程高幅]度|量|指数|天数|个数|面积|里程|水平|总额|总值|产值|能耗|水耗|增速|降低|下降|规模|能力|投入|支出|收入|寿命|年限|装机|容量)"
    r"(?:[(（][^()（）]*[)）])?$"
    r"|\b(?:shares?|rates?|ratio|intensity|emissions?|consumption|capacity|area|number|level|index)\b",
    re.IGNORECASE,
)
_YEAR_CELL = re.compile(r"\s*(?:19|20)\d\d\s*年?\s*")
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_IN_BRACKETS = re.compile(r"[(（]([^（）()]{1,14})[)）]\s*$")
_AFTER_SLASH = re.compile(r"/([^/\s]{1,10})\s*$")
_CAPTION_UNIT = re.compile(r"(?:单位|Unit)\s*[:：]\s*([^\s()（）]{1,14})")
_ROW_NUMBER = re.compile(
    r"\s*(?:其中\s?[:：]|\d{1,2}[.．、)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[★▲*●])\s*"
)
_MOST_HEAD_ROWS = 3
_CAPTION_REACH = 90
_ASIDE = frozenset({"index", "group", "name", "unit", "binding", "note"})
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a table needs of the document; ``periods`` and ``regions`` are in text order."""

    text: str
    raw: str
    language: Language
    issued_on: str | None
    periods: Sequence[Mention[When]]
    regions: Sequence[Mention[Concept]] = ()


@dataclass(slots=True)
class _Column:
    role: str = ""
    heads: list[Place] = field(default_factory=list)
    period: Period | None = None
    unit: str = ""
    label: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its cells by column, the cell that names it, what it measures and of what part."""

    cells: dict[int, Place]
    name: Place
    label: tuple[int, int]
    part: tuple[int, int] | None


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
        above = self.text[max(0, grid.start - _CAPTION_REACH) : grid.start].rstrip()
        self.caption = above[above.rfind("\n") + 1 :]
        self.unit = self._unit_in(_CAPTION_UNIT.search(self.caption))
        self.depth = self._head_rows()
        self.columns = self._columns()
        self.base = self._base()
        self.fallback = self._plan_period(self.caption) or self._carried_period()

    def read(self) -> Iterator[Measure]:
        named = self._named()
        if named is None or not any(self._holds_values(column) for column in self.columns):
            return
        for number, cells in zip(self.numbers[self.depth :], self.rows[self.depth :], strict=True):
            name = cells.get(named)
            if name is None or len({cell.start for cell in cells.values()}) < 2:
                continue
            label, part = self._named_quantity(cells, named)
            row = _Row(cells, name, label, part)
            seen: set[int] = set()
            for column, cell in sorted(cells.items()):
                # A cell that reaches over several rows is read once, with the name of its first.
                once = cell.row == number and cell.start not in seen
                if not once or column >= len(self.columns) or not self._holds_values(self.columns[column]):
                    continue
                seen.add(cell.start)
                for place in self.places[cell.row, cell.column]:
                    yield from self._cell(place, self.columns[column], row)

    def _named_quantity(self, cells: dict[int, Place], named: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """What a row measures and, where its own name only says of what part (国控断面), that part.

        The quantity is then named by the cell beside it under the same head, or by the first row of its number.
        """
        own = self._label(cells[named].start, cells[named].end)
        if _QUANTITY_NAME.search(self.text, *own):
            return own, None
        above = [cells[i] for i in range(named - 1, -1, -1) if i in cells and self._shares_head(i, named)]
        for index, column in enumerate(self.columns):
            counter = cells.get(index)
            if column.role == "index" and counter is not None and counter.row in self.numbers:
                above += [c for c in (self.rows[self.numbers.index(counter.row)].get(named),) if c is not None]
        for cell in above:
            label = self._label(cell.start, cell.end)
            if label != own and _QUANTITY_NAME.search(self.text, *label):
                return label, own
        return own, None

    def _shares_head(self, first: int, second: int) -> bool:
        return bool(set(self.columns[first].heads) & set(self.columns[second].heads))

    # -- head -------------------------------------------------------------------------------------------------------

    def _head_rows(self) -> int:
        depth = 1
        while depth < min(_MOST_HEAD_ROWS, len(self.rows)):
            cells = {cell.start: cell for cell in self.rows[depth].values() if cell.row == depth}
            if len(cells) < 2 or any(self._is_value(cell) for cell in cells.values()):
                break
            heads = [self._says_head(self.text[cell.start : cell.end]) for cell in cells.values()]
            if sum(heads) * 2 < len(heads):
                break
            depth += 1
        return depth

    def _says_head(self, head: str) -> bool:
        return bool(header_role(head, self.around.language.code) or _BARE_YEAR.search(head) or self._unit_of(head))

    def _is_value(self, cell: Place) -> bool:
        written = self.text[cell.start : cell.end]
        return bool(_VALUE.fullmatch(written)) and not _YEAR_CELL.fullmatch(written)

    def _columns(self) -> list[_Column]:
        width = max((column for row in self.rows for column in row), default=-1) + 1
        columns = [_Column() for _ in range(width)]
        for row in self.rows[: self.depth]:
            for index, cell in row.items():
                if cell not in columns[index].heads:
                    columns[index].heads.append(cell)
        for column in columns:
            self._describe(column)
        return columns

    def _describe(self, column: _Column) -> None:
        for head in column.heads:
            written = self.text[head.start : head.end]
            role = header_role(written, self.around.language.code)
            if role and column.role != "share":
                column.role = role
            column.period = column.period or self._period_in(head.start, head.end) or self._plan_period(written, head)
            column.unit = column.unit or self._unit_of(written)
            column.label = (head.start, head.end)

    def _named(self) -> int | None:
        """The column that names the rows."""
        for wanted in ("name", "group"):
            found = [i for i, column in enumerate(self.columns) if column.role == wanted]
            if found:
                return found[-1]
        first = self.columns[0] if self.columns else None
        return 0 if first is not None and not first.period and first.role not in {"index", "unit"} else None

    def _holds_values(self, column: _Column) -> bool:
        if column.role in _ASIDE:
            return False
        return bool(column.period or column.role or column.unit or self.unit)

    # -- periods ----------------------------------------------------------------------------------------------------

    def _period_in(self, start: int, end: int) -> Period | None:
        """The period that a stretch names, also a year that stands alone."""
        periods = self.around.periods
        at = bisect_left(periods, start, key=lambda p: p.start)
        if at < len(periods) and periods[at].end <= end:
            p = periods[at]
            if p.value.end_date or p.value.start_date:
                written = self.around.raw[p.start : p.end]
                return Period(p.start, p.end, written, p.value.start_date, p.value.end_date, p.value.relation)
        year = _BARE_YEAR.search(self.text, start, end)
        if year is None:
            return None
        return Period(year.start(), year.end(), year[0], f"{year[0]}-01-01", f"{year[0]}-12-31", "during")

    def _plan_period(self, written: str, head: Place | None = None) -> Period | None:
        """The years of a Five-Year Plan that a head or caption names."""
        for plan in plans():
            named = plan.short_zh in written and "十" + plan.short_zh not in written
            if named or f"{plan.ordinal_en} Five-Year" in written or f"{plan.ordinal_en} FYP" in written:
                at = head.start if head else self.grid.start
                end = head.end if head else at
                return Period(at, end, self.around.raw[at:end], f"{plan.start}-01-01", f"{plan.end}-12-31", "during")
        return None

    def _carried_period(self) -> Period | None:
        """The last date to be met before the table."""
        periods = self.around.periods
        at = bisect_left(periods, self.grid.start, key=lambda p: p.start)
        for p in reversed(periods[max(0, at - 4) : at]):
            if p.value.use == "goal" and p.value.relation == "by" and p.value.end_date:
                written = self.around.raw[p.start : p.end]
                return Period(p.start, p.end, written, p.value.start_date, p.value.end_date, p.value.relation)
        return None

    def _base(self) -> Baseline | None:
        """The base year that the words just before the table give for its changes (以2015年为基准)."""
        periods = self.around.periods
        at = bisect_left(periods, self.grid.start, key=lambda p: p.start)
        for p in reversed(periods[max(0, at - 3) : at]):
            day = p.value.start_date or p.value.end_date
            if p.value.use == "base" and day and self.grid.start - p.end <= _CAPTION_REACH:
                return Baseline(int(day[:4]), "base_year", None, None, p.start, p.end, self.around.raw[p.start : p.end])
        return None

    def _course(self) -> Period | None:
        """The years from the last base year to the year of the goal, for growth between the two."""
        issued = (self.around.issued_on or "")[:4]
        years = [int(c.period.end_date[:4]) for c in self.columns if c.period and c.period.end_date]
        past, ahead = [y for y in years if str(y) < issued], [y for y in years if str(y) >= issued]
        if not past or not ahead:
            return self.fallback
        at = self.grid.start
        return Period(at, at, "", f"{max(past) + 1}-01-01", f"{max(ahead)}-12-31", "during")

    # -- cells ------------------------------------------------------------------------------------------------------

    def _cell(self, cell: Place, column: _Column, row: _Row) -> Iterator[Measure]:
        label, name = row.label, row.name
        named_by_row = bool(column.period or column.role in {"goal", "result", "growth"}) and column.role != "share"
        row_period = self._period_in(name.start, name.end) if not column.period else None
        if (row_period or not named_by_row) and column.label is not None:
            label = self._label(*column.label)
            row = row if row_period else replace(row, part=row.part or row.label)
        written = self.text[cell.start : cell.end]
        subject = self.text[label[0] : label[1]]
        value = _VALUE.fullmatch(written)
        if value is not None:
            unit = "" if value["n"].rstrip()[-1] in "%‰" else self._unit_for(column, row.cells, name)
            if not unit and not value["n"].rstrip().endswith(("%", "‰")):
                return
            sentence = f"{subject} {value['lead']}{value['n'].strip()}{unit}{value['post']}"
            offset = cell.start + value.start("n") - len(subject) - 1 - len(value["lead"])
            length = len(value["n"].strip())
        elif any(c.isdigit() for c in written) and len(written) <= 40:
            sentence, offset, length = f"{subject} {written}", cell.start - len(subject) - 1, 0
        else:
            return
        for amount, reading in self._said(sentence, len(subject)):
            start = offset + amount.start
            end = start + length if length else offset + amount.end
            period, role = self._when(column, self._remarked(cell, value) or row_period)
            kind, direction = self._change(column, value, amount, reading)
            yield self._measure(cell, (start, end), amount, reading, label, (kind, direction), (period, role), row)

    def _remarked(self, cell: Place, value: re.Match[str] | None) -> Period | None:
        """The year that a remark behind a value gives: 43.11（2019年数据）."""
        if value is None or not value["remark"] or _COMPARED.search(value["remark"]):
            return None
        return self._period_in(cell.start + value.start("remark"), cell.end)

    def _said(self, sentence: str, after: int) -> Iterator[tuple[Amount, Reading]]:
        language = self.around.language
        amounts, _ = language.find_amounts(View(language.code, sentence, sentence.lower()), [])
        readings = language.read(sentence, 0, len(sentence), amounts, [])
        for amount, reading in zip(amounts, readings, strict=True):
            if amount.start >= after:
                yield amount, reading

    def _when(self, column: _Column, own: Period | None) -> tuple[Period | None, Role]:
        period = own or column.period
        if column.role == "growth":
            period = self._course()
        period = period or self.fallback
        issued = self.around.issued_on
        known = (
            side(When(period.start_date, period.end_date, period.relation, "goal"), issued) if period and issued else 0
        )
        if column.role == "result" or (known < 0 and column.role != "goal"):
            return period, "achieved"
        if known < 0:
            return period, "other"
        return period, "target"

    def _change(
        self, column: _Column, value: re.Match[str] | None, amount: Amount, reading: Reading
    ) -> tuple[Kind | None, Direction | None]:
        if column.role == "growth" and amount.unit == "%" and value is not None and not value["open"]:
            return "growth_rate", reading.direction or "increase"
        return reading.kind, reading.direction

    def _measure(
        self,
        cell: Place,
        quote: tuple[int, int],
        amount: Amount,
        reading: Reading,
        label: tuple[int, int],
        change: tuple[Kind | None, Direction | None],
        timing: tuple[Period | None, Role],
        row: _Row,
    ) -> Measure:
        raw, (start, end) = self.around.raw, quote
        a, b = label
        if reading.indicator is not None and reading.indicator[1] <= b - a:
            b = a + reading.indicator[1]
        period, role = timing
        places = [c.start for c in row.cells.values() if c.row == cell.row] + [cell.start]
        begin, stop = min(places), max(c.end for c in [*row.cells.values(), cell] if c.row == cell.row)
        return Measure(
            id=f"m{start}",
            role=role,
            evidence=Quote(begin, stop, raw[begin:stop]),
            indicator=indicator_of(self.text, raw, (a, b), self.around.language.code, amount.unit, change[0]),
            quantity=quantity_of(raw, amount._replace(start=start, end=end)),
            kind=change[0],
            direction=change[1],
            baseline=self.base if role == "target" and change[0] == "relative_change" else None,
            period=period,
            scope=Scope(self._regions(begin, stop), (), raw[slice(*row.part)] if row.part else None),
            binding=self._binding(row.cells) if role == "target" else None,
            section=self.section,
            table=TableCell(self.grid.table, cell.row, cell.column) if self.grid.table >= 0 else None,
            rule=f"{self.around.language.code}:table",
            why={"role": "table:head", "indicator": "table:row", **({"period": "table:head"} if period else {})},
            confidence=_CONFIDENCE,
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
        for column, cell in row.items():
            if column < len(self.columns) and self.columns[column].role == "binding":
                if self.around.language.expected.search(self.text, cell.start, cell.end):
                    return "expected"
                if self.around.language.binding.search(self.text, cell.start, cell.end):
                    return "binding"
        return None

    # -- units and names --------------------------------------------------------------------------------------------

    def _unit_for(self, column: _Column, row: dict[int, Place], name: Place) -> str:
        if column.unit:
            return column.unit
        for index, other in enumerate(self.columns):
            cell = row.get(index)
            if other.role == "unit" and cell is not None:
                written = self.text[cell.start : cell.end]
                plain = _NO_UNIT.fullmatch(written) and _INDEX_NAME.search(self.text, name.start, name.end)
                return _PLAIN if plain else self._usable(written)
        return self._unit_of(self.text[name.start : name.end]) or self.unit

    def _unit_of(self, head: str) -> str:
        """The unit in brackets or behind a stroke at the end of a head or a name."""
        return self._unit_in(_IN_BRACKETS.search(head)) or self._unit_in(_AFTER_SLASH.search(head))

    def _unit_in(self, m: re.Match[str] | None) -> str:
        return self._usable(m[1]) if m else ""

    def _usable(self, written: str) -> str:
        written = "".join(written.split()) if self.around.language.code == "zh" else written.strip()
        return written if written and _is_unit(written, self.around.language) else ""

    def _label(self, start: int, end: int) -> tuple[int, int]:
        """A name without the number before it and the unit in brackets behind it."""
        m = _ROW_NUMBER.match(self.text, start, end)
        start = m.end() if m and m.end() < end else start
        for pattern in (_IN_BRACKETS, _AFTER_SLASH):
            tail = pattern.search(self.text, start, end)
            if tail and tail.start() > start and self._usable(tail[1]):
                end = tail.start()
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


@lru_cache(maxsize=512)
def _is_unit(written: str, language: Language) -> bool:
    """Whether a number before these words would be a quantity of them."""
    text = "1 " + written if written[0].isascii() and written[0].isalpha() else "1" + written
    amounts, _ = language.find_amounts(View(language.code, text, text.lower()), [])
    return len(amounts) == 1 and amounts[0].end == len(text)
