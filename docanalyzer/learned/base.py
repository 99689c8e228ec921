"""What the pipeline asks of a model and what it gets: small questions in, probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from docanalyzer.linguistics import Tongue

if TYPE_CHECKING:
    import numpy as np

Task = Literal["role", "force"]
SpanLabel = Literal["INDICATOR", "SCOPE"]
NO_FORCE = "none"
"""The label of a sentence that rules nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question to a model: the role of a number, or the forces of a sentence.

    ``text`` is the sentence as it stands, ``before`` the heading above it and the sentence before it. ``start`` and
    ``end`` are the span of the number in ``text``, both 0 where a sentence is asked about. ``features`` are what the
    rules saw, as short strings (``settled:outlook weak``, ``period:carried``, ``cue:plan-verb``).
    """

    task: Task
    language: Tongue
    text: str
    start: int = 0
    end: int = 0
    before: str = ""
    features: tuple[str, ...] = ()


class Found(NamedTuple):
    """A phrase that a model marks: half-open offsets into the text it was given."""

    start: int
    end: int
    label: SpanLabel
    probability: float


class Scorer(Protocol):
    """Answers the tasks ``role`` and ``force``."""

    def score(self, cases: Sequence[Case]) -> list[dict[str, float]]:
        """For each case a calibrated probability for each label.

        The roles of a number exclude each other: theirs add up to 1. A sentence can have several forces, each with a
        probability of its own.
        """
        ...


class SpanFinder(Protocol):
    """Answers the task ``spans``."""

    def spans(self, texts: Sequence[tuple[Tongue, str]]) -> list[list[Found]]:
        """For each sentence the phrases it marks, in order, without overlap of the same label."""
        ...


class Encoder(Protocol):
    """Answers the task ``embed``."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector for each text: an array of shape (texts, dimensions) and type float32."""
        ...
