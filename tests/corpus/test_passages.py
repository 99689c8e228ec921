"""The passages of the corpus: all of them parse, line up, and their numbers say what stands in the text."""

import re
from collections import Counter
from itertools import groupby
from math import isclose
from pathlib import Path

import pytest

from docanalyzer.evaluation.passages import Marked, load, pairs
from docanalyzer.evaluation.reference import parse_reference

CORPUS = Path(__file__).parents[2] / "corpus"
PASSAGES = load(CORPUS / "passages")
_DIGITS = re.compile(r"(?<![A-Za-z\d])(?:\d[\d,. ]*\d|\d)")
_COMPARED = re.compile(
    r"(?i)(?:more|less) than|at least|about|around|some|over|under|up to|nearly|almost|no |below|above|[约近不达]|超过"
)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_answers_fit_their_text(passage):
    reference = parse_reference(passage.gold, passage.text)
    places = [(number.start, number.end) for number in passage.numbers]
    assert [(measure.start, measure.end) for measure in reference.measures] == places
    assert len(set(places)) == len(places)
    for measure in reference.measures:
        assert not _COMPARED.match(measure.quote), f"{measure.quote!r}: the words of comparison stand outside"
    for line in passage.lines:
        assert (line.start, line.end) in reference.sentences


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_numbers_agree_with_their_digits(passage):
    """The first and last digits of a quote are its low and high, but for a power of ten (万, million, kilo-)."""
    for measure in passage.gold["measures"]:
        written = [float(re.sub(r"[, ]", "", digits)) for digits in _DIGITS.findall(measure["quote"])]
        if not written or measure["unit"] == "1" or "/" in measure["unit"]:
            continue
        for value, digits in ((measure["low"], written[0]), (measure["high"], written[-1])):
            jin = 0.5 if "斤" in measure["quote"].replace("公斤", "") else 1
            assert same_digits(value, digits * jin), f"{measure['quote']!r} is not {value:g}"


def same_digits(a, b):
    """Whether one is the other times a power of ten, or both are zero."""
    if not (a and b):
        return a == b
    return any(isclose(a, b * 10.0**power, rel_tol=1e-9) for power in range(-9, 19))


def test_translations_line_up():
    both = [topic for topic, n in Counter(passage.topic for passage in PASSAGES).items() if n == 2]
    found = pairs(PASSAGES)
    assert {pair.topic for pair in found} == set(both)
    assert {len({p.split for p in group}) for _, group in groupby(found, lambda pair: pair.topic)} == {1}


def test_translations_mark_the_same_numbers():
    """As many numbers of each role in both."""
    by_topic: dict[str, list[Marked]] = {}
    for passage in PASSAGES:
        by_topic.setdefault(passage.topic, []).append(passage)
    for both in by_topic.values():
        if len(both) < 2:
            continue
        roles = [Counter(number.role for number in item.numbers) for item in both]
        assert roles[0] == roles[1], f"{both[0].topic}: {roles[0] - roles[1]} {roles[1] - roles[0]}"


def test_no_sentence_comes_twice():
    lines = Counter(passage.text[line.start : line.end] for passage in PASSAGES for line in passage.lines)
    assert [line for line, n in lines.items() if n > 1] == []


def test_there_are_enough_of_each_language():
    for language in ("zh", "en"):
        files = [passage for passage in PASSAGES if passage.language == language]
        assert sum(1 + passage.lines[-1].passage for passage in files) >= 150


def test_both_splits_have_both_languages():
    splits = Counter((passage.language, passage.split) for passage in PASSAGES)
    assert set(splits) == {(language, split) for language in ("zh", "en") for split in ("train", "test")}
    topics = {split: {p.topic for p in PASSAGES if p.split == split} for split in ("train", "test")}
    assert not topics["train"] & topics["test"]
