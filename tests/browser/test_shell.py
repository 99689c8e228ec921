"""What only a browser can do on the screens around the reader: rows, calendar, uploads, removal, own language."""

import io
import re

import pytest

from tests.browser.conftest import Tab, expect

PLANS = {
    "water-one.txt": "关于节水的通知\n\n到2027年，单位工业增加值用水量比2020年下降16%以上。\n",
    "water-two.txt": "Water plan\n\nBy 2031, water consumption per unit of GDP will fall by 12% from 2025.\n",
}
HEAD, LINE = 36, 35


@pytest.fixture(scope="module")
def plans(app):
    return {name: app.add(name, text.encode()) for name, text in PLANS.items()}


def click_row(tab, number, x=120):
    """Click the row of a table (the first is 1), which is drawn on a canvas."""
    box = tab.still(tab.page.locator("[data-testid=stDataFrame]").first)
    tab.page.mouse.click(box["x"] + x, box["y"] + HEAD + (number - 0.5) * LINE)


def test_a_row_opens_its_record_in_the_text(tab, plans):
    page = tab.page
    tab.go(f"/records?document={plans['water-one.txt']}&lang=en")
    page.get_by_text("Records: 1.").wait_for()
    click_row(tab, 1)
    expect(page).to_have_url(re.compile(r"/read\?.*record="))
    expect(page).to_have_url(re.compile(f"doc={plans['water-one.txt']}"))
    page.locator(".da-card .head", has_text="16%").wait_for()
    # Back on the list the filter is still there.
    page.get_by_role("link", name="Records").click()
    page.get_by_text("Records: 1.").wait_for()
    expect(page).to_have_url(re.compile(f"document={plans['water-one.txt']}"))
    tab.check()


def test_a_filter_goes_into_the_address_and_survives_a_reload(tab, plans):
    page = tab.page
    tab.go("/records?lang=en")
    field = page.get_by_label("Words", exact=True)
    field.fill("单位工业增加值用水量")
    field.press("Enter")
    expect(page).to_have_url(re.compile("text="))
    page.get_by_text("Records: 1.").wait_for()
    page.reload()
    page.get_by_text("Records: 1.").wait_for()
    page.get_by_text("More filters").click()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page).not_to_have_url(re.compile("text="))
    tab.check()


def test_a_bar_of_the_calendar_narrows_the_table(tab, plans):
    page = tab.page
    ids = "&".join(f"document={one}" for one in plans.values())
    tab.go(f"/deadlines?{ids}&lang=en")
    page.get_by_text("Deadlines: 2.").wait_for()
    chart = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    box = tab.still(chart)
    # Five years stand side by side, and the last one is 2031.
    page.mouse.click(box["x"] + box["width"] * 0.91, box["y"] + box["height"] * 0.6)
    page.get_by_text("Only 2031").wait_for()
    page.get_by_text("Deadlines: 1.").wait_for()
    page.get_by_role("button", name="Show all").click()
    page.get_by_text("Deadlines: 2.").wait_for()
    tab.check()


def test_uploads_tell_of_each_file_and_removal_asks_first(tab, plans):
    page = tab.page
    tab.go("/?lang=en")
    if not page.locator("[data-testid=stFileUploader]").is_visible():
        page.get_by_text("Add documents", exact=True).click()
    files = {
        "new $5 and $6 **plan**.txt": b"By 2029, emissions will fall by 7% from 2020.\n",
        "again.txt": PLANS["water-one.txt"].encode(),
        "broken.pdf": b"%PDF-1.4 broken",
    }
    page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files.items()]
    )
    page.get_by_role("button", name="Analyse (3)").click()
    page.get_by_text("added 1 · already there 1 · failed 1").wait_for()
    for name in ("again.txt", "broken.pdf"):
        expect(page.locator("[data-testid=stText]", has_text=name).first).to_be_visible()
    page.get_by_role("button", name="Close").click()

    # The newest document stands first; its name is drawn as it is.
    click_row(tab, 1, x=15)
    page.get_by_role("button", name="Remove", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("• new $5 and $6 **plan**.txt", exact=True).wait_for()
    dialog.get_by_role("button", name="Keep").click()
    dialog.wait_for(state="hidden")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    tab.settled()
    with_name = page.get_by_label("Search the full text")
    with_name.fill("emissions 7%")
    with_name.press("Enter")
    page.get_by_text("No document has all these words.").wait_for()
    tab.check()


def test_a_workbook_of_a_collection_is_made_when_it_is_asked_for(tab, plans):
    from openpyxl import load_workbook

    page = tab.page
    tab.go(f"/export?doc={plans['water-two.txt']}&lang=en")
    with page.expect_download() as download:
        page.locator(".st-key-export_xlsx button").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert download.value.suggested_filename == "docanalyzer.xlsx"
    assert "12" in " ".join(str(cell) for line in book["targets"].iter_rows(values_only=True) for cell in line)
    tab.check()


def test_the_language_of_the_browser_is_the_default(browser, app, plans):
    tab = Tab(browser, app, locale="zh-CN")
    tab.go("/about")
    tab.page.get_by_role("heading", name="说明与方法").wait_for()
    assert "lang=" not in tab.page.url
    tab.check()
    tab.context.close()


def test_the_library_opens_under_its_own_name(tab, plans):
    tab.go("/library?lang=zh")
    expect(tab.page).to_have_url(re.compile(r"/\?lang=zh$"))
    tab.page.get_by_role("heading", name="文献库").wait_for()
    assert tab.page.get_by_role("dialog").count() == 0
    assert tab.page.locator("[data-testid=stSidebarNavLink]", has_text="文献库").count() == 1
    tab.check()
