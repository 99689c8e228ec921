"""The markup of passages: what it says becomes answers, and every fault is told with file and line."""

from pathlib import Path

import pytest

from docanalyzer.evaluation import EvaluationError
from docanalyzer.evaluation.passages import Pair, load, pairs, parse

HEAD = "title: Coal in brief\nissued_on: 2021-03-05\nkind: plan\nsplit: train\nnamed: CN C31\n\n"
ZH = Path("corpus/zh-coal.txt")
EN = Path("corpus/en-coal.txt")


def marked(lines, file=EN, head=HEAD):
    return parse(head + lines, file)


def only_measure(line, file=EN):
    (measure,) = marked(f"==\n{line}", file).gold["measures"]
    return measure


def fault(lines, head=HEAD):
    with pytest.raises(EvaluationError) as error:
        marked(lines, head=head)
    return str(error.value)


def test_tags_are_taken_out_and_offsets_hold():
    passage = marked(
        "== Goals\n{plan} <p ..2025>By 2025</p>, <i 1>coal use</i> will fall by <n target of=1 rel down>10%</n>.\n"
    )
    assert passage.text == "Goals\nBy 2025, coal use will fall by 10%."
    (number,) = passage.numbers
    assert passage.text[number.start : number.end] == "10%"
    assert passage.text[slice(*number.indicator)] == "coal use"
    (line,) = passage.lines
    assert (line.forces, line.passage, line.index) == (("plan",), 0, 0)
    assert passage.text[line.start : line.end] == "By 2025, coal use will fall by 10%."
    assert [(passage.text[s.start : s.end], s.label) for s in passage.spans] == [("coal use", "INDICATOR")]


def test_a_number_says_every_slot():
    measure = only_measure(
        "{} Compared with <p 2020 base>2020</p>, <i 1>coal use</i> fell by about "
        "<n achieved of=1 ge about rel down base=2020 when=2021..2023 at=CN in=C31 binding>5%</n>."
    )
    assert {**measure, "near": ""} == {
        "quote": "5%",
        "near": "",
        "role": "achieved",
        "low": 5,
        "high": 5,
        "unit": "%",
        "comparison": "ge",
        "approximate": True,
        "kind": "relative_change",
        "direction": "decrease",
        "indicator": "coal use",
        "baseline_year": 2020,
        "period": {"start_date": "2021-01-01", "end_date": "2023-12-31"},
        "regions": ["CN"],
        "industries": ["31"],
        "binding": "binding",
    }


def test_value_and_unit_are_read_from_the_quote_or_said():
    read = only_measure("{} 产能<n achieved of=->3000万吨</n>。", ZH)
    assert (read["low"], read["unit"]) == (30_000_000, "t")
    spread = only_measure("{plan} <n target of=- range>20%—25%</n>。", ZH)
    assert (spread["low"], spread["high"], spread["comparison"]) == (20, 25, "range")
    said = only_measure("{plan} Output will <n target of=- rel up low=2 unit=1>double</n>.")
    assert (said["low"], said["high"], said["unit"]) == (2, 2, "1")


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("..2025", (None, "2025-12-31")),
        ("2026..", ("2026-01-01", None)),
        ("2021..2025", ("2021-01-01", "2025-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("..2023-06", (None, "2023-06-30")),
        ("2025-12-31", (None, "2025-12-31")),
        ("2021-01-01..2021-01-01", ("2021-01-01", "2021-01-01")),
    ],
)
def test_periods(written, dates):
    (period,) = marked(f"==\n{{}} It holds <p {written}>then</p>.").gold["periods"]
    assert (period["quote"], period["start_date"], period["end_date"]) == ("then", *dates)


def test_a_number_takes_the_period_before_it_unless_that_is_a_base():
    text = "{plan} <p ..2025>By 2025</p>, against <p 2020 base>2020</p>, <n target of=- rel>10%</n>."
    assert only_measure(text)["period"] == {"start_date": None, "end_date": "2025-12-31"}
    assert only_measure(text.replace("rel>", "rel when=->"))["period"] is None
    assert only_measure(text.replace("rel>", "rel by=2030-12-31>"))["period"]["end_date"] == "2030-12-31"


def test_lines_of_a_paragraph_and_new_lines():
    source = "==\n{} 甲已完成。\n{plan} 推进乙。\n/{plan?} 推进丙。\n== 题\n{} 丁。\n"
    assert marked(source, ZH).text == "甲已完成。推进乙。\n推进丙。\n题\n丁。"
    gold = marked(source, ZH).gold
    assert gold["provisions"] == [{"sentence": 1, "force": ["plan"]}]
    assert gold["optional"]["force"] == [[2, "plan"]]
    assert marked("==\n{} Done.\n{plan} More.\n").text == "Done. More."


def test_slots_that_readers_fill_differently_are_named():
    (number,) = marked("==\n{support} A grant of <n other loose=role,kind in=->5 billion yuan</n>.").numbers
    assert number.loose == {"role", "kind"}
    (unjudged,) = marked("==\n{support} A grant of <n other>5 billion yuan</n>.").numbers
    assert unjudged.loose == {"industries"}


def test_near_stands_once_and_holds_the_quote_first():
    passage = marked("==\n{} It rose <n achieved of=->5%</n>.\n{} It rose <n achieved of=->5%</n> again and 15%.\n")
    for number, measure in zip(passage.numbers, passage.gold["measures"], strict=True):
        at = passage.text.find(measure["near"])
        assert passage.text.count(measure["near"]) == 1
        assert at + measure["near"].find("5%") == number.start


def test_codes_named_in_the_text_join_those_of_numbers():
    head = HEAD.replace("named:", "named?: 44\nnamed:")
    gold = marked("==\n{} <n achieved of=- at=110000 in=06>5%</n> x.", head=head).gold
    assert (gold["regions"], gold["industries"]) == (["110000", "CN"], ["06", "31"])
    assert gold["optional"]["industries"] == ["44"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("==\nNo braces.", "en-coal.txt:8: a sentence begins with its forces"),
        ("==\n{demand} It.", "no force is called 'demand'"),
        ("==\n{} <n goal>5%</n>.", "nothing in a number's tag is called 'goal'"),
        ("==\n{} <n rel>5%</n>.", "a number needs a role"),
        ("==\n{} <n target>5%</n>.", "of=N names its indicator"),
        ("==\n{} <n target of=2>5%</n>.", "no <i 2> in this passage"),
        ("==\n{} <i 1>Coal</i>.", "no number of the passage above is of=1"),
        ("==\n{} <n target of=- rel abs>5%</n>.", "kind is said twice"),
        ("==\n{} <n target of=->much</n>.", "'much': read as 0 quantities"),
        ("==\n{} <n target of=- range>5%</n>.", "range, but the number goes from 5 to 5"),
        ("==\n{} <n target of=->5%.", "<n> is not closed"),
        ("==\n{} 5%</n>.", "</n> closes nothing"),
        ("==\n{} <p 2025-13>then</p>.", "no month"),
        ("==\n{} <p ..>then</p>.", "no period"),
        ("==\n{} <b>bold</b>.", "no tag of the format"),
        ("==\n{} <n other at=Beijing>5%</n>.", "no code of a region"),
        ("==\n{} One. Two.", "not one sentence"),
        ("", "no passage"),
    ],
)
def test_faults_are_told_with_their_place(lines, message):
    assert message in fault(lines)


def test_every_fault_of_a_file_is_told():
    assert fault("==\n{x} A.\n{} B.\n{y} C.").count("no force is called") == 2


def test_faults_of_the_header():
    assert "en-coal.txt:1: no header" in fault("==\n{} A.", head="who: me\n")
    assert "title, kind" in fault("==\n{} A.", head="title: A\n")
    assert "no date" in fault("==\n{} A.", head=HEAD.replace("2021-03-05", "March"))


def test_a_folder_is_read_by_name(tmp_path):
    with pytest.raises(EvaluationError, match="no passages"):
        load(tmp_path)
    (tmp_path / "zh-coal.txt").write_text(HEAD + "==\n{} 煤。\n", encoding="utf-8")
    (tmp_path / "en-coal.txt").write_text(HEAD + "==\n{} Coal.\n", encoding="utf-8")
    assert [(item.id, item.language, item.topic) for item in load(tmp_path)] == [
        ("en-coal", "en", "coal"),
        ("zh-coal", "zh", "coal"),
    ]
    (tmp_path / "fr-coal.txt").write_text(HEAD, encoding="utf-8")
    with pytest.raises(EvaluationError, match="is called zh-<topic>"):
        load(tmp_path)


def test_pairs_line_up():
    zh, en = marked("==\n{} 煤。\n", ZH), marked("==\n{} Coal.\n")
    assert pairs([zh, en, marked("==\n{} Alone.\n", Path("en-alone.txt"))]) == [Pair("煤。", "Coal.", "coal", "train")]
    with pytest.raises(EvaluationError, match="passage 1 has line 2 in one of them only"):
        pairs([zh, marked("==\n{} Coal.\n{} More.\n")])
    with pytest.raises(EvaluationError, match="is of train"):
        pairs([zh, marked("==\n{} Coal.\n", head=HEAD.replace("train", "test"))])
