"""Title, document number, date and issuers, as the head and the tail of a text show them."""

from __future__ import annotations

from docanalyzer.core.document import Metadata


def find_metadata(text: str, language: str | None = None) -> Metadata:
    """What the first and the last lines of a text say of the document; null where they say nothing."""
    return Metadata()
