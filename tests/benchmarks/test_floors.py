"""The figures on the example corpus do not fall, and floors are lowered only on purpose."""

import json

import pytest

from benchmarks import floors
from benchmarks.answers import digest


@pytest.fixture(scope="module")
def now():
    return floors.measure()


@pytest.fixture
def pinned(tmp_path, monkeypatch, now):
    """Floors of their own, written as ``change`` makes them; the measuring is not repeated."""

    def write(change):
        data = json.loads(json.dumps(now))
        change(data)
        file = tmp_path / "floors.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        monkeypatch.setattr(floors, "FLOORS", file)
        monkeypatch.setattr(floors, "measure", lambda: now)
        return lambda: json.loads(file.read_text(encoding="utf-8"))

    return write


def test_no_figure_is_below_its_floor(now):
    assert floors.shortfalls(floors.load(), now) == []


def test_the_floors_were_measured_on_these_answers(now):
    assert floors.load()["answers"] == now["answers"]


def test_a_fall_fails_and_only_the_flag_lowers_the_floor(pinned, now, capsys):
    read = pinned(lambda data: data["figures"]["zh"].update(target=1.0))
    assert floors.main([]) == 1
    assert "zh: target is" in capsys.readouterr().out
    assert floors.main(["--raise"]) == 1
    assert read()["figures"]["zh"]["target"] == 1.0
    assert floors.main(["--lower"]) == 0
    assert read() == now


def test_a_rise_is_kept_when_asked_for(pinned, now):
    read = pinned(lambda data: data["figures"]["en"].update(target=0.1))
    assert floors.main([]) == 0
    assert read()["figures"]["en"]["target"] == 0.1
    assert floors.main(["--raise"]) == 0
    assert read() == now


def test_other_answers_ask_for_a_decision(pinned, now):
    read = pinned(lambda data: data.update(answers="0" * 64))
    assert floors.main([]) == 1
    assert floors.main(["--raise"]) == 0
    assert read()["answers"] == now["answers"]


def test_the_hash_knows_every_answer(tmp_path):
    for name, text in (("a.gold.json", "{}"), ("a.txt", "甲")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = digest(tmp_path)
    (tmp_path / "a.gold.json").write_text("{ }", encoding="utf-8")
    assert digest(tmp_path) != before
