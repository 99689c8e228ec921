import json
import sys

import pytest

from docanalyzer.core.errors import ModelError
from docanalyzer.learned import store
from docanalyzer.learned.panel import Panel


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of models of its own, with one in it whose kind opens to its bytes."""
    opened = tmp_path / "opened.py"
    opened.write_text("def load(model):\n    return model.file('weights.bin').read_bytes()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "opened", raising=False)
    monkeypatch.setitem(store._KINDS, "bytes", "opened")
    models = tmp_path / "models"
    make(models / "small")
    (models / "README.md").write_text("models")
    monkeypatch.setattr(store, "models_folder", lambda: models)
    store.forget()
    yield models
    store.forget()


def make(path, **changes):
    path.mkdir(parents=True)
    (path / "weights.bin").write_bytes(b"weights of " + path.name.encode())
    files = {"weights.bin": store.digest_of(path / "weights.bin")}
    data = {
        "format": 1, "name": path.name, "kind": "bytes", "languages": ["zh"], "tasks": ["role"],
        "version": store.version_of(files), "default": True, "files": files, **changes,
    }  # fmt: skip
    (path / "model.json").write_text(json.dumps(data))


def test_a_model_is_opened_once(folder):
    (model,) = store.available()
    assert store.load(model) == b"weights of small"
    (folder / "small" / "weights.bin").write_bytes(b"changed behind its back")
    assert store.load(model) == b"weights of small"


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        (lambda path: (path / "weights.bin").write_bytes(b"weights of smalm"), "weights.bin is damaged"),
        (lambda path: (path / "weights.bin").unlink(), "weights.bin is missing"),
        (lambda path: (path / "model.json").write_text("{"), "model.json is damaged"),
        (lambda path: (path / "model.json").write_text('{"format": 2}'), "has format 2, this version reads 1"),
        (lambda path: (path / "model.json").write_text("[]"), "has format None"),
        (lambda path: (path / "model.json").write_text('{"format": 1, "name": "small"}'), "is incomplete ('kind')"),
    ],
)
def test_faults_say_what_is_wrong(folder, harm, cause):
    harm(folder / "small")
    with pytest.raises(ModelError, match=r"^small: ") as told:
        store.load(store.find("small"))
    assert cause in told.value.cause
    assert "\n" not in str(told.value)


def change(path, **changes):
    data = json.loads((path / "model.json").read_text())
    (path / "model.json").write_text(json.dumps({**data, **changes}))


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"kind": "oracle"}, "knows no models of kind oracle"),
        ({"version": "00000000"}, "its version is not that of its files"),
        ({"files": {"../weights.bin": "0"}}, "a file outside its folder"),
        ({"files": {"/etc/passwd": "0"}}, "a file outside its folder"),
        ({"files": ["weights.bin"]}, "is incomplete"),
    ],
)
def test_descriptions_that_do_not_fit_are_refused(folder, changes, cause):
    change(folder / "small", **changes)
    with pytest.raises(ModelError) as told:
        store.load(store.find("small"))
    assert cause in told.value.cause


def test_a_missing_library_is_named(folder, tmp_path):
    (tmp_path / "opened.py").write_text("def load(model):\n    import no_such_library.part\n")
    with pytest.raises(ModelError, match=r"no_such_library is missing; pip install .*\[models\]"):
        store.load(store.find("small"))


def test_whatever_a_library_raises_becomes_one_line(folder, tmp_path):
    (tmp_path / "opened.py").write_text("def load(model):\n    raise RuntimeError('no tensor')\n")
    with pytest.raises(ModelError, match=r"cannot be opened \(RuntimeError: no tensor\)"):
        store.load(store.find("small"))


def test_choices(folder):
    make(folder / "other", default=False)
    store.forget()
    assert [model.name for model in store.chosen("default")] == ["small"]
    assert store.chosen("none") == ()
    assert [model.name for model in store.chosen(("small", "other", "small"))] == ["other", "small"]
    assert store.parse_choice(None) == store.parse_choice(["default"]) == "default"
    assert store.parse_choice(["none"]) == "none"
    assert store.parse_choice(["other, default"]) == ("other", "small")
    with pytest.raises(ModelError, match="no such model; at hand: other, small"):
        store.parse_choice(["smal"])
    with pytest.raises(ModelError, match="stands alone"):
        store.parse_choice(["none", "small"])


def test_a_model_elsewhere_is_chosen_by_its_folder(folder, tmp_path, monkeypatch):
    make(tmp_path / "mine" / "third")
    monkeypatch.chdir(tmp_path)
    choice = store.parse_choice(["mine/third"])
    monkeypatch.chdir(folder)
    (model,) = store.chosen(choice)
    assert store.load(model) == b"weights of third"


def test_a_panel_asks_those_that_can_answer_and_notes_the_rest(folder):
    make(folder / "english", languages=["en"])
    make(folder / "torn")
    (folder / "torn" / "weights.bin").unlink()
    store.forget()
    panel = Panel("default")
    assert [model.name for model, _ in panel.able("role", "zh")] == ["small"]
    assert [model.name for model, _ in panel.able("force", "zh")] == []
    (notice,) = panel.notices()
    assert notice.code == "models_unavailable"
    assert notice.message == "the rules decided alone: model torn: weights.bin is missing"


def test_a_panel_of_unknown_models_is_empty(folder):
    panel = Panel(("nobody",))
    assert not panel
    assert "nobody: there is no such model" in panel.notices()[0].message
