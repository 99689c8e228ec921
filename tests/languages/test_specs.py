"""The case tables of every language: what numbers, periods and records a text written for the purpose holds."""

import json
from datetime import date
from pathlib import Path

import pytest

from docanalyzer.core.document import Document
from docanalyzer.languages import LANGUAGES
from docanalyzer.linguistics import views
from docanalyzer.records.measures import build_measures
from docanalyzer.records.passages import Context, Places, passages
from docanalyzer.structure import build_structure

SPECS = Path(__file__).resolve().parent.parent / "specs"


def cases(name):
    for path in sorted(SPECS.glob(f"*/{name}.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield pytest.param(path.parent.name, json.loads(line), id=f"{path.parent.name}-{number}")


def view_of(language, text):
    return next(view for view in views(text) if view.language == language)


def day(case):
    return date.fromisoformat(case["issued_on"]) if "issued_on" in case else None


@pytest.mark.parametrize(("language", "case"), list(cases("quantities")))
def test_quantities(language, case):
    view = view_of(language, case["text"])
    pack = LANGUAGES[language]
    amounts, _ = pack.find_amounts(view, pack.find_periods(view, None))
    found = [
        [case["text"][a.start : a.end], a.low, a.high, a.unit, a.comparison, *(["about"] if a.approximate else [])]
        for a in amounts
    ]
    assert found == case["amounts"]


@pytest.mark.parametrize(("language", "case"), list(cases("periods")))
def test_periods(language, case):
    view = view_of(language, case["text"])
    found = [
        [case["text"][p.start : p.end], p.value.start_date, p.value.end_date, p.value.relation]
        for p in LANGUAGES[language].find_periods(view, day(case))
    ]
    assert found == case["periods"]


@pytest.mark.parametrize(("language", "case"), list(cases("measures")))
def test_measures(language, case):
    """Each expected record names its quote and the slots that the case is about; no other record may be found."""
    text = case["text"]
    view = view_of(language, text)
    pack = LANGUAGES[language]
    structure = build_structure(Document("x", "case", "text/plain", text), language)
    periods = pack.find_periods(view, day(case))
    amounts, _ = pack.find_amounts(view, periods)
    held = list(passages(structure.sentences, amounts, periods))
    context = Context(case.get("issued_on"), case.get("kind", "plan"), None)
    found = build_measures(view.text, text, pack, structure, held, context, Places())
    numbered = [(measure, measure.quantity) for measure in found if measure.quantity]
    assert [quantity.text for _, quantity in numbered] == [want["quote"] for want in case["measures"]]
    for (measure, quantity), want in zip(numbered, case["measures"], strict=True):
        got = {
            "quote": quantity.text,
            "low": quantity.low,
            "unit": quantity.unit,
            "comparison": quantity.comparison,
            "role": measure.role,
            "kind": measure.kind,
            "direction": measure.direction,
            "indicator": measure.indicator.text if measure.indicator else None,
            "start": measure.period.start_date if measure.period else None,
            "end": measure.period.end_date if measure.period else None,
            "baseline": measure.baseline.year if measure.baseline else None,
            "binding": measure.binding,
        }
        assert {key: got[key] for key in want} == want
