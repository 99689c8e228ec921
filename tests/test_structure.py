"""Blocks, sections and sentences."""

from __future__ import annotations

import pytest

from docanalyzer.core.document import Block, BlockKind, Cell, Document
from docanalyzer.linguistics import Tongue
from docanalyzer.structure import Structure, build_structure


def plan(text: str, language: Tongue = "zh", blocks: tuple[Block, ...] = ()) -> Structure:
    return build_structure(Document("", "", "text/plain", text, blocks), language)


def sentences(text: str, language: Tongue = "zh") -> list[str]:
    return [text[s.start : s.end] for s in plan(text, language).sentences]


def kinds(text: str, language: Tongue = "zh") -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in plan(text, language).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先修渠。再引水！行吗？行。", ["先修渠。", "再引水！", "行吗？", "行。"]),
        ("他说：“先修渠。”然后引水。", ["他说：“先修渠。”", "然后引水。"]),
        ("修渠；引水；种树。", ["修渠；引水；种树。"]),
        ("  一、目标\n\n 修渠 \n", ["一、目标", "修渠"]),
        ("总量为3.5亿元。", ["总量为3.5亿元。"]),
    ],
)
def test_chinese_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Build it. Then fill it! Why? Because.", ["Build it.", "Then fill it!", "Why?", "Because."]),
        ("Boilers, e.g. Small ones, and U.K. Plants remain.", ["Boilers, e.g. Small ones, and U.K. Plants remain."]),
        ("See No. Five and Art. Six.", ["See No. Five and Art. Six."]),
        ("Output was 3.5 t. in all.", ["Output was 3.5 t. in all."]),
        ("One line\nTwo lines", ["One line", "Two lines"]),
    ],
)
def test_english_sentences(text, expected):
    assert sentences(text, "en") == expected


def test_each_line_is_cut_by_the_rules_of_its_own_language():
    text = (
        "推进水网建设，加快管网改造。建成水厂。\n"
        "The city will build two plants near the river. They will serve all districts of the old town."
    )
    assert sentences(text) == [
        "推进水网建设，加快管网改造。",
        "建成水厂。",
        "The city will build two plants near the river.",
        "They will serve all districts of the old town.",
    ]


def test_sections_nest_by_the_kind_of_their_numbers():
    text = "第一章 总则\n一、目标\n（一）水\n修渠。\n（二）林\n种树。\n二、措施\n第二章 附则\n施行。"
    found = plan(text)
    assert [(s.id, s.number, s.title) for s in found.sections] == [
        ("s1", "第一章", "总则"),
        ("s1.1", "一、", "目标"),
        ("s1.1.1", "（一）", "水"),
        ("s1.1.2", "（二）", "林"),
        ("s1.2", "二、", "措施"),
        ("s2", "第二章", "附则"),
    ]
    assert all(text[s.start :].startswith(s.number or "") for s in found.sections)
    by_id = {s.id: s for s in found.sections}
    assert by_id["s1"].end == by_id["s2"].start
    assert by_id["s1.1.2"].end == by_id["s1.2"].start
    assert by_id["s2"].end == len(text)


def test_a_heading_that_runs_on_is_cut_from_its_paragraph():
    text = "（一）推进水网建设。加快施工，确保按期投用。"
    assert kinds(text) == [("heading", "（一）推进水网建设。"), ("paragraph", "加快施工，确保按期投用。")]
    assert [s.section for s in plan(text).sentences] == [0, 0]


def test_english_headings():
    text = "PART II\nArticle 5\n3.1 Water supply\n2.18 Growth will be needed across all sectors.\n# Notes"
    assert [(b.kind.value, b.number) for b in plan(text, "en").blocks] == [
        ("heading", "PART II"),
        ("heading", "Article 5"),
        ("heading", "3.1"),
        ("paragraph", None),
        ("heading", None),
    ]


def test_numbers_one_after_another_count_a_list():
    text = "主要任务如下。\n1.修渠\n2.种树\n3.引水"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "item", "item", "item"]


def test_list_items_notes_and_lines_of_contents():
    text = "• 修渠\n（水利局负责）\n一、目标……………3\n注：含乡镇。"
    assert [kind for kind, _ in kinds(text)] == ["item", "note", "note", "note"]


def test_rows_with_pipes_are_cells_in_plain_text():
    text = "表1\n| 指标 | 2025年 |\n| --- | ---: |\n| 水 | 5% |\n完"
    cells = [(text[b.start : b.end], b.cell) for b in plan(text).blocks if b.kind is BlockKind.CELL]
    assert cells == [
        ("指标", Cell(0, 0, 0)),
        ("2025年", Cell(0, 0, 1)),
        ("水", Cell(0, 1, 0)),
        ("5%", Cell(0, 1, 1)),
    ]


def test_html_tables_in_plain_text_have_the_coordinates_of_a_browser():
    text = (
        "<table><tr><td rowspan=2>水</td><td>a</td></tr><tr><td>b</td></tr></table>\n<table><tr><td>c</td></tr></table>"
    )
    cells = [(text[b.start : b.end], b.cell) for b in plan(text).blocks if b.cell]
    assert cells == [
        ("水", Cell(0, 0, 0, 2, 1)),
        ("a", Cell(0, 0, 1)),
        ("b", Cell(0, 1, 1)),
        ("c", Cell(1, 0, 0)),
    ]


def test_a_sentence_does_not_go_on_into_the_next_cell():
    text = "水\t5%\n"
    blocks = (Block(0, 1, BlockKind.CELL, cell=Cell(0, 0, 0)), Block(2, 4, BlockKind.CELL, cell=Cell(0, 0, 1)))
    assert [text[s.start : s.end] for s in plan(text, "zh", blocks).sentences] == ["水", "5%"]


def test_typed_numbers_become_headings_below_the_reader_s_title():
    text = "节水规划\n一、目标\n修渠。"
    blocks = (
        Block(0, 4, BlockKind.HEADING, 1),
        Block(5, 9, BlockKind.PARAGRAPH),
        Block(10, 13, BlockKind.PARAGRAPH),
    )
    assert [(s.id, s.title) for s in plan(text, "zh", blocks).sections] == [("s1", "节水规划"), ("s1.1", "目标")]


def test_an_empty_text_has_no_parts():
    assert plan("") == Structure((), (), ())
    assert plan(" \n \n").sentences == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Goals\n1.1 Energy\nGo.\n1.1.1 Coal\nGo.\n1.2 Water\nGo.\n2. Rules\nGo.", "s1 s1.1 s1.1.1 s1.2 s2"),
        ("I. Goals\n1. Energy\nGo.\n1.1 Coal\nGo.\nII. Rules\nGo.", "s1 s1.1 s1.1.1 s2"),
        ("一、目标\n（一）水\n1.修渠\n好。\n1.1 引水\n好。\n二、措施", "s1 s1.1 s1.1.1 s1.1.1.1 s2"),
        ("1. 总则\n1.1 目的\n好。\n（一）水\n好。\n2. 职责\n2.1 机构\n好。", "s1 s1.1 s1.1.1 s2 s2.1"),
        ("第一章 总则\n1.1 目的\n好。\n1.水渠\n好。\n1.2 范围\n好。\n第二章 附则", "s1 s1.1 s1.1.1 s1.2 s2"),
        ("一、目标\n1.修渠\n好。\n（1）引水\n好。\n2.种树\n好。", "s1 s1.1 s1.1.1 s1.2"),
    ],
)
def test_counted_headings_nest_by_what_the_document_counts_with(text, expected):
    assert " ".join(s.id for s in plan(text, "en" if text.isascii() else "zh").sections) == expected


def test_the_rule_of_an_english_article_is_no_title():
    text = "Article 2 Scope of these rules\nArticle 3 Boilers that fail the test shall not be lit."
    assert kinds(text, "en") == [
        ("heading", "Article 2 Scope of these rules"),
        ("heading", "Article 3"),
        ("paragraph", "Boilers that fail the test shall not be lit."),
    ]
