"""Documents that try to run script, call out or forge markup show as what they are: text."""

import pytest

TEXT = """<script>window.harmed = 1</script> 工作方案
![图](http://attacker.example/a.png) [链接](javascript:window.harmed=2) <img src=x onerror="window.harmed=3">
到2025年，单位生产总值能耗降低5~8%，~~删除~~的投资为$5亿元至$6亿元，$$\\sum x$$。
**粗体** __下划线__ `code` # 标题 > 引用 &lt;b&gt; &amp; :material/home: :red[红]
=HYPERLINK("http://attacker.example","点击")\t@SUM(1+1)
-2+3\t+1
到2030年，<b>非化石能源消费占比</b>达到25%以上</div></script><style>body{display:none}</style>。
"""
NAME = '<img src=x onerror="window.harmed=4">![x](http:attacker.example).txt'
SCREENS = ("", "read", "records", "deadlines", "review", "compare", "map", "export", "about")


@pytest.fixture(scope="module")
def hostile(app):
    return app.add(NAME, TEXT.encode())


def harmed(page):
    return page.evaluate("window.harmed ?? null")


def shown(page):
    """The text of the reader, line by line, cells of a table parted as in the text."""
    return page.locator(".da-page").evaluate(
        """page => [...page.querySelectorAll('p, h6, tr')].map(line => line.matches('tr')
             ? [...line.children].map(cell => cell.textContent).join('\\t') : line.textContent).join('\\n')"""
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reader_shows_a_hostile_text_exactly(tab, hostile, language):
    page = tab.page
    tab.go(f"/read?doc={hostile}&lang={language}")
    page.wait_for_selector(".da-page")
    assert shown(page) == TEXT
    page.locator(".da-list .row", has_text="8%").first.click()
    page.locator(".da-card blockquote", has_text="5~8%").wait_for()
    for name in page.locator(".st-key-read_tabs button").all():
        name.click()
        tab.settled()
    assert harmed(page) is None
    assert page.locator(".da-page :is(script, img, style, a, b)").count() == 0
    tab.check()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_asks_another_machine_or_runs_what_a_document_says(tab, hostile, screen, language):
    tab.go(f"/{screen}?lang={language}")
    tab.drawn()
    assert harmed(tab.page) is None
    assert any(tab.app.url in url for url in tab.requests)
    tab.check()


def test_a_search_for_markup_finds_text(tab, hostile):
    page = tab.page
    tab.go("/?lang=en")
    field = page.get_by_label("Search the full text")
    field.fill("能耗")
    field.press("Enter")
    page.get_by_text("5~8%").first.wait_for()
    assert harmed(page) is None
    tab.check()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_fits_a_phone(phone, hostile, screen):
    phone.go(f"/{screen}?lang=zh")
    phone.drawn()
    assert phone.page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    phone.check()
