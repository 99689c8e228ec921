"""What a library knows already, and the example documents that a new one gets."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from docanalyzer.bundled import corpus_folder
from docanalyzer.core.document import Metadata
from docanalyzer.library import Added, Library, default_file, is_default
from docanalyzer.library.address import VARIABLE

EXAMPLES = "examples"
"""The collection that the bundled documents are put into."""


def recognise(
    library: Library,
    content: bytes,
    *,
    collections: Sequence[str] = (),
    metadata: Metadata | None = None,
    version: str,
) -> tuple[Added | None, Metadata | None]:
    """Whether a document is there, by the same ``version`` and metadata: then it is only put into the collections.

    Otherwise it has to be analysed, with the metadata that is the second half of the answer: what is said of it now, or
    was before. Raises :class:`LibraryError` for the database.
    """
    id_ = hashlib.sha256(content).hexdigest()
    if not library.has(id_):
        return None, metadata
    before = library.metadata(id_)
    if metadata not in {None, before} or library.document(id_).made_by != version:
        return None, metadata or before
    for name in collections:
        library.tag([id_], name)
    return Added(id_, "known"), before


def wants_examples(library: Library) -> bool:
    """Whether the bundled documents belong into this library and are not all there.

    They go into the default one alone, never into one that somebody named, and only as long as nobody has put anything
    else there; who has removed them does not get them again.
    """
    if os.environ.get(VARIABLE, "").strip() or not is_default(library.url) or _mark().exists():
        return False
    examples = sum(entry.documents for entry in library.collections() if entry.name == EXAMPLES)
    return library.totals().documents == examples


def load_examples(library: Library) -> Iterator[str]:
    """Put the bundled documents into a library; yields the name of each when it is there."""
    from docanalyzer.pipeline import analyze_document
    from docanalyzer.reading import read_bytes
    from docanalyzer.reading.manifest import load_manifest, manifest_entry

    corpus = corpus_folder()
    manifest = load_manifest(corpus / "MANIFEST.csv")
    for path in sorted((corpus / "documents").iterdir()):
        content, metadata = path.read_bytes(), manifest_entry(manifest, path)
        if not library.has(hashlib.sha256(content).hexdigest()):
            # These files are our own: they need no process of their own, which would make the first start slow.
            analysis = analyze_document(read_bytes(content, path.name, metadata=metadata))
            library.add(content, analysis, filename=path.name, collections=(EXAMPLES,), metadata=metadata)
        yield path.name
    with suppress(OSError):  # without the mark they are looked for again next time, and found
        _mark().touch()


def _mark() -> Path:
    return default_file().with_suffix(".examples")
