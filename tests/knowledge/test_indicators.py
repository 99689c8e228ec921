"""The catalogue of indicators: its rows, and which phrase finds which row, and above all which finds none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docanalyzer.knowledge.indicators import indicator_id, indicator_name, indicators
from docanalyzer.knowledge.tables import read_toml

ROWS = list(indicators().values())
CATEGORIES = {
    "energy", "climate", "air", "water", "waste", "land", "ecology", "industry", "transport", "buildings",
    "agriculture", "innovation", "digital", "economy", "employment", "society", "health", "education",
}  # fmt: skip
# Rows that wait for a name in the other language.
UNTRANSLATED: set[str] = set()


def tongue(phrase):
    return "en" if not any("一" <= c <= "鿿" for c in phrase) else "zh"


def test_ids_are_unique_and_sorted():
    ids = [row["id"] for row in read_toml("indicators.toml")["indicator"]]
    assert ids == sorted(set(ids))


def test_the_quick_reader_reads_what_toml_says():
    for written in read_toml("indicators.toml")["indicator"]:
        row = indicators()[written["id"]]
        for key, value in written.items():
            read = getattr(row, key)
            assert (list(read) if isinstance(read, tuple) else read) == value, (row.id, key)


def test_rows_are_complete():
    assert {row.category for row in ROWS} == CATEGORIES
    for row in ROWS:
        assert row.unit, row.id
        assert row.kind in {"level", "relative_change", "absolute_change", "growth_rate"}, row.id
        assert row.direction in {"increase", "decrease", None}, row.id
        assert (bool(row.zh) and bool(row.en)) != (row.id in UNTRANSLATED), row.id
        assert {tongue(example) for example in row.examples} == {"zh", "en"}, row.id
        assert not set(row.examples) & {*row.zh, *row.en}, row.id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_finds_its_own_row(language):
    astray = {}
    for row in ROWS:
        for name in row.zh if language == "zh" else row.en:
            found = indicator_id(name, language)
            if found != row.id:
                astray[name] = (row.id, found)
    assert not astray


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bare_nouns_find_their_row_with_its_unit_alone(language):
    for row in ROWS:
        for name in row.short_zh if language == "zh" else row.short_en:
            assert indicator_id(name, language, row.unit, "level") == row.id, name
            assert indicator_id(name, language) != row.id, name


def test_examples_find_their_rows():
    astray = {
        example: (row.id, found)
        for row in ROWS
        for example in row.examples
        if (found := indicator_id(example, tongue(example))) != row.id
    }
    assert not astray


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("万元国内生产总值能耗", "energy_per_gdp"),
        ("河北省单位地区生产总值能源消耗", "energy_per_gdp"),
        ("单位GDP能耗强度", None),
        ("京津冀地区细颗粒物（PM2.5）年均浓度", "pm25"),
        ("非化石能源在一次能源消费中所占比重", "nonfossil_share"),
        ("非化石能源消费量占能源消费总量", "nonfossil_share"),
        ("煤炭消费占全省能源消费总量的比例", "coal_share"),
        ("规上工业单位增加值能耗", "ind_energy_per_va"),
        ("全口径发电总装机容量", "power_capacity"),
        ("本地光伏发电并网装机容量", "pv_capacity"),
        ("新增绿色工厂", "green_factory"),
        ("绿色工厂总数", "green_factory"),
        ("“小巨人”企业", None),
        ("energy use for each unit of GDP", "energy_per_gdp"),
        ("the labour productivity", "labor_productivity"),
        ("CO₂ emissions per unit of GDP", "co2_per_gdp"),
        ("economy-wide net GHG emissions", "ghg_net"),
        ("Spain's greenhouse gas emissions", "ghg_total"),
        ("total GHG emissions in Viet Nam", "ghg_total"),
        ("proportion of renewables in final energy use", "re_share_final"),
        ("renewables' share in gross final energy consumption", "re_share_gross_final"),
        ("wind capacity that is installed", "wind_capacity"),
        ("rate of urbanisation", "urbanization"),
    ],
)
def test_variants(phrase, expected):
    assert indicator_id(phrase, tongue(phrase)) == expected


# A share is no level, an intensity no total, a part no whole, a growth no state, one pollutant no other.
NEAR_MISSES_ZH = [
    "煤炭占比", "工业煤炭消费量", "可再生能源占比", "可再生能源增长", "风电增长", "单位产品能耗",
    "单位建筑面积用水量", "PM2.5、PM10浓度", "二氧化硫和氮氧化物排放量", "氨氮浓度", "工业二氧化硫排放量",
    "甲烷排放强度", "单位发电量水耗", "GDP能耗总量", "能源消费弹性系数", "能源消费增量", "煤炭消费增速",
    "非化石能源发电量", "光伏新增装机容量", "装机容量", "排放量", "浓度", "产能", "覆盖率", "森林覆盖率增长",
    "农村用水量", "工业用电量占比", "新能源汽车占比", "新能源汽车出口量", "居民收入", "农村居民人均可支配收入增长",
    "城镇人口", "人口增长率", "粮食单产", "粮食播种面积占比", "发明专利申请量", "服务业增加值增速",
    "吨钢二氧化碳排放", "铁路货运量占比", "铁路客运量", "湿地面积占比", "水资源总量", "污水排放量", "危险废物产生量",
    "贷款增速", "失业人数", "养老床位增长", "教育经费", "新增养老床位占比",
]  # fmt: skip
NEAR_MISSES_EN = [
    "share of coal", "emissions", "energy", "GDP deflator", "energy intensity of industry",
    "GHG emissions per passenger", "CO2 emissions from aviation", "methane intensity", "share of GHG emissions",
    "emissions of SO2 and NOx", "PM2.5 and PM10 concentrations", "growth in coal consumption",
    "coal consumption per unit of output", "wind and nuclear capacity", "renewable energy",
    "share of renewable energy", "share of renewables in heating", "installed capacity", "wind turbines",
    "electricity prices", "electricity consumption per household", "water quality", "forest cover loss",
    "population growth", "urban population", "unemployment benefits", "income", "GDP per worker", "per capita energy",
    "R&D tax credits", "patent applications", "NEV exports", "rail freight share", "rail passengers",
    "life expectancy gap", "carbon price floor", "net emissions", "avoided emissions", "GDP per unit of emissions",
]  # fmt: skip


@pytest.mark.parametrize("phrase", [*NEAR_MISSES_ZH, *NEAR_MISSES_EN])
def test_near_misses_find_nothing(phrase):
    assert indicator_id(phrase, tongue(phrase)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("煤炭消费量", "煤炭消费比重"),
        ("能源消费总量", "单位GDP能耗"),
        ("碳排放总量", "碳排放强度"),
        ("国内生产总值", "人均国内生产总值"),
        ("国内生产总值", "国内生产总值增速"),
        ("二氧化硫排放量", "二氧化碳排放量"),
        ("二氧化硫排放量", "二氧化硫浓度"),
        ("风电装机容量", "风电发电量"),
        ("风电装机容量", "海上风电装机容量"),
        ("可再生能源装机容量", "可再生能源新增装机容量"),
        ("可再生能源发电量占比", "可再生能源占全社会用电量比重"),
        ("城镇调查失业率", "城镇登记失业率"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("优良天数", "优良天数比率"),
        ("新能源汽车销量", "新能源汽车销量占比"),
        ("全社会研发经费投入", "全社会研发经费投入强度"),
        ("每万人口发明专利拥有量", "每万人口高价值发明专利拥有量"),
        ("用水总量", "万元GDP用水量"),
        ("危险废物处置能力", "危险废物安全处置率"),
        ("net GHG emissions", "total GHG emissions"),
        ("GHG emissions", "CO2 emissions"),
        ("GHG emissions", "GHG emission reductions"),
        ("energy consumption per unit of GDP", "GDP per unit of energy consumption"),
        ("primary energy consumption", "final energy consumption"),
        ("share of renewables in final energy consumption", "share of renewables in gross final energy consumption"),
        ("share of renewables in final energy consumption", "share of renewables in electricity consumption"),
        ("share of renewables in power generation", "share of renewables in power capacity"),
        ("forest area", "forest coverage"),
        ("offshore wind capacity", "onshore wind capacity"),
        ("sales of new energy vehicles", "share of new energy vehicles in new car sales"),
    ],
)
def test_neighbours_stay_apart(one, other):
    first, second = indicator_id(one, tongue(one)), indicator_id(other, tongue(other))
    assert first
    assert second
    assert first != second


@pytest.mark.parametrize(
    ("phrase", "unit", "kind", "expected"),
    [
        ("海上风电", "kW", "level", "offshore_wind_capacity"),
        ("风电", "kWh", "level", "wind_generation"),
        ("风电", "%", "level", None),
        ("优良天数", "%", "level", "good_air_days"),
        ("优良天数", "day", "level", "good_air_days_count"),
        ("氨氮", "t", "absolute_change", "nh3n"),
        ("钢铁产能", "%", "level", None),
        ("钢铁产能", "%", "relative_change", "steel_capacity"),
        ("钢铁产能", "t", "absolute_change", "steel_capacity"),
        ("单位GDP能耗", "%", "relative_change", "energy_per_gdp"),
        ("单位GDP能耗", "tce/CNY", "level", "energy_per_gdp"),
        ("能源消费总量", "toe", "level", "energy_total"),
        ("CO2 emissions", "gCO2e/km", "level", None),
        ("CO2 emissions", "t", "level", "co2_total"),
        ("waste incineration capacity", "t/day", "level", "waste_incineration"),
    ],
)
def test_the_unit_settles_or_refuses(phrase, unit, kind, expected):
    assert indicator_id(phrase, tongue(phrase), unit, kind) == expected


def test_both_languages_meet_at_the_id():
    for row in ROWS:
        name = indicator_name(row.id)
        assert indicator_id(name.zh, "zh") == indicator_id(name.en, "en") == row.id
    assert indicator_name("no_such_row").zh == ""


@given(st.text(max_size=80), st.sampled_from(["zh", "en"]))
def test_any_text_finds_a_row_or_nothing(text, language):
    assert indicator_id(text, language) in {None, *indicators()}


@given(
    st.lists(
        st.sampled_from("的 占比 中 在 单位 GDP 能耗 煤炭 消费 总量 全省 新增 下降 ( ） PM2.5 浓度 年均 占".split())
    )
)
def test_any_row_of_words_finds_a_row_or_nothing(words):
    assert indicator_id("".join(words), "zh") in {None, *indicators()}


def test_the_loop_over_qualifiers_ends():
    assert indicator_id("全国" * 60, "zh") is None
    assert indicator_id("in Spain " * 15, "en") is None
    assert indicator_id("能耗" * 200, "zh") is None
