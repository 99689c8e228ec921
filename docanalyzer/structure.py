"""Blocks, sections, sentences: the plan of a document, as far as its lines and marks show it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from docanalyzer.core.document import Block, BlockKind, Document
from docanalyzer.core.record import Section
from docanalyzer.linguistics import Tongue


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
_EN_END = re.compile(
    r"(?<![A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!No)(?<!Art)[.!?](?=\s+[A-Z(•“\"])|\n+"
)


def build_structure(document: Document, language: Tongue) -> Structure:
    """Find the blocks (where the reader gave none), the sections and the sentences of a document."""
    raise NotImplementedError


def block_at(blocks: tuple[Block, ...], offset: int) -> int:
    """Index of the last block that begins at or before ``offset``."""
    return bisect_right(blocks, offset, key=lambda b: b.start) - 1


__all__ = ["BlockKind", "Sentence", "Structure", "block_at", "build_structure"]
