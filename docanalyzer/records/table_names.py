"""What the rows of an indicator table measure: the column that names them, and the heads that name it instead.

A row may be named by a place or a part; the quantity then stands in the cell beside it, in the head or in the caption.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docanalyzer.core.record import Direction, Period
from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.records.grid_places import Place
from docanalyzer.records.table_columns import Column, Dates, Head, Surroundings
from docanalyzer.records.table_units import Units

# What a name must end in to name a quantity; 国控断面 or "urban areas" only say where the one above it holds.
_QUANTITY_NAME = re.compile(
    r"(?:率|比例|比重|占比|[浓强密程高幅]度|量|指数|天数|个数|面积|里程|水平|总额|总值|产值|能耗|水耗|增速|降低|下降|规模|能力|投入|支出|收入|寿命|年限|装机|容量)"
    r"(?:[(（][^()（）]*[)）])?$"
    r"|\b(?:shares?|rates?|ratio|intensity|emissions?|consumption|capacity|area|number|level|index)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"[年总]?(?:产生|排放|综合利用|利用|处置|无害化处理|处理|回收|消费|消耗|生产|供应|装机|收集|治理|普及|覆盖|达标|合格)*"
    r"(?:总)?(?:量|率|规模|数量|面积|产量|产值|增加值|占比|比重|比例|容量|能力|总额|个数|总数)"
)
# The name of a row that is a change of what the column measures: “十四五”预计下降（%）.
CHANGE_NAME = re.compile(
    r"(?:下降|降低|减少|削减|增长|提高|增加|增幅|降幅)|\b(?:reduction|decrease|increase|growth)\b", re.IGNORECASE
)
# A goal told as a name.
AIM = re.compile(
    r"(?:(?P<up>increas(?:e|ing)|rais(?:e|ing)|expand(?:ing)?)|reduc(?:e|ing)|decreas(?:e|ing)|lower(?:ing)?|cut(?:ting)?)"
    r"\s+(?:the\s+|its\s+|their\s+)?(?!of\b|in\b)",
    re.IGNORECASE,
)
# What two goals for one thing differ in (NDCs).
_CONDITION = re.compile(r"\b(?:un)?conditional\b|[无有]条件", re.IGNORECASE)
_LETTERS = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
# The mark of a note at the end of a name.
_NOTE_MARK = re.compile(r"\s*[(（][a-z\d][)）]$")
# Around the quantity of a head.
_HEAD_TIME = re.compile(
    r"(?:到|至)?(?:(?:19|20)\d\d\s*年?(?:底|末|度)?|[“\"]?十[一二三四五六]五[”\"]?(?:期间|末|时期)?|规划|计划|预计|预期|目标|新增目标"
    r"|(?:target|planned|projected|expected)\s+)+\s*",
    re.IGNORECASE,
)
_HEAD_GOAL = re.compile(
    r"(?:控制|预期|规划|考核|下达|激励)*(?:目标|任务|指标|计划)(?:值|数)?$"
    r"|(?:[\s,]*\b(?:by|in|to)\b)?[\s,(]*(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?[)*]*$|\s+(?:targets?|goals?)$",
    re.IGNORECASE,
)
_LEAST_WORDS, _LEAST_CHARACTERS = 2, 4
# What a row that is but a time may say beside its year.
_TIME_WORDS = re.compile(
    r"(?:19|20)\d\d\s*年?|[“\"]?十[一二三四五六]五[”\"]?|期间|时期|年份|年度|年|及?以[后前来]|起|[底末初]|目标|规划|计划|现状|实际|实绩|预计|预期|完成|累计|合计|年均"
    r"|(?:比|较|相比)|下降|降低|减少|削减|增长|提高|增加|幅度|比例|率|数|值|情况|约束性|基准|基期|水平|左右|以内|以上"
    r"|\b(?:by|in|to|from|for|end|of|the|year|years|fiscal|FY|EY|period|target|targets|goal|baseline|base|actual|projected"
    r"|reduction|decrease|increase|growth|change|total|cumulative|annual|average|Five-Year Plan|FYP|th)\b",
    re.IGNORECASE,
)
_PLACE_CODE = re.compile(r"[A-Z]{2}(?:-\d{1,2})?|Total")
_ROW_NUMBER = re.compile(
    r"\s*(?:其中\s?[:：]|\d{1,2}[.．、)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[★▲*●])\s*"
)
_SPACE = " \t\r\n\u00a0\u3000"
_BY_ROW = frozenset({"goal", "result", "growth", "total", "amount"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column, the cell that names it, what it measures, of what part, and where it is to go."""

    number: int
    cells: dict[int, Place]
    name: Place
    label: tuple[int, int]
    part: tuple[int, int] | None
    aim: Direction | None = None


class Names:
    """The names of one table, whose ``rows`` map columns to cells and bear ``numbers``."""

    def __init__(
        self, around: Surroundings, head: Head, rows: Sequence[dict[int, Place]], numbers: Sequence[int], dates: Dates
    ) -> None:
        self.around, self.head, self.rows, self.numbers, self.dates = around, head, rows, numbers, dates
        self.text, self.units = around.text, Units(around.language)

    def column(self) -> int | None:
        """The column that names the rows."""
        for wanted in ("name", "group"):
            found = [i for i, column in enumerate(self.head.columns) if column.role == wanted]
            if found:
                return found[-1]
        # A column that only counts the rows may have no head.
        numbered = len(self.head.columns) > 1 and (
            self.head.columns[0].role == "index" or (not self.head.columns[0].role and self._counts(0))
        )
        at = 1 if numbered else 0
        first = self.head.columns[at] if self.head.columns else None
        return at if first is not None and not first.period and first.role not in {"index", "unit"} else None

    def _counts(self, index: int) -> bool:
        """Whether a column numbers the rows: 1, 2, 3."""
        cells = {row[index].start: row[index] for row in self.rows[self.head.depth :] if index in row}
        written = [self.text[c.start : c.end].strip(" .．、)）") for c in cells.values()]
        return len(written) > 1 and written == [str(n) for n in range(1, len(written) + 1)]

    def quantity(self, cells: dict[int, Place], named: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """What a row measures and, where its own name only says of what part (国控断面), that part.

        The quantity is then named by the cell beside it under the same head, or by the first row of its number.
        """
        own = self.label(cells[named].start, cells[named].end)
        heads = set(self.head.columns[named].heads)
        above = [cells[i] for i in range(named - 1, -1, -1) if i in cells and set(self.head.columns[i].heads) & heads]
        if self.whole_unit(cells, named) is not None:
            # 主要污染物排放总量减少（%） | 化学需氧量: the unit stands with what is measured.
            return self.label(above[0].start, above[0].end), own
        if _QUANTITY_NAME.search(self.text, *own):
            # 危险废物 | 产生量: what says how much of it is no name by itself.
            thing = self.label(above[0].start, above[0].end) if above else own
            bare = _HOW_MUCH.fullmatch(self.text, *own) and not _QUANTITY_NAME.search(self.text, *thing)
            return own, thing if thing != own and bare else None
        for index, column in enumerate(self.head.columns):
            counter = cells.get(index)
            if column.role == "index" and counter is not None and counter.row in self.numbers:
                above += [c for c in (self.rows[self.numbers.index(counter.row)].get(named),) if c is not None]
        for cell in above:
            label = self.label(cell.start, cell.end)
            if label != own and _QUANTITY_NAME.search(self.text, *label):
                return label, own
        return own, None

    def whole_unit(self, cells: dict[int, Place], named: int) -> Place | None:
        """The cell beside the name under the same head that gives the unit, where the name gives none itself."""
        own, heads = cells[named], set(self.head.columns[named].heads)
        beside = next((cells[i] for i in range(named - 1, -1, -1) if i in cells and cells[i] != own), None)
        if beside is None or not any(set(self.head.columns[i].heads) & heads for i, c in cells.items() if c == beside):
            return None
        if self.units.behind(self.text[own.start : own.end]) or not self.units.behind(self.text[slice(*beside[:2])]):
            return None
        return beside

    def label(self, start: int, end: int) -> tuple[int, int]:
        """A name without the number before it and the unit in brackets behind it."""
        m = _ROW_NUMBER.match(self.text, start, end)
        start = m.end() if m and m.end() < end else start
        mark = _NOTE_MARK.search(self.text, start, end)
        end = self.units.cut(self.text, start, mark.start() if mark and mark.start() > start else end)
        while end > start and self.text[end - 1] in _SPACE + "*†.;；。":
            end -= 1
        while start < end and self.text[start] in _SPACE:
            start += 1
        return start, end

    def subject(self, column: Column, row: Row) -> tuple[Row, str, Period | None]:
        """The row with what the number measures, that in words, and the period that the row itself names."""
        written = self.text[row.name.start : row.name.end]
        due = self.deadline(row.cells)
        own = None
        if not column.period and due is None:
            own = self.dates.within(row.name.start, row.name.end) or self.dates.of_plan(written, row.name)
        by_row = bool(column.period or column.role in _BY_ROW) and column.role != "share"
        change = ""
        if (own or not by_row) and column.label is not None:
            # A row that is but a time has no name of its own; "National Wind Plan for 2020" has.
            part = row.part if own and self._is_time(row) else row.part or row.label
            verb = CHANGE_NAME.search(written) if own else None
            change = verb[0] if verb else ""
            label = column.upper if column.compares and column.upper else column.label
            row = replace(row, label=self.label(*label), part=part)
        elif by_row and not row.part and (head := self._measured(column, row)):
            row = replace(row, label=head, part=row.label)
        elif by_row and not row.part and (which := self._condition(column)):
            row = replace(row, part=which)
        elif by_row and self.head.named is not None and self._is_place(row.name) and not row.part:
            row = replace(row, label=self.head.named, part=row.label)
        return row, self.text[slice(*row.label)] + change, due or own

    def deadline(self, row: dict[int, Place]) -> Period | None:
        """The date in a row's own cell for it (完成时限)."""
        cells = [c for i, c in row.items() if i < len(self.head.columns) and self.head.columns[i].role == "deadline"]
        return next((found for c in cells if (found := self.dates.within(c.start, c.end))), None)

    def _condition(self, column: Column) -> tuple[int, int] | None:
        """The word of a head that says which of two goals a column holds."""
        found = (_CONDITION.search(self.text, head.start, head.end) for head in column.heads)
        return next((m.span() for m in found if m), None)

    def _measured(self, column: Column, row: Row) -> tuple[int, int] | None:
        """What the heads of a column say is measured, where the row only names a place, a sector or a programme."""
        place = self._is_place(row.name)
        if place and column.upper is not None:
            # AT, EU-27: the head above the years names what is measured.
            upper = self.label(*column.upper)
            if _QUANTITY_NAME.search(self.text, *upper) or self._is_thing(*upper):
                return upper
        if not place and _QUANTITY_NAME.search(self.text, *row.label):
            return None
        english = self.around.language.code == "en"
        for head in reversed(column.heads if english else column.heads[-1:]):
            name = self.quantity_of_head(head.start, head.end)
            if name is not None:
                return name
        return None

    def quantity_of_head(self, start: int, end: int) -> tuple[int, int] | None:
        """The quantity in a head, without its year and what it says of goals: 能耗强度 in 2025年能耗强度目标（%）."""
        start, end = self.label(start, end)
        before = _HEAD_TIME.match(self.text, start, end)
        start = before.end() if before else start
        behind = _HEAD_GOAL.search(self.text, start, end)
        start, end = self.label(start, behind.start()) if behind else (start, end)
        name = self.text[start:end]
        least = _LEAST_WORDS if name.isascii() else _LEAST_CHARACTERS
        if (len(name.split()) if name.isascii() else len(name)) < least or any(c.isdigit() for c in name):
            return None
        if not _QUANTITY_NAME.search(name) or header_role(name, self.around.language.code):
            return None
        return start, end

    def _is_time(self, row: Row) -> bool:
        """Whether a row's name says no more than when: 2025年, “十四五”累计下降（%）, FY 2030."""
        written = self.text[slice(*row.label)]
        return not _LETTERS.search(_TIME_WORDS.sub("", written))

    def _is_thing(self, start: int, end: int) -> bool:
        """Whether a head names something (氨氮), and neither a role of its columns nor a time nor a place."""
        written = self.text[start:end]
        if header_role(written, self.around.language.code) or any(c.isdigit() for c in written):
            return False
        return bool(_LETTERS.search(written)) and not region_codes(self.around, start, end)

    def _is_place(self, name: Place) -> bool:
        written = self.text[name.start : name.end].strip()
        return bool(_PLACE_CODE.fullmatch(written) or region_codes(self.around, name.start, name.end))


def region_codes(around: Surroundings, start: int, end: int) -> tuple[str, ...]:
    """The codes of the regions that a stretch names, each once."""
    regions = around.regions
    found = []
    for i in range(bisect_left(regions, start, key=lambda r: r.start), len(regions)):
        if regions[i].start >= end:
            break
        code = regions[i].value.code
        if code is not None and code not in found:
            found.append(code)
    return tuple(found)
