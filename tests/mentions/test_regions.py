"""Regions in running text."""

import pytest

from docanalyzer.linguistics import views
from docanalyzer.mentions.regions import find_regions


def codes(text, jurisdiction=None):
    return [m.value.code for view in views(text) for m in find_regions(view, jurisdiction=jurisdiction)]


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected"),
    [
        ("河北省和山东推进协作。", None, ["130000", "370000"]),
        ("我国与全国各地。", "CN", ["CN", "CN"]),
        ("国家下达的任务。", "CN", []),
        ("京津冀及周边地区、汾渭平原。", "CN", ["CN-REG-BTHS", "CN-REG-FWP"]),
        ("“2+26”城市和京津冀。", "CN", ["CN-REG-BTHS", "CN-REG-BTH"]),
        ("川渝两地协同。", "CN", ["510000", "500000"]),
        ("重点区域、全省和我市。", "130000", [None, None, None]),
        # Counties: by their suffix, by the place they stand behind, by the jurisdiction.
        ("在朝阳区试点。", "110000", ["110105"]),
        ("在朝阳区试点。", "220100", ["220104"]),
        ("在朝阳区试点。", "CN", []),
        ("长春市朝阳区先行。", "CN", ["220100", "220104"]),
        ("在奉贤、金山布局。", "310000", ["310120", "310116"]),
        ("在奉贤、金山布局。", "CN", []),
        ("在平和、南靖等县试点，心态平和。", "350000", ["350628", "350627"]),
        ("阳泉市城区与各地城区。", "140000", ["140300", "140302"]),
        ("襄樊市的旧名。", None, ["420600"]),
        ("游客从敦煌到义乌。", "CN", ["620982", "330782"]),
        ("能效在全国省级城市中保持领先。", "CN", []),
        ("推广全国先进经验。", "CN", ["CN"]),
        # Names inside names and words that only look like one.
        ("北京大学和中国移动。", None, []),
        ("中国特色社会主义。", None, []),
        ("沿海地区与沿海城市。", None, []),
        ("跨越南北。", None, []),
        ("适应城市发展。", None, []),
        ("保持均衡水平。", None, []),
        ("人行郑州中心支行、河南银保监局。", None, []),
        ("整治南昌路。", None, []),
        ("完善湖南道路网。", None, ["430000"]),
        ("河北区域协调。", "120000", ["130000"]),
        ("河北区改造。", "120000", ["120105"]),
        ("日照时数充足。", "CN", []),
        ("日照市达标。", "CN", ["371100"]),
        # The great regions.
        ("西部大开发与东北振兴。", "510000", ["CN-REG-W", "CN-REG-NE"]),
        ("河南中部和市区西部、南部。", "410000", ["410000"]),
        ("东部、中西部协调。", "CN", ["CN-REG-E", "CN-REG-C", "CN-REG-W"]),
        ("港澳台同胞。", None, ["810000", "820000", "710000"]),
        ("与美国、日本和欧盟合作。", "CN", ["US", "JP", "EU"]),
    ],
)
def test_chinese(text, jurisdiction, expected):
    assert codes(text, jurisdiction) == expected


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected"),
    [
        ("Chinese and Indian firms visit Germany.", None, ["CN", "IN", "DE"]),
        ("Viet\nNam’s plan", "VN", ["VN"]),
        ("Plants in Hebei and Suzhou, Anhui.", "CN", ["130000", "340000"]),
        ("Hebei and Shandong provinces; Handan and Tangshan cities.", "CN", ["130000", "370000", "130400", "130200"]),
        ("Suzhou in the plan of its province.", "320000", ["320500"]),
        ("The Union and its Member States act.", "EU", ["EU", "EU"]),
        ("The African Union meets.", "EU", []),
        ("The Union and its Member States act.", "CA", []),
        ("Canadians and their Italian friends", "CA", ["CA", "IT"]),
        ("Directive 2009/28/EU in a British text.", "GB", ["GB"]),
        ("Northern Ireland, New Brunswick and New Jersey.", "CA", []),
        ("Georgia law applies.", "US", []),
        ("Georgia ratified.", None, ["GE"]),
        ("They gave us a turkey on china.", None, []),
        ("The US and the UK agree.", None, ["US", "GB"]),
        ("It costs US$ 5, or five Canadian dollars.", None, []),
        ("Key regions of the province", "CN", [None, None]),
        ("YRD and GBA", "CN", ["CN-REG-YRD", "CN-REG-GBA"]),
        ("A GBA+ assessment", "CA", []),
        ("Beijing-Tianjin-Hebei and surrounding areas", "CN", ["CN-REG-BTHS"]),
    ],
)
def test_english(text, jurisdiction, expected):
    assert codes(text, jurisdiction) == expected


def test_why_names_the_row_and_the_list_in_force():
    text = "京津冀及周边地区和河北"
    (view,) = views(text)
    assert [m.why for m in find_regions(view)] == ["region:CN-REG-BTHS", "region:130000"]
    dated = find_regions(view, issued_on="2024-02-01")
    assert [m.why for m in dated] == ["region:CN-REG-BTHS@2023-11-30", "region:130000"]
    assert [m.why for m in find_regions(view, issued_on="not a day")] == ["region:CN-REG-BTHS", "region:130000"]
    assert [text[m.start : m.end] for m in dated] == ["京津冀及周边地区", "河北"]
