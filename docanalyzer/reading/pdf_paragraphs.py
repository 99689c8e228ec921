"""Whether the next line goes on with the paragraph: by its place, by the room left above it, and by what it says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from docanalyzer.reading.layout import HAN
from docanalyzer.reading.pdf_lines import Line
from docanalyzer.reading.pdf_page import FRAMES, PageFlow

_HAN = re.compile(f"[{HAN}]")
_BULLET = re.compile(r"[•●○◦▪■□◆➢➤✓⚫]|[–—-]\s|o\s(?=[A-Z])")
_ZH_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百零]{1,5}[章节節条條部分编]"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|——|专栏\s*\d|(?:附件|附表)\s*\d*[:：]?$"
)
_EN_NUMBER = re.compile(
    r"(?:\d{1,2}\.){1,4}\d{0,2}\s|\d{1,3}[.)]\s|[(（](?:\d{1,2}|[a-z]|[ivx]{1,4})[)）]\s?|[a-z]\)\s|[IVX]{1,5}\.\s"
    r"|(?:Article|Chapter|Section|Annex|Part|Box|Table|Figure|CHAPTER|ANNEX)\s+[\dIVX]"
)
_ZH_END = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_EN_END = re.compile(r"[.!?;:][”’\")\]]*$")
_NO_SENTENCE = re.compile(r"[〔［\[（(]?\d{4}[〕］\])）]?\s*\d*\s*号$|^[（(].*[)）]$")


# Page, column, and size where it is not that of the text: boxes are set smaller, with margins of their own.
_Column = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of the text, the step of lines on a page (0: on any), the margins."""

    body: float
    steps: dict[tuple[int, float], float]
    margins: dict[_Column, tuple[float, float]]
    indented: bool

    def margin(self, line: Line) -> tuple[float, float]:
        """The left and right edge of the column that a line is in."""
        own = self.margins.get(_column(line, self.body))
        return own or self.margins.get((line.page, line.region, 0), (line.left, line.right))

    def step(self, line: Line) -> float:
        """The usual distance from the line above."""
        size = _rounded(line.size)
        return self.steps.get((line.page, size)) or self.steps.get((0, size), line.size * 1.6)


def measure(flows: list[PageFlow], body: float) -> Measures:
    """Take the measures of a document."""
    steps: dict[tuple[int, float], Counter[float]] = {}
    edges: dict[_Column, list[Line]] = {}
    indents = lines = 0
    for flow in flows:
        before: Line | None = None
        for line in flow.lines:
            edges.setdefault(_column(line, body), []).append(line)
            if before is not None and before.region == line.region and _rounded(before.size) == _rounded(line.size):
                step = line.base - before.base
                if 0.8 * line.size < step < 3.2 * line.size:
                    for page in (0, line.page):
                        steps.setdefault((page, _rounded(line.size)), Counter())[round(step)] += 1
            before = line
    margins = _margins(edges, body, {flow.number: round(flow.width / 10) for flow in flows})
    for key, members in edges.items():
        left = margins.get(key, (members[0].left, 0.0))[0]
        for line in members:
            lines += 1
            indents += 1.4 * line.size < line.x0 - left < 2.8 * line.size
    usual = {key: _typical(counts) for key, counts in steps.items() if key[0] == 0 or counts.total() >= 6}
    return Measures(body, usual, margins, indents * 12 > lines)


def _typical(counts: Counter[float]) -> float:
    """The commonest step; the smallest of those that are nearly as common, since paragraph gaps are wider."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count * 2 >= most)


def _margins(
    edges: dict[_Column, list[Line]], body: float, widths: dict[int, int]
) -> dict[_Column, tuple[float, float]]:
    """The edges of each column; those usual in the document where a page shows too little of the column."""
    own = {key: _edges_of(lines, body) for key, lines in edges.items() if key[2] == 0 or len(lines) >= 3}
    like: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for key, edge in own.items():
        page, region, size = key
        if size == 0 and region < FRAMES and len(edges[key]) >= 8:
            like.setdefault((region, widths[page]), []).append(edge)
    margins = {}
    for key, (left, right) in own.items():
        page, region, size = key
        others = like.get((region, widths[page]), []) if size == 0 else []
        if others:
            usual_left, usual_right = (sorted(side)[len(others) // 2] for side in zip(*others, strict=True))
            # Odd and even pages may lie apart, but their columns are of one width.
            if len(edges[key]) < 8 or right - left < usual_right - usual_left - 3 * body:
                left, right = min(left, usual_left), max(right, usual_right)
        margins[key] = (left, right)
    return margins


def _column(line: Line, body: float) -> _Column:
    return line.page, line.region, 0 if abs(line.size - body) < 1.2 else round(line.size)


def _edges_of(lines: list[Line], body: float) -> tuple[float, float]:
    text = [line for line in lines if abs(line.size - body) < 1.2] or lines
    lefts, rights = sorted(line.x0 for line in text), sorted(line.x1 for line in text)
    left = next((x for x, y in pairwise(lefts) if y - x < 2), lefts[0])
    right = next((x for x, y in pairwise(rights[::-1]) if x - y < 6), rights[-1])
    return left, right


def goes_on(paragraph: list[Line], line: Line, measures: Measures) -> bool:
    """Whether a line goes on with the paragraph made of the lines before it."""
    last = paragraph[-1]
    same_place = last.page == line.page and last.region == line.region and line.base > last.base
    apart = abs(last.size - line.size) / max(last.size, line.size)
    if apart > 0.25 or (apart > 0.09 and not _inside_sentence(last, line, measures, same_place)):
        return False
    if same_place and line.base - last.base > 1.4 * max(measures.step(line), 1.05 * line.size):
        return False
    chinese = len(_HAN.findall(last.text + line.text)) * 4 > len(last.text + line.text)
    return (_zh_goes_on if chinese else _en_goes_on)(paragraph, line, measures, same_place)


def _inside_sentence(last: Line, line: Line, measures: Measures, same_place: bool) -> bool:
    """Whether lines of unlike sizes are one sentence all the same, as where a font was exchanged for a few words."""
    _, right = measures.margin(last)
    near = same_place and line.base - last.base < 1.3 * min(last.size, line.size)
    return near and _full(last, line, right) and not _ZH_END.search(last.text) and last.bold == line.bold


def _zh_goes_on(paragraph: list[Line], line: Line, measures: Measures, same_place: bool) -> bool:
    last, em = paragraph[-1], line.size
    left, right = measures.margin(last)
    own_left, _ = measures.margin(line)
    if _centred(last, measures) and _centred(line, measures) and same_place:
        return _title_goes_on(last, line, measures)
    indent = line.x0 - own_left
    ended = bool(_ZH_END.search(last.text))
    numbered = bool(_ZH_NUMBER.match(line.text) or _BULLET.match(line.text))
    if last.x0 - left > 0.35 * (right - left):
        return False  # set to the right: a signature or a date
    if last.x1 <= right - 2.3 * em:
        if ended or numbered or indent > 0.9 * em:
            return False
        # Latin words and brackets leave lines short, and text that was broken twice leaves orphans.
        opened = 1.2 * em < paragraph[0].x0 - measures.margin(paragraph[0])[0] < 3 * em
        return (measures.indented and opened) or _is_orphan(paragraph, right)
    if not ended and not numbered and not last.bold and last.x1 > right - 1.2 * em:
        return True
    if indent > 0.9 * em:
        # A block that is indented as a whole goes on at its own edge.
        level = abs(line.x0 - last.x0) < 0.4 * em and last.x0 - left > 0.9 * em
        first_of_two = len(paragraph) == 1 and measures.indented
        return level and not first_of_two and not ended and not numbered
    if numbered:
        # At the margin of a text that indents its paragraphs, a number at the start of a line is in a sentence.
        return measures.indented and not ended
    return measures.indented or not re.search(r"[。！？]$", last.text) or last.x1 > right - 1.2 * em


def _is_orphan(paragraph: list[Line], right: float) -> bool:
    """Whether the last line is the few characters that did not fit when broken lines were broken a second time."""
    if len(paragraph) < 2 or len(paragraph[-1].text) > 8:
        return False
    above = paragraph[-2]
    return above.x1 > right - 5 * above.size


def _title_goes_on(last: Line, line: Line, measures: Measures) -> bool:
    """Centred lines of one size above that of the text are one title; lines with a number of their own are not."""
    if _ZH_END.search(last.text) or _NO_SENTENCE.search(last.text) or _NO_SENTENCE.search(line.text):
        return False
    if _ZH_NUMBER.match(line.text):
        return False
    return line.size > 1.12 * measures.body and last.bold == line.bold


def _centred(line: Line, measures: Measures) -> bool:
    left, right = measures.margin(line)
    before, after = line.x0 - left, right - line.x1
    return abs(before - after) < 2.2 * line.size and before > 1.2 * line.size and after > 1.2 * line.size


def _en_goes_on(paragraph: list[Line], line: Line, measures: Measures, same_place: bool) -> bool:
    last, first, em = paragraph[-1], paragraph[0], line.size
    _, right = measures.margin(last)
    ended, lower = bool(_EN_END.search(last.text)), line.text[:1].islower()
    full = _full(last, line, right)
    if _begins_anew(paragraph, line, ended=ended, full=full):
        return False
    if same_place and line.size > 1.12 * measures.body and _centred(last, measures) and _centred(line, measures):
        return not ended
    if same_place and line.base - last.base > 1.22 * measures.step(line) and not lower:
        return False
    if not full:
        # A line broken early ends its paragraph, unless what follows cannot begin one.
        return lower and not ended
    if not ended or not same_place:
        return not ended or lower
    if len(paragraph) >= 2:
        return abs(line.x0 - last.x0) <= 1.2 * em
    # The second line: hanging under an item's text, or back at the margin below a first line.
    return line.x0 - first.x0 <= 0.9 * em or bool(_BULLET.match(first.text) or _EN_NUMBER.match(first.text))


def _begins_anew(paragraph: list[Line], line: Line, *, ended: bool, full: bool) -> bool:
    """Whether an English line begins a list item, a numbered paragraph, or the text under a bold heading."""
    last = paragraph[-1]
    if _BULLET.match(line.text):
        # A dash between two halves of a sentence looks like that of a list.
        return not (full and not ended and line.text[0] in "–—" and abs(line.x0 - last.x0) < 0.3 * line.size)
    if _EN_NUMBER.match(line.text) and (ended or not full or last.bold or line.bold):
        return True
    return last.bold != line.bold and all(part.bold for part in paragraph) and not line.text[:1].islower()


def _full(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of the next line would not have fitted."""
    return last.x1 + line.first_word + 0.2 * line.size > right - 0.5 * line.size


def is_item(text: str) -> bool:
    """Whether a paragraph begins with a bullet."""
    return bool(_BULLET.match(text))


def heading_number(text: str) -> str | None:
    """The number that an English heading begins with."""
    found = _EN_NUMBER.match(text)
    return found[0].strip() if found else None


def numbered_zh(text: str) -> bool:
    """Whether a Chinese paragraph begins with a number of its own."""
    return bool(_ZH_NUMBER.match(text))


def _rounded(size: float) -> float:
    return round(size * 2) / 2
