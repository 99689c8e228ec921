"""Kinds of indicator tables: groups that hold the unit, notes with marks, sums over the years, heads side by side."""

import html

import pytest

from docanalyzer.core.document import Metadata
from docanalyzer.pipeline import analyze_document, analyze_text
from docanalyzer.reading import read_bytes


def page(*rows, caption="", note="", issued="2021-06-01", title="规划"):
    """The analysis of a page with one table; ^ continues the cell above, < the cell to the left."""
    made = []
    for r, row in enumerate(rows):
        made.append("<tr>")
        for c, text in enumerate(row):
            if text in {"^", "<"}:
                continue
            width = 1 + next((i for i, t in enumerate(row[c + 1 :]) if t != "<"), len(row) - c - 1)
            height = 1 + next((i for i, below in enumerate(rows[r + 1 :]) if below[c] != "^"), len(rows) - r - 1)
            made.append(f'<td colspan="{width}" rowspan="{height}">{html.escape(text)}</td>')
        made.append("</tr>")
    body = f"<h1>{title}</h1><p>{caption}</p><table>{''.join(made)}</table><p>{note}</p>"
    source = f"<html><body><main>{body}</main></body></html>".encode()
    return analyze_document(read_bytes(source, "a.html", metadata=Metadata(title, issued)))


def measures(found):
    return sorted((m for m in found.targets + found.figures if m.quantity), key=lambda m: m.quantity.start)


def told(found):
    """Name, part, value, unit and last year of each number."""
    return [
        (m.indicator.text, m.scope.subject, m.quantity.low, m.quantity.unit, m.period and m.period.end_date[:4])
        for m in measures(found)
    ]


def test_a_group_with_the_unit_is_what_its_rows_measure():
    found = page(
        ["指标", "<", "2015年", "2020年", "〔累计〕", "属性"],
        ["1.污染物排放总量减少（%）", "化学需氧量", "—", "—", "〔10〕", "约束性"],
        ["^", "二氧化硫", "—", "—", "〔15〕", "^"],
        ["2.保护率（%）", "<", "90", ">95", "—", "预期性"],
        issued="2016-11-24",
    )
    assert told(found) == [
        ("污染物排放总量", "化学需氧量", 10, "%", "2020"),
        ("污染物排放总量", "二氧化硫", 15, "%", "2020"),
        ("保护率", None, 90, "%", "2015"),
        ("保护率", None, 95, "%", "2020"),
    ]
    assert [(m.kind, m.direction, m.binding) for m in found.targets] == [
        ("relative_change", "decrease", "binding"),
        ("relative_change", "decrease", "binding"),
        ("level", None, "expected"),
    ]


def test_notes_say_what_the_marks_of_values_and_rows_stand_for():
    found = page(
        ["指标", "2020年", "2025年"],
        ["森林覆盖率（%）", "23.2*", "24.1"],
        ["★用水总量（亿立方米）", "41", "38"],
        caption="主要指标",
        note="注：①带*的为2019年数据；②★为约束性指标。",
    )
    assert told(found) == [
        ("森林覆盖率", None, 23.2, "%", "2019"),
        ("森林覆盖率", None, 24.1, "%", "2025"),
        ("用水总量", None, 41e8, "m3", "2020"),
        ("用水总量", None, 38e8, "m3", "2025"),
    ]
    assert [m.binding for m in found.targets] == [None, "binding"]


def test_what_a_level_is_to_gain_is_a_change():
    found = page(
        ["指标", "单位", "2020年", "2025年", "五年累计", "属性"],
        ["森林覆盖率", "%", "23.2", "24.1", "〔0.9〕", "约束性"],
        ["人均预期寿命", "岁", "77.3", "—", "〔1〕", "预期性"],
        ["劣五类断面比例", "%", "3.5", "3", "-0.5", "约束性"],
        ["新增湿地面积", "公顷", "—", "—", "〔500〕", "预期性"],
    )
    assert [(m.quantity.low, m.quantity.unit, m.kind, m.direction) for m in found.targets] == [
        (24.1, "%", "level", None),
        (0.9, "pp", "absolute_change", "increase"),
        (1, "year", "absolute_change", "increase"),
        (3, "%", "level", None),
        (0.5, "pp", "absolute_change", "decrease"),
        (500, "ha", "absolute_change", "increase"),
    ]


def test_a_column_of_rates_or_sums_tells_them_apart_by_the_name():
    found = page(
        ["指标", "2020年", "2025年", "年均/累计", "属性"],
        ["研发经费投入增长（%）", "—", "—", ">7、力争高于“十三五”时期", "预期性"],
        ["城镇调查失业率（%）", "5.2", "—", "<5.5", "预期性"],
        ["能耗强度降低比例（%）", "—", "—", "〔13.5〕", "约束性"],
    )
    assert [(m.quantity.comparison, m.quantity.low, m.kind, m.period.end_date[:4]) for m in found.targets] == [
        ("ge", 7, "growth_rate", "2025"),
        ("le", 5.5, "level", "2025"),
        ("eq", 13.5, "relative_change", "2025"),
    ]


def test_yearly_means_are_no_rates():
    found = page(
        ["城市", "PM2.5年均浓度（微克/立方米）", "<"],
        ["^", "2020年", "2025年"],
        ["唐山市", "49", "38"],
    )
    assert told(found) == [
        ("PM2.5年均浓度", "唐山市", 49, "ug/m3", "2020"),
        ("PM2.5年均浓度", "唐山市", 38, "ug/m3", "2025"),
    ]


def test_years_beside_a_goal_are_shares_of_it():
    found = page(
        ["地区", "能耗强度降低目标（%）", "2021年", "2022年"],
        ["甘州区", "14", "3.1", "2.8"],
        caption="各地区“十四五”能耗强度降低目标分解表",
    )
    assert told(found) == [
        ("能耗强度", "甘州区", 14, "%", "2025"),
        ("能耗强度", "甘州区", 3.1, "%", "2021"),
        ("能耗强度", "甘州区", 2.8, "%", "2022"),
    ]
    assert {(m.kind, m.direction) for m in found.targets} == {("relative_change", "decrease")}


def test_the_attribute_may_stand_behind_the_value():
    found = page(
        ["指标", "2020年", "2025年"],
        ["用水总量（亿立方米）", "180", "182.5（约束性）"],
    )
    assert [(m.quantity.low, m.binding, m.scope.subject) for m in found.targets] == [(1.825e10, "binding", None)]


def test_indicators_side_by_side_with_a_row_of_units():
    found = page(
        ["指标", "风电装机", "光伏用地"],
        ["单位", "万千瓦", "公顷"],
        ["2020年", "1547", "168"],
        ["2025年", "2800", "350"],
    )
    assert told(found) == [
        ("风电装机", None, 1547e4, "kW", "2020"),
        ("光伏用地", None, 168, "ha", "2020"),
        ("风电装机", None, 2800e4, "kW", "2025"),
        ("光伏用地", None, 350, "ha", "2025"),
    ]


def test_a_head_above_two_years_reaches_over_both_where_a_unit_stands_below():
    source = (
        "# Plan\n\n|  |  |  |  |  |\n| --- | --- | --- | --- | --- |\n|  | Total emissions |  | Road emissions |  |\n"
        "|  | 2030 | 2050 | 2005 | 2030 |\n|  | Mt CO2e |  |  |  |\n| Austria | 61.8 | 52.3 | 57.0 | 41.7 |\n"
    )
    found = analyze_document(read_bytes(source.encode(), "a.md", metadata=Metadata("Plan", "2023-12-18")))
    assert told(found) == [
        ("Total emissions", "Austria", 61.8e6, "tCO2e", "2030"),
        ("Total emissions", "Austria", 52.3e6, "tCO2e", "2050"),
        ("Road emissions", "Austria", 57e6, "tCO2e", "2005"),
        ("Road emissions", "Austria", 41.7e6, "tCO2e", "2030"),
    ]


def test_heads_that_compare_and_programmes_that_name_a_year():
    found = page(
        ["Sector", "Contribution with own means", "<"],
        ["^", "Compared to BAU (%)", "Reduction amount (Mt CO2e)"],
        ["Energy", "5.5", "51.5"],
        caption="Table 3. Reduction contribution by sectors to 2030",
        title="Plan",
    )
    assert [(m.indicator.text, m.scope.subject, m.kind, m.direction) for m in measures(found)] == [
        ("Contribution with own means", "Energy", "relative_change", "decrease"),
        ("Reduction amount", "Energy", "absolute_change", "decrease"),
    ]
    found = page(
        ["Actions", "Cost estimates (USD in millions)", "Emission Reduction Potential 2020–2030 (Mt CO2e)"],
        ["National Wind Plan for 2020", "3,500", "50.1"],
        caption="Table 4. Actions",
        title="Plan",
    )
    assert [(m.indicator.text, m.scope.subject, m.quantity.low, m.period.end_date[:4]) for m in measures(found)] == [
        ("Cost estimates", "National Wind Plan for 2020", 3.5e9, "2020"),
        ("Emission Reduction Potential", "National Wind Plan for 2020", 50.1e6, "2030"),
    ]


def test_descriptions_take_the_date_of_their_row_and_the_goal_year_of_the_table():
    found = page(
        ["Start date", "End date", "Description"],
        ["Started", "Mar 2012", "Achieve a renewable electricity target of 12% as part of the framework"],
        ["Jan 2011", "2020", "Achieve a target for heat from renewable sources of 10% in all districts"],
        title="Plan",
        issued="2011-03-08",
    )
    assert [(m.quantity.low, m.period.relation, m.period.end_date) for m in found.targets] == [
        (12, "by", "2012-03-31"),
        (10, "by", "2020-12-31"),
    ]
    found = page(
        ["Actions", "Targets"],
        ["Restore forests", "2000 ha"],
        ["Protect forests", "Maintain 436 million tonnes of forest carbon stock outside of parks"],
        caption="The following targets until 2030 are highlighted.",
        title="Plan",
    )
    assert [(m.quantity.low, m.period.end_date[:4]) for m in found.targets] == [(2000, "2030"), (436e6, "2030")]


def test_scenarios_beside_one_that_nobody_promises():
    found = page(
        ["", "BAU", "Mitigation Scenario 1 (CM1)"],
        ["1. Biofuel in transport.", "0%", "90%"],
        title="Plan",
    )
    assert [(m.indicator.text, m.quantity.low, m.role) for m in measures(found)] == [
        ("Biofuel in transport", 0, "other"),
        ("Biofuel in transport", 90, "target"),
    ]


def test_sums_in_a_column_of_rates_and_changes_against_a_year():
    found = page(
        ["指标", "单位", "2020年", "2025年", "年均增速〔累计〕", "属性"],
        ["单位产值能耗", "吨标准煤/万元", "0.51", "0.438", "〔-14%〕", "约束性"],
        ["非化石能源比重", "%", "13.5", "18", "〔4.5〕", "预期性"],
        ["重污染天数比2015年减少", "%", "—", "25", "—", "预期性"],
    )
    assert [(m.indicator.text, m.quantity.low, m.quantity.unit, m.kind) for m in found.targets] == [
        ("单位产值能耗", 0.438e-4, "tce/CNY", "level"),
        ("单位产值能耗", 14, "%", "relative_change"),
        ("非化石能源比重", 18, "%", "level"),
        ("非化石能源比重", 4.5, "pp", "absolute_change"),
        ("重污染天数", 25, "%", "relative_change"),
    ]
    assert found.targets[-1].baseline.year == 2015


def test_a_head_that_compares_with_a_year_does_not_say_when():
    found = page(
        ["Budget", "Period", "Level (MtCO2e)", "Reduction below 1990"],
        ["Third", "2018–2022", "2,544", "37%"],
        title="Plan",
        issued="2009-07-15",
    )
    assert [(m.indicator.text, m.scope.subject, m.period.end_date[:4], m.baseline) for m in measures(found)][:1] == [
        ("Level", "Third", "2022", None)
    ]
    last = measures(found)[-1]
    assert (last.kind, last.direction, last.baseline.year) == ("relative_change", "decrease", 1990)
    assert (last.period.start_date, last.period.end_date) == ("2018-01-01", "2022-12-31")


def test_places_behind_a_number_and_sums_of_one_year():
    found = page(
        ["序号", "县（市、区）", "2022年单位GDP能耗下降目标（%）", "责任单位"],
        ["1", "瑞安市", "3.2", "市政府"],
    )
    assert told(found) == [("单位GDP能耗", "瑞安市", 3.2, "%", "2022")]
    found = page(
        ["地市", "光伏", "<", "合计"],
        ["^", "2020年", "2025年", "2025年"],
        ["南京", "120", "350", "395"],
        caption="各市可再生能源装机目标（单位：万千瓦）",
    )
    assert [(m.quantity.low, m.period.end_date[:4]) for m in measures(found)] == [
        (120e4, "2020"),
        (350e4, "2025"),
        (395e4, "2025"),
    ]


def test_numbers_in_short_descriptions_and_goals_in_words():
    found = page(
        ["项目名称", "建设内容", "总投资（万元）", "建设期限"],
        ["城北厂扩建", "新增处理能力3万吨/日", "12000", "2021—2023年"],
        ["管网工程", "改造雨污合流管网120公里", "8600", "2021-2025"],
    )
    assert [(m.quantity.low, m.quantity.unit, m.role, m.period.end_date[:4]) for m in measures(found)] == [
        (30000, "t/day", "target", "2023"),
        (1.2e8, "CNY", "target", "2023"),
        (120, "km", "target", "2025"),
        (8.6e7, "CNY", "target", "2025"),
    ]
    found = page(["任务", "2020年基数", "2025年目标"], ["农药使用量", "2.1万吨", "零增长"], ["标准", "5项", "待定"])
    assert [(m.indicator.text, m.direction) for m in found.targets if not m.quantity] == [("农药使用量", "maintain")]


def test_units_as_columns_write_them():
    found = page(
        ["指标", "单位", "2025年"],
        ["每万人拥有公共交通车辆", "标台", "12"],
    )
    assert [(m.quantity.low, m.quantity.unit) for m in found.targets] == [(12, "count")]
    found = page(
        ["Activity", "Unit", "2030"],
        ["Area restored", "'000 ha", "1.5"],
        ["Electric vehicles", "number", "200"],
        ["Price", "inhabitants", "7"],
        title="Plan",
    )
    assert [(m.quantity.low, m.quantity.unit) for m in found.targets] == [(1500, "ha"), (200, "count"), (7, "count")]


def test_a_name_that_says_only_how_much_has_its_thing_beside_it():
    found = page(
        ["序号", "指标名称", "<", "2020年", "2025年"],
        ["1", "危险废物", "产生量（万吨/年）", "35.6", "45"],
        ["^", "^", "利用处置率（%）", "98.5", "100"],
    )
    assert [(m.indicator.text, m.scope.subject) for m in measures(found)] == [
        ("产生量", "危险废物"),
        ("产生量", "危险废物"),
        ("利用处置率", "危险废物"),
        ("利用处置率", "危险废物"),
    ]


def test_one_value_of_a_row_gives_the_others_its_unit():
    found = page(
        ["KPI", "Baseline", "2030 Target"],
        ["Water use per person", "Value: 395 litres per person (2015)", "350"],
        ["Installed storage", "12 MW", "150"],
        title="Plan",
    )
    assert told(found)[:2] == [
        ("Water use per person", None, 395, "L/count", "2015"),
        ("Water use per person", None, 350, "L/count", "2030"),
    ]
    assert [(m.quantity.low, m.quantity.unit) for m in measures(found)][2:] == [(12000, "kW"), (150000, "kW")]


def test_years_and_values_without_a_head_are_named_by_the_line_above():
    found = page(
        ["EY 2020", "5.1%"],
        ["EY 2023", "4.9%"],
        ["EY 2024", "4.8%"],
        caption="Suppliers shall meet the following percentage of their retail sales from solar power:",
        title="Act",
    )
    assert {m.indicator.text for m in found.targets} == {"retail sales"}
    assert [(m.quantity.low, m.period.end_date[:4]) for m in found.targets] == [
        (5.1, "2020"),
        (4.9, "2023"),
        (4.8, "2024"),
    ]


def test_parts_of_a_table_share_their_unit_and_marks_of_notes_are_no_names():
    rule = "| --- | --- | --- | --- |\n"
    source = (
        f"# Plan\n\nTable 3. Renewable energy plan (MW)\n\n| | 2025 | 2026 | 2027 |\n{rule}"
        f"| Wind farm (a) | - | 200 | 200 |\n\nb. Southern system\n\n| | 2025 | 2026 | 2027 |\n{rule}"
        "| Total capacity | 25 | 75 | 160 (b) |\n\nNumber of staff\n\n| | 2025 | 2030 |\n| --- | --- | --- |\n"
        "| Offices | 2 | 3 |\n"
    )
    found = analyze_document(read_bytes(source.encode(), "a.md", metadata=Metadata("Plan", "2021-07-01")))
    assert told(found) == [
        ("Wind farm", None, 200_000, "kW", "2026"),
        ("Wind farm", None, 200_000, "kW", "2027"),
        ("Total capacity", None, 25_000, "kW", "2025"),
        ("Total capacity", None, 75_000, "kW", "2026"),
        ("Total capacity", None, 160_000, "kW", "2027"),
    ]


def test_a_head_over_two_lines_goes_on_with_what_says_nothing_alone():
    heads = "序号 项目类别 单位 “十三五”规划 目标 “十三五”完成 情况 完成率"
    rows = "1 新开河道 条 40 42 105% 2 建设管网 公里 2200 5000 227% 3 改造片区 处 200 210 105%"
    text = "\n\n".join(f"{heads} {rows}".split())
    found = analyze_text("主要指标完成好于预期。\n\n" + text + "\n", title="规划", issued_on="2021-06-01")
    assert [m.indicator.text for m in measures(found)] == ["新开河道"] * 2 + ["完成率"] + ["建设管网"] * 2 + [
        "完成率",
        "改造片区",
        "改造片区",
        "完成率",
    ]


def test_brackets_in_a_column_of_yearly_growth_are_sums():
    found = page(
        ["指标", "单位", "2020年", "2025年", "年均增长", "备注"],
        ["煤炭占比", "%", "40.1", "33", "（-7.1）", "约束性"],
        ["用电量", "亿千瓦时", "4829", "6200", "5.1%", "预期性"],
        ["碳排放强度五年累计下降", "%", "（17.1）", "（15以上）", "—", "约束性"],
    )
    assert [(m.indicator.text, m.quantity.low, m.quantity.unit, m.kind, m.direction) for m in found.targets] == [
        ("煤炭占比", 33, "%", "level", None),
        ("煤炭占比", 7.1, "pp", "absolute_change", "decrease"),
        ("用电量", 6.2e11, "kWh", "level", None),
        ("用电量", 5.1, "%", "growth_rate", "increase"),
        ("碳排放强度", 15, "%", "relative_change", "decrease"),
    ]
    assert [m.binding for m in found.targets] == ["binding", "binding", "expected", "expected", "binding"]
    # How much it fell before is no level from which it falls.
    assert found.targets[-1].baseline is None


def test_tasks_of_a_year_named_by_the_caption():
    found = page(
        ["序号", "设区市", "优良天数比例（%）", "NOx减排量（吨）"],
        ["1", "济南", "66.5", "1200"],
        caption="附件2 2022年各市任务分解表",
        issued="2022-03-01",
    )
    assert told(found) == [
        ("优良天数比例", "济南", 66.5, "%", "2022"),
        ("NOx减排量", "济南", 1200, "t", "2022"),
    ]


HEADS_IN_TWO_ROWS = [
    ["指标", "", "2015年", "2020年", "〔累计〕", "属性"],
    ["环境质量", "", "", "", "", ""],
    ["1.水环境", "优良断面比例（%）", "66", ">70", "—", "约束性"],
    ["", "劣五类断面比例（%）", "9.7", "<5", "—", "约束性"],
    ["2.污染物排放总量减少（%）", "化学需氧量", "—", "—", "〔10〕", "约束性"],
    ["", "氨氮", "—", "—", "〔12〕", ""],
    ["3.林木覆盖率（%）", "", "21.6", "23", "—", "预期性"],
]


def as_tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


def as_markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


@pytest.mark.parametrize("written", [as_tabs, as_markdown])
def test_empty_cells_go_on_with_those_above_and_beside(written):
    words = "本规划提出生态环境保护的主要目标，各地各部门要结合实际认真贯彻执行，确保完成各项任务。"
    source = f"{words}\n\n{written(HEADS_IN_TWO_ROWS)}\n\n{words}\n"
    name = "a.md" if written is as_markdown else "a.txt"
    found = analyze_document(read_bytes(source.encode(), name, metadata=Metadata("规划", "2016-11-24")))
    held = [m for m in measures(found) if m.role == "target"]
    assert [(m.indicator.text, m.scope.subject, m.quantity.low, m.binding) for m in held] == [
        ("优良断面比例", None, 70, "binding"),
        ("劣五类断面比例", None, 5, "binding"),
        ("污染物排放总量", "化学需氧量", 10, "binding"),
        ("污染物排放总量", "氨氮", 12, "binding"),
        ("林木覆盖率", None, 23, "expected"),
    ]


def test_tabs_with_heads_in_two_lines():
    rows = [
        ["城市", "PM2.5年均浓度（微克/立方米）", "", "优良天数比率（%）", ""],
        ["", "2020年", "2025年", "2020年", "2025年"],
        ["唐山市", "49", "38", "65.3", "75.2"],
        ["保定市", "51", "40", "61.5", "72.1"],
    ]
    words = "各市要按照下表落实空气质量改善目标，确保完成任务。"
    found = analyze_text(f"{words}\n{as_tabs(rows)}\n", title="规划", issued_on="2021-08-10")
    assert told(found)[:4] == [
        ("PM2.5年均浓度", "唐山市", 49, "ug/m3", "2020"),
        ("PM2.5年均浓度", "唐山市", 38, "ug/m3", "2025"),
        ("优良天数比率", "唐山市", 65.3, "%", "2020"),
        ("优良天数比率", "唐山市", 75.2, "%", "2025"),
    ]


def test_commas_before_decimals():
    found = page(
        ["Indicator", "2020", "2030"],
        ["Efficiency index", "0,95", "1,25"],
        ["Emissions (kg)", "0,096", "1,096"],
        title="Plan",
    )
    assert [m.quantity.low for m in measures(found)] == [0.95, 1.25, 0.096, 1096]


def test_changes_of_either_sign_and_goals_below_a_year():
    found = page(
        ["Country", "1990 (Mt CO2e)", "Change 1990–2020 (%)", "2030 target (% below 1990)"],
        ["Austria", "78.4", "-6.1", "48"],
        ["Ireland", "54.4", "5.9", "51"],
        title="Plan",
    )
    assert [(m.quantity.low, m.kind, m.direction, m.period.end_date[:4]) for m in measures(found)] == [
        (78.4e6, "level", None, "1990"),
        (6.1, "relative_change", "decrease", "2020"),
        (48, "relative_change", "decrease", "2030"),
        (54.4e6, "level", None, "1990"),
        (5.9, "relative_change", "increase", "2020"),
        (51, "relative_change", "decrease", "2030"),
    ]
    assert [m.baseline and m.baseline.year for m in found.targets] == [1990, 1990]
