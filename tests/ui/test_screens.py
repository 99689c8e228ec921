"""Every screen in Streamlit's own test runner: empty, with examples, in both languages, with a hostile document."""

from __future__ import annotations

import pytest

from docanalyzer.ui import links
from docanalyzer.ui.words import texts
from tests.ui.conftest import HOSTILE_NAME

OURS = [screen.id for screen in links.SCREENS]


def _said(test) -> str:
    """Everything that is drawn by elements that read Markdown."""
    kinds = (
        "title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success", "toast", "code",
        "button", "metric", "expander", "status",
    )  # fmt: skip
    found = []
    for kind in kinds:
        for element in test.get(kind):
            for field in ("value", "label", "body", "help"):
                text = getattr(element, field, None)
                if isinstance(text, str):
                    found.append(text)
    return "\n".join(found)


def _titles(test) -> list[str]:
    return [title.value for title in test.title]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", OURS)
def test_a_screen_of_an_empty_library_says_so(open_screen, screen, lang):
    test = open_screen(screen, lang=lang)
    assert _titles(test) == [texts()[f"{screen}.title"][lang]]
    if screen not in {"library", "about", "read", "review"}:
        assert test.info[0].value == texts()["state.no_documents"][lang]
        assert not test.dataframe


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", OURS)
def test_a_screen_of_a_full_library_has_content(open_screen, example_url, screen, lang):
    test = open_screen(screen, url=example_url, lang=lang)
    assert _titles(test) == [texts()[f"{screen}.title"][lang]]
    if screen in {"library", "records", "deadlines"}:
        assert len(test.dataframe[0].value) > 3
    if screen == "export":
        assert len(test.get("download_button")) == 15


@pytest.mark.parametrize("screen", OURS)
def test_words_of_a_document_are_never_read_as_markdown(open_screen, hostile_url, hostile_id, screen):
    test = open_screen(screen, url=hostile_url, doc=hostile_id)
    said = _said(test)
    for part in ("![", "**b**", "<script", "$5", ":red[", "evil"):
        assert part not in said, part
    if screen == "library":
        assert test.dataframe[0].value["title"].tolist()[0]
        assert HOSTILE_NAME in test.dataframe[0].value["file"].tolist()


def test_library_shows_counts_and_orders(open_screen, example_url):
    test = open_screen("library", url=example_url)
    assert {metric.label: metric.value for metric in test.metric}["Documents"] == "4"
    test.selectbox(key="library_order_en").set_value("title").run()
    titles = test.dataframe[0].value["title"].tolist()
    assert titles == sorted(titles)
    test.selectbox(key="library_language_en").set_value("en").run()
    assert test.dataframe[0].value["file"].tolist() == ["en-clean-air-notice.txt"]


def test_search_finds_two_chinese_characters_and_says_when_it_finds_nothing(open_screen, example_url):
    test = open_screen("library", url=example_url)
    test.text_input(key="library_search").set_value("光伏").run()
    assert not test.exception
    assert not test.dataframe
    assert any("Documents found" in caption.value for caption in test.caption)
    test.text_input(key="library_search").set_value("量子纠缠").run()
    assert test.info[0].value == texts()["library.nothing_found"]["en"]


def test_filters_of_an_address_are_applied_and_stay_in_it(open_screen, example_url):
    everything = open_screen("records", url=example_url).dataframe[0].value
    test = open_screen("records", url=example_url, region="330000", due_from="2025")
    found = test.dataframe[0].value
    assert 0 < len(found) < len(everything)
    assert test.query_params["region"] == "330000"
    assert test.query_params["due_from"] == "2025"
    test.multiselect(key="records_region_en").set_value([]).run()
    assert "region" not in test.query_params
    assert len(test.dataframe[0].value) > len(found)


def test_filters_that_fit_nothing_say_so(open_screen, example_url):
    test = open_screen("records", url=example_url, indicator="no_such_indicator")
    assert test.info[0].value == texts()["records.none"]["en"]
    test = open_screen("records", url=example_url, confidence="lots", due_from="yesterday")
    assert len(test.dataframe[0].value) > 3


@pytest.mark.parametrize("view", ["measures", "provisions"])
def test_views_of_records(open_screen, example_url, view):
    test = open_screen("records", url=example_url, view=view)
    columns = test.dataframe[0].value.columns
    assert ("role" in columns) == (view == "measures")
    assert ("provision" in columns) == (view == "provisions")


def test_names_stand_in_the_language_of_the_screen(open_screen, example_url):
    chinese = open_screen("records", url=example_url, lang="zh", region="330000").dataframe[0].value
    english = open_screen("records", url=example_url, lang="en", region="330000").dataframe[0].value
    assert "光伏装机容量" in chinese["indicator"].tolist()
    assert "光伏装机容量" not in english["indicator"].tolist()
    assert set(chinese["regions"]) == {"浙江省"}
    assert set(english["regions"]) == {"Zhejiang"}


def test_pages_of_a_hundred(open_screen, example_url):
    test = open_screen("records", url=example_url, view="measures")
    assert len(test.dataframe[0].value) == 100
    first = test.dataframe[0].value["evidence"].tolist()
    test.get("pagination")[0].set_value(2).run()
    assert not test.exception
    assert test.dataframe[0].value["evidence"].tolist() != first


def test_deadlines_without_a_number_are_listed(open_screen, example_url):
    rows = open_screen("deadlines", url=example_url).dataframe[0].value
    assert (rows["values"] == "").any()
    assert (rows["values"] != "").any()
    assert rows["due"].notna().all()


def test_export_of_a_collection_and_of_nothing(open_screen, example_url):
    test = open_screen("export", url=example_url)
    test.segmented_control(key="export_scope_en").set_value("collection").run()
    assert len(test.get("download_button")) == 15
    test.segmented_control(key="export_scope_en").set_value("filter").run()
    assert not test.get("download_button")


def test_the_language_is_the_browsers_unless_one_was_chosen(open_screen, example_url):
    test = open_screen("about", url=example_url, lang="")
    assert test.title[0].value == texts()["about.title"]["en"]
    assert "lang" not in test.query_params
    test.segmented_control(key="language_en").set_value("zh").run()
    assert test.title[0].value == texts()["about.title"]["zh"]
    assert test.query_params["lang"] == "zh"


def test_a_database_that_cannot_be_opened_is_told_in_words(open_screen, tmp_path):
    file = tmp_path / "broken.sqlite"
    file.write_bytes(b"this is no database" * 100)
    test = open_screen("library", url=str(file))
    assert test.error[0].value == texts()["source.closed"]["en"]
    assert "broken.sqlite" in "".join(text.value for text in test.text)


@pytest.mark.parametrize("screen", OURS)
def test_with_login_no_screen_and_no_download_answers_without_it(monkeypatch, example_url, screen):
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from tests.ui.conftest import APP

    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", example_url)
    test = AppTest.from_file(str(APP), default_timeout=30)
    test.secrets["auth"] = {"client_id": "x"}
    test._page_hash = calc_hash("" if screen == "library" else screen)
    test.query_params["lang"] = "en"
    test.run()
    assert not test.exception
    assert [button.label for button in test.button] == [texts()["account.login"]["en"]]
    assert not test.dataframe
    assert not test.get("download_button")
    test.user = {"is_logged_in": True, "name": "Li Hua"}
    test.run()
    assert not test.exception
    assert _titles(test) == [texts()[f"{screen}.title"]["en"]]
    assert "Li Hua" in [text.value for text in test.sidebar.text]
