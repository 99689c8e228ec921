"""Reports as files, and the command that writes them."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from docanalyzer.cli.app import app
from docanalyzer.comparison import compare
from docanalyzer.comparison.writing import REPORT_WRITERS, report_schema
from docanalyzer.core.record import Measure
from docanalyzer.exports import dumps, from_data
from docanalyzer.pipeline import analyze_text

LEFT = "到2025年，单位GDP能耗比2020年下降13.5%。严禁新增钢铁产能。到2025年，森林覆盖率达到24%。"
RIGHT = "到2025年，单位GDP能耗比2020年下降15%。鼓励废钢利用。到2025年，湿地保护率达到60%。"
HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/x.png) =HYPERLINK(1) | $a$ ~b~ "


@pytest.fixture(scope="module")
def pair():
    return [
        analyze_text("严禁" + HOSTILE + "等内容。" + LEFT * 3, title="旧 <b>", issued_on="2021-01-01"),
        analyze_text(RIGHT, title="新", issued_on="2021-06-01"),
    ]


def written(report, form):
    stream = io.BytesIO()
    REPORT_WRITERS[form](report, stream)
    return stream.getvalue()


@pytest.mark.parametrize("mode", ["targets", "provisions", "versions", "cascade", "bilingual"])
def test_json_keeps_its_schema(pair, mode):
    data = json.loads(written(compare(pair, mode), "json"))
    Draft202012Validator(report_schema()).validate(data)
    assert data["mode"] == mode
    for found in data["pairs"]:
        assert set(found) >= {"left", "right", "verdict", "reason"}
        assert found["left"] is not None or found["right"] is not None


def test_records_of_a_pair_are_those_of_the_export(pair):
    data = json.loads(written(compare(pair), "json"))
    exported = json.loads(dumps(pair[0]))
    stricter = [found for found in data["pairs"] if found["verdict"] == "stricter"]
    assert len(stricter) == 1
    assert stricter[0]["left"] in exported["targets"]


@pytest.mark.parametrize("form", list(REPORT_WRITERS))
@pytest.mark.parametrize("mode", ["targets", "versions", "cascade"])
def test_the_same_report_twice_is_the_same_bytes(pair, form, mode):
    report = compare(pair, mode)
    assert written(report, form) == written(report, form)


def test_html_runs_and_loads_nothing(pair):
    page = written(compare(pair, "versions"), "html").decode()
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "旧 &lt;b&gt;" in page
    assert "src=" not in page.replace("style-src", "").replace("default-src", "")


def test_html_names_a_target_that_has_no_number():
    peaking = [analyze_text(f"{place}二氧化碳排放在2030年前达峰。", title=place) for place in ("甲省", "乙省")]
    report = compare(peaking, "targets")
    assert any(isinstance(pair.left, Measure) and pair.right and not pair.left.quantity for pair in report.pairs)
    assert '<span class="what">' in written(report, "html").decode()


def test_workbook_holds_no_formula(pair):
    book = openpyxl.load_workbook(io.BytesIO(written(compare(pair, "versions"), "xlsx")))
    assert book.sheetnames[:2] == ["documents", "pairs"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_markdown_shows_words_as_they_are(pair):
    page = written(compare(pair, "versions"), "md").decode()
    assert "![" not in page.replace("\\!\\[", "")
    assert "<script" not in page.replace("\\<", "")


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_compare_writes_a_report(tmp_path):
    for name, text in (("old.txt", LEFT), ("new.txt", RIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "report.json"
    done = run("compare", tmp_path / "old.txt", tmp_path / "new.txt", "-o", out)
    assert done.exit_code == 0, done.output
    assert [d["name"] for d in json.loads(out.read_text(encoding="utf-8"))["documents"]] == ["old.txt", "new.txt"]


def test_compare_takes_exported_json_and_prints_a_table(tmp_path, pair):
    files = []
    for index, analysis in enumerate(pair):
        files.append(tmp_path / f"{index}.json")
        files[-1].write_bytes(dumps(analysis))
    done = run("compare", *files)
    assert done.exit_code == 0, done.output
    assert "stricter on the right" in done.output
    assert from_data(json.loads(files[0].read_text(encoding="utf-8"))) == pair[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["old.txt"], "at least two"),
        (["old.txt", "nowhere.txt"], "nowhere.txt"),
        (["old.txt", "old.txt", "-o", "report.doc"], "report.doc"),
    ],
)
def test_what_cannot_be_compared_is_told(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.txt").write_text(LEFT, encoding="utf-8")
    done = run("compare", *arguments)
    assert done.exit_code == 1
    assert words in done.output
