"""From a file to its corrected records in an export, in a browser."""

import json
import re

import pytest

from tests.browser.conftest import expect
from tests.reading.making import Pdf

PLAN = (
    "到2025年，全市单位生产总值能耗比2020年下降13.5%，单位生产总值二氧化碳排放下降18%。",
    "非化石能源消费占比提高到20%左右。严禁新增钢铁产能。",
)
FILLER = "各部门要加强组织领导，落实工作责任，完善政策措施，营造良好氛围。"
IN_VIEW = """() => {
  const run = document.querySelector('.da-sel');
  if (!run) return false;
  const box = run.getBoundingClientRect(), view = document.querySelector('.da-scroll').getBoundingClientRect();
  return box.top >= view.top && box.bottom <= view.bottom;
}"""


def plan_pdf():
    pdf = Pdf()
    pdf.centred("某市节能降碳工作方案")
    pdf.line("一、工作要求")
    for number in range(24):
        pdf.chinese(f"（{number + 1}）{FILLER}")
    pdf.page()
    pdf.line("二、主要目标")
    for paragraph in PLAN:
        pdf.chinese(paragraph)
    return pdf.bytes()


@pytest.fixture(scope="module")
def plan(app):
    text = "某市节能方案\n\n一、工作要求\n" + f"{FILLER}\n" * 60 + "二、主要目标\n" + "\n".join(PLAN) + "\n"
    return app.add("plan.txt", text.encode())


def row(page, words):
    return page.locator(".da-list .row", has_text=words)


def marked(page):
    return "".join(page.locator(".da-sel").all_inner_texts())


def expect_marked(page, words):
    """Wait until the words are marked as the evidence of the chosen record."""
    script = "words => [...document.querySelectorAll('.da-sel')].map(run => run.innerText).join('').includes(words)"
    page.wait_for_function(script, arg=words)


def test_from_a_pdf_to_a_corrected_export(tab):
    page = tab.page
    tab.go("/?lang=en")
    form = page.locator("[data-testid=stExpander]", has_text="Add documents")
    if form.locator("details[open]").count() == 0:
        form.locator("summary").click()
    upload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": plan_pdf()}
    page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(upload)
    page.get_by_role("button", name=re.compile("Analyse")).click()
    page.get_by_role("button", name="Read", exact=True).click()

    # Its records are there; one that is clicked has its evidence in view and marked.
    row(page, "13.5%").click()
    page.wait_for_function(IN_VIEW)
    expect_marked(page, "13.5%")

    # A mark in the text that is clicked selects its record.
    page.locator(".da-m.t-value", has_text="18%").click()
    expect(row(page, "18%")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".da-card .head")).to_contain_text("18%")

    # The page of the PDF is shown.
    page.get_by_text("Page image").click()
    picture = page.locator("[data-testid=stImage] img")
    picture.wait_for()
    expect(page.get_by_label("Page (of 2)")).to_have_value("2")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 600
    expect(page.get_by_text("nothing is framed")).to_have_count(0)
    page.get_by_text("Text", exact=True).click()

    # A corrected slot stands in the list, and in the export with the machine's value beside it.
    row(page, "13.5%").click()
    expect(page.locator(".da-card .head")).to_contain_text("13.5%")
    correct(tab, "14.5")
    row(page, "14.5%").wait_for()
    address = page.url
    document = address.partition("doc=")[2].partition("&")[0]
    tab.go(f"/export?doc={document}&lang=en")
    with page.expect_download() as download:
        page.locator(".st-key-export_json button").click()
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    [measure] = [m for m in targets_of(exported) if m["review"]]
    assert (measure["quantity"]["low"], measure["quantity"]["high"]) == (14.5, 14.5)
    assert (measure["review"]["status"], measure["review"]["by"]) == ("corrected", "Li Hua")
    assert measure["review"]["machine"]["quantity"]["low"] == 13.5

    # And it is still there in a new session.
    page.goto(address)
    row(page, "14.5%").wait_for()
    expect(page.locator(".da-card .machine")).to_contain_text("13.5%")
    tab.check()


def correct(tab, value):
    page = tab.page
    sign(tab, "Li Hua")
    page.locator(".st-key-judging label", has_text="Correct …").click()
    field = page.get_by_label("Value (lower end)")
    field.fill(value)
    field.press("Enter")
    tab.settled()
    page.get_by_role("button", name="Save correction").click()


def sign(tab, name):
    """Give the name that decisions carry, and wait until the app has it."""
    tab.page.get_by_label("Your name").fill(name)
    tab.page.get_by_label("Your name").press("Enter")
    expect(tab.page.get_by_text("give your name first")).to_have_count(0)
    tab.settled()


def targets_of(exported):
    analyses = exported if isinstance(exported, list) else exported.get("documents") or [exported]
    return [target for analysis in analyses for target in analysis["targets"]]


def test_an_address_opens_a_record(tab, plan):
    page = tab.page
    tab.go(f"/read?doc={plan}&lang=zh")
    record = row(page, "20%").get_attribute("data-record")
    tab.go(f"/read?doc={plan}&record={record}&lang=zh")
    page.wait_for_function(IN_VIEW)
    expect_marked(page, "20%")
    expect(row(page, "20%")).to_have_attribute("aria-selected", "true")
    tab.go(f"/read?doc={plan}&record=m999999&lang=zh")
    page.get_by_text("没有链接所指的记录").wait_for()
    tab.go("/read?doc=0000&lang=zh")
    page.get_by_text("没有链接所指的文件").wait_for()
    tab.check()


def test_the_other_language_at_a_click(tab, plan):
    page = tab.page
    tab.go(f"/read?doc={plan}&lang=zh")
    row(page, "13.5%").click()
    expect(page.locator(".da-card .chip")).to_have_text("目标")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".da-card .chip")).to_have_text("Target")
    expect(page.locator(".da-card .head")).to_contain_text("energy")
    expect(page).to_have_url(re.compile("lang=en"))
    # The words of the document stay as they are, and say what language they are.
    assert page.locator(".da-page").get_attribute("lang") == "zh-CN"
    expect_marked(page, "13.5%")
    tab.check()


def test_the_keyboard_walks_over_the_records(tab, plan):
    page = tab.page
    tab.go(f"/read?doc={plan}&lang=en")
    page.locator(".da-scroll").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".da-cursor").filter(has_text="18%").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(row(page, "18%")).to_have_attribute("aria-selected", "true")
    page.locator(".da-list .rows").focus()
    page.keyboard.press("ArrowUp")
    expect(row(page, "13.5%")).to_have_attribute("aria-selected", "true")
    # Keys that come faster than the app answers are all heard, and no late answer takes one back.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".da-card .head")).to_contain_text("18%")
    tab.settled()
    expect(page.locator(".da-card .head")).to_contain_text("18%")
    expect(row(page, "18%")).to_have_attribute("aria-selected", "true")
    page.wait_for_function(IN_VIEW)
    expect_marked(page, "18%")
    tab.check()


def test_words_that_are_selected_become_a_target(tab, app):
    # The first characters are two units each for the browser's script and one for everybody else.
    text = "𠀀𠀁𠀂说明\n\n要求各县尽快完成老旧锅炉清零。𠀃完\n"
    document = app.add("missed.txt", text.encode())
    page = tab.page
    tab.go(f"/read?doc={document}&lang=en")
    page.locator(".da-page p", has_text="老旧锅炉").evaluate(
        """line => {
          const spans = [...line.querySelectorAll('span')];
          const run = spans.find(part => part.textContent.includes('老旧锅炉清零')).firstChild;
          const at = run.data.indexOf('老旧锅炉清零');
          const range = document.createRange();
          range.setStart(run, at);
          range.setEnd(run, at + 6);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
          line.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }"""
    )
    page.get_by_role("button", name="Add as a target").click()
    expect(page.locator(".st-key-adding")).to_contain_text("老旧锅炉清零")
    sign(tab, "Wang")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".da-card .head")).to_contain_text("老旧锅炉清零")
    expect_marked(page, "老旧锅炉清零")
    assert marked(page) == "老旧锅炉清零"
    start = text.index("老旧锅炉清零")
    expect(page.locator(".da-card .place")).to_contain_text(f"{start}–{start + 6}")
    tab.check()


def test_a_phone_shows_the_text_and_its_records(phone, plan):
    page = phone.page
    phone.go(f"/read?doc={plan}&lang=zh")
    row(page, "18%").tap()
    page.wait_for_function(IN_VIEW)
    phone.drawn()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    phone.check()
