import json
from dataclasses import replace
from io import BytesIO

import pytest

from docanalyzer.core.document import Notice
from docanalyzer.exports import LoadError, dumps, from_data, load, load_all, to_data, write_json, write_jsonl
from tests.samples import make_analysis


def test_round_trip(tmp_path):
    file = tmp_path / "plan.json"
    file.write_bytes(dumps(make_analysis()))
    assert load(file) == make_analysis()


def test_same_input_same_bytes():
    assert dumps(make_analysis()) == dumps(make_analysis())


def test_text_stands_as_it_is_and_fields_in_order():
    text = dumps(make_analysis()).decode("utf-8")
    assert "单位工业增加值用水量" in text
    assert text.startswith('{\n "schema_version": "1.0",\n "document": {')
    assert text.endswith("}\n")


def test_many_documents(tmp_path):
    analyses = [make_analysis("a.txt"), make_analysis("b.txt", "no records")]
    for name, write in (("all.json", write_json), ("all.jsonl", write_jsonl)):
        stream = BytesIO()
        write(iter(analyses), stream)
        (tmp_path / name).write_bytes(stream.getvalue())
        assert load_all(tmp_path / name) == analyses
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8").count("\n") == 2
    with pytest.raises(LoadError, match="holds 2 documents"):
        load(tmp_path / "all.json")


def test_no_document_is_an_empty_array():
    stream = BytesIO()
    write_json([], stream)
    assert json.loads(stream.getvalue()) == []


def test_broken_file_names_survive(tmp_path):
    # What Python makes of a file name that is not Unicode.
    analysis = make_analysis("plan-\udcff.txt", "text")
    file = tmp_path / "x.json"
    file.write_bytes(dumps(analysis))
    assert load(file) == analysis


def test_unknown_fields_are_passed_over():
    data = to_data(make_analysis())
    data["later"] = 1
    data["targets"][0]["later"] = {"x": 1}
    assert from_data(data) == make_analysis()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(schema_version="2.0"), "schema_version is '2.0'"),
        (lambda d: d.pop("schema_version"), "schema_version is None"),
        (lambda d: d["targets"][0].update(role="wish"), "targets.0.role"),
        (lambda d: d["document"].pop("text"), "document.text"),
        (lambda d: d["targets"][0]["quantity"].update(start=1), "targets.0.quantity: '23%' does not stand at 1"),
        (lambda d: d["provisions"][0].update(text="其他"), "provisions.0: '其他' does not stand"),
    ],
)
def test_damage_is_found(change, message):
    data = to_data(make_analysis())
    change(data)
    with pytest.raises(LoadError, match=f"^plan.json: .*{message}"):
        from_data(data, "plan.json")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"3", b"[1]"])
def test_other_files_are_refused_in_words(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_bytes(content)
    with pytest.raises(LoadError, match=r"x\.json"):
        load(file)


def test_missing_file(tmp_path):
    with pytest.raises(LoadError, match="No such file"):
        load(tmp_path / "none.json")


def test_numbers_that_json_does_not_know_are_refused():
    analysis = make_analysis()
    figure = analysis.figures[0]
    assert figure.quantity is not None
    bad = replace(analysis, figures=(replace(figure, confidence=float("nan")),), notices=(Notice("x", "y"),))
    with pytest.raises(ValueError, match="JSON"):
        dumps(bad)
