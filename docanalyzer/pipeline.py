"""From a file or a text to its records: the one recipe that every face of the program runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from docanalyzer.core.collecting import uncollected
from docanalyzer.core.document import Document, Metadata
from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import (
    SCHEMA_VERSION,
    Analysis,
    Citation,
    DocumentInfo,
    DocumentKind,
    Entity,
    LanguageCode,
    Name,
    Period,
)
from docanalyzer.knowledge.forces import Cue
from docanalyzer.languages import LANGUAGES
from docanalyzer.languages.base import Amount, Unread, When
from docanalyzer.learned.panel import Panel
from docanalyzer.learned.store import Choice
from docanalyzer.linguistics import View, language_of
from docanalyzer.linguistics import views as views_of
from docanalyzer.mentions.agencies import find_agencies
from docanalyzer.mentions.citations import find_citations
from docanalyzer.mentions.forces import find_forces
from docanalyzer.mentions.identity import document_kind, issuer_ids, jurisdiction
from docanalyzer.mentions.industries import find_industries
from docanalyzer.mentions.outlook import tally
from docanalyzer.mentions.regions import find_regions
from docanalyzer.records.deadlines import build_deadlines
from docanalyzer.records.doubt import find_unused
from docanalyzer.records.measures import build_measures
from docanalyzer.records.pages import with_pages
from docanalyzer.records.passages import Context, Places, passages
from docanalyzer.records.provisions import Surroundings, build_provisions
from docanalyzer.records.qualitative import Beside, build_qualitative
from docanalyzer.records.questions import Scene
from docanalyzer.records.second_opinion import SecondOpinion
from docanalyzer.structure import Structure, build_structure

_TITLE_YEAR = re.compile(r"\b((?:19|20)\d\d)(?=年|\b)")
Finder = Callable[[View], Sequence[Mention[Concept]]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to analyse.

    ``language`` overrules the language found. ``extra_finders`` mark further regions, industries or agencies: each
    takes a view of the text and returns mentions whose concept names its table. ``models`` are asked where the rules
    are in doubt: ``"default"`` those that are on by default, ``"none"`` none of them, or the names of some.
    ``ocr`` says when text recognition is used: on pages without text (``auto``, needs the extra), never (``off``) or on
    all (``force``).
    """

    language: Literal["auto", "zh", "en"] = "auto"
    extra_finders: tuple[Finder, ...] = ()
    models: Choice = "default"
    ocr: Literal["auto", "off", "force"] = "auto"


def analyze(path: str | Path, *, metadata: Metadata | None = None, settings: Settings | None = None) -> Analysis:
    """Read a file and analyse it; ``metadata`` (from a manifest) overrules what the file says of itself.

    Raises :class:`docanalyzer.core.errors.ReadError` when the file cannot be read.
    """
    from docanalyzer.reading import read

    settings = settings or Settings()
    return analyze_document(read(Path(path), metadata=metadata, ocr=settings.ocr), settings=settings)


def analyze_text(
    text: str,
    *,
    issued_on: str | None = None,
    issuer: str | Sequence[str] | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Analysis:
    """Analyse a text as it stands; offsets in the result are offsets into ``text`` (CRLF counted as LF).

    ``issued_on`` (an ISO day), ``issuer`` and ``title`` overrule what the text says of itself. Raises ``ValueError``
    for a date that is none.
    """
    from docanalyzer.reading.metadata import find_metadata

    text = text.replace("\r\n", "\n")
    if issued_on is not None:
        date.fromisoformat(issued_on)
    issuers = (issuer,) if isinstance(issuer, str) else tuple(issuer or ())
    found = find_metadata(text)
    metadata = Metadata(
        title=title or found.title,
        issued_on=issued_on or found.issued_on,
        issuers=issuers or found.issuers,
        number=found.number,
    )
    content = text.encode("utf-8", "surrogatepass")
    document = Document(hashlib.sha256(content).hexdigest(), title or "text", "text/plain", text, metadata=metadata)
    return analyze_document(document, settings=settings)


@uncollected()
def analyze_document(document: Document, *, settings: Settings | None = None, panel: Panel | None = None) -> Analysis:
    """Analyse what ``reading`` made of a file; ``panel`` takes the place of the models that the settings choose."""
    settings = settings or Settings()
    text = document.text
    language = language_of(text)
    if settings.language != "auto" and not language.startswith(settings.language):
        language = "en" if settings.language == "en" else "zh-Hans"
    views = views_of(text, language)
    if settings.language != "auto":
        views = tuple(v for v in views if v.language == settings.language) or views
    structure = build_structure(document, views[0].language, views)
    metadata = document.metadata
    kind = document_kind(metadata.title, text)
    context = Context(
        metadata.issued_on or _report_year(kind, metadata.title),
        kind,
        jurisdiction(metadata.issuers, metadata.title, text),
    )
    found = _Findings.of(text, views, context, settings)
    panel = Panel(settings.models) if panel is None else panel
    periods = [_period(text, mention) for mention in found.periods]
    due = [period for period, mention in zip(periods, found.periods, strict=True) if mention.value.use == "goal"]
    counted = tally(text, structure, found.cues, periods, context.issued_on)
    places = Places(found.regions, found.industries)
    measures = []
    for view, amounts, dates in found.quantities:
        measures += build_measures(
            view.text,
            text,
            LANGUAGES[view.language],
            structure,
            list(passages(structure.sentences, amounts, dates)),
            context,
            places,
            counted.whole,
        )
        beside = Beside(measures, counted, context, places)
        measures += build_qualitative(view, text, LANGUAGES[view.language], structure, dates, beside)
    measures.sort(key=lambda m: m.quantity.start if m.quantity else m.evidence.start)
    opinion = SecondOpinion(panel, Scene(text, views, structure, found.cues, counted, context)) if panel else None
    if opinion:
        measures = opinion.on_indicators(opinion.on_roles(measures))
    around = Surroundings(periods, measures, found.agencies, found.regions, found.industries, context.issued_on)
    revise = opinion.on_forces if opinion else None
    provisions = build_provisions(text, structure, found.cues, around, counted, revise)
    return with_pages(
        Analysis(
            schema_version=SCHEMA_VERSION,
            document=_info(document, language, structure, context),
            targets=tuple(m for m in measures if m.role == "target"),
            figures=tuple(m for m in measures if m.role != "target"),
            provisions=tuple(provisions),
            periods=tuple(periods),
            regions=_entities(text, found.regions),
            industries=_entities(text, found.industries),
            agencies=_entities(text, found.agencies),
            citations=tuple(found.citations),
            deadlines=tuple(build_deadlines(text, structure, due, provisions, measures, context.issued_on)),
            unused=find_unused(text, measures, periods, found.citations, found.unread),
            notices=document.notices + panel.notices(),
        )
    )


def _report_year(kind: DocumentKind, title: str | None) -> str | None:
    """What "this year" stands on in a work report without a date: the year in its title (2021年政府工作报告)."""
    year = _TITLE_YEAR.search(title or "") if kind == "work_report" else None
    return f"{year[1]}-01-01" if year else None


@dataclass(slots=True)
class _Findings:
    """What the finders marked in all views of a document, each list in text order."""

    quantities: list[tuple[View, list[Amount], list[Mention[When]]]]
    periods: list[Mention[When]]
    unread: list[Unread]
    regions: list[Mention[Concept]]
    industries: list[Mention[Concept]]
    agencies: list[Mention[Concept]]
    cues: list[Mention[Cue]]
    citations: list[Citation]

    @classmethod
    def of(cls, text: str, views: tuple[View, ...], context: Context, settings: Settings) -> _Findings:
        found = cls([], [], [], [], [], [], [], [])
        issued = date.fromisoformat(context.issued_on) if context.issued_on else None
        for view in views:
            language = LANGUAGES[view.language]
            dates = language.find_periods(view, issued)
            amounts, unread = language.find_amounts(view, dates)
            found.quantities.append((view, amounts, dates))
            found.periods += dates
            found.unread += unread
            found.regions += find_regions(view, jurisdiction=context.jurisdiction, issued_on=context.issued_on)
            found.industries += find_industries(view)
            found.agencies += find_agencies(view, jurisdiction=context.jurisdiction)
            found.cues += find_forces(view)
            found.citations += find_citations(view, text)
            for finder in settings.extra_finders:
                for mention in finder(view):
                    getattr(found, _LISTS[mention.value.table]).append(mention)
        if len(views) > 1 or settings.extra_finders:
            found._sort()
        return found

    def _sort(self) -> None:
        for marks in (self.periods, self.unread, self.regions, self.industries, self.agencies, self.cues):
            marks.sort(key=lambda mark: mark[0])
        self.citations.sort(key=lambda citation: citation.start)


_LISTS = {"region": "regions", "industry": "industries", "agency": "agencies"}


def _period(text: str, mention: Mention[When]) -> Period:
    start, end, (start_date, end_date, relation, _), _ = mention
    return Period(start, end, text[start:end], start_date, end_date, relation)


def _entities(text: str, mentions: list[Mention[Concept]]) -> tuple[Entity, ...]:
    return tuple(
        Entity(start, end, text[start:end], concept.code, _name(concept), why) for start, end, concept, why in mentions
    )


def _name(concept: Concept) -> Name:
    return Name(concept.name_zh, concept.name_en)


def _info(document: Document, language: LanguageCode, structure: Structure, context: Context) -> DocumentInfo:
    metadata = document.metadata
    return DocumentInfo(
        id=document.id,
        name=document.name,
        media_type=document.media_type,
        title=metadata.title,
        language=language,
        issued_on=metadata.issued_on,
        issuers=issuer_ids(metadata.issuers),
        number=metadata.number,
        kind=context.kind,
        jurisdiction=context.jurisdiction,
        text=document.text,
        pages=document.pages,
        sections=structure.sections,
        places=document.places,
    )
