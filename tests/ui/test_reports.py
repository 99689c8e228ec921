"""Reports of a comparison in the language of the screen."""

import io
import json
import re

import openpyxl
import pytest

from docanalyzer import analyze_text
from docanalyzer.comparison import compare
from docanalyzer.comparison.writing import ENGLISH, REPORT_WRITERS
from docanalyzer.ui.comparing.wording import wording
from docanalyzer.ui.words import language, speaking, texts

LEFT = "到2025年，单位GDP能耗比2020年下降13.5%。严禁新增钢铁产能。到2025年，森林覆盖率达到24%。"
RIGHT = "到2025年，单位GDP能耗比2020年下降15%。鼓励废钢利用。到2025年，湿地保护率达到60%。"
MODES = ["targets", "provisions", "versions", "cascade", "bilingual"]
IDS = {"GDP", "id", "html", "zh"}


@pytest.fixture(scope="module")
def pair():
    return [
        analyze_text(LEFT, title="旧文件", issued_on="2021-01-01"),
        analyze_text(RIGHT, title="新文件", issued_on="2021-06-01"),
    ]


def written(report, form, tongue):
    stream = io.BytesIO()
    REPORT_WRITERS[form](report, stream, wording(tongue))
    return stream.getvalue()


def test_the_tables_of_the_screens_say_the_english_of_the_reports():
    said = {key.removeprefix("report."): entry["en"] for key, entry in texts().items() if key.startswith("report.")}
    assert {key: words for key, words in said.items() if key in ENGLISH} == dict(ENGLISH)
    assert set(ENGLISH) <= set(wording("zh").words)
    tables = ("sheet.", "column.", "row.", "difference.")
    assert {key for key in said if not key.startswith(tables)} == set(ENGLISH)


@pytest.mark.parametrize("form", list(REPORT_WRITERS))
@pytest.mark.parametrize("mode", MODES)
def test_an_english_report_is_that_of_the_command_line(pair, mode, form):
    report, stream = compare(pair, mode), io.BytesIO()
    REPORT_WRITERS[form](report, stream)
    assert written(report, form, "en") == stream.getvalue()


@pytest.mark.parametrize("mode", MODES)
def test_a_chinese_report_has_no_english_words(pair, mode):
    report = compare(pair, mode)
    page = written(report, "html", "zh").decode()
    assert '<html lang="zh-CN">' in page
    body = re.sub(r"<[^>]*>|&\w+;", " ", page.partition("<body>")[2])
    assert set(re.findall(r"[A-Za-z]{2,}", body)) <= IDS, body
    marked = written(report, "md", "zh").decode()
    assert set(re.findall(r"[A-Za-z]{2,}", marked)) <= IDS, marked


@pytest.mark.parametrize("mode", MODES)
def test_a_chinese_workbook_has_chinese_sheets_and_columns(pair, mode):
    book = openpyxl.load_workbook(io.BytesIO(written(compare(pair, mode), "xlsx", "zh")))
    assert book.sheetnames[:2] == ["文献", "配对"]
    for sheet in book:
        head = [cell.value for cell in next(sheet.iter_rows())]
        assert not [words for words in head if re.search("[A-Za-z]", words or "")], head


def test_json_is_the_same_in_both_languages(pair):
    report = compare(pair, "targets")
    assert written(report, "json", "zh") == written(report, "json", "en")
    assert json.loads(written(report, "json", "zh"))["pairs"][0]["verdict"] in ENGLISH_VERDICTS


ENGLISH_VERDICTS = {key.removeprefix("verdict.") for key in ENGLISH if key.startswith("verdict.")}


def test_a_language_is_spoken_only_as_long_as_asked_for():
    with speaking("zh"):
        assert language() == "zh"
        with speaking("en"):
            assert language() == "en"
        assert language() == "zh"
