"""The analysis as a component of a spaCy pipeline: ``nlp.add_pipe("docanalyzer")``.

The text of a ``Doc`` is analysed as it stands. What was found becomes span groups (:data:`GROUPS`), and
``doc._.docanalyzer`` is the whole :class:`docanalyzer.core.record.Analysis`. A span covers the tokens that hold its
characters, wholly or in part; the records keep the exact characters.

What is known of a document beside its text may stand in ``doc.user_data["docanalyzer_metadata"]`` as a dictionary with
``title``, ``issued_on`` and ``issuer``; it overrules the setting of the component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from docanalyzer.core.errors import ModelError
from docanalyzer.core.record import Analysis, Entity, Period
from docanalyzer.exports.codec import from_data, to_data
from docanalyzer.learned.store import parse_choice
from docanalyzer.pipeline import Settings, analyze_text

GROUPS = (
    "targets", "figures", "indicators", "provisions", "periods", "regions", "industries", "agencies", "citations",
    "deadlines",
)  # fmt: skip
"""The span groups that every document gets, some of them empty."""

METADATA = "docanalyzer_metadata"
"""The key of ``doc.user_data`` for title, date and issuer of one document."""

_RECORDS = "docanalyzer"


class _Mark(NamedTuple):
    """A span to be: ``record`` is the id of the record that it comes from, ``code`` what it stands for."""

    start: int
    end: int
    label: str
    record: str = ""
    code: str = ""


class Component:
    """Analyses every document that passes; ``settings`` and ``issued_on`` hold for those that do not say more."""

    def __init__(self, settings: Settings, issued_on: str | None) -> None:
        self.settings, self.issued_on = settings, issued_on

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its span groups and records."""
        known = {"issued_on": self.issued_on, **doc.user_data.get(METADATA, {})}
        # A line end of Windows counts as one character in the records and as two in the document.
        analysis = analyze_text(doc.text.replace("\r\n", " \n"), settings=self.settings, **known)
        for group, marks in _groups(analysis).items():
            doc.spans[group] = SpanGroup(doc, name=group, spans=list(_spans(doc, marks)))
        # As plain data it goes wherever spaCy takes documents: to other processes, into a DocBin.
        doc.user_data[_RECORDS] = to_data(analysis)
        return doc


@Language.factory(
    "docanalyzer",
    default_config={"language": "auto", "models": ["default"], "issued_on": None},
    assigns=["doc.spans", "doc._.docanalyzer"],
)
def create(
    nlp: Language, name: str, language: Literal["auto", "zh", "en"], models: list[str], issued_on: str | None
) -> Component:
    """Make the component; what spaCy calls for ``nlp.add_pipe("docanalyzer", config={…})``.

    ``language`` overrules the language found, ``models`` are names of trained models, ``["none"]`` or ``["default"]``,
    ``issued_on`` is an ISO day. Raises ``ValueError`` for a model that is not there.
    """
    try:
        return Component(Settings(language=language, models=parse_choice(models)), issued_on)
    except ModelError as error:
        raise ValueError(f"{name}: {error}") from error


def _analysis(doc: Doc) -> Analysis | None:
    data = doc.user_data.get(_RECORDS)
    return None if data is None else from_data(data, quotations=False)


if not Doc.has_extension("docanalyzer"):
    Doc.set_extension("docanalyzer", getter=_analysis)


def _spans(doc: Doc, marks: Iterable[_Mark]) -> Iterator[Any]:
    for start, end, label, record, code in marks:
        span = doc.char_span(start, end, label=label, kb_id=code, span_id=record, alignment_mode="expand")
        if start < end and span is not None:
            yield span


def _groups(analysis: Analysis) -> dict[str, list[_Mark]]:
    """The marks of each group; a number stands at its quantity, a goal in words alone at the words that prove it."""
    found: dict[str, list[_Mark]] = {group: [] for group in GROUPS}
    for group, measures in (("targets", analysis.targets), ("figures", analysis.figures)):
        for measure in measures:
            indicator, place = measure.indicator, measure.quantity or measure.evidence
            code = (indicator and indicator.id) or ""
            found[group].append(_Mark(place.start, place.end, measure.role, measure.id, code))
            if indicator is not None:
                found["indicators"].append(_Mark(indicator.start, indicator.end, "indicator", measure.id, code))
    for provision in analysis.provisions:
        for force in provision.force:
            found["provisions"].append(_Mark(provision.start, provision.end, force, provision.id))
    found["periods"] = [_Mark(p.start, p.end, p.relation, code=_dates(p)) for p in analysis.periods]
    found["regions"] = _names(analysis.regions, "region")
    found["industries"] = _names(analysis.industries, "industry")
    found["agencies"] = _names(analysis.agencies, "agency")
    found["citations"] = [_Mark(c.start, c.end, "citation", code=c.number or c.title or "") for c in analysis.citations]
    found["deadlines"] = [
        _Mark(d.what.start, d.what.end, "deadline", d.id, d.period.end_date or "") for d in analysis.deadlines
    ]
    return found


def _names(entities: Iterable[Entity], label: str) -> list[_Mark]:
    return [_Mark(entity.start, entity.end, label, code=entity.code or "") for entity in entities]


def _dates(period: Period) -> str:
    """A period as an interval of ISO 8601, with two dots for an end that is open: ``../2025-12-31``."""
    return f"{period.start_date or '..'}/{period.end_date or '..'}"
