"""What a comparison gives: pairs of records with a verdict, and the documents they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from docanalyzer.core.record import Analysis, Measure, Provision

REPORT_VERSION = "1.0"

Mode = Literal["targets", "provisions", "versions", "bilingual", "cascade"]
Verdict = Literal["same", "stricter", "looser", "not_comparable", "only_left", "only_right"]
"""Seen from left to right: ``stricter`` means that the right record asks for more than the left one."""
Difference = Literal["earlier", "later", "value", "base", "scope", "kind", "unit"]

R = TypeVar("R", Measure, Provision)

MIRROR: dict[Verdict, Verdict] = {
    "same": "same",
    "stricter": "looser",
    "looser": "stricter",
    "not_comparable": "not_comparable",
    "only_left": "only_right",
    "only_right": "only_left",
}
"""The verdict when the sides are exchanged."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict on two targets, the differences it rests on, the reason in words and the arithmetic, step by step."""

    verdict: Verdict
    differences: tuple[Difference, ...]
    reason: str
    arithmetic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match(Generic[R]):
    """Two records that speak of the same thing; ``score`` is 0 to 1, ``why`` says what it rests on."""

    left: R
    right: R
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching(Generic[R]):
    """One-to-one matches in the order of the left document, and what only one side has."""

    matches: tuple[Match[R], ...]
    only_left: tuple[R, ...]
    only_right: tuple[R, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A document of a report."""

    id: str
    name: str
    title: str | None
    language: str
    issued_on: str | None
    jurisdiction: str | None
    targets: int
    provisions: int

    @classmethod
    def of(cls, analysis: Analysis) -> Compared:
        """What a report says of the document it compares."""
        document = analysis.document
        return cls(
            document.id,
            document.name,
            document.title,
            document.language,
            document.issued_on,
            document.jurisdiction,
            len(analysis.targets),
            len(analysis.provisions),
        )
