"""The documents as references: what RIS, BibTeX and CSL-JSON are written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from docanalyzer.core.record import Analysis, DocumentInfo, DocumentKind
from docanalyzer.exports.plain import one_line

LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}

GENRES: dict[DocumentKind, str | None] = {
    "plan": "Plan",
    "action_plan": "Action plan",
    "work_report": "Work report",
    "opinion": "Opinion",
    "notice": "Notice",
    "law": None,
    "ndc": "Nationally determined contribution",
    "news": None,
    "other": None,
}
"""What a reference manager calls the type of a report."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One document; ``date`` is year, month and day, ``authors`` are institutions in the document's language."""

    key: str
    kind: DocumentKind
    title: str
    authors: tuple[str, ...]
    date: tuple[int, int, int] | None
    number: str | None
    language: str
    file: str
    sha256: str


def references(analyses: Iterable[Analysis]) -> Iterator[Reference]:
    """One reference for each document; the keys (``state_council2018-1a2b3c4d``) differ."""
    used: dict[str, int] = {}
    for analysis in analyses:
        document = analysis.document
        key = _key(document)
        used[key] = used.get(key, 0) + 1
        yield Reference(
            key=key if used[key] == 1 else f"{key}-{used[key]}",
            kind=document.kind,
            title=one_line(document.title or PurePath(document.name).stem),
            authors=tuple(_author(issuer, document.language) for issuer in document.issuers),
            date=_date(document.issued_on),
            number=document.number and one_line(document.number),
            language=LANGUAGES[document.language],
            file=one_line(document.name),
            sha256=document.id,
        )


def _key(document: DocumentInfo) -> str:
    first = re.sub(r"[^a-z0-9_]", "", document.issuers[0].lower()) if document.issuers else ""
    date = _date(document.issued_on)
    return f"{first or 'document'}{date[0] if date else 'nd'}-{document.id[:8]}"


def _author(issuer: str, language: str) -> str:
    from docanalyzer.knowledge.agencies import agency_name

    name = agency_name(issuer)
    ours, other = (name.en, name.zh) if language == "en" else (name.zh, name.en)
    return one_line(ours or other or issuer)


def _date(issued_on: str | None) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", issued_on or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
