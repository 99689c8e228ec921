"""Decisions carried out on an analysis."""

from dataclasses import replace
from typing import Any

import pytest

from docanalyzer import analyze_text, review
from docanalyzer.exports import from_data, to_data
from docanalyzer.review import Anchor, Decision, ReviewError, anchor_of, draft, slot_value

TEXT = (
    "行动方案\n\n一、目标\n\n到2025年，全省钢铁企业单位产品能耗下降5%，粗钢产量控制在2亿吨以内。\n\n"
    "2026年6月底前，唐山市完成全部钢铁企业超低排放改造。严禁新增钢铁产能。\n\n培训人员100人。\n"
)
# Slots that may be null are known to be filled here.
apply_decisions: Any = review.apply_decisions
reviewed: Any = review.reviewed
ANALYSIS: Any = analyze_text(TEXT, issued_on="2023-03-01")
FIRST: Any = ANALYSIS.targets[0]
SECOND: Any = ANALYSIS.targets[1]


def decision(record, action, slot=None, value=None, by="ann", note=""):
    anchor = record if isinstance(record, Anchor) else anchor_of(record)
    return Decision(ANALYSIS.document.id, anchor, action, slot, value, by, "2024-05-01T08:00:00Z", note)


def measure(analysis, id_) -> Any:
    return next(m for m in (*analysis.targets, *analysis.figures) if m.id == id_)


def test_without_decisions_nothing_changes():
    assert apply_decisions(ANALYSIS, []) is ANALYSIS


def test_acceptance_is_noted_with_who_when_and_why():
    found = apply_decisions(ANALYSIS, [decision(FIRST, "accept", note="as in the annex")])
    noted = measure(found, FIRST.id).review
    assert noted is not None
    assert (noted.status, noted.by, noted.at, noted.note) == (
        "accepted", "ann", "2024-05-01T08:00:00Z", "as in the annex",
    )  # fmt: skip
    assert noted.machine == {}
    assert replace(measure(found, FIRST.id), review=None) == FIRST
    assert measure(found, SECOND.id).review is None


def test_a_correction_stands_in_the_slot_and_the_machines_value_beside_it():
    found = apply_decisions(ANALYSIS, [decision(FIRST, "correct", "period.end_date", "2030-12-31")])
    corrected = measure(found, FIRST.id)
    assert corrected.period.end_date == "2030-12-31"
    assert corrected.period.text == FIRST.period.text
    assert corrected.review.status == "corrected"
    assert corrected.review.machine == {"period.end_date": "2025-12-31"}
    assert corrected.why["period"] == "review"


@pytest.mark.parametrize(
    ("slot", "value", "shown"),
    [
        ("quantity", {"low": 6}, {"low": 6.0, "high": 6.0, "unit": "%"}),
        ("quantity.low", 6, {"low": 6.0, "high": 6.0}),
        ("quantity", {"low": 5, "high": 7, "comparison": "range"}, {"low": 5.0, "high": 7.0}),
        ("quantity.unit", "pp", {"unit": "pp"}),
    ],
)
def test_parts_of_a_quantity(slot, value, shown):
    found = measure(apply_decisions(ANALYSIS, [decision(FIRST, "correct", slot, value)]), FIRST.id)
    quantity = slot_value(found, "quantity")
    assert {key: quantity[key] for key in shown} == shown
    assert quantity["text"] == "5%"


def test_every_slot_can_be_corrected_and_emptied():
    decisions = [
        decision(FIRST, "correct", "scope.regions", ["130000"]),
        decision(FIRST, "correct", "scope.subject", "规模以上企业"),
        decision(FIRST, "correct", "kind", "level"),
        decision(FIRST, "correct", "direction", "maintain"),
        decision(FIRST, "correct", "binding", "binding"),
        decision(FIRST, "correct", "baseline", {"year": 2020}),
        decision(FIRST, "correct", "indicator", {"text": "粗钢产量", "id": None}),
    ]
    found = measure(apply_decisions(ANALYSIS, decisions), FIRST.id)
    assert found.scope.regions == ("130000",)
    assert (found.kind, found.direction, found.binding) == ("level", "maintain", "binding")
    assert (found.baseline.year, found.baseline.relation, found.baseline.text) == (2020, "base_year", "")
    assert TEXT[found.indicator.start : found.indicator.end] == found.indicator.text == "粗钢产量"
    emptied = [decision(FIRST, "reject", slot) for slot in ("baseline", "indicator", "period", "scope.regions")]
    found = measure(apply_decisions(ANALYSIS, decisions + emptied), FIRST.id)
    assert found.baseline is found.indicator is found.period is None
    assert found.scope.regions == ()
    assert found.review.machine["indicator"] == slot_value(FIRST, "indicator")


def test_what_is_corrected_back_is_accepted():
    there_and_back = [
        decision(FIRST, "correct", "kind", "level"),
        decision(FIRST, "correct", "kind", FIRST.kind),
    ]
    noted = measure(apply_decisions(ANALYSIS, there_and_back), FIRST.id).review
    assert (noted.status, noted.machine) == ("accepted", {})


def test_the_last_decision_holds_whoever_made_it():
    decisions = [
        decision(FIRST, "reject", by="ann"),
        decision(FIRST, "correct", "kind", "level", by="bob"),
        decision(FIRST, "accept", by="bob"),
    ]
    found = measure(apply_decisions(ANALYSIS, decisions), FIRST.id)
    assert (found.kind, found.review.status, found.review.by) == ("level", "corrected", "bob")
    gone = reviewed(ANALYSIS, [*decisions, decision(FIRST, "reject", by="ann")])
    assert [record.id for record in gone.rejected] == [FIRST.id]


def test_a_decision_taken_back_counts_for_nothing():
    taken_back = replace(decision(FIRST, "reject"), undone_by="ann", undone_at="2024-05-02T08:00:00Z")
    assert apply_decisions(ANALYSIS, [taken_back]) is ANALYSIS


def test_a_rejected_target_leaves_every_place_and_joins_the_unused():
    state = reviewed(ANALYSIS, [decision(FIRST, "reject", note="only an example")])
    found = state.analysis
    assert FIRST.id not in {m.id for m in (*found.targets, *found.figures)}
    assert all(FIRST.id not in p.targets for p in found.provisions)
    assert all(FIRST.id not in d.targets for d in found.deadlines)
    (unused,) = [u for u in found.unused if u.reason == "rejected_in_review"]
    assert (unused.text, unused.start) == (FIRST.quantity.text, FIRST.quantity.start)
    assert [u.start for u in found.unused] == sorted(u.start for u in found.unused)
    (gone,) = state.rejected
    assert (gone.id, gone.review.status, gone.review.note) == (FIRST.id, "rejected", "only an example")


def test_a_rejected_provision_leaves_its_deadlines_without_it():
    rule = next(p for p in ANALYSIS.provisions if "唐山" in p.text)
    assert any(d.provision == rule.id for d in ANALYSIS.deadlines)
    found = apply_decisions(ANALYSIS, [decision(rule, "reject")])
    assert rule.id not in {p.id for p in found.provisions}
    assert all(d.provision != rule.id for d in found.deadlines)
    assert len(found.deadlines) == len(ANALYSIS.deadlines) - 1


def test_a_provisions_slots_can_be_corrected():
    rule = ANALYSIS.provisions[0]
    found = apply_decisions(ANALYSIS, [decision(rule, "correct", "force", ["require", "restrict"])])
    corrected = next(p for p in found.provisions if p.id == rule.id)
    assert corrected.force == ("require", "restrict")
    assert corrected.review.machine == {"force": list(rule.force)}
    assert corrected.targets == rule.targets


def test_another_role_moves_a_record_between_targets_and_figures():
    found = apply_decisions(ANALYSIS, [decision(FIRST, "correct", "role", "achieved")])
    assert FIRST.id in {m.id for m in found.figures}
    assert all(FIRST.id not in p.targets for p in found.provisions)
    back = apply_decisions(
        ANALYSIS, [decision(FIRST, "correct", "role", "achieved"), decision(FIRST, "correct", "role", "target")]
    )
    assert FIRST.id in {m.id for m in back.targets}
    assert [p.targets for p in back.provisions] == [p.targets for p in ANALYSIS.provisions]


@pytest.mark.parametrize(
    ("slot", "value", "said"),
    [
        ("colour", "red", "no such slot"),
        ("confidence", 1.0, "no such slot"),
        ("quantity.low", "six", "'six' is no number"),
        ("quantity.low", float("nan"), "no number"),
        ("quantity", {"low": 9, "high": 3}, "lower end 9 is above"),
        ("quantity.unit", "", "unit is missing"),
        ("quantity", {"start": 5, "end": 99_999}, "no place in the text"),
        ("period.end_date", "2030", "no day"),
        ("period.end_date", "2030-02-30", "no day"),
        ("scope.regions", ["999999"], "no region has the code 999999"),
        ("scope.industries", ["ZZ"], "no industry has the code ZZ"),
        ("role", "wish", "role"),
        ("role", None, "role"),
        ("kind", {"a": 1}, "single value"),
        ("indicator", {"text": "不在文中的词"}, "does not stand in the document"),
    ],
)
def test_what_cannot_stand_in_a_slot_is_said(slot, value, said):
    state = reviewed(ANALYSIS, [decision(FIRST, "correct", slot, value)])
    ((_, cause),) = state.problems
    assert said in cause
    assert measure(state.analysis, FIRST.id) == FIRST


def test_a_decision_without_its_record_is_orphaned():
    lost = Anchor("measure", 3, 5, "99", "99人")
    state = reviewed(ANALYSIS, [decision(lost, "accept"), decision(FIRST, "accept")])
    assert [d.anchor for d in state.orphaned] == [lost]
    assert "no record stands at «99»" in state.problems[0][1]


def test_a_missed_target_is_added_by_its_words():
    analysis = replace(ANALYSIS, targets=(), figures=(), provisions=ANALYSIS.provisions)
    start = TEXT.index("单位产品能耗下降5%")
    anchor, values = draft(analysis, start - 1, start + len("单位产品能耗下降5%"))
    assert (anchor.quote, values["quantity"]["low"]) == ("5%", 5.0)
    values["period"] = {"text": "到2025年", "end_date": "2025-12-31"}
    found = apply_decisions(analysis, [decision(anchor, "add", value=values, note="missed")])
    (added,) = found.targets
    assert added.review.status == "added"
    assert added.review.note == "missed"
    assert (added.quantity.text, added.quantity.unit, added.kind) == ("5%", "%", "relative_change")
    assert (added.period.text, added.period.end_date) == ("到2025年", "2025-12-31")
    assert TEXT[added.indicator.start : added.indicator.end] == added.indicator.text != ""
    assert added.section == FIRST.section
    assert any(added.id in p.targets for p in found.provisions)
    assert from_data(to_data(found)) == found


def test_an_added_target_can_be_corrected_and_rejected():
    analysis = replace(ANALYSIS, targets=(), figures=())
    start = TEXT.index("2亿吨")
    anchor = Anchor("measure", start, start + 3, "2亿吨", "粗钢产量控制在2亿吨以内")
    add = decision(anchor, "add", value={"quantity": {"low": 2e8, "high": 2e8, "unit": "t"}})
    (added,) = apply_decisions(analysis, [add, decision(anchor, "correct", "quantity.comparison", "le")]).targets
    assert added.quantity.comparison == "le"
    assert added.quantity.text == "2亿吨"
    assert added.review.status == "added"
    state = reviewed(analysis, [add, decision(anchor, "reject")])
    assert state.analysis.targets == ()
    assert state.rejected[0].review.status == "rejected"


def test_what_a_person_adds_takes_the_place_of_the_machines_record():
    start, end = FIRST.quantity.start, FIRST.quantity.end
    anchor = Anchor("measure", start, end, FIRST.quantity.text, "selected words")
    add = decision(anchor, "add", value={"quantity": {"low": 5, "high": 5, "unit": "%"}, "kind": "level"})
    found = apply_decisions(ANALYSIS, [add])
    (only,) = [m for m in (*found.targets, *found.figures) if m.quantity.start == start]
    assert (only.review.status, only.kind) == ("added", "level")
    assert len(found.targets) + len(found.figures) == len(ANALYSIS.targets) + len(ANALYSIS.figures)


def test_a_goal_in_words_can_be_added():
    start = TEXT.index("唐山市完成")
    anchor, values = draft(ANALYSIS, start, start + 8)
    assert anchor.qualitative
    found = apply_decisions(ANALYSIS, [decision(anchor, "add", value=values)])
    added = next(m for m in found.targets if m.review)
    assert added.quantity is None
    assert added.evidence.text == TEXT[start : start + 8]


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (0, 99_999), (4, 6)])
def test_a_draft_needs_words(start, end):
    assert TEXT[4:6] == "\n\n"
    with pytest.raises(ReviewError):
        draft(ANALYSIS, start, end)


def test_a_reviewed_analysis_is_valid_data():
    decisions = [
        decision(FIRST, "correct", "period", {"end_date": "2030-12-31"}),
        decision(SECOND, "reject"),
        decision(ANALYSIS.provisions[0], "accept"),
    ]
    found = apply_decisions(ANALYSIS, decisions)
    assert from_data(to_data(found)) == found


# --- another analysis of the same document ----------------------------------------------------------------------------


def test_decisions_find_their_records_when_ids_and_order_change():
    again = replace(
        ANALYSIS,
        targets=tuple(replace(m, id=f"x{i}") for i, m in enumerate(reversed(ANALYSIS.targets))),
        provisions=tuple(replace(p, id=f"y{i}") for i, p in enumerate(reversed(ANALYSIS.provisions))),
    )
    state = reviewed(again, [decision(FIRST, "accept"), decision(ANALYSIS.provisions[1], "accept")])
    assert state.orphaned == ()
    (accepted,) = [m for m in state.analysis.targets if m.review]
    assert accepted.quantity == FIRST.quantity
    (rule,) = [p for p in state.analysis.provisions if p.review]
    assert rule.text == ANALYSIS.provisions[1].text


def test_decisions_find_their_records_when_the_text_moves():
    moved = analyze_text("前言。\n\n" + TEXT, issued_on="2023-03-01")
    state = reviewed(moved, [decision(FIRST, "accept"), decision(ANALYSIS.provisions[1], "reject")])
    assert state.orphaned == ()
    (accepted,) = [m for m in state.analysis.targets if m.review]
    assert accepted.quantity.text == FIRST.quantity.text
    assert accepted.evidence.text == FIRST.evidence.text


def test_decisions_find_a_number_whose_words_are_cut_otherwise():
    wider = replace(FIRST, quantity=replace(FIRST.quantity, start=FIRST.quantity.start - 2, text="下降5%"))
    again = replace(ANALYSIS, targets=(wider, *ANALYSIS.targets[1:]))
    state = reviewed(again, [decision(FIRST, "accept")])
    assert [m.id for m in state.analysis.targets if m.review] == [FIRST.id]


def test_equal_numbers_are_told_apart_by_their_place():
    text = "到2025年，能耗下降5%。\n到2025年，水耗下降5%。\n到2025年，能耗下降5%。\n"
    analysis = analyze_text(text, issued_on="2023-03-01")
    third = analysis.targets[2]
    found = apply_decisions(analysis, [replace(decision(third, "reject"), document_id=analysis.document.id)])
    assert [m.id for m in found.targets] == [m.id for m in analysis.targets[:2]]


def test_decisions_on_what_is_found_no_more_are_kept_apart():
    again = replace(ANALYSIS, targets=ANALYSIS.targets[1:])
    on_first = decision(FIRST, "accept")
    state = reviewed(again, [on_first, decision(SECOND, "accept")])
    assert state.orphaned == (on_first,)
    assert [m.id for m in state.analysis.targets if m.review] == [SECOND.id]
