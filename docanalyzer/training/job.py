"""Train a model by name: what a trainer is given, what it hands back, and what is written of it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.store import FORMAT, digest_of, version_of

# Name of a model -> its kind and the module that trains it, with a function ``train(job) -> Made``.
TRAINERS = {
    "linear": ("linear", "docanalyzer.training.linear"),
    "tagger-zh": ("tagger", "docanalyzer.training.tagger"),
    "tagger-en": ("tagger", "docanalyzer.training.tagger"),
    "encoder": ("encoder", "docanalyzer.training.encoder"),
}
# Libraries that a model was made with, where they are installed.
_LIBRARIES = ("numpy", "scikit-learn", "skops", "spacy", "torch", "transformers", "tokenizers", "onnx", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Job:
    """What to train and from what.

    ``data`` are folders with reference answers beside those of the corpus, ``text`` is a folder of plain text to
    pre-train on (encoder only). ``say`` takes a line of progress. A trainer writes its files into ``out`` and may keep
    what it needs to be resumed in ``checkpoints``; with ``resume`` it goes on from there. ``steps`` is how long to
    pre-train, ``without`` a folder of ``.txt`` files whose sentences are left out of the ``text`` (encoder).
    """

    name: str
    out: Path
    data: tuple[Path, ...] = ()
    text: Path | None = None
    seed: int = 0
    resume: bool = False
    steps: int | None = None
    without: Path | None = None
    say: Callable[[str], None] = print

    @property
    def checkpoints(self) -> Path:
        """A folder beside the model for what a resumed training needs."""
        return self.out.with_name(self.out.name + ".training")


@dataclass(frozen=True, slots=True)
class Made:
    """What a trainer made.

    ``files`` are names in the folder of the job, ``thresholds`` how sure the model must be for each task, ``data`` what
    it was trained on (``hash``, ``passages``, ``splits`` …), ``card`` what its card says in Markdown, ``extra``
    whatever its module in ``learned`` needs to know.
    """

    languages: tuple[str, ...]
    tasks: tuple[str, ...]
    files: tuple[str, ...]
    card: str
    default: bool = False
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def train(job: Job) -> None:
    """Train a model and write its files, ``model.json`` and ``card.md`` into the folder of the job.

    Raises :class:`ModelError` for a name that nothing trains and where a library is missing.
    """
    if job.name not in TRAINERS:
        raise ModelError(job.name, f"nothing trains a model of this name; there are {', '.join(TRAINERS)}")
    kind, module = TRAINERS[job.name]
    try:
        trainer = import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or str(error)).partition(".")[0]
        if missing == "docanalyzer":
            raise ModelError(job.name, "this version cannot train it") from error
        message = f'the library {missing} is missing; pip install "docanalyzer[train]" brings it'
        raise ModelError(job.name, message) from error
    job.out.mkdir(parents=True, exist_ok=True)
    write(job, kind, trainer.train(job))


def write(job: Job, kind: str, made: Made) -> None:
    """Write ``model.json`` and ``card.md`` beside the files of a model."""
    files = {name: digest_of(job.out / name) for name in sorted(made.files)}
    description = {
        "format": FORMAT,
        "name": job.name,
        "kind": kind,
        "languages": list(made.languages),
        "tasks": list(made.tasks),
        "version": version_of(files),
        "default": made.default,
        "files": files,
        "thresholds": made.thresholds,
        "data": made.data,
        "seed": job.seed,
        "trained_with": {"python": platform.python_version(), **_libraries()},
        "extra": made.extra,
    }
    content = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    (job.out / "model.json").write_text(content, encoding="utf-8", newline="\n")
    (job.out / "card.md").write_text(made.card.rstrip() + "\n", encoding="utf-8", newline="\n")


def _libraries() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
