"""The screens Compare and Map in Streamlit's test runner, and what they are made of."""

from __future__ import annotations

from itertools import combinations

import pytest

from docanalyzer.comparison.consistency import check_consistency
from docanalyzer.comparison.pairs import MIRROR, Mode
from docanalyzer.comparison.report import compare
from docanalyzer.library import DocumentQuery, open_library
from docanalyzer.ui.comparing.matrix import rows_of
from docanalyzer.ui.comparing.reasons import reasons, steps, understood
from docanalyzer.ui.parts.charts import lines, short
from docanalyzer.ui.words import texts

VIEWS = ("matrix", "timeline", "facing", "versions", "bilingual", "cascade", "consistency", "graph")


@pytest.fixture(scope="module")
def analyses(example_url):
    with open_library(example_url) as library:
        return list(library.analyses())


@pytest.fixture(scope="module")
def chinese(example_url):
    with open_library(example_url) as library:
        return [row.id for row in library.documents(DocumentQuery(language="zh-Hans")).items]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_two_documents(open_screen, example_url, chinese, view, lang):
    test = open_screen("compare", url=example_url, lang=lang, document=chinese[:2], view=view)
    assert texts()[f"compare.about_{view}"][lang] in [caption.value for caption in test.caption]
    assert not test.error
    assert not test.warning
    assert test.query_params["document"] == chinese[:2]
    # A report to take away goes with every view of two documents.
    assert len(test.get("download_button")) == 4


def test_one_document_is_asked_for_another_or_checked_alone(open_screen, example_url, chinese):
    test = open_screen("compare", url=example_url, document=chinese[:1])
    assert test.info[0].value == texts()["compare.one_more"]["en"]
    for view in ("timeline", "consistency", "graph"):
        test = open_screen("compare", url=example_url, document=chinese[:1], view=view)
        assert texts()["compare.one_more"]["en"] not in [info.value for info in test.info]


def test_nothing_chosen_and_a_document_that_is_gone(open_screen, example_url, chinese):
    test = open_screen("compare", url=example_url)
    assert test.info[0].value == texts()["compare.choose_first"]["en"]
    test = open_screen("compare", url=example_url, document=["0" * 64, chinese[0]])
    assert "1" in test.warning[0].value
    # The address of the test runner gives a single value as it is.
    assert test.query_params["document"] in (chinese[0], chinese[:1])


def test_versions_in_two_languages_are_refused_in_words(open_screen, example_url, chinese):
    with open_library(example_url) as library:
        english = library.documents(DocumentQuery(language="en")).items[0].id
    test = open_screen("compare", url=example_url, document=[chinese[0], english], view="versions")
    assert test.warning[0].value == texts()["compare.two_languages"]["en"]


def test_narrowing_the_offer_keeps_what_is_chosen(open_screen, example_url, chinese):
    test = open_screen("compare", url=example_url, document=chinese[:2])
    offered = len(test.multiselect[0].options)
    test.text_input(key="compare_search").set_value("光伏").run()
    assert not test.exception
    assert test.multiselect[0].value == chinese[:2]
    assert 2 <= len(test.multiselect[0].options) <= offered


def test_another_reference_comes_first(open_screen, example_url, chinese):
    test = open_screen("compare", url=example_url, document=chinese[:3])
    test.selectbox(key="compare_reference_en").set_value(chinese[2]).run()
    assert not test.exception
    assert test.query_params["document"] == [chinese[2], *chinese[:2]]


def test_rows_of_the_matrix_hold_every_target_once(analyses):
    report = compare(analyses, "targets")
    rows = rows_of(report)
    shown = [(document, measure.id) for row in rows for document, measure in row.measures.items()]
    stated = [(analysis.document.id, target.id) for analysis in analyses for target in analysis.targets]
    assert sorted(shown) == sorted(stated)
    for row in rows:
        for document, pair in row.pairs.items():
            assert (pair.left_document, pair.right_document) == (row.first, document)
            assert pair.verdict in MIRROR


def test_every_reason_of_the_engine_is_said_in_both_languages(analyses):
    modes: tuple[Mode, ...] = ("targets", "provisions", "bilingual", "cascade")
    found = {
        reason
        for left, right in combinations(analyses, 2)
        for mode in modes
        for pair in compare([left, right], mode).pairs
        for reason in (pair.reason, *pair.lost)
    }
    found |= {issue.reason for analysis in analyses for issue in check_consistency(analysis)}
    assert len(found) > 20
    assert [reason for reason in sorted(found) if not understood(reason)] == []


def test_a_reason_names_what_the_engine_gives_as_codes():
    assert reasons("-13.5 % against -14 %; different regions: CN and 350000") == [
        "-13.5% against -14%",
        "different regions: China and Fujian",
    ]
    assert reasons("changed: value, period; both 20 %") == ["changed: value, period", "both 20%"]
    assert reasons("something new") == ["something new"]
    assert not understood("something new")
    assert steps("left: 305 gce/kWh × (1 - 13.5 %) = 263.8 gce/kWh").startswith("left: 305 gce/kWh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_counts_and_shows_the_records_of_a_region(open_screen, example_url, lang):
    test = open_screen("map", url=example_url, lang=lang)
    counts = test.dataframe[0].value
    assert {"浙江省", "Zhejiang"} & set(counts["regions"])
    test = open_screen("map", url=example_url, lang=lang, region="330000")
    assert test.subheader[0].value == {"zh": "浙江省", "en": "Zhejiang"}[lang]
    with open_library(example_url) as library:
        from docanalyzer.ui.mapping.figures import query_of

        total = library.records(query_of(None, "330000")).total
    assert len(test.dataframe[1].value) == total
    assert str(total) in {row.value for row in counts.itertuples() if row.regions in {"浙江省", "Zhejiang"}}


def test_the_map_shows_the_value_of_an_indicator(open_screen, example_url):
    test = open_screen("map", url=example_url, indicator="energy_per_gdp")
    values = test.dataframe[0].value
    assert "document" in values.columns
    assert len(values) > 5
    assert all("%" in value for value in values["value"])


def test_an_address_of_a_region_that_does_not_exist_shows_the_map(open_screen, example_url):
    test = open_screen("map", url=example_url, region="nowhere", indicator="no_such")
    assert not test.subheader
    assert len(test.dataframe) == 1


@pytest.mark.parametrize(
    "text", ["单位国内生产总值能源消耗降低，2020 年目标", "energy consumption per unit of GDP, target for 2020", ""]
)
def test_titles_of_charts_are_broken_and_lose_nothing(text):
    broken = lines(text, 20)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 22 for line in broken)
    assert not any(line.startswith(("，", "。")) for line in broken)


def test_a_text_is_cut_to_columns_of_print():
    assert short("国家方案", 8) == "国家方案"
    assert short("国家方案", 5) == "国家…"
    assert short("plan of 2025", 7) == "plan of…"
