"""PDF: tables whose rows are parted by lines and whose columns are not, and text that a page does not show."""

from PIL import Image
from reportlab.lib.utils import ImageReader

from docanalyzer.reading import read_bytes
from docanalyzer.reading.pdf_glyphs import Glyph, _with_hidden
from tests.reading.making import LEFT, RIGHT, SONG, Pdf

XS = [95, 250, 340, 430]
INDICATORS = [
    ["Indicator", "Baseline", "2030", "2040"],
    ["Renewable share of\nfinal consumption", "Value: 4%\n(2018)", "20%", "35%"],
    ["Debt to GDP", "Value: 44%\n(2017)", "60%", "58%"],
    ["Road deaths per\nyear and district", "12\n(2019)", "8", "5"],
    ["Complexity Index", "Value: 0.4\nRank: 60/120\n(2016)", "Value > 1.2\nor Top 20", "Value > 1.6\nor Top 10"],
]


def straight(pdf):
    pdf.canvas.line(LEFT, pdf.y, RIGHT, pdf.y)


def dotted(pdf):
    """A line as some word processors draw it: a row of tiny pictures."""
    dot = ImageReader(Image.new("RGB", (1, 1)))
    for x in range(LEFT, RIGHT, 3):
        pdf.canvas.drawImage(dot, x, pdf.y, 2.4, 0.5)


def banded(pdf, rows, xs, line):
    for row in rows:
        line(pdf)
        height = max(cell.count("\n") + 1 for cell in row)
        for x, cell in zip(xs, row, strict=True):
            pieces = cell.split("\n")
            first = pdf.y - 12 - 6 * (height - len(pieces))
            for number, piece in enumerate(pieces):
                pdf.canvas.setFont(SONG, 10)
                pdf.canvas.drawString(x, first - 12 * number, piece)
        pdf.y -= 12 * height + 8
    line(pdf)
    pdf.y -= 20


def grid_of(pdf):
    document = read_bytes(pdf.bytes(), "a.pdf")
    rows: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.cell:
            rows.setdefault(block.cell.row, []).append(document.text[block.start : block.end])
    return [rows[row] for row in sorted(rows)]


def test_a_row_is_what_stands_between_two_lines():
    pdf = Pdf()
    pdf.line("A plan for the next twenty years and what it wants to reach in them.")
    banded(pdf, INDICATORS, XS, straight)
    pdf.line("Further words that stand below the table and belong to none of its rows.")
    assert grid_of(pdf) == [[" ".join(cell.split()) for cell in row] for row in INDICATORS]


def test_lines_of_dots_part_rows_too():
    pdf = Pdf()
    banded(pdf, INDICATORS, XS, dotted)
    assert grid_of(pdf) == [[" ".join(cell.split()) for cell in row] for row in INDICATORS]


def test_chinese_cells_of_several_lines_are_joined():
    rows = [
        ["指标", "2020年", "2025年"],
        ["城市公共供水管网\n漏损率", "12%", "9%"],
        ["再生水利用率", "21%", "25%"],
        ["万元工业增加值用水量\n（立方米）", "30.5", "26"],
        ["农田灌溉水有效\n利用系数", "0.56", "0.58"],
    ]
    pdf = Pdf()
    banded(pdf, rows, [95, 330, 440], straight)
    assert grid_of(pdf) == [[cell.replace("\n", "") for cell in row] for row in rows]


def test_paragraphs_between_lines_are_no_rows():
    pdf = Pdf()
    for _ in range(6):
        straight(pdf)
        pdf.y -= 14
        pdf.line("In 2030 the share is to be 20 %, as the ministry has said, and 35 % in 2040.", size=10, step=12)
        pdf.line("What is more, the debt is to stay below 60 % of the product of the country.", size=10, step=12)
    straight(pdf)
    assert grid_of(pdf) == []


def test_text_cut_away_below_other_text_is_left_out():
    pdf = Pdf()
    words = ["The share is to rise to 20 % by 2030 and to 35 % by 2040.", "Nothing else is asked of anybody."]
    cut = pdf.canvas.beginPath()
    cut.rect(0, 0, 0, 0)
    pdf.canvas.saveState()
    pdf.canvas.clipPath(cut, stroke=0)
    top = pdf.y
    for _ in words:
        pdf.line("An earlier draft of these lines told another number.")
    pdf.canvas.restoreState()
    pdf.y = top
    for line in words:
        pdf.line(line)
    assert read_bytes(pdf.bytes(), "a.pdf").text.strip() == " ".join(words)


def test_a_running_head_of_the_other_half_of_a_spread_is_kept_with_those_of_this():
    """A few cut characters beside a full page stand below nothing; they tell what repeats."""
    glyphs = [Glyph("a", 6.0 * i, 6.0 * i + 5, 100, 10, bold=False) for i in range(60)]
    head = [Glyph("b", 6.0 * i, 6.0 * i + 5, 20, 10, bold=False) for i in range(3)]
    assert _with_hidden(glyphs, head) == glyphs + head
    assert _with_hidden(glyphs, [g._replace(char="c") for g in glyphs]) == glyphs
