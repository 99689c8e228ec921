"""The bilingual encoder: questions and sentences to numbers with onnxruntime, or any local model of Hugging Face.

The network reads pieces of words in which every number is the same piece, so that no shared number brings two sentences
together. It runs on one thread: the same text gives the same numbers whatever else a machine does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.base import Case, Encoder, Found, SpanLabel
from docanalyzer.learned.store import Model, find
from docanalyzer.learned.store import load as load_model
from docanalyzer.linguistics import Tongue, fold

if TYPE_CHECKING:
    import numpy as np

NETWORK = "encoder.onnx"
VOCABULARY = "tokenizer.json"
LONGEST = 192
"""Pieces of a row at most; what is longer is cut."""

MARK = "[MASK]"
"""Stands on both sides of the number that is asked about."""

TAGS = ("O", "B-INDICATOR", "I-INDICATOR", "B-SCOPE", "I-SCOPE")

# What the network is told of what the rules saw; more would take the room of the sentence.
_TOLD = {"role": ("rules:role", "rules:settled", "rules:period", "lies:"), "force": ("rules:", "why:")}
# Texts of one call to a model of Hugging Face.
_ROWS = 32
# Characters on either side of the number that is asked about, and of what stands before its sentence.
_AROUND: dict[Tongue, int] = {"zh": 110, "en": 330}
_BEFORE: dict[Tongue, int] = {"zh": 40, "en": 120}


def load(model: Model) -> TrainedEncoder:
    """Open the model of a folder in ``models/``."""
    return TrainedEncoder(model)


def open_encoder(name: str) -> Encoder:
    """A model of this program by name or folder, else a model of Hugging Face by folder or name.

    Raises :class:`ModelError` where neither can be opened.
    """
    path = Path(name)
    if (path / "model.json").is_file() or not (path.exists() or "/" in name):
        model = find(name)
        if "embed" not in model.tasks:
            raise ModelError(name, "it does not compare sentences")
        encoder: Encoder = load_model(model)
        return encoder
    return _foreign(name)


def question(case: Case) -> tuple[str, str]:
    """What the network reads of a case: what stands before the sentence, and the sentence with its number marked."""
    told = (feature for feature in case.features if feature.startswith(_TOLD[case.task]))
    before = " ".join([*told, case.before[-_BEFORE[case.language] :].strip()]).replace(":", " ")
    if case.task != "role":
        return before, case.text
    around = _AROUND[case.language]
    left, right = max(0, case.start - around), case.end + around
    text = case.text
    number = f" {MARK} {text[case.start : case.end]} {MARK} "
    return before, text[left : case.start] + number + text[case.end : right]


class TrainedEncoder:
    """A trained model of this program: a Scorer, a SpanFinder and an Encoder in one."""

    def __init__(self, model: Model) -> None:
        from tokenizers import Tokenizer

        self._model = model
        self._tokenizer = Tokenizer.from_file(str(model.file(VOCABULARY)))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = _session(model.file(NETWORK))
        self._roles = tuple(model.extra["roles"])
        self._forces = tuple(model.extra["forces"])
        self._heat = model.extra["temperatures"]
        self._mark = self._tokenizer.token_to_id(MARK)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector for each text: an array of shape (texts, dimensions) and type float32."""
        import numpy as np

        rows = [encoded.ids for encoded in self._tokenizer.encode_batch([fold(text) for text in texts])]
        found = np.zeros((len(rows), self._model.extra["wide"]), dtype=np.float32)
        for places, answer in self._run(rows, ["vector"]):
            found[places] = answer[0]
        return found

    def score(self, cases: Sequence[Case]) -> list[dict[str, float]]:
        """For each case a calibrated probability for each label; those of a role add up to 1."""
        import numpy as np

        asked = [tuple(map(fold, question(case))) for case in cases]
        rows = [encoded.ids for encoded in self._tokenizer.encode_batch(asked)]
        found: list[dict[str, float]] = [{} for _ in cases]
        for places, (roles, forces) in self._run(rows, ["role", "force"]):
            for row, place in enumerate(places):
                if cases[place].task == "role":
                    ids = rows[place][:LONGEST]
                    at = ids.index(self._mark) if self._mark in ids else 0
                    found[place] = dict(zip(self._roles, _shares(roles[row, at] / self._heat["role"]), strict=True))
                else:
                    chances = 1 / (1 + np.exp(-forces[row] / self._heat["force"]))
                    found[place] = dict(zip(self._forces, chances.tolist(), strict=True))
        return found

    def spans(self, texts: Sequence[tuple[Tongue, str]]) -> list[list[Found]]:
        """For each sentence the phrases it marks, in order, without overlap of the same label."""
        encoded = self._tokenizer.encode_batch([fold(text) for _, text in texts])
        found: list[list[Found]] = [[] for _ in texts]
        for places, (tags,) in self._run([row.ids for row in encoded], ["tags"]):
            for row, place in enumerate(places):
                found[place] = list(_phrases(tags[row], encoded[place].offsets, self._heat["tags"]))
        return found

    def _run(self, rows: Sequence[list[int]], outputs: list[str]) -> Iterator[tuple[list[int], list[Any]]]:
        """The answers of the network, one row at a time, each with the place of its row.

        Eight bits are scaled by what stands in a call: alone, a text always gets the same numbers, and nearer ones to
        those of the whole network. It is quicker too, since no row is filled up to the length of another.
        """
        import numpy as np

        for place, row in enumerate(rows):
            ids = np.array([row[:LONGEST]], dtype=np.int64)
            yield [place], self._session.run(outputs, {"ids": ids, "mask": np.ones_like(ids)})


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def _shares(scores: Any) -> list[float]:
    import numpy as np

    raised = np.exp(scores - scores.max())
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares


def _phrases(scores: Any, offsets: Sequence[tuple[int, int]], heat: float) -> Iterator[Found]:
    """The phrases of one row of tags; a phrase ends where another begins, and is as sure as its pieces on average."""
    import numpy as np

    scores = scores[: len(offsets)] / heat
    chances = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    begun: tuple[int, int, SpanLabel, list[float]] | None = None
    for piece, tag in enumerate([*chances.argmax(-1).tolist(), 0]):
        label: SpanLabel | None = None if tag == 0 else ("INDICATOR" if tag <= 2 else "SCOPE")
        if begun and (label != begun[2] or TAGS[tag].startswith("B")):
            yield Found(begun[0], begun[1], begun[2], sum(begun[3]) / len(begun[3]))
            begun = None
        if label and offsets[piece][1] > offsets[piece][0]:
            start, end = offsets[piece]
            chance = float(chances[piece, tag])
            begun = (begun[0], end, label, [*begun[3], chance]) if begun else (start, end, label, [chance])


@dataclass(frozen=True, slots=True)
class ForeignEncoder:
    """A model of Hugging Face: the mean over the pieces of a text."""

    tokenizer: Any
    network: Any

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector for each text: an array of shape (texts, dimensions) and type float32."""
        import numpy as np
        import torch

        longest = min(512, getattr(self.network.config, "max_position_embeddings", 512))
        found: list[Any] = []
        for first in range(0, len(texts), _ROWS):
            batch = self.tokenizer(
                list(texts[first : first + _ROWS]),
                padding=True,
                truncation=True,
                max_length=longest,
                return_tensors="pt",
                return_token_type_ids=False,
            )
            with torch.inference_mode():
                hidden = self.network(**batch).last_hidden_state
            weights = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
            found.append(torch.nn.functional.normalize(mean, dim=-1).float().numpy())
        return np.concatenate(found) if found else np.zeros((0, self.network.config.hidden_size), dtype=np.float32)


@lru_cache(maxsize=2)
def _foreign(name: str) -> ForeignEncoder:
    # Code that comes with a model is never run, and weights are read from safetensors alone: no pickle.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import torch  # noqa: F401 (transformers opens nothing without it)
        from transformers import AutoModel, AutoTokenizer
    except ImportError as error:
        missing = (error.name or str(error)).partition(".")[0]
        message = f'the library {missing} is missing; pip install "docanalyzer[train]" brings it'
        raise ModelError(name, message) from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=False)
        network = AutoModel.from_pretrained(name, trust_remote_code=False, use_safetensors=True)
    except Exception as error:
        raise ModelError(name, f"it cannot be opened ({type(error).__name__}: {str(error).splitlines()[0]})") from error
    return ForeignEncoder(tokenizer, network.float().eval())
