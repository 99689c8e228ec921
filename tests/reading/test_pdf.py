"""PDF: paragraphs, tables and pages out of characters with places."""

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from docanalyzer.core.document import BlockKind
from docanalyzer.core.errors import ReadError
from docanalyzer.reading import read_bytes, recognition
from tests.reading.making import HEIGHT, LEFT, RIGHT, SONG, WIDTH, Pdf

LONG = (
    "到2025年，全市单位工业增加值用水量比2020年下降16%，城市公共供水管网漏损率控制在9%以内，再生水利用率达到25%以上，"
    "农田灌溉水有效利用系数提高到0.58，节水型社会建设取得明显成效，水资源节约集约安全利用水平显著提升。"
)
OTHER = "各县区要加强组织领导，落实工作责任，把节水目标任务完成情况纳入考核，确保各项措施落到实处，重大事项及时报告。"


def read(pdf):
    return read_bytes(pdf.bytes(), "a.pdf")


def codes(document):
    return {notice.code: notice.count for notice in document.notices}


def test_lines_become_paragraphs_and_headings_stay_alone():
    pdf = Pdf()
    pdf.centred("关于加快节水工作的")
    pdf.centred("实施意见")
    pdf.line("一、总体要求", LEFT + 24)
    pdf.chinese(LONG)
    pdf.chinese(OTHER)
    pdf.line("二、主要任务", LEFT + 24)
    pdf.chinese(OTHER)
    document = read(pdf)
    assert document.text.split("\n")[:-1] == [
        "关于加快节水工作的实施意见", "一、总体要求", LONG, OTHER, "二、主要任务", OTHER,
    ]  # fmt: skip
    assert document.blocks[0].kind is BlockKind.HEADING


def test_pages_are_parts_of_the_text_and_their_numbers_go():
    pdf = Pdf()
    for number in range(1, 4):
        pdf.chinese("甲乙丙"[number - 1] * number + LONG)
        pdf.chinese(OTHER)
        if number < 3:
            pdf.foot(f"— {number} —")
            pdf.page()
    document = read(pdf)
    assert codes(document)["page_numbers_removed"] == 2
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert all(LONG in document.text[page.start : page.end] for page in document.pages)
    assert document.pages[-1].end == len(document.text)


def test_a_sentence_cut_by_the_page_is_one_and_has_no_number_in_it():
    pdf = Pdf()
    for _ in range(2):
        pdf.chinese(LONG)
    pdf.line(OTHER[:33], LEFT + 24)
    pdf.foot("22")
    pdf.page()
    pdf.line(OTHER[33:], LEFT)
    pdf.chinese(LONG)
    pdf.foot("23")
    document = read(pdf)
    assert OTHER in document.text
    block = next(b for b in document.blocks if document.text[b.start : b.end] == OTHER)
    assert block.page == 1
    assert block.start < document.pages[1].start < block.end


def test_running_heads_are_counted_and_gone():
    pdf = Pdf()
    for number in range(4):
        pdf.canvas.setFont("Helvetica", 9)
        pdf.canvas.drawString(LEFT, HEIGHT - 50, f"Water Saving Plan, page {number + 1}")
        pdf.chinese(f"第{number}年，" + LONG[number * 7 :])
        pdf.page()
    document = read(pdf)
    assert "Water" not in document.text
    assert codes(document)["running_heads_removed"] == 4


def test_numbers_that_do_not_count_with_the_pages_stay():
    pdf = Pdf()
    for value in ("18", "350", "7"):
        pdf.chinese(value + LONG)
        pdf.foot(value)
        pdf.page()
    text = read(pdf).text
    assert all(f"\n{value}\n" in text for value in ("18", "350", "7"))


def test_blanks_around_chinese_go_and_those_between_words_stay():
    pdf = Pdf()
    pdf.line("到 2025 年 ，CO2 排放 下降 18% ，推进 SCR and VOCs control 改造。")
    assert read(pdf).text == "到2025年，CO2排放下降18%，推进SCR and VOCs control改造。\n"


def test_ruled_tables_are_cells_and_not_doubled():
    pdf = Pdf()
    pdf.chinese(LONG)
    pdf.table([["指标", "2020年", None], ["", "数值", "单位"], ["用水\n总量", "13.5", "亿立方米"]], [90, 230, 370, 510])
    pdf.chinese(OTHER)
    document = read(pdf)
    assert document.text == f"{LONG}\n指标\t2020年\n\t数值\t单位\n用水总量\t13.5\t亿立方米\n{OTHER}\n"
    spans = {document.text[b.start : b.end]: b.cell.column_span for b in document.blocks if b.cell}
    assert spans["2020年"] == 2


def test_tables_that_go_on_over_a_page_are_one():
    pdf = Pdf()
    head = ["序号", "指标", "目标"]
    pdf.table([head, ["1", "用水总量", "84"]], [90, 230, 370, 510])
    pdf.page()
    pdf.table([head, ["2", "漏损率", "9%"]], [90, 230, 370, 510])
    document = read(pdf)
    assert document.text == "序号\t指标\t目标\n1\t用水总量\t84\n2\t漏损率\t9%\n"
    assert codes(document) == {"tables_joined": 1, "table_headers_removed": 1}
    assert {(b.cell.table, b.cell.row, b.page) for b in document.blocks if b.cell} == {(0, 0, 1), (0, 1, 1), (0, 2, 2)}


def test_the_last_row_alone_on_a_page_belongs_to_the_table():
    pdf = Pdf()
    xs = [90, 230, 370, 510]
    pdf.table([["序号", "指标", "目标"], ["1", "用水总量", "84"]], xs)
    pdf.page()
    pdf.table([["2", "漏损率", "9%"]], xs)
    pdf.chinese(OTHER)
    document = read(pdf)
    assert document.text == f"序号\t指标\t目标\n1\t用水总量\t84\n2\t漏损率\t9%\n{OTHER}\n"
    assert [b.cell.row for b in document.blocks if b.cell] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_merged_cells_reach_over_the_page():
    pdf = Pdf()
    head = ["序号", "指标", "分项", "属性"]
    xs = [90, 150, 270, 390, 510]
    pdf.table([head, ["1", "减排量", "甲", "约束性"], ["^", "^", "乙", "^"]], xs)
    pdf.page()
    pdf.table([head, ["", "", "丙", ""], ["^", "^", "丁", "^"], ["2", "用水量", "戊", "预期性"]], xs)
    document = read(pdf)
    spans = {document.text[b.start : b.end]: b.cell.row_span for b in document.blocks if b.cell}
    assert (spans["1"], spans["减排量"], spans["约束性"], spans["用水量"]) == (4, 4, 4, 1)


def test_a_page_without_the_merged_column_goes_on_with_the_table():
    pdf = Pdf()
    xs = [90, 150, 270, 390, 510]
    pdf.table([["Type", "Action", "Cost", "Effect"], ["Own", "Trams", "7", "5"], ["^", "Buses", "6", "4"]], xs)
    pdf.page()
    pdf.table([["Wind", "3", "2"], ["Sun", "4", "1"]], xs[1:])
    document = read(pdf)
    cells = {document.text[b.start : b.end]: b.cell for b in document.blocks if b.cell}
    assert {cell.table for cell in cells.values()} == {0}
    assert [(cells[name].row, cells[name].column) for name in ("Wind", "Sun", "3", "1")] == [
        (3, 1),
        (4, 1),
        (3, 2),
        (4, 3),
    ]
    assert cells["Own"].row_span == 4


def test_a_cell_that_is_cut_by_the_page_is_one():
    pdf = Pdf()
    xs = [90, 230, 510]
    pdf.table([["Item", "Text"], ["Scope", "The target covers energy, industry and"]], xs)
    pdf.page()
    pdf.table([["", "agriculture in all regions."], ["Years", "From 2021 to 2030."]], xs)
    document = read(pdf)
    assert document.text.split("\n")[:-1] == [
        "Item\tText",
        "Scope\tThe target covers energy, industry and agriculture in all regions.",
        "Years\tFrom 2021 to 2030.",
    ]
    assert [b.cell.row for b in document.blocks if b.cell] == [0, 0, 1, 1, 2, 2]
    assert [document.text[page.start : page.end][:5] for page in document.pages] == ["Item\t", "Years"]


def test_tables_without_outer_lines_at_the_sides():
    pdf = Pdf()
    top = pdf.y
    for offset in (0, 24, 48):
        pdf.canvas.line(LEFT, top - offset, RIGHT, top - offset)
    pdf.canvas.line(300, top, 300, top - 48)
    for row, texts in enumerate((("指标", "目标"), ("用水量", "84"))):
        for x, text in zip((LEFT + 4, 304), texts, strict=True):
            pdf.y = top - 16 - 24 * row
            pdf.line(text, x, 9)
    assert read(pdf).text == "指标\t目标\n用水量\t84\n"


def test_english_hyphens_and_paragraphs():
    pdf = Pdf()
    lines = [
        "The government will cut emissions from heavy industry by thirty per cent and pro-",
        "mote low-carbon steel; the target is to be met by 2030 in every region of the land.",
        "A second paragraph follows after a short line.",
        "• a bullet of its own",
    ]
    for line in lines[:3]:
        pdf.line(line, font="Helvetica", size=11, step=14)
        if line.endswith("land."):
            pdf.y -= 10
    pdf.line(lines[3], font="Helvetica", size=11)
    document = read(pdf)
    assert document.text.split("\n")[:-1] == [
        f"{lines[0][:-4]}pro{lines[1]}",
        lines[2],
        lines[3],
    ]
    assert codes(document)["hyphens_removed"] == 1
    assert document.blocks[-1].kind is BlockKind.ITEM


def test_two_columns_are_read_one_after_the_other():
    pdf = Pdf()
    top = pdf.y
    words = "emissions from transport and industry are to fall".split()
    for x, side in ((60, "left"), (320, "right")):
        pdf.y = top
        for n in range(12):
            pdf.line(f"{side} {n} {' '.join(words[:6])}", x, 11, "Helvetica", 14)
    text = read(pdf).text
    assert text.index("left 11") < text.index("right 0")


def test_raised_footnote_marks_do_not_join_figures_and_footnotes_are_notes():
    pdf = Pdf()
    sentence = "Emissions are to fall by 45% by 2030"
    end = LEFT + pdf.canvas.stringWidth(sentence, "Helvetica", 11)
    pdf.line(sentence, font="Helvetica", size=11, step=-5)
    pdf.line("3", end, 6, "Helvetica", 5)
    pdf.line("compared with 1990.", end + 8, 11, "Helvetica", 14)
    pdf.y = 120
    pdf.line("3", LEFT, 6, "Helvetica", 4)
    pdf.line("Without land use.", LEFT + 5, 8, "Helvetica")
    document = read(pdf)
    assert document.text == "Emissions are to fall by 45% by 2030 compared with 1990.\nWithout land use.\n"
    assert [b.kind.value for b in document.blocks] == ["paragraph", "note"]
    assert codes(document) == {"footnote_marks_removed": 2, "footnotes": 1}


def test_a_footnote_stays_on_its_page_when_the_paragraph_above_goes_on():
    pdf = Pdf()
    pdf.chinese(LONG)
    pdf.line(OTHER[:33], LEFT + 24)
    pdf.y = 120
    pdf.line("3", LEFT, 5, step=3)
    pdf.line("不含生态补水。", LEFT + 5, 8)
    pdf.page()
    pdf.line(OTHER[33:], LEFT)
    pdf.chinese(LONG)
    document = read(pdf)
    assert document.text.split("\n")[:-1] == [LONG, "不含生态补水。", OTHER, LONG]
    first = document.pages[0]
    assert [first.start <= b.start < first.end for b in document.blocks] == [True, True, True, False]


def test_lowered_digits_belong_to_their_formula():
    pdf = Pdf()
    pdf.line("CO", font="Helvetica", size=11, step=3)
    pdf.line("2", LEFT + 17, 7, "Helvetica", -3)
    pdf.line("emissions fall", LEFT + 25, 11, "Helvetica")
    assert read(pdf).text == "CO2 emissions fall\n"


@pytest.mark.parametrize(("turn", "x", "y"), [(90, HEIGHT, 0), (180, WIDTH, HEIGHT), (270, 0, WIDTH)])
def test_pages_that_are_shown_turned(turn, x, y):
    pdf = Pdf()
    pdf.canvas.setPageRotation(turn)
    pdf.canvas.translate(x, y)
    pdf.canvas.rotate(turn)
    pdf.y = 500
    pdf.line("到2025年下降16%。")
    pdf.line("漏损率控制在9%以内。")
    assert read(pdf).text == "到2025年下降16%。\n漏损率控制在9%以内。\n"


def test_text_that_stands_across_is_counted():
    pdf = Pdf()
    pdf.line("到2025年下降16%。")
    pdf.canvas.rotate(90)
    pdf.canvas.drawString(300, -60, "Draft")
    document = read(pdf)
    assert document.text == "到2025年下降16%。\n"
    assert codes(document) == {"turned_text_removed": 5}


@pytest.fixture
def without_recognition(monkeypatch):
    """As where the extra is not installed."""
    monkeypatch.setattr(recognition, "is_available", lambda: False)


def test_pages_of_pictures_have_no_text_layer(without_recognition):
    pdf = Pdf()
    pdf.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)
    with pytest.raises(ReadError) as caught:
        read(pdf)
    assert caught.value.code == "no_text_layer"
    assert "docanalyzer[ocr]" in caught.value.cause


def test_some_pages_of_pictures_are_a_notice(without_recognition):
    pdf = Pdf()
    pdf.chinese(LONG)
    pdf.page()
    pdf.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)
    document = read(pdf)
    assert codes(document) == {"pages_without_text": 1}
    assert document.pages[1].start == document.pages[1].end == len(document.text)


def test_protected_and_damaged_files_say_so():
    protected = Pdf(encrypt="secret")
    protected.line("text")
    for data, code in ((protected.bytes(), "encrypted"), (b"%PDF-1.7\nnothing", "damaged")):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "a.pdf")
        assert caught.value.code == code


def test_a_list_of_contents_is_left_out():
    pdf = Pdf()
    pdf.centred("目录")
    for number, name in enumerate(("总体要求", "主要任务", "保障措施", "组织实施"), start=1):
        pdf.line(f"第{'一二三四'[number - 1]}章{name}" + "." * 40 + str(number))
    pdf.page()
    pdf.chinese(LONG)
    document = read(pdf)
    assert document.text == LONG + "\n"
    assert codes(document)["toc_removed"] == 5


def open_table(pdf, rows, xs, rules):
    """Rows of text in columns, with long lines above the rows named in ``rules`` and below the last."""
    for index, row in enumerate(rows):
        if index in rules:
            pdf.canvas.line(LEFT, pdf.y + 14, RIGHT, pdf.y + 14)
        for x, text in zip(xs, row, strict=True):
            pdf.canvas.setFont(SONG, 10)
            pdf.canvas.drawString(x, pdf.y, text)
        pdf.y -= 20
    pdf.canvas.line(LEFT, pdf.y + 14, RIGHT, pdf.y + 14)
    pdf.y -= 20


def test_tables_with_lines_above_and_below_only_are_cells():
    pdf = Pdf()
    pdf.chinese(LONG)
    rows = [["指标", "单位", "2020年", "2025年"], ["用水总量", "亿立方米", "58.2", "60"], ["漏损率", "%", "12", "≤9"]]
    open_table(pdf, rows, [95, 230, 340, 440], {0, 1})
    pdf.chinese(OTHER)
    document = read(pdf)
    assert document.text.split("\n")[1:-2] == ["\t".join(row) for row in rows]
    assert {(b.cell.row, b.cell.column) for b in document.blocks if b.cell} == {
        (r, c) for r in range(3) for c in range(4)
    }


def test_a_line_between_rows_names_a_group():
    pdf = Pdf()
    rows = [
        ["Technology", "2025", "2030"],
        ["Solar", "150", "1,500"],
        ["Storage", "", ""],
        ["Batteries", "-", "200"],
        ["Pumps", "20", "60"],
    ]
    open_table(pdf, rows, [95, 330, 440], {0, 1})
    cells = {b.cell.row: b.cell for b in read(pdf).blocks if b.cell and b.cell.column == 0}
    assert sorted(cells) == [0, 1, 2, 3, 4]


def test_lines_around_words_or_cells_of_several_lines_make_no_table():
    pdf = Pdf()
    rows = [
        ["Name", "What it says", "Who"],
        ["First", "words that go on", "Ministry of"],
        ["", "over several lines", "Energy"],
        ["Second", "and some more", "Council"],
    ]
    open_table(pdf, rows, [95, 230, 440], {0, 1})
    assert not any(b.cell for b in read(pdf).blocks)
