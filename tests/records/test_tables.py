"""Indicator tables: which name, unit, year and part each number cell gets."""

from docanalyzer.core.document import Block, BlockKind, Cell, Document, Metadata
from docanalyzer.pipeline import analyze_document

HEAD = ["序号", "指标名称", "", "单位", "2020年", "2025年", "属性"]


def table(*rows):
    """A document that holds one table; an empty cell continues the one to its left, None the one above."""
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            width = 1 + next((i for i, c in enumerate(cells[column + 1 :]) if c != ""), len(cells) - column - 1)
            height = 1
            while row + height < len(rows) and rows[row + height][column] is None:
                height += 1
            place = Cell(0, row, column, height, width)
            blocks.append(Block(len(text), len(text) + len(cell), BlockKind.CELL, cell=place))
            text += cell + "\n"
    document = Document("x", "table", "text/plain", text, blocks=tuple(blocks), metadata=Metadata("规划", "2021-06-01"))
    return analyze_document(document)


def told(analysis):
    """The measures in the order of the text: name, part, value, unit and last year."""
    held = sorted(analysis.targets + analysis.figures, key=lambda m: m.quantity.start)
    return [
        (
            m.indicator.text,
            m.scope.subject,
            m.quantity.low,
            m.quantity.unit,
            m.period.end_date[:4] if m.period else None,
            m.role,
        )
        for m in held
    ]


def test_a_row_that_names_only_a_part_measures_what_stands_beside_it():
    found = table(
        HEAD,
        ["1", "河流水质优良比例", "国考断面", "%", "81.5", "84", "约束性"],
        ["2", None, "省考断面", "%", "90", "92", "约束性"],
    )
    assert told(found) == [
        ("河流水质优良比例", "国考断面", 81.5, "%", "2020", "achieved"),
        ("河流水质优良比例", "国考断面", 84, "%", "2025", "target"),
        ("河流水质优良比例", "省考断面", 90, "%", "2020", "achieved"),
        ("河流水质优良比例", "省考断面", 92, "%", "2025", "target"),
    ]
    assert {m.binding for m in found.targets} == {"binding"}


def test_a_value_keeps_its_remark_apart():
    found = table(
        HEAD,
        ["1", "城区绿地率", "", "%", "41.5（2019年数据）", "43（暂定）", "预期性"],
    )
    assert told(found) == [
        ("城区绿地率", None, 41.5, "%", "2019", "achieved"),
        ("城区绿地率", None, 43, "%", "2025", "target"),
    ]


def test_an_index_needs_no_unit_but_other_rows_do():
    found = table(
        HEAD,
        ["1", "生态质量指数", "", "—", "64.5", "＞65", "预期性"],
        ["2", "其中：林地占比", "", "%", "31", "32", "预期性"],
        ["3", "排查结果", "", "—", "12", "13", "预期性"],
    )
    assert told(found) == [
        ("生态质量指数", None, 64.5, "1", "2020", "achieved"),
        ("生态质量指数", None, 65, "1", "2025", "target"),
        ("林地占比", None, 31, "%", "2020", "achieved"),
        ("林地占比", None, 32, "%", "2025", "target"),
    ]
