"""Why numbers stand in no record."""

from docanalyzer import Settings, analyze_text


def reasons(text):
    found = analyze_text(text, settings=Settings(language="en"))
    return {unused.text: unused.reason for unused in found.unused}


def test_units_that_no_record_has_are_told_with_the_number():
    told = reasons("The grid at 50 Hz, a clock of 2.4 GHz and an acceleration of 9.83e-3 +/- 1e-5 km/s2.")
    assert told == {"50 Hz": "other_unit", "2.4 GHz": "other_unit", "9.83e-3 +/- 1e-5 km/s2": "other_unit"}


def test_lengths_of_time_and_bare_numbers_have_their_reasons():
    assert reasons("It ran for 3 years and scored 860.") == {"3": "duration", "860": "unknown_unit"}
