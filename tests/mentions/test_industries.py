"""Industries in running text."""

import pytest

from docanalyzer.linguistics import View, views
from docanalyzer.mentions.industries import find_industries


def codes(text):
    return [m.value.code for view in views(text) for m in find_industries(view)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动钢铁、水泥、电解铝等行业技术改造。", ["31", "3011", "3216"]),
        ("汽车、橡胶、玻璃等重点行业率先达标。", ["36", "29", "304"]),
        ("汽车尾气排放下降。", []),
        ("大家的汽车、房子和玻璃都要爱护。", []),
        ("发展汽车制造。", ["36"]),
        ("水泥消费量下降。", []),
        ("节约电力消费。", []),
        ("农业农村部负责。", []),
        ("各地农业农村局和交通运输局落实。", []),
        ("单位购置新能源汽车。", []),
        ("新能源汽车产量翻番。", ["3612"]),
        ("提高铁矿石品质。", []),
        ("工业和服务业比重。", []),
        ("落实财税、金融、价格政策。", []),
        ("加快金融、航空等领域改革。", ["J", "56"]),
        ("以电机、风机和工业锅炉等设备为重点。", []),
        ("在今后一个时期里全面开展治理工作的有涂装、\n家具等行业。", ["33", "21"]),
        ("电力、化肥在交通运输领域的应用。", ["G"]),
        ("石膏、废渣等大宗工业固废。", []),
        ("优化机械制造。", ["34", "35"]),
        ("严禁新增水泥、玻璃等产能。", ["3011", "304"]),
        ("水泥和玻璃的产能利用率。", ["3011"]),
        ("实施尾水净化工程和绿化工程，推进信息化工作。", []),
        ("支持化工工程建设。", ["26"]),
        ("开设人工智能、书法等课程。", []),
        ("水泥、光伏、新材料等重点产业。", ["3011", "38"]),
        ("建设光伏、风电项目。", ["4416", "4415"]),
        ("水泵和自主发电设备到位。", []),
    ],
)
def test_chinese(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The steel, glass and paper industries report each year.", ["31", "304", "22"]),
        ("Steel production falls.", ["31"]),
        ("The steel and cement sectors; manufacturing industries.", ["31", "3011", "C"]),
        ("A bridge of steel and glass.", []),
        ("No new cement, coking, casting and other production capacity.", ["3011", "2521", "339"]),
        ("New kilns for flat glass, casting and the like.", ["3041", "339"]),
        ("A mould for casting and other uses.", []),
        ("Households cut electricity consumption.", []),
        ("The power\nsector leads.", ["44"]),
        ("The Department for Transport answers.", []),
        ("The Ministry of Industry and Information Technology answers.", []),
        ("Data mining helps.", []),
        ("Pulp and paper mills", ["22"]),
        ("Undertake crop production and aquaculture.", ["01", "04"]),
    ],
)
def test_english(text, expected):
    assert codes(text) == expected


def test_a_mention_says_where_and_why():
    text = "关停落后水泥熟料产能"
    (mention,) = find_industries(View("zh", text, text))
    assert text[mention.start : mention.end] == "水泥熟料"
    assert mention.why == "industry:cement"
    assert mention.value.table == "industry"
    assert mention.value.name_zh == "水泥制造"
