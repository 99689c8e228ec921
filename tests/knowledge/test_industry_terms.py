"""The rows of the industries hold what they promise: examples and surfaces, run both ways."""

import re
from collections import Counter

import pytest

from docanalyzer.knowledge.industries import industries, industry_name, industry_terms, isic_titles, letter
from docanalyzer.knowledge.tables import read_text
from docanalyzer.linguistics import View, language_of
from docanalyzer.mentions.industries import find_industries

TERMS = industry_terms()
MARK = re.compile(r"<(/?)([a-z-]+)>")


def view(text):
    return View("en" if language_of(text) == "en" else "zh", text, text.lower())


def found(text):
    return {(m.start, m.end, m.why) for m in find_industries(view(text))}


def test_ids_are_unique_and_sorted():
    ids = [term.id for term in TERMS]
    assert ids == sorted(set(ids))


def test_every_code_is_in_the_standard():
    assert {code for term in TERMS for code in term.codes} <= set(industries())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_surface_stands_twice(language):
    surfaces = [
        surface
        for term in TERMS
        for kind in (language, f"{language}_listed", f"not_{language}")
        for surface in getattr(term, kind)
    ]
    assert [surface for surface, times in Counter(surfaces).items() if times > 1] == []
    assert all(surface == surface.strip().lower() or language == "zh" for surface in surfaces)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_examples_are_matched_by_their_row(term):
    assert {language_of(MARK.sub("", example)) == "en" for example in term.examples} == {True, False}
    for example in term.examples:
        before, _, row, marked, *_ = MARK.split(example)
        assert row == term.id
        assert (len(before), len(before + marked), f"industry:{row}") in found(MARK.sub("", example)), example


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_surfaces_are_matched_by_their_row(term):
    why = f"industry:{term.id}"
    for surface in term.zh:
        assert (1, 1 + len(surface), why) in found(f"对{surface}，"), surface
    for surface in term.en:
        assert (4, 4 + len(surface), why) in found(f"The {surface}."), surface
    for surface in term.zh_listed:
        assert (0, len(surface), why) in found(f"{surface}、航海等重点行业"), surface
        assert found(f"{surface}很好。") == set(), surface
    for surface in term.en_listed:
        # “food sector” may be a surface of its own.
        assert why in {row for _, _, row in found(f"The {surface} sector grows.")}, surface
        assert found(f"Her {surface} is fine.") == set(), surface
    for surface in (*term.not_zh, *term.not_en):
        assert (0, len(surface), why) not in found(surface), surface


def test_the_terms_are_many():
    assert sum(len(term.zh) for term in TERMS) > 300
    assert sum(len(term.en) for term in TERMS) > 250


def test_classification():
    assert len(industries()) == 1971
    assert industry_name("3011").zh == "水泥制造"
    assert industry_name("3011").en == "Manufacture of Non-metallic Mineral Products"
    assert industry_name("E").zh == "建筑业"
    assert industry_name("9999").zh == ""
    assert industries()["31"].isic == ("24",)
    assert {isic for entry in industries().values() for isic in entry.isic} <= set(isic_titles())


@pytest.mark.parametrize(
    ("code", "section"), [("A", "A"), ("05", "A"), ("06", "B"), ("3011", "C"), ("44", "D"), ("97", "T"), ("x", "X")]
)
def test_letter(code, section):
    assert letter(code) == section


def test_letter_of_every_division_is_its_section():
    # The sections stand in the table in order, each before its divisions.
    section, wrong = "", []
    for line in read_text("gbt4754.csv").splitlines():
        code = line.partition(",")[0]
        if len(code) == 1 and code.isupper():
            section = code
        elif len(code) == 2 and code.isdigit() and letter(code) != section:
            wrong.append(code)
    assert wrong == []
