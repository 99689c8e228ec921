"""The reliability table, and that it holds on the example corpus."""

import tomllib

import pytest

from benchmarks.reliability import Judged, collect, fit, main, table


def right(confidence=0.5, reason="kind:level"):
    return Judged("zh-1", "target", confidence, right=True, reasons=(reason,))


def wrong(confidence=0.5, reason="kind:level"):
    return Judged("zh-1", "target", confidence, right=False, reasons=(reason,))


def test_each_record_stands_in_one_band():
    rows = table([right(0.95), wrong(0.9), right(0.89), wrong(0.2), right(1.0)])
    assert [(row["from"], row["records"], row["right"]) for row in rows if row["records"]] == [
        (0.0, 1, 0.0),
        (0.8, 1, 1.0),
        (0.9, 3, pytest.approx(2 / 3)),
    ]
    assert rows[-1]["confidence"] == pytest.approx((0.95 + 0.9 + 1.0) / 3)


def test_learnt_weights_tell_good_reasons_from_bad():
    good, bad = [right(0.5, "good")] * 40, [wrong(0.5, "bad")] * 30
    data = tomllib.loads(fit([*good, *bad, right(0.5, "rare")]))
    weights = {row["id"]: row["weight"] for row in data["reason"]}
    assert weights["good"] > 1 > -1 > weights["bad"]
    assert "rare" not in weights
    assert {row["id"]: row["seen"] for row in data["reason"]} == {"good": 40, "bad": 30}


@pytest.fixture(scope="module")
def corpus():
    return [record for record in collect([], []) if record.role == "target"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sure_records_of_the_corpus_are_right_nine_times_in_ten(corpus, language):
    sure = [record for record in corpus if record.confidence >= 0.9 and record.document.startswith(language)]
    assert len(sure) >= 20
    assert sum(record.right for record in sure) >= 0.9 * len(sure)


def test_doubtful_records_are_wrong_more_often(corpus):
    doubtful = [record for record in corpus if record.confidence < 0.7]
    assert sum(record.right for record in doubtful) < 0.7 * len(doubtful)


def test_folders_must_come_in_pairs(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["--gold", str(tmp_path), "--pred", str(tmp_path), str(tmp_path)])
    assert "1 folders of answers, but 2" in capsys.readouterr().err
