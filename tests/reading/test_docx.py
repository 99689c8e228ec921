"""Word documents as their printed page reads."""

import io

import mammoth
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docanalyzer.core.document import BlockKind
from docanalyzer.reading import read_bytes
from docanalyzer.reading.docx_numbering import chinese_number, format_number
from tests.reading.making import numbered, numbering, tracked, word, word_bytes


def read(document):
    return read_bytes(word_bytes(document), "a.docx")


def test_headings_have_levels_and_the_title_style_is_the_title():
    document = word()
    document.add_heading("节水行动方案", 0)
    document.add_heading("一、总体要求", 1)
    document.add_heading("（一）目标", 2)
    document.add_paragraph("到2025年下降16%。")
    got = read(document)
    assert got.text == "节水行动方案\n一、总体要求\n（一）目标\n到2025年下降16%。\n"
    assert [b.level for b in got.blocks] == [1, 1, 2, 0]
    assert got.metadata.title == "节水行动方案"


def test_insertions_are_kept_and_deletions_dropped():
    document = word("单位能耗下降")
    tracked(document.paragraphs[0], "del", "15%")
    tracked(document.paragraphs[0], "ins", "18%")
    got = read(document)
    assert got.text == "单位能耗下降18%\n"
    assert {n.code: n.count for n in got.notices} == {"deletions_dropped": 1, "insertions_kept": 1}


def test_automatic_numbers_stand_before_the_text():
    document = word()
    levels = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    numbers = numbering(document, *levels)
    for text, level in (("总体要求", 0), ("目标", 1), ("节水", 2), ("节能", 2), ("原则", 1), ("任务", 0), ("重点", 1)):
        numbered(document, text, numbers, level)
    got = read(document)
    lines = "一、总体要求 （一）目标 1.节水 2.节能 （二）原则 二、任务 （一）重点"
    assert got.text.split() == lines.split()
    assert [b.number for b in got.blocks] == ["一、", "（一）", "1.", "2.", "（二）", "二、", "（一）"]
    assert {b.kind for b in got.blocks} == {BlockKind.ITEM}


def test_bullets_are_items_without_a_number():
    document = word()
    document.add_paragraph("cut losses to 9%", style="List Bullet")
    got = read(document)
    assert got.text == "cut losses to 9%\n"
    assert (got.blocks[0].kind, got.blocks[0].number) == (BlockKind.ITEM, None)


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (12, "chineseCounting", "十二"),
        (103, "chineseCountingThousand", "一百零三"),
        (3, "chineseLegalSimplified", "叁"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (2, "ordinal", "2nd"),
        (7, "decimalZero", "07"),
        (7, "unknownFormat", "7"),
    ],
)
def test_number_formats(value, form, written):
    assert format_number(value, form) == written


def test_chinese_numbers_to_a_hundred_are_all_different():
    assert len({chinese_number(n) for n in range(1, 101)}) == 100


def test_tables_with_merged_cells():
    document = word("前文")
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    for column, text in ((1, "2020年"), (2, "2025年")):
        table.cell(1, column).text = text
    table.cell(2, 0).text = "用水\n总量"
    table.cell(2, 2).text = "84"
    got = read(document)
    assert got.text == "前文\n指标\t目标\n\t2020年\t2025年\n用水总量\t\t84\n"
    cells = [(b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span) for b in got.blocks if b.cell]
    assert cells == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 2, 1, 1)]


def test_heads_and_feet_stay_outside():
    document = word("正文一句。")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    assert read(document).text == "正文一句。\n"


def test_text_boxes_and_footnotes_are_notes():
    document = word("正文一句")
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    drawing = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    names = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = document.paragraphs[0]._p
    run.append(parse_xml(f"<w:r {names}><mc:AlternateContent>{drawing}</mc:AlternateContent></w:r>"))
    run.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/><w:t>。</w:t></w:r>'))
    note = '<w:footnote w:id="7"><w:p><w:r><w:t>注释</w:t></w:r></w:p></w:footnote>'
    note = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    got = read(document)
    assert got.text == "正文一句。\n框中文字\n注释\n"
    assert [b.kind.value for b in got.blocks] == ["paragraph", "note", "note"]
    assert {n.code: n.count for n in got.notices} == {"text_boxes": 1, "footnotes": 1}


def test_content_controls_and_merged_paragraphs_are_read():
    document = word("到2025年", "下降16%。", "第三段。")
    first, _, third = (p._p for p in document.paragraphs)
    mark = f'<w:pPr {nsdecls("w")}><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    first.insert(0, parse_xml(mark))
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    third.addprevious(control)
    control[0].append(third)
    assert read(document).text == "到2025年下降16%。\n第三段。\n"


def test_raised_digits_after_a_number_are_a_power():
    document = word("10")
    document.paragraphs[0].add_run("6").font.superscript = True
    document.paragraphs[0].add_run(" m")
    document.paragraphs[0].add_run("3").font.superscript = True
    assert read(document).text == "10^6 m3\n"


def test_a_table_of_contents_is_left_out_with_a_notice():
    document = word()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("一、总体要求\t3", style="toc 1")
    document.add_paragraph("正文。")
    got = read(document)
    assert got.text == "正文。\n"
    assert [(n.code, n.count) for n in got.notices] == [("toc_removed", 1)]


def test_text_agrees_with_an_independent_reader():
    document = word("第一段，下降18%。", "Second paragraph, by 2030.", "第三段")
    document.add_table(1, 2).cell(0, 0).text = "单元格"
    data = word_bytes(document)
    other = mammoth.extract_raw_text(io.BytesIO(data)).value
    assert "".join(read_bytes(data, "a.docx").text.split()) == "".join(other.split())


def test_lines_that_were_made_paragraphs_are_joined_to_sentences():
    sentence = "到2025年全市公共供水管网漏损率控制在百分之九以内并逐年降低"
    document = word("一、目标")
    for _ in range(20):
        # Two full lines and the end of the sentence.
        document.add_paragraph(sentence)
        document.add_paragraph(sentence)
        document.add_paragraph("力争更低。")
    got = read(document)
    assert got.text == "一、目标\n" + (sentence * 2 + "力争更低。\n") * 20
    assert [(n.code, n.count) for n in got.notices] == [("lines_joined", 40)]


def test_lines_are_joined_where_sentences_end_within_them():
    lines = [
        "水管网漏损率控制在百分之九以内。到2025年全市公共供",
        "标。逐年降低供水管网漏损率，力争更低。完成年度目",
    ] * 20
    document = word("一、目标", *lines)
    assert read(document).text == "一、目标\n" + "".join(lines) + "\n"


def test_whole_paragraphs_without_an_end_stay_apart():
    document = word()
    for number in range(40):
        document.add_paragraph(f"第{number}项任务的名称" + "长" * (number % 7))
    assert read(document).text.count("\n") == 40
