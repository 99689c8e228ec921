"""The review queue: decisions, taking the last one back, corrections that change nothing."""

import pytest

from docanalyzer import analyze_text
from docanalyzer.library import open_library
from docanalyzer.ui.reader.editing import unchanged
from docanalyzer.ui.words import texts

TEXT = "某市方案\n\n到2025年，全市单位生产总值能耗比2020年下降13.5%。\n到2025年，非化石能源消费占比提高到20%。\n"


@pytest.fixture
def url(tmp_path):
    file = str(tmp_path / "review.sqlite")
    with open_library(file) as library:
        library.add(TEXT.encode(), analyze_text(TEXT), filename="plan.txt")
    return file


def button(test, name):
    return next(button for button in test.button if button.label == texts()[f"review.{name}"]["en"])


def left(test):
    """How many records the queue says are left."""
    said = texts()["review.left"]["en"].partition("{count}")[2]
    return next(int(caption.value.removesuffix(said)) for caption in test.caption if caption.value.endswith(said))


def decisions(url):
    with open_library(url) as library:
        return [decision for document in library.documents().items for decision in library.history(document.id)]


def queue(open_screen, url):
    test = open_screen("review", url=url)
    test.text_input(key="account_name").set_value("Li Hua").run()
    return test


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_the_last_decision_is_taken_back_at_a_click(open_screen, url, action):
    test = queue(open_screen, url)
    before = left(test)
    assert not any(button.key == "review_undo" for button in test.button)
    button(test, action).click().run()
    assert left(test) == before - 1
    assert any(text.value.startswith(texts()[f"review.done_{action}"]["en"]) for text in test.text)
    test.button(key="review_undo").click().run()
    assert not test.exception
    assert left(test) == before
    assert not any(button.key == "review_undo" for button in test.button)
    [decision] = decisions(url)
    assert (decision.action, decision.undone_by) == (action, "Li Hua")


def test_the_decision_that_empties_the_queue_can_be_taken_back(open_screen, url):
    test = queue(open_screen, url)
    for _ in range(left(test)):
        button(test, "accept").click().run()
    assert test.success[0].value == texts()["review.none_left"]["en"]
    test.button(key="review_undo").click().run()
    assert left(test) == 1


def test_a_correction_that_changes_nothing_says_so_and_decides_nothing(open_screen, url):
    test = queue(open_screen, url)
    before = left(test)
    next(toggle for toggle in test.toggle if toggle.label == texts()["review.correct"]["en"]).set_value(True).run()
    button(test, "save").click().run()
    assert test.info[0].value == texts()["review.unchanged"]["en"].format(slot=texts()["slot.value"]["en"])
    assert left(test) == before
    assert decisions(url) == []
    test.number_input[0].set_value(99.0).run()
    button(test, "save").click().run()
    assert left(test) == before - 1
    assert decisions(url)[0].action == "correct"


@pytest.mark.parametrize(
    ("before", "value", "same"),
    [
        ({"low": 1.0, "high": 1.0, "text": "1"}, {"low": 1.0, "high": 1.0}, True),
        ({"low": 1.0, "high": 1.0}, {"low": 1.0, "high": 2.0}, False),
        (None, {"id": None}, True),
        (None, {"id": "energy_per_gdp"}, False),
        (None, [], True),
        (["a"], ["a", "b"], False),
        ("target", "target", True),
        (None, None, True),
        ({"year": 2020}, None, False),
    ],
)
def test_what_is_no_change(before, value, same):
    assert unchanged(before, value) is same
