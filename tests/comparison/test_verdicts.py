"""Verdicts on pairs of targets, from sentence to verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docanalyzer.comparison.matching import match_targets
from docanalyzer.comparison.pairs import MIRROR
from docanalyzer.comparison.verdicts import verdict
from docanalyzer.core.record import Analysis, Measure
from docanalyzer.pipeline import analyze_text

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "specs" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
]
_TURNED = {"earlier": "later", "later": "earlier"}
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['left'][:24]}|{case['right'][:24]}")


def _one(text: str) -> tuple[Analysis, Measure]:
    analysis = analyze_text(text, issued_on="2021-06-01")
    (target,) = analysis.targets
    return analysis, target


@cases
def test_verdict(case):
    _, left = _one(case["left"])
    _, right = _one(case["right"])
    opinion = verdict(left, right)
    assert (opinion.verdict, sorted(opinion.differences)) == (case["verdict"], sorted(case["differences"]))
    assert opinion.reason


@cases
def test_exchanging_the_sides_mirrors_the_verdict(case):
    _, left = _one(case["left"])
    _, right = _one(case["right"])
    there, back = verdict(left, right), verdict(right, left)
    assert back.verdict == MIRROR[there.verdict]
    assert {_TURNED.get(d, d) for d in there.differences} == set(back.differences)


@cases
def test_the_pair_is_found(case):
    left, a = _one(case["left"])
    right, b = _one(case["right"])
    matching = match_targets(left, right)
    assert [(match.left, match.right) for match in matching.matches] == [(a, b)]


def test_a_level_is_compared_with_a_change_where_the_baseline_is_given():
    _, left = _one("到2025年，森林覆盖率由2020年的23%提高到25%。")
    _, right = _one("到2025年，森林覆盖率由2020年的23%提高3个百分点。")
    opinion = verdict(left, right)
    assert opinion.verdict == "stricter"
    assert any("26" in step for step in opinion.arithmetic)


def test_the_yearly_pace_is_shown():
    _, left = _one("到2025年，单位GDP能耗比2020年下降13.5%。")
    _, right = _one("到2030年，单位GDP能耗比2020年下降20%。")
    opinion = verdict(left, right)
    assert "a year" in opinion.reason
    assert any("1/5" in step for step in opinion.arithmetic)
    assert any("1/10" in step for step in opinion.arithmetic)


def test_targets_of_two_things_are_no_pair():
    left, _ = _one("到2025年，森林覆盖率达到24.1%。")
    right, _ = _one("到2025年，污泥无害化处置率达到24.1%。")
    matching = match_targets(left, right)
    assert not matching.matches
    assert len(matching.only_left) == len(matching.only_right) == 1
