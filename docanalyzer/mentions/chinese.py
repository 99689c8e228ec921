"""What the finders of Chinese names have in common: reading on over the line ends of a text with hard breaks."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple, TypeVar

from docanalyzer.core.mention import Mention

V = TypeVar("V")

# A shorter line is a heading or an item of its own.
_SHORTEST_BROKEN_LINE = 20


class Unwrapped(NamedTuple):
    """A text without the line ends that part a sentence; ``breaks`` are the places in it where they stood."""

    text: str
    breaks: tuple[int, ...]

    def restore(self, found: list[Mention[V]]) -> list[Mention[V]]:
        """The mentions at their places in the text as it was."""
        breaks = self.breaks
        if not breaks:
            return found
        return [
            Mention(start + bisect_right(breaks, start), end + bisect_right(breaks, end - 1), value, why)
            for start, end, value, why in found
        ]


@lru_cache(maxsize=1)
def unwrap(text: str) -> Unwrapped:
    """Take out the line ends that stand between two Chinese characters behind a line long enough to be broken."""
    parts: list[str] = []
    breaks: list[int] = []
    line, kept_from = 0, 0
    at = text.find("\n")
    while at >= 0:
        if at - line >= _SHORTEST_BROKEN_LINE and _goes_on(text[at - 1], text[at + 1 : at + 2]):
            parts.append(text[kept_from:at])
            breaks.append(at - len(breaks))
            kept_from = at + 1
        line = at + 1
        at = text.find("\n", line)
    return Unwrapped("".join([*parts, text[kept_from:]]), tuple(breaks)) if breaks else Unwrapped(text, ())


def _goes_on(last: str, first: str) -> bool:
    return ("一" <= last <= "鿿" or last in "、，") and "一" <= first <= "鿿"
