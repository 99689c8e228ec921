"""Training of the encoder on a handful of sentences: that it runs, resumes, and writes what the runtime opens."""

import json
import random

import pytest

from docanalyzer.core.errors import ReadError
from docanalyzer.training.encoder_pairs import glossary, names, sentence
from docanalyzer.training.encoder_text import Pair, read_folder, read_pairs
from docanalyzer.training.job import Job

ZH = "到2025年，单位能耗下降13.5%。\n严禁新增钢铁产能。\n鼓励企业开展节能改造。\n" * 3
EN = "By 2025, energy intensity will fall by 13.5%. New steel capacity is prohibited.\nFirms are encouraged.\n" * 3


@pytest.fixture
def folder(tmp_path):
    text = tmp_path / "text"
    text.mkdir()
    (text / "zh.txt").write_text(ZH, "utf-8")
    (text / "en.txt").write_text(EN, "utf-8")
    (text / "pairs.tsv").write_text("# remark\n严禁新增钢铁产能。\tNew steel capacity is prohibited.\n", "utf-8")
    return text


def test_sentences_of_a_folder_come_once_and_without_forbidden_ones(folder, tmp_path):
    read = read_folder(folder)
    assert [len(document) for document in read.documents] == [3, 3]
    assert read.pairs == (Pair("严禁新增钢铁产能。", "New steel capacity is prohibited."),)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("严禁 新增钢铁产能。", "utf-8")
    without = read_folder(folder, other)
    assert without.left_out == 2
    assert without.pairs == ()
    assert not any("严禁" in s for document in without.documents for s in document)


def test_faults_of_a_folder_are_told(tmp_path):
    with pytest.raises(ReadError, match="no such folder"):
        read_folder(tmp_path / "nothing")
    with pytest.raises(ReadError, match="nothing in this folder"):
        read_folder(tmp_path)
    bad = tmp_path / "bad.tsv"
    bad.write_text("甲\ta\n乙\n", "utf-8")
    with pytest.raises(ReadError, match="line 2"):
        read_pairs(bad)


def test_sentences_put_together_have_no_slot_left_and_both_languages():
    rng = random.Random(0)
    made = [sentence(rng) for _ in range(300)]
    assert not any("{" in side or "}" in side for pair in made for side in pair)
    assert all(any("一" <= c <= "鿿" for c in pair.zh) and pair.en.isascii() is not None for pair in made)
    assert len({pair.zh for pair in made}) > 280


def test_glossary_pairs_are_whole_and_unique():
    for name in ("nouns", "words", "verbs", "actors", "patterns", "sentences"):
        rows = glossary(name)
        assert len(set(rows)) == len(rows) > 50
        assert not any("一" <= c <= "鿿" for pair in rows for c in pair.en)
    assert len(list(names())) > 5000


@pytest.mark.slow
def test_a_few_steps_of_pretraining_resume_and_can_be_written(folder, tmp_path):
    pytest.importorskip("torch")
    from docanalyzer.training.encoder_export import read_pretrained, write_network, write_pretrained
    from docanalyzer.training.encoder_pretrain import Plan, pretrain, pretrained
    from docanalyzer.training.encoder_tune import Network

    read, state = read_folder(folder), tmp_path / "state"
    lines: list[str] = []
    first = pretrain(read, state, Plan(2, rows=2, pairs=4, keep_every=1), resume=False, say=lines.append)
    assert first["steps"] == 2
    assert pretrain(read, state, Plan(3, rows=2, pairs=4), resume=True, say=lines.append)["steps"] == 3
    out = tmp_path / "out"
    write_pretrained(pretrained(state), state / "tokenizer.json", out)
    network = Network(read_pretrained(out))
    write_network(network, out / "encoder.onnx")
    assert (out / "encoder.onnx").stat().st_size > 1_000_000
    assert json.loads((out / "config.json").read_text("utf-8"))["model_type"] == "electra"


def test_a_run_that_is_not_there_cannot_be_resumed(folder, tmp_path):
    pytest.importorskip("torch")
    from docanalyzer.training.encoder_pretrain import pretrained

    with pytest.raises(ReadError, match="no earlier run"):
        pretrained(tmp_path)
    assert Job("encoder", tmp_path / "x").checkpoints == tmp_path / "x.training"
