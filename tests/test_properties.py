"""What holds for every text, whatever it says: generated texts against the contract of the records."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from docanalyzer import Settings, analyze, analyze_text
from docanalyzer.core.record import Analysis, Measure, Period
from docanalyzer.exports import dumps, from_data

ROOT = Path(__file__).resolve().parent.parent
# The same examples on every machine and in every run, so that a failure is everybody's; the first pays for the tables.
FEW = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=120)

# -- texts ------------------------------------------------------------------------------------------------------------

# What policy texts are made of, so that random sequences reach deep into the rules.
BREAKS = ["\t", "\n", "\n\n"]
CHINESE = """
到2025年 2025年 2030年前 2020年底 “十四五”期间 “十三五”末 2018—2020年 2021年1月1日起 今年 三年内 每年 年均
同比 比2020年 较2015年 与2005年相比 截至2022年底 力争 确保 不低于 不超过 控制在 达到 超过 约 近 分别 累计 其中
以上 以下 以内 左右 下降 降低 提高 增长 减少 压减 新增 建成 翻一番 显著提高 基本建成 单位工业增加值能耗 用水量
森林覆盖率 PM2.5浓度 PM10、PM2.5浓度 非化石能源占比 二氧化碳排放 粗钢产能 全省 河北省 京津冀 钢铁 水泥
工业和信息化部 规模以上企业 《节能法》 国发〔2018〕22号 18% 12.5% 3个百分点 1,234.5吨 3000万吨 1.2亿千瓦
三百公里 50万吨标准煤 0.55吨标准煤/万元 35微克/立方米 20%—25% 百分之十 三分之一 100家 5 12 １８％ 7.3万亿元
1∶4 三成 -5% 5~8 第一章 一、 （一） 1. 第三条 严禁 不得 应当 鼓励 支持 ， 。 ； ： 、 （ ） 的 和 至 比 由 为 |
""".split()
ENGLISH = (
    """
by 2030|By 2025|in 2018|between 2021 and 2025|from 2005 levels|compared to 1990|by the end of 2020
the 13th Five-Year Plan period|FY2030|2019/20|each year|1 July 2021|within three years|at least|no more than
about|nearly|up to|over|between|from|to|and|or|of|the|respectively|by|per unit of|will fall|reduce|increase|cut
install|reach|double|threefold|halve|significantly improved|18%|12.5 per cent|3 percentage points|1,234.5 tonnes
30 million tonnes|1.5 billion kWh|500 GW|MtCO2e|12 MtCO2e|$5 billion|US$ 3.2m|20–25%|three hundred|two thirds
100 plants|5|12|40,000 jobs|1:4|0.3 t/capita|emissions|energy consumption|water use|forest cover|PM2.5|steel
cement|Hebei|the European Union|Ministry of Industry|Article 5|Section 2.1|Directive 2012/27/EU|must not|shall
may|encourage|support|,|.|;|:|(|)|-|—|"|-|1.|#
""".strip()
    .replace("\n", "|")
    .split("|")
)
TRADITIONAL = "到2030年 減少 用電量 能源強度 與2005年比較 政府 百分之二十 ， 。 增加 3萬個 發電 18%".split()
ODDITIES = [
    "\0", "😀", "é", "\u200b", "\u3000", "\xa0", "\r\n", "\r", "½", "②", "٣", "𝟓", "İ", "\ufeff", "<td>",
    "9" * 400, "%" * 30, "(" * 40,
]  # fmt: skip

han = st.lists(st.sampled_from([*CHINESE, *BREAKS]), max_size=40).map("".join)
latin = st.lists(st.sampled_from([*ENGLISH, *BREAKS]), max_size=40).map(" ".join)
mixed = st.lists(st.sampled_from([*CHINESE, *ENGLISH, *BREAKS, *TRADITIONAL, *ODDITIES]), max_size=50).map("".join)
lines = st.lists(st.one_of(han, latin, mixed), max_size=6).map("\n".join)
anything = st.text(st.characters(), max_size=60)  # surrogates and control characters among them
digits = st.text("0123456789.,%０１９-–~ ", max_size=60)
marks = st.text("，。；：、（）()[]“”\"'!?.,;:-—|#*%‰°/ \n\t", max_size=60)
texts = st.one_of(han, latin, lines, mixed, anything, digits, marks)


def walk(value: Any) -> Iterator[Any]:
    """Every record in an analysis, down to the last."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def measures(analysis: Analysis) -> list[Measure]:
    return [*analysis.targets, *analysis.figures]


# -- what holds for every text ----------------------------------------------------------------------------------------


@MANY
@given(texts)
def test_every_record_keeps_the_contract(text):
    analysis = analyze_text(text)
    text = analysis.document.text
    for record in walk(analysis):
        if hasattr(record, "start") and hasattr(record, "end"):
            assert 0 <= record.start <= record.end <= len(text)
            if hasattr(record, "text"):
                assert text[record.start : record.end] == record.text, record
        if isinstance(record, Period):
            days = [date.fromisoformat(day) for day in (record.start_date, record.end_date) if day]
            assert days == sorted(days), record
    assert all(measure.role == "target" for measure in analysis.targets)
    assert all(measure.role != "target" for measure in analysis.figures)
    for measure in measures(analysis):
        quantity = measure.quantity
        if quantity is None:
            assert measure.role == "target"
            continue
        assert quantity.text
        assert quantity.unit
        assert quantity.low <= quantity.high
        assert (quantity.comparison == "range") == (quantity.low < quantity.high)
        assert 0 <= measure.confidence <= 1


@MANY
@given(texts)
def test_ids_are_unique_and_lead_somewhere(text):
    analysis = analyze_text(text)
    numbers = [measure.id for measure in measures(analysis)]
    provisions = [provision.id for provision in analysis.provisions]
    sections = [section.id for section in analysis.document.sections]
    deadlines = [deadline.id for deadline in analysis.deadlines]
    for ids in (numbers, provisions, sections, deadlines):
        assert [identity for identity, times in Counter(ids).items() if times > 1] == []
    targets = {target.id for target in analysis.targets}
    named = [*(p.targets for p in analysis.provisions), *(d.targets for d in analysis.deadlines)]
    assert {identity for ids in named for identity in ids} <= targets
    places = [*(m.section for m in measures(analysis)), *(p.section for p in analysis.provisions)]
    assert {place for place in places if place is not None} <= set(sections)
    for deadline in analysis.deadlines:
        assert deadline.provision is None or deadline.provision in provisions


@MANY
@given(texts)
def test_no_number_is_lost_or_read_twice(text):
    """Each number in digits is used by a quantity or a period, or stands in the doubt report, and never in both."""
    analysis = analyze_text(text)
    quantities = [(m.quantity.start, m.quantity.end) for m in measures(analysis) if m.quantity]
    assert len(set(quantities)) == len(quantities)
    used: set[int] = set()
    for start, end in [*quantities, *((p.start, p.end) for p in analysis.periods)]:
        used.update(range(start, end))
    doubted: set[int] = set()
    for mark in analysis.unused:
        place = set(range(mark.start, mark.end))
        assert mark.reason
        assert not place & doubted
        assert not place & used, mark
        doubted |= place
    for number in re.finditer(r"\d+(?:[.,]\d+)*", analysis.document.text):
        place = set(range(*number.span()))
        assert place <= doubted or place & used, number


@MANY
@given(texts)
def test_the_same_text_gives_the_same_bytes_and_they_load_again(text):
    analysis = analyze_text(text)
    written = dumps(analysis)
    assert dumps(analyze_text(text)) == written
    assert from_data(json.loads(written)) == analysis


@FEW
@given(texts, st.sampled_from(["zh", "en"]))
def test_a_language_can_be_set_for_any_text(text, language):
    analysis = analyze_text(text, settings=Settings(language=language))
    assert analysis.document.text == text.replace("\r\n", "\n")


@FEW
@given(text=texts)
def test_a_file_gives_the_records_of_its_text(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("text") / "text.txt"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    # A file may be refused where it holds nothing or no text; test_robustness looks at what is said then.
    assume(text.strip("\ufeff \n\t") and text.isprintable() and "\ufffd" not in text)
    found = analyze(file)
    expected = analyze_text(found.document.text)
    info = replace(found.document, id=expected.document.id, name=expected.document.name)
    assert replace(found, document=info, notices=()) == expected


@FEW
@given(texts)
def test_a_sentence_without_numbers_changes_no_quantity_before_it(text):
    before = analyze_text(text)
    more = "The rules are to be explained." if before.document.language == "en" else "有关部门做好解释工作。"
    after = analyze_text(f"{text}\n\n{more}")
    assert [m.quantity for m in sorted(measures(after), key=place) if m.quantity] == [
        m.quantity for m in sorted(measures(before), key=place) if m.quantity
    ]


def place(measure: Measure) -> int:
    return measure.quantity.start if measure.quantity else measure.evidence.start


ENDLESS = [
    "5%", "5吨", "1", "1,", "1-", "一", "三百", "翻一番", "、", "5、", "的", "下降5%，", "2020年至", "2020年1月1日",
    "第一章", "《", "（", "(", "([", "将近", "达到", "and ", "5% and ", "5 tonnes ", "by 2020 ", "2018/19 ",
    "by 2025 use will fall by 18%, ", "5 to ", "Ab ", "of ", " ", "\n", "\t ", "\r\n", "a\n", "5\n", "一、总体\n",
    "1.1 Goal\n", "| a | 5% |\n", "指标\t单位\t2020年\n", "<table ", "<td rowspan=999 colspan=999>", "1. . . ",
    "\ud800", "≥5", "PM2.5", "国发〔2018〕22号",
]  # fmt: skip


HANGS = """
import json, sys
from docanalyzer import analyze_text
for text in json.load(sys.stdin):
    print(ascii(text[:40]), flush=True)
    analyze_text(text)
"""


@pytest.mark.slow
@pytest.mark.parametrize("ends", [("到2025年，能耗", "x 5%。"), ("By 2025 the cut of ", " x 5%.\n| a |")])
def test_no_run_of_the_same_words_hangs(ends):
    """A pattern that can read a run in many ways would not end within an hour; all of these take seconds."""
    sample = [ends[0] + part * (6000 // len(part)) + ends[1] for part in ENDLESS]
    try:
        subprocess.run(
            [sys.executable, "-c", HANGS],
            input=json.dumps(sample).encode(), capture_output=True, check=True, cwd=ROOT, timeout=300,
        )  # fmt: skip
    except subprocess.TimeoutExpired as expired:
        pytest.fail("still reading " + (expired.stdout or b"").decode().splitlines()[-1])


CHILD = """
import json, sys
from docanalyzer import analyze_text
from docanalyzer.exports import dumps
for text in json.load(sys.stdin):
    sys.stdout.buffer.write(dumps(analyze_text(text)))
"""


@pytest.mark.slow
def test_another_process_writes_the_same_bytes():
    """The order of sets of strings differs from process to process; nothing of it may reach the output."""
    sample = ["".join(CHINESE[i::7]) + "\n" + " ".join(ENGLISH[i::7]) for i in range(7)]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", CHILD],
            input=json.dumps(sample).encode(), capture_output=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert outputs[0] == outputs[1] == b"".join(dumps(analyze_text(text)) for text in sample)


@pytest.mark.parametrize(
    "text", ["9" * 400 + "吨", "3—" + "9" * 400 + "吨。", "9" * 400 + "2m", "cut by " + "9" * 400 + " tonnes"]
)
def test_a_number_too_long_to_reckon_with_is_left_unread(text):
    analysis = analyze_text(text)
    dumps(analysis)
    assert measures(analysis) == []
    assert max(len(mark.text) for mark in analysis.unused) >= 400


# -- what is always found ---------------------------------------------------------------------------------------------

years = st.integers(2019, 2060)
values = st.one_of(
    st.integers(1, 99).map(lambda n: (str(n), float(n))),
    st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda n: (f"{n[0]}.{n[1]}", float(f"{n[0]}.{n[1]}"))),
)
large = st.one_of(
    st.tuples(st.integers(1, 999), st.integers(0, 999), st.integers(1, 9)).map(
        lambda n: (f"{n[0]},{n[1]:03}.{n[2]}", float(f"{n[0]}{n[1]:03}.{n[2]}"))
    ),
    values,
)
HAN_DIGITS = "零一二三四五六七八九"
# Numerals as they are written: 三百, 四十五, 六千.
numerals = st.one_of(
    st.tuples(st.integers(2, 9), st.sampled_from([("十", 10), ("百", 100), ("千", 1000)])).map(
        lambda n: (HAN_DIGITS[n[0]] + n[1][0], float(n[0] * n[1][1]))
    ),
    st.tuples(st.integers(2, 9), st.integers(1, 9)).map(
        lambda n: (f"{HAN_DIGITS[n[0]]}十{HAN_DIGITS[n[1]]}", float(n[0] * 10 + n[1]))
    ),
)
MULTIPLIERS_ZH = [("", 1.0), ("万", 1e4), ("亿", 1e8)]
MULTIPLIERS_EN = [("", 1.0), (" thousand", 1e3), (" million", 1e6), (" billion", 1e9)]
UNITS_ZH = [
    ("吨", "t", 1), ("吨标准煤", "tce", 1), ("吨二氧化碳当量", "tCO2e", 1), ("千瓦", "kW", 1), ("千瓦时", "kWh", 1),
    ("元", "CNY", 1), ("公顷", "ha", 1), ("亩", "mu", 1), ("立方米", "m3", 1), ("公里", "km", 1),
    ("平方公里", "km2", 1),
]  # fmt: skip
UNITS_EN = [
    ("tonnes", "t", 1), ("tonnes of standard coal equivalent", "tce", 1), ("tonnes of CO2 equivalent", "tCO2e", 1),
    ("GWh", "kWh", 1e6), ("MW", "kW", 1e3), ("yuan", "CNY", 1), ("hectares", "ha", 1), ("cubic metres", "m3", 1),
    ("km", "km", 1),
]  # fmt: skip
BOUNDS_ZH = [
    ("", "", "eq"),
    ("", "以上", "ge"),
    ("不低于", "", "ge"),
    ("超过", "", "ge"),
    ("不超过", "", "le"),
    ("", "以内", "le"),
]
BOUNDS_EN = [("", "eq"), ("at least ", "ge"), ("more than ", "ge"), ("no more than ", "le"), ("up to ", "le")]


def only(text: str) -> Measure:
    """The one number of a text, as a measure."""
    (measure,) = [measure for measure in measures(analyze_text(text)) if measure.quantity]
    return measure


def check(measure: Measure, value: float, unit: str, comparison: str, year: int) -> None:
    assert measure.quantity is not None
    assert measure.quantity.low == measure.quantity.high == pytest.approx(value, rel=1e-12)
    assert (measure.quantity.unit, measure.quantity.comparison) == (unit, comparison)
    assert measure.period is not None
    assert (measure.period.start_date, measure.period.end_date) == (None, f"{year}-12-31")
    assert measure.period.relation == "by"


@MANY
@given(
    years,
    st.sampled_from(["单位工业增加值能耗", "万元国内生产总值用水量", "煤炭消费比重", "化肥使用量"]),
    st.sampled_from(["下降", "降低", "减少"]),
    values,
    st.sampled_from([("%", "%"), ("个百分点", "pp")]),
    st.sampled_from(BOUNDS_ZH[:2]),
)
def test_chinese_cuts_are_found(year, thing, verb, value, unit, bound):
    measure = only(f"到{year}年，{thing}{verb}{value[0]}{unit[0]}{bound[1]}。")
    check(measure, value[1], unit[1], bound[2], year)
    assert measure.direction == "decrease"
    assert measure.kind == ("relative_change" if unit[1] == "%" else "absolute_change")
    assert measure.indicator is not None
    assert measure.indicator.text == thing


@MANY
@given(
    years,
    st.one_of(
        st.tuples(large, st.just(UNITS_ZH)),
        st.tuples(numerals, st.just([("吨", "t", 1), ("公里", "km", 1), ("亩", "mu", 1)])),
    ),
    st.sampled_from(MULTIPLIERS_ZH),
    st.sampled_from(BOUNDS_ZH),
    st.data(),
)
def test_chinese_amounts_are_found(year, number, multiplier, bound, data):
    (written, value), units = number
    surface, unit, factor = data.draw(st.sampled_from(units))
    measure = only(
        f"到{year}年，总量{'达到' if not bound[0] else ''}{bound[0]}{written}{multiplier[0]}{surface}{bound[1]}。"
    )
    check(measure, value * multiplier[1] * factor, unit, bound[2], year)


@MANY
@given(
    years,
    st.sampled_from(["energy consumption", "water use per unit of industrial value added", "emissions"]),
    st.sampled_from(["fall", "decrease", "be reduced"]),
    values,
    st.sampled_from([("%", "%"), (" per cent", "%"), (" percent", "%"), (" percentage points", "pp")]),
    st.sampled_from(BOUNDS_EN),
)
def test_english_cuts_are_found(year, thing, verb, value, unit, bound):
    measure = only(f"By {year}, {thing} will {verb} by {bound[0]}{value[0]}{unit[0]}.")
    check(measure, value[1], unit[1], bound[1], year)
    assert measure.direction == "decrease"
    assert measure.kind == ("relative_change" if unit[1] == "%" else "absolute_change")
    assert measure.indicator is not None
    assert measure.indicator.text == thing


@MANY
@given(years, large, st.sampled_from(MULTIPLIERS_EN), st.sampled_from(UNITS_EN), st.sampled_from(BOUNDS_EN))
def test_english_amounts_are_found(year, value, multiplier, unit, bound):
    measure = only(f"By {year}, the total will reach {bound[0]}{value[0]}{multiplier[0]} {unit[0]}.")
    check(measure, value[1] * multiplier[1] * unit[2], unit[1], bound[1], year)


@FEW
@given(
    large,
    st.sampled_from(MULTIPLIERS_ZH),
    st.sampled_from(["，", "。", "以上", "左右", "/万元", "（当量值）", "的", ""]),
)
def test_standard_coal_is_never_a_plain_mass(value, multiplier, after):
    for name in ("吨标准煤", "吨标煤", "tce"):
        for measure in measures(analyze_text(f"能源消费总量控制在{value[0]}{multiplier[0]}{name}{after}")):
            assert measure.quantity is not None
            assert measure.quantity.unit.split("/")[0] == "tce"
