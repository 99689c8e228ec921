"""The reference answers of the corpus fit their texts, and the texts are what reading makes of the documents."""

import csv
import json
from pathlib import Path

import pytest

from docanalyzer.reading import read

CORPUS = Path(__file__).parents[2] / "corpus"
with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def _text(row):
    return (CORPUS / "gold" / f"{row['gold']}.txt").read_text(encoding="utf-8")


def _answers(row):
    return json.loads((CORPUS / "gold" / f"{row['gold']}.gold.json").read_text(encoding="utf-8"))


def test_every_file_stands_in_the_manifest_once():
    assert sorted(row["file"] for row in ROWS) == sorted(path.name for path in (CORPUS / "documents").iterdir())
    assert sorted(row["gold"] for row in ROWS) == sorted(path.stem for path in (CORPUS / "gold").glob("*.txt"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["gold"])
def test_text_is_what_reading_makes_of_the_document(row):
    assert read(CORPUS / "documents" / row["file"]).text.rstrip() == _text(row).rstrip()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["gold"])
def test_answers_fit_the_text(row):
    text, answers = _text(row), _answers(row)
    assert answers["id"] == row["gold"]
    for measure in answers["measures"]:
        assert text.count(measure["near"]) == 1, measure["near"]
        assert measure["quote"] in measure["near"]
        assert measure["low"] <= measure["high"]
        assert (measure["comparison"] == "range") == (measure["low"] != measure["high"])
        if measure["role"] in ("target", "achieved") and measure.get("indicator"):
            assert measure["indicator"] in text
    for period in answers["periods"]:
        assert period["quote"] in text
    for start, end in answers["sentences"]:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(0 <= provision["sentence"] < len(answers["sentences"]) for provision in answers["provisions"])
