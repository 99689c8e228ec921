"""No pattern of the package can be stalled by a text that is made for it."""

import json
import math
import os
import subprocess
import sys

import pytest

from tests.expressions.collecting import ROOT, calls
from tests.expressions.growth import MOST, worst

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a search that does not end is stopped by a signal"),
]


@pytest.fixture(scope="module")
def collected():
    done = subprocess.run(
        [sys.executable, "-m", "tests.expressions.collecting"], cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_every_place_that_compiles_a_pattern_was_heard_of(collected):
    heard = {tuple(place) for entry in collected["found"] for place in entry["places"]}
    lacking = {module.replace(".", "/") + ".py" for module in collected["missing"]}
    unheard = [
        (file, first)
        for file, first, last in calls()
        if file not in lacking and not any((file, line) in heard for line in range(first, last + 1))
    ]
    assert unheard == []
    assert len(collected["found"]) > 500


def test_effort_grows_no_faster_than_the_square_of_the_length(collected):
    stalled = []
    for entry in collected["found"]:
        growth = worst(entry["pattern"], entry["flags"], entry["ways"])
        if growth and growth.power > MOST:
            stalled.append((entry["places"], entry["pattern"][:200], round(growth.power, 1), growth.way, growth.attack))
    assert stalled == []


@pytest.mark.parametrize(
    "pattern", [r"(?:a+)+$", r"(?:a|a)*b", r"(?:\w+\s?)*:", r"([一二三]+、?)+章", r"(?:x+x+)+y", r"(?:\d+,?)+%"]
)
def test_loops_in_loops_are_found(pattern, monkeypatch):
    monkeypatch.setattr("tests.expressions.growth._ENDLESS", 1.0)
    growth = worst(pattern, 0)
    assert growth is not None
    assert growth.power == math.inf


@pytest.mark.parametrize("pattern", [r"a+a+a+b", r"\s*\d*\s*\d*\s*吨", r"\s*a?\s*b?\s*$x"])
def test_loops_in_a_row_are_found(pattern, monkeypatch):
    monkeypatch.setattr("tests.expressions.growth._ENDLESS", 1.0)
    growth = worst(pattern, 0)
    assert growth is not None
    assert growth.power > MOST


@pytest.mark.parametrize("pattern", [r"a+b", r"\d+(?:\.\d+)?%", r"[^。]*。", "plain"])
def test_plain_loops_pass(pattern):
    growth = worst(pattern, 0)
    assert growth is None or growth.power <= MOST
