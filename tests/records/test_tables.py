"""Indicator tables: which name, unit, year and part each number cell gets."""

from dataclasses import replace

import pytest

from docanalyzer.core.document import Block, BlockKind, Cell, Document, Metadata
from docanalyzer.pipeline import analyze_document, analyze_text
from docanalyzer.reading import read_bytes

HEAD = ["序号", "指标名称", "", "单位", "2020年", "2025年", "属性"]


def table(*rows):
    """A document that holds one table; an empty cell continues the one to its left, None the one above."""
    return table_under("", *rows)


def table_under(caption, *rows):
    """The same with a line above the table."""
    text, blocks = "", []
    if caption:
        text = caption + "\n"
        blocks.append(Block(0, len(caption), BlockKind.PARAGRAPH))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            width = 1 + next((i for i, c in enumerate(cells[column + 1 :]) if c != ""), len(cells) - column - 1)
            height = 1
            while row + height < len(rows) and rows[row + height][column] is None:
                height += 1
            place = Cell(0, row, column, height, width)
            blocks.append(Block(len(text), len(text) + len(cell), BlockKind.CELL, cell=place))
            text += cell + "\n"
    document = Document("x", "table", "text/plain", text, blocks=tuple(blocks), metadata=Metadata("规划", "2021-06-01"))
    return analyze_document(document)


def told(analysis):
    """The measures in the order of the text: name, part, value, unit and last year."""
    held = sorted(analysis.targets + analysis.figures, key=lambda m: m.quantity.start)
    return [
        (
            m.indicator.text,
            m.scope.subject,
            m.quantity.low,
            m.quantity.unit,
            m.period.end_date[:4] if m.period else None,
            m.role,
        )
        for m in held
    ]


def test_a_row_that_names_only_a_part_measures_what_stands_beside_it():
    found = table(
        HEAD,
        ["1", "河流水质优良比例", "国考断面", "%", "81.5", "84", "约束性"],
        ["2", None, "省考断面", "%", "90", "92", "约束性"],
    )
    assert told(found) == [
        ("河流水质优良比例", "国考断面", 81.5, "%", "2020", "achieved"),
        ("河流水质优良比例", "国考断面", 84, "%", "2025", "target"),
        ("河流水质优良比例", "省考断面", 90, "%", "2020", "achieved"),
        ("河流水质优良比例", "省考断面", 92, "%", "2025", "target"),
    ]
    assert {m.binding for m in found.targets} == {"binding"}


def test_a_value_keeps_its_remark_apart():
    found = table(
        HEAD,
        ["1", "城区绿地率", "", "%", "41.5（2019年数据）", "43（暂定）", "预期性"],
    )
    assert told(found) == [
        ("城区绿地率", None, 41.5, "%", "2019", "achieved"),
        ("城区绿地率", None, 43, "%", "2025", "target"),
    ]


def test_an_index_needs_no_unit_but_other_rows_do():
    found = table(
        HEAD,
        ["1", "生态质量指数", "", "—", "64.5", "＞65", "预期性"],
        ["2", "其中：林地占比", "", "%", "31", "32", "预期性"],
        ["3", "排查结果", "", "—", "12", "13", "预期性"],
    )
    assert told(found) == [
        ("生态质量指数", None, 64.5, "1", "2020", "achieved"),
        ("生态质量指数", None, 65, "1", "2025", "target"),
        ("林地占比", None, 31, "%", "2020", "achieved"),
        ("林地占比", None, 32, "%", "2025", "target"),
    ]


def test_words_in_the_cell_of_a_goal_are_a_goal_without_a_number():
    found = table(
        HEAD,
        ["1", "城区再生水利用率", "", "%", "21", "完成上级下达任务", "约束性"],
        ["2", "河湖岸线保有率", "", "%", "—", "保持稳定", "预期性"],
        ["3", "绿道长度", "", "公里", "—", "/", "预期性"],
    )
    assert [(m.indicator.text, m.direction, m.binding, m.period.end_date[:4]) for m in found.targets] == [
        ("城区再生水利用率", None, "binding", "2025"),
        ("河湖岸线保有率", "maintain", "expected", "2025"),
    ]
    assert len({m.id for m in found.targets + found.figures}) == 3


def test_words_over_several_rows_hold_for_each():
    found = table(
        HEAD,
        ["1", "重点工程减排量", "二氧化硫减排量", "吨", "—", "完成市定目标", "约束性"],
        [None, None, "氮氧化物减排量", "吨", "—", None, None],
    )
    assert [m.indicator.text for m in found.targets] == ["二氧化硫减排量", "氮氧化物减排量"]


def test_the_value_before_is_the_baseline_of_the_goal():
    found = table(HEAD, ["1", "城区绿地率", "", "%", "41.5", "43", "预期性"])
    (goal,) = found.targets
    assert (goal.baseline.year, goal.baseline.value, goal.baseline.unit) == (2020, 41.5, "%")


def test_a_review_has_results_and_earlier_goals():
    found = table_under(
        "表1 “十三五”主要指标完成情况",
        ["指标名称", "单位", "“十三五”目标值", "2020年现状值", "完成率"],
        ["新建公园", "个", "30", "36", "120%"],
    )
    assert told(found) == [
        ("新建公园", None, 30, "count", "2020", "other"),
        ("新建公园", None, 36, "count", "2020", "achieved"),
        ("完成率", "新建公园", 120, "%", "2020", "achieved"),
    ]


def test_rows_of_years_and_of_changes_over_a_plan():
    found = table_under(
        "单位：吨",
        ["年份", "二氧化硫", "氮氧化物"],
        ["2020年", "900", "4500"],
        ["2025年", "700", "4200"],
        ["“十四五”预计下降（%）", "22.2", "6.7"],
    )
    assert told(found) == [
        ("二氧化硫", None, 900, "t", "2020", "achieved"),
        ("氮氧化物", None, 4500, "t", "2020", "achieved"),
        ("二氧化硫", None, 700, "t", "2025", "target"),
        ("氮氧化物", None, 4200, "t", "2025", "target"),
        ("二氧化硫", None, 22.2, "%", "2025", "target"),
        ("氮氧化物", None, 6.7, "%", "2025", "target"),
    ]
    assert [m.kind for m in found.targets][-1] == "relative_change"


def test_scenarios_without_measures_promise_nothing():
    found = table_under(
        "Table 1. Emissions by scenario",
        ["Mt CO2e", "2010", "2030", "Total 2021–2030"],
        ["Emissions, BAU", "80.5", "1 120.4", "9 000"],
        ["Emissions, unconditional scenario", "80.5", "95.5", "900"],
    )
    assert told(found) == [
        ("Emissions, BAU", None, 80500000, "tCO2e", "2010", "achieved"),
        ("Emissions, BAU", None, 1120400000, "tCO2e", "2030", "other"),
        ("Emissions, BAU", None, 9000000000, "tCO2e", "2030", "other"),
        ("Emissions, unconditional scenario", None, 80500000, "tCO2e", "2010", "achieved"),
        ("Emissions, unconditional scenario", None, 95500000, "tCO2e", "2030", "target"),
        ("Emissions, unconditional scenario", None, 900000000, "tCO2e", "2030", "target"),
    ]


def test_several_parts_in_one_cell():
    found = table(HEAD, ["1", "管网智能监测率", "", "%", "—", "重点城市≥30 一般城市≥15", "预期性"])
    assert told(found) == [
        ("管网智能监测率", "重点城市", 30, "%", "2025", "target"),
        ("管网智能监测率", "一般城市", 15, "%", "2025", "target"),
    ]


def test_values_below_zero_and_units_written_in_words():
    found = table_under(
        "Unit: Mil. tCO2eq",
        ["Year", "Energy", "Forests"],
        ["2014", "171.6", "-37.5"],
        ["2030", "150.5", "-49.2"],
    )
    assert [(m[0], m[2], m[3], m[5]) for m in told(found)] == [
        ("Energy", 171600000, "tCO2e", "achieved"),
        ("Forests", -37500000, "tCO2e", "achieved"),
        ("Energy", 150500000, "tCO2e", "target"),
        ("Forests", -49200000, "tCO2e", "target"),
    ]


FLAT = """表2 “十四五”园林主要指标

序号

类别

主要指标

2020年现状

2025年目标

指标

属性

1

绿化

建设

城区绿地率（%）

41

43

约束性

2

公园服务半径覆盖率（%）

——

90

约束性

3

智慧

管理

古树智慧管护率（%）

重点城市≥20

一般城市≥10

重点城市≥60

一般城市≥40

预期性

注：本表由有关部门提供。
"""


def test_a_table_that_lies_one_cell_to_a_line_with_rows_of_unequal_length():
    assert told(analyze_text(FLAT)) == [
        ("城区绿地率", None, 41, "%", "2020", "achieved"),
        ("城区绿地率", None, 43, "%", "2025", "target"),
        ("公园服务半径覆盖率", None, 90, "%", "2025", "target"),
        ("古树智慧管护率", "重点城市", 20, "%", "2020", "achieved"),
        ("古树智慧管护率", "一般城市", 10, "%", "2020", "achieved"),
        ("古树智慧管护率", "重点城市", 60, "%", "2025", "target"),
        ("古树智慧管护率", "一般城市", 40, "%", "2025", "target"),
    ]


def test_bases_and_goals_of_several_years():
    found = table_under(
        "表1 “十四五”规划指标",
        ["指标", "基准值（2020年）", "目标值（2025年）", "2035年远景目标", "属性"],
        ["单位增加值能耗（吨标准煤/万元）", "0.5", "0.4", "0.3", "约束"],
        ["漏损率（%）（预期性）", "12", "≤9", "—", "预期"],
    )
    assert [(m[0], m[2], m[4], m[5]) for m in told(found)] == [
        ("单位增加值能耗", 0.00005, "2020", "achieved"),
        ("单位增加值能耗", pytest.approx(0.00004), "2025", "target"),
        ("单位增加值能耗", pytest.approx(0.00003), "2035", "target"),
        ("漏损率", 12, "2020", "achieved"),
        ("漏损率", 9, "2025", "target"),
    ]
    assert [(m.binding, m.baseline.year, m.quantity.comparison) for m in found.targets] == [
        ("binding", 2020, "eq"),
        ("binding", 2020, "eq"),
        ("expected", 2020, "le"),
    ]


def test_the_present_state_without_a_year_is_given_none():
    found = table_under(
        "表1 “十四五”规划指标", ["指标", "单位", "现状值", "目标值"], ["绿色工厂", "家", "1.2万", "〔300〕"]
    )
    assert told(found) == [
        ("绿色工厂", None, 12000, "count", None, "achieved"),
        ("绿色工厂", None, 300, "count", "2025", "target"),
    ]


def test_verbs_inside_a_cell_say_the_change():
    found = table(HEAD, ["1", "单位增加值能耗", "", "%", "—", "累计下降18", "约束性"])
    (goal,) = found.targets
    assert (goal.quantity.low, goal.quantity.text, goal.kind, goal.direction) == (
        18,
        "18",
        "relative_change",
        "decrease",
    )


def test_heads_that_say_a_change():
    found = table_under(
        "Table 1. Mitigation by sector",
        ["Sector", "Unconditional reduction 2030 (%)", "Type"],
        ["Energy", "12", "Mandatory"],
        ["Transport", "9", "Indicative"],
    )
    assert [(m.quantity.low, m.kind, m.direction, m.binding) for m in found.targets] == [
        (12, "relative_change", "decrease", "binding"),
        (9, "relative_change", "decrease", "expected"),
    ]


def test_rows_of_places_are_measured_by_what_the_caption_names():
    found = table_under(
        "表3 各市用水总量控制目标（单位：亿立方米）", ["地区", "2020年", "2025年"], ["南京市", "45.5", "44"]
    )
    assert told(found) == [
        ("用水总量", "南京市", 4550000000, "m3", "2020", "achieved"),
        ("用水总量", "南京市", 4400000000, "m3", "2025", "target"),
    ]
    assert {m.scope.regions for m in found.targets + found.figures} == {("320100",)}


def test_the_date_of_a_task_stands_in_its_row():
    found = table_under(
        "表 重点任务",
        ["项目", "单位", "数量", "完成时限"],
        ["新建污水处理厂", "座", "12", "2025年"],
        ["改造管网", "公里", "350", "2024年底前"],
    )
    assert [(m[0], m[2], m[3], m[4], m[5]) for m in told(found)] == [
        ("新建污水处理厂", 12, "count", "2025", "target"),
        ("改造管网", 350, "km", "2024", "target"),
    ]


def test_a_sum_holds_for_all_years_of_the_row():
    found = table_under(
        "表 年度计划", ["任务", "单位", "2023年", "2024年", "合计"], ["新增充电桩", "个", "100", "200", "300"]
    )
    assert [(m.quantity.low, m.period.start_date[:4], m.period.end_date[:4]) for m in found.targets] == [
        (100, "2023", "2023"),
        (200, "2024", "2024"),
        (300, "2023", "2024"),
    ]


def test_numbers_of_a_description_are_read_beside_those_of_the_table():
    found = table_under(
        "Table A1. Actions",
        ["Type", "Actions", "Description", "Cost Estimates (USD in millions)", "Reduction 2021–2030 (Mt CO2e)"],
        [
            "Unconditional",
            "1. Forest plan",
            "The forest area is to reach 40,000 hectares by 2030",
            "700",
            "5.5",
        ],
        [None, "2. Tram", "A new line of the tram", "90", "0.5"],
    )
    assert [(m.indicator and m.indicator.text, m.quantity.low, m.quantity.unit, m.role) for m in found.targets] == [
        ("forest area", 40000, "ha", "target"),
        ("Forest plan", 5500000, "tCO2e", "target"),
        ("Tram", 500000, "tCO2e", "target"),
    ]
    assert [(m.quantity.low, m.quantity.unit, m.role) for m in found.figures] == [
        (700000000, "USD", "other"),
        (90000000, "USD", "other"),
    ]


def test_growth_is_in_per_cent_whatever_the_row_is_in():
    found = table_under(
        "表2 主要目标",
        ["指标", "2020年（基期）", "2025年", "年均增长（%）[累计]", "年均增速"],
        ["再生能源装机（万千瓦）", "100", "200", "14.9", "15"],
    )
    assert [(m.quantity.low, m.quantity.unit, m.kind) for m in found.targets] == [
        (2000000, "kW", "level"),
        (14.9, "%", "growth_rate"),
        (15, "%", "growth_rate"),
    ]


def test_years_under_a_common_head():
    found = table_under(
        "表3 目标",
        ["序号", "指标", "单位", "指标值", ""],
        [None, None, None, "2020年", "2025年"],
        ["1", "回收率", "%", "60", "70"],
    )
    assert [(m[2], m[4], m[5]) for m in told(found)] == [(60, "2020", "achieved"), (70, "2025", "target")]


def test_verbs_before_a_name_are_the_way_and_no_part_of_it():
    found = table_under(
        "Table 5",
        ["Target", "Baseline", "2025"],
        ["Increase the share of electric buses", "2% (2018)", "20%"],
        ["Reduce water losses", "35% (2018)", "25%"],
    )
    assert [(m[0], m[2], m[4], m[5]) for m in told(found)] == [
        ("share of electric buses", 2, "2018", "achieved"),
        ("share of electric buses", 20, "2025", "target"),
        ("water losses", 35, "2018", "achieved"),
        ("water losses", 25, "2025", "target"),
    ]
    assert [(m.kind, m.direction) for m in found.targets] == [("level", "increase"), ("level", "decrease")]


def test_the_legend_of_a_formula_is_no_table_of_goals():
    for rows in (
        [["M", "=", "Mass of the vehicle (kg)"], ["a", "=", "0.0333"]],
        [["y", "is the share (%)"], ["x", "is 15 %"]],
    ):
        found = table_under("where:", *rows)
        assert not [m for m in found.targets + found.figures if m.rule == "en:table"]


def test_lines_above_the_head_name_the_theme_and_a_value_beside_a_rank_needs_no_unit():
    found = table(
        ["Theme", "Economy", "", ""],
        ["Key Performance Indicators", "Baseline Values", "2030 Target", "2040 Target"],
        ["Ease of Trade", "Value: 4.3 (0 – 7) Rank: 52/139 (2016)", "Value > 5.4 or Top 20", "Value: 5.6"],
        ["Output per Unit", "Value: 6 Dollar (2014)", "Value > 14", "Value > 17"],
    )
    assert told(found)[:3] == [
        ("Ease of Trade", None, 4.3, "1", "2016", "achieved"),
        ("Ease of Trade", None, 5.4, "1", "2030", "target"),
        ("Ease of Trade", None, 5.6, "1", "2040", "target"),
    ]
    assert not [m for m in found.targets if m.quantity.low in {14, 17} and m.quantity.unit == "1" and m.indicator]


def test_a_column_that_counts_the_rows_needs_no_head():
    found = table(
        ["", "Actions", "Targets by 2030"],
        ["1", "Community forests", "2,000 ha"],
        ["2", "Domestic biogas plants", "850 nos"],
    )
    assert [(m.indicator.text, m.quantity.low, m.quantity.unit) for m in found.targets] == [
        ("Community forests", 2000, "ha"),
        ("Domestic biogas plants", 850, "count"),
    ]


def test_the_text_that_tells_a_total_again_gives_the_unit_and_the_caption_the_year():
    text = (
        "Together the contributions come to 81.4 Mtoe, while the recast asks for 76.3 Mtoe.\n\n"
        "Table 3: Contributions towards the 2030 target\n\n"
        "|  |  |  |  |\n| --- | --- | --- | --- |\n|  | Final Energy Consumption | | |\n"
        "|  | National contributions | Results of formula | Deviation |\n"
        "| AT | 25.6 | 21.4 | 20% |\n| BE | 55.8 | 54.9 | 2% |\n| Total | 81.4 | 76.3 |  |\n"
    )
    document = read_bytes(text.encode(), "contributions.md")
    found = analyze_document(replace(document, metadata=Metadata("Contributions", "2023-12-18")))
    goals = [m for m in found.targets if m.table]
    assert [
        (
            m.indicator and m.indicator.text,
            m.scope.subject,
            m.quantity and m.quantity.low,
            m.quantity and m.quantity.unit,
        )
        for m in goals
    ] == [
        ("Final Energy Consumption", part, value, "toe")
        for part, value in (("AT", 25.6e6), ("BE", 55.8e6), ("Total", 81.4e6))
    ]
    assert {m.period and m.period.end_date for m in goals} == {"2030-12-31"}
    computed = [m for m in found.figures if m.table and m.table.column > 1]
    assert len(computed) == 5
    assert {m.role for m in computed} == {"other"}


def test_numbers_met_by_chance_give_no_unit():
    found = table_under(
        "A fund of 250 million EUR and 190 GW of capacity, then 300 t of steel.",
        ["Region", "Results by 2030"],
        ["North", "250"],
        ["South", "190"],
        ["West", "300"],
    )
    assert not [m for m in found.targets + found.figures if m.table]


def test_what_two_columns_or_two_values_of_a_cell_differ_in_is_the_subject():
    found = table_under(
        "Table 2. Contribution by sector in 2030 (MtCO2e)",
        ["Sector", "Unconditional", "Conditional"],
        ["Farming", "12.5", "25.1"],
    )
    assert told(found) == [
        ("Farming", "Unconditional", 12.5e6, "tCO2e", "2030", "target"),
        ("Farming", "Conditional", 25.1e6, "tCO2e", "2030", "target"),
    ]
    found = table(
        ["Target", "2020", "2030"],
        ["Emissions vs BAU", "-3%", "-27% (unconditional) / -45% (conditional)"],
        ["Renewable share", "12%", "at least 40%"],
    )
    assert told(found) == [
        ("Emissions vs BAU", None, -3, "%", "2020", "achieved"),
        ("Emissions vs BAU", "unconditional", -27, "%", "2030", "target"),
        ("Emissions vs BAU", "conditional", -45, "%", "2030", "target"),
        ("Renewable share", None, 12, "%", "2020", "achieved"),
        ("Renewable share", None, 40, "%", "2030", "target"),
    ]


def test_a_column_of_years_beside_the_goals_says_when():
    found = table(
        ["Sector", "Indicator", "Target", "Year"],
        ["Energy", "Share of renewables", "50%", "2030"],
        ["Forests", "Area replanted", "2,000 ha", "2027"],
    )
    assert told(found) == [
        ("Share of renewables", None, 50, "%", "2030", "target"),
        ("Area replanted", None, 2000, "ha", "2027", "target"),
    ]


def test_places_in_rows_are_measured_by_the_head_above_the_years_or_the_caption():
    found = table(
        ["地区", "化学需氧量（吨）", "", "氨氮（吨）", ""],
        ["", "2020年", "2025年", "2020年", "2025年"],
        ["石家庄市", "350", "310", "82", "70"],
    )
    assert [(name, part, value) for name, part, value, *_ in told(found)] == [
        ("化学需氧量", "石家庄市", 350),
        ("化学需氧量", "石家庄市", 310),
        ("氨氮", "石家庄市", 82),
        ("氨氮", "石家庄市", 70),
    ]
    caption = "附件 各市2025年光伏装机任务分解表（单位：千瓦）"
    found = table_under(caption, ["市", "2024年", "2025年"], ["杭州市", "50", "60"])
    assert [(name, part, value) for name, part, value, *_ in told(found)] == [
        ("光伏装机", "杭州市", 50),
        ("光伏装机", "杭州市", 60),
    ]


def test_the_first_head_cell_reaches_down_over_the_whole_head():
    found = table_under(
        "Table 1. Projected BAU and emission reduction from each sector",
        ["Sector", "Level 2010 (MTon CO2e)", "Emission Level 2030", "", "Emission Reduction", ""],
        [None, None, "MTon CO2e", "", "MTon CO2e", "% of Total BaU"],
        [None, None, "BaU", "CM1", "CM1", "CM1"],
        ["1. Farming", "110.5", "119.6", "110.3", "9", "0.32%"],
    )
    assert told(found) == [
        ("Farming", None, 110.5e6, "tCO2e", "2010", "achieved"),
        ("Emission Level", "Farming", 119.6e6, "tCO2e", "2030", "other"),
        ("Emission Level", "Farming", 110.3e6, "tCO2e", "2030", "target"),
        ("Emission", "Farming", 9e6, "tCO2e", "2030", "target"),
        ("Emission", "Farming", 0.32, "%", "2030", "target"),
    ]
