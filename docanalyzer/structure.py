"""Blocks, sections, sentences: the plan of a document, as far as its lines and marks show it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from docanalyzer.core.document import Block, BlockKind, Document
from docanalyzer.core.quick import quick
from docanalyzer.core.record import Section
from docanalyzer.linguistics import Tongue, View
from docanalyzer.linguistics import views as views_of
from docanalyzer.outline import find_blocks, line_blocks, ranked


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, without blanks at its ends; ``block`` and ``section`` are indexes (section -1: none)."""

    start: int
    end: int
    block: int
    section: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The plan of one document; all three are in text order."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


_ZH_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n+")
# A stop ends an English sentence before a capital, and not after an initial, "e.g.", "i.e.", "No." or "Art.".
# The stop comes first in the pattern: looking back from every character would cost three times the search.
_EN_END = re.compile(r"[.!?](?=\s+[A-Z(•“\"])(?<![A-Z].)(?<!\be\.g.)(?<!\bi\.e.)(?<!No.)(?<!Art.)|\n+")
_ENDS = {"zh": _ZH_END, "en": _EN_END}
# The longest sentences of real documents have some 1,400 characters. What is longer lacks its stops and is read in
# stretches, so that reading takes time in proportion to the text: much looks at the whole sentence for each number.
_LONGEST = 2000
_PAUSE = re.compile(r".*[；;，,、\s](?!\d)", re.DOTALL)


def build_structure(document: Document, language: Tongue, views: tuple[View, ...] = ()) -> Structure:
    """Find the blocks (where the reader gave none), the sections and the sentences of a document.

    ``language`` is the main one; with the ``views`` of the text at hand, lines in the other language are cut by its
    rules without looking for them again.
    """
    text = document.text
    blocks = _promoted(document) if document.blocks else find_blocks(text)
    sections = _sections(text, blocks)
    spans = _sentence_spans(text, language, views or views_of(text))
    if any(block.kind is BlockKind.CELL for block in document.blocks):
        spans = _cut_at_cells(text, spans, blocks)
    return Structure(blocks, sections, _placed(spans, blocks, sections))


def block_at(blocks: tuple[Block, ...], offset: int) -> int:
    """Index of the last block that begins at or before ``offset``."""
    return bisect_right(blocks, offset, key=lambda b: b.start) - 1


def _promoted(document: Document) -> tuple[Block, ...]:
    """The reader's blocks, with paragraphs made headings by their numbers where the reader's headings have none.

    Word files and web pages often mark only the title and type the numbers of the chapters as text.
    """
    given = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    if sum(1 for block in given if block.number) > 1:
        return document.blocks
    depth = max((block.level for block in given), default=0)
    blocks: list[Block] = []
    numbered: list[Block] = []
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            blocks.append(block)
            continue
        for made in line_blocks(document.text, block.start, block.end, block.page):
            (numbered if made.kind is BlockKind.HEADING else blocks).append(made)
    blocks += (replace(made, level=made.level + depth) for made in ranked(numbered))
    return tuple(sorted(blocks, key=lambda block: block.start))


def _sections(text: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """One section for each heading, ending where the next heading of its level or above begins."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    ends = [len(text)] * len(headings)
    ids: list[str] = []
    open_: list[int] = []
    children: list[int] = [0]
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.start
            children.pop()
        children[-1] += 1
        ids.append(f"{ids[open_[-1]]}.{children[-1]}" if open_ else f"s{children[-1]}")
        open_.append(index)
        children.append(0)
    return tuple(
        Section(identity, h.level, h.number, _title(text[h.start : h.end], h.number), h.start, end)
        for identity, h, end in zip(ids, headings, ends, strict=True)
    )


def _title(heading: str, number: str | None) -> str:
    title = heading.strip().lstrip("#").strip()
    if number and title.startswith(number):
        title = title[len(number) :]
    return title.strip(" \t\u3000:：").rstrip("。")


def _sentence_spans(text: str, language: Tongue, views: tuple[View, ...]) -> list[tuple[int, int]]:
    if len(views) == 1:
        return _split(text, _ENDS[language])
    # Each view blanks the other language with line feeds, which end sentences in both.
    return sorted(span for view in views for span in _split(view.text, _ENDS[view.language]))


def _split(text: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for cut in [m.end() for m in ends.finditer(text)] + [len(text)]:
        while cut - at > _LONGEST:
            pause = _PAUSE.match(text, at + _LONGEST // 2, at + _LONGEST)
            stop = pause.end() if pause else at + _LONGEST
            _append_bare(text, at, stop, spans)
            at = stop
        _append_bare(text, at, cut, spans)
        at = cut
    return spans


def _append_bare(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append the stretch without the blanks at its ends, if anything is left."""
    sentence = text[start:end]
    bare = sentence.strip()
    if bare:
        if sentence[0] != bare[0]:
            start += len(sentence) - len(sentence.lstrip())
        spans.append((start, start + len(bare)))


def _cut_at_cells(text: str, spans: list[tuple[int, int]], blocks: tuple[Block, ...]) -> list[tuple[int, int]]:
    """No sentence goes on from one table cell into the next, on whatever line they stand."""
    edges = sorted({edge for block in blocks if block.kind is BlockKind.CELL for edge in (block.start, block.end)})
    found = []
    at = 0
    for start, end in spans:
        while at < len(edges) and edges[at] <= start:
            at += 1
        cuts = [start]
        while at < len(edges) and edges[at] < end:
            cuts.append(edges[at])
            at += 1
        cuts.append(end)
        for a, b in itertools.pairwise(cuts):
            bare = text[a:b].strip()
            if bare:
                a = text.index(bare, a)
                found.append((a, a + len(bare)))
    return found


def _placed(
    spans: Iterable[tuple[int, int]], blocks: tuple[Block, ...], sections: tuple[Section, ...]
) -> tuple[Sentence, ...]:
    """Sentences with the block and the innermost section that hold their last character."""
    block_starts = [block.start for block in blocks] + [1 << 60]
    section_starts = [section.start for section in sections] + [1 << 60]
    block = section = -1
    placed = []
    for start, end in spans:
        while block_starts[block + 1] < end:
            block += 1
        while section_starts[section + 1] < end:
            section += 1
        placed.append(Sentence(start, end, block, section))
    return tuple(placed)


__all__ = ["BlockKind", "Sentence", "Structure", "block_at", "build_structure"]
