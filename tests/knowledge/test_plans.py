"""The table of Five-Year Plans."""

import pytest

from docanalyzer.knowledge.plans import plan, plan_named, plans


def test_plans_follow_one_another():
    assert [entry.n for entry in plans()] == list(range(1, 16))
    assert all(entry.end == entry.start + 4 and entry.base_year == entry.start - 1 for entry in plans() if entry.n > 2)


@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("“十三五”", 13), ("十五", 10), ("十五五", 15), ("13th", 13), ("Thirteenth Five-Year Plan", 13), ("14FYP", 14),
        ("12th Five Year Plan", 12), ("第十个五年计划", 10),
    ],
)  # fmt: skip
def test_by_name(name, n):
    assert plan_named(name) is plan(n)


def test_unknown_plans_are_null():
    assert plan(0) is None
    assert plan(16) is None
    assert plan_named("二十五") is None


def test_years():
    fourteenth = plan(14)
    assert fourteenth is not None
    assert (fourteenth.start, fourteenth.end, fourteenth.base_year) == (2021, 2025, 2020)
