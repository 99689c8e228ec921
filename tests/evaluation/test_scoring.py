"""The figures of small cases, worked out by hand."""

import json

import pytest

from docanalyzer.evaluation import EvaluationError, evaluate
from docanalyzer.evaluation.output import Output, parse_output
from docanalyzer.evaluation.reference import industry_section, numbered_sentences, parse_reference
from docanalyzer.evaluation.scoring import score_document

TEXT = "到2020年，用水量比2015年下降23%，用电量下降18%。去年建成3家工厂。严禁新增产能。"


def reference(**changes):
    water = {
        "quote": "23%", "near": "下降23%", "role": "target", "low": 23, "high": 23, "unit": "%", "comparison": "eq",
        "approximate": False, "kind": "relative_change", "direction": "decrease", "indicator": "用水量",
        "baseline_year": 2015, "period": {"start_date": None, "end_date": "2020-12-31"}, "regions": [],
        "industries": [], "binding": None,
    }  # fmt: skip
    power = water | {"quote": "18%", "near": "下降18%", "low": 18, "high": 18, "indicator": "用电量"}
    built = {
        "quote": "3家", "near": "建成3家", "role": "achieved", "low": 3, "high": 3, "unit": "count",
        "kind": "absolute_change", "direction": "increase", "indicator": "工厂",
    }  # fmt: skip
    return {
        "id": "zh-1",
        "measures": [water, power, built],
        "periods": [
            {"start_date": None, "end_date": "2020-12-31"},
            {"start_date": "2015-01-01", "end_date": "2015-12-31"},
        ],
        "regions": ["130000"],
        "industries": ["3011", "C"],
        "provisions": [{"sentence": 0, "force": ["plan"]}, {"sentence": 2, "force": ["prohibit"]}],
        **changes,
    }


def measure(quote, low, indicator, **slots):
    start = TEXT.index(quote)
    at = TEXT.index(indicator)
    return {
        "role": "target",
        "quantity": {
            "start": start, "end": start + len(quote), "text": quote, "low": low, "high": low, "unit": "%",
            "comparison": "eq", "approximate": False,
        },
        "kind": "relative_change",
        "direction": "decrease",
        "indicator": {"text": indicator, "start": at, "end": at + len(indicator)},
        "period": {"end_date": "2020-12-31"},
        "baseline": {"year": 2015},
        "scope": {"regions": [], "industries": []},
        **slots,
    }  # fmt: skip


def export(**changes):
    return {
        "document": {"text": TEXT},
        "targets": [measure("23%", 23, "用水量"), measure("18%", 18, "用电量", baseline=None)],
        "figures": [],
        "periods": [{"start_date": None, "end_date": "2020-12-31"}, {"start_date": None, "end_date": None}],
        "regions": [{"code": "130000"}, {"code": "110000"}, {"code": None}],
        "industries": [{"code": "30"}, {"code": "3612"}, {"code": "44"}],
        "provisions": [{"start": 0, "end": TEXT.index("。") + 1, "force": ["plan", "require"]}],
        **changes,
    }


def counts(gold, out):
    score = score_document(parse_reference(gold, TEXT), parse_output(out))
    return {name: (f.right, f.predicted, f.gold) for name, f in score.figures.items()}, score


def test_figures_of_a_small_case():
    figures, score = counts(reference(), export())
    assert figures == {
        "quantity": (2, 2, 3),
        "target": (2, 2, 2),
        "record": (1, 2, 2),  # the second lacks its base year
        "achieved": (0, 0, 1),
        "period": (1, 1, 2),
        "region": (1, 2, 1),
        "industry": (2, 3, 2),  # 3612 stands for the letter C
        "force": (1, 2, 2),
    }
    assert score.slots["baseline_year"].precision == 0.5
    assert score.slots["indicator"].precision == 1.0
    quantity = score.figures["quantity"]
    assert (quantity.precision, quantity.recall, quantity.f1) == (1.0, pytest.approx(2 / 3), pytest.approx(0.8))


def test_nothing_found():
    score = score_document(parse_reference(reference(), TEXT), Output())
    assert {(f.right, f.predicted) for f in score.figures.values()} == {(0, 0)}
    assert {f.f1 for f in score.figures.values()} == {0.0}


def test_optional_answers_do_not_count():
    gold = reference()
    gold["measures"][0]["optional"] = True
    figures, _ = counts(gold, export())
    assert figures["quantity"] == (1, 1, 2)
    assert figures["target"] == (1, 1, 1)


def test_loose_slots_and_roles_do_not_count():
    gold = reference()
    gold["measures"][1]["loose"] = ["baseline_year"]
    figures, score = counts(gold, export())
    assert figures["record"] == (2, 2, 2)
    assert score.slots["baseline_year"].gold == 1
    gold["measures"][0]["loose"] = ["role"]
    figures, _ = counts(gold, export())
    assert figures["target"] == (1, 1, 1)
    assert figures["quantity"] == (2, 2, 3)


def test_optional_sets():
    gold = reference(
        optional={
            "regions": ["110000"],
            "industries": ["44"],
            "periods": [{"start_date": "2015-01-01", "end_date": "2015-12-31"}],
            "force": [[0, "require"]],
        }
    )
    figures, _ = counts(gold, export())
    assert figures["region"] == (1, 1, 1)
    assert figures["industry"] == (2, 2, 2)
    assert figures["period"] == (1, 1, 1)
    assert figures["force"] == (1, 1, 2)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"quantity": {"low": 23.0000001}}, 2),
        ({"quantity": {"low": 24}}, 1),
        ({"quantity": {"unit": "pp"}}, 1),
        ({"quantity": {"start": TEXT.index("23%") - 1}}, 2),
        ({"quantity": {"start": TEXT.index("23%") - 7}}, 1),  # less than a third of it is the number
        ({"quantity": {"start": TEXT.index("18%"), "end": TEXT.index("18%") + 3}}, 1),
    ],
)
def test_when_a_quantity_is_found(change, right):
    out = export()
    out["targets"][0]["quantity"] |= change["quantity"]
    assert counts(reference(), out)[0]["quantity"][0] == right


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("用水量", True),
        ("，用水量", True),
        ("用水量比", True),
        ("用水", True),
        ("用水量比2015年下降", False),
        ("用电量", False),
        (None, False),
    ],
)
def test_when_an_indicator_is_right(found, right):
    out = export()
    at = TEXT.index(found) if found else 0
    indicator = {"text": found, "start": at, "end": at + len(found)} if found else None
    out["targets"] = [measure("23%", 23, "用水量") | {"indicator": indicator}]
    assert counts(reference(), out)[0]["record"][0] == right


def test_the_same_phrase_elsewhere_is_right():
    text = "用水量大。" + TEXT
    gold = parse_reference(reference(), text)
    out = export(document={"text": text})
    for target in out["targets"]:
        target["quantity"]["start"] += 5
        target["quantity"]["end"] += 5
    out["targets"][0]["indicator"] |= {"start": 0, "end": 3}
    assert score_document(gold, parse_output(out)).slots["indicator"].right == 2
    del out["targets"][0]["indicator"]["start"]
    assert score_document(gold, parse_output(out)).slots["indicator"].right == 2


def test_sentences():
    text = "甲。乙！”\n 丙 \n\n丁"
    assert [text[a:b] for a, b in numbered_sentences(text)] == ["甲。", "乙！”", "丙", "丁"]
    text = "Cut by 3.5 % vs. No. 4 and Art. 5. It fell! End"
    assert [text[a:b] for a, b in numbered_sentences(text)] == [
        "Cut by 3.5 % vs.",
        "No. 4 and Art. 5.",
        "It fell!",
        "End",
    ]


@pytest.mark.parametrize(
    ("code", "letter"), [("01", "A"), ("06", "B"), ("13", "C"), ("44", "D"), ("97", "T"), ("98", "?")]
)
def test_sections_of_industries(code, letter):
    assert industry_section(code) == letter


@pytest.fixture
def folders(tmp_path):
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    gold.mkdir()
    pred.mkdir()
    (gold / "zh-1.gold.json").write_text(json.dumps(reference()), encoding="utf-8")
    (gold / "zh-1.txt").write_text(TEXT, encoding="utf-8")
    (pred / "zh-1.json").write_text(json.dumps(export()), encoding="utf-8")
    return gold, pred


def test_folders(folders):
    evaluation = evaluate(*folders)
    data = evaluation.to_data()
    assert list(data) == ["all", "zh", "excerpts", "without_output"]
    assert data["all"] == data["zh"]
    assert data["all"]["record"] == {"P": 0.5, "R": 0.5, "F1": 0.5, "right": 1, "predicted": 2, "gold": 2}
    assert data["all"]["slots"]["baseline_year"] == 0.5
    text = "\n".join(evaluation.deviations["zh-1"])
    assert "missed achieved: 3家 = 3 count in «建成3家»" in text
    assert "slots of 18% in «下降18%»: baseline_year: got None, wanted 2015" in text
    assert "region: missed none; extra 110000" in text


def test_missing_output_counts_as_nothing_found(folders):
    (folders[1] / "zh-1.json").unlink()
    evaluation = evaluate(*folders)
    assert evaluation.without_output == ["zh-1"]
    assert evaluation.total.figures["quantity"].gold == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("pred/zh-1.json", "{", "not an export"),
        ("pred/zh-1.json", "[]", "not an export"),
        ("pred/zh-1.json", '{"targets": [{"quantity": {"end": 1}}]}', "start"),
        ("pred/zh-1.json", '{"document": {"text": "x"}}', "not the text of the reference"),
        ("gold/zh-1.gold.json", "{}", "'id' is missing"),
        ("gold/zh-1.gold.json", "[", "zh-1.gold.json"),
        ("gold/zh-1.txt", "another text", "not in the text"),
    ],
)
def test_files_that_cannot_be_scored_are_named(folders, name, content, message):
    (folders[0].parent / name).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match="zh-1") as caught:
        evaluate(*folders)
    assert message in str(caught.value)


def test_empty_folders(tmp_path):
    with pytest.raises(EvaluationError, match="no reference answers"):
        evaluate(tmp_path, tmp_path)
    with pytest.raises(EvaluationError, match="no such folder"):
        evaluate(tmp_path / "none", tmp_path)
