"""Pre-training: words behind masks in policy text, the same across two languages, and translations found again."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from docanalyzer.core.errors import ReadError
from docanalyzer.training.encoder_model import Body, Guesser, Shape, nearness_loss, padded
from docanalyzer.training.encoder_pairs import names, same_side, sentence
from docanalyzer.training.encoder_text import Pair, Read
from docanalyzer.training.encoder_vocabulary import BEGIN, END, MASK, SPECIAL, load_vocabulary, train_vocabulary

_STATE = "state.pt"
_VOCABULARY = "tokenizer.json"
# Pieces of Chinese and of English.
_SIZES = (5800, 4600)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard: ``steps`` batches of ``rows`` texts and ``pairs`` pairs."""

    steps: int
    seed: int = 0
    rows: int = 8
    pairs: int = 48
    longest: int = 96
    rate: float = 2e-3
    warm: int = 100
    keep_every: int = 50


def pretrain(read: Read, folder: Path, plan: Plan, *, resume: bool, say: Callable[[str], None]) -> dict[str, Any]:
    """Train on what was read and keep the state in ``folder``; returns the figures of the last stretch.

    With ``resume`` the state in ``folder`` goes on to ``plan.steps``; the text may be another one.
    """
    torch.manual_seed(plan.seed)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / _VOCABULARY
    if not (resume and vocabulary.exists()):
        say("learning the vocabulary")
        _vocabulary(read).save(str(vocabulary))
    tokenizer = load_vocabulary(vocabulary)
    body = Body(Shape(tokenizer.get_vocab_size()).config())
    run = _Run(body, Guesser(body.config), plan, folder)
    if resume:
        run.load()
    return run.go(_Batches(tokenizer, read, plan, run.step), say)


def pretrained(folder: Path) -> Body:
    """The body as the state in ``folder`` has it."""
    state = _state(folder)
    body = Body(Shape(load_vocabulary(folder / _VOCABULARY).get_vocab_size()).config())
    body.load_state_dict(state["body"])
    return body


def describe(read: Read, plan: Plan, figures: dict[str, Any]) -> str:
    """What the card says of a pre-training, as JSON."""
    about = {
        "documents": len(read.documents),
        "characters": read.characters,
        "chinese_characters": sum(len(s) for d in read.documents for s in d if _is_chinese(s)),
        "sentences_left_out": read.left_out,
        "pairs_in_files": len(read.pairs),
        "plan": asdict(plan),
        **figures,
    }
    return json.dumps(about, indent=1)


def _state(folder: Path) -> dict[str, Any]:
    path = folder / _STATE
    if not path.exists():
        raise ReadError(str(path), "missing", "there is no earlier run to resume in this folder")
    state: dict[str, Any] = torch.load(path, weights_only=True)
    return state


class _Run:
    """The state of a training: two modules, their optimiser and how far it is."""

    def __init__(self, body: Body, guesser: Guesser, plan: Plan, folder: Path) -> None:
        self.body, self.guesser, self._plan, self._folder = body, guesser, plan, folder
        self.step = 0
        self._all = [*body.parameters(), *guesser.parameters()]
        self._optimiser = torch.optim.AdamW(self._all, lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.98))

    def load(self) -> None:
        state = _state(self._folder)
        self.body.load_state_dict(state["body"])
        self.guesser.load_state_dict(state["guesser"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]

    def save(self) -> None:
        state = {
            "body": self.body.state_dict(),
            "guesser": self.guesser.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "step": self.step,
        }
        part = self._folder / (_STATE + ".part")
        torch.save(state, part)
        part.replace(self._folder / _STATE)

    def go(self, batches: _Batches, say: Callable[[str], None]) -> dict[str, Any]:
        figures: dict[str, float] = {}
        began = time.monotonic()
        self.body.train()
        for batch in itertools.islice(batches, max(0, self._plan.steps - self.step)):
            for group in self._optimiser.param_groups:
                group["lr"] = self._rate()
            losses = self._losses(batch)
            self._optimiser.zero_grad()
            torch.stack([*losses.values()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(self._all, 1.0)
            self._optimiser.step()
            self.step += 1
            for name, loss in losses.items():
                figures[name] = 0.98 * figures.get(name, loss.item()) + 0.02 * loss.item()
            if self.step % self._plan.keep_every == 0:
                self.save()
                shown = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
                say(f"step {self.step} of {self._plan.steps}: {shown}; {time.monotonic() - began:.0f} s")
        self.save()
        return {"steps": self.step, **{name: round(value, 3) for name, value in figures.items()}}

    def _rate(self) -> float:
        plan = self._plan
        if self.step < plan.warm:
            return plan.rate * (self.step + 1) / plan.warm
        return plan.rate * max(0.05, 1 - (self.step - plan.warm) / max(1, plan.steps - plan.warm))

    def _losses(self, batch: _Batch) -> dict[str, Tensor]:
        # In 16 bits, which newer processors multiply several times as fast.
        with torch.autocast("cpu", torch.bfloat16):
            losses = {"masks": self._guess(batch.text), "masks of pairs": self._guess(batch.joined)}
            vectors = self.body.embed(*batch.zh), self.body.embed(*batch.en)
        losses["translations"] = nearness_loss(*vectors, batch.same)
        return losses

    def _guess(self, masked: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        ids, mask, truth = masked
        hidden = self.body(ids, mask)
        places = truth >= 0
        table = self.body.model.embeddings.word_embeddings.weight
        return functional.cross_entropy(self.guesser(hidden[places], table).float(), truth[places])


@dataclass(frozen=True, slots=True)
class _Batch:
    text: tuple[Tensor, Tensor, Tensor]
    joined: tuple[Tensor, Tensor, Tensor]
    zh: tuple[Tensor, Tensor]
    en: tuple[Tensor, Tensor]
    same: Tensor


class _Batches:
    """Batches without end, in an order that the seed and the step settle."""

    def __init__(self, tokenizer: Any, read: Read, plan: Plan, step: int) -> None:
        self._tokenizer, self._plan, self._step = tokenizer, plan, step
        self._marks = {mark: tokenizer.token_to_id(mark) for mark in SPECIAL}
        self._size = tokenizer.get_vocab_size()
        self._documents = [[row[1:-1] for row in self._encode(document)] for document in read.documents]
        self._names = [*names()]
        self._pairs = list(read.pairs)
        self._weights = [len(rows) for rows in self._documents]

    def __iter__(self) -> Iterator[_Batch]:
        while True:
            yield self._batch(random.Random(f"{self._plan.seed}-{self._step}"))
            self._step += 1

    def _batch(self, rng: random.Random) -> _Batch:
        stretches = [self._stretch(rng) for _ in range(self._plan.rows)]
        sort = rng.random()
        pairs = [self._pair(sort, rng) for _ in range(self._plan.pairs * (2 if sort < 0.3 else 1))]
        zh = self._encode([pair.zh for pair in pairs])
        en = self._encode([pair.en for pair in pairs])
        sides = [(a, b) if rng.random() < 0.5 else (b, a) for a, b in zip(zh, en, strict=True)]
        joined = [[*a[:64], *b[1:64]] for a, b in sides]
        longest = self._plan.longest
        return _Batch(
            self._masked(stretches, rng, 0.2),
            self._masked(joined[: self._plan.rows], rng, 0.3),
            padded(zh, longest),
            padded(en, longest),
            same_side(pairs),
        )

    def _pair(self, sort: float, rng: random.Random) -> Pair:
        """Batches hold pairs of one sort, which are of about one length and hard to tell from each other."""
        if sort < 0.3:
            return rng.choice(self._names)
        return rng.choice(self._pairs) if sort < 0.5 and self._pairs else sentence(rng)

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]

    def _stretch(self, rng: random.Random) -> list[int]:
        """Sentences that follow each other, up to the longest row."""
        (rows,) = rng.choices(self._documents, self._weights)
        at = rng.randrange(len(rows))
        found: list[int] = []
        while at < len(rows) and len(found) < self._plan.longest - 2:
            found += rows[at]
            at += 1
        return [self._marks[BEGIN], *found[: self._plan.longest - 2], self._marks[END]]

    def _masked(self, rows: Sequence[list[int]], rng: random.Random, share: float) -> tuple[Tensor, Tensor, Tensor]:
        ids, mask = padded(rows, self._plan.longest)
        noise = torch.Generator().manual_seed(rng.getrandbits(48))
        picked = (torch.rand(ids.shape, generator=noise) < share) & (ids >= len(SPECIAL))
        truth = torch.where(picked, ids, -1)
        kind = torch.rand(ids.shape, generator=noise)
        other = torch.randint(len(SPECIAL), self._size, ids.shape, generator=noise)
        seen = torch.where(picked & (kind < 0.8), self._marks[MASK], ids)
        return torch.where(picked & (kind >= 0.9), other, seen), mask, truth


def _vocabulary(read: Read) -> Any:
    rng = random.Random(0)
    pairs = [*names(), *read.pairs, *(sentence(rng) for _ in range(3000))]
    texts = [sentence for document in read.documents for sentence in document]
    chinese = [text for text in texts if _is_chinese(text)]
    english = [text for text in texts if not _is_chinese(text)]
    return train_vocabulary(
        [*chinese, *chinese, *(pair.zh for pair in pairs)], [*english, *(pair.en for pair in pairs)], _SIZES
    )


def _is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)
