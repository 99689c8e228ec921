import json
import shutil

import numpy as np
import pytest

from docanalyzer.core.errors import ModelError
from docanalyzer.evaluation.retrieval import by_vectors
from docanalyzer.learned.base import Case
from docanalyzer.learned.encoder import open_encoder, question
from docanalyzer.learned.store import forget, models_folder

ZH = ["到2025年，全省森林覆盖率达到45%。", "严禁新增钢铁产能。", "对购买新能源汽车的居民给予补贴。"]
EN = [
    "Residents who buy new energy vehicles receive a subsidy.",
    "By 2030, forest coverage in the province will reach 50%.",
    "New steel capacity is strictly prohibited.",
]


@pytest.fixture(scope="module")
def encoder():
    return open_encoder("encoder")


def test_a_sentence_is_nearest_to_its_translation(encoder):
    assert by_vectors(encoder.embed)(ZH, EN).argmax(1).tolist() == [1, 2, 0]


def test_vectors_have_length_one_and_do_not_depend_on_company(encoder):
    together = encoder.embed([*ZH, *EN, "一" * 5000, ""])
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.array_equal(together, encoder.embed([*ZH, *EN, "一" * 5000, ""]))
    assert np.array_equal(encoder.embed([ZH[0]])[0], together[0])
    assert encoder.embed([]).shape == (0, together.shape[1])


def test_no_number_moves_a_sentence(encoder):
    one, other = encoder.embed(["到2025年下降13.5%。", "到2030年下降8%。"])
    assert np.array_equal(one, other)


def test_roles_add_up_and_forces_are_shares(encoder):
    text = "到2025年，单位能耗下降13.5%。"
    start = text.index("13.5%")
    role, force = encoder.score([Case("role", "zh", text, start, start + 5), Case("force", "zh", "严禁新增钢铁产能。")])
    assert sum(role.values()) == pytest.approx(1, abs=1e-5)
    assert max(role, key=role.get) == "target"
    assert max(force, key=force.get) == "prohibit"
    assert all(0 <= chance <= 1 for chance in force.values())
    assert encoder.score([]) == []


def test_phrases_lie_in_the_sentence_in_order(encoder):
    for text, found in zip(ZH, encoder.spans([("zh", text) for text in ZH]), strict=True):
        places = [(phrase.start, phrase.end) for phrase in found]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(0 < phrase.probability <= 1 for phrase in found)


def test_the_number_asked_about_is_marked():
    text = "x" * 400 + "13%" + "y" * 400
    before, sentence = question(Case("role", "en", text, 400, 403, "heading", ("rules:role:target", "unit:%")))
    assert before == "rules role target heading"
    assert "[MASK] 13% [MASK]" in sentence
    assert len(sentence) < 700


def test_a_damaged_network_is_an_error_and_no_crash(tmp_path):
    folder = tmp_path / "encoder"
    shutil.copytree(models_folder() / "encoder", folder)
    (folder / "encoder.onnx").write_bytes(b"nothing")
    forget()
    with pytest.raises(ModelError, match=r"encoder\.onnx is damaged"):
        open_encoder(str(folder))
    forget()


def test_a_model_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ModelError, match="no such model"):
        open_encoder("nothing-of-this-name")
    pytest.importorskip("transformers")
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match="cannot be opened"):
        open_encoder(str(tmp_path))


@pytest.mark.slow
def test_any_model_of_hugging_face_opens_by_its_folder(tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    shipped = models_folder() / "encoder"
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(shipped / name, tmp_path / name)
    foreign = open_encoder(str(tmp_path))
    vectors = foreign.embed(ZH)
    assert vectors.shape == (3, json.loads((shipped / "config.json").read_text("utf-8"))["hidden_size"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert by_vectors(foreign.embed)(ZH, EN).argmax(1).tolist() == [1, 2, 0]
