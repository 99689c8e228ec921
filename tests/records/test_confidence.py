"""What makes a record sure or doubtful."""

from docanalyzer import analyze_text
from docanalyzer.records.confidence import confidence, reasons


def only(text, issued_on="2021-06-01"):
    (measure,) = analyze_text(text, issued_on=issued_on).targets
    return measure


def test_a_full_record_is_surer_than_one_whose_indicator_nobody_names():
    full = only("到2025年，单位工业增加值用水量比2020年下降16%。")
    bare = only("到2025年，力争达到16%。")
    assert full.confidence >= 0.95
    assert bare.confidence < full.confidence
    assert "indicator:none" in reasons(bare)
    assert {"has a baseline", "period:sentence", "is:relative_change"} <= set(reasons(full))


def test_the_confidence_of_a_record_is_that_of_its_reasons():
    measure = only("到2025年，单位工业增加值用水量比2020年下降16%。")
    assert measure.confidence == confidence(measure)
    assert 0 < measure.confidence < 1


def test_places_in_reasons_are_left_out():
    found = analyze_text("到2025年，用水量下降16%。其中，工业下降9%。", issued_on="2021-06-01").targets
    assert all(not reason[-1].isdigit() for measure in found for reason in reasons(measure))
