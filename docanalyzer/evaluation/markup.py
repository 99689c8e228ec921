"""The markup of a marked line: tags taken out of a sentence, and the words inside the tags read.

``docs/passages.md`` tells the format. Nothing here knows a language. Faults carry no place: the caller adds
file and line.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from docanalyzer.core.record import Binding, Comparison, Direction, Force, Kind, Role
from docanalyzer.evaluation.reference import Dates

_TAG = re.compile(r"<(/?)([insp])((?:\s[^<>]*)?)>")
_FORCES = re.compile(r"\{([a-z?,\s]*)\}")
_CODE_REGION = re.compile(r"\d{6}|[A-Z]{2}|CN-REG-[A-Z]+")
_CODE_INDUSTRY = re.compile(r"([A-T])|[A-T]?(\d{2,4})")
_ESCAPES = {"&lt;": "<", "&gt;": ">"}
_SHORT_KINDS: dict[str, Kind] = {"rel": "relative_change", "abs": "absolute_change", "growth": "growth_rate"}
_SHORT_DIRECTIONS: dict[str, Direction] = {"up": "increase", "down": "decrease", "keep": "maintain"}
_WORDS: dict[str, tuple[str, str]] = {
    **{word: ("role", word) for word in get_args(Role)},
    **{word: ("comparison", word) for word in get_args(Comparison)},
    **{word: ("kind", word) for word in get_args(Kind)},
    **{word: ("kind", kind) for word, kind in _SHORT_KINDS.items()},
    **{word: ("direction", word) for word in get_args(Direction)},
    **{word: ("direction", direction) for word, direction in _SHORT_DIRECTIONS.items()},
    **{word: ("binding", word) for word in get_args(Binding)},
}
_FLAGS = {"about", "optional"}
_KEYS = {"of", "base", "by", "from", "when", "unit", "low", "high", "in", "at", "loose"}


class MarkupError(ValueError):
    """A line that is not marked as the format says."""


@dataclass(slots=True)
class Tag:
    """A marked piece: ``name`` is i, n, s or p, ``words`` what stands in the tag, offsets are of the plain line."""

    name: str
    words: list[str]
    start: int
    end: int = -1


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What the tag of a number says: ``values`` are its slots by name, ``flags`` the words that stand alone."""

    values: dict[str, str]
    flags: frozenset[str] = field(default_factory=frozenset)


def read_line(raw: str) -> tuple[str, list[Tag]]:
    """The line without its tags, and the tags in the order in which they open."""
    plain: list[str] = []
    size, at = 0, 0
    tags: list[Tag] = []
    opened: list[Tag] = []
    for m in _TAG.finditer(raw):
        size += _keep(raw[at : m.start()], plain)
        at = m.end()
        if not m[1]:
            tag = Tag(m[2], m[3].split(), size)
            tags.append(tag)
            opened.append(tag)
        else:
            last = next((tag for tag in reversed(opened) if tag.name == m[2]), None)
            if last is None:
                raise MarkupError(f"</{m[2]}> closes nothing")
            last.end = size
            opened.remove(last)
    _keep(raw[at:], plain)
    text = "".join(plain)
    if opened:
        raise MarkupError(f"<{opened[-1].name}> is not closed")
    for tag in tags:
        quote = text[tag.start : tag.end]
        if quote != quote.strip() or not quote:
            raise MarkupError(f"<{tag.name}> holds nothing, or a blank at its end: {quote!r}")
    return text, tags


def _keep(piece: str, plain: list[str]) -> int:
    if "<" in piece or ">" in piece:
        raise MarkupError(f"no tag of the format (write &lt; and &gt; for the signs): {piece.strip()[:40]!r}")
    for escape, sign in _ESCAPES.items():
        piece = piece.replace(escape, sign)
    plain.append(piece)
    return len(piece)


def take_forces(raw: str) -> tuple[tuple[Force, ...], tuple[Force, ...], str]:
    """The forces in braces at the beginning of a line, those that are right either way (``plan?``), and the rest."""
    m = _FORCES.match(raw)
    if not m:
        raise MarkupError("a sentence begins with its forces in braces, {} for none")
    sure: list[Force] = []
    either: list[Force] = []
    for word in filter(None, (part.strip() for part in m[1].split(","))):
        known = [force for force in get_args(Force) if force == word.rstrip("?")]
        if not known:
            raise MarkupError(f"no force is called {word!r}")
        (either if word.endswith("?") else sure).extend(known)
    return tuple(sure), tuple(either), raw[m.end() :].strip()


def number_words(words: Sequence[str]) -> NumberWords:
    """What the words of a number's tag say of its slots; a word or key that is unknown or comes twice is a fault."""
    values: dict[str, str] = {}
    flags: set[str] = set()
    for word in words:
        key, equals, value = word.partition("=")
        if equals and key in _KEYS and value:
            slot, said = key, value
        elif word in _WORDS:
            slot, said = _WORDS[word]
        elif word in _FLAGS:
            flags.add(word)
            continue
        else:
            raise MarkupError(f"nothing in a number's tag is called {word!r}")
        if slot in values:
            raise MarkupError(f"{slot} is said twice: {values[slot]!r}, {said!r}")
        values[slot] = said
    if "role" not in values:
        raise MarkupError("a number needs a role")
    return NumberWords(values, frozenset(flags))


def period_of(written: str) -> Dates:
    """``START..END`` as first and last day, null where a side is empty.

    A side is a year, a month or a day. A year or month alone is the whole of it (``2020`` is during 2020), a day alone
    is a time limit (``2025-12-31`` is by that day), as ``..2025`` is.
    """
    first, dots, last = written.partition("..")
    if not dots:
        return (None, _day(first, 1)) if len(first) == len("2025-12-31") else (_day(first, 0), _day(first, 1))
    start, end = (_day(first, 0) if first else None), (_day(last, 1) if last else None)
    if not (start or end) or (start and end and start > end):
        raise MarkupError(f"no period: {written!r}")
    return start, end


def _day(written: str, side: int) -> str:
    """The first (``side`` 0) or last (1) day of a year, month or day."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", written):
        raise MarkupError(f"no date: {written!r}")
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    month = month or (1, 12)[side]
    if not 1 <= month <= 12:
        raise MarkupError(f"no month: {written!r}")
    last = calendar.monthrange(year, month)[1]
    day = day or (1, last)[side]
    if not 1 <= day <= last:
        raise MarkupError(f"no day: {written!r}")
    return f"{year:04}-{month:02}-{day:02}"


def codes(written: str) -> tuple[list[str], list[str]]:
    """Codes of regions and of industries, told apart by their form; ``C31`` is the industry ``31``, ``-`` is none."""
    regions: list[str] = []
    industries: list[str] = []
    for code in filter(None, re.split(r"[,;\s]+", written)):
        if code == "-":
            continue
        if _CODE_REGION.fullmatch(code):
            regions.append(code)
        elif m := _CODE_INDUSTRY.fullmatch(code):
            industries.append(m[1] or m[2])
        else:
            raise MarkupError(f"no code of a region or an industry: {code!r}")
    return regions, industries
