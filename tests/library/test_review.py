"""Decisions in a library: carried out, taken back, listed, and kept when a document is analysed anew."""

from dataclasses import replace
from typing import Any

import pytest

from docanalyzer.evaluation import evaluate
from docanalyzer.exports import dumps
from docanalyzer.library import NotInLibraryError, RecordQuery
from docanalyzer.review import Anchor, Decision, ReviewError, agreement, anchor_of, draft, reference_files, utc_now
from tests.library.making import CEMENT, STEEL, analysed, put

ANALYSIS: Any = analysed(STEEL)[1]
FIRST, SECOND = ANALYSIS.targets[:2]
RULE = ANALYSIS.provisions[0]


@pytest.fixture
def doc(library):
    return put(library, STEEL)


def test_a_correction_shows_everywhere(library, doc):
    number = library.judge(doc, FIRST.id, "correct", slot="period.end_date", value="2031-12-31", by="ann", note="annex")
    assert library.analysis(doc, reviewed=False) == ANALYSIS
    corrected = library.analysis(doc).targets[0]
    assert corrected.period.end_date == "2031-12-31"
    assert corrected.review.machine == {"period.end_date": "2025-12-31"}
    (row,) = library.records(RecordQuery(due_from="2031-01-01")).items
    assert (row.id, row.due, row.review, row.reviewed_by) == (FIRST.id, "2031-12-31", "corrected", "ann")
    assert [a.targets[0].period.end_date for a in library.analyses()] == ["2031-12-31"]
    assert library.document(doc).reviewed == library.totals().reviewed == 1
    (made,) = library.history(doc)
    assert (made.id, made.slot, made.value, made.note) == (number, "period.end_date", "2031-12-31", "annex")


def test_records_are_found_by_their_review(library, doc):
    library.judge(doc, FIRST.id, "accept", by="ann")
    library.judge(doc, SECOND.id, "reject", by="ann")
    total = len(ANALYSIS.targets) + len(ANALYSIS.figures)

    def ids(reviewed):
        return [row.id for row in library.records(RecordQuery(reviewed=reviewed)).items]

    assert ids("accepted") == ids("any") == [FIRST.id]
    assert ids("rejected") == [SECOND.id]
    assert len(ids("none")) == total - 2
    assert len(ids(None)) == total - 1
    assert library.document(doc).targets == len(ANALYSIS.targets) - 1
    assert [r.id for r in library.rejected(doc)] == [SECOND.id]


def test_undo_restores_and_history_remembers(library, doc):
    accepted = library.judge(doc, FIRST.id, "accept", by="ann")
    rejected = library.judge(doc, FIRST.id, "reject", by="bob", note="no target")
    library.undo(rejected, by="ann")
    assert library.analysis(doc).targets[0].review.status == "accepted"
    made = library.history(doc, FIRST.id)
    assert [d.id for d in made] == [accepted, rejected]
    assert (made[1].undone_by, made[1].undone_at is not None) == ("ann", True)
    assert [d.id for d in library.decisions()] == [accepted]
    assert [d.id for d in library.decisions(undone=True)] == [accepted, rejected]
    with pytest.raises(NotInLibraryError, match=f"no decision {rejected} to take back"):
        library.undo(rejected, by="ann")
    library.undo(accepted, by="ann")
    assert library.analysis(doc) == ANALYSIS
    assert library.document(doc).reviewed == 0


def test_a_rejected_record_can_be_accepted_again(library, doc):
    library.judge(doc, FIRST.id, "reject", by="ann")
    library.judge(doc, FIRST.id, "accept", by="bob")
    assert library.analysis(doc).targets[0].review.by == "bob"
    assert [d.by for d in library.history(doc, FIRST.id)] == ["ann", "bob"]
    assert library.history(doc, SECOND.id) == []


def test_a_decision_that_cannot_be_carried_out_is_not_stored(library, doc):
    with pytest.raises(ReviewError, match="no day"):
        library.judge(doc, FIRST.id, "correct", slot="period.end_date", value="soon", by="ann")
    with pytest.raises(ReviewError, match="no record stands"):
        library.decide(Decision(doc, Anchor("measure", 0, 2, "河北", "河北"), "accept", None, None, "ann", utc_now()))
    with pytest.raises(ReviewError, match="name"):
        library.judge(doc, FIRST.id, "accept", by=" ")
    with pytest.raises(NotInLibraryError, match="no record with the id m9999"):
        library.judge(doc, "m9999", "accept", by="ann")
    assert library.history(doc) == []
    assert library.analysis(doc) == ANALYSIS


def test_several_decisions_are_stored_all_or_none(library, doc):
    other = put(library, CEMENT)
    good = Decision(doc, anchor_of(FIRST), "accept", None, None, "ann", utc_now())
    with pytest.raises(ReviewError):
        library.decide_all([good, replace(good, slot="nothing", action="correct")])
    assert library.history(doc) == []
    theirs = library.analysis(other).targets[0]
    ids = library.decide_all([good, Decision(other, anchor_of(theirs), "reject", None, None, "ann", utc_now()), good])
    assert len(set(ids)) == 3
    assert [d.id for d in library.history(other)] == [ids[1]]


def test_decisions_on_a_corrected_place_stay_with_their_record(library, doc):
    """A screen shows the corrected record: an anchor made of that one is still the same record."""
    library.judge(doc, FIRST.id, "correct", slot="indicator", value={"text": "钢铁"}, by="ann")
    shown = library.analysis(doc).targets[0]
    library.decide(Decision(doc, anchor_of(shown), "accept", None, None, "bob", utc_now()))
    assert len({d.anchor for d in library.history(doc)}) == 1
    assert agreement(library.decisions(), "ann", "bob").items == 1


def test_a_missed_target_is_added_found_and_taken_back(library, doc):
    start = STEEL.index("唐山市完成")
    anchor, values = draft(library.analysis(doc), start, start + 10)
    values["indicator"] = {"text": "超低排放改造"}
    number = library.decide(Decision(doc, anchor, "add", None, values, "ann", utc_now(), "missed"))
    (row,) = library.records(RecordQuery(reviewed="added")).items
    assert row.indicator == "超低排放改造"
    library.judge(doc, row.id, "correct", slot="direction", value="increase", by="bob")
    (added,) = [m for m in library.analysis(doc).targets if m.id == row.id]
    assert (added.review.status, added.direction) == ("added", "increase")
    assert [d.by for d in library.history(doc, row.id)] == ["ann", "bob"]
    library.undo(number, by="ann")
    assert library.records(RecordQuery(reviewed="added")).total == 0
    assert [d.by for d in library.decisions(orphaned=True)] == ["bob"]


def test_a_new_analysis_keeps_every_decision(library, doc):
    library.judge(doc, FIRST.id, "correct", slot="kind", value="level", by="ann")
    library.judge(doc, SECOND.id, "reject", by="ann")
    library.judge(doc, RULE.id, "accept", by="bob")
    again = replace(
        ANALYSIS,
        targets=tuple(replace(m, id=f"new{i}", confidence=0.1) for i, m in enumerate(ANALYSIS.targets)),
        provisions=tuple(replace(p, id=f"rule{i}") for i, p in enumerate(ANALYSIS.provisions)),
    )
    library.replace(doc, again)
    found: Any = library.analysis(doc)
    assert (found.targets[0].kind, found.targets[0].review.status) == ("level", "corrected")
    assert found.targets[0].confidence == 0.1
    assert [u.text for u in found.unused if u.reason == "rejected_in_review"] == [SECOND.quantity.text]
    assert found.provisions[0].review.by == "bob"
    assert library.document(doc).reviewed == 3
    assert library.decisions(orphaned=True) == []


def test_decisions_that_find_their_record_no_more_are_listed_and_come_back(library, doc):
    library.judge(doc, FIRST.id, "accept", by="ann")
    library.judge(doc, SECOND.id, "accept", by="ann")
    library.replace(doc, replace(ANALYSIS, targets=ANALYSIS.targets[1:]))
    (lost,) = library.decisions(orphaned=True)
    assert lost.anchor == anchor_of(FIRST)
    assert lost.orphaned
    assert [d.anchor for d in library.decisions(orphaned=False)] == [anchor_of(SECOND)]
    assert len(library.history(doc)) == 2
    library.replace(doc, ANALYSIS)
    assert library.decisions(orphaned=True) == []
    assert library.analysis(doc).targets[0].review.by == "ann"


def test_an_added_target_stays_when_the_machine_finds_it_too(library):
    content, whole = analysed(STEEL)
    first: Any = whole.targets[0]
    doc = library.add(content, replace(whole, targets=whole.targets[1:]), filename="a.txt").document_id
    value = {"quantity": {"low": 5, "high": 5, "unit": "%"}}
    library.decide(Decision(doc, anchor_of(first), "add", None, value, "ann", utc_now()))
    library.replace(doc, whole)
    at = [m for m in library.analysis(doc).targets if m.quantity and m.quantity.start == first.quantity.start]
    assert [m.review.status for m in at] == ["added"]


def test_who_decided(library, doc):
    library.judge(doc, FIRST.id, "accept", by="bob")
    library.judge(doc, FIRST.id, "accept", by="ann")
    assert library.reviewers() == ["ann", "bob"]
    assert [d.by for d in library.decisions(by="ann")] == ["ann"]
    assert library.decisions(document="unknown") == []
    assert len(library.decisions(document=doc)) == 2


def test_agreement_of_two_reviewers(library, doc):
    for record, ann, bob in zip(ANALYSIS.targets, ("accept", "reject"), ("accept", "accept"), strict=False):
        library.judge(doc, record.id, ann, by="ann")
        library.judge(doc, record.id, bob, by="bob")
    found = agreement(library.decisions(), "ann", "bob")
    assert (found.items, found.agreed, found.kappa) == (2, 1, 0.0)
    assert [d.anchor for d in found.disagreements] == [anchor_of(SECOND)]


def test_corrections_are_reference_answers_that_evaluate_reads(library, doc, tmp_path):
    for record in (*ANALYSIS.targets, *ANALYSIS.figures, *ANALYSIS.provisions):
        library.judge(doc, record.id, "accept", by="ann")
    library.judge(doc, FIRST.id, "correct", slot="period.end_date", value="2031-12-31", by="ann")
    gold, machine, corrected = (tmp_path / name for name in ("gold", "machine", "corrected"))
    for folder in (gold, machine, corrected):
        folder.mkdir()
    for name, content in reference_files(library.analyses()):
        (gold / name).write_bytes(content)
    (answers,) = gold.glob("*.gold.json")
    name = answers.name.removesuffix(".gold.json") + ".json"
    (machine / name).write_bytes(dumps(library.analysis(doc, reviewed=False)))
    (corrected / name).write_bytes(dumps(library.analysis(doc)))
    before, after = (evaluate(gold, folder).total.figures for folder in (machine, corrected))
    assert before["target"].f1 == after["record"].f1 == after["force"].f1 == 1.0
    assert before["record"].right == before["record"].gold - 1
