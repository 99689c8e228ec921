"""Where a pattern with many alternatives can match at all: tried there alone, it costs a third."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


def opening(*ways: tuple[str, str], before: str = "") -> re.Pattern[str]:
    """A pattern for the first character of a longer one; each way is a class of such characters and what must follow.

    It begins with one class of characters, the only kind of pattern that ``re`` seeks without trying every place. The
    classes are written as inside of brackets; what follows is any expression. ``before`` looks back, from behind the
    first character, for all ways.
    """
    first = "".join(characters for characters, _ in ways)
    tests = "|".join(f"(?<=[{characters}])(?={rest})" for characters, rest in ways)
    return re.compile(f"[{first}]{before}(?:{tests})")


def matches_at(
    places: re.Pattern[str], pattern: re.Pattern[str], text: str, begin: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` finds, of what begins where ``places`` matches, a pattern of one character."""
    past = begin
    match = pattern.match
    for place in places.finditer(text, begin, end):
        at = place.start()
        if at >= past:
            found = match(text, at, end)
            if found is not None:
                past = found.end()
                yield found
