import json
import sys

import pytest
from typer.testing import CliRunner

from docanalyzer.cli.app import app
from docanalyzer.core.errors import ModelError
from docanalyzer.learned import store
from docanalyzer.training import job


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One model of a kind that opens anything."""
    opened = tmp_path / "opened_by_command.py"
    opened.write_text("def load(model):\n    return object()\n")
    trainer = tmp_path / "trained_by_command.py"
    trainer.write_text(
        "from docanalyzer.training.job import Made\n"
        "def train(job):\n"
        "    job.say('step 1 of 1')\n"
        "    (job.out / 'weights.bin').write_bytes(bytes([job.seed]) * 3000)\n"
        "    return Made(('zh', 'en'), ('role',), ('weights.bin',), '# A card', default=True, data={'hash': '1'})\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("opened_by_command", "trained_by_command", "trainer_without"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(store._KINDS, "any", "opened_by_command")
    monkeypatch.setitem(job.TRAINERS, "small", ("any", "trained_by_command"))
    models = tmp_path / "models"
    models.mkdir()
    monkeypatch.setattr(store, "models_folder", lambda: models)
    store.forget()
    yield models
    store.forget()


def test_train_writes_a_model_that_is_listed_and_whole(folder):
    made = run("train", "small", "--out", str(folder / "small"), "--seed", "7")
    assert made.exit_code == 0
    assert "step 1 of 1" in made.stderr
    data = json.loads((folder / "small" / "model.json").read_text())
    assert data["seed"] == 7
    assert data["trained_with"]["python"]
    assert (folder / "small" / "card.md").read_text() == "# A card\n"
    listed = run("models")
    assert listed.exit_code == 0
    assert listed.stdout == "small\tany\tzh+en\ton\t3 KiB\n"
    assert run("models", "--verify").stdout == "small\tany\tzh+en\ton\t3 KiB\twhole\n"


def test_verify_finds_what_was_tampered_with(folder):
    run("train", "small", "--out", str(folder / "small"))
    (folder / "small" / "weights.bin").write_bytes(b"\1" * 3000)
    store.forget()
    told = run("models", "--verify")
    assert told.exit_code == 1
    assert told.stdout == (
        "small\tany\tzh+en\ton\t3 KiB\tweights.bin is damaged or not of this model: its SHA-256 is another\n"
    )


def test_verify_finds_strangers_and_broken_descriptions(folder):
    run("train", "small", "--out", str(folder / "small"))
    (folder / "small" / "more.pkl").write_bytes(b"\x80")
    (folder / "broken").mkdir()
    (folder / "broken" / "model.json").write_text("{")
    told = run("models", "--verify")
    assert told.exit_code == 1
    assert told.stdout.endswith("\tfiles that are not of this model: more.pkl\n")
    assert told.stderr == "docanalyzer: broken: model.json is damaged\n"


def test_a_name_that_nothing_trains_is_refused():
    told = run("train", "oracle")
    assert told.exit_code == 1
    assert "nothing trains a model of this name; there are linear" in told.stderr


def test_a_library_missing_for_training_is_named(folder, monkeypatch, tmp_path):
    (tmp_path / "trainer_without.py").write_text("import no_such_library\n")
    monkeypatch.setitem(job.TRAINERS, "small", ("any", "trainer_without"))
    with pytest.raises(ModelError, match=r"no_such_library is missing; pip install .*\[train\]"):
        job.train(job.Job("small", tmp_path / "out"))


def test_unknown_models_are_refused_before_anything_is_read(tmp_path):
    told = run("analyze", str(tmp_path / "missing.txt"), "--models", "oracle")
    assert told.exit_code == 1
    assert "oracle: there is no such model" in told.stderr
