"""Forces, actors, places and dates of provisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docanalyzer.core.document import Document
from docanalyzer.core.record import Analysis, Provision
from docanalyzer.linguistics import Tongue
from docanalyzer.pipeline import analyze_text
from docanalyzer.structure import build_structure

SPECS = Path(__file__).parents[1] / "specs"
CASES = [
    pytest.param(case, id=f"{language}-{number}")
    for language in ("zh", "en")
    for number, case in enumerate(
        map(json.loads, (SPECS / language / "provisions.jsonl").read_text(encoding="utf-8").splitlines()), 1
    )
]


def sentence_forces(analysis: Analysis, count: int) -> list[list[str]]:
    """The forces of each non-empty line or sentence, by the place where each begins."""
    text = analysis.document.text
    language: Tongue = "en" if analysis.document.language == "en" else "zh"
    sentences = build_structure(Document("", "", "text/plain", text), language).sentences
    assert len(sentences) == count, [text[s.start : s.end] for s in sentences]
    forces = {p.start: [str(force) for force in p.force] for p in analysis.provisions}
    return [forces.get(s.start, []) for s in sentences]


@pytest.mark.parametrize("case", CASES)
def test_forces(case):
    analysis = analyze_text(case["text"], issued_on=case.get("issued_on"))
    assert sentence_forces(analysis, len(case["forces"])) == case["forces"]


def only(text: str, issued_on: str | None = None) -> Provision:
    provisions = analyze_text(text, issued_on=issued_on).provisions
    assert len(provisions) == 1, provisions
    return provisions[0]


def test_ids_count_in_order_and_text_stands_where_it_says():
    text = "推进管网改造。\n鼓励节约用水。\n严禁偷水。"
    provisions = analyze_text(text).provisions
    assert [p.id for p in provisions] == ["p1", "p2", "p3"]
    assert all(text[p.start : p.end] == p.text for p in provisions)
    assert [p.why["force"] for p in provisions] == ["plan-drive", "encourage-invite", "prohibit-ban"]


def test_the_subject_of_a_duty_is_its_actor():
    assert only("各有关单位应当及时公开信息。").actors == ("各有关单位",)
    assert only("Member States shall publish their plans.").actors == ("Member States",)


def test_a_note_of_responsibilities_names_the_actors_of_what_stands_before_it():
    text = "（一）推进水网建设。加快施工。\n（生态环境部、水利部按职责分工负责）\n（二）加强监测。"
    first, second, third = analyze_text(text).provisions
    assert len(first.actors) == len(second.actors) == 2
    assert third.actors == ()
    assert first.why["actors"] == "note"


def test_places_of_the_heading_hold_below_it_and_the_sentence_s_own_come_first():
    text = "（一）推进河北省水网建设。加快施工。支持江苏省试点。"
    provisions = analyze_text(text).provisions
    assert [p.regions for p in provisions] == [("130000",), ("130000",), ("320000",)]


def test_the_deadline_governs_and_the_baseline_does_not():
    period = only("到2030年，用水量比2025年下降10%。", issued_on="2026-02-01").period
    assert period is not None
    assert period.end_date == "2030-12-31"


def test_targets_are_linked():
    analysis = analyze_text("到2030年，森林覆盖率达到45%。", issued_on="2026-02-01")
    assert analysis.provisions[0].targets == tuple(t.id for t in analysis.targets)
    assert analysis.targets


def test_instruments():
    assert set(only("对达标企业给予补贴，严禁虚报。").instruments) >= {"fiscal", "command_and_control"}
