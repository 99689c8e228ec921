"""Kinds of indicator tables: groups that hold the unit, notes with marks, sums over the years, heads side by side."""

import html

from docanalyzer.core.document import Metadata
from docanalyzer.pipeline import analyze_document
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
        (m.indicator.text, m.scope.subject, m.quantity.low, m.quantity.unit, (m.period.end_date or "")[:4])
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
