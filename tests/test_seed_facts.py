"""The Three-Year Action Plan news, retold in both languages: every fact, slot by slot."""

from pathlib import Path

import pytest

from docanalyzer import analyze_text

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
ISSUED = "2018-07-25"


@pytest.fixture(scope="module", params=["zh", "en"])
def retold(request):
    text = (DOCUMENTS / f"{request.param}-three-year-plan-news.txt").read_text(encoding="utf-8")
    return request.param, analyze_text(text, issued_on=ISSUED)


# value, unit, comparison, kind, direction, baseline year, start, end, regions
TARGETS = [
    (18, "%", "eq", "relative_change", "decrease", 2015, None, "2020-12-31", ()),
    (23, "%", "eq", "relative_change", "decrease", 2015, None, "2020-12-31", ()),
    (30_000_000, "t", "eq", "absolute_change", "decrease", None, "2018-01-01", "2018-12-31", ()),
    (150_000_000, "t", "eq", "absolute_change", "decrease", None, "2016-01-01", "2020-12-31", ()),
    (200_000_000, "t", "le", "level", None, None, None, "2020-12-31", ("130000",)),
]
INDICATORS = {
    "zh": ["规模以上企业工业增加值能耗", "单位工业增加值用水量", "产能", "产能", "产能总量"],
    "en": [
        "energy per unit of industrial added value",
        "water consumption per unit of industrial added value",
        "production capacity",
        "production capacity",
        "production capacity",
    ],
}
GOALS = {
    "zh": [
        ("绿色制造和高技术产业所占比例", "increase"),
        ("重点区域、重点流域的重化工业比例", "decrease"),
        ("工业布局和结构", None),
        ("工业绿色发展的整体水平", "increase"),
        ("绿色发展的机制", None),
    ],
    "en": [
        ("Green manufacturing and high-tech industries", "increase"),
        ("heavy chemical industry", "decrease"),
        ("layout of industry", None),
        ("structure", None),
        ("green development in industry", "increase"),
        ("mechanism", None),
    ],
}


@pytest.mark.parametrize("place", range(5))
def test_targets_with_a_number(retold, place):
    language, analysis = retold
    found = [m for m in analysis.targets if m.quantity]
    assert len(found) == len(TARGETS)
    measure = found[place]
    quantity, period = measure.quantity, measure.period
    assert quantity.low == quantity.high
    assert measure.indicator.text == INDICATORS[language][place]
    assert (
        quantity.low,
        quantity.unit,
        quantity.comparison,
        measure.kind,
        measure.direction,
        measure.baseline and measure.baseline.year,
        period.start_date,
        period.end_date,
        measure.scope.regions,
    ) == TARGETS[place]
    assert not quantity.approximate


def test_targets_without_a_number(retold):
    language, analysis = retold
    found = [m for m in analysis.targets if m.quantity is None]
    assert [(m.indicator.text, m.direction) for m in found] == GOALS[language]
    assert {m.period.end_date for m in found} == {"2020-12-31"}


def test_industries(retold):
    assert {"31", "3011", "3041", "2521", "3216", "339"} <= {mention.code for mention in retold[1].industries}


def test_new_capacity_is_prohibited(retold):
    (ban,) = [p for p in retold[1].provisions if "prohibit" in p.force]
    assert ban.industries == ("3011", "3041", "2521", "3216", "339")


def test_the_ministry_is_the_actor(retold):
    acting = [p for p in retold[1].provisions if "miit" in p.actors]
    assert len(acting) == 2
    assert any(p.targets for p in acting)
