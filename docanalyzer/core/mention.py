"""What a finder marks in the text: a kind, a span, a value and the reason."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


class Mention(NamedTuple, Generic[V]):
    """``text[start:end]`` stands for ``value``; ``why`` names the knowledge row or rule that says so.

    A named tuple and not a dataclass: a document of a million characters has a hundred thousand of them, and
    a named tuple is made three times as fast as a frozen dataclass while being as immutable.
    """

    start: int
    end: int
    value: V
    why: str


class Concept(NamedTuple):
    """An entry of a table of the knowledge base: a region, an industry, an agency.

    ``code`` is null for a mention whose referent the text leaves open (重点区域, "the province").
    """

    table: str
    code: str | None
    name_zh: str
    name_en: str
