"""Tuning: heads for roles, forces and phrases, and sentence vectors that find their translation."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

import torch
from torch import Tensor, nn
from torch.nn import functional

from docanalyzer.core.record import Force, Role
from docanalyzer.evaluation.retrieval import hide_numbers
from docanalyzer.learned.base import Case
from docanalyzer.learned.encoder import LONGEST, MARK, TAGS, question
from docanalyzer.linguistics import fold
from docanalyzer.training.encoder_model import Body, nearness_loss, padded, pooled
from docanalyzer.training.encoder_pairs import names, same_side, sentence
from docanalyzer.training.encoder_text import Pair
from docanalyzer.training.encoder_vocabulary import SPECIAL

ROLES: tuple[str, ...] = get_args(Role)
FORCES: tuple[str, ...] = get_args(Force)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case with its answers; of a force also those that are right either way.

    ``rules`` is what the rules say, ``doubtful`` whether a model is asked about the case at all.
    """

    case: Case
    answers: tuple[str, ...]
    either: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with its phrases: start, end, label."""

    text: str
    phrases: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from: documents of pairs, cases of both tasks and tagged sentences."""

    documents: tuple[tuple[Pair, ...], ...]
    roles: tuple[Asked, ...]
    forces: tuple[Asked, ...]
    tagged: tuple[Tagged, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how hard; ``patience`` counts looks at the held-out part without a gain."""

    steps: int = 875
    seed: int = 0
    rate: float = 8e-4
    warm: int = 50
    look_every: int = 125
    patience: int = 5
    drop: float = 0.15
    """Share of the pieces of a pair that are hidden, so that no single word decides."""


@dataclass(slots=True)
class Tuned:
    """The network as it was at its best look, and its figures there."""

    network: Network
    figures: dict[str, float] = field(default_factory=dict)


class Network(nn.Module):
    """The body with its heads; one pass answers every question."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        wide = body.config.hidden_size
        self.body = body
        self.role = nn.Linear(wide, len(ROLES))
        self.force = nn.Sequential(nn.Linear(2 * wide, wide), nn.GELU(), nn.Linear(wide, len(FORCES)))
        self.tags = nn.Linear(wide, len(TAGS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Vector (batch x width), role for each piece, force for each row, tags for each piece."""
        hidden = self.body(ids, mask)
        vector = pooled(hidden, mask)
        whole = torch.cat([hidden[:, 0], vector * math.sqrt(vector.shape[-1])], dim=-1)
        return vector, self.role(hidden), self.force(whole), self.tags(hidden)


def tune(
    network: Network,
    tokenizer: Any,
    lessons: Lessons,
    course: Course,
    look: Callable[[Network], dict[str, float]],
    say: Callable[[str], None],
) -> Tuned:
    """Tune on ``lessons``; stop early where the ``sum`` of a ``look`` gains no more, and go back to the best one."""
    torch.manual_seed(course.seed)
    teacher = _Teacher(tokenizer, lessons, course)
    optimiser = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=0.01)
    best = Tuned(network, {"sum": -1.0})
    kept: dict[str, Tensor] = {}
    since, began = 0, time.monotonic()
    for step in range(1, course.steps + 1):
        network.train()
        for group in optimiser.param_groups:
            group["lr"] = course.rate * min(step / course.warm, max(0.02, 1 - step / course.steps))
        with torch.autocast("cpu", torch.bfloat16):
            loss = teacher.loss(network, step, random.Random(f"{course.seed}-{step}"))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if step % course.look_every and step != course.steps:
            continue
        network.eval()
        figures = look(network)
        shown = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
        spent = f"{time.monotonic() - began:.0f} s"
        say(f"step {step} of {course.steps}: loss {loss.item():.3f}; held out: {shown}; {spent}")
        since += 1
        if figures["sum"] > best.figures["sum"]:
            best.figures, since = {**figures, "steps": step}, 0
            kept = {name: value.clone() for name, value in network.state_dict().items()}
        if since >= course.patience:
            say(f"no gain in {since} looks: the one at step {best.figures['steps']:.0f} stays")
            break
    network.load_state_dict(kept)
    network.eval()
    return best


class _Teacher:
    """Batches of all tasks and their losses."""

    def __init__(self, tokenizer: Any, lessons: Lessons, course: Course) -> None:
        self._tokenizer, self._lessons, self._course = tokenizer, lessons, course
        self._names = [*names()]

    def loss(self, network: Network, step: int, rng: random.Random) -> Tensor:
        """Pairs at every step; at every other one, the questions as well."""
        pairs = self._pairs(rng)
        zh = self._rows([pair.zh for pair in pairs], rng)
        en = self._rows([pair.en for pair in pairs], rng)
        total = nearness_loss(network.body.embed(*zh), network.body.embed(*en), same_side(pairs))
        if step % 2:
            return total
        lessons = self._lessons
        if lessons.roles:
            total = total + self._roles(network, rng.sample(lessons.roles, min(12, len(lessons.roles))))
        if lessons.forces:
            total = total + self._forces(network, rng.sample(lessons.forces, min(12, len(lessons.forces))))
        if lessons.tagged:
            total = total + self._tags(network, rng.sample(lessons.tagged, min(12, len(lessons.tagged))))
        return total

    def _pairs(self, rng: random.Random) -> list[Pair]:
        """Sentences of a few documents, which are hard to tell apart, else names, else sentences put together."""
        sort = rng.random()
        if sort < 0.6:
            documents = rng.sample(self._lessons.documents, min(3, len(self._lessons.documents)))
            pairs = [pair for document in documents for pair in document]
            pairs = rng.sample(pairs, min(56, len(pairs)))
            return [Pair(hide_numbers(p.zh), hide_numbers(p.en)) if rng.random() < 0.5 else p for p in pairs]
        if sort < 0.82:
            return rng.sample(self._names, 64)
        return [sentence(rng) for _ in range(32)]

    def _rows(self, texts: Sequence[str], rng: random.Random) -> tuple[Tensor, Tensor]:
        rows = [row.ids for row in self._tokenizer.encode_batch([fold(text) for text in texts])]
        drop = self._course.drop
        thinned = [[i for i in row if i < len(SPECIAL) or rng.random() >= drop] for row in rows]
        return padded(thinned, LONGEST)

    def _roles(self, network: Network, asked: Sequence[Asked]) -> Tensor:
        ids, mask, at = role_rows(self._tokenizer, asked)
        scores = network(ids, mask)[1][torch.arange(len(at)), at]
        return functional.cross_entropy(scores.float(), roles_of(asked))

    def _forces(self, network: Network, asked: Sequence[Asked]) -> Tensor:
        ids, mask = rows_of(self._tokenizer, asked)
        truth, counts = forces_of(asked)
        scores = network(ids, mask)[2].float()
        losses = functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
        return 2 * (losses * counts).sum() / counts.sum()

    def _tags(self, network: Network, tagged: Sequence[Tagged]) -> Tensor:
        ids, mask, truth = tag_rows(self._tokenizer, tagged)
        scores = network(ids, mask)[3].float()
        return functional.cross_entropy(scores.flatten(0, 1), truth.flatten(), ignore_index=-1)


def rows_of(tokenizer: Any, asked: Sequence[Asked]) -> tuple[Tensor, Tensor]:
    """The rows that the network reads of cases, and their mask."""
    texts = [tuple(map(fold, question(one.case))) for one in asked]
    return padded([row.ids for row in tokenizer.encode_batch(texts)], LONGEST)


def role_rows(tokenizer: Any, asked: Sequence[Asked]) -> tuple[Tensor, Tensor, Tensor]:
    """The rows of cases with a number, their mask, and where its mark stands in each."""
    ids, mask = rows_of(tokenizer, asked)
    return ids, mask, (ids == tokenizer.token_to_id(MARK)).long().argmax(1)


def roles_of(asked: Sequence[Asked]) -> Tensor:
    """The right role of each case, by its number in ``ROLES``."""
    return torch.tensor([ROLES.index(one.answers[0]) for one in asked])


def forces_of(asked: Sequence[Asked]) -> tuple[Tensor, Tensor]:
    """Which forces each sentence has, and which of them count (both cases x forces)."""
    truth = torch.tensor([[float(force in one.answers) for force in FORCES] for one in asked])
    counts = torch.tensor([[float(force not in one.either) for force in FORCES] for one in asked])
    return truth, counts


def tag_rows(tokenizer: Any, tagged: Sequence[Tagged]) -> tuple[Tensor, Tensor, Tensor]:
    """The rows of sentences, their mask, and the tag of each piece (-1: no piece of the text)."""
    encoded = tokenizer.encode_batch([fold(one.text) for one in tagged])
    ids, mask = padded([row.ids for row in encoded], LONGEST)
    truth = torch.full(ids.shape, -1)
    for row, (one, pieces) in enumerate(zip(tagged, encoded, strict=True)):
        for place, (start, end) in enumerate(pieces.offsets[: ids.shape[1]]):
            truth[row, place] = _tag_at(one, start, end) if end > start else -1
    return ids, mask, truth


def _tag_at(one: Tagged, start: int, end: int) -> int:
    """The tag of a piece: of the phrase that its middle stands in; the first piece of a phrase begins it."""
    middle = (start + end - 1) / 2
    for first, last, label in one.phrases:
        if first <= middle < last:
            return TAGS.index(f"{'B' if start <= first else 'I'}-{label}")
    return 0
