"""The words of a report: English here, another language where somebody brings its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from docanalyzer.comparison.writing.rows import Record, Side, side

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "title.targets": "Targets compared",
        "title.provisions": "Provisions compared",
        "title.versions": "Two versions compared",
        "title.bilingual": "A text and its translation",
        "title.cascade": "A national document and local ones",
        "verdict.same": "same",
        "verdict.stricter": "stricter on the right",
        "verdict.looser": "looser on the right",
        "verdict.not_comparable": "not comparable",
        "verdict.only_left": "only on the left",
        "verdict.only_right": "only on the right",
        "head.document": "document",
        "head.file": "file",
        "head.language": "language",
        "head.issued": "issued",
        "head.targets": "targets",
        "head.provisions": "provisions",
        "head.target": "target",
        "head.verdict": "verdict",
        "head.left": "left",
        "head.right": "right",
        "head.reason": "reason",
        "head.left_text": "left text",
        "head.right_text": "right text",
        "head.check": "check",
        "head.evidence": "evidence",
        "head.does": "does",
        "head.to": "to",
        "head.times": "times",
        "head.words": "words",
        "not_stated": "not stated",
        "days": "{days} days",
        "by_document": "Targets by document",
        "dropped": "dropped",
        "conflicts": "Numbers that do not agree",
        "unaligned_left": "Sentences of the left text without counterpart",
        "unaligned_right": "Sentences of the right text without counterpart",
        "inconsistent": "What does not add up in {name}",
        "citations": "Documents named",
        "from": "from {baseline}",
    }
)
"""Every heading and closed value that a report says, by key; what is in braces is filled in."""


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report is said in one language (``lang``, as HTML names it).

    ``words`` has the keys of :data:`ENGLISH`, and may have more: ``change.moved``, ``relation.cites`` and
    ``column.score`` are said as they are where it does not. ``side``, ``reason`` and ``step`` put a record, a reason
    and a step of its arithmetic into words.
    """

    lang: str = "en"
    words: Mapping[str, str] = field(default_factory=lambda: ENGLISH)
    side: Callable[[Record | None], Side | None] = side
    reason: Callable[[str], str] = _as_it_is
    step: Callable[[str], str] = _as_it_is

    def say(self, key: str, **values: object) -> str:
        """The words of a key; an id that has none is its own last part, with blanks for underscores."""
        words = self.words.get(key)
        return key.rpartition(".")[2].replace("_", " ") if words is None else words.format(**values)

    def word(self, table: str, value: str) -> str:
        """A value or a heading of the workbook in words; in English itself, which programs read."""
        return self.words.get(f"{table}.{value}", value)


IN_ENGLISH = Wording()
