"""The texts that models learn from, with their answers: passages and documents of the corpus, reviewed documents."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from docanalyzer.bundled import corpus_folder
from docanalyzer.core.document import Document, Metadata
from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.evaluation.passages import load as load_passages
from docanalyzer.evaluation.reference import Marks, Reference, ReferenceMeasure, load_references, parse_reference
from docanalyzer.reading import read
from docanalyzer.reading.manifest import load_manifest, manifest_entry

Origin = Literal["passages", "corpus", "review", "certain"]
Split = Literal["train", "test"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with its answers.

    ``group`` is the same for a text and its translation, so that they never stand on two sides of a split. ``partial``
    says that nobody answered for what is not marked (a review that is under way).
    """

    id: str
    group: str
    origin: Origin
    document: Document
    answers: Reference
    partial: bool = False


def corpus_texts(split: Split) -> list[Marked]:
    """The marked passages and documents of one split of the corpus, by name."""
    corpus = corpus_folder()
    return [*_passages(corpus / "passages", split), *_documents(corpus, split)]


def reviewed_texts(folders: Iterable[Path]) -> list[Marked]:
    """Texts and answers of folders (``<id>.txt``, ``<id>.gold.json``, ``manifest*.csv``), as reviews are exported."""
    return [text for folder in folders for text in _folder(folder)]


def digest(texts: Sequence[Marked]) -> str:
    """SHA-256 (hex) over names, texts and answers: equal where a model would learn from the same."""
    total = hashlib.sha256()
    for text in sorted(texts, key=lambda text: text.id):
        total.update(f"{text.id}\0{_settled(text.answers)!r}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _settled(value: object) -> object:
    """Answers as lists and strings, sets in order: how a set is printed differs from process to process."""
    if isinstance(value, Reference | ReferenceMeasure | Marks):
        return [[one.name, _settled(getattr(value, one.name))] for one in fields(value)]
    if isinstance(value, Mapping):
        return sorted([name, _settled(one)] for name, one in value.items())
    if isinstance(value, frozenset):
        return sorted(repr(_settled(one)) for one in value)
    return [_settled(one) for one in value] if isinstance(value, tuple) else value


def plain(text: str, name: str, metadata: Metadata) -> Document:
    """A text as a document."""
    content = text.encode("utf-8", "surrogatepass")
    return Document(hashlib.sha256(content).hexdigest(), name, "text/plain", text, metadata=metadata)


def _passages(folder: Path, split: Split) -> Iterator[Marked]:
    if not folder.is_dir():
        return
    for item in load_passages(folder):
        if item.split == split:
            document = plain(item.text, f"{item.id}.txt", Metadata(title=item.title, issued_on=item.issued_on))
            answers = parse_reference(item.gold, item.text)
            yield Marked(item.id, item.topic, "passages", document, answers)


def _documents(corpus: Path, split: Split) -> Iterator[Marked]:
    manifest = load_manifest(corpus / "MANIFEST.csv")
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    answers = {reference.id: reference for reference in load_references(corpus / "gold")}
    for row in rows:
        path = corpus / "documents" / row["file"]
        document = read(path, metadata=manifest_entry(manifest, path))
        # A text and its translation have one name behind their language.
        yield Marked(row["gold"], row["gold"].partition("-")[2], "corpus", document, answers[row["gold"]])


def _folder(folder: Path) -> Iterator[Marked]:
    if not folder.is_dir():
        raise DocanalyzerError(f"{folder}: no such folder")
    entries = {
        name: entry for file in sorted(folder.glob("manifest*.csv")) for name, entry in load_manifest(file).items()
    }
    for reference in load_references(folder):
        data = json.loads((folder / f"{reference.id}.gold.json").read_text(encoding="utf-8"))
        known = manifest_entry(entries, Path(f"{reference.id}.txt"))
        metadata = known or Metadata(title=(data.get("source") or {}).get("title"))
        document = plain(reference.text, f"{reference.id}.txt", metadata)
        partial = "source" in data and not data["periods"]
        yield Marked(reference.id, reference.id.partition("-")[2], "review", document, reference, partial)
