"""Web pages: everything of the content, in order, tables as cells."""

from docanalyzer.core.document import BlockKind
from docanalyzer.reading import read_bytes

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关于节水的通知_某市人民政府</title>
<meta name="PubDate" content="2022-03-04 09:00"></head><body>
<nav><a href="/">首页</a> <a href="/z">政策</a></nav>
<div class="main"><h1>关于节水的通知</h1>
<p>　　到2025年，单位工业增加值用水量比2020年下降16%，再生水利用率达到25%以上，各地区要认真落实。</p>
<h2>一、主要目标</h2><ul><li>漏损率控制在9%以内；</li><li>建成节水型企业100家。</li></ul>
<table><tr><th rowspan="2">指标</th><th colspan="2">目标</th></tr><tr><td>2020年</td><td>2025年</td></tr>
<tr><td>用水<br>总量</td><td>100</td><td>84</td></tr></table>
<p>{filler}</p></div><script>var x = "18%";</script><footer>版权所有</footer></body></html>"""
FILLER = "各县区、各部门要加强组织领导，压实工作责任，强化监督考核，确保各项任务落到实处，推动节水工作取得实效。" * 4


def page(charset="utf-8"):
    return PAGE.format(charset=charset, filler=FILLER)


def parts(document):
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


def test_headings_paragraphs_items_and_cells():
    document = read_bytes(page().encode(), "a.html")
    assert parts(document)[:6] == [
        ("heading", "关于节水的通知"),
        ("paragraph", "到2025年，单位工业增加值用水量比2020年下降16%，再生水利用率达到25%以上，各地区要认真落实。"),
        ("heading", "一、主要目标"),
        ("item", "漏损率控制在9%以内；"),
        ("item", "建成节水型企业100家。"),
        ("cell", "指标"),
    ]
    assert [b.level for b in document.blocks if b.kind is BlockKind.HEADING] == [1, 2]
    assert "首页" not in document.text
    assert "var x" not in document.text
    assert document.metadata.title == "关于节水的通知"
    assert document.metadata.issued_on == "2022-03-04"


def test_merged_cells_keep_their_columns():
    document = read_bytes(page().encode(), "a.html")
    places = {
        document.text[b.start : b.end]: (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
        for b in document.blocks
        if b.cell
    }
    assert places == {
        "指标": (0, 0, 2, 1),
        "目标": (0, 1, 1, 2),
        "2020年": (1, 1, 1, 1),
        "2025年": (1, 2, 1, 1),
        "用水总量": (2, 0, 1, 1),
        "100": (2, 1, 1, 1),
        "84": (2, 2, 1, 1),
    }
    assert "\n\t2020年\t2025年\n" in document.text


def test_a_page_that_declares_gb2312_is_read_as_gb18030():
    document = read_bytes(page("gb2312").replace("节水", "節水").encode("gb18030"), "a.htm")
    assert "節水型企业100家" in document.text


def test_a_broken_byte_in_a_page_is_a_notice():
    document = read_bytes(page().encode().replace(b"84", b"84\xff\0"), "a.html")
    assert "84\ufffd" in document.text
    assert [(n.code, n.count) for n in document.notices] == [("undecodable_bytes", 1)]


def test_a_page_that_declares_what_it_is_not():
    assert "节水型企业100家" in read_bytes(page("utf-8").encode("gb18030"), "a.html").text


def test_points_set_as_tables_become_numbered_items():
    point = "<table><tr><td><p>({})</p></td><td><p>{}</p>{}</td></tr></table>"
    inner = point.format("i", "energy consumption falls by 12 % by 2030;", "")
    body = point.format("a", "Member States shall ensure that final", inner)
    body += point.format("b", "they shall report it.", "")
    document = read_bytes(f"<html><body><p class='oj-ti-art'>Article 4</p>{body}</body></html>".encode(), "a.html")
    assert parts(document) == [
        ("heading", "Article 4"),
        ("item", "(a) Member States shall ensure that final"),
        ("item", "(i) energy consumption falls by 12 % by 2030;"),
        ("item", "(b) they shall report it."),
    ]
    assert [b.number for b in document.blocks] == ["Article 4", "(a)", "(i)", "(b)"]


def test_no_article_of_a_long_act_is_lost():
    article = "<div><p>Article {0}</p><div><p>Each Party shall cut its emissions by {0} % by 2030.</p></div></div>"
    articles = "".join(article.format(n) for n in range(1, 400))
    text = read_bytes(f"<html><body>{articles}</body></html>".encode(), "act.html").text
    assert all(f"Article {n}\nEach Party shall cut its emissions by {n} % by 2030." in text for n in range(1, 400))


def test_footnote_marks_do_not_become_digits_and_powers_stay_powers():
    source = '<p>by 2030<sup><a href="#n1">1</a></sup> save 10<sup>6</sup> m<sup>3</sup> of CO<sub>2</sub></p>'
    document = read_bytes(f"<html><body>{source}</body></html>".encode(), "a.html")
    assert document.text == "by 2030 save 10^6 m3 of CO2\n"
    assert [(n.code, n.count) for n in document.notices] == [("footnote_marks_removed", 1)]


def test_ordered_lists_show_their_numbers():
    document = read_bytes(b"<html><body><ol start='3'><li>cut by 5%</li><li>stop</li></ol></body></html>", "a.html")
    assert document.text == "3. cut by 5%\n4. stop\n"
