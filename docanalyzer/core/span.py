"""Half-open stretches of a document's text, counted in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass

from docanalyzer.core.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Quote:
    """A span with the characters that stand there: ``document.text[start:end] == text``.

    ``page`` counts from 1 and is null where the source has no pages.
    """

    start: int
    end: int
    text: str
    page: int | None = None
