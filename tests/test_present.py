import io
from dataclasses import replace

import pytest
from rich.console import Console

from docanalyzer.cli.console import print_targets
from docanalyzer.cli.marked import print_marked
from docanalyzer.core.record import Period, Quantity
from docanalyzer.present import highlights, number_in_words, period_in_words, summary, target_rows, value_in_words
from tests.samples import TEXT, make_analysis


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (18, "18"),
        (0.1 + 0.2, "0.3"),
        (30_000_000, "30,000,000"),
        (1200, "1,200"),
        (0.000055, "0.000055"),
        (1 / 3, "0.333333"),
        (1e-12, "1e-12"),
        (1e17, "1e+17"),
        (0, "0"),
        (-3.5, "-3.5"),
        (100, "100"),
    ],
)
def test_numbers(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "18 %"),
        ({"comparison": "ge"}, "≥ 18 %"),
        ({"comparison": "le", "approximate": True}, "about ≤ 18 %"),
        ({"high": 20.0, "comparison": "range"}, "18–20 %"),
        ({"unit": "count", "counted": "家"}, "18 家"),
        ({"unit": "count"}, "18"),
        ({"unit": "1"}, "18"),
        ({"unit": "tce/CNY"}, "18 tce/CNY"),
    ],
)
def test_values(changes, words):
    assert value_in_words(replace(Quantity(0, 3, "18%", 18.0, 18.0, "%", "eq", approximate=False), **changes)) == words


@pytest.mark.parametrize(
    ("start", "end", "relation", "words"),
    [
        (None, "2020-12-31", "by", "by 2020-12-31"),
        ("2018-01-01", "2018-12-31", "during", "2018"),
        ("2016-01-01", "2020-12-31", "during", "2016-01-01 – 2020-12-31"),
        ("2016-01-01", "2020-12-31", "each_year", "each year, 2016-01-01 – 2020-12-31"),
        ("2019-01-01", None, "from", "from 2019-01-01"),
        ("2019-01-01", "2019-01-01", "during", "2019-01-01"),
        (None, None, "during", "近年 来"),
    ],
)
def test_periods(start, end, relation, words):
    assert period_in_words(Period(0, 4, "近年\n来", start, end, relation)) == words


def test_target_row():
    (row,) = target_rows(make_analysis())
    assert (row.change, row.value, row.period, row.baseline) == ("↓", "≥ 23 %", "by 2020-12-31", "2015")
    assert row.scope == "130000, =HYPERLINK()"


def test_summary_counts():
    counts = summary(make_analysis())
    assert (counts.targets, counts.figures, counts.provisions, counts.unused, counts.notices) == (1, 1, 1, 1, 2)


def test_highlights_are_spans_of_the_slots_widest_first():
    marks = highlights(make_analysis())
    assert [mark.layer for mark in marks[:2]] == ["evidence", "evidence"]
    assert {TEXT[m.start : m.end] for m in marks if m.layer == "quantity"} == {"23%", "12万吨"}
    assert {m.record for m in highlights(make_analysis(), ["target"])} == {"m1"}


def terminal():
    return Console(file=io.StringIO(), force_terminal=True, width=200, color_system="standard", markup=False)


def test_terminal_shows_the_text_in_colour():
    out = terminal()
    print_marked(out, make_analysis(), ["target", "other"])
    text = out.file.getvalue()
    assert "\x1b[1;7;32m23%" in text  # green, reversed: the number of a target
    assert "\x1b[4;32m单位工业增加值用水量" in text
    assert "achieved" not in text  # the legend names what is marked


def test_brackets_in_names_are_no_markup():
    out = terminal()
    print_targets(out, "[red]plan[/red].txt", target_rows(make_analysis()))
    assert "[red]plan[/red].txt" in out.file.getvalue()
