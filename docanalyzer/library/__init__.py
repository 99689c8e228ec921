"""The library of documents: a database of their bytes, texts, records and what people decided on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docanalyzer.library.address import default_file, default_url, full_url, is_default
from docanalyzer.library.model import (
    Added,
    Collection,
    DeadlineRow,
    DocumentQuery,
    DocumentRow,
    Hit,
    LibraryError,
    NotInLibraryError,
    Page,
    ProvisionRow,
    RecordQuery,
    RecordRow,
    Snippet,
    Totals,
)

if TYPE_CHECKING:
    from docanalyzer.library.store import Library, open_library

__all__ = [
    "Added",
    "Collection",
    "DeadlineRow",
    "DocumentQuery",
    "DocumentRow",
    "Hit",
    "Library",
    "LibraryError",
    "NotInLibraryError",
    "Page",
    "ProvisionRow",
    "RecordQuery",
    "RecordRow",
    "Snippet",
    "Totals",
    "default_file",
    "default_url",
    "full_url",
    "is_default",
    "open_library",
]


def __getattr__(name: str) -> Any:
    """Load the database's libraries when a library is first opened."""
    if name in {"Library", "open_library"}:
        from docanalyzer.library import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
