"""What an address leads to."""

import pytest

from docanalyzer import analyze_text
from docanalyzer.library import open_library


@pytest.fixture
def three_alike(tmp_path):
    file = str(tmp_path / "alike.sqlite")
    with open_library(file) as library:
        for name in ("a.txt", "b.txt", "b.txt"):
            text = f"节能工作方案\n\n到2025年，全市能耗下降1{library.totals().documents}%。\n"
            analysis = analyze_text(text)
            assert analysis.document.title == "节能工作方案"
            library.add(text.encode(), analysis, filename=name)
        rows = library.documents().items
    return file, [row.id for row in rows]


def test_of_documents_with_one_title_the_one_of_the_address_stays_open(open_screen, three_alike):
    url, ids = three_alike
    for one in ids:
        test = open_screen("read", url=url, doc=one)
        choice = test.selectbox(key="read_document")
        assert len(set(choice.options)) == 3
        test.run()
        assert test.query_params["doc"] == one
        assert test.selectbox(key="read_document").value == one


def test_the_choice_of_a_document_opens_it(open_screen, three_alike):
    url, ids = three_alike
    test = open_screen("read", url=url, doc=ids[0])
    test.selectbox(key="read_document").set_value(ids[2]).run()
    assert test.query_params["doc"] == ids[2]
    assert test.selectbox(key="read_document").value == ids[2]


def test_the_words_that_are_searched_for_stand_in_the_address(open_screen, three_alike):
    url, _ = three_alike
    field = "library_search"
    test = open_screen("library", url=url, search="节能工作")
    assert test.text_input(key=field).value == "节能工作"
    assert not test.dataframe
    test.text_input(key=field).set_value("量子纠缠").run()
    assert test.query_params["search"] in ("量子纠缠", ["量子纠缠"])
    test.run()
    assert test.text_input(key=field).value == "量子纠缠"
    test.text_input(key=field).set_value("").run()
    assert "search" not in test.query_params
    assert len(test.dataframe[0].value) == 3
