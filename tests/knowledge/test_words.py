"""Lists of words and heads of tables: well formed, and each word does what its list says."""

from collections import Counter

import pytest

from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.languages.zh.tokens import units
from docanalyzer.linguistics import Tongue

LISTS = [
    pytest.param(language, name, words, id=f"{table}:{language}:{name}")
    for table in ("clauses", "counts")
    for language, lists in read_toml(f"{table}.toml").items()
    for name, words in lists.items()
]
HEADS = [
    pytest.param(row, key, head, id=f"{row['id']}:{head}")
    for row in read_toml("table_headers.toml")["header"]
    for key in ("zh", "en", "zh_in", "en_in")
    for head in row.get(key, ())
]
COUNTS = read_toml("counts.toml")["zh"]


@pytest.mark.parametrize(("language", "name", "words"), LISTS)
def test_lists_hold_words_and_each_once(language, name, words):
    assert words
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert all(word and word == word.strip() for word in words)


@pytest.mark.parametrize(("row", "key", "head"), HEADS)
def test_heads_of_tables(row, key, head):
    """A head is of the row that knows it whole, and one that no row knows of the first whose words it holds."""
    language: Tongue = "zh" if key.startswith("zh") else "en"
    written = f"2025 {head} (x)" if key.endswith("_in") else f" {head.title()} "
    assert header_role(written, language) == row["id"]


def test_no_head_stands_on_two_rows():
    for key in ("zh", "en", "zh_in", "en_in"):
        written = [str(head.values[2]) for head in HEADS if head.values[1] == key]
        assert [head for head, times in Counter(written).items() if times > 1] == []


@pytest.mark.parametrize("name", ["digits_only", "with_numerals", "round_units", "words", "places"])
def test_what_is_said_of_units_is_said_of_units_that_are_known(name):
    money = {"亿元", "万元"}
    assert [word for word in COUNTS[name] if word not in units() and word not in money] == []


def test_classifiers_are_no_units():
    measured = {surface for row in read_toml("units.toml")["unit"] for surface in row.get("zh", ())}
    assert measured.isdisjoint(COUNTS["classifiers"])
