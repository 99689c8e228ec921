"""Blocks of a plain text: headings by their numbers, list items, table cells, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from docanalyzer.core.document import Block, BlockKind, Cell

_HAN_NUMBER = "一二三四五六七八九十百零〇"
# Level of a heading by the kind of its number; the outermost is 1. Chinese official documents keep this order strictly.
_LEVELS = {
    "part": 1,
    "annex": 1,
    "chapter": 2,
    "node": 3,
    "han": 3,
    "roman": 2,
    "han_round": 4,
    "article": 5,
    "box": 5,
    "arabic": 5,
    "arabic_round": 6,
}
_NUMBERED = re.compile(
    rf"""[ \t\u3000]*(?:
    (?P<markdown>\#{{1,6}})[ \t]+
  | (?P<part>第[{_HAN_NUMBER}\d]+(?:篇|部分|编|編)|(?:PART|Part|TITLE|Title)[ ](?:[IVX]+|\d+|[A-Z])\b)
  | (?P<chapter>第[{_HAN_NUMBER}\d]+章|(?:CHAPTER|Chapter)[ ](?:[IVX]+|\d+)\b)
  | (?P<node>第[{_HAN_NUMBER}\d]+[节節]|(?:SECTION|Section)[ ](?:\d+|[IVX]+)\b)
  | (?P<article>第[{_HAN_NUMBER}\d]+[条條]|(?:ARTICLE|Article)[ ]\d+[a-z]?(?=[ \t]*(?:$|[:–-]|[ ][A-Z])))
  | (?P<annex>附[件录錄][ \t]*[{_HAN_NUMBER}\d]*(?=[ \t:：]|$)
        |(?:ANNEX|Annex|APPENDIX|Appendix)(?:[ ](?:[IVX]+|\d+|[A-Z]))?(?=[ \t]*(?:$|[:–-])))
  | (?P<box>专栏[ \t]*[{_HAN_NUMBER}\d]*|專欄[ \t]*[{_HAN_NUMBER}\d]*|Box[ ]\d+)
  | (?P<han>[{_HAN_NUMBER}]{{1,4}}、)
  | (?P<han_round>[（(][{_HAN_NUMBER}]{{1,4}}[）)])
  | (?P<roman>[IVX]{{1,5}}\.(?=[ \t]+[A-Z]))
  | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=[ \t\u3000]*[^\W\d]))
  | (?P<arabic_round>[（(]\d{{1,2}}[）)])
  | (?P<arabic>\d{{1,2}}(?:[.．、](?!\d)|[ \t]+(?=[A-Z])))
  | (?P<bullet>[-•·‧▪●○◆■*–—][ \t\u3000]*(?=\S))
  | (?P<letter>[（(][a-zivx]{{1,4}}[)）])
    )[ \t\u3000]*""",
    re.VERBOSE,
)
_LINE = re.compile(r"[^\n]+")
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|·{4,})\s*\d*\s*$")
# The leaders of a line of contents, as far back from its end as they are looked for.
_CONTENTS_REACH = 200
_CONTENTS_END = frozenset("0123456789.…· ")
_NOTE = re.compile(
    r"[ \t\u3000]*(?:[（(](?:责任单位|責任單位|牵头单位|配合单位|牵头部门)"
    r"|[（(][^（）()]*(?:负责|負責|牵头|落实)[^（）()]{0,12}[）)]\s*$"
    r"|注[:：]|备注[:：]|资料来源|数据来源|(?:Source|Sources)\s*:)"
)
_PLAIN_NUMBER = re.compile(r"\d{1,2}[.．、]?|[（(]\d{1,2}[）)]")
_COUNTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.．、]?")
_ROUND = re.compile(r"[（(]\d{1,2}[）)]")
_BOXES = ("专栏", "專欄", "Box", "附", "Annex", "ANNEX", "Appendix", "APPENDIX")
_STOP = re.compile(r"[。！？]")
# Article 2 Projects that fail the review shall not be started. A title has no stop at its end.
_ENGLISH_RULE_LENGTH = 20
_TABLE = re.compile(r"<table\b[^<>]*>(.*?)(?:</table>|\Z)", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>(.*?)(?=</tr>|<tr\b|\Z)", re.DOTALL | re.IGNORECASE)
_TD = re.compile(r"<t[dh]\b([^<>]*)>(.*?)(?=</t[dh]>|<t[dh]\b|\Z)", re.DOTALL | re.IGNORECASE)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-{2,}:?[ \t]*+(?:\|[ \t]*+:?-{2,}:?[ \t]*+)*+\|?[ \t]*+")

_RUN_IN_LENGTH = 45
_HEADING_LENGTH = 60
_ENGLISH_HEADING_LENGTH = 110


class Heading(NamedTuple):
    """What the number at the head of a line says: ``end`` is where the heading stops, ``-1`` for a list item."""

    level: int
    number: str
    end: int


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text that has no structure but its lines."""
    blocks: list[Block] = []
    tables = 0
    at = 0
    for table in _TABLE.finditer(text) if "<table" in text or "<TABLE" in text else ():
        tables = _line_blocks(text, at, table.start(), tables, blocks)
        blocks += _html_cells(table, tables)
        tables += 1
        at = table.end()
    _line_blocks(text, at, len(text), tables, blocks)
    return ranked(_without_empty_headings(blocks))


def ranked(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks with the levels of counted headings (1., 1.1, （1）) set by what else the document counts with.

    "1." stands under 一、 and （一） in one document and opens the chapters of another; "1.1" stands under "1." where
    that comes first.
    """
    numbers = [block.number or "" for block in blocks if block.kind is BlockKind.HEADING]
    counted = [number for number in numbers if _COUNTED.fullmatch(number)]
    if not counted:
        return tuple(blocks)
    depths = [_depth(number) for number in counted]
    deepest = max(depths)
    han = (i for i, number in enumerate(numbers) if number[:1] and number[0] in _HAN_NUMBER + "（(")
    # 1.总则, 1.1目的, （一）…: here the counted ones are the outer ones.
    outer = deepest > 1 and depths[0] == 1 and numbers.index(counted[0]) < next(han, len(numbers))
    above = [b.level for b in blocks if b.kind is BlockKind.HEADING and b.number and _stands_above(b.number, outer)]
    base = max(above, default=_LEVELS["node"] - 1) + 1
    levels = {depth: base + depth - 1 for depth in range(1, deepest + 1)}
    if depths[0] > 1:  # 1.1 opens the sections, "1." counts within them
        levels = {1: base + deepest - 1} | {depth: base + depth - 2 for depth in range(2, deepest + 1)}
    innermost = max(levels.values())
    made = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and (number := block.number):
            level = block.level
            if _COUNTED.fullmatch(number):
                level = levels[_depth(number)]
            elif _ROUND.fullmatch(number):
                level = max(level, innermost + 1)
            elif outer and not _stands_above(number, outer) and level <= innermost:
                level += innermost - _LEVELS["han"] + 1
            if level != block.level:
                block = replace(block, level=level)
        made.append(block)
    return tuple(made)


def _depth(number: str) -> int:
    return number.rstrip(".．、").count(".") + 1


def _stands_above(number: str, outer: bool) -> bool:
    """Whether counted headings stand under one with this number."""
    if _COUNTED.fullmatch(number) or _ROUND.fullmatch(number) or number.startswith(_BOXES):
        return False
    return not outer or number[0] not in _HAN_NUMBER + "（("


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Plain numbers (1., （2）) one right after another count the items of a list; a heading has something under it."""
    listed = False
    for index, block in enumerate(blocks):
        plain = block.number is not None and _PLAIN_NUMBER.fullmatch(block.number) is not None
        if not plain or block.kind is not BlockKind.HEADING:
            listed = plain and block.kind is BlockKind.ITEM
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        followed = after is not None and after.kind is BlockKind.HEADING and after.level == block.level
        if followed or listed:
            blocks[index] = Block(block.start, block.end, BlockKind.ITEM, 0, block.number, block.page)
        listed = followed
    return blocks


def _line_blocks(text: str, start: int, end: int, tables: int, blocks: list[Block]) -> int:
    """Append the blocks of the lines in ``text[start:end]``; returns the number of tables seen so far."""
    row = 0
    for line in _LINE.finditer(text, start, end):
        a, b = line.span()
        if line[0].isspace():
            continue
        if text.count("|", a, b) >= 2:
            if not _RULE.fullmatch(text, a, b):
                blocks += _pipe_cells(text, a, b, tables, row)
                row += 1
            continue
        if row:
            tables, row = tables + 1, 0
        blocks += line_blocks(text, a, b)
    return tables + bool(row)


def line_blocks(text: str, start: int, end: int, page: int | None = None) -> list[Block]:
    """A line as a heading, as a heading and the paragraph that runs on after it, as an item, a note or a paragraph."""
    marked = _NUMBERED.match(text, start, end)
    if marked is None:
        kind = BlockKind.NOTE if _NOTE.match(text, start, end) else BlockKind.PARAGRAPH
        return [Block(start, end, kind, 0, None, page)]
    if text[end - 1] in _CONTENTS_END and _CONTENTS_LINE.search(text, max(start, end - _CONTENTS_REACH), end):
        return [Block(start, end, BlockKind.NOTE, 0, None, page)]
    heading = _heading(text, marked, end)
    if heading.end < 0:
        kind = BlockKind.ITEM if heading.number else BlockKind.PARAGRAPH
        return [Block(start, end, kind, 0, heading.number or None, page)]
    found = [Block(start, heading.end, BlockKind.HEADING, heading.level, heading.number or None, page)]
    rest = heading.end
    while rest < end and text[rest].isspace():
        rest += 1
    if rest < end:
        found.append(Block(rest, end, BlockKind.PARAGRAPH, 0, None, page))
    return found


def _heading(text: str, marked: re.Match[str], end: int) -> Heading:
    kind = marked.lastgroup or ""
    number = marked[kind].strip()
    title = marked.end()
    if kind == "markdown":
        return Heading(len(number), "", end)
    if kind in ("bullet", "letter"):
        return Heading(0, number, -1)
    if kind == "article":
        # The rule of a Chinese article stands on the line of its number; an English one has a title there or its rule.
        rule = text[title:end].rstrip(" \t”’\"')]")
        ruled = number[0] == "第" or (len(rule) >= _ENGLISH_RULE_LENGTH and rule[-1] in ".;:")
        return Heading(_LEVELS[kind], number, marked.end(kind) if ruled else end)
    stop = _STOP.search(text, title, min(end, title + _RUN_IN_LENGTH))
    until = stop.end() if stop else end
    han = (
        bool(stop)
        or "\u4e00" <= text[title : title + 1] <= "\u9fff"
        or number[0] in "第专專附（("
        or number[-1] == "、"
    )
    level = _LEVELS.get(kind) or 3 + number.strip(".").count(".")
    if kind == "dotted" and int(number.partition(".")[0]) == 0:
        return Heading(0, "", -1)
    plain = _is_chinese_title if han else _is_english_title
    if plain(text, title, until, kind):
        return Heading(level, number, until)
    return Heading(0, "" if kind == "dotted" else number, -1)


def _is_chinese_title(text: str, start: int, end: int, kind: str) -> bool:
    """Short and without the marks of a running sentence; deep numbers, which also count list items, allow less."""
    title = text[start:end].rstrip("。 \t\u3000")
    if len(title) > _HEADING_LENGTH or title.endswith(("；", "，", "：", ";", ",", ":")):
        return False
    if kind in ("part", "chapter", "node", "annex", "box"):
        return True
    if not title or "；" in title or "。" in title:
        return False
    return kind in ("han", "han_round") or not ("，" in title or "：" in title or any(c.isdigit() for c in title[:6]))


def _is_english_title(text: str, start: int, end: int, kind: str) -> bool:
    title = text[start:end].strip()
    if kind in ("part", "chapter", "node", "annex", "box"):
        return len(title) <= _ENGLISH_HEADING_LENGTH and not (title.endswith(".") and " shall " in title)
    if not title or len(title) > _ENGLISH_HEADING_LENGTH or title[-1] in ".;:,!?" or title.endswith((" and", " or")):
        return False
    return title[0].isupper() and kind != "arabic_round" and ". " not in title


def _pipe_cells(text: str, start: int, end: int, table: int, row: int) -> Iterator[Block]:
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    if text[first] == "|":
        start = first + 1
    last = start + len(text[start:end].rstrip())
    if text[last - 1] == "|":
        end = last - 1
    column = 0
    at = start
    while at <= end:
        stop = text.find("|", at, end)
        stop = end if stop < 0 else stop
        block = _cell(text, at, stop, Cell(table, row, column))
        if block:
            yield block
        column += 1
        at = stop + 1


def _html_cells(table: re.Match[str], index: int) -> Iterator[Block]:
    """Cells with the coordinates a browser would give them, spans counted."""
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(_ROW.finditer(table.string, table.start(1), table.end(1))):
        column = 0
        for td in _TD.finditer(table.string, tr.start(1), tr.end(1)):
            while (row, column) in taken:
                column += 1
            spans = {key.lower(): max(1, int(value)) for key, value in _SPAN.findall(td[1])}
            rows, columns = spans.get("row", 1), spans.get("col", 1)
            # Spans that reach over more cells than the table has characters are mistaken.
            if len(taken) + rows * columns > len(table[0]):
                rows = columns = 1
            taken |= {(row + i, column + j) for i in range(rows) for j in range(columns)}
            block = _cell(table.string, td.start(2), td.end(2), Cell(index, row, column, rows, columns))
            if block:
                yield block
            column += columns


def _cell(text: str, start: int, end: int, cell: Cell) -> Block | None:
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    content = content.strip()
    return Block(start, start + len(content), BlockKind.CELL, cell=cell) if content else None
