"""The same indicator table as PDF, DOCX and HTML gives the same records."""

import io

import pytest
from docx import Document as WordDocument

from docanalyzer.core.document import Metadata
from docanalyzer.pipeline import analyze_document
from docanalyzer.reading import read_bytes
from tests.reading.making import Pdf, word_bytes

CAPTION = "表1 “十四五”园区绿色发展主要指标"
# ^ continues the cell above.
ROWS = [
    ["类别", "指标", "单位", "2020年", "2025年", "2030年", "属性"],
    ["节能", "单位增加值能耗降低", "%", "—", "[14]", "[12]", "约束性"],
    ["^", "绿色工厂", "家", "35", "60", "90", "预期性"],
    ["减污", "化学需氧量排放量", "万吨", "1.2", "1.1", "1.0", "约束性"],
    ["^", "固体废物综合利用率", "%", "81.5", "≥85", "完成市定目标", "预期性"],
]
WANTED = [
    ("单位增加值能耗", 14, "%", "2025", "target", "binding", None),
    ("单位增加值能耗", 12, "%", "2030", "target", "binding", None),
    ("绿色工厂", 35, "count", "2020", "achieved", None, None),
    ("绿色工厂", 60, "count", "2025", "target", "expected", 35),
    ("绿色工厂", 90, "count", "2030", "target", "expected", 35),
    ("化学需氧量排放量", 12000, "t", "2020", "achieved", None, None),
    ("化学需氧量排放量", 11000, "t", "2025", "target", "binding", 12000),
    ("化学需氧量排放量", 10000, "t", "2030", "target", "binding", 12000),
    ("固体废物综合利用率", 81.5, "%", "2020", "achieved", None, None),
    ("固体废物综合利用率", 85, "%", "2025", "target", "expected", 81.5),
]


def pdf():
    made = Pdf()
    made.centred(CAPTION, 12)
    made.table(ROWS[:3], [60, 110, 260, 320, 370, 420, 490, 545])
    made.page()
    made.table([ROWS[0], *ROWS[3:]], [60, 110, 260, 320, 370, 420, 490, 545])
    return made.bytes()


def docx():
    document = WordDocument()
    document.add_paragraph(CAPTION)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            if text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
            else:
                table.cell(r, c).text = text
    return word_bytes(document)


def html():
    rows = io.StringIO()
    for r, row in enumerate(ROWS):
        rows.write("<tr>")
        for c, text in enumerate(row):
            below = ROWS[r + 1][c] if r + 1 < len(ROWS) else ""
            if text != "^":
                rows.write(f"<td rowspan=2>{text}</td>" if below == "^" else f"<td>{text}</td>")
        rows.write("</tr>")
    page = f"<html><body><main><h1>规划</h1><p>{CAPTION}</p><table>{rows.getvalue()}</table></main></body></html>"
    return page.encode()


@pytest.mark.parametrize(("name", "make"), [("a.pdf", pdf), ("a.docx", docx), ("a.html", html)])
def test_each_number_cell_is_a_record(name, make):
    found = analyze_document(read_bytes(make(), name, metadata=Metadata("规划", "2021-06-01")))
    held = sorted((m for m in found.targets + found.figures if m.quantity), key=lambda m: int(m.id[1:]))
    assert [told(measure) for measure in held] == WANTED
    assert all(m.table is not None and m.table.row > 0 for m in held)
    assert [m.indicator and m.indicator.text for m in found.targets if not m.quantity] == ["固体废物综合利用率"]


def told(m):
    """A measure as a line of ``WANTED``: name, value, unit, year, role, attribute, value before."""
    before = m.baseline.value if m.baseline else None
    return (m.indicator.text, m.quantity.low, m.quantity.unit, m.period.end_date[:4], m.role, m.binding, before)


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    document = WordDocument()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Target relative to the reference indicator", "(d)"
    inner = outer.cell(0, 0).add_table(rows=3, cols=3)
    rows = [
        ["Sector", "GHG emissions (Mt CO2e) in 2015", "Share in 2030"],
        ["Transport", "17.6", "30%"],
        ["Waste", "5.5", "47%"],
    ]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            inner.cell(r, c).text = text
    outer.cell(1, 0).text, outer.cell(1, 1).text = "Not applicable.", "(e)"
    found = analyze_document(read_bytes(word_bytes(document), "a.docx", metadata=Metadata("Plan", "2021-07-01")))
    assert found.document.text.startswith(
        "Target relative to the reference indicator\t(d)\nNot applicable.\t(e)\nSector\t"
    )
    held = sorted((m for m in found.targets + found.figures if m.quantity), key=lambda m: int(m.id[1:]))
    names = []
    for m in held:
        assert m.indicator is not None
        assert m.quantity is not None
        assert m.period is not None
        assert m.table is not None
        names.append((m.indicator.text, m.scope.subject, m.quantity.low, (m.period.end_date or "")[:4], m.table.table))
    assert names == [
        ("GHG emissions", "Transport", 17.6e6, "2015", 1),
        ("Transport", None, 30, "2030", 1),
        ("GHG emissions", "Waste", 5.5e6, "2015", 1),
        ("Waste", None, 47, "2030", 1),
    ]
