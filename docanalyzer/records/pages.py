"""Give every span of an analysis the page it stands on; for sources with pages only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TypeVar

from docanalyzer.core.record import Analysis

R = TypeVar("R")
# These are about the document or the reading of it, and know their pages already.
_ALREADY = {"document", "notices", "schema_version"}


# What holds no span; a tuple within a record holds codes and names.
_PLAIN = frozenset({str, int, float, bool, dict, tuple, type(None)})


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass in the order of its arguments; null for anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


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
        kind: type = type(value)
        names = _names(kind)
        if names is None:
            return value
        values = [getattr(value, name) for name in names]
        for index, inner in enumerate(values):
            if type(inner) not in _PLAIN:
                values[index] = placed(inner)
        if "page" in names and "start" in names:
            # Whatever has a page and a start is a span.
            values[names.index("page")] = numbers[max(0, bisect_right(starts, value.start) - 1)]  # type: ignore[attr-defined]
        made: R = kind(*values)
        return made

    return replace(
        analysis, **{f.name: placed(getattr(analysis, f.name)) for f in fields(analysis) if f.name not in _ALREADY}
    )
