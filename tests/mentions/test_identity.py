"""Kind, issuers and jurisdiction of a document."""

import pytest

from docanalyzer.mentions.identity import document_kind, issuer_ids, jurisdiction


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某省“十四五”节水规划", "plan"),
        ("清洁取暖三年行动计划（2021—2023年）", "action_plan"),
        ("关于印发节能实施方案的通知", "action_plan"),
        ("2024年政府工作报告", "work_report"),
        ("关于加强水资源管理的意见", "opinion"),
        ("关于开展排查的通知", "notice"),
        ("节约用水条例", "law"),
        ("中华人民共和国水法", "law"),
        ("Updated NDC of a country", "ndc"),
        ("Directive 2030/1/EU on water", "law"),
        ("Assessment of Regulation (EU) 2030/1", "other"),
        ("Renewable Heat Roadmap", "plan"),
        ("发布会答记者问", "news"),
        ("", "other"),
    ],
)
def test_kind_by_title(title, kind):
    assert document_kind(title, "") == kind


def test_kind_by_text():
    assert document_kind(None, "某市节水行动方案\n为节约用水，制定本方案。") == "action_plan"
    assert document_kind(None, "新华社北京5月1日电 今天是节日。") == "news"
    assert document_kind(None, "标题\n\n\n总则\n一\n二\n第一条 为了节约用水。") == "law"


@pytest.mark.parametrize(
    ("issuers", "title", "expected"),
    [
        (["河北省人民政府"], None, "130000"),
        (["国务院"], None, "CN"),
        (["VNM"], None, "VN"),
        (["European Commission"], None, "EU"),
        (["European Parliament and Council"], None, "EU"),
        (["New Jersey Legislature"], None, "US"),
        (["DECC"], None, "GB"),
        (["HM Government / DECC"], None, "GB"),
        (["MEE and 6 ministries"], None, "CN"),
        (["工业和信息化部", "河北省人民政府"], None, "CN"),
        (["青岛市生态环境委员会"], None, "370200"),
        (["江苏省常州市人民政府"], None, "320400"),
        ([], "常州市“十四五”节水规划", "320400"),
        ([], "中共中央 国务院关于节水的意见", "CN"),
        ([], "Oman second NDC", "OM"),
        ([], "Directive 2030/1/EU on water", "EU"),
        ([], None, None),
    ],
)
def test_jurisdiction(issuers, title, expected):
    assert jurisdiction(issuers, title, "") == expected


def test_jurisdiction_by_text():
    assert jurisdiction([], None, "关于节水的意见\n各省、自治区、直辖市人民政府：\n我国缺水。") == "CN"
    assert jurisdiction([], None, "某方案\n全市要节水，全国先进。我市落实。") is None
    assert jurisdiction([], None, "印发方案的通知\n\n湖南省人民政府\n") == "430000"
    assert jurisdiction([], None, "Jordan saves water. Jordan plans. Jordanian farms, unlike Spain.") == "JO"
    assert jurisdiction([], None, "Water is scarce.") is None


def test_issuer_ids():
    assert issuer_ids(["HM Government / DECC"]) == ("gov_GB", "uk_decc")
    assert issuer_ids(["工业和信息化部、国家能源局", "某公司"]) == ("miit", "nea")
    assert issuer_ids(["Department of Energy and Climate Change"]) == ("uk_decc",)
