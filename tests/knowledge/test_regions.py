"""The tables of regions and their accessors."""

import re
from datetime import date

import pytest

from docanalyzer.knowledge.region_names import chinese_scanner, english_scanner
from docanalyzer.knowledge.regions import (
    countries,
    country_of_alpha3,
    divisions,
    former_names,
    is_within,
    members,
    membership,
    parent,
    policy_regions,
    region_name,
)
from docanalyzer.knowledge.tables import read_toml
from docanalyzer.linguistics import View
from docanalyzer.mentions.regions import find_regions

CONTRACT = {
    "CN-REG-BTH", "CN-REG-BTHS", "CN-REG-FWP", "CN-REG-YRD", "CN-REG-PRD", "CN-REG-GBA", "CN-REG-CY", "CN-REG-YREB",
    "CN-REG-YRB", "CN-REG-NE", "CN-REG-W", "CN-REG-C", "CN-REG-E", "CN-REG-XA", "CN-REG-MYR",
}  # fmt: skip


def test_codes_are_sorted_and_well_formed():
    for table, form in ((divisions(), r"\d{6}"), (countries(), r"[A-Z]{2}"), (policy_regions(), r"CN-REG-[A-Z]+")):
        assert list(table) == sorted(table)
        assert all(re.fullmatch(form, code) for code in table)


def test_divisions_are_complete():
    levels = [division.level for division in divisions().values()]
    assert (levels.count(1), levels.count(2), levels.count(3)) == (34, 333, 2845)
    assert all(division.zh and division.short and division.en for division in divisions().values())


def test_every_division_has_its_parent():
    for division in divisions().values():
        above = parent(division.code)
        assert above is not None
        assert above == "CN" if division.level == 1 else divisions()[above].level < division.level


def test_policy_regions_are_those_of_the_contract_and_their_members_exist():
    assert set(policy_regions()) == CONTRACT
    for region in policy_regions().values():
        for entry in region.memberships:
            assert set(entry.codes) <= set(divisions()), region.code
            assert len(set(entry.codes)) == len(entry.codes)
        starts = [entry.start or "" for entry in region.memberships]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("code", "day", "count"),
    [
        ("CN-REG-BTHS", date(2020, 1, 1), 28),
        ("CN-REG-BTHS", date(2023, 11, 29), 28),
        ("CN-REG-BTHS", date(2023, 11, 30), 38),
        ("CN-REG-FWP", date(2019, 6, 1), 11),
        ("CN-REG-FWP", None, 13),
        ("CN-REG-YRD", date(2019, 6, 1), 41),
        ("CN-REG-YRD", date(2024, 1, 1), 31),
        ("CN-REG-BTHS", date(2010, 1, 1), 0),
        ("130000", None, 0),
    ],
)
def test_members_depend_on_the_day(code, day, count):
    assert len(members(code, day)) == count


def test_membership_names_its_source():
    latest = membership("CN-REG-BTHS")
    assert latest is not None
    assert "24号" in latest.source


@pytest.mark.parametrize(
    ("code", "ancestor", "expected"),
    [
        ("130481", "130400", True),
        ("130481", "130000", True),
        ("130481", "CN", True),
        ("130481", "CN-REG-BTH", True),
        ("310115", "310000", True),
        ("130000", "130481", False),
        ("DE", "EU", False),
        ("419001", "410000", True),
    ],
)
def test_is_within(code, ancestor, expected):
    assert is_within(code, ancestor) is expected


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("130000", "河北省", "Hebei"),
        ("DE", "德国", "Germany"),
        ("EU", "欧盟", "European Union"),
        ("CN-REG-BTH", "京津冀", "Beijing-Tianjin-Hebei region"),
        ("710000", "台湾省", "Taiwan"),
        ("nowhere", "", ""),
    ],
)
def test_names(code, zh, en):
    assert (region_name(code).zh, region_name(code).en) == (zh, en)


def test_countries_are_named_in_both_languages():
    assert len(countries()) > 240
    assert not {"HK", "MO", "TW"} & set(countries())
    assert all(country.zh[0] and country.en[0] for country in countries().values())
    assert country_of_alpha3("vnm") == "VN"
    assert country_of_alpha3("XXX") is None


def test_former_names_lead_to_present_codes():
    assert {code for _, code in former_names()} <= set(divisions())
    assert dict(former_names())["襄樊市"] == "420600"


@pytest.mark.parametrize("code", sorted(policy_regions()))
def test_every_name_of_a_policy_region_is_found(code):
    for name in policy_regions()[code].names_zh:
        (mention,) = find_regions(View("zh", name, name))
        assert (mention.end, mention.value.code) == (len(name), code)
    for name in policy_regions()[code].names_en:
        written = name[0].upper() + name[1:]
        (mention,) = find_regions(View("en", written, written.lower()), jurisdiction="CN")
        assert (mention.end, mention.value.code) == (len(name), code)


def test_every_province_and_country_is_found_by_its_names():
    for division in divisions().values():
        if division.level == 1:
            for name in (division.zh, division.short):
                assert [m.value.code for m in find_regions(View("zh", name, name))] == [division.code], name
            name = division.en
            assert [m.value.code for m in find_regions(View("en", name, name.lower()))] == [division.code], name
    for country in countries().values():
        for name in country.zh:
            assert [m.value.code for m in find_regions(View("zh", name, name))] == [country.code], name
        name = country.en[0]
        assert [m.value.code for m in find_regions(View("en", name, name.lower()))] == [country.code], name


def test_words_are_names_of_divisions():
    words = read_toml("region_words.toml")
    names = {name for d in divisions().values() for name in (d.zh, d.short, d.zh.removesuffix("新区"))}
    assert set(words["words_zh"]) <= names
    assert set(words["no_short_zh"]) <= names
    assert not set(words["words_zh"]) & set(words["no_short_zh"])
    assert all(len(set(words[key])) == len(words[key]) for key in ("not_zh", "not_en", "words_zh", "unnamed_zh"))


def test_what_is_no_region_is_not_found():
    words = read_toml("region_words.toml")
    for text in words["not_zh"]:
        assert find_regions(View("zh", text, text)) == [], text
    for text in words["not_en"]:
        assert find_regions(View("en", text.title(), text)) == [], text


def test_scanners_are_made_once_for_a_jurisdiction():
    assert chinese_scanner("130000") is chinese_scanner("130000")
    assert english_scanner(in_china=True) is english_scanner(in_china=True)
