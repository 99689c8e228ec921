"""What a tuned network gets right on texts that it has not learnt from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from docanalyzer.evaluation.retrieval import Ranking, by_vectors, hide_numbers, less_crowded, rank
from docanalyzer.learned.encoder import LONGEST
from docanalyzer.linguistics import fold
from docanalyzer.training.encoder_model import padded
from docanalyzer.training.encoder_text import Pair
from docanalyzer.training.encoder_tune import Lessons, Network, forces_of, role_rows, roles_of, rows_of, tag_rows

_BATCH = 64


def look(network: Network, tokenizer: Any, held: Lessons) -> dict[str, float]:
    """Firsts among translations, share of roles right, F1 of forces and of pieces in phrases, and their sum."""
    network.eval()
    scores = answers(network, tokenizer, held)
    figures = {
        "first": ranking(network, tokenizer, held.documents).share,
        "role": _roles_right(scores["role"]),
        "force": _f1_of_forces(scores["force"]),
        "phrases": _f1_of_tags(scores["tags"]),
    }
    # What the vectors are for counts most: nothing else here can find a translation.
    return {**figures, "sum": 4 * figures["first"] + figures["role"] + figures["force"] + figures["phrases"]}


def ranking(network: Network, tokenizer: Any, documents: Sequence[Sequence[Pair]]) -> Ranking:
    """How the network ranks translations with every number hidden."""

    def embed(texts: Sequence[str]) -> Any:
        rows = [row.ids for row in tokenizer.encode_batch([fold(text) for text in texts])]
        with torch.inference_mode():
            return network.body.embed(*padded(rows, LONGEST)).numpy()

    hidden = [[(hide_numbers(pair.zh), hide_numbers(pair.en)) for pair in document] for document in documents]
    return rank(hidden, less_crowded(by_vectors(embed)))


def answers(network: Network, tokenizer: Any, held: Lessons) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
    """For each head its scores, the truth (-1: none) and, of forces, which count; empty where nothing was asked."""
    network.eval()
    found: dict[str, list[tuple[Tensor, Tensor, Tensor]]] = {"role": [], "force": [], "tags": []}
    with torch.inference_mode():
        for batch in _batches(held.roles):
            ids, mask, at = role_rows(tokenizer, batch)
            scores = network(ids, mask)[1][torch.arange(len(at)), at]
            found["role"].append((scores, roles_of(batch), torch.ones(len(at))))
        for batch in _batches(held.forces):
            found["force"].append((network(*rows_of(tokenizer, batch))[2], *forces_of(batch)))
        for batch in _batches(held.tagged):
            ids, mask, truth = tag_rows(tokenizer, batch)
            scores = network(ids, mask)[3].flatten(0, 1)
            found["tags"].append((scores, truth.flatten(), torch.ones(len(scores))))
    nothing = torch.zeros(0)
    return {
        task: (torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts]), torch.cat([p[2] for p in parts]))
        if parts
        else (nothing, nothing, nothing)
        for task, parts in found.items()
    }


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(items), _BATCH):
        yield items[first : first + _BATCH]


def _roles_right(role: tuple[Tensor, Tensor, Tensor]) -> float:
    scores, truth, _ = role
    return float((scores.argmax(-1) == truth).float().mean()) if len(truth) else 0.0


def _f1_of_forces(force: tuple[Tensor, Tensor, Tensor]) -> float:
    scores, truth, counts = force
    found = (scores > 0).float() * counts
    wanted = truth * counts
    return float(2 * (found * wanted).sum() / (found.sum() + wanted.sum()).clamp(min=1))


def _f1_of_tags(tags: tuple[Tensor, Tensor, Tensor]) -> float:
    scores, truth, _ = tags
    if not len(truth):
        return 0.0
    found = scores.argmax(-1).masked_fill(truth < 0, 0)
    wanted = truth.clamp(min=0)
    hits = ((found == wanted) & (wanted > 0)).sum()
    return float(2 * hits / ((found > 0).sum() + (wanted > 0).sum()).clamp(min=1))
