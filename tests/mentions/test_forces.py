"""Cue rows and the words around them."""

from __future__ import annotations

import re

import pytest

from docanalyzer.knowledge.forces import BITS, HEAD, CueRow, cue_rows
from docanalyzer.linguistics import Tongue, View
from docanalyzer.mentions.forces import find_forces

TABLES = ("forces", "instruments")
ROWS = [(table, row) for table in TABLES for row in cue_rows(table)]
_MARK = re.compile(r"<([a-z-]+)>(.*?)</\1>")


def view(text: str) -> View:
    language: Tongue = "zh" if re.search(r"[一-鿿]", text) else "en"
    return View(language, text, text.lower())


def forces(text: str) -> set[str]:
    bits = 0
    for mention in find_forces(view(text)):
        bits |= mention.value.bits
    return {name for name, bit in BITS.items() if bits & bit}


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda value: value.id if isinstance(value, CueRow) else value)
def test_every_example_is_found_and_every_surface_has_one(table: str, row: CueRow):
    shown = set()
    for example in row.examples:
        plain = _MARK.sub(r"\2", example)
        found = {(m.start, m.end): m.value for m in find_forces(view(plain))}
        offset = 0
        for mark in _MARK.finditer(example):
            start = mark.start() - offset
            offset += len(mark[0]) - len(mark[2])
            cue = found.get((start, start + len(mark[2])))
            assert cue is not None, f"{mark[2]!r} is not found in {plain!r}"
            assert row.id in cue.rows or cue.bits & BITS.get(row.says, 0), f"{mark[2]!r} stands for {cue.rows}"
            shown.add(mark[2].lower())
    missing = [surface for surface in (*row.zh, *row.en) if surface not in shown]
    assert not missing, f"{table} {row.id}: no example for {missing}"


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_and_sorted(table: str):
    ids = [row.id for row in cue_rows(table)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda value: value.id if isinstance(value, CueRow) else value)
def test_surfaces_are_lower_case_and_not_their_own_vetoes(table: str, row: CueRow):
    assert all(surface == surface.lower() for surface in (*row.en, *row.not_en))
    assert not {*row.zh, *row.en} & {*row.not_zh, *row.not_en}


@pytest.mark.parametrize(
    "text",
    [
        "推广应用新技术",
        "提高响应能力",
        "加强应急管理",
        "积极应对气候变化",
        "这是主要目标",
        "需要说明的是",
        "做到应改尽改",
        "取消户籍方面的限制",
        "企业不得不停产",
    ],
)
def test_longer_words_and_context_take_a_force_away(text: str):
    assert not forces(text) & {"require", "prohibit", "restrict"}


def test_an_action_heads_its_clause_or_is_a_noun():
    found = find_forces(view("加快建设步伐，铁路建设稳步推进"))
    heads = [(m.start, bool(m.value.bits & HEAD)) for m in found if m.value.bits & BITS["plan"]]
    assert (0, True) in heads
    assert (9, False) in heads


def test_the_month_is_no_permission():
    assert "permit" not in forces("The rules took effect in May 2011.")
    assert "permit" in forces("The board may grant a waiver.")


def test_requires_needs_somebody_to_oblige():
    assert "require" in forces("The act requires Ministers to report.")
    assert "require" not in forces("This requires investment.")


def test_an_instrument_keeps_the_force_of_the_words_inside():
    assert {"support", "fiscal"} <= forces("给予财政补贴")


def test_a_long_run_of_particles_is_read_without_recursion():
    assert find_forces(view("to " * 5000 + "reduce losses"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Residents may adjust the tariff once a year.", {"permit"}),
        ("Straw may be burnt so long as it is reported.", {"permit"}),
        ("The dam may not hold.", {"prohibit"}),
        ("The dam may not be sufficient.", set()),
        ("No new kiln will be approved.", {"prohibit"}),
        ("Without a permit no processor shall sell data.", {"prohibit"}),
        ("Owners receive up to 5,000 yuan for each lorry.", {"support"}),
        ("Owners receive a letter.", set()),
        ("Payments are capped at 10 million yuan.", set()),
        ("No farming is allowed here.", {"prohibit"}),
    ],
)
def test_english_words_around_a_cue(text, expected):
    assert forces(text) & {"permit", "prohibit", "support", "restrict"} == expected
