"""A tagger, trained on a handful of sentences: what is stored is what answers, and a damaged file leaves the rules."""

import json
import os
import subprocess
import sys

import pytest

from docanalyzer import analyze_text
from docanalyzer.core.errors import ModelError
from docanalyzer.exports import dumps
from docanalyzer.learned import store
from docanalyzer.learned.phrases import span_of, tokens_of
from docanalyzer.learned.tagger import FILE
from docanalyzer.pipeline import Settings
from docanalyzer.training import lessons, tagger
from docanalyzer.training.job import Job, train
from docanalyzer.training.lessons import Lesson, from_answers, from_passages, from_rules, nearest, renamed
from docanalyzer.training.texts import corpus_texts
from tests.training.test_linear import marked

NAMES = ("废钢利用量", "电炉钢占比", "用水总量", "森林覆盖率", "能源消费总量", "绿色建筑占比")
TEXT = "到2025年，废钢利用量达到3亿吨。"


def sentence(number):
    name, year = NAMES[number % len(NAMES)], 2021 + number
    before = f"到{year}年，" if number % 2 else f"“十四五”期间，全国{'各地' * (number % 3)}"
    text = f"{before}{name}达到{number + 3}{'%' if number % 3 else '万吨'}。"
    start = text.index(name)
    return Lesson(text, ((start, start + len(name), "INDICATOR"),), f"topic {number}")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folders of a tagger of a handful of sentences, of its twin, and of one that was interrupted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "_EPOCHS", 2)
        patch.setattr(tagger, "corpus_texts", lambda split: [marked(n) for n in range(3)])
        patch.setattr(tagger, "from_passages", lambda language, split: [sentence(n) for n in range(24)])
        base = tmp_path_factory.mktemp("trained")
        for name in ("one", "twin"):
            train(Job("tagger-zh", base / name / "tagger-zh", say=lambda _: None))
        # The interrupted one has done all but its last fold.
        (base / "one" / "tagger-zh.training").rename(base / "tagger-zh.training")
        (base / "tagger-zh.training" / "fold2.json").unlink()
        said: list[str] = []
        train(Job("tagger-zh", base / "tagger-zh", resume=True, say=said.append))
    store.forget()
    return base, said


@pytest.fixture
def model(trained):
    store.forget()
    yield store.describe(trained[0] / "one" / "tagger-zh")
    store.forget()


def test_tokens_are_characters_words_and_numbers_with_their_places():
    text = "到2025年，CO2 emissions降低13.5%"
    tokens = tokens_of(text)
    assert [text[a:b] for a, b in tokens.places] == [
        "到", "2025", "年", "，", "CO", "2", "emissions", "降", "低", "13.5", "%",
    ]  # fmt: skip
    assert tokens.words == ["到", "0", "年", "，", "co", "0", "emissions", "降", "低", "0", "%"]
    assert span_of(tokens, text.index("CO2"), text.index("降")) == (4, 7)
    blank = text.index(" ")
    assert span_of(tokens, blank, blank + 1) is None


def test_tokens_know_their_neighbours_and_the_way_to_numbers():
    features = tokens_of("cut energy use, by 5% now").features
    assert features[1] == ("cut energy", "energy use", "4,1", "")
    assert features[-1] == ("% now", "now ", "", "2,0")
    assert tokens_of("").features == []


def test_a_tagger_learns_to_mark_indicators():
    learnt = tagger.fit("zh", [sentence(n) for n in range(24)], seed=0, epochs=60, say=lambda _: None)
    ((phrase,), nothing) = learnt.spans([("zh", TEXT), ("zh", "")])
    assert (TEXT[phrase.start : phrase.end], phrase.label) == ("废钢利用量", "INDICATOR")
    assert 0.5 <= phrase.probability <= 1
    assert nothing == []


def test_the_stored_tagger_answers_as_the_one_that_was_trained(model, trained):
    twin = store.describe(trained[0] / "twin" / "tagger-zh")
    texts = [("zh", sentence(n).text) for n in range(6)]
    assert store.load(model).spans(texts) == store.load(twin).spans(texts)


def test_equal_trainings_make_equal_files(trained):
    base, said = trained
    weights = (base / "one" / "tagger-zh" / FILE).read_bytes()
    assert (base / "twin" / "tagger-zh" / FILE).read_bytes() == weights
    assert (base / "tagger-zh" / FILE).read_bytes() == weights
    # Of the interrupted one only the last fold and the last training were left to do.
    assert [line for line in said if line.startswith("fold")] == ["fold 3 of 3"]


def test_the_model_says_what_it_is(model):
    assert (model.kind, model.languages, model.tasks, model.default) == ("tagger", ("zh",), ("spans",), False)
    assert set(model.files) == {FILE}
    assert set(model.thresholds["spans"]) <= {"zh:fill", "zh:replace"}
    card = (model.folder / "card.md").read_text(encoding="utf-8")
    assert model.data["hash"] in card
    assert f"{model.data['epochs']} epochs" in card


def test_damaged_weights_are_told_and_the_rules_go_on(trained, tmp_path):
    folder = tmp_path / "tagger-zh"
    (folder / "ner").mkdir(parents=True)
    source = trained[0] / "one" / "tagger-zh"
    content = (source / FILE).read_bytes()
    data = json.loads((source / "model.json").read_text(encoding="utf-8"))
    rules = analyze_text(TEXT, settings=Settings(models="none"))
    for damage in (content[:-1], content[: len(content) // 2], b"\x80", b""):
        (folder / FILE).write_bytes(damage)
        data["files"] = {FILE: store.digest_of(folder / FILE)}
        data["version"] = store.version_of(data["files"])
        (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")
        store.forget()
        with pytest.raises(ModelError, match=r"^tagger-zh: "):
            store.load(store.describe(folder))
        found = analyze_text(TEXT + "\n其中40%。", settings=Settings(models=(str(folder),)))
        assert found.targets[0].indicator == rules.targets[0].indicator
    store.forget()


def test_without_spacy_one_line_says_what_to_install(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match=r"the library spacy is missing; pip install \"docanalyzer\[spacy\]\""):
        store.load(model)


def test_the_hash_of_the_training_data_is_the_same_in_every_process():
    code = (
        "from docanalyzer.training.texts import corpus_texts, digest; "
        "print(digest([text for text in corpus_texts('test') if text.origin == 'passages'][:3]))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_lessons_of_passages_mark_phrases_in_their_sentence():
    made = from_passages("en", "train")
    labels = {label for lesson in made for _, _, label in lesson.phrases}
    assert labels == {"INDICATOR", "SCOPE"}
    assert all(0 <= start < end <= len(lesson.text) for lesson in made for start, end, _ in lesson.phrases)
    assert not {lesson.group for lesson in made} & {lesson.group for lesson in from_passages("en", "test")}


def test_lessons_of_answers_are_sentences_whose_numbers_all_have_a_name():
    texts = [text for text in corpus_texts("train") if text.origin == "corpus"][:4]
    for language in ("zh", "en"):
        for lesson in from_answers(texts, language):
            assert lesson.phrases
            assert lesson.group in {text.group for text in texts}


def test_lessons_of_rules_come_from_records_that_are_certain(monkeypatch):
    document = marked(1).document
    monkeypatch.setattr(lessons, "_CERTAIN", 0.0)
    found = from_rules([document], "zh")
    assert [lesson.text[a:b] for lesson in found for a, b, _ in lesson.phrases][:1] == ["废钢利用量"]
    assert from_rules([document], "en") == []
    monkeypatch.setattr(lessons, "_CERTAIN", 1.1)
    assert from_rules([document], "zh") == []


def test_the_nearest_place_before_a_number_counts():
    text = "产量增加，产量达到5吨，产量稳定"
    assert nearest(text, "产量", (0, len(text)), text.index("5")) == (5, 7)
    assert nearest(text, "稳定", (0, len(text)), text.index("5")) == (14, 16)
    assert nearest(text, "能耗", (0, len(text)), text.index("5")) is None


def test_renamed_sentences_keep_their_marks():
    made = renamed([sentence(n) for n in range(6)], "zh", seed=1)
    assert made == renamed([sentence(n) for n in range(6)], "zh", seed=1)
    assert made != renamed([sentence(n) for n in range(6)], "zh", seed=2)
    for lesson, before in zip(made, (sentence(n) for n in range(6)), strict=True):
        ((start, end, label),) = lesson.phrases
        ((first, last, _),) = before.phrases
        assert label == "INDICATOR"
        assert (lesson.text[:start], lesson.text[end:]) == (before.text[:first], before.text[last:])


@pytest.mark.parametrize("name", ["tagger-zh", "tagger-en"])
def test_the_shipped_tagger_opens_and_answers_the_same_twice(name):
    model = store.find(name)
    texts = [(model.languages[0], TEXT), (model.languages[0], "By 2030 the share of renewables shall reach 40%.")]
    first = store.load(model).spans(texts)
    store.forget()
    again = store.load(model)
    assert again.spans(texts) == first == again.spans(texts)
    assert any(first)
    assert model.size() < 3 << 20
    assert store.strangers(model) == []
    settings = Settings(models=(name,))
    text = "\n".join(text for _, text in texts)
    assert dumps(analyze_text(text, settings=settings)) == dumps(analyze_text(text, settings=settings))
