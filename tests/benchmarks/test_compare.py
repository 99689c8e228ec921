"""What a change gains and loses, on small exports."""

import json

import pytest

from benchmarks.compare import compare, describe, main

TEXT = "到2025年，用水量下降16%，用电量下降9%。"


def measure(quote, low, **slots):
    start = TEXT.index(quote)
    quantity = {"start": start, "end": start + len(quote), "text": quote, "low": low, "high": low, "unit": "%"}
    quantity |= {"comparison": "eq", "approximate": False}
    return {
        "role": "target",
        "quantity": quantity,
        "kind": "relative_change",
        "direction": "decrease",
        "period": {"end_date": "2025-12-31"},
        **slots,
    }


def folder(path, *measures, text=TEXT):
    path.mkdir()
    data = {"document": {"text": text}, "targets": list(measures)}
    (path / "zh-1.json").write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    answers = {
        "quote": "16%", "near": "下降16%", "role": "target", "low": 16, "high": 16, "unit": "%", "comparison": "eq",
        "kind": "relative_change", "direction": "decrease", "indicator": None, "baseline_year": None,
        "period": {"start_date": None, "end_date": "2025-12-31"}, "regions": [], "industries": [],
    }  # fmt: skip
    path = tmp_path / "gold"
    path.mkdir()
    (path / "zh-1.txt").write_text(TEXT, encoding="utf-8")
    data = {"id": "zh-1", "measures": [answers], "periods": [], "regions": [], "industries": [], "provisions": []}
    (path / "zh-1.gold.json").write_text(json.dumps(data), encoding="utf-8")
    return path


def test_gained_lost_and_changed(tmp_path):
    old = folder(tmp_path / "old", measure("16%", 16), measure("9%", 9))
    new = folder(tmp_path / "new", measure("16%", 16, direction="increase"))
    found = compare(old, new)
    assert [(c.kind, c.quantity, dict(c.slots)) for c in found] == [
        ("changed", "16%", {"direction": ("decrease", "increase")}),
        ("lost", "9%", {}),
    ]
    assert main([str(old), str(new)]) == 1
    assert main([str(new), str(old)]) == 0
    assert main([str(old), str(old)]) == 0


def test_answers_tell_what_was_mended_and_broken(tmp_path, gold):
    good = folder(tmp_path / "good", measure("16%", 16))
    bad = folder(tmp_path / "bad", measure("16%", 16, direction="increase"))
    assert [c.verdict for c in compare(good, bad, gold)] == ["broken"]
    assert [c.verdict for c in compare(bad, good, gold)] == ["mended"]
    assert "mended 1, broken 0" in describe(compare(bad, good, gold))
    assert main([str(bad), str(good), "--gold", str(gold)]) == 0


def test_records_of_a_text_that_moved_are_matched_by_words(tmp_path):
    old = folder(tmp_path / "old", measure("16%", 16))
    later = measure("16%", 16)
    later["quantity"] |= {"start": later["quantity"]["start"] + 2, "end": later["quantity"]["end"] + 2}
    assert compare(old, folder(tmp_path / "new", later, text="甲乙" + TEXT)) == []


def test_folders_without_exports_are_named(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit):
        main([str(tmp_path / "empty"), str(tmp_path / "empty")])
    assert "no exports" in capsys.readouterr().err
