"""Comparing in a browser: from a choice of documents to the evidence; versions, the map, the report as a file."""

import re

import pytest

from tests.browser.conftest import expect

NATIONAL = """国家节能减排综合方案

一、目标
到2025年，全国单位国内生产总值能耗比2020年下降13.5%。农村生活污水治理率达到40%。
严禁新增钢铁产能。
"""
LOCAL = """福建省节能减排实施方案

一、目标
到2025年，全省单位地区生产总值能耗比2020年下降14%。农村生活污水治理率达到35%。
严禁新增钢铁产能。
"""
LATER = LOCAL.replace("下降14%", "下降15.5%").replace("严禁新增", "严格控制新增")
ENGLISH = "National plan\n\nBy 2025, energy consumption per unit of GDP will fall by 13.5% from 2020.\n"
HOSTILE = "到2025年，**单位国内生产总值能耗**比2020年下降5~8%，<img src=x onerror='window.harmed=1'>![x](http://a.example/b.png)。\n"


@pytest.fixture(scope="module")
def documents(app):
    texts = {
        "national.txt": NATIONAL,
        "local.txt": LOCAL,
        "later.txt": LATER,
        "english.txt": ENGLISH,
        "bad.txt": HOSTILE,
    }
    return {name.removesuffix(".txt"): app.add(name, text.encode()) for name, text in texts.items()}


def address(documents, *names, **options):
    chosen = [f"document={documents[name]}" for name in names]
    return "/compare?" + "&".join([*chosen, *(f"{name}={value}" for name, value in options.items())])


def cell(page, words):
    return page.locator(".cmp .cell", has_text=words)


def test_documents_are_picked_and_a_cell_leads_to_its_evidence_in_both(tab, documents):
    page = tab.page
    tab.go("/compare?lang=en")
    page.get_by_text("Choose the documents to compare above").wait_for()
    picker = page.get_by_label("Documents to compare (the first is the reference)")
    for name, title in (("national", "国家节能减排综合方案"), ("local", "福建省节能减排实施方案 (local.txt)")):
        picker.click()
        picker.fill(title[:8])
        page.get_by_role("option", name=title).click()
        expect(page).to_have_url(re.compile(f"document={documents[name]}"))
        tab.settled()
    expect(cell(page, "14%")).to_contain_text("stricter")
    expect(cell(page, "35%")).to_contain_text("looser")
    expect(page).to_have_url(re.compile(f"document={documents['national']}&document={documents['local']}"))

    cell(page, "14%").click()
    unfolded = page.locator(".cmp .unfolded")
    expect(unfolded.locator("blockquote")).to_have_count(2)
    expect(unfolded.locator("mark").nth(0)).to_have_text("13.5%")
    expect(unfolded.locator("mark").nth(1)).to_have_text("14%")
    expect(unfolded.locator(".reason")).to_contain_text("-13.5% against -14%")
    cell(page, "14%").click()
    expect(unfolded).to_have_count(0)

    for place, name, words in ((0, "national", "13.5%"), (1, "local", "14%")):
        tab.go(address(documents, "national", "local", lang="en"))
        cell(page, "14%").click()
        page.locator(".cmp .unfolded a.open").nth(place).click()
        expect(page).to_have_url(re.compile(rf"/read\?.*doc={documents[name]}"))
        expect(page.locator(".da-list .row[aria-selected=true]")).to_contain_text(words)
    tab.check()


def test_the_first_document_is_what_the_others_are_judged_against(tab, documents):
    page = tab.page
    tab.go(address(documents, "local", "national", lang="en"))
    expect(cell(page, "13.5%")).to_contain_text("looser")
    tab.check()


def test_versions_mark_the_words_that_changed(tab, documents):
    page = tab.page
    tab.go(address(documents, "local", "later", view="versions", lang="en"))
    changed = page.locator(".cmp .pair", has_text="15.5%")
    expect(changed.locator(".tag").first).to_have_text("changed")
    expect(changed.locator(".tag").nth(1)).to_have_text("stricter")
    page.locator(".stMain").get_by_text("Provisions", exact=True).click()
    tab.settled()
    weaker = page.locator(".cmp .pair", has_text="严格控制")
    expect(weaker.locator("del").first).to_contain_text("禁")
    expect(weaker.locator("ins").first).to_contain_text("格控制")
    tab.check()


def test_both_languages_and_words_for_what_cannot_be_compared(tab, documents):
    page = tab.page
    tab.go(address(documents, "national", "local", lang="zh"))
    expect(cell(page, "14%")).to_contain_text("更严")
    page.get_by_text("English", exact=True).click()
    expect(cell(page, "14%")).to_contain_text("stricter")
    expect(page.locator(".cmp th.what", has_text="energy")).to_be_visible()
    tab.go(address(documents, "national", "english", view="versions", lang="zh"))
    page.get_by_text("两份文献语言不同").wait_for()
    tab.go(address(documents, "national", "english", view="bilingual", lang="en"))
    expect(page.locator(".cmp .pair").first).to_contain_text("13.5%")
    tab.go("/compare?document=0000&lang=zh")
    page.get_by_text("已不在文献库中").wait_for()
    tab.check()


@pytest.mark.parametrize(
    "view", ["matrix", "timeline", "facing", "versions", "bilingual", "cascade", "consistency", "graph"]
)
def test_every_view_draws_hostile_words_as_text_and_fits_a_phone(phone, documents, view):
    page = phone.page
    phone.go(address(documents, "national", "bad", view=view, lang="zh"))
    phone.drawn()
    assert page.evaluate("window.harmed ?? null") is None
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert page.locator(".cmp :is(img, script, b, strong)").count() == 0
    phone.check()


@pytest.mark.parametrize(("form", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_a_chart_is_saved_as_a_picture(tab, documents, form, start):
    page = tab.page
    tab.go(address(documents, "national", "local", view="timeline", lang="en"))
    page.locator("[data-testid=stVegaLiteChart] svg").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save as {form}").click()
    content = download.value.path().read_bytes()
    assert content.startswith(start)
    assert len(content) > 2000
    if form == "SVG":
        assert "国家节能减排综合方案" in content.decode()
    tab.check()


@pytest.mark.parametrize(
    ("language", "button", "heading"),
    [("en", "Download report", "Targets compared"), ("zh", "下载比较报告", "目标比较")],
)
def test_the_report_opens_from_a_file_and_prints_without_a_request(
    tab, browser, documents, tmp_path, language, button, heading
):
    page = tab.page
    tab.go(address(documents, "national", "local", lang=language))
    page.get_by_text(button).click()
    with page.expect_download() as download:
        page.locator(".st-key-compare_away_html button").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    with page.expect_download() as download:
        page.locator(".st-key-compare_away_json button").click()
    assert '"stricter"' in download.value.path().read_text(encoding="utf-8")
    tab.check()

    context = browser.new_context()
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    opened = context.new_page()
    opened.goto(file.as_uri())
    expect(opened.get_by_role("heading", level=1)).to_have_text(heading)
    expect(opened.locator("tr", has_text="14").first).to_be_visible()
    pdf = opened.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert requests == [file.as_uri()]
    context.close()


def test_a_tile_of_the_map_filters_the_records(tab, documents):
    page = tab.page
    tab.go("/map?lang=zh")
    tile = page.locator("[data-testid=stVegaLiteChart] path[aria-label*='福建省']").first
    tile.wait_for(state="attached")
    tab.drawn()
    tile.click(force=True)
    expect(page).to_have_url(re.compile("region=350000"))
    expect(page.get_by_role("heading", name="福建省")).to_be_visible()
    expect(page.locator(".st-key-map_records_zh")).to_be_visible()
    page.get_by_role("button", name="全部地区").click()
    expect(page.get_by_role("heading", name="福建省")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("region="))

    # The records of a tile that an address names, and what is behind them.
    tab.go("/map?lang=en&region=350000&indicator=energy_per_gdp")
    expect(page.get_by_role("heading", name="Fujian")).to_be_visible()
    page.get_by_role("button", name="Open under Records").click()
    expect(page).to_have_url(re.compile(r"/records\?.*region=350000"))
    tab.check()
