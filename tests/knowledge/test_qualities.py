"""The rows of goals without a number hold what they promise: examples and surfaces, run both ways."""

import re

import pytest

from docanalyzer.knowledge.qualities import quality_scanner
from docanalyzer.knowledge.tables import read_toml

TABLE = read_toml("qualities.toml")
ROWS = TABLE["quality"]
MARK = re.compile(r"<(/?)([a-z-]+)>")
NEEDS = {"nothing", "goal", "company", "date"}


def found(text):
    language = "en" if text.isascii() else "zh"
    return {(start, end, row.id) for start, end, row in quality_scanner(language).scan(text.lower()) if row}


@pytest.mark.parametrize("kind", ["degree", "quality"])
def test_ids_are_unique_and_sorted(kind):
    ids = [row["id"] for row in TABLE[kind]]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_rows_refer_to_what_exists(row):
    assert set(row.get("degrees", ())) <= {degree["id"] for degree in TABLE["degree"]}
    assert ("degrees" in row) != ("needs" in row)
    assert row.get("needs", "nothing") in NEEDS
    assert row.get("direction", "increase") in {"increase", "decrease", "maintain"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_examples_are_matched_by_their_row(row):
    for example in row["examples"]:
        before, _, name, marked, *_ = MARK.split(example)
        assert name == row["id"]
        assert (len(before), len(before + marked), name) in found(MARK.sub("", example)), example


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_surface_has_an_example(row):
    marked = [MARK.split(example)[3] for example in row["examples"]]
    for surface in (*row.get("zh", ()), *row.get("en", ())):
        assert any(surface in example for example in marked), surface


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_vetoes_say_nothing(row):
    for veto in (*row.get("not_zh", ()), *row.get("not_en", ())):
        assert found(veto) == set()
