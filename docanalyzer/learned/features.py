"""Cases as numbers: which character runs stand around a number or in a sentence, and what the rules saw, hashed.

Every run of a few characters, every word, and every feature of the rules, counts in one of ``WIDTH`` columns, which its
hash names; there is no vocabulary to store. A part of a case (what stands before the number, after it, around) has
hashes of its own. Whole batches are hashed at once: a case costs some microseconds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from docanalyzer.learned.base import Case

WIDTH_BITS = 15
WIDTH = 1 << WIDTH_BITS
"""Number of columns."""

# Lengths of the runs: a Chinese word has one to three characters, an English one is told by four to six.
_RUNS = {"zh": (1, 2, 3), "en": (2, 4, 6)}
# How much of a part is read: before and after a number, the beginning of a sentence.
_LEFT, _RIGHT, _OPENING = {"zh": 24, "en": 60}, {"zh": 14, "en": 40}, {"zh": 10, "en": 30}
_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"[a-z]+|0[0,.]*|[^\sa-z0]")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)
_SHARE = 1.0
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Cases as sparse rows: ``values[i]`` stands in row ``rows[i]``, column ``columns[i]``; of ``count`` rows."""

    rows: Integers
    columns: Integers
    values: Floats
    count: int


def parts(case: Case) -> tuple[str, ...]:
    """The texts of a case, each of which has hashes of its own; digits are alike."""
    text = _DIGITS.sub("0", case.text.lower())
    heading, _, before = case.before.lower().partition("\n")
    if case.task == "force":
        return text, "^" + text[: _OPENING[case.language]], text[-_OPENING[case.language] :] + "$", heading, before
    left, right = _LEFT[case.language], _RIGHT[case.language]
    close = left // 3
    return (
        text,
        text[max(0, case.start - left) : case.start] + "#",
        text[max(0, case.start - close) : case.start] + "#",
        "#" + text[case.end : case.end + right],
        "#" + text[case.end : case.end + right // 3],
        "^" + text[: _OPENING[case.language]],
        heading,
        before,
    )


def words(case: Case) -> Iterator[str]:
    """Whole words of a case, by where they stand: beside the number, near it, anywhere; pairs of English words."""
    text = _DIGITS.sub("0", case.text.lower())
    left, right = text[: case.start], text[case.end :]
    if case.language == "zh":
        if case.task == "role":
            yield from (f"left{n}:{left[-n:]}" for n in (1, 2, 3, 4))
            yield from (f"right{n}:{right[:n]}" for n in (1, 2, 3))
        return
    inside = _WORD.findall(text)
    yield from (f"word:{word}" for word in inside)
    if case.task == "force":
        yield from (f"pair:{a} {b}" for a, b in pairwise(inside))
        return
    before, after = _WORD.findall(left)[-6:], _WORD.findall(right)[:5]
    yield from (f"left{n}:{' '.join(before[-n:])}" for n in (1, 2, 3))
    yield from (f"right{n}:{' '.join(after[:n])}" for n in (1, 2))
    yield from (f"left at {n}:{word}" for n, word in enumerate(reversed(before[-3:])))
    yield from (f"right at {n}:{word}" for n, word in enumerate(after[:3]))
    yield from (f"left:{word}" for word in before)
    yield from (f"right:{word}" for word in after)


def rows_of(cases: Sequence[Case]) -> Rows:
    """Cases of one task and one language as rows."""
    if not cases:
        return Rows(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), 0)
    made = [_of_rules(cases)]
    texts = list(zip(*map(parts, cases), strict=True))
    for zone, column in enumerate(texts):
        made += _of_texts(column, zone, _RUNS[cases[0].language])
    rows, columns, values = (np.concatenate(some) for some in zip(*made, strict=True))
    return Rows(rows, columns, values.astype(np.float32), len(cases))


def _of_rules(cases: Sequence[Case]) -> tuple[Integers, Integers, Floats]:
    named = [sorted({*case.features, *words(case)}) for case in cases]
    rows = np.repeat(np.arange(len(cases)), [len(names) for names in named])
    columns = np.fromiter((_column(name) for names in named for name in names), np.int64, len(rows))
    return rows, columns, np.full(len(rows), _SHARE, np.float32)


@lru_cache(maxsize=65_536)
def _column(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace")) * 2654435761 % (1 << 32) >> (32 - WIDTH_BITS)


def _of_texts(texts: Sequence[str], zone: int, runs: Sequence[int]) -> list[tuple[Integers, Integers, Floats]]:
    """The runs of one part of all cases: each part weighs the same, however long it is."""
    lengths = np.array([len(text) for text in texts])
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    made = []
    for run in runs:
        if len(codes) < run:
            continue
        places = len(codes) - run + 1
        inside = rows[:places] == rows[run - 1 :]
        hashed = np.full(places, (zone + 1) * 1000 + run, np.uint64)
        for shift in range(run):
            hashed = (hashed ^ codes[shift : shift + places]) * _STEP
        columns = ((hashed * _MIX) >> np.uint64(64 - WIDTH_BITS)).astype(np.int64)[inside]
        own = rows[:places][inside]
        counts = np.maximum(lengths - run + 1, 1)
        made.append((own, columns, (_SHARE / np.sqrt(counts))[own].astype(np.float32)))
    return made
