"""Find many fixed terms at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

import ahocorasick_rs as ac

T = TypeVar("T")
_SURROGATE = re.compile("[\ud800-\udfff]")
_IS_WORD = bytes(chr(code).isascii() and chr(code).isalnum() for code in range(256))


class TermScanner(Generic[T]):
    """Leftmost-longest, non-overlapping occurrences of ``terms`` (surface, value) in a text.

    With ``words=True`` a term counts only where no ASCII letter or digit touches it: for English, whose callers pass
    lower-cased surfaces and texts. The automaton is built on first use. When a surface is given twice, the last wins.
    """

    def __init__(self, terms: Iterable[tuple[str, T]], *, words: bool = False) -> None:
        self._values: dict[str, T] = dict(terms)
        self._words = words
        self._prefixes: dict[int, list[tuple[int, T]]] = {}

    @cached_property
    def _automaton(self) -> ac.AhoCorasick:
        # A DFA reads faster by itself and not at all beside everything else that an analysis does: it fills the caches.
        return ac.AhoCorasick(
            self._surfaces, matchkind=ac.MatchKind.LeftmostLongest, implementation=ac.Implementation.ContiguousNFA
        )

    @cached_property
    def _surfaces(self) -> list[str]:
        return list(self._values)

    @cached_property
    def _by_index(self) -> list[T]:
        return list(self._values.values())

    def scan(self, text: str) -> list[tuple[int, int, T]]:
        """Occurrences as (start, end, value), in order; offsets are code points."""
        if not self._values:
            return []
        values = self._by_index
        try:
            found = self._automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # half of a surrogate pair stands alone: no character, and in no term
            text = _SURROGATE.sub("\ufffd", text)
            found = self._automaton.find_matches_as_indexes(text)
        if not self._words:
            return [(start, end, values[index]) for index, start, end in found]
        inside = _inside(text) if len(text) > _KEPT else _inside_kept(text)
        kept = []
        for index, start, end in found:
            if inside[start]:
                continue
            if not inside[end]:
                kept.append((start, end, values[index]))
                continue
            # The longest term ends inside a word ("shall not" in "shall notify"): a shorter one may stand there.
            for length, value in self._shorter(index):
                if not inside[start + length]:
                    kept.append((start, start + length, value))
                    break
        return kept

    def _shorter(self, index: int) -> list[tuple[int, T]]:
        """The terms that the term ``index`` begins with, the longest first, each with its length."""
        known = self._prefixes.get(index)
        if known is None:
            surface = self._surfaces[index]
            lengths = (n for n in range(len(surface) - 1, 0, -1) if surface[:n] in self._values)
            known = self._prefixes[index] = [(n, self._values[surface[:n]]) for n in lengths]
        return known


# The finders of a text come one after the other; a long text is not kept for their sake.
_KEPT = 1_000_000


@lru_cache(maxsize=2)
def _inside_kept(text: str) -> bytes:
    return _inside(text)


def _inside(text: str) -> bytes:
    """For each place in the text, its end too, whether letters or digits of ASCII stand on both sides of it."""
    words = text.encode("latin-1", "replace").translate(_IS_WORD)
    marks = int.from_bytes(words, "little")
    return (marks & marks << 8).to_bytes(len(text) + 1, "little")
