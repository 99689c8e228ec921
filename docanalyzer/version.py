"""Which rules and models made an analysis: the release, and a fingerprint of everything that decides what is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

from docanalyzer import __version__
from docanalyzer.learned.store import Choice, Model, available, chosen

_PACKAGE = Path(__file__).resolve().parent
# What is found in a text depends on these alone; screens, exports and the database may change without a re-analysis.
_DECIDING = (
    "core", "knowledge", "languages", "learned", "mentions", "reading", "records",
    "linguistics.py", "outline.py", "pipeline.py", "structure.py",
)  # fmt: skip


def analysis_version(models: Choice = "default") -> str:
    """The version of rules, tables and models, such as ``0.1.0+3fa2b81c`` or, with models, ``0.1.0+3fa2b81c.5d2c90ae``.

    Equal versions find the same in the same bytes. Raises :class:`docanalyzer.core.errors.ModelError` for a name that
    no model has.
    """
    return _with_models(chosen(models))


@cache
def current_versions() -> tuple[str, ...]:
    """The versions that an analysis of today may have: those of each choice among the models at hand."""
    models = available()
    return tuple(_with_models(some) for size in range(len(models) + 1) for some in combinations(models, size))


def _with_models(models: Iterable[Model]) -> str:
    marks = " ".join(model.mark for model in models)
    return rules_version() + ("." + hashlib.sha256(marks.encode()).hexdigest()[:8] if marks else "")


@cache
def rules_version() -> str:
    """The version of rules and tables alone."""
    digest = hashlib.sha256()
    for name in _DECIDING:
        for file in _files(_PACKAGE / name):
            digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            # A checkout on Windows may have other line ends.
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{digest.hexdigest()[:8]}"


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
