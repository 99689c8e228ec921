"""Names and values in the language of the screen."""

from __future__ import annotations

import pytest
import streamlit as st

from docanalyzer.core.record import Period, Quantity
from docanalyzer.ui import names


@pytest.fixture(params=["zh", "en"])
def tongue(request, monkeypatch):
    monkeypatch.setattr(st, "session_state", {"_language": request.param})
    return request.param


def _quantity(low: float, unit: str, **more: object) -> Quantity:
    fields: dict[str, object] = {"high": low, "comparison": "eq", "approximate": False} | more
    return Quantity(0, 1, "x", low, unit=unit, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (_quantity(18, "%", comparison="ge"), "≥ 18%", "≥ 18%"),
        (_quantity(3, "%", high=5.0, comparison="range"), "3–5%", "3–5%"),
        (_quantity(3e7, "t"), "3,000万吨", "30 million t"),
        (_quantity(5000, "t"), "5,000吨", "5,000 t"),
        (_quantity(4.9e-5, "tce/CNY"), "0.49吨标准煤/万元", "0.49 tce/10,000 CNY"),
        (_quantity(0.12, "kWh/km"), "12千瓦时/百公里", "12 kWh/100 km"),
        (_quantity(2, "pp"), "2个百分点", "2 pp"),
        (_quantity(400, "count", counted="家"), "400家", "400家"),
        (_quantity(30, "CNY/count", counted="person"), "30元/person", "30 CNY/person"),
        (_quantity(35, "t/hour"), "35吨/小时", "35 t/h"),
        (_quantity(60, "day", comparison="le"), "≤ 60天", "≤ 60 days"),
        (_quantity(0.2, "%", approximate=True), "约0.2%", "about 0.2%"),
    ],
)
def test_values(tongue, quantity, zh, en):
    assert names.value(quantity) == (zh if tongue == "zh" else en)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period(0, 1, "x", None, "2025-12-31", "by"), "2025年底前", "by end of 2025"),
        (Period(0, 1, "x", None, "2025-06-30", "by"), "2025-06-30前", "by 2025-06-30"),
        (Period(0, 1, "x", "2020-01-01", "2020-12-31", "during"), "2020年", "2020"),
        (Period(0, 1, "x", "2021-01-01", "2025-12-31", "during"), "2021–2025年", "2021–2025"),
        (Period(0, 1, "x", "2019-01-01", None, "from"), "自2019-01-01起", "from 2019-01-01"),
        (Period(0, 1, "三年\n内", None, None, "by"), "三年 内", "三年 内"),
        (None, "", ""),
    ],
)
def test_periods(tongue, period, zh, en):
    assert names.period(period) == (zh if tongue == "zh" else en)


def test_names_are_those_of_the_screen_and_fall_back_to_the_document(tongue):
    in_words = "单位国内生产总值能源消耗" if tongue == "zh" else "energy consumption per unit of GDP"
    assert names.indicator("energy_per_gdp", "whatever it says") == in_words
    assert names.indicator(None, "some\nthing") == "some thing"
    assert names.region("130000") == ("河北省" if tongue == "zh" else "Hebei")
    assert names.region("nowhere") == "nowhere"
    cement = names.industry("3011")
    assert cement == ("水泥制造" if tongue == "zh" else "Manufacture of Non-metallic Mineral Products (3011)")
    assert names.word("role", "target") == ("目标" if tongue == "zh" else "target")
    assert names.word("role", "unheard_of") == "unheard_of"
    assert names.listed(["130000", "110000", "130000"], names.region).count("、" if tongue == "zh" else ", ") == 1
