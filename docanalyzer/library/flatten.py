"""An analysis as rows of the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.core.record import Analysis, Deadline, Measure, Period, Provision
from docanalyzer.linguistics import fold
from docanalyzer.present import baseline_in_words, one_line, period_in_words, value_in_words

# PostgreSQL knows no NUL, and a lone surrogate (a file name that is not Unicode) has no UTF-8.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# Longer ones than any name do not fit an index.
_LONGEST_CODE = 200


@dataclass(slots=True)
class FlatRecord:
    """A row of ``records`` without its keys, and its rows of ``codes`` as pairs of facet and code."""

    row: dict[str, Any]
    codes: list[tuple[str, str]] = field(default_factory=list)


def clean(text: str) -> str:
    """The text as a database column can hold it, of the same length: no NUL, no lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def haystack(*parts: str | None) -> str:
    """What a search within columns looks into: script, width and case do not matter."""
    return clean(fold(one_line(" ".join(part for part in parts if part))).casefold())


def to_json(value: object) -> str:
    """Plain data as JSON in ASCII, which holds every string that Python can."""
    return json.dumps(value, separators=(",", ":"))


def document_row(analysis: Analysis, name: str) -> dict[str, Any]:
    """The columns of ``documents`` that come from the (reviewed) analysis."""
    document = analysis.document
    return {
        "name": clean(name),
        "title": None if document.title is None else clean(document.title),
        "language": document.language,
        "kind": document.kind,
        "jurisdiction": document.jurisdiction,
        "issued_on": document.issued_on,
        "issuers": clean(" ".join(("", *document.issuers, ""))),
        "haystack": haystack(document.title, name),
        "targets": len(analysis.targets),
        "figures": len(analysis.figures),
        "provisions": len(analysis.provisions),
        "deadlines": len(analysis.deadlines),
        "display": to_json(
            {
                "name": name,
                "title": document.title,
                "media_type": document.media_type,
                "issuers": document.issuers,
                "number": document.number,
                "characters": len(document.text),
                "pages": len(document.pages),
                "unused": len(analysis.unused),
                "notices": sum(notice.count for notice in analysis.notices),
            }
        ),
    }


def flat_records(analysis: Analysis, rejected: Iterable[Measure | Provision] = ()) -> Iterator[FlatRecord]:
    """Every record of the analysis, numbered in text order for each kind, with those a reviewer rejected."""
    gone = list(rejected)
    measures = [*analysis.targets, *analysis.figures, *(m for m in gone if isinstance(m, Measure))]
    provisions = [*analysis.provisions, *(p for p in gone if isinstance(p, Provision))]
    home = analysis.document.jurisdiction
    for number, measure in enumerate(sorted(measures, key=_place)):
        yield _measure(measure, number, home)
    for number, provision in enumerate(sorted(provisions, key=lambda p: (p.start, p.end))):
        yield _provision(provision, number, home)
    by_id = {m.id: m for m in analysis.targets}
    ruling = {p.id: p for p in analysis.provisions}
    for number, deadline in enumerate(analysis.deadlines):
        targets = [by_id[id_] for id_ in deadline.targets if id_ in by_id]
        yield _deadline(deadline, number, ruling.get(deadline.provision or ""), targets, home)


def _place(measure: Measure) -> tuple[int, int]:
    return (measure.quantity.start if measure.quantity else measure.evidence.start, measure.evidence.end)


def _measure(measure: Measure, number: int, home: str | None) -> FlatRecord:
    quantity, indicator, baseline = measure.quantity, measure.indicator, measure.baseline
    evidence, scope = measure.evidence, measure.scope
    display = {
        "indicator": one_line(indicator.text) if indicator else "",
        "value": value_in_words(quantity),
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "comparison": quantity.comparison if quantity else None,
        "approximate": quantity.approximate if quantity else False,
        "counted": quantity.counted if quantity else None,
        "direction": measure.direction,
        **_period(measure.period),
        "baseline": baseline_in_words(measure),
        "baseline_year": baseline.year if baseline else None,
        "regions": scope.regions,
        "industries": scope.industries,
        "subject": scope.subject,
        "binding": measure.binding,
        "evidence": one_line(evidence.text),
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
        "section": measure.section,
        "reviewed_by": measure.review.by if measure.review else None,
    }
    row = {
        "type": "measure",
        "number": number,
        "record": measure.id,
        "role": measure.role,
        "kind": measure.kind,
        "indicator": indicator.id if indicator else None,
        "due": measure.period.end_date if measure.period else None,
        "confidence": measure.confidence,
        "review": measure.review.status if measure.review else None,
        "haystack": haystack(display["indicator"], evidence.text, quantity.text if quantity else None, scope.subject),
        "display": to_json(display),
    }
    return FlatRecord(row, _codes(home, regions=scope.regions, industries=scope.industries))


def _provision(provision: Provision, number: int, home: str | None) -> FlatRecord:
    display = {
        "text": one_line(provision.text),
        "force": provision.force,
        "instruments": provision.instruments,
        "actors": provision.actors,
        "regions": provision.regions,
        "industries": provision.industries,
        **_period(provision.period),
        "targets": provision.targets,
        "start": provision.start,
        "end": provision.end,
        "page": provision.page,
        "section": provision.section,
        "reviewed_by": provision.review.by if provision.review else None,
    }
    row = {
        "type": "provision",
        "number": number,
        "record": provision.id,
        "role": None,
        "kind": None,
        "indicator": None,
        "due": provision.period.end_date if provision.period else None,
        "confidence": provision.confidence,
        "review": provision.review.status if provision.review else None,
        "haystack": haystack(provision.text),
        "display": to_json(display),
    }
    return FlatRecord(row, _provision_codes(provision, home))


def _deadline(
    deadline: Deadline, number: int, provision: Provision | None, targets: list[Measure], home: str | None
) -> FlatRecord:
    indicators = tuple(dict.fromkeys(m.indicator.id for m in targets if m.indicator and m.indicator.id))
    what = deadline.what
    display = {
        "what": one_line(what.text),
        **_period(deadline.period),
        "provision": deadline.provision,
        "targets": deadline.targets,
        "values": [value_in_words(m.quantity) for m in targets],
        "indicator_ids": indicators,
        "force": provision.force if provision else (),
        "actors": provision.actors if provision else (),
        "regions": provision.regions if provision else (),
        "industries": provision.industries if provision else (),
        "start": what.start,
        "end": what.end,
        "page": what.page,
    }
    row = {
        "type": "deadline",
        "number": number,
        "record": deadline.id,
        "role": "target" if targets else None,
        "kind": None,
        "indicator": indicators[0] if indicators else None,
        "due": deadline.period.end_date,
        "confidence": provision.confidence if provision else max((m.confidence for m in targets), default=1.0),
        "review": None,
        "haystack": haystack(what.text, deadline.period.text, provision.text if provision else None),
        "display": to_json(display),
    }
    codes = _provision_codes(provision, home) if provision else _codes(home)
    return FlatRecord(row, codes + [("indicator", id_) for id_ in indicators])


def _period(period: Period | None) -> dict[str, Any]:
    return {
        "period": period_in_words(period),
        "period_start": period.start_date if period else None,
        "relation": period.relation if period else None,
    }


def _provision_codes(provision: Provision, home: str | None) -> list[tuple[str, str]]:
    return _codes(
        home,
        regions=provision.regions,
        industries=provision.industries,
        forces=provision.force,
        instruments=provision.instruments,
        actors=provision.actors,
    )


_FACETS = {
    "regions": "region", "industries": "industry", "forces": "force", "instruments": "instrument", "actors": "actor",
}  # fmt: skip


def _codes(home: str | None, **named: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of facet and code; without regions of its own a record holds for the jurisdiction of its document."""
    if home and not named.get("regions"):
        named["regions"] = (home,)
    return [
        (_FACETS[name], clean(code)[:_LONGEST_CODE]) for name, codes in named.items() for code in dict.fromkeys(codes)
    ]
