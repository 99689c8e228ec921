"""Strings that are meant to stall a pattern, derived from the pattern itself.

What a loop repeats is repeated, and what would let the match end is left out, so that the engine has to try every way
in which the repetitions can be shared out among the loops that can take them.
"""

from __future__ import annotations

import re._constants as c  # type: ignore[import-not-found]  # no stubs
import re._parser as parser  # type: ignore[import-not-found]  # no stubs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

# Characters to choose from where a set only says what it is not, and to end an attack with.
_POOL = "a5 的，。%\n-(Z"
_CATEGORIES = {
    c.CATEGORY_DIGIT: "5",
    c.CATEGORY_NOT_DIGIT: "a的 ",
    c.CATEGORY_SPACE: " \n",
    c.CATEGORY_NOT_SPACE: "a5的",
    c.CATEGORY_WORD: "a5的",
    c.CATEGORY_NOT_WORD: " ，",
}
_MOST = 6
_REPEATS = frozenset({c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT})
# A loop that goes round less often cannot grow with the text.
_LOOP = 8


@dataclass(frozen=True, slots=True)
class Attack:
    """``head``, then ``body`` again and again, then ``tail``."""

    head: str
    body: str
    tail: str

    def text(self, length: int) -> str:
        """The attack at about this length."""
        return self.head + self.body * max(1, length // len(self.body)) + self.tail


def attacks(pattern: str, flags: int) -> list[Attack]:
    """The attacks on a pattern: each body of a loop, and each character that it knows, with ends that fit nothing."""
    tree = parser.parse(pattern, flags & ~c.SRE_FLAG_DEBUG)
    made: dict[Attack, None] = {}
    loops = list(_loops(tree, ""))
    for head, bodies in loops:
        for body in bodies:
            for tail in ("\0", ""):
                made[Attack(head, body, tail)] = None
    if loops:
        # Loops within loops and side by side take the same characters.
        known = dict.fromkeys(char for _, bodies in loops for body in bodies for char in body)
        for char in list(known)[:16]:
            made[Attack("", char, "\0")] = None
        firsts = [bodies[0] for _, bodies in loops if bodies][:6]
        for first, second in product(firsts, firsts):
            if first != second:
                made[Attack("", first + second, "\0")] = None
    return list(made)


def _loops(tree: Any, before: str) -> Iterator[tuple[str, list[str]]]:
    """Each loop in a tree: a text that leads up to it, and texts that it goes round on."""
    for kind, value in tree:
        if kind in _REPEATS:
            _, most, inner = value
            if most >= _LOOP:
                yield before, [text for text in _texts(inner) if text]
            yield from _loops(inner, before)
        else:
            for inner in _inside(kind, value):
                yield from _loops(inner, before)
        before += next(iter(_of(kind, value)), "")


def _inside(kind: Any, value: Any) -> list[Any]:
    if kind is c.SUBPATTERN:
        return [value[3]]
    if kind is c.ATOMIC_GROUP:
        return [value]
    if kind is c.BRANCH:
        return list(value[1])
    if kind in (c.ASSERT, c.ASSERT_NOT):
        return [value[1]]
    if kind is c.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _texts(tree: Any) -> list[str]:
    """A few texts that a tree matches, as far as one can tell without looking around."""
    found = [""]
    for kind, value in tree:
        found = [a + b for a, b in product(found, _of(kind, value))][:_MOST]
    return list(dict.fromkeys(found))


def _of(kind: Any, value: Any) -> list[str]:
    if kind is c.LITERAL:
        return [chr(value)]
    if kind is c.NOT_LITERAL:
        return [char for char in _POOL if ord(char) != value][:2]
    if kind is c.ANY:
        return ["a", "5"]
    if kind is c.IN:
        return _chosen(value)
    if kind is c.BRANCH:
        return _spread([_texts(part) for part in value[1]])
    if kind in _REPEATS:
        least, most, inner = value
        times = max(1, min(least, 4)) if most else 0
        once = [text * times for text in _texts(inner)]
        return [*once[: _MOST - 1], ""] if least == 0 else once
    inside = _inside(kind, value)
    return _texts(inside[0]) if inside and kind not in (c.ASSERT, c.ASSERT_NOT) else [""]


def _spread(parts: list[list[str]]) -> list[str]:
    """One text of every branch, as far as there is room, from the first to the last."""
    step = max(1, len(parts) // _MOST)
    return [texts[0] for texts in parts[::step] if texts][:_MOST]


def _chosen(items: Iterable[tuple[Any, Any]]) -> list[str]:
    """A few characters of a set."""
    items = list(items)
    if items[0][0] is c.NEGATE:
        return [char for char in _POOL if not _holds(items[1:], char)][:3] or ["\u2603"]
    found: list[str] = []
    for kind, value in items:
        if kind is c.LITERAL:
            found.append(chr(value))
        elif kind is c.RANGE:
            found.append(next((char for char in _POOL if value[0] <= ord(char) <= value[1]), chr(value[0])))
        else:
            found += _CATEGORIES[value]
    step = max(1, len(found) // _MOST)
    return list(dict.fromkeys(found[::step]))[:_MOST]


def _holds(items: list[tuple[Any, Any]], char: str) -> bool:
    for kind, value in items:
        if kind is c.LITERAL and value == ord(char):
            return True
        if kind is c.RANGE and value[0] <= ord(char) <= value[1]:
            return True
        if kind is c.CATEGORY and char in _CATEGORIES[value]:
            return True
    return False
