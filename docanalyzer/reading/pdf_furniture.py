"""What is printed on every page and belongs to none: page numbers, running heads and feet, tables of contents."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from docanalyzer.core.document import Notice
from docanalyzer.reading.pdf_lines import Line
from docanalyzer.reading.pdf_page import PageFlow, Table

_NUMBER = re.compile(
    r"[-—–－―~·•|\s\[(<]*(?:page|p\.|第)?\s*([0-9]{1,4}|[ivxlIVXL]{1,6}|[０-９]{1,4})\s*页?"
    r"(?:\s*(?:/|of|共|\|)\s*[0-9]{1,4}\s*页?)?[-—–－―~·•|\s\])>]*",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.．·•…⋯]\s*){4,}(?:[-—]\s*)?(?:\d{1,4}|[ivxl]{1,6})\s*[-—]?$|…{2,}\s*[(（]?\d{1,4}[)）]?$")
# A heading as a bare list of contents repeats it: numbered, short and without the stop of a sentence.
_ENTRY = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节節]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|附[件表录錄])[^。；]{0,40}$"
)
_WORDS = re.compile(r"[^\W\d_]{2}")
_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(r"(?:目\s*[录錄次]|(?:table of )?contents)", re.IGNORECASE)


def remove_furniture(flows: list[PageFlow]) -> list[Notice]:
    """Take page numbers, running heads and feet and the table of contents out of the pages; says what went."""
    numbers, heads = _page_numbers(flows), _running(flows)
    contents = _contents(flows)
    notices = []
    for code, what, lines in (
        ("page_numbers_removed", "page numbers", numbers),
        ("running_heads_removed", "running heads and feet", heads),
        ("toc_removed", "lines of the table of contents", contents),
    ):
        if lines:
            notices.append(Notice(code, f"{what} left out: {len(lines)}", len(lines)))
    gone = numbers | heads | contents
    for flow in flows:
        flow.items = [item for item in flow.items if isinstance(item, Table) or id(item) not in gone]
    return notices


def _edges(flow: PageFlow, depth: int) -> tuple[list[Line], list[Line]]:
    """The first and the last lines of a page from top to bottom, as far as nothing else stands above or below."""
    lines = sorted(flow.lines, key=lambda line: line.base)
    tables = [item.top for item in flow.items if isinstance(item, Table)]
    top = [line for line in lines[:depth] if line.base < 0.2 * flow.height or not tables]
    return top, lines[-depth:]


def _page_numbers(flows: list[PageFlow]) -> set[int]:
    """Lines that are a number and nothing else, at the edge of a page, counting with the pages.

    Numbers that do not count along are kept: they are the values of a chart or of a table without lines. In a file of
    one or two pages a number must be that of its page.
    """
    found: list[tuple[int, int | None, Line]] = []
    for flow in flows:
        top, bottom = _edges(flow, 2)
        for line in {id(line): line for line in (*top, *bottom)}.values():
            match = _NUMBER.fullmatch(line.text)
            if match and (line.base < 0.13 * flow.height or line.base > 0.86 * flow.height):
                value = int(match[1]) - flow.number if match[1].isdecimal() else None
                found.append((flow.number, value, line))
    steps = Counter(value for _, value, _ in found if value is not None)
    common = {step for step, count in steps.items() if count >= 2}
    single = len(flows) <= 2
    return {
        id(line)
        for _, value, line in found
        if value is None or value in common or (single and value == 0) or _dashed(line.text)
    }


def _dashed(text: str) -> bool:
    return text[0] in "-—–－" and text[-1] in "-—–－" and len(text) > 2


def _running(flows: list[PageFlow]) -> set[int]:
    """Lines that stand at one height of many pages and say the same but for numbers."""
    if len(flows) < 3:
        return set()
    seen: dict[tuple[str, int], list[Line]] = {}
    # The head of a chapter of a few pages comes twice only; then it must be the very first or last line.
    outermost: set[int] = set()
    margin: set[int] = set()
    for flow in flows:
        top, bottom = _edges(flow, 3)
        margin.update(id(i) for i in (*top, *bottom) if i.base < 0.105 * flow.height or i.base > 0.9 * flow.height)
        outermost.update(id(line) for line in (*top[:1], *bottom[-1:]) if line.base < 0.09 * flow.height)
        for line in {id(line): line for line in (*top, *bottom)}.values():
            if line.base < 0.16 * flow.height or line.base > 0.84 * flow.height:
                # A number alone is a page number or a value, and no head that comes again.
                key = _DIGITS.sub("#", line.text) if _WORDS.search(line.text) else line.text
                seen.setdefault((key, round(line.base / 6)), []).append(line)
    found: set[int] = set()
    for (key, height), lines in seen.items():
        # Heights are rounded: neighbours count together.
        near = len(lines) + sum(len(seen.get((key, height + d), [])) for d in (-1, 1))
        # Within the margins three pages are enough; where text may stand too, it takes half of all pages.
        marginal = all(id(line) in margin for line in lines)
        twice = near == 2 and all(id(line) in outermost for line in lines)
        if near * 2 >= max(len(flows), 4) or (marginal and near >= 3) or twice:
            found.update(id(line) for line in lines)
    return found


def _contents(flows: list[PageFlow]) -> set[int]:
    """The lines of a table of contents and its heading: with leaders and page numbers, or as a bare list."""
    found: set[int] = set()
    open_ = False
    for flow in flows[: max(12, len(flows) // 5)]:
        lines = flow.lines
        leaders = [index for index, line in enumerate(lines) if _LEADER.search(line.text)]
        if len(leaders) >= 3:
            first, last = leaders[0], leaders[-1]
            # The first half of an entry that is broken over two lines stands between the others.
            dense = (last - first + 1) <= 2 * len(leaders)
            chosen = range(first, last + 1) if dense else leaders
            found.update(id(lines[index]) for index in chosen)
            if first and _CONTENTS.fullmatch(lines[first - 1].text.strip()):
                found.add(id(lines[first - 1]))
        heading = next((i for i, line in enumerate(lines[:3]) if _CONTENTS.fullmatch(line.text.strip())), None)
        if heading is not None or open_:
            begin = 0 if heading is None else heading + 1
            entries = list(itertools.takewhile(lambda line: _ENTRY.match(line.text), lines[begin:]))
            if len(entries) >= 4 or (open_ and entries):
                found.update(map(id, entries if heading is None else [lines[heading], *entries]))
                open_ = begin + len(entries) == len(lines)
            else:
                open_ = False
    return found
