"""The card of one record: every slot with its place in the text and the rule that filled it, and a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docanalyzer.core.record import Analysis, Deadline, DocumentInfo, Measure, Provision, Scope
from docanalyzer.core.span import Quote
from docanalyzer.present import one_line
from docanalyzer.ui import names
from docanalyzer.ui.reader.entries import Found, baseline, indicator, section_path, value
from docanalyzer.ui.words import language, t


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the card: ``slot`` is the key of its name, ``quote`` the words that prove it, ``why`` the rule."""

    slot: str
    value: str
    quote: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    why: str = ""


def evidence(found: Found) -> Quote:
    """The words that prove a record."""
    record = found.record
    if isinstance(record, Measure):
        return record.evidence
    if isinstance(record, Deadline):
        return record.what
    return Quote(record.start, record.end, record.text, record.page)


def facts(analysis: Analysis, found: Found) -> list[Fact]:
    """The filled slots of a record; what the text does not state has no line."""
    record = found.record
    lines: Iterator[Fact] = iter(())
    if isinstance(record, Measure):
        lines = _measure(record, analysis)
    elif isinstance(record, Provision):
        lines = _provision(record, analysis)
    elif isinstance(record, Deadline):
        lines = _deadline(record)
    else:
        lines = iter([Fact("reason", names.word("unused_reason", record.reason))])
    return [fact for fact in lines if fact.value]


def citation(document: DocumentInfo, quote: Quote) -> str:
    """A line that says where the words stand, for a footnote."""
    chinese = language() == "zh"
    title = one_line(document.title or document.name)
    issuers = names.listed(document.issuers, names.agency)
    known = [part for part in (issuers, document.number or "", document.issued_on or "") if part]
    place = [t("read.cite_page", page=quote.page)] if quote.page else []
    place.append(t("read.cite_characters", start=quote.start, end=quote.end))
    words = one_line(quote.text)
    if chinese:
        about = f"（{'，'.join(known)}）" if known else ""
        return f"《{title.strip('《》')}》{about}，{'，'.join(place)}：“{words}”。"
    about = f" ({', '.join(known)})" if known else ""
    return f"{title}{about}, {', '.join(place)}: “{words}”."


def _measure(record: Measure, analysis: Analysis) -> Iterator[Fact]:
    why = record.why
    yield Fact("role", names.word("role", record.role), why=why.get("role", ""))
    yield _placed("indicator", indicator(record), record.indicator, why.get("indicator", ""))
    yield _placed("value", value(record), record.quantity, why.get("quantity", ""))
    yield Fact("kind", names.word("kind", record.kind), why=why.get("kind", ""))
    yield Fact("direction", names.word("direction", record.direction), why=why.get("direction", ""))
    yield _placed("deadline", names.period(record.period), record.period, why.get("period", ""))
    yield _placed("baseline", baseline(record.baseline), record.baseline, why.get("baseline", ""))
    yield from _scope(record.scope, why)
    yield Fact("binding", names.word("binding", record.binding), why=why.get("binding", ""))
    yield Fact("section", section_path(analysis, record.section))
    if record.table is not None:
        table, row, column = record.table.table + 1, record.table.row + 1, record.table.column + 1
        yield Fact("table", t("read.cell", table=table, row=row, column=column))
    yield Fact("rule", record.rule)
    yield Fact("confidence", f"{record.confidence:.0%}")


def _scope(scope: Scope, why: dict[str, str]) -> Iterator[Fact]:
    yield Fact("region", names.listed(scope.regions, names.region), why=why.get("regions", ""))
    yield Fact("industry", names.listed(scope.industries, names.industry), why=why.get("industries", ""))
    yield Fact("subject", one_line(scope.subject or ""), why=why.get("subject", ""))


def _provision(record: Provision, analysis: Analysis) -> Iterator[Fact]:
    why = record.why
    yield Fact("force", names.words("force", record.force), why=why.get("force", ""))
    yield Fact("instrument", names.words("instrument", record.instruments), why=why.get("instruments", ""))
    yield Fact("actors", names.listed(record.actors, names.agency), why=why.get("actors", ""))
    yield _placed("deadline", names.period(record.period), record.period, why.get("period", ""))
    yield from _scope(Scope(record.regions, record.industries), why)
    yield Fact("targets", _measures(record.targets, analysis))
    yield Fact("section", section_path(analysis, record.section))
    yield Fact("confidence", f"{record.confidence:.0%}")


def _deadline(record: Deadline) -> Iterator[Fact]:
    yield _placed("deadline", names.period(record.period), record.period, "")
    yield _placed("what", one_line(record.what.text), record.what, "")


def _measures(ids: tuple[str, ...], analysis: Analysis) -> str:
    by_id = {measure.id: measure for measure in analysis.targets}
    shown = [f"{indicator(by_id[id_])} {value(by_id[id_])}".strip() for id_ in ids if id_ in by_id]
    return ("；" if language() == "zh" else "; ").join(shown)


def _placed(slot: str, shown: str, found: object, why: str) -> Fact:
    start, end = getattr(found, "start", 0), getattr(found, "end", 0)
    if found is None or end <= start:
        return Fact(slot, shown, why=why)
    return Fact(slot, shown, one_line(getattr(found, "text", "")), start, end, getattr(found, "page", None), why)
