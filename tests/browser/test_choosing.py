"""The last choice of a person stands, however late the app hears of it and the browser of the answer."""

import re
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, expect

TEXT = """某市节能方案

到2025年，全市单位生产总值能耗比2020年下降13.5%。
到2025年，全市单位生产总值二氧化碳排放比2020年下降18%。
非化石能源消费占比提高到20%左右。严禁新增钢铁产能。
"""


@pytest.fixture(scope="module")
def document(app):
    return app.add("choosing.txt", TEXT.encode())


class Line:
    """The connection of a tab to the app, in which messages of either way can be held up."""

    def __init__(self, page) -> None:
        self.page = page
        self.held: dict[str, list[Any]] = {"answers": [], "requests": []}
        self._open: dict[str, bool] = {"answers": True, "requests": True}
        self._send: dict[str, Any] = {}
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, socket) -> None:
        server = socket.connect_to_server()
        self._send = {"answers": socket.send, "requests": server.send}
        socket.on_message(lambda message: self._pass("requests", message))
        server.on_message(lambda message: self._pass("answers", message))

    def _pass(self, way: str, message) -> None:
        if self._open[way]:
            self._send[way](message)
        else:
            self.held[way].append(message)

    def hold(self, way: str) -> None:
        self._open[way] = False

    def release(self, way: str) -> None:
        self._open[way] = True
        while self.held[way]:
            self._send[way](self.held[way].pop(0))

    def wait_for(self, way: str, words: str) -> None:
        """Until a message with these words is held."""
        for _ in range(PATIENCE // 100):
            if any(words.encode() in message for message in self.held[way]):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing held has {words!r}")


@pytest.fixture
def line(tab):
    return Line(tab.page)


def row(page, words):
    return page.locator(".da-list .row", has_text=words)


def card(page):
    return page.locator(".da-card .head")


def record_of(page, words):
    return row(page, words).get_attribute("data-record")


def expect_chosen(page, words):
    expect(card(page)).to_contain_text(words)
    expect(row(page, words)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile(f"record={record_of(page, words)}(&|$)"))


def test_an_answer_to_an_earlier_choice_of_the_same_record_is_no_answer(tab, line, document):
    page = tab.page
    tab.go(f"/read?doc={document}&lang=en")
    row(page, "20%").click()
    expect_chosen(page, "20%")
    tab.settled()
    middle, first = record_of(page, "18%"), record_of(page, "13.5%")
    page.locator(".da-list .rows").focus()
    # Two choices whose answers are under way when the first record is chosen again.
    line.hold("answers")
    page.keyboard.press("ArrowUp")
    line.wait_for("answers", f"record={middle}")
    page.keyboard.press("ArrowUp")
    line.wait_for("answers", f"record={first}")
    line.hold("requests")
    page.keyboard.press("ArrowDown")
    line.release("answers")
    expect(card(page)).to_contain_text("13.5%")
    tab.settled()
    expect(row(page, "18%")).to_have_attribute("aria-selected", "true")
    # From there the keys go on.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    line.release("requests")
    expect_chosen(page, "18%")
    tab.settled()
    expect_chosen(page, "18%")
    tab.check()


def test_a_request_with_the_address_of_an_earlier_choice_takes_nothing_back(tab, line, document):
    page = tab.page
    tab.go(f"/read?doc={document}&lang=en")
    row(page, "18%").click()
    expect_chosen(page, "18%")
    tab.settled()
    record = record_of(page, "13.5%")
    line.hold("answers")
    row(page, "13.5%").click()
    line.wait_for("answers", f"record={record}")
    # The browser has not heard yet that the address is another one now, when it sends the next request.
    page.locator(".st-key-read_tabs button", has_text="Provisions").click()
    line.wait_for("answers", "钢铁产能")
    line.release("answers")
    row(page, "钢铁产能").wait_for()
    tab.settled()
    expect(row(page, "钢铁产能")).to_be_visible()
    expect(card(page)).to_contain_text("13.5%")
    expect(page).to_have_url(re.compile(f"record={record}(&|$)"))
    tab.check()


def test_a_language_that_was_chosen_stays_whatever_comes_with_the_old_address(tab, line, document):
    page = tab.page
    tab.go(f"/read?doc={document}&lang=zh")
    line.hold("answers")
    page.get_by_text("English", exact=True).click()
    line.wait_for("answers", "lang=en")
    row(page, "13.5%").click()
    line.wait_for("answers", "energy")
    line.release("answers")
    expect_chosen(page, "13.5%")
    expect(page.locator(".da-card .chip")).to_have_text("Target")
    expect(page).to_have_url(re.compile("lang=en"))
    tab.check()


def test_back_and_forward_go_through_the_records(tab, line, document):
    page = tab.page
    tab.go(f"/read?doc={document}&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Read")
    for words in ("13.5%", "18%", "20%"):
        row(page, words).click()
        expect_chosen(page, words)
        tab.settled()
    page.go_back()
    expect_chosen(page, "18%")
    page.go_back()
    expect_chosen(page, "13.5%")
    tab.settled()
    page.go_forward()
    expect_chosen(page, "18%")
    tab.settled()
    # Back, while the answer to a click is still under way: back came last.
    row(page, "20%").click()
    expect_chosen(page, "20%")
    tab.settled()
    line.hold("requests")
    row(page, "13.5%").click()
    page.go_back()
    line.release("requests")
    expect_chosen(page, "18%")
    tab.settled()
    expect_chosen(page, "18%")
    tab.check()


def test_another_screen_and_back_leads_to_the_record(tab, document):
    page = tab.page
    tab.go(f"/read?doc={document}&lang=en")
    row(page, "18%").click()
    expect_chosen(page, "18%")
    tab.settled()
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About and method").wait_for()
    page.go_back()
    expect_chosen(page, "18%")
    row(page, "13.5%").click()
    expect_chosen(page, "13.5%")
    tab.check()
