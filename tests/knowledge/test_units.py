"""The table of units, both ways: every example is read by its row, and every surface leads to its row."""

import math
import re
from collections import Counter

import pytest

from docanalyzer.knowledge.tables import read_toml
from docanalyzer.knowledge.units import carbon_words
from docanalyzer.languages import LANGUAGES
from docanalyzer.languages.en.tokens import measured
from docanalyzer.languages.en.unit_forms import unit_of
from docanalyzer.languages.zh.tokens import _digits, units
from docanalyzer.linguistics import Tongue, View

ROWS = read_toml("units.toml")["unit"]
# The units of the record contract.
TIMES = {"year", "month", "day", "hour", "minute", "second"}
CODES = TIMES | set(
    "% pp permille 1 t kg g mg ug tce toe gce kgce tCO2e kgCO2e gCO2e kWh J kW kVA mm cm m km m2 km2 ha mu m3 L nmi"
    " Cel V Pa dB bit B bit/s FLOPS".split()
)
MARK = re.compile(r"<([a-z0-9-]+)>(.*?)</\1>")


def surfaces(*keys):
    return [
        pytest.param(row, surface, id=f"{row['id']}:{surface}")
        for row in ROWS
        for key in keys
        for surface in row.get(key, ())
    ]


def amounts(text):
    code: Tongue = "zh" if re.search("[一-鿿]", text) else "en"
    language, view = LANGUAGES[code], View(code, text, text.lower())
    return language.find_amounts(view, language.find_periods(view, None))[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_examples_are_read_by_their_row(row):
    """The marked stretch is one amount of twelve of the row's unit, by itself or as a part of a compound."""
    assert row["examples"]
    for example in row["examples"]:
        ((name, quote),) = MARK.findall(example)
        assert name == row["id"]
        text = MARK.sub(r"\2", example)
        (amount,) = amounts(text)
        assert text[amount.start : amount.end] == quote
        if "/" in amount.unit and "/" not in row["unit"]:
            assert row["unit"] in amount.unit.split("/")
        else:
            assert amount.unit == row["unit"]
            assert math.isclose(amount.low, (12 + row.get("offset", 0)) * row.get("factor", 1), rel_tol=1e-9)
    shown = ["zh" if re.search("[一-鿿]", example) else "en" for example in row["examples"]]
    assert ("zh" in shown) == ("zh" in row)
    # English reads a stretch of time as a part of a compound only.
    assert "en" in shown or row["unit"] in TIMES or not {"en", "sym"} & set(row)


@pytest.mark.parametrize(("row", "surface"), surfaces("zh"))
def test_chinese_surfaces(row, surface):
    """The whole surface is read behind a number, and no shorter unit in it (吨标准煤 is not 吨)."""
    found = _digits().match(f"12{surface}。")
    assert found
    # 千吨 may as well be read as thousands of 吨.
    assert (found["m"] or "") + (found["u"] or "") == surface
    unit = units()[surface]
    assert (unit.code, unit.factor) == (row["unit"], row.get("factor", 1))


@pytest.mark.parametrize(("row", "surface"), surfaces("en", "sym"))
def test_english_surfaces(row, surface):
    found = measured().match(f"12 {surface}, and")
    assert found
    assert " ".join(part for part in (found["m"], found["u"], found["co"]) if part) == surface
    assert unit_of(surface) == (row["unit"], row.get("factor", 1))


def test_ids_are_unique_and_sorted():
    ids = [row["id"] for row in ROWS]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("keys", [("zh",), ("en",), ("sym",)])
def test_no_surface_stands_on_two_rows(keys):
    written = [surface for row in ROWS for key in keys for surface in row.get(key, ())]
    assert [surface for surface, times in Counter(written).items() if times > 1] == []


def test_rows_are_well_formed():
    for row in ROWS:
        assert set(row) <= {"id", "unit", "factor", "offset", "zh", "en", "sym", "examples"}
        # Money is a code of ISO 4217.
        assert set(row["unit"].split("/")) <= CODES or row["unit"] in CODES or re.fullmatch("[A-Z]{3}", row["unit"])
        assert row.get("factor", 1) > 0
        assert all(surface == surface.lower() for surface in row.get("en", ()))


@pytest.mark.parametrize("words", carbon_words())
def test_what_makes_a_mass_one_of_carbon_dioxide(words):
    (amount,) = amounts(f"cuts of 12 Mt {words} a year")
    assert (amount.unit, amount.low) == ("tCO2e", 12e6)
