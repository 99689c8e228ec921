"""How often the English version of a Chinese sentence is found among all sentences of its document, numbers hidden.

The sentences are the bilingual lines of the marked passages of the corpus's test split, and a translated document that
the encoder has not seen. Every number, in digits or in words, is hidden on both sides, so that only what the sentences
say can bring them together. Beside the encoder stand what comparison works with otherwise: shared words, and the
anchors of the records (indicators, regions, forces …); these two also with the numbers as they are.

    python -m benchmarks.embeddings [--encoder PATH] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from docanalyzer.comparison.alignment import shared
from docanalyzer.comparison.pieces import Piece, pieces
from docanalyzer.comparison.words import nearest, nearness
from docanalyzer.evaluation.passages import load, pairs
from docanalyzer.evaluation.retrieval import Ranking, by_vectors, hide_numbers, less_crowded, rank
from docanalyzer.evaluation.translations import translated
from docanalyzer.learned.encoder import open_encoder
from docanalyzer.pipeline import Settings, analyze_text

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def documents(corpus: Path) -> list[list[tuple[str, str]]]:
    """The pairs of the test part, by document."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs(load(corpus / "passages")):
        if pair.split == "test":
            found.setdefault(pair.topic, []).append((pair.zh, pair.en))
    for case in translated(corpus):
        if case.split == "test":
            found[case.name] = [*case.pairs]
    return [found[name] for name in sorted(found)]


def by_words(left: Sequence[str], right: Sequence[str]) -> Any:
    """The cosine of the weighted words that two texts share."""
    scores = np.zeros((len(left), len(right)))
    for i, row in enumerate(nearest(left, right, most=len(right))):
        for j, score in row.items():
            scores[i, j] = score
    return scores


def by_anchors(left: Sequence[str], right: Sequence[str]) -> Any:
    """What two sentences' records have in common, as the alignment of translations weighs it."""
    sides = [_anchored(texts) for texts in (left, right)]
    return np.array([[shared([a], [b]) for b in sides[1]] for a in sides[0]])


def _anchored(texts: Sequence[str]) -> list[Piece]:
    """Each sentence as a piece of one analysed document."""
    analysis = analyze_text("\n".join(texts), issued_on="2021-12-31", settings=Settings(models="none"))
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    return pieces(analysis, spans)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", default="encoder", metavar="PATH", help="a model of models/, or of Hugging Face")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON")
    args = parser.parse_args()
    plain = documents(CORPUS)
    hidden = [[(hide_numbers(zh), hide_numbers(en)) for zh, en in pairs] for pairs in plain]
    began = time.perf_counter()
    encoder = open_encoder(args.encoder)
    opened = time.perf_counter() - began
    rows = {
        "encoder": rank(hidden, less_crowded(by_vectors(encoder.embed))),
        "encoder, cosine alone": rank(hidden, by_vectors(encoder.embed)),
        "words": rank(hidden, by_words),
        "anchors": rank(hidden, by_anchors),
        "words, numbers shown": rank(plain, by_words),
        "anchors, numbers shown": rank(plain, by_anchors),
        "both, numbers shown": rank(plain, lambda a, b: by_anchors(a, b) + 2 * np.array(nearness(a, b, encoder.embed))),
    }
    _print(rows, opened, len(plain))
    if args.json:
        args.json.write_text(json.dumps({name: asdict(row) for name, row in rows.items()}, indent=1) + "\n", "utf-8")


def _print(rows: dict[str, Ranking], opened: float, count: int) -> None:
    first = rows["encoder"]
    print(f"{first.asked} sentences of {count} documents, each among {first.candidates:.1f} on average")
    print(f"the encoder opened in {opened:.2f} s")
    print(f"{'':24}{'first':>8}{'interval':>16}{'first five':>12}{'1/rank':>8}")
    for name, row in rows.items():
        low, high = row.interval
        five = row.five / max(1, row.asked)
        print(f"{name:24}{row.share:8.3f}{f'{low:.3f} to {high:.3f}':>16}{five:12.3f}{row.mean_reciprocal:8.3f}")


if __name__ == "__main__":
    main()
