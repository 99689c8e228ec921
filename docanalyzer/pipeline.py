"""From a file or a text to its records: the one recipe that every face of the program runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from docanalyzer.core.document import Document, Metadata
from docanalyzer.core.record import Analysis


@dataclass(frozen=True, slots=True)
class Settings:
    """How to analyse. ``language`` overrules the language found (``zh``, ``en``)."""

    language: Literal["auto", "zh", "en"] = "auto"


def analyze(path: str | Path, *, metadata: Metadata | None = None, settings: Settings | None = None) -> Analysis:
    """Read a file and analyse it; ``metadata`` (from a manifest) overrules what the file says of itself.

    Raises :class:`docanalyzer.core.errors.ReadError` when the file cannot be read.
    """
    from docanalyzer.reading import read

    return analyze_document(read(Path(path), metadata=metadata), settings=settings)


def analyze_text(
    text: str,
    *,
    issued_on: str | None = None,
    issuer: str | Sequence[str] | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Analysis:
    """Analyse a text as it stands; offsets in the result are offsets into ``text`` (CRLF counted as LF)."""
    text = text.replace("\r\n", "\n")
    issuers = (issuer,) if isinstance(issuer, str) else tuple(issuer or ())
    return analyze_document(
        Document(
            id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            name=title or "text",
            media_type="text/plain",
            text=text,
            metadata=Metadata(title=title, issued_on=issued_on, issuers=issuers),
        ),
        settings=settings,
    )


def analyze_document(document: Document, *, settings: Settings | None = None) -> Analysis:
    """Analyse what ``reading`` made of a file."""
    raise NotImplementedError
