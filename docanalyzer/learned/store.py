"""The models that are at hand: what their ``model.json`` says, whether their files are whole, and opening them.

A model is a folder with ``model.json``, ``card.md`` and the files that ``model.json`` names with their SHA-256. Files
are checked before anything reads them, and nothing that could hold code is read at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from docanalyzer.core.errors import ModelError

FORMAT = 1
"""The form of ``model.json`` that this version reads and writes."""

Choice = Literal["default", "none"] | tuple[str, ...]
"""Which models to ask: those that are on by default, none, or those named (by name, or by the path of a folder)."""

# The module that opens each kind, with a function ``load(model)``.
_KINDS = {
    "linear": "docanalyzer.learned.linear",
    "tagger": "docanalyzer.learned.tagger",
    "encoder": "docanalyzer.learned.encoder",
}
_PROSE = frozenset({"model.json", "card.md"})
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Model:
    """What ``model.json`` says of a model.

    ``version`` is made from the hashes of its files. ``thresholds`` has for each task how sure the model must be, as
    set on its training data; ``data`` says what it was trained on.
    """

    name: str
    kind: str
    languages: tuple[str, ...]
    tasks: tuple[str, ...]
    version: str
    default: bool
    folder: Path
    files: Mapping[str, str]
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    trained_with: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """Name and version as ``why`` names them: ``linear@3fa2b81c``."""
        return f"{self.name}@{self.version}"

    def file(self, name: str) -> Path:
        """The path of one of its files; raises :class:`ModelError` for one that ``model.json`` does not name."""
        if name not in self.files:
            raise ModelError(self.name, f"model.json names no file {name}")
        return self.folder / name

    def size(self) -> int:
        """Bytes of all its files; those that are missing count nothing."""
        return sum(path.stat().st_size for name in self.files if (path := self.folder / name).is_file())


def models_folder() -> Path:
    """Where the models that come with the program are: at the top level of a checkout, else inside the package."""
    for folder in (_PACKAGE.parent / "models", _PACKAGE / "_models"):
        if (folder / "README.md").is_file():
            return folder
    return _PACKAGE / "_models"


def available(folder: Path | None = None) -> list[Model]:
    """The models of a folder (else those that come with the program) by name; one that is no model is left out."""
    return [model for model in _entries(folder or models_folder()) if isinstance(model, Model)]


def faulty(folder: Path | None = None) -> list[ModelError]:
    """What is wrong with the folders among them whose ``model.json`` cannot be used."""
    return [error for error in _entries(folder or models_folder()) if isinstance(error, ModelError)]


def _entries(folder: Path) -> list[Model | ModelError]:
    found: list[Model | ModelError] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (path / "model.json").is_file():
            try:
                found.append(describe(path))
            except ModelError as error:
                found.append(error)
    return found


def find(name: str) -> Model:
    """The model of this name, or in the folder of this path; raises :class:`ModelError` where there is none."""
    path = Path(name)
    if (path / "model.json").is_file():
        return describe(path.resolve())
    own = models_folder()
    if Path(name).name == name and (own / name / "model.json").is_file():
        return describe(own / name)
    known = ", ".join(model.name for model in available()) or "none"
    raise ModelError(name, f"there is no such model; at hand: {known}")


def describe(folder: Path) -> Model:
    """What ``model.json`` of a folder says; raises :class:`ModelError` where it cannot be understood."""
    name = folder.name
    try:
        data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(name, f"model.json cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ModelError(name, "model.json is damaged") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else None
        raise ModelError(name, f"model.json has format {found}, this version reads {FORMAT}")
    try:
        model = Model(
            name=_word(data["name"]),
            kind=_word(data["kind"]),
            languages=tuple(map(_word, data["languages"])),
            tasks=tuple(map(_word, data["tasks"])),
            version=_word(data["version"]),
            default=data["default"] is True,
            folder=folder,
            files={_word(file): _word(digest) for file, digest in data["files"].items()},
            thresholds=data.get("thresholds", {}),
            data=data.get("data", {}),
            trained_with=data.get("trained_with", {}),
            extra=data.get("extra", {}),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(name, f"model.json is incomplete ({error})") from error
    for file in model.files:
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise ModelError(name, f"model.json names a file outside its folder: {file}")
    return model


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def version_of(files: Mapping[str, str]) -> str:
    """The version of a model: eight digits that change with any of its files."""
    listing = "".join(f"{name}\0{digest}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:8]


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check(model: Model) -> None:
    """Raise :class:`ModelError` unless every file is there and as it was when the model was made."""
    if model.version != version_of(model.files):
        raise ModelError(model.name, "model.json is damaged: its version is not that of its files")
    for name, digest in model.files.items():
        path = model.folder / name
        if not path.is_file():
            raise ModelError(model.name, f"{name} is missing")
        try:
            found = digest_of(path)
        except OSError as error:
            raise ModelError(model.name, f"{name} cannot be read: {error.strerror}") from error
        if found != digest:
            raise ModelError(model.name, f"{name} is damaged or not of this model: its SHA-256 is another")


def strangers(model: Model) -> list[str]:
    """Files in the folder of a model that ``model.json`` does not name."""
    files = (path.relative_to(model.folder).as_posix() for path in model.folder.rglob("*") if path.is_file())
    return sorted(name for name in files if name not in model.files and name not in _PROSE)


def load(model: Model) -> Any:
    """Open a model: a Scorer, SpanFinder or Encoder, as its tasks say. Raises :class:`ModelError` with the cause.

    What was opened once stays open in this process.
    """
    loaded = _load(str(model.folder), model.version)
    if isinstance(loaded, ModelError):
        raise loaded
    return loaded


@lru_cache(maxsize=8)
def _load(folder: str, _version: str) -> Any:
    """The model, or the error that it gives each time: a fault is not looked for again with every document."""
    model = describe(Path(folder))
    if model.kind not in _KINDS:
        return ModelError(model.name, f"this version knows no models of kind {model.kind}")
    try:
        check(model)
        return import_module(_KINDS[model.kind]).load(model)
    except ModelError as error:
        return error
    except ImportError as error:
        missing = error.name or str(error)
        extra = "spacy" if missing.startswith("spacy") else "models"
        hint = "" if missing.startswith("docanalyzer") else f'; pip install "docanalyzer[{extra}]" brings it'
        return ModelError(model.name, f"the library {missing.partition('.')[0]} is missing{hint}")
    except Exception as error:  # noqa: BLE001 (whatever a damaged model makes a library raise)
        return ModelError(model.name, f"it cannot be opened ({type(error).__name__}: {error})")


def forget() -> None:
    """Forget the models that were opened, and what was read of those at hand."""
    _load.cache_clear()
    _defaults.cache_clear()


def chosen(choice: Choice) -> tuple[Model, ...]:
    """The models of a choice in the order of their names; raises :class:`ModelError` for a name that none has."""
    if choice == "none":
        return ()
    if choice == "default":
        return _defaults()
    return tuple(sorted({model.mark: model for model in map(find, choice)}.values(), key=lambda m: m.name))


@cache
def _defaults() -> tuple[Model, ...]:
    return tuple(model for model in available() if model.default)


def parse_choice(words: Sequence[str] | None) -> Choice:
    """A choice as it is typed: ``none``, ``default`` or names, several parted by commas or given one by one.

    Raises :class:`ModelError` for a name that no model has, and for ``none`` beside names.
    """
    names = [name for word in words or () for part in word.split(",") if (name := part.strip())]
    if not names or names == ["default"]:
        return "default"
    if names == ["none"]:
        return "none"
    if "none" in names:
        raise ModelError("none", "it stands alone, not beside names of models")
    found = [model for name in names for model in (chosen("default") if name == "default" else (find(name),))]
    # Where documents are read in a process of their own, that process stands in another folder.
    own = models_folder()
    return tuple(model.name if model.folder.parent == own else str(model.folder) for model in found)
