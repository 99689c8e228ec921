"""Give every span of an analysis the page it stands on; for sources with pages only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TypeVar

from docanalyzer.core.record import Analysis, Measure

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

    analysis = replace(
        analysis, **{f.name: placed(getattr(analysis, f.name)) for f in fields(analysis) if f.name not in _ALREADY}
    )
    return _marked(analysis) if any(page.from_ocr for page in pages) else analysis


def _marked(analysis: Analysis) -> Analysis:
    """The same analysis, with the records marked whose evidence stands on a page that was read from a picture."""
    pictures = [page for page in analysis.document.pages if page.from_ocr]

    def read(start: int, end: int) -> bool:
        return any(start < page.end and page.start < end for page in pictures)

    def measures(found: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return tuple(replace(m, from_ocr=read(m.evidence.start, m.evidence.end)) for m in found)

    return replace(
        analysis,
        targets=measures(analysis.targets),
        figures=measures(analysis.figures),
        provisions=tuple(replace(p, from_ocr=read(p.start, p.end)) for p in analysis.provisions),
    )
