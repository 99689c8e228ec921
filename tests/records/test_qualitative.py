"""Goals without a number."""

import pytest

from docanalyzer import analyze_text


def goals(text, issued_on="2021-03-01"):
    analysis = analyze_text(text, issued_on=issued_on)
    for measure in analysis.targets:
        for quote in (measure.evidence, measure.indicator):
            assert quote is None or text[quote.start : quote.end] == quote.text
    return [m for m in analysis.targets if m.quantity is None]


def things(text):
    return [m.indicator.text for m in goals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，水资源利用效率显著提高，渠系布局更加合理。", ["水资源利用效率", "渠系布局"]),
        ("到2025年，基本建成覆盖城乡的水网体系。", ["覆盖城乡的水网体系"]),
        ("到2025年，灌溉用水量持续减少。", ["灌溉用水量"]),
        ("到2025年，泵站能效达到国际先进水平，节水工作走在全国前列。", ["泵站能效", "节水工作"]),
        ("到2025年，秸秆基本实现全利用。", ["秸秆"]),
        ("确保2030年前实现碳达峰。", ["碳达峰"]),
        ("水泥行业碳排放力争2028年前达到峰值。", ["水泥行业碳排放"]),
        ("要加快渠系改造，推动渠系供水能力明显提升。", ["渠系供水能力"]),
        ("By 2030, the share of rail freight will be significantly higher.", ["share of rail freight"]),
        ("By 2030, leakage in the network is to be substantially reduced.", ["leakage in the network"]),
        ("Coal boilers will be phased out by 2030.", ["Coal boilers"]),
        ("The Union commits to reach climate neutrality by 2050.", ["climate neutrality"]),
        ("By 2060, climate neutrality will be achieved.", ["climate neutrality"]),
        ("Methane emissions should peak before 2030.", ["Methane emissions"]),
        ("The province means to bring its methane emissions to a peak before 2030.", ["methane emissions"]),
        (
            "By 2030, gas should be 20%, and methane emissions should peak before 2030.",
            ["methane emissions"],
        ),
    ],
)
def test_results_to_be_reached(text, expected):
    assert things(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加快推进渠系改造，加强用水管理。",  # announces action
        "不断完善用水制度。",
        "全面落实用水责任。",
        "“十三五”以来，用水效率显著提高，水网体系基本建成。",  # tells results
        "在保持用水总量基本稳定的同时，推进渠系改造。",
        "选用效率显著提高的水泵。",  # an attribute
        "到2025年，用水效率显著提高到60%。",  # has a number
        "制定2030年前碳达峰行动方案。",
        "The share of rail freight is significantly higher than in 2010.",
        "Significantly lower prices helped households.",
        "Water use could be significantly reduced by 2030.",
        "A pathway to climate neutrality by 2050 was recommended.",
    ],
)
def test_action_results_and_attributes_are_no_goals(text):
    assert things(text) == []


def test_the_slots_of_a_goal():
    text = "二、主要目标\n到2025年，河北省钢铁行业能耗明显下降。水网体系基本形成。"
    first, second = goals(text)
    assert first.role == second.role == "target"
    assert first.quantity is None
    assert (first.direction, first.kind) == ("decrease", None)
    assert (first.period.start_date, first.period.end_date) == (None, "2025-12-31")
    assert (first.scope.regions, first.scope.industries) == (("130000",), ("31",))
    assert first.evidence.text == "河北省钢铁行业能耗明显下降"
    assert (first.why["period"], first.why["direction"]) == ("sentence", "quality:fall")
    assert (second.direction, second.kind) == (None, "level")
    assert second.period.end_date == "2025-12-31"
    assert second.why["period"].startswith("carried:")
    assert first.section == second.section is not None


def test_a_clause_without_a_name_of_its_own_is_left_out():
    assert things("到2025年，显著提高。") == []


def test_provisions_link_to_their_goals():
    analysis = analyze_text("到2025年，用水效率显著提高。", issued_on="2021-03-01")
    assert analysis.provisions[0].targets == (analysis.targets[0].id,)


def test_goals_go_on_in_the_tense_of_results_without_an_issue_date_too():
    text = (
        "The plan puts forward specific targets: by 2020, the water use of farms will fall by 23% compared with 2015, "
        "their energy use by 18%. Use of pesticides has decreased significantly, the layout of farms has become more "
        "reasonable, and the overall level of green farming has been significantly improved."
    )
    found = [(goal.indicator.text, goal.period.end_date) for goal in goals(text, issued_on=None)]
    assert ("level of green farming", "2020-12-31") in found
