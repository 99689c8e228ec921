"""Queries of measures, provisions and deadlines."""

import pytest

from docanalyzer.core.record import Measure
from docanalyzer.library import RecordQuery, open_library
from docanalyzer.library.queries import RECORD_ORDERS
from tests.library.making import BEIJING, CEMENT, ENGLISH, STEEL, analysed, put


@pytest.fixture
def filled(library):
    """A library with the four sample documents."""
    for name, text in (("steel", STEEL), ("cement", CEMENT), ("beijing", BEIJING), ("english", ENGLISH)):
        put(library, text, name)
    return library


def names(library, table="records", **conditions):
    rows = getattr(library, table)(RecordQuery(**conditions)).items
    return {row.document_name for row in rows}


def test_a_row_says_what_the_record_says(filled):
    _, analysis = analysed(STEEL)
    rows = filled.records(RecordQuery(document=analysis.document.id)).items
    wanted = sorted((*analysis.targets, *analysis.figures), key=lambda m: m.evidence.start)
    assert [row.id for row in rows] == [m.id for m in wanted]
    for row, measure in zip(rows, wanted, strict=True):
        _same(row, measure)


def _same(row, measure: Measure):
    assert measure.quantity is not None
    assert (row.role, row.kind, row.direction) == (measure.role, measure.kind, measure.direction)
    assert (row.low, row.unit, row.comparison) == (
        measure.quantity.low,
        measure.quantity.unit,
        measure.quantity.comparison,
    )
    assert row.indicator == (measure.indicator.text if measure.indicator else "")
    assert row.indicator_id == (measure.indicator.id if measure.indicator else None)
    assert row.due == (measure.period.end_date if measure.period else None)
    assert (row.start, row.end) == (measure.evidence.start, measure.evidence.end)
    assert (row.regions, row.industries) == (measure.scope.regions, measure.scope.industries)
    assert row.review is None


def test_an_industry_has_what_lies_under_it(filled):
    assert names(filled, industry="31") == {"steel"}
    assert names(filled, industry="3011") == {"cement"}
    assert names(filled, industry="30") == {"cement"}
    assert names(filled, industry="C") == {"steel", "cement"}
    assert names(filled, industry=["31", "30"]) == {"steel", "cement"}
    assert names(filled, industry="A") == set()
    assert names(filled, "provisions", industry="C") == {"steel", "cement"}


def test_a_region_has_its_members_and_their_divisions(filled):
    assert names(filled, region="130000") == {"steel"}
    assert names(filled, "provisions", region="130200") == {"steel"}
    assert names(filled, region="CN-REG-BTH") == {"steel", "beijing"}
    assert names(filled, region="110000") == {"beijing"}
    assert names(filled, region="CN") >= {"steel", "beijing"}
    assert names(filled, region="EU") == {"english"}
    assert names(filled, region="440000") == set()


def test_a_record_without_a_region_holds_for_the_jurisdiction(filled):
    rows = filled.records(RecordQuery(document=None, text="粗钢")).items
    assert rows
    assert rows[0].jurisdiction == "130000"
    assert names(filled, region="130000", text="粗钢") == {"steel"}


def test_deadline_range_role_force_confidence_and_text(filled):
    assert names(filled, due_from="2030-01-01", due_to="2030-12-31") == {"cement", "english"}
    assert names(filled, due_to="2025-12-31") == {"steel"}
    assert names(filled, role="target") == {"steel", "cement", "beijing", "english"}
    assert names(filled, role=["achieved", "other"]) == set()
    assert names(filled, "provisions", force="prohibit") == {"steel"}
    assert names(filled, "provisions", force=["encourage", "prohibit"]) == {"steel", "cement"}
    assert filled.records(RecordQuery(min_confidence=1.1)).total == 0
    assert filled.records(RecordQuery(min_confidence=0.1)).total == filled.records().total
    assert names(filled, text="GREENHOUSE gas") == {"english"}
    assert names(filled, language="en") == {"english"}
    assert names(filled, kind="relative_change", text="水泥") == {"cement"}


def test_indicator_document_and_collection(filled):
    ids = {row.indicator_id for row in filled.records().items if row.indicator_id}
    assert ids
    for id_ in ids:
        assert {row.indicator_id for row in filled.records(RecordQuery(indicator=id_)).items} == {id_}
    document = filled.documents().items[0]
    filled.tag([document.id], "chosen")
    assert names(filled, collection="chosen") == names(filled, document=document.id) == {document.name}
    assert names(filled, collection="nothing") == set()
    assert filled.records(RecordQuery(document=[])).total == 0


def test_deadlines_come_with_and_without_numbers(filled):
    rows = filled.deadlines(RecordQuery(document=None)).items
    assert [row.due for row in rows] == sorted(row.due for row in rows)
    works = next(row for row in rows if row.due == "2026-06-30")
    assert works.targets == ()
    assert "超低排放改造" in works.what
    with_number = next(row for row in rows if row.due == "2025-12-31")
    assert with_number.targets
    assert with_number.values[0].startswith("5")
    assert names(filled, "deadlines", region="130200") == {"steel"}
    assert names(filled, "deadlines", due_from="2035-01-01") == {"beijing"}


def test_conditions_hold_together(filled):
    assert names(filled, industry="C", due_from="2026-01-01", role="target") == {"cement"}
    assert names(filled, industry="C", region="CN-REG-BTH", due_from="2026-01-01") == set()


@pytest.mark.parametrize("order", RECORD_ORDERS)
def test_pages_cover_everything_once(filled, order):
    everything = filled.records(order=order)
    pages = [filled.records(page=n, size=2, order=order) for n in range(1, everything.total // 2 + 2)]
    assert [row for page in pages for row in page.items] == list(everything.items)
    assert len(set(everything.items)) == everything.total == len(everything.items)
    assert {page.total for page in pages} == {everything.total}


def test_orders(filled):
    due = [row.due for row in filled.records(order="due").items]
    dated = [day for day in due if day]
    assert due == sorted(dated) + [None] * (len(due) - len(dated))
    backwards = [row.due for row in filled.records(order="-due").items]
    assert backwards == sorted(dated, reverse=True) + [None] * (len(due) - len(dated))
    sure = [row.confidence for row in filled.records(order="-confidence").items]
    assert sure == sorted(sure, reverse=True)


def test_days_on_which_deadlines_end_are_counted(filled):
    counts = filled.due_counts(RecordQuery(industry="31"))
    rows = filled.deadlines(RecordQuery(industry="31")).items
    assert sum(counts.values()) == len(rows)
    assert counts["2026-06-30"] == 1


def test_large_pages_stay_in_the_database(tmp_path, monkeypatch):
    """One page of records asks for its own rows only, not for all of them."""
    with open_library(str(tmp_path / "library.sqlite")) as library:
        for number in range(12):
            put(library, f"{STEEL}第{number}号\n")
        total = library.records().total
        fetched: list[int] = []
        from docanalyzer.library import queries

        made = queries.record_row

        def counted(row, kind):
            fetched.append(1)
            return made(row, kind)

        monkeypatch.setattr(queries, "record_row", counted)
        page = library.records(page=2, size=5)
    assert (len(page.items), len(fetched)) == (5, 5)
    assert page.total == total > 10
