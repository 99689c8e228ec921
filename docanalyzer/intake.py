"""Files into a library: known ones are recognised, new ones are analysed in a process of their own and stored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from docanalyzer.bundled import corpus_folder
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.isolation import analyze_isolated
from docanalyzer.library import Added, Library, default_file, is_default
from docanalyzer.library.address import VARIABLE
from docanalyzer.pipeline import Settings
from docanalyzer.version import analysis_version

EXAMPLES = "examples"
"""The collection that the bundled documents are put into."""


def read_file(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file that is no larger than ``limits`` allow; raises :class:`ReadError` for what is no file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(name, "directory", "this is a directory; name a file in it")
        if path.exists() and not path.is_file():
            raise ReadError(name, "unsupported", "this is neither a file nor a directory")
        with path.open("rb") as stream:
            # One byte more than is allowed tells, however large the file is or grows.
            content = stream.read(limits.size + 1)
    except FileNotFoundError:
        raise ReadError(name, "missing", "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(name, "unreadable", f"the file cannot be opened: {reason}") from error
    if len(content) > limits.size:
        raise ReadError(name, "too_large", f"the file has more than {limits.size // MIB} MiB")
    return content


def take_in(
    library: Library,
    content: bytes,
    filename: str,
    *,
    collections: Sequence[str] = (),
    metadata: Metadata | None = None,
    limits: Limits = LIMITS,
    settings: Settings | None = None,
) -> Added:
    """Analyse a document and store it; what is there already, by the same rules, models and metadata, is only tagged.

    Raises :class:`ReadError` for a file that cannot be read or takes too much, :class:`LibraryError` for the database.
    """
    id_ = hashlib.sha256(content).hexdigest()
    version = _version(settings)
    if library.has(id_):
        before = library.metadata(id_)
        if metadata in {None, before} and library.document(id_).made_by == version:
            for name in collections:
                library.tag([id_], name)
            return Added(id_, "known")
        metadata = metadata or before
    analysis = analyze_isolated(content, filename, metadata=metadata, settings=settings, limits=limits)
    return library.add(
        content, analysis, filename=filename, collections=collections, metadata=metadata, made_by=version
    )


def _version(settings: Settings | None) -> str:
    return analysis_version(settings.models if settings else "default")


def reanalyze(library: Library, document_id: str, *, limits: Limits = LIMITS, settings: Settings | None = None) -> None:
    """Analyse a stored document by the rules of today; what people decided on it stays."""
    name = library.document(document_id).name
    content, metadata = library.content(document_id), library.metadata(document_id)
    analysis = analyze_isolated(content, name, metadata=metadata, settings=settings, limits=limits)
    library.replace(document_id, analysis, _version(settings))


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
