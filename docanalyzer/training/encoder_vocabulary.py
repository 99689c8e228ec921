"""The encoder's own vocabulary: pieces of Chinese and English words; every number is one and the same piece."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAD, UNKNOWN, BEGIN, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL = (PAD, UNKNOWN, BEGIN, END, MASK)
NUMBER = "0"
"""What every number becomes, so that no shared number brings two sentences together."""

# CO2 and PM2.5 keep their digits: they are names. A number that was masked as ### before counts as one.
_NUMBER = r"(?<![a-z0-9.,])[0-9#]+(?:[.,][0-9#]+)*"
_HAN_RUN = r"[㐀-䶿一-鿿]+"
# Longer pieces of Chinese would swallow the ends of phrases.
_LONGEST_ZH, _LONGEST_EN = 4, 16


def train_vocabulary(chinese: Iterable[str], english: Iterable[str], sizes: tuple[int, int]) -> Any:
    """Learn so many pieces of each language; the result is a ``tokenizers.Tokenizer`` that ends sequences as BERT does.

    The languages are learnt apart, so that neither takes the other's room and only Chinese pieces are kept short.
    Offsets that it gives are those of the text it was given; a number's is its last character.
    """
    from tokenizers import Tokenizer, models, processors

    vocabulary: dict[str, float] = dict.fromkeys(SPECIAL, 0.0)
    for texts, size, longest in ((chinese, sizes[0], _LONGEST_ZH), (english, sizes[1], _LONGEST_EN)):
        for piece, score in _learn(texts, size, longest):
            vocabulary[piece] = max(score, vocabulary.get(piece, -1e9))
    tokenizer = Tokenizer(models.Unigram([*vocabulary.items()], SPECIAL.index(UNKNOWN)))
    _split(tokenizer)
    tokenizer.add_special_tokens(list(SPECIAL))
    marks = [(mark, tokenizer.token_to_id(mark)) for mark in (BEGIN, END)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A {END}", pair=f"{BEGIN} $A {END} $B {END}", special_tokens=marks
    )
    return tokenizer


def load_vocabulary(path: Path) -> Any:
    """The tokenizer of a ``tokenizer.json``."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _learn(texts: Iterable[str], size: int, longest: int) -> list[tuple[str, float]]:
    from tokenizers import Tokenizer, models, trainers

    tokenizer = Tokenizer(models.Unigram())
    _split(tokenizer)
    tokenizer.train_from_iterator(
        texts,
        trainers.UnigramTrainer(vocab_size=size, max_piece_length=longest, unk_token=UNKNOWN, show_progress=False),
    )
    return [(piece, score) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"] if piece != UNKNOWN]


def _split(tokenizer: Any) -> None:
    """What happens to a text before its pieces are looked up; learning and use must agree."""
    from tokenizers import Regex, normalizers, pre_tokenizers

    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(_NUMBER), NUMBER)]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            # The year of a date is no part of the next word (2025年下降), a number none of its unit (0mw).
            pre_tokenizers.Split(Regex(r"(?<=0)年(?!均)"), "isolated"),
            pre_tokenizers.Whitespace(),
            pre_tokenizers.Split(Regex(_HAN_RUN), "isolated"),
            pre_tokenizers.Split(Regex(r"(?<![a-z0-9.])0"), "isolated"),
            pre_tokenizers.Punctuation("isolated"),
        ]
    )
