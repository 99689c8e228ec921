"""The linear model, trained on a handful of texts: what is stored is what answers, and nothing else is read."""

import json
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from docanalyzer import analyze_text
from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ModelError
from docanalyzer.evaluation.passages import parse
from docanalyzer.evaluation.reference import parse_reference
from docanalyzer.exports import dumps
from docanalyzer.learned import store
from docanalyzer.learned.base import Case, Found
from docanalyzer.learned.features import WIDTH, rows_of
from docanalyzer.learned.linear import FILE, read_arrays
from docanalyzer.pipeline import Settings
from docanalyzer.training import linear
from docanalyzer.training.cases import certain, labelled
from docanalyzer.training.folds import folds_by_style, folds_of
from docanalyzer.training.indicators import questions, thresholds
from docanalyzer.training.job import Job, train
from docanalyzer.training.texts import Marked, corpus_texts, plain
from docanalyzer.training.thresholds import Judged, for_forces, for_roles

SOURCE = """title: 第{n}号方案
issued_on: 2021-03-01
kind: plan
split: train

== 目标
{{plan}} 到<p ..2025>2025年</p>，<i 1>废钢利用量</i>达到<n target of=1 up>{a}亿吨</n>。
{{}} 目前<i 2>电炉钢占比</i>为<n achieved of=2>{b}%</n>。
{{require}} 排放浓度应低于<n threshold le>{a}毫克/立方米</n>。
{{}} 会议有<n other>{b}人</n>参加。
{{support}} 对达标企业给予补贴，每户<n other>{a}万元</n>。
"""
WEIGHED = "到2025年，废钢利用量达到3亿吨。会议有40人参加。"


def marked(n):
    item = parse(SOURCE.format(n=n, a=n + 2, b=n + 11), Path(f"zh-topic-{n}.txt"))
    document = plain(item.text, f"{item.id}.txt", Metadata(title=item.title, issued_on=item.issued_on))
    return Marked(item.id, item.topic, "passages", document, parse_reference(item.gold, item.text))


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folder of a model of twelve small texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linear, "corpus_texts", lambda split: [marked(n) for n in range(12)])
        folder = tmp_path_factory.mktemp("trained") / "linear"
        train(Job("linear", folder, say=lambda _: None))
        twin = folder.with_name("twin") / "linear"
        train(Job("linear", twin, say=lambda _: None))
    return folder


@pytest.fixture(autouse=True)
def _nothing_open():
    store.forget()
    yield
    store.forget()


def cases():
    return [found.case for found in labelled([marked(20)]) if found.case.task == "role"]


def test_training_twice_gives_the_same_files(trained):
    twin = trained.with_name("twin") / "linear"
    for name in (FILE, "model.json", "card.md"):
        assert (trained / name).read_bytes() == (twin / name).read_bytes(), name


def test_it_answers_the_same_twice_with_probabilities(trained):
    first = store.load(store.find(str(trained))).score(cases())
    store.forget()
    assert store.load(store.find(str(trained))).score(cases()) == first
    for answer in first:
        assert sum(answer.values()) == pytest.approx(1, abs=1e-5)


def test_it_has_learnt_what_it_was_taught(trained):
    answers = store.load(store.find(str(trained))).score(cases())
    assert [max(a, key=a.get) for a in answers] == ["target", "achieved", "threshold", "other", "other"]


def test_each_case_is_judged_by_itself(trained):
    model = store.load(store.find(str(trained)))
    together = model.score(cases())
    for one, answer in zip(cases(), together, strict=True):
        (alone,) = model.score([one])
        assert alone == pytest.approx(answer, abs=1e-5)


def test_what_it_has_not_learnt_it_does_not_answer(trained):
    model = store.load(store.find(str(trained)))
    assert model.score([Case("role", "en", "It is 5 %.", 6, 9)]) == [{}]
    assert model.score([]) == []


def test_skops_reads_the_same_from_the_file(trained):
    skops = pytest.importorskip("skops.io")
    theirs, ours = skops.load(trained / FILE, trusted=[]), read_arrays(trained / FILE, "linear")
    assert theirs.keys() == ours.keys()
    for key, array in theirs.items():
        assert np.array_equal(array, ours[key]), key


def test_it_is_small(trained):
    assert (trained / FILE).stat().st_size < 2_000_000


def reseal(folder, content):
    """Put another file in place of the weights, with its hash."""
    (folder / FILE).write_bytes(content)
    data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data["files"] = {FILE: store.digest_of(folder / FILE)}
    data["version"] = store.version_of(data["files"])
    (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")


class Planted:
    """What a pickle would run when it is read."""

    def __reduce__(self):
        return (Path.touch, (Path("planted"),))


def archive(tmp_path, schema, **files):
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as made:
        made.writestr("schema.json", json.dumps(schema))
        for name, content in files.items():
            made.writestr(name, content)
    return (tmp_path / "made.zip").read_bytes()


def array_node(name):
    return {"__class__": "ndarray", "__module__": "numpy", "__loader__": "NdArrayNode", "type": "numpy", "file": name}


def pickled_array(tmp_path):
    np.save(tmp_path / "objects.npy", np.array([Planted()], dtype=object), allow_pickle=True)
    schema = {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode"}
    content = {"content": {"role.zh.weights": array_node("objects")}}
    return archive(tmp_path, schema | content, objects=(tmp_path / "objects.npy").read_bytes())


@pytest.mark.parametrize(
    "content",
    [
        lambda _: pickle.dumps(Planted()),
        lambda _: b"",
        lambda _: b"PK\x03\x04 torn",
        lambda tmp: archive(tmp, {"__class__": "Popen", "__module__": "subprocess", "__loader__": "ObjectNode"}),
        lambda tmp: archive(tmp, {"__class__": "system", "__module__": "os", "__loader__": "FunctionNode"}),
        lambda tmp: archive(tmp, []),
        pickled_array,
    ],
    ids=["pickle", "empty", "torn", "object", "function", "list", "pickle within"],
)
def test_a_file_that_holds_anything_else_is_refused_and_runs_nothing(trained, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "linear"
    folder.mkdir()
    (folder / "model.json").write_bytes((trained / "model.json").read_bytes())
    reseal(folder, content(tmp_path))
    with pytest.raises(ModelError, match=f"^linear: {FILE} is no dictionary of arrays") as told:
        store.load(store.find(str(folder)))
    assert "\n" not in str(told.value)
    assert not Path("planted").exists()


def test_weights_of_another_form_are_refused(trained, tmp_path):
    folder = tmp_path / "linear"
    folder.mkdir()
    data = json.loads((trained / "model.json").read_text(encoding="utf-8"))
    data["extra"]["labels"]["role.zh"] = ["target"]
    (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / FILE).write_bytes((trained / FILE).read_bytes())
    with pytest.raises(ModelError, match=r"does not hold the weights of role\.zh"):
        store.load(store.find(str(folder)))


def test_a_damaged_model_leaves_the_rules(trained, tmp_path):
    folder = tmp_path / "linear"
    folder.mkdir()
    (folder / "model.json").write_bytes((trained / "model.json").read_bytes())
    (folder / FILE).write_bytes((trained / FILE).read_bytes()[:-1] + b"!")
    analysis = analyze_text(WEIGHED, settings=Settings(models=(str(folder),)))
    assert analysis.targets == analyze_text(WEIGHED, settings=Settings(models="none")).targets
    assert "SHA-256 is another" in analysis.notices[0].message


def test_an_analysis_with_it_is_the_same_twice(trained):
    settings = Settings(models=(str(trained),))
    assert dumps(analyze_text(WEIGHED, settings=settings)) == dumps(analyze_text(WEIGHED, settings=settings))


def test_too_little_to_learn_from_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(linear, "corpus_texts", lambda split: [marked(0)])
    with pytest.raises(ModelError, match="too little to learn from"):
        train(Job("linear", tmp_path / "linear", say=lambda _: None))


def test_cases_have_the_answers_of_their_texts():
    found = labelled([marked(1)])
    roles = {c.case.text[c.case.start : c.case.end]: set(c.answer) for c in found if c.case.task == "role"}
    assert roles == {
        "3亿吨": {"target"}, "12%": {"achieved"}, "3毫克/立方米": {"threshold"}, "12人": {"other"}, "3万元": {"other"},
    }  # fmt: skip
    forces = {c.case.text: set(c.answer) for c in found if c.case.task == "force"}
    assert forces["排放浓度应低于3毫克/立方米。"] == {"require"}
    assert forces["会议有12人参加。"] == set()
    assert {c.group for c in found} == {"topic-1"}
    assert any(c.doubtful for c in found)


def test_certain_records_answer_as_the_rules_do():
    document = plain("到2025年，单位工业增加值能耗比2020年下降13.5%。各地不得新增钢铁产能。", "a.txt", Metadata())
    found = certain([document])
    assert found
    for case in found:
        assert case.answer == case.rules
        assert case.weight < 1
        assert not case.doubtful


def test_rows_are_hashed_alike_alone_and_together():
    some = cases()
    together = rows_of(some)
    for number, case in enumerate(some):
        alone = rows_of([case])
        mine = together.rows == number
        assert sorted(zip(alone.columns, alone.values, strict=True)) == sorted(
            zip(together.columns[mine], together.values[mine], strict=True)
        )
    assert together.columns.min() >= 0
    assert together.columns.max() < WIDTH


def test_folds_keep_groups_whole_and_are_about_even():
    groups = ["a"] * 5 + ["b"] * 3 + ["c"] * 3 + ["d"]
    folds = folds_of(groups, 2)
    assert len({(group, fold) for group, fold in zip(groups, folds, strict=True)}) == 4
    assert sorted([folds.count(0), folds.count(1)]) == [6, 6]


def test_documents_are_judged_by_what_has_seen_passages_only():
    groups, origins = ["a", "b", "c", "x", "y"], ["passages"] * 3 + ["corpus", "review"]
    folds = folds_by_style(groups, origins, 3)
    assert folds[3] == folds[4]
    assert folds[3] not in folds[:3]
    assert folds_by_style(["x", "y"], ["corpus"] * 2, 2) == folds_of(["x", "y"], 2)


def judged(chance, answer, times):
    answer = frozenset([answer])
    return [Judged({"other": chance, "target": 1 - chance}, answer, frozenset(["target"]))] * times


def test_a_threshold_lets_through_what_mends():
    thresholds, report = for_roles(judged(0.9, "other", 20) + judged(0.6, "other", 5) + judged(0.6, "target", 5))
    assert 0.6 < thresholds["target"] <= 0.9
    assert (report["rules"], report["models"]) == (5 / 30, 25 / 30)


def test_a_threshold_that_mends_too_little_is_none():
    assert for_roles(judged(0.9, "other", 5) + judged(0.9, "target", 5))[0] == {}


def test_a_threshold_that_harms_documents_is_none():
    harm = [replace(case, origin="corpus") for case in judged(0.9, "target", 2)]
    assert for_roles(judged(0.9, "other", 30))[0]["target"] <= 0.9
    assert for_roles(judged(0.9, "other", 30) + harm)[0] == {}


def test_forces_are_added_and_taken_away_where_that_mends():
    add = [Judged({"plan": 0.9}, frozenset(["plan"]), frozenset())] * 12
    take = [Judged({"plan": 0.1}, frozenset(), frozenset(["plan"]))] * 12
    loose = [Judged({"plan": 0.9}, frozenset(), frozenset(), frozenset(["plan"]))] * 12
    thresholds, report = for_forces(add + take + loose)
    assert 0.5 <= thresholds["add:plan"] <= 0.9
    assert 0.5 <= thresholds["remove:plan"] <= 0.9
    assert report["models"] == 1.0


def test_the_splits_of_the_corpus_keep_translations_together():
    groups = {split: {text.group for text in corpus_texts(split)} for split in ("train", "test")}
    assert groups["train"]
    assert groups["test"]
    assert not groups["train"] & groups["test"]


def test_numbers_whose_indicator_is_in_doubt_are_asked_about():
    asked = questions(corpus_texts("train"))
    assert asked
    for question in asked:
        place = slice(question.start, question.start + len(question.text))
        assert question.document[place] == question.text or not question.document[place].isascii()
        assert question.number in question.numbers
    right = [
        [Found(at, at + len(name), "INDICATOR", 0.9)] if (at := question.text.find(name)) >= 0 else []
        for question in asked
        for name in [str(question.wanted.slots["indicator"])]
    ]
    found = thresholds(asked, right)
    assert found["en:replace"] <= 0.9
    assert thresholds(asked, [[] for _ in asked]) == {}
