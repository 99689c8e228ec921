"""The table of verbs, both ways: every example is read by its row, and every surface leads to its row."""

import re
from collections import Counter
from typing import get_args

import pytest

from docanalyzer import analyze_text
from docanalyzer.core.record import Direction, Kind
from docanalyzer.knowledge.predicates import predicates
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.languages.en.predicates import _matches
from docanalyzer.languages.zh.clauses import verb_pattern

ROWS = read_toml("predicates.toml")["predicate"]
MARK = re.compile(r"<([a-z-]+)>(.*?)</\1>")


def surfaces(language):
    return [pytest.param(row, word, id=f"{row['id']}:{word}") for row in ROWS for word in row[language]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_examples_say_what_their_row_says(row):
    """The marked verb gives the number of its clause the direction and kind of the row."""
    for example in row["examples"]:
        ((name, verb),) = MARK.findall(example)
        assert name == row["id"]
        assert verb in {*row["zh"], *row["en"]}
        analysis = analyze_text(MARK.sub(r"\2", example) + ".")
        (measure,) = (*analysis.targets, *analysis.figures)
        assert measure.direction == row.get("direction")
        # A share moves relatively, whatever the verb.
        share = measure.quantity is not None and measure.quantity.unit == "%" and row["id"] in {"increase", "decrease"}
        assert measure.kind in ({"relative_change", "growth_rate"} if share else {row["kind"]})
    shown = {"zh" if re.search("[一-鿿]", example) else "en" for example in row["examples"]}
    assert shown == {"zh", "en"}


@pytest.mark.parametrize(("row", "verb"), surfaces("zh"))
def test_chinese_surfaces(row, verb):
    """The whole surface is read (新建提升 is not 新建), and stands for its row."""
    found = verb_pattern().match(f"{verb}12%")
    assert found
    assert found[1] == verb
    assert predicates("zh")[verb].id == row["id"]


@pytest.mark.parametrize(("row", "verb"), surfaces("en"))
def test_english_surfaces(row, verb):
    text = f"the city will {verb} 12"
    assert [found[1] for found in _matches(text, 14, len(text))] == [verb]
    assert predicates("en")[verb].id == row["id"]


def test_rows_are_well_formed():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row) <= {"id", "direction", "kind", "zh", "en", "examples"}
        assert row.get("direction") in {None, *get_args(Direction)}
        assert row.get("kind") in {None, *get_args(Kind)}
        assert all(verb == verb.lower() for verb in row["en"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_surface_stands_on_two_rows(language):
    written = [verb for row in ROWS for verb in row[language]]
    assert [verb for verb, times in Counter(written).items() if times > 1] == []
