"""The head of a table: how many rows it has, and the role, period, unit and name that it gives each column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import Baseline, Binding, Direction, Period
from docanalyzer.knowledge.plans import plans
from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.languages.base import Amount, Language, When
from docanalyzer.linguistics import Tongue
from docanalyzer.records.grid_places import Grid, Place
from docanalyzer.records.table_cells import is_number, is_year
from docanalyzer.records.table_units import Units

_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = re.compile(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)\s*年?\s*(?:-|–|—|－|~|～|至|到|to)\s*(?P<b>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_MOST_HEAD_ROWS = 4
_CAPTION_REACH = 90
# The lines that draw a table in Markdown, and how much of them may stand above its first word.
_DRAWN = re.compile(r"[|\s:\-]+")
_DRAWN_REACH = 200
# A caption that tells the year of the goals: contributions to the 2030 target.
# A head as short names a case and no quantity.
_SHORT_HEAD = 4
_YEAR_HEADS = frozenset({"year", "years", "年份", "年度", "目标年", "目标年份"})
_GOAL = re.compile(r"\b(?:targets?|goals?|objectives?|contributions?)\b|目标|任务|计划", re.IGNORECASE)
# Heads and captions of tables that look back, and of values that nobody promises (scenarios, estimates of costs).
_REVIEW = re.compile(
    r"完成情况|实现情况|变化情况|达成情况|进展情况|执行情况|\b(?:progress|performance) (?:on|against)\b"
)
_PROJECTED = re.compile(
    r"(?<!to )(?<!from )(?<!below )(?<!the )(?<!vs )(?<!vs\. )(?<!versus )(?<!against )(?<!than )(?<!of )(?<!total )"
    r"\b(?:BAU|business[- ]as[- ]usual|(?:reference|baseline) (?:scenario|projections?))\b"
    r"|(?<![比较])(?:基准|照常|常规|惯性)情景",
    re.IGNORECASE,
)


# A head that says only beside what: compared to BAU (%), 比2020年（%）.
_COMPARES = re.compile(
    r"\s*(?:compared\b|relative to\b|versus\b|vs\b|against\b|与[^，]{1,12}相比|[较比](?![例重值率]))", re.IGNORECASE
)
_BASE_YEAR = re.compile(
    r"(?:\b(?:below|from|vs\.?|versus|than|compared (?:to|with)|relative to|against|over)\s+(?:the\s+)?|[较比]|相比于?)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)(?:\s+levels?\b|年)?(?!\s*(?:to|[-–—])\s*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\bchanges?\s*(?:$|[(（,]|(?:19|20)\d\d|from\b|since\b|between\b|in %)|变化率|变化幅度|增减|变动率", re.IGNORECASE
)
_ADDS_UP = re.compile(r"累计|\bcumulative\b", re.IGNORECASE)
# A growth without a unit of its own is one in per cent.
_RATE = re.compile(r"增长|增速|增幅|\bgrowth\b", re.IGNORECASE)
_COSTS = re.compile(r"\b(?:cost estimates?|estimated costs?|costs?)\b|造价", re.IGNORECASE)
_CHANGES: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (
        re.compile(
            r"下降|降低|减少|削减|减排|\b(?:reductions?|decrease|cut|savings?|below (?:(?:19|20)\d\d|BAU))\b",
            re.IGNORECASE,
        ),
        "decrease",
    ),
    (re.compile(r"增长|提高|新增|增幅|\b(?:increase|growth|additions?)\b", re.IGNORECASE), "increase"),
)
_EXPECTED = re.compile(r"预期|指导性|\b(?:expected|indicative|non-binding|voluntary)\b", re.IGNORECASE)
_BINDING = re.compile(r"约束|强制性?|\b(?:binding|mandatory|obligatory|compulsory)\b", re.IGNORECASE)
# 各市用水总量控制目标: what is measured, where the rows are places and the columns years.
_CAPTION_NAME = re.compile(
    r"(?:各[一-鿿]{1,6}?|[分县]?[市省区县])(?:(?:19|20)\d\d年度?)?(?P<name>[一-鿿A-Za-z][一-鿿A-Za-z0-9.]*?"
    r"(?:总量|强度|消费量|排放量|用水量|覆盖率|[一-鿿]率|比重|比例|占比|面积|浓度|规模|能力|里程|装机))"
    r"[一-鿿]{0,4}(?:目标|指标|任务|计划|方案|情况)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a table needs of the document; ``periods``, ``regions`` and ``amounts`` are in text order."""

    text: str
    raw: str
    language: Language
    issued_on: str | None
    periods: Sequence[Mention[When]]
    regions: Sequence[Mention[Concept]] = ()
    amounts: Sequence[Amount] = ()


@dataclass(slots=True)
class Column:
    """What the heads of a column say.

    ``upper`` is the head above the last one, ``projected`` that nobody promises its numbers, ``change`` that they say
    by how much something falls or grows, ``compares`` that they say beside what (compared to BAU), ``yearly`` that its
    rates are those of a year, ``adds_up`` that its numbers come together over the years, ``moves`` that they are
    changes of either sign; ``base`` is the year that they
    compare with.
    """

    role: str = ""
    heads: list[Place] = field(default_factory=list)
    period: Period | None = None
    unit: str = ""
    label: tuple[int, int] | None = None
    upper: tuple[int, int] | None = None
    projected: bool = False
    change: Direction | None = None
    compares: bool = False
    yearly: bool = False
    adds_up: bool = False
    moves: bool = False
    base: Baseline | None = None


class Head(NamedTuple):
    """The head of a table with what stands above it.

    ``named`` is what the caption says is measured, ``change`` which way it says that it goes.
    """

    depth: int
    columns: list[Column]
    unit: str
    reviews: bool
    projected: bool
    named: tuple[int, int] | None
    change: Direction | None = None


def spans_years(period: Period | None) -> bool:
    """Whether a period begins in one year and ends in another."""
    return period is not None and (period.start_date or "")[:4] not in {"", (period.end_date or "")[:4]}


def is_projected(written: str) -> bool:
    """Whether a name or head speaks of what would be without measures (business as usual)."""
    return bool(_PROJECTED.search(written))


def read_head(grid: Grid, rows: Sequence[dict[int, Place]], around: Surroundings, dates: Dates) -> Head:
    """The head of a table whose ``rows`` map columns to cells."""
    units = Units(around.language)
    lines = _lines_above(around.text, grid.start)
    caption = "\n".join(line for line in lines if len(line) <= _CAPTION_REACH)
    unit = next((found for line in reversed(lines) if (found := units.of_caption(line))), "")
    titles = _titles(rows, around)
    depth = titles + _depth(rows[titles:], around, units)
    columns, whole = _columns(
        rows[titles:depth], max((c for row in rows for c in row), default=-1) + 1, around, units, dates
    )
    # Where a head says which columns are projected, the caption speaks of those.
    projected = is_projected(caption) and not any(c.projected for c in columns)
    title = _CAPTION_NAME.search(around.text, max(0, grid.start - _CAPTION_REACH), grid.start)
    named = title.span("name") if title and title["name"] in caption else None
    change = next((way for said, way in _CHANGES if said.search(caption)), None)
    return Head(depth, columns, whole or unit, bool(_REVIEW.search(caption)), projected, named, change)


def base_of(around: Surroundings, start: int, end: int) -> Baseline | None:
    """The year that a head or a name compares with: reduction below 1990, 比2015年减少."""
    m = _BASE_YEAR.search(around.text, start, end)
    if m is None:
        return None
    return Baseline(int(m["year"]), "base_year", None, None, m.start(), m.end(), around.raw[m.start() : m.end()])


def _lines_above(text: str, start: int) -> list[str]:
    """The last two lines above a table, without those that only draw it (Markdown)."""
    above = text[max(0, start - 2 * _CAPTION_REACH - _DRAWN_REACH) : start].rstrip()
    lines = [line for line in above.split("\n") if line.strip() and not _DRAWN.fullmatch(line)]
    return [line[-2 * _CAPTION_REACH :] for line in lines[-2:]]


def said_binding(written: str) -> Binding | None:
    """Whether a cell says that a goal is binding or expected."""
    if _EXPECTED.search(written):
        return "expected"
    return "binding" if _BINDING.search(written) else None


def _titles(rows: Sequence[dict[int, Place]], around: Surroundings) -> int:
    """How many rows above the head name the theme of the table: a word and one cell over the other columns."""
    text, code = around.text, around.language.code
    for index, row in enumerate(rows[:_MOST_HEAD_ROWS]):
        first = row.get(0)
        if first is None:
            return 0
        if header_role(text[first.start : first.end], code) == "name":
            return index
        if len({cell.start for cell in row.values()}) != 2:
            return 0
    return 0


def _depth(rows: Sequence[dict[int, Place]], around: Surroundings, units: Units) -> int:
    text, code = around.text, around.language.code
    depth = _spanned(rows, text)
    while depth < min(_MOST_HEAD_ROWS, len(rows)):
        cells = {cell.start: cell for cell in rows[depth].values()}
        own = [cell for cell in rows[depth].values() if cell.row >= min(c.row for c in rows[depth].values())]
        written = [text[cell.start : cell.end] for cell in cells.values()]
        if len(cells) == 1 and units.whole(written[0]):
            depth += 1
            continue
        fresh = {cell.start for cell in own if all(cell is not held for held in rows[depth - 1].values())}
        # Below a head that reaches down there may be units alone (kt, % of BAU).
        below = 0 not in rows[depth]
        heads = [
            is_year(w) or (_says_head(w, code, units, unit_too=below) and not _has_amount(around, cell))
            for cell, w in zip(cells.values(), written, strict=True)
            if cell.start in fresh
        ]
        if len(fresh) < 2 or any(is_number(w) for w in written) or sum(heads) * 2 < len(heads):
            break
        depth += 1
    return depth


def _says_head(written: str, code: Tongue, units: Units, *, unit_too: bool) -> bool:
    """Whether a cell is a head: it has a role, a year, or a unit in brackets; or is a unit where such are heads."""
    if header_role(written, code) or _BARE_YEAR.search(written) or units.behind(written):
        return True
    return unit_too and bool(units.whole(written))


def _has_amount(around: Surroundings, cell: Place) -> bool:
    """Whether a cell gives a quantity, as no head does: 2000 ha, "a target of 12%"."""
    at = bisect_left(around.amounts, cell.start, key=lambda amount: amount.start)
    return at < len(around.amounts) and around.amounts[at].end <= cell.end


def _spanned(rows: Sequence[dict[int, Place]], text: str) -> int:
    """How many rows the first cell of the head reaches down, where none of them holds a number."""
    first = rows[0].get(0) if rows else None
    depth = min(first.row_span, _MOST_HEAD_ROWS, len(rows) - 1) if first is not None else 1
    for at in range(1, depth):
        if any(is_number(text[cell.start : cell.end]) for cell in rows[at].values()):
            return 1
    return max(depth, 1)


def _columns(
    rows: Sequence[dict[int, Place]], width: int, around: Surroundings, units: Units, dates: Dates
) -> tuple[list[Column], str]:
    """The columns, and the unit that a head gives the whole table."""
    columns = [Column() for _ in range(width)]
    whole = ""
    # Below the last row of heads there may be a row that is but the unit of all.
    lowest = max((i for i, row in enumerate(rows) if len({c.start for c in row.values()}) > 1), default=-1)
    for level, row in enumerate(rows):
        cells = {cell.start: cell for cell in row.values()}
        if len(cells) == 1 and level:
            whole = units.whole(around.text[slice(*next(iter(cells.values()))[:2])])
            if whole:
                continue
        for index in range(width):
            cell = row.get(index) or (_left(row, index) if level < lowest and index in rows[lowest] else None)
            if cell is not None and cell not in columns[index].heads:
                columns[index].heads.append(cell)
    for column in columns:
        _describe(column, around, units, dates)
    for column in columns[1:]:
        said = around.text[slice(*column.label)].strip().casefold() if column.label else ""
        if column.role == "group" and said in _YEAR_HEADS and any(c.role == "goal" for c in columns):
            column.role = "deadline"  # Target: 50 %, year: 2030
    first = columns[0].heads[-1:] if columns else []
    if first and not columns[0].role:
        whole = whole or units.whole(around.text[first[0].start : first[0].end])
    return columns, whole


def _left(row: dict[int, Place], index: int) -> Place | None:
    """The head to the left of an empty one, where the source does not tell how far it reaches."""
    held = [i for i in row if 0 < i < index]
    return row[max(held)] if held else None


def _describe(column: Column, around: Surroundings, units: Units, dates: Dates) -> None:
    changed: tuple[int, int] | None = None
    for head in column.heads:
        written = around.text[head.start : head.end]
        role = header_role(written, around.language.code)
        if role == "computed":
            column.projected = True
        elif role and column.role != "share":
            column.role = role
        base = base_of(around, head.start, head.end)
        if base is not None:
            column.base = base
            column.period = column.period or dates.within(head.start, base.start) or dates.within(base.end, head.end)
        else:
            column.period = column.period or dates.within(head.start, head.end) or dates.of_plan(written, head)
        column.unit = column.unit or units.behind(written) or units.whole(written) or units.of_caption(written)
        if column.role == "growth" and not column.unit and _RATE.search(written):
            column.unit = "%"
        if is_projected(written) and column.role in {"", "result"}:
            column.role = "goal"  # of a course that nobody promises
        column.projected = column.projected or is_projected(written) or bool(_COSTS.search(written))
        change = next((way for said, way in _CHANGES if said.search(written)), None)
        if change is not None and column.change is None:
            column.change, changed = change, (head.start, head.end)
        if column.label is not None and not _BARE_YEAR.search(around.text, *column.label):
            column.upper = column.label
        column.label = (head.start, head.end)
        column.compares = bool(_COMPARES.match(written))
        column.yearly = column.yearly or "年均" in written
        column.moves = column.moves or bool(_MOVES.search(written))
        column.adds_up = column.adds_up or bool(_ADDS_UP.search(written))
    if changed and column.label and column.label[1] - column.label[0] <= _SHORT_HEAD:
        column.label = changed  # Emission reduction: CM1, CM2


class Dates:
    """The periods that a table names or takes from what stands before it."""

    def __init__(self, grid: Grid, around: Surroundings) -> None:
        self.grid, self.around = grid, around
        at = bisect_left(around.periods, grid.start, key=lambda p: p.start)
        self._before = around.periods[max(0, at - 4) : at]
        above = _lines_above(around.text, grid.start)
        self._caption = above[-1][-_CAPTION_REACH:] if above else ""

    def within(self, start: int, end: int) -> Period | None:
        """The period that a stretch names, also a span of years or a year that stands alone."""
        text = self.around.text
        years = _YEARS.search(text, start, end)
        if years is not None and int(years["a"]) < int(years["b"]):
            first, last = f"{years['a']}-01-01", f"{years['b']}-12-31"
            return Period(years.start(), years.end(), years[0], first, last, "during")
        periods = self.around.periods
        at = bisect_left(periods, start, key=lambda p: p.start)
        if (
            at < len(periods)
            and periods[at].end <= end
            and (periods[at].value.end_date or periods[at].value.start_date)
        ):
            return self._said(periods[at])
        year = _BARE_YEAR.search(text, start, end)
        if year is None:
            return None
        return Period(year.start(), year.end(), year[0], f"{year[0]}-01-01", f"{year[0]}-12-31", "during")

    def last_within(self, start: int, end: int) -> Period | None:
        """The last year that a stretch names."""
        years = list(_BARE_YEAR.finditer(self.around.text, start, end))
        return self.within(years[-1].start(), end) if years else None

    def of_plan(self, written: str, head: Place | None = None) -> Period | None:
        """The years of a Five-Year Plan that a head, a row or the caption names."""
        for plan in plans():
            named = plan.short_zh in written and "十" + plan.short_zh not in written
            if named or f"{plan.ordinal_en} Five-Year" in written or f"{plan.ordinal_en} FYP" in written:
                at = head.start if head else self.grid.start
                end = head.end if head else at
                return Period(at, end, self.around.raw[at:end], f"{plan.start}-01-01", f"{plan.end}-12-31", "during")
        return None

    def fallback(self) -> Period | None:
        """The plan or the years of the caption, else the last date to be met before the table."""
        planned = self.of_plan(self._caption)
        if planned is not None:
            return planned
        years = set(_BARE_YEAR.findall(self._caption)) if _GOAL.search(self._caption) else set()
        if len(years) == 1:
            at = self.around.text.rfind(year := years.pop(), 0, self.grid.start)
            return Period(at, at + 4, year, f"{year}-01-01", f"{year}-12-31", "during")
        for p in reversed(self._before):
            if p.value.use == "goal" and p.value.relation == "by" and p.value.end_date:
                return self._said(p)
        return None

    def base(self) -> Baseline | None:
        """The base year that the words just before the table give for its changes (以2015年为基准)."""
        for p in reversed(self._before[-3:]):
            day = p.value.start_date or p.value.end_date
            if p.value.use == "base" and day and self.grid.start - p.end <= _CAPTION_REACH:
                return Baseline(int(day[:4]), "base_year", None, None, p.start, p.end, self.around.raw[p.start : p.end])
        return None

    def issued(self, columns: Sequence[Column]) -> str | None:
        """The day that parts what is past from what is ahead: that of issue, or what caption and heads tell.

        A table of a Five-Year Plan looks ahead from its first year on. Without either, the first of several years is
        the base where a date to be met of the document is the last of them, unless its own column holds goals.
        """
        if self.around.issued_on:
            return self.around.issued_on
        planned = self.of_plan(self._caption)
        if planned is not None and planned.start_date and not _REVIEW.search(self._caption):
            return planned.start_date
        years = sorted({c.period.end_date[:4] for c in columns if c.period and c.period.end_date})
        goals = {p.value.end_date[:4] for p in self.around.periods if p.value.use == "goal" and p.value.end_date}
        if len(years) > 1 and years[-1] in goals:
            first = [c for c in columns if c.period and (c.period.end_date or "").startswith(years[0])]
            planned_first = any(c.role == "goal" for c in first)
            return f"{int(years[0]) + (not planned_first)}-01-01"
        return None

    def course(self, columns: Sequence[Column], issued: str | None) -> Period | None:
        """The years from the last base year to the year of the goal, for growth between the two."""
        years = [int(c.period.end_date[:4]) for c in columns if c.period and c.period.end_date]
        year = (issued or "")[:4]
        past, ahead = [y for y in years if str(y) < year], [y for y in years if str(y) >= year]
        at = self.grid.start
        if past and ahead:
            return Period(at, at, "", f"{max(past) + 1}-01-01", f"{max(ahead)}-12-31", "during")
        if len(set(ahead)) > 1 and not past:
            return Period(at, at, "", f"{min(ahead)}-01-01", f"{max(ahead)}-12-31", "during")
        if len(set(past)) > 1 and not ahead:
            return Period(at, at, "", f"{min(past) + 1}-01-01", f"{max(past)}-12-31", "during")
        return self.fallback()

    def _said(self, p: Mention[When]) -> Period:
        written = self.around.raw[p.start : p.end]
        return Period(p.start, p.end, written, p.value.start_date, p.value.end_date, p.value.relation)
