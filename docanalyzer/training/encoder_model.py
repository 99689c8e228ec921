"""The network: a small body of the ELECTRA form (narrow embeddings, wider layers) and the heads that it learns with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import ElectraConfig, ElectraModel

TEMPERATURE = 0.05
"""How sharply the nearest translation must stand out among the other sentences of its batch."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a body; the default has 2.5 million weights."""

    vocabulary: int
    narrow: int = 128
    wide: int = 192
    layers: int = 4
    heads: int = 4
    inner: int = 384
    longest: int = 256
    dropout: float = 0.0

    def config(self) -> ElectraConfig:
        """The same in the form of transformers."""
        return ElectraConfig(
            vocab_size=self.vocabulary,
            embedding_size=self.narrow,
            hidden_size=self.wide,
            num_hidden_layers=self.layers,
            num_attention_heads=self.heads,
            intermediate_size=self.inner,
            max_position_embeddings=self.longest,
            type_vocab_size=1,
            hidden_dropout_prob=self.dropout,
            attention_probs_dropout_prob=self.dropout,
            pad_token_id=0,
        )


class Body(nn.Module):
    """Pieces to vectors; ``embed`` is the mean over the pieces of a text, of length one."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        self.config = config
        self.model = ElectraModel(config)
        # The usual form of attention has no quick way back in 16 bits on a CPU.
        self.model.set_attn_implementation("eager")

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Rows of piece numbers and their mask (both batch x length) to batch x length x width."""
        hidden: Tensor = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden

    def embed(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors, batch x width."""
        return pooled(self(ids, mask), mask)


class Guesser(nn.Module):
    """Which piece stands behind a mask: the head of pre-training, which shares its table with the body."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        self.narrow = nn.Linear(config.hidden_size, config.embedding_size)
        self.norm = nn.LayerNorm(config.embedding_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))

    def forward(self, hidden: Tensor, table: Tensor) -> Tensor:
        """Scores of every piece for each of the given vectors."""
        return functional.linear(self.norm(functional.gelu(self.narrow(hidden))), table, self.bias)


def pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean of the vectors that are not filling, of length one."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return functional.normalize((hidden * weights).sum(1) / weights.sum(1).clamp(min=1), dim=-1)


def nearness_loss(left: Tensor, right: Tensor, same: Tensor | None = None) -> Tensor:
    """How far each left vector is from finding its right one among all right ones of the batch, and the other way.

    ``same`` (batch x batch) marks other pairs of the batch that say the same and count for nothing.
    """
    scores = left.float() @ right.float().T / TEMPERATURE
    if same is not None:
        scores = scores.masked_fill(same, -1e4)
    target = torch.arange(len(scores))
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def padded(rows: Sequence[Sequence[int]], longest: int) -> tuple[Tensor, Tensor]:
    """Rows of piece numbers as one table, filled up with 0, and its mask."""
    # Lengths in steps of 16: each new size of a table costs the processor's library time.
    length = min(longest, -(-max(len(row) for row in rows) // 16) * 16)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    for place, row in enumerate(rows):
        cut = row if len(row) <= length else [*row[: length - 1], row[-1]]
        ids[place, : len(cut)] = torch.tensor(cut)
    return ids, (ids != 0).long()
