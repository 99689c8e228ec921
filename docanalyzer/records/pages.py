"""Give every span of an analysis the page it stands on; for sources with pages only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from docanalyzer.core.record import Analysis

R = TypeVar("R")
# These are about the document or the reading of it, and know their pages already.
_ALREADY = {"document", "notices", "schema_version"}


def with_pages(analysis: Analysis) -> Analysis:
    """The same analysis, with ``page`` filled in wherever a record has a span; unchanged without pages."""
    pages = analysis.document.pages
    if not pages:
        return analysis
    starts, numbers = [p.start for p in pages], [p.number for p in pages]

    def placed(value: R) -> R:
        if isinstance(value, tuple):
            # A tuple stays a tuple; the checker cannot know which.
            return tuple(placed(item) for item in value)  # type: ignore[return-value]
        if not is_dataclass(value) or isinstance(value, type):
            return value
        names = {f.name for f in fields(value)}
        changes = {name: placed(getattr(value, name)) for name in names if is_dataclass(getattr(value, name))}
        if "page" in names and "start" in names:
            # Whatever has a page and a start is a span.
            changes["page"] = numbers[max(0, bisect_right(starts, value.start) - 1)]  # type: ignore[attr-defined]
        return replace(value, **changes) if changes else value

    return replace(
        analysis, **{f.name: placed(getattr(analysis, f.name)) for f in fields(analysis) if f.name not in _ALREADY}
    )
