"""A reviewed analysis in tables: the corrected value in its column, review and machine's value beside it."""

import csv
import io
from typing import Any

from docanalyzer import analyze_text, review
from docanalyzer.exports import write_csv
from docanalyzer.exports.rows import SHEETS

ANALYSIS: Any = analyze_text("到2025年，能耗下降5%。严禁新增钢铁产能。", issued_on="2023-03-01")
(TARGET,) = ANALYSIS.targets
RULE = ANALYSIS.provisions[-1]


def reviewed(record, action, slot=None, value=None):
    at = "2024-05-01T08:00:00Z"
    decision = review.Decision("d", review.anchor_of(record), action, slot, value, "Li", at, "annex")
    return review.apply_decisions(ANALYSIS, [decision])


def table(name, analysis):
    (sheet,) = [sheet for sheet in SHEETS if sheet.name == name]
    return [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows(analysis)]


def test_a_corrected_target():
    stream = io.BytesIO()
    write_csv([reviewed(TARGET, "correct", "quantity.low", 6)], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig")))
    assert (float(row["low"]), row["quantity"]) == (6.0, "5%")
    assert (row["review"], row["review_by"], row["review_at"], row["review_note"]) == (
        "corrected", "Li", "2024-05-01T08:00:00Z", "annex",
    )  # fmt: skip
    assert row["machine_values"] == "quantity.low: 5.0"


def test_a_corrected_provision():
    row = table("provisions", reviewed(RULE, "correct", "force", ["restrict"]))[-1]
    assert (row["force"], row["machine_values"]) == ("restrict", 'force: ["prohibit"]')


def test_a_rejected_target_is_a_number_not_used():
    found = reviewed(TARGET, "reject")
    assert table("targets", found) == []
    assert ("5%", "rejected_in_review") in [(row["text"], row["reason"]) for row in table("unused", found)]


def test_without_a_review_the_columns_are_empty():
    (row,) = table("targets", ANALYSIS)
    assert {row[name] for name in ("review", "review_by", "review_at", "review_note", "machine_values")} == {None}
