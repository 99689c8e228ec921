"""The card of the encoder: what it is, what it learnt from, what it was measured to do, where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FIGURES = {
    "first": "translation ranks first, numbers hidden",
    "role": "role of a number right",
    "force": "F1 of forces",
    "phrases": "F1 of pieces in phrases",
}
_CARD = """# encoder

A small network of the ELECTRA form for Chinese and English policy text: 4 layers of width 192, pieces of width 128,
a vocabulary of its own in which every number is one and the same piece. It answers four questions: the role of a
number, the forces of a sentence, which phrases are indicators and scope subjects, and which sentences of the two
languages say the same (a vector for each sentence).

`encoder.onnx` is the tuned network in eight bits. `model.safetensors` and `config.json` are the pre-trained weights in
16 bits, from which `docanalyzer train encoder` tunes anew and which Hugging Face's libraries open.

## Pre-training

On {documents} public Chinese and English policy documents ({chinese:,} characters of Chinese, {english:,} of English),
{pairs} sentences of one of them with a machine translation, the bilingual names of the program's own tables, a glossary
written for it, and sentences put together from these. {left_out} sentences that also stand in reference answers used
for measuring were left out. {steps} steps; losses at the end: masked words {masks}, masked words of pairs {joined},
translations {translations}. The weights hold no document.

## Tuning

On the train part of `corpus/` ({passages_train} files of marked passages, the translated documents) and the sentences
of the glossary: {pairs_train} pairs of sentences, {roles_train} numbers, {forces_train} sentences with their forces.
A ninth of the topics was held out to stop early. Pieces of sentences are hidden at random while it learns.

| figure | held out | test part |
| --- | --- | --- |
{rows}

The test part has {asked:.0f} pairs of sentences, each ranked among {candidates:.0f} of its document on average.
The table is of the network before its weights are put into eight bits; `python -m benchmarks.embeddings` measures it
as it ships.
A rank takes off how near each sentence is to its nearest four; by the cosine alone fewer come first.

## Limits

It has seen policy text only, of some sectors more than of others, and English of Chinese plans more than other English.
Sentences beyond 192 pieces are cut. What it says of roles and forces rests on a few thousand examples, most of which
the rules get right without it; `python -m benchmarks.ablation` shows what it adds.
"""


def card(
    about: Mapping[str, Any], counts: Mapping[str, int], held: Mapping[str, float], test: Mapping[str, float]
) -> str:
    """The card in Markdown; ``about`` is what pre-training told, ``held`` and ``test`` the figures of both."""
    rows = [f"| {words} | {held[name]:.3f} | {test[name]:.3f} |" for name, words in _FIGURES.items()]
    return _CARD.format(
        documents=about["documents"],
        chinese=about["chinese_characters"],
        english=about["characters"] - about["chinese_characters"],
        pairs=about["pairs_in_files"],
        left_out=about["sentences_left_out"],
        steps=about["steps"],
        masks=about["masks"],
        joined=about["masks of pairs"],
        translations=about["translations"],
        asked=test["asked"],
        candidates=test["candidates"],
        rows="\n".join(rows),
        **counts,
    )
