import json

import pytest

from benchmarks import ablation
from docanalyzer.evaluation.scoring import Score


def scored(right):
    score = Score()
    for name in ablation.FIGURES[:-1]:
        score.add(name, right, 10, 10)
    score.slots["indicator"].right, score.slots["indicator"].predicted = right, 10
    return score


def run(name, rights):
    return ablation.Run(name, {f"d{i}": scored(r) for i, r in enumerate(rights)}, 1.0, 0.5, 80.0, [])


def test_differences_stand_beside_the_rules_with_an_interval():
    found = ablation.compare([run("rules", [5] * 8), run("linear", [6] * 8), run("mixed", [9, 1] * 4)], 200)
    line = found.figures["linear"]["target"]
    assert [line.value, line.difference, line.low, line.high] == pytest.approx([0.6, 0.1, 0.1, 0.1])
    mixed = found.figures["mixed"]["indicator"]
    assert mixed.difference == pytest.approx(0)
    assert mixed.low < -0.1
    assert mixed.high > 0.1


def test_the_table_names_figures_and_cost():
    shown = ablation.table(ablation.compare([run("rules", [5] * 4), run("linear", [6] * 4)], 50)).splitlines()
    assert shown[0] == "|  | rules | linear |"
    assert shown[3] == "| target | 0.500 | 0.600 +0.100 [+0.100, +0.100] |"
    assert shown[-1] == "| memory, MiB | 80 | 80 |"


def test_models_that_are_asked_change_records_and_lower_no_figure_on_the_test_split():
    """Whoever changes rules or a model so that this fails: train it anew, or say in its card what it costs."""
    texts = ablation.texts_of(None, ())
    rules, asked = ablation.measure("rules", "none", texts), ablation.measure("both", ("linear", "tagger-en"), texts)
    found = ablation.compare([rules, asked], 1).figures["both"]
    assert not asked.notices
    assert asked.scores != rules.scores
    assert {name: line.difference for name, line in found.items() if line.difference < -0.002} == {}


def test_rules_alone_on_a_folder_of_answers(tmp_path, capsys):
    (tmp_path / "zh-a.txt").write_text("到2025年，能耗下降13.5%。", encoding="utf-8")
    answers = {
        "id": "zh-a", "periods": [{"start_date": None, "end_date": "2025-12-31"}], "regions": [], "industries": [],
        "provisions": [{"sentence": 0, "force": ["plan"]}],
        "measures": [{
            "quote": "13.5%", "near": "下降13.5%", "role": "target", "low": 13.5, "high": 13.5, "unit": "%",
            "kind": "relative_change", "direction": "decrease", "indicator": "能耗",
            "period": {"end_date": "2025-12-31"},
        }],
    }  # fmt: skip
    (tmp_path / "zh-a.gold.json").write_text(json.dumps(answers), encoding="utf-8")
    assert ablation.main(["--gold", str(tmp_path), "--models", "--json", str(tmp_path / "out.json")]) == 0
    shown = capsys.readouterr().out
    assert "1 documents" in shown
    assert "| target | 1.000 |" in shown
    assert json.loads((tmp_path / "out.json").read_text())["figures"]["rules"]["force"]["value"] == 1.0
