"""Reviewed records as reference answers, read by the program that scores."""

from dataclasses import replace

import pytest

from docanalyzer import analyze_text
from docanalyzer.evaluation import evaluate
from docanalyzer.evaluation.reference import parse_reference
from docanalyzer.exports import dumps
from docanalyzer.review import Decision, anchor_of, apply_decisions, as_reference, reference_files
from docanalyzer.review.reference import reference_id

TEXT = (
    "行动方案\n\n到2025年，单位产品能耗下降5%，粗钢产量控制在2亿吨以内。到2025年，培训5%的人员。\n\n"
    "到2030年，可再生能源消费比重达到30%左右。严禁新增钢铁产能。\n"
)
ANALYSIS = analyze_text(TEXT, issued_on="2023-03-01", title="plan.txt")


def decided(*wanted):
    """The analysis with (record, action, slot, value) each."""
    decisions = [
        Decision(ANALYSIS.document.id, anchor_of(record), action, slot, value, "ann", "2024-05-01T08:00:00Z")
        for record, action, slot, value in wanted
    ]
    return apply_decisions(ANALYSIS, decisions)


def scored(tmp_path, analysis, output, **options):
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    for folder in (gold, pred):
        folder.mkdir(exist_ok=True)
    for name, content in reference_files([analysis], **options):
        (gold / name).write_bytes(content)
    (pred / f"{reference_id(analysis)}.json").write_bytes(dumps(output))
    return evaluate(gold, pred).total.figures


def everything():
    records = (*ANALYSIS.targets, *ANALYSIS.figures, *ANALYSIS.provisions)
    return [(record, "accept", None, None) for record in records]


def test_what_was_accepted_is_right_to_the_last_figure(tmp_path):
    figures = scored(tmp_path, decided(*everything()), ANALYSIS)
    for name in ("quantity", "target", "record", "force"):
        assert figures[name].gold > 0
        assert figures[name].f1 == pytest.approx(1.0), name


def test_a_correction_is_held_against_the_machine_and_the_corrected_export_is_right(tmp_path):
    target = ANALYSIS.targets[0]
    corrected = decided(*everything(), (target, "correct", "period.end_date", "2035-12-31"))
    machine = scored(tmp_path, corrected, ANALYSIS)
    assert machine["quantity"].f1 == pytest.approx(1.0)
    assert machine["record"].right == machine["record"].gold - 1
    assert scored(tmp_path, corrected, corrected)["record"].f1 == pytest.approx(1.0)


def test_a_rejection_is_held_against_who_finds_it(tmp_path):
    rejected = decided(*everything(), (ANALYSIS.targets[0], "reject", None, None))
    figures = scored(tmp_path, rejected, ANALYSIS)
    assert figures["quantity"].predicted == figures["quantity"].gold + 1
    assert scored(tmp_path, rejected, rejected)["quantity"].f1 == pytest.approx(1.0)


def test_what_nobody_looked_at_is_optional(tmp_path):
    looked_at = decided((ANALYSIS.targets[0], "accept", None, None))
    nothing_else = replace(ANALYSIS, targets=ANALYSIS.targets[:1], figures=(), provisions=(), periods=(), regions=())
    for output in (ANALYSIS, nothing_else):
        figures = scored(tmp_path, looked_at, output)
        assert (figures["quantity"].right, figures["quantity"].predicted, figures["quantity"].gold) == (1, 1, 1)
        assert figures["force"].gold == figures["period"].gold == 0
        assert figures["force"].predicted == figures["period"].predicted == 0


def test_a_document_read_to_the_end_has_answers_to_everything(tmp_path):
    figures = scored(tmp_path, ANALYSIS, ANALYSIS, complete=True)
    for name in ("quantity", "target", "record", "period", "force"):
        assert figures[name].gold > 0
        assert figures[name].f1 == pytest.approx(1.0), name


def test_an_added_target_is_asked_for(tmp_path):
    start = TEXT.index("5%的人员")
    machine = replace(ANALYSIS, targets=(), figures=())
    anchor = replace(anchor_of(ANALYSIS.targets[0]), start=start, end=start + 2, quote="5%", evidence="培训5%的人员")
    value = {"quantity": {"low": 5, "high": 5, "unit": "%"}, "kind": "level"}
    add = Decision(ANALYSIS.document.id, anchor, "add", None, value, "ann", "2024-05-01T08:00:00Z")
    figures = scored(tmp_path, apply_decisions(machine, [add]), machine)
    assert (figures["quantity"].right, figures["quantity"].gold) == (0, 1)


def test_equal_numbers_are_found_at_their_own_place():
    text = "到2025年，下降5%。到2025年，下降5%。到2025年，下降5%5%\n到2025年，下降5%。" * 2 + "完。"
    analysis = analyze_text(text, issued_on="2023-03-01")
    reference = parse_reference(as_reference(analysis, complete=True), text)
    wanted = [(m.quantity.start, m.quantity.end) for m in (*analysis.targets, *analysis.figures) if m.quantity]
    assert len(wanted) > 5
    assert sorted((m.start, m.end) for m in reference.measures) == sorted(wanted)


def test_names_of_files_are_told_apart_and_say_the_language():
    assert reference_id(ANALYSIS) == "zh-plan"
    names = [name for name, _ in reference_files([ANALYSIS, ANALYSIS])]
    assert names == ["zh-plan.gold.json", "zh-plan.txt", "zh-plan-2.gold.json", "zh-plan-2.txt"]
    odd = replace(ANALYSIS, document=replace(ANALYSIS.document, name="../../etc/x y?.pdf", language="en"))
    assert reference_id(odd) == "en-etc-x-y"
