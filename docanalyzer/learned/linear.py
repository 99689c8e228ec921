"""A linear model: the role of a number and the forces of a sentence from hashed characters and what the rules saw.

It is trained with scikit-learn and stored with skops as a dictionary of arrays. Asking it needs numpy alone, and so
does reading the file: of the forms that skops writes, only dictionaries with arrays of numbers are read here, and
nothing is imported or called that the file names. (Reading it with skops would import all of scikit-learn.)
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.base import Case
from docanalyzer.learned.features import WIDTH, Floats, rows_of
from docanalyzer.learned.store import Model

FILE = "weights.skops"
"""The file of the weights."""

_LARGEST = 64 << 20


class Linear:
    """One table of weights for each task and language; see :meth:`score`."""

    def __init__(self, name: str, arrays: dict[str, Any], labels: dict[str, list[str]]) -> None:
        self.labels = labels
        self.weights: dict[str, Floats] = {}
        self.scale: dict[str, Floats] = {}
        for key, own in labels.items():
            weights: Any = arrays.get(f"{key}.weights")
            scale: Any = arrays.get(f"{key}.scale")
            shapes = None if weights is None or scale is None else (weights.shape, scale.shape)
            if shapes != ((WIDTH, len(own)), (2, len(own))) or not all(np.isfinite(x).all() for x in (weights, scale)):
                raise ModelError(name, f"{FILE} does not hold the weights of {key}")
            self.weights[key], self.scale[key] = weights.astype(np.float32), scale.astype(np.float32)

    def score(self, cases: Sequence[Case]) -> list[dict[str, float]]:
        """Probabilities by label, as :class:`docanalyzer.learned.base.Scorer` says; empty for what it has not learnt.

        All cases are of one task and one language.
        """
        if not cases:
            return []
        key = f"{cases[0].task}.{cases[0].language}"
        if key not in self.labels:
            return [{} for _ in cases]
        chances = probabilities(margins(cases, self.weights[key]), self.scale[key], cases[0].task)
        return [{label: float(chance) for label, chance in zip(self.labels[key], row, strict=True)} for row in chances]


def margins(cases: Sequence[Case], weights: Floats) -> Floats:
    """The sum of the weights of each case for each label: an array of shape (cases, labels)."""
    rows = rows_of(cases)
    total = np.empty((rows.count, weights.shape[1]), np.float64)
    for label in range(weights.shape[1]):
        shares = rows.values * weights[rows.columns, label]
        total[:, label] = np.bincount(rows.rows, shares, rows.count)
    return total.astype(np.float32)


def probabilities(found: Floats, scale: Floats, task: str) -> Floats:
    """Margins as probabilities: ``scale`` has for each label a factor and a summand, found by cross-validation."""
    levels = found * scale[0] + scale[1]
    if task == "force":
        return np.asarray(1 / (1 + np.exp(-np.clip(levels, -30, 30))), np.float32)
    risen = np.exp(levels - levels.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True), np.float32)


def load(model: Model) -> Linear:
    """Open the model; raises :class:`ModelError` for a file that holds anything but the arrays that it needs."""
    labels = model.extra.get("labels")
    if not isinstance(labels, dict) or not all(isinstance(own, list) for own in labels.values()):
        raise ModelError(model.name, "model.json names no labels")
    return Linear(model.name, read_arrays(model.file(FILE), model.name), labels)


def read_arrays(path: Path, name: str) -> dict[str, Any]:
    """The arrays of a dictionary that skops stored, by key; raises :class:`ModelError` for any other content."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise ModelError(name, f"{path.name} is too large for a linear model")
            schema = json.loads(archive.read("schema.json"))
            return {key: _array(archive, node) for key, node in _nodes(schema)}
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise ModelError(name, f"{path.name} is no dictionary of arrays as skops stores it ({error})") from error


def _nodes(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if (schema["__module__"], schema["__class__"], schema["__loader__"]) != ("builtins", "dict", "DictNode"):
        raise ValueError(f"it holds {schema['__module__']}.{schema['__class__']}")
    return list(schema["content"].items())


def _array(archive: zipfile.ZipFile, node: dict[str, Any]) -> Any:
    kind = (node["__module__"], node["__class__"], node["__loader__"], node.get("type"))
    if kind != ("numpy", "ndarray", "NdArrayNode", "numpy"):
        raise ValueError(f"it holds {node['__module__']}.{node['__class__']}")
    return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
