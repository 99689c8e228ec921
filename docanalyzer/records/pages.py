"""Give every span of an analysis the page it stands on; for sources with pages only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_type_hints

from docanalyzer.core.record import Analysis, Measure

# These are about the document or the reading of it, and know their pages already.
_ALREADY = {"document", "notices", "schema_version"}


class _Plan(NamedTuple):
    """How to place a record: its values at once, which of them may hold spans, and where its own page and start are."""

    values: Callable[[Any], tuple[Any, ...]]
    inner: tuple[int, ...]
    own: tuple[int, int] | None


@cache
def _plan(kind: type) -> _Plan:
    names = [field.name for field in fields(kind)]
    hints = get_type_hints(kind)
    own = (names.index("page"), names.index("start")) if {"page", "start"} <= set(names) else None
    return _Plan(attrgetter(*names), tuple(i for i, name in enumerate(names) if _spans_in(hints[name])), own)


@cache
def _spans_in(hint: Any) -> bool:
    """Whether values of a type can hold a span: a dataclass with a page and a start."""
    if isinstance(hint, type) and is_dataclass(hint):
        plan = _plan(hint)
        return plan.own is not None or bool(plan.inner)
    return any(_spans_in(part) for part in get_args(hint))


def with_pages(analysis: Analysis) -> Analysis:
    """The same analysis, with ``page`` filled in wherever a record has a span; unchanged without pages."""
    pages = analysis.document.pages
    if not pages:
        return analysis
    starts, numbers = [p.start for p in pages], [p.number for p in pages]

    def placed(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, tuple):
            return tuple([placed(item) for item in value])
        kind: type = type(value)
        read, inner, own = _plan(kind)
        values = list(read(value))
        for index in inner:
            values[index] = placed(values[index])
        if own is not None:
            page, start = own
            values[page] = numbers[max(0, bisect_right(starts, values[start]) - 1)]
        return kind(*values)

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
