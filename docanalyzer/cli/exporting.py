"""What ``export`` writes: the library, or what filters leave of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import typer

from docanalyzer.batch.outputs import replacing
from docanalyzer.cli.console import console
from docanalyzer.cli.errors import fail
from docanalyzer.cli.filling import chosen, opened
from docanalyzer.cli.outputs import choose_file
from docanalyzer.core.record import Analysis, Force, Name, Role
from docanalyzer.exports import WRITERS, Format
from docanalyzer.library import DocumentQuery, Library, RecordQuery

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the command line asks for; empty and null are no condition."""

    document: tuple[str, ...]
    collection: tuple[str, ...]
    indicator: tuple[str, ...]
    industry: tuple[str, ...]
    region: tuple[str, ...]
    due_from: str | None
    due_to: str | None
    role: tuple[Role, ...]
    force: tuple[Force, ...]
    min_confidence: float | None

    @property
    def of_records(self) -> bool:
        """Whether records are chosen, not only documents."""
        by = (self.indicator, self.industry, self.region, self.due_from, self.due_to, self.role, self.force)
        return any(by) or self.min_confidence is not None


def export_to(out: Path, form: Format | None, filters: Filters, database: str | None) -> None:
    """Write what the filters leave; nothing is written where they leave nothing."""
    chosen_form = choose_file(out, form)
    _check(filters)
    with opened(database) as library:
        query = _query(library, filters)
        analyses = library.analyses(query)
        first = next(analyses, None)
        if first is None:
            fail(f"nothing in {library.name} matches; {out} was not written")
        counted = _Counted(chain((first,), analyses))
        with replacing(out) as stream:
            WRITERS[chosen_form](counted, stream)
    console(stderr=True).print(f"{counted.documents} documents are in {out} ({chosen_form})", soft_wrap=True)


class _Counted:
    """Analyses that are counted as they pass."""

    def __init__(self, analyses: Iterator[Analysis]) -> None:
        self._analyses = analyses
        self.documents = 0

    def __iter__(self) -> Iterator[Analysis]:
        for analysis in self._analyses:
            self.documents += 1
            yield analysis


def _query(library: Library, filters: Filters) -> DocumentQuery | RecordQuery:
    # Both name documents: a collection that does not exist is an error, not an empty file.
    ids = [row.id for row in chosen(library, filters.document, ())] if filters.document else None
    if filters.collection:
        chosen(library, (), filters.collection)
    if not filters.of_records:
        return DocumentQuery(ids=ids, collection=filters.collection or None)
    return RecordQuery(
        role=filters.role or None,
        indicator=filters.indicator or None,
        industry=filters.industry or None,
        region=filters.region or None,
        force=filters.force or None,
        due_from=filters.due_from,
        due_to=filters.due_to,
        min_confidence=filters.min_confidence,
        document=ids,
        collection=filters.collection or None,
    )


def _check(filters: Filters) -> None:
    """Usage errors for codes and days that do not exist: an empty result would look like an answer."""
    from docanalyzer.knowledge.indicators import indicator_name
    from docanalyzer.knowledge.industries import industry_name
    from docanalyzer.knowledge.regions import region_name

    _known("--indicator", filters.indicator, indicator_name, "an id such as energy_intensity")
    _known("--industry", filters.industry, industry_name, "a code of GB/T 4754 such as C or 31")
    _known("--region", filters.region, region_name, "a code such as 330000 (Zhejiang), CN or CN-REG-YRD")
    for option, day in (("--due-from", filters.due_from), ("--due-to", filters.due_to)):
        if day is not None and not _is_day(day):
            raise typer.BadParameter(f"{day!r} is no day; write it as 2030-12-31", param_hint=option)


def _known(option: str, codes: Sequence[str], name_of: Callable[[str], Name], form: str) -> None:
    for code in codes:
        name = name_of(code)
        if not name.zh and not name.en:
            raise typer.BadParameter(f"{code!r} is not known; give {form}", param_hint=option)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
