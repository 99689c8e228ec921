"""The words of the screens: both languages, the same blanks to fill in, none missing and none idle."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import docanalyzer.ui
from docanalyzer.ui.words import texts

_BLANK = re.compile(r"\{(\w*)[^}]*\}")
_SOURCES = [file.read_text(encoding="utf-8") for file in Path(docanalyzer.ui.__file__).parent.rglob("*.py")]
_SOURCES.append((Path(docanalyzer.ui.__file__).parents[2] / "app.py").read_text(encoding="utf-8"))
# A call with a literal key, or with one whose beginning is literal: t("about.title"), t(f"role.{role}").
_CALL = re.compile(r"\b(?:t|known)\(\s*(f?)\"([\w.]+)(?=[\"{])")
_NAMED = re.compile(r"\"([a-z_]+(?:\.[a-z0-9_]+)+)\"")


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
    titles = {key for key in texts() if key.endswith(".title")}
    idle = {key for key in texts() if key not in asked and not key.startswith(beginnings)} - titles
    assert idle == set()
