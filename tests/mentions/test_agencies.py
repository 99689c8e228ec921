"""Public bodies in running text."""

import pytest

from docanalyzer.linguistics import views
from docanalyzer.mentions.agencies import find_agencies


def ids(text, jurisdiction=None):
    return [m.value.code for view in views(text) for m in find_agencies(view, jurisdiction=jurisdiction)]


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected"),
    [
        ("（工业和信息化部、国家发展改革委、生态环境部负责）", "CN", ["miit", "ndrc", "mee"]),
        ("河北省人民政府印发。", None, ["gov_130000"]),
        ("省农业农村厅、生态环境厅、发改委牵头。", "350000", ["agriculture_350000", "ecology_350000", "drc_350000"]),
        ("市发展改革委、市水务局。", "110000", ["drc_110000", "water_110000"]),
        ("省财政厅负责。", None, [None]),
        ("省财政厅负责。", "320400", ["finance_320000"]),
        ("各市政府落实。", "320000", []),
        ("发展改革委会同财政部。", "CN", ["ndrc", "mof"]),
        ("原环境保护部发布。", "CN", ["mep"]),
    ],
)
def test_chinese(text, jurisdiction, expected):
    assert ids(text, jurisdiction) == expected


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected"),
    [
        ("MIIT and NDRC issue the rules.", None, ["miit", "ndrc"]),
        ("The Department of Energy\nand Climate Change (DECC) reports.", "GB", ["uk_decc", "uk_decc"]),
        ("The Commission shall report; a commission is paid.", "EU", ["eu_commission"]),
        ("The Commission shall report.", "US", []),
        ("The CCC advises.", "GB", ["uk_ccc"]),
        ("The CCC advises.", "CN", []),
        ("The Ministry of Finance pays.", "CN", ["mof"]),
        ("The Ministry of Finance pays.", "130000", ["mof"]),
        ("The Ministry of Finance pays.", None, ["mof"]),
        ("The Ministry of Finance pays.", "VN", []),
        ("The Government of Canada acts.", "CA", ["gov_CA"]),
    ],
)
def test_english(text, jurisdiction, expected):
    assert ids(text, jurisdiction) == expected


def test_a_mention_covers_the_place_and_says_why():
    text = "由常州市生态环境局负责"
    (view,) = views(text)
    (mention,) = find_agencies(view)
    assert text[mention.start : mention.end] == "常州市生态环境局"
    assert mention.why == "agency:ecology_320400"
    assert mention.value.name_zh == "常州市生态环境局"
