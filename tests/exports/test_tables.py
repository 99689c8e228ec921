import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from docanalyzer.exports import write_csv, write_xlsx
from docanalyzer.exports.csvfile import guarded, unguarded
from docanalyzer.exports.dictionary import meaning
from docanalyzer.exports.rows import MEASURES, SHEETS
from tests.exports.odd import reviewed_analysis
from tests.samples import make_analysis


def read_csv(analyses):
    stream = io.BytesIO()
    write_csv(analyses, stream)
    data = stream.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_book(analyses, **options):
    stream = io.BytesIO()
    write_xlsx(analyses, stream, **options)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def test_csv_has_a_row_for_each_measure_in_text_order():
    rows = read_csv([make_analysis("a.txt"), make_analysis("b.txt")])
    assert [(r["document"], r["role"]) for r in rows] == [
        ("a.txt", "target"), ("a.txt", "other"), ("b.txt", "target"), ("b.txt", "other"),
    ]  # fmt: skip
    first = rows[0]
    assert first["indicator"] == "单位工业增加值用水量"
    assert (first["low"], first["unit"], first["comparison"], first["approximate"]) == ("23.0", "%", "ge", "false")
    assert (first["baseline_year"], first["period_end"], first["regions"]) == ("2015", "2020-12-31", "130000")
    assert first["section"] == "一、 目标"
    assert first["issuers"] == "miit"
    assert rows[1]["period_end"] == ""


def test_csv_cells_are_never_formulas():
    rows = read_csv(
        [make_analysis(), replace(make_analysis(), document=replace(make_analysis().document, title="＝1+1"))]
    )
    assert rows[0]["subject"] == "'=HYPERLINK()"
    assert rows[1]["indicator"] == "'+CO2"
    assert rows[2]["title"] == "'＝1+1"


def test_csv_guard_is_reversible_and_leaves_numbers_alone():
    texts = [
        "=1+1",
        "'=1+1",
        "''",
        "'",
        "+CO2",
        "-",
        "--5",
        "-5",
        "-3.5%",
        "+2.25",
        "@x",
        "\tx",
        "a'b",
        "",
        "－5",
        "-5万",
    ]
    assert [unguarded(guarded(text)) for text in texts] == texts
    assert [text for text in texts if guarded(text) == text] == ["-5", "-3.5%", "+2.25", "a'b", ""]
    target = make_analysis().targets[0]
    assert target.quantity
    loss = replace(target, quantity=replace(target.quantity, low=-3.5))
    assert read_csv([replace(make_analysis(), targets=(loss,))])[0]["low"] == "-3.5"


def test_reviewed_records_give_both_values():
    row = read_csv([reviewed_analysis()])[0]
    assert (row["low"], row["review"], row["review_by"]) == ("25.0", "corrected", "Wang & Co")
    assert (row["review_note"], row["machine_values"]) == ("'=misread", "quantity.low: 23.0")
    sheet = read_book([reviewed_analysis()])["provisions"]
    cells = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    assert (cells["review"], cells["review_at"]) == ("accepted", "2026-01-02T03:04:06Z")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_guards_every_sign(start):
    analysis = make_analysis()
    rows = read_csv([replace(analysis, document=replace(analysis.document, title=f"{start}cmd|'/c calc'!A1"))])
    assert rows[0]["title"].startswith("'")


def test_workbook_has_the_sheets_with_header_filter_and_numbers():
    book = read_book([make_analysis()])
    assert book.sheetnames == [
        "targets", "figures", "provisions", "deadlines", "periods", "regions", "industries", "agencies", "citations",
        "unused", "notices", "documents", "dictionary",
    ]  # fmt: skip
    sheet = book["targets"]
    header = [cell.value for cell in sheet[1]]
    assert header == MEASURES.header
    row = dict(zip(header, [cell.value for cell in sheet[2]], strict=True))
    assert row["low"] == 23
    assert row["approximate"] is False
    assert row["subject"] == "=HYPERLINK()"
    assert sheet.cell(2, header.index("subject") + 1).data_type == "s"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert book["unused"]["F2"].value == "article_number"


def test_workbook_is_the_same_every_time():
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        write_xlsx([make_analysis()], stream)
    assert streams[0].getvalue() == streams[1].getvalue()


def test_workbook_goes_on_in_a_further_sheet():
    book = read_book([make_analysis(f"{n}.txt") for n in range(5)], max_rows=3)
    assert [book[name].max_row for name in ("targets", "targets 2", "targets 3")] == [3, 3, 2]


def test_workbook_takes_long_and_odd_text():
    analysis = make_analysis()
    odd = "a\x00\x08b\udcff" + "长" * 40_000
    book = read_book([replace(analysis, document=replace(analysis.document, title=odd))])
    value = book["documents"]["B2"].value
    assert value.startswith("ab?长")
    assert len(value) == 32_767


def test_workbook_counts_as_excel_does():
    analysis = make_analysis()
    title = "\ufffe\uffff" + "𠮷" * 20_000
    value = read_book([replace(analysis, document=replace(analysis.document, title=title))])["documents"]["B2"].value
    assert value == "𠮷" * 16_383 + "…"  # two units each, and one for the mark that something is missing


def test_workbook_explains_every_column():
    book = read_book([make_analysis()])
    rows = list(book["dictionary"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1]) for row in rows] == [(table.name, column) for table in SHEETS for column in table.header]
    assert all(all(row) for row in rows)
    assert book["dictionary"].freeze_panes == "A2"


def test_cells_have_the_type_that_the_dictionary_says():
    types = {"text": str, "integer": int, "number": float, "boolean": bool, "date": str}
    for table in (*SHEETS, MEASURES):
        for row in table.rows(make_analysis()):
            for column, cell in zip(table.header, row, strict=True):
                wanted = types[meaning(table, column).type]
                assert cell is None or type(cell) is wanted, (table.name, column, cell)


def test_columns_have_distinct_names():
    for table in SHEETS:
        assert len(set(table.header)) == len(table.header), table.name
