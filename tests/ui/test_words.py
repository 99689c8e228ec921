"""The words of the screens: both languages, the same blanks to fill in, none missing and none idle."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import docanalyzer.ui
from docanalyzer.comparison import cascade, consistency, pairs, versions
from docanalyzer.core import record
from docanalyzer.knowledge import relations
from docanalyzer.ui.words import texts

_BLANK = re.compile(r"\{(\w*)[^}]*\}")
_SOURCES = [file.read_text(encoding="utf-8") for file in Path(docanalyzer.ui.__file__).parent.rglob("*.py")]
_SOURCES.append((Path(docanalyzer.ui.__file__).parents[2] / "app.py").read_text(encoding="utf-8"))
# A call with a literal key, or with one whose beginning is literal: t("about.title"), t(f"role.{role}").
_CALL = re.compile(r"\b(?:t|known)\(\s*(f?)\"([\w.]+)(?=[\"{])")
_NAMED = re.compile(r"\"([a-z_]+(?:\.[a-z0-9_]+)+)\"")

CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    "role": get_args(record.Role),
    "kind": get_args(record.Kind),
    "direction": get_args(record.Direction),
    "binding": get_args(record.Binding),
    "force": get_args(record.Force),
    "instrument": get_args(record.Instrument),
    "document_kind": get_args(record.DocumentKind),
    "text_language": get_args(record.LanguageCode),
    "reviewed": ("accepted", "corrected", "rejected", "added"),
    "unused_reason": ("list_number", "unknown_unit", "name", "rejected_in_review"),
    "verdict": get_args(pairs.Verdict),
    "change": get_args(versions.Change),
    "step_of": get_args(cascade.Step),
    "check": get_args(consistency.Check),
    "citing": get_args(relations.Relation),
    "slot_of": tuple(versions._SLOTS),
    "reason": ("numbers", "only_left"),
    "basis": ("level", "change", "amount", "rate"),
    "step": ("left", "right"),
    "cause": ("encrypted", "damaged", "no_text_layer", "unsupported"),
}


@pytest.mark.parametrize(("table", "values"), CLOSED_LISTS.items())
def test_every_value_of_the_contract_has_a_word(table, values):
    assert {f"{table}.{value}" for value in values} - set(texts()) == set()


@pytest.mark.parametrize(("key", "text"), texts().items(), ids=texts())
def test_a_text_says_the_same_in_both_languages(key, text):
    assert text["zh"].strip()
    assert text["en"].strip()
    assert sorted(_BLANK.findall(text["zh"])) == sorted(_BLANK.findall(text["en"]))
    assert re.search(r"[㐀-鿿]", text["zh"]) or not re.search(r"[a-z]{4,}", text["en"]), "zh looks untranslated"


def test_every_text_that_the_screens_ask_for_is_there():
    literal = {key for source in _SOURCES for blank, key in _CALL.findall(source) if not blank}
    assert literal
    assert literal - set(texts()) == set()


def test_no_text_is_left_over():
    asked = {key for source in _SOURCES for key in _NAMED.findall(source)}
    beginnings = tuple(key for source in _SOURCES for blank, key in _CALL.findall(source) if blank)
    # Words of closed lists are asked for by their value: word("role", measure.role).
    beginnings += tuple(f"{table}." for table in CLOSED_LISTS)
    titles = {key for key in texts() if key.endswith(".title")}
    idle = {key for key in texts() if key not in asked and not key.startswith(beginnings)} - titles
    assert idle == set()
