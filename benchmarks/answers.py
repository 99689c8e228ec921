"""Reference answers and what the package makes of their texts, for the other benchmarks."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docanalyzer import analyze_text
from docanalyzer.exports.codec import to_data
from docanalyzer.learned.store import Choice
from docanalyzer.pipeline import Settings, analyze
from docanalyzer.reading.manifest import load_manifest, manifest_entry

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


def digest(gold: Path) -> str:
    """SHA-256 over the names and contents of a folder's answers and texts."""
    total = hashlib.sha256()
    for file in sorted([*gold.glob("*.gold.json"), *gold.glob("*.txt")]):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def corpus_exports(models: Choice = "default") -> Iterator[tuple[str, dict[str, Any]]]:
    """The example documents analysed: name of the answers, and the export."""
    manifest = load_manifest(CORPUS / "MANIFEST.csv")
    with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = CORPUS / "documents" / row["file"]
        known = manifest_entry(manifest, path)
        yield row["gold"], to_data(analyze(path, metadata=known, settings=Settings(models=models)))


def folder_exports(gold: Path, pred: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The exports of ``pred``; without it the texts beside the answers analysed, with their ``manifest*.csv``."""
    entries = {
        name: entry for file in sorted(gold.glob("manifest*.csv")) for name, entry in load_manifest(file).items()
    }
    for answers in sorted(gold.glob("*.gold.json")):
        name = answers.name.removesuffix(".gold.json")
        if pred is not None:
            made = pred / f"{name}.json"
            yield name, json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
            continue
        text = (gold / f"{name}.txt").read_text(encoding="utf-8")
        known = manifest_entry(entries, Path(f"{name}.txt"))
        given = {"issued_on": known.issued_on, "issuer": known.issuers, "title": known.title} if known else {}
        yield name, to_data(analyze_text(text, **given))  # type: ignore[arg-type]
