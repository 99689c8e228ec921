"""Where a pattern with many alternatives can match at all: tried there alone, it costs a third."""

from __future__ import annotations

import re
from collections.abc import Iterator


def opening(*ways: tuple[str, str]) -> re.Pattern[str]:
    """A pattern for the first character of a longer one; each way is a class of such characters and what must follow.

    It begins with one class of characters, the only kind of pattern that ``re`` seeks without trying every place. The
    classes are written as inside of brackets; what follows is any expression.
    """
    first = "".join(characters for characters, _ in ways)
    tests = "|".join(f"(?<=[{characters}])(?={rest})" for characters, rest in ways)
    return re.compile(f"[{first}](?:{tests})")


def matches_at(places: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` finds, of what begins where ``places`` matches, a pattern of one character."""
    end = 0
    match = pattern.match
    for place in places.finditer(text):
        at = place.start()
        if at >= end:
            found = match(text, at)
            if found is not None:
                end = found.end()
                yield found
