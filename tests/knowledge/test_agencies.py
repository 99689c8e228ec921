"""The table of public bodies and its accessors."""

from collections import Counter

import pytest

from docanalyzer.knowledge.agencies import agencies, agency_id_for, agency_name, agency_region, local_bodies
from docanalyzer.knowledge.regions import countries


def test_ids_are_unique_sorted_and_lead_on():
    assert list(agencies()) == sorted(agencies())
    assert list(local_bodies()) == sorted(local_bodies())
    for agency in agencies().values():
        assert agency.region is None or agency.region in countries()
        assert agency.successor is None or agency.successor in agencies()


def test_no_name_stands_on_two_ids():
    names = [name for agency in agencies().values() for name in (*agency.zh, *agency.en, *agency.abbreviations)]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("agency", agencies().values(), ids=lambda agency: agency.id)
def test_every_name_leads_to_its_id(agency):
    for name in (*agency.zh, *agency.en, *agency.abbreviations):
        assert agency_id_for(name) == agency.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("工业和信息化部", "miit"),
        ("国家发改委", "ndrc"),
        ("河北省人民政府", "gov_130000"),
        ("江苏省发改委", "drc_320000"),
        ("常州市生态环境局", "ecology_320400"),
        ("The European Commission", "eu_commission"),
        ("VNM", "gov_VN"),
        ("Government of the Netherlands", "gov_NL"),
        ("一家公司", None),
        ("", None),
    ],
)
def test_names_as_written(name, expected):
    assert agency_id_for(name) == expected


@pytest.mark.parametrize(
    ("agency_id", "region", "zh", "en"),
    [
        ("miit", "CN", "工业和信息化部", "Ministry of Industry and Information Technology"),
        ("gov_130000", "130000", "河北省人民政府", "Hebei People's Government"),
        ("ecology_130000", "130000", "河北省生态环境厅", "Hebei Department of Ecology and Environment"),
        ("ecology_130100", "130100", "石家庄市生态环境局", "Shijiazhuang Department of Ecology and Environment"),
        ("gov_VN", "VN", "越南政府", "Government of Viet Nam"),
        ("int_unfccc", None, "", "United Nations Framework Convention on Climate Change"),
        ("nobody", None, "", ""),
    ],
)
def test_region_and_name(agency_id, region, zh, en):
    assert agency_region(agency_id) == region
    assert (agency_name(agency_id).zh, agency_name(agency_id).en) == (zh, en)
